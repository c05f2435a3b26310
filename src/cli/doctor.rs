//! `supple doctor` and `supple paths`: what is where, what is damaged, what to do. No health content.

use std::fmt::Write as _;
use std::path::Path;

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use super::{CliError, Exit, Json, open, output};
use crate::journal::check::{self, Level};
use crate::journal::reader::Loaded;
use crate::journal::replay::Replay;
use crate::journal::store;
use crate::paths::Paths;

#[derive(Debug, Serialize)]
struct Report {
    status: &'static str,
    paths: Places,
    journal: Journal,
    findings: Vec<Finding>,
}

#[derive(Debug, Serialize)]
struct Places {
    home: Option<String>,
    data: String,
    config: String,
    state: String,
    journal: String,
}

#[derive(Debug, Serialize)]
struct Journal {
    path: String,
    bytes: usize,
    lines: usize,
    events: usize,
    damaged: Vec<usize>,
}

#[derive(Debug, Serialize)]
struct Finding {
    level: &'static str,
    code: String,
    text: String,
    line: Option<usize>,
}

fn shown(path: &Path) -> String {
    output::harmless(&path.display().to_string())
}

fn places(paths: &Paths) -> Places {
    Places {
        home: paths.home.as_deref().map(shown),
        data: shown(&paths.data),
        config: shown(&paths.config),
        state: shown(&paths.state),
        journal: shown(&paths.journal()),
    }
}

/// `supple paths`.
///
/// # Errors
/// When standard output takes nothing.
pub fn paths(args: &Json, paths: &Paths) -> Result<Exit, CliError> {
    let places = places(paths);
    if args.json {
        output::json(&places)?;
    } else {
        let mut out = String::new();
        let _ = writeln!(out, "journal  {}", places.journal);
        let _ = writeln!(out, "data     {}", places.data);
        let _ = writeln!(out, "config   {}", places.config);
        let _ = writeln!(out, "state    {}", places.state);
        output::text(&out)?;
    }
    Ok(Exit::Done)
}

/// `supple doctor`.
///
/// # Errors
/// A journal that cannot be opened at all.
pub fn run(args: &Json, paths: &Paths, now: DateTime<FixedOffset>) -> Result<Exit, CliError> {
    let found = store::look(&paths.journal()).map_err(|error| CliError::BadData(error.to_string()))?;
    let mut findings = Vec::new();
    if found.is_none() {
        findings.push(note("no-journal", "There is no journal yet. It begins with your first answer."));
    }
    let loaded = found.unwrap_or_default();
    findings.extend(check::check(&loaded, now).into_iter().map(|finding| Finding {
        level: level(finding.level),
        code: finding.code.to_owned(),
        text: finding.text,
        line: finding.line,
    }));
    if let Some(finding) = store::mode(&paths.journal()).and_then(check::check_mode) {
        findings.push(Finding {
            level: level(finding.level),
            code: finding.code.to_owned(),
            text: finding.text,
            line: None,
        });
    }
    let (events, reading) = open::events(&loaded, now);
    findings.extend(unusable(&loaded, &reading.unusable));
    let history = Replay::of(&events).finish();
    let implausible: Vec<(String, String)> =
        history.implausible.into_iter().map(|implausible| (implausible.id, implausible.why)).collect();
    findings.extend(unusable(&loaded, &implausible));
    let mut coach = open::coach(Vec::new())?;
    for problem in open::own_exercises(&mut coach, paths) {
        findings.push(Finding { level: "attention", code: "own-exercise".into(), text: problem, line: None });
    }

    let status = if findings.iter().any(|finding| finding.level == "attention") {
        "attention"
    } else if findings.is_empty() {
        "clean"
    } else {
        "notes"
    };
    let mut damaged: Vec<usize> = loaded
        .problems
        .iter()
        .filter(|problem| problem.line > 0 && problem.code.is_loss())
        .map(|problem| problem.line)
        .collect();
    damaged.dedup();
    let report = Report {
        status,
        paths: places(paths),
        journal: Journal {
            path: shown(&paths.journal()),
            bytes: loaded.bytes,
            lines: loaded.lines,
            events: loaded.entries.len(),
            damaged,
        },
        findings,
    };
    if args.json {
        output::json(&report)?;
    } else {
        output::text(&text(&report))?;
    }
    Ok(if report.findings.is_empty() { Exit::Done } else { Exit::No })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Note => "note",
        Level::Attention => "attention",
    }
}

fn note(code: &str, text: &str) -> Finding {
    Finding { level: "note", code: code.into(), text: text.into(), line: None }
}

fn unusable<'a>(loaded: &'a Loaded, entries: &'a [(String, String)]) -> impl Iterator<Item = Finding> + 'a {
    entries.iter().map(|(id, why)| {
        let place = loaded.entries.iter().position(|entry| entry.id == *id);
        let line = place.and_then(|place| loaded.at.get(place).copied());
        let at = line.map_or_else(|| format!("Entry {id}"), |line| format!("Line {line}"));
        Finding {
            level: "attention",
            code: "implausible".into(),
            text: format!("{at} is kept but not used: {}.", output::harmless(why)),
            line,
        }
    })
}

fn text(report: &Report) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "journal  {}", report.journal.path);
    let _ = writeln!(
        out,
        "         {} bytes, {} lines, {} events",
        report.journal.bytes, report.journal.lines, report.journal.events
    );
    let _ = writeln!(out, "config   {}\nstate    {}", report.paths.config, report.paths.state);
    if report.findings.is_empty() {
        out.push_str("\nNothing to report.\n");
    }
    for finding in &report.findings {
        let mark = if finding.level == "attention" { "!" } else { "-" };
        let _ = writeln!(out, "\n{mark} {}", finding.text);
    }
    out
}
