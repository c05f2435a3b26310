//! `supple forget`: takes an entry out of the journal for good. It says what goes, what keeps it all the
//! same, and asks; what a standing flag rests on stays.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};
use clap::Args;

use super::coach::ask;
use super::{CliError, Exit, open, output};
use crate::coach::Coach;
use crate::journal::amend::{CORRECT, RETRACT};
use crate::journal::event::Event;
use crate::journal::imported::BOOKKEEPING;
use crate::journal::line::Entry;
use crate::journal::past;
use crate::journal::reader::Loaded;
use crate::journal::rewrite::{self, Refused};
use crate::journal::{several, stray};
use crate::paths::Paths;

/// Of `forget`.
#[derive(Debug, Args)]
pub struct ForgetArgs {
    /// The id of a line of the journal; of a session, as `log --json` prints it: all of it goes
    #[arg(value_name = "ID")]
    pub id: String,
    /// Without asking
    #[arg(long)]
    pub yes: bool,
    /// Keep the journal as it was beside the new one
    #[arg(long)]
    pub keep_copy: bool,
}

/// Runs it.
///
/// # Errors
/// No such entry, one that may not go, a journal that cannot be read or written.
pub fn run(args: &ForgetArgs, paths: &Paths, now: DateTime<FixedOffset>) -> Result<Exit, CliError> {
    let loaded = several::look(&paths.journal())
        .map_err(|error| CliError::BadData(error.to_string()))?
        .unwrap_or_default();
    let ids = rewrite::with_all_of(&loaded.entries, &args.id);
    let Some(entry) = loaded.entries.iter().find(|entry| entry.id == args.id) else {
        return Err(CliError::Usage(format!(
            "nothing in your journal has the id \"{}\"; `supple log --json` prints the ids of sessions, and each line \
             of the journal has its own.",
            output::harmless(&args.id)
        )));
    };
    may_go(entry, &loaded, &ids, now)?;
    let places = open::places(paths);
    output::text(&preview(&loaded, &ids, args, &stray::that_hold(&places, &ids)))?;
    if !args.yes {
        if !io::stdin().is_terminal() {
            output::say("nothing was removed. Again with --yes, and it is.");
            return Ok(Exit::No);
        }
        if !ask("Remove this for good? Type yes, or just Enter to leave all as it is: ")? {
            output::say("nothing was removed.");
            return Ok(Exit::No);
        }
    }
    let keep = args.keep_copy.then(|| now.date_naive());
    let done = rewrite::without(&places, &ids, keep).map_err(|refused| failed(&refused))?;
    let kept = match done.before.as_slice() {
        [] => String::new(),
        before => format!(" The journal as it was: {}.", shown(before)),
    };
    output::text(&format!(
        "Removed: {}.{kept}\n",
        if done.lines == 1 { "1 line".to_owned() } else { format!("{} lines", done.lines) }
    ))?;
    Ok(Exit::Done)
}

/// Files as they can be printed.
pub(super) fn shown(files: &[PathBuf]) -> String {
    let names = files.iter().map(|path| output::harmless(&path.display().to_string()));
    names.collect::<Vec<_>>().join(", ")
}

/// What became of a rewrite that was not done, with its exit code.
pub(super) fn failed(refused: &Refused) -> CliError {
    CliError::CannotWrite(match refused {
        Refused::Half { .. } => format!("{refused}."),
        refused => format!("{refused}. The journal is as it was."),
    })
}

