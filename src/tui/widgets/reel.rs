//! Scrolls a page that has marked lines or none: the keys move the mark, and where there is no further
//! line to mark they move the page, so that what stands above and below the lines can be read too.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::page::{Page, Seen};
use crate::tui::keymap::Action;
use crate::tui::theme::Theme;

/// Where the page stands.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reel {
    scroll: usize,
    seen: Seen,
    /// The page was scrolled away from the marked line, from here.
    free: Option<usize>,
}

impl Reel {
    /// What the last draw has shown.
    pub fn seen(&self) -> Seen {
        self.seen
    }

    /// Draws the page where it stands; the marked line in sight unless it was scrolled away from.
    pub fn draw(&mut self, mut page: Page, buffer: &mut Buffer, area: Rect, theme: Theme) {
        if self.free.is_some() {
            page.let_go();
        }
        self.seen = page.draw(buffer, area, theme, self.scroll);
        self.scroll = self.seen.top;
    }

    /// Takes a key, where the mark cannot use it: no line is above the mark (`first`), or none below it
    /// (`last`). False: the key is for the mark, which is brought into sight.
    pub fn takes(&mut self, action: Action, first: bool, last: bool) -> bool {
        let page = self.seen.room.saturating_sub(1).max(1);
        let to = match action {
            Action::Down if last || self.free.is_some_and(|from| self.scroll < from) => self.scroll + 1,
            Action::Up if first || self.free.is_some_and(|from| self.scroll > from) => {
                self.scroll.saturating_sub(1)
            }
            Action::PageDown => self.scroll + page,
            Action::PageUp => self.scroll.saturating_sub(page),
            Action::Up | Action::Down => {
                self.free = None;
                return false;
            }
            _ => return false,
        };
        self.free.get_or_insert(self.scroll);
        self.scroll = to.min(self.seen.most);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three lines to mark between text, in a window of three rows.
    struct List {
        mark: Option<usize>,
        reel: Reel,
    }

    impl List {
        fn rows(&mut self) -> String {
            let area = Rect::new(0, 0, 9, 3);
            let mut buffer = Buffer::empty(area);
            let theme = Theme::new(false);
            let mut page = Page::new(8);
            page.text("a b", theme.plain());
            for line in 0..3 {
                let from = page.height();
                page.text(if self.mark == Some(line) { "›" } else { "-" }, theme.plain());
                if self.mark == Some(line) {
                    page.focus_from(from);
                }
            }
            page.text("y\nz", theme.plain());
            self.reel.draw(page, &mut buffer, Rect { width: 8, ..area }, theme);
            buffer
                .content()
                .iter()
                .map(ratatui::buffer::Cell::symbol)
                .filter(|one| !"▲▼ ".contains(*one))
                .collect()
        }

        fn press(&mut self, action: Action) -> String {
            let (first, last) = (self.mark.is_none_or(|mark| mark == 0), self.mark == Some(2));
            if !self.reel.takes(action, first, last) {
                let by = if action == Action::Up { -1 } else { 1 };
                self.mark = Some(self.mark.map_or(0, |mark| mark.saturating_add_signed(by).min(2)));
            }
            self.rows()
        }
    }

    #[test]
    fn text_above_and_below_the_lines_is_reached_by_the_same_keys() {
        let mut list = List { mark: None, reel: Reel::default() };
        assert_eq!(list.rows(), "ab--");
        let down: Vec<String> = (0..6).map(|_| list.press(Action::Down)).collect();
        assert_eq!(down, ["ab›-", "ab-›", "--›", "-›y", "›yz", "›yz"]);
        let up: Vec<String> = (0..6).map(|_| list.press(Action::Up)).collect();
        assert_eq!(up, ["-›y", "--›", "-›-", "›--", "ab›-", "ab›-"]);
        assert_eq!(list.press(Action::PageDown), "--y");
        assert_eq!(list.press(Action::Down), "›-y", "the mark comes back into sight");
    }
}
