//! `supple doctor` and `supple paths`: what is where, what is damaged, what to do. No health content.

mod around;
mod probe;
mod tidy;
mod words;

use std::ffi::OsString;
use std::path::Path;

use chrono::{DateTime, FixedOffset};
use clap::Args;
use serde::Serialize;

use super::{CliError, Exit, Json, open, output};
use crate::clock::Clock;
use crate::journal::check::{self, Level};
use crate::journal::device::was_written;
use crate::journal::event::Event;
use crate::journal::parts::MAIN;
use crate::journal::past;
use crate::journal::reader::Loaded;
use crate::journal::replay::{Replay, Stamped};
use crate::journal::{several, store, stray};
use crate::paths::Paths;

/// Of `doctor`.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// As JSON
    #[arg(long)]
    pub json: bool,
    /// For a bug report: counts, codes and line numbers only, no names and no words of yours
    #[arg(long, conflicts_with = "json")]
    pub report: bool,
    /// Move lines that cannot be read out of the journal; they and the journal as it was are kept
    #[arg(long, conflicts_with_all = ["json", "report"])]
    pub tidy: bool,
}

#[derive(Debug, Serialize)]
struct Report {
    status: &'static str,
    paths: Places,
    journal: Journal,
    facts: around::Facts,
    findings: Vec<Finding>,
}

