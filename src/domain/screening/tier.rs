//! How soon to see someone. The worst tier wins.

use serde::{Deserialize, Serialize};

/// What a set of answers comes to. Ordered: later is worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// Nothing in the answers stops a session today.
    #[default]
    Clear,
    /// Go on, with changes.
    Caution,
    /// See a clinician before the next session.
    ClinicianFirst,
    /// Speak to a doctor or a health line today.
    Urgent,
    /// Call the emergency number now.
    Emergency,
}

impl Tier {
    /// All, mildest first.
    pub const ALL: [Tier; 5] =
        [Tier::Clear, Tier::Caution, Tier::ClinicianFirst, Tier::Urgent, Tier::Emergency];

    /// Whether it locks sessions until a clinician has cleared it.
    pub fn locks(self) -> bool {
        self >= Tier::ClinicianFirst
    }

    /// The name in data files and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Tier::Clear => "clear",
            Tier::Caution => "caution",
            Tier::ClinicianFirst => "clinician-first",
            Tier::Urgent => "urgent",
            Tier::Emergency => "emergency",
        }
    }
}

impl std::fmt::Display for Tier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
