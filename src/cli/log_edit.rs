//! `supple log edit`, `retract`, `redo`, `undo`: putting the past right by adding lines.

use std::fmt::Write as _;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde_json::value::RawValue;

use super::{CliError, Exit, LogEditArgs, Removed, open, output, write};
use crate::coach::Coach;
use crate::coach::past::{Change, Done, Kind, Rating};
use crate::domain::history::Reached;
use crate::domain::score::Score;
use crate::journal::amend::{CORRECT, RETRACT, amend};
use crate::journal::line::{CrcState, Dev, Entry, VERSION};
use crate::journal::reader::Loaded;
use crate::paths::Paths;

/// Said of everything else that has an id.
const NOT_HERE: &str = "That is no session, walk or pain score. Answers of the safety check, what was wrong, \
    warnings and clearances are not changed here: start supple, and m on today's plan asks an answer again; \
    `supple clear` records a clinician's word.";

/// Corrects scores and the day.
///
/// # Errors
/// No such entry, a value that does not fit it, a journal that cannot be read or written.
pub fn edit(args: &LogEditArgs, paths: &Paths, now: DateTime<FixedOffset>) -> Result<Exit, CliError> {
    let (mut coach, _) = open::look(paths, now)?;
    let done = find(&coach, &args.id)?;
    let of_exercise = |removed: &Removed| matches!(removed, Removed::Pain | Removed::Effort);
    let some_of_it = args.pain.is_some() || args.effort.is_some() || args.remove.iter().any(of_exercise);
    if args.exercise.is_some() && !some_of_it {
        return Err(CliError::Usage("--exercise goes with --pain or --effort".into()));
    }
    let item = args.exercise.as_deref().map(|exercise| place(&coach, &done, exercise)).transpose()?;
    let mut wanted = vec![
        (Rating::Before, args.pain_before),
        (Rating::After, args.pain_after),
        (Rating::Morning, args.next_morning),
    ];
    wanted.push((item.map_or(Rating::Effort, Rating::ItemEffort), args.effort));
    wanted.push((item.map_or(Rating::Own, Rating::ItemPain), args.pain));
    let pain = args.pain.is_some() || args.remove.contains(&Removed::Pain);
    if done.kind == Kind::Session && pain && item.is_none() {
        let words =
            "a session has --pain-before, --pain-after and --next-morning; --pain goes with --exercise";
        return Err(CliError::Usage(words.into()));
    }
    let mut changes = Vec::new();
    let mut take = |coach: &mut Coach, change: Result<Change, String>| -> Result<(), CliError> {
        let change = change.map_err(CliError::Usage)?;
        coach.change(&change, &format!("new line {}", changes.len()));
        changes.push(change);
        Ok(())
    };
    for (rating, value) in wanted {
        if let Some(score) = value.and_then(Score::new) {
            let change = coach.rate(&done.id, rating, score, now);
            take(&mut coach, change)?;
        }
    }
    if let Some(sore) = args.over_1h {
        let change = coach.rate_hour(&done.id, sore, now);
        take(&mut coach, change)?;
    }
    for removed in &args.remove {
        let change = match removed {
            Removed::PainBefore => coach.unrate(&done.id, Rating::Before),
            Removed::PainAfter => coach.unrate(&done.id, Rating::After),
            Removed::NextMorning => coach.unrate(&done.id, Rating::Morning),
            Removed::Over1h => coach.unrate_hour(&done.id),
            Removed::Effort => coach.unrate(&done.id, item.map_or(Rating::Effort, Rating::ItemEffort)),
            Removed::Pain => coach.unrate(&done.id, item.map_or(Rating::Own, Rating::ItemPain)),
        };
        take(&mut coach, change)?;
    }
    if let Some(day) = args.date {
        let change = coach.put_on(&done.id, day, now);
        take(&mut coach, change)?;
    }
    written("Corrected", &done.id, "undo", &changes, paths, now)
}

