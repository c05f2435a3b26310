//! Ways through a session that are not straight on: to another exercise, to another form of this one, to
//! another tempo; and which exercise comes next.
//!
//! Decided here (source: DESIGN):
//! - Going to another exercise ends nothing that has not been begun. What is passed by comes after the
//!   last one; only what never had its turn until the session ended is written down as left out.
//! - An exercise that is left half done is written down as ended for time, so that what was done counts
//!   whatever happens; it comes again at the end as well.
//! - An exercise that is gone back to is not rated a second time, and doing less of it takes nothing away.

use super::Mono;
use super::breath;
use super::course::{self, Spot};
use super::effect::{Beat, Cue, Effect};
use super::item::{Item, Work};
use super::machine::{Machine, record};
use super::phase::{Move, Phase};
use super::settings::{Count, PACE_STEP, PACES};
use super::state::{Mark, State};
use super::tally::Tally;
use super::timer::Timer;
use crate::domain::dose::Dose;
use crate::domain::history::{PlannedItem, SwapWhy};
use crate::domain::plan::input::Stop;
use crate::journal::event::{ItemEnded, ItemSwapped, PaceSet};

impl Machine {
    /// After an exercise and its ratings: what was broken into, the next one, or the questions at the end.
    pub(super) fn next_item(&mut self, now: Mono, effects: &mut Vec<Effect>) {
        let unrated = self.unrated().filter(|&item| self.rates_each() && self.state.marks[item].ended);
        if let Some(item) = unrated {
            return self.look_back(item);
        }
        if self.state.ending {
            return self.ask_at_end(effects);
        }
        if let Some(kept) = self.kept.take() {
            return self.go_on_kept(*kept, effects);
        }
        match self.next_open() {
            Some(item) => self.start_item(item, now, effects),
            None => self.ask_at_end(effects),
        }
    }

    /// Asks about an exercise that was done, be it the last one or one before it.
    pub(super) fn look_back(&mut self, item: usize) {
        if item != self.state.cursor {
            self.state.tally = Tally::default();
        }
        self.state.item = item;
        self.state.item_ended = true;
        let mark = self.state.marks[item];
        self.ask(if mark.pain.is_none() { Phase::RatePain } else { Phase::RateEffort });
    }

    /// The exercise that comes after the one that was run last: straight on, then what was passed by.
    pub(super) fn next_open(&self) -> Option<usize> {
        self.to_come().next()
    }

