//! The real program in a real (pseudo-)terminal: whatever happens, the terminal is left as it was found,
//! time away counts for nothing, and what was shown as saved is in the journal.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/app.rs"]
mod app;
#[path = "terminal/start.rs"]
mod start;
mod support;
#[path = "support/visit.rs"]
mod visit;

use std::time::{Duration, Instant};

use serde_json::Value;
use supple::journal::event::Event;
use support::{Exit, Key, Launch, PATIENCE, Terminal, libfaketime, skip, state_of};
use visit::{FIRST_VISIT, Home, Player, answers, expected_first_visit, press, says_saved, whole};

const TODAY: &str = "exercises, about";

/// Waits for something that is not on the screen.
#[track_caller]
fn eventually(what: &str, within: Duration, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + within;
    while !holds() {
        assert!(Instant::now() < deadline, "no {what} within {within:?}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn mode(on: bool, number: u16) -> Vec<u8> {
    format!("\x1b[?{number}{}", if on { 'h' } else { 'l' }).into_bytes()
}

fn last_place(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).rposition(|window| window == needle)
}

/// Fails unless the terminal is as a shell needs it: its own screen, a cursor, whole lines, no marks
/// round what is pasted.
#[track_caller]
fn is_clean(terminal: &Terminal) {
    assert!(!terminal.screen(vt100::Screen::alternate_screen), "still on the alternate screen");
    assert!(!terminal.screen(vt100::Screen::hide_cursor), "the cursor is hidden");
    assert!(!terminal.screen(vt100::Screen::bracketed_paste), "pastes are still marked");
    let modes = terminal.local_modes();
    assert!(modes.contains("ICANON") && modes.contains("ECHO") && modes.contains("ISIG"), "{modes}");
    let raw = terminal.raw_bytes();
    for number in [1049, 2004] {
        let (on, off) = (last_place(&raw, &mode(true, number)), last_place(&raw, &mode(false, number)));
        assert!(on < off, "mode {number} was switched on last");
    }
}

/// What was said after the screens were left.
fn said_at_the_end(terminal: &Terminal) -> String {
    let raw = terminal.raw_bytes();
    let from = last_place(&raw, &mode(false, 1049)).unwrap_or(0);
    String::from_utf8_lossy(&raw[from..]).replace("\r\n", "\n")
}

/// Begins today's session and goes on, skipping what is counted by key, to a hold that lasts a while.
fn in_a_hold(home: &Home, launch: Launch) -> Terminal {
    let mut terminal = launch.open();
    terminal.wait_for(TODAY, PATIENCE);
    terminal.key(Key::Enter);
    terminal.wait_for("1 of ", PATIENCE);
    let deadline = Instant::now() + PATIENCE;
    loop {
        let frame = whole(&mut terminal);
        if frame.contains("■ HOLD") && seconds_left(&frame) >= 12 {
            if says_saved(&frame) {
                break;
            }
        } else if frame.contains('■') {
            press(&mut terminal, "s 1");
        } else if frame.contains('□') {
            press(&mut terminal, "space");
        } else if frame.contains("0 to 10?") {
            press(&mut terminal, "x");
        }
        assert!(Instant::now() < deadline, "no hold came. {}", terminal.dump());
    }
    assert_eq!(home.count("session.started"), 1, "shown as saved");
    terminal
}

/// Seconds left of the count on the screen: "17 s of 20 s".
fn seconds_left(frame: &str) -> u32 {
    let (before, _) = frame.split_once(" s of ").unwrap_or_else(|| panic!("no count on\n{frame}"));
    before.rsplit(' ').next().unwrap().parse().unwrap()
}

/// What events say of the person, without what differs from one run to the next.
fn told(events: &[Event]) -> Vec<(&'static str, Value)> {
    let events = events.iter().filter(|event| event.kind() != "journal.opened");
    events
        .map(|event| {
            let mut body = event.body();
            body.as_object_mut().unwrap().remove("run");
            (event.kind(), body)
        })
        .collect()
}

#[track_caller]
fn offers_to_go_on(home: &Home) {
    let mut again = home.launch().open();
    again.wait_for("Today's session was not finished.", PATIENCE);
    press(&mut again, "enter");
    again.wait_for("PAUSED", PATIENCE);
    home.is_sound();
}

#[test]
fn a_first_visit_leaves_every_answer_in_the_journal_and_the_terminal_clean() {
    let home = Home::empty();
    let mut terminal = home.launch().open();
    terminal.wait_for("It is not a medical device", PATIENCE);
    press(&mut terminal, FIRST_VISIT);
    terminal.wait_for(TODAY, PATIENCE);
    terminal.keys("q");
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(0));
    is_clean(&terminal);
    assert_eq!(terminal.screen_text(), "", "nothing is left behind");
    assert_eq!(told(&home.events()), told(&expected_first_visit()));
    home.is_sound();
}

