//! The safety check: what was asked, what it came to, what was cleared.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::profile::Settled;
use crate::domain::screening::answer::Value;
use crate::domain::screening::tier::Tier;

/// When a run of the safety check takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// The whole check.
    Intake,
    /// The short form before a session.
    Session,
    /// The questions of a change in pain.
    Recheck,
    /// The few that are asked once a month.
    Monthly,
    /// The one that is asked every two weeks.
    Fortnight,
    /// One answer that the person says has changed.
    Change,
    /// After `!`.
    Stop,
}

/// Body of `screen.answered`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScreenAnswered {
    /// The run that it belongs to: any text, the same for all answers of one run.
    pub run: String,
    /// When it was asked.
    pub moment: Moment,
    /// Question id.
    pub question: String,
    /// The answer.
    pub value: Value,
    /// Whether the question itself was put, where the run begins with short lines: a "no" to a short
    /// line stands for every question behind it, and lifts nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub full: bool,
}

/// Body of `screen.decided`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScreenDecided {
    /// The run.
    pub run: String,
    /// When it was asked.
    pub moment: Moment,
    /// What it came to.
    pub tier: Tier,
    /// Ids of the rules that fired.
    pub fired: Vec<String>,
    /// Whether every question that was due has its answer: a confirmed emergency ends a check early.
    #[serde(default = "yes")]
    pub complete: bool,
    /// Version of the rule book.
    pub rules: String,
}

fn yes() -> bool {
    true
}

/// Body of `flag.raised`. The flag's id is the id of the line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FlagRaised {
    /// Rule id, or a stop sign's id.
    pub rule: String,
    /// Tier of the rule.
    pub tier: Tier,
    /// The run of the safety check that it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<String>,
    /// Whether it came only from "not sure".
    #[serde(default)]
    pub from_unsure: bool,
}

/// Body of `flag.cleared`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FlagCleared {
    /// Id of the flag's line.
    pub flag: String,
    /// Day the clinician was seen.
    pub seen_on: NaiveDate,
    /// Who: `gp`, `hospital_doctor`, `physiotherapist`, `nurse`, `midwife`, or `other: PROFESSION`.
    pub role: String,
    /// `may_exercise`, `with_limits`, `not_yet`.
    pub outcome: String,
    /// Limits in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limits: Option<String>,
}

/// Body of `question.settled`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuestionSettled {
    /// Question id.
    pub question: String,
    /// Whether it is still asked.
    pub how: Settled,
}

/// Body of `normal.marked`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct NormalMarked {}

/// Body of `prompt.acknowledged`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PromptAcknowledged {
    /// Code of the prompt.
    pub code: String,
}
