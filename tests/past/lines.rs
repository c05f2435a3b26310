//! A journal of real lines in memory: what is read back from it is what a restart would read.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use serde_json::value::RawValue;
use serde_json::{Value, json};
use supple::cli::open;
use supple::clock::Now;
use supple::coach::Coach;
use supple::demo::weeks;
use supple::journal::book::{Book, Keeping};
use supple::journal::event::Event;
use supple::journal::keeper::correction;
use supple::journal::line::{CrcState, Entry};
use supple::journal::past;
use supple::journal::reader::Loaded;
use supple::journal::writer::Unsaved;
use supple::tui::app::{App, Shared};
use supple::tui::theme::Theme;

use super::support::{Pages, Person};

pub(crate) const NOW: &str = "2026-11-20T18:00:00+01:00";

#[derive(Clone, Default)]
pub(crate) struct Lines(pub Rc<RefCell<Vec<Entry>>>);

impl Lines {
    /// The made-up twelve weeks.
    pub(crate) fn demo() -> Lines {
        let lines = Lines::default();
        for stamped in weeks(open::coach(Vec::new()).unwrap(), now()) {
            lines.push(stamped.id.to_string(), stamped.event.kind(), &stamped.event.body(), stamped.at);
        }
        lines
    }

    pub(crate) fn push(&self, id: String, kind: &str, body: &Value, ts: DateTime<FixedOffset>) {
        let body = RawValue::from_string(body.to_string()).unwrap();
        let (dev, kind) = ("d".into(), kind.to_owned().into());
        let n = self.count() as u64 + 1;
        self.0.borrow_mut().push(Entry {
            v: 1,
            id: id.into(),
            dev,
            n,
            ts,
            kind,
            body: body.into(),
            must: false,
            crc: CrcState::Good,
        });
    }

    fn next(&self, kind: &str, body: &Value, ts: DateTime<FixedOffset>) -> String {
        let id = format!("Z{:025}", self.0.borrow().len());
        self.push(id.clone(), kind, body, ts);
        id
    }

    /// A coach that knows nothing but the lines.
    pub(crate) fn coach(&self) -> Coach {
        let mut loaded = Loaded { entries: self.0.borrow().clone(), ..Loaded::default() };
        let (events, reading) = past::events(&mut loaded, now());
        assert!(reading.unusable.is_empty());
        open::coach(events).unwrap()
    }

    /// The lines since there were `from`.
    pub(crate) fn since(&self, from: usize) -> Vec<(String, Value)> {
        let lines = self.0.borrow();
        let told = |entry: &Entry| (entry.kind.to_string(), serde_json::from_str(entry.body.get()).unwrap());
        lines[from..].iter().map(told).collect()
    }

    pub(crate) fn count(&self) -> usize {
        self.0.borrow().len()
    }

    /// Somebody at the program over these lines.
    pub(crate) fn person(&self) -> Person {
        let now = Now { wall: now(), mono: Duration::from_secs(1) };
        let shared = Shared::new(self.coach(), Box::new(self.clone()), Theme::new(true), now);
        Person { app: App::new(shared), pages: Pages::default(), now, size: (80, 24) }
    }
}

pub(crate) fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(NOW).unwrap()
}

impl Book for Lines {
    fn append(&mut self, event: &Event, at: DateTime<FixedOffset>) -> String {
        self.next(event.kind(), &event.body(), at)
    }

    fn retract(&mut self, id: &str, at: DateTime<FixedOffset>) -> String {
        self.next("retract", &json!({ "target": id }), at)
    }

    fn correct(
        &mut self,
        id: &str,
        event: &Event,
        moment: Option<DateTime<FixedOffset>>,
        at: DateTime<FixedOffset>,
    ) -> String {
        self.next("correct", &correction(id, event, moment), at)
    }

    fn poll(&mut self) -> Keeping {
        Keeping::default()
    }

    fn close(self: Box<Self>) -> Result<Vec<String>, Unsaved> {
        Ok(Vec::new())
    }
}
