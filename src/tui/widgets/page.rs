//! A column of lines, never wider than reads well, that scrolls when it is taller than its room.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::hits::{self, Hit};
use super::text::wrap;
use super::{probe, scale};
use crate::domain::score::Score;
use crate::tui::keymap::Action;
use crate::tui::theme::Theme;

/// The widest column of text, in cells.
const WIDEST: u16 = 76;

/// The part of `area` that text goes into: a margin left and right, never wider than reads well.
pub fn column(area: Rect) -> Rect {
    let margin = if area.width >= 60 { 2 } else { 1 };
    let width = area.width.saturating_sub(2 * margin).min(WIDEST);
    Rect { x: area.x + (area.width - width) / 2, width, ..area }
}

/// Row, first column and number of columns (all, where none is said), and what a click there means.
type Noted = (usize, Option<(u16, u16)>, Hit);

/// Lines in the making.
#[derive(Debug, Clone, Default)]
pub struct Page {
    width: usize,
    lines: Vec<Line<'static>>,
    /// The line that must stay in sight.
    focus: Option<(usize, usize)>,
    /// What a click means: row, first column, how many columns (all, where none is said).
    hits: Vec<Noted>,
}

impl Page {
    /// A page for a column of `width` cells.
    pub fn new(width: u16) -> Page {
        Page { width: usize::from(width), ..Page::default() }
    }

    /// Width of the column, in cells.
    pub fn width(&self) -> usize {
        self.width
    }

    /// How many lines so far.
    pub fn height(&self) -> usize {
        self.lines.len()
    }

    /// Adds wrapped text.
    pub fn text(&mut self, text: &str, style: Style) -> &mut Page {
        let from = self.height();
        self.hanging("", text, style, style);
        if let Some(key) = hits::key_named(text) {
            self.hit_from(from, &Hit::Key(key));
        }
        self
    }

    /// Adds wrapped text behind a mark; further lines stand under the text, not under the mark.
    pub fn hanging(&mut self, mark: &str, text: &str, mark_style: Style, style: Style) -> &mut Page {
        let from = self.height();
        let indent = unicode_width::UnicodeWidthStr::width(mark);
        for (nth, line) in wrap(text, self.width.saturating_sub(indent)).into_iter().enumerate() {
            let lead = if nth == 0 { mark.to_owned() } else { " ".repeat(indent) };
            self.lines.push(Line::from(vec![Span::styled(lead, mark_style), Span::styled(line, style)]));
        }
        if let Some(key) = hits::key_before(mark) {
            self.hit_from(from, &Hit::Key(key));
        }
        self
    }

    /// Adds a line as it is.
    pub fn line(&mut self, line: Line<'static>) -> &mut Page {
        self.lines.push(line);
        self
    }

    /// Adds the row of eleven numbers that a rating is given on.
    pub fn scale(&mut self, theme: Theme, marked: Option<Score>) -> &mut Page {
        let line = scale::line(theme, marked, self.width);
        let mut column = 0;
        // A number and the gap behind it, eleven times.
        for (value, pair) in (0..).zip(line.spans.chunks(2)) {
            let width = pair.iter().map(Span::width).sum::<usize>() as u16;
            let action = if value == 10 { Action::Ten } else { Action::Digit(value) };
            self.hits.push((self.lines.len(), Some((column, width)), Hit::Act(action)));
            column += width;
        }
        self.line(line)
    }

    /// Adds the answers of a yes or no question, with their keys, in one row.
    pub fn yes_no(&mut self, theme: Theme) -> &mut Page {
        let answers = [("y", "yes", Action::Yes), ("n", "no", Action::No), ("u", "not sure", Action::Unsure)];
        let mut spans: Vec<Span<'static>> = Vec::new();
        let mut column = 0;
        for (key, words, action) in answers {
            let words = format!(" {}", probe::longer(words));
            let width = (1 + unicode_width::UnicodeWidthStr::width(words.as_str())) as u16;
            self.hits.push((self.lines.len(), Some((column, width)), Hit::Act(action)));
            column += width + 4;
            spans.extend([Span::styled(key, theme.key()), Span::raw(words), Span::raw("    ")]);
        }
        spans.pop();
        self.line(Line::from(spans))
    }

