//! What is wrong with a content file: the file, the line, the column, what was found and what to do.

use std::cell::RefCell;
use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::journal::sabotage::{Mutant, on};

/// Most problems that are told about one file; the rest would only bury the first.
const MOST: usize = 20;

/// Longest piece of a person's own file that is echoed in a message, in characters.
const ECHO: usize = 60;

/// One thing that is wrong in one file, told to the person who wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// File name, without control characters.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What was found.
    pub what: String,
    /// What to do about it.
    pub fix: String,
    /// The line itself, shortened and without control characters.
    pub line_text: String,
    /// Where in `line_text` the problem stands, in characters, from 0.
    mark: usize,
}

impl Problem {
    /// A problem about a file as a whole, or at a place found earlier.
    pub fn at(file: &str, (line, column): (usize, usize), what: &str, fix: &str) -> Problem {
        Problem {
            // Whole, however long: the end of it says which file it is.
            file: file.chars().map(visible).collect(),
            line,
            column,
            what: what.to_owned(),
            fix: fix.to_owned(),
            line_text: String::new(),
            mark: 0,
        }
    }

    /// The line itself and the column of the problem in it, from 0, in characters; `None` where the problem
    /// is about a file as a whole.
    pub fn place_in_line(&self) -> Option<(&str, usize)> {
        (!self.line_text.trim().is_empty()).then_some((self.line_text.as_str(), self.mark))
    }

    /// The message with a picture of the line and a mark under the place; plain text, several lines.
    pub fn picture(&self) -> String {
        let start: usize = self.line_text.chars().take(self.mark).map(char::len_utf8).sum();
        let end = start + self.line_text[start..].chars().next().map_or(0, char::len_utf8);
        let report = &[Level::ERROR.primary_title(self.what.as_str()).element(
            Snippet::source(self.line_text.as_str())
                .line_start(self.line)
                .path(self.file.as_str())
                .annotation(AnnotationKind::Primary.span(start..end).label(self.fix.as_str())),
        )];
        Renderer::plain().render(report)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}; {}", self.file, self.line, self.column, self.what, self.fix)
    }
}

/// Why a content file, or the catalogue as a whole, was not taken. Holds at least one problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentError {
    /// All that was found, in the order of the file.
    pub problems: Vec<Problem>,
}

impl ContentError {
    /// An error of one problem.
    pub fn one(problem: Problem) -> ContentError {
        ContentError { problems: vec![problem] }
    }
}

impl fmt::Display for ContentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, problem) in self.problems.iter().enumerate() {
            if n > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ContentError {}

/// A file being read, and what was found wrong with it so far.
pub(super) struct Report<'a> {
    file: &'a str,
    text: &'a str,
    problems: RefCell<Vec<Problem>>,
}

impl<'a> Report<'a> {
    /// Nothing found yet.
    pub(super) fn new(file: &'a str, text: &'a str) -> Report<'a> {
        Report { file, text, problems: RefCell::new(Vec::new()) }
    }

    /// Line and column, both from 1, of a byte offset.
    pub(super) fn place(&self, offset: usize) -> (usize, usize) {
        let mut at = offset.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let before = &self.text[..at];
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |n| n + 1);
        (line, before[start..].chars().count() + 1)
    }

    /// Notes a problem at a place of the text.
    pub(super) fn add(&self, span: Range<usize>, what: &str, fix: &str) {
        let mut problems = self.problems.borrow_mut();
        if problems.len() >= MOST {
            return;
        }
        let (line, column) = self.place(span.start);
        let whole = self.text.split('\n').nth(line - 1).unwrap_or_default();
        let skipped = (column - 1).saturating_sub(ECHO);
        let line_text: String =
            whole.trim_end_matches('\r').chars().skip(skipped).take(2 * ECHO).map(visible).collect();
        let mark = (column - 1 - skipped).min(line_text.chars().count());
        let mut problem = Problem::at(self.file, (line, column), what, fix);
        problem.line_text = line_text;
        problem.mark = mark;
        // Two brackets that do not end are noticed at one place.
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    }

    /// Whether nothing is wrong so far.
    pub(super) fn is_clean(&self) -> bool {
        self.problems.borrow().is_empty()
    }

    /// Whether more would not be told anyway.
    pub(super) fn is_full(&self) -> bool {
        self.problems.borrow().len() >= MOST
    }

    /// All that was found, in the order of the file.
    pub(super) fn into_error(self) -> ContentError {
        let mut problems = self.problems.into_inner();
        problems.sort_by_key(|problem| (problem.line, problem.column));
        ContentError { problems }
    }
}

/// A person's own text as it may stand in a message: no control characters, not too long.
pub(crate) fn shown(text: &str) -> String {
    let mut out: String = text.chars().take(ECHO).map(visible).collect();
    if text.chars().nth(ECHO).is_some() {
        out.push('…');
    }
    out
}

/// The character, or a stand-in for one that a terminal would act on or not show.
fn visible(c: char) -> char {
    match c {
        '\t' => ' ',
        c if is_unwanted(c) => '\u{fffd}',
        c => c,
    }
}

/// Control characters, and those that are invisible or turn the direction of the text round.
pub(crate) fn is_unwanted(c: char) -> bool {
    !on(Mutant::RawText)
        && (c.is_control()
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'))
}
