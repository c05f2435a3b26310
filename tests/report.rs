//! What leaves the program for other eyes: the page, CSV, JSON, FHIR, from a made-up quarter.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, unreachable_pub, dead_code)]

#[path = "support/app.rs"]
mod support;

#[path = "support/mod.rs"]
mod rig;

#[path = "cli/home.rs"]
mod home;

#[path = "report/hostile.rs"]
mod hostile;

#[path = "report/outside.rs"]
mod outside;

#[path = "report/schema.rs"]
mod schema;

#[path = "report/sheet.rs"]
mod sheet;

#[path = "report/tools.rs"]
mod tools;

#[path = "report/year.rs"]
mod year;

use home::{Home, by_hand};
use serde_json::Value;

/// A home with the made-up weeks.
fn demo() -> Home {
    let home = Home::new();
    home.run(&["demo", "--into", home.path().to_str().unwrap()])
        .code(0)
        .quietly()
        .says("made-up weeks are in");
    home
}

fn report(home: &Home, args: &[&str]) -> String {
    home.run(&[&["report", "--out", "-"], args].concat()).code(0).out
}

#[test]
fn the_page_says_who_when_what_and_what_it_is_not() {
    let home = demo();
    let page = report(&home, &[]);
    for words in [
        "It is not a medical device",
        "Name <span",
        "47 years old; where it hurts: Low back; usual pain at the start 6 of 10",
        "What the person was told: <strong>Median",
        "<title id=\"pain-title\">Pain by day, 0 to 10</title>",
        "<desc id=\"weeks-desc\">",
        "<title id=\"function-title\">What the person wants to do again, 0 to 10</title>",
        "<h3>What the person wants to do again</h3>",
        "Content-Security-Policy",
        "A session for a flare",
        "not reviewed by a clinician",
        "answers on private matters",
        "have no pain score",
        "Appendix: the numbers",
    ] {
        assert!(page.contains(words), "no {words:?}");
    }
    for never in ["<script", "http://", "https://", "src=", "url(", "@import", "treats", "cure"] {
        let page = page.replace("http://www.w3.org/2000/svg", "");
        assert!(!page.contains(never), "{never:?}");
    }
}

#[test]
fn private_answers_are_told_only_when_asked_for() {
    let home = demo();
    for (format, private) in [("html", "the way you pee"), ("fhir", "\"bladder\"")] {
        assert!(!report(&home, &["--format", format]).contains(private), "{format}");
        assert!(report(&home, &["--format", format, "--private"]).contains(private), "{format}");
    }
}

#[test]
fn a_report_is_a_new_file_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = demo();
    let file = home.path().join("page.html");
    let name = file.to_str().unwrap();
    home.run(&["report", "--out", name]).code(0).quietly().says(name);
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let before = std::fs::read(&file).unwrap();
    home.run(&["report", "--out", name])
        .code(74)
        .complains("page.html is there already, and nothing is overwritten");
    assert_eq!(std::fs::read(&file).unwrap(), before);
    home.run(&["report", "--out", "/nonexistent/page.html"])
        .code(74)
        .complains("Name another file with --out");
    home.run(&["report", "--from", "2026-02-01", "--to", "2026-01-01"]).code(2).complains("before it begins");
    Home::new().run(&["report"]).code(65).complains("nothing to report yet");
}

#[test]
fn csv_has_a_row_for_each_event_and_the_disclaimer_beside_it() {
    let home = demo();
    let ran = home.run(&["report", "--format", "csv", "--out", "/dev/stdout"]);
    assert_eq!(ran.code, 74, "an existing file is never written to");
    let child =
        home::command(&["report", "--format", "csv"]).env("SUPPLE_HOME", home.path()).output().unwrap();
    let text = String::from_utf8(child.stdout).unwrap();
    assert!(String::from_utf8(child.stderr).unwrap().contains("It is not a medical device"));
    let rows: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(rows[0], "time,type,id,session,exercise,side,score,asked,done,detail");
    assert_eq!(rows.len(), home.journal().lines().count() + 2, "a head, a row for each, an end");
    assert!(text.contains(",pain.rated,") && text.contains(",hold.done,"), "{}", rows[1]);
}

#[test]
fn json_has_every_event_as_it_stands_in_the_journal() {
    let home = demo();
    let export: Value = serde_json::from_str(&report(&home, &["--format", "json"])).unwrap();
    assert_eq!((&export["format"], &export["version"]), (&"supple-export".into(), &1.into()));
    assert!(export["disclaimer"].as_str().unwrap().contains("not a medical device"));
    let events = export["events"].as_array().unwrap();
    let journal = home.journal();
    assert_eq!(events.len(), journal.lines().count());
    for (event, line) in events.iter().zip(journal.lines()) {
        let line: Value = serde_json::from_str(line).unwrap();
        for field in ["id", "dev", "n", "ts", "type", "body"] {
            assert_eq!(event[field], line[field], "{field} of {line}");
        }
    }
    let last = &events[events.len() - 1]["ts"].as_str().unwrap()[..10];
    let one: Value =
        serde_json::from_str(&report(&home, &["--format", "json", "--from", last, "--to", last])).unwrap();
    assert!(!one["events"].as_array().unwrap().is_empty());
    assert!(
        one["events"].as_array().unwrap().iter().all(|event| event["ts"].as_str().unwrap().starts_with(last))
    );
}

#[test]
fn hostile_text_comes_out_harmless_in_every_format() {
    let home = demo();
    let bad = r"=cmd|' /C calc'!A0<script>alert(1)</script>&\u001b]0;x\u0007\u202e";
    let day = chrono::Utc::now().format("%Y-%m-%d");
    let body = format!(
        r#"{{"flag":"{bad}","seen_on":"{day}","role":"other: {bad}","outcome":"with_limits","limits":"{bad}"}}"#
    );
    let flag = format!(r#"{{"rule":"{bad}","tier":"urgent"}}"#);
    let told = format!(r#"{{"when":"check_in","score":4,"exercise":"{bad}"}}"#);
    let lines = [("A", "flag.raised", flag), ("B", "flag.cleared", body), ("C", "pain.rated", told)];
    let added: String = lines
        .iter()
        .map(|(id, kind, body)| by_hand(id, kind, body).replace("2026-03-02T08", &format!("{day}T00")))
        .collect();
    home.write("journal.jsonl", home.journal() + &added);
    for format in ["html", "csv", "fhir", "json"] {
        let args = ["report", "--out", "-", "--format", format, "--private"];
        let ran = home::command(&args).env("SUPPLE_HOME", home.path()).output().unwrap();
        assert!(ran.status.success(), "{format}: {}", String::from_utf8_lossy(&ran.stderr));
        let text = String::from_utf8(ran.stdout).unwrap();
        let steers = |c: char| (c.is_control() && c != '\n' && c != '\r') || c == '\u{202e}';
        assert_eq!(text.find(steers), None, "{format}");
        assert!(format != "html" || !text.contains("<script"), "{format}");
        assert!(format != "csv" || !text.contains(",=") && !text.contains(",\"="), "{format}");
        assert!(text.contains("calc"), "{format}: it is told");
    }
}
