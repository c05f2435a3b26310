//! `supple merge` and `supple import`: shown first, added once, taken back in one step; nothing lost and
//! nothing taken over unasked.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Stdio};

use crate::home::{Home, by_hand, command, finish, home_of, ready, spawn};

fn path(home: &Home, name: &str) -> String {
    home.path().join(name).display().to_string()
}

fn export(home: &Home) -> String {
    home.run(&["report", "--format", "json", "--out", "-"]).code(0).out
}

/// Twelve made-up weeks.
fn demo() -> Home {
    let home = Home::new();
    let into = path(&home, "demo");
    home.run(&["demo", "--into", &into]).code(0);
    home
}

#[test]
fn a_file_is_shown_first_and_added_once() {
    let (home, other) = (home_of(&ready()), demo());
    let file = path(&other, "demo/journal.jsonl");
    let before = home.journal();
    let counted = export(&home);
    for verb in ["merge", "import"] {
        let shown = home.run(&[verb, &file]).code(1);
        let shown = shown
            .says("a journal of supple with")
            .says("Would be added: ")
            .says("sessions")
            .says("pain scores");
        shown.says("by month  ").complains("nothing was added. Again with --yes, and it is.");
        assert_eq!(home.journal(), before, "nothing is written without a yes");
    }
    let source = fs::read_to_string(&file).unwrap();
    home.run(&["merge", &file, "--yes"]).code(0).says("Added: ").says("supple merge --undo").quietly();
    let after = home.journal();
    assert!(after.starts_with(&before), "it only grows");
    for line in source.lines().filter(|line| !line.contains("\"journal.opened\"")) {
        assert_eq!(after.matches(line).count(), 1, "{line}");
    }
    let mode = fs::metadata(home.path().join("journal.jsonl")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(after.lines().all(|line| line.len() < 16 * 1024));
    let doctor = home.run(&["doctor", "--json"]).json();
    let codes: Vec<&str> =
        doctor["findings"].as_array().unwrap().iter().map(|f| f["code"].as_str().unwrap()).collect();
    assert!(codes.iter().all(|code| ["offset", "clock-back"].contains(code)), "{doctor}");

    home.run(&["import", &file, "--yes"]).code(0).says("Nothing to add: what can be added is here already.");
    assert_eq!(home.journal(), after, "a second time changes nothing");

    home.run(&["merge", "--undo"]).code(1).says("from journal.jsonl").complains("nothing was taken back.");
    assert_eq!(home.journal(), after);
    home.run(&["merge", "--undo", "--yes"]).code(0).says("Taken back.");
    assert!(home.journal().starts_with(&after), "taking back adds a line and removes none");
    assert_eq!(export(&home), counted);
    home.run(&["merge", "--undo", "--yes"]).code(1).says("There is no import to take back.");

    home.run(&["merge", &file, "--yes"]).code(0).says("that you had taken back").says("Added: ");
    home.run(&["merge", "--undo", "--yes"]).code(0);
    assert_eq!(export(&home), counted, "and back again");
}

#[test]
fn export_import_export_is_byte_equal() {
    let strange =
        by_hand("1", "note.added", "{ \"text\" : \"\\u202e a\u{202e}b  c\u{200b}d\" , \"n\": 1.50 }")
            + &by_hand("2", "dream.dreamt", r#"{"x":[1,2.0,1e3]}"#).replace("08:00:00+", "08:00:00.123456+")
            + &by_hand("3", "pain.rated", r#"{"when":"check_in","score":11}"#)
            + &by_hand("4", "retract", r#"{"target":"HAND9","why":"x"}"#);
    let made_up = demo();
    let weeks = fs::read_to_string(made_up.path().join("demo/journal.jsonl")).unwrap();
    for journal in [home_of(&ready()).journal(), weeks.clone(), strange.clone(), weeks + &strange] {
        let first = Home::with(&journal);
        let told = export(&first);
        let second = Home::new();
        let file = second.write("export.json", &told);
        second
            .run(&["import", &file.display().to_string(), "--yes"])
            .code(0)
            .says("an export of supple with");
        assert!(export(&second) == told, "{journal}");
        assert!(
            second.journal().lines().all(|line| line.contains(",\"crc\":\"")),
            "each line has its check value"
        );
        // By another program's hands: the same events on many lines.
        let pretty: serde_json::Value = serde_json::from_str(&told).unwrap();
        let file = first.write("pretty.json", serde_json::to_string_pretty(&pretty).unwrap());
        let same = first.run(&["import", &file.display().to_string()]).code(0);
        same.says("Nothing to add");
    }
}

#[test]
fn both_ways_round_come_to_the_same() {
    let (a, b) = (home_of(&ready()), demo());
    let there = Home::with(&fs::read_to_string(b.path().join("demo/journal.jsonl")).unwrap());
    let (ours, theirs) = (a.write("ours.jsonl", a.journal()), there.write("theirs.jsonl", there.journal()));
    a.run(&["merge", &theirs.display().to_string(), "--yes"]).code(0);
    there.run(&["merge", &ours.display().to_string(), "--yes"]).code(0);
    assert!(export(&a) == export(&there));
    a.run(&["merge", &path(&there, "journal.jsonl"), "--yes"]).code(0).says("Nothing to add");
}

#[test]
fn pain_scores_come_from_a_table_and_only_whole() {
    let home = Home::new();
    let good =
        home.write("pain.csv", "date,pain\n2026-01-02,3\r\n2026-01-03,4\n\n2026-02-03,10\n2026-01-02,3\n");
    let good = good.display().to_string();
    home.run(&["import", &good])
        .code(1)
        .says("a table of pain scores with 3 rows")
        .says("2026-01-02 to 2026-02-03");
    assert!(!home.names().contains(&"journal.jsonl".to_owned()), "nothing is made without a yes");
    let bad = home.write("bad.csv", "date,pain\n2026-01-02,3\n2026-01-32,4\n2026-01-04,12\n");
    home.run(&["import", &bad.display().to_string(), "--yes"])
        .code(65)
        .complains("line 3: \"2026-01-32\" is no date such as 2026-03-02")
        .complains("line 4: \"12\" is no score from 0 to 10")
        .complains("Nothing was added.");
    assert!(!home.names().contains(&"journal.jsonl".to_owned()));
    home.run(&["import", &good, "--yes"])
        .code(0)
        .says("Repeated in the file, counted once: 1.")
        .says("Added: 3 entries.");
    home.run(&["log"]).code(0).says("3 pain scores");
    home.run(&["trend", "--range", "all", "--json"]).code(0).says("2026-02-03");
    let after = home.journal();
    home.run(&["import", &good, "--yes"]).code(0).says("Nothing to add");
    assert_eq!(home.journal(), after);
    home.run_with(&["import", "-", "--yes"], "2026-03-01,5\n")
        .code(0)
        .says("standard input: a table")
        .says("1 entry");
    home.run_with(&["import", "-"], "2026-03-02,5\n").code(1).complains("nothing was added");
    home.run(&["import", "--undo", "--yes"]).code(0).says("1 entry would no longer count");
    home.run(&["log"]).code(0).says("3 pain scores");
    home.run(&["import", "--undo", "--yes"]).code(0).says("3 entries would no longer count");
    home.run(&["log"]).code(0).says("No sessions yet.");
    home.run(&["doctor"]).code(0).says("Nothing to report.");
}

#[test]
fn a_large_import_keeps_its_books_on_lines_of_the_usual_length() {
    let home = Home::new();
    let day = |n| chrono::NaiveDate::from_ymd_opt(2015, 1, 1).unwrap() + chrono::Days::new(n);
    let rows: Vec<String> = (0..2_000).map(|n| format!("{},{}", day(n), n % 11)).collect();
    let file = home.write("pain.csv", rows.join("\n")).display().to_string();
    home.run(&["import", &file, "--yes"]).code(0).says("Added: 2000 entries.");
    let journal = home.journal();
    assert!(journal.lines().all(|line| line.len() < 16 * 1024));
    assert!(journal.matches("\"import.done\"").count() > 3);
    home.run(&["import", "--undo", "--yes"]).code(0).says("2000 entries would no longer count");
    home.run(&["log"]).code(0).says("No sessions yet.");
}

#[test]
fn where_both_say_different_things_ours_is_kept_and_damage_is_told() {
    let ours = by_hand("1", "pain.rated", r#"{"when":"check_in","score":3}"#);
    let home = Home::with(&ours);
    let other = ours.replace(":3}", ":8}")
        + &by_hand("2", "pain.rated", r#"{"when":"check_in","score":4}"#)
        + "{\"v\":1,\"id\":\"cut\n\u{1b}[31mnoise\n"
        + &by_hand("3", "pain.rated", r#"{"when":"check_in","score":4}"#).replace("2026-03-02", "2999-03-02");
    let file = home.write("other.jsonl", other).display().to_string();
    home.run(&["merge", &file, "--yes"])
        .code(0)
        .says("1 entry says something else in your journal. Yours is kept:\n  2026-03-02  HAND1  pain scores")
        .says("Left out, cannot be read: 2 lines.\n  line 3 stops in the middle")
        .says("Left out, dated more than a day in the future: 1.")
        .says("Added: 1 entry.");
    let journal = home.journal();
    assert!(journal.starts_with(&ours) && journal.contains("HAND2") && !journal.contains("HAND3"));
    assert!(!journal.contains("noise") && !journal.contains(":8}"));
}

#[test]
fn what_is_no_such_file_is_refused_in_words() {
    let home = Home::with(&by_hand("1", "pain.rated", r#"{"when":"check_in","score":3}"#));
    let pipe = path(&home, "pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let huge = fs::File::create(home.path().join("huge")).unwrap();
    huge.set_len(64 * 1024 * 1024 + 1).unwrap();
    home.write("binary", [0_u8, 159, 146, 150]);
    home.write("empty", "");
    home.write("notes.txt", "my back hurts\n");
    let before = home.journal();
    for (file, words) in [
        (".", "is a folder, not a file. Name a file."),
        ("pipe", "is a named pipe, not a file."),
        ("nowhere", "cannot be read (not found). Check the name."),
        ("huge", "is larger than 64 MiB, and more is not read at once"),
        ("binary", "is not UTF-8 text"),
        ("empty", "it is empty. Nothing was added."),
        ("notes.txt", "line 1: has 1 column; two belong there"),
    ] {
        home.run(&["merge", &path(&home, file), "--yes"]).code(65).complains(words);
    }
    home.run(&["merge"]).code(1).says("No second copy of your journal lies in ");
    home.run(&["merge", "a", "--undo"]).code(2);
    assert_eq!(home.journal(), before);
    home.run(&["merge", &path(&home, "journal.jsonl"), "--yes"]).code(0).says("Nothing to add");
    assert_eq!(home.journal(), before);
}

#[test]
fn a_second_copy_is_named_and_never_touched() {
    let one = by_hand("1", "pain.rated", r#"{"when":"check_in","score":3}"#);
    let home = Home::with(&one);
    let two = by_hand("2", "pain.rated", r#"{"when":"check_in","score":4}"#);
    let name = "journal.sync-conflict-20261119-081500-ABCDEFG.jsonl";
    home.write(name, one.clone() + &two);
    home.write("journal (1).jsonl", &one);
    home.write("journal (Anna's conflicted copy).jsonl", &two);
    fs::create_dir(home.path().join("journal (2).jsonl")).unwrap();
    let doctor = home.run(&["doctor"]).code(1);
    let doctor = doctor.says(&format!("{name}, with 1 entry that yours has not."));
    let doctor = doctor.says(&format!("supple merge '{}'", path(&home, name)));
    let doctor = doctor.says("journal (1).jsonl. It has nothing that yours has not: you may delete it.");
    doctor.says("(Anna'\\''s conflicted copy).jsonl'").says("it is a folder, not a file.");
    // The start says it too, and does no more than that.
    let start = home.run_with(&["--plain"], "");
    assert!(start.out.contains("with 1 entry that yours has not"), "{} {}", start.out, start.err);
    assert!(!start.out.contains("you may delete it"));
    assert!(!home.journal().contains("HAND2"));

    home.run(&["merge", &path(&home, name), "--yes"])
        .code(0)
        .says("Here already: 1.")
        .says("Added: 1 entry.")
        .says(&format!("{name}.merged now: delete it when you like."));
    let names = home.names();
    assert!(!names.contains(&name.to_owned()) && names.contains(&format!("{name}.merged")), "{names:?}");
    // Unasked nothing is renamed, added or told twice.
    home.run(&["merge", &path(&home, "journal (1).jsonl")]).code(0).complains("nothing was renamed");
    assert!(home.names().contains(&"journal (1).jsonl".to_owned()));
    home.run(&["doctor"]).says("It has nothing that yours has not");
}

#[test]
fn without_a_name_the_second_copies_are_taken_one_after_the_other() {
    let one = by_hand("1", "pain.rated", r#"{"when":"check_in","score":3}"#);
    let home = Home::with(&one);
    home.run(&["merge"]).code(1).says("No second copy of your journal lies in");
    let line = |id: &str| by_hand(id, "pain.rated", r#"{"when":"check_in","score":4}"#);
    home.write("journal (1).jsonl", line("2"));
    home.write("journal.jsonl.orig", line("3"));
    home.write("journal (Anna's conflicted copy 2026-11-19).jsonl", one.clone());
    home.write("journal.sync-conflict-20261119-081500-ABCDEFG.jsonl", "no journal at all\n");
    home.write("other.jsonl", line("4"));
    // Without a yes: shown, nothing more.
    let before = home.names();
    home.run(&["merge"]).code(65).says("Would be added: 1 entry.").complains("nothing was added");
    assert_eq!((home.names(), home.journal()), (before, one.clone()));
    let ran = home.run(&["merge", "--yes"]).code(65);
    assert!(ran.err.contains("sync-conflict"), "the one that cannot be read is told: {}", ran.err);
    assert!(home.journal().contains("HAND2") && home.journal().contains("HAND3"));
    assert!(!home.journal().contains("HAND4"), "another file is none of its business");
    let names = home.names();
    for merged in ["journal (1).jsonl.merged", "journal.jsonl.orig.merged"] {
        assert!(names.contains(&merged.to_owned()), "{merged} of {names:?}");
    }
    assert!(names.contains(&"journal (Anna's conflicted copy 2026-11-19).jsonl.merged".to_owned()));
    assert!(names.contains(&"journal.sync-conflict-20261119-081500-ABCDEFG.jsonl".to_owned()));
    // A name that is taken is not taken again.
    home.write("journal (1).jsonl", line("5"));
    let again = home.run(&["merge", "--yes", &path(&home, "journal (1).jsonl")]).code(0);
    assert!(again.err.contains("the copy keeps its name"), "{}", again.err);
    assert!(home.journal().contains("HAND5"));
}

#[test]
fn two_at_once_add_nothing_twice() {
    let home = Home::new();
    let rows: Vec<String> = (1..=28).map(|day| format!("2026-01-{day:02},{}", day % 11)).collect();
    let file = home.write("pain.csv", rows.join("\n")).display().to_string();
    let run = || {
        let mut command = command(&["import", &file, "--yes"]);
        spawn(command.env("SUPPLE_HOME", home.path()).stdin(Stdio::piped()))
    };
    let children: Vec<_> = (0..4).map(|_| run()).collect();
    for child in children {
        finish(child, "").code(0);
    }
    assert_eq!(home.journal().matches("\"pain.rated\"").count(), 28);
    home.run(&["log"]).code(0).says("28 pain scores");
}
