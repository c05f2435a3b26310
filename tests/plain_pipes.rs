//! The real program line by line: through pipes, on a dumb terminal, to an ear that goes away, onto a
//! disk that is full.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/app.rs"]
mod app;
mod support;
#[path = "support/visit.rs"]
mod visit;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};

use support::{Exit, PATIENCE, libfaketime, skip};
use visit::{Home, expected_first_visit};

/// A first visit: region 1; 47, a sore low back, nothing to report; the profile.
const FIRST_VISIT: &[&str] = &[
    "1", "1", "n", "n", "n", "n", "n", "n", "x", "x", "x", "x", "n", "47", "x", "1", "1", "4", "x", "4", "2",
    "y", "2",
];

fn supple(home: &Home, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_supple"));
    command.args(args);
    dressed(command, home)
}

fn dressed(mut command: Command, home: &Home) -> Command {
    command.env_clear().env("SUPPLE_HOME", home.path()).env("TERM", "dumb").env("TZ", "UTC");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn fed(command: Command, lines: &[&str]) -> Output {
    fed_bytes(command, format!("{}\n", lines.join("\n")).as_bytes())
}

fn fed_bytes(mut command: Command, bytes: &[u8]) -> Output {
    let mut child = command.spawn().unwrap();
    // A program that ended early takes no more.
    let _ = child.stdin.take().unwrap().write_all(bytes);
    child.wait_with_output().unwrap()
}

#[track_caller]
fn harmless(bytes: &[u8]) -> String {
    let said = String::from_utf8(bytes.to_vec()).unwrap();
    assert!(!said.chars().any(|c| c.is_control() && c != '\n'), "{said:?}");
    said
}

fn fast(mut command: Command, library: &Path) -> Command {
    command.env("LD_PRELOAD", library).env("FAKETIME", "@2026-11-20 09:00:00 x15");
    command
}

#[test]
fn a_script_goes_through_the_first_visit_and_into_the_session_and_its_end_keeps_it() {
    let Some(library) = libfaketime() else {
        return skip("libfaketime is not installed: no session to wait for");
    };
    let home = Home::empty();
    // Begin, ready, five repetitions by number, pain and effort; the second exercise finds no more lines.
    let lines = [FIRST_VISIT, &["", "", "5", "2", "2"]].concat();
    let output = fed(fast(supple(&home, &["--plain"]), &library), &lines);
    let said = harmless(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.stderr, b"");
    // The count before the first repetition took none of the lines that were waiting.
    for text in ["Get ready", "\n3\n2\n1\nRepeat 5 times", "Exercise 2 of", "No more lines come."] {
        assert!(said.contains(text), "no {text:?} in {said}");
    }
    let kinds =
        ["session.started", "reps.done", "pain.rated", "effort.rated", "session.paused", "session.ended"];
    assert_eq!(kinds.map(|kind| home.count(kind)), [1, 1, 2, 1, 1, 0]);
    home.is_sound();

    let output = fed(fast(supple(&home, &["--plain"]), &library), &["q"]);
    let said = harmless(&output.stdout);
    assert!(said.contains("Today's session was not finished.\nIt goes on at "), "{said}");
}

#[test]
fn the_same_answers_as_on_the_screens_are_on_the_disk() {
    let home = Home::empty();
    let output = fed(supple(&home, &["--plain"]), &[FIRST_VISIT, &["q"]].concat());
    assert_eq!(output.status.code(), Some(0));
    let bare = |event: &supple::journal::event::Event| {
        let mut body = event.body();
        if let Some(run) = body.get_mut("run") {
            *run = "a run".into();
        }
        format!("{} {body}", event.kind())
    };
    let events: Vec<String> = home.events().iter().skip(1).map(bare).collect();
    assert_eq!(events, expected_first_visit().iter().map(bare).collect::<Vec<_>>());
}

/// What somebody at the other end of a pipe types after this was said; `None`: nothing was asked yet.
fn answer_to(latest: &str) -> Option<String> {
    if latest.ends_with("Enter counts one, or type how many are done.\n") {
        let (_, times) = latest.rsplit_once("Repeat ")?;
        let all = times.split([' ', ',', '.']).next()?;
        return Some(if all == "once" { "1" } else { all }.to_owned());
    }
    latest.ends_with("Answer: ").then(|| {
        let answer = if latest.contains("0 to 10?") {
            "2"
        } else if latest.contains("y: yes.") {
            "y"
        } else {
            ""
        };
        answer.to_owned()
    })
}

/// Ends a program that goes on for too long, so that nobody waits for ever; not one that ended by itself.
fn watched(pid: u32) -> Sender<()> {
    let (done, waits) = channel();
    std::thread::spawn(move || {
        if waits.recv_timeout(PATIENCE * 6) == Err(RecvTimeoutError::Timeout) {
            let _ = Command::new("/bin/sh").args(["-c", "kill -s KILL \"$0\"", &pid.to_string()]).status();
        }
    });
    done
}

#[test]
fn a_whole_session_goes_through_a_pipe() {
    let Some(library) = libfaketime() else {
        return skip("libfaketime is not installed: no session to wait for");
    };
    let home = Home::empty();
    let output = fed(fast(supple(&home, &["--plain"]), &library), &[FIRST_VISIT, &["q"]].concat());
    assert_eq!(output.status.code(), Some(0));
    let mut command = supple(&home, &["--plain", "session", "--minutes", "5"]);
    // Half an hour later on the same day.
    command.env("LD_PRELOAD", &library).env("FAKETIME", "@2026-11-20 09:30:00 x15");
    let mut child = command.spawn().unwrap();
    let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let done = watched(child.id());
    let (mut said, mut since, mut chunk) = (Vec::new(), 0, [0; 4096]);
    loop {
        let read = stdout.read(&mut chunk).unwrap();
        if read == 0 {
            break;
        }
        said.extend_from_slice(&chunk[..read]);
        if let Some(line) = answer_to(&String::from_utf8_lossy(&said[since..])) {
            since = said.len();
            // It may have ended meanwhile.
            let _ = stdin.write_all(format!("{line}\n").as_bytes());
        }
    }
    let output = child.wait_with_output().unwrap();
    drop(done);
    let said = harmless(&said);
    assert_eq!(output.status.code(), Some(0), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.stderr, b"");
    for text in ["Exercise 1 of ", "\n3\n2\n1\n", "Next time, if the hour after"] {
        assert!(said.contains(text), "no {text:?} in {said}");
    }
    assert!(!said.contains("That is no answer here."), "{said}");
    let exercises: usize = said
        .split_once("Exercise 1 of ")
        .and_then(|(_, rest)| rest.split_once(':'))
        .and_then(|(number, _)| number.parse().ok())
        .unwrap();
    assert!(said.contains(&format!("{exercises} of {exercises} exercise")), "{said}");
    assert_eq!(["session.started", "session.ended"].map(|kind| home.count(kind)), [1, 1], "{said}");
    assert_eq!(home.count("item.ended"), exercises, "{said}");
    home.is_sound();
}

#[test]
fn a_setting_is_changed_by_a_line_and_stands_in_the_file() {
    let home = Home::ready();
    let lines = [",", "3", "3 20", "3 999", "1 at-end", "99", "", "q"];
    let output = fed(supple(&home, &["--plain"]), &lines);
    let said = harmless(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{said}");
    for text in [
        "All is as it comes. The first change begins the file ",
        "\n3. Time to get ready: 10 seconds.\n",
        "It may be from 3 to 60 seconds.\nAs it comes: 10 seconds.",
        "Time to get ready: 20 seconds. It holds from the next session on.",
        "Nothing was changed: it cannot be that.",
        "When to ask for pain and effort: at-end. It holds from the next session on.",
        "That is no answer here.",
    ] {
        assert!(said.contains(text), "no {text:?} in {said}");
    }
    let file = std::fs::read_to_string(home.path().join("config.toml")).unwrap();
    for line in ["prepare_s = 20", "rate = \"at-end\""] {
        assert!(file.lines().any(|found| found.split('#').next().unwrap().trim() == line), "{line}: {file}");
    }
    // A file with a slip of the pen is told, and left as it is.
    std::fs::write(home.path().join("own.toml"), "[session]\nprepare_s = 20\n").unwrap();
    let named = home.path().join("own.toml");
    let mut child = supple(&home, &["--plain", "--config", named.to_str().unwrap()]).spawn().unwrap();
    let mut heard = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains("?: all keys.") {
        line.clear();
        assert_ne!(heard.read_line(&mut line).unwrap(), 0, "it ended too early");
    }
    std::fs::write(&named, "[session]\nprepare = 20\n").unwrap();
    child.stdin.take().unwrap().write_all(b",\nq\n").unwrap();
    let mut said = String::new();
    heard.read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0), "{said}");
    for text in ["The settings file is left as it is:", "own.toml:2", "prepare_s", "Mend it with any editor"]
    {
        assert!(said.contains(text), "no {text:?} in {said}");
    }
}

