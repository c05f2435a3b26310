//! One row for each event, for spreadsheets.
//!
//! | column | |
//! | --- | --- |
//! | `time` | RFC 3339 with offset |
//! | `type` | as in the journal: `pain.rated`, `session.started`, ... |
//! | `id`, `session` | of the line, and of the session that it belongs to |
//! | `exercise`, `side` | where the event is about one |
//! | `score` | 0 to 10, where the event is a rating |
//! | `asked`, `done` | seconds of a hold, repetitions of a set, minutes of a walk |
//! | `detail` | everything else of the event, as JSON |

use chrono::SecondsFormat;
use serde_json::{Map, Value};

use super::Period;
use super::escape::cell;
use crate::journal::imported::told;
use crate::journal::line::Entry;

/// The first row.
pub const HEAD: &str = "time,type,id,session,exercise,side,score,asked,done,detail";

/// Names under which the columns `asked` and `done` stand in the bodies.
const ASKED: [&str; 2] = ["asked", "asked_s"];
const DONE: [&str; 5] = ["held_s", "reps", "done_s", "minutes", "next_morning"];

/// Writes the rows, the first one with the names of the columns; each ends with CR LF.
pub fn rows(entries: &[Entry], period: Option<Period>) -> String {
    let mut chosen: Vec<&Entry> =
        told(entries).filter(|entry| period.is_none_or(|period| period.has(entry.ts.date_naive()))).collect();
    chosen.sort_by(|a, b| (a.ts, &a.id).cmp(&(b.ts, &b.id)));
    let mut out = format!("{HEAD}\r\n");
    for entry in chosen {
        out.push_str(&row(entry).join(","));
        out.push_str("\r\n");
    }
    out
}

fn row(entry: &Entry) -> Vec<String> {
    let mut body: Map<String, Value> = serde_json::from_str(entry.body.get()).unwrap_or_default();
    let mut take = |names: &[&str]| {
        let value = names.iter().find_map(|name| body.shift_remove(*name));
        value.map_or_else(String::new, |value| match value {
            Value::String(text) => text,
            other => other.to_string(),
        })
    };
    let session = if entry.kind == "session.started" { entry.id.to_string() } else { take(&["session"]) };
    // Minutes of a session are what was asked, those of a walk what was done.
    let (asked, done): (&[&str], &[&str]) =
        if entry.kind == "session.started" { (&["minutes"], &[]) } else { (&ASKED, &DONE) };
    let cells = [
        entry.ts.to_rfc3339_opts(SecondsFormat::Millis, false),
        entry.kind.to_string(),
        entry.id.to_string(),
        session,
        take(&["exercise"]),
        take(&["side"]),
        take(&["score"]),
        take(asked),
        take(done),
    ];
    let rest = if body.is_empty() { String::new() } else { Value::Object(body).to_string() };
    cells.iter().chain([&rest]).map(|text| cell(text)).collect()
}
