//! Small steps on the file system: made private from the start, flushed, and without following names.

use std::fs::{DirBuilder, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, FileTypeExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use super::id::random_hex;
use super::sabotage::{Mutant, on};

/// Mode of every file we make.
pub(super) const FILE_MODE: u32 = 0o600;
/// Mode of every folder we make.
pub(super) const DIR_MODE: u32 = 0o700;

/// Digits in the name of a file that is not finished.
const RANDOM_DIGITS: usize = 16;

/// "Do not wait": opening a named pipe must come back at once. The number differs between systems.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub(super) const DO_NOT_WAIT: i32 = if cfg!(any(target_arch = "mips", target_arch = "mips64")) {
    0x80
} else if cfg!(target_arch = "sparc64") {
    0x4000
} else {
    0o4000
};
/// "Do not wait": opening a named pipe must come back at once. The number differs between systems.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
pub(super) const DO_NOT_WAIT: i32 = 4;

/// Which file this is, whatever it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity {
    device: u64,
    inode: u64,
}

pub(super) fn identity(meta: &Metadata) -> Identity {
    Identity { device: meta.dev(), inode: meta.ino() }
}

/// What stands in a file's place, if it is no regular file.
pub(super) fn odd_kind(meta: &Metadata) -> Option<&'static str> {
    let kind = meta.file_type();
    if kind.is_file() || on(Mutant::AnyFile) {
        None
    } else if kind.is_dir() {
        Some("a folder")
    } else if kind.is_fifo() {
        Some("a named pipe")
    } else if kind.is_socket() {
        Some("a socket")
    } else {
        Some("a device")
    }
}

/// Makes a folder and the ones above it, private from the start, and makes sure that they outlive a
/// power cut. Nothing happens if it is there.
pub(super) fn make_dir(dir: &Path) -> io::Result<()> {
    if dir.is_dir() {
        return Ok(());
    }
    let there = dir.ancestors().find(|above| above.is_dir()).map(Path::to_owned);
    DirBuilder::new().recursive(true).mode(DIR_MODE).create(dir)?;
    for above in dir.ancestors().skip(1) {
        sync_dir(above)?;
        if Some(above) == there.as_deref() {
            break;
        }
    }
    Ok(())
}

/// Flushes a folder, so that the names in it outlive a power cut.
pub(super) fn sync_dir(dir: &Path) -> io::Result<()> {
    let dir = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
    match File::open(dir)?.sync_all() {
        // Some network and user-space file systems cannot flush a folder; there is no more to be done.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
            Ok(())
        }
        other => other,
    }
}

/// What is in a folder; nothing where it cannot be read.
pub(super) fn names_in(dir: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(dir) else { return Vec::new() };
    entries.filter_map(|entry| Some(entry.ok()?.path())).collect()
}

