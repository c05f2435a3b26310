//! The only file that opens the journal. It reads, and it adds at the end; it never renames, shortens,
//! deletes or overwrites.

use std::fs::{File, Metadata, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::{FileExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;
use std::time::{Duration, Instant};

use super::error::{StoreError, cause};
use super::files::{self, Identity, identity};
use super::holder;
use super::past::Past;
use super::reader::{Loaded, read};
use super::sabotage::{Mutant, on};
use super::sound::Sound;

/// The longest wait for another supple, in all.
pub const LOCK_WAIT: Duration = Duration::from_secs(2);
/// How often the lock is tried.
const LOCK_POLL: Duration = Duration::from_millis(10);
/// No journal is this large: a lifetime is about 100 MiB.
pub(super) const MAX_FILE: u64 = 1024 * 1024 * 1024;

/// Reads the journal without a thought of writing: `None` if there is none.
///
/// # Errors
/// When it is no regular file, too large, or cannot be read.
pub fn look(path: &Path) -> Result<Option<Loaded>, StoreError> {
    Ok(read_settled(path)?.map(|access| read(&access.bytes)))
}

/// The same the quick way: its events and what they come to.
///
/// # Errors
/// As [`look`].
pub fn look_quickly(path: &Path) -> Result<Option<Past>, StoreError> {
    Ok(past(path)?.map(|known| known.past))
}

/// Mode of the journal, as `stat` gives it, for [`super::check::check_mode`].
pub fn mode(path: &Path) -> Option<u32> {
    std::fs::metadata(path).ok().map(|meta| meta.mode())
}

/// Takes the journal's rights from everybody but its owner.
///
/// # Errors
/// When it is not there, is no regular file, or is not ours.
pub fn make_private(path: &Path) -> Result<(), StoreError> {
    let Some((file, _)) = open_to_read(path)? else {
        return Err(StoreError::io("open", path)(io::ErrorKind::NotFound.into()));
    };
    let mode = std::fs::Permissions::from_mode(files::FILE_MODE);
    file.set_permissions(mode).map_err(StoreError::io("change the rights of", path))
}

/// Which file has the journal's name, if any.
pub(super) fn who_has_the_name(path: &Path) -> Result<Option<Identity>, StoreError> {
    match std::fs::metadata(path) {
        Ok(meta) => Ok(Some(identity(&meta))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::io("look at", path)(error)),
    }
}

/// Which file has the name, and its length in bytes.
pub(super) fn state_of(path: &Path) -> Option<(Identity, u64)> {
    std::fs::metadata(path).ok().map(|meta| (identity(&meta), meta.len()))
}

/// Its length in bytes, if it is a file.
pub(super) fn length_of(path: &Path) -> Option<u64> {
    std::fs::metadata(path).ok().filter(Metadata::is_file).map(|meta| meta.len())
}

/// Why a journal that is there takes no more lines, in a few words. Writes nothing.
pub(super) fn barred(path: &Path, user: Option<u32>) -> Option<String> {
    let opened = OpenOptions::new().append(true).custom_flags(files::DO_NOT_WAIT).open(path);
    match opened.and_then(|file| file.metadata()) {
        Ok(meta) => check_access(path, meta.mode(), meta.uid(), user).err().map(|error| error.cause()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => Some(cause(&error)),
    }
}

/// The journal's content and whose it is.
pub(super) struct Access {
    pub(super) bytes: Vec<u8>,
    pub(super) id: Identity,
    pub(super) mode: u32,
    pub(super) owner: u32,
}

/// What the journal comes to, and whose it is.
pub(super) struct Known {
    pub(super) past: Past,
    pub(super) length: u64,
    pub(super) id: Identity,
    pub(super) mode: u32,
    pub(super) owner: u32,
}

/// Reads it the quick way where that can be done, else entry by entry.
pub(super) fn past(path: &Path) -> Result<Option<Known>, StoreError> {
    let Some((file, meta)) = open_to_read(path)? else { return Ok(None) };
    let (id, mode, owner) = (identity(&meta), meta.mode(), meta.uid());
    if meta.len() <= MAX_FILE
        && let Some(sound) = Sound::from(&|room, at| file.read_exact_at(room, at), meta.len())
    {
        return Ok(Some(Known { past: Past::Sound(Box::new(sound)), length: meta.len(), id, mode, owner }));
    }
    let access = read_settled(path)?;
    Ok(access.map(|Access { bytes, id, mode, owner }| {
        let (past, length) = (Past::Whole(read(&bytes)), bytes.len() as u64);
        Known { past, length, id, mode, owner }
    }))
}

/// Reads it all. If the last line does not end, another supple may be writing it right now: then once
/// more, when that one has let go.
pub(super) fn read_settled(path: &Path) -> Result<Option<Access>, StoreError> {
    let Some((file, meta)) = open_to_read(path)? else { return Ok(None) };
    let mut bytes = read_all(&file, path, meta.len())?;
    if bytes.last().is_some_and(|last| *last != b'\n') {
        // Whether we get the lock or not: a tail that is still torn afterwards is torn.
        let _ = lock(&file, path, Instant::now() + LOCK_WAIT, File::try_lock_shared);
        bytes = read_all(&file, path, meta.len())?;
    }
    Ok(Some(Access { bytes, id: identity(&meta), mode: meta.mode(), owner: meta.uid() }))
}

/// Whether somebody is at its last line right now: it does not end yet, and the lock is held.
pub(super) fn is_being_written(path: &Path) -> bool {
    let Ok(Some((file, meta))) = open_to_read(path) else { return false };
    let Some(at) = meta.len().checked_sub(1) else { return false };
    let mut last = [0];
    file.read_exact_at(&mut last, at).is_ok()
        && last != *b"\n"
        && matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock))
}

fn read_all(mut file: &File, path: &Path, length: u64) -> Result<Vec<u8>, StoreError> {
    let too_large = || StoreError::TooLarge { path: path.to_owned(), limit: MAX_FILE };
    if length > MAX_FILE {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(length as usize + 1);
    let whole = file.seek(SeekFrom::Start(0)).and_then(|_| file.take(MAX_FILE + 1).read_to_end(&mut bytes));
    if whole.map_err(StoreError::io("read", path))? as u64 > MAX_FILE {
        return Err(too_large());
    }
    Ok(bytes)
}

/// The bytes of a file that was named to be merged: a regular one, of at most `limit` bytes.
///
/// # Errors
/// When it is not there, is no regular file, is larger, or cannot be read.
pub fn read_source(path: &Path, limit: u64) -> Result<Vec<u8>, StoreError> {
    let Some((file, meta)) = open_to_read(path)? else {
        return Err(StoreError::io("open", path)(io::ErrorKind::NotFound.into()));
    };
    let too_large = || StoreError::TooLarge { path: path.to_owned(), limit };
    if meta.len() > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let length = file.take(limit + 1).read_to_end(&mut bytes).map_err(StoreError::io("read", path))?;
    if length as u64 > limit { Err(too_large()) } else { Ok(bytes) }
}

fn open_to_read(path: &Path) -> Result<Option<(File, Metadata)>, StoreError> {
    let file = match OpenOptions::new().read(true).custom_flags(files::DO_NOT_WAIT).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(StoreError::io("open", path)(error)),
    };
    let meta = file.metadata().map_err(StoreError::io("look at", path))?;
    match files::odd_kind(&meta) {
        Some(what) => Err(StoreError::NotAFile { path: path.to_owned(), what }),
        None => Ok(Some((file, meta))),
    }
}

/// May we write to a file of this mode and owner? `user` is who we are, if known.
pub(super) fn check_access(path: &Path, mode: u32, owner: u32, user: Option<u32>) -> Result<(), StoreError> {
    let path = path.to_owned();
    if let Some(us) = user.filter(|us| *us != owner && !on(Mutant::AnyOwner)) {
        return Err(StoreError::NotOurs { path, owner, us });
    }
    if mode & 0o022 != 0 {
        return Err(StoreError::OpenToOthers { path, mode: mode & 0o7777 });
    }
    Ok(())
}

/// Tries for a lock until `until`. `Some` error: there are no locks here (a network folder, say); one
/// write with `O_APPEND` still does not mix with another on a local disk.
fn lock(
    file: &File,
    path: &Path,
    until: Instant,
    try_lock: impl Fn(&File) -> Result<(), TryLockError>,
) -> Result<Option<io::Error>, StoreError> {
    loop {
        match try_lock(file) {
            Ok(()) => return Ok(None),
            Err(TryLockError::WouldBlock) if Instant::now() >= until => {
                return Err(StoreError::Busy { path: path.to_owned(), holder: holder::of(path) });
            }
            Err(TryLockError::WouldBlock) => std::thread::sleep(LOCK_POLL),
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(TryLockError::Error(error)) => return Ok(Some(error)),
        }
    }
}

/// The journal, open for adding and locked; letting go unlocks it.
pub(super) struct Held {
    file: File,
    pub(super) id: Identity,
    pub(super) length: u64,
}

impl Held {
    /// Opens it (and makes it, private, if there is none) and waits for the lock until `until`.
    pub(super) fn open(
        path: &Path,
        user: Option<u32>,
        until: Instant,
    ) -> Result<(Self, Option<io::Error>), StoreError> {
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .append(!on(Mutant::NoAppendMode))
            .create(true)
            .mode(files::FILE_MODE)
            .custom_flags(files::DO_NOT_WAIT)
            .open(path)
            .map_err(StoreError::io("open", path))?;
        let look = || file.metadata().map_err(StoreError::io("look at", path));
        let meta = look()?;
        if let Some(what) = files::odd_kind(&meta) {
            return Err(StoreError::NotAFile { path: path.to_owned(), what });
        }
        check_access(path, meta.mode(), meta.uid(), user)?;
        let no_locks = if on(Mutant::NoLock) { None } else { lock(&file, path, until, File::try_lock)? };
        let meta = look()?;
        Ok((Self { file, id: identity(&meta), length: meta.len() }, no_locks))
    }

    /// The same for a journal that is there, with the usual wait.
    pub(super) fn open_now(path: &Path, user: Option<u32>) -> Result<Self, StoreError> {
        Ok(Self::open(path, user, Instant::now() + LOCK_WAIT)?.0)
    }

    /// One `write`; the rest after a short one. The error says whether anything was written before it.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), (bool, io::Error)> {
        let mut done = 0;
        while done < bytes.len() {
            match self.file.write(&bytes[done..]) {
                Ok(0) => return Err((done > 0, io::ErrorKind::WriteZero.into())),
                Ok(written) => {
                    done += written;
                    self.length += written as u64;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err((done > 0, error)),
            }
        }
        Ok(())
    }

    /// Waits until the disk has the content, and the name too if `name` says so.
    pub(super) fn flush(&self, path: &Path, name: bool) -> Result<(), StoreError> {
        if on(Mutant::NoSync) {
            return Ok(());
        }
        if !name {
            return self.file.sync_data().map_err(StoreError::io("save to disk", path));
        }
        self.file.sync_all().map_err(StoreError::io("save to disk", path))?;
        // Through a link, the name that must last is the one at its end.
        let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        match real.parent() {
            Some(dir) if !on(Mutant::NoDirSync) => {
                files::sync_dir(dir).map_err(StoreError::io("save to disk", dir))
            }
            _ => Ok(()),
        }
    }

    /// Everything from there on.
    pub(in crate::journal) fn read_from(&self, from: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut file = &self.file;
        file.seek(SeekFrom::Start(from))?;
        file.take(MAX_FILE).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Everything after the last line break.
    pub(super) fn tail(&self) -> io::Result<Vec<u8>> {
        let mut span = 1;
        loop {
            let from = self.length.saturating_sub(span);
            let bytes = self.read_from(from)?;
            if let Some(at) = bytes.iter().rposition(|byte| *byte == b'\n') {
                return Ok(bytes[at + 1..].to_vec());
            }
            if from == 0 {
                return Ok(bytes);
            }
            span *= 16;
        }
    }
}
