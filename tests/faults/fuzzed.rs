//! H2 and H3: the fuzz targets of `tests/fuzz` under a seeded mutator, so that a little of it runs
//! everywhere, and the truncation of good files at every byte.

use std::panic::catch_unwind;
use std::time::{Duration, Instant};

use crate::kit::{Check, Dice, Held, ensure, fresh_seed, hold};
use crate::targets::{TARGETS, Target};

/// What files are made of.
const PIECES: [&[u8]; 24] = [
    b"\n",
    b"\r\n",
    b"\0",
    b"{",
    b"}",
    b"[",
    b"]",
    b"\"",
    b"\\u0000",
    b"\\ud800",
    b"-1",
    b"1e308",
    b"NaN",
    b"0",
    b"99999999999999999999",
    b"null",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"{\"v\":1,",
    b",\"crc\":\"00000000\"}",
    b"<<<<<<<",
    b"= [[",
    b"2100-02-29",
    b"\xe2\x80\xae",
];

fn changed(bytes: &mut Vec<u8>, seeds: &[Vec<u8>], dice: &mut Dice) {
    for _ in 0..=dice.below(6) {
        let length = bytes.len() as u64;
        let at = dice.below(length + 1) as usize;
        match dice.below(8) {
            0 if length > 0 => bytes[at.min(length as usize - 1)] = dice.below(256) as u8,
            1 if length > 0 => bytes[at.min(length as usize - 1)] ^= 1 << dice.below(8),
            2 => bytes.truncate(at),
            3 => {
                let end = (at + dice.below(60) as usize).min(bytes.len());
                bytes.drain(at..end);
            }
            4 => {
                let end = (at + dice.below(200) as usize).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                let to = dice.below(bytes.len() as u64 + 1) as usize;
                bytes.splice(to..to, piece);
            }
            5 => {
                let other = &seeds[dice.below(seeds.len() as u64) as usize];
                let from = dice.below(other.len() as u64 + 1) as usize;
                bytes.truncate(at);
                bytes.extend_from_slice(&other[from..]);
            }
            _ => {
                let piece = PIECES[dice.below(PIECES.len() as u64) as usize];
                bytes.splice(at..at, piece.iter().copied());
            }
        }
    }
}

/// Runs one input. It may not panic, and not take longer than a second.
fn one(target: &Target, bytes: &[u8], limit: Duration) -> Result<(), String> {
    let began = Instant::now();
    let run = target.run;
    let outcome = catch_unwind(|| run(bytes));
    let shown = || String::from_utf8_lossy(&bytes[..bytes.len().min(600)]).into_owned();
    ensure(outcome.is_ok(), || format!("{} fails on {} bytes: {:?}", target.name, bytes.len(), shown()))?;
    let took = began.elapsed();
    ensure(took < limit, || {
        format!("{} takes {took:?} for {} bytes: {:?}", target.name, bytes.len(), shown())
    })
}

/// Until `cases` are done or the time is up. How many were done.
pub(crate) fn fuzz(target: &Target, cases: usize, time: Duration, seed: u64) -> Result<usize, String> {
    let seeds = (target.seeds)();
    let mut dice = Dice::new(seed);
    let began = Instant::now();
    for done in 0..cases {
        if began.elapsed() > time {
            return Ok(done);
        }
        let mut bytes = seeds[dice.below(seeds.len() as u64) as usize].clone();
        if done >= seeds.len() {
            changed(&mut bytes, &seeds, &mut dice);
        }
        // Debug code on a machine with much to do: five seconds stand for one.
        one(target, &bytes, Duration::from_secs(5))
            .map_err(|error| format!("seed {seed}, case {done}: {error}"))?;
    }
    Ok(cases)
}

/// Every target cut off at every `step`th byte of each seed.
fn cut_everywhere(step: usize) -> Check {
    for target in &TARGETS {
        for seed in (target.seeds)().iter().take(3) {
            for at in (0..seed.len().min(6_000)).step_by(step) {
                one(target, &seed[..at], Duration::from_secs(5))?;
            }
        }
    }
    Ok(Held::Yes)
}

/// H3 against mutants: a few hundred cases of one target, in this thread.
#[cfg(feature = "sabotage")]
pub(crate) fn a_line_of_any_kind(mutant: supple::journal::sabotage::Mutant) -> Check {
    supple::journal::sabotage::choose(Some(mutant));
    let found = fuzz(&TARGETS[0], 2_000, Duration::from_secs(60), 3);
    supple::journal::sabotage::choose(None);
    found.map(|_| Held::Yes)
}

/// A target that fails is noticed.
#[test]
fn h3_a_target_that_fails_is_noticed() {
    let broken = Target {
        name: "broken",
        run: |bytes| assert!(!bytes.contains(&0), "a zero byte"),
        seeds: || vec![b"sound".to_vec()],
    };
    assert!(fuzz(&broken, 5_000, Duration::from_secs(60), 1).is_err());
}

#[test]
fn h3_a_little_fuzzing() {
    std::thread::scope(|scope| {
        for target in &TARGETS {
            scope.spawn(move || {
                let done =
                    fuzz(target, 400, Duration::from_secs(20), 3).unwrap_or_else(|error| panic!("{error}"));
                println!("{}: {done} cases", target.name);
            });
        }
    });
}

#[test]
fn h2_cut_off_here_and_there() {
    hold(cut_everywhere(173));
}

#[test]
#[ignore = "full numbers: FUZZ_SECONDS for each target (60)"]
fn full_fuzz() {
    let seconds = std::env::var("FUZZ_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(60);
    let seed = fresh_seed();
    for target in &TARGETS {
        let done = fuzz(target, usize::MAX, Duration::from_secs(seconds), seed)
            .unwrap_or_else(|error| panic!("{error}"));
        println!("{}: {done} cases in {seconds} s", target.name);
    }
    hold(cut_everywhere(7));
}
