//! The part `[hooks]` of the settings: commands of the person's own around a session.

use super::cues::command;
use crate::content::fields::Fields;
use crate::cue::hooks::Commands;

pub(super) fn read(part: &Fields) -> Commands {
    Commands {
        session_start: command(part, "session_start").unwrap_or_default(),
        session_end: command(part, "session_end").unwrap_or_default(),
    }
}
