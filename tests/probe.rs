//! `supple plan --input`: any library, with ids and ladders of its own, through the real program. What
//! goes in field by field, what comes out field by field, and every mistake with its path and exit 65.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

/// A library that has nothing to do with the catalogue: gaps in its levels, a ladder without a name, all
/// six kinds, other regions, doses of its own.
fn library() -> Value {
    json!([
        {"id": "äpfel pflücken", "ladder": "garten", "level": 2, "kind": "reps", "for": ["shoulder"], "priority": 3},
        {"id": "baum schütteln", "ladder": "garten", "level": 5, "kind": "reps", "for": ["shoulder"], "priority": 3},
        {"id": "leiter", "ladder": "garten", "level": 9, "kind": "hold", "sides": 2, "for": ["shoulder"], "priority": 3},
        {"id": "solo", "ladder": null, "kind": "sustained", "start": {"sets": 2, "hold_s": 8}, "step": {"sets": 1, "hold_s": 4},
         "max": {"sets": 3, "hold_s": 20}, "priority": 1},
        {"id": "warten", "kind": "minutes", "tags": ["relief"], "priority": 1, "max_pain": null},
        {"id": "kreisen", "ladder": "k", "level": 1, "kind": "mobility", "sides": 2, "tags": ["relief"], "contra": ["BLAU"], "priority": 2},
        {"id": "ziehen", "ladder": "z", "level": 1, "kind": "stretch", "sides": 2, "region": "leg", "priority": 1},
        {"id": "springen", "ladder": "s", "level": 1, "kind": "reps", "tags": ["high_impact"], "priority": 0},
        {"id": "hocken", "ladder": "h", "level": 1, "kind": "reps", "contra": ["ROT"], "priority": 0}
    ])
}

fn document() -> Value {
    json!({
        "library": library(),
        "profile": {"intake_date": "2026-01-05", "age": 45, "regions": ["shoulder"], "usual_pain": 4, "settle_minutes": 20,
                    "conditions": ["ROT"], "aerobic_ok": true},
        "today": {"date": "2026-03-10", "pain_now": 4, "minutes": 20, "time": "evening", "morning_stiff": false, "flare": false,
                  "flags": []},
        "checkins": [{"date": "2026-03-01", "pain": 4}, {"date": "2026-03-02", "pain": null}],
        "clearances": [],
        "sessions": []
    })
}

fn done(id: &str, sets: u32, reps: u32, hold_s: u32) -> Value {
    let dose = json!({"sets": sets, "reps": reps, "hold_s": hold_s});
    json!({"id": id, "prescribed": dose, "done": dose, "pain": 1, "effort": 4, "stop": null})
}

fn session(date: &str, exercises: &[Value]) -> Value {
    json!({"date": date, "mode": "normal", "minutes": 20, "pain_before": 4, "pain_after": 4, "pain_over_1h": false,
           "next_morning_pain": 4, "effort": 4, "signs": [], "events": [],
           "aerobic": {"prescribed": 10, "done": 10, "pain": 1, "talk_ok": true}, "exercises": exercises})
}

/// Exit code, standard output, standard error.
fn ask(document: &str) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_supple"));
    command.env_clear().args(["plan", "--input", "-"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(document.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().expect("ended by a signal"), text(output.stdout), text(output.stderr))
}

#[track_caller]
fn planned(document: &Value) -> Value {
    let (code, out, err) = ask(&document.to_string());
    assert!(code == 0 || code == 1, "{code}: {err}");
    assert_eq!(err, "");
    let plan: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(code == 0, !plan["exercises"].as_array().unwrap().is_empty(), "{plan:#}");
    plan
}

fn ids(plan: &Value) -> Vec<&str> {
    plan["exercises"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect()
}

#[track_caller]
fn item<'a>(plan: &'a Value, id: &str) -> &'a Value {
    let found = plan["exercises"].as_array().unwrap().iter().find(|item| item["id"] == id);
    found.unwrap_or_else(|| panic!("no {id} in {plan:#}"))
}

