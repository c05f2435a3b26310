//! Tests of one line, there and back.

use super::*;
use crate::journal::fault::{Code, Fault};
use serde_json::json;

/// A line as it was designed: a real test vector for the check value.
const SAMPLE: &str = r#"{"v":1,"id":"01JD3QK5Z8W2M4T6R9XBVC7HNE","dev":"7f3a","n":412,"ts":"2026-11-20T09:26:06.273+01:00","type":"pain.rated","body":{"session":"01JD3QJZ00000000000000000A","site":"low_back","when":"before","score":3},"crc":"2993772c"}"#;

fn whole(line: &str) -> Entry {
    match decode(line.as_bytes(), false) {
        Decoded::Whole(entry) => entry,
        other => panic!("{line}: {other:?}"),
    }
}

fn faults(line: &[u8]) -> (Vec<Entry>, Vec<Fault>) {
    match decode(line, false) {
        Decoded::Pieces { entries, faults, .. } => (entries, faults),
        other => panic!("{other:?}"),
    }
}

fn head<'a>(id: &'a str, ts: &str) -> Head<'a> {
    Head { id, dev: "7f3a", n: 412, ts: ts.parse().unwrap(), kind: "pain.rated", must: false }
}

fn again(entry: &Entry) -> String {
    let head = Head {
        id: &entry.id,
        dev: &entry.dev,
        n: entry.n,
        ts: entry.ts,
        kind: &entry.kind,
        must: entry.must,
    };
    encode_text(&head, entry.body.get())
}

#[test]
fn the_sample_is_read_and_written_to_the_byte() {
    let entry = whole(SAMPLE);
    assert_eq!((entry.v, entry.n, entry.crc, entry.must), (1, 412, CrcState::Good, false));
    assert_eq!(entry.ts.date_naive().to_string(), "2026-11-20");
    assert_eq!(entry.ts.offset().local_minus_utc(), 3600);
    assert_eq!(again(&entry), format!("{SAMPLE}\n"));
}

#[test]
fn fields_come_in_the_documented_order_with_a_numeric_offset() {
    let head = Head { must: true, ..head("A1", "2026-11-20T08:26:06Z") };
    let line = encode(&head, &json!({"score": 3})).unwrap();
    let start = r#"{"v":1,"id":"A1","dev":"7f3a","n":412,"ts":"2026-11-20T08:26:06.000+00:00","type":"pain.rated","body":{"score":3},"must":true,"crc":""#;
    assert!(line.starts_with(start), "{line}");
    assert!(line.ends_with("\"}\n"));
    assert!(whole(line.trim_end()).must);
}

#[test]
fn long_texts_are_cut_and_no_line_is_over_16_kib() {
    let head = head("A1", "2026-11-20T08:26:06Z");
    for (text, kept) in [("a", 2_000), ("\u{1}", 2_000), ("ü", 2_000), ("🦴", 2_000), ("\"", 2_000)] {
        let line = encode(&head, &json!({"text": text.repeat(9_000)})).unwrap();
        assert!(line.len() <= MAX_WRITE, "{}", line.len());
        let body: Value = serde_json::from_str(whole(line.trim_end()).body.get()).unwrap();
        let note = body["text"].as_str().unwrap();
        assert_eq!(note.chars().count(), kept);
        assert!(note.ends_with('…'));
    }
    let exact = json!({"text": "a".repeat(2_000)});
    assert!(encode(&head, &exact).unwrap().contains(&"a".repeat(2_000)), "2,000 characters are not cut");
    let many = json!({"a": "🦴".repeat(2_000), "b": ["🦴".repeat(2_000), {"c": "🦴".repeat(2_000)}]});
    let line = encode(&head, &many).unwrap();
    assert!(line.len() <= MAX_WRITE);
    whole(line.trim_end());
}

#[test]
fn what_cannot_become_a_line_is_an_error_in_words() {
    let head = head("A1", "2026-11-20T08:26:06Z");
    let huge = json!({"list": (0..9_000).collect::<Vec<_>>()});
    let text = encode(&head, &huge).unwrap_err().to_string();
    assert!(text.starts_with("a \"pain.rated\" entry would be ") && text.contains("16384"), "{text}");
    let text = encode(&head, &json!(3)).unwrap_err().to_string();
    assert_eq!(text, "the body of a \"pain.rated\" entry is not an object");
    let bad = Head { kind: "Pain\n", ..head.clone() };
    assert!(matches!(encode(&bad, &json!({})), Err(EncodeError::BadKind { .. })));
}

