//! What comes in beside the ordinary introduction of the progression rules 3.7: something in the place
//! of a move that the person does not want, a first try of one that worries them, and a new ladder for
//! those who want variety.
//!
//! Decided here (source: DESIGN):
//! - "Not this one" is no rise: one goes, one comes at its start dose. So it needs no step and no perfect
//!   day, only a normal session in which nothing is eased and nothing is frozen. The same where an answer
//!   rules out what was done so far: a plan must not shrink to two exercises for it.
//! - All others come as an introduction does: only where nothing else grew and all was green. Where it is
//!   the cap of the week that lets nothing grow, one may come in seven days, or somebody who exercises
//!   every day and asks for half an hour would stay at the few exercises of the first session for good.
//! - A first try comes at the lowest dose of the form, beside the places of its group: a place that is
//!   free may never come, and it has to fit into the minutes all the same.
//! - Variety begins two weeks after the first session, in groups with two places or more: with one place
//!   the days between would be too many for anything to grow. One ladder more than there are places, so
//!   that each is back after one session; at most one new one in seven days.

use chrono::NaiveDate;

use super::choose::places_of;
use super::input::Mode;
use super::line::{Fate, Line, Out, Play, time};
use super::log::Track;
use super::output::Change;
use super::reasons::{Why, called};
use super::session::Maker;
use super::steps::Purse;
use crate::domain::dose::Group;

/// Days after the first session before ladders take turns.
const VARIETY_AFTER: i64 = 14;
/// Days between two new ladders for the sake of variety.
const APART: i64 = 7;
/// Days in which it is counted how often a ladder had its turn.
const WINDOW: i64 = 14;

