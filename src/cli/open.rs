//! From folders to a coach: read the content, read the journal, say what could not be read.

use chrono::{DateTime, FixedOffset};

use super::CliError;
use crate::coach::Coach;
use crate::content::{self, Catalogue, regions, screening_file};
use crate::journal::amend::amend;
use crate::journal::event::Event;
use crate::journal::line::Entry;
use crate::journal::reader::Loaded;
use crate::journal::replay::Stamped;
use crate::journal::store;
use crate::paths::Paths;

/// What was read from the journal, beside the history itself.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Lines that are there but cannot be used, with the reason; no health content.
    pub unusable: Vec<(String, String)>,
    /// Lines of a type that this version does not know.
    pub unknown: usize,
    /// Whether doses may not rise.
    pub held: bool,
}

/// The coach without any past.
///
/// # Errors
/// When the built-in content does not parse: a fault of the program.
pub fn coach(events: Vec<Stamped>) -> Result<Coach, CliError> {
    let fault = |error: String| CliError::BadData(format!("supple's own content is broken: {error}"));
    let catalogue = Catalogue::builtin().map_err(|error| fault(error.to_string()))?;
    let rulebook = screening_file::rulebook().map_err(|error| fault(error.to_string()))?;
    let regions = regions::regions().map_err(|error| fault(error.to_string()))?;
    Ok(Coach::new(catalogue, rulebook, regions, events))
}

/// Adds the person's own exercises. What is wrong with them, in words; the built-in ones stay.
pub fn own_exercises(coach: &mut Coach, paths: &Paths) -> Vec<String> {
    let folder = paths.own_exercises();
    let Ok(entries) = std::fs::read_dir(&folder) else { return Vec::new() };
    let mut files = Vec::new();
    let mut problems = Vec::new();
    let mut found: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    found.sort();
    for path in found.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "toml")) {
        let name = path.display().to_string();
        match std::fs::read(&path)
            .map_err(|error| error.to_string())
            .and_then(|bytes| content::own::text_of(&name, &bytes).map_err(|error| error.to_string()))
        {
            Ok(text) => files.push((name, text)),
            Err(why) => problems.push(why),
        }
    }
    problems.extend(content::own::add(&mut coach.catalogue, &files).iter().map(ToString::to_string));
    problems
}

/// Entries -> events, and what could not be used.
pub fn events(loaded: &Loaded, now: DateTime<FixedOffset>) -> (Vec<Stamped>, Reading) {
    let amended = amend(loaded.entries.clone());
    let mut reading = Reading { held: loaded.is_too_damaged(), ..Reading::default() };
    let mut events = Vec::with_capacity(amended.entries.len());
    for Entry { id, ts, kind, body, must, .. } in amended.entries {
        match Event::parse(&kind, body.get()) {
            Ok(Some(_)) if ts > now + chrono::TimeDelta::days(1) => {
                reading.unusable.push((id, "it is dated more than a day in the future".into()));
            }
            Ok(Some(event)) => events.push(Stamped { id, at: ts, event }),
            Ok(None) => {
                reading.unknown += 1;
                reading.held |= must;
            }
            Err(why) => {
                reading.held |= must;
                reading.unusable.push((id, why));
            }
        }
    }
    (events, reading)
}

/// Reads the journal for a command that only looks.
///
/// # Errors
/// When it is there but cannot be opened.
pub fn look(paths: &Paths, now: DateTime<FixedOffset>) -> Result<(Coach, Loaded, Reading), CliError> {
    let loaded = store::look(&paths.journal())
        .map_err(|error| CliError::BadData(error.to_string()))?
        .unwrap_or_default();
    let (events, reading) = events(&loaded, now);
    let mut coach = coach(events)?;
    coach.held = reading.held;
    for problem in own_exercises(&mut coach, paths) {
        eprintln!("supple: {problem}");
    }
    say_unread(&loaded, &reading);
    Ok((coach, loaded, reading))
}

/// One sentence on standard error where something could not be read: never silently ignored.
fn say_unread(loaded: &Loaded, reading: &Reading) {
    if let Some(sentence) = unread_words(loaded, reading) {
        eprintln!("supple: {sentence}");
    }
}

/// What could not be read, in one sentence.
pub fn unread_words(loaded: &Loaded, reading: &Reading) -> Option<String> {
    let mut parts = Vec::new();
    let lines: Vec<String> = {
        let mut lines: Vec<usize> = loaded
            .problems
            .iter()
            .filter(|problem| problem.line > 0 && problem.code.is_loss())
            .map(|problem| problem.line)
            .collect();
        lines.dedup();
        lines.iter().map(ToString::to_string).collect()
    };
    match lines.as_slice() {
        [] => {}
        [line] => parts.push(format!("line {line} of your journal could not be read")),
        some => parts.push(format!("lines {} of your journal could not be read", some.join(", "))),
    }
    if !reading.unusable.is_empty() {
        parts.push(format!("{} could be read but not used", entries(reading.unusable.len())));
    }
    if reading.unknown > 0 {
        parts.push(format!("{} come from a newer supple", entries(reading.unknown)));
    }
    if parts.is_empty() {
        return None;
    }
    let good = loaded.entries.len() - reading.unusable.len().min(loaded.entries.len());
    let held = if reading.held { " Until that is mended no dose rises." } else { "" };
    Some(format!(
        "{}. The other {} fine.{held} `supple doctor` says more.",
        parts.join("; "),
        if good == 1 { "entry is".to_owned() } else { format!("{good} entries are") },
    ))
}

fn entries(number: usize) -> String {
    if number == 1 { "1 entry".into() } else { format!("{number} entries") }
}
