//! The row of eleven numbers that a rating is given on: drawn, and answered by keys. Eleven values, ten
//! digits: one more key, and a mark that moves.

use ratatui::text::{Line, Span};

use crate::domain::score::Score;
use crate::tui::keymap::Action;
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
        let style = if marked.is_some_and(|mark| mark.get() == value) { theme.focus() } else { theme.key() };
        spans.push(Span::styled(text, style));
        spans.push(Span::raw(gap));
    }
    Line::from(spans)
}

/// The score that a key gives at once, or that was marked and is confirmed. The arrows only move the mark.
pub fn given(mark: &mut Option<Score>, action: Action) -> Option<Score> {
    match action {
        Action::Digit(value) => return Score::new(value),
        Action::Ten => return Some(Score::TEN),
        Action::Confirm => return *mark,
        Action::Left => *mark = moved(*mark, -1),
        Action::Right => *mark = moved(*mark, 1),
        _ => {}
    }
    None
}

/// The mark one to the left or right; from nowhere it starts at 0.
fn moved(mark: Option<Score>, by: i16) -> Option<Score> {
    let next = mark.map_or(0, |score| i16::from(score.get()) + by).clamp(0, 10);
    u8::try_from(next).ok().and_then(Score::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_ten_answer_and_arrows_only_mark() {
        let mut mark = None;
        assert_eq!(given(&mut mark, Action::Confirm), None, "nothing is marked yet");
        assert_eq!(given(&mut mark, Action::Digit(0)), Score::new(0));
        assert_eq!(given(&mut mark, Action::Ten), Some(Score::TEN));
        assert_eq!((given(&mut mark, Action::Left), mark), (None, Score::new(0)));
        for _ in 0..12 {
            assert_eq!(given(&mut mark, Action::Right), None);
        }
        assert_eq!(given(&mut mark, Action::Confirm), Some(Score::TEN));
    }
}
