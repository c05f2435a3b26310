//! What the person told about themselves, beside the safety check.

use serde::{Deserialize, Serialize};

use super::score::Score;

/// How long pain takes to settle after something provoked it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settle {
    /// Under a quarter of an hour.
    Under15,
    /// A quarter of an hour to an hour.
    Upto60,
    /// More than an hour.
    Over60,
}

impl Settle {
    /// Minutes, as the progression rules take them.
    pub fn minutes(self) -> i32 {
        match self {
            Settle::Under15 => 10,
            Settle::Upto60 => 30,
            Settle::Over60 => 120,
        }
    }
}

/// Whether a question of the safety check is still asked of a person (source: DESIGN).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settled {
    /// It never applies: not asked, and the answer is no.
    Never,
    /// It always does, as answered: not asked.
    Always,
    /// It is asked again.
    Open,
}

/// The four keys of the profile. `None` until answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Profile {
    /// Usual pain.
    pub usual_pain: Option<Score>,
    /// Time to settle.
    pub settle: Option<Settle>,
    /// Whether the person can get down to the floor and up again.
    pub floor: Option<bool>,
    /// Minutes a day on the mat.
    pub minutes: Option<u32>,
}

impl Profile {
    /// Whether all four are answered.
    pub fn is_complete(&self) -> bool {
        self.usual_pain.is_some() && self.settle.is_some() && self.floor.is_some() && self.minutes.is_some()
    }
}
