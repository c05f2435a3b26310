//! From the bytes of a journal to today's plan, beside the least that a typed reader of the same lines
//! could do, for journals of 1,000 to 1,000,000 entries: `cargo bench --bench replay`, or of so many
//! sessions alone: `cargo bench --bench replay -- 3650`.
#![allow(clippy::expect_used, missing_docs)]

#[path = "support/journal.rs"]
mod journal;
#[path = "support/minimal.rs"]
mod minimal;
#[path = "support/spread.rs"]
mod spread;

use supple::cli::open;
use supple::journal::past::{self, Past};
use supple::journal::reader::read;

fn main() {
    let empty = open::coach(Vec::new()).expect("the built-in content reads");
    let now = journal::now();
    let only: Option<u64> = std::env::args().find_map(|word| word.parse().ok());
    for (sessions, runs) in [(66, 60), (660, 40), (journal::SESSIONS, 20), (66_000, 3)] {
        if only.is_some_and(|only| only != sessions) {
            continue;
        }
        let text = journal::text(&journal::made_up(&empty, sessions));
        println!("{} entries, {} bytes", text.lines().count(), text.len());
        spread::of("  least: typed lines", runs, || minimal::read(&text));
        spread::of("  bytes to entries", runs, || read(text.as_bytes()));
        spread::of("  bytes to events, by entries", runs, || past::events(&mut read(text.as_bytes()), now));
        spread::of("  bytes to history", runs, || Past::of(text.as_bytes()).at(now).0.history);
        spread::of("  bytes to plan", runs, || {
            let (past, _) = Past::of(text.as_bytes()).at(now);
            open::with_past(past).expect("the built-in content reads").plan(now, None)
        });
    }
}
