//! "Something is wrong": the clock stands, and what was told decides whether the session goes on.

use super::effect::Effect;
use super::machine::{Machine, record};
use super::phase::Phase;
use super::state::Over;
use super::{Mono, course};
use crate::domain::plan::input::Stop;
use crate::journal::event::{PauseWhy, StopPressed};

impl Machine {
    pub(super) fn wrong(&mut self, now: Mono, effects: &mut Vec<Effect>) {
        // What came before a stop is not taken back behind its back.
        self.undo.clear();
        let exercise = self.state.phase.is_exercise();
        let rated = matches!(self.state.phase, Phase::RatePain | Phase::RateEffort);
        let item = self.current().filter(|_| exercise || rated);
        record(
            effects,
            StopPressed {
                session: self.session.as_str().into(),
                item: item.map(|_| self.state.item),
                exercise: item.map(|item| item.exercise.clone()),
                side: item.filter(|_| exercise).and_then(|item| course::side(item, self.state.spot.side)),
            },
        );
        if exercise && self.state.paused.is_none() {
            self.pause(PauseWhy::Wrong, now, effects);
        } else if exercise {
            self.state.paused = Some(PauseWhy::Wrong);
        }
        self.state.over = Some(Over::Wrong);
    }

    pub(super) fn resolved(&mut self, end: bool, stop: Option<Stop>, now: Mono, effects: &mut Vec<Effect>) {
        self.state.over = None;
        let phase = self.state.phase;
        if phase.is_exercise() {
            if end {
                self.cut_short(now, effects);
                self.record_end(stop, effects);
                self.finish_as(false, effects);
            } else if stop.is_some() {
                self.end_early(stop, now, effects);
            }
            return;
        }
        if stop.is_none() && !end {
            // No clock stood, but it has to be known that it was nothing: the next start would ask.
            self.record_resumed(true, effects);
        }
        if stop.is_some() && matches!(phase, Phase::RatePain | Phase::RateEffort) {
            // Said while it was being rated: the exercise ended with this after all.
            self.record_end(stop, effects);
        }
        if end && phase != Phase::Finished {
            self.finish(effects);
        }
    }
}
