//! Flare mode: when it holds, when it may be left, and what is offered in it (progression rules 3.9).
//!
//! Decided here: relief movements are those tagged `relief` in the movement group. A held exercise that
//! the library tags so and doses itself fills a place that is left, with 3 repetitions at most; without
//! the library's own dose nothing held is offered. One movement a ladder, the easiest.

use chrono::NaiveDate;

use super::bounds::Bounds;
use super::derived::Irritability;
use super::input::{Entry, Today};
use super::ladders::{Ladders, has_tag};
use super::line::{Ctx, Play, time};
use super::log::Log;
use super::output::{Aerobic, Change};
use super::reasons::{WalkWhy, Why};
use crate::domain::dose::{Dose, Group, Kind};

/// Movements, at most.
const MOVES: usize = 4;
/// Repetitions of each.
const REPS: u32 = 3;
/// Seconds in all, at most.
const SECONDS: u32 = 300;
/// Minutes of the walk.
const WALK: u32 = 5;

/// The flare sessions at the end of the log: how many, and the first day. `None`: the last session was
/// none.
pub(super) fn run(log: &Log) -> Option<(usize, NaiveDate)> {
    let tail: Vec<_> =
        log.past.iter().rev().filter(|p| !p.walk_only()).take_while(|p| p.is_flare()).collect();
    tail.last().map(|first| (tail.len(), first.session.date))
}

/// Whether flare mode may be left: two sessions or more, and calm, complete answers.
pub(super) fn may_leave(log: &Log, today: &Today, sessions: usize) -> bool {
    let limit = (log.zones.r + 1).max(3);
    let calm = |pain: Option<i32>| pain.is_some_and(|p| p <= limit);
    sessions >= 2
        && calm(today.pain_now)
        && log.latest().is_some_and(|last| {
            let s = last.session;
            calm(s.pain_after) && calm(s.next_morning_pain) && s.pain_over_1h == Some(false)
        })
}

/// Up to four movements, 3 repetitions, five minutes.
pub(super) fn moves<'a>(
    ladders: &Ladders<'a>,
    ctx: &Ctx<'a>,
    minutes: i32,
    stiff: bool,
) -> Vec<(&'a str, Play<'a>)> {
    let permit = ctx.permit;
    let mut found: Vec<(&str, &Entry)> = ladders
        .all()
        .filter(|ladder| !ctx.rests(ladder))
        .filter_map(|ladder| {
            let relief = |e: &&&Entry| {
                has_tag(e, "relief")
                    && permit.allows(e)
                    && (e.kind.group() == Group::Mobility || (e.kind == Kind::Hold && e.start.is_some()))
                    && !(stiff && has_tag(e, "loaded_flexion"))
            };
            ladder.rungs.iter().find(relief).map(|entry| (ladder.id, *entry))
        })
        .collect();
    found.sort_by(|(_, a), (_, b)| {
        (a.kind.group(), a.priority, &a.id).cmp(&(b.kind.group(), b.priority, &b.id))
    });
    let budget = u32::try_from(minutes.clamp(0, 60) * 60).unwrap_or(0).min(SECONDS);
    let mut plays = Vec::new();
    let mut spent = 0;
    for (ladder, entry) in found {
        let dose = gentle(entry);
        let seconds = time(entry, dose);
        if plays.len() < MOVES && spent + seconds <= budget {
            spent += seconds;
            plays.push((ladder, Play { entry, dose, change: Change::Flare, dim: None, why: Why::Flare }));
        }
    }
    plays
}

/// The dose of a relief movement.
fn gentle(entry: &Entry) -> Dose {
    let bounds = Bounds::new(entry, Irritability::High);
    match entry.kind {
        Kind::Mobility => bounds.clamp(Dose::new(1, REPS, 0)),
        Kind::Hold => bounds.clamp(Dose::new(1, REPS, bounds.min.hold_s)).lower(bounds.start),
        _ => bounds.start,
    }
}

/// An easy walk; none with the worst pain, or where walks may not be prescribed.
pub(super) fn walk(ok: Option<bool>, pain_now: Option<i32>) -> Option<Aerobic> {
    if ok == Some(false) || pain_now.is_some_and(|pain| pain >= 9) {
        return None;
    }
    Some(WalkWhy::Flare.aerobic(WALK as i32, Change::Flare, WALK as i32))
}

/// Advice codes: cold in the first 48 hours, warmth later; moving all the time.
pub(super) fn advice(first_day: NaiveDate, today: NaiveDate) -> Vec<String> {
    let early = (today - first_day).num_days() < 2;
    let comfort = if early { "ice_if_comforting" } else { "heat_if_comforting" };
    vec![comfort.to_owned(), "keep_moving_gently".to_owned()]
}
