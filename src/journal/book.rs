//! Where events go, as the screens see it: a place that takes them and says when they are safe.

use chrono::{DateTime, FixedOffset};

use super::event::Event;
use super::past::Past;
use super::replay::Stamped;
use super::writer::Unsaved;

/// Where events go. The real one is a writer thread; tests use a list.
pub trait Book {
    /// Takes an event and says the id of its line. It is safe only once [`Book::poll`] says so.
    fn append(&mut self, event: &Event, at: DateTime<FixedOffset>) -> String;
    /// Takes a line back by a line of its own. The id of that one: taken back itself, it undoes this.
    fn retract(&mut self, id: &str, at: DateTime<FixedOffset>) -> String;
    /// Gives a line a new body, and where `moment` is given another moment, by a line of its own. The id
    /// of that one.
    fn correct(
        &mut self,
        id: &str,
        event: &Event,
        moment: Option<DateTime<FixedOffset>>,
        at: DateTime<FixedOffset>,
    ) -> String;
    /// What is on its way, and what went wrong.
    fn poll(&mut self) -> Keeping;
    /// Tries once more what could not be written.
    fn retry(&mut self) {}
    /// Events that another terminal has written meanwhile; each once.
    fn arrived(&mut self) -> Vec<Stamped> {
        Vec::new()
    }
    /// The journal as it is now, with what is not on the disk yet, where another terminal has written: one line
    /// may change what others mean. Once; where it is `wanted`, in any case. Nothing where it cannot be read:
    /// then the next start shows it.
    fn anew(&mut self, wanted: bool) -> Option<Past> {
        let _ = wanted;
        None
    }
    /// Asks what other terminals have written by now; [`Book::arrived`] has it then. For moments that count:
    /// it may wait a little for the disk.
    fn look(&mut self) {}
    /// Saves what there is. Sentences that should still be told.
    ///
    /// # Errors
    /// The lines that are not on the disk, and why.
    fn close(self: Box<Self>) -> Result<Vec<String>, Unsaved>;
}

/// Whether what was answered is safe.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keeping {
    /// Lines that are on the disk, in this run.
    pub saved: usize,
    /// Lines that are not on the disk yet.
    pub waiting: usize,
    /// Why, when they could not be written.
    pub trouble: Option<String>,
}
