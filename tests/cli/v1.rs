//! A journal of the first format, `tests/journal/v1.jsonl`: five sessions of one person in October 2026,
//! with their checks, a flare, a walk, and three lines by other hands. It is never edited. What it says
//! today has to be what it said then; `v1.log.jsonl`, `v1.trend.json` and `v1.plan.json` beside it have
//! that, without the sentences, which may be reworded. Fields may come, none may go.

use serde_json::{Value as Json, json};

use crate::home::{Home, Ran, command, finish, spawn};
use crate::rig::{libfaketime, skip};

const JOURNAL: &str = include_str!("../journal/v1.jsonl");

/// Runs a command at noon of 26 October 2026, the day after the last session; `None`: no such library.
fn that_day(home: &Home, args: &[&str]) -> Option<Ran> {
    let Some(library) = libfaketime() else {
        skip(&format!("no libfaketime here, so {args:?} cannot be asked about a day gone by"));
        return None;
    };
    let mut command = command(args);
    command.env("SUPPLE_HOME", home.path()).env("LD_PRELOAD", library).env("FAKETIME", "2026-10-26 12:00:00");
    Some(finish(spawn(&mut command), ""))
}

/// Fails unless everything that was said then is still said. The path names the first difference.
#[track_caller]
fn still_says(path: &str, then: &Json, now: &Json) {
    match (then, now) {
        (Json::Object(then), Json::Object(now)) => {
            for (name, value) in then {
                let found = now.get(name).unwrap_or_else(|| panic!("{path}.{name} is gone"));
                still_says(&format!("{path}.{name}"), value, found);
            }
        }
        (Json::Array(then), Json::Array(now)) => {
            assert_eq!(then.len(), now.len(), "{path}: another number of entries");
            for (n, (then, now)) in then.iter().zip(now).enumerate() {
                still_says(&format!("{path}[{n}]"), then, now);
            }
        }
        _ => assert_eq!(then, now, "{path}"),
    }
}

fn lines(text: &str) -> Json {
    text.lines().map(|line| serde_json::from_str::<Json>(line).unwrap()).collect()
}

#[test]
fn the_log_of_the_first_format() {
    let home = Home::with(JOURNAL);
    let log = home.run(&["log", "--json"]).code(0);
    let log = log.complains("1 entry comes from a newer supple. The other 352 entries are fine.");
    still_says("log", &lines(include_str!("../journal/v1.log.jsonl")), &lines(&log.out));
    let report = home.run(&["doctor", "--json"]).code(1).quietly().json();
    assert_eq!(report["status"], json!("notes"), "{report}");
    still_says(
        "journal",
        &json!({"lines": 353, "events": 353, "damaged": [], "bytes": JOURNAL.len()}),
        &report["journal"],
    );
    assert_eq!(home.journal(), JOURNAL);
}

#[test]
fn the_trend_of_the_first_format() {
    let home = Home::with(JOURNAL);
    let Some(trend) = that_day(&home, &["trend", "--json"]) else { return };
    let then = serde_json::from_str(include_str!("../journal/v1.trend.json")).unwrap();
    still_says("trend", &then, &trend.code(0).json());
}

#[test]
fn the_plan_of_the_first_format() {
    let home = Home::with(JOURNAL);
    let Some(plan) = that_day(&home, &["plan", "--json", "--on", "2026-10-27"]) else { return };
    let then = serde_json::from_str(include_str!("../journal/v1.plan.json")).unwrap();
    still_says("plan", &then, &plan.code(0).json());
    // The same line of thought again gives the same answer, byte by byte.
    let again = || that_day(&home, &["plan", "--json", "--on", "2026-10-27"]).unwrap().out;
    assert_eq!(again(), again());
}
