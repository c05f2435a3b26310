//! How long today's plan takes when ten years lie behind it: from the history that the replay left to
//! the finished plan, and its parts. `cargo bench --bench plan`. Ends with an error over the budget.
//!
//! A harness of its own: a median over many runs is all that is asked.
#![allow(clippy::expect_used, missing_docs)]

#[path = "support/journal.rs"]
mod journal;

use std::hint::black_box;
use std::time::{Duration, Instant};

use supple::cli::open;
use supple::domain::plan::plan;

/// A plan may take so long.
const BUDGET: Duration = Duration::from_millis(5);

/// The median of many runs; prints it with its spread.
fn median<T>(what: &str, runs: usize, mut work: impl FnMut() -> T) -> Duration {
    for _ in 0..runs / 10 {
        black_box(work());
    }
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            black_box(work());
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    let at = |percent: usize| times[(runs - 1) * percent / 100];
    println!(
        "{what:<34} median {:>9.1?}   best {:>9.1?}   90% {:>9.1?}   worst {:>9.1?}   {runs} runs",
        at(50),
        at(0),
        at(90),
        at(100)
    );
    at(50)
}

fn main() {
    let empty = open::coach(Vec::new()).expect("the built-in content reads");
    let events = journal::made_up(&empty, journal::SESSIONS);
    println!("{} sessions, {} events", journal::SESSIONS, events.len());
    let start = Instant::now();
    let coach = open::coach(events).expect("the built-in content reads");
    println!("replayed once in {:.1?}", start.elapsed());
    let now = journal::now();
    let made = coach.plan(now, None);
    assert!(made.not.is_none(), "there is a plan to measure: {:?}", made.not);
    assert!(made.plan.exercises.len() >= 4, "it has exercises: {}", made.plan.reason);
    let input = coach.input(now, None);
    median("the rules alone", 300, || plan(&input));
    median("from history to the rules' input", 300, || coach.input(now, None));
    let whole = median("today's plan, whole", 300, || coach.plan(now, None));
    if whole > BUDGET {
        eprintln!("the plan takes {whole:.1?}, more than {BUDGET:?}");
        std::process::exit(1);
    }
}
