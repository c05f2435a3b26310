//! Wrong usage, help, and places that take nothing: a closed pipe, a full disk.

use std::fs::File;
use std::io::Read as _;
use std::process::Stdio;

use crate::home::{Home, command, finish, home_of, ready, spawn};

#[test]
fn the_help_says_what_supple_is_not() {
    let home = Home::new();
    for flag in ["--help", "-h"] {
        home.run(&[flag]).code(0).quietly().says(supple::tui::screens::DISCLAIMER).says("Usage: supple");
    }
    home.run(&["--version"]).code(0).quietly().says(concat!("supple ", env!("CARGO_PKG_VERSION")));
    for verb in ["plan", "screen", "log", "clear", "trend", "content", "doctor", "paths"] {
        home.run(&["--help"]).says(verb);
        home.run(&[verb, "--help"]).code(0).quietly().says(&format!("Usage: supple {verb}"));
    }
}

#[test]
fn wrong_usage_is_2_and_names_what_is_wrong() {
    let home = Home::new();
    let long = "9".repeat(400);
    let cases: &[(&[&str], &str)] = &[
        (&[], "the program needs a terminal for its screens. `supple --plain` is all of it"),
        (&["plna"], "unrecognized subcommand 'plna'"),
        (&[""], "unrecognized subcommand ''"),
        (&["plan", "extra"], "unexpected argument 'extra'"),
        (&["plan", "--on", "tomorrow"], "invalid value 'tomorrow' for '--on"),
        (&["plan", "--on", "2026-02-30"], "invalid value '2026-02-30' for '--on"),
        (&["plan", "--on", ""], "--on"),
        (&["plan", "--on", "9999-12-31"], "is too far away"),
        (&["plan", "--minutes", "4"], "4 is not in 5..=60"),
        (&["plan", "--minutes", "61"], "61 is not in 5..=60"),
        (&["plan", "--minutes", &long], "invalid value"),
        (&["plan", "--minutes", "NaN"], "invalid value 'NaN'"),
        (&["plan", "--input", "-", "--minutes", "10"], "cannot be used with"),
        (&["plan", "--input"], "a value is required"),
        (&["screen"], "--list|--answers <FILE>"),
        (&["screen", "--json"], "--list|--answers <FILE>"),
        (&["screen", "--list", "--answers", "-"], "cannot be used with"),
        (&["log", "add"], "--pain <0-10>|--walk <MINUTES>"),
        (&["log", "add", "--talk", "yes"], "--pain <0-10>|--walk <MINUTES>"),
        (&["log", "add", "--pain", "11"], "11 is not in 0..=10"),
        (&["log", "add", "--pain", "-1"], "unexpected argument '-1'"),
        (&["log", "add", "--pain=-1"], "-1"),
        (&["log", "add", "--pain", "4.5"], "invalid value '4.5'"),
        (&["log", "add", "--pain", ""], "--pain"),
        (&["log", "add", "--pain", &long], "number too large"),
        (&["log", "add", "--walk", "0"], "0 is not in 1..=1440"),
        (&["log", "add", "--walk", "1441"], "1441 is not in 1..=1440"),
        (&["log", "add", "--walk", "5", "--talk", "maybe"], "yes or no, please"),
        (&["trend", "--range", "7"], "a range is 2w, 4w, 12w, 1y or all"),
        (&["trend", "--range", "0w"], "a range is 2w, 4w, 12w, 1y or all"),
        (&["trend", "--range", &long], "a range is 2w, 4w, 12w, 1y or all"),
        (&["--color", "mauve", "plan"], "[possible values: auto, always, never]"),
        (&["clear", "--by", "gp"], "required"),
        (&["--home", "", "plan"], "--home"),
        (&["--config", "", "plan"], "--config"),
        (&["--home=", "plan"], "--home"),
    ];
    for (args, words) in cases {
        home.run(args).code(2).complains(words);
    }
    assert_eq!(home.names(), Vec::<String>::new());
}

#[test]
fn a_closed_pipe_is_no_error() {
    let home = home_of(&ready());
    for args in
        [&["screen", "--list"][..], &["plan"], &["plan", "--json"], &["log"], &["doctor"], &["--help"]]
    {
        let mut child = spawn(command(args).env("SUPPLE_HOME", home.path()));
        drop(child.stdout.take());
        let mut told = String::new();
        child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
        assert_eq!((child.wait().unwrap().code(), told.as_str()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn a_place_that_takes_nothing_is_74() {
    if !std::path::Path::new("/dev/full").exists() {
        crate::rig::skip("no /dev/full here");
        return;
    }
    let home = home_of(&ready());
    for args in
        [&["screen", "--list"][..], &["plan", "--json"], &["paths"], &["doctor", "--json"], &["--help"]]
    {
        let full = || Stdio::from(File::options().write(true).open("/dev/full").unwrap());
        let child = spawn(command(args).env("SUPPLE_HOME", home.path()).stdout(full()));
        finish(child, "").code(74).complains("could not write to standard output");
        // Nobody hears the complaint either: the same code, and no panic over it.
        let mut child = spawn(command(args).env("SUPPLE_HOME", home.path()).stdout(full()).stderr(full()));
        assert_eq!(child.wait().unwrap().code(), Some(74), "{args:?}");
    }
}

#[test]
fn what_cannot_be_saved_is_74_and_says_so() {
    let home = Home::new();
    home.run(&["log", "add", "--pain", "4", "--home", "/proc/nowhere"])
        .code(74)
        .complains("it is not in your journal: not found: could not make the folder /proc/nowhere");
    // Something else stands where the journal should be.
    std::fs::create_dir(home.path().join("journal.jsonl")).unwrap();
    home.run(&["log", "add", "--pain", "4"])
        .code(74)
        .complains("journal.jsonl is a folder, not a file. Move it away");
}

#[test]
fn a_journal_that_has_gone_is_not_begun_again_behind_the_persons_back() {
    let home = Home::new();
    home.run(&["log", "add", "--pain", "4"]).code(0);
    std::fs::remove_file(home.path().join("journal.jsonl")).unwrap();
    home.run_with(&["log", "add", "--pain", "5"], "yes\n")
        .code(74)
        .complains("there is no journal at")
        .complains("Nothing was written.");
    let report = home.run(&["doctor", "--json"]).code(1).json();
    assert_eq!(report["status"], "attention");
    assert_eq!(report["findings"][0]["code"], "journal-gone");
    assert_eq!(home.names(), ["reserve", "state"]);
}