#[test]
fn a_whole_session_leaves_every_answer_in_the_journal_and_the_terminal_clean() {
    let Some(library) = libfaketime() else {
        return skip("libfaketime is not installed: no session at fifteen times the pace");
    };
    let home = Home::ready();
    let mut terminal = home.launch_fast(&library, 15).open();
    terminal.wait_for(TODAY, PATIENCE);
    terminal.key(Key::Enter);
    let mut player = Player::new(terminal, 7);
    let done = player.play(Instant::now() + Duration::from_secs(100));
    assert!(done, "the session never ended. {}", player.terminal.dump());
    assert!(!player.given.is_empty() && player.saved <= player.given.len());
    player.terminal.keys("q");
    assert_eq!(player.terminal.exit_status(PATIENCE), Exit::Code(0));
    is_clean(&player.terminal);
    assert_eq!(answers(&home.events()), player.given);
    let output = home.run(&["log", "--json"]);
    let line: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(line["ended"].is_string(), "{line:#}");
    let exercises = line["exercises"].as_array().unwrap();
    assert!(exercises.len() >= 3 && exercises.iter().all(|one| one["pain"].is_number()), "{line:#}");
    home.is_sound();
}

#[test]
fn a_signal_in_a_hold_leaves_the_terminal_clean_and_the_answers_safe() {
    std::thread::scope(|scope| {
        for (name, code) in [("TERM", 143), ("HUP", 129), ("INT", 130), ("QUIT", 131)] {
            scope.spawn(move || {
                let home = Home::ready();
                let mut terminal = in_a_hold(&home, home.launch());
                terminal.signal(name);
                assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(code), "{name}");
                is_clean(&terminal);
                offers_to_go_on(&home);
            });
        }
    });
}

#[test]
fn ctrl_c_in_a_hold_asks_first_and_then_leaves() {
    let home = Home::ready();
    let mut terminal = in_a_hold(&home, home.launch());
    terminal.key(Key::Ctrl('c'));
    terminal.wait_for("Leave now?", PATIENCE);
    terminal.key(Key::Ctrl('c'));
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(0));
    is_clean(&terminal);
    offers_to_go_on(&home);
}

/// Stops the program in a hold, as `stop` does it, and brings it back.
fn stopped_and_woken(stop: impl FnOnce(&mut Terminal)) {
    let home = Home::ready();
    let mut terminal = in_a_hold(&home, home.launch());
    let done = home.count("item.ended");
    let before = seconds_left(&whole(&mut terminal));
    stop(&mut terminal);
    let pid = terminal.pid();
    eventually("stop", PATIENCE, || state_of(pid).as_deref() == Some("T"));
    terminal.wait_until("shell's screen", PATIENCE, |screen| !screen.alternate_screen());
    is_clean(&terminal);

    terminal.signal("CONT");
    terminal.wait_for("PAUSED while you were away", PATIENCE);
    terminal.wait_for("space: go on", PATIENCE);
    assert!(terminal.screen(vt100::Screen::alternate_screen));
    assert!(!terminal.local_modes().contains("ICANON"), "{}", terminal.local_modes());
    let frame = whole(&mut terminal);
    let after = seconds_left(&frame);
    assert!(after + 1 >= before, "{before} s were left, then {after} s");
    assert!(frame.contains(" of 5 · ") && frame.contains("? help"), "not all was drawn again:\n{frame}");
    assert_eq!((home.count("hold.done"), home.count("item.ended")), (0, done));
    // It stays paused until told otherwise.
    press(&mut terminal, "space");
    terminal.wait_for("space: pause", PATIENCE);
    eventually("lines in the journal", PATIENCE, || {
        (home.count("session.paused"), home.count("session.resumed")) == (1, 1)
    });
}

