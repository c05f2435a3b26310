//! What lies about beside the journal, and whether a new file can be made there. For `supple doctor`.

use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::files;
use super::parcel::Places;

/// Files that a run began and did not finish.
pub fn temporary(places: &Places) -> Vec<PathBuf> {
    let folders = [places.journal.parent(), Some(places.state.as_path()), Some(places.backups.as_path())];
    let mut found: Vec<PathBuf> = folders.into_iter().flatten().flat_map(files::names_in).collect();
    found.retain(|path| path.extension().is_some_and(|ending| ending == "tmp"));
    found.sort();
    found.dedup();
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

/// Bytes that this user can still write where a folder is, or the nearest one above it that is there.
pub fn free(folder: &Path) -> Option<u64> {
    files::free(folder)
}

/// Where the journal really is, when its name is a link.
pub fn link_of(journal: &Path) -> Option<PathBuf> {
    files::link_of(journal)
}
