//! What the engine answers: the plan with a reason on every line.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use super::input::Mode;
use crate::domain::dose::{Dose, Group, Kind};

/// The next session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// What kind of session.
    pub mode: Mode,
    /// Whether no session may start.
    pub blocked: bool,
    /// Whether the whole safety check is due again.
    pub needs_rescreen: bool,
    /// Whether to see someone.
    pub refer: Refer,
    /// Exercises in the order of play.
    pub exercises: Vec<Item>,
    /// Ladders that were left out for a reason.
    pub removed: Vec<Removed>,
    /// Walk or the like, beside the time budget.
    pub aerobic: Option<Aerobic>,
    /// Advice codes.
    pub advice: Vec<String>,
    /// Estimated length on the mat, seconds.
    pub est_seconds: u32,
    /// How pain moves over the weeks.
    pub trend: Trend,
    /// Why this session is as it is, one sentence.
    pub reason: String,
    /// Source tags of that, such as `S2` or `D`.
    pub sources: Vec<String>,
}

/// Prompts to see someone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Refer {
    /// The strongest.
    pub level: ReferLevel,
    /// Codes of all that hold.
    pub codes: Vec<String>,
}

/// How strongly to suggest seeing someone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferLevel {
    /// Not at all.
    #[default]
    None,
    /// A calm note.
    Soft,
    /// See someone.
    See,
    /// Today.
    Urgent,
    /// Now.
    Emergency,
}

/// One exercise of the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Exercise id.
    pub id: String,
    /// Ladder id.
    pub ladder: String,
    /// How it is dosed.
    pub kind: Kind,
    /// Where it stands in the session.
    pub group: Group,
    /// Rung.
    pub level: u32,
    /// 1, or 2 for each side.
    pub sides: u32,
    /// Tags of the library.
    pub tags: Vec<String>,
    /// Dose per side.
    pub dose: Dose,
    /// What changed against last time.
    pub change: Change,
    /// The field that changed.
    pub dim: Option<Dim>,
    /// Why.
    pub reason: String,
    /// Source tags, such as `S2` or `D`.
    pub sources: Vec<String>,
}

/// What changed against last time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// First session.
    Start,
    /// New in the plan.
    Intro,
    /// One step more.
    Up,
    /// As before.
    Hold,
    /// One step less.
    Down,
    /// The easier form.
    Regress,
    /// The harder form.
    Promote,
    /// About 60 % after time off.
    Return,
    /// Gentle movement in a flare.
    Flare,
}

/// The field of a dose that a step changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dim {
    /// Sets.
    Sets,
    /// Repetitions.
    Reps,
    /// Seconds per hold.
    HoldS,
    /// The variant itself.
    Level,
}

/// A ladder that is out for now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// Last variant done.
    pub id: String,
    /// Ladder.
    pub ladder: String,
    /// Why, as a code: `rest` (it hurt), `contra` (not for this person), `consecutive` (the hardest forms
    /// not on two days running), `stiff_morning`, `places` (the minutes have no place for it), `budget`
    /// (it does not fit into the minutes), `alone` (stretches never come alone), `listed_waits` (on a
    /// clinician's list, and waiting for a calm day), `turn` (for variety, the others have their turn),
    /// `unwanted` ("not this one"), `fear` (it worries too much for now).
    pub why: String,
    /// First day it may come back.
    pub until: Option<NaiveDate>,
    /// Why, as a sentence.
    pub reason: String,
    /// Source tags, such as `S2` or `D`.
    pub sources: Vec<String>,
}

/// Walk or the like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aerobic {
    /// Minutes.
    pub minutes: u32,
    /// What changed.
    pub change: Change,
    /// Why.
    pub reason: String,
    /// Source tags, such as `S2` or `D`.
    pub sources: Vec<String>,
}

/// How pain moves over the weeks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trend {
    /// The label.
    pub label: Label,
    /// Median of the first seven days.
    #[serde(serialize_with = "crate::domain::trend::half")]
    pub baseline: Option<f64>,
    /// Median of the last seven days.
    #[serde(serialize_with = "crate::domain::trend::half")]
    pub current: Option<f64>,
    /// Current less baseline.
    #[serde(serialize_with = "crate::domain::trend::half")]
    pub change: Option<f64>,
}

/// Label of a trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    /// Too few days.
    Insufficient,
    /// Less pain, by an amount that people notice.
    Improving,
    /// No such change.
    Steady,
    /// More pain.
    Worsening,
}
