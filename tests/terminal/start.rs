//! What is asked before the screens come: a journal that is gone, entries that are gone, a session that runs
//! in another terminal. Typed at the real program in its terminal.

use std::fs;
use std::path::PathBuf;

use super::{Exit, Home, Key, PATIENCE, TODAY, eventually, skip, whole};

/// A home whose journal this machine has written itself, and the copy of yesterday that it keeps.
fn written() -> Home {
    let home = Home::ready();
    let mut terminal = home.launch().open();
    terminal.wait_for(TODAY, PATIENCE);
    terminal.keys("f");
    terminal.wait_for("Marked as a flare", PATIENCE);
    eventually("flare in the journal", PATIENCE, || home.count("flare.declared") == 1);
    terminal.keys("q");
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(0));
    let backups = folder(&home).join("backups");
    fs::create_dir_all(&backups).unwrap();
    fs::copy(home.journal(), backups.join("journal-2026-11-19.jsonl")).unwrap();
    home
}

fn folder(home: &Home) -> PathBuf {
    home.journal().parent().unwrap().to_owned()
}

#[test]
fn a_journal_that_is_gone_is_put_back_from_its_copy_when_asked_to() {
    let home = written();
    let lines = home.events().len();
    fs::remove_file(home.journal()).unwrap();
    let mut terminal = home.launch().open();
    terminal.wait_for("there is no journal at", PATIENCE);
    terminal.wait_for("Type back to put them back", PATIENCE);
    terminal.keys("back\n");
    terminal.wait_for(TODAY, PATIENCE);
    terminal.keys("q");
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(0));
    // Said before the screens came, and there again once they have gone.
    let said = String::from_utf8_lossy(&terminal.raw_bytes()).into_owned();
    assert!(said.contains("put back from the copy of"), "{said}");
    assert_eq!(home.events().len(), lines);
    home.is_sound();
}

#[test]
fn a_journal_that_is_gone_is_begun_anew_only_when_told_so() {
    let home = written();
    fs::remove_file(home.journal()).unwrap();
    for (typed, code) in [("\n", 1), ("perhaps\n", 1)] {
        let mut terminal = home.launch().open();
        terminal.wait_for("Type back to put them back", PATIENCE);
        terminal.keys(typed);
        assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(code));
        assert!(!home.journal().exists(), "begun after {typed:?}");
    }
    let mut terminal = home.launch().open();
    terminal.wait_for("Type back to put them back", PATIENCE);
    terminal.keys("new\n");
    terminal.wait_for("It is not a medical device", PATIENCE);
    terminal.keys("q");
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(0));
    assert_eq!(home.events().len(), 1, "journal.opened");
}

#[test]
fn entries_that_are_gone_come_back_or_are_let_go_once() {
    for typed in ["back\n", "yes\n"] {
        let home = written();
        let all = fs::read_to_string(home.journal()).unwrap();
        let fewer: String =
            all.split_inclusive('\n').filter(|line| !line.contains("flare.declared")).collect();
        fs::write(home.journal(), fewer).unwrap();
        let mut terminal = home.launch().open();
        terminal.wait_for("1 entry that this computer wrote", PATIENCE);
        terminal.wait_for("just Enter to leave", PATIENCE);
        terminal.keys(typed);
        terminal.wait_for(TODAY, PATIENCE);
        terminal.keys("q");
        assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(0));
        assert_eq!(home.count("flare.declared"), usize::from(typed == "back\n"), "{typed:?}");
        // Asked once, whatever was answered.
        let mut terminal = home.launch().open();
        terminal.wait_for(TODAY, PATIENCE);
        terminal.keys("q");
        assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(0));
        if typed == "back\n" {
            home.is_sound(); // else doctor goes on saying that the copy has more, which is so
        }
    }
}

