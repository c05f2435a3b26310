//! A line just as we write it, read from left to right: no field is looked for, and the body is read once, as
//! the event that it is. Whatever is different in any way is read the long way, which also has the words for
//! what is wrong: a property test holds the two together.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use chrono::{DateTime, FixedOffset};

use super::body::Body;
use super::decode::vouched;
use super::event::Event;
use super::line::{CrcState, Dev, Entry, VERSION};
use super::moment;

/// A line that we wrote, of a kind that we know.
pub(super) struct Ours<'a> {
    pub(super) id: &'a str,
    pub(super) dev: &'a str,
    pub(super) n: u64,
    pub(super) ts: DateTime<FixedOffset>,
    pub(super) event: Event,
    pub(super) must: bool,
    body: &'a str,
}

impl From<Ours<'_>> for Entry {
    fn from(ours: Ours<'_>) -> Entry {
        Entry {
            v: VERSION,
            id: ours.id.into(),
            dev: Dev::from(ours.dev),
            n: ours.n,
            ts: ours.ts,
            kind: Cow::Borrowed(ours.event.kind()), // no copy
            body: Body::of(ours.body, Some(ours.event)),
            must: ours.must,
            crc: CrcState::Good,
        }
    }
}

/// Reads one, where it is one.
pub(super) fn read(line: &[u8]) -> Option<Ours<'_>> {
    let text = std::str::from_utf8(vouched(line)?).ok()?;
    let (id, rest) = word(text.strip_prefix(r#"{"v":1,"id":""#)?, 1..=64)?;
    let (dev, rest) = word(rest.strip_prefix(r#"","dev":""#)?, 0..=Dev::LONGEST)?;
    let (n, rest) = number(rest.strip_prefix(r#"","n":"#)?)?;
    let (ts, rest) = rest.strip_prefix(r#","ts":""#)?.split_at_checked(moment::LENGTH)?;
    let (kind, rest) = up_to_quote(rest.strip_prefix(r#"","type":""#)?)?;
    let rest = rest.strip_prefix(r#"","body":"#)?;
    let (body, must) = rest.strip_suffix(r#","must":true"#).map_or((rest, false), |body| (body, true));
    // Nothing may stand around it: what is left of the line is the body alone, or no event is read from it.
    if !(body.starts_with('{') && body.ends_with('}')) {
        return None;
    }
    let ts = moment::ours(ts.as_bytes())?;
    let event = Event::parse(kind, body).ok()??;
    Some(Ours { id, dev, n, ts, event, must, body })
}

/// Letters, digits, `-` and `_`, so many of them, and the rest.
fn word(text: &str, length: RangeInclusive<usize>) -> Option<(&str, &str)> {
    let end = text.bytes().position(|byte| !WORD[usize::from(byte)])?;
    if length.contains(&end) { text.split_at_checked(end) } else { None }
}

/// Whether a byte may stand in a name: looked up, because it is asked thirty times on each line.
const WORD: [bool; 256] = {
    let mut word = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        word[byte] = (byte as u8).is_ascii_alphanumeric() || byte as u8 == b'-' || byte as u8 == b'_';
        byte += 1;
    }
    word
};

/// The text before the next quote, and the rest from there.
fn up_to_quote(text: &str) -> Option<(&str, &str)> {
    text.split_at_checked(text.bytes().position(|byte| byte == b'"')?)
}

/// A number as JSON has them: no zero before other digits.
fn number(text: &str) -> Option<(u64, &str)> {
    let (mut number, mut digits) = (0_u64, 0);
    for digit in text.bytes().take_while(u8::is_ascii_digit) {
        number = number.checked_mul(10)?.checked_add(u64::from(digit - b'0'))?;
        digits += 1;
    }
    let is_plain = digits == 1 || (digits > 1 && !text.starts_with('0'));
    is_plain.then_some((number, text.get(digits..)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::journal::decode::parse_any;
    use crate::journal::line::check_value;

    /// A real journal of the first version, every kind of line in it.
    const LINES: &str = include_str!("../../tests/journal/v1.jsonl");

    /// With the check value that is right for it.
    fn vouching(before: &str) -> String {
        format!(r#"{before},"crc":"{:08x}"}}"#, check_value(before.as_bytes()))
    }

    /// What is read this way is read the same the long way.
    fn is_the_same(line: &str) -> bool {
        let Some(quick) = read(line.as_bytes()).map(Entry::from) else { return true };
        parse_any(line.as_bytes()).is_ok_and(|long| {
            quick.says_the_same(&long)
                && (quick.v, quick.crc, quick.body.get()) == (long.v, long.crc, long.body.get())
        })
    }

    #[test]
    fn what_we_write_of_kinds_that_we_know_is_read_this_way() {
        let known =
            |line: &&str| Event::KINDS.iter().any(|kind| line.contains(&format!(r#""type":"{kind}""#)));
        for line in LINES.lines().filter(|line| line.ends_with(r#""}"#)).filter(known) {
            let sound = parse_any(line.as_bytes()).is_ok_and(|long| long.crc == CrcState::Good);
            assert_eq!(read(line.as_bytes()).is_some(), sound, "{line}");
            assert!(is_the_same(line), "{line}");
        }
    }

    #[test]
    fn what_looks_nearly_like_ours_is_left_to_the_long_way() {
        let whole = r#"{"v":1,"id":"A1","dev":"7f3a","n":412,"ts":"2026-11-20T09:26:06.273+01:00","type":"pain.rated","body":{"when":"before","score":3}"#;
        assert!(read(vouching(whole).as_bytes()).is_some());
        assert!(
            read(vouching(&format!(r#"{whole},"must":true"#)).as_bytes()).is_some_and(|entry| entry.must)
        );
        assert!(read(format!(r#"{whole},"crc":"00000000"}}"#).as_bytes()).is_none());
        for (ours, other) in [
            (r#""v":1"#, r#""v":2"#),
            (r#""n":412"#, r#""n":0412"#),
            (r#""n":412"#, r#""n":-1"#),
            (r#""n":412"#, r#""n":18446744073709551616"#),
            (r#""n":412"#, r#""n":4e2"#),
            ("A1", r"A\u0031"),
            ("A1", "A 1"),
            ("7f3a", "7f-3a-7f-3a-7f-3a"),
            ("pain.rated", "pain.felt"),
            ("pain.rated", "Pain.rated"),
            ("09:26", "25:26"),
            (r#""score":3}"#, r#""score":11}"#),
            (r#""score":3}"#, r#""score":3} "#),
            (r#""score":3}"#, r#""score":3},"id":"A2""#),
            (r#""score":3}"#, r#""score":3},"must":false"#),
            (r#""score":3}"#, r#""score":3},"must":true,"must":true"#),
            (r#"{"when":"before","score":3}"#, r#"["before",3]"#),
        ] {
            let line = vouching(&whole.replacen(ours, other, 1));
            assert!(read(line.as_bytes()).is_none(), "{line}");
        }
    }

    proptest! {
        #[test]
        fn no_other_line_is_read_otherwise(
            nth in 0_usize..1_000,
            at in 0.0..1.0_f64,
            taken in 0_usize..4,
            put in prop_oneof![r#"[ "{},:0-9a-z\\\[\]]{0,4}"#, "\\PC{0,2}", r#",?"must":true,?"#],
        ) {
            let line = LINES.lines().nth(nth % LINES.lines().count()).unwrap_or_default();
            let before = line.rsplit_once(r#","crc""#).map_or(line, |(before, _)| before);
            let mut chars: Vec<char> = before.chars().collect();
            let from = (at * chars.len() as f64) as usize;
            chars.splice(from..(from + taken).min(chars.len()), put.chars());
            let line = vouching(&chars.into_iter().collect::<String>());
            prop_assert!(is_the_same(&line), "{}", line);
        }
    }
}
