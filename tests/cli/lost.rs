//! Nothing lost, seen from outside: what a run could not save comes home, what is gone is asked about,
//! what was taken out on purpose stays out, and what is damaged can be moved out.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use supple::journal::reader::read;

use crate::home::{Home, by_hand, command, finish, home_of, lines, newcomer_ago, ready, spawn};

fn named(home: &Home, part: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(home.path()).unwrap().map(|one| one.unwrap().path()).collect();
    found.retain(|path| path.file_name().unwrap().to_string_lossy().contains(part));
    found.sort();
    found
}

fn ids(text: &str) -> BTreeSet<String> {
    read(text.as_bytes()).entries.into_iter().map(|entry| entry.id.to_string()).collect()
}

fn demo() -> Home {
    let home = Home::new();
    home.run(&["demo", "--into", &home.path().join("d").display().to_string()]).code(0);
    let journal = fs::read_to_string(home.path().join("d/journal.jsonl")).unwrap();
    Home::with(&journal)
}

#[test]
fn what_a_run_could_not_save_comes_home_with_the_next_line() {
    let home = Home::new();
    home.run(&["log", "add", "--pain", "4"]).code(0);
    let rescued = lines(&ready().pages.0.borrow());
    home.write("rescue-01ABC.jsonl", &rescued);
    let doctor = home.run(&["doctor", "--json"]).code(1).json();
    assert_eq!(doctor["findings"][0]["code"], "rescue", "{doctor}");
    home.run(&["log", "add", "--pain", "5"]).code(0).complains("that could not be saved before");
    let there = ids(&home.journal());
    assert!(ids(&rescued).iter().all(|id| there.contains(id)));
    assert!(home.names().contains(&"rescue-01ABC.jsonl.merged".to_owned()), "{:?}", home.names());
    let before = home.journal();
    home.run(&["log", "add", "--pain", "5"]).code(0).quietly();
    assert_eq!(home.journal().lines().count(), before.lines().count() + 1, "once");
}

#[test]
fn a_journal_that_is_gone_is_never_taken_for_a_first_start() {
    let home = Home::new();
    home.run(&["log", "add", "--pain", "4"]).code(0);
    fs::remove_file(home.path().join("journal.jsonl")).unwrap();
    for args in [&["plan"][..], &["log"], &["status"], &["trend"], &["why", "walk"], &["clear"]] {
        home.run(args)
            .code(65)
            .complains("there is no journal at")
            .complains("this computer has written one");
    }
    home.run(&["--new", "log"]).code(2).complains("--new goes with supple alone, or with supple session.");
    home.run(&["--plain"]).code(74).complains("`supple --new` begins a new one");
    assert!(named(&home, "journal").is_empty(), "begun in silence");
    home.run_with(&["--plain", "--new"], "").code(0);
    assert!(home.journal().contains("journal.opened"));
    home.run(&["plan"]).code(1);
}

#[test]
fn what_a_copy_has_is_told_with_the_command_that_puts_it_back() {
    let home = demo();
    home.run(&["log", "add", "--pain", "4"]).code(0);
    let whole = home.journal();
    fs::create_dir(home.path().join("backups")).unwrap();
    home.write("backups/journal-2026-11-19.jsonl", &whole);
    home.run(&["doctor", "--json"]).json();
    let half: String = whole.split_inclusive('\n').take(40).collect();
    home.write("journal.jsonl", &half);
    let doctor = home.run(&["doctor", "--json"]).code(1).json();
    let findings = doctor["findings"].as_array().unwrap();
    let found = |code: &str| {
        let one = findings.iter().find(|finding| finding["code"] == code);
        one.unwrap_or_else(|| panic!("no {code}: {doctor}"))["text"].as_str().unwrap().to_owned()
    };
    assert!(found("entries-gone").starts_with("1 entry that this computer wrote is no longer"), "{doctor}");
    let text = found("backup-has-more");
    let command = text.split("supple merge '").nth(1).unwrap().trim_end_matches('\'');
    home.run(&["merge", command, "--yes"]).code(0);
    assert!(ids(&home.journal()).is_superset(&ids(&whole)));
    let doctor = home.run(&["doctor", "--json"]).json();
    assert!(!doctor.to_string().contains("backup-has-more"), "{doctor}");
}

