//! Scores: pain, effort, worries, what somebody wants to do again.

use serde::{Deserialize, Serialize};

use crate::domain::score::Score;
use crate::journal::name::Name;

/// When a pain score was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Without a session, or at the check before one.
    CheckIn,
    /// At the start of a session.
    Before,
    /// The worst during one exercise.
    Exercise,
    /// At the end of a session.
    After,
}

/// Body of `pain.rated`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PainRated {
    /// The session, if any: id of its `session.started` line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<Name>,
    /// When.
    pub when: When,
    /// Place in the session's plan, from 0, for an exercise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<usize>,
    /// Exercise id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exercise: Option<String>,
    /// The score.
    pub score: Score,
}

/// Body of `effort.rated`: of one exercise, or of the whole session where `item` is absent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EffortRated {
    /// The session.
    pub session: Name,
    /// Place in the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<usize>,
    /// Exercise id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exercise: Option<String>,
    /// The score.
    pub score: Score,
}

/// Body of `items.within_limit`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WithinLimit {
    /// The session.
    pub session: Name,
    /// Places in the plan.
    pub items: Vec<usize>,
}

/// Body of `session.followed_up`: only what was answered. Neither: the hour after was asked, and the
/// answer was "not sure".
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct FollowedUp {
    /// The session.
    pub session: Name,
    /// More pain than before for over an hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over_1h: Option<bool>,
    /// Pain next morning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_morning: Option<Score>,
}

/// Body of `signs.noted`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignsNoted {
    /// The session that they follow.
    pub session: Name,
    /// `no_reserve`, `fatigue_all_day`, `sleepless`, `lasting_joint_stiffness`.
    pub signs: Vec<String>,
}

/// Body of `goal.rated`. Other words in a place begin a new series.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GoalRated {
    /// Its place, 1 to 3.
    pub goal: u8,
    /// In the person's own words.
    pub words: String,
    /// 0 not at all, 10 as before.
    pub score: Score,
}

/// Body of `goal.dropped`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GoalDropped {
    /// Its place, 1 to 3.
    pub goal: u8,
}

/// Body of `worry.rated`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WorryRated {
    /// Id of the kind of movement, such as `bending`.
    pub movement: String,
    /// 0 not at all, 10 most.
    pub score: Score,
}

/// Body of `try.expected`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TryExpected {
    /// The session.
    pub session: Name,
    /// Exercise id.
    pub exercise: String,
    /// How bad it will be, 0 to 10.
    pub score: Score,
}

/// Body of `usual_pain.reassessed`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UsualPainReassessed {
    /// Pain on a usual day now.
    pub score: Score,
}
