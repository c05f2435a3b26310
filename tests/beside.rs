//! A session beside another command: real programs in a pseudo-terminal.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, unreachable_pub, dead_code)]

#[path = "support/app.rs"]
mod app;
mod support;
#[path = "support/visit.rs"]
mod visit;

use std::process::{Command, Stdio};

use support::{Exit, PATIENCE};
use visit::Home;

/// supple, with nothing that is a terminal.
fn without_a_terminal(args: &[&str]) -> std::process::Output {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_supple"));
    command.args(args).env("SUPPLE_HOME", home.path()).stdin(Stdio::null());
    command.output().unwrap()
}

#[test]
fn the_command_runs_beside_the_session_and_its_word_and_status_come_through() {
    let home = Home::ready();
    let script = "echo to-out; echo to-err >&2; printf '\\033[31mred\\n'; exit 3";
    let mut terminal = home.launch().args(&["while", "--", "sh", "-c", script]).open();
    terminal.wait_for("Your command has ended: exit status 3.", PATIENCE);
    terminal.screen(|screen| assert!(!screen.contents().contains("to-out"), "the screens are not torn"));
    terminal.keys("q");
    terminal.wait_for("Leave now?", PATIENCE);
    terminal.keys("q");
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(3));
    let raw = String::from_utf8_lossy(&terminal.raw_bytes()).into_owned();
    let after = raw.rsplit("[?1049l").next().unwrap();
    assert!(after.contains("to-out\r\nto-err\r\n\u{1b}[31mred"), "{after:?}");
}

#[test]
fn a_session_that_is_over_first_waits_for_the_command() {
    let home = Home::ready();
    let gate = tempfile::tempdir().unwrap();
    let gate = gate.path().join("go");
    let script = format!("until test -e '{}'; do sleep 0.05; done; echo done", gate.display());
    let mut terminal = home.launch().args(&["while", "--", "sh", "-c", &script]).open();
    terminal.wait_for("1 of ", PATIENCE);
    terminal.keys("q");
    terminal.wait_for("Leave now?", PATIENCE);
    terminal.keys("q");
    terminal.wait_for("waiting for the command to end", PATIENCE);
    std::fs::write(&gate, "").unwrap();
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(0));
}

#[test]
fn in_a_script_the_command_runs_alone() {
    let ran = without_a_terminal(&["while", "--", "sh", "-c", "echo built; exit 7"]);
    assert_eq!(ran.status.code(), Some(7));
    assert_eq!(String::from_utf8_lossy(&ran.stdout), "built\n");
    assert!(String::from_utf8_lossy(&ran.stderr).contains("the command runs alone"));
    let ran = without_a_terminal(&["while", "--", "sh", "-c", "kill -TERM $$"]);
    assert_eq!(ran.status.code(), Some(128 + 15), "as a shell says it");
    let ran = without_a_terminal(&["while", "--", "/nonexistent/tool"]);
    assert_eq!(ran.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&ran.stderr).contains("Check the name after --."));
    assert_eq!(without_a_terminal(&["while"]).status.code(), Some(2));
}
