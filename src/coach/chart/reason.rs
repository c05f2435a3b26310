//! Why a dose was what it was on a past day. Reasons are not written down: the journal up to that session
//! is folded again and the rules are asked again, so that the answer is theirs and not a memory of it.

use std::collections::BTreeMap;

use crate::coach::Coach;
use crate::coach::why::WALK;
use crate::domain::plan::output::Item;
use crate::journal::event::Event;

/// Said where the rules, asked again, would have asked for something else.
pub const CHANGED: &str =
    "What this rested on was put right later, or the rules have changed: the reason is not known any more.";

/// Reasons that were looked up, so that a cursor that comes back does not ask twice.
#[derive(Debug, Default)]
pub struct Replay {
    known: BTreeMap<String, Reasons>,
    asked: usize,
}

/// The reason of each exercise of a session, and of the walk.
pub(in crate::coach) type Reasons = BTreeMap<String, String>;

impl Replay {
    /// Why that session asked for that dose of that exercise. The past is folded once for a whole session.
    pub fn why(&mut self, coach: &Coach, session: &str, exercise: &str) -> &str {
        let asked = &mut self.asked;
        let reasons = self.known.entry(session.to_owned()).or_insert_with(|| {
            *asked += 1;
            coach.reasons_then(session)
        });
        reasons.get(exercise).map_or(CHANGED, String::as_str)
    }

    /// Whether an answer needs no fold.
    pub fn knows(&self, session: &str) -> bool {
        self.known.contains_key(session)
    }

    /// How often the rules were asked.
    pub fn asked(&self) -> usize {
        self.asked
    }

    /// The history has changed: nothing known counts any more.
    pub fn forget(&mut self) {
        self.known.clear();
    }
}

impl Coach {
    /// Why a past session asked for the dose of an exercise, or of the walk, in the words of the rules.
    pub fn reason_then(&self, session: &str, exercise: &str) -> String {
        self.reasons_then(session).remove(exercise).unwrap_or_else(|| CHANGED.to_owned())
    }

    /// The same for all of a session that the rules, asked again, would ask for as they did.
    pub(in crate::coach) fn reasons_then(&self, session: &str) -> Reasons {
        self.asked_then(session).unwrap_or_default()
    }

    fn asked_then(&self, session: &str) -> Option<Reasons> {
        let place = self.events.iter().position(|line| line.id == session)?;
        let line = self.events.get(place)?;
        let Event::SessionStarted(started) = &line.event else { return None };
        let before = self.events.get(..place)?.to_vec();
        let mut then = Coach::new(self.catalogue.clone(), self.rulebook, self.regions.clone(), before);
        if !started.plans.is_empty() {
            then.physio = self.physio.clone();
        }
        let plan = then.plan(line.at, Some(started.minutes)).plan;
        let mut reasons = Reasons::new();
        if let Some(walk) = plan.aerobic.filter(|walk| Some(walk.minutes) == started.aerobic) {
            reasons.insert(WALK.to_owned(), walk.reason);
        }
        for asked in &started.items {
            let same = |item: &&Item| item.id == asked.exercise && item.dose == asked.dose;
            if let Some(found) = plan.exercises.iter().find(same) {
                reasons.insert(asked.exercise.clone(), found.reason.clone());
            }
        }
        Some(reasons)
    }
}
