//! The one hand that writes: an event goes to the journal and into the history in the same breath, and
//! something in the past is put right by lines that are added.

use std::time::Duration;

use chrono::{DateTime, FixedOffset};

use super::Coach;
use super::past::{Change, Undone};
use crate::journal::book::{Book, Keeping};
use crate::journal::event::Event;
use crate::journal::replay::Stamped;
use crate::journal::writer::Unsaved;

/// Between two tries to write what could not be written.
pub const RETRY: Duration = Duration::from_secs(2);

/// Where events go, and what became of them.
pub struct Pen {
    book: Box<dyn Book>,
    /// What is not on the disk yet.
    pub keeping: Keeping,
    /// Changes to the past of this run that can be undone: the name of the line, and what it replaced.
    changed: Vec<(String, Undone)>,
    /// The past was read anew since the first of them: what they replaced is another by now.
    anew: bool,
    /// Not before this moment, on the monotonic clock, is a failed write tried again.
    retry_at: Duration,
}

impl Pen {
    /// A pen for this book.
    pub fn new(book: Box<dyn Book>) -> Pen {
        let keeping = Keeping::default();
        Pen { book, keeping, changed: Vec::new(), anew: false, retry_at: Duration::ZERO }
    }

    /// Writes an event of this moment down, and the history takes it in. The id of its line.
    pub fn write(&mut self, coach: &mut Coach, event: Event, at: DateTime<FixedOffset>) -> String {
        let id = self.book.append(&event, at);
        coach.take(Stamped { id: id.as_str().into(), at, event });
        self.keeping = self.book.poll();
        id
    }

    /// Takes a line back by a line of its own.
    pub fn strike(&mut self, coach: &mut Coach, id: &str, at: DateTime<FixedOffset>) {
        self.book.retract(id, at);
        coach.retract(id);
        self.keeping = self.book.poll();
    }

    /// Puts something in the past right, by a line of its own.
    pub fn put_right(&mut self, coach: &mut Coach, change: &Change, now: DateTime<FixedOffset>) {
        let line = match change {
            Change::Correct { id, event, at } => self.book.correct(id, event, *at, now),
            Change::Retract { id } => self.book.retract(id, now),
            Change::Add { event, at } => self.book.append(event, *at),
        };
        let undone = coach.change(change, &line);
        self.changed.push((line, undone));
        self.keeping = self.book.poll();
    }

    /// Undoes the last of these, by a line of its own. False: there is none.
    pub fn undo_change(&mut self, coach: &mut Coach, now: DateTime<FixedOffset>) -> bool {
        let Some((line, undone)) = self.changed.pop() else { return false };
        self.book.retract(&line, now);
        if !self.anew || !self.read_anew(coach, true, now) {
            coach.put_back(undone);
        }
        self.keeping = self.book.poll();
        true
    }

    /// How many of them there are.
    pub fn changes(&self) -> usize {
        self.changed.len()
    }

    /// Asks what was written elsewhere meanwhile, before something that counts on it. It may wait a little
    /// for the disk.
    pub fn look(&mut self, coach: &mut Coach, now: DateTime<FixedOffset>) {
        self.book.look();
        self.arrived(coach, now);
    }

    /// Time has passed: what is safe by now, what came from elsewhere; and what could not be written is
    /// tried again, because room on the disk comes back without a key being pressed. `mono`: on the
    /// monotonic clock. Whether anything is other than it was.
    pub fn tick(&mut self, coach: &mut Coach, now: DateTime<FixedOffset>, mono: Duration) -> bool {
        let keeping = self.book.poll();
        let other = keeping != self.keeping;
        self.keeping = keeping;
        if self.keeping.trouble.is_some() && mono >= self.retry_at {
            self.book.retry();
            self.retry_at = mono + RETRY;
        }
        self.arrived(coach, now) || other
    }

    fn arrived(&mut self, coach: &mut Coach, now: DateTime<FixedOffset>) -> bool {
        if self.read_anew(coach, false, now) {
            return true;
        }
        let arrived = self.book.arrived();
        let any = !arrived.is_empty();
        for stamped in arrived {
            coach.take(stamped);
        }
        any
    }

    /// Takes the journal in as it is now, where another terminal has written, or where that is wanted. Whether
    /// it did.
    fn read_anew(&mut self, coach: &mut Coach, wanted: bool, now: DateTime<FixedOffset>) -> bool {
        let Some(past) = self.book.anew(wanted) else { return false };
        let (folded, reading) = past.at(now);
        coach.replace(folded, reading.held);
        self.anew = true;
        true
    }

    /// Saves what there is. Sentences that should still be told.
    ///
    /// # Errors
    /// The lines that are not on the disk, and why.
    pub fn close(self) -> Result<Vec<String>, Unsaved> {
        self.book.close()
    }
}
