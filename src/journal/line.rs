//! One line of the journal: an entry in, text out, and back.

use chrono::{DateTime, FixedOffset, SecondsFormat};
use serde_json::Value;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Deref;

use super::body::Body;
pub use super::decode::{Decoded, decode};
use super::name::Name;

/// JSON Schema of a line, for other programs.
pub const SCHEMA: &str = include_str!("../../assets/schema/journal.schema.json");
/// The version of the envelope we write.
pub const VERSION: u32 = 1;
/// The longest line we write, in bytes, newline included.
pub const MAX_WRITE: usize = 16 * 1024;
/// The longest line we read, in bytes.
pub const MAX_READ: usize = 1024 * 1024;
/// The longest text (a note, say) we write, in characters.
pub const MAX_TEXT: usize = 2_000;

/// The name of a device, at most [`Dev::LONGEST`] bytes: kept in place, because every line has one.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Dev {
    bytes: [u8; Dev::LONGEST],
    length: u8,
}

impl Dev {
    /// No name is longer, in bytes.
    pub const LONGEST: usize = 16;
}

impl From<&str> for Dev {
    /// What is too long for a name is none.
    fn from(name: &str) -> Dev {
        let mut dev = Dev::default();
        if let Some(room) = dev.bytes.get_mut(..name.len()) {
            room.copy_from_slice(name.as_bytes());
            dev.length = name.len() as u8;
        }
        dev
    }
}

impl Deref for Dev {
    type Target = str;

    fn deref(&self) -> &str {
        let name = self.bytes.get(..usize::from(self.length)).unwrap_or_default();
        // It was text when it came in.
        std::str::from_utf8(name).unwrap_or_default()
    }
}

impl std::fmt::Debug for Dev {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        (**self).fmt(f)
    }
}

/// How a line vouches for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrcState {
    /// The check value is there and right.
    Good,
    /// There is none: somebody wrote or changed the line by hand.
    Absent,
}

/// One entry of the journal, its body not yet looked at.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Version of the envelope.
    pub v: u32,
    /// Its name. Ours have 26 characters; letters, digits, `-` and `_` only, at most 64.
    pub id: Name,
    /// The device that wrote it: letters and digits, or empty (by hand).
    pub dev: Dev,
    /// The device's own count, from 1; 0 means by hand.
    pub n: u64,
    /// When, with the offset the wall clock had then.
    pub ts: DateTime<FixedOffset>,
    /// What kind of event: lower-case words with dots.
    pub kind: Cow<'static, str>,
    /// The event itself, a JSON object.
    pub body: Body,
    /// Whoever does not know this kind must not work out progression.
    pub must: bool,
    /// Whether the line vouched for itself.
    pub crc: CrcState,
}

impl Entry {
    /// A copy that has the event of this one, which has it no more: events are not copied for nothing.
    pub(crate) fn moved(&mut self) -> Entry {
        let body = self.body.moved();
        let Entry { v, id, dev, n, ts, kind, must, crc, .. } = &*self;
        let (id, kind) = (id.clone(), kind.clone());
        Entry { v: *v, id, dev: *dev, n: *n, ts: *ts, kind, body, must: *must, crc: *crc }
    }

    /// Do two lines say the same thing? (How they vouch for it does not matter.)
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.v == other.v
            && self.id == other.id
            && self.dev == other.dev
            && self.n == other.n
            && self.ts == other.ts
            && self.ts.offset() == other.ts.offset()
            && self.kind == other.kind
            && self.must == other.must
            && same_json(self.body.get(), other.body.get())
    }
}

pub(super) fn same_json(a: &str, b: &str) -> bool {
    a == b
        || match (serde_json::from_str::<Value>(a), serde_json::from_str::<Value>(b)) {
            (Ok(a), Ok(b)) => a == b,
            _ => false,
        }
}

/// Everything of a line but its body.
#[derive(Debug, Clone)]
pub struct Head<'a> {
    /// Its name.
    pub id: &'a str,
    /// The device.
    pub dev: &'a str,
    /// The device's count, from 1.
    pub n: u64,
    /// When; written with milliseconds and a numeric offset.
    pub ts: DateTime<FixedOffset>,
    /// Kind of event.
    pub kind: &'a str,
    /// See [`Entry::must`].
    pub must: bool,
}

