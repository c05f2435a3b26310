//! The one door of the session: a message and an instant in, effects out.
//!
//! [`Machine::update`] is one match on phase and message; what is not listed there changes nothing.

use super::course::Spot;
use super::effect::{Cue, Effect};
use super::item::Item;
use super::message::Message;
use super::phase::Phase;
use super::settings::{Count, Settings};
use super::state::{Known, Mark, Over, State, Taken};
use super::tally::Tally;
use super::timer::Timer;
use super::view::Column;
use super::{Mono, Rate};
use crate::domain::history::SwapWhy;
use crate::domain::plan::input::Stop;
use crate::domain::score::Score;
use crate::journal::event::{Event, PauseWhy, SessionEnded, SessionPaused, SessionResumed};

/// A guided session.
#[derive(Debug, Clone, PartialEq)]
pub struct Machine {
    pub(super) session: String,
    pub(super) items: Vec<Item>,
    /// As they hold now: who counts is settled anew with each exercise.
    pub(super) settings: Settings,
    /// Who counts moving repetitions when not on the floor.
    pub(super) usual_count: Count,
    pub(super) pain_before: Option<Score>,
    /// The last instant that a message came with: nothing after it is credited when the program
    /// turns out to have been away.
    seen: Mono,
    pub(super) state: State,
    /// What each answer, last count, skip, jump and change of form would be taken back to.
    pub(super) undo: Vec<Taken>,
    /// Work that was broken into by taking back something before it: it goes on after that.
    pub(super) kept: Option<Box<State>>,
    /// Lines recorded so far.
    written: usize,
    /// What was answered at the end before the session was broken off there.
    pub(super) known: Known,
}

/// A tick that comes later than this after a deadline does not let the next phase run on by itself.
const LATE: Mono = Mono::from_secs(2);
/// What one press of "longer" or "shorter" changes, seconds; also what "shorter" always leaves.
const NUDGE_S: u32 = 5;
/// Longest rest that "longer" can make, seconds.
const LONGEST_REST_S: u32 = 300;

impl Machine {
    /// A tick that comes no later than this after a deadline is on time for whoever moves to it: what follows
    /// keeps to the schedule, and is so much shorter than it was announced. The shortest phase lasts a second,
    /// and of a second people cannot tell a twentieth; nobody follows a signal more evenly than that either.
    /// With less, one tick on a busy machine puts off all that comes after it. A hold is never shorter, not even
    /// by that: what it begins late comes off what follows it.
    pub const UNFELT: Mono = Mono::from_millis(50);

    /// A session from its first exercise. Nothing runs before [`Machine::begin`].
    pub fn new(session: String, items: Vec<Item>, settings: Settings, pain_before: Option<Score>) -> Machine {
        let items: Vec<Item> = items.into_iter().map(Item::bounded).collect();
        let marks = vec![Mark::default(); items.len()];
        let state = State {
            begun: false,
            phase: Phase::Prepare,
            over: None,
            timer: None,
            behind: Mono::ZERO,
            paused: None,
            item: 0,
            item_ended: items.is_empty(),
            spot: Spot::first(),
            cursor: 0,
            breath_from: Mono::ZERO,
            breathed: None,
            count: 0,
            tally: Tally::default(),
            marks,
            cell: (0, Column::Pain),
            marker: None,
            advice: None,
            ending: false,
            on_floor: false,
        };
        let usual_count = settings.count;
        let settings = Settings { count: settings.counts(), ..settings };
        let mut machine = Machine {
            session,
            items,
            settings,
            usual_count,
            pain_before,
            seen: Mono::ZERO,
            state,
            undo: Vec::new(),
            kept: None,
            written: 0,
            known: Known::default(),
        };
        machine.place(Spot::first());
        machine
    }

    /// A session that was broken off: it goes on at the exercise `at_item`, paused before its start,
    /// nothing of it credited. At or past the last one's end, with the questions at the end.
    pub fn resume(
        session: String,
        items: Vec<Item>,
        settings: Settings,
        pain_before: Option<Score>,
        at_item: usize,
    ) -> Machine {
        let mut machine = Machine::new(session, items, settings, pain_before);
        let rated = machine.rates_each();
        let played = Mark { played: true, ended: true, asked: rated, ..Mark::default() };
        machine.state.marks.iter_mut().take(at_item).for_each(|mark| *mark = played);
        machine.state.item = at_item.min(machine.items.len().saturating_sub(1));
        machine.state.cursor = machine.state.item;
        machine.state.item_ended = at_item >= machine.items.len();
        if !machine.state.item_ended {
            machine.state.paused = Some(PauseWhy::Away);
            machine.place(Spot::first());
        }
        machine
    }

