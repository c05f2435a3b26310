//! The files of the journal that other computers add to, as the store sees them: they are read where they have
//! grown, and never written.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::journal::file;
use crate::journal::files::Identity;
use crate::journal::line::Entry;
use crate::journal::reader::read;
use crate::journal::several::{self, File};

/// How far each of them is known: which file it was, and up to where its lines are.
#[derive(Debug, Default)]
pub(super) struct Beside(HashMap<PathBuf, (Identity, u64)>);

impl Beside {
    /// As they were when they were read; `own` is the one that is written.
    pub(super) fn of(files: &[File], own: &Path) -> Beside {
        let others = files.iter().filter(|file| file.path != own);
        Beside(others.map(|file| (file.path.clone(), (file.id, file.length))).collect())
    }

    /// What has come into them since. One that cannot be read now is looked at again later.
    pub(super) fn news(&mut self, journal: &Path, own: &Path) -> Vec<Entry> {
        let Ok(mut there) = several::files(journal) else { return Vec::new() };
        there.retain(|path| path != own);
        there.into_iter().flat_map(|path| self.news_of(path)).collect()
    }

    fn news_of(&mut self, path: PathBuf) -> Vec<Entry> {
        let known = self.0.get(&path).copied();
        if known.is_some() && file::state_of(&path) == known {
            return Vec::new();
        }
        let Ok(Some(access)) = file::read_settled(&path) else { return Vec::new() };
        // A line that has no end yet is still on its way.
        let whole = access.bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let from = known.filter(|(id, _)| *id == access.id).map_or(0, |(_, length)| length as usize);
        self.0.insert(path, (access.id, whole as u64));
        // Shorter than it was, or another file: all of it may be news.
        let new = access.bytes.get(from..whole).or_else(|| access.bytes.get(..whole));
        new.map_or_else(Vec::new, |new| read(new).entries)
    }
}
