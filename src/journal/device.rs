//! What this machine keeps for itself, in the state folder (never synced): its name, and how far the
//! journal had come, so that a loss is noticed.

use std::collections::{BTreeSet, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::files;
use super::id::random_hex;

/// The file that has the name of this machine.
const NAME: &str = "device";

/// How far the journal had come when this machine last wrote to it.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Mark {
    /// The device it is about.
    pub dev: String,
    /// The last number given to an entry; never used again.
    pub n: u64,
    /// How many entries of this device were in the journal.
    pub entries: u64,
    /// Length in bytes of the file that was written.
    pub bytes: u64,
    /// The name of that file, where it is not the usual one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Mode of a journal that others can read, of which the person was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_mode: Option<u32>,
    /// Entries that the person took out for good: never offered again from a copy.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forgotten: Vec<String>,
}

/// This machine.
#[derive(Debug)]
pub struct Device {
    id: String,
    /// `None` when nothing can be kept; the name then holds for this run only.
    state: Option<PathBuf>,
}

impl Device {
    /// The name of this machine, drawn the first time. The second value says why nothing can be kept,
    /// if so.
    ///
    /// # Errors
    /// When the system has no source of random numbers.
    pub fn open(state: &Path) -> Result<(Self, Option<io::Error>), super::id::NoRandomness> {
        let fresh = random_hex(4)?;
        match keep_id(state, &fresh) {
            Ok(id) => Ok((Self { id, state: Some(state.to_owned()) }, None)),
            Err(error) => Ok((Self { id: fresh, state: None }, Some(error))),
        }
    }

    /// 4 to 8 hex digits.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Whether the name is kept, and will be the same the next time.
    pub fn is_kept(&self) -> bool {
        self.state.is_some()
    }

    /// The mark of the last run. One that cannot be read counts as "there was something".
    pub fn mark(&self) -> Option<Mark> {
        let text = std::fs::read(mark_path(self.state.as_ref()?)).ok()?;
        let unreadable = || Mark { dev: self.id.clone(), bytes: 1, ..Mark::default() };
        let mark: Mark = serde_json::from_slice(&text).unwrap_or_else(|_| unreadable());
        (mark.dev == self.id).then_some(mark)
    }

    /// Keeps the mark. `flush` waits for the disk.
    ///
    /// # Errors
    /// When the state folder cannot be written.
    pub fn keep_mark(&self, mark: &Mark, flush: bool) -> io::Result<()> {
        let Some(state) = &self.state else { return Ok(()) };
        let text = serde_json::to_vec(mark)?;
        files::make_dir(state)?;
        // Where the folder went away meanwhile, and the name with it: a mark of nobody says nothing to the next start.
        match files::write_new(&state.join(NAME), self.id.as_bytes()) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        files::replace(&mark_path(state), &text, flush)
    }
}

/// The name of this machine, where it has one. Looks only; makes nothing.
pub fn kept_id(state: &Path) -> Option<String> {
    let text = std::fs::read_to_string(state.join(NAME)).ok()?;
    Some(text.trim().to_owned()).filter(|id| is_id(id))
}

/// Whether this machine is known to have written a journal. Looks only; makes nothing.
pub fn was_written(state: &Path) -> bool {
    kept_mark(state).is_some_and(|mark| mark.bytes > 0)
}

/// The mark of the last run, as it stands there. Looks only; makes nothing.
pub fn kept_mark(state: &Path) -> Option<Mark> {
    let text = std::fs::read(mark_path(state)).ok()?;
    let unreadable = || Mark { bytes: 1, ..Mark::default() };
    Some(serde_json::from_slice(&text).unwrap_or_else(|_| unreadable()))
}

/// Entries that nobody wants back: taken out for good, or left where they are when the person was asked.
pub fn unwanted(state: &Path) -> HashSet<String> {
    let mut ids: HashSet<String> = kept_mark(state).unwrap_or_default().forgotten.into_iter().collect();
    // Beside the mark, which is written anew with every answer: a whole journal may be left behind.
    if let Ok(text) = std::fs::read_to_string(left_path(state)) {
        ids.extend(text.lines().map(str::to_owned));
    }
    ids
}

