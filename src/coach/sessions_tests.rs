//! What the engine is told of a session in which forms were changed.

use super::*;
use crate::domain::dose::Dose;
use crate::domain::history::{PlannedItem, Swapped};

const ASKED: Dose = Dose { sets: 1, reps: 6, hold_s: 0 };

fn part(id: &str, done_reps: u32, pain: Option<u8>) -> ExerciseRecord {
    ExerciseRecord {
        id: id.to_owned(),
        prescribed: ASKED,
        done: Dose { reps: done_reps, ..ASKED },
        pain: pain.and_then(Score::new),
        effort: pain.and_then(|_| Score::new(4)),
        stop: None,
        within_limit: false,
        by_side: [0, 0],
    }
}

/// One exercise: the forms that were left, each with the repetitions done and why, and the last one.
fn told(left: &[(&str, u32, SwapWhy)], last: ExerciseRecord) -> Vec<Done> {
    let at = DateTime::parse_from_rfc3339("2026-11-20T09:00:00+00:00").unwrap();
    let swaps = left.iter().map(|(id, reps, why)| Swapped {
        item: 0,
        from: part(id, *reps, None),
        sides: 1,
        why: *why,
    });
    let record = SessionRecord {
        id: "S".to_owned(),
        date: at.date_naive(),
        started: at,
        ended: Some(at),
        mode: Mode::Normal,
        minutes: Some(10),
        pain_before: Score::new(2),
        pain_after: Score::new(2),
        pain_over_1h: Some(false),
        over_1h_unsure: false,
        next_morning_pain: None,
        effort: None,
        signs: Vec::new(),
        events: Vec::new(),
        aerobic: None,
        planned: vec![PlannedItem { exercise: last.id.clone(), dose: ASKED, sides: 1 }],
        exercises: vec![last],
        reached: vec![Reached::Ended],
        aerobic_asked: None,
        stopped: None,
        stop_told: false,
        ouches: Vec::new(),
        moved: true,
        swaps: swaps.collect(),
    };
    engine_session(&record, None).exercises
}

/// "id reps stop pain" of each.
fn words(done: &[Done]) -> Vec<String> {
    let one = |done: &Done| {
        let reps = done.done.map_or("-".to_owned(), |dose| dose.reps.to_string());
        let stop = done.stop.map_or("-".to_owned(), |stop| format!("{stop:?}"));
        let pain = done.pain.map_or("-".to_owned(), |pain| pain.to_string());
        format!("{} {reps} {stop} {pain}", done.id)
    };
    done.iter().map(one).collect()
}

type Left<'a> = &'a [(&'a str, u32, SwapWhy)];

#[test]
fn what_each_change_of_form_is_read_as() {
    use SwapWhy::{Hurt, TooEasy, TooHard};
    let full = |id| part(id, 6, Some(1));
    let cases: &[(&str, Left<'_>, ExerciseRecord, &[&str])] = &[
        ("nothing changed", &[], full("a"), &["a 6 - 1"]),
        ("harder, in full: the planned form, as asked", &[("a", 2, TooEasy)], full("b"), &["a 6 - 1"]),
        ("harder, and more than asked", &[("a", 0, TooEasy)], part("b", 9, Some(1)), &["a 6 - 1"]),
        ("harder, not in full", &[("a", 2, TooEasy)], part("b", 5, Some(1)), &["a - - 1"]),
        ("harder, and it hurt", &[("a", 0, TooEasy)], part("b", 6, Some(6)), &["a 6 - 6"]),
        ("harder twice", &[("a", 0, TooEasy), ("b", 0, TooEasy)], full("c"), &["a 6 - 1"]),
        ("easier: it hurt", &[("b", 2, Hurt)], full("a"), &["b 2 Pain -", "a 6 - 1"]),
        ("easier: too hard", &[("b", 0, TooHard)], full("a"), &["b 0 Form -", "a 6 - 1"]),
        ("harder, too hard, back", &[("a", 1, TooEasy), ("b", 1, TooHard)], full("a"), &["a 6 - 1"]),
        (
            "harder, it hurt, back",
            &[("a", 1, TooEasy), ("b", 1, Hurt)],
            full("a"),
            &["a - Pain -", "a 6 - 1"],
        ),
        ("easier, then back", &[("b", 1, Hurt), ("a", 1, TooEasy)], full("b"), &["b 1 Pain -", "a 6 - 1"]),
    ];
    let mut wrong = Vec::new();
    for (what, left, last, wanted) in cases {
        let got = words(&told(left, last.clone()));
        if got != *wanted {
            wrong.push(format!("{what}: {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_harder_form_that_was_stopped_is_stopped_in_the_planned_one() {
    let last = ExerciseRecord { stop: Some(Stop::Fatigue), ..part("b", 3, Some(2)) };
    assert_eq!(words(&told(&[("a", 0, SwapWhy::TooEasy)], last)), ["a - Fatigue 2"]);
}