#[test]
fn forget_shows_first_and_takes_out_all_of_a_session_and_nothing_else() {
    let home = demo();
    let before = home.journal();
    let log = home.run(&["log", "--json"]).out;
    let first: serde_json::Value = serde_json::from_str(log.lines().next().unwrap()).unwrap();
    let id = first["id"].as_str().unwrap();
    let shown = home.run(&["forget", id]).code(1).says("Would be removed for good:").says("session.started");
    shown.says("There is no way back.").complains("nothing was removed. Again with --yes, and it is.");
    assert_eq!(home.journal(), before);
    home.run(&["forget", id, "--yes"]).code(0).says("Removed: ");
    let after = home.journal();
    assert!(!after.contains(id), "a line of it is left");
    let kept: String = before.split_inclusive('\n').filter(|line| !line.contains(id)).collect();
    assert_eq!(after, kept, "byte for byte");
    assert!(named(&home, "before-forget").is_empty());
    assert_eq!(fs::metadata(home.path().join("journal.jsonl")).unwrap().permissions().mode() & 0o777, 0o600);
    home.run(&["forget", id, "--yes"]).code(2).complains("nothing in your journal has the id");
    // Nobody asks about it, no copy brings it back, and the numbers of this computer still fit.
    home.write("backups/journal-2026-11-19.jsonl", &before);
    let doctor = home.run(&["doctor", "--json"]).json().to_string();
    assert!(!doctor.contains("backup-has-more"), "{doctor}");
}

#[test]
fn forget_takes_corrections_and_damaged_lines_along_and_keeps_a_copy_when_asked() {
    let home = home_of(&ready());
    home.run(&["log", "add", "--pain", "7"]).code(0);
    let id = read(home.journal().as_bytes()).entries.last().unwrap().id.clone();
    home.run(&["log", "edit", &id, "--pain", "6"]).code(0);
    let correction = read(home.journal().as_bytes()).entries.last().unwrap().id.clone();
    home.run(&["forget", &correction, "--yes"]).code(2).complains("it corrects another one");
    let whole = home.journal();
    let line = whole.lines().find(|line| line.contains(&format!("\"id\":\"{id}\""))).unwrap();
    home.write("journal.jsonl", format!("{whole}{}\n", &line[..line.len() - 30]));
    home.run(&["forget", &id, "--yes", "--keep-copy"])
        .code(0)
        .says("Removed: 3 lines.")
        .says("before-forget");
    assert!(!home.journal().contains(&*id));
    let kept = named(&home, "before-forget");
    assert!(fs::read_to_string(&kept[0]).unwrap().contains(&*id));
    // Nothing is missed afterwards.
    home.run(&["log", "add", "--pain", "3"]).code(0).quietly();
}

/// `doctor --tidy` was killed in the middle: the journal as it was has a second name, and the new one is not done.
#[test]
fn forget_leaves_no_copy_that_it_does_not_name() {
    let home = home_of(&ready());
    home.run(&["log", "add", "--pain", "7"]).code(0);
    let id = read(home.journal().as_bytes()).entries.last().unwrap().id.clone();
    let half = home.write("journal.jsonl.0123456789abcdef.tmp", home.journal());
    let other = home.write("notes.jsonl.0123456789abcdef.tmp", home.journal());
    let before = home.write("journal.before-tidy-2026-11-20.jsonl", home.journal());
    let aside = home.write("damaged/tidy-0a0a.txt", format!("{{\"id\":\"{id}\",,\n"));
    let clean = home.write("damaged/tidy-0b0b.txt", "{\"id\":\"another\"\n");
    let shown = home.run(&["forget", &id]).code(1);
    for named in [&before, &aside] {
        assert!(shown.out.contains(&format!("  {}\n", named.display())), "{}", shown.out);
    }
    assert!(shown.out.contains("These keep it, and are yours to remove:\n"), "{}", shown.out);
    assert!(!shown.out.contains(&clean.display().to_string()), "{}", shown.out);
    home.run(&["forget", &id, "--yes"]).code(0).says("Removed: 1 line.");
    assert!(!half.exists(), "a whole copy that nobody would look for");
    assert!(before.exists() && aside.exists() && other.exists(), "what the person may want");
}