/// May this be taken out? Not what keeps books, and nothing that a lock or a limit rests on.
fn may_go(
    entry: &Entry,
    loaded: &Loaded,
    ids: &BTreeSet<String>,
    now: DateTime<FixedOffset>,
) -> Result<(), CliError> {
    let refuse = |why: &str| Err(CliError::Usage(format!("this line stays: {why}")));
    if BOOKKEEPING.contains(&&*entry.kind) {
        return refuse("it keeps the books of the journal and says nothing about you.");
    }
    if [CORRECT, RETRACT].contains(&&*entry.kind) {
        return refuse(
            "it corrects another one. Name that one, and its corrections go with it; `supple log undo` undoes a \
             correction.",
        );
    }
    let mut rest = loaded.clone();
    rest.entries.retain(|entry| !ids.contains(entry.id.as_str()));
    let coach = |mut loaded: Loaded| open::coach(past::events(&mut loaded, now).0);
    let (before, after) = (coach(loaded.clone())?, coach(rest)?);
    match flagged(&before, ids, now).or_else(|| lighter(&before, &after, now)) {
        Some(rule) => refuse(&format!(
            "the flag {} rests on it, and it stands. When a clinician has seen you about it, `supple clear` records \
             what they said.",
            output::harmless(&rule)
        )),
        None if was_condition(&before, &after, now) => refuse(
            "a limit to your exercises rests on it. Answer that question anew instead: start supple, and m on today's \
             plan asks it again.",
        ),
        None => Ok(()),
    }
}

/// The rule of a flag that stands and whose own line would go.
fn flagged(before: &Coach, ids: &BTreeSet<String>, now: DateTime<FixedOffset>) -> Option<String> {
    let active = before.standing(now).active;
    let lines = before.events().iter().filter(|line| ids.contains(line.id.as_str()));
    let mut raised = lines.filter_map(|line| match &line.event {
        Event::FlagRaised(flag) => Some(flag.rule.clone()),
        _ => None,
    });
    raised.find(|rule| active.iter().any(|flag| flag.rule == *rule))
}

/// The rule of a flag that would no longer stand, or of limits that would be shorter.
fn lighter(before: &Coach, after: &Coach, now: DateTime<FixedOffset>) -> Option<String> {
    let (before, after) = (before.standing(now), after.standing(now));
    let stands = |rule: &str| after.active.iter().any(|flag| flag.rule == rule);
    if let Some(flag) = before.active.iter().find(|flag| !stands(&flag.rule)) {
        return Some(flag.rule.clone());
    }
    let shorter = before.limited_until.is_some() && after.limited_until < before.limited_until;
    (shorter && after.active.is_empty()).then(|| "lifted with limits".to_owned())
}

/// Would a limit go unnoticed? Not where the whole check is asked anew.
fn was_condition(before: &Coach, after: &Coach, now: DateTime<FixedOffset>) -> bool {
    let left = after.conditions();
    !after.intake_due(now) && before.conditions().iter().any(|condition| !left.contains(condition))
}

fn preview(loaded: &Loaded, ids: &BTreeSet<String>, args: &ForgetArgs, copies: &[PathBuf]) -> String {
    let mut kinds: BTreeMap<&str, (usize, String, String)> = BTreeMap::new();
    for entry in loaded.entries.iter().filter(|entry| ids.contains(entry.id.as_str())) {
        let day = entry.ts.date_naive().to_string();
        let (count, first, last) = kinds.entry(&entry.kind).or_insert((0, day.clone(), day.clone()));
        *count += 1;
        *first = first.clone().min(day.clone());
        *last = last.clone().max(day);
    }
    let mut out = "Would be removed for good:\n".to_owned();
    for (kind, (count, first, last)) in kinds {
        let days = if first == last { first } else { format!("{first} to {last}") };
        // Writing to a String cannot fail.
        let _ = writeln!(out, "  {count:>4}  {:<24} {days}", output::harmless(kind));
    }
    if !copies.is_empty() {
        out.push_str("These keep it, and are yours to remove:\n");
        for copy in copies {
            let _ = writeln!(out, "  {}", output::harmless(&copy.display().to_string()));
        }
    }
    let _ = writeln!(
        out,
        "What was copied elsewhere keeps it{}: copies that a syncing program or you made, other computers, and reports \
         that you gave away.{}",
        if copies.is_empty() { "" } else { " too" },
        if args.keep_copy { "" } else { " There is no way back." }
    );
    out
}
