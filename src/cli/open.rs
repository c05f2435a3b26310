//! From folders to a coach: read the content, read the journal, say what could not be read.

use std::io::ErrorKind;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::thread;

use chrono::{DateTime, FixedOffset};

use super::{CliError, output};
use crate::coach::Coach;
use crate::content::regions::Regions;
use crate::content::{self, Catalogue, regions, screening_file};
use crate::domain::screening::rulebook::RuleBook;
use crate::figure;
use crate::journal::device::was_written;
use crate::journal::error::cause;
use crate::journal::past::{Past, Reading};
use crate::journal::reader::Loaded;
use crate::journal::replay::{Folded, Stamped};
use crate::journal::sabotage::{Mutant, on};
use crate::journal::several;
use crate::journal::store::{self, Places};
use crate::paths::Paths;

/// Where the journal is, and all that belongs to it.
pub fn places(paths: &Paths) -> Places {
    Places::new(&paths.data, &paths.state).with_shared(&paths.shared).with_own_file(paths.own_file)
}

/// What comes with the program.
pub(super) struct Content {
    catalogue: Catalogue,
    rulebook: &'static RuleBook,
    regions: Regions,
}

impl Content {
    /// The coach with this past.
    pub(super) fn with(self, past: Folded) -> Coach {
        Coach::with_past(self.catalogue, self.rulebook, self.regions, past)
    }
}

/// The coach with this past.
///
/// # Errors
/// When the built-in content does not parse: a fault of the program.
pub fn coach(events: Vec<Stamped>) -> Result<Coach, CliError> {
    with_past(Folded::of(events))
}

/// The same with a past that is folded already.
///
/// # Errors
/// As [`coach`].
pub fn with_past(past: Folded) -> Result<Coach, CliError> {
    content().map(|content| content.with(past))
}

/// Reads what comes with the program.
///
/// # Errors
/// As [`coach`].
pub(super) fn content() -> Result<Content, CliError> {
    thread::scope(|scope| {
        let rules = scope.spawn(rules);
        let catalogue = Catalogue::builtin().map_err(|error| broken(&error))?;
        let rules = rules.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        Ok(Content { catalogue, ..rules })
    })
}

/// The same without the exercises.
fn rules() -> Result<Content, CliError> {
    let rulebook = screening_file::rulebook().map_err(|error| broken(&error))?;
    let regions = regions::regions().map_err(|error| broken(&error))?;
    Ok(Content { catalogue: Catalogue::default(), rulebook, regions })
}

fn broken(error: &dyn std::error::Error) -> CliError {
    CliError::BadData(format!("supple's own content is broken: {error}"))
}

/// Adds the person's own exercises. What is wrong with them, in words; the built-in ones stay.
pub fn own_exercises(coach: &mut Coach, paths: &Paths) -> Vec<String> {
    let folder = paths.own_exercises();
    let named = |path: &Path| output::harmless(&path.display().to_string());
    let found = match toml_files(&folder) {
        Ok(found) => found,
        Err(why) => return vec![format!("{}: your own exercises cannot be read: {why}.", named(&folder))],
    };
    let mut files = Vec::new();
    let mut problems = Vec::new();
    for path in found {
        let name = named(&path);
        match output::read_small(&path, false) {
            Ok(None) => {} // gone since the folder was listed
            Ok(Some(bytes)) => match content::own::text_of(&name, &bytes) {
                Ok(text) => files.push((name, text)),
                Err(error) => problems.push(error.to_string()),
            },
            Err(why) => problems.push(format!("{name}: {why}.")),
        }
    }
    problems.extend(content::own::add(&mut coach.catalogue, &files).iter().map(ToString::to_string));
    // A mistake in a picture costs the picture, not the exercise.
    problems.extend(figure::mistakes(&coach.catalogue).iter().map(ToString::to_string));
    problems.retain(|_| !on(Mutant::BadFilesInSilence));
    problems
}

/// The `.toml` files of a folder, by name; none where there is no such folder.
///
/// # Errors
/// A folder that cannot be read, in words.
pub fn toml_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(cause(&error)),
    };
    let found: Result<Vec<PathBuf>, std::io::Error> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut found = found.map_err(|error| cause(&error))?;
    found.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    found.sort();
    Ok(found)
}

