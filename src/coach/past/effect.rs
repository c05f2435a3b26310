//! What a change to the past does to the plan: its lines before and after.

use chrono::{DateTime, FixedOffset};

use super::Change;
use crate::coach::Coach;
use crate::coach::plan::{Not, TodaysPlan, mode_words};
use crate::domain::dose::dose_words;
use crate::domain::plan::output::Item;

/// A name that no line can have: nothing is written under it.
const TRIAL: &str = "only a trial";

impl Coach {
    /// What a change would do to the plan that is shown, line by line. The history stays as it is.
    pub fn effect(&mut self, change: &Change, now: DateTime<FixedOffset>) -> Vec<String> {
        let before = self.plan_to_show(now, None);
        let undone = self.change(change, TRIAL);
        let after = self.plan_to_show(now, None);
        self.put_back(undone);
        self.plan_changes(&before, &after)
    }

    /// The lines in which two plans differ, in words; one sentence where they do not.
    pub fn plan_changes(&self, before: &TodaysPlan, after: &TodaysPlan) -> Vec<String> {
        let none = |plan: &TodaysPlan| {
            matches!(plan.not, Some(Not::Blocked(_) | Not::NoCheck | Not::NoProfile)) || plan.plan.blocked
        };
        if none(before) && none(after) {
            return vec!["There is no plan at the moment, so nothing in it changes.".into()];
        }
        let mut lines = Vec::new();
        if (before.not == Some(Not::Done)) != (after.not == Some(Not::Done)) {
            lines.push(if after.not == Some(Not::Done) {
                "Today's session counts as done; the plan shown is tomorrow's.".to_owned()
            } else {
                "Today's session counts as not done any more.".to_owned()
            });
        }
        let (old, new) = (&before.plan, &after.plan);
        if old.mode != new.mode {
            lines.push(format!("The plan is {}; it was {}.", mode_words(new.mode), mode_words(old.mode)));
        }
        for item in &new.exercises {
            let was = old.exercises.iter().find(|was| was.id == item.id);
            lines.extend(self.line_change(was, item));
        }
        for was in &old.exercises {
            if !new.exercises.iter().any(|item| item.id == was.id) {
                lines.push(format!(
                    "{}: not in the plan any more; it was {}.",
                    self.name_of(&was.id),
                    dose(was)
                ));
            }
        }
        let minutes = |plan: &TodaysPlan| plan.plan.aerobic.as_ref().map(|walk| walk.minutes);
        let walk =
            |minutes: Option<u32>| minutes.map_or("none".to_owned(), |minutes| format!("{minutes} min"));
        if minutes(before) != minutes(after) {
            lines.push(format!(
                "{}: {}; it was {}.",
                self.aerobic_words(),
                walk(minutes(after)),
                walk(minutes(before))
            ));
        }
        if lines.is_empty() {
            lines.push("Nothing in the plan changes.".into());
        }
        lines
    }

    fn line_change(&self, was: Option<&Item>, item: &Item) -> Option<String> {
        let name = self.name_of(&item.id);
        match was {
            None => Some(format!("{name}: new in the plan, {}.", dose(item))),
            Some(was) if dose(was) != dose(item) => {
                Some(format!("{name}: {}; it was {}.", dose(item), dose(was)))
            }
            Some(was) if was.reason != item.reason => {
                Some(format!("{name}: {} as before, for another reason. {}", dose(item), item.reason))
            }
            Some(_) => None,
        }
    }
}

fn dose(item: &Item) -> String {
    dose_words(item.kind, item.dose, item.sides)
}
