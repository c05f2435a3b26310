//! What the store does around the lines themselves: answers that the journal does not take, room for a
//! full disk, and what belongs to the end of a session.

use std::collections::HashSet;
use std::path::PathBuf;

use chrono::NaiveDate;

use super::{Mutant, Notice, Places, Store, on};
use crate::journal::backup;
use crate::journal::device::{leave, unwanted};
use crate::journal::error::{StoreError, cause};
use crate::journal::line::Entry;
use crate::journal::past::Past;
use crate::journal::reader::{Loaded, read};
use crate::journal::rescue::{self, Found};
use crate::journal::{file, files, several};

/// Bytes that are kept free for answers on a full disk: about 1,000 of them.
const RESERVE: usize = 256 * 1024;

/// What a copy of the journal has that the journal has not.
#[derive(Debug)]
pub struct Spare {
    /// The day of the copy.
    pub day: NaiveDate,
    /// Where it is.
    pub path: PathBuf,
    /// Entries that are not in the journal.
    pub entries: Vec<Entry>,
    /// Their lines, each with its line break.
    pub lines: Vec<String>,
}

/// The newest copy that has entries which are not here and which nobody wanted gone.
pub fn spare(places: &Places, here: &Loaded) -> Option<Spare> {
    let unwanted = unwanted(&places.state);
    let mut known: HashSet<&str> = here.entries.iter().map(|entry| entry.id.as_str()).collect();
    known.extend(unwanted.iter().map(String::as_str));
    backup::found(places).into_iter().rev().find_map(|(day, path)| {
        let bytes = file::read_settled(&path).ok()??.bytes;
        let (entries, lines, _) = rescue::whole_lines(&bytes);
        let missing = entries.into_iter().zip(lines).filter(|(entry, _)| !known.contains(entry.id.as_str()));
        let (entries, lines): (Vec<_>, Vec<_>) = missing.unzip();
        (!entries.is_empty()).then_some(Spare { day, path, entries, lines })
    })
}

/// What any copy has that is not here stays there: the person was asked, and nobody asks again.
///
/// # Errors
/// When the state folder cannot be written.
pub fn leave_in_copies(places: &Places, here: &Loaded) -> Result<(), StoreError> {
    let known: HashSet<&str> = here.entries.iter().map(|entry| entry.id.as_str()).collect();
    let copies = backup::found(places).into_iter().filter_map(|(_, path)| file::read_settled(&path).ok()?);
    let mut ids: Vec<String> =
        copies.flat_map(|copy| read(&copy.bytes).entries).map(|entry| entry.id.to_string()).collect();
    ids.retain(|id| !known.contains(id.as_str()));
    if ids.is_empty() {
        return Ok(());
    }
    leave(&places.state, &ids).map_err(StoreError::io("write in", &places.state))
}

/// The rescue files that earlier runs left. Looks only.
pub fn rescued(places: &Places) -> Vec<Found> {
    // Who we are is found out with a file: not for nothing.
    if places.rescue.iter().all(|stem| rescue::named(stem).is_empty()) {
        return Vec::new();
    }
    rescue::found(&places.rescue, user(places))
}

/// What the journal comes to now, with these lines that are on their way to it, and with what waits in rescue
/// files. `None` where it cannot be read now: a program that runs does not wait for whoever is at the last line.
pub fn look_with(places: &Places, waiting: &[String]) -> Option<Past> {
    let found = rescued(places);
    let there = several::files(&places.journal).ok()?;
    if there.iter().any(|path| file::is_being_written(path)) {
        return None;
    }
    if there.iter().all(|path| *path == places.journal) && found.is_empty() {
        let mut bytes =
            file::read_settled(&places.journal).ok()?.map(|access| access.bytes).unwrap_or_default();
        if bytes.last().is_some_and(|last| *last != b'\n') && !waiting.is_empty() {
            bytes.push(b'\n');
        }
        bytes.extend_from_slice(waiting.concat().as_bytes());
        return Some(Past::of(&bytes));
    }
    let mut loaded = several::look(&places.journal).ok()?.unwrap_or_default();
    loaded.add_more(read(waiting.concat().as_bytes()).entries);
    loaded.add_rescued(found);
    Some(Past::Whole(loaded))
}

/// Why nothing can be added to the journal that is there, in a few words. Writes nothing to it.
pub fn barred(places: &Places) -> Option<String> {
    file::barred(&places.written(), user(places))
}

/// Who we are, found out where a file can be made.
pub(super) fn user(places: &Places) -> Option<u32> {
    let rescue = places.rescue.iter().filter_map(|stem| stem.parent());
    std::iter::once(places.state.as_path()).chain(rescue).find_map(|dir| files::our_user(dir).ok())
}