    /// Begins. Called twice, the second call does nothing.
    pub fn begin(&mut self, now: Mono) -> Vec<Effect> {
        let mut effects = Vec::new();
        if !self.state.begun {
            self.state.begun = true;
            self.seen = now;
            if self.items.is_empty() {
                self.finish(&mut effects);
            } else if self.state.item_ended {
                self.ask_at_end(&mut effects);
            } else if self.state.tally.is_empty()
                && self.state.spot.is_first_turn()
                && self.state.spot.rep == 1
            {
                self.start_item(self.state.item, now, &mut effects);
            }
        }
        self.noted(&effects);
        effects
    }

    /// Takes one message at `now` and says what is to be done. An instant before the last one counts
    /// as the last one.
    pub fn update(&mut self, message: Message, now: Mono) -> Vec<Effect> {
        let mut effects = Vec::new();
        let now = now.max(self.seen);
        if !self.state.begun || self.state.phase == Phase::Left {
            return effects;
        }
        let mut by_clock = 0;
        if message == Message::Away {
            self.away(&mut effects);
        } else {
            self.tick(now, &mut effects);
            // What the clock ended before the message was done: it is not taken back with it.
            self.noted(&effects);
            by_clock = effects.len();
            self.act(message, now, &mut effects);
        }
        self.seen = now;
        self.noted(&effects[by_clock..]);
        effects
    }

    /// Another form of the exercise that runs comes in its place, where one was asked for. It begins with
    /// getting ready.
    pub fn swap(&mut self, form: Item, why: SwapWhy, now: Mono) -> Vec<Effect> {
        let mut effects = Vec::new();
        let now = now.max(self.seen);
        if self.phase() == Phase::AskForm {
            self.change_form(form.bounded(), why, now, &mut effects);
        }
        self.seen = now;
        self.noted(&effects);
        effects
    }

    /// Counts the lines that were written, and remembers which of them the last thing done would take back.
    fn noted(&mut self, effects: &[Effect]) {
        let mut own = Vec::new();
        for effect in effects {
            if let Effect::Record(event) = effect {
                if takes_back(event) {
                    own.push(self.written);
                }
                self.written += 1;
            }
        }
        if let Some(taken) = self.undo.last_mut().filter(|taken| taken.lines.is_none()) {
            taken.lines = Some(own);
        }
    }

    fn act(&mut self, message: Message, now: Mono, effects: &mut Vec<Effect>) {
        use Message as M;
        use Phase as P;
        let phase = self.phase();
        let paused = self.state.paused.is_some();
        match (phase, message) {
            (_, M::Leave) => self.leave(now, effects),

            (P::Wrong, M::WrongResolved { end, stop }) => self.resolved(end, stop, now, effects),
            (P::Wrong, _) => {}
            (_, M::Wrong) => self.wrong(now, effects),

            (P::AskSkip, M::SkipBecause(stop)) if may_skip_for(stop) => {
                self.state.over = None;
                self.keep();
                self.end_early(Some(stop), now, effects);
            }
            (P::AskJump, M::Jump(place)) if place != self.state.item && place < self.items.len() => {
                self.state.over = None;
                self.jump(place, now, effects);
            }
            (P::AskSkip | P::AskForm | P::AskJump, M::SkipCancel | M::Back) => {
                self.state.over = None;
                self.run(now);
            }
            (P::AskSkip | P::AskForm | P::AskJump, _) => {}
            (p, M::SkipAsk) if p.is_exercise() => self.lay_over(Over::AskSkip, now),
            (p, M::FormAsk) if p.is_exercise() => self.lay_over(Over::AskForm, now),
            (p, M::JumpAsk) if p.is_exercise() && self.items.len() > 1 => {
                self.lay_over(Over::AskJump, now);
            }

            (_, M::Floor(on)) => self.floor(on, now, effects),
            (p, M::CountSwitch) if p.is_exercise() => self.switch_count(now, effects),
            (p, M::Faster) if p.is_exercise() => self.change_pace(false, now, effects),
            (p, M::Slower) if p.is_exercise() => self.change_pace(true, now, effects),

            (p, M::Enough) if p.is_exercise() => {
                self.stand(now);
                self.keep();
                self.state.ending = true;
                self.end_early(Some(Stop::Time), now, effects);
            }
            (P::RatePain | P::RateEffort, M::Enough) => self.state.ending = true,
            (p, M::Back) if p.is_exercise() => self.back(now, effects),
            (p, M::Restart) if p.is_work() => self.restart(now, effects),

            (p, M::Pause | M::Go) if p.is_exercise() && paused => self.go_on(now, effects),
            (p, M::Pause) if p.is_exercise() => self.pause(PauseWhy::Key, now, effects),
            (P::Look | P::Prepare | P::Gap | P::Switch | P::Rest, M::Go) => self.advance(now, effects),
            (P::Moving(_) | P::Hold | P::Minutes, M::Go) => self.pause(PauseWhy::Key, now, effects),
            (P::Reps, M::Go | M::Rep) if !paused => self.count_one(now, effects),
            (P::Reps, M::UndoRep | M::Undo) if self.state.count > 0 && (!paused || message == M::Undo) => {
                self.state.count -= 1;
            }
            (P::Hold | P::Minutes | P::Rest, M::Longer) if !paused => {
                let cap_s = if phase == P::Rest { LONGEST_REST_S } else { self.item().max_hold_s };
                self.timer(|timer| timer.longer(NUDGE_S, cap_s));
            }
            (P::Hold | P::Minutes | P::Rest, M::Shorter) if !paused => {
                self.timer(|timer| timer.shorter(NUDGE_S, NUDGE_S, now));
            }

            (p, M::Undo) if p.is_exercise() || p.is_question() || p == P::Finished => {
                self.take_back(now, effects);
            }
            (p, M::Back) if p.is_question() && self.asked_just_before() => self.take_back(now, effects),
            (p, M::Marker(by)) if p.is_rating() => self.move_marker(by),
            (p, M::Score(score)) if p.is_rating() => self.score(score, now, effects),
            (p, M::Go) if p.is_rating() => {
                if let Some(score) = self.state.marker {
                    self.score(score, now, effects);
                }
            }
            (p, M::NoScore) if p.is_rating() || p == P::EnergyLeft => self.no_score(now, effects),
            (P::RatePain | P::RateTable, M::WithinLimit) => self.within_limit(now, effects),
            (P::EnergyLeft, M::EnergyLeft(left)) => self.energy_left(left, effects),
            (P::TooSore, M::Go) => self.after_sore(effects),

            _ => {}
        }
    }

