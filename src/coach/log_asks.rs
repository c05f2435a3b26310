//! When the log, and not an answer, asks for the questions about a change in pain (`screening` 3).

use chrono::{DateTime, Days, FixedOffset};

use super::Coach;
use super::plan::pain_days;
use crate::domain::screening::answer::Value;
use crate::journal::event::{Event, ScreenAnswered};

/// Days away after which they are asked.
const AWAY_DAYS: i64 = 14;
/// Points above the person's own usual that count ...
const ABOVE: i32 = 2;
/// ... which is the median of so many days with a score ...
const USUAL_DAYS: usize = 10;
/// ... and of no fewer than so many; else the usual pain of the profile.
const ENOUGH: usize = 3;
/// Their answers count for so many days, as far as the log goes (source: DESIGN).
const COUNT_DAYS: u64 = 7;

/// Whether the log asks for the recheck: something was wrong in the last session; a new place of pain;
/// two weeks away; or a score of 2 or more above the usual on two days running.
///
/// The first three only until the questions have been asked since, the last at most once a week. Soreness
/// and one flare day are no reason.
pub(super) fn log_asks_recheck(coach: &Coach, now: DateTime<FixedOffset>) -> bool {
    let asked_since =
        |since: DateTime<FixedOffset>| coach.last_full_check(now).is_some_and(|check| check >= since);
    if let Some(last) = coach.history.last_session_by(now)
        && Coach::asks_recheck_since(last).is_some_and(|felt| !asked_since(felt))
    {
        return true;
    }
    if new_place(coach).is_some_and(|told| told <= now && !asked_since(told)) {
        return true;
    }
    let done = coach.history.last_done_by(now);
    let away = done.is_some_and(|done| (now.date_naive() - done.date).num_days() >= AWAY_DAYS);
    if away && done.is_some_and(|done| !asked_since(done.started)) {
        return true;
    }
    let week_ago = now.checked_sub_days(Days::new(COUNT_DAYS)).unwrap_or(now);
    two_days_above(coach, now) && !asked_since(week_ago)
}

/// When a place of pain was told that the answer before it did not have.
fn new_place(coach: &Coach) -> Option<DateTime<FixedOffset>> {
    let mut places: Vec<_> = coach
        .events
        .iter()
        .filter_map(|stamped| match &stamped.event {
            Event::ScreenAnswered(ScreenAnswered { question, value: Value::Picks(picks), .. })
                if question == "area" =>
            {
                Some((stamped.at, picks))
            }
            _ => None,
        })
        .collect();
    places.sort_by_key(|(at, _)| *at);
    let (_, before) = places.iter().rev().nth(1)?;
    let (at, now) = places.last()?;
    now.iter().any(|place| !before.contains(place)).then_some(*at)
}

/// Whether today and yesterday both were 2 or more above the days before.
fn two_days_above(coach: &Coach, now: DateTime<FixedOffset>) -> bool {
    let today = now.date_naive();
    let Some(yesterday) = today.pred_opt() else { return false };
    let days = pain_days(&coach.history);
    let mut before: Vec<i32> =
        days.range(..yesterday).rev().take(USUAL_DAYS).map(|(_, pain)| *pain).collect();
    before.sort_unstable();
    let usual = if before.len() >= ENOUGH {
        before.get((before.len() - 1) / 2).copied()
    } else {
        coach.history.profile.usual_pain.map(|usual| i32::from(usual.get()))
    };
    let high = |day| days.get(&day).zip(usual).is_some_and(|(pain, usual)| *pain >= usual + ABOVE);
    high(today) && high(yesterday)
}
