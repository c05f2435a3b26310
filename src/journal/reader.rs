//! The whole journal: bytes in, entries out, and a note of everything that was not as it should be.

use chrono::{DateTime, FixedOffset, TimeDelta};
use std::collections::{BTreeMap, HashSet};
use std::io::BufRead as _;

use super::fault::{Code, Fault};
use super::imported::brought;
use super::line::{CrcState, Decoded, Entry, decode};
use super::names::Names;
use super::parallel::{BLOCK, map};
use super::rescue::Found;

/// Something worth knowing about the journal; never the content of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1; 0 when it is about the file as a whole.
    pub line: usize,
    /// What kind.
    pub code: Code,
    /// A whole sentence without the line number: put "Line 12 " before it when `line` is not 0.
    pub text: String,
}

/// What was read.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// The entries in file order, each id once.
    pub entries: Vec<Entry>,
    /// The line each entry stood on, from 1.
    pub at: Vec<usize>,
    /// Everything that was not as it should be, in file order; notes about the whole file last.
    pub problems: Vec<Problem>,
    /// Lines that are not blank.
    pub lines: usize,
    /// Lines on which something could not be read.
    pub bad: usize,
    /// Entries without a check value, written or changed by hand.
    pub by_hand: usize,
    /// Length in bytes of a last line that does not end, be it whole or cut.
    pub torn_tail: Option<usize>,
    /// The last line does not end and cannot be read.
    pub torn_tail_lost: bool,
    /// A part that cannot be read says `must`.
    pub must_lost: bool,
    /// Length of the file in bytes.
    pub bytes: usize,
}

impl Loaded {
    /// Takes in what waits in rescue files and cannot come home yet: it counts, though it has no line.
    pub fn add_rescued(&mut self, found: Vec<Found>) {
        if found.is_empty() {
            return;
        }
        let mut known: HashSet<String> = self.entries.iter().map(|entry| entry.id.clone()).collect();
        for entry in found.into_iter().flat_map(|one| one.entries) {
            if known.insert(entry.id.clone()) {
                self.entries.push(entry);
                self.at.push(0);
            }
        }
    }

    /// Is so much unreadable that progression must keep the last load? More than 1 % of the lines,
    /// not counting lines cut off in writing (those were never shown as saved), or any unreadable
    /// line that says `must`.
    pub fn is_too_damaged(&self) -> bool {
        let cut = self.problems.iter().filter(|p| p.code == Code::CutOff).count();
        self.must_lost || self.bad.saturating_sub(cut) * 100 > self.lines
    }

    /// Entries dated more than a day after `now`: not to be used for "days since".
    pub fn in_future(&self, now: DateTime<FixedOffset>) -> impl Iterator<Item = (usize, &Entry)> {
        let limit = now.checked_add_signed(TimeDelta::days(1)).unwrap_or(now);
        self.at.iter().copied().zip(&self.entries).filter(move |(_, entry)| entry.ts > limit)
    }

    /// The highest number and the count of different numbers that a device has here.
    pub fn numbers_of(&self, dev: &str) -> (u64, u64) {
        let mut numbers: Vec<u64> =
            self.entries.iter().filter(|e| e.dev == dev && e.n > 0).map(|e| e.n).collect();
        numbers.sort_unstable();
        numbers.dedup();
        (numbers.last().copied().unwrap_or(0), numbers.len() as u64)
    }
}

/// Reads a whole journal. Never fails: what cannot be read is in `problems`.
pub fn read(bytes: &[u8]) -> Loaded {
    let mut loaded = Loaded { bytes: bytes.len(), ..Loaded::default() };
    loaded.entries.reserve(bytes.len() / 200);
    loaded.at.reserve(bytes.len() / 200);
    let mut known = Names::default();
    let lines: Vec<(usize, &[u8])> = lines(bytes).into_iter().enumerate().collect();
    let number = lines.len();
    let blocks = lines.chunks(BLOCK);
    let decoded = blocks.flat_map(|block| map(block, |(nth, line)| (nth + 1, decode(line, *nth == 0))));
    for (number, decoded) in decoded {
        match decoded {
            Decoded::Blank => continue,
            Decoded::Whole(entry) => loaded.add(entry, number, &mut known),
            Decoded::Pieces { entries, faults, must_lost } => {
                loaded.must_lost |= must_lost;
                loaded.bad += usize::from(faults.iter().any(|fault| fault.code.is_loss()));
                loaded.problems.extend(faults.into_iter().map(|fault| at_line(number, fault)));
                for entry in entries {
                    loaded.add(entry, number, &mut known);
                }
            }
        }
        loaded.lines += 1;
    }
    loaded.look_at_tail(bytes, number);
    loaded.look_for_gaps();
    loaded
}

