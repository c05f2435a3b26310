//! The book of the running program: the writer thread, with what it reports put into one state.

use chrono::{DateTime, FixedOffset};
use serde_json::json;

use super::amend::{CORRECT, RETRACT};
use super::book::{Book, Keeping};
use super::event::Event;
use super::line::Entry;
use super::past::Past;
use super::replay::Stamped;
use super::store::{self, Places};
use super::writer::{Draft, Outcome, Unsaved, Writer};

/// A [`Book`] over a [`Writer`].
pub struct Keeper {
    writer: Writer,
    keeping: Keeping,
    arrived: Vec<Stamped>,
    notices: Vec<String>,
    /// Where the journal is, if it may be read anew.
    places: Option<Places>,
    /// Something came from another terminal since the journal was read.
    elsewhere: bool,
}

impl Keeper {
    /// Takes the writer over.
    pub fn new(writer: Writer) -> Keeper {
        Keeper {
            writer,
            keeping: Keeping::default(),
            arrived: Vec::new(),
            notices: Vec::new(),
            places: None,
            elsewhere: false,
        }
    }

    /// The same for a program that goes on for a while: it reads the journal anew where another terminal has
    /// written. One line may change what others mean, be it a correction, a clock that was wrong or a kind that
    /// holds the doses: only reading it all comes to what the next start comes to.
    #[must_use]
    pub fn reading(self, places: Places) -> Keeper {
        Keeper { places: Some(places), ..self }
    }

    fn submit(&mut self, draft: &Draft) -> String {
        match self.writer.submit(draft) {
            Ok(id) => {
                self.keeping.waiting = self.writer.unsaved();
                id.as_str().to_owned()
            }
            Err(error) => {
                self.keeping.trouble = Some(error.to_string());
                String::new()
            }
        }
    }

    fn heard(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Saved { .. } => {
                self.keeping.saved += 1;
                self.keeping.trouble = None;
            }
            Outcome::NotSaved { text, rescued, .. } => {
                self.keeping.trouble = Some(match rescued {
                    Some(file) => format!("{text}. Your answers are kept in {} meanwhile", file.display()),
                    None => text,
                });
            }
            Outcome::FromElsewhere(entries) => {
                self.elsewhere |= !entries.is_empty();
                self.arrived.extend(entries.iter().filter_map(stamped));
            }
            Outcome::Notice(notice) => self.notices.push(notice.to_string()),
            Outcome::Looked => {}
        }
    }
}

/// An entry of another terminal, if it is one that this program knows.
fn stamped(entry: &Entry) -> Option<Stamped> {
    let event = Event::parse(&entry.kind, entry.body.get()).ok().flatten()?;
    Some(Stamped { id: entry.id.clone(), at: entry.ts, event })
}

/// The body of a `correct` line.
pub fn correction(id: &str, event: &Event, moment: Option<DateTime<FixedOffset>>) -> serde_json::Value {
    match moment {
        Some(moment) => {
            let moment = moment.to_rfc3339_opts(chrono::SecondsFormat::Millis, false);
            json!({"target": id, "at": moment, "body": event.body()})
        }
        None => json!({"target": id, "body": event.body()}),
    }
}

impl Book for Keeper {
    fn append(&mut self, event: &Event, at: DateTime<FixedOffset>) -> String {
        self.submit(&Draft { kind: event.kind().into(), body: event.body(), ts: at, must: false })
    }

    fn retract(&mut self, id: &str, at: DateTime<FixedOffset>) -> String {
        let body = json!({"target": id, "why": "taken back by the person"});
        self.submit(&Draft { kind: RETRACT.into(), body, ts: at, must: false })
    }

    fn correct(
        &mut self,
        id: &str,
        event: &Event,
        moment: Option<DateTime<FixedOffset>>,
        at: DateTime<FixedOffset>,
    ) -> String {
        let body = correction(id, event, moment);
        self.submit(&Draft { kind: CORRECT.into(), body, ts: at, must: false })
    }

    fn poll(&mut self) -> Keeping {
        loop {
            match self.writer.try_recv() {
                Ok(Some(outcome)) => self.heard(outcome),
                Ok(None) => break,
                Err(gone) => {
                    self.keeping.trouble = Some(gone.to_string());
                    break;
                }
            }
        }
        self.keeping.waiting = self.writer.unsaved();
        self.keeping.clone()
    }

    fn retry(&mut self) {
        self.writer.retry();
    }

    fn arrived(&mut self) -> Vec<Stamped> {
        std::mem::take(&mut self.arrived)
    }

    fn anew(&mut self, wanted: bool) -> Option<Past> {
        if !std::mem::take(&mut self.elsewhere) && !wanted {
            return None;
        }
        // First what waits: a line that is saved meanwhile is there twice then, and not lost.
        let waiting = self.writer.waiting_lines()();
        let past = store::look_with(self.places.as_ref()?, &waiting);
        // Not now: it is tried again. Until then what came is taken line by line.
        self.elsewhere = past.is_none();
        if past.is_some() {
            self.arrived.clear();
        }
        past
    }

    fn look(&mut self) {
        for outcome in self.writer.look() {
            self.heard(outcome);
        }
        self.keeping.waiting = self.writer.unsaved();
    }

    fn close(self: Box<Self>) -> Result<Vec<String>, Unsaved> {
        let mut told = self.notices;
        told.extend(self.writer.close()?.iter().map(ToString::to_string));
        Ok(told)
    }
}
