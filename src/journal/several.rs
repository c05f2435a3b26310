//! Which files the journal is made of, and what they come to together. The only place that decides it.
//!
//! As a rule there is one, `journal.jsonl`. Where the settings ask for it, a computer adds to a file of its own
//! beside it, `journal-<its name>.jsonl`: then a program that syncs the folder never finds two versions of one
//! file. All of them are read on every computer, whatever its own settings say, so that nothing has to be moved
//! when the setting changes.
//!
//! One file is read in its own order. Several are put into one order that depends on their entries alone, not on
//! which file an entry stands in: each computer's own count decides for its lines, the time stamps among computers.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::device::is_id;
use super::error::StoreError;
use super::fault::Code;
use super::file::{self, Access, Known};
use super::files::{self, Identity};
use super::line::{CrcState, Entry};
use super::name::Name;
use super::parts::{MAIN, Part, Parts};
use super::past::Past;
use super::rank::in_one_order;
use super::reader::{Loaded, Problem, read};

/// The file that the computer of that name adds to where each has its own.
pub fn of_device(journal: &Path, device: &str) -> PathBuf {
    journal.with_file_name(format!("journal-{device}.jsonl"))
}

/// Whether a file of this name is one that a computer adds to: exactly such a name, and no copy of one.
pub fn is_of_a_device(name: &str) -> bool {
    let device = name.strip_prefix("journal-").and_then(|rest| rest.strip_suffix(".jsonl"));
    device.is_some_and(is_id)
}

/// The files that there are, `journal` first. Whatever has the name of one is one: what cannot be read is told,
/// and not passed over.
///
/// # Errors
/// When the folder cannot be looked through.
pub fn files(journal: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let folder = journal.parent().unwrap_or(journal);
    let mut found = files::all_names_in(folder).map_err(StoreError::io("look through", folder))?;
    found.retain(|path| path.file_name().and_then(|name| name.to_str()).is_some_and(is_of_a_device));
    found.sort();
    // Where that cannot be told, opening it says why.
    if !matches!(file::who_has_the_name(journal), Ok(None)) {
        found.insert(0, journal.to_owned());
    }
    Ok(found)
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// How long they are together, in bytes; what is no file has no length.
pub fn length(journal: &Path) -> u64 {
    files(journal).unwrap_or_default().iter().filter_map(|path| file::length_of(path)).sum()
}

/// One file of the journal, as it was when it was read.
pub(super) struct File {
    pub(super) path: PathBuf,
    pub(super) id: Identity,
    pub(super) length: u64,
    pub(super) mode: u32,
    pub(super) owner: u32,
}

/// What all files come to, and what they are.
pub(super) struct Found {
    pub(super) past: Past,
    pub(super) files: Vec<File>,
}

/// Reads them: one file the quick way where that can be done, several entry by entry. `None`: there is none.
pub(super) fn past(journal: &Path) -> Result<Option<Found>, StoreError> {
    let there = files(journal)?;
    if let [only] = there.as_slice() {
        let Some(Known { mut past, length, id, mode, owner }) = file::past(only)? else { return Ok(None) };
        if only != journal {
            past.stands_in(name_of(only), length);
        }
        return Ok(Some(Found { past, files: vec![File { path: only.clone(), id, length, mode, owner }] }));
    }
    let texts = texts_of(&there)?;
    if texts.is_empty() {
        return Ok(None);
    }
    let one = |(path, access): &(PathBuf, Access)| {
        let Access { bytes, id, mode, owner } = access;
        File { path: path.clone(), id: *id, length: bytes.len() as u64, mode: *mode, owner: *owner }
    };
    let files = texts.iter().map(one).collect();
    Ok(Some(Found { past: Past::Whole(join(&texts)), files }))
}

/// All their entries, without a thought of writing: `None` if there is no file.
///
/// # Errors
/// When one of them is no regular file, too large, or cannot be read.
pub fn look(journal: &Path) -> Result<Option<Loaded>, StoreError> {
    let texts = texts(journal)?;
    Ok((!texts.is_empty()).then(|| join(&texts)))
}

/// The same the quick way: their events and what they come to.
///
/// # Errors
/// As [`look`].
pub fn look_quickly(journal: &Path) -> Result<Option<Past>, StoreError> {
    Ok(past(journal)?.map(|found| found.past))
}

/// Takes the rights to every one of them from everybody but its owner.
///
/// # Errors
/// When one of them is no regular file, or is not ours.
pub fn make_private(journal: &Path) -> Result<(), StoreError> {
    files(journal)?.iter().try_for_each(|path| file::make_private(path))
}

/// What stands in each of them.
pub(super) fn texts(journal: &Path) -> Result<Vec<(PathBuf, Access)>, StoreError> {
    texts_of(&files(journal)?)
}

fn texts_of(there: &[PathBuf]) -> Result<Vec<(PathBuf, Access)>, StoreError> {
    let read = |path: &PathBuf| Ok(file::read_settled(path)?.map(|access| (path.clone(), access)));
    there.iter().filter_map(|path| read(path).transpose()).collect()
}

/// The entries of all files but `but`; `None` where one of them cannot be read.
pub(super) fn elsewhere(journal: &Path, but: &Path) -> Option<Vec<Entry>> {
    let mut there = files(journal).ok()?;
    there.retain(|path| path != but);
    let texts = texts_of(&there).ok()?;
    Some(texts.iter().flat_map(|(_, access)| read(&access.bytes).entries).collect())
}

/// What several texts come to.
fn join(texts: &[(PathBuf, Access)]) -> Loaded {
    if let [(path, access)] = texts
        && name_of(path) == MAIN
    {
        return read(&access.bytes);
    }
    joined(texts.iter().map(|(path, access)| (name_of(path), access.bytes.as_slice())))
}

/// What files of these names come to with what stands in them. The entries of several are put into the one order
/// that they have in any files.
pub fn joined<'a>(files: impl IntoIterator<Item = (String, &'a [u8])>) -> Loaded {
    let mut all = Joined::default();
    for (name, bytes) in files {
        all.add(name, bytes);
    }
    all.finish()
}