#[test]
fn ctrl_z_gives_the_terminal_back_and_fg_comes_back_paused() {
    stopped_and_woken(|terminal| terminal.key(Key::Ctrl('z')));
}

#[test]
fn a_stop_from_outside_does_the_same() {
    stopped_and_woken(|terminal| terminal.signal("TSTP"));
}

#[test]
fn standing_still_for_four_seconds_is_noticed_even_when_a_key_wakes_it() {
    for key in ["", "?"] {
        let home = Home::ready();
        let mut terminal = in_a_hold(&home, home.launch());
        let before = seconds_left(&whole(&mut terminal));
        terminal.signal("STOP");
        let pid = terminal.pid();
        eventually("stop", PATIENCE, || state_of(pid).as_deref() == Some("T"));
        terminal.keys(key);
        std::thread::sleep(Duration::from_secs(4));
        terminal.signal("CONT");
        if !key.is_empty() {
            terminal.wait_for("Keys on the screen", PATIENCE);
            terminal.key(Key::Esc);
        }
        terminal.wait_for("PAUSED while you were away", PATIENCE);
        let after = seconds_left(&whole(&mut terminal));
        assert!(after + 2 >= before, "{before} s were left, then {after} s");
        eventually("line in the journal", PATIENCE, || home.count("session.paused") == 1);
    }
}

#[test]
fn a_machine_that_stood_still_or_a_lid_that_was_closed_is_noticed_without_a_signal() {
    let Some(library) = libfaketime() else {
        return skip("libfaketime is not installed: no clock that jumps");
    };
    // Both clocks jump, as in a machine that was frozen whole; or the one on the wall alone, as when the
    // lid is closed and the other clock stands.
    for monotonic_stands in [false, true] {
        for key in ["", "?"] {
            let home = Home::ready();
            let clock = home.path().join("clock");
            std::fs::write(&clock, "+0").unwrap();
            let mut launch = home.launch().env("LD_PRELOAD", &library).env("FAKETIME_NO_CACHE", "1");
            launch = launch.env("FAKETIME_TIMESTAMP_FILE", &clock);
            if monotonic_stands {
                launch = launch.env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
            }
            let mut terminal = in_a_hold(&home, launch);
            let before = seconds_left(&whole(&mut terminal));
            // In one step: an empty file would be another time.
            std::fs::write(home.path().join("later"), "+8").unwrap();
            std::fs::rename(home.path().join("later"), &clock).unwrap();
            terminal.keys(key);
            if !key.is_empty() {
                terminal.wait_for("Keys on the screen", PATIENCE);
                terminal.key(Key::Esc);
            }
            terminal.wait_for("PAUSED while you were away", PATIENCE);
            let after = seconds_left(&whole(&mut terminal));
            assert!(after + 3 >= before, "{before} s were left, then {after} s");
        }
    }
}

#[test]
fn the_count_is_drawn_each_second_and_no_hold_is_paused_by_itself() {
    let home = Home::ready();
    let mut terminal = in_a_hold(&home, home.launch());
    let from = seconds_left(&whole(&mut terminal));
    for left in (from - 3..from).rev() {
        terminal.wait_for(&format!("{left} s of "), Duration::from_secs(3));
    }
    // A key between two seconds is no time away.
    press(&mut terminal, "i i");
    assert!(!whole(&mut terminal).contains("PAUSED"));
    assert_eq!(home.count("session.paused"), 0);
}

#[test]
fn a_window_that_is_closed_ends_the_program() {
    let home = Home::ready();
    let mut terminal = in_a_hold(&home, home.launch());
    terminal.close_window();
    eventually("end", Duration::from_secs(2), || terminal.ended().is_some());
    offers_to_go_on(&home);
}

