//! What it costs to stand still, to hold and to move: processor time, bytes, wake-ups, writes, pictures.
//! Ten seconds at a time, so that each figure has a spread; told by the minute.

use std::time::{Duration, Instant};

use super::pty::{Cost, Program, Running};
use super::rows::{at_most, part};
use super::visit::{Doing, STILL, at};
use super::{Homes, peers};

/// One look, and how many there are of each.
const LOOK: Duration = Duration::from_secs(10);
const LOOKS: usize = 5;
/// Before the first: whatever came to the screen last is over.
const SETTLE: Duration = Duration::from_millis(1500);

/// Somebody at the program.
struct Watched {
    name: &'static str,
    running: Running,
}

/// What it cost, look by look.
struct Found {
    name: &'static str,
    looks: Vec<(Cost, usize)>,
}

impl Found {
    /// Processor time of a minute: the median look, the cheapest and the dearest.
    fn cpu(&self) -> [Duration; 3] {
        let mut all: Vec<Duration> = self.looks.iter().map(|(cost, ..)| cost.cpu * 6).collect();
        all.sort_unstable();
        [all[all.len() / 2], all[0], all[all.len() - 1]]
    }

    /// Of a minute: bytes, wake-ups, writes.
    fn counts(&self) -> [f64; 3] {
        let minutes = self.looks.len() as f64 * LOOK.as_secs_f64() / 60.0;
        let sum = |of: fn(&(Cost, usize)) -> u64| self.looks.iter().map(of).sum::<u64>() as f64 / minutes;
        [sum(|look| look.1 as u64), sum(|look| look.0.wakes), sum(|look| look.0.writes)]
    }
}

/// Measures it.
pub(super) fn measure(homes: &Homes) {
    part("By the minute");
    let mut all = Vec::new();
    for (name, doing, settings) in [
        ("idle", Doing::Today, ""),
        ("paused", Doing::Hold, ""),
        ("hold, still figure", Doing::Hold, STILL),
        ("hold, moving figure", Doing::Hold, ""),
        ("repeat, moving figure", Doing::Repeat, ""),
    ] {
        if let Some(mut running) = at(homes, name, doing, settings) {
            if doing == Doing::Hold {
                // Paused until all of them are there: the minute of a hold is short.
                running.press(" ");
            }
            all.push(Watched { name, running });
        }
    }
    if let Some(path) = peers::cargo("countdown-tui", "0.1.5") {
        all.push(Watched { name: "countdown-tui", running: Running::start(&Program::new(path, &["90s"])) });
    }
    if let Some(home) = peers::python("termdown") {
        let mut program = Program::new("python3", &["-c", "from termdown.cli import main; main()", "90"]);
        program.env.push(("PYTHONPATH".into(), home.display().to_string()));
        all.push(Watched { name: "termdown", running: Running::start(&program) });
    }
    if let Some(path) = peers::cargo("timr-tui", "1.9.0") {
        let mut running = Running::start(&Program::new(path, &["-r", "-c", "5:00", "-m", "countdown"]));
        running.run(Duration::from_secs(1));
        running.press("s");
        all.push(Watched { name: "timr-tui", running });
    }
    for watched in &mut all {
        watched.running.run(Duration::from_millis(200));
        if watched.name.starts_with("hold") {
            watched.running.press(" ");
        }
    }
    let found = watch(all);
    let of = |name: &str| found.iter().find(|found| found.name == name);
    for name in ["idle", "paused"] {
        if let Some(found) = of(name) {
            let [bytes, wakes, ..] = found.counts();
            at_most(&format!("{name}, bytes a minute"), bytes, 0.0);
            at_most(&format!("{name}, wake-ups a minute"), wakes, 2.0);
        }
    }
    let cpu = |ours: &str, theirs: &str, bar: f64| {
        if let (Some(ours_found), Some(their_found)) = (of(ours), of(theirs)) {
            let ratio = ours_found.cpu()[0].as_secs_f64() / their_found.cpu()[0].as_secs_f64().max(1e-9);
            at_most(&format!("{ours} / {theirs}, processor"), ratio, bar);
        }
    };
    cpu("hold, still figure", "countdown-tui", 0.35);
    cpu("hold, moving figure", "countdown-tui", 1.0);
    let sent = |ours: &str, theirs: &str, bar: f64| {
        if let (Some(ours_found), Some(their_found)) = (of(ours), of(theirs)) {
            let ratio = ours_found.counts()[0] / their_found.counts()[0].max(1.0);
            at_most(&format!("{ours} / {theirs}, bytes"), ratio, bar);
        }
    };
    sent("hold, still figure", "termdown", 0.6);
    sent("hold, moving figure", "timr-tui", 2.0);
    for name in ["hold, still figure", "hold, moving figure", "repeat, moving figure"] {
        if let Some(found) = of(name) {
            // It wakes twice for a picture, a little before its moment and for it, and for nothing else. A look
            // may begin between the two; two writes for a picture would be twice as many.
            let [_, wakes, writes] = found.counts();
            at_most(&format!("{name}, writes for each picture"), writes / (wakes / 2.0).max(1.0), 1.1);
        }
    }
}

/// Time goes by for all of them, side by side: none has much to do.
fn watch(mut all: Vec<Watched>) -> Vec<Found> {
    let run_all = |all: &mut Vec<Watched>, time: Duration| {
        let end = Instant::now() + time;
        while Instant::now() < end {
            std::thread::sleep(Duration::from_millis(100).min(end - Instant::now()));
            for watched in all.iter_mut() {
                watched.running.run(Duration::ZERO);
            }
        }
    };
    run_all(&mut all, SETTLE);
    let mut found: Vec<Found> =
        all.iter().map(|watched| Found { name: watched.name, looks: Vec::new() }).collect();
    let read = |all: &Vec<Watched>| -> Vec<(Cost, usize)> {
        all.iter().map(|one| (one.running.cost(), one.running.bytes)).collect()
    };
    let mut before = read(&all);
    for _ in 0..LOOKS {
        run_all(&mut all, LOOK);
        let after = read(&all);
        for ((found, before), after) in found.iter_mut().zip(&before).zip(&after) {
            found.looks.push((after.0.since(before.0), after.1 - before.1));
        }
        before = after;
    }
    for found in &found {
        let ([median, least, most], [bytes, wakes, writes]) = (found.cpu(), found.counts());
        println!(
            "{:<22} processor median {median:>8.2?} ({least:.2?} to {most:.2?})  bytes {bytes:>7.0}  wake-ups {wakes:>5.0}  writes {writes:>5.0}",
            found.name
        );
    }
    found
}
