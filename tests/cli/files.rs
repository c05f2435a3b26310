//! A journal of several files from outside: the setting on and off, two computers at one folder, and what is said
//! when one of the files is not as it should be.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;
use supple::journal::reader::read;
use supple::journal::several;

use crate::home::{Home, Ran, by_hand, command, finish, home_of, ready, spawn};

const ON: &str = "[journal]\nown_file = true\n";

/// The files that computers have of their own, by name.
fn own_files(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut own: Vec<String> = names.filter(|name| several::is_of_a_device(name)).collect();
    own.sort();
    own
}

fn kinds(path: &Path) -> Vec<String> {
    read(&fs::read(path).unwrap()).entries.iter().map(|entry| entry.kind.to_string()).collect()
}

fn pain(home: &Home, score: &str) -> Ran {
    home.run(&["log", "add", "--pain", score])
}

/// A home where three scores are in `journal.jsonl` and two in a file of this computer's own. Its name.
fn both() -> (Home, String) {
    let home = Home::new();
    for score in ["1", "2", "3"] {
        pain(&home, score).code(0).quietly();
    }
    home.write("config.toml", ON);
    for score in ["4", "5"] {
        pain(&home, score).code(0).quietly();
    }
    let own = own_files(home.path()).remove(0);
    (home, own)
}

/// Findings: code, file, line, words.
fn findings(home: &Home) -> Vec<(String, Option<String>, Option<u64>, String)> {
    let report = home.run(&["doctor", "--json"]).json();
    let text = |value: &Json| value.as_str().map(str::to_owned);
    let all = report["findings"].as_array().unwrap().iter();
    let one = |one: &Json| {
        let (code, words) = (text(&one["code"]).unwrap(), text(&one["text"]).unwrap());
        (code, text(&one["file"]), one["line"].as_u64(), words)
    };
    all.map(one).collect()
}

#[test]
fn on_and_off_and_on_again_nothing_moves_and_all_counts() {
    let (home, own) = both();
    let device = fs::read_to_string(home.path().join("state/device")).unwrap();
    assert_eq!(own, format!("journal-{device}.jsonl"));
    let own = home.path().join(own);
    let rated = "pain.rated";
    assert_eq!(kinds(&own), ["journal.opened", rated, rated], "each file says at its head what it is");
    let (main, before) = (home.journal(), fs::read(&own).unwrap());
    home.run(&["log"]).code(0).quietly().says("5 pain scores");
    home.write("config.toml", "");
    pain(&home, "6").code(0).quietly();
    assert_eq!(fs::read(&own).unwrap(), before);
    assert!(home.journal().starts_with(&main) && home.journal().lines().count() == main.lines().count() + 1);
    home.run(&["log"]).code(0).quietly().says("6 pain scores");
    home.write("config.toml", ON);
    pain(&home, "7").code(0).quietly();
    assert!(fs::read(&own).unwrap().starts_with(&before));
    home.run(&["log"]).code(0).quietly().says("7 pain scores");
    home.run(&["doctor"]).code(0).says("Nothing to report.");
}

#[test]
fn paths_and_doctor_say_which_files_there_are_and_which_is_added_to() {
    let home = Home::new();
    let paths = home.run(&["paths", "--json"]).code(0).json();
    assert_eq!(paths["written"], paths["journal"]);
    assert_eq!(paths["journal_files"], serde_json::json!([]));
    let (home, own) = both();
    let place = |name: &str| home.path().join(name).display().to_string();
    let paths = home.run(&["paths", "--json"]).code(0).json();
    assert_eq!(paths["journal"], *place("journal.jsonl"));
    assert_eq!(paths["written"], *place(&own));
    assert_eq!(paths["journal_files"], serde_json::json!([place("journal.jsonl"), place(&own)]));
    home.run(&["paths"]).code(0).says(&format!("adds to    {}\n", place(&own)));
    let shown = home.run(&["doctor"]).code(0).says(&format!("and {own}, ")).says("in all ");
    shown.says(&format!("adds to    {}\n", place(&own)));
    let report = home.run(&["doctor", "--json"]).code(0).json();
    assert_eq!(report["journal"]["others"][0]["name"], *own);
    assert_eq!((&report["journal"]["events"], &report["journal"]["lines"]), (&7.into(), &7.into()));
    home.run(&["doctor", "--report"]).code(0).says(", 1 more of its files, ").says("no findings");
    home.write("config.toml", "");
    let paths = home.run(&["paths", "--json"]).code(0).json();
    assert_eq!(paths["written"], paths["journal"]);
}

