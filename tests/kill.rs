//! Killed at any moment, the program has lost no answer that it showed as saved, its journal is sound,
//! and its next start offers to go on at the right exercise.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/app.rs"]
mod app;
mod support;
#[path = "support/visit.rs"]
mod visit;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use supple::journal::event::Event;
use support::{Exit, Key, PATIENCE, libfaketime, skip};
use visit::{Given, Home, Player, answers, place, whole};

/// Times the pace of a real session.
const PACE: u32 = 15;
/// A life lasts up to so long, milliseconds: at this pace up to half a minute of a session.
const LONGEST_MS: u64 = 2_000;

/// What all the kills came to.
#[derive(Default)]
struct Tally {
    kills: AtomicUsize,
    in_session: AtomicUsize,
    saved: AtomicUsize,
    done: AtomicUsize,
    /// Starts that offered to go on: how many, how many of them took over a second, and the slowest, ms.
    offered: AtomicUsize,
    slow: AtomicUsize,
    slowest: AtomicUsize,
}

fn add(counter: &AtomicUsize, number: usize) -> usize {
    counter.fetch_add(number, Ordering::Relaxed)
}

/// Numbers that are the same for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// Where a session has to go on, said without the program's own rule: each exercise that began takes
/// the place of the one before, and one that ended is over. 1 for the first.
fn to_go_on_at(events: &[Event]) -> Option<usize> {
    let mut at = None;
    for event in events {
        match event {
            Event::SessionStarted(_) => at = Some(1),
            Event::ItemStarted(started) => at = Some(started.item + 1),
            Event::ItemEnded(ended) => at = Some(ended.item + 2),
            Event::SessionEnded(_) => at = None,
            _ => {}
        }
    }
    at
}

/// Whether each of `needed` is in `all`, in the same order.
fn holds(all: &[Given], needed: &[Given]) -> bool {
    let mut rest = all.iter();
    needed.iter().all(|one| rest.any(|other| other == one))
}

/// One home: a session that is killed again and again until it is done.
fn one_home(kills: &AtomicUsize, of: usize, seed: u64, tally: &Tally) {
    let library = libfaketime().unwrap();
    let mut dice = Dice(seed);
    let home = Home::ready();
    let mut acknowledged: Vec<Given> = Vec::new();
    let mut skip = None;
    loop {
        let nth = add(kills, 1);
        if nth >= of {
            return;
        }
        let life = format!("home of seed {seed}, kill {nth}");
        let events = home.events();
        let expected = to_go_on_at(&events);
        let count = events.iter().find_map(|event| match event {
            Event::SessionStarted(started) => Some(started.items.len()),
            _ => None,
        });

        // The start: what does it offer?
        let mut terminal = home.launch_fast(&library, PACE).open();
        let begun = Instant::now();
        let Some(at) = expected else {
            terminal.wait_for("exercises, about", PATIENCE);
            terminal.key(Key::Enter);
            live(Player::new(terminal, seed ^ nth as u64), &mut dice, &mut acknowledged, &life, tally);
            check(&home, &acknowledged, &life);
            continue;
        };
        terminal.wait_for("Today's session was not finished.", PATIENCE);
        let took = begun.elapsed();
        assert!(took < Duration::from_secs(10), "{life}: a slow start");
        add(&tally.offered, 1);
        add(&tally.slow, usize::from(took > Duration::from_secs(1)));
        tally.slowest.fetch_max(took.as_millis() as usize, Ordering::Relaxed);
        terminal.key(Key::Enter);
        let all_done = at > count.unwrap();
        if all_done {
            // The first of the last questions that has no answer yet; all of them answered: the end.
            let asks = [
                "How bad is the pain now",
                "How hard was the whole session",
                "a little more?",
                "Last 7 days:",
            ];
            terminal.wait_until("question at the end", PATIENCE, |screen| {
                let text = screen.contents();
                asks.iter().any(|asked| text.contains(asked))
            });
        } else {
            terminal.wait_for("PAUSED while you were away", PATIENCE);
            let frame = whole(&mut terminal);
            assert_eq!(place(&frame), Some(at), "{life}: it goes on elsewhere:\n{frame}");
        }
        // An exercise that was begun twice would never end by itself within one life: the second time it
        // is skipped, which is an answer too.
        let mut player = Player::new(terminal, seed ^ nth as u64);
        player.skip = (skip == Some(at) && dice.below(2) == 0).then_some(at);
        skip = Some(at);
        let done = live(player, &mut dice, &mut acknowledged, &life, tally);
        check(&home, &acknowledged, &life);
        if done || home.count("session.ended") == 1 {
            add(&tally.done, 1);
            return;
        }
    }
}

/// Exercises for a random while, and is killed. Whether the session was done before.
fn live(
    mut player: Player,
    dice: &mut Dice,
    acknowledged: &mut Vec<Given>,
    life: &str,
    tally: &Tally,
) -> bool {
    let until = Instant::now() + Duration::from_micros(dice.below(LONGEST_MS * 1000));
    let done = player.play(until);
    let pid = player.terminal.pid();
    player.terminal.signal("KILL");
    assert_eq!(player.terminal.exit_status(PATIENCE), Exit::Signal("Killed".into()), "{life}");
    // What libfaketime would have cleared away itself.
    for name in [format!("faketime_shm_{pid}"), format!("sem.faketime_sem_{pid}")] {
        let _ = std::fs::remove_file(std::path::Path::new("/dev/shm").join(name));
    }
    add(&tally.kills, 1);
    add(&tally.in_session, usize::from(!done && place(&player.last).is_some()));
    add(&tally.saved, player.saved);
    acknowledged.extend(&player.given[..player.saved]);
    done
}

fn check(home: &Home, acknowledged: &[Given], life: &str) {
    home.is_sound();
    let answers = answers(&home.events());
    assert!(
        holds(&answers, acknowledged),
        "{life}: shown as saved {acknowledged:?}, in the journal {answers:?}"
    );
}

fn kill_so_often(of: usize, seed: u64) {
    if libfaketime().is_none() {
        return skip("libfaketime is not installed: no session at fifteen times the pace to kill");
    }
    println!("seed {seed}");
    let (kills, homes, tally) = (AtomicUsize::new(0), AtomicUsize::new(0), Tally::default());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while kills.load(Ordering::Relaxed) < of {
                    let nth = add(&homes, 1) as u64;
                    one_home(&kills, of, seed.wrapping_mul(1_000_003).wrapping_add(nth), &tally);
                }
            });
        }
    });
    let Tally { kills, in_session, saved, done, offered, slow, slowest } = &tally;
    let [kills, in_session, saved, done] =
        [kills, in_session, saved, done].map(|n| n.load(Ordering::Relaxed));
    let [offered, slow, slowest] = [offered, slow, slowest].map(|n| n.load(Ordering::Relaxed));
    println!(
        "{offered} starts offered to go on, the slowest after {slowest} ms, {slow} after more than a second \
         (four at a time, on the real clock)"
    );
    println!(
        "{kills} kills, {in_session} of them in a session, {saved} answers shown as saved, {done} sessions done"
    );
    assert_eq!(kills, of);
    // Or the test would say nothing.
    assert!(in_session * 2 > kills && saved * 4 > kills, "{in_session} in a session, {saved} answers");
}

#[test]
fn thirty_kills_lose_nothing() {
    kill_so_often(30, 20_261_120);
}

#[test]
#[ignore = "takes minutes: cargo test --test kill -- --ignored --nocapture"]
fn two_hundred_kills_lose_nothing() {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    kill_so_often(200, now.as_secs());
}
