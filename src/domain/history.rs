//! What the journal folds into: all that the rules, the screens and the reports need to know of the past.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use super::dose::Dose;
use super::plan::input::{Mode, Stop};
use super::score::Score;

/// One session as it was done.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionRecord {
    /// Id of its `session.started` line.
    pub id: String,
    /// The day it counts for: the date printed in its time stamp.
    pub date: NaiveDate,
    /// When it began.
    pub started: DateTime<FixedOffset>,
    /// When it ended; `None` when it was cut short without a word.
    pub ended: Option<DateTime<FixedOffset>>,
    /// Mode that it was planned in.
    pub mode: Mode,
    /// Time budget, minutes.
    pub minutes: Option<i32>,
    /// Pain before.
    pub pain_before: Option<Score>,
    /// Pain at the end.
    pub pain_after: Option<Score>,
    /// Sore for over an hour.
    pub pain_over_1h: Option<bool>,
    /// Pain next morning.
    pub next_morning_pain: Option<Score>,
    /// Effort of the whole.
    pub effort: Option<Score>,
    /// Signs of having done too much.
    pub signs: Vec<String>,
    /// Stop signs that came up.
    pub events: Vec<String>,
    /// Walk of that session.
    pub aerobic: Option<Walk>,
    /// Exercises in the order of play.
    pub exercises: Vec<ExerciseRecord>,
    /// The items that it was started with, so that it can be gone on with.
    pub planned: Vec<PlannedItem>,
}

/// One exercise as it was done.
#[derive(Debug, Clone, PartialEq)]
pub struct ExerciseRecord {
    /// Exercise id.
    pub id: String,
    /// What was asked.
    pub prescribed: Dose,
    /// What was done.
    pub done: Dose,
    /// Worst pain during it.
    pub pain: Option<Score>,
    /// Effort.
    pub effort: Option<Score>,
    /// Why it ended early.
    pub stop: Option<Stop>,
    /// "All within my limit".
    pub within_limit: bool,
}

/// One line of the plan that a session was started with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedItem {
    /// Exercise id.
    pub exercise: String,
    /// Dose per side.
    pub dose: Dose,
    /// 1, or 2 for each side.
    pub sides: u32,
}

/// A walk or the like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Walk {
    /// Minutes asked.
    pub prescribed: Option<i32>,
    /// Minutes done.
    pub done: i32,
    /// Worst pain during it.
    pub pain: Option<Score>,
    /// Could speak in sentences.
    pub talk_ok: Option<bool>,
}
