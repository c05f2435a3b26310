//! Finds and reads the settings file.

use std::path::Path;

use super::{CliError, output};
use crate::content::config_file::{Config, parse};
use crate::content::own::text_of;
use crate::paths::Paths;

/// The settings: of the file that was named, else of the usual one, else as they come.
///
/// # Errors
/// A named file that is not there, one that cannot be read, and every mistake in it, in words.
pub fn read(named: Option<&Path>, paths: &Paths) -> Result<Config, CliError> {
    match named {
        Some(path) => named_file(path),
        None => Ok(file(&paths.config_file(), false)?.unwrap_or_default()),
    }
}

/// The settings of a file that was named on the command line.
///
/// # Errors
/// As [`read`].
pub fn named_file(path: &Path) -> Result<Config, CliError> {
    file(path, true)?.ok_or_else(|| {
        bad(
            path,
            "there is no such file. Check the name after --config, or leave it out for the usual settings",
        )
    })
}

fn file(path: &Path, any: bool) -> Result<Option<Config>, CliError> {
    let Some(bytes) = output::read_small(path, any).map_err(|why| bad(path, &why))? else { return Ok(None) };
    let name = output::harmless(&path.display().to_string());
    let told = |error: crate::content::ContentError| CliError::BadData(error.to_string());
    let text = text_of(&name, &bytes).map_err(told)?;
    parse(&name, &text).map(Some).map_err(told)
}

fn bad(path: &Path, why: &str) -> CliError {
    CliError::BadData(format!("{}: {why}.", output::harmless(&path.display().to_string())))
}
