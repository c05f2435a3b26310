//! What the rules ask of the log instead of the person.

use serde::{Deserialize, Serialize};

/// How pain has moved since the start, as the rules name it: improving is `better`, steady is
/// `not_better`, worsening is `worse`. Too few days: no trend at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trend {
    /// Improving.
    Better,
    /// Steady.
    NotBetter,
    /// Worsening.
    Worse,
}

impl Trend {
    /// All, in the order of the names that are shown.
    pub const ALL: [Trend; 3] = [Trend::Better, Trend::NotBetter, Trend::Worse];

    /// The name in rules and in data files.
    pub fn as_str(self) -> &'static str {
        match self {
            Trend::Better => "better",
            Trend::NotBetter => "not_better",
            Trend::Worse => "worse",
        }
    }
}

/// Facts from the log. `None`: unknown, and no rule that asks for it fires.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Derived {
    /// How pain has moved.
    pub trend: Option<Trend>,
    /// Whole days since the first session.
    pub days_since_start: Option<i64>,
}
