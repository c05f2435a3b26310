//! The laws of a merge, on made-up journals that were written, merged and taken back in many orders.

use std::collections::BTreeSet;

use super::*;
use crate::journal::imported::{DONE, UNDONE, told};
use crate::journal::line::{Head, encode};
use crate::journal::reader::read;

const NOW: &str = "2026-11-20T12:00:00+00:00";

fn now() -> DateTime<FixedOffset> {
    NOW.parse().unwrap()
}

fn entry_of(id: &str, kind: &str, ts: &str, body: &serde_json::Value) -> Entry {
    let head = Head { id, dev: "7f3a", n: 1, ts: ts.parse().unwrap(), kind, must: false };
    let line = encode(&head, body).unwrap();
    read(line.as_bytes()).entries.remove(0)
}

/// What the id says, the same wherever it is.
fn entry(id: u64) -> Entry {
    let body = serde_json::json!({"when": "check_in", "score": id % 11});
    entry_of(&format!("E{id}"), "pain.rated", "2026-11-01T08:00:00+01:00", &body)
}

/// xorshift: the same cases on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }
}

/// A merge as the command makes it.
fn merged(ours: &[Entry], theirs: &[Entry], books: &mut u64) -> Vec<Entry> {
    let plan = plan(ours, theirs, now());
    let mut out = ours.to_vec();
    out.extend(plan.add.iter().map(|place| theirs[*place].clone()));
    let ids: Vec<&str> = plan.add.iter().chain(&plan.back).map(|place| theirs[*place].id.as_str()).collect();
    if !ids.is_empty() {
        *books += 1;
        let body = serde_json::json!({"import": format!("I{books}"), "source": "x", "ids": ids});
        out.push(entry_of(&format!("I{books}"), DONE, NOW, &body));
    }
    out
}

fn taken_back(ours: &[Entry], books: &mut u64) -> Vec<Entry> {
    let mut out = ours.to_vec();
    if let Some(last) = imported::last(ours) {
        *books += 1;
        let body = serde_json::json!({"import": last.name});
        out.push(entry_of(&format!("U{books}"), UNDONE, NOW, &body));
    }
    out
}

fn set(entries: &[Entry]) -> BTreeSet<(String, String)> {
    told(entries).map(|entry| (entry.id.to_string(), entry.body.get().to_owned())).collect()
}

/// Some lines, some merges, some of them taken back.
fn journal(dice: &mut Dice, pool: &[Entry], books: &mut u64) -> Vec<Entry> {
    let mut out: Vec<Entry> = Vec::new();
    for _ in 0..dice.roll(4) {
        match dice.roll(4) {
            0 | 1 => {
                for entry in pool {
                    if dice.roll(3) == 0 && out.iter().all(|known| known.id != entry.id) {
                        out.push(entry.clone());
                    }
                }
            }
            2 => {
                let other: Vec<Entry> = pool.iter().filter(|_| dice.roll(3) == 0).cloned().collect();
                out = merged(&out, &other, books);
            }
            _ => out = taken_back(&out, books),
        }
    }
    out
}