#[test]
fn the_output_has_every_field_with_its_type() {
    let mut input = document();
    input["sessions"] = json!([session("2026-03-09", &[done("kreisen", 1, 6, 0)])]);
    input["sessions"][0]["exercises"][0]["stop"] = json!("sharp");
    let plan = planned(&input);
    for (field, fits) in [
        ("mode", plan["mode"].is_string()),
        ("blocked", plan["blocked"].is_boolean()),
        ("needs_rescreen", plan["needs_rescreen"].is_boolean()),
        ("refer", plan["refer"]["level"].is_string() && plan["refer"]["codes"].is_array()),
        ("exercises", plan["exercises"].is_array()),
        ("removed", plan["removed"].is_array()),
        ("aerobic", plan["aerobic"]["minutes"].is_u64() && plan["aerobic"]["change"].is_string()),
        ("advice", plan["advice"].is_array()),
        ("est_seconds", plan["est_seconds"].is_u64()),
        ("trend", plan["trend"]["label"] == "insufficient" && plan["trend"]["baseline"].is_null()),
        ("reason", plan["reason"].is_string() && plan["sources"].is_array()),
    ] {
        assert!(fits, "{field}: {plan:#}");
    }
    let out = plan["removed"].as_array().unwrap().iter().find(|out| out["id"] == "kreisen").unwrap();
    assert_eq!(
        (&out["why"], &out["until"], &out["ladder"]),
        (&json!("rest"), &json!("2026-03-23"), &json!("k"))
    );
}

#[test]
fn a_library_of_other_ids_starts_with_its_own_doses_and_kinds() {
    let plan = planned(&document());
    assert_eq!(plan["mode"], "start");
    for (id, kind, group, dose) in [
        ("solo", "sustained", "core", json!({"sets": 2, "reps": 1, "hold_s": 8})),
        ("warten", "minutes", "mobility", json!({"sets": 1, "reps": 1, "hold_s": 60})),
        ("kreisen", "mobility", "mobility", json!({"sets": 1, "reps": 5, "hold_s": 0})),
        ("ziehen", "stretch", "stretch", json!({"sets": 1, "reps": 2, "hold_s": 15})),
    ] {
        let line = item(&plan, id);
        assert_eq!(
            (&line["kind"], &line["group"], &line["dose"]),
            (&json!(kind), &json!(group), &dose),
            "{id}"
        );
        assert_eq!(line["change"], "start");
        assert!(line["dim"].is_null() && line["reason"].as_str().unwrap().len() > 10);
    }
    assert_eq!(item(&plan, "solo")["ladder"], "solo", "a ladder of its own has its own id");
    assert!(!ids(&plan).contains(&"springen"), "high impact is not for 45");
    assert!(!ids(&plan).contains(&"hocken"), "its condition holds");
    assert!(!ids(&plan).contains(&"äpfel pflücken"), "it begins at level 2, and a moderate person at 1");
}

#[test]
fn levels_with_gaps_are_climbed_and_come_down_rung_by_rung() {
    let mut input = document();
    let top = done("äpfel pflücken", 2, 12, 0);
    input["sessions"] =
        json!([session("2026-03-08", std::slice::from_ref(&top)), session("2026-03-09", &[top])]);
    let up = planned(&input);
    let line = item(&up, "baum schütteln");
    assert_eq!(
        (&line["change"], &line["dim"], &line["level"]),
        (&json!("promote"), &json!("level"), &json!(5))
    );
    // the reason calls the form below by its id, or by the name that the library has for it
    let says = |line: &Value, name: &str| line["reason"].as_str().unwrap().contains(name);
    assert!(says(line, "the top of äpfel pflücken."), "{line}");
    input["library"][0]["name"] = json!("Apple-picking");
    assert!(says(item(&planned(&input), "baum schütteln"), "the top of Apple-picking."));
    let mut hard = done("leiter", 1, 3, 6);
    hard["pain"] = json!(8);
    // level 4 and more is not for two days running
    input["sessions"] = json!([session("2026-03-08", &[hard])]);
    let down = planned(&input);
    let line = item(&down, "baum schütteln");
    assert_eq!((&line["change"], &line["level"]), (&json!("regress"), &json!(5)));
}

#[test]
fn the_two_kinds_of_the_catalogue_step_as_they_should() {
    let mut input = document();
    let both = [done("solo", 3, 1, 8), done("warten", 1, 1, 60)];
    input["sessions"] = json!([session("2026-03-08", &both), session("2026-03-09", &both)]);
    let plan = planned(&input);
    assert_eq!(item(&plan, "solo")["dose"], json!({"sets": 3, "reps": 1, "hold_s": 12}));
    assert_eq!(item(&plan, "solo")["dim"], "hold_s");
    assert_eq!(item(&plan, "warten")["dose"], json!({"sets": 1, "reps": 1, "hold_s": 90}));
}