    /// The phase to show and to act on: a question that lies over the exercise comes first.
    pub fn phase(&self) -> Phase {
        match self.state.over {
            Some(Over::AskSkip) => Phase::AskSkip,
            Some(Over::AskForm) => Phase::AskForm,
            Some(Over::AskJump) => Phase::AskJump,
            Some(Over::Wrong) => Phase::Wrong,
            None => self.state.phase,
        }
    }

    /// When the view next changes by itself; `None` while it waits for the person. The instant may
    /// be `now` or before it: then a tick is due.
    pub fn next_change(&self, now: Mono) -> Option<Mono> {
        let timer = self.state.timer?;
        let next = timer.next_change(now)?;
        Some(self.breath_change(timer, now).map_or(next, |breath| breath.min(next)))
    }

    /// What has passed of what the clock runs or stands for, and its length; `None` where there is no clock.
    pub fn clock(&self, now: Mono) -> Option<(Mono, Mono)> {
        self.state.timer.map(|timer| (timer.passed(now), timer.total()))
    }

    /// The session's id.
    pub fn session(&self) -> &str {
        &self.session
    }

    /// The exercise that runs or ran last; `None` in a session without any.
    pub fn current(&self) -> Option<&Item> {
        self.items.get(self.state.item)
    }

    /// Whether the session ended, or the person left.
    pub fn is_over(&self) -> bool {
        matches!(self.state.phase, Phase::Finished | Phase::Left)
    }

    /// The exercise that runs. Only asked for where there is one.
    pub(super) fn item(&self) -> &Item {
        &self.items[self.state.item]
    }

    fn timer(&mut self, change: impl FnOnce(&mut Timer) -> bool) {
        if let Some(timer) = &mut self.state.timer {
            change(timer);
        }
    }

    /// The exercises of the session.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// Puts a question over the exercise; the clock stands.
    fn lay_over(&mut self, over: Over, now: Mono) {
        self.stand(now);
        self.state.over = Some(over);
    }

    /// Stops the clock without a word.
    pub(super) fn stand(&mut self, now: Mono) {
        self.state.behind = Mono::ZERO;
        if let Some(timer) = &mut self.state.timer {
            timer.stop(now);
        }
    }

    /// Lets the clock run, unless the session is paused.
    pub(super) fn run(&mut self, now: Mono) {
        if let (Some(timer), None) = (&mut self.state.timer, self.state.paused) {
            timer.start(now);
        }
    }

