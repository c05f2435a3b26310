//! The one door through which a command makes files outside the journal: new ones, for their owner only,
//! never over another.

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::Path;

use super::{CliError, output};
use crate::journal::error::cause;

/// Makes a new file with this text. `other` says what to do instead, as a sentence.
///
/// # Errors
/// A file of that name, and a folder that takes none; nothing is left behind then.
pub fn new_file(path: &Path, text: &str, other: &str) -> Result<(), CliError> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let name = output::harmless(&path.display().to_string());
    let cannot = |why: String| Err(CliError::CannotWrite(format!("{name} {why} {other}")));
    let file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    let mut file = match file {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return cannot("is there already, and nothing is overwritten.".to_owned());
        }
        Err(error) => return cannot(format!("cannot be written: {}.", cause(&error))),
    };
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    written.or_else(|error| {
        // Half a file is worse than none.
        let _ = std::fs::remove_file(path);
        cannot(format!("could not be written whole: {}.", cause(&error)))
    })
}

/// A file without a name: written at one end, read at the other, gone when both are closed.
#[derive(Debug)]
pub struct Spool {
    /// The end to write to.
    pub write: File,
    /// The end to read from.
    pub read: File,
}

/// Makes one, at a place that nobody else uses.
///
/// # Errors
/// A folder that takes no files.
pub fn spool(place: &Path) -> Result<Spool, CliError> {
    new_file(place, "", "Set TMPDIR to a folder that takes files.")?;
    let opened = || {
        let write = std::fs::OpenOptions::new().write(true).open(place)?;
        let read = File::open(place)?;
        std::fs::remove_file(place).map(|()| Spool { write, read })
    };
    opened().map_err(|error| CliError::CannotWrite(format!("{}: {}.", place.display(), cause(&error))))
}

/// Removes a folder that the program made for itself, with all that is in it.
///
/// # Errors
/// Why it is still there.
pub fn remove_own_folder(path: &Path) -> Result<(), String> {
    std::fs::remove_dir_all(path).map_err(|error| cause(&error))
}

/// Makes the folder that a new file goes into, and those above it.
///
/// # Errors
/// A folder that cannot be made, in words.
pub fn folder_of(path: &Path) -> Result<(), CliError> {
    let Some(folder) = path.parent() else { return Ok(()) };
    std::fs::create_dir_all(folder).map_err(|error| {
        let name = output::harmless(&folder.display().to_string());
        CliError::CannotWrite(format!("{name} cannot be made: {}.", cause(&error)))
    })
}
