//! Where answers go that the journal does not take: a file of their own, in the first place that takes
//! one; and how they come home at the next start.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::files;
use super::line::{CrcState, Decoded, Entry, decode};
use super::reader::read;
use super::sabotage::{Mutant, on};

/// No rescue file is this large.
const MAX_RESCUE: u64 = 64 * 1024 * 1024;

/// Writes rescue files: one for a run, and another where that one fails.
#[derive(Debug, Default)]
pub(super) struct Rescue {
    open: Option<(File, PathBuf)>,
    made: Vec<PathBuf>,
}

impl Rescue {
    /// Keeps these lines, each with its line break, in a rescue file. `places` as in
    /// [`super::parcel::Places::rescue`]; `name` is one that no other file has. When this returns a path,
    /// the disk has them.
    pub(super) fn keep(&mut self, places: &[PathBuf], name: &str, lines: &[String]) -> Option<PathBuf> {
        if on(Mutant::NoRescue) {
            return None;
        }
        let text = lines.concat();
        if let Some((file, path)) = &mut self.open
            && put(file, &text).is_ok()
        {
            return Some(path.clone());
        }
        // Half a line may be in that one, or its pages may be lost: it is not written to again.
        self.open = None;
        for (place, stem) in (0..).zip(places) {
            let mut path = stem.as_os_str().to_owned();
            path.push(format!("{name}.jsonl"));
            let path = PathBuf::from(path);
            // The folders of the person are made; those of the system are there or are not.
            let folder = path.parent().filter(|_| place < 2);
            let made = folder.map_or(Ok(()), files::make_dir).and_then(|()| files::create_new(&path));
            let Ok(mut file) = made else { continue };
            self.made.push(path.clone());
            // As long as this run may add to it, no other start takes it over. Where there are no locks,
            // that one finds what is there by then.
            let _ = file.try_lock();
            let kept = put(&mut file, &text);
            if kept.is_ok() && path.parent().is_none_or(|folder| files::sync_dir(folder).is_ok()) {
                self.open = Some((file, path.clone()));
                return Some(path);
            }
            // Full, or broken: the lines go elsewhere, and an empty file would be asked about for ever.
            self.made.pop();
            let _ = files::remove(&path);
        }
        None
    }

    /// Everything in the files of this run is in the journal: says so in their names.
    pub(super) fn all_home(&mut self) {
        self.open = None;
        for path in self.made.drain(..) {
            // Left as it is, the next start finds that its lines are there already.
            let _ = files::mark_merged(&path);
        }
    }
}

fn put(file: &mut File, text: &str) -> io::Result<()> {
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// A rescue file that was found.
#[derive(Debug)]
pub struct Found {
    /// Where.
    pub path: PathBuf,
    /// The entries that can be read and vouch for themselves.
    pub entries: Vec<Entry>,
    /// Their lines, each with its line break.
    pub lines: Vec<String>,
    /// Lines that cannot be read.
    pub bad: usize,
}

/// The rescue files of earlier runs. A file that others could have written is none.
pub fn found(places: &[PathBuf], user: Option<u32>) -> Vec<Found> {
    let mut all: Vec<PathBuf> = places.iter().flat_map(|stem| named(stem)).collect();
    all.sort();
    all.dedup();
    all.into_iter().filter_map(|path| open(path, user)).collect()
}

/// The files whose names begin like this and that wait to be merged.
pub fn named(stem: &Path) -> Vec<PathBuf> {
    let Some((folder, begin)) = stem.parent().zip(stem.file_name().and_then(|name| name.to_str())) else {
        return Vec::new();
    };
    let mut names = files::names_in(folder);
    names.retain(|path| {
        let name = path.file_name().and_then(|name| name.to_str());
        let ends = path.extension().is_some_and(|ending| ending == "jsonl");
        ends && name.is_some_and(|name| name.starts_with(begin))
    });
    names
}

fn open(path: PathBuf, user: Option<u32>) -> Option<Found> {
    let bytes = files::read_own(&path, user, MAX_RESCUE).ok()??;
    let (mut entries, lines, mut bad) = whole_lines(&bytes);
    // What does not vouch for itself is not taken over, and is told as what cannot be read.
    bad += entries.iter().filter(|entry| entry.crc != CrcState::Good).count();
    let lines = entries.iter().zip(lines).filter(|(entry, _)| entry.crc == CrcState::Good);
    let lines = lines.map(|(_, line)| line).collect();
    entries.retain(|entry| entry.crc == CrcState::Good);
    Some(Found { path, entries, lines, bad })
}

/// The entries of a file that stand on a line of their own, these lines with their line breaks, and how
/// many lines cannot be read.
pub fn whole_lines(bytes: &[u8]) -> (Vec<Entry>, Vec<String>, usize) {
    let loaded = read(bytes);
    let raw: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    let (mut entries, mut lines) = (Vec::new(), Vec::new());
    for (entry, at) in loaded.entries.into_iter().zip(loaded.at) {
        let line = at.checked_sub(1).and_then(|at| raw.get(at)).map(|line| line.trim_ascii());
        let whole = |line: &&[u8]| matches!(decode(line, false), Decoded::Whole(one) if one.id == entry.id);
        if let Some(line) = line.filter(whole) {
            lines.push(format!("{}\n", String::from_utf8_lossy(line)));
            entries.push(entry);
        }
    }
    (entries, lines, loaded.bad)
}

/// Gives a rescue file whose lines are all in the journal the name of one that is done with.
///
/// # Errors
/// A folder that takes no change of names.
pub fn done_with(path: &Path) -> io::Result<()> {
    files::mark_merged(path).map(drop)
}
