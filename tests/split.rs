//! However a journal is cut up for reading, into threads, or into a part now and the rest later, it comes to
//! the same.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "split/files.rs"]
mod files;
#[path = "../benches/support/journal.rs"]
mod journal;

use chrono::{DateTime, FixedOffset, TimeDelta};
use proptest::prelude::*;
use supple::cli::open;
use supple::domain::history::History;
use supple::journal::event::Event;
use supple::journal::line::{Entry, Head, encode};
use supple::journal::past::{self, Past, Reading};
use supple::journal::reader::{read, read_in};
use supple::journal::replay::{Folded, Replay, Stamped};
use supple::journal::sound::Sound;

/// Not ten years: each is read many times.
const SESSIONS: u64 = journal::SESSIONS / 20;

fn text() -> String {
    journal::text(&journal::made_up(&open::coach(Vec::new()).unwrap(), SESSIONS))
}

fn history(entries: &[Entry]) -> History {
    let stamped = |entry: &Entry| {
        let event = Event::parse(&entry.kind, entry.body.get()).unwrap().unwrap();
        Stamped { id: entry.id.clone(), at: entry.ts, event }
    };
    Replay::of(&entries.iter().map(stamped).collect::<Vec<_>>()).finish()
}

#[test]
fn threads_change_nothing() {
    let whole = read_in(1, text().as_bytes());
    assert_eq!(history(&whole.entries).sessions.len(), SESSIONS as usize);
    for threads in [2, 3, 5, 8, 61] {
        let loaded = read_in(threads, text().as_bytes());
        assert_eq!((loaded.lines, &loaded.at), (whole.lines, &whole.at), "{threads} threads");
        assert!(
            loaded.entries.iter().zip(&whole.entries).all(|(a, b)| a.says_the_same(b)),
            "{threads} threads"
        );
    }
}

#[test]
fn what_is_given_to_the_program_is_what_the_plain_fold_gives() {
    let mut loaded = read(text().as_bytes());
    let (events, reading) = past::events(&mut loaded, journal::now());
    assert!(reading.unusable.is_empty() && reading.unknown == 0);
    assert_eq!(open::coach(events).unwrap().history, history(&loaded.entries));
}

/// The name of the line with that number, from 0.
fn name(nth: usize) -> String {
    format!("01JD3QK5Z8{:016}", nth + 1)
}

/// A line of another kind, sound in itself.
fn line(nth: usize, kind: &str, body: &serde_json::Value, ts: DateTime<FixedOffset>, must: bool) -> String {
    let id = format!("01JD3QK5Z9{nth:016}");
    encode(&Head { id: &id, dev: "0a0a", n: nth as u64 + 1, ts, kind, must }, body).unwrap()
}