    fn tick(&mut self, now: Mono, effects: &mut Vec<Effect>) {
        let Some(ends) = self.state.timer.and_then(|timer| timer.ends()) else {
            return;
        };
        if ends > now {
            return self.call(now, effects);
        }
        // What ran has had its time. What follows begins where it should have ended, so that half an hour by the
        // clock stays half an hour. After a tick that was late enough to be felt it begins now, when it is
        // announced. Nobody was told anything for more than two seconds: then it does not run on by itself.
        let by = now.saturating_sub(ends);
        let late = by > LATE;
        let on_time = by <= Machine::UNFELT;
        let begins = if on_time { ends.saturating_sub(self.state.behind) } else { now };
        if late {
            self.state.paused = Some(PauseWhy::Away);
        }
        self.complete(ends, effects);
        self.advance(begins, effects);
        if on_time {
            self.hold_whole(now.saturating_sub(begins));
        }
        if late && self.state.phase.is_exercise() {
            self.record_pause(PauseWhy::Away, effects);
        } else if late {
            self.state.paused = None;
        }
    }

    /// A hold that begins so late ends so late: all of it is held. The schedule is remembered.
    fn hold_whole(&mut self, late: Mono) {
        if let (Phase::Hold | Phase::Minutes, Some(timer)) = (self.state.phase, &mut self.state.timer) {
            timer.put_off(late);
            self.state.behind = late.min(Machine::UNFELT);
        }
    }

    fn away(&mut self, effects: &mut Vec<Effect>) {
        if self.phase().is_exercise() && self.state.paused.is_none() {
            self.pause(PauseWhy::Away, self.seen, effects);
        }
    }

    pub(super) fn pause(&mut self, why: PauseWhy, at: Mono, effects: &mut Vec<Effect>) {
        self.stand(at);
        self.state.paused = Some(why);
        self.record_pause(why, effects);
    }

    pub(super) fn record_pause(&self, why: PauseWhy, effects: &mut Vec<Effect>) {
        record(effects, SessionPaused { session: self.session.as_str().into(), why });
    }

    pub(super) fn record_resumed(&self, after_stop: bool, effects: &mut Vec<Effect>) {
        let after_stop = Some(after_stop);
        record(effects, SessionResumed { session: self.session.as_str().into(), after_stop });
    }

    fn go_on(&mut self, now: Mono, effects: &mut Vec<Effect>) {
        let after_stop = self.state.paused == Some(PauseWhy::Wrong);
        self.state.paused = None;
        self.run(now);
        self.record_resumed(after_stop, effects);
        if self.state.phase.is_work() {
            effects.push(Effect::Cue(Cue::Start));
        }
    }

    fn leave(&mut self, now: Mono, effects: &mut Vec<Effect>) {
        if self.state.phase.is_exercise() && self.state.paused.is_none() {
            self.pause(PauseWhy::Key, now, effects);
        }
        self.state.over = None;
        self.state.phase = Phase::Left;
        self.state.timer = None;
        effects.push(Effect::Left);
    }

    /// Whether each exercise is asked about right after it.
    pub(super) fn rates_each(&self) -> bool {
        self.settings.rates() == Rate::AfterEach
    }

    /// The end, every question asked.
    pub(super) fn finish(&mut self, effects: &mut Vec<Effect>) {
        for item in 0..self.items.len() {
            self.record_passed(item, effects);
        }
        let complete = self.state.marks.iter().all(|mark| mark.ended);
        self.finish_as(complete, effects);
    }

    pub(super) fn finish_as(&mut self, complete: bool, effects: &mut Vec<Effect>) {
        self.state.phase = Phase::Finished;
        self.state.timer = None;
        self.state.paused = None;
        self.state.advice = None;
        self.kept = None;
        record(effects, SessionEnded { session: self.session.as_str().into(), complete });
        effects.push(Effect::Ended { complete });
    }
}

/// Writes an event down.
pub(super) fn record(effects: &mut Vec<Effect>, event: impl Into<Event>) {
    effects.push(Effect::Record(event.into()));
}

/// Lines that are taken back with what they were written for.
fn takes_back(event: &Event) -> bool {
    matches!(
        event,
        Event::PainRated(_)
            | Event::EffortRated(_)
            | Event::WithinLimit(_)
            | Event::SignsNoted(_)
            | Event::HoldDone(_)
            | Event::RepsDone(_)
            | Event::MinutesDone(_)
            | Event::ItemEnded(_)
            | Event::ItemSwapped(_)
            | Event::SessionEnded(_)
    )
}

/// Reasons that the skip question offers; the others come from "something is wrong".
fn may_skip_for(stop: Stop) -> bool {
    matches!(stop, Stop::Time | Stop::Form | Stop::Fatigue | Stop::Pain | Stop::Skipped)
}
