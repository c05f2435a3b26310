//! What lies about beside the journal, and whether a new file can be made there. For `supple doctor`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::parcel::Places;
use super::{file, files, several};

/// Files that a run began and did not finish.
pub fn temporary(places: &Places) -> Vec<PathBuf> {
    let folders = [places.journal.parent(), Some(places.state.as_path()), Some(places.backups.as_path())];
    let mut found: Vec<PathBuf> = folders.into_iter().flatten().flat_map(files::names_in).collect();
    found.retain(|path| path.extension().is_some_and(|ending| ending == "tmp"));
    found.sort();
    found.dedup();
    found
}

/// Files beside the journal in which one of these entries stands: the journal as it was before it was tidied, lines
/// that were set aside, copies. Found by the name of the entry, so that damaged lines count too.
pub fn that_hold(places: &Places, ids: &BTreeSet<String>) -> Vec<PathBuf> {
    let own = several::files(&places.journal).unwrap_or_default();
    let folders = [places.journal.parent(), Some(places.damaged.as_path()), Some(places.backups.as_path())];
    let mut found: Vec<PathBuf> = folders.into_iter().flatten().flat_map(files::names_in).collect();
    found.sort();
    found.dedup();
    let user = files::our_user(&places.state).ok();
    let holds = |path: &PathBuf| {
        let text = files::read_own(path, user, file::MAX_FILE).ok().flatten().unwrap_or_default();
        ids.iter().any(|id| memchr::memmem::find(&text, id.as_bytes()).is_some())
    };
    found.retain(|path| !own.contains(path) && holds(path));
    found
}

/// How many tails and damaged lines were set aside.
pub fn set_aside(places: &Places) -> usize {
    files::names_in(&places.damaged).len()
}

/// Makes a small file, flushes it, gives it another name, reads it back and takes it away again.
///
/// # Errors
/// The first of these that does not work.
pub fn can_write(folder: &Path) -> Result<(), StoreError> {
    files::probe(folder).map_err(StoreError::io("write a file in", folder))
}

/// Whether a folder that is not there could be made: the nearest one above it lets this user write.
///
/// # Errors
/// It does not.
pub fn can_be_made(folder: &Path) -> Result<(), StoreError> {
    files::may_write_above(folder).map_err(StoreError::io("make", folder))
}

/// Bytes that this user can still write where a folder is, or the nearest one above it that is there.
pub fn free(folder: &Path) -> Option<u64> {
    files::free(folder)
}

/// Where the journal really is, when its name is a link.
pub fn link_of(journal: &Path) -> Option<PathBuf> {
    files::link_of(journal)
}
