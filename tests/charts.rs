//! The charts: what they say, what they draw, by keys, at every size, and how much work that is.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "charts/said.rs"]
mod said;
#[path = "charts/screen.rs"]
mod screen;
#[path = "support/app.rs"]
mod support;
#[path = "charts/work.rs"]
mod work;

use std::cell::RefCell;
use std::rc::Rc;

use supple::cli::open;
use supple::demo;
use supple::journal::event::Event;
use supple::journal::replay::Stamped;
use support::{Pages, at};

/// The day on which they are looked at.
const NOW: &str = "2026-11-20T18:00:00+00:00";

/// The twelve made-up weeks.
fn demo_pages() -> Pages {
    let coach = open::coach(Vec::new()).unwrap();
    Pages(Rc::new(RefCell::new(demo::weeks(coach, at(NOW)))))
}

/// Lines of a journal, one after the other.
#[derive(Default)]
struct Lines(Vec<Stamped>);

impl Lines {
    fn say(&mut self, day: &str, event: impl Into<Event>) -> String {
        let id = format!("{:026}", self.0.len() + 1);
        self.0.push(Stamped {
            id: id.as_str().into(),
            at: at(&format!("{day}T12:00:00+00:00")),
            event: event.into(),
        });
        id
    }
}
