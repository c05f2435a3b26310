//! The page about a flare: what today is, what to expect, when to have it looked at, and the way back.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::coach::desk::Desk;
use crate::coach::flare::{FOUND, FlareLine, WITHDRAWN};
use crate::journal::event::FlareWithdrawn;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::help::scrolled;
use crate::tui::widgets::page::{Page, Seen, column};

/// Shown when a flare was declared, or asked about while one lasts.
pub struct FlarePage {
    declared: bool,
    scroll: usize,
    seen: Seen,
}

impl FlarePage {
    /// Of today.
    pub fn new(shared: &Shared) -> FlarePage {
        let declared = shared.coach.flare_declared(shared.now.wall);
        FlarePage { declared, scroll: 0, seen: Seen::default() }
    }
}

impl Screen for FlarePage {
    fn scope(&self) -> Scope {
        Scope::FlareDay
    }

    fn title(&self, _shared: &Shared) -> String {
        "A flare".into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        for (place, line) in shared.coach.flare_page(&shared.settings, shared.now.wall).iter().enumerate() {
            match line {
                FlareLine::Head(head) if place == 0 => page.text(head, theme.title()),
                FlareLine::Head(head) => page.gap().text(head, theme.title()),
                FlareLine::Text(text) if place == 1 => page.gap().text(text, theme.plain()),
                FlareLine::Text(text) => page.text(text, theme.plain()),
            };
        }
        self.seen = page.draw(buffer, area, theme, self.scroll);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Quit => Step::Quit,
            Action::Go | Action::Back => Step::Home,
            Action::Undo if !self.declared => {
                shared.notice = Some(FOUND.into());
                Step::Stay
            }
            Action::Undo => {
                shared.record(FlareWithdrawn {});
                shared.notice = Some(WITHDRAWN.into());
                Step::Home
            }
            action => {
                self.scroll = scrolled(self.scroll, action, self.seen);
                Step::Stay
            }
        }
    }
}
