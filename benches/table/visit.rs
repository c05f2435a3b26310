//! Somebody at the program: by its own keys to the place that is to be measured. Twelve made-up weeks, and a
//! plan that asks for one exercise of the person's own.

use std::fs;
use std::process::Command;
use std::time::Duration;

use super::Homes;
use super::pty::{Program, Running};

/// A hold of a minute, which is the longest there is.
const HOLD: &str = r#"mode = "hold"
start = { reps = 1, hold_s = 60 }
step = { reps = 1 }
max = { reps = 2, hold_s = 60 }
figure = "supine-hamstring-strap"
"#;
/// Repetitions: each takes ten seconds where the clock counts them.
const REPEAT: &str = r#"mode = "reps"
start = { sets = 5, reps = 40 }
step = { reps = 1 }
max = { sets = 5, reps = 41 }
tempo = { out_s = 4, pause_s = 1, back_s = 5 }
figure = "cat-cow"
"#;
/// What each exercise has to say.
const WORDS: &str = r#"id = "measured"
name = "What is measured"
block = "mobility"
position = "supine"
laterality = "both"
spine = "neutral"
regions = ["back"]
equipment = ["mat"]
say = "Move slowly, and only as far as it goes easily."
steps = ["Lie down on your back.", "Move slowly.", "Come back and breathe."]
cues = ["Small and slow", "Heavy shoulders"]
breath = "Slow breaths out."
feel = "The back of the thigh."
pain_note = "Go less far where it pinches."
sources = ["S1"]
"#;
const PLAN: &str = r#"from = "2020-01-01"
only = true
[[exercises]]
id = "measured"
fixed = true
"#;

/// What somebody is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doing {
    /// Looks at today's plan.
    Today,
    /// Holds still for a minute.
    Hold,
    /// Repeats: by key, or by the clock where the settings say so.
    Repeat,
}

/// Figures keep still.
pub(super) const STILL: &str = "[look]\nmotion = \"reduced\"\n";
/// The clock counts repetitions.
pub(super) const BY_CLOCK: &str = "[session]\ncount = \"by-clock\"\n";

impl Doing {
    /// What is on the screen then.
    fn words(self) -> &'static str {
        match self {
            Doing::Today => "then today's session",
            Doing::Hold => "■ HOLD",
            Doing::Repeat => "■ REPEAT",
        }
    }
}

/// A home of its own, with that to do and these settings.
pub(super) fn program(homes: &Homes, name: &str, doing: Doing, settings: &str) -> Program {
    let home = homes.path().join(name.replace(' ', "-"));
    let words = ["demo", "--into", home.to_str().expect("a path in UTF-8")];
    let made = Command::new(env!("CARGO_BIN_EXE_supple")).args(words).output().expect("supple runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    fs::write(home.join("config.toml"), settings).expect("a settings file");
    let work = match doing {
        Doing::Today => return Program::supple(&home, &[]),
        Doing::Hold => HOLD,
        Doing::Repeat => REPEAT,
    };
    for (folder, file, text) in [
        ("exercises", "measured.toml", format!("{WORDS}{work}")),
        ("plans", "measured.toml", PLAN.to_owned()),
    ] {
        fs::create_dir_all(home.join(folder)).expect("a folder");
        fs::write(home.join(folder).join(file), text).expect("a file");
    }
    Program::supple(&home, &["session", "--minutes", "60"])
}

/// The key that goes on from a screen, by what it says itself; nothing where it goes on alone.
fn next(screen: &str) -> Option<&'static str> {
    let has = |words| screen.contains(words);
    match () {
        () if has("y yes") => Some("n"),
        () if has("0-9 score") => Some("2"),
        () if has("1-9 choose") => Some("1"),
        () if has("space: go on now") || has("space: go on") => Some(" "),
        () if has("enter go on") || has("enter begin") => Some("\r"),
        () => None,
    }
}

/// Starts it and goes on until it does that. Nothing, and a picture of where it ended up, when it never came.
pub(super) fn at(homes: &Homes, name: &str, doing: Doing, settings: &str) -> Option<Running> {
    let mut running = Running::start(&program(homes, name, doing, settings));
    go(&mut running, doing.words(), next).then_some(running)
}

/// Goes on until that is on the screen.
pub(super) fn go(running: &mut Running, words: &str, next: impl Fn(&str) -> Option<&'static str>) -> bool {
    for _ in 0..300 {
        running.run(Duration::from_millis(100));
        let screen = running.text();
        if screen.contains(words) {
            return true;
        }
        if let Some(key) = next(&screen) {
            running.press(key);
        }
    }
    println!("never came to {words:?}; the screen:\n{}", running.text());
    false
}

/// The same, but it stops before the key that would begin the work: the caller presses it.
pub(super) fn at_the_ready(homes: &Homes, name: &str, doing: Doing, settings: &str) -> Option<Running> {
    let mut running = Running::start(&program(homes, name, doing, settings));
    go(&mut running, "□ Get ready", next).then_some(running)
}