/// Takes one back.
///
/// # Errors
/// No such entry, one that stays, a journal that cannot be read or written.
pub fn retract(id: &str, paths: &Paths, now: DateTime<FixedOffset>) -> Result<Exit, CliError> {
    let (coach, _) = open::look(paths, now)?;
    let done = find(&coach, id)?;
    let change = coach.take_back(&done.id).map_err(CliError::Usage)?;
    written("Taken back", &done.id, "redo", &[change], paths, now)
}

/// Takes back what was said about an entry: a `retract` (it comes back) or the last `correct`.
///
/// # Errors
/// No such entry, nothing to take back, a journal that cannot be read or written.
pub fn again(id: &str, kind: &str, paths: &Paths, now: DateTime<FixedOffset>) -> Result<Exit, CliError> {
    let (coach, _) = open::look(paths, now)?;
    let loaded = open::entries(paths)?;
    let id = if kind == CORRECT { find(&coach, id)?.id } else { gone(&coach, &loaded, id)? };
    let nothing = || {
        CliError::Usage(if kind == CORRECT {
            "It was not corrected, or that was taken back already. Nothing was changed.".into()
        } else {
            "It was not taken back. Nothing was changed.".into()
        })
    };
    let before = state(&loaded.entries, &id);
    if kind == RETRACT && before.is_some() {
        return Err(nothing());
    }
    let mut about: Vec<&Entry> =
        loaded.entries.iter().filter(|entry| entry.kind == kind && aims_at(entry, &id)).collect();
    about.sort_by(|a, b| (b.ts, &b.id).cmp(&(a.ts, &a.id)));
    // What was taken back already makes no difference: on to the one before it.
    let mut entries = loaded.entries.clone();
    let mut lines = Vec::new();
    for entry in about {
        let line = trial(&entry.id, lines.len(), now)?;
        let mut with = entries.clone();
        with.push(line.clone());
        let after = state(&with, &id);
        if after != before || kind == RETRACT {
            entries.push(line);
            lines.push(Change::Retract { id: entry.id.to_string() });
        }
        if after != before {
            let words = if kind == CORRECT { "The last correction is undone" } else { "It is back" };
            let way = if kind == CORRECT { "edit" } else { "retract" };
            return written(words, &id, way, &lines, paths, now);
        }
    }
    Err(nothing())
}

/// The body and the moment that count for an entry; `None`: it does not count.
fn state(entries: &[Entry], id: &str) -> Option<(String, DateTime<FixedOffset>)> {
    let amended = amend(entries.to_vec());
    amended
        .entries
        .into_iter()
        .find(|entry| entry.id == id)
        .map(|entry| (entry.body.get().to_owned(), entry.ts))
}

fn aims_at(entry: &Entry, id: &str) -> bool {
    let body: Option<serde_json::Value> = serde_json::from_str(entry.body.get()).ok();
    body.is_some_and(|body| body.get("target").and_then(serde_json::Value::as_str) == Some(id))
}

/// A line that takes another one back, to see what that would do.
fn trial(id: &str, nth: usize, now: DateTime<FixedOffset>) -> Result<Entry, CliError> {
    let body = RawValue::from_string(serde_json::json!({ "target": id }).to_string());
    let body = body.map_err(|error| CliError::BadData(error.to_string()))?;
    Ok(Entry {
        v: VERSION,
        id: format!("a trial {nth}").into(),
        dev: Dev::default(),
        n: 0,
        ts: now,
        kind: RETRACT.into(),
        body: body.into(),
        must: false,
        crc: CrcState::Absent,
    })
}

/// Writes, and says what became of the plan.
fn written(
    words: &str,
    id: &str,
    way: &str,
    changes: &[Change],
    paths: &Paths,
    now: DateTime<FixedOffset>,
) -> Result<Exit, CliError> {
    let (before, _) = open::look(paths, now)?;
    write::changes(paths, now, changes)?;
    let (after, _) = open::look(paths, now)?;
    let mut out = format!("{words}. What was said first stays in the journal.\nIn your plan:\n");
    for line in after.plan_changes(&before.plan_to_show(now, None), &after.plan_to_show(now, None)) {
        let _ = writeln!(out, "  {line}");
    }
    if way == "edit" {
        let _ = writeln!(out, "To correct it anew: supple log edit {id}");
    } else {
        let _ = writeln!(out, "To take this back: supple log {way} {id}");
    }
    output::text(&out)?;
    Ok(Exit::Done)
}

