//! The next sessions, if all goes calmly, and beside them if tomorrow is sore.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::coach::preview::Preview;
use crate::coach::why::Basis;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::help::scrolled;
use crate::tui::theme::Theme;
use crate::tui::widgets::page::{Page, Seen, column};
use crate::tui::widgets::probe;
use crate::tui::widgets::text::fit;

/// Two weeks, a session a day.
const SESSIONS: u32 = 14;
/// Below this width the two ways stand below each other.
const WIDE: usize = 60;

/// The look ahead.
pub struct PreviewScreen {
    preview: Preview,
    scroll: usize,
    seen: Seen,
    /// Laid out once for a width and a theme: nothing on it changes, and it is by far the longest page.
    laid: Option<(u16, Theme, Page)>,
}

impl PreviewScreen {
    /// Made once, when it is opened.
    pub fn new(basis: Basis, shared: &Shared) -> PreviewScreen {
        let preview = shared.coach.preview(shared.now.wall, SESSIONS, basis.minutes);
        PreviewScreen { preview, scroll: 0, seen: Seen::default(), laid: None }
    }

    /// All of it, for that width.
    fn page(&self, width: u16, shared: &Shared) -> Page {
        let theme = shared.theme;
        let mut page = Page::new(width);
        let Some((_, pain)) = self.preview.sore else {
            page.text(&format!("Nothing to look ahead to. {}", self.preview.reason), theme.plain());
            return page;
        };
        page.text("Nothing of this is fixed: each day's answers decide.", theme.muted());
        let wide = page.width() >= WIDE;
        let sides = format!("if calm, and if tomorrow is sore (pain {pain})");
        page.text(&format!("One session a day, {sides}:"), theme.muted());
        let half = (page.width() - page.width() * 2 / 5) / 2;
        let name_room = page.width().saturating_sub(2 * half + 2);
        let pad = |text: &str, room: usize| {
            let text = fit(text, room.saturating_sub(1));
            format!("{text}{}", " ".repeat(room.saturating_sub(text.width())))
        };
        for day in &self.preview.days {
            let date = day.date.format("%A %-d %B").to_string();
            page.gap();
            if wide {
                page.line(Line::from(vec![
                    Span::styled(pad(&date, name_room + 2), theme.title()),
                    Span::styled(pad("calm", half), theme.muted()),
                    Span::styled("sore", theme.muted()),
                ]));
            } else {
                page.text(&date, theme.title());
            }
            for (name, calm, sore) in shared.coach.preview_rows(day) {
                let (calm_style, sore_style) =
                    (theme.plain(), if calm == sore { theme.muted() } else { theme.title() });
                if wide {
                    page.line(Line::from(vec![
                        Span::raw(format!("  {}", pad(&name, name_room))),
                        Span::styled(pad(&calm, half), calm_style),
                        Span::styled(fit(&sore, half), sore_style),
                    ]));
                } else if calm == sore {
                    page.hanging("  ", &format!("{name}: {calm}"), theme.plain(), theme.plain());
                } else {
                    let words = format!("{name}: {calm}; if sore, {sore}");
                    page.hanging("  ", &words, theme.plain(), theme.plain());
                }
            }
        }
        page
    }
}

impl Screen for PreviewScreen {
    fn scope(&self) -> Scope {
        Scope::Preview
    }

    fn title(&self, _shared: &Shared) -> String {
        "The next sessions".into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        // The tests look at how it is laid out, each time.
        let laid = self.laid.take().filter(|_| !probe::is_on());
        let laid = laid.filter(|(width, worn, _)| (*width, *worn) == (area.width, theme));
        let page = laid.map_or_else(|| self.page(area.width, shared), |(.., page)| page);
        self.seen = page.draw(buffer, area, theme, self.scroll);
        self.laid = Some((area.width, theme, page));
    }

    fn act(&mut self, action: Action, _shared: &mut Shared) -> Step {
        match action {
            Action::Quit => Step::Quit,
            Action::Back => Step::Back,
            action => {
                self.scroll = scrolled(self.scroll, action, self.seen);
                Step::Stay
            }
        }
    }
}
