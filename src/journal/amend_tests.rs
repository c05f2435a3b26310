//! Tests of corrections and retractions.

use super::*;
use crate::journal::line::{Head, encode};
use crate::journal::reader::read;
use serde_json::{Value, json};

/// One entry at `minute`.
fn entry(id: &str, minute: u32, kind: &str, body: &Value) -> String {
    let ts = format!("2026-11-20T08:{minute:02}:00+01:00").parse().unwrap();
    encode(&Head { id, dev: "7f3a", n: 1, ts, kind, must: false }, body).unwrap()
}
fn pain(id: &str, minute: u32, score: u32) -> String {
    entry(id, minute, "pain.rated", &json!({ "score": score }))
}
fn correct(id: &str, minute: u32, target: &str, score: u32) -> String {
    entry(id, minute, CORRECT, &json!({"target": target, "body": {"score": score}}))
}
fn retract(id: &str, minute: u32, target: &str) -> String {
    entry(id, minute, RETRACT, &json!({"target": target, "why": "wrong key"}))
}
fn amended(lines: &[String]) -> Amended {
    amend(read(lines.concat().as_bytes()).entries)
}
/// The entries that count, as `id=score`.
fn counts(lines: &[String]) -> String {
    let entries = amended(lines).entries;
    let show = |e: &Entry| {
        let body: Value = serde_json::from_str(e.body.get()).unwrap();
        format!("{}={}", e.id, body["score"])
    };
    entries.iter().map(show).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_last_amendment_that_stands_decides() {
    let p = pain("P", 0, 3);
    let cases: Vec<(&str, Vec<String>, &str)> = vec![
        ("nothing to do", vec![p.clone(), pain("Q", 1, 4)], "P=3 Q=4"),
        ("corrected", vec![p.clone(), correct("A", 1, "P", 5)], "P=5"),
        ("corrected before it is there", vec![correct("A", 1, "P", 5), p.clone()], "P=5"),
        ("twice, by time", vec![p.clone(), correct("A", 2, "P", 6), correct("B", 1, "P", 5)], "P=6"),
        ("twice, one time, by id", vec![p.clone(), correct("B", 1, "P", 6), correct("A", 1, "P", 5)], "P=6"),
        ("taken back", vec![p.clone(), retract("A", 1, "P"), pain("Q", 2, 4)], "Q=4"),
        ("redo", vec![p.clone(), retract("A", 1, "P"), retract("B", 2, "A")], "P=3"),
        (
            "undo of the redo",
            vec![p.clone(), retract("A", 1, "P"), retract("B", 2, "A"), retract("C", 3, "B")],
            "",
        ),
        ("correct after retract", vec![p.clone(), retract("A", 1, "P"), correct("B", 2, "P", 5)], "P=5"),
        ("retract after correct", vec![p.clone(), correct("A", 1, "P", 5), retract("B", 2, "P")], ""),
        (
            "a correction taken back gives the one before",
            vec![p.clone(), correct("A", 1, "P", 5), correct("B", 2, "P", 6), retract("C", 3, "B")],
            "P=5",
        ),
        (
            "two redos, one of them taken back",
            vec![
                p.clone(),
                retract("A", 1, "P"),
                retract("B", 2, "A"),
                retract("C", 3, "A"),
                retract("D", 4, "B"),
            ],
            "P=3",
        ),
    ];
    for (name, lines, want) in cases {
        assert_eq!(counts(&lines), want, "{name}");
        let mut turned = lines.clone();
        turned.reverse();
        let sorted = |text: String| {
            let mut words: Vec<_> = text.split(' ').map(str::to_owned).collect();
            words.sort();
            words
        };
        assert_eq!(sorted(counts(&turned)), sorted(want.to_owned()), "{name}, in another order");
    }
}

#[test]
fn an_unknown_target_waits() {
    let out = amended(&[pain("P", 0, 3), correct("A", 1, "X", 5), retract("B", 1, "Y")]);
    assert_eq!(out.waiting, ["A", "B"]);
    assert_eq!((out.entries.len(), out.refused.len()), (1, 0));
}

#[test]
fn circles_and_odd_amendments_are_refused_in_words() {
    let out = amended(&[
        pain("P", 0, 3),
        retract("A", 1, "B"),
        retract("B", 2, "A"),
        retract("C", 3, "C"),
        correct("D", 4, "A", 1),
        entry("E", 5, CORRECT, &json!({"target": "P"})),
        entry("F", 5, RETRACT, &json!({"why": "?"})),
        entry("G", 5, CORRECT, &json!({"target": "P", "body": 3})),
    ]);
    assert_eq!(out.entries.len(), 1);
    let mut ids: Vec<_> = out.refused.iter().map(|(id, _)| id.as_str()).collect();
    ids.sort_unstable();
    assert_eq!(ids, ["A", "B", "C", "D", "E", "F", "G"]);
    assert!(out.refused.iter().any(|(id, why)| id == "A" && why.contains("circle")));
    assert!(out.refused.iter().any(|(id, why)| id == "E" && why.contains("no new content")));
}

#[test]
fn a_long_chain_of_undo_and_redo_does_not_exhaust_the_stack() {
    let mut lines = vec![pain("P", 0, 3), retract("R0", 1, "P")];
    lines.extend((1..50_000).map(|n| retract(&format!("R{n}"), 1, &format!("R{}", n - 1))));
    assert_eq!(counts(&lines), "P=3", "an even number of retractions");
}
