//! What files for a merge are taken for, and what is said of bad ones.

use super::*;
use crate::journal::line::encode;
use crate::report::json;

fn today() -> NaiveDate {
    "2026-11-20".parse().unwrap()
}

fn understood(text: &str) -> Result<Source, String> {
    understand(text.as_bytes(), today())
}

fn line(id: &str, n: u64) -> String {
    let ts = "2026-11-01T08:00:00+01:00".parse().unwrap();
    let head = Head { id, dev: "7f3a", n, ts, kind: "note.added", must: n == 2 };
    encode(&head, &serde_json::json!({"text": "a\u{202e}b \"supple-export\""})).unwrap()
}

#[test]
fn each_kind_is_known_by_its_looks() {
    let journal = line("A", 1) + &line("B", 2);
    let export = serde_json::to_string(&json::of(&read(journal.as_bytes()).entries, None)).unwrap();
    let pretty = serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(&export).unwrap());
    let pretty = pretty.unwrap();
    for (text, what, entries) in [
        (journal.clone(), What::Journal, 2),
        (line("A", 1), What::Journal, 1),
        (format!("\u{feff}{journal}"), What::Journal, 2),
        (format!("<<<<<<< here\n{journal}>>>>>>> there\n"), What::Journal, 2),
        (export.clone(), What::Export, 2),
        (format!("\u{feff}\n{export}\n"), What::Export, 2),
        (pretty, What::Export, 2),
        ("date,pain\n2026-01-02,3\n".into(), What::Csv, 1),
        ("2026-01-02,3".into(), What::Csv, 1),
        ("\u{feff}\"Date\" , \"PAIN\"\r\n\r\n\"2026-01-02\", 10\r\n2026-01-02,0\r\n".into(), What::Csv, 2),
    ] {
        let source = understood(&text).unwrap_or_else(|why| panic!("{text}: {why}"));
        assert_eq!((source.what, source.entries.len(), source.bad.len()), (what, entries, 0), "{text}");
        for (entry, line) in source.entries.iter().zip(&source.lines) {
            let read = read(line.as_bytes());
            assert_eq!((read.entries.len(), read.bad, read.by_hand), (1, 0, 0), "{line}");
            assert!(read.entries[0].says_the_same(entry), "{line}");
        }
    }
}

#[test]
fn a_line_that_is_whole_is_taken_over_byte_for_byte() {
    let by_hand =
        r#"{"v":1, "id":"H","ts":"2026-11-01T08:00:00.123456Z","type":"dream.dreamt","body":{"a": 1}}"#;
    let newer =
        r#"{"v":7,"id":"N","ts":"2026-11-01T08:00:00Z","type":"dream.dreamt","body":{},"moon":"full"}"#;
    let source = understood(&format!("{}  {by_hand}\r\n{newer}", line("A", 1))).unwrap();
    assert_eq!(source.lines, [line("A", 1), format!("{by_hand}\n"), format!("{newer}\n")]);
}

#[test]
fn what_is_damaged_is_left_out_and_counted() {
    let (a, b) = (line("A", 1), line("B", 2));
    let text = format!("{a}{}\n{}{}", &b[..60], a.trim_end(), b.replace("7f3a", "7f3b"));
    let source = understood(&text).unwrap();
    assert_eq!(source.entries.len(), 1);
    let lines: Vec<usize> = source.bad.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [2, 3]);
    let fused = understood(&format!("{}{b}", a.trim_end())).unwrap();
    assert_eq!(fused.lines, [a.clone(), b]);
    let bad = r#"{"format":"supple-export","version":1,"events":[{"id":"A","ts":"2026-11-01T08:00:00Z","type":"a","body":{}},{"v":1,"id":"B","ts":"x","type":"a","body":{}},7]}"#;
    let source = understood(bad).unwrap();
    assert_eq!((source.entries.len(), source.bad.len()), (1, 2));
}

#[test]
fn refusals_say_what_is_wrong_and_where() {
    let many = "x,1\n".repeat(30);
    for (text, words) in [
        ("", "it is empty."),
        (" \n", "it is empty."),
        ("{\"a\": 1}", "nothing in it can be read as an entry. Line 1 "),
        ("{\"format\":\"supple-export\"", "it is no whole export of supple: EOF"),
        (
            "{\"format\":\"supple-export\",\"version\":2,\"events\":[]}",
            "it is an export of version 2, and this supple knows version 1. Update supple.",
        ),
        ("{\"format\":\"x\",\"version\":1,\"events\":[],\"a\":\"supple-export\"}", "no export of supple."),
        ("2026-01-02,3\n2026-1-3,4", "line 2: \"2026-1-3\" is no date such as 2026-03-02"),
        ("2026-02-30,3", "line 1: \"2026-02-30\" is no date"),
        ("date,pain\n2026-11-21,3", "line 2: 2026-11-21 is still to come"),
        ("1899-12-31,3", "line 1: 1899-12-31 is before 1900"),
        ("2026-01-02,11", "line 1: \"11\" is no score from 0 to 10"),
        ("2026-01-02,-1", "line 1: \"-1\" is no score"),
        ("2026-01-02,3.5", "line 1: \"3.5\" is no score"),
        ("2026-01-02,003", "line 1: \"003\" is no score"),
        ("2026-01-02,", "line 1: \"\" is no score"),
        ("2026-01-02", "line 1: has 1 column; two belong there"),
        ("2026-01-02;3", "line 1: has 1 column; two belong there"),
        ("2026-01-02,3,4", "line 1: has 3 columns"),
        ("2026-01-02,3\ndate,pain", "line 2: \"date\" is no date"),
        ("=cmd|' /C calc'!A0,3", "is no date"),
        (many.as_str(), "line 10: \"x\" is no date such as 2026-03-02.\n  and 20 more lines."),
    ] {
        let why = understood(text).map(|source| source.entries.len()).unwrap_err();
        assert!(why.contains(words), "{text:?}: {why}");
    }
    let why = understand(b"date,pain\n2026-01-02,\xff\n", today()).unwrap_err();
    assert_eq!(why, "line 2 is not UTF-8 text. Save the file as UTF-8.");
}

#[test]
fn a_row_is_the_same_entry_wherever_it_is_read() {
    let a = understood("2026-01-02,3\n2026-01-03,3\n2026-01-02,4\n2026-01-02,3\n").unwrap();
    let b = understood("date,pain\n2026-01-02,4\n2026-01-02,3\n2026-01-03,3\n").unwrap();
    assert_eq!((a.entries.len(), a.repeated, b.repeated), (3, 1, 0));
    let set = |source: &Source| source.lines.iter().cloned().collect::<std::collections::BTreeSet<_>>();
    assert_eq!(set(&a), set(&b));
    // Not to change, or a second import would add all of them again.
    assert_eq!(a.entries[0].id, "01KDY02100K683379DZPR4E01G");
    assert_eq!(a.entries[0].ts.to_rfc3339(), "2026-01-02T00:00:00+00:00");
    assert_eq!(a.entries[0].body.get(), r#"{"when":"check_in","score":3}"#);
}
