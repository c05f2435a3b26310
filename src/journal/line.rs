//! One line of the journal: an entry in, text out, and back.

use chrono::{DateTime, FixedOffset, SecondsFormat};
use serde::de::IgnoredAny;
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::fault::{Code, Fault};
use super::sabotage::{Mutant, on};
use super::salvage::salvage;

/// The version of the envelope we write.
pub const VERSION: u32 = 1;
/// The longest line we write, in bytes, newline included.
pub const MAX_WRITE: usize = 16 * 1024;
/// The longest line we read, in bytes.
pub const MAX_READ: usize = 1024 * 1024;
/// The longest text (a note, say) we write, in characters.
pub const MAX_TEXT: usize = 2_000;

/// How an entry says that it must be understood.
const MUST: &[u8] = br#","must":true"#;

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
    pub id: String,
    /// The device that wrote it: letters and digits, or empty (by hand).
    pub dev: String,
    /// The device's own count, from 1; 0 means by hand.
    pub n: u64,
    /// When, with the offset the wall clock had then.
    pub ts: DateTime<FixedOffset>,
    /// What kind of event: lower-case words with dots.
    pub kind: String,
    /// The event itself, a JSON object.
    pub body: Box<RawValue>,
    /// Whoever does not know this kind must not work out progression.
    pub must: bool,
    /// Whether the line vouched for itself.
    pub crc: CrcState,
}

