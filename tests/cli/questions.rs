//! `supple why` and `supple preview`, and what a clinician's plan does to the commands.

use chrono::{Days, Utc};
use supple::content::template;

use super::home::{Home, home_of, newcomer_ago};
use crate::support::Person;

/// Somebody with two calm sessions, yesterday and the day before, who has answered today's check.
pub fn third_day() -> Person {
    let day = |ago: u64| Utc::now().date_naive() - Days::new(ago);
    let mut person = newcomer_ago(2);
    person.press("1 enter n*5 n x*4 n 4 7 enter x 1 1 4 x").press("4 2 y 2").press("enter").play("2");
    person = Person::at(&format!("{}T00:00:10+00:00", day(1)), person.pages.clone());
    person.press("enter n n n n 4 1 n 4 enter").play("2");
    person = Person::at(&format!("{}T00:00:10+00:00", day(0)), person.pages.clone());
    person.press("enter n n n n 4 1 n 4");
    person
}

const PLAN: &str = "clinician = \"R. Doe\"\nonly = true\nnote = \"See me in spring.\"\n[[exercises]]\nid = \"glute-bridge\"\n\
                    reps = 5\nfixed = true\nnote = \"Heels down.\"\n[[exercises]]\nid = \"knee-rolls\"\n";

#[test]
fn why_names_the_rule_the_lines_of_the_journal_and_the_value_from_which_it_turns() {
    let home = home_of(&third_day());
    let plan = home.run(&["plan", "--json"]).code(0).json();
    let id = plan["exercises"][1]["id"].as_str().unwrap().to_owned();
    let ran = home.run(&["why", &id]).code(0).quietly();
    for words in [
        "In the plan: ",
        "The rule, with your numbers:",
        "From your log:",
        " of the journal)",
        "What would have changed it",
    ] {
        assert!(ran.out.contains(words), "no {words:?} in\n{}", ran.out);
    }
    // The lines that it names are there, and belong to that exercise or to its session.
    let journal = home.journal();
    let line = ran.out.lines().find(|line| line.contains("of the journal)")).unwrap();
    let numbers = line.split("(lines ").nth(1).unwrap().split(" of").next().unwrap();
    let ends = |run: &str| {
        let (from, to) = run.split_once('-').unwrap_or((run, run));
        from.parse::<usize>().unwrap()..=to.parse::<usize>().unwrap()
    };
    let numbers: Vec<usize> = numbers.split(", ").flat_map(ends).collect();
    assert!(numbers.len() >= 4, "{line}");
    let named: Vec<&str> = numbers.iter().map(|n| journal.lines().nth(n - 1).unwrap()).collect();
    assert!(named[0].contains("\"session.started\""), "{}", named[0]);
    assert!(named.iter().any(|entry| entry.contains(&id) && entry.contains("\"item.ended\"")));
    assert!(named.iter().any(|entry| entry.contains("\"session.followed_up\"")));
    let json = home.run(&["why", &id, "--json"]).code(0).json();
    assert_eq!(json["id"], id.as_str());
    assert_eq!(json["log"].as_array().unwrap().len(), 2);
    assert!(json["would_change"][0]["values"].is_string() && json["no_session"].is_null(), "{json:#}");
}

#[test]
fn why_not_ends_with_one_and_a_slip_is_told_with_what_was_meant() {
    let home = home_of(&third_day());
    for (id, words) in [
        ("band-row", "It needs equipment: "),
        ("brisk-walk", "`supple why walk`"),
        ("supine-chin-nod", "It is for the neck, and you named the back."),
        ("bird-dog", "stands in its place, an easier form"),
    ] {
        home.run(&["why", id]).code(1).says("Not in the plan.").says(words);
    }
    home.run(&["why", "walk"]).code(0).says("In the plan: ");
    home.run(&["why", "bird-dogg"]).code(2).complains("Did you mean bird-dog?");
    // plans are printed with names, so names are asked about
    home.run(&["why", "Bird-Dog"]).code(1).says("(bird-dog)");
    home.run(&["why", "gentle neck turns"]).code(1).says("(neck-rotation)");
    home.run(&["why", "Easy walk"]).code(0).says("In the plan: ");
    home.run(&["why", "bridge "]).says("(glute-bridge)");
    home.run(&["why", "hamstring"]).code(2).complains("Did you mean ");
    home.run(&["why", "x\u{1b}[2J"]).code(2).complains("there is no exercise called x·[2J.");
    home.run(&["why", "screen", "--json"]).code(2).complains("has no JSON");
    home.run(&["why"]).code(2);
}

#[test]
fn before_the_check_why_says_that_first() {
    let home = Home::new();
    home.run(&["why", "bird-dog"]).code(1).says("There is no session now: The safety check comes first.");
    home.run(&["preview"]).code(1).says("Nothing to look ahead to. The safety check comes first.");
    let json = home.run(&["preview", "3", "--json"]).code(1).json();
    assert_eq!(json["sessions"].as_array().map(Vec::len), Some(0), "{json:#}");
}