impl<'a> Maker<'_, 'a> {
    /// Whether the ladders of a group take turns today.
    pub(super) fn takes_turns(&self, group: Group) -> bool {
        let log = self.ctx.log;
        let first = log.past.iter().find(|past| !past.session.exercises.is_empty());
        self.input.profile.variety
            && self.situation.mode == Mode::Normal
            && places_of(self.minutes, group) >= 2
            && first.is_some_and(|past| log.days_since(past.session.date) >= VARIETY_AFTER)
    }

    /// Whose turn it is: who was not there for longest, then who was there least often.
    pub(super) fn turn_of(&self, group: Group, track: &Track) -> (i64, usize) {
        if !self.takes_turns(group) {
            return (0, 0);
        }
        let log = self.ctx.log;
        let days: Vec<NaiveDate> = track.exposures.iter().map(|e| e.date).collect();
        let last = days.last().map_or(0, |date| log.days_since(*date));
        (-last, days.iter().filter(|date| log.days_since(**date) <= WINDOW).count())
    }

    fn spent(lines: &[Line]) -> i64 {
        let real: i64 = lines.iter().filter_map(Line::play).map(|p| i64::from(time(p.entry, p.dose))).sum();
        real.max(super::choose::total(lines) as i64)
    }

    /// Something of the same group for a move that is not wanted, or not for this person any more. `gone`: what was left out.
    pub(super) fn instead(&self, lines: &[Line<'a>], gone: &[Line<'a>]) -> Option<Line<'a>> {
        if self.situation.mode != Mode::Normal || self.ctx.level.value >= 2 {
            return None;
        }
        let permit = self.ctx.permit;
        let why = |line: &Line| match &line.fate {
            Fate::Out(out) if out.code == "unwanted" => Some(Why::Instead(called(line.entry))),
            Fate::Out(out) if out.code == "contra" && permit.is_contra(line.entry) => {
                Some(Why::InsteadOfContra(called(line.entry)))
            }
            _ => None,
        };
        gone.iter().find_map(|gone| {
            let why = why(gone)?;
            let group = gone.group();
            let used = lines.iter().filter(|line| line.group() == group).count();
            let room = i64::from(self.budget()) - Self::spent(lines);
            let mut fresh = self.fresh(&why);
            fresh.retain(|line| line.group() == group && fits(line, room));
            fresh.sort_by(|a, b| a.order().cmp(&b.order()));
            (used < places_of(self.minutes, group)).then(|| fresh.into_iter().next()).flatten()
        })
    }

    /// Whether something new may come, where nothing else grew.
    pub(super) fn may_introduce(&self, purse: &Purse) -> bool {
        let soon = (1..=3).contains(&self.situation.days);
        soon && (purse.slots > 0 || (purse.week_full && !self.introduced_lately()))
    }

    fn introduced_lately(&self) -> bool {
        let log = self.ctx.log;
        let lately = |track: &Track| track.exposures.first().is_some_and(|e| log.days_since(e.date) <= APART);
        log.tracks.values().any(lately)
    }

    /// Adds what is next to come. What sits out for it is returned.
    pub(super) fn newcomer(&self, lines: &mut Vec<Line<'a>>, full: bool) -> Option<Line<'a>> {
        if let Some(tried) = self.first_try(lines) {
            lines.push(tried);
            return None;
        }
        let introduced = if full {
            None
        } else {
            super::steps::introduce(lines, self.unknown(), self.minutes, self.budget())
        };
        match introduced {
            Some(line) => {
                lines.push(line);
                None
            }
            None => self.variety(lines),
        }
    }

    /// A first try of something that worries the person.
    fn first_try(&self, lines: &[Line<'a>]) -> Option<Line<'a>> {
        let room = i64::from(self.budget()) - Self::spent(lines);
        let ctx = self.ctx;
        let open = self
            .ladders
            .all()
            .filter(|ladder| !ctx.rests(ladder) && !lines.iter().any(|line| line.ladder.id == ladder.id));
        let mut found: Vec<Line<'a>> = open
            .filter_map(|ladder| {
                // what is easier was done, or worries less: only what may be reached is tried
                let entry = *ladder.rungs.iter().find(|entry| {
                    ctx.permit.allows_but_for_fear(entry) && ctx.permit.fears().ready(entry).is_some()
                })?;
                let reachable = entry.level <= ctx.limits.first_level
                    || ctx.log.track(ladder.id).is_some_and(|track| {
                        track.exposures.iter().any(|e| e.entry.level + 1 >= entry.level)
                    });
                let score = ctx.permit.fears().ready(entry).filter(|_| reachable)?;
                let dose = ctx.bounds(entry).min;
                let why = Why::FirstTry(score);
                let play = Play { entry, dose, change: Change::Intro, dim: None, why };
                let fate = Fate::Play(play);
                let base_seconds = time(entry, dose);
                let turn = (0, 0);
                Some(Line { ladder, entry, base_seconds, fate, keeps_place: true, calm: false, turn })
            })
            .filter(|line| fits(line, room))
            .collect();
        found.sort_by(|a, b| a.order().cmp(&b.order()));
        found.into_iter().next()
    }

    /// A new ladder for the sake of variety. The last line of its group sits out for it.
    fn variety(&self, lines: &mut [Line<'a>]) -> Option<Line<'a>> {
        if self.introduced_lately() {
            return None;
        }
        let fresh = self.fresh(&Why::Variety);
        for group in [Group::Core, Group::Stretch, Group::Mobility] {
            let places = places_of(self.minutes, group);
            let known = self.ladders.all().filter(|ladder| {
                let last = self.recent(ladder.id).and_then(|track| track.exposures.last());
                last.is_some_and(|e| e.entry.kind.group() == group && self.ctx.permit.allows(e.entry))
            });
            if !self.takes_turns(group) || known.count() > places {
                continue;
            }
            let Some(last) = lines.iter().rposition(|line| line.group() == group) else { continue };
            let freed = lines[last].play().map_or(0, |p| i64::from(time(p.entry, p.dose)));
            let room = i64::from(self.budget()) - Self::spent(lines) + freed;
            let mut new: Vec<&Line> =
                fresh.iter().filter(|line| line.group() == group && fits(line, room)).collect();
            new.sort_by(|a, b| a.order().cmp(&b.order()));
            let Some(new) = new.first() else { continue };
            let mut sits_out = std::mem::replace(&mut lines[last], (*new).clone());
            if matches!(sits_out.fate, Fate::Play(_)) {
                sits_out.fate = Fate::Out(Out { code: "turn", until: None, why: Why::TakesTurns });
            }
            return Some(sits_out);
        }
        None
    }
}

fn fits(line: &Line, room: i64) -> bool {
    line.play().is_some_and(|play| i64::from(time(play.entry, play.dose)) <= room)
}
