//! How the session runs one exercise: from place to place, writing down what was done.

use super::Mono;
use super::course::{self, Spot};
use super::effect::{Beat, Cue, Effect};
use super::item::Work;
use super::machine::{Machine, record};
use super::phase::{Move, Phase};
use super::state::Mark;
use super::tally::Tally;
use super::timer::Timer;
use crate::domain::dose::Dose;
use crate::domain::plan::input::Stop;
use crate::journal::event::{HoldDone, ItemEnded, ItemStarted, MinutesDone, RepsDone};

/// A hold or stretch of time of at least so many seconds gets a signal half-way.
const HALFWAY_FROM_S: u32 = 20;
/// A pause of at least so many seconds is counted out: three, two, one.
const COUNT_OUT_FROM_S: u32 = 5;

impl Machine {
    pub(super) fn work(&self) -> Work {
        self.item().work(&self.settings)
    }

    /// Whether the person has to get down to the floor, or up, before this exercise.
    pub(super) fn level_change(&self) -> bool {
        self.current().is_some_and(|item| item.on_floor != self.state.on_floor)
    }

    /// The place itself, or the first after it that takes any time.
    fn landing(&self, spot: Spot) -> Option<Spot> {
        let (item, change) = (self.current()?, self.level_change());
        match course::length(item, &self.settings, spot.phase, change) {
            Some(Mono::ZERO) => course::next(item, &self.settings, spot, change),
            _ => Some(spot),
        }
    }

    /// Puts the session at a place, its clock standing.
    pub(super) fn place(&mut self, spot: Spot) {
        let Some(spot) = self.landing(spot) else {
            return;
        };
        let length = course::length(self.item(), &self.settings, spot.phase, self.level_change());
        self.state.timer = length.map(Timer::lasting);
        self.state.behind = Mono::ZERO;
        self.state.breath_from = Mono::ZERO;
        self.state.breathed = None;
        self.state.spot = spot;
        self.state.phase = spot.phase;
        self.state.count = 0;
    }

    pub(super) fn enter(&mut self, spot: Spot, now: Mono, effects: &mut Vec<Effect>) {
        self.place(spot);
        self.run(now);
        let phase = self.state.phase;
        if phase == Phase::Switch {
            effects.push(Effect::Cue(Cue::Switch));
        }
        if phase.is_work() {
            self.state.advice = None;
            self.state.on_floor = self.item().on_floor;
            if self.state.paused.is_none() {
                effects.extend(self.opening().map(Effect::Cue));
                self.breathe(now, effects);
            }
        }
    }

    /// The signal with which this phase begins.
    fn opening(&self) -> Option<Cue> {
        match self.state.phase {
            _ if self.begins_work() => Some(Cue::Start),
            Phase::Hold => Some(Cue::Beat(Beat::Hold)),
            Phase::Moving(Move::Pause) => Some(Cue::Beat(Beat::Pause)),
            Phase::Moving(Move::Back) => Some(Cue::Beat(Beat::Back)),
            _ => None,
        }
    }

    /// Whether this phase is the first of a hold, a repetition or a set. The hold of a held
    /// repetition is not: "start" sent the person on the way there.
    fn begins_work(&self) -> bool {
        match self.state.phase {
            Phase::Hold => self.work() == Work::Holds || self.item().tempo.out_s == 0,
            Phase::Moving(Move::Out) | Phase::Reps | Phase::Minutes => true,
            _ => false,
        }
    }

    pub(super) fn start_item(&mut self, place: usize, now: Mono, effects: &mut Vec<Effect>) {
        self.state.item = place;
        self.state.cursor = place;
        self.state.item_ended = false;
        self.settle_count();
        self.state.tally = Tally::default();
        let mark = &mut self.state.marks[place];
        (mark.ended, mark.passed) = (false, false);
        let exercise = self.item().exercise.clone();
        record(effects, ItemStarted { session: self.session.as_str().into(), item: place, exercise });
        self.enter(Spot::first(), now, effects);
    }

    /// On to the next place, or to the end of the exercise.
    pub(super) fn advance(&mut self, now: Mono, effects: &mut Vec<Effect>) {
        let here = self.state.spot;
        if here.phase == Phase::Look {
            // It is new to the person once, not each time that they go back to it.
            self.items[self.state.item].look_s = 0;
        }
        let next = course::next(self.item(), &self.settings, here, self.level_change());
        let same_turn = next.filter(|next| (next.set, next.side) == (here.set, here.side));
        if self.work() == Work::TempoReps
            && here.phase.is_work()
            && same_turn.is_none_or(|next| next.rep != here.rep)
        {
            self.turn_add(0);
        }
        if same_turn.is_none() {
            self.record_set(effects);
            if self.ends_unsaid(next) {
                effects.push(Effect::Cue(Cue::End));
            }
        }
        match next {
            Some(spot) => self.enter(spot, now, effects),
            None => self.end_item(None, now, effects),
        }
    }