/// A process that is no child of ours: a failed test must not leave it behind.
struct Orphan(u32);

impl Drop for Orphan {
    fn drop(&mut self) {
        let kill = ["-c", "kill -s KILL \"$0\" 2>&-", &self.0.to_string()];
        let _ = std::process::Command::new("/bin/sh").args(kill).status();
    }
}

#[test]
fn a_terminal_that_vanishes_without_a_signal_ends_the_program_too() {
    let home = Home::ready();
    // In a session of its own nobody sends it SIGHUP.
    let script = "here=$(tty); setsid \"$0\" <\"$here\" & echo $! >pid; wait";
    let launch = home.dress(Launch::program("/bin/sh")).args(&["-c", script, env!("CARGO_BIN_EXE_supple")]);
    let mut terminal = in_a_hold(&home, launch);
    let pid: u32 = std::fs::read_to_string(home.path().join("pid")).unwrap().trim().parse().unwrap();
    let _orphan = Orphan(pid);
    terminal.close_window();
    eventually("end", Duration::from_secs(2), || state_of(pid).is_none_or(|state| state == "Z"));
    offers_to_go_on(&home);
}

#[test]
fn a_terminal_that_takes_nothing_in_cannot_keep_the_program_from_ending() {
    let home = Home::ready();
    let mut terminal = in_a_hold(&home, home.launch());
    terminal.stalled(|terminal| {
        // Enough frames to fill whatever lies between: at some size of the window the program is stuck.
        for nth in 0..200 {
            terminal.resize_unseen(60, 200 + nth % 2);
            std::thread::sleep(Duration::from_millis(2));
        }
        terminal.signal("TERM");
        eventually("end", Duration::from_secs(5), || terminal.ended().is_some());
    });
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(143));
    assert!(terminal.local_modes().contains("ICANON"), "{}", terminal.local_modes());
    offers_to_go_on(&home);
}

#[test]
fn without_colour_bold_and_reverse_stay() {
    for setting in ["variable", "flag"] {
        let home = Home::ready();
        let launch = match setting {
            "variable" => home.launch().env("NO_COLOR", "1"),
            _ => home.launch().args(&["--color", "never"]),
        };
        let mut terminal = launch.open();
        terminal.wait_for(TODAY, PATIENCE);
        // Logs a walk as far as the scale, on which the marked score is in reverse.
        press(&mut terminal, "l 1 5 enter");
        terminal.key(Key::Right);
        terminal.wait_until("marked score", PATIENCE, |screen| {
            (0..30)
                .any(|row| (0..100).any(|column| screen.cell(row, column).is_some_and(vt100::Cell::inverse)))
        });
        terminal.key(Key::Ctrl('c'));
        assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(0));
        let styles = styles(&terminal.raw_bytes());
        let is_colour = |code: &u16| matches!(code, 30..=49 | 90..=107);
        let colours: Vec<&Vec<u16>> = styles.iter().filter(|codes| codes.iter().any(is_colour)).collect();
        assert!(colours.is_empty(), "{setting}: {colours:?}");
        let has = |code: u16| styles.iter().any(|codes| codes.contains(&code));
        assert!(has(1) && has(7), "{setting}: no bold or no reverse: {styles:?}");
        let raw = String::from_utf8(terminal.raw_bytes()).unwrap();
        let wiped = ["\x1b[1m\x1b[m", "\x1b[7m\x1b[m"].iter().any(|both| raw.contains(both));
        assert!(!wiped, "{setting}: bold or reverse is wiped at once: {raw:?}");
    }
}

#[test]
fn asked_for_colour_there_is_some_whatever_the_environment_says() {
    let home = Home::ready();
    let mut terminal = home.launch().env("NO_COLOR", "1").args(&["--color", "always"]).open();
    terminal.wait_for(TODAY, PATIENCE);
    let styles = styles(&terminal.raw_bytes());
    assert!(styles.iter().any(|codes| codes.contains(&38)), "{styles:?}");
    // A frame may end with a bare reset; one behind another style at once would wipe that.
    let raw = String::from_utf8(terminal.raw_bytes()).unwrap();
    assert!(!raw.contains("m\x1b[m"), "a bare reset wipes bold: {raw:?}");
}

