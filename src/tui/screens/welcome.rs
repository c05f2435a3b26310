//! The first screen of all: what supple is, what it is not, and whose emergency number to show.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::DISCLAIMER;
use crate::tui::screens::help::scrolled;
use crate::tui::screens::regions::RegionList;
use crate::tui::widgets::page::{Page, Seen, column};

/// Says hello.
#[derive(Default)]
pub struct Welcome {
    scroll: usize,
    seen: Seen,
}

impl Welcome {
    /// From the top.
    pub fn new() -> Welcome {
        Welcome::default()
    }
}

impl Screen for Welcome {
    fn scope(&self) -> Scope {
        Scope::Read
    }

    fn title(&self, _shared: &Shared) -> String {
        "supple".into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        page.text("Ten minutes a day for a stiff or sore back or neck.", theme.title()).gap();
        page.hanging("1  ", "A safety check, about four minutes, once.", theme.key(), theme.plain());
        page.hanging(
            "2  ",
            "A guided session made for you, with the clock counted for you.",
            theme.key(),
            theme.plain(),
        );
        page.hanging(
            "3  ",
            "You say how it was. That decides the next one, and supple tells you why.",
            theme.key(),
            theme.plain(),
        );
        page.gap().text(DISCLAIMER, theme.plain());
        page.gap().text(
            "Your answers stay on this computer, in one file that you can read, copy and delete.",
            theme.muted(),
        );
        page.gap().text("Enter: choose your region", theme.key());
        self.seen = page.draw(buffer, area, theme, self.scroll);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Quit | Action::Back => Step::Quit,
            Action::Go if !self.seen.last => {
                // The disclaimer is read to its end, page by page, before anything is asked.
                self.scroll = scrolled(self.scroll, Action::PageDown, self.seen);
                Step::Stay
            }
            Action::Go => Step::Show(Box::new(RegionList::choose(shared))),
            action => {
                self.scroll = scrolled(self.scroll, action, self.seen);
                Step::Stay
            }
        }
    }
}
