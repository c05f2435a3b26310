//! Hostile text in every text field of the journal comes out harmless in every command and every format.

use serde_json::Value;
use supple::journal::event::Event;

use super::home::{self, Home, by_hand, is_hostile};
use super::schema::samples;

/// What a terminal, a spreadsheet or a browser would act on.
const BAD: &str = "=cmd|' /C calc'!A0\u{1b}]0;x\u{7}\u{1b}[2J\u{9b}31m\u{202e}\u{200b}\t\r<script>alert(1)</script>\"><img onerror=x>]]>";

/// The same body with the text in one more place: every one in turn that the program still takes.
fn variants(kind: &str, body: &Value, bad: &str) -> Vec<Value> {
    let mut all = Vec::new();
    let paths: Vec<String> = body.as_object().unwrap().keys().cloned().collect();
    for name in paths.iter().filter(|name| *name != "session") {
        let mut other = body.clone();
        match &mut other[name.as_str()] {
            text @ Value::String(_) => *text = bad.into(),
            Value::Array(items) => {
                items.iter_mut().filter(|item| item.is_string()).for_each(|item| *item = bad.into());
            }
            Value::Object(fields) => {
                fields.values_mut().filter(|v| v.is_string()).for_each(|v| *v = bad.into());
            }
            _ => {}
        }
        if other != *body && Event::parse(kind, &other.to_string()).is_ok_and(|event| event.is_some()) {
            all.push(other);
        }
    }
    all
}

#[test]
fn hostile_text_in_every_field_is_harmless_in_every_command_and_format() {
    every_command_and_format(BAD, usize::MAX);
}

/// A letter under ten thousand marks is one cell wide and could be thousands of rows high.
#[test]
fn ten_thousand_marks_on_a_letter_in_every_field_are_harmless() {
    every_command_and_format(&format!("e{}", "\u{301}".repeat(10_000)), 12_000);
}

/// A word of a megabyte in what is shown most; a line that is longer than a line may be is told, and no more.
#[test]
fn a_word_of_a_megabyte_is_harmless() {
    let home = Home::new();
    home.run(&["demo", "--into", home.path().to_str().unwrap()]).code(0);
    let word = "w".repeat(1_000_000);
    let today = chrono::Utc::now().date_naive().to_string();
    let line = |id: &str, kind: &str, body: &Value| {
        by_hand(id, kind, &body.to_string()).replace("2026-03-02T08:00:00", &format!("{today}T00:00:01"))
    };
    let goal = |words: &str| serde_json::json!({"goal": 1, "words": words, "score": 4});
    let unwanted = serde_json::json!({"exercise": word, "unwanted": true});
    let added = line("LONG1", "goal.rated", &goal(&word))
        + &line("LONG2", "exercise.unwanted", &unwanted)
        + &line("LONG3", "goal.rated", &goal(&word.repeat(2)));
    home.write("journal.jsonl", home.journal() + &added);
    home.run(&["doctor"]).says("is longer than 1 MiB and was skipped");
    for args in
        [&["plan"][..], &["log"], &["trend", "--chart", "function"], &["status"], &["plan", "--print"]]
    {
        let ran = home.run(args);
        assert!([0, 1].contains(&ran.code), "{args:?}: {}", ran.err);
        assert!(ran.out.lines().all(|line| line.chars().count() <= 4_000), "{args:?}: a line without an end");
    }
    let page = home.run(&["report", "--out", "-"]).code(0).out.clone();
    assert!(page.len() < 1_000_000 && !page.contains(&word), "{} bytes", page.len());
}

fn every_command_and_format(bad: &str, most: usize) {
    let home = Home::new();
    home.run(&["demo", "--into", home.path().to_str().unwrap()]).code(0);
    let journal = home.journal();
    let session = journal.lines().rev().find(|line| line.contains("\"type\":\"session.started\"")).unwrap();
    let session: Value = serde_json::from_str(session).unwrap();
    let day = session["ts"].as_str().unwrap()[..10].to_owned();
    let id = session["id"].as_str().unwrap();
    let (mut added, mut fields) = (String::new(), 0);
    for (kind, mut body) in samples() {
        if body.get("session").is_some() {
            body["session"] = id.into();
        }
        for body in variants(kind, &body, bad) {
            fields += 1;
            let line = by_hand(&format!("BAD{fields}"), kind, &body.to_string());
            added += &line.replace("2026-03-02T08:00:00", &format!("{day}T23:50:00"));
        }
    }
    assert!(fields > 30, "{fields} text fields");
    home.write("journal.jsonl", journal + &added);
    for args in [
        &["log"][..],
        &["log", "--json"],
        &["plan"],
        &["plan", "--json"],
        &["plan", "--print"],
        &["preview", "3"],
        &["why", "bird-dog"],
        &["why", "walk"],
        &["why", "screen"],
        &["screen", "--mine"],
        &["clear"],
        &["clear", "--slip"],
        &["trend", "--range", "all"],
        &["trend", "--json"],
        &["status"],
        &["doctor"],
        &["doctor", "--json"],
        &["merge"],
    ] {
        // What it prints is looked at in there, byte by byte.
        let ran = home.run(args);
        assert!([0, 1, 65].contains(&ran.code), "{args:?}: {} {}", ran.code, ran.err);
        if !args.contains(&"--json") {
            let longest = ran.out.lines().map(|line| line.chars().count()).max().unwrap_or(0);
            assert!(longest <= most, "{args:?}: a line of {longest} characters");
        }
    }
    for format in ["html", "csv", "fhir", "json"] {
        let args = ["report", "--out", "-", "--format", format, "--private"];
        let ran = home::command(&args).env("SUPPLE_HOME", home.path()).output().unwrap();
        assert!(ran.status.success(), "{format}: {}", String::from_utf8_lossy(&ran.stderr));
        let text = String::from_utf8(ran.stdout).unwrap();
        // Rows of a table end in CR LF.
        let plain = if format == "csv" { text.replace("\r\n", "\n") } else { text.clone() };
        assert_eq!(plain.find(is_hostile), None, "{format}");
        if format == "html" {
            let low = text.to_lowercase();
            for never in ["<script", "<img", "javascript:", "src="] {
                assert!(!low.contains(never), "{never}");
            }
        }
        if format == "csv" {
            for cell in [",=", ",\"=", "\n=", "\n\"=", ",+", ",@"] {
                assert!(!plain.contains(cell), "{cell:?}");
            }
        }
    }
}
