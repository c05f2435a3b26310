//! What led to a flag, as it was answered then: an answer that was given since does not change why it
//! was raised.

use chrono::{DateTime, FixedOffset};

use super::{Coach, reminders, worse};
use crate::domain::screening::answer::{Answers, Value};
use crate::domain::screening::block::{Clearance, Flag, Outcome};
use crate::domain::screening::question::Question;
use crate::domain::screening::tier::Tier;
use crate::domain::screening::words::{aloud, shown, you_said};
use crate::journal::event::Event;

/// A flag in sentences.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Led {
    /// To the person: "You said that ...", one for each answer.
    pub said: Vec<String>,
    /// The same in the person's own words, to say on the phone.
    pub aloud: Vec<String>,
    /// To a clinician, question by question, to read.
    pub read_out: Vec<String>,
    /// What to do at once beside what the tier says: from the stop sign, or from the rule.
    pub todo: Vec<String>,
}

impl Coach {
    /// What led to a flag.
    pub fn led_to(&self, flag: &Flag) -> Led {
        if flag.rule == worse::RULE {
            return Led { said: vec![worse::WORDS.into()], ..Led::default() };
        }
        if let Some(stop) = self.stop_words(flag) {
            return Led {
                said: vec![stop.said],
                aloud: vec![stop.aloud],
                read_out: vec![stop.read_out],
                todo: vec![stop.todo],
            };
        }
        let because = self.because(flag);
        let rule = self.rulebook.rule(&flag.rule);
        Led {
            said: because.iter().map(|(question, value)| you_said(question, value)).collect(),
            aloud: because.iter().map(|(question, value)| aloud(question, value)).collect(),
            read_out: because
                .iter()
                .map(|(question, value)| {
                    format!("I was asked: {} I answered: {}.", question.text, shown(question, value))
                })
                .collect(),
            todo: rule.map(|rule| reminders::of_a_block(&rule.actions)).unwrap_or_default(),
        }
    }

    /// The answers that made the rule of a flag fire, in the order asked.
    fn because(&self, flag: &Flag) -> Vec<(&'static Question, Value)> {
        let Some(when) = self.rulebook.rule(&flag.rule).and_then(|rule| rule.when.as_ref()) else {
            return Vec::new();
        };
        let answers = self.answers_at(flag.raised_at);
        let derived = super::plan::derived(self, flag.raised_at);
        let leaves = when.true_leaves(&answers, &derived);
        let ids: Vec<&str> = leaves.iter().filter_map(|leaf| leaf.id()).collect();
        let asked = self.rulebook.questions.iter().filter(|question| ids.contains(&question.id.as_str()));
        asked.filter_map(|question| Some((question, answers.get(&question.id)?.clone()))).collect()
    }

    /// The latest answer to each question that had been given by that moment.
    fn answers_at(&self, moment: DateTime<FixedOffset>) -> Answers {
        let mut given: Vec<_> = self
            .events
            .iter()
            .filter(|stamped| stamped.at <= moment)
            .filter_map(|stamped| match &stamped.event {
                Event::ScreenAnswered(body) => Some((stamped.at, body)),
                _ => None,
            })
            .collect();
        given.sort_by_key(|(at, _)| *at);
        given.into_iter().map(|(_, body)| (body.question.clone(), body.value.clone())).collect()
    }

    /// What would lift a flag that stands now, in sentences (`screening` 6).
    pub fn lifted_by(&self, flag: &Flag, now: DateTime<FixedOffset>) -> Vec<String> {
        let mut words = Vec::new();
        if let Some(last) = self.last_word(flag, now) {
            let seen = last.seen_on.format("%-d %B %Y");
            words.push(if last.outcome == Outcome::NotYet {
                format!("A clinician said \"not yet\" on {seen}. It stays until one says that you may exercise.")
            } else {
                format!("It was lifted by a visit on {seen}. That word was good for twelve months and has run out.")
            });
        }
        let clear = format!("supple clear {}", flag.rule);
        if flag.tier == Tier::Emergency {
            let from = crate::domain::screening::block::earliest_lift(flag).with_timezone(now.offset());
            words.push(format!(
                "Lifted only by a clinician's word ({clear}), entered on {} or later.",
                from.format("%-d %B at %H:%M")
            ));
        } else {
            words.push(format!(
                "Lifted by a clinician's word ({clear}); the same day counts, if they saw you."
            ));
        }
        words.push(if flag.from_unsure && flag.tier == Tier::ClinicianFirst {
            "Or by a definite \"no\" to that question on a later day, because all that led to it was \"not sure\"."
                .into()
        } else {
            "Answering \"no\" later does not lift it.".into()
        });
        words
    }

    /// The latest clearance of a flag, whatever was said.
    fn last_word(&self, flag: &Flag, now: DateTime<FixedOffset>) -> Option<&Clearance> {
        let words = self.history.clearances.iter().filter(|word| word.recorded_at <= now);
        words
            .filter(|word| {
                crate::domain::screening::block::check_clearance(flag, word, word.recorded_at).is_ok()
            })
            .max_by_key(|word| word.recorded_at)
    }
}