/// What a command that only looks has read. It is never given back: that would be done piece by piece, and takes
/// longer at ten years than all that the command works out, with the program at its end in any case.
pub type Looked = (ManuallyDrop<Coach>, Reading);

/// Reads the journal for a command that only looks.
///
/// # Errors
/// When it is there but cannot be opened, or is gone although this machine wrote one.
pub fn look(paths: &Paths, now: DateTime<FixedOffset>) -> Result<Looked, CliError> {
    let (mut coach, reading) = past(paths, now, content)?;
    for problem in own_exercises(&mut coach, paths) {
        output::say(&problem);
    }
    for problem in super::physio::load(&mut coach, paths) {
        output::say(&problem);
    }
    if let Some(sentence) = unread_words(&reading) {
        output::say(&sentence);
    }
    Ok((ManuallyDrop::new(coach), reading))
}

/// The entries themselves, for a command that shows them or names their lines.
///
/// # Errors
/// When the journal cannot be opened.
pub fn entries(paths: &Paths) -> Result<ManuallyDrop<Loaded>, CliError> {
    let found = several::look(&paths.journal()).map_err(|error| CliError::BadData(error.to_string()))?;
    let mut loaded = found.unwrap_or_default();
    loaded.add_rescued(store::rescued(&places(paths)));
    Ok(ManuallyDrop::new(loaded))
}

/// The past and the rules of the safety check alone, without any exercises: enough to say what is due and
/// whether sessions are locked, as a prompt asks a hundred times a day. Nothing else may be asked of it.
///
/// # Errors
/// As [`look`].
pub fn glance(paths: &Paths, now: DateTime<FixedOffset>) -> Result<Coach, CliError> {
    let (coach, reading) = past(paths, now, rules)?;
    if let Some(sentence) = unread_words(&reading) {
        output::say(&sentence);
    }
    Ok(coach)
}

/// The journal with that content, which is read beside it.
fn past(
    paths: &Paths,
    now: DateTime<FixedOffset>,
    content: fn() -> Result<Content, CliError>,
) -> Result<(Coach, Reading), CliError> {
    thread::scope(|scope| {
        let content = scope.spawn(content);
        let found =
            several::look_quickly(&paths.journal()).map_err(|error| CliError::BadData(error.to_string()))?;
        if found.is_none() && was_written(&paths.state) {
            return Err(CliError::BadData(format!(
                "there is no journal at {}, but this computer has written one. Put it back; or start supple in a \
                 terminal: it asks what to do. `supple doctor` says more.",
                paths.journal().display()
            )));
        }
        let rescued = store::rescued(&places(paths));
        let past = match found {
            Some(past) if rescued.is_empty() => past,
            // What waits outside the journal is told from what is in it by the entries.
            _ => Past::Whole(ManuallyDrop::into_inner(entries(paths)?)),
        };
        let (folded, reading) = past.at(now);
        let content = content.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        let mut coach = content.with(folded);
        coach.held = reading.held;
        Ok((coach, reading))
    })
}

/// What could not be read, in one sentence.
pub fn unread_words(reading: &Reading) -> Option<String> {
    let mut parts = Vec::new();
    if let Some(lines) = reading.files.listed(&reading.lost) {
        parts.push(format!("{lines} could not be read"));
    }
    let mut unused: Vec<usize> =
        reading.unusable.iter().map(|one| one.line).filter(|line| *line > 0).collect();
    unused.sort_unstable();
    if let Some(lines) = reading.files.listed(&unused) {
        parts.push(format!("{lines} could be read but not used"));
    }
    if reading.unknown > 0 {
        let come = if reading.unknown == 1 { "comes" } else { "come" };
        parts.push(format!("{} {come} from a newer supple", entries_words(reading.unknown)));
    }
    if parts.is_empty() {
        return None;
    }
    let good = reading.entries.saturating_sub(reading.unusable.len() + reading.unknown);
    let held = if reading.held { " Until that is mended no dose rises." } else { "" };
    Some(format!(
        "{}. The other {} fine.{held} `supple doctor` says more.",
        parts.join("; "),
        if good == 1 { "entry is".to_owned() } else { format!("{good} entries are") },
    ))
}

fn entries_words(number: usize) -> String {
    if number == 1 { "1 entry".into() } else { format!("{number} entries") }
}
