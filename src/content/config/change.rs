//! One setting is changed: read the file, put the new value where the old one stands, read the outcome as
//! strictly as at a start, and only then write it. Both faces change settings here.

use super::edit::{self, Value};
use super::shelf::Shelf;
use super::table::Setting;
use super::{Config, ContentError};

/// Reads the text of a settings file, whose name comes first, and sees to it that all of it can be.
pub type Check = fn(&str, &str) -> Result<Config, ContentError>;

/// What was found where the settings file should be.
#[derive(Debug, Default)]
pub struct Found {
    /// What it says; nothing where there is none, or one with mistakes.
    pub says: toml::Table,
    /// Its text, to find lines in.
    pub text: String,
    /// There is a file.
    pub there: bool,
    /// Why it is left alone, one sentence each.
    pub trouble: Vec<String>,
}

impl Found {
    /// Looks.
    pub fn on(shelf: &dyn Shelf, check: Check) -> Found {
        let text = match shelf.read() {
            Ok(text) => text,
            Err(why) => return Found { trouble: vec![why], there: true, ..Found::default() },
        };
        let there = text.is_some();
        let text = text.unwrap_or_default();
        if let Err(error) = check(&shelf.name(), &text) {
            let trouble = error.problems.iter().map(ToString::to_string).collect();
            return Found { text, there, trouble, ..Found::default() };
        }
        let says = text.trim_start_matches('\u{feff}').parse().unwrap_or_default();
        Found { says, text, there, trouble: Vec::new() }
    }

    /// What a setting is: as the file says, else as it comes. `None`: it is written by hand and not there.
    pub fn value(&self, setting: &Setting) -> Option<Value> {
        setting.said(&self.says).or_else(|| setting.usual())
    }
}

/// Puts a value into the file, and gives what the file says then.
///
/// # Errors
/// Why nothing was changed, as sentences with the name of the file.
pub fn put(shelf: &mut dyn Shelf, check: Check, setting: &Setting, value: &Value) -> Result<Config, String> {
    let name = shelf.name();
    let before = shelf.read()?;
    let text = edit::set(&name, before.as_deref(), setting.part, setting.key, value)
        .map_err(|refusal| refusal.to_string())?;
    let config = check(&name, &text).map_err(|error| error.to_string())?;
    shelf.write(&text, before.as_deref())?;
    Ok(config)
}
