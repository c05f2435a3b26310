//! The worked examples of the progression rules, W1 to W18, as data: `tests/worked/wNN.json` is a probe
//! document, `wNN.expected.json` what the plan must be. Each can be tried by hand with
//! `supple plan --input tests/worked/w03.json`.
//!
//! All eighteen agreed with the table of the rules as it stands; neither had to be corrected.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::{Value, json};
use supple::domain::plan::{input_from_json, plan, refer_sentence};

fn read(name: &str) -> String {
    let path = format!("{}/tests/worked/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// The plan of example `n` as JSON.
fn planned(n: u32) -> Value {
    let input = input_from_json(&read(&format!("w{n:02}.json"))).unwrap_or_else(|e| panic!("w{n:02}: {e}"));
    serde_json::to_value(plan(&input)).unwrap()
}

#[test]
fn the_command_gives_the_same_plans() {
    for n in 1..=18 {
        let file = format!("{}/tests/worked/w{n:02}.json", env!("CARGO_MANIFEST_DIR"));
        let mut supple = std::process::Command::new(env!("CARGO_BIN_EXE_supple"));
        let output = supple.args(["plan", "--input", &file]).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "w{n:02}: {}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(serde_json::from_slice::<Value>(&output.stdout).unwrap(), planned(n), "w{n:02}");
    }
}

#[test]
fn all_eighteen() {
    let mut wrong = Vec::new();
    for n in 1..=18 {
        let expected: Value = serde_json::from_str(&read(&format!("w{n:02}.expected.json"))).unwrap();
        let got = planned(n);
        let lines: Vec<Value> = got["exercises"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| json!({"id": e["id"], "dose": e["dose"], "change": e["change"]}))
            .collect();
        let mut check = |what: &str, got: Value, expected: &Value| {
            if got != *expected {
                wrong.push(format!("W{n} {what}: got {got}, expected {expected}"));
            }
        };
        check("mode", got["mode"].clone(), &expected["mode"]);
        check("exercises", Value::from(lines), &expected["exercises"]);
        check("walk", got["aerobic"]["minutes"].clone(), &expected["aerobic"]);
        check("refer", got["refer"]["level"].clone(), &expected["refer"]);
        let optional = [
            ("codes", got["refer"]["codes"].clone()),
            ("advice", got["advice"].clone()),
            ("est_seconds", got["est_seconds"].clone()),
            ("needs_rescreen", got["needs_rescreen"].clone()),
        ];
        for (key, value) in optional {
            if let Some(expected) = expected.get(key) {
                check(key, value, expected);
            }
        }
        if let Some(expected) = expected.get("removed") {
            let removed: Vec<Value> = got["removed"]
                .as_array()
                .unwrap()
                .iter()
                .map(|r| json!({"ladder": r["ladder"], "why": r["why"], "until": r["until"]}))
                .collect();
            check("removed", Value::from(removed), expected);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The words that a person reads, of the lines that matter most.
#[test]
fn the_reasons_say_the_true_cause() {
    let reason = |n: u32, id: &str| -> String {
        let plan = planned(n);
        let lines = plan["exercises"].as_array().unwrap();
        let line = lines.iter().find(|e| e["id"] == id).unwrap_or_else(|| panic!("W{n} has no {id}"));
        line["reason"].as_str().unwrap().to_owned()
    };
    for (n, id, words) in [
        (
            3,
            "heel_tap",
            "Two calm sessions at 6 reps each side, so 7 reps each side. Nothing else about it changes.",
        ),
        (3, "hip_flexor_standing", "Calm, and next in line. Two things grow today, that is enough."),
        (4, "heel_tap", "Same again: pain was 5 during it, a little above your limit."),
        (5, "bird_dog_leg", "Bird dog hurt 7, above your limit, so an easier form: 3 x 6 s each side."),
        (5, "heel_tap", "Same again: bird dog hurt too much."),
        (6, "pelvic_tilt", "It stayed sore for over an hour, so everything drops one step: 4 reps."),
        (
            7,
            "heel_tap",
            "Same again: pain the morning after is not answered. Answer it and this can move on.",
        ),
        (8, "heel_tap", "10 days off, so one step less: 8 reps each side."),
        (
            9,
            "heel_tap",
            "18 days off, so about three fifths of 10 reps each side: 6 reps each side. Two quiet sessions come first.",
        ),
        (10, "heel_tap", "35 days off, so it starts again at 3 reps each side."),
        (11, "cat_cow", "A flare: gentle movement, 3 reps, as far as it is comfortable."),
        (15, "heel_tap", "A little less, 5 reps each side: you got tired before the end."),
        (
            17,
            "heel_tap",
            "The last session was an effort of 9, so everything drops one step: 4 reps each side.",
        ),
    ] {
        assert_eq!(reason(n, id), words, "W{n} {id}");
    }
    let rest = &planned(14)["removed"][0]["reason"];
    assert_eq!(rest, "Pain moved down the limb, so it rests until 17 March.");
    let (sentence, sources) = refer_sentence("usual_pain_high").unwrap();
    assert!(sentence.starts_with("Your usual pain is 7 or more."), "{sentence}");
    assert!(!sources.is_empty());
}
