//! One-off lines of commands: the same journal, the same protocol, waited for.

use chrono::{DateTime, FixedOffset};

use super::coach::{missing, open_journal};
use super::{CliError, open, output};
use crate::coach::past::Change;
use crate::journal::book::Book;
use crate::journal::event::{Event, JournalOpened};
use crate::journal::keeper::Keeper;
use crate::journal::writer::Writer;
use crate::paths::Paths;

/// Writes events and waits until they are safe.
///
/// # Errors
/// When they could not be saved; the lines are in the words.
pub fn record(paths: &Paths, now: DateTime<FixedOffset>, events: &[Event]) -> Result<(), CliError> {
    let add = |event: &Event| Change::Add { event: event.clone(), at: now };
    changes(paths, now, &events.iter().map(add).collect::<Vec<_>>())
}

/// Writes lines, corrections among them, and waits until they are safe.
///
/// # Errors
/// As [`record`].
pub fn changes(paths: &Paths, now: DateTime<FixedOffset>, changes: &[Change]) -> Result<(), CliError> {
    let Some(opened) = open_journal(paths)? else {
        return Err(CliError::CannotWrite("nothing was written".into()));
    };
    let shrunk = opened.shrunk.is_some();
    let writer = Writer::spawn(opened.store).map_err(|error| CliError::CannotWrite(error.to_string()))?;
    let mut keeper = Keeper::new(writer);
    if opened.begins {
        keeper.append(&Event::from(JournalOpened::now()), now);
    }
    for change in changes {
        match change {
            Change::Add { event, at } => keeper.append(event, *at),
            Change::Correct { id, event, at } => keeper.correct(id, event, *at, now),
            Change::Retract { id } => keeper.retract(id, now),
        };
    }
    match Box::new(keeper).close() {
        Ok(told) => {
            for notice in &opened.notices {
                output::say(&notice.to_string());
            }
            for sentence in &told {
                output::say(sentence);
            }
            if shrunk {
                output::say(
                    "entries that this computer wrote are no longer in the journal. Start supple: it asks about them.",
                );
            }
            Ok(())
        }
        Err(unsaved) => Err(CliError::CannotWrite(match &unsaved.rescued {
            Some(file) => format!(
                "it is not in your journal: {}. It is kept in {}, and counts from there; the next line that can be \
                 saved takes it along. So do not log it again.",
                unsaved.cause,
                output::harmless(&file.display().to_string())
            ),
            None => format!(
                "it was not saved: {}.\n{}",
                unsaved.cause,
                missing(&unsaved.lines, None, &open::places(paths).written())
            ),
        })),
    }
}