/// The numbers of every "select graphic rendition" in the bytes.
fn styles(bytes: &[u8]) -> Vec<Vec<u16>> {
    let text = String::from_utf8_lossy(bytes);
    let sequences = text.split("\x1b[").skip(1);
    let inner = sequences.filter_map(|rest| {
        let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
        rest[end..].starts_with('m').then(|| &rest[..end])
    });
    inner.map(|codes| codes.split([';', ':']).filter_map(|code| code.parse().ok()).collect()).collect()
}

#[test]
fn a_storm_of_sizes_ends_in_the_right_picture() {
    let home = Home::ready();
    let mut terminal = home.launch().open();
    terminal.wait_for(TODAY, PATIENCE);
    let before = whole(&mut terminal);
    let mut seed: u64 = 1;
    for nth in 0..400 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (rows, columns) = match nth {
            0 => (1, 1),
            1 => (0, 0),
            _ => ((seed >> 33) as u16 % 100 + 1, (seed >> 48) as u16 % 300 + 1),
        };
        terminal.resize_unseen(rows, columns);
        std::thread::sleep(Duration::from_millis(1));
    }
    assert_eq!(terminal.ended(), None);
    terminal.resize(30, 100);
    terminal.wait_until("the same picture", PATIENCE, |screen| screen.contents() == before);
    terminal.keys("q");
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(0));
    is_clean(&terminal);
}

#[test]
fn a_storm_of_sizes_in_a_hold_changes_nothing_of_it() {
    let home = Home::ready();
    let mut terminal = in_a_hold(&home, home.launch());
    let (begun, before) = (Instant::now(), seconds_left(&whole(&mut terminal)));
    let mut seed: u64 = 7;
    for _ in 0..200 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // From 40x12 to 200x60.
        let (rows, columns) = ((seed >> 33) as u16 % 49 + 12, (seed >> 48) as u16 % 161 + 40);
        terminal.resize_unseen(rows, columns);
        std::thread::sleep(Duration::from_millis(15));
    }
    assert_eq!(terminal.ended(), None, "it fell over");
    terminal.resize(30, 100);
    terminal.wait_until("whole picture", PATIENCE, |screen| {
        let text = screen.contents();
        ["■ HOLD", " of 5 · ", "space: pause", "? help"].iter().all(|part| text.contains(part))
    });
    let after = seconds_left(&whole(&mut terminal));
    let passed = u32::try_from(begun.elapsed().as_secs()).unwrap();
    // The count went on as the clock did: neither stopped by it nor hurried.
    assert!(
        before - after <= passed + 1 && before - after + 1 >= passed,
        "{before} s, {after} s, {passed} s"
    );
    assert_eq!((home.count("hold.done"), home.count("session.paused")), (0, 0));
    // What stands there is what would be drawn anew.
    press(&mut terminal, "space");
    terminal.wait_until("a saved pause", PATIENCE, |screen| {
        let text = screen.contents();
        text.contains("PAUSED") && says_saved(&text)
    });
    let paused = whole(&mut terminal);
    terminal.resize(12, 40);
    terminal.wait_until("small picture", PATIENCE, |screen| screen.contents().contains("PAUSED"));
    terminal.resize(30, 100);
    terminal.wait_until("the same picture", PATIENCE, |screen| screen.contents() == paused);
    home.is_sound();
}

#[test]
fn pasted_text_is_no_answer_and_neither_is_a_burst_of_keys() {
    let home = Home::empty();
    let mut terminal = home.launch().open();
    terminal.wait_for("It is not a medical device", PATIENCE);
    press(&mut terminal, "enter 1 1 enter");
    terminal.wait_for("pee", PATIENCE);
    let question = whole(&mut terminal);
    terminal.wait_until("saved answers", PATIENCE, |screen| says_saved(&screen.contents()));
    let answered = home.events().len();
    terminal.keys("\x1b[200~yyyy1111\x1b[201~");
    // What is typed after it comes after it: then the paste was read.
    press(&mut terminal, "?");
    terminal.wait_for("Keys on the screen", PATIENCE);
    terminal.key(Key::Esc);
    terminal.wait_for("pee", PATIENCE);
    assert!(!whole(&mut terminal).contains("Many keys"));

    terminal.keys(&"n".repeat(30));
    terminal.wait_for("Many keys at once: ignored.", PATIENCE);
    assert_eq!(home.events().len(), answered);
    // Soon a single key counts again, and the notice goes.
    eventually("answer", PATIENCE, || {
        terminal.keys("n");
        std::thread::sleep(Duration::from_millis(400));
        home.events().len() > answered
    });
    let frame = whole(&mut terminal);
    assert!(!frame.contains("Many keys") && frame != question, "{frame}");
}

