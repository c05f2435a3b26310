//! Worries, moves that are not wanted, variety, age, old signals: each as a small history.

use chrono::NaiveDate;
use serde_json::{Value, json};
use supple::domain::dose::dose_words;
use supple::domain::plan::output::{Change, Plan};
use supple::domain::plan::{Mode, input_from_json, plan};

fn day(n: i64) -> String {
    (NaiveDate::from_ymd_opt(2026, 3, 2).unwrap() + chrono::TimeDelta::days(n)).to_string()
}

fn library() -> Value {
    json!([
        {"id": "tilt", "kind": "mobility", "tags": ["relief"], "priority": 1},
        {"id": "bend", "kind": "mobility", "priority": 2},
        {"id": "tap", "ladder": "bug", "level": 1, "kind": "reps", "sides": 2, "priority": 1},
        {"id": "bug2", "ladder": "bug", "level": 2, "kind": "reps", "sides": 2, "priority": 1},
        {"id": "dog", "kind": "hold", "priority": 2},
        {"id": "bridge", "kind": "reps", "priority": 3},
        {"id": "plank", "kind": "sustained", "priority": 4},
        {"id": "wall", "kind": "reps", "priority": 5},
        {"id": "calf", "kind": "stretch", "priority": 1},
        {"id": "hip", "kind": "stretch", "priority": 2},
        {"id": "chest", "kind": "stretch", "priority": 3}
    ])
}

const A: &[(&str, u32, u32, u32)] =
    &[("tilt", 1, 6, 0), ("tap", 1, 6, 0), ("dog", 1, 3, 8), ("bridge", 1, 5, 0), ("calf", 1, 2, 20)];

/// A calm session with these exercises: id, sets, repetitions, seconds.
fn session(n: i64, exercises: &[(&str, u32, u32, u32)]) -> Value {
    let lines: Vec<Value> = exercises
        .iter()
        .map(|(id, sets, reps, hold)| {
            let dose = json!({"sets": sets, "reps": reps, "hold_s": hold});
            json!({"id": id, "prescribed": dose, "done": dose, "pain": 1, "effort": 4, "stop": null})
        })
        .collect();
    json!({
        "date": day(n), "mode": "normal", "minutes": 15, "pain_before": 4, "pain_after": 4,
        "pain_over_1h": false, "next_morning_pain": 4, "effort": 4, "signs": [], "events": [],
        "aerobic": {"prescribed": 10, "done": 10, "pain": 1, "talk_ok": true}, "exercises": lines
    })
}

fn document(n: i64, sessions: &[Value]) -> Value {
    json!({
        "library": library(),
        "profile": {"intake_date": day(0), "age": 45, "regions": ["back"], "usual_pain": 4,
            "settle_minutes": 20, "conditions": [], "aerobic_ok": true},
        "today": {"date": day(n), "pain_now": 4, "minutes": 15, "time": "evening", "flags": []},
        "checkins": [], "clearances": [], "sessions": sessions
    })
}

fn run(document: &Value) -> Plan {
    plan(&input_from_json(&document.to_string()).unwrap())
}

fn ids(plan: &Plan) -> String {
    plan.exercises.iter().map(|item| item.id.as_str()).collect::<Vec<_>>().join(" ")
}

fn line(plan: &Plan, id: &str) -> (String, Change, String) {
    let item = plan.exercises.iter().find(|item| item.id == id).unwrap_or_else(|| panic!("no {id}"));
    (dose_words(item.kind, item.dose, item.sides), item.change, item.reason.clone())
}

fn out<'a>(plan: &'a Plan, id: &str) -> Option<(&'a str, &'a str)> {
    plan.removed.iter().find(|out| out.id == id).map(|out| (out.why.as_str(), out.reason.as_str()))
}

/// This day and the days before it, each with A.
fn days(count: i64) -> Vec<Value> {
    (0..count).map(|n| session(n, A)).collect()
}

