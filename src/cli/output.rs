//! Printing. A closed pipe is no error; a full disk is.

use std::io::{self, Write};

use serde::Serialize;

use super::CliError;

/// Prints text as it is.
///
/// # Errors
/// When standard output takes nothing, other than because its reader has gone.
pub fn text(text: &str) -> Result<(), CliError> {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
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
    let mut line = serde_json::to_string(value)
        .map_err(|error| CliError::CannotWrite(format!("could not write JSON: {error}")))?;
    line.push('\n');
    text(&line)
}

/// Text from a file as it may be shown: nothing in it can move the cursor, hide or turn letters round.
pub fn harmless(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' => ' ',
            '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => '·',
            c if c.is_control() => '·',
            c => c,
        })
        .collect()
}

/// A file's text; `-` is standard input.
///
/// # Errors
/// When it cannot be read, is no text, or is larger than 64 MiB.
pub fn read_input(path: &std::path::Path) -> Result<String, CliError> {
    use std::io::Read;
    const MOST: u64 = 64 * 1024 * 1024;
    let name = if path.as_os_str() == "-" { "standard input".to_owned() } else { path.display().to_string() };
    let fail = |error: &dyn std::fmt::Display| CliError::BadData(format!("{}: {error}", harmless(&name)));
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        io::stdin().lock().take(MOST + 1).read_to_end(&mut bytes).map_err(|error| fail(&error))?;
    } else {
        let file = std::fs::File::open(path)
            .map_err(|error| fail(&format!("cannot be opened ({error}). Check the name.")))?;
        file.take(MOST + 1).read_to_end(&mut bytes).map_err(|error| fail(&error))?;
    }
    if bytes.len() as u64 > MOST {
        return Err(fail(&"is larger than 64 MiB, which no such file is."));
    }
    String::from_utf8(bytes).map_err(|error| {
        let line = error.as_bytes()[..error.utf8_error().valid_up_to()].split(|b| *b == b'\n').count();
        fail(&format!("line {line} is not UTF-8 text. Save the file as UTF-8."))
    })
}
