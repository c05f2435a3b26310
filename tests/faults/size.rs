//! F15: large journals. What is bounded here is the growth, which a slow machine does not change: ten
//! times the events take about ten times as long, and not a hundred. (Times against peers: `benches`.)

use std::time::{Duration, Instant};

use supple::journal::line::{Head, encode};
use supple::journal::reader::read;

use crate::hostile::{measured, with_journal};
use crate::kit::{Check, Held, ensure, has, hold, hold_if_possible};

/// `when`: `check_in` for a sound one; with another word no entry of it can be used.
fn journal(events: u64, when: &str) -> Vec<u8> {
    let mut text = String::new();
    for n in 1..=events {
        let ts =
            chrono::DateTime::from_timestamp(1_400_000_000 + n as i64 * 5_000, 0).unwrap().fixed_offset();
        let id = format!("01JD3QK5Z8{n:016}");
        let head = Head { id: &id, dev: "7f3a91c0", n, ts, kind: "pain.rated", must: false };
        text += &encode(&head, &serde_json::json!({"when": when, "score": n % 11})).unwrap();
    }
    text.into_bytes()
}

fn time_of(bytes: &[u8], events: u64) -> Result<Duration, String> {
    let mut best = Duration::MAX;
    for _ in 0..3 {
        let began = Instant::now();
        let loaded = read(bytes);
        best = best.min(began.elapsed());
        ensure(loaded.entries.len() as u64 == events && loaded.bad == 0, || "not all was read".to_owned())?;
    }
    Ok(best)
}

pub(crate) fn grows_evenly(small: u64, times: u64) -> Check {
    let few = time_of(&journal(small, "check_in"), small)?;
    let many = journal(small * times, "check_in");
    let took = time_of(&many, small * times)?;
    println!("{small} events in {few:?}, {} ({} MB) in {took:?}", small * times, many.len() / 1_000_000);
    // Half as much again for caches, and twice for other programs.
    ensure(took < few * (times as u32) * 3, || format!("{times} times the events: {few:?}, then {took:?}"))?;
    Ok(Held::Yes)
}

/// What the whole program takes, in MB, for ten years and for a million events. Fails at twice of what is
/// wanted: 60 and 700.
fn memory() -> Check {
    if !has("python3", &["--version"]) {
        return Ok(Held::Skipped("there is no python3 to measure memory with"));
    }
    for (events, when, most) in
        [(55_000, "check_in", 120), (55_000, "nobody knows", 120), (990_000, "check_in", 1_400)]
    {
        let home = with_journal(&journal(events, when));
        for args in [&["trend", "--json"][..], &["status"], &["doctor"]] {
            let (memory, code, took) = measured(home.path(), args)?;
            println!(
                "{events} events, {when}: {args:?}: exit {code:?}, {memory} MB, {:.1} s",
                took.as_secs_f64()
            );
            ensure(code.is_some_and(|code| (0..3).contains(&code)), || format!("{args:?}: {code:?}"))?;
            // Ten years; of a million nobody asks for a time in debug code.
            ensure(events > 55_000 || took < Duration::from_secs(20), || {
                format!("{when}: {args:?}: {took:?}")
            })?;
            ensure(memory < most, || format!("{events} events: {args:?}: {memory} MB, not {most}"))?;
        }
    }
    Ok(Held::Yes)
}

#[test]
fn f15_grows_evenly() {
    hold(grows_evenly(5_000, 8));
}

#[test]
#[ignore = "full numbers: 55,000 and 1,000,000 events"]
fn full_f15() {
    hold(grows_evenly(55_000, 18));
    hold_if_possible(memory());
}