    /// What was added since there were `from` lines is one line of a list; the marked one stays in sight.
    pub fn option_from(&mut self, from: usize, line: usize, marked: bool) -> &mut Page {
        self.hit_from(from, &Hit::Line(line));
        if marked {
            self.focus_from(from);
        }
        self
    }

    /// A click on what was added since there were `from` lines means that, where it means nothing yet.
    pub fn hit_from(&mut self, from: usize, hit: &Hit) -> &mut Page {
        for row in from..self.lines.len() {
            if !self.hits.iter().any(|(taken, ..)| *taken == row) {
                self.hits.push((row, None, hit.clone()));
            }
        }
        self
    }

    /// A click on it means nothing: what is said here is about another screen.
    pub fn without_hits(&mut self) -> &mut Page {
        self.hits.clear();
        self
    }

    /// Adds an empty line, unless the page is empty or ends in one.
    pub fn gap(&mut self) -> &mut Page {
        if self.lines.last().is_some_and(|line| line.width() > 0) {
            self.lines.push(Line::default());
        }
        self
    }

    /// What was added since there were `from` lines must stay in sight.
    pub fn focus_from(&mut self, from: usize) -> &mut Page {
        self.focus = Some((from, self.lines.len()));
        self
    }

    /// Gives up empty lines, the last first, as far as the page is taller than `room` rows: for pages that
    /// cannot be scrolled.
    pub fn squeeze(&mut self, room: u16) -> &mut Page {
        for at in (0..self.lines.len()).rev() {
            if self.lines.len() > usize::from(room) && self.lines[at].width() == 0 {
                self.lines.remove(at);
                for (row, ..) in self.hits.iter_mut().filter(|(row, ..)| *row > at) {
                    *row -= 1;
                }
            }
        }
        self
    }

    /// Tells the tests that this page is shown, where it was laid out on trial.
    #[must_use]
    pub fn told(self) -> Page {
        if probe::is_on() {
            probe::wrapped(&self.lines.iter().map(ToString::to_string).collect::<Vec<_>>());
        }
        self
    }

    /// Nothing has to stay in sight.
    pub fn let_go(&mut self) {
        self.focus = None;
    }

    /// Draws the page, scrolled down by `scroll` lines as far as that makes sense, and says what was seen.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, theme: Theme, scroll: usize) -> Seen {
        let room = usize::from(area.height);
        let most = self.lines.len().saturating_sub(room);
        let mut top = scroll.min(most);
        if let Some((from, to)) = self.focus {
            top = top.max(to.saturating_sub(room)).min(from).min(most);
        }
        for (row, line) in (0..area.height).zip(self.lines.iter().skip(top)) {
            if line.width() > usize::from(area.width) {
                probe::cut(&line.to_string());
            }
            line.render(Rect { y: area.y + row, height: 1, ..area }, buffer);
        }
        for (row, columns, hit) in &self.hits {
            let Some(y) = row.checked_sub(top).filter(|y| *y < room) else { continue };
            let (column, width) = columns.unwrap_or((0, area.width));
            let place = Rect { x: area.x + column, y: area.y + y as u16, width, height: 1 };
            hits::note(place.intersection(area), hit.clone());
        }
        let mark = |buffer: &mut Buffer, y: u16, symbol: &str| {
            if let Some(cell) = buffer.cell_mut((area.right(), y)) {
                cell.set_symbol(symbol).set_style(theme.key());
            }
        };
        if top > 0 && room > 0 {
            mark(buffer, area.y, "▲");
        }
        if top < most && room > 0 {
            mark(buffer, area.bottom() - 1, "▼");
        }
        Seen { top, most, room, last: top >= most }
    }
}

/// What a draw has shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seen {
    /// First line in sight.
    pub top: usize,
    /// The furthest that it can be scrolled.
    pub most: usize,
    /// How many lines fit.
    pub room: usize,
    /// Whether the last line was in sight.
    pub last: bool,
}
