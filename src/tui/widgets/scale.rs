//! The row of eleven numbers that a rating is given on.

use ratatui::text::{Line, Span};

use crate::domain::score::Score;
use crate::tui::theme::Theme;

/// `0 1 2 ... 9 10`, the marked one set off by colour, reverse and brackets.
pub fn line(theme: Theme, marked: Option<Score>, width: usize) -> Line<'static> {
    // 11 numbers, brackets round one: 25 cells at the least, 47 where there is room.
    let gap = if width >= 48 { "  " } else { "" };
    let mut spans = Vec::new();
    for value in 0..=10 {
        let text = if marked.is_some_and(|mark| mark.get() == value) {
            format!("[{value}]")
        } else {
            format!(" {value}{}", if value == 10 { "" } else { " " })
        };
        let text = if width < 34 { text.trim_end().to_owned() } else { text };
        let style =
            if marked.is_some_and(|mark| mark.get() == value) { theme.focus() } else { theme.plain() };
        spans.push(Span::styled(text, style));
        spans.push(Span::raw(gap));
    }
    Line::from(spans)
}