#[test]
fn a_paste_of_a_megabyte_is_read_to_its_end_and_rates_nothing() {
    let home = Home::ready();
    let mut terminal = home.launch().open();
    terminal.wait_for(TODAY, PATIENCE);
    on_a_scale(&mut terminal);
    let before = home.events().len();
    terminal.keys("\x1b[200~");
    for _ in 0..1024 {
        terminal.keys(&"7\r".repeat(512));
    }
    terminal.keys("\x1b[201~");
    press(&mut terminal, "?");
    terminal.wait_for("Keys on the screen", PATIENCE);
    terminal.key(Key::Esc);
    terminal.wait_for("0 to 10?", PATIENCE);
    assert_eq!(home.events().len(), before);
}

#[test]
fn a_burst_on_a_rating_rates_nothing_and_the_next_single_key_does() {
    let home = Home::ready();
    let mut terminal = home.launch().open();
    terminal.wait_for(TODAY, PATIENCE);
    on_a_scale(&mut terminal);
    let before = home.events().len();
    terminal.keys(&"7".repeat(21));
    terminal.wait_for("Many keys at once: ignored.", PATIENCE);
    terminal.wait_for("0 to 10?", PATIENCE);
    assert_eq!(home.events().len(), before);
    std::thread::sleep(Duration::from_millis(400));
    terminal.keys("3");
    terminal.wait_for("full sentences", PATIENCE);
}

/// Logs a walk as far as its scale.
fn on_a_scale(terminal: &mut Terminal) {
    press(terminal, "l 1 5 enter");
    terminal.wait_for("0 to 10?", PATIENCE);
}

/// A home in which the mouse is switched on.
fn home_with_mouse() -> Home {
    let home = Home::ready();
    let path = home.run(&["config", "path"]);
    let path = String::from_utf8(path.stdout).unwrap();
    let path = std::path::Path::new(path.lines().next().unwrap().trim());
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, "[look]\nmouse = true\n").unwrap();
    home
}

/// Presses the left button on the first cell of a text, and lets it go.
fn click(terminal: &mut Terminal, text: &str) {
    let screen = terminal.screen_text();
    let (row, line) = screen.lines().enumerate().find(|(_, line)| line.contains(text)).unwrap();
    let column = line[..line.find(text).unwrap()].chars().count() + 1;
    let row = row + 1;
    terminal.keys(&format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m"));
}

#[track_caller]
fn mouse_is_off(terminal: &Terminal) {
    let raw = terminal.raw_bytes();
    for number in [1000, 1006] {
        let (on, off) = (last_place(&raw, &mode(true, number)), last_place(&raw, &mode(false, number)));
        assert!(on.is_some() && on < off, "mouse mode {number} was switched on last");
    }
}

#[test]
fn nothing_is_said_of_the_mouse_unless_it_is_wanted() {
    let home = Home::ready();
    let mut terminal = home.launch().open();
    terminal.wait_for(TODAY, PATIENCE);
    // What a terminal may send all the same means nothing.
    terminal.keys("\x1b[<0;3;3M\x1b[<0;3;3m\x1b[<65;3;3M");
    terminal.keys("q");
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(0));
    let raw = terminal.raw_bytes();
    for number in [9, 1000, 1001, 1002, 1003, 1005, 1006, 1015, 1016] {
        for on in [true, false] {
            assert_eq!(last_place(&raw, &mode(on, number)), None, "mouse mode {number} {on}");
        }
    }
}

