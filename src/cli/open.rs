//! From folders to a coach: read the content, read the journal, say what could not be read.

use std::collections::HashMap;
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
use crate::journal::amend::{Amended, amend, is_untouched};
use crate::journal::device::was_written;
use crate::journal::error::cause;
use crate::journal::event::Event;
use crate::journal::line::Entry;
use crate::journal::reader::Loaded;
use crate::journal::replay::Stamped;
use crate::journal::sabotage::{Mutant, on};
use crate::journal::store::{self, Places};
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

/// Where the journal is, and all that belongs to it.
pub fn places(paths: &Paths) -> Places {
    Places::new(&paths.data, &paths.state).with_shared(&paths.shared)
}

/// What comes with the program.
pub(super) struct Content {
    catalogue: Catalogue,
    rulebook: &'static RuleBook,
    regions: Regions,
}

impl Content {
    /// The coach with this past.
    pub(super) fn with(self, events: Vec<Stamped>) -> Coach {
        Coach::new(self.catalogue, self.rulebook, self.regions, events)
    }
}

/// The coach with this past.
///
/// # Errors
/// When the built-in content does not parse: a fault of the program.
pub fn coach(events: Vec<Stamped>) -> Result<Coach, CliError> {
    content().map(|content| content.with(events))
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

/// Entries -> events, and what could not be used. The events are taken out of the entries, which keep their
/// text.
pub fn events(loaded: &mut Loaded, now: DateTime<FixedOffset>) -> (Vec<Stamped>, Reading) {
    let held = loaded.is_too_damaged();
    // Most journals hold no correction, and copying ten years costs as much as reading them.
    if is_untouched(&loaded.entries) {
        return stamped(&mut loaded.entries, &Amended::default(), held, now);
    }
    let mut amended = amend(loaded.entries.iter_mut().map(Entry::moved).collect());
    let mut entries = std::mem::take(&mut amended.entries);
    stamped(&mut entries, &amended, held, now)
}

/// The events of entries as they count.
fn stamped(
    entries: &mut [Entry],
    amended: &Amended,
    held: bool,
    now: DateTime<FixedOffset>,
) -> (Vec<Stamped>, Reading) {
    let tomorrow = now + chrono::TimeDelta::days(1);
    let mut reading = Reading { held, ..Reading::default() };
    let mut events = Vec::with_capacity(entries.len());
    for entry in entries {
        // A body that was corrected, or that is no event of ours, was not read yet.
        let known = entry.body.take_event();
        let parsed =
            known.map_or_else(|| Event::parse(&entry.kind, entry.body.get()), |event| Ok(Some(event)));
        let id = || entry.id.clone();
        let session = parsed.as_ref().ok().and_then(Option::as_ref).and_then(Event::session);
        if session.is_some_and(|session| amended.gone.contains(session)) {
            continue;
        }
        // A shift beyond all calendars leaves the line where it was.
        let shift = session.and_then(|session| amended.moved.get(session));
        let ts = shift.and_then(|by| entry.ts.checked_add_signed(*by)).unwrap_or(entry.ts);
        match parsed {
            Ok(Some(_)) if ts > tomorrow => {
                reading.unusable.push((id(), "it is dated more than a day in the future".into()));
            }
            Ok(Some(event)) => events.push(Stamped { id: id(), at: ts, event }),
            Ok(None) => {
                reading.unknown += 1;
                reading.held |= entry.must;
            }
            Err(_) => {
                reading.held |= entry.must;
                reading.unusable.push((id(), misfit(&entry.kind, entry.body.get())));
            }
        }
    }
    (events, reading)
}

/// What a command that only looks has read. It is never given back: that would be done piece by piece, and takes
/// longer at ten years than all that the command works out, with the program at its end in any case.
pub type Looked = (ManuallyDrop<Coach>, ManuallyDrop<Loaded>, Reading);

/// Reads the journal for a command that only looks.
///
/// # Errors
/// When it is there but cannot be opened, or is gone although this machine wrote one.
pub fn look(paths: &Paths, now: DateTime<FixedOffset>) -> Result<Looked, CliError> {
    let (mut coach, loaded, reading) = past(paths, now, content)?;
    for problem in own_exercises(&mut coach, paths) {
        output::say(&problem);
    }
    for problem in super::physio::load(&mut coach, paths) {
        output::say(&problem);
    }
    if let Some(sentence) = unread_words(&loaded, &reading) {
        output::say(&sentence);
    }
    Ok((ManuallyDrop::new(coach), ManuallyDrop::new(loaded), reading))
}

/// The past and the rules of the safety check alone, without any exercises: enough to say what is due and
/// whether sessions are locked, as a prompt asks a hundred times a day. Nothing else may be asked of it.
///
/// # Errors
/// As [`look`].
pub fn glance(paths: &Paths, now: DateTime<FixedOffset>) -> Result<Coach, CliError> {
    let (coach, loaded, reading) = past(paths, now, rules)?;
    if let Some(sentence) = unread_words(&loaded, &reading) {
        output::say(&sentence);
    }
    // Not given back piece by piece: the line is printed and that is all.
    std::mem::forget(loaded);
    Ok(coach)
}

/// The journal with that content, which is read beside it.
fn past(
    paths: &Paths,
    now: DateTime<FixedOffset>,
    content: fn() -> Result<Content, CliError>,
) -> Result<(Coach, Loaded, Reading), CliError> {
    thread::scope(|scope| {
        let content = scope.spawn(content);
        let found = store::look(&paths.journal()).map_err(|error| CliError::BadData(error.to_string()))?;
        if found.is_none() && was_written(&paths.state) {
            return Err(CliError::BadData(format!(
                "there is no journal at {}, but this computer has written one. Put it back; or start supple in a \
                 terminal: it asks what to do. `supple doctor` says more.",
                paths.journal().display()
            )));
        }
        let mut loaded = found.unwrap_or_default();
        loaded.add_rescued(store::rescued(&places(paths)));
        let (events, reading) = events(&mut loaded, now);
        let content = content.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        let mut coach = content.with(events);
        coach.held = reading.held;
        Ok((coach, loaded, reading))
    })
}

/// Which field of a body does not fit its type, in words without the value: that may be about health.
fn misfit(kind: &str, body: &str) -> String {
    let fits = |body: &str| Event::parse(kind, body).map(drop);
    let fields: serde_json::Map<String, serde_json::Value> = match serde_json::from_str(body) {
        Ok(fields) => fields,
        Err(_) => return format!("{kind}: its body is no object, or names a field twice"),
    };
    let Err(whole) = fits(body) else { return format!("{kind}: a field is there twice") };
    if let Some(field) = whole.split("missing field `").nth(1).and_then(|rest| rest.split('`').next()) {
        return format!("{kind}: the field \"{field}\" is missing");
    }
    // The field to blame is the one without which there is another complaint, or none.
    let to_blame = fields.keys().find(|name| {
        let mut rest = fields.clone();
        rest.remove(*name);
        let missing = format!("missing field `{name}`");
        fits(&serde_json::Value::Object(rest).to_string())
            .map_or_else(|why| why.contains(&missing), |()| true)
    });
    match to_blame {
        Some(field) => {
            format!("{kind}: the field \"{}\" has a value that does not fit", output::harmless(field))
        }
        None => format!("{kind}: more than one field has a value that does not fit"),
    }
}

/// The numbers of the lines of which something is lost, each once.
pub fn lost_lines(loaded: &Loaded) -> Vec<usize> {
    let lost = loaded.problems.iter().filter(|problem| problem.line > 0 && problem.code.is_loss());
    let mut lines: Vec<usize> = lost.map(|problem| problem.line).collect();
    lines.dedup();
    lines
}

/// The line that an entry stands on.
pub fn line_of(loaded: &Loaded, id: &str) -> Option<usize> {
    let place = loaded.entries.iter().position(|entry| entry.id == id)?;
    loaded.at.get(place).copied().filter(|line| *line > 0)
}

/// The lines that these stand on, in the order asked for. At once: a journal of another program may hold
/// a million entries of which none can be used.
fn lines_of<'a>(loaded: &Loaded, ids: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let mut ids = ids.peekable();
    if ids.peek().is_none() {
        return Vec::new();
    }
    let lines = all_lines(loaded);
    ids.filter_map(|id| lines.get(id).copied()).collect()
}

