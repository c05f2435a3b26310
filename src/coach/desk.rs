//! What a conversation with the person needs from whoever leads it: the coach, the moment, and a pen.
//! The screens and the line-by-line mode are both such a desk, so that the same answers write the same lines.

use chrono::{DateTime, FixedOffset};

use super::Coach;
use crate::journal::event::Event;

/// Somebody with the coach at hand and the journal open.
pub trait Desk {
    /// What the program knows.
    fn coach(&self) -> &Coach;
    /// This moment.
    fn moment(&self) -> DateTime<FixedOffset>;
    /// Writes an event of this moment down, and lets the coach take it in. The id of its line.
    fn write(&mut self, event: Event) -> String;
    /// Takes a line back by a line of its own.
    fn strike(&mut self, id: &str);
}
