//! What the person says of themselves, and what was shown to them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::around::direction::Worse;
use crate::domain::body::Mark;
use crate::domain::profile::Settle;
use crate::domain::score::Score;

/// Body of `journal.opened`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JournalOpened {
    /// Always `supple`.
    pub app: String,
    /// Version that began the file.
    pub app_version: String,
    /// What a person who opens the file should know.
    pub note: String,
}

/// Body of `region.set`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RegionSet {
    /// Id of the region, such as `uk`.
    pub region: String,
}

/// Body of `profile.set`: only the keys that were answered.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ProfileSet {
    /// Usual pain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usual_pain: Option<Score>,
    /// Time to settle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settle: Option<Settle>,
    /// Can get to the floor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<bool>,
    /// Minutes a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
}

/// Body of `equipment.set`: all of it, each time.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct EquipmentSet {
    /// Such as `band`.
    pub have: Vec<String>,
}

/// Body of `variety.set`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VarietySet {
    /// On or off.
    pub on: bool,
}

/// Body of `exercise.unwanted`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExerciseUnwanted {
    /// Exercise id.
    pub exercise: String,
    /// Whether it is not wanted.
    pub unwanted: bool,
}

/// Body of `direction.told`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DirectionTold {
    /// What is worse.
    pub worse: Worse,
}

/// Body of `morning.told`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MorningTold {
    /// Marked stiffness this morning.
    pub stiff: bool,
}

/// Body of `flare.declared`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct FlareDeclared {}

/// Body of `flare.withdrawn`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct FlareWithdrawn {}

/// Body of `body.marked`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BodyMarked {
    /// Every place that hurts; none: nothing does.
    pub marks: Vec<Mark>,
}

/// Body of `card.shown`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CardShown {
    /// Id of the card.
    pub card: String,
}

/// Body of `week.shown`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WeekShown {
    /// Monday of the week that began.
    pub monday: NaiveDate,
}
