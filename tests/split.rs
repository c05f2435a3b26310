//! However a journal is cut up for reading, into threads, or into a part now and the rest later, it comes to
//! the same.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../benches/support/journal.rs"]
mod journal;

use proptest::prelude::*;
use supple::cli::open;
use supple::domain::history::History;
use supple::journal::event::Event;
use supple::journal::line::Entry;
use supple::journal::parallel::map_in;
use supple::journal::reader::read;
use supple::journal::replay::{Replay, Stamped};

/// Not ten years: each is read many times.
const SESSIONS: u64 = journal::SESSIONS / 20;

fn text() -> String {
    journal::text(&journal::made_up(&open::coach(Vec::new()).unwrap(), SESSIONS))
}

fn history(entries: &[Entry], threads: usize) -> History {
    let parsed =
        map_in(threads, entries, |entry| Event::parse(&entry.kind, entry.body.get()).unwrap().unwrap());
    let stamped = |(entry, event): (&Entry, Event)| Stamped { id: entry.id.clone(), at: entry.ts, event };
    Replay::of(&entries.iter().zip(parsed).map(stamped).collect::<Vec<_>>()).finish()
}

#[test]
fn threads_change_nothing() {
    let loaded = read(text().as_bytes());
    let whole = history(&loaded.entries, 1);
    assert_eq!(whole.sessions.len(), SESSIONS as usize);
    for threads in [2, 3, 5, 8, 61] {
        assert_eq!(history(&loaded.entries, threads), whole, "{threads} threads");
    }
}

#[test]
fn what_is_given_to_the_program_is_what_the_plain_fold_gives() {
    let mut loaded = read(text().as_bytes());
    let (events, reading) = open::events(&mut loaded, journal::now());
    assert!(reading.unusable.is_empty() && reading.unknown == 0);
    assert_eq!(open::coach(events).unwrap().history, history(&loaded.entries, 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_part_now_and_the_rest_later_is_the_whole(cuts in proptest::collection::vec(0.0..1.0_f64, 0..6)) {
        let text = text();
        let (events, _) = open::events(&mut read(text.as_bytes()), journal::now());
        let whole = open::coach(events.clone()).unwrap();
        let mut places: Vec<usize> = cuts.iter().map(|cut| (cut * events.len() as f64) as usize).collect();
        places.extend([0, events.len()]);
        places.sort_unstable();
        // The first part at once; then line by line, as they come from another terminal, each part twice.
        let mut coach = open::coach(events[..places[1]].to_vec()).unwrap();
        for pair in places.windows(2) {
            for _ in 0..2 {
                events[pair[0]..pair[1]].iter().for_each(|stamped| coach.take(stamped.clone()));
            }
        }
        prop_assert_eq!(&coach.history, &whole.history);
        prop_assert_eq!(coach.events().len(), events.len());
    }

    #[test]
    fn pieces_of_the_file_read_as_the_whole_file(cut in 0.0..1.0_f64) {
        let text = text();
        let wish = (cut * text.len() as f64) as usize;
        let cut = text[..wish].rfind('\n').map_or(0, |at| at + 1);
        let (head, tail) = (read(&text.as_bytes()[..cut]), read(&text.as_bytes()[cut..]));
        let whole = read(text.as_bytes());
        let mut pieces = head.entries;
        pieces.extend(tail.entries);
        prop_assert_eq!(pieces.len(), whole.entries.len());
        prop_assert_eq!(head.lines + tail.lines, whole.lines);
        prop_assert!(pieces.iter().zip(&whole.entries).all(|(a, b)| a.says_the_same(b)));
        prop_assert_eq!(history(&pieces, 1), history(&whole.entries, 1));
    }
}
