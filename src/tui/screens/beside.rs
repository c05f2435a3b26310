//! What stands beside a list where the window is wide: the moving figure of the marked exercise, and words.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::clip::Clip;
use crate::domain::exercise::Exercise;
use crate::tui::app::Shared;
use crate::tui::widgets::page::Page;

/// From this width on, in cells, pages that are a column elsewhere have a second one.
pub(super) const WIDE: u16 = 110;
/// The widest that a figure with its words gets, in cells: wider is no clearer.
const WIDEST: u16 = 76;
/// The tallest that a figure gets, in rows.
const TALLEST: u16 = 22;
/// Rows that a figure, and the gap below it, need to be worth their place above many words.
pub(super) const LEAST: u16 = 14;
/// Fewer rows than this show nothing of a figure; above few words it may be so small.
const SMALLEST: u16 = 7;
/// Cells between a list and what stands beside it.
const GAP: u16 = 4;

/// A list at the left as wide as it may be, what stands beside it, both in the middle of the window.
pub(super) fn split(area: Rect, list: u16) -> (Rect, Rect) {
    let room = area.width.saturating_sub(list + GAP + 4);
    let side = room.min(WIDEST);
    let x = area.x + 2 + (room - side) / 2;
    (Rect { x, width: list, ..area }, Rect { x: x + list + GAP, width: side, ..area })
}

/// The figure of one exercise at a time.
#[derive(Default)]
pub(super) struct Beside {
    clip: Option<(String, Clip)>,
}

impl Beside {
    /// No figure is in sight.
    pub(super) fn hide(&mut self) {
        self.clip = None;
    }

    /// The figure, and below it as much of the words as there is room for.
    pub(super) fn draw(
        &mut self,
        buffer: &mut Buffer,
        area: Rect,
        shared: &Shared,
        exercise: &Exercise,
        words: &Page,
    ) {
        if self.clip.as_ref().is_none_or(|(id, _)| *id != exercise.id) {
            self.clip = Some((exercise.id.clone(), Clip::of(exercise, shared)));
        }
        let mut top = 0;
        if let Some((_, clip)) = self.clip.as_mut().filter(|(_, clip)| clip.is_there()) {
            // As tall as its width asks for, as far as the words leave that.
            let left = area.height.saturating_sub(words.height() as u16 + 1);
            let height = (area.width * 3 / 10 + 4).min(TALLEST).min(left.max(SMALLEST)).min(area.height);
            clip.draw(buffer, Rect { height, ..area }, shared, false);
            top = (height + 1).min(area.height);
        }
        let below = Rect { y: area.y + top, height: area.height - top, ..area };
        words.draw(buffer, below, shared.theme, 0);
    }

    /// When the figure moves next.
    pub(super) fn wake(&self, shared: &Shared) -> Option<Duration> {
        self.clip.as_ref().and_then(|(_, clip)| clip.wake(shared.drawing, shared.now.mono))
    }
}