#[derive(Debug, Serialize)]
struct Places {
    home: Option<String>,
    data: String,
    config: String,
    config_file: String,
    exercises: String,
    plans: String,
    state: String,
    journal: String,
    /// The file that this computer adds to.
    written: String,
    /// All files that the journal is made of by now.
    journal_files: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Journal {
    path: String,
    /// Where it really is, when its name is a link.
    link: Option<String>,
    exists: bool,
    /// How long it took to read, in ms.
    read_ms: u128,
    bytes: usize,
    lines: usize,
    events: usize,
    first: Option<String>,
    last: Option<String>,
    /// Lines of `path` of which something is lost.
    damaged: Vec<usize>,
    /// The files that computers have of their own.
    others: Vec<Own>,
}

/// A file that a computer has of its own.
#[derive(Debug, Serialize)]
struct Own {
    name: String,
    /// Where it really is, when its name is a link.
    link: Option<String>,
    bytes: usize,
    lines: usize,
    damaged: Vec<usize>,
}

#[derive(Debug, Serialize)]
struct Finding {
    level: &'static str,
    code: String,
    text: String,
    line: Option<usize>,
    /// The file that the line is in, where that is not the usual one.
    file: Option<String>,
}

fn places(paths: &Paths, config: Option<&Path>) -> Places {
    let text = |path: &Path| path.display().to_string();
    let files = several::files(&paths.journal()).unwrap_or_default();
    Places {
        written: text(&open::places(paths).written()),
        journal_files: files.iter().map(|path| text(path)).collect(),
        home: paths.home.as_deref().map(text),
        data: text(&paths.data),
        config: text(&paths.config),
        config_file: config.map_or_else(|| text(&paths.config_file()), text),
        exercises: text(&paths.own_exercises()),
        plans: text(&paths.plans()),
        state: text(&paths.state),
        journal: text(&paths.journal()),
    }
}

/// `supple paths`. `config`: the settings file that was named in place of the usual one.
///
/// # Errors
/// When standard output takes nothing.
pub fn paths(args: &Json, paths: &Paths, config: Option<&Path>) -> Result<Exit, CliError> {
    let places = places(paths, config);
    if args.json {
        output::json(&places)?;
        return Ok(Exit::Done);
    }
    let own = places.journal_files.iter().filter(|file| **file != places.journal).map(|file| ("", file));
    let mut rows = vec![("journal", &places.journal)];
    rows.extend(own);
    if places.written != places.journal {
        rows.push(("adds to", &places.written));
    }
    rows.extend([
        ("data", &places.data),
        ("config", &places.config),
        ("settings", &places.config_file),
        ("exercises", &places.exercises),
        ("plans", &places.plans),
        ("state", &places.state),
    ]);
    let rows: Vec<String> =
        rows.iter().map(|(name, place)| format!("{name:<10} {}\n", output::harmless(place))).collect();
    output::text(&rows.concat())?;
    Ok(Exit::Done)
}

/// `supple doctor`. `config`: the settings file that was named in place of the usual one.
///
/// # Errors
/// A journal that cannot be opened at all (after the report), or a named settings file with a mistake.
pub fn run(
    args: &DoctorArgs,
    paths: &Paths,
    config: Option<&Path>,
    now: DateTime<FixedOffset>,
    variable: &impl Fn(&str) -> Option<OsString>,
) -> Result<Exit, CliError> {
    if args.tidy {
        return tidy::run(paths, now);
    }
    let mut findings = Vec::new();
    if let Err(error) = super::config::read(config, paths) {
        if config.is_some() {
            return Err(error);
        }
        findings.extend(error.to_string().lines().map(|line| attention("config", line)));
    }
    let clock = Clock::start();
    let (found, unreadable) = match several::look(&paths.journal()) {
        Ok(found) => (found, None),
        Err(error) => (None, Some(error.to_string())),
    };
    let read_ms = clock.now().mono.as_millis();
    let exists = found.is_some() || unreadable.is_some();
    if let Some(why) = &unreadable {
        findings.insert(0, attention("unreadable", &format!("The journal cannot be read. {why}.")));
    } else if !exists && was_written(&paths.state) {
        findings.push(attention(
            "journal-gone",
            "There is no journal, but this computer has written one. Was it moved, is a disk not there, or has \
             syncing not finished? Put it back; or start supple, which asks whether to begin a new one.",
        ));
    }
    let mut loaded = found.unwrap_or_default();
    findings.extend(journal_findings(&mut loaded, paths, now));
    findings.extend(super::merge::second_copies(paths, &|| Some(loaded.clone()), now).into_iter().map(
        |copy| Finding {
            level: if copy.matters { "attention" } else { "note" },
            code: "second-copy".into(),
            text: copy.text,
            line: None,
            file: None,
        },
    ));
    let (facts, more) = around::look(paths, exists.then_some(&loaded), variable);
    findings.extend(more);
    let mut coach = open::coach(Vec::new())?;
    findings
        .extend(open::own_exercises(&mut coach, paths).iter().map(|words| attention("own-exercise", words)));

    findings.extend(super::physio::load(&mut coach, paths).iter().map(|words| attention("plan", words)));

    let status = if findings.iter().any(|finding| finding.level == "attention") {
        "attention"
    } else if findings.is_empty() {
        "clean"
    } else {
        "notes"
    };
    let report = Report {
        status,
        paths: places(paths, config),
        journal: Journal {
            path: paths.journal().display().to_string(),
            link: stray::link_of(&paths.journal()).map(|target| target.display().to_string()),
            exists,
            read_ms,
            bytes: loaded.bytes,
            lines: loaded.lines,
            events: loaded.entries.len(),
            first: around::day(&loaded, false),
            last: around::day(&loaded, true),
            damaged: damaged_in(&loaded, None),
            others: own_files(&loaded, paths),
        },
        facts,
        findings,
    };
    if args.json {
        output::json(&report)?;
    } else if args.report {
        output::text(&words::report(&report))?;
    } else {
        output::text(&words::text(&report))?;
    }
    match unreadable {
        Some(why) => Err(CliError::BadData(why)),
        None if report.findings.is_empty() => Ok(Exit::Done),
        None => Ok(Exit::No),
    }
}

/// The lines of one file of which something is lost; of the usual one where it has no name.
fn damaged_in(loaded: &Loaded, file: Option<&str>) -> Vec<usize> {
    let lines = loaded.lost_lines().into_iter().map(|line| loaded.files.find(line));
    lines.filter(|(of, _)| *of == file).map(|(_, line)| line).collect()
}

/// The files that computers have of their own.
fn own_files(loaded: &Loaded, paths: &Paths) -> Vec<Own> {
    let own = loaded.files.all().iter().filter(|part| part.name != MAIN);
    own.map(|part| Own {
        name: part.name.clone(),
        link: stray::link_of(&paths.data.join(&part.name)).map(|target| target.display().to_string()),
        bytes: part.bytes,
        lines: part.lines,
        damaged: damaged_in(loaded, Some(&part.name)),
    })
    .collect()
}

/// What is to be said about the journal's lines, and about who else may read it.
fn journal_findings(loaded: &mut Loaded, paths: &Paths, now: DateTime<FixedOffset>) -> Vec<Finding> {
    // Of several files the one that is most open to others.
    let files = several::files(&paths.journal()).unwrap_or_default();
    let modes = files.iter().filter_map(|path| store::mode(path)).reduce(|all, mode| all | mode);
    let mode = modes.and_then(check::check_mode);
    let mut findings: Vec<Finding> = check::check(loaded, now)
        .into_iter()
        .chain(mode)
        .map(|finding| {
            let (file, line) = place(loaded, finding.line);
            let (level, code) = (level(finding.level), finding.code.to_owned());
            Finding { level, code, text: finding.text, line, file }
        })
        .collect();
    let (events, reading) = past::events(loaded, now);
    if reading.unknown > 0 {
        let text = format!(
            "{} of a kind that this version of supple does not know; kept, and not used.",
            if reading.unknown == 1 {
                "1 entry is".to_owned()
            } else {
                format!("{} entries are", reading.unknown)
            }
        );
        findings.push(Finding { level: "note", code: "unknown-kind".into(), text, line: None, file: None });
    }
    if reading.held && !loaded.is_too_damaged() {
        let text = "An entry that cannot be understood here bears on how hard exercises may be, so loads stay as they \
                    are. A newer supple may know it.";
        findings.push(attention("held", text));
    }
    findings.extend(unended(&events));
    let history = Replay::of(&events).finish();
    let lines = loaded.all_lines();
    let implausible = history.implausible.into_iter().map(|implausible| (implausible.id, implausible.why));
    findings.extend(reading.unusable.into_iter().map(|one| (one.id, one.why)).chain(implausible).map(
        |(id, why)| {
            let line = lines.get(id.as_str()).copied();
            let place = line.map_or_else(|| format!("Entry {id}"), |line| check::at(loaded, line));
            let text = format!("{place} is kept but not used: {}.", output::harmless(&why));
            let (file, line) = self::place(loaded, line);
            Finding { level: "attention", code: "implausible".into(), text, line, file }
        },
    ));
    findings
}

/// The file, where it is not the usual one, and the line in it.
fn place(loaded: &Loaded, line: Option<usize>) -> (Option<String>, Option<usize>) {
    let Some(line) = line else { return (None, None) };
    let (file, line) = loaded.files.find(line);
    (file.map(str::to_owned), Some(line))
}

/// Sessions that were begun and have no end; the last one may still go on.
fn unended(events: &[Stamped]) -> Option<Finding> {
    let mut open: Vec<&str> = Vec::new();
    for stamped in events {
        match &stamped.event {
            Event::SessionStarted(_) => open.push(&stamped.id),
            Event::SessionEnded(ended) => open.retain(|id| *id != ended.session),
            _ => {}
        }
    }
    let last = events.iter().rev().find(|stamped| matches!(stamped.event, Event::SessionStarted(_)));
    let count = open.iter().filter(|id| last.is_none_or(|last| last.id != **id)).count();
    let text = format!(
        "{} no end, as when a terminal was closed. What was done in {} counts.",
        if count == 1 { "1 session has".to_owned() } else { format!("{count} sessions have") },
        if count == 1 { "it" } else { "them" },
    );
    (count > 0).then(|| note("no-end", text))
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Note => "note",
        Level::Attention => "attention",
    }
}

fn attention(code: &str, text: &str) -> Finding {
    Finding { level: "attention", code: code.into(), text: text.into(), line: None, file: None }
}

fn note(code: &str, text: String) -> Finding {
    Finding { level: "note", code: code.into(), text, line: None, file: None }
}