#[test]
fn the_laws_of_a_merge_hold_in_10_000_cases() {
    let pool: Vec<Entry> = (0..8).map(entry).collect();
    let (mut dice, mut books) = (Dice(0x5eed_0001), 0);
    let (mut with_undone, mut with_back, mut with_add) = (0, 0, 0);
    for case in 0..10_000 {
        let [a, b, c] = [0; 3].map(|_| journal(&mut dice, &pool, &mut books));
        let ab = merged(&a, &b, &mut books);
        let union: BTreeSet<_> = set(&a).union(&set(&b)).cloned().collect();
        assert_eq!(set(&ab), union, "case {case}: what counts is what counted in either");
        assert_eq!(set(&ab), set(&merged(&b, &a, &mut books)), "case {case}: either way round");
        assert!(plan(&ab, &b, now()).is_empty(), "case {case}: a second time adds nothing");
        assert!(plan(&ab, &a, now()).is_empty(), "case {case}: nothing of ours is missing");
        assert!(plan(&a, &a, now()).is_empty(), "case {case}: with itself");
        let left = merged(&ab, &c, &mut books);
        let bc = merged(&b, &c, &mut books);
        let right = merged(&a, &bc, &mut books);
        assert_eq!(set(&left), set(&right), "case {case}: in any grouping");
        let ids: BTreeSet<&str> = ab.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(ids.len(), ab.len(), "case {case}: no id twice");
        let found = plan(&a, &b, now());
        if !found.is_empty() {
            assert_eq!(set(&taken_back(&ab, &mut books)), set(&a), "case {case}: taken back in one step");
        }
        with_undone += usize::from(!imported::hidden(&a).is_empty());
        with_back += usize::from(!found.back.is_empty());
        with_add += usize::from(!found.add.is_empty());
    }
    assert!(with_undone > 500 && with_back > 100 && with_add > 2_000, "{with_undone} {with_back} {with_add}");
}

#[test]
fn where_two_say_different_things_ours_is_kept_and_told() {
    let ours = entry(3);
    for (other, differs) in [
        (Entry { n: 2, ..ours.clone() }, true),
        (Entry { dev: "beef".into(), ..ours.clone() }, true),
        (Entry { must: true, ..ours.clone() }, true),
        (Entry { kind: "effort.rated".into(), ..ours.clone() }, true),
        (Entry { ts: "2026-11-01T07:00:00+00:00".parse().unwrap(), ..ours.clone() }, true),
        (Entry { body: entry(4).body, ..ours.clone() }, true),
        (Entry { v: 2, ..ours.clone() }, false),
        (Entry { ts: "2026-11-01T08:00:00.0001+01:00".parse().unwrap(), ..ours.clone() }, false),
    ] {
        let plan = plan(std::slice::from_ref(&ours), std::slice::from_ref(&other), now());
        assert!(plan.is_empty(), "{other:?}");
        assert_eq!(
            (plan.conflicts.len(), plan.same),
            (usize::from(differs), usize::from(!differs)),
            "{other:?}"
        );
        if differs {
            assert_eq!(plan.conflicts[0].id, "E3");
            assert_eq!(plan.conflicts[0].day.to_string(), "2026-11-01");
        }
    }
}

#[test]
fn the_future_and_the_books_of_the_other_file_stay_out() {
    let body = serde_json::json!({"score": 1});
    let at = |id: &str, ts: &str| entry_of(id, "pain.rated", ts, &body);
    let theirs = [
        at("A", "2026-11-21T12:00:00+00:00"),
        at("B", "2026-11-21T12:00:01+00:00"),
        entry_of("C", "journal.opened", NOW, &body),
        entry_of("D", DONE, NOW, &serde_json::json!({"import": "D", "source": "x", "ids": ["A"]})),
    ];
    let plan = plan(&[], &theirs, now());
    assert_eq!((plan.add, plan.future, plan.same), (vec![0], 1, 0));
}

#[test]
fn a_line_known_from_elsewhere_stays_when_an_import_of_it_is_taken_back() {
    let mut books = 0;
    let twice = merged(&merged(&[], &[entry(1)], &mut books), &[entry(1), entry(2)], &mut books);
    // As git leaves it: another computer's import of the same line.
    let other = entry_of("I9", DONE, NOW, &serde_json::json!({"import": "I9", "source": "y", "ids": ["E2"]}));
    let both = [twice, vec![other]].concat();
    let ids = |entries: &[Entry]| set(entries).into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    assert_eq!(ids(&both), ["E1", "E2"]);
    let back = entry_of("U", UNDONE, NOW, &serde_json::json!({"import": "I2"}));
    assert_eq!(ids(&[both.clone(), vec![back]].concat()), ["E1", "E2"], "I9 brought it too");
    let back = entry_of("U", UNDONE, NOW, &serde_json::json!({"import": "I1"}));
    assert_eq!(ids(&[both, vec![back]].concat()), ["E2"]);
}
