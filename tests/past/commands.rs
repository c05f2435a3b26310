//! The same from the command line, over a journal on the disk.

use std::path::Path;
use std::process::{Command, Output};

fn supple(home: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_supple"));
    command.arg("--home").arg(home).args(args).env("HOME", home).output().unwrap()
}

#[track_caller]
fn says(home: &Path, args: &[&str], code: i32, words: &str) -> String {
    let ran = supple(home, args);
    let all = String::from_utf8(ran.stdout).unwrap() + &String::from_utf8(ran.stderr).unwrap();
    assert_eq!(ran.status.code(), Some(code), "{args:?}: {all}");
    assert!(all.split_whitespace().collect::<Vec<_>>().join(" ").contains(words), "{args:?}: {all}");
    all
}

fn demo() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_supple"));
    let ran = command.args(["demo", "--into"]).arg(home.path()).env("HOME", home.path()).output().unwrap();
    assert!(ran.status.success());
    home
}

fn sessions(home: &Path) -> Vec<serde_json::Value> {
    let out = supple(home, &["log", "--json"]).stdout;
    String::from_utf8(out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn edit_retract_redo_and_undo_each_add_a_line() {
    let home = demo();
    let home = home.path();
    let before = sessions(home);
    let last = before.last().unwrap().clone();
    let id = last["id"].as_str().unwrap();
    let journal = || std::fs::read_to_string(home.join("journal.jsonl")).unwrap();
    let first = journal();

    says(home, &["log", "edit", id, "--pain-after", "9", "--next-morning", "8"], 0, "In your plan:");
    let now = sessions(home);
    let edited = now.last().unwrap();
    assert_eq!((&edited["pain_after"], &edited["next_morning_pain"]), (&9.into(), &8.into()));
    assert!(journal().starts_with(&first), "nothing that stood there was touched");

    let exercise = last["exercises"][0]["id"].as_str().unwrap();
    says(home, &["log", "edit", id, "--exercise", exercise, "--pain", "7"], 0, "Corrected.");
    assert_eq!(sessions(home).last().unwrap()["exercises"][0]["pain"], 7);

    // A score that was not given after all, of the session and of one exercise, and back again.
    says(home, &["log", "edit", id, "--remove", "next-morning", "--remove", "pain-after"], 0, "Corrected.");
    let removed = sessions(home).last().unwrap().clone();
    assert!(removed["next_morning_pain"].is_null() && removed["pain_after"].is_null(), "{removed}");
    says(home, &["log", "edit", id, "--remove", "pain-after"], 2, "There is no score there to remove.");
    says(home, &["log", "edit", id, "--exercise", exercise, "--remove", "effort"], 0, "Corrected.");
    assert!(sessions(home).last().unwrap()["exercises"][0]["effort"].is_null());
    says(home, &["log", "edit", id, "--pain-after", "9"], 0, "Corrected.");
    assert_eq!(sessions(home).last().unwrap()["pain_after"], 9);

    says(home, &["log", "retract", id], 0, &format!("supple log redo {id}"));
    assert_eq!(sessions(home).len(), before.len() - 1);
    says(home, &["log", "retract", id], 2, "nothing in your history has the id");
    says(home, &["log", "redo", id], 0, "It is back.");
    assert_eq!(sessions(home).last().unwrap()["exercises"][0]["pain"], 7, "as it was when it went");
    says(home, &["log", "redo", id], 2, "It was not taken back.");

    // The day, and back again.
    let day = before[before.len() - 2]["date"].as_str().unwrap();
    let earlier = day.parse::<chrono::NaiveDate>().unwrap() - chrono::Days::new(300);
    says(home, &["log", "edit", id, "--date", &earlier.to_string()], 0, "In your plan:");
    let moved = sessions(home).into_iter().find(|session| session["id"] == id).unwrap();
    assert_eq!(moved["date"], earlier.to_string());
    assert!(moved["ended"].as_str().unwrap().starts_with(&earlier.to_string()), "its lines move along");
    says(home, &["log", "edit", &earlier.to_string(), "--effort", "6"], 0, "Corrected.");
    says(home, &["log", "undo", id], 0, "The last correction is undone.");
    let back = sessions(home).into_iter().find(|session| session["id"] == id).unwrap();
    assert_eq!((&back["date"], &back["started"]), (&last["date"], &last["started"]));
    says(home, &["log", "undo", id], 2, "It was not corrected");
}

#[test]
fn a_walk_keeps_both_its_corrections_and_a_wrong_use_is_told() {
    let home = demo();
    let home = home.path();
    let day = chrono::Utc::now().date_naive() - chrono::Days::new(400);
    let (first, second) = (day.to_string(), (day + chrono::Days::new(1)).to_string());
    says(home, &["log", "add", "--walk", "31", "--pain", "2", "--date", &first], 0, "Logged.");
    says(home, &["log", "edit", &first, "--date", &second], 0, "Corrected.");
    says(home, &["log", "edit", &second, "--pain", "5"], 0, "Corrected.");
    says(home, &["log", "edit", &second, "--pain", "5"], 2, "It is 5 already.");
    says(home, &["log", "edit", &first, "--pain", "4"], 2, "there is nothing in your history on");
    says(home, &["log", "retract", &second], 0, "Taken back.");
    says(home, &["log", "redo", &first], 0, "It is back.");
    says(home, &["log", "edit", &second, "--pain-after", "4"], 2, "There is no such score to put right.");
    says(home, &["log", "edit", &second], 2, "required");
    says(home, &["log", "edit", "nonsense", "--pain", "4"], 2, "nothing in your history has the id");
    says(home, &["log", "edit", &second, "--date", "2099-01-01"], 2, "still to come");

    // What the safety check rests on is not changed here.
    let journal = std::fs::read_to_string(home.join("journal.jsonl")).unwrap();
    let answer = journal.lines().find(|line| line.contains("\"screen.answered\"")).unwrap();
    let answer: serde_json::Value = serde_json::from_str(answer).unwrap();
    let id = answer["id"].as_str().unwrap();
    for args in [vec!["edit", id, "--pain", "0"], vec!["retract", id], vec!["redo", id], vec!["undo", id]] {
        let args: Vec<&str> = std::iter::once("log").chain(args).collect();
        says(home, &args, 2, "warnings and clearances are not changed here");
    }
    assert_eq!(std::fs::read_to_string(home.join("journal.jsonl")).unwrap(), journal);
}
