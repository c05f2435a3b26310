//! `supple doctor`, damage by damage: each is named with its code and in words, and a sound home is not
//! troubled. (Entries and lines of every kind: `src/journal/check.rs`; hostile files: `hostile`.)

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::OnceLock;

use serde_json::Value as Json;
use supple::journal::line::Head;
use supple::journal::line::encode;

use crate::home::{Home, by_hand};

fn demo() -> Home {
    static JOURNAL: OnceLock<String> = OnceLock::new();
    Home::with(JOURNAL.get_or_init(|| {
        let home = Home::new();
        home.run(&["demo", "--into", &home.path().join("d").display().to_string()]).code(0);
        fs::read_to_string(home.path().join("d/journal.jsonl")).unwrap()
    }))
}

/// Changes the journal line by line.
fn edit(home: &Home, change: impl Fn(&mut Vec<String>)) {
    let mut lines: Vec<String> = home.journal().split_inclusive('\n').map(str::to_owned).collect();
    change(&mut lines);
    home.write("journal.jsonl", lines.concat());
}

fn add(home: &Home, line: &str) {
    edit(home, |lines| lines.push(line.to_owned()));
}

fn rights(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// What it says of this home: the status and, for each finding, the level, the code and the words.
fn findings(home: &Home) -> (String, Vec<(String, String, String)>) {
    let report = home.run(&["doctor", "--json"]).json();
    let text = |value: &Json| value.as_str().unwrap().to_owned();
    let all = report["findings"].as_array().unwrap().iter();
    let all = all.map(|one| (text(&one["level"]), text(&one["code"]), text(&one["text"]))).collect();
    (text(&report["status"]), all)
}

#[test]
fn a_sound_home_has_no_findings_and_all_that_was_looked_at_is_shown() {
    let home = demo();
    assert_eq!(findings(&home), ("clean".to_owned(), vec![]));
    let shown = home.run(&["doctor"]).code(0).quietly().says(" events, read in ").says(" free\n");
    let shown =
        shown.says("writing    works; a new file took ").says("not both ends are a terminal; not asked");
    shown.says("Nothing to report.");
    home.run(&["doctor", "--report"]).code(0).says("no findings").says(" free\n").says("read in ");
}

type Damage = (&'static str, &'static str, &'static str, &'static str, fn(&Home));

/// One or more for each of the ten parts of the doctor's work.
const DAMAGES: [Damage; 28] = [
    ("1 notes", "attention", "no-notes", "a lost journal would not be noticed", |home| {
        drop(home.write("state", "a file"));
    }),
    ("1 folder", "attention", "folder-open", "can change the data folder", |home| rights(home.path(), 0o777)),
    ("1 rights", "note", "mode", "can read the journal (mode 0644)", |home| {
        rights(&home.path().join("journal.jsonl"), 0o644);
    }),
    ("2 no end", "note", "torn-tail", "its content is whole and counts", |home| {
        edit(home, |lines| *lines.last_mut().unwrap() = lines.last().unwrap().trim_end().to_owned());
    }),
    ("2 torn", "attention", "torn-tail", "does not end in a line break; it is set aside", |home| {
        edit(home, |lines| lines.last_mut().unwrap().truncate(60));
    }),
    ("3 JSON", "attention", "bad-json", "Line 7 ", |home| edit(home, |lines| lines[6].insert(5, '}'))),
    ("3 cut", "attention", "cut-off", "Line 7 stops in the middle", |home| {
        edit(home, |lines| lines[6].replace_range(60.., "\n"));
    }),
    ("3 check", "attention", "bad-check", "remove the `crc` field and it counts", |home| {
        edit(home, |lines| lines[6] = lines[6].replace("\"crc\":\"", "\"crc\":\"0"));
    }),
    ("3 zeros", "note", "nul-run", "zero bytes, as a power cut can leave them", |home| {
        add(home, "\0\0\0\0\n");
    }),
    ("3 long", "attention", "too-long", "longer than 1 MiB", |home| {
        add(home, &("x".repeat(1_100_000) + "\n"));
    }),
    ("3 marks", "note", "conflict-marker", "a mark left by a git merge", |home| add(home, "<<<<<<< HEAD\n")),
    ("3 hand", "note", "by-hand", "1 entry has no check value", |home| {
        add(home, &by_hand("h", "note.added", "{\"text\":\"x\"}"));
    }),
    ("4 twice", "note", "same-twice", "repeats line 9", |home| {
        edit(home, |lines| lines.push(lines[8].clone()));
    }),
    ("4 two", "attention", "two-versions", "are two versions of one entry", |home| {
        edit(home, |lines| {
            let whole = lines[8].split(",\"crc\"").next().unwrap().to_owned() + "}\n";
            let other = whole.replace("\"body\":{", "\"body\":{\"y\":1,");
            lines.push(other);
        });
    }),
    ("4 gap", "note", "gap", "1 entry of device demo is not here", |home| {
        edit(home, |lines| drop(lines.remove(8)));
    }),
    ("4 kind", "note", "unknown-kind", "that this version of supple does not know", |home| {
        add(home, &by_hand("k", "thing.new", "{}"));
    }),
    ("4 must", "attention", "held", "so loads stay as they are", |home| {
        add(home, &by_hand("k", "thing.new", "{\"a\":1}").replace("{\"a\":1}}", "{\"a\":1},\"must\":true}"));
    }),
    ("4 newer", "note", "newer", "1 entry is from a newer supple", |home| {
        add(home, &by_hand("k", "note.added", "{\"text\":\"x\"}").replace("\"v\":1", "\"v\":2"));
    }),
    ("4 value", "attention", "implausible", "is kept but not used", |home| {
        add(home, &by_hand("k", "pain.rated", "{\"when\":\"check_in\",\"score\":77}"));
    }),
    ("4 target", "note", "correction-waits", "about an entry that is not here", |home| {
        add(home, &by_hand("k", "retract", "{\"target\":\"nowhere\",\"why\":\"\"}"));
    }),
    ("4 no end", "note", "no-end", "1 session has no end", |home| {
        edit(home, |lines| {
            let first = lines.iter().position(|line| line.contains("\"session.ended\"")).unwrap();
            lines.remove(first);
        });
    }),
    ("5 future", "note", "future", "which is still to come", |home| {
        let ahead = by_hand("k", "note.added", "{\"text\":\"x\"}");
        let at = ahead.find("\"ts\":\"").unwrap() + 6;
        add(home, &format!("{}2999{}", &ahead[..at], &ahead[at + 4..]));
    }),
    (
        "5 back",
        "note",
        "clock-back",
        " is dated 2 days before the entry written before it: something logged",
        |home| {
            for (n, ts) in [(1, "2026-01-05T08:00:00+01:00"), (2, "2026-01-03T07:54:00+01:00")] {
                let (id, ts) = (format!("BACK{n}"), ts.parse().unwrap());
                let head = Head { id: &id, dev: "7f3a", n, ts, kind: "note.added", must: false };
                add(home, &encode(&head, &serde_json::json!({"text": "x"})).unwrap());
            }
        },
    ),
    ("6 rescue", "attention", "rescue-damaged", "1 line in ", |home| {
        drop(home.write("rescue-01ABC.jsonl", by_hand("k", "note.added", "{\"text\":\"x\"}")));
    }),
    ("6 unfinished", "note", "temporary", "you may delete what ends in .tmp", |home| {
        drop(home.write("journal.jsonl.0123.tmp", ""));
    }),
    ("7 more", "attention", "backup-has-more", "has 1 entry that the journal has not", |home| {
        home.write("backups/journal-2026-11-19.jsonl", home.journal());
        edit(home, |lines| drop(lines.remove(8)));
    }),
    (
        "7 damaged",
        "attention",
        "backup-damaged",
        "1 line of the copy of 2026-11-19 cannot be read whole",
        |home| {
            home.write("backups/journal-2026-11-19.jsonl", home.journal().replacen("{\"v\":1", "{\"v\":", 1));
        },
    ),
    (
        "7 differs",
        "note",
        "backup-differs",
        "1 entry says something else in the copy of 2026-11-19",
        |home| {
            home.write("backups/journal-2026-11-19.jsonl", home.journal());
            edit(home, |lines| {
                let at = lines.iter().position(|line| line.contains("\"score\":")).unwrap();
                let line = lines[at].split(",\"crc\"").next().unwrap().to_owned() + "}\n";
                lines[at] = line.replacen("\"score\":", "\"by_hand\":1,\"score\":", 1);
            });
        },
    ),
];

#[test]
fn each_damage_is_named() {
    for (what, level, code, words, damage) in DAMAGES {
        let home = demo();
        damage(&home);
        let before = home.journal();
        let (status, found) = findings(&home);
        let one = found.iter().find(|(_, found, _)| found == code);
        let one = one.unwrap_or_else(|| panic!("{what}: no {code}: {found:?}"));
        assert_eq!(one.0, level, "{what}: {one:?}");
        assert!(one.2.contains(words), "{what}: {one:?}");
        let worst = if found.iter().any(|(level, ..)| level == "attention") { "attention" } else { "notes" };
        assert_eq!(status, worst, "{what}");
        home.run(&["doctor"]).code(1).quietly().says(words);
        // It looks, and touches nothing.
        assert_eq!(home.journal(), before, "{what}");
        let report = home.run(&["doctor", "--report"]).code(1);
        assert!(report.out.contains(code) && !report.out.contains(words), "{what}: {}", report.out);
    }
}

#[test]
fn of_many_damaged_lines_the_first_are_told_and_all_are_counted() {
    for (count, more) in
        [(12, None), (13, Some("1 more of this kind (bad-json)")), (500, Some("488 more of this kind"))]
    {
        let home = demo();
        add(&home, &"{\"v\":1}}\n".repeat(count));
        let (_, found) = findings(&home);
        let code = found.iter().find(|(_, _, text)| text.starts_with("Line ")).unwrap().1.clone();
        assert_eq!(found.iter().filter(|(_, other, _)| *other == code).count(), count, "JSON has them all");
        let text = home.run(&["doctor"]).code(1).out;
        assert_eq!(text.matches("\n! Line ").count(), count.min(12), "{text}");
        let wanted = more.map(|more| more.replace("bad-json", &code));
        assert_eq!(text.contains("more of this kind"), wanted.is_some(), "{text}");
        assert!(wanted.is_none_or(|wanted| text.contains(&wanted)), "{text}");
        let report = home.run(&["doctor", "--report"]).code(1).out;
        assert_eq!(report.contains(" more\n"), more.is_some(), "{report}");
    }
}

#[test]
fn a_link_is_shown_with_its_end() {
    let home = demo();
    let real = home.path().join("elsewhere.jsonl");
    fs::rename(home.path().join("journal.jsonl"), &real).unwrap();
    std::os::unix::fs::symlink(&real, home.path().join("journal.jsonl")).unwrap();
    home.run(&["doctor"]).code(0).says(&format!("a link to {}", real.display()));
    home.run(&["doctor", "--report"]).code(0).says("there, a link, ");
}

#[test]
fn what_was_left_in_a_copy_on_purpose_is_not_offered_again_and_does_not_stop_new_copies() {
    let home = demo();
    home.run(&["log", "add", "--pain", "4"]).code(0);
    home.write("backups/journal-2026-11-19.jsonl", home.journal());
    fs::remove_file(home.path().join("journal.jsonl")).unwrap();
    home.run(&["--plain"]).code(74).complains("The copy of 19 November 2026");
    home.run_with(&["--plain", "--new"], "").code(0);
    let (_, found) = findings(&home);
    assert!(found.iter().all(|(_, code, _)| code != "backup-has-more"), "{found:?}");
    // The copy itself is where it was, and merging it by hand works as ever.
    let copy = home.path().join("backups/journal-2026-11-19.jsonl").display().to_string();
    home.run(&["merge", &copy, "--yes"]).code(0);
    assert!(home.journal().lines().count() > 1_000);
}
