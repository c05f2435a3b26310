//! Cues line by line: only what somebody asked for. A bell or an escape sequence goes to a terminal alone.

use super::session::Sitting;
use super::talk::{Gone, Plain, Said};
use crate::cue::hooks::Hooks;
use crate::cue::{Crier, Given};
use crate::journal::running::Floor;
use crate::session::effect::Cue;

impl Plain {
    /// With these cues, and these commands around a session.
    #[must_use]
    pub fn cued(mut self, crier: Crier, hooks: Hooks) -> Plain {
        (self.crier, self.hooks) = (crier, hooks);
        self
    }

    /// Where a session says that it runs.
    #[must_use]
    pub fn on(mut self, floor: Floor) -> Plain {
        self.floor = floor;
        self
    }

    /// Gives a cue by the ways that were asked for.
    pub(super) fn signal(&mut self, sitting: &Sitting, cue: Cue) -> Said<()> {
        let view = self.view(sitting);
        let given = self.crier.give(cue, &view, self.now);
        self.give(&given)
    }

    /// After the cues of one moment.
    pub(super) fn signals_given(&mut self, sitting: &Sitting) -> Said<()> {
        let view = self.view(sitting);
        let given = self.crier.announce(&view, self.now);
        self.give(&given)?;
        self.crier.speak();
        match self.crier.trouble().or_else(|| self.hooks.trouble()) {
            Some(trouble) => self.say(&trouble),
            None => Ok(()),
        }
    }

    fn give(&mut self, given: &Given) -> Said<()> {
        if !self.edge.typed() {
            return Ok(());
        }
        let escape = String::from_utf8_lossy(&given.escape).into_owned();
        let bell = if given.bell { "\x07" } else { "" };
        if bell.is_empty() && escape.is_empty() {
            return Ok(());
        }
        self.edge.put(&format!("{bell}{escape}")).map_err(Gone::Deaf)
    }
}
