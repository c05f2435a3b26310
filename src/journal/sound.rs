//! A journal of which every line is as we write it, read the quick way: piece by piece, on all processors, each
//! line straight to the event that it is, each event into the history while the next piece is read. No text is
//! kept, so that ten years take little more room than what is known of them.
//!
//! Lines that we write and that are no events (corrections, what an import brought, kinds of a newer supple)
//! have their place here. Anything else, be it one damaged line, one by hand or an import that was taken back,
//! and the journal is read the long way, which knows what to say about it.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, FixedOffset};

use super::amend::{amend_in_order, is_amendment, targets};
use super::body::Body;
use super::decode::{Decoded, decode};
use super::event::Event;
use super::imported::{DONE, UNDONE};
use super::line::{CrcState, Dev, Entry, MAX_WRITE, VERSION};
use super::name::Name;
use super::parallel::{in_order, threads};
use super::past::{Reading, misfit};
use super::quick;
use super::replay::{Fold, Folded, Stamped};
use crate::domain::history::History;

/// So many bytes, and the rest of a line, are worked on at a time.
const PIECE: usize = 64 * 1024;
/// About the shortest line that we write.
const SHORT_LINE: usize = 200;

/// What was read.
#[derive(Debug)]
pub struct Sound {
    /// Its events as they count, and the history.
    pub(super) folded: Folded,
    /// What could not be used.
    pub(super) reading: Reading,
    /// For every line that is none of these events, how many of them stand above it.
    pub(super) between: Vec<usize>,
    /// The latest moment of an event.
    pub(super) latest: Option<DateTime<FixedOffset>>,
    numbers: Vec<(Dev, Vec<u64>)>,
}

/// Fills the room with what stands from there on.
type Reader<'a> = dyn Fn(&mut [u8], u64) -> io::Result<()> + Sync + 'a;

/// Where the bytes come from.
#[derive(Clone, Copy)]
enum Source<'a> {
    Memory(&'a [u8]),
    Outside(&'a Reader<'a>),
}

impl Source<'_> {
    /// The bytes from there to there; `None` where they are not there (any more).
    fn piece<'b>(&'b self, from: usize, to: usize, room: &'b mut Vec<u8>) -> Option<&'b [u8]> {
        match self {
            Source::Memory(bytes) => bytes.get(from..to),
            Source::Outside(read) => {
                room.resize(to - from, 0);
                read(room, from as u64).ok()?;
                Some(room)
            }
        }
    }
}

/// What stands in one piece.
#[derive(Default)]
struct Piece {
    events: Vec<Stamped>,
    /// Lines that are no events: how many events stand above, and the entry, if the line is not blank.
    others: Vec<(usize, Option<Entry>)>,
    numbers: Vec<(Dev, Vec<u64>)>,
    /// An event says that it must be understood.
    must: bool,
}

impl Sound {
    /// Reads what is in memory. `None`: it has to be read the long way.
    pub fn of(bytes: &[u8]) -> Option<Sound> {
        Sound::read(threads(), Source::Memory(bytes), bytes.len(), PIECE)
    }

    /// The same in so many threads, with pieces of so many bytes: nothing depends on either.
    pub fn in_pieces(threads: usize, bytes: &[u8], piece: usize) -> Option<Sound> {
        Sound::read(threads, Source::Memory(bytes), bytes.len(), piece)
    }

    /// Reads `length` bytes that `read` gives. `None`: as [`Sound::of`], or it does not give them.
    pub(super) fn from(read: &Reader<'_>, length: u64) -> Option<Sound> {
        Sound::read(threads(), Source::Outside(read), usize::try_from(length).ok()?, PIECE)
    }

    fn read(threads: usize, source: Source<'_>, length: usize, piece: usize) -> Option<Sound> {
        let starts: Vec<usize> = (0..length).step_by(piece.max(1)).collect();
        let unsound = AtomicBool::new(false);
        let mut so_far = SoFar::default();
        so_far.events.reserve(length / SHORT_LINE);
        let work = |room: &mut Vec<u8>, from: &usize| {
            // Where one piece is not as it should be, the others need not be looked at.
            let skip = unsound.load(Ordering::Relaxed);
            let read = if skip { None } else { look_at(source, (*from, length, piece), room) };
            unsound.fetch_or(read.is_none(), Ordering::Relaxed);
            read
        };
        in_order(threads, &starts, Vec::new, work, |piece| {
            if let Some(piece) = piece {
                so_far.take(piece);
            }
        });
        if unsound.into_inner() { None } else { so_far.finish() }
    }