#[test]
fn a_line_by_hand_counts_without_a_check_value() {
    let edited = SAMPLE.replace(r#","crc":"2993772c""#, "").replace(r#""score":3"#, r#""score": 4"#);
    let entry = whole(&format!("  {edited}\t\r"));
    assert_eq!(entry.crc, CrcState::Absent);
    assert!(!entry.says_the_same(&whole(SAMPLE)));
    let least = r#"{"type":"note.added","v":1,"ts":"2026-11-20T10:00:00+01:00","id":"x","body":{}}"#;
    assert_eq!((whole(least).n, &*whole(least).dev), (0, ""));
}

#[test]
fn each_fault_has_its_own_words() {
    let changed = |from: &str, to: &str| SAMPLE.replace(from, to).into_bytes();
    let by_hand =
        |from: &str, to: &str| SAMPLE.replace(r#","crc":"2993772c""#, "").replace(from, to).into_bytes();
    let mut bad_text = SAMPLE.as_bytes().to_vec();
    bad_text[150] = 0xff;
    let cases: [(Vec<u8>, Code, &str); 15] = [
        (changed(r#""score":3"#, r#""score":8"#), Code::BadCheck, "remove the `crc` field and it counts"),
        (changed("2993772c", "2993772C"), Code::BadCheck, "does not match its check value"),
        (changed("2993772c", "2993772"), Code::BadCheck, "does not match its check value"),
        (changed(r#","crc":"#, r#", "crc":"#), Code::BadCheck, "does not match its check value"),
        (SAMPLE.as_bytes()[..90].to_vec(), Code::CutOff, "stops in the middle"),
        (bad_text, Code::BadText, "not text (UTF-8)"),
        (b"hello".to_vec(), Code::BadJson, "cannot be read as JSON (column 1)"),
        (
            br#"[1,"a","7f3a",1,"2026-11-20T10:00:00Z","a",{}]"#.to_vec(),
            Code::BadField,
            "not a journal entry",
        ),
        (by_hand("09:26", "25:26"), Code::BadField, "field `ts` that is not a date and time"),
        (by_hand("7f3a", "7f 3a"), Code::BadField, "field `dev`"),
        (by_hand("pain.rated", "Pain!"), Code::BadField, "field `type` that is not lower-case words"),
        (by_hand("01JD3QK5Z8W2M4T6R9XBVC7HNE", "\\u001b[2J"), Code::BadField, "field `id`"),
        (by_hand(r#""v":1"#, r#""v":1,"v":2"#), Code::BadField, "is there twice"),
        (changed("crc", "cxc"), Code::BadField, "a field that supple does not know"),
        (vec![b'x'; MAX_READ + 1], Code::TooLong, "longer than 1 MiB"),
    ];
    for (line, code, words) in cases {
        let (entries, faults) = faults(&line);
        assert!(entries.is_empty());
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert_eq!(faults[0].code, code, "{faults:?}");
        assert!(faults[0].text.contains(words), "{faults:?}");
    }
}

#[test]
fn an_array_in_place_of_an_entry_is_refused_though_serde_would_take_it() {
    let line = br#"[1,"A1","7f3a",1,"2026-11-20T10:00:00Z","a",{},false]"#;
    assert!(faults(line).0.is_empty());
}

#[test]
fn zero_bytes_are_passed_over_only_where_a_check_value_vouches() {
    let mut line = vec![0_u8; 4096];
    line.extend_from_slice(SAMPLE.as_bytes());
    let (entries, found) = faults(&line);
    assert_eq!((entries.len(), found[0].code, found.len()), (1, Code::NulRun, 1));
    let by_hand = SAMPLE.replace(r#","crc":"2993772c""#, "").replace(":3}", ":1\u{0}3}");
    let (entries, found) = faults(by_hand.as_bytes());
    assert!(entries.is_empty());
    assert_eq!(found.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::NulRun, Code::BadCheck]);
}

#[test]
fn conflict_markers_are_known() {
    for mark in ["<<<<<<< HEAD", "=======", ">>>>>>> theirs", "||||||| base"] {
        let (entries, found) = faults(mark.as_bytes());
        assert!(entries.is_empty());
        assert_eq!(found[0].code, Code::ConflictMarker);
    }
    assert_eq!(faults(b"=========").1[0].code, Code::BadJson);
}

#[test]
fn a_byte_order_mark_is_for_line_one_only() {
    let line = format!("\u{feff}{SAMPLE}\r");
    assert!(matches!(decode(line.as_bytes(), true), Decoded::Whole(_)));
    let (entries, found) = faults(line.as_bytes());
    assert_eq!((entries.len(), found.len()), (1, 1), "elsewhere the entry is dug out and the mark reported");
}

#[test]
fn an_entry_quoted_in_a_note_is_not_an_entry() {
    let note = encode(&head("B2", "2026-11-20T08:26:06Z"), &json!({ "text": SAMPLE })).unwrap();
    let damaged = note.trim_end().replace(r#""n":412,"#, r#""n":413,"#);
    let (entries, found) = faults(damaged.as_bytes());
    assert!(entries.is_empty(), "{entries:?}");
    assert_eq!(found[0].code, Code::BadCheck);
}

#[test]
fn an_unreadable_must_is_noticed() {
    let must = encode(&Head { must: true, ..head("B2", "2026-11-20T08:26:06Z") }, &json!({})).unwrap();
    let lost = |line: &str| match decode(line.as_bytes(), false) {
        Decoded::Pieces { must_lost, .. } => must_lost,
        _ => false,
    };
    assert!(lost(&must.replace("B2", "B3")));
    assert!(!lost(&format!("{}{}", must.trim_end(), SAMPLE)), "both were read");
    assert!(!lost(&SAMPLE.replace(":3}", ":4}")));
}

#[test]
fn a_line_of_starts_does_not_take_for_ever() {
    let mut line = br#"{"v":"#.repeat(200_000);
    line.truncate(MAX_READ);
    let began = std::time::Instant::now();
    assert!(faults(&line).0.is_empty());
    assert!(began.elapsed().as_secs() < 5);
}