#[test]
fn a_click_is_a_key_and_the_mouse_is_given_back_at_the_end() {
    let home = home_with_mouse();
    let mut terminal = home.launch().open();
    terminal.wait_for(TODAY, PATIENCE);
    click(&mut terminal, "? help");
    terminal.wait_for("Keys on the screen", PATIENCE);
    // Dragging, letting go and the other buttons do nothing; the wheel scrolls.
    terminal.keys("\x1b[<32;3;3M\x1b[<0;3;24m\x1b[<2;3;24M\x1b[<65;3;3M\x1b[<65;3;3M");
    terminal.wait_for("▲", PATIENCE);
    // The second half of a double click would be none.
    std::thread::sleep(Duration::from_millis(500));
    click(&mut terminal, "enter back");
    terminal.wait_for(TODAY, PATIENCE);
    terminal.keys("q");
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(0));
    is_clean(&terminal);
    mouse_is_off(&terminal);
}

#[test]
fn the_mouse_is_given_back_on_a_signal_and_while_the_program_is_stopped() {
    let home = home_with_mouse();
    let mut terminal = home.launch().open();
    terminal.wait_for(TODAY, PATIENCE);
    terminal.key(Key::Ctrl('z'));
    let pid = terminal.pid();
    eventually("stop", PATIENCE, || state_of(pid).as_deref() == Some("T"));
    terminal.wait_until("shell's screen", PATIENCE, |screen| !screen.alternate_screen());
    mouse_is_off(&terminal);
    terminal.signal("CONT");
    terminal.wait_until("screen again", PATIENCE, vt100::Screen::alternate_screen);
    terminal.wait_for(TODAY, PATIENCE);
    click(&mut terminal, "? help");
    terminal.wait_for("Keys on the screen", PATIENCE);
    terminal.signal("TERM");
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(143));
    is_clean(&terminal);
    mouse_is_off(&terminal);
}

#[cfg(feature = "sabotage")]
#[test]
fn the_mouse_is_given_back_after_a_panic() {
    let home = home_with_mouse();
    let mut terminal = home.launch().env("SUPPLE_SABOTAGE", "panic-on-help").open();
    terminal.wait_for(TODAY, PATIENCE);
    terminal.keys("?");
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(101));
    is_clean(&terminal);
    mouse_is_off(&terminal);
}

#[test]
fn without_a_proper_terminal_it_goes_line_by_line_or_says_how() {
    let home = Home::ready();
    let piped = home.run(&[]);
    assert_eq!(piped.status.code(), Some(2));
    assert_eq!(piped.stdout, b"");
    let said = String::from_utf8(piped.stderr).unwrap();
    assert!(said.contains("needs a terminal") && said.contains("supple --plain"), "{said}");
    assert!(!said.contains('\x1b'), "{said:?}");

    let mut dumb = home.launch().env("TERM", "dumb").open();
    dumb.wait_for("Enter: begin.", PATIENCE);
    dumb.keys("q\r");
    assert_eq!(dumb.exit_status(PATIENCE), Exit::Code(0));
    let said = String::from_utf8(dumb.raw_bytes()).unwrap();
    assert!(said.contains("exercises, about"), "{said}");
    assert!(!said.contains('\x1b'), "{said:?}");
}

#[test]
fn two_at_once_lose_nothing() {
    let home = Home::ready();
    let mut both = [home.launch().open(), home.launch().open()];
    for terminal in &mut both {
        terminal.wait_for(TODAY, PATIENCE);
    }
    let before = home.events().len();
    both[0].keys("f");
    both[1].keys("f");
    for terminal in &mut both {
        terminal.wait_for("Marked as a flare", PATIENCE);
    }
    // One exercises while the other logs a walk.
    both[0].key(Key::Enter);
    press(&mut both[1], "l");
    let frame = whole(&mut both[1]);
    assert!(frame.contains("minutes"), "{frame}");
    press(&mut both[1], "1 5 enter");
    both[0].wait_for("1 of ", PATIENCE);
    for terminal in &mut both {
        terminal.keys("qq");
        assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(0));
        is_clean(terminal);
    }
    let events = home.events();
    assert!(events.len() >= before + 5, "{events:?}");
    let counts = ["flare.declared", "session.started", "item.started"].map(|kind| home.count(kind));
    assert_eq!(counts, [2, 1, 1]);
    home.is_sound();
}

