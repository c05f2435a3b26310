//! Taking back: the last count, answer, skip, jump or change of form, and then the one before it.
//!
//! What was done since is not lost by it: work that is broken into waits, and goes on, paused, after what
//! was taken back has been said anew.

use super::Mono;
use super::effect::Effect;
use super::item::Work;
use super::machine::Machine;
use super::phase::Phase;
use super::settings::Count;
use super::state::{State, Taken};
use crate::journal::event::PauseWhy;

impl Machine {
    /// Remembers the session as it is, to come back to.
    pub(super) fn keep(&mut self) {
        self.undo.push(Taken { state: self.state.clone(), form: None, lines: None });
    }

    /// Whether anything can be taken back. After the end: its last answer; nothing, where something was wrong.
    pub fn can_take_back(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Whether the last thing that can be taken back is the question before this one: "one back" goes no
    /// further than the questions of one exercise, or of the end.
    pub(super) fn asked_just_before(&self) -> bool {
        let last = self.undo.last().map(|taken| &taken.state);
        last.is_some_and(|last| last.phase.is_question() && last.item == self.state.item)
    }

    /// Back to before the last thing that can be taken back.
    pub(super) fn take_back(&mut self, now: Mono, effects: &mut Vec<Effect>) {
        let Some(Taken { state, form, lines }) = self.undo.pop() else {
            return;
        };
        self.stand(now);
        let here = std::mem::replace(&mut self.state, state);
        let to_work = self.state.phase.is_exercise();
        let same = to_work && here.item == self.state.item;
        self.merge(&here, to_work);
        if let Some((item, form)) = form {
            self.items[item] = form;
        }
        // Who counts may have changed since: it is as it was when this place was left.
        let count = match (self.state.phase, self.work()) {
            (Phase::Reps, Work::TempoReps) => Some(Count::ByKey),
            (Phase::Moving(_), Work::CountedReps) => Some(Count::ByClock),
            _ => None,
        };
        if count.is_some() {
            let item = self.state.item;
            self.items[item].count = count;
        }
        // A pause that was made since then is still one. The end itself pauses nothing and resumes nothing: what
        // stood before its last question stands again.
        if here.phase != Phase::Finished {
            self.state.paused = here.paused;
        }
        self.state.over = None;
        self.state.marker = None;
        let working = here.phase.is_exercise() && (here.phase.is_work() || !here.tally.is_empty());
        let waits = working && !same;
        if (to_work || waits) && self.state.paused.is_none() && self.state.timer.is_some() | waits {
            self.state.paused = Some(PauseWhy::Key);
            self.record_pause(PauseWhy::Key, effects);
        }
        if waits && self.kept.is_none() {
            self.kept = Some(Box::new(here));
        }
        for line in lines.into_iter().flatten().rev() {
            effects.push(Effect::Retract(line));
        }
    }

    /// What is known of the exercises stays known, but for the one that is gone back into; what was
    /// answered is as it was then.
    fn merge(&mut self, here: &State, to_work: bool) {
        let into = self.state.item;
        for (item, (mark, now)) in self.state.marks.iter_mut().zip(&here.marks).enumerate() {
            if to_work && item == into {
                continue;
            }
            mark.played = now.played;
            mark.stop = now.stop;
            mark.ended = now.ended;
            mark.passed = now.passed;
            mark.before = now.before;
            mark.waits = now.waits;
        }
    }

    /// Goes on with work that was broken into.
    pub(super) fn go_on_kept(&mut self, kept: State, effects: &mut Vec<Effect>) {
        let was = std::mem::replace(&mut self.state, kept);
        let item = self.state.item;
        for (place, mark) in was.marks.iter().enumerate().filter(|(place, _)| *place != item) {
            self.state.marks[place] = *mark;
        }
        self.state.paused = was.paused;
        if self.state.paused.is_none() {
            self.state.paused = Some(PauseWhy::Key);
            self.record_pause(PauseWhy::Key, effects);
        }
        self.state.advice = was.advice;
        self.state.over = None;
    }
}
