//! The answers as they read once a clinician has looked at what they led to.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};

use super::Coach;
use crate::domain::screening::answer::Answers;
use crate::domain::screening::block::{Clearance, DatedAnswer, Flag, Outcome, check_clearance};
use crate::domain::screening::carry::after_clearance;

impl Coach {
    /// The latest answer to each question up to the day of `now`, after the clearances there are: what
    /// was cleared reads as old and checked. Answers given after the clearance, and those that a flag
    /// still stands for, are left as they are. Answers of later days, from a wrong clock, are left out.
    pub(super) fn cleared_answers(&self, now: DateTime<FixedOffset>) -> Vec<DatedAnswer> {
        let today = now.date_naive();
        let mut latest: BTreeMap<&str, DatedAnswer> = BTreeMap::new();
        let mut by_question: BTreeMap<&str, &DatedAnswer> = BTreeMap::new();
        for answer in self.history.answer_log.iter().filter(|answer| answer.on <= today) {
            by_question.insert(&answer.question, answer);
        }
        latest.extend(by_question.into_iter().map(|(id, answer)| (id, answer.clone())));
        if self.history.clearances.is_empty() {
            return latest.into_values().collect();
        }
        let active = self.standing(now).active;
        let still_stands = |id: &str| active.iter().any(|flag| self.asks_about(flag, id));
        for flag in self.flags().iter().filter(|flag| !active.contains(flag)) {
            let Some(clearance) = self.lifting(flag, now) else { continue };
            let day = clearance.recorded_at.date_naive();
            let before: Answers = latest
                .values()
                .filter(|answer| answer.on <= day && !still_stands(&answer.question))
                .map(|answer| (answer.question.clone(), answer.value.clone()))
                .collect();
            let after = after_clearance(self.rulebook, &before, &[&flag.rule]);
            for (id, value) in after {
                if let Some(answer) = latest.get_mut(id.as_str()) {
                    answer.value = value;
                }
            }
        }
        latest.into_values().collect()
    }

    /// The clearance that lifted a flag.
    fn lifting(&self, flag: &Flag, now: DateTime<FixedOffset>) -> Option<&Clearance> {
        self.history
            .clearances
            .iter()
            .filter(|clearance| clearance.recorded_at <= now && clearance.outcome != Outcome::NotYet)
            .rfind(|clearance| check_clearance(flag, clearance, clearance.recorded_at).is_ok())
    }

    fn asks_about(&self, flag: &Flag, question: &str) -> bool {
        let when = self.rulebook.rule(&flag.rule).and_then(|rule| rule.when.as_ref());
        when.is_some_and(|when| when.ids().contains(question))
    }
}