/// The session, walk or score with that id, or the only one of that day.
fn find(coach: &Coach, text: &str) -> Result<Done, CliError> {
    let mut past = coach.past();
    if let Some(done) = past.iter().find(|done| done.id == text) {
        return Ok(done.clone());
    }
    if coach.events().iter().any(|line| line.id == text) {
        return Err(CliError::Usage(NOT_HERE.into()));
    }
    let Ok(day) = text.parse::<NaiveDate>() else {
        let words = "`supple log --json` prints the ids of sessions; a day (YYYY-MM-DD) will do as well";
        let text = output::harmless(text);
        return Err(CliError::Usage(format!("nothing in your history has the id \"{text}\"; {words}")));
    };
    past.retain(|done| done.at.date_naive() == day);
    let sessions: Vec<&Done> = past.iter().filter(|done| done.kind == Kind::Session).collect();
    match (sessions.as_slice(), past.as_slice()) {
        ([one], _) => Ok((*one).clone()),
        (_, [one]) => Ok(one.clone()),
        (_, []) => Err(CliError::Usage(format!("there is nothing in your history on {day}"))),
        _ => {
            let lines = past.iter().map(|done| format!("\n  {}  {}", done.id, coach.past_line(done)));
            let lines: String = lines.collect();
            Err(CliError::Usage(format!(
                "there is more than one thing on {day}; say which by its id:{lines}"
            )))
        }
    }
}

/// The id of something that was taken back.
fn gone(coach: &Coach, loaded: &Loaded, text: &str) -> Result<String, CliError> {
    const KINDS: [&str; 3] = ["session.started", "walk.done", "pain.rated"];
    if let Some(entry) = loaded.entries.iter().find(|entry| entry.id == text) {
        let known = KINDS.contains(&&*entry.kind);
        return if known { Ok(entry.id.to_string()) } else { Err(CliError::Usage(NOT_HERE.into())) };
    }
    let gone = amend(loaded.entries.clone()).gone;
    let mut found: Vec<&Entry> = Vec::new();
    if let Ok(day) = text.parse::<NaiveDate>() {
        found.extend(loaded.entries.iter().filter(|entry| {
            gone.contains(entry.id.as_str()) && KINDS.contains(&&*entry.kind) && entry.ts.date_naive() == day
        }));
    }
    match found.as_slice() {
        [one] => Ok(one.id.to_string()),
        [] => find(coach, text).map(|done| done.id),
        many => {
            let ids: Vec<&str> = many.iter().map(|entry| entry.id.as_str()).collect();
            let ids = ids.join(", ");
            Err(CliError::Usage(format!("more than one thing of that day was taken back; say which: {ids}")))
        }
    }
}

/// The place of an exercise in a session's plan.
fn place(coach: &Coach, done: &Done, exercise: &str) -> Result<usize, CliError> {
    let session = coach.history.session(&done.id);
    let session = session.ok_or_else(|| CliError::Usage("--exercise goes with a session".into()))?;
    let items = session.exercises.iter().zip(&session.reached).enumerate();
    let had = |(_, (item, reached)): &(usize, (&crate::domain::history::ExerciseRecord, &Reached))| {
        item.id == exercise && **reached != Reached::Not
    };
    let found = items.clone().find(had).map(|(place, _)| place);
    found.ok_or_else(|| {
        let ids: Vec<&str> = session.exercises.iter().map(|item| item.id.as_str()).collect();
        CliError::Usage(format!(
            "\"{}\" did not have its turn in that session; it had: {}",
            output::harmless(exercise),
            ids.join(", ")
        ))
    })
}
