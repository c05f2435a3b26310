//! What a conversation with the person needs from whoever leads it: the coach, the moment, and a pen.
//! The screens and the line-by-line mode are both such a desk, so that the same answers write the same lines.

use chrono::{DateTime, FixedOffset};

use super::Coach;
use super::past::Change;
use super::pen::Pen;
use crate::journal::event::Event;

/// Somebody with the coach at hand and the journal open.
pub trait Desk {
    /// What the program knows.
    fn coach(&self) -> &Coach;
    /// This moment.
    fn moment(&self) -> DateTime<FixedOffset>;
    /// The coach and the pen, to write with.
    fn hands(&mut self) -> (&mut Coach, &mut Pen);
    /// Writes an event of this moment down, and lets the coach take it in. The id of its line.
    fn record(&mut self, event: impl Into<Event>) -> String
    where
        Self: Sized,
    {
        self.write(event.into())
    }
    /// [`Desk::record`], of an event that is one already.
    fn write(&mut self, event: Event) -> String {
        let now = self.moment();
        let (coach, pen) = self.hands();
        pen.write(coach, event, now)
    }
    /// Takes a line back by a line of its own.
    fn strike(&mut self, id: &str) {
        let now = self.moment();
        let (coach, pen) = self.hands();
        pen.strike(coach, id, now);
    }
    /// Puts something in the past right, by a line of its own.
    fn put_right(&mut self, change: &Change) {
        let now = self.moment();
        let (coach, pen) = self.hands();
        pen.put_right(coach, change, now);
    }
    /// Undoes the last of these, by a line of its own. False: there is none.
    fn undo_change(&mut self) -> bool {
        let now = self.moment();
        let (coach, pen) = self.hands();
        pen.undo_change(coach, now)
    }
    /// Asks what was written elsewhere meanwhile, before something that counts on it.
    fn look_elsewhere(&mut self) {
        let now = self.moment();
        let (coach, pen) = self.hands();
        pen.look(coach, now);
    }
}