/// Keeps the names of entries that the person was offered from a copy, and did not want.
///
/// # Errors
/// When the state folder cannot be written.
pub fn leave(state: &Path, ids: &[String]) -> io::Result<()> {
    let path = left_path(state);
    let mut all: BTreeSet<String> = ids.iter().cloned().collect();
    if let Ok(text) = std::fs::read_to_string(&path) {
        all.extend(text.lines().map(str::to_owned));
    }
    files::make_dir(state)?;
    files::replace(&path, (all.into_iter().collect::<Vec<_>>().join("\n") + "\n").as_bytes(), true)
}

fn left_path(state: &Path) -> PathBuf {
    state.join("left-in-copies.txt")
}

fn mark_path(state: &Path) -> PathBuf {
    state.join("journal-mark.json")
}

pub(super) fn is_id(text: &str) -> bool {
    (4..=8).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

fn keep_id(state: &Path, fresh: &str) -> io::Result<String> {
    files::make_dir(state)?;
    let path = state.join(NAME);
    // Another supple may have made the file this very moment and not yet filled it.
    for _ in 0..5 {
        match files::write_new(&path, fresh.as_bytes()) {
            Ok(()) => {
                files::sync_dir(state)?;
                return Ok(fresh.to_owned());
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
        let text = String::from_utf8_lossy(&std::fs::read(&path)?).trim().to_owned();
        if is_id(&text) {
            return Ok(text);
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    // Emptied by a power cut, or damaged: a new name does no harm.
    files::replace(&path, fresh.as_bytes(), true)?;
    Ok(fresh.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn the_name_stays_and_is_private() {
        let dir = tempfile::tempdir().unwrap();
        let state = dir.path().join("a/b");
        let (first, none) = Device::open(&state).unwrap();
        assert!(is_id(first.id()) && none.is_none());
        assert_eq!(Device::open(&state).unwrap().0.id(), first.id());
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(
            (mode(&state.join("device")), mode(&state), mode(&dir.path().join("a"))),
            (0o600, 0o700, 0o700)
        );
    }

    #[test]
    fn a_damaged_name_is_replaced() {
        for damaged in ["", "zzzz", "123", "0123456789", "\0\0\0\0"] {
            let dir = tempfile::tempdir().unwrap();
            std::fs::write(dir.path().join("device"), damaged).unwrap();
            let (device, none) = Device::open(dir.path()).unwrap();
            assert!(is_id(device.id()) && none.is_none());
            assert_eq!(Device::open(dir.path()).unwrap().0.id(), device.id());
        }
    }

    #[test]
    fn without_a_place_the_name_holds_for_this_run_and_the_cause_is_told() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("file"), "").unwrap();
        let (device, cause) = Device::open(&dir.path().join("file/state")).unwrap();
        assert!(is_id(device.id()));
        assert_eq!(super::super::error::cause(&cause.unwrap()), "part of the path is not a folder");
        assert_eq!(device.mark(), None);
        device.keep_mark(&Mark::default(), true).unwrap();
    }

    #[test]
    fn the_mark_is_kept_and_a_damaged_one_still_says_that_there_was_something() {
        let dir = tempfile::tempdir().unwrap();
        let (device, _) = Device::open(dir.path()).unwrap();
        assert_eq!(device.mark(), None);
        let mark = Mark { dev: device.id().to_owned(), n: 7, entries: 6, bytes: 1234, ..Mark::default() };
        device.keep_mark(&mark, true).unwrap();
        assert_eq!(device.mark(), Some(mark.clone()));
        std::fs::write(dir.path().join("journal-mark.json"), "").unwrap();
        assert_eq!(device.mark().unwrap().bytes, 1);
        device.keep_mark(&Mark { dev: "ffff0000".to_owned(), ..mark }, false).unwrap();
        assert_eq!(device.mark(), None, "of another device");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 2, "no temporary file is left");
    }

    #[test]
    fn with_its_folder_gone_the_name_comes_back_with_the_mark() {
        let dir = tempfile::tempdir().unwrap();
        let state = dir.path().join("state");
        let (device, _) = Device::open(&state).unwrap();
        std::fs::remove_dir_all(&state).unwrap();
        let mark = Mark { dev: device.id().to_owned(), n: 7, entries: 6, bytes: 1234, ..Mark::default() };
        device.keep_mark(&mark, true).unwrap();
        let (next, _) = Device::open(&state).unwrap();
        assert_eq!((next.id(), next.mark()), (device.id(), Some(mark)));
    }
}
