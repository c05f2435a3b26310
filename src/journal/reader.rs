//! The whole journal: bytes in, entries out, and a note of everything that was not as it should be.

use chrono::{DateTime, FixedOffset, TimeDelta};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::BufRead as _;

use super::fault::{Code, Fault};
use super::imported::brought;
use super::line::{CrcState, Decoded, Entry, decode};
use super::name::Name;
use super::names::Names;
use super::parallel::{in_order, threads};
use super::parts::Parts;
use super::rescue::Found;

/// So many bytes, and the rest of a line, are worked on at a time.
const BLOCK: usize = 128 * 1024;

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
    /// The files that the lines are of, where there is more than `journal.jsonl`.
    pub files: Parts,
}

impl Loaded {
    /// Takes in what waits in rescue files and cannot come home yet: it counts, though it has no line.
    pub fn add_rescued(&mut self, found: Vec<Found>) {
        self.add_more(found.into_iter().flat_map(|one| one.entries).collect());
    }

    /// Takes in entries that have no line here, each once.
    pub(super) fn add_more(&mut self, more: Vec<Entry>) {
        if more.is_empty() {
            return;
        }
        let mut known: HashSet<Name> = self.entries.iter().map(|entry| entry.id.clone()).collect();
        for entry in more {
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

    /// The numbers of the lines of which something is lost, each once.
    pub fn lost_lines(&self) -> Vec<usize> {
        let lost = self.problems.iter().filter(|problem| problem.line > 0 && problem.code.is_loss());
        let mut lines: Vec<usize> = lost.map(|problem| problem.line).collect();
        lines.dedup();
        lines
    }

    /// The line that an entry stands on.
    pub fn line_of(&self, id: &str) -> Option<usize> {
        let place = self.entries.iter().position(|entry| entry.id == id)?;
        self.at.get(place).copied().filter(|line| *line > 0)
    }

    /// The same, as people count: the file, where that is not the usual one, and the line in it.
    pub fn place_of(&self, id: &str) -> Option<(Option<String>, usize)> {
        let (file, line) = self.files.find(self.line_of(id)?);
        Some((file.map(str::to_owned), line))
    }

    /// The line of every entry that stands on one, by its id.
    pub fn all_lines(&self) -> HashMap<&str, usize> {
        let lines = self.entries.iter().map(|entry| entry.id.as_str()).zip(self.at.iter().copied());
        lines.filter(|(_, line)| *line > 0).collect()
    }

    /// Entries dated more than a day after `now`: not to be used for "days since".
    pub fn in_future(&self, now: DateTime<FixedOffset>) -> impl Iterator<Item = (usize, &Entry)> {
        let limit = now.checked_add_signed(TimeDelta::days(1)).unwrap_or(now);
        self.at.iter().copied().zip(&self.entries).filter(move |(_, entry)| entry.ts > limit)
    }

    /// The highest number and the count of different numbers that a device has here.
    pub fn numbers_of(&self, dev: &str) -> (u64, u64) {
        let mut numbers: Vec<u64> =
            self.entries.iter().filter(|e| *e.dev == *dev && e.n > 0).map(|e| e.n).collect();
        numbers.sort_unstable();
        numbers.dedup();
        (numbers.last().copied().unwrap_or(0), numbers.len() as u64)
    }
}

/// Reads a whole journal. Never fails: what cannot be read is in `problems`.
pub fn read(bytes: &[u8]) -> Loaded {
    read_in(threads(), bytes)
}

/// The same in so many threads. What is read is the same for any number of them.
pub fn read_in(threads: usize, bytes: &[u8]) -> Loaded {
    let mut loaded = Loaded { bytes: bytes.len(), ..Loaded::default() };
    loaded.entries.reserve(bytes.len() / 200);
    loaded.at.reserve(bytes.len() / 200);
    let (mut known, mut number) = (Names::default(), 0);
    let blocks: Vec<(usize, &[u8])> = blocks(bytes).into_iter().enumerate().collect();
    let decoded = |(): &mut (), (nth, block): &(usize, &[u8])| -> Vec<Decoded> {
        let lines = lines(block).enumerate();
        lines.map(|(line, text)| decode(text, *nth == 0 && line == 0)).collect()
    };
    in_order(
        threads,
        &blocks,
        || (),
        decoded,
        |block| {
            for line in block {
                number += 1;
                loaded.take(line, number, &mut known);
            }
        },
    );
    loaded.look_at_tail(bytes, number);
    loaded.look_for_gaps();
    loaded
}

/// Pieces of about [`BLOCK`] bytes, each up to the end of a line.
fn blocks(bytes: &[u8]) -> Vec<&[u8]> {
    let (mut blocks, mut rest) = (Vec::with_capacity(bytes.len() / BLOCK + 1), bytes);
    while let Some(mut more) = rest.get(BLOCK..).filter(|more| !more.is_empty()) {
        // The quickest search for a byte that the standard library has.
        let to_the_end_of_line = more.skip_until(b'\n').unwrap_or(0);
        let (block, after) = rest.split_at(BLOCK + to_the_end_of_line);
        blocks.push(block);
        rest = after;
    }
    blocks.push(rest);
    blocks
}

/// The lines without their ends.
fn lines(block: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = block;
    std::iter::from_fn(move || {
        let before = rest;
        let length = rest.skip_until(b'\n').ok().filter(|length| *length > 0)?;
        let line = before.get(..length)?;
        Some(line.strip_suffix(b"\n").unwrap_or(line))
    })
}

fn at_line(line: usize, fault: Fault) -> Problem {
    Problem { line, code: fault.code, text: fault.text }
}

impl Loaded {
    /// Takes in what a line turned out to be.
    fn take(&mut self, line: Decoded, number: usize, known: &mut Names) {
        match line {
            Decoded::Blank => return,
            Decoded::Whole(entry) => self.add(entry, number, known),
            Decoded::Pieces { entries, faults, must_lost } => {
                self.must_lost |= must_lost;
                self.bad += usize::from(faults.iter().any(|fault| fault.code.is_loss()));
                self.problems.extend(faults.into_iter().map(|fault| at_line(number, fault)));
                for entry in entries {
                    self.add(entry, number, known);
                }
            }
        }
        self.lines += 1;
    }

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
    pub(super) fn look_for_gaps(&mut self) {
        // A merge leaves the books of the other file behind, so what it brought has gaps of its own.
        let brought = brought(&self.entries);
        let is_brought = |entry: &&Entry| brought.contains(entry.id.as_str());
        let mixed: HashSet<&str> = self.entries.iter().filter(is_brought).map(|e| &*e.dev).collect();
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
