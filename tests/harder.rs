//! Easier or harder, now: on which days and for which exercises a harder form may be chosen, and what the
//! log makes of a form that was changed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use chrono::NaiveDate;
use serde_json::{Value, json};
use supple::domain::dose::Dose;
use supple::domain::plan::{forms, input_from_json};

const EXERCISE: &str = "heel_tap";

/// A calm session of a day: everything done as asked.
fn session(day: u32, exercises: &[(&str, u32)]) -> Value {
    let done = |(id, reps): &(&str, u32)| {
        let dose = json!({"sets": 1, "reps": reps, "hold_s": 0});
        json!({"id": id, "prescribed": dose, "done": dose, "pain": 1, "effort": 4, "stop": null})
    };
    json!({
        "date": NaiveDate::from_ymd_opt(2026, 3, day).unwrap().to_string(), "mode": "normal", "minutes": 15,
        "pain_before": 2, "pain_after": 2, "pain_over_1h": false, "next_morning_pain": 2, "effort": 4,
        "signs": [], "events": [], "aerobic": null,
        "exercises": exercises.iter().map(done).collect::<Vec<_>>(),
    })
}

/// Ten calm days behind somebody whose sore back is quickly settled.
fn somebody() -> Value {
    let mut document: Value = serde_json::from_str(include_str!("worked/w01.json")).unwrap();
    document["profile"]["conditions"] = json!([]);
    document["today"]["date"] = json!("2026-03-20");
    let days = [11, 13, 15, 17, 18, 19];
    let exercises = [("pelvic_tilt", 6), (EXERCISE, 6), ("bird_dog_leg", 6)];
    document["sessions"] = days.iter().map(|day| session(*day, &exercises)).collect();
    document
}

fn entry<'a>(document: &'a mut Value, id: &str) -> &'a mut Value {
    document["library"].as_array_mut().unwrap().iter_mut().find(|entry| entry["id"] == id).unwrap()
}

/// The last session, and in it the exercise that is asked about.
fn last(document: &mut Value) -> &mut Value {
    document["sessions"].as_array_mut().unwrap().last_mut().unwrap()
}

fn done(document: &mut Value) -> &mut Value {
    &mut last(document)["exercises"][1]
}

/// The harder form in words: its id, or why there is none.
fn harder_of(document: &Value, id: &str) -> String {
    let input = input_from_json(&document.to_string()).unwrap_or_else(|error| panic!("{error}"));
    let (_, harder) = forms(&input, id, Dose::new(1, 6, 0));
    match harder {
        Ok(form) => format!("{} {}x{}", form.id, form.dose.sets, form.dose.reps),
        Err(why) => why,
    }
}

#[test]
fn on_a_calm_day_the_next_form_is_there_with_no_more_repetitions_than_now() {
    let harder = harder_of(&somebody(), EXERCISE);
    assert!(harder.starts_with("dead_bug 1x"), "{harder}");
    let reps: u32 = harder.rsplit('x').next().unwrap().parse().unwrap();
    assert!(reps <= 6, "{harder}");
    // One rung at a time, whatever is above it.
    assert!(!harder.contains("straight"));
}

type Change = fn(&mut Value);

#[test]
fn nothing_harder_where_the_rules_would_not_go_there() {
    let cases: &[(&str, Change, &str)] = &[
        (
            "an answer leaves the next form out",
            |d| {
                entry(d, "dead_bug")["contra"] = json!(["BP"]);
                d["profile"]["conditions"] = json!(["BP"]);
            },
            "left out by your answers",
        ),
        (
            "a harder one is not reached by jumping over it",
            |d| {
                entry(d, "dead_bug")["contra"] = json!(["PLAN-FORM"]);
                d["profile"]["conditions"] = json!(["PLAN-FORM"]);
            },
            "left out by your answers or your clinician's plan",
        ),
        ("a plan lets it not grow", |d| entry(d, EXERCISE)["no_steps"] = json!(true), "to stay as it is"),
        ("nor the next one", |d| entry(d, "dead_bug")["no_steps"] = json!(true), "to stay as it is"),
        (
            "a move that is not wanted",
            |d| d["profile"]["unwanted"] = json!(["dead_bug"]),
            "left out by your answers",
        ),
        (
            "a worry about the next form",
            |d| d["profile"]["fears"] = json!([{"id": "dead_bug", "score": 6, "since": "2026-03-01"}]),
            "worries you",
        ),
        ("a flare", |d| d["today"]["flare"] = json!(true), "flare"),
        ("pain today", |d| d["today"]["pain_now"] = json!(5), "holding or easing"),
        ("an answer of the check asks for less", |d| d["today"]["ease"] = json!(true), "holding or easing"),
        ("nothing may rise today", |d| d["today"]["hold"] = json!(true), "holding or easing"),
        ("pain today not told", |d| d["today"]["pain_now"] = Value::Null, "holding or easing"),
        ("a sore morning", |d| last(d)["next_morning_pain"] = json!(5), "holding or easing"),
        ("sore for over an hour", |d| last(d)["pain_over_1h"] = json!(true), "holding or easing"),
        ("that was not told", |d| last(d)["pain_over_1h"] = Value::Null, "holding or easing"),
        (
            "a stiff morning",
            |d| {
                d["today"]["time"] = json!("morning");
                d["today"]["morning_stiff"] = json!(true);
            },
            "Nothing grows at the moment",
        ),
        ("the last session was in a flare", |d| last(d)["mode"] = json!("flare"), "In a flare"),
        ("it was a way back", |d| last(d)["mode"] = json!("return"), "Nothing grows at the moment"),
        ("no session yet", |d| d["sessions"] = json!([]), "begins low on purpose"),
        ("two weeks off", |d| d["today"]["date"] = json!("2026-04-04"), "After time off"),
        ("four weeks off", |d| d["today"]["date"] = json!("2026-04-20"), "After time off"),
        ("it hurt the last time", |d| done(d)["pain"] = json!(4), "not calm"),
        ("it was hard the last time", |d| done(d)["effort"] = json!(8), "not calm"),
        ("its pain was not told", |d| done(d)["pain"] = Value::Null, "not calm"),
        (
            "the form went the last time",
            |d| {
                done(d)["stop"] = json!("form");
                done(d)["done"]["reps"] = json!(3);
            },
            "not calm",
        ),
        (
            "a step back a week ago",
            |d| {
                for n in 0..3 {
                    d["sessions"][n]["exercises"][1]["id"] = json!("dead_bug");
                }
            },
            "less than four weeks ago",
        ),
        (
            "it was never done",
            |d| {
                for one in d["sessions"].as_array_mut().unwrap() {
                    one["exercises"].as_array_mut().unwrap().remove(1);
                }
            },
            "new to you",
        ),
        ("locked", |d| d["today"]["flags"] = json!(["saddle_numbness"]), "no harder form of it"),
    ];
    let mut wrong = Vec::new();
    for (what, change, wanted) in cases {
        let mut document = somebody();
        change(&mut document);
        let harder = harder_of(&document, EXERCISE);
        if !harder.contains(wanted) {
            wrong.push(format!("{what}: {harder}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_movement_a_stretch_and_the_hardest_form_have_none() {
    let document = somebody();
    for (id, wanted) in [
        ("hip_flexor_standing", "grows by its dose"),
        ("dead_bug_straight", "hardest form"),
        ("cat_cow", "hardest form"),
        ("nothing-of-that-name", "no harder form"),
    ] {
        let harder = harder_of(&document, id);
        assert!(harder.contains(wanted), "{id}: {harder}");
    }
}