#[test]
fn lines_of_other_systems_and_lines_that_are_no_text() {
    // Line ends of Windows.
    let home = Home::empty();
    let text = format!("{}\r\nq\r\n", FIRST_VISIT.join("\r\n"));
    let output = fed_bytes(supple(&home, &["--plain"]), text.as_bytes());
    let said = harmless(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(!said.contains("That is no answer here.") && home.count("profile.set") == 4, "{said}");
    // Bytes that are no text, and more of them than any answer has: told, and asked again.
    let home = Home::empty();
    let mut bytes = b"\xff\xfe1\n".to_vec();
    bytes.extend(std::iter::repeat_n(b'1', 100_000));
    bytes.extend_from_slice(b"\n\0\x1b[2J\n1\n");
    let output = fed_bytes(supple(&home, &["--plain"]), &bytes);
    let said = harmless(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{said}");
    for text in
        ["it is not UTF-8 text", "longer than any answer", "That is no answer here.\nA number from 1 to"]
    {
        assert!(said.contains(text), "no {text:?} in {said}");
    }
    assert_eq!(home.count("region.set"), 1);
    assert!(said.ends_with("No more lines come.\nWhat you answered is kept.\n"), "{said}");
    home.is_sound();
}

#[test]
fn a_script_that_is_out_of_step_is_told_so_and_nothing_is_lost() {
    let home = Home::empty();
    let output = fed(supple(&home, &["--plain"]), &[&["1"][..], &["maybe"; 40]].concat());
    let told = harmless(&output.stderr);
    assert_eq!(output.status.code(), Some(65), "{told}");
    assert!(told.contains("many lines in a row fitted none of the questions"), "{told}");
    assert_eq!(home.count("region.set"), 1);
}

#[test]
fn a_terminal_of_which_nothing_is_known_is_spoken_to_in_lines() {
    let home = Home::ready();
    let mut terminal = home.launch().env("TERM", "").open();
    terminal.wait_for("?: all keys. q: leave.", PATIENCE);
    terminal.keys("q\r");
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(0));
    let raw = String::from_utf8(terminal.raw_bytes()).unwrap();
    assert!(!raw.chars().any(|c| c.is_control() && c != '\n' && c != '\r'), "{raw:?}");
}

#[test]
fn the_trend_in_plain_words_has_no_bars() {
    let home = Home::ready();
    let output = fed(supple(&home, &["--plain", "trend"]), &[]);
    let said = harmless(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.starts_with("1 of 3 days with a score"), "{said}");
    assert!(said.contains("median") && !said.contains('\u{2588}') && said.is_ascii(), "{said}");
}

#[test]
fn on_a_dumb_terminal_lines_are_typed_while_the_program_counts() {
    let home = Home::ready();
    let mut terminal = home.launch().env("TERM", "dumb").args(&["session"]).open();
    let mut say = |wait: &str, line: &str| {
        terminal.wait_for(wait, PATIENCE);
        terminal.keys(&format!("{line}\r"));
    };
    say("Enter when you are ready.", "");
    say("Get ready: 20 seconds.", "p");
    // On with it, and at once.
    say("Enter: go on.", "\r");
    say("Enter counts one", "\r!");
    say("What happened?", "7");
    say("1 of 5 done.", "q");
    say("Leave now?", "y");
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(0));
    let raw = String::from_utf8(terminal.raw_bytes()).unwrap();
    assert!(!raw.chars().any(|c| c.is_control() && c != '\n' && c != '\r'), "{raw:?}");
    assert_eq!(["stop.pressed", "ouch.noted", "session.ended"].map(|kind| home.count(kind)), [1, 0, 0]);
    home.is_sound();
}