/// The same, where it has to be known whether that is all. A folder that is not there has nothing in it.
pub(super) fn all_names_in(dir: &Path) -> io::Result<Vec<PathBuf>> {
    match std::fs::read_dir(dir) {
        Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// A new file, private, that was not there before (a link does not count as "not there").
pub(super) fn create_new(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(FILE_MODE).open(path)
}

/// A new file with this content, on disk when this returns.
pub(super) fn write_new(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = create_new(path)?;
    file.write_all(content)?;
    file.sync_all()
}

/// Replaces a small file of ours in one step. Never used on the journal.
pub(super) fn replace(path: &Path, content: &[u8], flush: bool) -> io::Result<()> {
    let temp = beside(path)?;
    let result = create_new(&temp).and_then(|mut file| {
        file.write_all(content)?;
        if flush {
            file.sync_all()?;
        }
        std::fs::rename(&temp, path)
    });
    if result.is_err() {
        // Best effort: what is left is a small file with `.tmp` in its name.
        let _ = std::fs::remove_file(&temp);
    }
    result
}

/// Puts a new file in the place of one, through a link too; `kept` is a name that the old one goes on
/// having. At every moment there is a whole file of that name. For the two verbs that rewrite the
/// journal, and for nothing else.
pub(super) fn put_in_place(path: &Path, content: &[u8], kept: Option<&Path>) -> io::Result<()> {
    let real = std::fs::canonicalize(path)?;
    let temp = beside(&real)?;
    let result = write_new(&temp, content).and_then(|()| {
        if let Some(kept) = kept {
            // Some disks know no second name for a file, and none reaches to another disk.
            if std::fs::hard_link(&real, kept).is_err() {
                write_new(kept, &std::fs::read(&real)?)?;
            }
            kept.parent().map_or(Ok(()), sync_dir)?;
        }
        std::fs::rename(&temp, &real)
    });
    if result.is_err() {
        let _ = std::fs::remove_file(&temp);
        // The journal still has its own name: a second one for it would be a copy of nothing.
        let _ = kept.map(std::fs::remove_file);
    }
    result?;
    real.parent().map_or(Ok(()), sync_dir)
}

/// Takes away what [`put_in_place`] began there and did not finish, because it was killed: nobody is at it any more, and
/// it is a whole copy.
pub(super) fn sweep(path: &Path) -> io::Result<()> {
    let real = std::fs::canonicalize(path)?;
    let (Some(folder), Some(name)) = (real.parent(), real.file_name()) else { return Ok(()) };
    let begun = |path: &PathBuf| {
        let of = path.file_name().unwrap_or_default().to_string_lossy();
        let random = of.strip_prefix(&*name.to_string_lossy()).and_then(|of| of.strip_prefix('.'));
        random.and_then(|of| of.strip_suffix(".tmp")).is_some_and(|random| {
            random.len() == RANDOM_DIGITS && random.bytes().all(|digit| digit.is_ascii_hexdigit())
        })
    };
    names_in(folder).iter().filter(|path| begun(path)).try_for_each(|path| remove(path))?;
    sync_dir(folder)
}

/// All that a new file needs, once, with one that is taken away again.
pub(super) fn probe(dir: &Path) -> io::Result<()> {
    const WORDS: &[u8] = b"can this be written and read";
    let (first, second) = (beside(&dir.join("probe"))?, beside(&dir.join("probe"))?);
    let done = write_new(&first, WORDS).and_then(|()| std::fs::rename(&first, &second)).and_then(|()| {
        sync_dir(dir)?;
        if std::fs::read(&second)? == WORDS { Ok(()) } else { Err(io::ErrorKind::InvalidData.into()) }
    });
    let _ = std::fs::remove_file(&first);
    let _ = std::fs::remove_file(&second);
    done
}

/// A file that is there to be locked, locked; `None` when another process has it.
pub(super) fn lock_file(path: &Path) -> io::Result<Option<File>> {
    if let Some(folder) = path.parent() {
        make_dir(folder)?;
    }
    let mut options = OpenOptions::new();
    let file = options.write(true).create(true).truncate(false).mode(FILE_MODE);
    let file = file.custom_flags(DO_NOT_WAIT).open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Takes a name away from a small file of ours. Never used on the journal.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    std::fs::remove_file(path)
}

/// Gives a file of ours, all of whose lines are in the journal by now, a name that says so.
pub(super) fn mark_merged(path: &Path) -> io::Result<PathBuf> {
    let mut name = path.as_os_str().to_owned();
    name.push(".merged");
    let name = PathBuf::from(name);
    std::fs::rename(path, &name).map(|()| name)
}

/// The content of a file that only we can have written, wherever it lies: a regular one, no link, ours,
/// and not to be changed by others. `None`: there is something else, or somebody is at it (has locked it).
/// `user` is who we are.
pub(super) fn read_own(path: &Path, user: Option<u32>, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let named = std::fs::symlink_metadata(path)?;
    if !named.is_file() {
        return Ok(None);
    }
    let file = OpenOptions::new().read(true).custom_flags(DO_NOT_WAIT).open(path)?;
    let meta = file.metadata()?;
    // Between the two looks somebody may have put another file there.
    let same = identity(&meta) == identity(&named);
    let ours = user.is_none_or(|us| us == meta.uid()) && meta.mode() & 0o022 == 0;
    let in_use = matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock));
    if !same || !ours || in_use || meta.len() > limit {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    file.take(limit).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// The number of the user we write files as: that of a file made for the purpose in `dir`.
pub(super) fn our_user(dir: &Path) -> io::Result<u32> {
    let probe = beside(&dir.join("probe"))?;
    let user = create_new(&probe).and_then(|file| file.metadata()).map(|meta| meta.uid());
    if user.is_ok() {
        let _ = std::fs::remove_file(&probe);
    }
    user
}

/// Bytes that this user can still write where a folder is, or the nearest one above it that is there.
pub(super) fn free(folder: &Path) -> Option<u64> {
    let there = folder.ancestors().find(|above| above.is_dir())?;
    let disk = rustix::fs::statvfs(there).ok()?;
    disk.f_bavail.checked_mul(disk.f_frsize)
}

/// Whether this user may make something in the nearest thing above it that is there.
pub(super) fn may_write_above(path: &Path) -> io::Result<()> {
    let there = path.ancestors().skip(1).find(|above| std::fs::symlink_metadata(above).is_ok());
    if there.is_some_and(|there| !there.is_dir()) {
        return Err(io::ErrorKind::NotADirectory.into());
    }
    let access = rustix::fs::Access::WRITE_OK | rustix::fs::Access::EXEC_OK;
    rustix::fs::access(there.unwrap_or(path), access).map_err(io::Error::from)
}

/// Where a link leads.
pub(super) fn link_of(path: &Path) -> Option<PathBuf> {
    std::fs::read_link(path).ok()
}

/// A name next to `path` that nobody can guess.
fn beside(path: &Path) -> io::Result<PathBuf> {
    let random = random_hex(RANDOM_DIGITS / 2).map_err(io::Error::other)?;
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{random}.tmp"));
    Ok(PathBuf::from(name))
}