/// What may stand in a journal beside the events of one machine. `of` is the number of a line.
#[derive(Debug, Clone)]
enum Extra {
    Correct { of: usize, body: &'static str, days: Option<i64> },
    Retract { of: usize },
    RetractRetract { of: usize },
    Import { of: usize },
    ImportUndone,
    Unknown { must: bool },
    Misfit,
    Future,
    ByHand,
    Blank,
    Twice { of: usize },
    Damaged { of: usize },
    CutOff,
}

impl Extra {
    /// As lines; `lines` are those of the journal.
    fn text(&self, nth: usize, lines: &[&str]) -> String {
        let now = journal::now();
        let here = |of: &usize| of % lines.len();
        let plain = |kind: &str, body: &serde_json::Value| {
            line(nth, kind, body, now + TimeDelta::seconds(nth as i64), false)
        };
        match self {
            Extra::Correct { of, body, days } => {
                let mut note: serde_json::Value = serde_json::json!({"target": name(here(of)), "body": serde_json::from_str::<serde_json::Value>(body).unwrap()});
                if let Some(days) = days {
                    note["at"] = (now + TimeDelta::days(*days)).to_rfc3339().into();
                }
                plain("correct", &note)
            }
            Extra::Retract { of } => {
                plain("retract", &serde_json::json!({"target": name(here(of)), "why": "so"}))
            }
            Extra::RetractRetract { of } => {
                let target = format!("01JD3QK5Z9{:016}", of % 8);
                plain("retract", &serde_json::json!({"target": target}))
            }
            Extra::Import { of } => plain(
                "import.done",
                &serde_json::json!({"import": "one", "source": "a file", "ids": [name(here(of))]}),
            ),
            Extra::ImportUndone => plain("import.undone", &serde_json::json!({"import": "one"})),
            Extra::Unknown { must } => line(nth, "dream.dreamt", &serde_json::json!({}), now, *must),
            Extra::Misfit => plain("pain.rated", &serde_json::json!({"when": "check_in", "score": 12})),
            Extra::Future => line(
                nth,
                "pain.rated",
                &serde_json::json!({"when": "check_in", "score": 2}),
                now + TimeDelta::days(3),
                false,
            ),
            Extra::ByHand => format!(
                "{{\"v\":1,\"id\":\"hand-{nth}\",\"ts\":\"2026-11-01T08:00:00Z\",\"type\":\"flare.declared\",\"body\":{{\"on\":true}}}}\n"
            ),
            Extra::Blank => "\n".into(),
            Extra::Twice { of } => format!("{}\n", lines[here(of)]),
            Extra::Damaged { of } => format!("{}\n", lines[here(of)].replacen(':', ";", 3)),
            Extra::CutOff => lines[0][..lines[0].len() / 2].to_owned(),
        }
    }
}

fn extras() -> impl Strategy<Value = Vec<(f64, Extra)>> {
    let of = 0_usize..1_000;
    let bodies = prop_oneof![
        Just(r#"{"when":"check_in","score":9}"#),
        Just(r#"{"when":"check_in","score":99}"#),
        Just(r#"{"session":"nowhere","complete":true}"#),
    ];
    let days = prop_oneof![Just(None), Just(Some(-700)), Just(Some(5))];
    let one = prop_oneof![
        4 => (of.clone(), bodies, days).prop_map(|(of, body, days)| Extra::Correct { of, body, days }),
        4 => of.clone().prop_map(|of| Extra::Retract { of }),
        2 => of.clone().prop_map(|of| Extra::RetractRetract { of }),
        1 => of.clone().prop_map(|of| Extra::Import { of }),
        1 => Just(Extra::ImportUndone),
        1 => any::<bool>().prop_map(|must| Extra::Unknown { must }),
        1 => Just(Extra::Misfit),
        2 => Just(Extra::Future),
        1 => Just(Extra::ByHand),
        2 => Just(Extra::Blank),
        1 => of.clone().prop_map(|of| Extra::Twice { of }),
        1 => of.prop_map(|of| Extra::Damaged { of }),
        1 => Just(Extra::CutOff),
    ];
    proptest::collection::vec((0.0..1.0_f64, one), 0..4)
}

/// The journal with these in it, each somewhere.
fn with(text: &str, extras: &[(f64, Extra)]) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out: Vec<String> = lines.iter().map(|line| format!("{line}\n")).collect();
    for (nth, (place, extra)) in extras.iter().enumerate() {
        let place = (place * out.len() as f64) as usize;
        out.insert(place, extra.text(nth, &lines));
    }
    out.concat()
}

/// What is read the long way, entry by entry.
fn the_long_way(text: &str) -> (Folded, Reading) {
    Past::Whole(read(text.as_bytes())).at(journal::now())
}

/// A few sessions: each journal is read several times.
fn short_text() -> String {
    journal::text(&journal::made_up(&open::coach(Vec::new()).unwrap(), 20))
}

#[test]
fn what_people_do_with_a_journal_leaves_it_sound() {
    let text = short_text();
    let started = text.lines().position(|line| line.contains("\"session.started\"")).unwrap();
    let body = r#"{"mode":"normal","minutes":15,"items":[],"rules":"bench"}"#;
    let moved_elsewhere = Extra::Correct { of: started, body, days: Some(-1) };
    for (extra, what) in [
        (Extra::Retract { of: 3 }, "an answer taken back"),
        (Extra::Correct { of: 61, body: r#"{"when":"check_in","score":9}"#, days: Some(-1) }, "put right"),
        (Extra::Import { of: 3 }, "lines of another machine"),
        (Extra::Unknown { must: true }, "a newer supple"),
        (Extra::Blank, "a blank line"),
        (Extra::Future, "a clock that was wrong"),
    ] {
        assert!(Sound::of(with(&text, &[(0.5, extra)]).as_bytes()).is_some(), "{what}");
    }
    for (extra, what) in [
        (Extra::ByHand, "a line by hand"),
        (Extra::Damaged { of: 3 }, "damage"),
        (Extra::CutOff, "a torn line"),
        (Extra::Twice { of: 3 }, "a line twice"),
        (Extra::ImportUndone, "an import taken back"),
        (moved_elsewhere, "a session that another machine has put on another day"),
    ] {
        assert!(Sound::of(with(&text, &[(0.5, extra)]).as_bytes()).is_none(), "{what}");
    }
    let cut = &text[..text.len() - 1];
    assert!(Sound::of(cut.as_bytes()).is_none(), "the last line does not end");
}

/// One machine that puts a session on other days, and says things of it in between.
#[test]
fn a_session_that_was_moved_is_read_the_quick_way_too() {
    let text = short_text();
    let lines: Vec<&str> = text.lines().collect();
    let started = lines.iter().rposition(|line| line.contains("\"session.started\"")).unwrap();
    let (at, session) = (read(text.as_bytes()).entries[started].ts, name(started));
    let body: serde_json::Value = serde_json::from_str(lines[started]).unwrap();
    let later = |n: usize, kind: &str, body: &serde_json::Value| {
        let id = format!("01JD3QK5Z9{n:016}");
        let (n, ts) = ((lines.len() + n) as u64, journal::now() + TimeDelta::seconds(n as i64));
        encode(&Head { id: &id, dev: "7f3a", n, ts, kind, must: false }, body).unwrap()
    };
    let to = |days: i64| {
        let at = (at - TimeDelta::days(days)).to_rfc3339();
        serde_json::json!({"target": session, "body": body["body"], "at": at})
    };
    let morning = serde_json::json!({"session": session, "next_morning": 3});
    let minutes = serde_json::json!({"session": session, "minutes": 9, "pain": 1});
    let all = [
        later(1, "correct", &to(5)),
        later(2, "session.followed_up", &morning),
        later(3, "walk.done", &minutes),
        later(4, "correct", &to(7)),
    ];
    let text = text.clone() + &all.concat();
    let (sound, _) = Past::Sound(Box::new(Sound::of(text.as_bytes()).unwrap())).at(journal::now());
    let (long, _) = the_long_way(&text);
    assert_eq!(sound.events, long.events);
    let [.., followed, walk] = sound.events.as_slice() else { panic!("{} events", sound.events.len()) };
    assert_eq!(
        followed.at,
        journal::now() + TimeDelta::seconds(2),
        "how it was afterwards was told when it was told"
    );
    assert_eq!(
        walk.at,
        journal::now() + TimeDelta::seconds(3) - TimeDelta::days(2),
        "by the second move alone"
    );
    // The same lines in another order are the same.
    let turned = all.iter().rev().cloned().collect::<String>();
    let text = short_text() + &turned;
    assert!(Sound::of(text.as_bytes()).is_none(), "not in the order in which they were written");
    let (other, _) = the_long_way(&text);
    assert_eq!(other.history, long.history);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_part_now_and_the_rest_later_is_the_whole(cuts in proptest::collection::vec(0.0..1.0_f64, 0..6)) {
        let text = text();
        let (events, _) = past::events(&mut read(text.as_bytes()), journal::now());
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
        prop_assert_eq!(history(&pieces), history(&whole.entries));
    }

    #[test]
    fn the_quick_way_comes_to_what_the_long_way_comes_to(
        extras in extras(), threads in 1_usize..5, piece in prop_oneof![1_usize..400, 400_usize..20_000],
    ) {
        let text = with(&short_text(), &extras);
        let long = the_long_way(&text);
        let (past, reading) = Past::of(text.as_bytes()).at(journal::now());
        prop_assert_eq!(&past.events, &long.0.events);
        prop_assert_eq!(&past.history, &long.0.history);
        prop_assert_eq!(&reading, &long.1);
        let sound = Sound::of(text.as_bytes());
        let in_pieces = Sound::in_pieces(threads, text.as_bytes(), piece);
        prop_assert_eq!(sound.is_some(), in_pieces.is_some(), "{} threads, {} bytes", threads, piece);
        if let Some(sound) = in_pieces {
            let (past, reading) = Past::Sound(Box::new(sound)).at(journal::now());
            prop_assert_eq!(&past.events, &long.0.events);
            prop_assert_eq!(&past.history, &long.0.history);
            prop_assert_eq!(&reading, &long.1);
        }
        for dev in ["7f3a", "0a0a", "none"] {
            prop_assert_eq!(Past::of(text.as_bytes()).numbers_of(dev), read(text.as_bytes()).numbers_of(dev));
        }
    }
}
