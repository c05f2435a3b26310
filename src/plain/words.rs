//! Words for the ear: no signs that a screen reader spells out, one sentence a line.

use crate::content::problem::is_unwanted;
use crate::domain::dose::{Dose, Kind};
use crate::journal::event::Side;

/// Text as it may be said: typographic signs become plain ones, and nothing in it can move a cursor.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '“' | '”' | '„' => out.push('"'),
            '‘' | '’' => out.push('\''),
            '–' | '—' | '−' => out.push('-'),
            '…' => out.push_str("..."),
            '·' | '›' | '\t' | '\u{a0}' => out.push(' '),
            '×' => out.push('x'),
            '→' => out.push_str("to"),
            c if is_unwanted(c) => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Short forms after a number as whole words: `3 x 8 s` becomes `3 times 8 seconds`.
fn long(sentence: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in sentence.split(' ') {
        let bare = word.trim_end_matches(['.', ',', ':', ';', '?', ')']);
        let end = &word[bare.len()..];
        let before = words.last().map(|last| last.trim_start_matches('(').parse::<u32>());
        let whole = match (bare, before) {
            ("x", Some(Ok(_))) => Some("times"),
            ("s", Some(Ok(1))) => Some("second"),
            ("s", Some(Ok(_))) => Some("seconds"),
            ("min", Some(Ok(1))) => Some("minute"),
            ("min", Some(Ok(_))) => Some("minutes"),
            ("rep", Some(Ok(_))) => Some("repetition"),
            ("reps", Some(Ok(_))) => Some("repetitions"),
            _ => None,
        };
        words.push(whole.map_or_else(|| word.to_owned(), |whole| format!("{whole}{end}")));
    }
    words.join(" ")
}

/// The sentences of a text, each for a line of its own.
pub(super) fn sentences(text: &str) -> Vec<String> {
    text.lines().flat_map(sentences_of_line).collect()
}

fn sentences_of_line(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text.trim();
    while let Some(end) = end_of_sentence(rest) {
        let (sentence, after) = rest.split_at(end);
        lines.push(long(&plain(sentence.trim())));
        rest = after.trim_start();
    }
    if !rest.is_empty() {
        lines.push(long(&plain(rest)));
    }
    lines
}

/// Where the first sentence ends, if another one follows it.
fn end_of_sentence(text: &str) -> Option<usize> {
    text.match_indices(['.', '?', '!']).map(|(at, mark)| at + mark.len()).find(|&end| {
        let after = &text[end..];
        let next = after.trim_start_matches(['"', '”', ')']);
        next.strip_prefix(' ').is_some_and(|next| {
            next.starts_with(|c: char| c.is_uppercase() || c == '"' || c == '“')
                || next.starts_with("supple ")
        }) && after.len() == next.len()
    })
}

/// Words as a sentence: a capital, a full stop.
pub(super) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

/// Seconds as people say them: "20 seconds", "1 minute 30 seconds".
pub(super) fn seconds(seconds: u32) -> String {
    let part = |number: u32, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
    match (seconds / 60, seconds % 60) {
        (0, s) => part(s, "second"),
        (1, s) if s > 0 && seconds < 90 => part(seconds, "second"),
        (m, 0) => part(m, "minute"),
        (m, s) => format!("{} {}", part(m, "minute"), part(s, "second")),
    }
}

/// A dose in whole words.
pub(super) fn dose(kind: Kind, dose: Dose, sides: u32) -> String {
    let many = |number: u32, one: &str, more: &str| {
        if number == 1 { format!("1 {one}") } else { format!("{number} {more}") }
    };
    let holds = |number: u32| format!("{} of {}", many(number, "hold", "holds"), seconds(dose.hold_s));
    let work = match kind {
        Kind::Mobility | Kind::Reps => many(dose.reps, "repetition", "repetitions"),
        Kind::Hold | Kind::Stretch => holds(dose.reps),
        Kind::Sustained => holds(1),
        Kind::Minutes => seconds(dose.hold_s),
    };
    let work = match (kind, dose.sets) {
        (_, 0 | 1) => work,
        (Kind::Sustained, sets) => holds(sets),
        (Kind::Hold, 2) => {
            format!("2 sets, first {work}, then {}", holds(dose.reps.saturating_sub(2).max(1)))
        }
        (_, sets) => format!("{sets} sets of {work}"),
    };
    if sides == 2 { format!("{work}, each side") } else { work }
}

/// A side.
pub(super) fn side(side: Side) -> &'static str {
    match side {
        Side::Left => "left side",
        Side::Right => "right side",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_sentence_a_line() {
        let text =
            "Stop now. supple asks again. Is that right? It is 4.5, about 2 min. long \u{2192} or not.";
        assert_eq!(
            sentences(text),
            [
                "Stop now.",
                "supple asks again.",
                "Is that right?",
                "It is 4.5, about 2 minutes. long to or not."
            ]
        );
        assert_eq!(sentences("Health line: NHS 111"), ["Health line: NHS 111"]);
        assert!(sentences("  ").is_empty());
        assert_eq!(
            sentences("A small start: 3 x 8 s each side. Up from 5 reps (1 s) to 6 reps, x and s."),
            [
                "A small start: 3 times 8 seconds each side.",
                "Up from 5 repetitions (1 second) to 6 repetitions, x and s."
            ]
        );
    }

    #[test]
    fn nothing_moves_a_cursor_or_is_spelt_out() {
        assert_eq!(plain("“a”\u{1b}[2J\u{7} · b\u{202e}"), "\"a\" [2J    b ");
    }

    #[test]
    fn doses_in_whole_words() {
        for (kind, asked, sides, words) in [
            (Kind::Mobility, Dose::new(1, 6, 0), 1, "6 repetitions"),
            (Kind::Reps, Dose::new(1, 1, 0), 2, "1 repetition, each side"),
            (Kind::Reps, Dose::new(2, 7, 0), 1, "2 sets of 7 repetitions"),
            (Kind::Hold, Dose::new(1, 3, 8), 1, "3 holds of 8 seconds"),
            (
                Kind::Hold,
                Dose::new(2, 5, 10),
                2,
                "2 sets, first 5 holds of 10 seconds, then 3 holds of 10 seconds, each side",
            ),
            (Kind::Hold, Dose::new(3, 5, 10), 1, "3 sets of 5 holds of 10 seconds"),
            (Kind::Stretch, Dose::new(1, 2, 20), 2, "2 holds of 20 seconds, each side"),
            (Kind::Sustained, Dose::new(2, 1, 10), 1, "2 holds of 10 seconds"),
            (Kind::Minutes, Dose::new(1, 1, 60), 1, "1 minute"),
            (Kind::Minutes, Dose::new(1, 1, 150), 1, "2 minutes 30 seconds"),
            (Kind::Minutes, Dose::new(1, 1, 75), 1, "75 seconds"),
            (Kind::Sustained, Dose::new(1, 1, 1), 1, "1 hold of 1 second"),
        ] {
            assert_eq!(dose(kind, asked, sides), words);
        }
    }
}