/// Follows the plan of `doc` for some days, all calm; the plans.
fn follow(doc: &mut Value, from: i64, count: i64) -> Vec<Plan> {
    let mut plans = Vec::new();
    for n in from..from + count {
        doc["today"]["date"] = json!(day(n));
        let got = run(doc);
        let exercises: Vec<(&str, u32, u32, u32)> = got
            .exercises
            .iter()
            .map(|item| (item.id.as_str(), item.dose.sets, item.dose.reps, item.dose.hold_s))
            .collect();
        let mut next = session(n, &exercises);
        next["mode"] = serde_json::to_value(got.mode).unwrap();
        if let Some(walk) = &got.aerobic {
            next["aerobic"] =
                json!({"prescribed": walk.minutes, "done": walk.minutes, "pain": 1, "talk_ok": true});
        }
        doc["sessions"].as_array_mut().unwrap().push(next);
        plans.push(got);
    }
    plans
}

#[test]
fn not_this_one_brings_the_easier_form_or_another_of_its_group() {
    let mut doc = document(2, &days(2));
    assert_eq!(ids(&run(&doc)), "tilt tap dog bridge calf");
    doc["profile"]["unwanted"] = json!(["bridge"]);
    let got = run(&doc);
    assert_eq!(ids(&got), "tilt tap dog plank calf");
    assert_eq!(out(&got, "bridge"), Some(("unwanted", "Left out: you said \"not this one\".")));
    let (_, change, reason) = line(&got, "plank");
    assert_eq!(change, Change::Intro);
    assert!(reason.starts_with("You said \"not this one\" to bridge. This trains the same:"), "{reason}");
    // The place is filled once, and stays filled.
    let plans = follow(&mut doc, 2, 5);
    for plan in &plans[1..] {
        assert_eq!(ids(plan).matches("plank").count(), 1, "{}", ids(plan));
        assert_eq!(plan.exercises.iter().filter(|i| i.kind.group() == line_group()).count(), 3);
    }
    // A session that was not all answered is no reason to go without; one that was too much is.
    let mut doc = document(2, &days(2));
    doc["profile"]["unwanted"] = json!(["bridge"]);
    doc["sessions"][1]["next_morning_pain"] = Value::Null;
    assert_eq!(ids(&run(&doc)), "tilt tap dog plank calf");
    doc["sessions"][1]["pain_over_1h"] = json!(true);
    assert_eq!(ids(&run(&doc)), "tilt tap dog calf");

    // The harder form of a ladder: its easier one comes back.
    let with: &[(&str, u32, u32, u32)] = &[("tilt", 1, 6, 0), ("bug2", 1, 6, 0), ("dog", 1, 3, 8)];
    let mut doc = document(2, &[session(0, with), session(1, with)]);
    doc["profile"]["unwanted"] = json!(["bug2"]);
    let (dose, change, reason) = line(&run(&doc), "tap");
    assert_eq!((dose.as_str(), change), ("3 reps each side", Change::Regress));
    assert_eq!(reason, "You said \"not this one\" to bug2. An easier form of it: 3 reps each side.");
}

fn line_group() -> supple::domain::dose::Group {
    supple::domain::dose::Group::Core
}

