//! The sixteen invariants of the progression rules, tried on made-up histories: each plan is done (or
//! not) and fed back as the next prescription, with random pain, effort, gaps, missing answers, skips,
//! stop codes and clearances. Seeds are fixed. `cargo test --test engine_properties` runs the usual
//! number, `SUPPLE_HISTORIES=100000 cargo test --test engine_properties -- --ignored many` more.
//!
//! What the invariants leave open is said where it is checked. Narrower than the rules' own words are:
//!
//! * 8 leaves `pain_before` alone where the latest session stands in the first week of the trend: a worse
//!   score there raises the baseline, which is what a baseline is for. 9 leaves it alone altogether: the
//!   table of the rules does not name it among the answers whose absence holds, and a median that loses
//!   a day may stop freezing. (The program asks for it before every session.) 9 lets what comes from
//!   the trend (its prompt, and the one step down when it first worsens) go when the score that made it
//!   is taken away: a median needs its days. Nothing rises then either.
//! * 7 lets a step that was skipped be offered again: the ladder has not risen in between.
//! * 12 holds without exception: a score keeps the colour that it had on its day.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::collapsible_if)]

#[path = "engine/check.rs"]
mod check;
#[path = "engine/compare.rs"]
mod compare;
#[path = "engine/person.rs"]
mod person;
#[path = "engine/rng.rs"]
mod rng;

use std::ops::Range;

use chrono::{Days, NaiveDate};
use compare::{attempt, missing, more_done, worse};
use person::{Person, library};
use rng::Rng;
use supple::domain::dose::Dose;
use supple::domain::plan::input::{Bout, Checkin, Done, Input, Mode, PartDose, Session};
use supple::domain::plan::plan;

/// Sessions in one history.
const SESSIONS: usize = 36;

/// Runs histories; returns how often each mode came up, so that a generator that never gets anywhere
/// is noticed.
fn run(seed: u64, histories: Range<usize>, pairs: usize) -> std::collections::BTreeMap<String, usize> {
    let mut counts = std::collections::BTreeMap::new();
    for history in histories {
        let mut rng = Rng::new(seed.wrapping_mul(1_000_003).wrapping_add(history as u64));
        let mut person = Person::new(&mut rng);
        let mut rests = check::Rests::default();
        for n in 0..SESSIONS {
            person.wake(&mut rng);
            let got = plan(&person.input);
            let at = format!("seed {seed}, history {history}, plan {n}");
            check::all(&person.input, &got, &mut rests, &at);
            // the same twice: a fourth of the plans will do, it costs two more plans and a copy
            if n % 4 == history % 4 {
                check::deterministic(&person.input, &got, &at);
            }
            *counts.entry(format!("mode {:?}", got.mode)).or_insert(0) += 1;
            for line in &got.exercises {
                *counts.entry(format!("{:?}", line.change)).or_insert(0) += 1;
            }
            for _ in 0..pairs {
                attempt(&mut person.input, &got, false, &at, |input| worse(input, &mut rng));
                attempt(&mut person.input, &got, true, &at, |input| missing(input, &mut rng));
            }
            attempt(&mut person.input, &got, false, &at, more_done);
            person.act(&got, &mut rng);
        }
    }
    counts
}

#[test]
fn closed_loops_keep_the_invariants() {
    let counts = run(1, 0..2000, 1);
    for state in [
        "mode Start",
        "mode Normal",
        "mode Return",
        "mode Restart",
        "mode Flare",
        "mode Blocked",
        "Up",
        "Intro",
        "Promote",
        "Down",
        "Regress",
        "Hold",
    ] {
        assert!(counts.get(state).copied().unwrap_or(0) >= 100, "{state} hardly comes up: {counts:?}");
    }
}

/// Each once broke an invariant, and was found by a long run.
#[test]
fn histories_that_once_broke_a_rule() {
    // A worse score before a session, and next day a walk alone with a bad morning after it.
    run(11, 2229..2230, 1);
}

/// `SUPPLE_HISTORIES=100000 SUPPLE_SEED=2 cargo test --test engine_properties -- --ignored many`.
#[test]
#[ignore = "long; SUPPLE_HISTORIES says how many, SUPPLE_SEED which"]
fn many_closed_loops_keep_the_invariants() {
    let number = |name: &str| std::env::var(name).ok().and_then(|n| n.parse::<u64>().ok());
    let histories = number("SUPPLE_HISTORIES").unwrap_or(100_000);
    let seed = number("SUPPLE_SEED").unwrap_or(2);
    let counts = run(seed, 0..histories as usize, 1);
    println!("{histories} histories of {SESSIONS} plans, seed {seed}: {counts:?}");
}