    /// The exercises that are still to come, in the order of play.
    pub(super) fn to_come(&self) -> impl Iterator<Item = usize> + '_ {
        let cursor = self.state.cursor;
        let after = (cursor + 1)..self.items.len();
        after.chain(0..cursor.min(self.items.len())).filter(|&item| !self.state.marks[item].ended)
    }

    /// The first exercise that was done and has not been asked about, nor waits for the table at the end.
    pub(super) fn unrated(&self) -> Option<usize> {
        self.state.marks.iter().position(|mark| mark.played && !mark.asked && !mark.waits)
    }

    pub(super) fn jump(&mut self, to: usize, now: Mono, effects: &mut Vec<Effect>) {
        self.keep();
        let from = self.state.item;
        self.put_aside(now, effects);
        self.let_go(effects);
        for mark in self.state.marks.iter_mut().take(to).skip(from).filter(|mark| !mark.ended) {
            mark.passed = true;
        }
        self.start_item(to, now, effects);
    }

    /// Leaves the exercise that runs; what was done of it is written down.
    fn put_aside(&mut self, now: Mono, effects: &mut Vec<Effect>) {
        let item = self.state.item;
        let before = self.state.marks[item].before;
        self.cut_short(now, effects);
        if before.is_some() {
            self.record_end(Some(Stop::Time), effects);
        } else if !self.state.tally.is_empty() {
            self.record_end(Some(Stop::Time), effects);
            let mark = &mut self.state.marks[item];
            (mark.ended, mark.passed) = (false, true);
        } else {
            self.state.marks[item].passed = true;
        }
    }

    /// Work that was broken into is not gone on with: what was done of it is written down.
    pub(super) fn let_go(&mut self, effects: &mut Vec<Effect>) {
        let Some(kept) = self.kept.take() else { return };
        let State { item, tally, .. } = *kept;
        if tally.is_empty() {
            return;
        }
        let here = (self.state.item, self.state.item_ended, std::mem::replace(&mut self.state.tally, tally));
        self.state.item = item;
        self.record_end(Some(Stop::Time), effects);
        self.state.marks[item].ended = false;
        (self.state.item, self.state.item_ended, self.state.tally) = here;
    }

    /// Writes down an exercise that was passed by and never had its turn.
    pub(super) fn record_passed(&mut self, item: usize, effects: &mut Vec<Effect>) {
        let mark = self.state.marks[item];
        if mark.passed && !mark.ended && !mark.played {
            let exercise = self.items[item].exercise.clone();
            let (session, done) = (self.session.clone(), Dose::new(1, 0, 0));
            record(
                effects,
                ItemEnded { session: session.into(), item, exercise, done, stop: Some(Stop::Skipped) },
            );
        }
    }

    /// Another form comes in the place of the exercise that runs.
    pub(super) fn change_form(&mut self, form: Item, why: SwapWhy, now: Mono, effects: &mut Vec<Effect>) {
        self.state.over = None;
        self.keep();
        let item = self.state.item;
        self.cut_short(now, effects);
        let done = self.state.tally.done(self.item().side_count());
        let to = PlannedItem { exercise: form.exercise.clone(), dose: form.dose, sides: form.side_count() };
        let from = std::mem::replace(&mut self.items[item], form);
        let exercise = from.exercise.clone();
        record(effects, ItemSwapped { session: self.session.as_str().into(), item, exercise, done, to, why });
        if let Some(taken) = self.undo.last_mut() {
            taken.form = Some((item, from));
        }
        self.state.marks[item] = Mark::default();
        self.state.tally = Tally::default();
        self.start_item(item, now, effects);
    }

    /// The person counts instead of the clock, or the clock instead of the person. What is counted of this
    /// set stays counted.
    pub(super) fn switch_count(&mut self, now: Mono, effects: &mut Vec<Effect>) {
        let (to, by_clock) = match self.work() {
            Work::CountedReps => (Count::ByClock, true),
            Work::TempoReps => (Count::ByKey, false),
            _ => return,
        };
        let Spot { set, side, .. } = self.state.spot;
        if self.state.phase == Phase::Reps {
            self.keep_count();
        }
        let item = self.state.item;
        self.items[item].count = Some(to);
        let exercise = self.item().exercise.clone();
        record(effects, PaceSet { exercise, percent: None, by_clock: Some(by_clock) });
        if !self.state.phase.is_work() {
            return;
        }
        let done = self.state.tally.turn(set, side).reps;
        let ready = Spot { rep: if by_clock { done + 1 } else { 1 }, ..Spot::ready(set, side) };
        if let Some(spot) = course::next(self.item(), &self.settings, ready, false) {
            self.enter(spot, now, effects);
            self.state.count = if by_clock { 0 } else { done };
        }
    }

    /// Whether the exercise has a tempo that the clock keeps.
    pub(super) fn is_paced(&self) -> bool {
        matches!(self.work(), Work::TempoReps | Work::HeldReps) || self.item().is_breathed()
    }

    /// A little quicker or slower, from the next part of a repetition on; a paced breath begins anew.
    pub(super) fn change_pace(&mut self, slower: bool, now: Mono, effects: &mut Vec<Effect>) {
        let pace = self.item().pace;
        let to = if slower { pace + PACE_STEP } else { pace.saturating_sub(PACE_STEP) };
        let to = to.clamp(*PACES.start(), *PACES.end());
        if to == pace || !self.is_paced() {
            return;
        }
        let item = self.state.item;
        self.items[item].pace = to;
        if self.state.phase == Phase::Minutes {
            self.state.breath_from = self.state.timer.map_or(Mono::ZERO, |timer| timer.passed(now));
            self.state.breathed = None;
            self.breathe(now, effects);
        }
        let exercise = self.item().exercise.clone();
        record(effects, PaceSet { exercise, percent: Some(to), by_clock: None });
    }

    /// How much of the paced breath has passed; `None` where none is paced.
    pub(super) fn breath_passed(&self, timer: Timer, now: Mono) -> Option<Mono> {
        let minutes = self.state.phase == Phase::Minutes && self.item().is_breathed();
        minutes.then(|| timer.passed(now).saturating_sub(self.state.breath_from))
    }

    /// When the shown breath changes next.
    pub(super) fn breath_change(&self, timer: Timer, now: Mono) -> Option<Mono> {
        let passed = self.breath_passed(timer, now)?;
        Some(now + breath::changes_in(self.item(), passed)?)
    }

    /// The signal of a half of a paced breath that has just begun.
    pub(super) fn breathe(&mut self, now: Mono, effects: &mut Vec<Effect>) {
        let Some(timer) = self.state.timer.filter(Timer::is_running) else { return };
        let Some(nth) = self.breath_passed(timer, now).and_then(|passed| breath::nth(self.item(), passed))
        else {
            return;
        };
        if self.state.breathed != Some(nth) {
            self.state.breathed = Some(nth);
            let beat = if nth.is_multiple_of(2) { Beat::In } else { Beat::Out };
            effects.push(Effect::Cue(Cue::Beat(beat)));
        }
    }

    /// The parts of a repetition by the clock with their seconds, as they are usual for it.
    pub(super) fn parts(&self) -> Vec<(Phase, Mono)> {
        let item = self.item();
        let middle = match self.work() {
            Work::HeldReps => (Phase::Hold, Mono::from_secs(item.dose.hold_s.into())),
            Work::TempoReps => (Phase::Moving(Move::Pause), item.paced(item.tempo.pause_s)),
            _ => return Vec::new(),
        };
        let out = (Phase::Moving(Move::Out), item.paced(item.tempo.out_s));
        let back = (Phase::Moving(Move::Back), item.paced(item.tempo.back_s));
        [out, middle, back].into_iter().filter(|(_, length)| !length.is_zero()).collect()
    }
}