    /// The highest number and the count of different numbers that a device has here.
    pub(super) fn numbers_of(&self, dev: &str) -> (u64, u64) {
        let own = self.numbers.iter().filter(|(of, _)| **of == *dev);
        let mut numbers: Vec<u64> = own.flat_map(|(_, numbers)| numbers).copied().collect();
        numbers.sort_unstable();
        numbers.dedup();
        (numbers.last().copied().unwrap_or(0), numbers.len() as u64)
    }
}

/// The lines that begin in one piece.
fn look_at(
    source: Source<'_>,
    (from, length, piece): (usize, usize, usize),
    room: &mut Vec<u8>,
) -> Option<Piece> {
    // One byte before: it tells whether a line begins right here. One line behind: where the last one ends.
    let (first, last) = (from.saturating_sub(1), (from + piece).min(length));
    let text = source.piece(first, (last + MAX_WRITE).min(length), room)?;
    let begin = if from == 0 { 0 } else { line_end(text)? + 1 };
    let end = last - first;
    let mut found = Piece::default();
    found.events.reserve(piece.min(length) / SHORT_LINE);
    let mut rest = text.get(begin..)?;
    // The last byte before this piece's end belongs to it, and so does the line that it is in.
    while text.len() - rest.len() < end {
        let length = line_end(rest)?;
        let (line, after) = rest.split_at_checked(length)?;
        found.take(line)?;
        rest = after.get(1..)?;
    }
    Some(found)
}

/// Where the line ends. A line that has no end within the bytes that are there is none of ours.
fn line_end(text: &[u8]) -> Option<usize> {
    memchr::memchr(b'\n', text)
}

impl Piece {
    /// Takes in a line; `None` where it is not as we write it.
    fn take(&mut self, line: &[u8]) -> Option<()> {
        if let Some(ours) = quick::read(line) {
            self.count(Dev::from(ours.dev), ours.n);
            self.must |= ours.must;
            let (id, at) = (Name::from(ours.id), ours.ts);
            self.events.push(Stamped { id, at, event: ours.event });
            return Some(());
        }
        let entry = match decode(line, false) {
            Decoded::Blank => None,
            Decoded::Whole(entry) if entry.crc == CrcState::Good => {
                self.count(entry.dev, entry.n);
                Some(entry)
            }
            Decoded::Whole(_) | Decoded::Pieces { .. } => return None,
        };
        self.others.push((self.events.len(), entry));
        Some(())
    }

    fn count(&mut self, dev: Dev, n: u64) {
        if n > 0 {
            numbers_of(&mut self.numbers, dev).push(n);
        }
    }
}

/// The list of a device, a new one where it has none. Lines of one device stand together, and there are few.
fn numbers_of(numbers: &mut Vec<(Dev, Vec<u64>)>, dev: Dev) -> &mut Vec<u64> {
    let place = numbers.iter().position(|(of, _)| *of == dev).unwrap_or_else(|| {
        numbers.push((dev, Vec::new()));
        numbers.len() - 1
    });
    &mut numbers[place].1
}

/// What the pieces come to.
#[derive(Default)]
struct SoFar {
    events: Vec<Stamped>,
    fold: Fold,
    history: History,
    /// Corrections, with their lines, from 1.
    others: Vec<(Entry, usize)>,
    between: Vec<usize>,
    reading: Reading,
    latest: Option<DateTime<FixedOffset>>,
    numbers: Vec<(Dev, Vec<u64>)>,
    /// A name was there before.
    twice: bool,
    /// An import was taken back.
    undone: bool,
    must: bool,
}

impl SoFar {
    fn take(&mut self, piece: Piece) {
        let mut others = piece.others.into_iter().peekable();
        self.reading.entries += piece.events.len();
        self.must |= piece.must;
        for (place, stamped) in piece.events.into_iter().enumerate() {
            while let Some((_, other)) = others.next_if(|(above, _)| *above <= place) {
                self.other(other);
            }
            if self.fold.take(&mut self.history, &stamped) {
                self.latest = self.latest.max(Some(stamped.at));
                self.events.push(stamped);
            } else {
                self.twice = true;
            }
        }
        others.for_each(|(_, other)| self.other(other));
        for (dev, numbers) in piece.numbers {
            numbers_of(&mut self.numbers, dev).extend(numbers);
        }
    }

    /// Takes in a line that is no event.
    fn other(&mut self, entry: Option<Entry>) {
        self.between.push(self.events.len());
        let Some(entry) = entry else { return };
        self.reading.entries += 1;
        self.undone |= entry.kind == UNDONE;
        if is_amendment(&entry) {
            self.others.push((entry, self.events.len() + self.between.len()));
        } else if entry.kind != DONE {
            self.unused(&entry);
        }
    }