/// 16: whatever the file holds, there is a plan.
#[test]
fn nothing_panics() {
    for seed in 0..3000 {
        let mut rng = Rng::new(seed);
        let input = garbage(&mut rng);
        let got = plan(&input);
        assert!(
            got.est_seconds <= input.today.minutes.unwrap_or(15).clamp(0, 180) as u32 * 60,
            "seed {seed}"
        );
        assert!(serde_json::to_string(&got).is_ok());
    }
}

/// An unrelated heap: odd dates, odd numbers, unknown and doubled ids, ladders with gaps.
fn garbage(rng: &mut Rng) -> Input {
    let base = NaiveDate::from_ymd_opt(2026, 2, 1).unwrap();
    let date = |rng: &mut Rng| match rng.below(30) {
        0 => NaiveDate::MIN,
        1 => NaiveDate::MAX,
        _ => base.checked_add_days(Days::new(rng.below(60))).unwrap(),
    };
    let odd = |rng: &mut Rng| [i32::MIN, -1, 0, 4, 10, 11, i32::MAX][rng.below(7) as usize];
    let part = |rng: &mut Rng| {
        let n = |rng: &mut Rng| rng.chance(60).then(|| [0, 1, 5, 1000, u32::MAX][rng.below(5) as usize]);
        rng.chance(30).then(|| PartDose { sets: n(rng), reps: n(rng), hold_s: n(rng) })
    };
    let dose = |rng: &mut Rng| {
        let n = |rng: &mut Rng| [0, 1, 2, 6, 12, 1_000_000, u32::MAX][rng.below(7) as usize];
        rng.chance(80).then(|| Dose::new(n(rng), n(rng), n(rng)))
    };
    let maybe = |rng: &mut Rng| if rng.chance(70) { Some(odd(rng)) } else { None };
    let mut input = Input { library: Vec::new(), ..Person::new(rng).input };
    if rng.chance(90) {
        input.library = library();
        for entry in &mut input.library {
            if rng.chance(20) {
                entry.level = [0, 1, 7, u32::MAX][rng.below(4) as usize];
                entry.sides = [0, 1, 2, u32::MAX][rng.below(4) as usize];
                (entry.start, entry.step, entry.max) = (part(rng), part(rng), part(rng));
                entry.priority = [i64::MIN, 0, i64::MAX][rng.below(3) as usize];
            }
            if rng.chance(5) {
                "heel_tap".clone_into(&mut entry.id);
            }
        }
    }
    let ids: Vec<String> = input.library.iter().map(|e| e.id.clone()).chain(["nobody".to_owned()]).collect();
    for _ in 0..rng.below(14) {
        let mut session = Session {
            date: date(rng),
            mode: [Mode::Normal, Mode::Flare, Mode::Return, Mode::Restart, Mode::Blocked]
                [rng.below(5) as usize],
            minutes: maybe(rng),
            pain_before: maybe(rng),
            pain_after: maybe(rng),
            pain_over_1h: [None, Some(true), Some(false)][rng.below(3) as usize],
            next_morning_pain: maybe(rng),
            effort: maybe(rng),
            signs: if rng.chance(10) { vec!["odd".to_owned()] } else { Vec::new() },
            events: if rng.chance(3) { vec!["odd".to_owned()] } else { Vec::new() },
            aerobic: rng.chance(50).then(|| Bout {
                prescribed: maybe(rng),
                done: maybe(rng),
                pain: maybe(rng),
                talk_ok: [None, Some(true), Some(false)][rng.below(3) as usize],
            }),
            exercises: Vec::new(),
        };
        for _ in 0..rng.below(6) {
            session.exercises.push(Done {
                id: ids[rng.below(ids.len() as u64) as usize].clone(),
                prescribed: dose(rng),
                done: dose(rng),
                pain: maybe(rng),
                effort: maybe(rng),
                stop: person::stop(rng, 30),
                within_limit: rng.chance(20),
            });
        }
        input.sessions.push(session);
    }
    for _ in 0..rng.below(5) {
        input.checkins.push(Checkin { date: date(rng), pain: maybe(rng) });
    }
    input.today.date = date(rng);
    input.today.pain_now = maybe(rng);
    input.today.minutes = maybe(rng);
    input.profile.usual_pain = maybe(rng);
    input.profile.settle_minutes = maybe(rng);
    input
}
