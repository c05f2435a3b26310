//! `supple plan --print`: one sheet for the mat.

use super::demo;
use super::home::{Home, home_of, ready};

/// Lines and columns of a printed sheet.
const SHEET: (usize, usize) = (62, 78);

#[track_caller]
fn fits(page: &str, about: &str) {
    assert!(page.lines().count() <= SHEET.0, "{} lines: {about}\n{page}", page.lines().count());
    let widest = page.lines().max_by_key(|line| line.chars().count()).unwrap();
    assert!(widest.chars().count() <= SHEET.1, "{} columns: {about}\n{widest}", widest.chars().count());
}

#[test]
fn every_length_of_session_fits_one_sheet_in_every_set_of_characters() {
    let home = demo();
    for minutes in ["5", "10", "20", "30", "45", "60"] {
        for set in [None, Some("braille"), Some("ascii"), Some("plain")] {
            let mut args = vec!["plan", "--print", "--minutes", minutes];
            match set {
                Some("plain") => args.push("--plain"),
                Some(set) => args.extend(["--charset", set]),
                None => {}
            }
            let page = home.run(&args).code(0).quietly().out;
            fits(&page, &format!("{minutes} min, {set:?}"));
            assert!(page.contains("1. ") && page.contains("Stop if a pain is sharp"), "{page}");
            assert!(page.contains("not a medical device"), "{page}");
        }
    }
}

#[test]
fn the_sheet_has_what_the_plan_has() {
    let home = demo();
    let plan = home.run(&["plan", "--json"]).code(0).json();
    let page = home.run(&["plan", "--print"]).code(0).out;
    let flat = page.split_whitespace().collect::<Vec<_>>().join(" ");
    let exercises = plan["exercises"].as_array().unwrap();
    assert!(!exercises.is_empty());
    let words = home.run(&["plan"]).code(0).out;
    let told = home.run(&["plan", "--print", "--plain"]).code(0).out;
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    for n in 1..=exercises.len() {
        assert!(flat.contains(&format!("{n}. ")), "no {n}. in\n{page}");
    }
    // The same names with the same doses as the plan in words.
    let names: Vec<&str> = words.lines().filter(|line| line.contains(", ") && line.ends_with(')')).collect();
    for line in names.iter().take(exercises.len()) {
        let (name, dose) = line.split_once(", ").unwrap();
        let dose = dose.split("  (").next().unwrap();
        assert!(told.contains(&format!("{name}: {dose}")), "no {name}: {dose} in\n{told}");
    }
    let walk = plan["aerobic"]["minutes"].as_u64().unwrap();
    assert!(page.contains(&format!("easy walk: {walk} min")), "{page}");
    assert!(page.contains("Printed before the safety questions"), "made before the check of the day");
    // For a printer: nothing but plain characters; with dots where they are asked for; words for the plain face.
    assert!(page.is_ascii(), "{page}");
    assert!(page.contains("@@@"), "figures: {page}");
    assert!(home.run(&["plan", "--print", "--charset", "braille"]).code(0).out.contains('⣿'));
    let told = home.run(&["plan", "--print", "--plain", "--minutes", "10"]).code(0).out;
    assert!(!told.contains("@@@") && told.contains("Lying on the back, knees bent."), "{told}");
}

#[test]
fn without_a_session_there_is_no_sheet_and_the_reason_is_said() {
    Home::new().run(&["plan", "--print"]).code(1).says("Nothing to print. The safety check comes first.");
    let home = home_of(&ready());
    let today = chrono::Utc::now().format("%Y-%m-%dT00:01:00+00:00").to_string();
    let flag = super::by_hand("F", "flag.raised", r#"{"rule":"bladder-1","tier":"emergency"}"#)
        .replace("2026-03-02T08:00:00+00:00", &today);
    home.write("journal.jsonl", home.journal() + &flag);
    let blocked = home.run(&["plan", "--print"]).code(1);
    assert!(
        blocked.out.starts_with("Nothing to print. An answer asks for emergency care now."),
        "{}",
        blocked.out
    );
    home.run(&["plan", "--print", "--json"]).code(2);
    home.run(&["plan", "--charset", "ascii"]).code(2);
}

#[test]
fn a_clinicians_words_are_on_the_sheet() {
    let home = home_of(&ready());
    let id = home.run(&["plan", "--json"]).code(0).json()["exercises"][0]["id"].as_str().unwrap().to_owned();
    let today = chrono::Utc::now().date_naive();
    let text = format!(
        "from = \"{today}\"\n\n[[exercises]]\nid = \"{id}\"\nnote = \"Slowly — with an easy breath.\"\n"
    );
    home.write("plans/anna.toml", text);
    let ran = home.run(&["plan", "--print"]).code(0).quietly();
    assert!(ran.out.contains("Your plan: Slowly - with"), "{}", ran.out);
    fits(&ran.out, "with a plan");
}