#[test]
fn odd_but_right_documents_get_an_answer() {
    let unknown = || session("2026-03-09", &[done("of another library", 1, 5, 0), done("kreisen", 1, 5, 0)]);
    for (name, change) in [
        ("an empty library", json!({"library": []})),
        ("an id in the past that the library lacks", json!({"sessions": [unknown()]})),
        ("the same with an empty library", json!({"library": [], "sessions": [unknown()]})),
        ("only the future", json!({"sessions": [session("2027-01-01", &[done("kreisen", 1, 5, 0)])]})),
        ("a day twice", json!({"sessions": [unknown(), unknown(), unknown()]})),
        ("nothing answered", json!({"sessions": [{"date": "2026-03-09", "exercises": [{"id": "kreisen"}]}]})),
        (
            "all null",
            json!({"sessions": [{"date": "2026-03-09", "pain_before": null, "pain_after": null, "pain_over_1h": null,
            "next_morning_pain": null, "effort": null, "aerobic": null, "minutes": null,
            "exercises": [{"id": "kreisen", "prescribed": null, "done": null, "pain": null, "effort": null, "stop": null}]}]}),
        ),
        ("no walk known", json!({"profile": {"usual_pain": null, "aerobic_ok": null}})),
        ("an empty profile", json!({"profile": {}})),
        ("nothing about today but its date", json!({"today": {"date": "2026-03-10"}})),
        ("no minutes", json!({"today": {"date": "2026-03-10", "minutes": 0}})),
        ("very many minutes", json!({"today": {"date": "2026-03-10", "minutes": 100_000}})),
        ("the last day there is", json!({"today": {"date": "9999-12-31"}})),
        ("a walk alone", json!({"sessions": [session("2026-03-09", &[])]})),
        ("a clearance by nobody", json!({"clearances": [{"date": "2026-03-09", "by": null}]})),
        (
            "an exercise twice in a session",
            json!({"sessions": [session("2026-03-09", &[done("kreisen", 1, 5, 0), done("kreisen", 1, 6, 0)])]}),
        ),
        ("a stop code that nobody knows", json!({"today": {"date": "2026-03-10", "flags": ["green_skin"]}})),
    ] {
        let mut input = document();
        for (key, value) in change.as_object().unwrap() {
            input[key] = value.clone();
        }
        let plan = planned(&input);
        assert_eq!(plan, planned(&input), "{name}: twice the same");
        assert!(plan["reason"].as_str().is_some_and(|reason| !reason.is_empty()), "{name}");
        let minutes = input["today"]["minutes"].as_u64().unwrap_or(15);
        assert!(plan["est_seconds"].as_u64().unwrap() <= minutes.min(180) * 60, "{name}");
    }
}

#[test]
fn a_stop_code_blocks_and_a_clinician_lifts_it() {
    let mut input = document();
    input["today"]["flags"] = json!(["saddle_numbness"]);
    let plan = planned(&input);
    assert_eq!(
        (&plan["mode"], &plan["blocked"], &plan["refer"]["level"]),
        (&json!("blocked"), &json!(true), &json!("emergency"))
    );
    assert!(plan["aerobic"].is_null() && ids(&plan).is_empty());
    let mut input = document();
    input["sessions"] = json!([session("2026-03-05", &[done("kreisen", 1, 8, 0)])]);
    input["sessions"][0]["events"] = json!(["night_pain"]);
    assert_eq!(planned(&input)["refer"]["level"], "urgent");
    input["clearances"] = json!([{"date": "2026-03-08", "by": "friend"}]);
    assert_eq!(planned(&input)["blocked"], true);
    input["clearances"] = json!([{"date": "2026-03-08", "by": "clinician"}]);
    assert_eq!(planned(&input)["mode"], "restart");
}

#[test]
fn what_a_clinician_lists_can_be_tried_too() {
    let mut input = document();
    input["library"][2]["listed"] = json!(true);
    input["library"][5]["no_steps"] = json!(true);
    let plan = planned(&input);
    assert_eq!(item(&plan, "leiter")["level"], 9, "in the form that is listed");
    let both = [done("kreisen", 1, 5, 0), done("leiter", 1, 3, 6)];
    input["sessions"] = json!([session("2026-03-06", &both), session("2026-03-08", &both)]);
    let plan = planned(&input);
    assert_eq!(item(&plan, "kreisen")["change"], "hold");
    assert_eq!(item(&plan, "leiter")["change"], "up");
    input["library"][2]["max_pain"] = json!(0);
    let plan = planned(&input);
    assert_ne!(item(&plan, "leiter")["change"], "up", "its pain of 1 is above its limit");
}

#[test]
fn the_order_of_sessions_and_of_the_library_does_not_matter() {
    let mut input = document();
    let a = session("2026-03-07", &[done("kreisen", 1, 5, 0), done("solo", 2, 1, 8)]);
    let b = session("2026-03-09", &[done("kreisen", 1, 6, 0), done("ziehen", 1, 2, 15)]);
    input["sessions"] = json!([a, b]);
    let plan = planned(&input);
    let mut other = input.clone();
    other["sessions"].as_array_mut().unwrap().reverse();
    other["library"].as_array_mut().unwrap().reverse();
    assert_eq!(plan, planned(&other));
}

