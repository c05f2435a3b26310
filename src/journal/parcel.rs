//! What goes into the store and comes out of it.

use chrono::{DateTime, FixedOffset};
use std::path::{Path, PathBuf};

use super::device;
use super::error::{Notice, StoreError};
use super::id::EventId;
use super::line::{Entry, Head, encode_text};
use super::parts::MAIN;
use super::past::Past;
use super::reader::Loaded;
use super::rescue::Found;
use super::several;
use super::store::Store;

/// Where things are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The journal itself; beside it there may be files that computers have of their own.
    pub journal: PathBuf,
    /// This computer adds to a file of its own: see [`several`].
    pub own_file: bool,
    /// Where cut-off tails are copied to.
    pub damaged: PathBuf,
    /// The state folder of this machine.
    pub state: PathBuf,
    /// Where a copy of each day with a session is kept for a while.
    pub backups: PathBuf,
    /// Room that is kept free for answers on a disk that is full.
    pub reserve: PathBuf,
    /// How the name of a rescue file begins, in each place where one may be, best first.
    pub rescue: Vec<PathBuf>,
}

impl Places {
    /// The usual names in a data folder and a state folder.
    pub fn new(data: &Path, state: &Path) -> Self {
        Self {
            journal: data.join(MAIN),
            own_file: false,
            damaged: data.join("damaged"),
            state: state.to_owned(),
            backups: data.join("backups"),
            reserve: data.join("reserve"),
            rescue: vec![data.join("rescue-"), state.join("rescue-")],
        }
    }

    /// The same, where this computer adds to a file of its own, or not.
    #[must_use]
    pub fn with_own_file(self, own_file: bool) -> Self {
        Self { own_file, ..self }
    }

    /// The file that a computer of this name adds to. `None`: its name lasts for this run only, and so many files
    /// would be no help to anybody.
    pub(super) fn written_by(&self, device: Option<&str>) -> PathBuf {
        match device.filter(|_| self.own_file) {
            Some(device) => several::of_device(&self.journal, device),
            None => self.journal.clone(),
        }
    }

    /// The file that this computer adds to, as far as it is known before the first line. Looks only.
    pub fn written(&self) -> PathBuf {
        self.written_by(device::kept_id(&self.state).as_deref())
    }

    /// The same with folders that other programs, users and homes use too: for rescue files, last of all.
    /// The name of such a file says to which journal it belongs.
    #[must_use]
    pub fn with_shared(mut self, folders: &[PathBuf]) -> Self {
        let whose = crc32fast::hash(self.journal.as_os_str().as_encoded_bytes());
        self.rescue.extend(folders.iter().map(|folder| folder.join(format!("supple-rescue-{whose:08x}-"))));
        self
    }
}

/// What to do when a journal that was there is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfMissing {
    /// Stop with [`super::error::StoreError::Missing`], so that the person is asked.
    Ask,
    /// The person was asked and wants to begin anew.
    BeginAnew,
}

/// Entries that this machine wrote and that are no longer there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shrunk {
    /// How many.
    pub entries: u64,
}

/// A journal, read and ready.
#[derive(Debug)]
pub struct Opened {
    /// For adding lines.
    pub store: Store,
    /// What is in it.
    pub past: Past,
    /// There is no journal yet; the first line will make it.
    pub is_new: bool,
    /// The file that is added to is not there yet, be it a new journal or a file of this computer's own.
    pub begins: bool,
    /// Entries of ours are gone. Ask once, then [`Store::accept_shrunk`] if that is as wanted.
    pub shrunk: Option<Shrunk>,
    /// Why nothing can be added, in a few words: it can be looked at, and answers go to a rescue file.
    pub barred: Option<String>,
    /// What the person should know.
    pub notices: Vec<Notice>,
}

impl Opened {
    /// Its entries, read anew: for the few who have to look at every one.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn entries(&self) -> Result<Loaded, StoreError> {
        Ok(several::look(self.store.journal())?.unwrap_or_default())
    }

    /// Takes in what waits in rescue files and cannot come home yet: it counts.
    ///
    /// # Errors
    /// As [`Opened::entries`].
    pub fn add_rescued(&mut self, found: Vec<Found>) -> Result<(), StoreError> {
        if !found.is_empty() {
            let mut loaded = self.entries()?;
            loaded.add_rescued(found);
            self.past = Past::Whole(loaded);
        }
        Ok(())
    }
}

/// An event on its way to the disk.
#[derive(Debug, Clone)]
pub struct Pending {
    /// Its name.
    pub id: EventId,
    /// When.
    pub ts: DateTime<FixedOffset>,
    /// Kind of event.
    pub kind: String,
    /// See [`Entry::must`].
    pub must: bool,
    /// The body as JSON, checked by [`super::line::body_text`].
    pub body: String,
    /// Number and line, from the first try that may have reached the disk on.
    pub line: Option<(u64, String)>,
}

impl Pending {
    /// The line with this number, newline included.
    pub fn encode(&self, dev: &str, n: u64) -> String {
        let head = Head { id: self.id.as_str(), dev, n, ts: self.ts, kind: &self.kind, must: self.must };
        encode_text(&head, &self.body)
    }
}

/// A line that is on the disk.
#[derive(Debug)]
pub struct Appended {
    /// The number it got.
    pub n: u64,
    /// Entries that others added since we last looked. May hold some that are known already.
    pub others: Vec<Entry>,
    /// What the person should know.
    pub notices: Vec<Notice>,
}
