//! A whole session on the real program, timed from outside: it takes what the plan announced, and no hold is
//! short. Nothing of the program's own reckoning is believed: the seconds are those between the lines of
//! its journal, and those of a clock beside it.

use std::time::{Duration, Instant};

use crate::support::{Exit, Launch, PATIENCE, libfaketime, skip};
use crate::visit::{Home, whole};
use chrono::{DateTime, FixedOffset};
use serde_json::Value;
use supple::cli::open;
use supple::journal::event::Event;
use supple::journal::replay::Stamped;
use supple::journal::store;
use supple::session::Settings;
use supple::session::course::length_words;

/// Times the pace of a real session: little enough that a busy machine, which wakes a program some
/// milliseconds late, does not make a session longer by a hundredth.
const PACE: u32 = 8;
/// So often it may be tried where the machine was so busy that the session paused by itself.
const TRIES: usize = 3;

/// What one session took.
#[derive(Debug)]
struct Took {
    /// The seconds announced; on the screen they are said in whole minutes.
    said_s: f64,
    /// Seconds from its first to its last line, as its clock went.
    lines_s: f64,
    /// Seconds by the clock beside it, times the pace.
    beside_s: f64,
    holds: usize,
    /// The shortest time of a hold, minutes or set against what was asked, seconds.
    least_over_s: f64,
    paused: usize,
}

impl Took {
    fn off(&self) -> (f64, f64) {
        let off = |took: f64| (took - self.said_s).abs() / self.said_s;
        (off(self.lines_s), off(self.beside_s))
    }
}

/// The lines of the journal, each with its moment and what it says.
fn lines(home: &Home) -> Vec<(DateTime<FixedOffset>, String, Value)> {
    let text = std::fs::read_to_string(home.journal()).unwrap();
    text.lines()
        .map(|line| {
            let line: Value = serde_json::from_str(line).unwrap();
            let at = DateTime::parse_from_rfc3339(line["ts"].as_str().unwrap()).unwrap();
            (at, line["type"].as_str().unwrap().to_owned(), line["body"].clone())
        })
        .collect()
}

/// Seconds that today's session is to take in floor mode, as today's plan is made from the journal.
fn announced(home: &Home) -> u32 {
    let loaded = store::look(&home.journal()).unwrap().unwrap();
    let events: Vec<Stamped> = loaded
        .entries
        .iter()
        .map(|entry| Stamped {
            id: entry.id.clone(),
            at: entry.ts,
            event: Event::parse(&entry.kind, entry.body.get()).unwrap().unwrap(),
        })
        .collect();
    let coach = open::coach(events).unwrap();
    let now = crate::visit::noon();
    let settings = Settings { floor: true, ..Settings::default() };
    coach.estimate_s(&coach.plan_to_show(now, None).plan, &settings, now.date_naive())
}

/// A whole session in floor mode, nothing pressed between its beginning and its first question.
fn a_session(home: &Home, launch: Launch, pace: u32) -> Took {
    std::fs::write(home.path().join("config.toml"), "[session]\nfloor = true\n").unwrap();
    let said = announced(home);
    let mut terminal = launch.open();
    terminal.wait_for(&format!("about {} on the mat", length_words(said)), PATIENCE);
    terminal.keys(" ");
    terminal.wait_for("1 of ", PATIENCE);
    let begun = Instant::now();
    let longest = Duration::from_secs_f64(f64::from(said) / f64::from(pace) * 1.5) + PATIENCE;
    while !terminal.screen_text().contains("0 to 10?") {
        assert!(begun.elapsed() < longest, "no end. {}", terminal.dump());
        if terminal.screen_text().contains("PAUSED") {
            break; // The machine was too busy: it does not count.
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    let beside_s = begun.elapsed().as_secs_f64() * f64::from(pace);
    whole(&mut terminal);
    std::thread::sleep(Duration::from_millis(200));
    let lines = lines(home);
    terminal.keys("q");
    terminal.wait_for("Leave now?", PATIENCE);
    terminal.keys("q");
    assert_eq!(terminal.exit_status(PATIENCE), Exit::Code(0));

    let seconds = |from: DateTime<FixedOffset>, to: DateTime<FixedOffset>| (to - from).as_seconds_f64();
    let first = lines.iter().find(|(_, kind, _)| kind == "item.started").unwrap().0;
    let last = lines.iter().rev().find(|(_, kind, _)| kind == "item.ended").map_or(first, |line| line.0);
    let mut over = Vec::new();
    for (nth, (at, kind, body)) in lines.iter().enumerate() {
        let asked = match kind.as_str() {
            "hold.done" | "minutes.done" => body["asked_s"].as_f64().unwrap(),
            "reps.done" => body["reps"].as_f64().unwrap() * body["hold_s"].as_f64().unwrap_or(0.0),
            _ => continue,
        };
        // At the very least so long passed since the line before it.
        over.push(seconds(lines[nth - 1].0, *at) - asked);
    }
    Took {
        said_s: f64::from(said),
        lines_s: seconds(first, last),
        beside_s,
        holds: over.len(),
        least_over_s: over.iter().copied().fold(f64::INFINITY, f64::min),
        paused: lines.iter().filter(|(_, kind, _)| kind == "session.paused").count(),
    }
}

#[track_caller]
fn fits(took: &Took, beside: f64) {
    let (by_lines, by_clock) = took.off();
    assert!(took.holds >= 5 && took.least_over_s >= 0.0, "a hold was short: {took:?}");
    assert!(by_lines < 0.01, "{took:?}");
    assert!(by_clock < beside, "{took:?}");
}

#[test]
fn at_eight_times_the_pace_it_takes_what_was_announced() {
    let Some(library) = libfaketime() else {
        return skip("libfaketime is not installed: no session at eight times the pace to time");
    };
    for _ in 0..TRIES {
        let home = Home::ready();
        let took = a_session(&home, home.launch_fast(&library, PACE), PACE);
        println!("{took:?}, off by {:?}", took.off());
        if took.paused == 0 {
            // The clock beside it also sees the program start and its screen being read.
            return fits(&took, 0.02);
        }
    }
    panic!("the machine was too busy {TRIES} times: the session paused by itself");
}

#[test]
#[ignore = "takes six minutes: cargo test --test mat -- --ignored --nocapture"]
fn in_real_time_it_takes_what_was_announced() {
    let home = Home::ready();
    let took = a_session(&home, home.launch(), 1);
    println!("{took:?}, off by {:?}", took.off());
    assert_eq!(took.paused, 0, "the machine was too busy: {took:?}");
    fits(&took, 0.01);
}