/// The lines without their ends; after a last line that ends there is an empty one.
fn lines(bytes: &[u8]) -> Vec<&[u8]> {
    let mut lines = Vec::with_capacity(bytes.len() / 200 + 1);
    let mut rest = bytes;
    loop {
        let before = rest;
        // The quickest search for a byte that the standard library has.
        let length = rest.skip_until(b'\n').unwrap_or(before.len());
        let line = &before[..length];
        if let Some(line) = line.strip_suffix(b"\n") {
            lines.push(line);
        } else {
            lines.push(line);
            return lines;
        }
    }
}

fn at_line(line: usize, fault: Fault) -> Problem {
    Problem { line, code: fault.code, text: fault.text }
}

impl Loaded {
    fn add(&mut self, entry: Entry, line: usize, known: &mut Names) {
        let by_hand = |entry: &Entry| usize::from(entry.crc == CrcState::Absent);
        let Some(index) = known.known_or(&entry.id, self.entries.len()) else {
            self.by_hand += by_hand(&entry);
            self.entries.push(entry);
            self.at.push(line);
            return;
        };
        let first_line = self.at[index];
        let first = &mut self.entries[index];
        let better = first.crc == CrcState::Absent && entry.crc == CrcState::Good;
        let (code, text) = if first.says_the_same(&entry) {
            (Code::SameTwice, format!("repeats line {first_line}; it counts once"))
        } else {
            let winner = if better { line } else { first_line };
            (
                Code::TwoVersions,
                format!("and line {first_line} are two versions of one entry; line {winner} counts"),
            )
        };
        if better {
            self.by_hand -= 1;
            *first = entry;
            self.at[index] = line;
        }
        self.problems.push(Problem { line, code, text });
    }

    fn look_at_tail(&mut self, bytes: &[u8], number: usize) {
        let Some(last) = bytes.rsplit(|byte| *byte == b'\n').next().filter(|tail| !tail.is_empty()) else {
            return;
        };
        self.torn_tail = Some(last.len());
        self.torn_tail_lost = self.problems.iter().any(|p| p.line == number && p.code.is_loss());
    }

    /// A check value cannot notice a line that is not there; the numbers can.
    fn look_for_gaps(&mut self) {
        // A merge leaves the books of the other file behind, so what it brought has gaps of its own.
        let brought = brought(&self.entries);
        let is_brought = |entry: &&Entry| brought.contains(&entry.id);
        let mixed: HashSet<&str> = self.entries.iter().filter(is_brought).map(|e| e.dev.as_str()).collect();
        let mut by_device: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
        let numbered = |entry: &&Entry| entry.n > 0 && !entry.dev.is_empty();
        // Lines of one device stand together.
        let same_device = |a: &&Entry, b: &&Entry| a.dev == b.dev;
        let counted: Vec<&Entry> = self.entries.iter().filter(numbered).collect();
        for run in counted.chunk_by(same_device) {
            by_device.entry(&run[0].dev).or_default().extend(run.iter().map(|entry| entry.n));
        }
        let mut found = Vec::new();
        for (dev, mut numbers) in by_device {
            numbers.sort_unstable();
            let twice = numbers.windows(2).filter(|pair| pair[0] == pair[1]).count();
            if twice > 0 {
                let text = format!("Device {dev} used {} for two entries.", count(twice, "number"));
                found.push(Problem { line: 0, code: Code::NumberTwice, text });
            }
            let (mut missing, mut places, mut before) = (0_u64, 0_usize, 0_u64);
            for n in numbers {
                let gap = n.saturating_sub(before).saturating_sub(1);
                missing = missing.saturating_add(gap);
                places += usize::from(gap > 0);
                before = n;
            }
            if missing > 0 && !mixed.contains(dev) {
                let text = format!(
                    "{} not here (in {}). If you took lines out, this is why.",
                    if missing == 1 {
                        format!("1 entry of device {dev} is")
                    } else {
                        format!("{missing} entries of device {dev} are")
                    },
                    count(places, "place"),
                );
                found.push(Problem { line: 0, code: Code::Gap, text });
            }
        }
        self.problems.extend(found);
    }
}

fn count(n: usize, thing: &str) -> String {
    format!("{n} {thing}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
#[path = "reader_tests.rs"]
mod tests;
