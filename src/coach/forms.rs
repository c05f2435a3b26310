//! Easier or harder, now: what the person may choose while an exercise runs, with the words that say so.

use chrono::{DateTime, FixedOffset};

use super::Coach;
use crate::domain::dose::dose_words;
use crate::domain::history::{PlannedItem, SwapWhy};
use crate::domain::plan::{self, Form};
use crate::session::item::Item;
use crate::session::settings::Settings;

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// In words.
    pub words: String,
    /// What comes.
    pub form: Item,
    /// Why, as it is written down.
    pub why: SwapWhy,
}

/// What there is to choose, and what there is to say where there is nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices {
    /// In the order of the list.
    pub list: Vec<Choice>,
    /// Why there is no easier or no harder form, in sentences.
    pub not: Vec<String>,
}

impl Coach {
    /// The other forms of an exercise of a running session. `sore`: pain has gone up in it.
    pub fn forms(
        &self,
        session: &str,
        item: &Item,
        sore: bool,
        settings: &Settings,
        now: DateTime<FixedOffset>,
    ) -> Choices {
        let mut input = self.input(now, None);
        // The rules look at what was before this session, as they did when it was planned.
        let counted = self
            .history
            .session(session)
            .is_some_and(|record| record.counts_for_doses() && record.date == now.date_naive());
        let own =
            input.sessions.iter().rposition(|one| one.date == now.date_naive() && !one.exercises.is_empty());
        if let Some(own) = own.filter(|_| counted) {
            input.sessions.remove(own);
        }
        let (easier, harder) = plan::forms(&input, &item.exercise, item.dose);
        let mut choices = Choices::default();
        match easier {
            Ok(form) => {
                for (why, because) in [(SwapWhy::Hurt, "it hurts"), (SwapWhy::TooHard, "it is too hard")] {
                    choices.list.push(self.choice("Easier", because, &form, why, settings, now));
                }
            }
            Err(why) => choices.not.push(why),
        }
        match harder {
            Ok(_) if sore => {
                choices.not.push("Your pain has gone up in this session: no harder form now.".into());
            }
            Ok(form) => {
                choices.list.push(self.choice(
                    "Harder",
                    "it is too easy",
                    &form,
                    SwapWhy::TooEasy,
                    settings,
                    now,
                ));
            }
            Err(why) => choices.not.push(why),
        }
        choices
    }

    fn choice(
        &self,
        what: &str,
        because: &str,
        form: &Form,
        why: SwapWhy,
        settings: &Settings,
        now: DateTime<FixedOffset>,
    ) -> Choice {
        let planned = PlannedItem { exercise: form.id.clone(), dose: form.dose, sides: form.sides };
        let item = self.session_item(&planned, settings, now.date_naive());
        let dose = dose_words(item.kind, item.dose, item.side_count());
        Choice { words: format!("{what}, {because}: {}, {dose}", item.name), form: item, why }
    }
}
