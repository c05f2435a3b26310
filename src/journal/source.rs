//! A file to be merged: a journal, an export, or rows of `date,pain`. Bytes in, entries and their lines out.

use std::collections::HashMap;
use std::fmt::Write as _;

use chrono::{NaiveDate, NaiveTime};
use serde_json::value::RawValue;

use super::id::EventId;
use super::imported;
use super::line::{CrcState, Decoded, Entry, Head, MAX_READ, VERSION, decode, encode_text};
use super::reader::{Loaded, read};

/// The largest file that is looked at, in bytes.
pub const MAX_SOURCE: u64 = 64 * 1024 * 1024;
/// The device that rows of a table are said to come from.
pub const CSV_DEVICE: &str = "csv";
/// Scores of an earlier year are a slip of the finger.
const FIRST_YEAR: i32 = 1900;
/// How many bad rows are named.
const NAMED: usize = 10;

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A journal, or a copy that syncing made of one.
    Journal,
    /// What `supple report --format json` writes.
    Export,
    /// Rows of `date,pain`.
    Csv,
}

/// What is in it.
#[derive(Debug)]
pub struct Source {
    /// What kind of file it is.
    pub what: What,
    /// Its entries, each id once, in the order of the file.
    pub entries: Vec<Entry>,
    /// For each entry the line that the journal would get, with its line break.
    pub lines: Vec<String>,
    /// Lines (of an export: events) that cannot be read, with the reason.
    pub bad: Vec<(usize, String)>,
    /// Rows that repeat another one.
    pub repeated: usize,
}

/// Reads a file. `today`: no row of a table may be later.
///
/// # Errors
/// When it is none of the three, or a row of a table is wrong: sentences that name the lines.
pub fn understand(bytes: &[u8], today: NaiveDate) -> Result<Source, String> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let start = bytes.trim_ascii_start();
    if start.is_empty() {
        return Err("it is empty.".into());
    }
    if start.starts_with(b"{") && has(&start[..start.len().min(4096)], b"\"supple-export\"") {
        match serde_json::from_slice::<Document<'_>>(bytes) {
            Ok(document) => return export(&document),
            // A journal with that word in its first lines is no export.
            Err(error) if !matches!(decode(first_line(start), true), Decoded::Whole(_)) => {
                return Err(format!("it is no whole export of supple: {error}."));
            }
            Err(_) => {}
        }
    }
    let is_journal =
        start.starts_with(b"{") || bytes.split(|b| *b == b'\n').any(|l| l.starts_with(b"{\"v\":"));
    if is_journal { journal(bytes) } else { csv(bytes, today) }
}

fn has(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

fn first_line(bytes: &[u8]) -> &[u8] {
    bytes.split(|byte| *byte == b'\n').next().unwrap_or_default()
}

fn of(loaded: Loaded, what: What, raw: &[&[u8]]) -> Result<Source, String> {
    let mut bad: Vec<(usize, String)> = loaded
        .problems
        .into_iter()
        .filter(|problem| problem.line > 0 && problem.code.is_loss())
        .map(|problem| (problem.line, problem.text))
        .collect();
    let (mut entries, mut lines) = (Vec::new(), Vec::new());
    for (entry, at) in loaded.entries.into_iter().zip(loaded.at) {
        match line_of(&entry, at, raw) {
            Ok(line) => {
                lines.push(line);
                entries.push(entry);
            }
            Err(why) => bad.push((at, why.to_owned())),
        }
    }
    if entries.is_empty() && !bad.is_empty() {
        let (line, why) = &bad[0];
        return Err(format!("nothing in it can be read as an entry. Line {line} {why}."));
    }
    Ok(Source { what, entries, lines, bad, repeated: 0 })
}

/// The line as it stands where it is whole, else as we would have written it.
fn line_of(entry: &Entry, at: usize, raw: &[&[u8]]) -> Result<String, &'static str> {
    if let Some(line) = at.checked_sub(1).and_then(|place| raw.get(place)).map(|line| line.trim_ascii())
        && let Decoded::Whole(whole) = decode(line, false)
        && whole.id == entry.id
    {
        return Ok(format!("{}\n", String::from_utf8_lossy(line)));
    }
    if entry.v != VERSION {
        return Err("comes from a newer supple and is damaged");
    }
    let head = Head {
        id: &entry.id,
        dev: &entry.dev,
        n: entry.n,
        ts: entry.ts,
        kind: &entry.kind,
        must: entry.must,
    };
    let line = encode_text(&head, entry.body.get());
    if line.len() > MAX_READ { Err("is longer than 1 MiB") } else { Ok(line) }
}

fn journal(bytes: &[u8]) -> Result<Source, String> {
    let raw: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    of(read(bytes), What::Journal, &raw)
}

#[derive(serde::Deserialize)]
struct Document<'a> {
    format: String,
    version: u32,
    #[serde(borrow)]
    events: Vec<&'a RawValue>,
}

