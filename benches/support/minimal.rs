//! The least that a typed reader of the same lines does.

use serde::Deserialize;
use serde_json::value::RawValue;
use supple::journal::event::Event;

/// The envelope, and nothing that makes it safe: no check value, no names looked up.
#[derive(Deserialize)]
struct Line<'a> {
    id: String,
    ts: String,
    #[serde(rename = "type")]
    kind: &'a str,
    #[serde(borrow)]
    body: &'a RawValue,
}

/// What anybody would write in ten minutes.
pub(crate) fn read(text: &str) -> Vec<(String, String, Event)> {
    let typed = |line: &str| {
        let line: Line<'_> = serde_json::from_str(line).expect("our own line");
        let event = Event::parse(line.kind, line.body.get()).expect("our own body").expect("our own kind");
        (line.id, line.ts, event)
    };
    text.lines().map(typed).collect()
}
