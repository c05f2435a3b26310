//! Which way of bending is worse, and when a programme that leans on it is given up again (source: the
//! exercise reference's rules for programmes; S1, DESIGN).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::history::SessionRecord;
use crate::domain::plan::Mode;

/// The question comes back after this many days.
pub const ASK_AGAIN_DAYS: i64 = 14;
/// So many sessions running that left more pain than they found end a programme for one direction.
const RAISED: usize = 2;

/// What is worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Worse {
    /// Bending forward, or sitting.
    Bending,
    /// Leaning back, standing or walking.
    LeaningBack,
    /// Both, neither, or not clear.
    NotClear,
}

impl Worse {
    /// The skip code of exercises that go that way.
    pub fn code(self) -> Option<&'static str> {
        match self {
            Worse::Bending => Some("FLEXSENS"),
            Worse::LeaningBack => Some("EXTSENS"),
            Worse::NotClear => None,
        }
    }
}

/// Whether the programme for one direction has raised pain in two sessions running since it was chosen.
///
/// Decided here: a session raised pain when its score at the end was above the one before it. Sessions
/// without both scores, and gentle ones of a flare, say nothing and break nothing. What makes things
/// worse is still left out: only the programme goes back to the ordinary one (source: DESIGN).
pub fn has_failed(since: NaiveDate, sessions: &[SessionRecord]) -> bool {
    let mut running = 0;
    for session in sessions.iter().filter(|s| s.date > since && s.is_done() && s.mode != Mode::Flare) {
        if let (Some(before), Some(after)) = (session.pain_before, session.pain_after) {
            running = if after > before { running + 1 } else { 0 };
        }
        if running >= RAISED {
            return true;
        }
    }
    false
}
