//! History: everything that was done, newest first.

use chrono::Datelike;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::past_change::DayOf;
use super::past_page::PastPage;
use crate::coach::desk::Desk;
use crate::coach::past::{Done, Kind};
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::widgets::hits::Hit;
use crate::tui::widgets::page::{Page, column};
use crate::tui::widgets::probe;
use crate::tui::widgets::text::fit;

/// Lines of a page.
const PAGE: usize = 8;

/// Below this width days of this year are named without it.
const NARROW: usize = 60;

/// The list.
pub struct Past {
    mark: usize,
    /// Changes at the time when it was opened.
    changes: usize,
    /// What there is, and after how many changes that was so.
    known: (usize, Vec<Done>),
}

impl Past {
    /// The newest one marked.
    pub fn new(shared: &Shared) -> Past {
        let changes = shared.pen.changes();
        Past { mark: 0, changes, known: (changes, shared.coach.past()) }
    }

    fn keep_up(&mut self, shared: &Shared) {
        if self.known.0 != shared.pen.changes() {
            self.known = (shared.pen.changes(), shared.coach.past());
        }
        self.mark = self.mark.min(self.last());
    }

    fn last(&self) -> usize {
        self.known.1.len().saturating_sub(1)
    }
}

/// As many of the parts of a line as fit; the page behind it has all of them.
fn parts(line: &str, room: usize) -> String {
    let mut shown = line;
    while probe::longer(shown).width() + 2 > room && probe::longer(line).width() > room {
        match shown.rsplit_once(", ") {
            Some((before, _)) => shown = before,
            None => return fit(line, room),
        }
    }
    if shown == line { fit(line, room) } else { format!("{} …", probe::longer(shown)) }
}

impl Screen for Past {
    fn scope(&self) -> Scope {
        Scope::Past
    }

    fn title(&self, _shared: &Shared) -> String {
        "Your history".into()
    }

    fn corner(&self, _shared: &Shared, narrow: bool) -> String {
        let all = self.known.1.len();
        if narrow || all == 0 { String::new() } else { format!("{} of {all}", self.mark + 1) }
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        self.keep_up(shared);
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        if self.known.1.is_empty() {
            page.text("Nothing yet. Sessions, walks and scores come to stand here.", theme.plain());
            page.gap().text("a: add a walk, a ride or a swim.", theme.muted());
            page.draw(buffer, area, theme, 0);
            return;
        }
        // Only what is in sight is put into words: ten years are thousands of lines.
        let room = usize::from(area.height);
        let from = self.mark.saturating_sub(room / 2).min(self.known.1.len().saturating_sub(room));
        let width = usize::from(area.width);
        for (place, done) in self.known.1.iter().enumerate().skip(from).take(room) {
            let marked = place == self.mark;
            let style = if marked { theme.title() } else { theme.plain() };
            let sort = match done.kind {
                Kind::Session => "",
                Kind::Walk | Kind::Score => "+ ",
            };
            // In a narrow window this year goes without saying.
            let short = width < NARROW && done.at.year() == shared.now.date().year();
            let day = done.at.format(if short { "%d %b" } else { "%d %b %y" }).to_string();
            let rest = width.saturating_sub(day.width() + 4);
            let row = page.height();
            page.line(Line::from(vec![
                Span::styled(if marked { "› " } else { "  " }, theme.key()),
                Span::styled(day, theme.muted()),
                Span::raw("  "),
                Span::styled(parts(&format!("{sort}{}", shared.coach.past_line(done)), rest), style),
            ]));
            page.hit_from(row, &Hit::Line(place));
        }
        page.draw(buffer, area, theme, 0);
    }

    fn point(&mut self, line: usize, _shared: &mut Shared) -> Option<Action> {
        self.mark = line.min(self.last());
        Some(Action::Confirm)
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Quit => return Step::Quit,
            // The plan below is of before the change.
            Action::Back if shared.pen.changes() != self.changes => return Step::Home,
            Action::Back => return Step::Back,
            Action::Confirm => {
                if let Some(done) = self.known.1.get(self.mark) {
                    return Step::Show(Box::new(PastPage::new(done.clone())));
                }
            }
            Action::Walk => return Step::Show(Box::new(DayOf::a_walk(shared))),
            Action::Undo => undo(shared),
            Action::Up => self.mark = self.mark.saturating_sub(1),
            Action::Down => self.mark = (self.mark + 1).min(self.last()),
            Action::PageUp => self.mark = self.mark.saturating_sub(PAGE),
            Action::PageDown => self.mark = (self.mark + PAGE).min(self.last()),
            Action::Home => self.mark = 0,
            Action::End => self.mark = self.last(),
            _ => {}
        }
        Step::Stay
    }
}

/// Takes the last change of this run back.
pub(super) fn undo(shared: &mut Shared) {
    shared.notice = Some(
        if shared.undo_change() {
            "The last change was taken back."
        } else {
            "There is no change of today's visit to take back. Older ones: `supple log redo`."
        }
        .into(),
    );
}
