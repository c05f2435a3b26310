//! The settings file from outside: each mistake is named at its place, and nothing is obeyed by half.

use supple::content::config::parse;

use crate::home::{Home, home_of, ready};
use crate::rig::{Exit, Launch, PATIENCE};
use crate::support::Person;

/// Commands that use the home.
const USERS: &[&[&str]] =
    &[&[], &["plan"], &["plan", "--json"], &["log"], &["log", "add", "--pain", "3"], &["trend"], &["clear"]];

#[test]
fn a_mistake_is_named_with_file_line_column_and_what_was_expected() {
    let cases = [
        ("[session]\nrate = \"at-ends\"\n", ":2:8: session.rate is \"at-ends\"", "did you mean at-end?"),
        ("[session]\n\nswich_s = 5\n", ":3:1: session.swich_s is not a key", "did you mean switch_s?"),
        ("[session]\nrest_s = 100000\n", ":2:10: session.rest_s is 100000", "a whole number from 5 to 300"),
        ("[look]\nbell = \"yes\"\n", ":2:8: look.bell is the text \"yes\"", "true or false"),
        ("[look]\ncolor = \"red\"\n", ":2:9: look.color is \"red\"", "write one of: auto, always, never"),
        ("[lok]\n", ":1:2: lok is not a key of the settings", "did you mean look?"),
        ("a\u{1b}[31m = \"\u{202e}\"", ":1:", ""),
    ];
    for (text, place, expected) in cases {
        let home = Home::new();
        let file = home.write("config.toml", text);
        let place = format!("{}{place}", file.display());
        for args in USERS {
            let ran = home.run(args).code(65).complains(&place).complains(expected);
            assert_eq!(ran.out, "", "{args:?}");
        }
        let report = home.run(&["doctor", "--json"]).code(1).json();
        assert_eq!(report["findings"][0]["code"], "config");
        home.run(&["doctor"]).code(1).says(&place);
        home.run(&["paths"]).code(0).quietly();
        home.run(&["screen", "--list"]).code(0).quietly();
        assert_eq!(home.names(), ["config.toml"], "nothing was written");
        // Another file in its place, by name.
        let good = home.write("good.toml", "[session]\nrate = \"at-end\"\n");
        home.run(&["trend", "--config", good.to_str().unwrap()]).code(0).quietly();
    }
}

#[test]
fn a_missing_file_is_fine_unless_it_was_named() {
    let home = home_of(&ready());
    home.run(&["plan"]).code(0).quietly();
    for args in [&["plan"][..], &["paths"], &["doctor"], &["log"], &["screen", "--list"], &[]] {
        let args = [args, &["--config", "/nonexistent/c.toml"]].concat();
        home.run(&args)
            .code(65)
            .complains("/nonexistent/c.toml: there is no such file. Check the name after --config");
    }
    let named = home.write("elsewhere.toml", "[look]\nbel = true\n");
    let named = named.to_str().unwrap();
    home.run(&["doctor", "--config", named]).code(65).complains("elsewhere.toml:2:1: look.bel is not a key");
    home.write("elsewhere.toml", "[look]\nbell = true\n");
    home.run(&["doctor", "--config", named]).code(0);
    home.run(&["paths", "--config", named]).code(0).says("elsewhere.toml");
}

#[test]
fn files_that_are_no_settings_at_all() {
    let home = Home::new();
    let big = vec![b'#'; 1024 * 1024 + 1];
    let cases: [(&[u8], &str); 4] = [
        (b"\xff\xfe[\0l\0o\0o\0k\0]\0", "config.toml:1:1: this file is saved as UTF-16; save it again"),
        (b"[look]\nbell = \xe9\n", "config.toml:2:8: there is a character here that is not UTF-8"),
        (b"[look]\nbell = \0true\n", "config.toml:2:8: there is a NUL character here"),
        (&big, "config.toml:1:1: this file is larger than 1 MiB"),
    ];
    for (bytes, words) in cases {
        home.write("config.toml", bytes);
        home.run(&["trend"]).code(65).complains(words);
    }
    std::fs::remove_file(home.path().join("config.toml")).unwrap();
    std::fs::create_dir(home.path().join("config.toml")).unwrap();
    home.run(&["trend"]).code(65).complains("config.toml: is a folder, not a file.");
    std::fs::remove_dir(home.path().join("config.toml")).unwrap();
    let pipe = std::process::Command::new("mkfifo").arg(home.path().join("config.toml")).status();
    assert!(pipe.unwrap().success());
    home.run(&["trend"]).code(65).complains("config.toml: is not a regular file.");
}

