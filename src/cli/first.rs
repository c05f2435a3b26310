//! The first thing that is done, and the one that takes long: reading the journal and the content that
//! comes with the program, side by side; where the journal is long, behind a picture that says so.

use std::io;
use std::sync::{Arc, OnceLock, mpsc};
use std::thread;

use chrono::{DateTime, FixedOffset};

use super::open;
use super::{CliError, Exit};
use crate::coach::Coach;
use crate::journal::error::StoreError;
use crate::journal::past::{Past, Reading};
use crate::journal::several;
use crate::journal::store::{self, IfMissing, Opened, Store};
use crate::paths::Paths;
use crate::tui::keymap::Keys;
use crate::tui::reading::{self, Waited};
use crate::tui::terminal::{self, Screen, Settle};
use crate::tui::theme::Theme;

/// A journal from this length on, in bytes, takes longer than anybody should look at nothing.
const LONG: u64 = 512 * 1024;

/// What was read.
pub(super) struct First {
    /// The journal, or what stands in the way.
    pub(super) opened: Result<Opened, StoreError>,
    /// What it comes to; none where something has to be asked first, which may change the journal.
    pub(super) known: Option<(Coach, Reading)>,
}

/// Reads it, here and now.
///
/// # Errors
/// Content of the program's own that does not parse.
pub(super) fn read(
    paths: &Paths,
    if_missing: IfMissing,
    now: DateTime<FixedOffset>,
) -> Result<First, CliError> {
    let places = open::places(paths);
    thread::scope(|scope| {
        let content = scope.spawn(open::content);
        let mut opened = Store::open(places.clone(), if_missing);
        let is_settled = opened.as_ref().is_ok_and(|opened| opened.shrunk.is_none());
        let ready = opened.as_mut().ok().filter(|_| is_settled && store::rescued(&places).is_empty());
        let past = ready.map(|opened| std::mem::take(&mut opened.past).at(now));
        let content = content.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        let known = past.map(|(past, reading)| (content.with(past), reading));
        Ok(First { opened, known })
    })
}

/// What a journal comes to that was changed since it was first read.
///
/// # Errors
/// As [`read`].
pub(super) fn again(past: Past, now: DateTime<FixedOffset>) -> Result<(Coach, Reading), CliError> {
    let (past, reading) = past.at(now);
    Ok((open::with_past(past)?, reading))
}

/// Whether it takes long enough for a picture.
pub(super) fn is_long(paths: &Paths) -> bool {
    several::length(&paths.journal()) >= LONG
}

/// What a signal waits for: nothing, until there is something to be saved.
#[derive(Clone, Default)]
pub(super) struct Later(Arc<OnceLock<Box<Settle>>>);

impl Later {
    /// From now on it waits for this.
    pub(super) fn is(&self, settle: impl Fn() -> Option<String> + Send + Sync + 'static) {
        let _ = self.0.set(Box::new(settle));
    }

    fn settle(&self) -> Option<String> {
        self.0.get().and_then(|settle| settle())
    }
}

/// Takes the terminal over.
///
/// # Errors
/// When that cannot be done.
pub(super) fn enter(colour: bool, later: &Later) -> io::Result<Screen> {
    let later = later.clone();
    terminal::watch(move || later.settle())?;
    terminal::enter(colour)
}

/// Reads it on a thread of its own, behind a picture. The person may leave meanwhile: nothing was written.
///
/// # Errors
/// A terminal that has gone, and as [`read`].
pub(super) fn behind_a_picture(
    (paths, if_missing, now): (&Paths, IfMissing, DateTime<FixedOffset>),
    screen: &mut Screen,
    theme: Theme,
    keys: &Keys,
) -> Result<Result<First, Exit>, CliError> {
    let gone = |error: io::Error| CliError::CannotWrite(format!("the terminal is gone: {error}"));
    // First the picture: it is there sooner when nothing else has the processors and the memory busy.
    reading::show(screen, theme, keys).map_err(gone)?;
    let (read_it, coming) = mpsc::channel();
    let paths = paths.clone();
    let work = move || {
        // Nobody listens any more where the person has left.
        let _ = read_it.send(read(&paths, if_missing, now));
    };
    thread::Builder::new().name("reading".into()).spawn(work).map_err(gone)?;
    match reading::wait(screen, theme, keys, &coming).map_err(gone)? {
        Waited::Read(first) => first.map(Ok),
        Waited::Left => Ok(Err(Exit::Done)),
        Waited::Lost => Err(CliError::BadData(
            "the journal could not be read: a fault of the program. Nothing was written; `supple doctor` looks at \
             it line by line."
                .into(),
        )),
    }
}
