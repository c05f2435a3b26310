//! The lines of a journal dealt to files, as computers have them that share a folder: it comes to the same
//! whichever file a line stands in, for the history and for the plan.

use chrono::TimeDelta;
use proptest::prelude::*;
use proptest::sample::Index;
use supple::cli::open;
use supple::coach::Coach;
use supple::domain::history::History;
use supple::journal::line::{Head, encode};
use supple::journal::past::{Past, Reading};
use supple::journal::reader::Loaded;
use supple::journal::replay::{Folded, Stamped};
use supple::journal::several::joined;

use super::{Extra, extras, journal, short_text, with};

const FILES: [&str; 4] =
    ["journal.jsonl", "journal-0a0a.jsonl", "journal-7f3a91c0.jsonl", "journal-beef.jsonl"];

/// The lines, each in one of the files; a line may stand in a second one as well, as after a copy by hand.
fn deal(text: &str, to: &[(Index, Option<Index>)]) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> =
        FILES.iter().map(|name| ((*name).to_owned(), String::new())).collect();
    for (line, (first, second)) in text.split_inclusive('\n').zip(to.iter().cycle()) {
        for file in [Some(first), second.as_ref()].into_iter().flatten() {
            let text = &mut files[file.index(FILES.len())].1;
            text.push_str(line);
            if !line.ends_with('\n') {
                text.push('\n');
            }
        }
    }
    files
}

fn read(files: &[(String, String)]) -> Loaded {
    joined(files.iter().map(|(name, text)| (name.clone(), text.as_bytes())))
}

fn dealt(text: &str, to: &[(Index, Option<Index>)]) -> (Folded, Reading) {
    Past::Whole(read(&deal(text, to))).at(journal::now())
}

fn coach(past: Folded) -> Coach {
    open::with_past(past).unwrap()
}

fn plan(coach: &Coach) -> String {
    let today = coach.plan_to_show(journal::now() + TimeDelta::hours(12), None);
    format!("{:?} {:?}", today.plan, today.not)
}

/// What could not be used, without where it stands.
fn unusable(reading: &Reading) -> Vec<(String, String)> {
    let mut all: Vec<_> = reading.unusable.iter().map(|one| (one.id.clone(), one.why.clone())).collect();
    all.sort();
    all
}

/// The same days, each done at one of two computers: each counts its own lines.
fn at_two_computers(days: &[bool]) -> Vec<String> {
    let events: Vec<Stamped> = journal::made_up(&open::coach(Vec::new()).unwrap(), 20);
    let mut numbers = [0_u64; 2];
    let first = events[0].at.date_naive();
    let line = |stamped: &Stamped| {
        let day = (stamped.at.date_naive() - first).num_days() as usize;
        let which = usize::from(days[day % days.len()]);
        numbers[which] += 1;
        let (dev, kind) = (["7f3a91c0", "beef"][which], stamped.event.kind());
        let head = Head { id: &stamped.id, dev, n: numbers[which], ts: stamped.at, kind, must: false };
        encode(&head, &stamped.event.body()).unwrap()
    };
    events.iter().map(line).collect()
}

/// The first line in which two histories differ.
fn differ(one: &History, other: &History) -> Option<(String, String)> {
    let lines = |history: &History| format!("{history:#?}");
    let (one, other) = (lines(one), lines(other));
    let both = one.lines().zip(other.lines()).find(|(one, other)| one != other);
    both.map(|(one, other)| (one.to_owned(), other.to_owned()))
}

fn dealing() -> impl Strategy<Value = Vec<(Index, Option<Index>)>> {
    let second = proptest::option::weighted(0.1, any::<Index>());
    proptest::collection::vec((any::<Index>(), second), 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whichever_file_a_line_stands_in_it_comes_to_the_same(
        extras in extras(), to in dealing(), other in dealing(),
    ) {
        let text = with(&short_text(), &extras);
        // In one file a line that was copied to a place above its own counts from there.
        let moved = extras.iter().any(|(_, extra)| matches!(extra, Extra::Twice { .. }));
        let alone = || Past::of(text.as_bytes()).at(journal::now());
        let (one, told) = if moved { dealt(&text, &other) } else { alone() };
        let (many, reading) = dealt(&text, &to);
        prop_assert_eq!(differ(&one.history, &many.history), None);
        prop_assert_eq!((told.entries, told.unknown, told.held), (reading.entries, reading.unknown, reading.held));
        prop_assert_eq!(unusable(&told), unusable(&reading));
        prop_assert_eq!(plan(&coach(one)), plan(&coach(many)));
    }

    #[test]
    fn two_computers_and_any_files_are_one_history(
        days in proptest::collection::vec(any::<bool>(), 1..20), to in dealing(),
    ) {
        let lines = at_two_computers(&days);
        let (one, _) = Past::of(lines.concat().as_bytes()).at(journal::now());
        let (many, reading) = dealt(&lines.concat(), &to);
        prop_assert_eq!(differ(&one.history, &many.history), None);
        prop_assert!(reading.unusable.is_empty() && reading.lost.is_empty());
        // As it really is: each in a file of its own.
        let own = |dev: &str| lines.iter().filter(|line| line.contains(dev)).cloned().collect::<String>();
        let each = [(FILES[2], "\"dev\":\"7f3a91c0\""), (FILES[3], "\"dev\":\"beef\"")];
        let each = each.map(|(file, dev)| (file.to_owned(), own(dev)));
        let (each, _) = Past::Whole(read(&each)).at(journal::now());
        prop_assert_eq!(differ(&one.history, &each.history), None);
        let wanted = plan(&coach(one));
        for past in [many, each] {
            prop_assert_eq!(&plan(&coach(past)), &wanted);
        }
    }

    #[test]
    fn no_gap_is_seen_where_there_is_none(to in dealing()) {
        let files = deal(&short_text(), &to);
        let loaded = read(&files);
        let said: Vec<&str> = loaded.problems.iter().map(|problem| problem.code.as_str()).collect();
        prop_assert!(said.iter().all(|code| *code == "same-twice"), "{:?}", said);
        prop_assert_eq!(loaded.lines, files.iter().map(|(_, text)| text.lines().count()).sum::<usize>());
        prop_assert_eq!(loaded.numbers_of("7f3a").1, loaded.entries.len() as u64);
    }
}