/// Why an event cannot become a line. All of these are mistakes of the program, not of the person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EncodeError {
    /// The body is not a JSON object.
    #[error("the body of a {kind:?} entry is not an object")]
    NotAnObject {
        /// Kind of event.
        kind: String,
    },
    /// Too long even with all texts cut short.
    #[error("a {kind:?} entry would be {bytes} bytes long; {MAX_WRITE} is the limit")]
    TooLong {
        /// Kind of event.
        kind: String,
        /// How long it would be.
        bytes: usize,
    },
    /// A kind that the reader would not take.
    #[error("{kind:?} is no name for a kind of entry")]
    BadKind {
        /// Kind of event.
        kind: String,
    },
    /// A year that does not fit in four digits.
    #[error("the date of a {kind:?} entry is outside the years 0 to 9999")]
    BadTime {
        /// Kind of event.
        kind: String,
    },
}

/// One line, newline included. Texts over [`MAX_TEXT`] characters are cut (and end in `…`), shorter
/// still if that is what [`MAX_WRITE`] needs.
///
/// # Errors
/// See [`EncodeError`].
pub fn encode(head: &Head<'_>, body: &Value) -> Result<String, EncodeError> {
    Ok(encode_text(head, &body_text(head, body)?))
}

/// The body as JSON, cut so that the whole line fits whatever number it gets.
///
/// # Errors
/// See [`EncodeError`].
pub fn body_text(head: &Head<'_>, body: &Value) -> Result<String, EncodeError> {
    use chrono::Datelike as _;
    let kind = || head.kind.to_owned();
    if !body.is_object() {
        return Err(EncodeError::NotAnObject { kind: kind() });
    }
    if !is_kind(head.kind) {
        return Err(EncodeError::BadKind { kind: kind() });
    }
    if !(0..=9999).contains(&head.ts.year()) {
        return Err(EncodeError::BadTime { kind: kind() });
    }
    let widest = encode_text(&Head { n: u64::MAX, ..head.clone() }, "").len();
    let mut bytes = 0;
    for limit in [MAX_TEXT, 1_000, 500, 250, 100] {
        let text = cut(body, limit).to_string();
        bytes = widest + text.len();
        if bytes <= MAX_WRITE {
            return Ok(text);
        }
    }
    Err(EncodeError::TooLong { kind: kind(), bytes })
}

/// The line for a body that is JSON already (one line, an object).
pub(crate) fn encode_text(head: &Head<'_>, body: &str) -> String {
    let mut line = String::with_capacity(body.len() + 180);
    let ts = head.ts.to_rfc3339_opts(SecondsFormat::Millis, false);
    // Writing to a String cannot fail. The id, the device and the kind hold nothing to escape.
    let _ = write!(
        line,
        r#"{{"v":{VERSION},"id":"{}","dev":"{}","n":{},"ts":"{ts}","type":"{}","body":{body}"#,
        head.id, head.dev, head.n, head.kind
    );
    if head.must {
        line.push_str(r#","must":true"#);
    }
    let crc = check_value(line.as_bytes());
    let _ = writeln!(line, r#","crc":"{crc:08x}"}}"#);
    line
}

/// The check value of a line whose part before `,"crc"` this is.
pub(super) fn check_value(before: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(before);
    hasher.update(b"}");
    hasher.finalize()
}

/// A copy with every text at most `limit` characters long.
fn cut(value: &Value, limit: usize) -> Cow<'_, Value> {
    fn too_long(value: &Value, limit: usize) -> bool {
        match value {
            Value::String(text) => text.len() > limit && text.chars().count() > limit,
            Value::Array(items) => items.iter().any(|item| too_long(item, limit)),
            Value::Object(map) => map.values().any(|item| too_long(item, limit)),
            _ => false,
        }
    }
    fn shorten(value: &mut Value, limit: usize) {
        match value {
            Value::String(text) if too_long(&Value::String(text.clone()), limit) => {
                *text = text.chars().take(limit - 1).chain(['…']).collect();
            }
            Value::Array(items) => items.iter_mut().for_each(|item| shorten(item, limit)),
            Value::Object(map) => map.values_mut().for_each(|item| shorten(item, limit)),
            _ => {}
        }
    }
    if !too_long(value, limit) {
        return Cow::Borrowed(value);
    }
    let mut short = value.clone();
    shorten(&mut short, limit);
    Cow::Owned(short)
}

pub(super) fn is_kind(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.' || b == b'_')
}

#[cfg(test)]
#[path = "line_tests.rs"]
mod tests;
