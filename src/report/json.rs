//! Every event as it is, to be kept or read in again: the same events in any file give the same bytes.

use chrono::SecondsFormat;
use serde::Serialize;

use super::Period;
use crate::content::disclaimer::DISCLAIMER;
use crate::journal::body::Body;
use crate::journal::imported::told;
use crate::journal::line::Entry;

/// JSON Schema of the document, for other programs.
pub const SCHEMA: &str = include_str!("../../assets/schema/export.schema.json");

/// The document.
#[derive(Debug, Serialize)]
pub struct Export<'a> {
    /// Always `supple-export`.
    pub format: &'static str,
    /// Version of this format.
    pub version: u32,
    /// What supple is not.
    pub disclaimer: &'static str,
    /// The events, by time, then by id.
    pub events: Vec<Line<'a>>,
}

/// One event, as its line in the journal has it.
#[derive(Debug, Serialize)]
pub struct Line<'a> {
    /// Id of the line.
    pub id: &'a str,
    /// The computer that wrote it.
    pub dev: &'a str,
    /// Its number there.
    pub n: u64,
    /// When, RFC 3339 with offset and milliseconds.
    pub ts: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: &'a str,
    /// Whether a reader that does not know the type must stop.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub must: bool,
    /// The body as it stands in the journal.
    pub body: &'a Body,
}

/// Gathers them. Without a period: all.
pub fn of(entries: &[Entry], period: Option<Period>) -> Export<'_> {
    let mut chosen: Vec<&Entry> =
        told(entries).filter(|entry| period.is_none_or(|period| period.has(entry.ts.date_naive()))).collect();
    chosen.sort_by(|a, b| (a.ts, &a.id).cmp(&(b.ts, &b.id)));
    let events = chosen
        .into_iter()
        .map(|entry| Line {
            id: &entry.id,
            dev: &entry.dev,
            n: entry.n,
            ts: entry.ts.to_rfc3339_opts(SecondsFormat::Millis, false),
            kind: &entry.kind,
            must: entry.must,
            body: &entry.body,
        })
        .collect();
    Export { format: "supple-export", version: 1, disclaimer: DISCLAIMER, events }
}
