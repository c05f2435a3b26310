//! What is written down, and how something in the past is put right: by lines that are added.

use chrono::{DateTime, FixedOffset};

use super::talk::Plain;
use crate::coach::Coach;
use crate::coach::desk::Desk;
use crate::coach::past::Change;
use crate::journal::event::Event;
use crate::journal::replay::Stamped;

impl Plain {
    /// Gives an event of this moment to the journal, and the history takes it in.
    pub(super) fn record(&mut self, event: impl Into<Event>) -> String {
        self.write(event.into())
    }

    /// Puts something in the past right, by a line of its own.
    pub(super) fn put_right(&mut self, change: &Change) {
        let now = self.now.wall;
        let line = match change {
            Change::Correct { id, event, at } => self.book.correct(id, event, *at, now),
            Change::Retract { id } => self.book.retract(id, now),
            Change::Add { event, at } => self.book.append(event, *at),
        };
        let undone = self.coach.change(change, &line);
        self.changed.push((line, undone));
        self.keeping = self.book.poll();
    }

    /// Undoes the last of these, by a line of its own. False: there is none.
    pub(super) fn undo_change(&mut self) -> bool {
        let Some((line, undone)) = self.changed.pop() else { return false };
        self.book.retract(&line, self.now.wall);
        self.coach.put_back(undone);
        self.keeping = self.book.poll();
        true
    }
}

impl Desk for Plain {
    fn coach(&self) -> &Coach {
        &self.coach
    }

    fn moment(&self) -> DateTime<FixedOffset> {
        self.now.wall
    }

    fn write(&mut self, event: Event) -> String {
        let id = self.book.append(&event, self.now.wall);
        self.coach.take(Stamped { id: id.clone(), at: self.now.wall, event });
        self.keeping = self.book.poll();
        id
    }

    fn strike(&mut self, id: &str) {
        self.book.retract(id, self.now.wall);
        self.coach.retract(id);
        self.keeping = self.book.poll();
    }
}