#[test]
fn an_ear_that_goes_away_is_no_fault() {
    let home = Home::empty();
    let mut child = supple(&home, &["--plain"]).spawn().unwrap();
    let mut heard = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    heard.read_line(&mut line).unwrap();
    assert_eq!(line, "supple, line by line.\n");
    drop(heard);
    let _ = child.stdin.take().unwrap().write_all(b"1\n1\n");
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}

#[test]
fn what_cannot_be_saved_is_said_and_printed_at_the_end() {
    let home = Home::empty();
    let mut command = Command::new("/bin/sh");
    command.args(["-c", "exec prlimit --fsize=3000 \"$0\" --plain", env!("CARGO_BIN_EXE_supple")]);
    let mut command = dressed(command, &home);
    command.env("PATH", "/usr/bin:/bin");
    let output = fed(command, &[FIRST_VISIT, &["q"]].concat());
    let (said, told) = (harmless(&output.stdout), harmless(&output.stderr));
    assert_eq!(output.status.code(), Some(74), "{said}\n{told}");
    assert!(said.contains("Not saved yet:") && said.contains("may not grow any further"), "{said}");
    // "Saved." is said of no part of it after that.
    let trouble = said.find("Not saved yet:").unwrap();
    assert!(!said[trouble..].contains("Saved."), "{said}");
    assert!(told.contains("These lines are all that is missing.") && told.contains("profile.set"), "{told}");
}

#[test]
fn a_signal_ends_it_with_the_answers_safe() {
    let home = Home::empty();
    let mut child: Child = supple(&home, &["--plain"]).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b"1\n1\n").unwrap();
    let mut heard = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains("the way you pee") {
        line.clear();
        assert_ne!(heard.read_line(&mut line).unwrap(), 0, "it ended too early");
    }
    let kill = ["-c", "kill -s TERM \"$0\"", &child.id().to_string()];
    assert!(Command::new("/bin/sh").args(kill).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(143));
    let mut told = String::new();
    child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
    assert_eq!(told, "");
    assert_eq!(home.count("screen.answered"), 1);
}