    /// A kind that is not known, or a body that does not fit its kind.
    fn unused(&mut self, entry: &Entry) {
        let line = self.events.len() + self.between.len();
        self.reading.held |= entry.must;
        if Event::parse(&entry.kind, entry.body.get()).is_ok() {
            self.reading.unknown += 1;
        } else {
            let why = misfit(&entry.kind, entry.body.get());
            self.reading.cannot_use(&entry.id, why, line);
        }
    }

    /// `None`: there is more to it than can be told here.
    fn finish(mut self) -> Option<Sound> {
        if self.undone || self.twice {
            return None;
        }
        if !self.others.is_empty() {
            // What is amended may be one of those that are not known, or have more to say than its event.
            if self.must || self.reading.unknown > 0 || !self.reading.unusable.is_empty() {
                return None;
            }
            self.amend()?;
        }
        let SoFar { events, fold, history, between, reading, latest, numbers, .. } = self;
        Some(Sound { folded: Folded { events, history, fold }, reading, between, latest, numbers })
    }

    /// Whether the lines stand as one computer wrote them, one after the other.
    fn is_in_order(&self) -> bool {
        let [(_, numbers)] = self.numbers.as_slice() else { return false };
        numbers.len() == self.reading.entries && numbers.is_sorted()
    }

    /// Follows the corrections, and folds once more.
    fn amend(&mut self) -> Option<()> {
        let (amendments, lines): (Vec<Entry>, Vec<usize>) =
            std::mem::take(&mut self.others).into_iter().unzip();
        let named: HashSet<Name> = amendments.iter().map(|entry| entry.id.clone()).collect();
        let aimed_at = targets(&amendments);
        if named.len() < amendments.len() || self.events.iter().any(|event| named.contains(&event.id)) {
            return None;
        }
        let targets: Vec<Entry> =
            self.events.iter().filter(|event| aimed_at.contains(&event.id)).map(without_body).collect();
        // The place of a target is not asked for.
        let lines = targets.iter().map(|_| 0).chain(lines).collect();
        let amended = amend_in_order(targets.into_iter().chain(amendments).collect(), lines);
        // What moves with a session depends on which line was written first.
        let moves =
            |event: &Event| event.moves_with().is_some_and(|session| amended.moved.contains_key(session));
        if !amended.moved.is_empty()
            && !self.is_in_order()
            && self.events.iter().any(|line| moves(&line.event))
        {
            return None;
        }
        let corrected: HashSet<&str> = amended.corrected.iter().map(String::as_str).collect();
        let entries = amended.entries.iter().filter(|entry| corrected.contains(&*entry.id));
        let new: HashMap<&str, &Entry> = entries.map(|entry| (&*entry.id, entry)).collect();

        let mut between = std::mem::take(&mut self.between).into_iter().peekable();
        let mut kept = Vec::with_capacity(self.events.len());
        for (place, mut stamped) in std::mem::take(&mut self.events).into_iter().enumerate() {
            while between.next_if(|above| *above <= place).is_some() {
                self.between.push(kept.len());
            }
            let line = kept.len() + self.between.len() + 1;
            if let Some(entry) = new.get(&*stamped.id) {
                stamped.at = entry.ts;
                match Event::parse(&entry.kind, entry.body.get()) {
                    Ok(Some(event)) => stamped.event = event,
                    Ok(None) => return None,
                    Err(_) => {
                        let why = misfit(&entry.kind, entry.body.get());
                        self.reading.cannot_use(&entry.id, why, line);
                        self.between.push(kept.len());
                        continue;
                    }
                }
            }
            let session = stamped.event.session();
            let is_gone = |id: &str| amended.gone.contains(id);
            if is_gone(&stamped.id) || session.is_some_and(is_gone) {
                self.between.push(kept.len());
                continue;
            }
            stamped.at = amended.moment_of(&stamped.event, stamped.at, line);
            kept.push(stamped);
        }
        self.between.extend(between.map(|_| kept.len()));
        self.latest = kept.iter().map(|stamped| stamped.at).max();
        Folded { events: self.events, history: self.history, fold: self.fold } = Folded::of(kept);
        Some(())
    }
}

/// An event as an entry, for those that look at names and moments only.
fn without_body(stamped: &Stamped) -> Entry {
    Entry {
        v: VERSION,
        id: stamped.id.clone(),
        dev: Dev::default(),
        n: 0,
        ts: stamped.at,
        kind: Cow::Borrowed(stamped.event.kind()),
        body: Body::of("{}", None),
        must: false,
        crc: CrcState::Good,
    }
}
