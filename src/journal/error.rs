//! What can go wrong with the journal on disk, in words: what, where, what to do next.

use chrono::NaiveDate;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::holder::Holder;

/// The journal could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// This computer wrote entries, and now there is no journal. The caller must ask.
    #[error(
        "there is no journal at {}, but this computer {} it. Was it moved, is a disk not there, or has syncing \
         not finished? Put it back, or say that you want to begin a new one",
        path.display(),
        wrote(*entries)
    )]
    Missing {
        /// Where it should be.
        path: PathBuf,
        /// How many entries of this device are known to have been in it.
        entries: u64,
    },
    /// Something other than a file is in its place.
    #[error("{} is {what}, not a file. Move it away, or name another place for the journal", path.display())]
    NotAFile {
        /// The path.
        path: PathBuf,
        /// What it is.
        what: &'static str,
    },
    /// The journal belongs to another user of this computer.
    #[error(
        "{} belongs to another user of this computer (number {owner}; you are {us}), so nothing is written to it. \
         `chown` it to yourself, or name another place for the journal",
        path.display()
    )]
    NotOurs {
        /// The path.
        path: PathBuf,
        /// Whose it is.
        owner: u32,
        /// Who we are.
        us: u32,
    },
    /// Others may write to it.
    #[error(
        "others on this computer can change {} (mode {mode:04o}), so nothing is written to it. `chmod 600` on it \
         makes it yours alone",
        path.display()
    )]
    OpenToOthers {
        /// The path.
        path: PathBuf,
        /// Its mode.
        mode: u32,
    },
    /// Somebody held the lock for more than 2 s.
    #[error(
        "another supple{} is holding {} and does not let go. {}bring it back with `fg`",
        holder.as_ref().map_or(String::new(), |holder| format!(" ({holder})")),
        path.display(),
        match holder {
            Some(Holder { stopped: true, .. }) => "It was stopped with Ctrl-Z: in its terminal, ",
            _ => "If you stopped it with Ctrl-Z, "
        }
    )]
    Busy {
        /// The path.
        path: PathBuf,
        /// Who, where the system tells.
        holder: Option<Holder>,
    },
    /// The file was replaced again and again while we wrote.
    #[error("{} is being replaced again and again by another program", path.display())]
    KeepsChanging {
        /// The path.
        path: PathBuf,
    },
    /// More than is ever read.
    #[error("{} is larger than {} MiB; that is no journal", path.display(), limit / 1024 / 1024)]
    TooLarge {
        /// The path.
        path: PathBuf,
        /// The limit in bytes.
        limit: u64,
    },
    /// The system said no.
    #[error("{}: could not {doing} {}", cause(source), path.display())]
    Io {
        /// What was tried.
        doing: &'static str,
        /// With what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// No random numbers.
    #[error(transparent)]
    NoRandomness(#[from] super::id::NoRandomness),
}

impl StoreError {
    /// For `map_err`.
    pub(crate) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { doing, path, source }
    }

    /// Is there no room on the disk?
    pub(crate) fn is_full(&self) -> bool {
        let full = [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded];
        matches!(self, Self::Io { source, .. } if full.contains(&source.kind()))
    }

    /// The cause in a few words, for a status line: "disk full".
    pub fn cause(&self) -> String {
        match self {
            Self::Missing { .. } => "the journal is missing".to_owned(),
            Self::NotAFile { what, .. } => format!("{what} is in the journal's place"),
            Self::NotOurs { .. } => "the journal belongs to another user".to_owned(),
            Self::OpenToOthers { .. } => "others can change the journal".to_owned(),
            Self::Busy { .. } => "another supple is holding the journal".to_owned(),
            Self::KeepsChanging { .. } => "another program keeps replacing the journal".to_owned(),
            Self::TooLarge { .. } => "the journal is too large".to_owned(),
            Self::Io { source, .. } => cause(source),
            Self::NoRandomness(_) => "the system gave no random numbers".to_owned(),
        }
    }
}

fn wrote(entries: u64) -> String {
    match entries {
        0 => "has had one there before and wrote to".to_owned(),
        1 => "wrote 1 entry to".to_owned(),
        more => format!("wrote {more} entries to"),
    }
}

/// What the system said, in plain words where we have some.
pub fn cause(error: &io::Error) -> String {
    use io::ErrorKind as K;
    /// Input/output error; the same number on every Unix, and without a kind of its own in std.
    const EIO: i32 = 5;
    let words = match error.kind() {
        K::StorageFull => "disk full",
        K::QuotaExceeded => "your share of the disk is used up",
        K::FileTooLarge => "the file may not grow any further",
        K::ReadOnlyFilesystem => "the disk is read-only",
        K::PermissionDenied => "not allowed",
        K::NotFound => "not found",
        K::NotADirectory => "part of the path is not a folder",
        K::IsADirectory => "it is a folder",
        K::StaleNetworkFileHandle => "the network folder is gone",
        _ if error.raw_os_error() == Some(EIO) => "the disk reported a fault",
        _ => return error.to_string(),
    };
    words.to_owned()
}

