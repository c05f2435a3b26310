//! The JSON Schemas of the journal and of the export: what the program writes fits them, what it refuses
//! to read does not, and no field is left out of them.

use std::fmt::Write as _;

use serde_json::{Value, json};
use supple::domain::body::Place;
use supple::journal::event::Event;
use supple::journal::line::SCHEMA as JOURNAL;
use supple::report::json::SCHEMA as EXPORT;

use super::demo;
use super::outside::{checks, python};
use crate::rig::skip;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/schema/journal.schema.json");
const EXPORT_FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/schema/export.schema.json");

/// Lines that are no events, and keep the books.
const BOOKS: [&str; 4] = ["correct", "retract", "import.done", "import.undone"];

/// One body of each kind, with every field that it can have.
pub(crate) fn samples() -> Vec<(&'static str, Value)> {
    let dose = json!({"sets": 1, "reps": 4, "hold_s": 8});
    let item = |more: Value| {
        let mut body = json!({"session": "S", "item": 1, "exercise": "bird-dog"});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    vec![
        ("journal.opened", json!({"app": "supple", "app_version": "1", "note": "n"})),
        ("region.set", json!({"region": "uk"})),
        ("profile.set", json!({"usual_pain": 4, "settle": "upto60", "floor": true, "minutes": 15})),
        (
            "screen.answered",
            json!({"run": "r", "moment": "fortnight", "question": "bladder", "value": "no", "full": true}),
        ),
        (
            "screen.decided",
            json!({"run": "r", "moment": "stop", "tier": "clinician-first", "fired": ["x-1"], "complete": true,
                "rules": "1"}),
        ),
        ("flag.raised", json!({"rule": "bladder-1", "tier": "urgent", "run": "r", "from_unsure": true})),
        (
            "flag.cleared",
            json!({"flag": "F", "seen_on": "2026-11-20", "role": "gp", "outcome": "with_limits", "limits": "l"}),
        ),
        ("pain.rated", item(json!({"when": "exercise", "score": 3}))),
        ("effort.rated", item(json!({"score": 3}))),
        ("items.within_limit", json!({"session": "S", "items": [0, 2]})),
        ("session.followed_up", json!({"session": "S", "over_1h": false, "next_morning": 3})),
        ("flare.declared", json!({})),
        (
            "session.started",
            json!({"mode": "return", "minutes": 15, "items": [{"exercise": "bird-dog", "dose": dose, "sides": 2}],
                "aerobic": 10, "rules": "1", "plans": ["anna@00000000"]}),
        ),
        ("item.started", item(json!({}))),
        ("hold.done", item(json!({"side": "left", "nth": 1, "asked_s": 20, "held_s": 18}))),
        ("reps.done", item(json!({"side": "right", "set": 1, "asked": 6, "reps": 5, "hold_s": 0}))),
        ("minutes.done", item(json!({"asked_s": 60, "done_s": 45}))),
        ("item.ended", item(json!({"done": dose, "stop": "spreading"}))),
        ("session.paused", json!({"session": "S", "why": "away"})),
        ("session.resumed", json!({"session": "S", "after_stop": false})),
        ("stop.pressed", item(json!({"side": "left"}))),
        (
            "ouch.noted",
            item(json!({"side": "left", "sign": "sharp", "answers": {"eased": "yes"}, "tier": "caution",
                "ended": "exercise", "eased": true, "open": true})),
        ),
        ("signs.noted", json!({"session": "S", "signs": ["sleepless"]})),
        ("session.ended", json!({"session": "S", "complete": true})),
        ("walk.done", json!({"session": "S", "asked": 10, "minutes": 12, "pain": 1, "talk_ok": true})),
        ("prompt.acknowledged", json!({"code": "no_change_14_days"})),
        ("card.shown", json!({"card": "flare"})),
        ("flare.withdrawn", json!({})),
        ("morning.told", json!({"stiff": true})),
        ("direction.told", json!({"worse": "leaning_back"})),
        ("equipment.set", json!({"have": ["band"]})),
        ("variety.set", json!({"on": true})),
        ("exercise.unwanted", json!({"exercise": "bird-dog", "unwanted": true})),
        ("goal.rated", json!({"goal": 1, "words": "sit through a film", "score": 4})),
        ("goal.dropped", json!({"goal": 1})),
        ("worry.rated", json!({"movement": "bending", "score": 7})),
        ("try.expected", json!({"session": "S", "exercise": "bird-dog", "score": 7})),
        ("usual_pain.reassessed", json!({"score": 3})),
        ("question.settled", json!({"question": "pregnant", "how": "never"})),
        ("normal.marked", json!({})),
        ("week.shown", json!({"monday": "2026-11-16"})),
        ("body.marked", json!({"marks": [{"place": "neck", "pain": 3}]})),
        (
            "item.swapped",
            item(json!({"done": dose, "to": {"exercise": "quadruped-arm-reach", "dose": dose, "sides": 2},
                "why": "too_hard"})),
        ),
        ("pace.set", json!({"exercise": "bird-dog", "percent": 120, "by_clock": true})),
    ]
}

fn bodies() -> Value {
    serde_json::from_str::<Value>(JOURNAL).unwrap()["$defs"]["bodies"].clone()
}

fn names(object: &Value) -> Vec<&str> {
    let mut names: Vec<&str> =
        object.as_object().map_or(Vec::new(), |o| o.keys().map(String::as_str).collect());
    names.sort_unstable();
    names
}

#[test]
fn every_kind_of_line_and_every_field_of_it_is_in_the_schema() {
    let bodies = bodies();
    let mut known: Vec<&str> = Event::KINDS.iter().chain(&BOOKS).copied().collect();
    known.sort_unstable();
    let say = "a kind of line is missing in (or too much in) assets/schema/journal.schema.json";
    assert_eq!(names(&bodies), known, "{say}");
    let samples = samples();
    let sampled: Vec<&str> = samples.iter().map(|(kind, _)| *kind).collect();
    for kind in Event::KINDS {
        assert!(sampled.contains(kind), "give an example of {kind} with all its fields, here");
    }
    for (kind, body) in samples {
        let event = Event::parse(kind, &body.to_string()).unwrap().unwrap();
        assert_eq!(event.body(), body, "{kind}: a field that the program does not know");
        assert_eq!(names(&bodies[kind]["properties"]), names(&body), "{kind}: the fields of the schema");
    }
    let schema: Value = serde_json::from_str(JOURNAL).unwrap();
    let places: Vec<&str> = Place::ALL.iter().map(|place| place.id()).collect();
    assert_eq!(schema["$defs"]["mark"]["properties"]["place"]["enum"], json!(places));
}

#[test]
fn each_schema_is_printed() {
    let home = super::home::Home::new();
    for (what, schema) in [("journal", JOURNAL), ("export", EXPORT)] {
        assert_eq!(home.run(&["content", "schema", what]).code(0).quietly().out, schema);
    }
}

#[test]
fn journal_and_export_are_told_by_the_same_schema() {
    let journal: Value = serde_json::from_str(JOURNAL).unwrap();
    let mut export: Value = serde_json::from_str(EXPORT).unwrap();
    let event = export["$defs"].as_object_mut().unwrap().remove("event").unwrap();
    assert_eq!(export["$defs"], journal["$defs"]);
    assert_eq!(event["allOf"], journal["allOf"]);
    let mut fields = journal["properties"].clone();
    for own in ["v", "crc"] {
        fields.as_object_mut().unwrap().remove(own);
    }
    assert_eq!(event["properties"], fields);
}

/// The same body, wrong (or not) in one place, in many ways.
fn variants(body: &Value, needed: &[String]) -> Vec<Value> {
    let values = [
        json!(null),
        json!("x"),
        json!(-1),
        json!(0),
        json!(11),
        json!(1.5),
        json!(99_999_999_999_u64),
        json!(true),
        json!([]),
        json!({}),
        json!(["x"]),
        json!([1]),
        json!([{}]),
    ];
    let mut all = Vec::new();
    for name in names(body) {
        let mut less = body.clone();
        less.as_object_mut().unwrap().remove(name);
        all.push(less);
        for value in &values {
            // The program never writes "no value"; that it reads it does not belong into the schema.
            // Places in a plan have the width of the machine.
            let free = value.is_null() && !needed.iter().any(|known| known == name);
            // serde fills an object from a list, by order; that is no way to write one.
            let listed = body[name].is_object() && value.is_array();
            if !free && !listed {
                let mut other = body.clone();
                other[name] = value.clone();
                all.push(other);
            }
        }
    }
    all
}

#[test]
fn the_schema_takes_what_the_program_reads_and_refuses_what_it_refuses() {
    let Some(python) = python("jsonschema") else {
        return skip("no jsonschema for python3: the schemas are not checked");
    };
    let bodies = bodies();
    let mut lines = String::new();
    let (mut good, mut bad) = (0, 0);
    for (kind, body) in samples() {
        let needed: Vec<String> =
            serde_json::from_value(bodies[kind]["required"].clone()).unwrap_or_default();
        for body in variants(&body, &needed).into_iter().chain([body]) {
            let ok = Event::parse(kind, &body.to_string()).is_ok();
            *(if ok { &mut good } else { &mut bad }) += 1;
            let _ = writeln!(lines, "{}", json!({"kind": kind, "body": body, "ok": ok}));
        }
    }
    assert!(good > 100 && bad > 500, "{good} good, {bad} bad");
    let books = [
        (
            "correct",
            json!({"target": "A", "body": {"score": 3}, "at": "2026-11-20T08:00:00.000+01:00"}),
            true,
        ),
        ("correct", json!({"target": "A", "body": {}}), true),
        ("correct", json!({"target": "A"}), false),
        ("correct", json!({"body": {}}), false),
        ("correct", json!({"target": "A", "body": "x"}), false),
        ("correct", json!({"target": "A", "body": {}, "at": "yesterday"}), false),
        ("correct", json!({"target": "A", "body": {}, "at": "2026-11-20"}), false),
        ("retract", json!({"target": "A", "why": "a slip"}), true),
        ("retract", json!({"target": "A"}), true),
        ("retract", json!({}), false),
        ("retract", json!({"target": 7}), false),
        ("import.done", json!({"import": "A", "source": "a.csv", "ids": ["B"]}), true),
        ("import.done", json!({"import": "A", "source": "a.csv"}), false),
        ("import.undone", json!({"import": "A"}), true),
        ("import.undone", json!({}), false),
        // A kind from a newer version is no mistake.
        ("dream.dreamt", json!({"any": "thing"}), true),
    ];
    for (kind, body, ok) in books {
        let _ = writeln!(lines, "{}", json!({"kind": kind, "body": body, "ok": ok}));
    }
    let home = demo();
    let cases = home.write("cases.jsonl", lines);
    checks(python, &["bodies", cases.to_str().unwrap(), FILE]);
}

#[test]
fn what_the_program_writes_fits_the_schemas_and_broken_lines_do_not() {
    let Some(tool) = python("jsonschema") else {
        return skip("no jsonschema for python3: the schemas are not checked");
    };
    let home = demo();
    // With a correction, one that moves a day, a retraction, an import, and its undoing.
    let day = (chrono::Utc::now().date_naive() - chrono::Days::new(400)).to_string();
    home.run(&["log", "add", "--walk", "20", "--date", &day]).code(0);
    home.run(&["log", "edit", &day, "--pain", "4"]).code(0);
    let next = (chrono::Utc::now().date_naive() - chrono::Days::new(399)).to_string();
    home.run(&["log", "edit", &day, "--date", &next]).code(0);
    home.run(&["log", "retract", &next]).code(0);
    let table = home.write("pain.csv", "date,pain\n2025-01-02,4\n");
    home.run(&["merge", "--yes", table.to_str().unwrap()]).code(0);
    home.run(&["merge", "--undo", "--yes"]).code(0);
    let journal = home.path().join("journal.jsonl");
    for (kind, field) in
        [("correct", "at"), ("retract", "target"), ("import.done", "ids"), ("import.undone", "import")]
    {
        let text = home.journal();
        let line =
            text.lines().find(|line| line.contains(&format!("\"type\":\"{kind}\"")) && line.contains(field));
        assert!(line.is_some(), "no {kind} with {field}");
    }
    checks(tool, &["journal", journal.to_str().unwrap(), FILE, "strict"]);
    let old = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/journal/v1.jsonl");
    checks(python("jsonschema").unwrap(), &["journal", old, FILE]);
    let export = home.path().join("export.json");
    home.run(&["report", "--format", "json", "--out", export.to_str().unwrap()]).code(0);
    checks(python("jsonschema").unwrap(), &["export", export.to_str().unwrap(), EXPORT_FILE]);
}