#[test]
fn every_mistake_ends_with_65_and_names_its_path() {
    for (path, value, words) in [
        ("/library/0/kind", json!("jump"), "library[0].kind: \"jump\" is not known; give one of"),
        (
            "/library/3/id",
            json!("leiter"),
            "library[3].id: \"leiter\" is the id of library[2] already; give this one another",
        ),
        ("/library/3/id", json!(""), "library[3].id: this id is empty"),
        ("/library/3/id", json!(7), "library[3].id: 7 is not text"),
        ("/library/3/start/hold_s", json!(-1), "library[3].start.hold_s: -1 is outside 0 to 100000"),
        ("/library/3/start", json!([]), "library[3].start: a list is not an object"),
        ("/library/5/sides", json!(0), "library[5].sides: 0 is outside 1 to 2"),
        ("/library/0/level", json!(1.5), "library[0].level: 1.5 is not a whole number"),
        ("/library/0/for", json!("back"), "library[0].for: \"back\" is not a list"),
        ("/library/4/max_pain", json!(11), "library[4].max_pain: 11 is outside 0 to 10"),
        ("/library", json!({}), "library: an object is not a list"),
        ("/profile/usual_pain", json!(11), "profile.usual_pain: 11 is outside 0 to 10"),
        ("/profile/age", json!("45"), "profile.age: \"45\" is not a whole number"),
        ("/profile/intake_date", json!("5.1.2026"), "profile.intake_date: \"5.1.2026\" is not a date"),
        ("/profile/aerobic_ok", json!(1), "profile.aerobic_ok: 1 is neither true nor false"),
        ("/profile", json!(null), "profile: null is not an object"),
        ("/today/date", json!(null), "today.date: null is not a date"),
        ("/today/date", json!("2026-02-29"), "today.date: \"2026-02-29\" is not a date"),
        ("/today/time", json!("tea"), "today.time: \"tea\" is not known"),
        ("/today/flags", json!([null]), "today.flags[0]: null is not text"),
        ("/today/morning_stiff", json!("no"), "today.morning_stiff: \"no\" is neither true nor false"),
        ("/checkins/0/pain", json!(-1), "checkins[0].pain: -1 is outside 0 to 10"),
        ("/clearances", json!([{"by": "gp"}]), "clearances[0]: \"date\" is missing"),
        ("/sessions", json!([{}]), "sessions[0]: \"date\" is missing"),
        (
            "/sessions",
            json!([{"date": "2026-03-09", "mode": "easy"}]),
            "sessions[0].mode: \"easy\" is not known",
        ),
        (
            "/sessions",
            json!([{"date": "2026-03-09", "exercises": [{}]}]),
            "sessions[0].exercises[0]: \"id\" is missing",
        ),
        (
            "/sessions",
            json!([{"date": "2026-03-09", "exercises": [{"id": "solo", "stop": "bored"}]}]),
            "sessions[0].exercises[0].stop: \"bored\" is not known",
        ),
        (
            "/sessions",
            json!([{"date": "2026-03-09", "exercises": [{"id": "solo", "done": {"rep": 3}}]}]),
            "sessions[0].exercises[0].done.rep: no such field here; known are \"sets\", \"reps\", \"hold_s\"",
        ),
        (
            "/sessions",
            json!([{"date": "2026-03-09", "aerobic": {"pain": 99}}]),
            "sessions[0].aerobic.pain: 99 is outside 0 to 10",
        ),
    ] {
        let mut input = document();
        *input.pointer_mut(path).unwrap_or_else(|| panic!("no {path}")) = value;
        let (code, out, err) = ask(&input.to_string());
        assert_eq!((code, out.as_str()), (65, ""), "{path}: {err}");
        assert!(err.contains(words), "{path}: no {words:?} in {err}");
        assert!(err.starts_with("supple: standard input: line 1, column "), "{err}");
    }
    for (text, words) in [
        ("", "this is not JSON"),
        ("{", "this is not JSON"),
        ("[]", "the document: a list is not an object"),
        ("{}", "\"library\" is missing"),
        ("{\"library\": [], \"profile\": {}}", "\"today\" is missing"),
        (
            "{\"library\": [], \"library\": [], \"profile\": {}, \"today\": {\"date\": \"2026-03-10\"}}",
            "library is given twice",
        ),
    ] {
        let (code, out, err) = ask(text);
        assert_eq!((code, out.as_str()), (65, ""), "{text}");
        assert!(err.contains(words), "{text}: {err}");
    }
}