    /// Whether nothing says yet that this side of a set is over, `next` coming after it. Stretches and
    /// minutes end with their clock, which signals that. The last held repetition ended with its hold, but
    /// whoever lies there cannot know that no other follows once they are back: unless sides are changed,
    /// which has a signal of its own.
    fn ends_unsaid(&self, next: Option<Spot>) -> bool {
        match self.work() {
            Work::TempoReps | Work::CountedReps => true,
            Work::HeldReps => {
                self.state.phase != Phase::Hold && next.is_none_or(|next| next.phase != Phase::Switch)
            }
            Work::Holds | Work::Minutes => false,
        }
    }

    /// What ran has had all its time at `ends`: writes it down.
    pub(super) fn complete(&mut self, ends: Mono, effects: &mut Vec<Effect>) {
        let seconds = self.passed_s(ends);
        match self.state.phase {
            Phase::Hold | Phase::Minutes => {
                self.record_seconds(seconds, effects);
                self.turn_add(seconds);
                effects.push(Effect::Cue(Cue::End));
            }
            Phase::Rest => effects.push(Effect::Cue(Cue::RestOver)),
            _ => {}
        }
    }

    /// One repetition more by key.
    pub(super) fn count_one(&mut self, now: Mono, effects: &mut Vec<Effect>) {
        let last = self.state.count + 1 >= self.item().reps_in_set(self.state.spot.set);
        if last {
            self.keep();
        }
        self.state.count += 1;
        if last {
            self.keep_count();
            self.advance(now, effects);
        }
    }

    /// Writes down what there is of work that is broken off. Whoever held as long as asked before
    /// that has done it.
    pub(super) fn cut_short(&mut self, now: Mono, effects: &mut Vec<Effect>) {
        let seconds = self.passed_s(now);
        match self.state.phase {
            Phase::Hold | Phase::Minutes => {
                if seconds > 0 {
                    self.record_seconds(seconds, effects);
                }
                if seconds >= self.item().dose.hold_s {
                    self.turn_add(seconds);
                } else if seconds > 0 {
                    let Spot { set, side, .. } = self.state.spot;
                    self.state.tally.turn(set, side).broken_s = seconds;
                }
            }
            Phase::Reps => self.keep_count(),
            _ => {}
        }
        if self.state.phase.is_work() {
            self.record_set(effects);
        }
    }

    /// Ends the exercise before its dose was done.
    pub(super) fn end_early(&mut self, stop: Option<Stop>, now: Mono, effects: &mut Vec<Effect>) {
        self.cut_short(now, effects);
        self.end_item(stop, now, effects);
    }

    fn end_item(&mut self, stop: Option<Stop>, now: Mono, effects: &mut Vec<Effect>) {
        self.record_end(stop, effects);
        self.state.timer = None;
        let waits = !self.rates_each();
        self.state.marks[self.state.item].waits = waits;
        self.next_item(now, effects);
    }

    pub(super) fn record_end(&mut self, stop: Option<Stop>, effects: &mut Vec<Effect>) {
        let item = self.state.item;
        self.state.item_ended = true;
        let done = self.state.tally.done(self.item().side_count());
        let mark = &mut self.state.marks[item];
        let (done, stop) = better(mark.before, done, stop);
        mark.before = Some((done, stop));
        mark.stop = stop;
        mark.ended = true;
        mark.played |= !self.state.tally.is_empty();
        mark.played &= stop != Some(Stop::Skipped);
        let exercise = self.item().exercise.clone();
        record(effects, ItemEnded { session: self.session.as_str().into(), item, exercise, done, stop });
    }

    /// The start of this exercise, the side or set before it, or the exercise before.
    pub(super) fn back(&mut self, now: Mono, effects: &mut Vec<Effect>) {
        let waiting = matches!(self.state.phase, Phase::Look | Phase::Prepare);
        if let Some((set, side)) = course::turn_before(self.item(), self.state.spot) {
            self.state.tally.forget_from(set, side);
            self.enter(Spot::ready(set, side), now, effects);
        } else {
            let place = self.state.item.saturating_sub(usize::from(waiting));
            // It is done anew, and asked anew.
            self.state.marks[place] = Mark::default();
            self.start_item(place, now, effects);
        }
    }

