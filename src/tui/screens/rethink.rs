//! What to leave or to think twice about while a back or neck is sore, to be read.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::help::scrolled;
use super::today::tags;
use crate::content::education::education;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::widgets::page::{Page, Seen, column};

/// Its name, here and in the list that it is opened from.
pub const TITLE: &str = "What to think twice about";

/// The list.
#[derive(Default)]
pub struct Rethink {
    scroll: usize,
    seen: Seen,
}

impl Screen for Rethink {
    fn scope(&self) -> Scope {
        Scope::Read
    }

    fn title(&self, _shared: &Shared) -> String {
        TITLE.into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        page.text("While your back or neck is sore; most of it is later, not never.", theme.muted());
        for row in &education().rethink {
            page.gap().text(&row.what, theme.title());
            page.text(&format!("{} {}", row.instead, tags(&row.sources)), theme.plain());
        }
        self.seen = page.draw(buffer, area, theme, self.scroll);
    }

    fn act(&mut self, action: Action, _shared: &mut Shared) -> Step {
        match action {
            Action::Quit => return Step::Quit,
            Action::Go | Action::Back => return Step::Back,
            // Nothing may stand between a person and the stop key.
            Action::Wrong => return Step::Pass(Action::Wrong),
            action => self.scroll = scrolled(self.scroll, action, self.seen),
        }
        Step::Stay
    }
}
