//! What tests need to know about text on its way to the screen: every word that was laid out, every text
//! that was cut short; and texts a third longer than they are, as another language may make them.
//!
//! Nobody looks while the program runs for a person: then all of this does nothing.

use std::borrow::Cow;
use std::cell::RefCell;

/// What was seen.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// Whether each word is made longer by three tenths.
    pub longer: bool,
    /// Every word that was laid out, in order; one that is broken at the edge counts as two.
    pub words: Vec<String>,
    /// Whether what is laid out is only measured for now.
    pub trial: bool,
    /// Every text that did not fit into its room, whole.
    pub cut: Vec<String>,
}

thread_local! {
    static SEEN: RefCell<Option<Seen>> = const { RefCell::new(None) };
}

/// Looks, on this thread, until [`end`].
pub fn begin(longer: bool) {
    SEEN.with_borrow_mut(|seen| *seen = Some(Seen { longer, ..Seen::default() }));
}

/// Looks no more. What was seen since [`begin`].
pub fn end() -> Seen {
    SEEN.take().unwrap_or_default()
}

/// Whether anybody looks.
pub(in crate::tui) fn is_on() -> bool {
    SEEN.with_borrow(Option::is_some)
}

/// Lays something out to see how tall it gets; what of it is shown in the end is told by [`wrapped`].
pub(in crate::tui) fn trial<T>(lay_out: impl FnOnce() -> T) -> T {
    let set =
        |to| SEEN.with_borrow_mut(|seen| seen.as_mut().map(|seen| std::mem::replace(&mut seen.trial, to)));
    let before = set(true);
    let laid_out = lay_out();
    set(before.unwrap_or(false));
    laid_out
}

/// The text, longer if that is asked for: each word keeps its letters and gets a tail.
pub(in crate::tui) fn longer(text: &str) -> Cow<'_, str> {
    if !SEEN.with_borrow(|seen| seen.as_ref().is_some_and(|seen| seen.longer)) {
        return Cow::Borrowed(text);
    }
    let mut longer = String::with_capacity(text.len() * 2);
    let (mut letters, mut tail) = (0, 0);
    for character in text.chars() {
        if character.is_alphabetic() {
            letters += 1;
        } else if character == '~' {
            // What was laid out before is not made longer once more.
            tail += 1;
        } else if character.is_whitespace() {
            add_tail(&mut longer, letters, &mut tail);
        }
        longer.push(character);
    }
    add_tail(&mut longer, letters, &mut tail);
    Cow::Owned(longer)
}

/// Brings the tails so far up to three tenths of the letters so far.
fn add_tail(text: &mut String, letters: usize, tail: &mut usize) {
    while *tail * 10 < letters * 3 {
        text.push('~');
        *tail += 1;
    }
}

/// These lines were laid out.
pub(super) fn wrapped(lines: &[String]) {
    SEEN.with_borrow_mut(|seen| {
        if let Some(seen) = seen.as_mut().filter(|seen| !seen.trial) {
            seen.words.extend(lines.iter().flat_map(|line| line.split_whitespace()).map(str::to_owned));
        }
    });
}

/// This text did not fit.
pub(in crate::tui) fn cut(text: &str) {
    SEEN.with_borrow_mut(|seen| {
        if let Some(seen) = seen {
            seen.cut.push(text.to_owned());
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widgets::text::{fit, wrap};

    #[test]
    fn nothing_changes_until_somebody_looks_and_then_every_word_is_told() {
        assert_eq!(wrap("one two", 4), ["one", "two"]);
        begin(false);
        assert_eq!((wrap("one two", 4).len(), fit("three", 3)), (2, "th…".to_owned()));
        let seen = end();
        assert_eq!((seen.words, seen.cut), (vec!["one".into(), "two".into()], vec!["three".into()]));
        assert_eq!(end().words.len(), 0);
    }

    #[test]
    fn longer_is_a_third_longer_and_keeps_the_words_apart() {
        begin(true);
        let text = longer("Stand up, slowly; then 10 steps.\nRest.").into_owned();
        end();
        assert_eq!(text, "Stand~~ up,~ slowly;~ then~~ 10 steps.~\nRest.~");
        begin(true);
        assert_eq!(longer(&text), text);
        end();
    }
}