/// A computer at a folder that it shares.
struct Computer<'a> {
    shared: &'a Path,
    own: tempfile::TempDir,
}

impl Computer<'_> {
    fn at(shared: &Path) -> Computer<'_> {
        let own = tempfile::tempdir().unwrap();
        fs::create_dir_all(own.path().join("config/supple")).unwrap();
        fs::write(own.path().join("config/supple/config.toml"), ON).unwrap();
        Computer { shared, own }
    }

    fn run(&self, args: &[&str]) -> Ran {
        let mut command = command(args);
        command.env("XDG_DATA_HOME", self.shared);
        command.env("XDG_CONFIG_HOME", self.own.path().join("config"));
        command.env("XDG_STATE_HOME", self.own.path().join("state"));
        finish(spawn(&mut command), "")
    }
}

#[test]
fn two_computers_share_a_folder_and_each_has_what_both_answered() {
    let shared = tempfile::tempdir().unwrap();
    let (a, b) = (Computer::at(shared.path()), Computer::at(shared.path()));
    for (computer, score) in [(&a, "1"), (&b, "2"), (&a, "3"), (&b, "4")] {
        computer.run(&["log", "add", "--pain", score]).code(0).quietly();
    }
    let folder = shared.path().join("supple");
    let own = own_files(&folder);
    assert_eq!(own.len(), 2);
    assert!(!folder.join("journal.jsonl").exists());
    for computer in [&a, &b] {
        computer.run(&["log"]).code(0).quietly().says("4 pain scores");
        computer.run(&["doctor"]).code(0).says("Nothing to report.");
        let trend = computer.run(&["trend", "--range", "all", "--json"]).code(0).json();
        assert_eq!(trend, a.run(&["trend", "--range", "all", "--json"]).code(0).json());
    }
    // What one takes out is out for both, from whichever file has it.
    let theirs = PathBuf::from(b.run(&["paths", "--json"]).json()["written"].as_str().unwrap());
    let id = read(&fs::read(&theirs).unwrap()).entries[1].id.clone();
    a.run(&["forget", &id, "--yes"]).code(0).says("Removed: 1 line.");
    for computer in [&a, &b] {
        computer.run(&["log"]).code(0).says("3 pain scores");
    }
    // A syncing program made two of one file after all: named, merged, and not folded in unasked.
    let copy = theirs.with_extension("sync-conflict-20261119-081500-ABCDEFG.jsonl");
    let rest = fs::read_to_string(&theirs).unwrap();
    fs::write(&copy, rest + &by_hand("1", "pain.rated", r#"{"when":"check_in","score":3}"#)).unwrap();
    a.run(&["log"]).code(0).says("3 pain scores");
    a.run(&["doctor"]).code(1).says("A second copy of your journal lies beside it").says("with 1 entry that");
    a.run(&["merge", "--yes"]).code(0).says("Added: 1 entry.").says(".merged now");
    for computer in [&a, &b] {
        computer.run(&["log"]).code(0).says("4 pain scores");
    }
    b.run(&["merge", "--undo", "--yes"]).code(0).says("1 entry would no longer count");
    a.run(&["log"]).code(0).says("3 pain scores");
}

#[test]
fn what_is_wrong_is_told_with_file_and_line() {
    let (home, own) = both();
    let path = home.path().join(&own);
    let text = fs::read_to_string(&path).unwrap();
    home.write(&own, text.replace("\"score\":5", "\"score\":6"));
    let of = format!("3 of {own}");
    home.run(&["log"]).code(0).complains(&format!("line {of} could not be read"));
    let found = findings(&home);
    let damage = found.iter().find(|one| one.0 == "bad-check").unwrap();
    assert_eq!((damage.1.as_deref(), damage.2), (Some(&*own), Some(3)));
    assert!(damage.3.starts_with(&format!("Line {of} does not match its check value")), "{}", damage.3);
    let report = home.run(&["doctor", "--json"]).json();
    assert_eq!(report["journal"]["damaged"], serde_json::json!([]));
    assert_eq!(report["journal"]["others"][0]["damaged"], serde_json::json!([3]));
    let shown = home.run(&["doctor", "--report"]).code(1).says("bad-check line 3 of a computer's own file");
    assert!(!shown.out.contains(&own), "it is fit to be shown to anybody");
    home.run(&["doctor", "--tidy"]).code(0).says("1 line that could not be read whole has left the journal.");
    assert_eq!((fs::read_to_string(&path).unwrap().lines().count(), home.journal().lines().count()), (2, 4));
    home.run(&["log"]).code(0).quietly().says("4 pain scores");

    // Both files at once, and a line that could be read and not used.
    let bad = by_hand("1", "pain.rated", r#"{"when":"check_in","score":12}"#);
    home.write("journal.jsonl", "noise\n".to_owned() + &home.journal());
    home.write(&own, fs::read_to_string(&path).unwrap() + &bad);
    home.run(&["log"])
        .code(0)
        .complains("line 1 of your journal could not be read")
        .complains(&format!("line {of} could be read but not used"));
    home.run(&["doctor"]).code(1).says(&format!("Line {of} is kept but not used")).says("Line 1 ");
    // A tail that has no end.
    home.write(&own, &text[..text.len() - 30]);
    home.run(&["doctor"]).code(1).says(&format!("The last line of {own} ("));
}

#[test]
fn the_answer_to_why_names_the_file_of_its_lines() {
    let home = home_of(&ready());
    let made_up = Home::new();
    made_up.run(&["demo", "--into", &made_up.path().join("d").display().to_string()]).code(0);
    home.write("journal-7f3a.jsonl", fs::read(made_up.path().join("d/journal.jsonl")).unwrap());
    fs::remove_file(home.path().join("journal.jsonl")).unwrap();
    let plan = home.run(&["plan", "--json"]).json();
    let id = plan["exercises"][0]["id"].as_str().unwrap().to_owned();
    home.run(&["why", &id]).code(0).says(" of journal-7f3a.jsonl)");
}

#[test]
fn a_file_that_is_gone_is_told_and_nothing_is_begun_anew() {
    let (home, own) = both();
    fs::remove_file(home.path().join(&own)).unwrap();
    let gone = "3 entries that this computer wrote are no longer in the journal";
    home.run(&["doctor"]).code(1).says(gone);
    fs::remove_file(home.path().join("journal.jsonl")).unwrap();
    pain(&home, "1").code(74).complains("there is no journal at").complains("wrote 7 entries to it");
    home.run(&["log"]).code(65).complains("this computer has written one");
    assert!(own_files(home.path()).is_empty());
}

#[test]
fn what_cannot_be_a_file_of_the_journal_is_refused_by_its_name() {
    let (home, _) = both();
    fs::create_dir(home.path().join("journal-beef.jsonl")).unwrap();
    let words = "journal-beef.jsonl is a folder, not a file. Move it away";
    home.run(&["log"]).code(65).complains(words);
    home.run(&["doctor"]).code(65).says(words);
    pain(&home, "1").code(74).complains(words);
    fs::remove_dir(home.path().join("journal-beef.jsonl")).unwrap();
    // Names that are nearly right are nothing to the journal.
    for name in
        ["journal-BEEF.jsonl", "journal-beef0beef.jsonl", "journal-old.jsonl", "journal-beef.jsonl.bak"]
    {
        home.write(name, by_hand(name, "pain.rated", r#"{"when":"check_in","score":3}"#));
    }
    home.run(&["log"]).code(0).quietly().says("5 pain scores");
}

#[test]
fn made_up_weeks_are_not_laid_beside_a_file_of_a_journal() {
    let (home, own) = both();
    fs::remove_file(home.path().join("journal.jsonl")).unwrap();
    home.run(&["demo", "--into", &home.path().display().to_string()])
        .code(74)
        .complains("a computer's own file of a journal is there. Name a folder without a journal in it.");
    assert_eq!(own_files(home.path()), [own]);
    assert!(!home.path().join("journal.jsonl").exists());
}
