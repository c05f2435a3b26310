//! Entries -> history: forms that were changed in a session, and how repetitions are counted.

use super::turns::Turns;
use super::{BEYOND, Line};
use crate::domain::dose::Dose;
use crate::domain::history::{ExerciseRecord, Reached, Swapped};
use crate::journal::event::{ItemSwapped, PaceSet};

impl Line<'_> {
    /// The form that came in the place of another one takes its place here too. What was done of the one
    /// that was left is kept beside it.
    pub(super) fn swapped(&mut self, body: &ItemSwapped) {
        let dose = body.to.dose;
        if [body.done, dose].iter().any(|dose| dose.lower(BEYOND) != *dose) {
            return self.implausible("more than anybody can do of one exercise".into());
        }
        let Some(record) = self.item(&body.session, body.item) else { return };
        let fresh = ExerciseRecord {
            id: body.to.exercise.clone(),
            prescribed: dose,
            done: Dose::new(0, 0, 0),
            pain: None,
            effort: None,
            stop: None,
            within_limit: false,
            by_side: [0, 0],
        };
        let mut from = std::mem::replace(record, fresh);
        from.done = body.done;
        let turns = self
            .fold
            .sessions
            .get_mut(body.session.as_str())
            .and_then(|place| place.turns.get_mut(body.item));
        if let Some(turns) = turns {
            *turns = Turns::default();
        }
        let Some(session) = self.session(&body.session) else { return };
        let Some(planned) = session.planned.get_mut(body.item) else { return };
        let left = std::mem::replace(planned, body.to.clone());
        session.swaps.push(Swapped { item: body.item, from, sides: left.sides, why: body.why });
        let felt = body.done.sets > 0 && body.done.reps > 0;
        self.reached(&body.session, body.item, Reached::Begun);
        if felt {
            self.moved(&body.session);
        }
    }

    /// Of two lines about one exercise the later one counts.
    pub(super) fn paced(&mut self, body: &PaceSet) {
        let at = self.at;
        let set_at = self.fold.paced_at.entry(body.exercise.clone()).or_insert(at);
        if *set_at > at {
            return;
        }
        *set_at = at;
        let pace = self.history.paces.entry(body.exercise.clone()).or_default();
        pace.percent = body.percent.or(pace.percent);
        pace.by_clock = body.by_clock.or(pace.by_clock);
    }
}
