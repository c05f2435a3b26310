//! One question of the safety check: what may be answered, when it is asked, and in which words.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::answer::{Answers, QuestionId, Value};
use super::derived::Derived;
use super::grammar::Cond;

/// What kind of answer a question takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Kind {
    /// A whole number within bounds, both included.
    Number {
        /// Lowest.
        min: i64,
        /// Highest.
        max: i64,
    },
    /// One of the question's own values.
    Choice,
    /// `no`, `new`, `old_unchecked`, `old_checked`, `unsure`: when, and was it checked.
    Change,
    /// `no`, `yes`, `unsure`.
    Yn3,
    /// Any number of the question's own values.
    Multi,
}

impl Kind {
    /// The name in data files.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Number { .. } => "number",
            Kind::Choice => "choice",
            Kind::Change => "change",
            Kind::Yn3 => "yn3",
            Kind::Multi => "multi",
        }
    }
}

/// When a question is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Moment {
    /// The whole check: once, then every 12 months or after 8 weeks away.
    #[serde(rename = "I")]
    Intake,
    /// Behind the first line of the check before every session.
    S1,
    /// Behind the second.
    S2,
    /// Behind the third.
    S3,
    /// Behind the fourth.
    S4,
    /// Behind the fifth.
    S5,
    /// When pain rises or changes.
    #[serde(rename = "P")]
    Recheck,
    /// Once a month.
    #[serde(rename = "monthly")]
    Monthly,
    /// Every two weeks.
    #[serde(rename = "14d")]
    Fortnight,
}

impl Moment {
    /// The name in data files.
    pub fn as_str(self) -> &'static str {
        match self {
            Moment::Intake => "I",
            Moment::S1 => "S1",
            Moment::S2 => "S2",
            Moment::S3 => "S3",
            Moment::S4 => "S4",
            Moment::S5 => "S5",
            Moment::Recheck => "P",
            Moment::Monthly => "monthly",
            Moment::Fortnight => "14d",
        }
    }
}

/// One value that may be picked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The permanent name, such as `old_checked`.
    pub value: String,
    /// As shown on the list.
    pub shown: String,
    /// What the person has said by picking it, to follow "You said that ...". Empty: made from the
    /// question's own `said`.
    #[serde(default)]
    pub said: String,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Permanent id.
    pub id: QuestionId,
    /// What kind of answer.
    pub kind: Kind,
    /// The question.
    pub text: String,
    /// What is meant and what is not. May be empty.
    pub help: String,
    /// Why it is asked, one line, for the intimate ones. Empty for the others.
    pub why: String,
    /// The line on a tick-all screen. Empty where it is never on one.
    pub tick: String,
    /// What a yes says, to follow "You said that ...": `one calf is newly swollen`.
    pub said: String,
    /// The values, in the order shown. Empty for numbers.
    pub values: Vec<Choice>,
    /// When it is asked.
    pub asked: Vec<Moment>,
    /// Only asked if this holds.
    pub asked_if: Option<Cond>,
    /// `asked_if` as it is written.
    pub asked_if_text: String,
    /// The tick-all screen it stands on; `None`: a screen of its own.
    pub group: Option<String>,
    /// Whether a check counts as complete without it: the open last item.
    pub optional: bool,
    /// Values that a "nothing new" before a session leaves as they are, because the short question
    /// asks for news only: an old, checked weakness is still there.
    pub stays: Vec<String>,
    /// What an answer turns into once a clinician has cleared what it led to: value to value.
    pub cleared: BTreeMap<String, String>,
}

impl Question {
    /// The value that says "nothing of the kind": `no` or `none`.
    pub fn no_value(&self) -> Option<&str> {
        ["no", "none"].into_iter().find(|wanted| self.values.iter().any(|choice| choice.value == *wanted))
    }

    /// Whether a person has to tick at least one line: without a place of pain there is no plan.
    pub fn needs_a_pick(&self) -> bool {
        self.id == "area"
    }

    /// The value, if it is one of this question's.
    pub fn choice(&self, value: &str) -> Option<&Choice> {
        self.values.iter().find(|choice| choice.value == value)
    }

    /// Whether the answer is a "not sure", which is asked once more before it counts.
    pub fn is_unsure(&self, value: &Value) -> bool {
        value.as_choice() == Some("unsure")
    }

    /// Whether it is asked at this moment, given these answers.
    pub fn is_due(&self, moment: Moment, answers: &Answers, derived: &Derived) -> bool {
        self.asked.contains(&moment) && self.condition_holds(answers, derived)
    }

    /// Whether its condition holds; true where it has none.
    pub fn condition_holds(&self, answers: &Answers, derived: &Derived) -> bool {
        self.asked_if.as_ref().is_none_or(|cond| cond.holds(answers, derived))
    }

    /// What may be answered, in words, for messages: `one of no, yes, unsure`.
    pub fn allowed(&self) -> String {
        let values = self.values.iter().map(|choice| choice.value.as_str()).collect::<Vec<_>>().join(", ");
        match self.kind {
            Kind::Number { min, max } => format!("a whole number from {min} to {max}"),
            Kind::Multi => format!("a list of any of {values}"),
            _ => format!("one of {values}"),
        }
    }

    /// Checks that a value is an answer to this question.
    ///
    /// # Errors
    /// A sentence that names the question, the value and what is allowed.
    pub fn check(&self, value: &Value) -> Result<(), String> {
        let refuse =
            |shown: &str| Err(format!("{}: {shown} is not an answer; it takes {}", self.id, self.allowed()));
        match (self.kind, value) {
            (Kind::Number { min, max }, Value::Number(number)) => {
                if (min..=max).contains(number) {
                    Ok(())
                } else {
                    refuse(&number.to_string())
                }
            }
            (Kind::Choice | Kind::Change | Kind::Yn3, Value::Choice(choice)) => {
                if self.choice(choice).is_some() { Ok(()) } else { refuse(&format!("\"{choice}\"")) }
            }
            (Kind::Multi, Value::Picks(picks)) => {
                for (index, pick) in picks.iter().enumerate() {
                    if self.choice(pick).is_none() {
                        return refuse(&format!("\"{pick}\""));
                    }
                    if picks[..index].contains(pick) {
                        return Err(format!("{}: \"{pick}\" is in the list twice; name it once", self.id));
                    }
                }
                Ok(())
            }
            (_, Value::Number(number)) => refuse(&format!("the number {number}")),
            (_, Value::Choice(choice)) => refuse(&format!("the word \"{choice}\"")),
            (_, Value::Picks(_)) => refuse("a list"),
        }
    }
}