    /// This hold, set or stretch of time from its start; nothing of it counts so far.
    pub(super) fn restart(&mut self, now: Mono, effects: &mut Vec<Effect>) {
        let Spot { set, side, rep, .. } = self.state.spot;
        let rep = if self.work() == Work::Holds {
            rep
        } else {
            self.state.tally.forget_from(set, side);
            1
        };
        let before = Spot { rep, ..Spot::ready(set, side) };
        if let Some(start) = course::next(self.item(), &self.settings, before, false) {
            self.enter(start, now, effects);
        }
    }

    /// Signals of a clock that runs: half-way, three, two, one.
    pub(super) fn call(&mut self, now: Mono, effects: &mut Vec<Effect>) {
        self.breathe(now, effects);
        let from_s = match self.state.phase {
            Phase::Hold if self.work() == Work::HeldReps => return,
            Phase::Hold | Phase::Minutes | Phase::Prepare | Phase::Rest => COUNT_OUT_FROM_S,
            _ => return,
        };
        let working = self.state.phase.is_work();
        let Some(timer) = self.state.timer.as_mut() else {
            return;
        };
        if working && timer.total_s() >= HALFWAY_FROM_S && timer.halfway(now) {
            effects.push(Effect::Cue(Cue::HalfWay));
        }
        if timer.total_s() >= from_s
            && let Some(seconds) = timer.call(now)
        {
            effects.push(Effect::Cue(Cue::LastSeconds(seconds)));
        }
    }

    fn passed_s(&self, now: Mono) -> u32 {
        self.state.timer.map_or(0, |timer| timer.passed_s(now))
    }

    fn turn_add(&mut self, seconds: u32) {
        let Spot { set, side, .. } = self.state.spot;
        let asked = self.item().reps_in_set(set);
        let turn = self.state.tally.turn(set, side);
        turn.add(seconds);
        turn.complete = turn.reps >= asked;
    }

    pub(super) fn keep_count(&mut self) {
        let Spot { set, side, .. } = self.state.spot;
        let asked = self.item().reps_in_set(set);
        let turn = self.state.tally.turn(set, side);
        turn.reps = self.state.count;
        turn.complete = turn.reps >= asked;
    }

    /// One hold of a stretch, or the minutes. Held repetitions are written down by the set.
    fn record_seconds(&self, seconds: u32, effects: &mut Vec<Effect>) {
        let (item, spot) = (self.item(), self.state.spot);
        let session = self.session.clone();
        let exercise = item.exercise.clone();
        let asked_s = item.dose.hold_s;
        match self.work() {
            Work::Holds => record(
                effects,
                HoldDone {
                    session: session.into(),
                    item: self.state.item,
                    exercise,
                    side: course::side(item, spot.side),
                    nth: (1..spot.set).map(|set| item.reps_in_set(set)).sum::<u32>() + spot.rep,
                    asked_s,
                    held_s: seconds,
                },
            ),
            Work::Minutes => record(
                effects,
                MinutesDone {
                    session: session.into(),
                    item: self.state.item,
                    exercise,
                    asked_s,
                    done_s: seconds,
                },
            ),
            _ => {}
        }
    }

    /// The set on this side, where it is one of repetitions and has any.
    fn record_set(&mut self, effects: &mut Vec<Effect>) {
        let by_reps = !matches!(self.work(), Work::Holds | Work::Minutes);
        let Spot { set, side, .. } = self.state.spot;
        let turn = *self.state.tally.turn(set, side);
        if by_reps && turn.reps > 0 {
            let item = self.item();
            record(
                effects,
                RepsDone {
                    session: self.session.as_str().into(),
                    item: self.state.item,
                    exercise: item.exercise.clone(),
                    side: course::side(item, side),
                    set,
                    asked: item.reps_in_set(set),
                    reps: turn.reps,
                    hold_s: turn.hold_s,
                },
            );
        }
    }
}

/// Of an exercise that was ended before and was done once more, what counts: doing less of it the second
/// time takes nothing away, but what it is said to have done to the person does count.
fn better(before: Option<(Dose, Option<Stop>)>, done: Dose, stop: Option<Stop>) -> (Dose, Option<Stop>) {
    let Some((first, its_stop)) = before else { return (done, stop) };
    let less = done.lower(first) != first;
    match stop {
        None | Some(Stop::Time | Stop::Skipped) if less => (first, its_stop),
        stop => (if less { first } else { done }, stop),
    }
}
