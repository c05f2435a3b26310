//! `supple demo`: a throw-away home with twelve made-up weeks, gone again when the program is left.

use std::ffi::OsString;
use std::path::Path;

use super::save::remove_own_folder;
use super::{CliError, DemoArgs, Exit, coach, open, output};
use crate::clock::Clock;
use crate::content::config::Config;
use crate::demo;
use crate::journal::error::cause;
use crate::journal::id::random_hex;
use crate::journal::lay::lay;
use crate::journal::several;
use crate::paths::{self, Paths};

/// Runs it.
///
/// # Errors
/// A folder that takes no files, or what the program itself may run into.
pub fn run(
    args: &DemoArgs,
    config: &Config,
    how: coach::How,
    variable: &(impl Fn(&str) -> Option<OsString> + Copy + 'static),
) -> Result<Exit, CliError> {
    if let Some(folder) = &args.into {
        fill(folder)?;
        let name = output::harmless(&folder.display().to_string());
        output::text(&format!(
            "Twelve made-up weeks are in {name}. Look around with:\n  supple --home {name}\n"
        ))?;
        return Ok(Exit::Done);
    }
    coach::face(how, variable)?;
    let name = random_hex(4).map_err(|error| CliError::CannotWrite(error.to_string()))?;
    let folder = paths::throw_away(variable).join(format!("supple-demo-{name}"));
    fill(&folder)?;
    let home = Paths::find(Some(&folder), variable).map_err(|error| CliError::Usage(error.to_string()))?;
    let done = coach::run_in(&home, config, how, variable, coach::Mode::Demo);
    // It was made here, under a name that nobody else has.
    if let Err(why) = remove_own_folder(&folder) {
        output::say(&format!("the demo's folder {} is still there: {why}.", folder.display()));
    }
    done
}

fn fill(folder: &Path) -> Result<(), CliError> {
    let now = Clock::start().now().wall;
    let events = demo::weeks(open::coach(Vec::new())?, now);
    let journal = folder.join("journal.jsonl");
    let cannot = |why: &str| {
        CliError::CannotWrite(format!(
            "{} cannot be written: {why}. Name a folder without a journal in it.",
            output::harmless(&journal.display().to_string()),
        ))
    };
    // Beside a file that a computer has of its own it would count as the same person's.
    if several::files(&journal).is_ok_and(|there| there.iter().any(|file| *file != journal)) {
        return Err(cannot("a computer's own file of a journal is there"));
    }
    lay(&journal, &events).map_err(|error| cannot(&cause(&error)))
}