#[test]
fn a_worry_only_removes_and_delays() {
    let fear = |score: i32, since: i64| json!([{"id": "dog", "score": score, "since": day(since)}]);
    // At the first plan: out at 7, in at 6.
    for (score, there) in [(0, true), (6, true), (7, false), (10, false)] {
        let mut doc = document(0, &[]);
        doc["profile"]["fears"] = fear(score, 0);
        assert_eq!(ids(&run(&doc)).contains("dog"), there, "{score}");
    }
    // Known and calm: 3 grows, 4 holds, 7 goes.
    for (score, expected) in
        [(3, Some(Change::Up)), (4, Some(Change::Hold)), (6, Some(Change::Hold)), (7, None)]
    {
        let mut doc = document(2, &days(2));
        doc["profile"]["fears"] = fear(score, 1);
        let got = run(&doc);
        let item = got.exercises.iter().find(|item| item.id == "dog");
        assert_eq!(item.map(|item| item.change), expected, "{score}");
        if score >= 7 {
            let said = "Left out for now: it worries you at 7. Six calm sessions come first.";
            assert_eq!(out(&got, "dog"), Some(("fear", said)));
        } else if score >= 4 {
            let said = format!("Same again: it worries you at {score}. At 3 or less it can grow.");
            assert_eq!(item.unwrap().reason, said);
        }
    }
    // Six calm sessions later it comes back, alone, at the smallest dose, and stays there.
    let mut doc = document(2, &days(2));
    doc["profile"]["fears"] = json!([
        {"id": "dog", "score": 7, "since": day(1)}, {"id": "hip", "score": 9, "since": day(1)}
    ]);
    let plans = follow(&mut doc, 2, 14);
    let first = plans.iter().position(|plan| ids(plan).contains("dog")).unwrap();
    assert!((6..12).contains(&first), "six calm sessions come first: {first}");
    let (dose, change, reason) = line(&plans[first], "dog");
    assert_eq!((dose.as_str(), change), ("2 x 4 s", Change::Intro));
    assert_eq!(
        reason,
        "Six calm sessions, so a first try of what worries you at 7, as small as it gets: 2 x 4 s."
    );
    for plan in &plans[first + 1..] {
        assert_eq!(line(plan, "dog").0, "2 x 4 s", "it stays until it worries less");
        assert!(!ids(plan).contains("hip"), "one at a time, the least feared first");
    }
    // A sore morning does not bring it.
    let mut doc = document(2, &days(2));
    doc["profile"]["fears"] = json!([{"id": "plank", "score": 8, "since": day(1)}]);
    let before = 2 + follow(&mut doc, 2, 14).iter().position(|plan| ids(plan).contains("plank")).unwrap();
    doc["sessions"].as_array_mut().unwrap().truncate(before);
    doc["today"]["date"] = json!(day(before as i64));
    assert!(ids(&run(&doc)).contains("plank"));
    doc["sessions"][before - 1]["next_morning_pain"] = json!(5);
    assert!(!ids(&run(&doc)).contains("plank"));
}

#[test]
fn a_worry_never_adds_or_raises_anything_else() {
    // With the worry the plan holds nothing that it did not hold without it, in the first two weeks of
    // a first try apart, and nothing is higher.
    for score in 0..=10 {
        let plain = run(&document(2, &days(2)));
        let mut doc = document(2, &days(2));
        doc["profile"]["fears"] = json!([{"id": "tap", "score": score, "since": day(1)}]);
        let got = run(&doc);
        for item in &got.exercises {
            assert!(plain.exercises.iter().any(|other| other.id == item.id), "{score}: {}", item.id);
        }
    }
}