/// Somebody ready for a first session, with these settings.
fn with(settings: &str) -> Person {
    let mut person = ready();
    let config = parse("config.toml", settings).unwrap();
    person.app.shared.settings = config.session;
    person.app.shared.rings = config.look.bell;
    person.press("enter").see("1 of");
    person
}

/// Seconds that a whole first session takes.
fn length(settings: &str) -> u64 {
    let mut person = with(settings);
    let start = person.now.mono;
    person.play("2");
    person.now.mono.as_secs() - start.as_secs()
}

#[test]
fn every_setting_of_a_session_does_what_it_says() {
    // Pauses: each makes the session longer by itself.
    let usual = length("");
    for setting in ["prepare_s = 60", "floor_prepare_s = 120", "gap_s = 30", "switch_s = 60"] {
        let changed = length(&format!("[session]\n{setting}\n"));
        assert!(changed > usual, "{setting}: {changed} s, else {usual} s");
    }
    // Who counts.
    with("[session]\nfloor_prepare_s = 3\nprepare_s = 3\n").press("space").wait(4).see("count one");
    with("[session]\nfloor_prepare_s = 3\nprepare_s = 3\ncount = \"by-clock\"\n")
        .press("space")
        .wait(4)
        .unseen("count one");
    // When to ask: after the first exercise, or once all are done.
    let asked_after = |settings: &str| {
        let mut person = with(settings);
        person.until("0-9 score");
        person.events("item.ended").len()
    };
    let all = {
        let mut person = with("");
        person.play("2");
        person.events("item.ended").len()
    };
    assert_eq!(asked_after(""), 1);
    assert_eq!(asked_after("[session]\nrate = \"at-end\"\n"), all);
    // The bell.
    for (settings, rang) in [("", true), ("[look]\nbell = true", true), ("[look]\nbell = false", false)] {
        let mut person = with(settings);
        person.play("2");
        assert_eq!(person.app.shared.bell, rang, "{settings}");
    }
}

#[test]
fn the_program_reads_the_file_before_it_takes_the_terminal() {
    let home = Home::new();
    let file = home.write("config.toml", "[look]\ncolor = \"mauve\"\n");
    let start = |args: &[&str], no_color: &str| {
        Launch::supple().args(args).env("SUPPLE_HOME", home.path()).env("NO_COLOR", no_color).open()
    };
    let mut terminal = start(&[], "");
    terminal.wait_for("look.color is \"mauve\"", PATIENCE);
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(65));
    let bytes = terminal.raw_bytes();
    assert!(!bytes.contains(&0x1b), "the terminal was touched");

    // What was said for this run counts before the file, and both before NO_COLOR.
    let cases: [(&str, &[&str], &str, bool); 6] = [
        ("auto", &[], "", true),
        ("auto", &[], "1", false),
        ("always", &[], "1", true),
        ("never", &[], "", false),
        ("never", &["--color", "always"], "1", true),
        ("always", &["--color", "auto"], "1", false),
    ];
    for (word, args, no_color, coloured) in cases {
        std::fs::write(&file, format!("[look]\ncolor = \"{word}\"\n")).unwrap();
        let mut terminal = start(args, no_color);
        terminal.wait_for("not a medical device", PATIENCE);
        terminal.wait_for("help", PATIENCE);
        let raw = String::from_utf8_lossy(&terminal.raw_bytes()).into_owned();
        assert_eq!(raw.contains("\x1b[38;5;"), coloured, "{word} {args:?} {no_color:?}: {raw:?}");
        terminal.keys("q");
        terminal.exit_status(PATIENCE);
    }
}