#[test]
fn forget_leaves_what_a_standing_flag_rests_on() {
    let mut person = newcomer_ago(3);
    person.press("1 enter 2 y");
    let home = home_of(&person);
    home.run(&["clear"]).code(0).says("bladder-1");
    let before = home.journal();
    let kinds = ["flag.raised", "journal.opened"];
    for entry in read(before.as_bytes()).entries.iter().filter(|entry| kinds.contains(&&*entry.kind)) {
        home.run(&["forget", &entry.id, "--yes"]).code(2).complains("this line stays: ");
    }
    assert_eq!(home.journal(), before);
    // Whatever is taken out, line by line, never lifts it.
    for entry in &read(before.as_bytes()).entries {
        let _ = home.run(&["forget", &entry.id, "--yes"]);
        home.run(&["clear"]).code(0).says("bladder-1");
    }
}

#[test]
fn forget_and_tidy_wait_until_supple_is_closed_elsewhere() {
    let home = demo();
    home.run(&["log", "add", "--pain", "3"]).code(0);
    let lock = home.write("state/running.lock", "");
    let held = fs::File::open(lock).unwrap();
    held.lock().unwrap();
    let id = read(home.journal().as_bytes()).entries[5].id.clone();
    let before = home.journal();
    for args in [&["forget", &id, "--yes"][..], &["doctor", "--tidy"]] {
        home.run(args).code(74).complains("supple is open in another terminal (process ");
    }
    assert_eq!(home.journal(), before);
    home.run(&["doctor"]).says("supple is open in another terminal");
}

#[test]
fn tidy_moves_out_what_cannot_be_read_and_throws_nothing_away() {
    let home = demo();
    let whole = home.journal();
    let good = read(whole.as_bytes()).entries.len();
    let mut all: Vec<String> = whole.split_inclusive('\n').map(str::to_owned).collect();
    let cut = all[10][..60].to_owned();
    all.insert(30, "<<<<<<< HEAD\n".into());
    all.insert(20, format!("{cut}\n"));
    // A line fused onto the rest of another: what can be read of it stays.
    let fused = format!("{cut}{}", all[40]);
    all[40] = fused.clone();
    home.write("journal.jsonl", all.concat());
    home.run(&["doctor"]).code(1);
    home.run(&["doctor", "--tidy"]).code(0).says("3 lines that could not be read whole").says("before-tidy");
    assert_eq!(read(home.journal().as_bytes()).entries.len(), good);
    assert_eq!(ids(&home.journal()), ids(&whole));
    assert!(read(home.journal().as_bytes()).problems.is_empty());
    assert_eq!(fs::read_to_string(&named(&home, "before-tidy")[0]).unwrap(), all.concat());
    let aside = fs::read_dir(home.path().join("damaged")).unwrap().next().unwrap().unwrap().path();
    let aside = fs::read_to_string(aside).unwrap();
    assert!(aside.contains(&cut) && aside.contains("<<<<<<< HEAD") && aside.contains(&fused), "{aside}");
    home.run(&["doctor", "--tidy"]).code(0).says("Nothing to tidy");
    assert_eq!(named(&home, "before-tidy").len(), 1);
}

#[test]
fn tidy_leaves_a_damaged_line_on_which_a_hold_rests() {
    let must = by_hand("m", "rule.new", "{\"a\":1}").replace("{\"a\":1}}", "{\"a\":1},\"must\":true}");
    let broken = must.replace("}\n", ",\"crc\":\"00000000\"}\n");
    let home = Home::with(&(lines(&ready().pages.0.borrow()) + &broken));
    let before = home.journal();
    home.run(&["doctor", "--tidy"]).code(0).says("1 damaged line stays");
    assert_eq!(home.journal(), before);
}