#[test]
fn what_cannot_be_saved_is_shown_kept_and_printed_at_the_end() {
    let home = Home::empty();
    let script = "exec prlimit --fsize=3000 \"$0\"";
    let launch = home.dress(Launch::program("/bin/sh")).args(&["-c", script, env!("CARGO_BIN_EXE_supple")]);
    let mut terminal = launch.open();
    terminal.wait_for("It is not a medical device", PATIENCE);
    press(&mut terminal, FIRST_VISIT);
    // All questions could be answered, and it says what is the matter all the while.
    terminal.wait_for(TODAY, PATIENCE);
    terminal.wait_for("not saved yet", PATIENCE);
    terminal.wait_for("Not saved yet (", PATIENCE);
    assert!(whole(&mut terminal).contains("the file may not grow any further"), "{}", terminal.screen_text());
    terminal.keys("q");
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(74));
    is_clean(&terminal);

    let said = said_at_the_end(&terminal);
    assert!(said.contains("answers were not saved") && said.contains("journal.jsonl"), "{said}");
    assert!(said.contains("These lines are all that is missing."), "{said}");
    let mut journal = std::fs::read(home.journal()).unwrap();
    // A line of which half is in the file is closed first, as the program itself does it.
    if !journal.ends_with(b"\n") {
        journal.push(b'\n');
    }
    for line in said.lines().filter(|line| line.starts_with('{')) {
        journal.extend_from_slice(line.as_bytes());
        journal.push(b'\n');
    }
    std::fs::write(home.journal(), journal).unwrap();
    assert_eq!(told(&home.events()), told(&expected_first_visit()), "{said}");
}

#[test]
fn what_could_not_be_saved_is_printed_after_a_signal_too() {
    let home = Home::empty();
    let script = "exec prlimit --fsize=700 \"$0\"";
    let launch = home.dress(Launch::program("/bin/sh")).args(&["-c", script, env!("CARGO_BIN_EXE_supple")]);
    let mut terminal = launch.open();
    terminal.wait_for("It is not a medical device", PATIENCE);
    press(&mut terminal, "enter 1 1 enter n n");
    terminal.wait_for("not saved yet", PATIENCE);
    terminal.signal("TERM");
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(143));
    is_clean(&terminal);
    let said = said_at_the_end(&terminal);
    assert!(
        said.contains("These lines are all that is missing.") && said.contains("screen.answered"),
        "{said}"
    );
}

#[cfg(feature = "sabotage")]
#[test]
fn a_panic_leaves_the_terminal_clean_its_message_readable_and_the_answers_safe() {
    let home = Home::ready();
    let mut terminal = in_a_hold(&home, home.launch().env("SUPPLE_SABOTAGE", "panic-on-help"));
    terminal.keys("?");
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(101));
    is_clean(&terminal);
    let said = said_at_the_end(&terminal);
    assert!(
        said.contains("a fault built in on purpose") && said.contains("a fault of the program"),
        "{said}"
    );
    offers_to_go_on(&home);
}

#[cfg(feature = "sabotage")]
#[test]
fn a_panic_behind_the_screen_does_not_tear_it_down_and_loses_nothing() {
    let home = Home::ready();
    let mut terminal = home.launch().env("SUPPLE_SABOTAGE", "panic-in-writer").open();
    terminal.wait_for(TODAY, PATIENCE);
    terminal.key(Key::Enter);
    terminal.wait_for("not saved yet", PATIENCE);
    terminal.wait_for("1 of ", PATIENCE);
    assert!(terminal.screen(vt100::Screen::alternate_screen));
    terminal.keys("q");
    terminal.wait_for("Leave now?", PATIENCE);
    terminal.keys("q");
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(74));
    is_clean(&terminal);
    let said = said_at_the_end(&terminal);
    assert!(said.contains("a fault built in on purpose") && said.contains("session.started"), "{said}");
}
