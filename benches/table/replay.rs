//! From the bytes of a journal to the plan, beside the least that a typed reader does.

use supple::cli::open;
use supple::journal::past::Past;

use super::rows::{at_most, exponent, part, ratio};
use super::{SIZES, journal, minimal, spread};

/// Measures it.
pub(super) fn measure() {
    part("Replay to the plan");
    let empty = open::coach(Vec::new()).expect("the built-in content reads");
    let now = journal::now();
    let mut seen = Vec::new();
    for (sessions, runs) in SIZES.into_iter().zip([100, 60, 30, 3]) {
        let text = journal::text(&journal::made_up(&empty, sessions));
        println!("{} entries", text.lines().count());
        let least = spread::of("  least: typed lines", runs, || minimal::read(&text));
        let plan = spread::of("  bytes to plan", runs, || {
            let (past, _) = Past::of(text.as_bytes()).at(now);
            open::with_past(past).expect("the built-in content reads").plan(now, None)
        });
        seen.push((text.lines().count() as f64, least, plan));
    }
    let (_, least, plan) = seen[2];
    at_most("ten years, processor time / least reader", ratio(plan.cpu, least.cpu), 1.3);
    at_most("ten years, by the clock / least reader", ratio(plan.wall, least.wall), 0.6);
    let growth = exponent((seen[1].0, seen[1].2.wall), (seen[3].0, seen[3].2.wall));
    at_most("exponent of replay, 10^4 to 10^6", growth, 1.08);
}
