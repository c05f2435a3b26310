//! Printing. A closed pipe is no error; a full disk is.

use std::fmt::Write as _;
use std::io::{self, ErrorKind, IsTerminal as _, Write};

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::CliError;
use crate::content::problem::is_unwanted;
use crate::journal::error::cause;
use crate::tui::terminal;

/// Largest file of settings or of one exercise, in bytes.
const SMALL: u64 = 1024 * 1024;

/// Prints text. Whatever a file, a name or an argument brought along: nothing in it can move the cursor.
///
/// # Errors
/// When standard output takes nothing, other than because its reader has gone.
pub fn text(text: &str) -> Result<(), CliError> {
    print(&clean(text))
}

/// Tells the person something beside the answer, on standard error. If nobody can read it, so be it.
pub fn say(text: &str) {
    let mut out = io::stderr().lock();
    let _ = writeln!(out, "{}", at_words(&format!("supple: {}", clean(text))));
}

/// Asks, on standard error, without a line break behind it. The screens give way: it is answered as a line.
pub fn ask(text: &str) {
    terminal::leave();
    let mut out = io::stderr().lock();
    let _ = write!(out, "{}", at_words(&clean(text))).and_then(|()| out.flush());
}

/// The same, broken at words where a terminal shows it, which would break in the middle of them.
fn at_words(text: &str) -> String {
    let width = terminal::size().filter(|_| io::stderr().is_terminal()).map(|(width, _)| usize::from(width));
    width.map_or_else(|| text.to_owned(), |width| folded(text, width))
}

/// Breaks at spaces. A word that is wider than a line, such as a path, stays whole: it can still be copied.
fn folded(text: &str, width: usize) -> String {
    let mut out = String::new();
    let mut column = 0;
    for piece in text.split_inclusive([' ', '\n']) {
        let word = piece.trim_end_matches([' ', '\n']);
        if column > 0 && column + word.width() > width {
            out.truncate(out.trim_end_matches(' ').len());
            out.push('\n');
            column = 0;
        }
        out.push_str(piece);
        column = if piece.ends_with('\n') { 0 } else { column + piece.width() };
    }
    out
}

fn print(text: &str) -> Result<(), CliError> {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(CliError::CannotWrite(format!("could not write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Prints a document whose maker has seen to it that nothing in it can do harm: another program reads it.
///
/// # Errors
/// As [`text`].
pub fn raw(document: &str) -> Result<(), CliError> {
    print(document)
}

/// Prints what another command had to say, byte for byte: it is that one's own word.
///
/// # Errors
/// As [`text`].
pub fn copy(mut from: impl io::Read) -> Result<(), CliError> {
    let mut out = io::stdout().lock();
    match io::copy(&mut from, &mut out).and_then(|_| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(CliError::CannotWrite(format!("could not write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Prints one JSON document on one line.
///
/// # Errors
/// As [`text`].
pub fn json(value: &impl Serialize) -> Result<(), CliError> {
    print(&json_text(value)?)
}

/// One JSON document on one line, with its end.
///
/// # Errors
/// A value that JSON cannot hold.
pub fn json_text(value: &impl Serialize) -> Result<String, CliError> {
    let mut line = serde_json::to_string(value)
        .map_err(|error| CliError::CannotWrite(format!("could not write JSON: {error}")))?;
    // Nearly always there is nothing to escape, and looking at many bytes at a time is many times quicker.
    let is_plain = |bytes: &[u8]| bytes.iter().fold(true, |plain, byte| plain & (b' '..=b'~').contains(byte));
    if !line.as_bytes().chunks(1024).all(is_plain) {
        line = escaped(&line);
    }
    line.push('\n');
    Ok(line)
}

/// JSON in which what a terminal would act on is written as an escape; it means the same.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c != '\n' && is_unwanted(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// Text from a file as it may be shown: nothing in it can move the cursor, hide or turn letters round.
pub fn harmless(text: &str) -> String {
    clean(text).replace('\n', "·")
}

/// The same for our own lines, whose ends stay.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c != '\n' && is_unwanted(c) { '·' } else { c }).collect()
}

/// The bytes of a small file; `None` where there is none. `any`: it need not be a regular file.
///
/// # Errors
/// When it is there and cannot be read, in words without the name.
pub fn read_small(path: &std::path::Path, any: bool) -> Result<Option<Vec<u8>>, String> {
    use std::io::Read;
    if path.is_dir() {
        return Err("is a folder, not a file".into());
    }
    // Opening a pipe would wait for somebody to write into it.
    if !any && path.exists() && !path.is_file() {
        return Err("is not a regular file".into());
    }
    let file = match std::fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound && !path.is_symlink() => return Ok(None),
        // In a place that cannot be, there is none either: whoever wants to write there is told.
        Err(error)
            if !any && matches!(error.kind(), ErrorKind::NotADirectory | ErrorKind::InvalidFilename) =>
        {
            return Ok(None);
        }
        Err(error) => return Err(format!("cannot be opened: {}", cause(&error))),
    };
    let mut bytes = Vec::new();
    file.take(SMALL + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| format!("cannot be read: {}", cause(&error)))?;
    Ok(Some(bytes))
}

/// The name of a file that was given on the command line, as it may be shown.
pub fn input_name(path: &std::path::Path) -> String {
    if path.as_os_str() == "-" { "standard input".to_owned() } else { harmless(&path.display().to_string()) }
}

/// A file's text; `-` is standard input.
///
/// # Errors
/// When it cannot be read, is no text, or is larger than 64 MiB.
pub fn read_input(path: &std::path::Path) -> Result<String, CliError> {
    use std::io::Read;
    const MOST: u64 = 64 * 1024 * 1024;
    let name = input_name(path);
    let fail = |error: &dyn std::fmt::Display| CliError::BadData(format!("{name}: {error}"));
    let cannot = |error: io::Error| fail(&format!("cannot be read: {}.", cause(&error)));
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        io::stdin().lock().take(MOST + 1).read_to_end(&mut bytes).map_err(cannot)?;
    } else {
        let file = std::fs::File::open(path)
            .map_err(|error| fail(&format!("cannot be opened ({}). Check the name.", cause(&error))))?;
        file.take(MOST + 1).read_to_end(&mut bytes).map_err(cannot)?;
    }
    if bytes.len() as u64 > MOST {
        return Err(fail(&"is larger than 64 MiB, which no such file is."));
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = good.split(|byte| *byte == b'\n').count();
        fail(&format!("line {line} is not UTF-8 text. Save the file as UTF-8."))
    })
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn what_is_asked_is_broken_between_words_and_nothing_is_lost() {
        let text = "supple: other people on this computer can read your journal.\nType yes to mend that: ";
        for width in [10, 20, 40, 60, 200] {
            let lines = folded(text, width);
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(words(&lines), words(text), "{width}");
            assert!(lines.lines().all(|line| line.trim_end().len() <= width), "{width}: {lines}");
            assert!(lines.ends_with(' '), "the answer stands apart from the question");
        }
        assert_eq!(folded("ab cd ef", 5), "ab cd\nef");
        assert_eq!(folded("in /a/very/long/path here", 8), "in\n/a/very/long/path\nhere");
    }
}
