//! Tests of reading a whole journal.

use super::*;
use crate::journal::line::{Head, encode};
use serde_json::json;

fn line(id: &str, dev: &str, n: u64, score: u32) -> String {
    let ts = "2026-11-20T08:26:06+01:00".parse().unwrap();
    encode(&Head { id, dev, n, ts, kind: "pain.rated", must: false }, &json!({ "score": score })).unwrap()
}

fn by_hand(line: &str) -> String {
    format!("{}}}\n", &line[..line.find(r#","crc":"#).unwrap()])
}

fn codes(loaded: &Loaded) -> Vec<(usize, Code)> {
    loaded.problems.iter().map(|p| (p.line, p.code)).collect()
}

fn body(loaded: &Loaded, index: usize) -> &str {
    loaded.entries[index].body.get()
}

#[test]
fn nothing_is_nothing() {
    for bytes in [&b""[..], b"\n", b"\n\r\n  \n", "\u{feff}\n".as_bytes()] {
        let loaded = read(bytes);
        assert!(loaded.entries.is_empty() && loaded.problems.is_empty() && loaded.lines == 0, "{loaded:?}");
        assert_eq!(loaded.torn_tail, None);
    }
}

#[test]
fn the_same_entry_twice_counts_once() {
    let a = line("A", "7f3a", 1, 3);
    for second in [a.clone(), by_hand(&a), by_hand(&a).replace("{\"score\":3}", "{ \"score\" : 3 }")] {
        for text in [format!("{a}{second}"), format!("{second}{a}")] {
            let loaded = read(text.as_bytes());
            assert_eq!((loaded.entries.len(), loaded.by_hand), (1, 0), "{text}");
            assert_eq!(codes(&loaded), [(2, Code::SameTwice)]);
            assert_eq!(loaded.problems[0].text, "repeats line 1; it counts once");
        }
    }
}

#[test]
fn of_two_versions_the_one_that_vouches_wins_else_the_first() {
    let (three, four) = (line("A", "7f3a", 1, 3), line("A", "7f3a", 1, 4));
    let cases = [
        (three.clone(), four.clone(), 3, 1),
        (by_hand(&three), four.clone(), 4, 2),
        (three.clone(), by_hand(&four), 3, 1),
        (by_hand(&three), by_hand(&four), 3, 1),
    ];
    for (first, second, score, winner) in cases {
        let loaded = read(format!("{first}{second}").as_bytes());
        assert_eq!(loaded.entries.len(), 1);
        assert_eq!(body(&loaded, 0), format!("{{\"score\":{score}}}"));
        assert_eq!(loaded.at, [winner]);
        assert_eq!(codes(&loaded), [(2, Code::TwoVersions)]);
        assert_eq!(
            loaded.problems[0].text,
            format!("and line 1 are two versions of one entry; line {winner} counts")
        );
    }
}

#[test]
fn both_sides_of_a_git_conflict_are_kept() {
    let text = format!(
        "{}<<<<<<< HEAD\n{}=======\n{}>>>>>>> theirs\n",
        line("A", "7f3a", 1, 1),
        line("B", "7f3a", 2, 2),
        line("C", "bb01", 1, 3)
    );
    let loaded = read(text.as_bytes());
    assert_eq!(loaded.entries.len(), 3);
    assert_eq!(loaded.bad, 0);
    assert!(codes(&loaded).iter().all(|(_, code)| *code == Code::ConflictMarker));
}

#[test]
fn gaps_are_notes_per_device() {
    let text =
        [line("A", "7f3a", 1, 1), line("B", "7f3a", 4, 1), line("C", "7f3a", 6, 1), line("D", "bb01", 2, 1)]
            .concat();
    let texts: Vec<_> = read(text.as_bytes()).problems.into_iter().map(|p| p.text).collect();
    assert_eq!(
        texts,
        [
            "3 entries of device 7f3a are not here (in 2 places). If you took lines out, this is why.",
            "1 entry of device bb01 is not here (in 1 place). If you took lines out, this is why.",
        ]
    );
    let twice = read([line("A", "7f3a", 1, 1), line("B", "7f3a", 1, 1)].concat().as_bytes());
    assert_eq!(twice.problems[0].text, "Device 7f3a used 1 number for two entries.");
}

#[test]
fn a_number_at_the_end_of_the_range_does_no_harm() {
    let loaded = read([line("A", "7f3a", u64::MAX, 1), line("B", "7f3a", 1, 1)].concat().as_bytes());
    assert_eq!(codes(&loaded), [(0, Code::Gap)]);
    assert_eq!(loaded.numbers_of("7f3a"), (u64::MAX, 2));
}

#[test]
fn a_torn_tail_is_told_by_its_length() {
    let (a, b) = (line("A", "7f3a", 1, 1), line("B", "7f3a", 2, 1));
    let loaded = read(format!("{a}{}", &b[..40]).as_bytes());
    assert_eq!((loaded.torn_tail, loaded.torn_tail_lost, loaded.entries.len()), (Some(40), true, 1));
    assert_eq!(codes(&loaded), [(2, Code::CutOff)]);
    let loaded = read(format!("{a}{}", b.trim_end()).as_bytes());
    assert_eq!(
        (loaded.torn_tail, loaded.torn_tail_lost, loaded.entries.len()),
        (Some(b.len() - 1), false, 2)
    );
}

#[test]
fn one_bad_line_in_a_hundred_is_the_limit() {
    let mut text: String = (0..99).map(|n| line(&format!("A{n}"), "7f3a", n + 1, 1)).collect();
    text.push_str("nonsense\n");
    assert!(!read(text.as_bytes()).is_too_damaged());
    text.push_str("{\"v\":1,\n");
    assert!(!read(text.as_bytes()).is_too_damaged(), "a line cut off in writing was never shown as saved");
    text.push_str("nonsense\n");
    assert!(read(text.as_bytes()).is_too_damaged());
    let must =
        r#"{"v":1,"id":"Z","ts":"2026-11-20T10:00:00Z","type":"a","body":{},"must":true,"crc":"00000000"}"#;
    assert!(read(format!("{}{must}\n", line("A", "7f3a", 1, 1).repeat(500)).as_bytes()).is_too_damaged());
}

#[test]
fn more_than_a_day_ahead_is_the_future() {
    let loaded = read(line("A", "7f3a", 1, 1).as_bytes());
    let at = |text: &str| loaded.in_future(text.parse().unwrap()).count();
    assert_eq!(at("2026-11-19T08:26:06+01:00"), 0);
    assert_eq!(at("2026-11-19T08:26:05+01:00"), 1);
    assert_eq!(at("2026-11-20T08:26:06+01:00"), 0);
}

#[test]
fn lines_are_cut_as_a_plain_search_cuts_them() {
    let long = "a line of some length\n\n".repeat(super::BLOCK / 8);
    let whole = "x".repeat(super::BLOCK);
    let around =
        [format!("{whole}\nb"), format!("{whole}\n"), format!("\n{whole}"), format!("{whole}{whole}\n\n")];
    for text in ["", "\n", "a", "a\n", "a\nb", "\n\na\r\n\n", "a\nb\n", &whole, &long, &long[7..]]
        .into_iter()
        .chain(around.iter().map(String::as_str))
    {
        let blocks = super::blocks(text.as_bytes());
        assert!(blocks.len() <= text.len() / super::BLOCK + 1);
        let cut: Vec<&[u8]> = blocks.into_iter().flat_map(super::lines).collect();
        let mut plain: Vec<&[u8]> = text.as_bytes().split(|byte| *byte == b'\n').collect();
        // What follows the last line break is a line only if there is something.
        plain.pop_if(|last| last.is_empty());
        assert!(cut == plain, "{} bytes: {:.20?}", text.len(), text);
    }
}

#[test]
fn any_number_of_threads_reads_the_same() {
    let good = line("01JD3QK5Z800000000000000A0", "7f3a", 1, 3);
    let bad = format!("{}\n", &good[..good.len() - 9]);
    let text = format!("\u{feff}{good}{bad}\n").repeat(super::BLOCK / 100) + &good[..40];
    let told = |loaded: Loaded| format!("{loaded:?}");
    let one = told(super::read_in(1, text.as_bytes()));
    for threads in [2, 3, 7] {
        assert_eq!(told(super::read_in(threads, text.as_bytes())), one, "{threads} threads");
    }
}