#[test]
fn preview_prints_a_table_and_the_first_day_is_the_plan_of_today() {
    let home = home_of(&third_day());
    let ran = home.run(&["preview", "3"]).code(0).quietly();
    assert!(ran.out.starts_with("A look ahead, one session a day."), "{}", ran.out);
    assert!(ran.out.contains("Right: if tomorrow is sore (pain 6)"), "{}", ran.out);
    assert!(ran.out.lines().all(|line| line.chars().count() <= 100), "{}", ran.out);
    for nth in ["\n 1  ", "\n 2  ", "\n 3  "] {
        assert!(ran.out.contains(nth), "{}", ran.out);
    }
    let json = home.run(&["preview", "60", "--json"]).code(0).json();
    assert_eq!(json["sessions"].as_array().unwrap().len(), 60);
    let plan = home.run(&["plan", "--json"]).code(0).json();
    assert_eq!(json["sessions"][0]["calm"]["exercises"], plan["exercises"]);
    assert_ne!(json["sessions"][1]["calm"]["exercises"], json["sessions"][1]["sore"]["exercises"]);
    for wrong in ["0", "61", "x", "1.5", "", "99999999999"] {
        home.run(&["preview", wrong])
            .code(2)
            .complains("give the number of sessions to look ahead, from 1 to 60");
    }
    home.run(&["preview", "-1"]).code(2);
    assert!(!home.journal().contains("made-up"), "nothing is written");
}

#[test]
fn a_clinicians_plan_is_named_in_the_plan_with_its_notes_and_caps() {
    let home = home_of(&third_day());
    home.write("plans/spring.toml", PLAN);
    let ran = home.run(&["plan"]).code(0).quietly();
    for words in [
        "Your plan spring by R. Doe is in force. See me in spring.",
        "From your plan spring.",
        "Your plan: Heels down.",
    ] {
        assert!(ran.out.contains(words), "no {words:?} in\n{}", ran.out);
    }
    let json = home.run(&["plan", "--json"]).code(0).json();
    assert_eq!(json["exercises"].as_array().unwrap().len(), 2, "{json:#}");
    assert!(json["plans"][0].as_str().unwrap().starts_with("spring@"), "{json:#}");
    home.run(&["why", "pelvic-tilt"]).code(1).says("Your plan spring allows only what it lists");
    home.run(&["doctor"]).quietly();
}

#[test]
fn a_bad_plan_is_told_everywhere_and_takes_nothing_down() {
    let home = home_of(&third_day());
    let before = home.run(&["plan", "--json"]).code(0).json();
    home.write("plans/spring.toml", PLAN.replace("fixed", "fixt"));
    let mistake =
        "spring.toml:7:1: exercises.fixt is not a key of an exercise of a plan; did you mean fixed?";
    let ran = home.run(&["plan"]).code(0).complains(mistake);
    assert!(ran.out.contains("Your plan spring cannot be read"), "{}", ran.out);
    let after = home.run(&["plan", "--json"]).code(0).json();
    let changes: Vec<&str> =
        after["exercises"].as_array().unwrap().iter().map(|item| item["change"].as_str().unwrap()).collect();
    assert!(changes.iter().all(|change| *change == "hold"), "{changes:?}");
    assert_ne!(before["exercises"], after["exercises"]);
    home.run(&["doctor"]).code(1).says(mistake);
    home.run(&["why", "clamshell"])
        .code(1)
        .says("Your plan spring cannot be read, so only what your last session had");
    for (bytes, words) in [
        (&b"\xff\xfe"[..], "saved as UTF-16"),
        (&b"only = \xff"[..], "not UTF-8"),
        (&vec![b' '; 2_000_000][..], "larger than 1 MiB"),
        (&b""[..], "this file is empty"),
    ] {
        home.write("plans/spring.toml", bytes);
        home.run(&["plan"]).code(0).complains(words);
    }
    std::fs::remove_file(home.path().join("plans/spring.toml")).unwrap();
    std::fs::create_dir(home.path().join("plans/spring.toml")).unwrap();
    home.run(&["plan"]).code(0).complains("is a folder, not a file");
    std::fs::remove_dir(home.path().join("plans/spring.toml")).unwrap();
    home.write("plans/notes.txt", "only = nonsense");
    home.run(&["plan"]).code(0).quietly();
}

#[test]
fn a_plan_may_list_an_exercise_of_ones_own() {
    let home = home_of(&third_day());
    let mine = template::exercise("mine").replace(template::SAY, "Do it slowly.");
    home.write("exercises/mine.toml", mine);
    home.write("plans/p.toml", "[[exercises]]\nid = \"mine\"\nreps = 4\n");
    let json = home.run(&["plan", "--json"]).code(0).json();
    let mine = json["exercises"].as_array().unwrap().iter().find(|item| item["id"] == "mine").unwrap();
    assert_eq!(mine["dose"]["reps"], 4);
    home.write("exercises/mine.toml", "nonsense");
    home.run(&["plan"]).code(0).complains("p.toml:2:6: there is no exercise mine");
}