impl Entry {
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

fn same_json(a: &str, b: &str) -> bool {
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
fn check_value(before: &[u8]) -> u32 {
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

/// What one line turned out to be.
#[derive(Debug)]
pub enum Decoded {
    /// Nothing on it.
    Blank,
    /// One sound entry.
    Whole(Entry),
    /// Anything else.
    Pieces {
        /// The entries that could be read all the same.
        entries: Vec<Entry>,
        /// What is wrong, at least one.
        faults: Vec<Fault>,
        /// A part that could not be read says `must`.
        must_lost: bool,
    },
}

/// Reads one line (without its newline). `first` says it is line 1, where a byte order mark may stand.
pub fn decode(line: &[u8], first: bool) -> Decoded {
    if line.len() > MAX_READ {
        let text = "is longer than 1 MiB and was skipped; nothing on it counts, the line stays as it is";
        return Decoded::Pieces {
            entries: Vec::new(),
            faults: vec![Fault::new(Code::TooLong, text)],
            must_lost: contains(line, MUST),
        };
    }
    let mut line = line;
    if first {
        line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
    }
    let line = line.trim_ascii();
    if line.is_empty() {
        return Decoded::Blank;
    }
    if line[0] == b'{' {
        if let Ok(entry) = parse(line) {
            return Decoded::Whole(entry);
        }
    } else if is_marker(line) {
        let text = "is a mark left by a git merge; both sides are kept";
        let faults = vec![Fault::new(Code::ConflictMarker, text)];
        return Decoded::Pieces { entries: Vec::new(), faults, must_lost: false };
    }
    decode_damaged(line)
}

fn is_marker(line: &[u8]) -> bool {
    let mark = |m: &[u8]| line.strip_prefix(m).is_some_and(|rest| rest.is_empty() || rest[0] == b' ');
    mark(b"<<<<<<<") || mark(b"=======") || mark(b">>>>>>>") || mark(b"|||||||")
}

/// The slow path: something is not as we would have written it.
fn decode_damaged(line: &[u8]) -> Decoded {
    let mut faults = Vec::new();
    let without_nul: Vec<u8>;
    let mut line = line;
    if line.contains(&0) {
        without_nul = line.iter().copied().filter(|byte| *byte != 0).collect();
        faults.push(Fault::new(
            Code::NulRun,
            "holds zero bytes, as a power cut can leave them; they were passed over",
        ));
        line = without_nul.trim_ascii();
        if line.is_empty() {
            return Decoded::Pieces { entries: Vec::new(), faults, must_lost: false };
        }
        // A zero byte may stand where a digit was: only a check value can tell.
        if let Ok(entry) = parse(line)
            && entry.crc == CrcState::Good
        {
            return Decoded::Pieces { entries: vec![entry], faults, must_lost: false };
        }
    }
    let why = parse(line).err().unwrap_or_else(|| {
        Fault::new(Code::BadCheck, "holds zero bytes and has no check value, so it cannot be trusted")
    });
    let (entries, rest) = if on(Mutant::NoSalvage) {
        (Vec::new(), line.to_vec())
    } else {
        salvage(line, |text| parse(text).ok().filter(|entry| entry.crc == CrcState::Good))
    };
    let rest = rest.trim_ascii();
    let must_lost = contains(rest, MUST);
    if rest.is_empty() {
        faults.push(Fault::new(
            Code::Fused,
            format!("holds {} entries with no line break between them; all were read", entries.len()),
        ));
    } else if entries.is_empty() {
        faults.push(why);
    } else {
        let code = if contains(rest, br#","crc":""#) { Code::BadCheck } else { Code::CutOff };
        faults.push(Fault::new(
            code,
            format!("is damaged; {} whole was read from it, the rest was not", count(entries.len())),
        ));
    }
    Decoded::Pieces { entries, faults, must_lost }
}

fn count(n: usize) -> String {
    if n == 1 { "one entry that was".to_owned() } else { format!("{n} entries that were") }
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

/// The envelope as it stands on the line. A plain struct: nothing flattened, nothing tagged.
#[derive(serde::Deserialize)]
struct Envelope<'a> {
    v: u32,
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow, default)]
    dev: Cow<'a, str>,
    #[serde(default)]
    n: u64,
    #[serde(borrow)]
    ts: Cow<'a, str>,
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    body: &'a RawValue,
    #[serde(default)]
    must: bool,
    #[serde(borrow, default)]
    crc: Option<&'a RawValue>,
}

/// A line by hand has the documented fields. With another one, that one may well be what damage made of
/// the check value.
fn has_unknown_field(line: &[u8]) -> bool {
    const KNOWN: [&str; 8] = ["v", "id", "dev", "n", "ts", "type", "body", "must"];
    serde_json::from_slice::<BTreeMap<Cow<'_, str>, IgnoredAny>>(line)
        .is_ok_and(|fields| fields.keys().any(|name| !KNOWN.contains(&name.as_ref())))
}

/// Reads bytes that must be exactly one entry.
fn parse(line: &[u8]) -> Result<Entry, Fault> {
    // serde would take the fields from a list, by their order.
    if line.starts_with(b"[") {
        return Err(Fault::new(Code::BadField, "is not a journal entry but a list; it does not count"));
    }
    let envelope: Envelope<'_> = match std::str::from_utf8(line) {
        Ok(text) => serde_json::from_str(text).map_err(|error| json_fault(&error))?,
        Err(_) => {
            return Err(Fault::new(
                Code::BadText,
                "holds bytes that are not text (UTF-8); it does not count, the line stays as it is",
            ));
        }
    };
    let crc = if envelope.crc.is_none() {
        if envelope.v <= VERSION && has_unknown_field(line) {
            return Err(Fault::new(
                Code::BadField,
                "has no check value, and a field that supple does not know; it looks damaged and does not count. \
                 If you wrote it yourself, remove that field and it counts",
            ));
        }
        CrcState::Absent
    } else if check_matches(line) || on(Mutant::NoCrcCheck) {
        CrcState::Good
    } else {
        return Err(Fault::new(
            Code::BadCheck,
            "does not match its check value and does not count. If you edited it yourself, remove the \
             `crc` field and it counts",
        ));
    };
    let entry = Entry {
        v: envelope.v,
        ts: DateTime::parse_from_rfc3339(&envelope.ts).map_err(|_| bad_field("ts", "a date and time"))?,
        id: envelope.id.into_owned(),
        dev: envelope.dev.into_owned(),
        n: envelope.n,
        kind: envelope.kind.into_owned(),
        body: envelope.body.to_owned(),
        must: envelope.must,
        crc,
    };
    if !is_word(&entry.id, 64) {
        return Err(bad_field("id", "a name of letters and digits"));
    }
    if !(entry.dev.is_empty() || is_word(&entry.dev, 16)) {
        return Err(bad_field("dev", "a short name of letters and digits"));
    }
    if !is_kind(&entry.kind) {
        return Err(bad_field("type", "lower-case words joined by dots"));
    }
    if !entry.body.get().starts_with('{') {
        return Err(bad_field("body", "an object in braces"));
    }
    Ok(entry)
}

fn json_fault(error: &serde_json::Error) -> Fault {
    use serde_json::error::Category;
    match error.classify() {
        Category::Eof => {
            Fault::new(Code::CutOff, "stops in the middle; it does not count, the line stays as it is")
        }
        Category::Data => Fault::new(
            Code::BadField,
            format!(
                "is not a journal entry (column {}): a field is missing, is there twice, or has the wrong kind \
                 of value",
                error.column()
            ),
        ),
        Category::Syntax | Category::Io => Fault::new(
            Code::BadJson,
            format!("cannot be read as JSON (column {}); the line stays as it is", error.column()),
        ),
    }
}

fn bad_field(field: &str, want: &str) -> Fault {
    Fault::new(Code::BadField, format!("has a field `{field}` that is not {want}; the line does not count"))
}

/// Does the line end in a check value that is right for it?
fn check_matches(line: &[u8]) -> bool {
    const TAIL: usize = br#","crc":"00000000"}"#.len();
    let Some((before, tail)) = line.split_at_checked(line.len().saturating_sub(TAIL)) else { return false };
    let Some(digits) = tail.strip_prefix(br#","crc":""#).and_then(|rest| rest.strip_suffix(br#""}"#)) else {
        return false;
    };
    digits == format!("{:08x}", check_value(before)).as_bytes()
}

fn is_word(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

fn is_kind(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.' || b == b'_')
}

#[cfg(test)]
#[path = "line_tests.rs"]
mod tests;