#[test]
fn variety_takes_turns_after_two_weeks_and_keeps_what_was_reached() {
    let mut off = document(0, &[]);
    let without = follow(&mut off, 0, 40);
    let mut on = document(0, &[]);
    on["profile"]["variety"] = json!(true);
    let with = follow(&mut on, 0, 40);
    assert_eq!(with[..14], without[..14], "nothing differs in the first two weeks");

    let core = |plan: &Plan| {
        let group = plan.exercises.iter().filter(|item| item.group == line_group());
        group.map(|item| item.ladder.clone()).collect::<std::collections::BTreeSet<_>>()
    };
    let all = |plans: &[Plan]| plans.iter().flat_map(core).collect::<std::collections::BTreeSet<_>>();
    assert!(all(&with[14..]).len() > all(&without[14..]).len(), "{:?}", all(&with[14..]));
    let late = &with[25..];
    assert!(late.windows(2).any(|pair| core(&pair[0]) != core(&pair[1])), "they take turns");
    // Nobody is away for longer than one session once there is one more than places, and the dose that
    // comes back is no lower than the one that went: progress is kept.
    for ladder in all(late) {
        let seen: Vec<usize> = (0..late.len()).filter(|n| core(&late[*n]).contains(&ladder)).collect();
        assert!(seen.windows(2).all(|pair| pair[1] - pair[0] <= 3), "{ladder}: {seen:?}");
        let doses: Vec<_> =
            late.iter().flat_map(|plan| plan.exercises.iter().filter(|item| item.ladder == ladder)).collect();
        for pair in doses.windows(2) {
            let kept = pair[1].level > pair[0].level
                || pair[1].dose.sets > pair[0].dose.sets
                || pair[1].dose.lower(pair[0].dose) == pair[0].dose;
            assert!(kept, "{ladder}: {:?} then {:?}", pair[0].dose, pair[1].dose);
        }
    }
    // It is said, and nothing rises faster than the rules allow.
    let said = with.iter().flat_map(|plan| &plan.removed).any(|out| {
        out.why == "turn" && out.reason == "Not today: the others have their turn. What you reached is kept."
    });
    assert!(said);
    for plan in &with {
        let rose = |item: &&supple::domain::plan::output::Item| {
            matches!(item.change, Change::Up | Change::Promote | Change::Intro)
        };
        assert!(plan.exercises.iter().filter(rose).count() <= 2);
        assert!(plan.est_seconds <= 900);
    }
}

#[test]
fn a_movement_grows_within_a_fortnight_too() {
    let mut doc = document(0, &[]);
    let plans = follow(&mut doc, 0, 14);
    let grew = |id: &str| {
        plans.iter().any(|plan| plan.exercises.iter().any(|item| item.id == id && item.change == Change::Up))
    };
    assert!(grew("tilt") && grew("tap") && grew("dog"), "strength first, movement in its turn");
}

#[test]
fn what_was_eight_days_ago_eases_at_most_once_today_is_known() {
    // days away, today's pain, mode
    for (away, pain, mode) in [
        (1, Some(4), Mode::Flare),
        (7, Some(4), Mode::Flare),
        (8, Some(4), Mode::Normal),
        (11, Some(4), Mode::Normal),
        (11, None, Mode::Flare),
        (11, Some(7), Mode::Flare),
        (20, Some(4), Mode::Return),
        (35, Some(4), Mode::Restart),
    ] {
        let mut doc = document(1 + away, &days(2));
        doc["sessions"][1]["next_morning_pain"] = json!(7);
        doc["today"]["pain_now"] = json!(pain);
        let got = run(&doc);
        assert_eq!(got.mode, mode, "{away} days, pain {pain:?}");
        if got.mode == Mode::Normal {
            assert!(got.exercises.iter().all(|item| item.change == Change::Down), "{}", got.reason);
            assert_eq!(got.reason, "Pain was 7 the morning after, so everything drops one step.");
        }
    }
}

#[test]
fn older_people_begin_at_the_first_form() {
    for (age, usual, first) in
        [(45, 2, "bug2"), (64, 2, "bug2"), (65, 2, "tap"), (80, 2, "tap"), (45, 4, "tap")]
    {
        let mut doc = document(0, &[]);
        doc["profile"]["age"] = json!(age);
        doc["profile"]["usual_pain"] = json!(usual);
        doc["profile"]["settle_minutes"] = json!(if usual == 2 { 5 } else { 20 });
        doc["today"]["pain_now"] = json!(usual);
        assert!(ids(&run(&doc)).contains(first), "{age} {usual}: {}", ids(&run(&doc)));
    }
}

#[test]
fn the_probe_checks_the_new_fields() {
    for (field, value, words) in [
        ("variety", json!("yes"), "variety"),
        ("unwanted", json!([7]), "unwanted"),
        ("fears", json!([{"id": "tap", "score": 11}]), "score"),
        ("fears", json!([{"score": 5}]), "id"),
    ] {
        let mut doc = document(0, &[]);
        doc["profile"][field] = value;
        let error = input_from_json(&doc.to_string()).unwrap_err();
        assert!(error.contains(words), "{field}: {error}");
    }
}