/// What was read so far.
#[derive(Default)]
struct Joined {
    loaded: Loaded,
    parts: Vec<Part>,
    known: HashMap<Name, usize>,
    /// Lines of all files so far.
    lines: usize,
}

impl Joined {
    fn add(&mut self, name: String, bytes: &[u8]) {
        let one = read(bytes);
        let torn = one.torn_tail.map(|length| (length, one.torn_tail_lost));
        self.parts.push(Part { name, before: self.lines, bytes: bytes.len(), lines: one.lines, torn });
        let parts = Parts::of(self.parts.clone());
        let before = self.lines;
        self.lines += memchr::memchr_iter(b'\n', bytes).count() + usize::from(torn.is_some());
        let all = &mut self.loaded;
        all.lines += one.lines;
        all.bad += one.bad;
        all.by_hand += one.by_hand;
        all.bytes += one.bytes;
        all.must_lost |= one.must_lost;
        // What is said of a file as a whole is about numbers, and those go through all files.
        let of_lines = one.problems.into_iter().filter(|problem| problem.line > 0);
        all.problems.extend(of_lines.map(|problem| Problem { line: problem.line + before, ..problem }));
        for (entry, line) in one.entries.into_iter().zip(one.at) {
            let line = line + before;
            let Some(place) = self.known.get(&entry.id).copied() else {
                self.known.insert(entry.id.clone(), all.entries.len());
                all.entries.push(entry);
                all.at.push(line);
                continue;
            };
            take_again(all, place, entry, line, &parts);
        }
    }

    fn finish(self) -> Loaded {
        let Joined { mut loaded, parts, .. } = self;
        if parts.len() > 1 {
            let lines: Vec<(Entry, usize)> = loaded.entries.into_iter().zip(loaded.at).collect();
            (loaded.entries, loaded.at) =
                in_one_order(lines, |(entry, _): &(Entry, usize)| entry).into_iter().unzip();
        }
        loaded.files = Parts::of(parts);
        loaded.look_for_gaps();
        loaded
    }
}

/// An entry that another file had already: as within one file, it counts once, and of two versions the one that
/// vouches for itself.
fn take_again(all: &mut Loaded, place: usize, entry: Entry, line: usize, parts: &Parts) {
    let (Some(first), Some(first_line)) = (all.entries.get_mut(place), all.at.get_mut(place)) else { return };
    let better = first.crc == CrcState::Absent && entry.crc == CrcState::Good;
    let other = parts.words_in_full(*first_line);
    let (code, text) = if first.says_the_same(&entry) {
        (Code::SameTwice, format!("repeats {other}; it counts once"))
    } else {
        let winner = if better { parts.words_in_full(line) } else { other.clone() };
        (Code::TwoVersions, format!("and {other} are two versions of one entry; {winner} counts"))
    };
    // Each was counted with its own file.
    let by_hand = [first.crc, entry.crc].contains(&CrcState::Absent);
    all.by_hand = all.by_hand.saturating_sub(usize::from(by_hand));
    if better {
        *first = entry;
        *first_line = line;
    }
    all.problems.push(Problem { line, code, text });
}

#[cfg(test)]
#[path = "several_tests.rs"]
mod tests;
