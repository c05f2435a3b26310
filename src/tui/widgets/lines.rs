//! A page of which some parts are lines that the arrow keys move along. What stands before the first one
//! is scrolled through first, so that nothing on the page is out of reach.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::page::{Page, Seen};
use crate::tui::keymap::Action;
use crate::tui::theme::Theme;

/// Rows of a page down or up.
const LEAP: usize = 8;

/// Which line is marked, and where the page stands.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    marked: Option<usize>,
    /// At the top of the page the first line stays marked.
    from_first: bool,
    scroll: usize,
    seen: Seen,
    /// Where the page stood when it was scrolled on past the last line.
    past: Option<usize>,
    /// First row of each line, and the row after it.
    rows: Vec<(usize, usize)>,
}

impl Lines {
    /// With the first line marked from the start: for pages on which it is in sight at once.
    pub fn at_first() -> Lines {
        Lines { marked: Some(0), from_first: true, ..Lines::default() }
    }

    /// The marked line, from 0.
    pub fn marked(&self) -> Option<usize> {
        self.marked
    }

    /// There are `count` lines now.
    pub fn keep(&mut self, count: usize) {
        self.marked = self.marked.filter(|at| *at < count);
    }

    /// Marks that line. Whether it was marked already.
    pub fn point(&mut self, line: usize) -> bool {
        let was = self.marked == Some(line);
        if line < self.rows.len() {
            self.marked = Some(line);
            self.past = None;
        }
        was
    }

    /// Something is done with the marked line: it comes into sight again, wherever the page was scrolled to.
    pub fn in_sight(&mut self) {
        self.past = None;
    }

    /// A page is begun.
    pub fn begin(&mut self) {
        self.rows.clear();
    }

    /// Adds a line to the page; `draw` is told whether it is the marked one.
    pub fn add(&mut self, page: &mut Page, draw: impl FnOnce(&mut Page, bool)) {
        let from = page.height();
        let marked = self.marked == Some(self.rows.len());
        draw(page, marked);
        page.option_from(from, self.rows.len(), marked);
        self.rows.push((from, page.height()));
    }

    /// Draws the page where it stands: the marked line is always in sight.
    pub fn draw(&mut self, page: &Page, buffer: &mut Buffer, area: Rect, theme: Theme) {
        self.seen = match self.past {
            Some(_) => {
                let mut page = page.clone();
                page.let_go();
                page.draw(buffer, area, theme, self.scroll)
            }
            None => page.draw(buffer, area, theme, self.scroll),
        };
        self.scroll = self.seen.top;
    }

    /// Moves along.
    pub fn act(&mut self, action: Action) {
        let Seen { top, most, room, .. } = self.seen;
        match action {
            Action::Down => {
                let next = self.marked.map_or(0, |at| at + 1);
                match self.rows.get(next) {
                    // what is still to be read before the first line comes before it
                    Some((from, _)) if self.marked.is_some() || *from < top + room => {
                        self.marked = Some(next);
                    }
                    // what stands below the last line is read by going on
                    _ => {
                        if self.marked.is_some() {
                            self.past.get_or_insert(top);
                        }
                        self.scroll = (top + 1).min(most);
                    }
                }
            }
            Action::Up if self.past.is_some_and(|from| top > from) => self.scroll = top.saturating_sub(1),
            Action::Up => match self.marked {
                Some(0) if self.from_first && top == 0 => {}
                Some(0) | None => {
                    self.marked = None;
                    self.past = None;
                    self.scroll = top.saturating_sub(1);
                }
                Some(at) => {
                    self.past = None;
                    self.marked = Some(at - 1);
                }
            },
            Action::PageDown => self.leap((top + LEAP).min(most)),
            Action::PageUp => self.leap(top.saturating_sub(LEAP)),
            _ => {}
        }
    }

    /// A page up or down lets go of the line.
    fn leap(&mut self, to: usize) {
        self.marked = None;
        self.past = None;
        self.scroll = to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(lines: &mut Lines, height: u16) -> Vec<String> {
        let area = Rect::new(0, 0, 20, height);
        let mut buffer = Buffer::empty(area);
        let theme = Theme::new(false);
        let mut page = Page::new(18);
        page.text("a\nb\nc\nd", theme.plain());
        lines.begin();
        for name in ["one", "two", "three"] {
            lines.add(&mut page, |page, marked| {
                page.text(&format!("{}{name}\n  why", if marked { ">" } else { " " }), theme.plain());
            });
        }
        lines.draw(&page, &mut buffer, area, theme);
        let rows = buffer.content().chunks(20);
        rows.map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim().to_owned())
            .collect()
    }

    #[test]
    fn the_head_is_scrolled_through_before_the_first_line_is_marked_and_again_on_the_way_back() {
        let mut lines = Lines::default();
        assert_eq!(drawn(&mut lines, 3)[0], "a");
        for marked in [None, None, Some(0), Some(1), Some(2), Some(2)] {
            lines.act(Action::Down);
            drawn(&mut lines, 3);
            assert_eq!(lines.marked(), marked);
        }
        assert!(drawn(&mut lines, 3).iter().any(|row| row == ">three"));
        for marked in [Some(1), Some(0), None, None, None, None] {
            lines.act(Action::Up);
            drawn(&mut lines, 3);
            assert_eq!(lines.marked(), marked);
        }
        assert_eq!(drawn(&mut lines, 3)[0], "a", "all the way up again");
    }

    #[test]
    fn the_marked_line_is_in_sight_at_every_height() {
        for height in 2..12 {
            let mut lines = Lines::default();
            drawn(&mut lines, height);
            for _ in 0..12 {
                lines.act(Action::Down);
                let rows = drawn(&mut lines, height);
                let seen = rows.iter().filter(|row| row.starts_with('>')).count();
                assert_eq!(seen, usize::from(lines.marked().is_some()), "{height}: {rows:?}");
            }
            assert_eq!(lines.marked(), Some(2), "{height}");
        }
    }

    #[test]
    fn fewer_lines_let_go_of_a_mark_beyond_them() {
        let mut lines = Lines::default();
        drawn(&mut lines, 12);
        (0..3).for_each(|_| lines.act(Action::Down));
        lines.keep(2);
        assert_eq!(lines.marked(), None);
        lines.act(Action::PageDown);
        assert_eq!(lines.marked(), None);
    }
}
