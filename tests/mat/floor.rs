//! Floor mode, cues and hooks: a session from the mat, with a hand at most on the space bar, and programs
//! beside it that can do what they like.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::app::{Pages, Person};
use crate::support::{Exit, Launch, PATIENCE, Terminal, libfaketime, skip, state_of};
use crate::visit::{FIRST_VISIT, Home, answers, press, whole};
use ratatui::style::Modifier;
use supple::cue::{Choice, Crier, Set};
use supple::tui::cued::Cued;
use supple::tui::theme::Theme;

const TODAY: &str = "exercises, about";
const MORNING: &str = "2026-11-20T09:00:00+00:00";
/// What stands at the bottom of floor mode, and nowhere else.
const ON_FLOOR: &str = "z normal";

fn ready(theme: Theme) -> Person {
    let mut person = Person::with(MORNING, Pages::default(), theme);
    person.press(FIRST_VISIT).see(TODAY);
    person
}

/// Waits for something that is not on the screen.
#[track_caller]
fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !holds() {
        assert!(Instant::now() < deadline, "no {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn nothing_has_to_be_pressed_from_the_start_to_the_ratings_of_it_all() {
    let mut person = ready(Theme::new(true));
    person.app.shared.settings.floor = true;
    person.press("space").see(ON_FLOOR);
    for _ in 0..3600 {
        if person.screen().contains("0 to 10?") {
            break;
        }
        person.see(ON_FLOOR).wait(1);
    }
    let exercises = person.events("item.started").len();
    assert!(exercises >= 4);
    assert_eq!(person.events("item.ended").len(), exercises);
    assert_eq!(person.events("session.paused").len(), 0);
    // It asks about all of them: the side of the last one is no heading for that.
    person.see("worst pain during it, 0 to 10?").see("How was it?").unseen("side ─").unseen(ON_FLOOR);
    // The key that does everything on the mat answers no question.
    let before = person.pages.0.borrow().len();
    person.press("space enter space").see("worst pain during it, 0 to 10?");
    assert_eq!(person.pages.0.borrow().len(), before);
}

#[test]
fn every_large_key_pauses_and_goes_on() {
    for key in ["space", "enter", "up", "down", "left", "right", "pgup", "pgdn"] {
        let mut person = ready(Theme::new(true));
        person.press("enter z").see(ON_FLOOR);
        // The figure of a new exercise, then getting ready: both begin at once.
        person.press(&format!("{key} {key}")).wait(1);
        person.press(key);
        assert_eq!(person.events("session.paused").len(), 1, "{key}");
        person.wait(60).press(key);
        assert_eq!(person.events("session.resumed").len(), 1, "{key}");
    }
}

#[test]
fn one_key_goes_there_and_back_and_help_and_the_stop_key_are_there() {
    let mut person = ready(Theme::new(true));
    person.press("enter").unseen(ON_FLOOR).press("z").see(ON_FLOOR).see("! wrong").see("? help");
    person.press("?").see("the one obvious thing").press("b").see(ON_FLOOR);
    person.press("z").unseen(ON_FLOOR);
    person.press("z !").see("What happened?");
}

/// Rows of solid blocks, one below the other.
fn height_of_blocks(screen: &str) -> usize {
    let is_large = |line: &&str| line.chars().filter(|letter| "█▀▄▓".contains(*letter)).count() >= 3;
    screen.lines().filter(is_large).count()
}

#[test]
fn it_stands_at_every_size_and_the_count_is_large() {
    for (size, least) in [((80, 24), 14), ((120, 40), 24), ((60, 16), 8), ((40, 12), 5)] {
        let mut person = ready(Theme::new(false));
        person.size = size;
        person.press("enter z space").wait(1);
        let screen = person.screen();
        assert!(height_of_blocks(&screen) >= least, "{size:?}\n{screen}");
    }
    // However small, nothing panics and something is said.
    let mut person = ready(Theme::new(true));
    person.press("enter z space space");
    for paused in [false, true] {
        for (width, height) in (1..70).flat_map(|width| (1..22).map(move |height| (width, height))) {
            person.size = (width, height);
            person.screen();
        }
        if !paused {
            person.press("space");
        }
    }
}

#[test]
fn phases_differ_by_more_than_their_colour() {
    let mut person = ready(Theme::new(false));
    person.press("enter z space");
    let mut seen = Vec::new();
    for _ in 0..900 {
        let screen = person.screen();
        if screen.contains("0 to 10?") {
            break;
        }
        // Without the words of the first and the last two lines.
        let shapes: String = screen
            .lines()
            .skip(2)
            .take(4)
            .map(|line| {
                line.chars().map(|letter| if letter == ' ' { ' ' } else { '#' }).collect::<String>() + "\n"
            })
            .collect();
        if seen.last() != Some(&shapes) {
            seen.push(shapes);
        }
        person.wait(1);
    }
    seen.sort();
    seen.dedup();
    assert!(seen.len() >= 5, "only {} shapes", seen.len());
}

fn with_set(person: &mut Person, set: Set) {
    person.app.shared.cued = Cued::by(Crier::new(Choice { set, ..Choice::default() }));
}

/// Whether the whole picture is in reverse.
fn is_flashing(person: &mut Person) -> bool {
    person.buffer().content().iter().filter(|cell| cell.modifier.contains(Modifier::REVERSED)).count() > 1000
}

#[test]
fn the_silent_set_flashes_once_for_a_moment_and_rings_nothing() {
    let mut person = ready(Theme::new(true));
    with_set(&mut person, Set::Silent);
    person.press("enter z space");
    assert!(!is_flashing(&mut person));
    person.press("space");
    assert!(is_flashing(&mut person), "the first repetition begins");
    let at = person.app.wake().unwrap();
    assert!(at.checked_sub(person.now.mono).unwrap() <= Duration::from_millis(200), "and it is over soon");
    person.wait(1);
    assert!(!is_flashing(&mut person));
    assert!(!person.app.shared.bell);
}

#[test]
fn without_motion_a_line_is_marked_in_place_of_a_flash() {
    let mut person = ready(Theme::new(true));
    with_set(&mut person, Set::Silent);
    person.app.shared.drawing.still = true;
    person.press("enter z space space");
    let buffer = person.buffer();
    let reversed = |y: u16| (0..80).all(|x| buffer[(x, y)].modifier.contains(Modifier::REVERSED));
    assert!(reversed(0) && !reversed(1) && !reversed(10));
    person.wait(1);
    assert!(person.buffer()[(0, 0)].modifier.contains(Modifier::REVERSED), "it stands");
    assert!(!is_flashing(&mut person));
}

#[test]
fn a_key_goes_round_the_sets_and_says_which() {
    let mut person = ready(Theme::new(true));
    person.press("enter z m").see("Cues: full.").see("Nothing that speaks was found.");
    assert!(person.app.shared.bell && is_flashing(&mut person), "a sample of it");
    person.app.shared.bell = false;
    person.press("m").see("Cues: silent.");
    assert!(!person.app.shared.bell);
    person.press("m").see("Cues: soft.");
    assert!(person.app.shared.bell);
}

// From here on in a real terminal.

/// A folder for programs of our own, and what they leave.
struct Bin {
    dir: tempfile::TempDir,
}

impl Bin {
    fn new() -> Bin {
        Bin { dir: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// A shell script.
    fn script(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_default()
    }

    fn pids(&self, name: &str) -> Vec<u32> {
        self.read(name).lines().filter_map(|line| line.trim().parse().ok()).collect()
    }

    fn first_on_path(&self, launch: Launch) -> Launch {
        launch.env("PATH", format!("{}:/usr/bin:/bin", self.dir.path().display()))
    }
}

fn settings(home: &Path, text: &str) {
    std::fs::write(home.join("config.toml"), text).unwrap();
}

/// At the beginning of a session in floor mode.
fn begun(launch: Launch) -> Terminal {
    let mut terminal = launch.open();
    terminal.wait_for(TODAY, PATIENCE);
    terminal.keys(" ");
    terminal.wait_for(ON_FLOOR, PATIENCE);
    terminal
}

const QUICK: &str = "[session]\nfloor = true\nprepare_s = 3\nfloor_prepare_s = 3\n";

#[test]
fn a_whole_session_by_the_space_bar_alone() {
    let Some(library) = libfaketime() else {
        return skip("libfaketime is not installed: no session at fifteen times the pace");
    };
    let home = Home::ready();
    settings(home.path(), "[session]\nfloor = true\n");
    let mut terminal = begun(home.launch_fast(&library, 15));
    // One pause on the way, and on again.
    eventually("exercise that began", || home.count("item.started") > 0);
    let deadline = Instant::now() + Duration::from_secs(120);
    let mut paused = false;
    while !whole(&mut terminal).contains("0 to 10?") {
        assert!(Instant::now() < deadline, "{}", terminal.dump());
        std::thread::sleep(Duration::from_millis(50));
        // Where the machine is busy, a moment away is seconds at this pace: it pauses, and one key goes on.
        if whole(&mut terminal).contains("Paused while you were away") {
            terminal.keys(" ");
            std::thread::sleep(Duration::from_millis(100));
        }
        if !paused && home.count("hold.done") + home.count("reps.done") > 0 {
            terminal.keys(" ");
            std::thread::sleep(Duration::from_millis(100));
            if home.count("session.paused") > 0 {
                terminal.keys(" ");
                paused = true;
            }
        }
    }
    // The question may be on the screen a moment before the line is on the disk.
    eventually("end of each exercise", || home.count("item.ended") == home.count("item.started"));
    let count = home.count("item.started");
    assert!(count >= 4, "{count}");
    assert_eq!(answers(&home.events()), [], "no key answered anything");
    assert_eq!(home.count("session.paused"), home.count("session.resumed"));
    home.is_sound();
}

#[test]
fn a_program_on_the_path_speaks_what_begins_and_what_comes() {
    let (home, bin) = (Home::ready(), Bin::new());
    bin.script("spd-say", &format!("printf '%s\\n' \"$*\" >> {}", bin.path("said").display()));
    let pauses = "[session]\nfloor = true\nprepare_s = 5\nfloor_prepare_s = 5\n";
    settings(home.path(), &format!("{pauses}[cues]\nset = \"full\"\n"));
    let mut terminal = begun(bin.first_on_path(home.launch()));
    eventually("first sentence", || bin.read("said").contains("-l en -- First: "));
    press(&mut terminal, "space");
    eventually("start", || bin.read("said").contains("-- Move.") || bin.read("said").contains("-- Hold"));
    let said = bin.read("said");
    let wanted = ["-- First: ", "-- 3\n", "-- 2\n", "-- 1\n"];
    assert!(wanted.iter().all(|words| said.contains(words)), "{said}");
}

#[test]
fn a_program_that_hangs_holds_nothing_and_leaves_nothing() {
    let (home, bin) = (Home::ready(), Bin::new());
    // It hangs, and so does what it started.
    bin.script(
        "spd-say",
        &format!(
            "echo $$ >> {}\nsleep 1000 &\necho $! >> {}\nwait",
            bin.path("pids").display(),
            bin.path("pids").display()
        ),
    );
    settings(home.path(), &format!("{QUICK}[cues]\nset = \"full\"\n"));
    let mut terminal = begun(bin.first_on_path(home.launch()));
    eventually("first sentence", || bin.pids("pids").len() >= 2);
    press(&mut terminal, "space");
    // The session goes on, and a newer sentence ends the older one with all that it started.
    eventually("second sentence", || bin.pids("pids").len() >= 4);
    let first = bin.pids("pids")[..2].to_vec();
    eventually("end of the first, and no zombie", || first.iter().all(|pid| state_of(*pid).is_none()));
    terminal.keys("q");
    terminal.wait_for("Leave now?", PATIENCE);
    let asked = Instant::now();
    terminal.keys("q");
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(0));
    assert!(asked.elapsed() < Duration::from_secs(5), "the way out was held");
    eventually("end of all", || bin.pids("pids").iter().all(|pid| state_of(*pid).is_none()));
}

#[test]
fn a_command_of_ones_own_reads_each_cue_as_json() {
    let (home, bin) = (Home::ready(), Bin::new());
    bin.script("mine", &format!("cat >> {}", bin.path("cues").display()));
    settings(home.path(), &format!("{QUICK}[cues]\ncommand = [\"mine\"]\n"));
    let mut terminal = begun(bin.first_on_path(home.launch()));
    eventually("first cue", || bin.read("cues").contains('\n'));
    press(&mut terminal, "space");
    eventually("start", || bin.read("cues").contains("\"cue\":\"start\""));
    let first: serde_json::Value = serde_json::from_str(bin.read("cues").lines().next().unwrap()).unwrap();
    assert_eq!(first["cue"], "next");
    assert!(first["name"].as_str().is_some_and(|name| !name.is_empty()));
}

#[test]
fn a_notification_goes_through_tmux() {
    let home = Home::ready();
    settings(home.path(), &format!("{QUICK}[cues]\nnext = [\"notify\"]\n"));
    for (tmux, wanted) in
        [("", "\x1b]9;supple: First: "), ("/tmp/x,1,0", "\x1bPtmux;\x1b\x1b]9;supple: First: ")]
    {
        let home_of_one = Home::ready();
        settings(home_of_one.path(), &std::fs::read_to_string(home.path().join("config.toml")).unwrap());
        let terminal = begun(home_of_one.launch().env("TMUX", tmux));
        eventually(wanted, || {
            let raw = terminal.raw_bytes();
            raw.windows(wanted.len()).any(|window| window == wanted.as_bytes())
        });
        let raw = terminal.raw_bytes();
        assert_eq!(raw.windows(6).any(|window| window == b"\x1bPtmux"), !tmux.is_empty());
    }
}

#[test]
fn a_command_runs_as_long_as_the_session_and_one_at_its_end() {
    let (home, bin) = (Home::ready(), Bin::new());
    bin.script("awake", &format!("echo $$ > {}\nexec sleep 1000", bin.path("pid").display()));
    bin.script("over", &format!("echo over >> {}", bin.path("over-seen").display()));
    settings(home.path(), &format!("{QUICK}[hooks]\nsession_start = [\"awake\"]\nsession_end = \"over\"\n"));
    let mut terminal = begun(bin.first_on_path(home.launch()));
    eventually("command", || bin.pids("pid").len() == 1);
    let pid = bin.pids("pid")[0];
    assert!(state_of(pid).is_some() && bin.read("over-seen").is_empty());
    terminal.keys("q");
    terminal.wait_for("Leave now?", PATIENCE);
    terminal.keys("q");
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(0));
    assert_eq!(state_of(pid), None);
    assert_eq!(bin.read("over-seen"), "over\n");
}

#[test]
fn it_ends_with_the_program_however_that_ends() {
    for (signal, command) in [("TERM", "exec sleep 1000"), ("KILL", "exec cat")] {
        let (home, bin) = (Home::ready(), Bin::new());
        bin.script("awake", &format!("echo $$ > {}\n{command}", bin.path("pid").display()));
        settings(home.path(), &format!("{QUICK}[hooks]\nsession_start = [\"awake\"]\n"));
        let mut terminal = begun(bin.first_on_path(home.launch()));
        eventually("command", || bin.pids("pid").len() == 1);
        let pid = bin.pids("pid")[0];
        terminal.signal(signal);
        terminal.exit_status(PATIENCE);
        eventually("end of the command", || state_of(pid).is_none_or(|state| state == "Z"));
    }
}

#[test]
fn what_cannot_be_started_is_told_once_and_the_session_goes_on() {
    let home = Home::ready();
    settings(home.path(), &format!("{QUICK}[hooks]\nsession_start = [\"no-such-thing\"]\n"));
    let mut terminal = begun(home.launch());
    terminal.wait_for("hooks.session_start: no-such-thing is not found.", PATIENCE);
    press(&mut terminal, "space");
    eventually("exercise", || home.count("item.started") == 1);
    terminal
        .wait_until("end of the sentence", PATIENCE, |screen| !screen.contents().contains("no-such-thing"));
}