#[test]
fn a_linked_journal_stays_a_link_when_it_is_tidied() {
    let home = demo();
    let real = home.path().join("elsewhere.jsonl");
    fs::rename(home.path().join("journal.jsonl"), &real).unwrap();
    std::os::unix::fs::symlink(&real, home.path().join("journal.jsonl")).unwrap();
    let text = fs::read_to_string(&real).unwrap() + "{\"v\":1,\n";
    fs::write(&real, text).unwrap();
    home.run(&["doctor", "--tidy"]).code(0).says("1 line that could not be read whole");
    assert!(fs::symlink_metadata(home.path().join("journal.jsonl")).unwrap().is_symlink());
    assert!(!fs::read_to_string(&real).unwrap().ends_with("{\"v\":1,\n"));
}

#[test]
fn a_report_for_anybody_has_no_names_and_no_words_of_the_person() {
    let home = home_of(&ready());
    home.write("exercises/my-sciatica-stretch.toml", "name = \"gabapentin walk\"\n");
    home.write("config.toml", "my_bad_back = 3\n");
    let journal = home.journal() + &by_hand("a", "pain.rated", r#"{"when":"cauda","score":7713}"#);
    home.write("journal.jsonl", journal + "{\"v\":1,\"body\":{\"text\":\"my back hurts\n");
    let report = home.run(&["doctor", "--report"]).code(1).quietly();
    let report = report.says("attention").says("own-exercise").says("config").says("implausible line ");
    let place = home.path().display().to_string();
    for word in ["sciatica", "gabapentin", "bad_back", "cauda", "7713", "hurts", "low_back", &place] {
        assert!(!report.out.contains(word), "{word}: {}", report.out);
    }
}

#[test]
fn a_second_terminal_is_told_of_the_session_in_the_first() {
    let mut person = ready();
    person.press("enter");
    person.press("3");
    person.press("enter");
    let home = home_of(&person);
    assert!(home.journal().contains("session.started"), "no session began");
    let lock = home.write("state/running.lock", "");
    let held = fs::File::open(lock).unwrap();
    held.lock().unwrap();
    let mut command = command(&["--plain"]);
    let ran = finish(spawn(command.env("SUPPLE_HOME", home.path())), "");
    ran.code(1)
        .complains("A session is running in another terminal (process ")
        .complains("Nothing was begun here.");
    drop(held);
    home.run(&["--plain"]).code(0).quietly();
}

#[test]
fn a_line_that_the_journal_does_not_take_is_kept_counted_and_brought_home() {
    let home = Home::new();
    home.run(&["log", "add", "--pain", "4"]).code(0);
    let journal = home.path().join("journal.jsonl");
    if std::os::unix::fs::chown(&journal, Some(12_345), None).is_err() {
        return; // only root can give a file away
    }
    let before = home.journal();
    home.run(&["log", "add", "--pain", "7"])
        .code(74)
        .complains("belongs to another user")
        .complains("It is kept in ")
        .complains("do not log it again");
    assert_eq!(home.journal(), before);
    assert_eq!(named(&home, "rescue-").len(), 1);
    // It counts from where it is.
    let days = home.run(&["trend", "--json"]).json().to_string();
    assert!(days.contains("\"pain\":7") || days.contains("5.5"), "{days}");
    let doctor = home.run(&["doctor", "--json"]).code(1).json();
    let found: Vec<&str> =
        doctor["findings"].as_array().unwrap().iter().filter_map(|one| one["code"].as_str()).collect();
    assert!(found.contains(&"journal-barred") && found.contains(&"rescue"), "{doctor}");
    let report = home.run(&["doctor", "--report"]).code(1).out.clone();
    assert!(report.contains("attention  journal-barred") && !report.contains("belongs"), "{report}");
    std::os::unix::fs::chown(&journal, Some(0), None).unwrap();
    home.run(&["log", "add", "--pain", "5"]).code(0).complains("that could not be saved before");
    assert_eq!(home.journal().lines().count(), before.lines().count() + 2);
    assert!(named(&home, "rescue-").iter().all(|path| path.to_string_lossy().ends_with(".merged")));
}
