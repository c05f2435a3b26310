//! What may come in as a dependency (the same as deny.toml says), and whether the terminal that other
//! tests use can be trusted.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

#[path = "support/dependencies.rs"]
mod dependencies;

use std::time::{Duration, Instant};

use support::{Exit, Key, Launch, PATIENCE, Terminal, libfaketime, skip};

fn sh(script: &str) -> Launch {
    Launch::program("/bin/sh").args(&["-c", script])
}

fn fails(what: impl FnOnce() + std::panic::UnwindSafe) -> String {
    let error = std::panic::catch_unwind(what).expect_err("it should fail");
    error.downcast_ref::<String>().cloned().unwrap_or_default()
}

#[test]
fn what_is_typed_arrives_and_what_is_printed_is_on_the_screen() {
    let mut terminal = sh("printf 'Ready\\r\\n'; read line; echo \"got <$line>\"; exit 7").open();
    terminal.wait_for("Ready", PATIENCE);
    terminal.keys("hello");
    terminal.key(Key::Enter);
    terminal.wait_for("got <hello>", PATIENCE);
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(7));
    assert!(terminal.screen_text().ends_with("got <hello>"), "{}", terminal.screen_text());
}

#[test]
fn keys_arrive_as_a_terminal_sends_them() {
    let mut terminal = sh("stty raw -echo; echo ready; dd bs=1 count=6 2>&- | od -An -tx1").open();
    terminal.wait_for("ready", PATIENCE);
    terminal.key(Key::Up);
    terminal.key(Key::Ctrl('C'));
    terminal.key(Key::Backspace);
    terminal.key(Key::Esc);
    terminal.wait_for("1b 5b 41 03 7f 1b", PATIENCE);
}

#[test]
fn raw_bytes_keep_what_the_screen_has_forgotten() {
    let mut terminal = sh("printf 'gone\\033[2J\\033[Hkept\\033[?1049h\\033[?1049l'").open();
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(0));
    assert_eq!(terminal.screen_text(), "kept");
    let raw = String::from_utf8(terminal.raw_bytes()).unwrap();
    assert!(raw.starts_with("gone\x1b[2J") && raw.contains("\x1b[?1049l"), "{raw:?}");
    assert!(!terminal.screen(vt100::Screen::alternate_screen));
}

#[test]
fn a_wait_for_what_never_comes_fails_with_the_screen() {
    let said =
        fails(|| sh("echo something else; read x").open().wait_for("this", Duration::from_millis(300)));
    assert!(said.contains("no \"this\" on the screen"), "{said}");
    assert!(said.contains("something else") && said.contains("it runs"), "{said}");
}

#[test]
fn a_wait_does_not_outlive_the_program() {
    let start = Instant::now();
    let said = fails(|| sh("echo farewell; exit 3").open().wait_for("this", PATIENCE));
    assert!(said.contains("it has ended: Code(3)") && said.contains("farewell"), "{said}");
    assert!(start.elapsed() < PATIENCE, "it waited for a dead program");
}

#[test]
fn a_new_size_is_told_to_the_program() {
    let mut terminal =
        sh("trap 'stty size' WINCH; stty size; while :; do sleep 0.01; done").size(10, 40).open();
    terminal.wait_for("10 40", PATIENCE);
    terminal.resize(20, 60);
    terminal.wait_for("20 60", PATIENCE);
    assert_eq!(terminal.screen(|screen| screen.size().1.get()), 60);
}

#[test]
fn signals_and_ends_by_signal_are_told_apart() {
    let mut terminal = sh("echo up; read x").open();
    terminal.wait_for("up", PATIENCE);
    terminal.signal("TERM");
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Signal("Terminated".into()));

    let mut terminal = sh("trap 'echo caught; exit 5' TERM; echo up; while :; do sleep 0.01; done").open();
    terminal.wait_for("up", PATIENCE);
    terminal.signal("TERM");
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(5));
    terminal.wait_for("caught", PATIENCE);
}

#[test]
fn nothing_of_our_own_surroundings_leaks_in() {
    let mut terminal = sh("env | sort; echo done").env("SUPPLE_HOME", "/nowhere").open();
    terminal.wait_for("done", PATIENCE);
    let screen = terminal.screen_text();
    let names: Vec<&str> = screen.lines().filter_map(|line| Some(line.split_once('=')?.0)).collect();
    let by_others = ["SHELL", "PWD", "OLDPWD", "SHLVL", "_"];
    let told = ["HOME", "LANG", "PATH", "SUPPLE_HOME", "TERM", "TZ"];
    for name in &names {
        assert!(told.contains(name) || by_others.contains(name), "{name}: {screen}");
    }
    assert!(told.iter().all(|name| names.contains(name)), "{screen}");
    assert!(screen.contains(&format!("HOME={}", terminal.home().display())), "{screen}");
}

#[test]
fn a_program_does_not_outlive_its_test() {
    let mut terminal = sh("trap '' HUP TERM INT; echo \"pid $$ here\"; while :; do sleep 0.01; done").open();
    terminal.wait_for("here", PATIENCE);
    let screen = terminal.screen_text();
    let pid = screen.split(' ').nth(1).unwrap().to_owned();
    let alive = || {
        let check = ["-c", "kill -0 \"$0\" 2>&-", &pid];
        std::process::Command::new("/bin/sh").args(check).status().unwrap().success()
    };
    assert!(alive());
    drop::<Terminal>(terminal);
    assert!(!alive(), "process {pid} is still there");
}

#[test]
fn a_faked_clock_reaches_the_program() {
    let Some(library) = libfaketime() else { return skip("libfaketime is not installed: no faked clock") };
    let mut terminal =
        sh("date +%F; sleep 60; echo slept").faketime(&library, "@2031-02-03 07:00:00 x600").open();
    terminal.wait_for("2031-02-03", PATIENCE);
    terminal.wait_for("slept", PATIENCE);
}

#[test]
fn under_the_gate_nothing_may_be_skipped() {
    let says = fails(|| support::may_skip(true, "no clock"));
    assert!(says.contains("may not be skipped here: no clock"), "{says}");
    support::may_skip(false, "no clock");
}
