//! What a click means, and where: whatever is drawn notes it, as it is drawn, when the mouse is on.

use std::cell::RefCell;

use ratatui::layout::{Position, Rect};

use crate::tui::keymap::Action;

/// What a click on a place means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hit {
    /// The same as a key with that action.
    Act(Action),
    /// The same as the key of that name, whatever it means there.
    Key(String),
    /// The line of a list with that number, from 0.
    Line(usize),
}

/// The places of one picture; the later one lies on top.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hits(Vec<(Rect, Hit)>);

impl Hits {
    /// What lies at a cell, the topmost first.
    pub fn at(&self, column: u16, row: u16) -> impl Iterator<Item = &Hit> {
        let here = Position::new(column, row);
        self.0.iter().rev().filter(move |(place, _)| place.contains(here)).map(|(_, hit)| hit)
    }

    /// All of them, the lowest first.
    pub fn all(&self) -> &[(Rect, Hit)] {
        &self.0
    }
}

thread_local! {
    static NOTED: RefCell<Option<Hits>> = const { RefCell::new(None) };
}

/// Notes, on this thread, until [`end`].
pub(in crate::tui) fn begin() {
    NOTED.with_borrow_mut(|noted| *noted = Some(Hits::default()));
}

/// Whether anybody asks: where finding out what to note is work of its own.
pub(in crate::tui) fn wanted() -> bool {
    NOTED.with_borrow(Option::is_some)
}

/// Notes no more. What was noted since [`begin`].
pub(in crate::tui) fn end() -> Hits {
    NOTED.take().unwrap_or_default()
}

/// A click there means that.
pub(in crate::tui) fn note(place: Rect, hit: Hit) {
    NOTED.with_borrow_mut(|noted| {
        if let Some(noted) = noted.as_mut().filter(|_| !place.is_empty()) {
            noted.0.push((place, hit));
        }
    });
}

/// The key that stands before a text, where one does: the `2` of `› 2 [x] `, the `y` of `y  `. Signs are
/// none: they stand before texts for other reasons.
pub(super) fn key_before(lead: &str) -> Option<String> {
    let word = lead.trim_start_matches('›').split_whitespace().next()?;
    let mut letters = word.chars();
    let is_one = letters.next().is_some_and(|one| one.is_ascii_lowercase() || one.is_ascii_digit())
        && letters.next().is_none();
    (is_one || word == "space" || word == "enter").then(|| word.to_owned())
}

/// The key that a text begins with, as in `space: pause`.
pub(super) fn key_named(text: &str) -> Option<String> {
    let (word, _) = text.split_once(": ")?;
    key_before(word).filter(|key| key == word && !key.chars().all(|sign| sign.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_noted_unless_asked_and_the_last_one_lies_on_top() {
        note(Rect::new(0, 0, 9, 9), Hit::Line(1));
        assert_eq!(end(), Hits::default());
        begin();
        note(Rect::new(0, 0, 9, 9), Hit::Act(Action::Go));
        note(Rect::new(2, 2, 3, 1), Hit::Line(4));
        note(Rect::new(2, 2, 0, 1), Hit::Line(5));
        let hits = end();
        let at = |column, row| hits.at(column, row).cloned().collect::<Vec<_>>();
        assert_eq!(at(2, 2), [Hit::Line(4), Hit::Act(Action::Go)]);
        assert_eq!(at(5, 2), [Hit::Act(Action::Go)]);
        assert_eq!(at(9, 0), []);
        assert_eq!(end(), Hits::default());
    }

    #[test]
    fn keys_are_found_before_texts_and_signs_are_none() {
        for (lead, key) in
            [("› 2 [x] ", "2"), ("  3  ", "3"), ("y  ", "y"), ("›1 [ ] ", "1"), ("space  ", "space")]
        {
            assert_eq!(key_before(lead).as_deref(), Some(key), "{lead}");
        }
        for lead in ["", "  ", "- ", "+ ", "! ", "› ", "  [ ] ", "next  ", "10  ", "= ", "· "] {
            assert_eq!(key_before(lead), None, "{lead}");
        }
        for (text, key) in [("space: pause", Some("space")), ("a: all within my limit", Some("a"))] {
            assert_eq!(key_named(text).as_deref(), key);
        }
        for text in ["Breath: out", "1: one", "a b: c", "go on", "I see: x"] {
            assert_eq!(key_named(text), None, "{text}");
        }
    }
}
