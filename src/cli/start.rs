//! Before anything is written: is the journal all there, is it ours alone, is somebody else at it?
//! Questions are put on the plain terminal, before it is taken over; where nobody can answer, a sentence
//! says what to do and nothing is written.

use std::io::{self, BufRead as _, IsTerminal as _};

use chrono::{DateTime, FixedOffset};

use super::coach::ask;
use super::{CliError, open, output};
use crate::coach::Coach;
use crate::journal::error::{Notice, StoreError};
use crate::journal::reader::Loaded;
use crate::journal::running::{self, Other, Running};
use crate::journal::several;
use crate::journal::store::{self, IfMissing, Opened, Places, Spare, Store};
use crate::paths::Paths;

fn cannot(error: &StoreError) -> CliError {
    CliError::CannotWrite(error.to_string())
}

fn can_ask() -> bool {
    io::stdin().is_terminal()
}

/// Opens the journal for writing, and brings the answers home that an earlier run could not write.
/// `None`: the person, asked about what is gone, would rather look for it.
///
/// # Errors
/// A journal that cannot be opened, or that is gone where nobody can be asked.
pub(super) fn for_writing(paths: &Paths, if_missing: IfMissing) -> Result<Option<Opened>, CliError> {
    after(Store::open(open::places(paths), if_missing), paths, if_missing)
}

/// The same after the first try.
///
/// # Errors
/// As [`for_writing`].
pub(super) fn after(
    first: Result<Opened, StoreError>,
    paths: &Paths,
    if_missing: IfMissing,
) -> Result<Option<Opened>, CliError> {
    let places = open::places(paths);
    let opened = match first {
        Ok(opened) => {
            if opened.is_new && if_missing == IfMissing::BeginAnew {
                store::leave_in_copies(&places, &Loaded::default()).map_err(|error| cannot(&error))?;
            }
            opened
        }
        Err(error @ StoreError::Missing { .. }) => match gone(&places, &error)? {
            Some(opened) => opened,
            None => return Ok(None),
        },
        Err(error @ StoreError::NotOurs { .. }) => look_only(places.clone(), &error)?,
        Err(error @ StoreError::OpenToOthers { .. }) if can_ask() => {
            if !ask(&format!("supple: {error}.\nType yes to do that now, or just Enter to leave: "))? {
                return Ok(None);
            }
            several::make_private(&places.journal).map_err(|error| cannot(&error))?;
            Store::open(places.clone(), if_missing).map_err(|error| cannot(&error))?
        }
        Err(error) => return Err(cannot(&error)),
    };
    bring_home(opened, &places).map(Some)
}

/// What earlier runs left in rescue files.
fn bring_home(mut opened: Opened, places: &Places) -> Result<Opened, CliError> {
    let found = store::rescued(places);
    if opened.barred.is_none() {
        opened.barred = opened.store.barred();
    }
    if let Some(why) = opened.barred.clone() {
        // What waits outside the journal counts all the same, above all a lock.
        opened.add_rescued(found).map_err(|error| cannot(&error))?;
        opened.notices.insert(0, Notice::LookOnly { cause: why });
        return Ok(opened);
    }
    if found.is_empty() {
        return Ok(opened);
    }
    let mut notices = opened.notices;
    notices.extend(opened.store.bring_home(&found));
    drop(opened.store);
    let mut again = Store::open(places.clone(), IfMissing::BeginAnew).map_err(|error| cannot(&error))?;
    again.add_rescued(store::rescued(places)).map_err(|error| cannot(&error))?;
    notices.extend(again.notices.into_iter().filter(|notice| !matches!(notice, Notice::WideMode { .. })));
    again.notices = notices;
    Ok(again)
}

/// The journal of another user: it can be looked at, and a session goes to a rescue file.
fn look_only(places: Places, why: &StoreError) -> Result<Opened, CliError> {
    let mut opened = Store::open_of_another(places).map_err(|error| cannot(&error))?;
    opened.barred = Some(why.cause());
    Ok(opened)
}

/// The journal is not where it was.
fn gone(places: &Places, error: &StoreError) -> Result<Option<Opened>, CliError> {
    let spare = store::spare(places, &Loaded::default());
    let begin = || Store::open(places.clone(), IfMissing::BeginAnew).map_err(|error| cannot(&error));
    if !can_ask() {
        let copy = spare.map_or(String::new(), |spare| format!(" {}.", has(&spare)));
        return Err(CliError::CannotWrite(format!(
            "{error}: start supple in a terminal, and it asks; or `supple --new` begins a new one.{copy} Nothing was \
             written."
        )));
    }
    let Some(spare) = spare else {
        let question = format!("supple: {error}.\nType yes to begin a new journal, or just Enter to leave: ");
        return if ask(&question)? { begin().map(Some) } else { Ok(None) };
    };
    let question = format!(
        "supple: {error}.\n{}.\nType back to put them back, new to begin a new journal, or just Enter to leave: ",
        has(&spare)
    );
    match word(&question)?.as_str() {
        "back" => Ok(Some(put_back(begin()?, places, &spare)?)),
        "new" | "yes" => {
            let opened = begin()?;
            store::leave_in_copies(places, &Loaded::default()).map_err(|error| cannot(&error))?;
            Ok(Some(opened))
        }
        _ => Ok(None),
    }
}