/// Every event becomes a line, so that it has to stand up to what a line has to.
fn export(document: &Document<'_>) -> Result<Source, String> {
    if document.format != "supple-export" {
        return Err("it is JSON, but no export of supple.".into());
    }
    if document.version != 1 {
        return Err(format!(
            "it is an export of version {}, and this supple knows version 1. Update supple.",
            document.version
        ));
    }
    let mut text = String::new();
    for event in &document.events {
        // Line breaks stand between the parts only: none can be in a JSON string.
        let event = event.get().replace(['\n', '\r'], " ");
        match event.strip_prefix('{') {
            // Writing to a String cannot fail.
            Some(rest) => drop(writeln!(text, "{{\"v\":{VERSION},{rest}")),
            None => drop(writeln!(text, "{event}")),
        }
    }
    // Without the raw lines: each gets the check value that it has not.
    of(read(text.as_bytes()), What::Export, &[])
}

fn csv(bytes: &[u8], today: NaiveDate) -> Result<Source, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n').count();
        format!("line {line} is not UTF-8 text. Save the file as UTF-8.")
    })?;
    let mut source =
        Source { what: What::Csv, entries: Vec::new(), lines: Vec::new(), bad: Vec::new(), repeated: 0 };
    let (mut wrong, mut known, mut begun) = (Vec::new(), HashMap::new(), false);
    for (number, line) in (1_usize..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let cells: Vec<&str> = line.split(',').map(cell).collect();
        let is_head = !begun
            && matches!(cells[..], [a, b] if a.eq_ignore_ascii_case("date") && b.eq_ignore_ascii_case("pain"));
        begun = true;
        if is_head {
            continue;
        }
        match row(&cells, today) {
            Ok((day, score)) if known.insert((day, score), number).is_none() => {
                let (entry, line) = pain(day, score).ok_or("it holds a date that cannot be written.")?;
                source.entries.push(entry);
                source.lines.push(line);
            }
            Ok(_) => source.repeated += 1,
            Err(why) => wrong.push(format!("line {number}: {why}")),
        }
    }
    if wrong.is_empty() {
        return Ok(source);
    }
    let more = wrong.len().saturating_sub(NAMED);
    let mut wrong: Vec<String> = wrong.into_iter().take(NAMED).collect();
    if more > 0 {
        wrong.push(format!("and {more} more lines"));
    }
    Err(format!(
        "read as a table of date,pain, which wants rows such as 2026-03-02,4:\n  {}.",
        wrong.join(".\n  ")
    ))
}

fn cell(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text)
}

fn row(cells: &[&str], today: NaiveDate) -> Result<(NaiveDate, u8), String> {
    use chrono::Datelike as _;
    let [date, pain] = cells else {
        let has = if cells.len() == 1 { "1 column".to_owned() } else { format!("{} columns", cells.len()) };
        return Err(format!("has {has}; two belong there, with a comma between them"));
    };
    let shape = date.len() == 10
        && date
            .bytes()
            .enumerate()
            .all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    let day = shape.then(|| date.parse::<NaiveDate>().ok()).flatten();
    let Some(day) = day else {
        return Err(format!("{:?} is no date such as 2026-03-02", short(date)));
    };
    if day > today {
        return Err(format!("{day} is still to come"));
    }
    if day.year() < FIRST_YEAR {
        return Err(format!("{day} is before {FIRST_YEAR}"));
    }
    let digits = matches!(pain.len(), 1 | 2) && pain.bytes().all(|b| b.is_ascii_digit());
    match digits.then(|| pain.parse::<u8>().ok()).flatten().filter(|score| *score <= 10) {
        Some(score) => Ok((day, score)),
        None => Err(format!("{:?} is no score from 0 to 10", short(pain))),
    }
}

fn short(text: &str) -> String {
    let mut short: String = text.chars().take(20).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// One score of one day. All of it follows from the row, so that the same row is the same entry on any
/// computer; midnight, so that whatever was rated that day in supple itself is later.
fn pain(day: NaiveDate, score: u8) -> Option<(Entry, String)> {
    let ts = day.and_time(NaiveTime::MIN).and_utc().fixed_offset();
    let ms = u64::try_from(ts.timestamp_millis()).unwrap_or(0);
    let id = EventId::of_content(ms, format!("supple csv {day} {score}").as_bytes());
    let head = Head { id: id.as_str(), dev: CSV_DEVICE, n: 0, ts, kind: "pain.rated", must: false };
    let line = encode_text(&head, &format!(r#"{{"when":"check_in","score":{score}}}"#));
    match decode(line.trim_end().as_bytes(), false) {
        Decoded::Whole(entry) if entry.crc == CrcState::Good => Some((entry, line)),
        _ => None,
    }
}

/// How many of the entries mean something outside the file.
pub fn told(source: &Source) -> usize {
    imported::told(&source.entries).count()
}

#[cfg(test)]
#[path = "source_tests.rs"]
mod tests;
