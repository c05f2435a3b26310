//! At the first start of a new week, once: what rose, what eased and why.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::help::scrolled;
use crate::coach::desk::Desk;
use crate::coach::week::WeekNews;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::widgets::page::{Page, Seen, column};

/// The page.
pub struct WeekScreen {
    news: WeekNews,
    scroll: usize,
    seen: Seen,
}

impl WeekScreen {
    /// Whether there is something to tell, this page.
    pub fn open(shared: &Shared) -> Option<WeekScreen> {
        let news = shared.coach.week_news(shared.now.wall)?;
        Some(WeekScreen { news, scroll: 0, seen: Seen::default() })
    }
}

impl Screen for WeekScreen {
    fn scope(&self) -> Scope {
        Scope::Read
    }

    fn title(&self, _shared: &Shared) -> String {
        "A new week".into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        for line in self.news.lead() {
            page.text(&line, theme.plain());
        }
        for (head, moved) in self.news.parts() {
            page.gap().text(head, theme.title());
            for moved in moved {
                page.hanging("  ", &moved.line(), theme.plain(), theme.plain());
                if let Some(why) = &moved.why {
                    page.hanging("    ", why, theme.muted(), theme.muted());
                }
            }
        }
        self.seen = page.draw(buffer, area, theme, self.scroll);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            // Left unread, it is shown again at the next start.
            Action::Quit => Step::Quit,
            Action::Go | Action::Back => {
                let shown = self.news.shown();
                shared.record(shown);
                Step::Home
            }
            action => {
                self.scroll = scrolled(self.scroll, action, self.seen);
                Step::Stay
            }
        }
    }
}
