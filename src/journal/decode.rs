//! From the bytes of one line to an entry, or to what is wrong with it.

use serde::de::IgnoredAny;
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;

use super::body::Body;
use super::event::Event;
use super::fault::{Code, Fault};
use super::line::{CrcState, Dev, Entry, MAX_READ, VERSION, check_value, is_kind};
use super::moment;
use super::name::Name;
use super::quick;
use super::sabotage::{Mutant, fail, on};
use super::salvage::salvage;

/// How an entry says that it must be understood.
const MUST: &[u8] = br#","must":true"#;

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
    if std::str::from_utf8(line).is_err() {
        fail(Mutant::PanicOnBadText);
    }
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
    /// Whether there is one; what it is, is seen at the end of the line.
    #[serde(default)]
    crc: Option<IgnoredAny>,
}

/// A line by hand has the documented fields. With another one, that one may well be what damage made of
/// the check value.
fn has_unknown_field(line: &[u8]) -> bool {
    const KNOWN: [&str; 8] = ["v", "id", "dev", "n", "ts", "type", "body", "must"];
    serde_json::from_slice::<serde_json::Map<String, Value>>(line)
        .map_or(true, |fields| fields.keys().any(|name| !KNOWN.contains(&name.as_str())))
}

/// Reads bytes that must be exactly one entry.
fn parse(line: &[u8]) -> Result<Entry, Fault> {
    quick::read(line).map_or_else(|| parse_any(line), |ours| Ok(ours.into()))
}

/// The same for a line of any form.
pub(super) fn parse_any(line: &[u8]) -> Result<Entry, Fault> {
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
    } else if vouched(line).is_some() || on(Mutant::NoCrcCheck) {
        CrcState::Good
    } else {
        return Err(Fault::new(
            Code::BadCheck,
            "does not match its check value and does not count. If you edited it yourself, remove the \
             `crc` field and it counts",
        ));
    };
    let bad_dev = !(envelope.dev.is_empty() || is_word(&envelope.dev, Dev::LONGEST));
    let entry = Entry {
        v: envelope.v,
        ts: moment::read(&envelope.ts).ok_or_else(|| bad_field("ts", "a date and time"))?,
        id: Name::from(&*envelope.id),
        dev: Dev::from(&*envelope.dev),
        n: envelope.n,
        body: Body::of(envelope.body.get(), Event::parse(&envelope.kind, envelope.body.get()).ok().flatten()),
        kind: Cow::Owned(envelope.kind.into_owned()),
        must: envelope.must,
        crc,
    };
    if !is_word(&entry.id, 64) {
        return Err(bad_field("id", "a name of letters and digits"));
    }
    if bad_dev {
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

/// The line up to its check value, if it ends in one and that is right for it.
pub(super) fn vouched(line: &[u8]) -> Option<&[u8]> {
    const TAIL: usize = br#","crc":"00000000"}"#.len();
    let (before, tail) = line.split_at_checked(line.len().saturating_sub(TAIL))?;
    let digits = tail.strip_prefix(br#","crc":""#)?.strip_suffix(br#""}"#)?;
    (hex(digits)? == check_value(before)).then_some(before)
}

/// Eight digits as we write them: capital letters are not ours.
fn hex(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |value: u32, digit| {
        let digit = match digit {
            b'0'..=b'9' => digit - b'0',
            b'a'..=b'f' => digit - b'a' + 10,
            _ => return None,
        };
        Some(value << 4 | u32::from(digit))
    })
}

fn is_word(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}
