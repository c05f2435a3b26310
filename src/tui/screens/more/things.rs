//! What there is to exercise with, beside a mat, a chair and a wall.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::coach::desk::Desk;
use crate::coach::more::{WHICH_THINGS, thing};
use crate::journal::event::EquipmentSet;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::widgets::page::{Page, column};

/// The list to tick.
pub(super) struct Things {
    ids: Vec<String>,
    ticked: BTreeSet<String>,
    cursor: usize,
}

impl Things {
    /// All that the catalogue asks for.
    pub(super) fn new(shared: &Shared) -> Things {
        Things {
            ids: shared.coach.things(),
            ticked: shared.coach.history.wishes.equipment.clone(),
            cursor: 0,
        }
    }

    fn toggle(&mut self, index: usize) {
        if let Some(id) = self.ids.get(index)
            && !self.ticked.remove(id)
        {
            self.ticked.insert(id.clone());
        }
    }
}

impl Screen for Things {
    fn scope(&self) -> Scope {
        Scope::TickPlain
    }

    fn title(&self, _shared: &Shared) -> String {
        "Your equipment".into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        page.text(WHICH_THINGS.0, theme.title()).gap();
        for (index, id) in self.ids.iter().enumerate() {
            let from = page.height();
            let tick = if self.ticked.contains(id) { "[x]" } else { "[ ]" };
            let mark = if index == self.cursor { "›" } else { " " };
            page.hanging(&format!("{mark} {} {tick} ", index + 1), thing(id), theme.key(), theme.plain());
            if index == self.cursor {
                page.focus_from(from);
            }
        }
        page.gap().text(WHICH_THINGS.1, theme.muted());
        page.draw(buffer, area, theme, 0);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Quit => return Step::Quit,
            Action::Back => return Step::Back,
            Action::Digit(digit) => self.toggle(usize::from(digit).wrapping_sub(1)),
            Action::Toggle => self.toggle(self.cursor),
            Action::Up => self.cursor = self.cursor.saturating_sub(1),
            Action::Down => self.cursor = (self.cursor + 1).min(self.ids.len().saturating_sub(1)),
            Action::None => {
                shared.record(EquipmentSet::default());
                return Step::Back;
            }
            Action::Confirm => {
                shared.record(EquipmentSet { have: self.ticked.iter().cloned().collect() });
                return Step::Back;
            }
            _ => {}
        }
        Step::Stay
    }
}