#[test]
fn a_session_that_runs_elsewhere_is_looked_at_taken_over_or_left() {
    let home = Home::ready();
    let mut first = home.launch().open();
    first.wait_for(TODAY, PATIENCE);
    first.key(Key::Enter);
    first.wait_for("1 of ", PATIENCE);
    eventually("session in the journal", PATIENCE, || home.count("session.started") == 1);
    for (typed, code) in [("\n", 1), ("chart\n", 0)] {
        let mut second = home.launch().open();
        second.wait_for("A session is running in another terminal (process", PATIENCE);
        second.keys(typed);
        let end = second.exit_status(PATIENCE);
        assert!(end == Exit::Code(code) || typed != "\n", "{typed:?}: {end:?} {}", second.dump());
    }
    let mut second = home.launch().open();
    second.wait_for("A session is running in another terminal", PATIENCE);
    second.keys("yes\n");
    second.wait_for("Today's session was not finished.", PATIENCE);
    second.key(Key::Enter);
    second.wait_for("PAUSED", PATIENCE);
    for terminal in [&mut first, &mut second] {
        terminal.keys("qq");
        assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(0));
    }
    assert_eq!(home.count("session.started"), 1);
    home.is_sound();
}

#[test]
fn two_on_today_and_the_second_is_told_before_it_begins() {
    let home = Home::ready();
    let mut both = [home.launch().open(), home.launch().open()];
    for terminal in &mut both {
        terminal.wait_for(TODAY, PATIENCE);
    }
    both[0].key(Key::Enter);
    both[0].wait_for("1 of ", PATIENCE);
    both[1].key(Key::Enter);
    both[1].wait_for("A session runs in another terminal (process", PATIENCE);
    assert!(whole(&mut both[1]).contains("Today's session was not finished."), "{}", both[1].screen_text());
    both[1].key(Key::Enter);
    both[1].wait_for("PAUSED", PATIENCE);
    for terminal in &mut both {
        terminal.keys("qq");
        assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(0));
    }
    assert_eq!(home.count("session.started"), 1, "never two of them");
    home.is_sound();
}

#[test]
fn what_another_terminal_locks_is_locked_here_too() {
    let home = Home::ready();
    let mut both = [home.launch().open(), home.launch().open()];
    for terminal in &mut both {
        terminal.wait_for(TODAY, PATIENCE);
    }
    both[0].keys("f");
    both[0].wait_for("Marked as a flare", PATIENCE);
    eventually("flare in the journal", PATIENCE, || home.count("flare.declared") == 1);
    both[1].key(Key::Enter);
    both[1].wait_for("Nothing was begun", PATIENCE);
    assert_eq!(home.count("session.started"), 0);
    for terminal in &mut both {
        terminal.keys("q");
        assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(0));
    }
}

#[test]
fn the_journal_of_another_user_is_looked_at_and_a_session_goes_to_a_rescue_file() {
    let home = Home::ready();
    if std::os::unix::fs::chown(home.journal(), Some(12_345), None).is_err() {
        skip("only root can give a file away");
        return;
    }
    let before = fs::read(home.journal()).unwrap();
    let mut terminal = home.launch().open();
    terminal.wait_for("Your journal takes nothing new", PATIENCE);
    terminal.wait_for(TODAY, PATIENCE);
    terminal.keys("f");
    terminal.wait_for("not saved yet", PATIENCE);
    terminal.keys("q");
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(74));
    assert_eq!(fs::read(home.journal()).unwrap(), before);
    // It counts at the next start, from where it is ...
    let mut terminal = home.launch().open();
    terminal.wait_for("Your journal takes nothing new", PATIENCE);
    assert!(whole(&mut terminal).contains('~'), "gentle: {}", terminal.screen_text());
    terminal.keys("q");
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(0));
    // ... and comes home when the journal is ours again.
    std::os::unix::fs::chown(home.journal(), Some(0), None).unwrap();
    let mut terminal = home.launch().open();
    terminal.wait_for(TODAY, PATIENCE);
    terminal.keys("q");
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(0));
    assert_eq!(home.count("flare.declared"), 1);
    home.is_sound();
}

#[test]
fn what_is_asked_before_the_screens_breaks_between_words() {
    let home = written();
    fs::remove_file(home.journal()).unwrap();
    let mut launch = home.launch();
    launch = launch.size(24, 40);
    let mut terminal = launch.open();
    terminal.wait_for("leave:", PATIENCE);
    // The terminal breaks lines only where it must: at a word that is wider than itself, such as a path.
    let rows: Vec<String> = terminal.screen(|screen| screen.rows(0, 40).collect());
    let question = rows.join("\n");
    let at = question.find("Type back").unwrap_or_else(|| panic!("{question}"));
    let flat = question[at..].split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(flat, "Type back to put them back, new to begin a new journal, or just Enter to leave:");
}
