//! "Why is this so?" answered from the log, and by trying what would have changed it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/app.rs"]
mod support;

use support::{Pages, Person};

fn third_day() -> Person {
    let mut person = Person::at("2026-11-20T18:00:00+00:00", Pages::default());
    person.press("enter 1 1 enter n*5 n x*4 n 4 7 enter x 1 1 4 x 4 2 y 2");
    person.press("enter").play("2");
    person = Person::at("2026-11-21T18:00:00+00:00", person.pages.clone());
    person.press("enter n n n n 4 1 n 4 enter").play("2");
    person = Person::at("2026-11-22T18:00:00+00:00", person.pages.clone());
    person.press("enter n n n n 4 1 n 4");
    person
}

#[test]
fn a_step_up_names_its_log_lines_and_the_answers_that_would_have_stopped_it() {
    let person = third_day();
    let why = person.app.shared.coach.why("quadruped-arm-reach", person.now.wall).unwrap();
    let line = why.line.unwrap();
    assert!(line.reason.contains("Two calm sessions"), "{}", line.reason);
    assert_eq!(why.log.len(), 2);
    assert!(why.log[0].starts_with("2026-11-21: 3 x 3 s each side; pain 2, effort 2"), "{:?}", why.log);
    let change = |answer: &str| {
        why.would_change.iter().find(|(words, _)| words == answer).map(|(_, dose)| dose.as_str())
    };
    assert_eq!(change("sore for over an hour: yes"), Some("2 x 3 s each side"));
    assert_eq!(change("pain of 8 during it"), Some("2 x 3 s each side"));
    assert_eq!(change("sore for over an hour: no"), None, "that was the answer");
}

#[test]
fn an_exercise_that_is_not_in_the_plan_says_what_is_in_its_place() {
    let person = third_day();
    let coach = &person.app.shared.coach;
    let why = coach.why("bird-dog", person.now.wall).unwrap();
    assert!(why.line.is_none());
    assert_eq!(why.instead.unwrap().id, "quadruped-arm-reach");
    assert!(coach.why("no-such-thing", person.now.wall).is_none());
}

#[test]
fn what_answers_keep_out_is_named_by_its_code() {
    let mut person = third_day();
    // The floor is no longer possible: press p, keep all but the third answer.
    person.press("p 4 2 n 2");
    let why = person.app.shared.coach.why("glute-bridge", person.now.wall).unwrap();
    assert_eq!(why.skipped_for, ["FLOOR"]);
}
