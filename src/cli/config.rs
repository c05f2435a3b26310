//! Finds and reads the settings file.

use std::path::Path;

use super::{CliError, ConfigVerb, Exit, output};
use crate::content::config::{Config, EXAMPLE};
use crate::content::own::text_of;
use crate::paths::Paths;
use crate::tui::keymap::checked;

/// `supple config path`, `supple config check`.
///
/// # Errors
/// For `check`: every mistake in the file, in words.
pub fn run(verb: ConfigVerb, named: Option<&Path>, paths: &Paths) -> Result<Exit, CliError> {
    let usual = paths.config_file();
    let path = named.unwrap_or(&usual);
    let name = output::harmless(&path.display().to_string());
    let words = match verb {
        ConfigVerb::Default => return default(),
        ConfigVerb::Path => format!("{name}\n"),
        ConfigVerb::Check => {
            read(named, paths)?;
            if path.exists() {
                format!("{name}: nothing wrong with it.\n")
            } else {
                format!(
                    "{name}: there is none, so everything is as it comes. `supple config default` prints one.\n"
                )
            }
        }
    };
    output::text(&words)?;
    Ok(Exit::Done)
}

/// `supple config default`: a settings file in which everything is as it comes.
///
/// # Errors
/// When standard output takes nothing.
pub fn default() -> Result<Exit, CliError> {
    output::text(EXAMPLE)?;
    Ok(Exit::Done)
}

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
    checked(&name, &text).map(Some).map_err(told)
}

fn bad(path: &Path, why: &str) -> CliError {
    CliError::BadData(format!("{}: {why}.", output::harmless(&path.display().to_string())))
}
