//! What it costs to stand still, to hold and to move, for a minute each: processor time, bytes, wake-ups,
//! writes. All of them run side by side: none has much to do.

use std::process::Command;
use std::time::Duration;

use super::pty::{Cost, Program, Running};
use super::rows::{at_most, part, ratio};
use super::{Homes, peers};

const MINUTE: Duration = Duration::from_secs(60);

/// Somebody at the program.
struct Watched {
    name: &'static str,
    running: Running,
    /// Keys that go on where the clock waits for the person.
    driven: bool,
}

/// Presses what the screen asks for.
fn go_on(running: &mut Running) {
    let text = running.text();
    let key = if text.contains("0 to 10?") {
        "2"
    } else if text.contains("count one") || text.contains("Get ready") || text.contains("have a look first") {
        " "
    } else if text.contains("Since last time") || text.contains("an hour") {
        "n"
    } else if text.contains("REPEAT") || text.contains("HOLD") || text.contains("Change") {
        return;
    } else {
        "\r"
    };
    running.press(key);
}

/// Goes on until that is on the screen.
fn until(running: &mut Running, text: &str) -> bool {
    for _ in 0..400 {
        running.run(Duration::from_millis(150));
        if running.text().contains(text) {
            return true;
        }
        go_on(running);
    }
    println!("never came to {text}:\n{}", running.text());
    false
}

fn session(homes: &Homes, name: &'static str, env: &[(&str, &str)]) -> Running {
    let home = homes.path().join(name);
    let words = ["demo", "--into", home.to_str().expect("a path in UTF-8")];
    let made = Command::new(env!("CARGO_BIN_EXE_supple")).args(words).output().expect("supple runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let mut program = Program::supple(&home, &["session"]);
    program.env.extend(env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    Running::start(&program)
}

/// Measures it.
pub(super) fn measure(homes: &Homes) {
    part("A minute of each");
    let mut all = Vec::new();
    let mut watch = |name, running, driven| all.push(Watched { name, running, driven });
    let mut today = session(homes, "idle", &[]);
    today.run(Duration::from_secs(1));
    watch("idle", today, false);
    let mut paused = session(homes, "paused", &[]);
    if until(&mut paused, "REPEAT") {
        paused.press("p");
        paused.run(Duration::from_secs(1));
        watch("paused", paused, false);
    }
    let mut still = session(homes, "still", &[("REDUCED_MOTION", "1")]);
    if until(&mut still, "HOLD") {
        watch("hold, still figure", still, true);
    }
    let mut moving = session(homes, "moving", &[]);
    if until(&mut moving, "HOLD") {
        watch("hold, moving figure", moving, true);
    }
    let countdown = peers::cargo("countdown-tui", "0.1.5");
    if let Some(path) = countdown {
        watch("countdown-tui", Running::start(&Program::new(path, &["90s"])), false);
    }
    if let Some(home) = peers::python("termdown") {
        let mut program = Program::new("python3", &["-m", "termdown", "90"]);
        program.env.push(("PYTHONPATH".into(), home.display().to_string()));
        watch("termdown", Running::start(&program), false);
    }
    if let Some(path) = peers::cargo("timr-tui", "1.9.0") {
        let mut timr = Running::start(&Program::new(path, &["-c", "90", "-m", "c"]));
        timr.run(Duration::from_secs(1));
        timr.press("s");
        watch("timr-tui", timr, false);
    }
    let found = watch_all(all);
    let of =
        |name: &str| found.iter().find(|(known, ..)| *known == name).map(|(_, cost, bytes)| (*cost, *bytes));
    for name in ["idle", "paused"] {
        if let Some((cost, bytes)) = of(name) {
            at_most(&format!("{name}, bytes"), bytes as f64, 0.0);
            at_most(&format!("{name}, wake-ups"), cost.wakes as f64, 2.0);
        }
    }
    let cpu = |ours: &str, theirs: &str, bar: f64| {
        if let (Some((ours_cost, _)), Some((their_cost, _))) = (of(ours), of(theirs)) {
            at_most(&format!("{ours} / {theirs}, processor"), ratio(ours_cost.cpu, their_cost.cpu), bar);
        }
    };
    cpu("hold, still figure", "countdown-tui", 0.35);
    cpu("hold, moving figure", "countdown-tui", 1.0);
    let sent = |ours: &str, theirs: &str, bar: f64| {
        if let (Some((_, ours_bytes)), Some((_, their_bytes))) = (of(ours), of(theirs)) {
            let ratio = ours_bytes as f64 / their_bytes.max(1) as f64;
            at_most(&format!("{ours} / {theirs}, bytes"), ratio, bar);
        }
    };
    sent("hold, still figure", "termdown", 0.6);
    sent("hold, moving figure", "timr-tui", 2.0);
}

/// A minute goes by for all of them.
fn watch_all(mut all: Vec<Watched>) -> Vec<(&'static str, Cost, usize)> {
    for watched in &mut all {
        watched.running.run(Duration::ZERO);
    }
    let before: Vec<(Cost, usize)> =
        all.iter().map(|watched| (watched.running.cost(), watched.running.bytes)).collect();
    let begun = std::time::Instant::now();
    while begun.elapsed() < MINUTE {
        std::thread::sleep(Duration::from_millis(100));
        for watched in &mut all {
            watched.running.run(Duration::ZERO);
            if watched.driven {
                go_on(&mut watched.running);
            }
        }
    }
    let mut found = Vec::new();
    for (watched, (before, bytes)) in all.iter_mut().zip(before) {
        let (cost, bytes) = (watched.running.cost().since(before), watched.running.bytes - bytes);
        println!(
            "{:<24} processor {:>9.2?}  wake-ups {:>6}  writes {:>6}  bytes {bytes:>8}",
            watched.name, cost.cpu, cost.wakes, cost.writes
        );
        found.push((watched.name, cost, bytes));
    }
    found
}
