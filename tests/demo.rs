//! The made-up weeks: through the real rules, always the same, marked as what they are, gone afterwards.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, unreachable_pub, dead_code)]

mod support;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use chrono::DateTime;
use supple::cli::open;
use supple::demo::weeks;
use supple::domain::plan::input::Mode;
use support::{Exit, Launch, PATIENCE};

const NOW: &str = "2026-11-20T18:00:00+01:00";

#[test]
fn twelve_weeks_with_a_flare_a_break_and_doses_that_grow() {
    let now = DateTime::parse_from_rfc3339(NOW).unwrap();
    let events = weeks(open::coach(Vec::new()).unwrap(), now);
    assert_eq!(events, weeks(open::coach(Vec::new()).unwrap(), now), "always the same");
    let ids: BTreeSet<&str> = events.iter().map(|line| line.id.as_str()).collect();
    assert_eq!(ids.len(), events.len());
    assert!(events.windows(2).all(|pair| pair[0].at <= pair[1].at), "in the order of time");

    let coach = open::coach(events).unwrap();
    let sessions = &coach.history.sessions;
    assert!((45..=75).contains(&sessions.len()), "{}", sessions.len());
    assert!(!coach.standing(now).tier.locks());
    assert!(coach.history.implausible.is_empty());
    let flares = sessions.iter().filter(|session| session.mode == Mode::Flare).count();
    assert!((1..=7).contains(&flares), "{flares}");
    assert!(sessions.iter().any(|session| session.mode == Mode::Return));
    let breaks = sessions.windows(2).map(|pair| (pair[1].date - pair[0].date).num_days()).max().unwrap();
    assert!((9..20).contains(&breaks), "{breaks}");
    let bridge = |of: &supple::domain::history::SessionRecord| {
        of.exercises.iter().find(|record| record.id == "glute-bridge").map(|record| record.prescribed.reps)
    };
    let reps: Vec<u32> = sessions.iter().filter_map(bridge).collect();
    assert!(reps.last() > reps.first(), "{reps:?}");
    assert_eq!(coach.history.last_done_by(now).unwrap().date.to_string(), "2026-11-19");
}

#[test]
fn it_can_be_laid_into_a_folder_but_never_over_a_journal() {
    let home = tempfile::tempdir().unwrap();
    let run = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_supple"));
        command.args(["demo", "--into"]).arg(home.path()).env("HOME", home.path()).output().unwrap()
    };
    assert!(run().status.success());
    let journal = std::fs::read(home.path().join("journal.jsonl")).unwrap();
    let again = run();
    assert_eq!(again.status.code(), Some(74));
    let words = String::from_utf8(again.stderr).unwrap();
    assert!(words.contains("Name a folder without a journal in it."), "{words}");
    assert_eq!(std::fs::read(home.path().join("journal.jsonl")).unwrap(), journal);
}

#[test]
fn the_program_shows_it_marked_as_made_up_and_leaves_nothing_behind() {
    let (own, temp) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let launch = Launch::supple().args(&["demo"]).env("SUPPLE_HOME", own.path()).env("TMPDIR", temp.path());
    let mut terminal = launch.open();
    terminal.wait_for("DEMO, made up", PATIENCE);
    terminal.keys("t");
    terminal.wait_for("Median", PATIENCE);
    terminal.wait_for("DEMO, made up", PATIENCE);
    assert_eq!(names(temp.path()).len(), 1);
    terminal.keys("bq");
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(0));
    assert_eq!(names(temp.path()), Vec::<String>::new(), "the throw-away folder is gone");
    assert_eq!(names(own.path()), Vec::<String>::new(), "one's own home was never touched");
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}