impl Store {
    /// Keeps lines that the journal does not take in a file of their own. The path, once the disk has them.
    pub fn rescue(&mut self, name: &str, lines: &[String]) -> Option<PathBuf> {
        let kept = self.rescue.keep(&self.places.rescue, name, lines);
        if kept.is_none() && self.free_reserve() {
            return self.rescue.keep(&self.places.rescue, &format!("{name}-2"), lines);
        }
        kept
    }

    /// All that this run rescued is in the journal.
    pub fn all_home(&mut self) {
        self.rescue.all_home();
    }

    /// Brings the answers home that earlier runs could not write. What to tell.
    pub fn bring_home(&mut self, found: &[Found]) -> Vec<Notice> {
        let bad = found.iter().map(|one| one.bad).sum();
        let lines: Vec<(&Entry, &str)> = found
            .iter()
            .flat_map(|one| one.entries.iter().zip(one.lines.iter().map(String::as_str)))
            .filter(|(entry, _)| !self.mark.forgotten.iter().any(|id| *id == entry.id))
            .collect();
        let (entries, mut notices) = if lines.is_empty() {
            (0, Vec::new())
        } else {
            match self.append_all(&lines, |_| Vec::new()) {
                Ok(added) => added,
                Err(error) => {
                    return vec![Notice::StillRescued { entries: lines.len(), cause: error.cause() }];
                }
            }
        };
        for one in found {
            // Not renamed, it is looked at again, and its lines are there.
            let _ = rescue::done_with(&one.path);
        }
        if entries > 0 || bad > 0 {
            notices.insert(0, Notice::Rescued { entries, files: found.len(), bad });
        }
        notices
    }

    /// As [`barred`].
    pub fn barred(&self) -> Option<String> {
        file::barred(&self.path, self.user)
    }

    /// What others have added since this was opened or last added to. May hold what is known already.
    pub fn others(&mut self) -> Vec<Entry> {
        self.look_beside();
        let mut entries = std::mem::take(&mut self.others);
        entries.extend(self.others_here());
        let ours: HashSet<&str> = self.acknowledged.iter().map(|(id, _)| id.as_str()).collect();
        entries.retain(|entry| !ours.contains(entry.id.as_str()));
        entries
    }

    /// The same, in the file that is added to.
    fn others_here(&self) -> Vec<Entry> {
        if self.left.is_some() && file::state_of(&self.path) == self.left {
            return Vec::new();
        }
        let Ok(Some(access)) = file::read_settled(&self.path) else { return Vec::new() };
        let known = self.left.filter(|(id, _)| *id == access.id).map_or(0, |(_, length)| length as usize);
        read(access.bytes.get(known..).unwrap_or(&access.bytes)).entries
    }

    /// Puts back what a copy has. How many entries came back, and what to tell.
    ///
    /// # Errors
    /// Some of them may be there then. Doing it again adds the rest.
    pub fn put_back(&mut self, spare: &Spare) -> Result<(usize, Vec<Notice>), StoreError> {
        let lines = spare.entries.iter().zip(spare.lines.iter().map(String::as_str));
        self.append_all(&lines.collect::<Vec<_>>(), |_| Vec::new())
    }

    /// Gives the room back that is kept for a full disk. False: there is none.
    pub(super) fn free_reserve(&mut self) -> bool {
        let freed = !on(Mutant::NoReserve) && files::remove(&self.places.reserve).is_ok();
        if freed {
            self.notices.push(Notice::ReserveUsed);
        }
        freed
    }

    /// Keeps room for a full disk. Where there is none to keep, so be it.
    pub(super) fn keep_reserve(&self) {
        let path = &self.places.reserve;
        if on(Mutant::NoReserve) || path.exists() {
            return;
        }
        // Nothing that a file system could shrink: zeros may take no room at all.
        let mut state = 0x9e37_79b9_u32;
        let noise = |_| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state as u8
        };
        let bytes: Vec<u8> = (0..RESERVE).map(noise).collect();
        if files::write_new(path, &bytes).is_err() {
            let _ = files::remove(path);
        }
    }

    /// A session is over: looks once more that all of it is in the file, and keeps a copy of the day.
    pub fn session_over(&mut self, day: NaiveDate) -> Vec<Notice> {
        // What fails here is tried again at the end, where it is told.
        let mut notices = self.close().unwrap_or_default();
        match backup::keep(&self.places, day) {
            Ok(notice) => notices.extend(notice),
            Err(error) => {
                let cause = match &error {
                    StoreError::Io { path, source, .. } => format!("{}: {}", path.display(), cause(source)),
                    other => other.cause(),
                };
                notices.push(Notice::BackupFailed { cause });
            }
        }
        notices
    }
}