/// Entries of this machine are no longer in the journal: asked once. `None`: the person would rather
/// look for a copy first.
///
/// # Errors
/// Where nobody can be asked.
pub(super) fn shrunk(mut opened: Opened, paths: &Paths) -> Result<Option<Opened>, CliError> {
    let Some(gone) = opened.shrunk else { return Ok(Some(opened)) };
    let places = open::places(paths);
    let count = if gone.entries == 1 {
        "1 entry that this computer wrote is".to_owned()
    } else {
        format!("{} entries that this computer wrote are", gone.entries)
    };
    let here = opened.entries().map_err(|error| cannot(&error))?;
    let spare = store::spare(&places, &here);
    let copy = spare.as_ref().map_or(String::new(), |spare| format!(" {}.", has(spare)));
    if !can_ask() {
        return Err(CliError::CannotWrite(format!(
            "{count} no longer in the journal.{copy} Start supple in a terminal, and it asks whether that is right. \
             Nothing was written."
        )));
    }
    let lead =
        format!("{count} no longer in the journal. If you removed them yourself, all is well.{copy}\n");
    let Some(spare) = spare else {
        let more = "Type yes to go on without them, or just Enter to leave and look for a copy first: ";
        if !ask(&format!("{lead}{more}"))? {
            return Ok(None);
        }
        opened.store.accept_shrunk().map_err(|error| cannot(&error))?;
        return Ok(Some(opened));
    };
    let more =
        "Type back to put them back, yes to go on without them, or just Enter to leave and look first: ";
    match word(&format!("{lead}{more}"))?.as_str() {
        "back" => put_back(opened, &places, &spare).map(Some),
        "yes" => {
            store::leave_in_copies(&places, &here).map_err(|error| cannot(&error))?;
            opened.store.accept_shrunk().map_err(|error| cannot(&error))?;
            Ok(Some(opened))
        }
        _ => Ok(None),
    }
}

/// Puts back what a copy has, and reads the journal anew.
fn put_back(mut opened: Opened, places: &Places, spare: &Spare) -> Result<Opened, CliError> {
    let (count, mut notices) = opened.store.put_back(spare).map_err(|error| cannot(&error))?;
    // What no copy has is gone: that was the answer, too.
    opened.store.accept_shrunk().map_err(|error| cannot(&error))?;
    drop(opened.store);
    output::say(&format!(
        "{} put back from the copy of {}.",
        if count == 1 { "1 entry was".to_owned() } else { format!("{count} entries were") },
        spare.day.format("%-d %B %Y")
    ));
    let mut again = Store::open(places.clone(), IfMissing::Ask).map_err(|error| cannot(&error))?;
    notices.extend(std::mem::take(&mut again.notices));
    again.notices = opened.notices;
    again.notices.extend(notices);
    Ok(again)
}

fn has(spare: &Spare) -> String {
    format!(
        "The copy of {} ({}) has {} that the journal has not",
        spare.day.format("%-d %B %Y"),
        output::harmless(&spare.path.display().to_string()),
        if spare.entries.len() == 1 {
            "1 entry".to_owned()
        } else {
            format!("{} entries", spare.entries.len())
        }
    )
}

/// Others can read the journal: told once, and mended if that is wanted.
///
/// # Errors
/// A terminal that has gone, or rights that cannot be changed.
pub(super) fn privacy(opened: &mut Opened, paths: &Paths) -> Result<(), CliError> {
    let Some(at) = opened.notices.iter().position(|notice| matches!(notice, Notice::WideMode { .. })) else {
        return Ok(());
    };
    if !can_ask() {
        return Ok(());
    }
    let notice = opened.notices.remove(at);
    if ask(&format!("supple: {notice}\nType yes to do that now, or just Enter to leave it so: "))? {
        several::make_private(&paths.journal()).map_err(|error| cannot(&error))?;
    }
    Ok(())
}

/// What the person wants while supple is open in another terminal.
#[derive(Debug)]
pub(super) enum Turn {
    /// Go on here, with the sign that it is open here, and what to tell.
    Here(Option<Running>, Option<String>),
    /// Go on here with the session that runs elsewhere.
    Over,
    /// Only look at the chart.
    Chart,
    /// Leave.
    Leave,
}

/// Is a session running in another terminal? Advice only: the data is safe either way.
///
/// # Errors
/// A terminal that has gone.
pub(super) fn turn(paths: &Paths, coach: &Coach, now: DateTime<FixedOffset>) -> Result<Turn, CliError> {
    let other = match running::begin(&paths.state) {
        Ok(running) => return Ok(Turn::Here(running, None)),
        Err(other) => other,
    };
    let who = who(&other);
    if coach.unfinished(now).is_none() {
        let words =
            format!("supple is open in another terminal too{who}. What is answered there counts here.");
        return Ok(Turn::Here(None, Some(words)));
    }
    let stopped = other.who.is_some_and(|who| who.stopped);
    let advice = if stopped { " It stands still: `fg` in its terminal brings it back." } else { "" };
    let lead = format!("A session is running in another terminal{who}.{advice}");
    if !can_ask() {
        output::say(&format!("{lead} Nothing was begun here."));
        return Ok(Turn::Leave);
    }
    let question = format!(
        "supple: {lead}\nType chart to look at your chart here, yes to go on with that session here, or just Enter to \
         leave: "
    );
    Ok(match word(&question)?.as_str() {
        "yes" | "y" => Turn::Over,
        "chart" => Turn::Chart,
        _ => Turn::Leave,
    })
}

fn who(other: &Other) -> String {
    other.who.as_ref().map_or(String::new(), |who| format!(" ({who})"))
}

/// Asks on the plain terminal for one of a few words.
fn word(question: &str) -> Result<String, CliError> {
    let fail = |error: io::Error| CliError::CannotWrite(format!("the terminal is gone: {error}"));
    output::ask(question);
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer).map_err(fail)?;
    Ok(answer.trim().to_lowercase())
}
