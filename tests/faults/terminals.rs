//! T1, T3 to T5, T7 to T9 against mutants: what `tests/terminal.rs` and `tests/screens.rs` prove of the
//! program as it is, once more in short, so that it can be proven that a broken one is noticed.

use std::time::{Duration, Instant};

use crate::kit::{Check, Held, ensure};
use crate::support::{Exit, Key, PATIENCE, Terminal, state_of};
use crate::visit::Home;

const TODAY: &str = "exercises, about";

/// Waits without failing.
fn comes(within: Duration, mut holds: impl FnMut() -> bool) -> bool {
    let deadline = Instant::now() + within;
    while !holds() {
        if Instant::now() > deadline {
            return false;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    true
}

fn shows(terminal: &Terminal, text: &str, within: Duration) -> bool {
    comes(within, || terminal.screen_text().contains(text))
}

fn is_clean(terminal: &Terminal) -> Result<(), String> {
    ensure(!terminal.screen(vt100::Screen::alternate_screen), || "still on the other screen".to_owned())?;
    ensure(!terminal.screen(vt100::Screen::hide_cursor), || "the cursor is hidden".to_owned())?;
    ensure(!terminal.screen(vt100::Screen::bracketed_paste), || "pastes are marked".to_owned())?;
    let modes = terminal.local_modes();
    ensure(modes.contains("ICANON") && modes.contains("ECHO"), || format!("left raw: {modes}"))
}

fn on_today(home: &Home, mutant: &str) -> Terminal {
    let mut terminal = home.launch().env("SUPPLE_SABOTAGE", mutant).open();
    terminal.wait_for(TODAY, PATIENCE);
    terminal
}

/// T3: a signal ends it with the terminal as it was found.
pub(crate) fn a_signal_leaves_it_clean(mutant: &str) -> Check {
    for (name, code) in [("TERM", 143), ("HUP", 129), ("INT", 130), ("QUIT", 131)] {
        let home = Home::ready();
        let mut terminal = on_today(&home, mutant);
        terminal.signal(name);
        ensure(comes(PATIENCE, || terminal.ended().is_some()), || format!("{name}: it goes on"))?;
        let exit = terminal.exit_status(PATIENCE);
        is_clean(&terminal).map_err(|error| format!("{name}: {error}"))?;
        ensure(exit == Exit::Code(code), || format!("{name}: {exit:?}"))?;
    }
    Ok(Held::Yes)
}

/// T4: stopped from outside, the shell has its terminal back.
pub(crate) fn stopped_it_gives_the_terminal_back(mutant: &str) -> Check {
    let home = Home::ready();
    let mut terminal = on_today(&home, mutant);
    terminal.signal("TSTP");
    let pid = terminal.pid();
    ensure(comes(PATIENCE, || state_of(pid).as_deref() == Some("T")), || "it does not stop".to_owned())?;
    let clean = comes(Duration::from_secs(2), || is_clean(&terminal).is_ok());
    ensure(clean, || format!("stopped: {:?}", is_clean(&terminal)))?;
    terminal.signal("CONT");
    ensure(shows(&terminal, TODAY, PATIENCE), || {
        let raw = terminal.raw_bytes();
        let tail = String::from_utf8_lossy(&raw[raw.len().saturating_sub(300)..]).into_owned();
        format!("not drawn again ({:?}): {tail:?}", state_of(pid))
    })?;
    Ok(Held::Yes)
}

/// T5: the window is closed, and the program ends within two seconds, whoever gets a signal.
pub(crate) fn a_closed_window_ends_it(mutant: &str) -> Check {
    let home = Home::ready();
    // Where SIGHUP is ignored, nothing but looking tells it.
    let script = "trap '' HUP; exec \"$0\"";
    let launch = home.dress(crate::support::Launch::program("/bin/sh"));
    let launch = launch.args(&["-c", script, env!("CARGO_BIN_EXE_supple")]);
    let mut terminal = launch.env("SUPPLE_SABOTAGE", mutant).open();
    terminal.wait_for(TODAY, PATIENCE);
    terminal.close_window();
    let gone = comes(Duration::from_secs(4), || terminal.ended().is_some());
    ensure(gone, || "it goes on without a terminal".to_owned())?;
    Ok(Held::Yes)
}

/// T5: a terminal that vanishes while nothing is drawn and nobody gets a signal, as when a connection
/// breaks: no write can fail, so only looking tells.
pub(crate) fn a_vanished_terminal_ends_it(mutant: &str) -> Check {
    let home = Home::ready();
    let script = "here=$(tty); setsid \"$0\" <\"$here\" & echo $! >pid; wait";
    let launch = home.dress(crate::support::Launch::program("/bin/sh"));
    let launch = launch.args(&["-c", script, env!("CARGO_BIN_EXE_supple")]);
    let mut terminal = launch.env("SUPPLE_SABOTAGE", mutant).open();
    terminal.wait_for(TODAY, PATIENCE);
    let pid: u32 = std::fs::read_to_string(home.path().join("pid")).unwrap().trim().parse().unwrap();
    // The last save is told by then; the screen stands still but for what the arrow moves.
    std::thread::sleep(Duration::from_millis(500));
    terminal.close_window_at("\x1b[B");
    let gone = comes(Duration::from_secs(4), || state_of(pid).is_none_or(|state| state == "Z"));
    if !gone {
        let _ = std::process::Command::new("kill").args(["-s", "KILL", &pid.to_string()]).status();
    }
    ensure(gone, || "it goes on without a terminal".to_owned())?;
    Ok(Held::Yes)
}

/// F14, T4: standing still in a session is no exercise.
pub(crate) fn time_away_is_noticed(mutant: &str) -> Check {
    let home = Home::ready();
    let mut terminal = on_today(&home, mutant);
    terminal.key(Key::Enter);
    ensure(shows(&terminal, "1 of ", PATIENCE), || "no session".to_owned())?;
    // In the lead-in it pauses as well.
    std::thread::sleep(Duration::from_millis(500));
    terminal.signal("STOP");
    std::thread::sleep(Duration::from_millis(3_500));
    terminal.signal("CONT");
    let noticed = shows(&terminal, "PAUSED while you were away", Duration::from_secs(5));
    ensure(noticed, || format!("three seconds away were not noticed:\n{}", terminal.screen_text()))?;
    Ok(Held::Yes)
}

/// At the first question of the safety check of a new home.
fn at_a_question(home: &Home, mutant: &str) -> Terminal {
    let mut terminal = home.launch().env("SUPPLE_SABOTAGE", mutant).open();
    terminal.wait_for("It is not a medical device", PATIENCE);
    crate::visit::press(&mut terminal, "enter 1 1 enter");
    terminal.wait_for("pee", PATIENCE);
    terminal
}

/// T7: what is pasted, marked as such or not, answers nothing.
pub(crate) fn a_paste_is_no_answer(mutant: &str) -> Check {
    for (keys, what) in [("\x1b[200~nnnn\x1b[201~".to_owned(), "a paste"), ("n".repeat(60), "a burst")] {
        let home = Home::empty();
        let mut terminal = at_a_question(&home, mutant);
        comes(PATIENCE, || crate::visit::says_saved(&terminal.screen_text()));
        let before = home.count("screen.answered");
        terminal.keys(&keys);
        let answered = comes(Duration::from_millis(1_500), || home.count("screen.answered") > before);
        ensure(!answered, || format!("{what} was taken for answers"))?;
    }
    Ok(Held::Yes)
}

/// T7 in full: a megabyte between the marks of a paste. It is read, answers nothing, and the program is
/// there afterwards.
fn a_large_paste(mutant: &str) -> Check {
    let home = Home::empty();
    let mut terminal = at_a_question(&home, mutant);
    comes(PATIENCE, || crate::visit::says_saved(&terminal.screen_text()));
    let before = home.count("screen.answered");
    terminal.keys(&format!("\x1b[200~{}\x1b[201~", "n".repeat(1 << 20)));
    terminal.keys("?");
    ensure(shows(&terminal, "Keys on the screen", Duration::from_secs(60)), || "it hangs".to_owned())?;
    ensure(home.count("screen.answered") == before, || "a paste was taken for answers".to_owned())?;
    Ok(Held::Yes)
}

/// T1, T8: no size of the window is too small, and no storm of sizes too much.
pub(crate) fn every_size_stands(mutant: &str) -> Check {
    let home = Home::ready();
    let mut terminal = on_today(&home, mutant);
    for nth in 0..60_u16 {
        terminal.resize_unseen(1 + nth % 30, 1 + (nth * 7) % 90);
        std::thread::sleep(Duration::from_millis(4));
    }
    terminal.resize(24, 80);
    ensure(shows(&terminal, TODAY, PATIENCE), || "the last picture is wrong".to_owned())?;
    ensure(terminal.ended().is_none(), || format!("{:?}", terminal.ended()))?;
    Ok(Held::Yes)
}

/// T9: no escape code where nobody understands one.
pub(crate) fn no_codes_where_none_belong(mutant: &str) -> Check {
    let home = Home::ready();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_supple"));
    command.env_clear().env("SUPPLE_HOME", home.path()).env("SUPPLE_SABOTAGE", mutant);
    let output = command.stdin(std::process::Stdio::null()).output().unwrap();
    let all = [output.stdout, output.stderr].concat();
    ensure(!all.contains(&0x1b), || "escape codes into a pipe".to_owned())?;
    for term in ["dumb", ""] {
        let mut terminal = home.launch().env("TERM", term).env("SUPPLE_SABOTAGE", mutant).open();
        ensure(shows(&terminal, "Enter: begin.", Duration::from_secs(10)), || {
            format!("TERM={term:?}: no lines")
        })?;
        terminal.keys("q\r");
        terminal.exit_status(PATIENCE);
        ensure(!terminal.raw_bytes().contains(&0x1b), || format!("TERM={term:?}: escape codes"))?;
    }
    Ok(Held::Yes)
}

/// T2, T3: a key opens the help, and Esc closes it.
#[cfg(feature = "sabotage")]
pub(crate) fn help_opens(mutant: &str) -> Check {
    let home = Home::ready();
    let mut terminal = on_today(&home, mutant);
    terminal.keys("?");
    let opened = shows(&terminal, "Keys on the screen", Duration::from_secs(5));
    ensure(opened, || format!("no help: {}", terminal.dump()))?;
    Ok(Held::Yes)
}

/// T6: a terminal that reads nothing for a while, and a key meanwhile: it counts as soon as the terminal
/// reads again, and not only with the next key.
fn stalled_for(longest: Duration, mutant: &str) -> Check {
    let home = Home::ready();
    let mut terminal = on_today(&home, mutant);
    let before = home.events().len();
    let mut saved = false;
    terminal.stalled(|terminal| {
        // More than fits between: the program is stuck in a write, and changes of size wait for it.
        for nth in 0..200 {
            terminal.resize_unseen(60, 200 + nth % 2);
            std::thread::sleep(Duration::from_millis(2));
        }
        terminal.keys("f");
        saved = comes(longest, || home.events().len() > before);
    });
    let late = comes(Duration::from_secs(10), || home.events().len() > before);
    println!(
        "a key on a stalled terminal was saved {}",
        if saved { "at once" } else { "when it read again" }
    );
    ensure(late, || format!("the key waits for another one: {}", terminal.dump()))?;
    Ok(Held::Yes)
}

pub(crate) fn a_key_with_a_change_of_size(mutant: &str) -> Check {
    stalled_for(Duration::from_millis(300), mutant)
}

#[test]
fn t_shorts_hold() {
    use crate::kit::hold;
    std::thread::scope(|scope| {
        let checks: [fn(&str) -> Check; 9] = [
            a_key_with_a_change_of_size,
            a_signal_leaves_it_clean,
            stopped_it_gives_the_terminal_back,
            a_vanished_terminal_ends_it,
            a_closed_window_ends_it,
            time_away_is_noticed,
            a_paste_is_no_answer,
            every_size_stands,
            no_codes_where_none_belong,
        ];
        for check in checks {
            scope.spawn(move || hold(check("")));
        }
    });
}

/// The doctor asks a terminal how it draws: one that answers, and one that never does. It waits no longer
/// than said, and leaves the terminal as it was.
#[test]
fn t9_the_doctor_asks() {
    let home = Home::ready();
    for (answer, words) in [
        ("\x1b[?2004;2$y\x1b[9;2R\x1b[9;3R", "widths as they should be; marks what is pasted"),
        ("\x1b[9;3R\x1b[9;3R", "The dots of figures"),
        ("", "does not tell widths"),
    ] {
        let mut terminal = home.launch().args(&["doctor"]).env("TERM", "xterm-256color").open();
        let asked = comes(PATIENCE, || terminal.raw_bytes().windows(4).any(|some| some == b"\x1b[6n"));
        assert!(asked, "{}", terminal.dump());
        terminal.keys(answer);
        terminal.exit_status(PATIENCE);
        let all = String::from_utf8_lossy(&terminal.raw_bytes()).into_owned();
        let words = words.replace("The dots of figures", "does not draw the dots of figures one column wide");
        assert!(all.contains(&words), "{answer:?}: {all}");
        is_clean(&terminal).unwrap();
    }
    let mut terminal = home.launch().args(&["doctor"]).env("TERM", "dumb").open();
    terminal.exit_status(PATIENCE);
    assert!(!terminal.raw_bytes().contains(&0x1b), "a dumb terminal was asked");
}

#[test]
#[ignore = "full numbers: a megabyte of paste, ten seconds of a stalled terminal"]
fn full_t6_t7() {
    crate::kit::hold(a_large_paste(""));
    crate::kit::hold(stalled_for(Duration::from_secs(10), ""));
}

/// Stopped right after its first picture, six at a time: once the way back was lost between that and
/// the first wait for a key, and the screen stayed empty.
#[test]
#[ignore = "full numbers: stopped thirty times"]
fn full_t4_stopped_at_once() {
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| (0..5).for_each(|_| crate::kit::hold(stopped_it_gives_the_terminal_back(""))));
        }
    });
}
