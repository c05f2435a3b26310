//! Cues on the screens: what the terminal does for one, with the next frame.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::app::Shared;
use crate::cue::flash::{Flash, Shown};
use crate::cue::{Crier, Given};
use crate::session::effect::Cue;
use crate::session::view::View;

/// Who gives the cues, and what of them waits for the next frame.
#[derive(Default)]
pub struct Cued {
    /// Gives them.
    pub crier: Crier,
    /// The screen flashes.
    pub flash: Flash,
    /// Bytes that go to the terminal with the next frame.
    pub escape: Vec<u8>,
}

impl Cued {
    /// With somebody who gives them.
    pub fn by(crier: Crier) -> Cued {
        Cued { crier, ..Cued::default() }
    }

    /// When the picture changes because of a flash.
    pub fn change(&self, now: Duration) -> Option<Duration> {
        self.flash.change(now)
    }
}

impl Shared {
    /// Gives a cue. `view`: what there is to show after it.
    pub fn cue(&mut self, cue: Cue, view: &View) {
        let given = self.cued.crier.give(cue, view, self.now);
        self.give(given);
    }

    /// After the cues of one moment: says which exercise comes, speaks, and tells what went wrong.
    pub fn cues_given(&mut self, view: &View) {
        let given = self.cued.crier.announce(view, self.now);
        self.give(given);
        self.cued.crier.speak();
        if let Some(trouble) = self.cued.crier.trouble().or_else(|| self.hooks.trouble()) {
            self.notice = Some(trouble);
        }
    }

    /// The next set of cues, with a sample of it.
    pub fn turn_cues(&mut self) {
        let (words, given) = self.cued.crier.turn(self.now);
        self.notice = Some(words);
        self.give(given);
        self.cued.crier.speak();
    }

    fn give(&mut self, given: Given) {
        self.bell |= self.rings && given.bell;
        if given.flash {
            self.cued.flash.begin(self.now.mono, self.drawing.still);
        }
        self.cued.escape.extend(given.escape);
    }
}

/// Turns the picture that was drawn to reverse, where it flashes.
pub(super) fn draw_flash(buffer: &mut Buffer, area: Rect, shared: &Shared) {
    let lit = match shared.cued.flash.shown(shared.now.mono) {
        None => return,
        Some(Shown::Whole) => area,
        Some(Shown::Mark) => Rect { height: area.height.min(1), ..area },
    };
    for y in lit.y..lit.bottom() {
        for x in lit.x..lit.right() {
            if let Some(cell) = buffer.cell_mut((x, y)) {
                cell.modifier.toggle(Modifier::REVERSED);
            }
        }
    }
}
