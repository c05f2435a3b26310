//! The look round: until when it is offered, on both faces.

use super::Coach;
use crate::journal::event::PromptAcknowledged;

/// The name under which it is noted that nobody needs it any more.
const CODE: &str = "tour";

/// It was seen, or waved away.
pub fn seen() -> PromptAcknowledged {
    PromptAcknowledged { code: CODE.into() }
}

impl Coach {
    /// Whether it may still be of use: until it was seen or waved away, or a session was done without it.
    pub fn tour_is_open(&self) -> bool {
        let done = self.history.sessions.iter().any(|one| one.ended.is_some());
        !done && !self.history.acknowledged.contains_key(CODE)
    }
}