/// The line of every entry that stands on one, by its id.
pub fn all_lines(loaded: &Loaded) -> HashMap<&str, usize> {
    let lines = loaded.entries.iter().map(|entry| entry.id.as_str()).zip(loaded.at.iter().copied());
    lines.filter(|(_, line)| *line > 0).collect()
}

/// What could not be read, in one sentence.
pub fn unread_words(loaded: &Loaded, reading: &Reading) -> Option<String> {
    let mut parts = Vec::new();
    if let Some(lines) = numbered(&lost_lines(loaded)) {
        parts.push(format!("{lines} of your journal could not be read"));
    }
    let unused = lines_of(loaded, reading.unusable.iter().map(|(id, _)| id.as_str()));
    if let Some(lines) = numbered(&unused) {
        parts.push(format!("{lines} of your journal could be read but not used"));
    }
    if reading.unknown > 0 {
        let come = if reading.unknown == 1 { "comes" } else { "come" };
        parts.push(format!("{} {come} from a newer supple", entries(reading.unknown)));
    }
    if parts.is_empty() {
        return None;
    }
    let good = loaded.entries.len().saturating_sub(reading.unusable.len() + reading.unknown);
    let held = if reading.held { " Until that is mended no dose rises." } else { "" };
    Some(format!(
        "{}. The other {} fine.{held} `supple doctor` says more.",
        parts.join("; "),
        if good == 1 { "entry is".to_owned() } else { format!("{good} entries are") },
    ))
}

/// "line 3", "lines 3, 7 and 12 more".
fn numbered(lines: &[usize]) -> Option<String> {
    const TOLD: usize = 8;
    let told: Vec<String> = lines.iter().take(TOLD).map(ToString::to_string).collect();
    match lines.len() {
        0 => None,
        1 => Some(format!("line {}", told.join(""))),
        n if n <= TOLD => Some(format!("lines {}", told.join(", "))),
        n => Some(format!("lines {} and {} more", told.join(", "), n - TOLD)),
    }
}

fn entries(number: usize) -> String {
    if number == 1 { "1 entry".into() } else { format!("{number} entries") }
}