/// Something that went well enough but that the person should know, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A torn tail was closed.
    TailSetAside {
        /// Its length.
        bytes: usize,
        /// The copy, if one could be made.
        copy: Option<PathBuf>,
    },
    /// Lines of this run had vanished from the file and were written again.
    Healed {
        /// How many.
        lines: usize,
    },
    /// Entries of this machine from before this run are gone from the file.
    OlderGone {
        /// How many.
        entries: u64,
    },
    /// This file system has no locks.
    NoLocks {
        /// What the system said.
        cause: String,
    },
    /// Others can read the journal.
    WideMode {
        /// Its mode.
        mode: u32,
    },
    /// Answers that an earlier run could not write to the journal are in it now.
    Rescued {
        /// How many.
        entries: usize,
        /// From how many files.
        files: usize,
        /// Lines of these files that cannot be read.
        bad: usize,
    },
    /// There are such answers, and they still cannot be written to it.
    StillRescued {
        /// How many.
        entries: usize,
        /// Why not.
        cause: String,
    },
    /// The journal can be read and not written.
    LookOnly {
        /// Why not, in a few words.
        cause: String,
    },
    /// The disk is full, and the room that was kept for this is used now.
    ReserveUsed,
    /// No copy of the journal was made: it has fewer entries than the last copy.
    NoBackup {
        /// The day of that copy.
        newest: NaiveDate,
        /// How many entries that one has.
        entries: usize,
        /// How many the journal has.
        here: usize,
    },
    /// No copy of the journal could be made.
    BackupFailed {
        /// What the system said, and where.
        cause: String,
    },
    /// The folder for the device's own notes cannot be written.
    NoState {
        /// What the system said, and where.
        cause: String,
    },
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TailSetAside { bytes, copy } => {
                write!(
                    f,
                    "The last line of your journal was cut off ({bytes} bytes), probably when the computer stopped. "
                )?;
                match copy {
                    Some(copy) => write!(f, "A copy is in {}; ", copy.display())?,
                    None => write!(f, "It stays where it is; ")?,
                }
                write!(f, "nothing else is affected.")
            }
            Self::Healed { lines } => write!(
                f,
                "Another program replaced your journal and {lines} saved {} gone from it; supple wrote {} again.",
                if *lines == 1 { "answer was" } else { "answers were" },
                if *lines == 1 { "it" } else { "them" },
            ),
            Self::OlderGone { entries } => write!(
                f,
                "Your journal was moved, emptied or put back to an older state while supple was running: {entries} \
                 earlier {} no longer in it. The answers of this run are. supple will ask at the next start.",
                if *entries == 1 { "entry is" } else { "entries are" },
            ),
            Self::NoLocks { cause } => {
                write!(f, "This disk has no file locks ({cause}). Use supple in one terminal at a time.")
            }
            Self::WideMode { mode } => write!(
                f,
                "Others on this computer can read your journal (mode {mode:04o}). `chmod 600` on it makes it yours \
                 alone."
            ),
            Self::Rescued { entries, files, bad } => {
                write!(
                    f,
                    "{} that could not be saved before {} in your journal now (from {}).",
                    if *entries == 1 { "1 answer".to_owned() } else { format!("{entries} answers") },
                    if *entries == 1 { "is" } else { "are" },
                    if *files == 1 { "1 rescue file".to_owned() } else { format!("{files} rescue files") },
                )?;
                match bad {
                    0 => Ok(()),
                    1 => write!(f, " 1 line there cannot be read; the file is kept."),
                    more => write!(f, " {more} lines there cannot be read; the files are kept."),
                }
            }
            Self::StillRescued { entries, cause } => write!(
                f,
                "{} from earlier {} still outside your journal, in a rescue file, because it cannot be written to: \
                 {cause}. supple tries again at each start.",
                if *entries == 1 { "1 answer".to_owned() } else { format!("{entries} answers") },
                if *entries == 1 { "is" } else { "are" },
            ),
            Self::LookOnly { cause } => write!(
                f,
                "Your journal takes nothing new ({cause}). You can look at all of it. What you answer goes to a \
                 rescue file, and into the journal as soon as that can be written again. `supple doctor` says more.",
            ),
            Self::ReserveUsed => write!(
                f,
                "The disk is full. Your answers are saved, in room that supple keeps for this. Make some room soon."
            ),
            Self::NoBackup { newest, entries, here } => write!(
                f,
                "No copy of your journal was made today: it has {here} entries, fewer than the copy of {} ({entries}). \
                 `supple doctor` says how to put them back.",
                newest.format("%-d %B %Y"),
            ),
            Self::BackupFailed { cause } => {
                write!(
                    f,
                    "No copy of your journal could be made today ({cause}). The journal itself is saved."
                )
            }
            Self::NoState { cause } => write!(
                f,
                "supple cannot keep its own notes ({cause}). Answers are saved, but a lost journal would not be \
                 noticed."
            ),
        }
    }
}
