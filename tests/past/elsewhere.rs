//! Two terminals at one journal: what one puts right or takes back counts in the other at once, and what the
//! other knows then is what it would know after a new start.

use std::io::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, FixedOffset, TimeDelta};
use proptest::prelude::*;
use supple::cli::open;
use supple::coach::Coach;
use supple::coach::past::Change;
use supple::coach::pen::Pen;
use supple::coach::stops::StopDue;
use supple::domain::dose::Dose;
use supple::domain::history::PlannedItem;
use supple::domain::plan::input::Mode;
use supple::domain::score::Score;
use supple::journal::book::Book as _;
use supple::journal::event::{
    Event, PainRated, PauseWhy, SessionPaused, SessionResumed, SessionStarted, StopPressed, When,
};
use supple::journal::keeper::Keeper;
use supple::journal::line::{Head, encode};
use supple::journal::name::Name;
use supple::journal::several;
use supple::journal::store::{IfMissing, Places, Store};
use supple::journal::writer::Writer;

/// A terminal: a coach, and the pen that it writes with.
struct Terminal {
    coach: Coach,
    pen: Pen,
}

fn places(folder: &Path) -> Places {
    Places::new(&folder.join("data"), &folder.join("state"))
}

/// Another computer at the same folder, each with a file of its own.
fn apart(folder: &Path, which: usize) -> Places {
    Places::new(&folder.join("data"), &folder.join(format!("state-{which}"))).with_own_file(true)
}

/// Each moment is later than the one before: of two changes to one line the later one counts.
fn now() -> DateTime<FixedOffset> {
    static SECONDS: AtomicI64 = AtomicI64::new(0);
    let evening = DateTime::parse_from_rfc3339("2026-11-20T18:00:00+01:00").unwrap();
    evening + TimeDelta::seconds(SECONDS.fetch_add(1, Ordering::Relaxed))
}

impl Terminal {
    fn start(folder: &Path) -> Terminal {
        Terminal::start_in(places(folder))
    }

    fn start_in(places: Places) -> Terminal {
        let opened = Store::open(places.clone(), IfMissing::BeginAnew).unwrap();
        let (past, _) = opened.past.at(now());
        let keeper = Keeper::new(Writer::spawn(opened.store).unwrap()).reading(places);
        Terminal { coach: open::with_past(past).unwrap(), pen: Pen::new(Box::new(keeper)) }
    }

    fn rate(&mut self, score: u8, minute: i64) {
        let score = Score::new(score).unwrap();
        let rated = PainRated { session: None, when: When::CheckIn, item: None, exercise: None, score };
        self.pen.write(&mut self.coach, Event::from(rated), now() - TimeDelta::minutes(minute));
    }

    /// The name of one of the scores; none where there is none.
    fn one(&self, nth: usize) -> Option<String> {
        let all = self.coach.events();
        all.get(nth % all.len().max(1)).map(|line| line.id.to_string())
    }

    fn put_right(&mut self, change: &Change) {
        self.pen.put_right(&mut self.coach, change, now());
        // It waits for the disk, so that the other one can see it.
        self.pen.look(&mut self.coach, now());
    }

    fn correct(&mut self, nth: usize, score: u8) {
        let Some(id) = self.one(nth) else { return };
        let score = Score::new(score).unwrap();
        let event =
            PainRated { session: None, when: When::CheckIn, item: None, exercise: None, score }.into();
        self.put_right(&Change::Correct { id, event, at: None });
    }

    fn take_back(&mut self, nth: usize) {
        if let Some(id) = self.one(nth) {
            self.put_right(&Change::Retract { id });
        }
    }

    fn look(&mut self) {
        self.pen.look(&mut self.coach, now());
    }

    fn scores(&self) -> Vec<u8> {
        self.coach.history.pain.iter().map(|point| point.score.get()).collect()
    }
}

/// What a program that starts now knows.
fn after_a_start(folder: &Path) -> Coach {
    let past = several::look_quickly(&places(folder).journal).unwrap().unwrap_or_default();
    open::with_past(past.at(now()).0).unwrap()
}

/// Another process stands still in the middle of a line, with the lock in its hand: a screen does not wait for it, and
/// takes in all that came as soon as the line is whole.
#[test]
fn what_cannot_be_read_now_is_read_when_it_can_be() {
    let folder = tempfile::tempdir().unwrap();
    let places = places(folder.path());
    let opened = Store::open(places.clone(), IfMissing::BeginAnew).unwrap();
    let mut here = Keeper::new(Writer::spawn(opened.store).unwrap()).reading(places.clone());
    let mut there = Terminal::start(folder.path());
    there.rate(3, 30);
    there.look();
    here.look();
    let mut other = std::fs::OpenOptions::new().append(true).open(&places.journal).unwrap();
    other.lock().unwrap();
    let head = Head { id: "01ZZ", dev: "0a0a", n: 1, ts: now(), kind: "pain.rated", must: false };
    let line = encode(&head, &serde_json::json!({"when": "check_in", "score": 5})).unwrap();
    other.write_all(&line.as_bytes()[..40]).unwrap();
    assert!(here.anew(false).is_none() && here.anew(true).is_none(), "not now");
    other.write_all(&line.as_bytes()[40..]).unwrap();
    other.unlock().unwrap();
    let (past, _) = here.anew(false).expect("it is tried again").at(now());
    assert_eq!(past.history.pain.iter().map(|point| point.score.get()).collect::<Vec<_>>(), [3, 5]);
    assert!(here.anew(false).is_none(), "once");
}

/// One session in two terminals. Something is wrong, and that terminal is gone before it was told what; the other one goes
/// on after a rest. That is no answer.
#[test]
fn a_stop_in_one_terminal_is_not_answered_by_a_rest_in_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let mut here = Terminal::start(folder.path());
    let items = vec![PlannedItem { exercise: "cat-cow".into(), dose: Dose::new(1, 5, 0), sides: 1 }];
    let started = SessionStarted {
        mode: Mode::Normal,
        minutes: 15,
        items,
        aerobic: None,
        rules: "1".into(),
        plans: Vec::new(),
    };
    let session: Name = here.pen.write(&mut here.coach, started.into(), now()).as_str().into();
    here.look();
    let mut there = Terminal::start(folder.path());
    let paused = |why| SessionPaused { session: session.clone(), why }.into();
    let resumed =
        |after_stop| SessionResumed { session: session.clone(), after_stop: Some(after_stop) }.into();
    there.pen.write(&mut there.coach, paused(PauseWhy::Key), now());
    // Its moment is before the stop; its line comes after.
    let early = now();
    let stop =
        StopPressed { session: session.clone(), item: Some(0), exercise: Some("cat-cow".into()), side: None };
    here.pen.write(&mut here.coach, stop.into(), now());
    here.pen.write(&mut here.coach, paused(PauseWhy::Wrong), now());
    here.look();
    there.pen.write(&mut there.coach, resumed(false), early);
    there.look();
    here.look();
    for (coach, which) in
        [(&here.coach, "here"), (&there.coach, "there"), (&after_a_start(folder.path()), "next start")]
    {
        assert!(matches!(coach.stop_due(now()), Some(StopDue::WhatHappened(_))), "{which}");
    }
    here.pen.write(&mut here.coach, resumed(true), now());
    here.look();
    there.look();
    for coach in [&here.coach, &there.coach, &after_a_start(folder.path())] {
        assert_eq!(coach.stop_due(now()), None, "a slip of the finger");
    }
}

#[test]
fn what_another_terminal_puts_right_or_takes_back_counts_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut here = Terminal::start(folder.path());
    here.rate(3, 30);
    here.rate(8, 20);
    here.look();
    let mut there = Terminal::start(folder.path());
    there.correct(1, 2);
    there.take_back(0);
    assert_eq!(here.scores(), [3, 8]);
    here.look();
    assert_eq!(here.scores(), [2]);
    // And the other way round, with a line that is not on the disk yet.
    here.rate(5, 10);
    here.take_back(0);
    there.look();
    assert_eq!(there.scores(), [5]);
    // What was put right here is undone here, whatever has come in since.
    there.correct(0, 7);
    here.look();
    assert!(here.pen.undo_change(&mut here.coach, now()));
    assert_eq!(here.scores(), [2, 7]);
}

#[test]
fn what_another_computer_puts_right_or_takes_back_counts_as_soon_as_its_file_is_here() {
    let folder = tempfile::tempdir().unwrap();
    let [mut here, mut there] = [0, 1].map(|which| Terminal::start_in(apart(folder.path(), which)));
    here.rate(3, 30);
    here.rate(8, 20);
    here.look();
    there.look();
    assert_eq!(there.scores(), [3, 8]);
    there.correct(1, 2);
    there.take_back(0);
    assert_eq!(here.scores(), [3, 8]);
    here.look();
    assert_eq!(here.scores(), [2]);
    // With the next line of one's own, too.
    there.rate(6, 10);
    there.look();
    here.rate(5, 5);
    here.look();
    assert_eq!(here.scores(), [2, 6, 5]);
    assert!(!places(folder.path()).journal.exists());
    assert_eq!(several::files(&places(folder.path()).journal).unwrap().len(), 2);
}

/// A line of another program, at the end of the journal.
fn add(
    folder: &Path,
    nth: usize,
    kind: &str,
    body: &serde_json::Value,
    at: DateTime<FixedOffset>,
    must: bool,
) {
    let id = format!("01KAAAAAAAAAAAAAAAAAAA{nth:04}");
    let head = Head { id: &id, dev: "0b0b", n: nth as u64 + 1, ts: at, kind, must };
    let mut file = std::fs::OpenOptions::new().append(true).open(places(folder).journal).unwrap();
    file.write_all(encode(&head, body).unwrap().as_bytes()).unwrap();
}

#[test]
fn what_comes_from_elsewhere_is_judged_as_at_a_start() {
    let folder = tempfile::tempdir().unwrap();
    let mut here = Terminal::start(folder.path());
    here.rate(3, 30);
    here.look();
    let score = |score: u8| serde_json::json!({"when": "check_in", "score": score});
    // A clock that is wrong.
    add(folder.path(), 0, "pain.rated", &score(9), now() + TimeDelta::days(3), false);
    here.look();
    assert_eq!(here.scores(), [3]);
    // Taken back before it was there.
    let target = serde_json::json!({"target": "01KAAAAAAAAAAAAAAAAAAA0002"});
    add(folder.path(), 1, "retract", &target, now(), false);
    here.look();
    add(folder.path(), 2, "pain.rated", &score(8), now(), false);
    here.look();
    assert_eq!(here.scores(), [3]);
    // Of a newer supple, and it must be understood: doses are held.
    assert!(!here.coach.held);
    add(folder.path(), 3, "dream.dreamt", &serde_json::json!({}), now(), true);
    here.look();
    assert!(here.coach.held);
}

#[test]
fn what_came_from_another_terminal_and_was_taken_back_here_does_not_come_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut here = Terminal::start(folder.path());
    let mut there = Terminal::start(folder.path());
    there.rate(3, 30);
    there.look();
    here.look();
    assert_eq!(here.scores(), [3]);
    here.take_back(0);
    assert_eq!(here.scores(), [0_u8; 0]);
}

#[test]
fn what_was_taken_back_here_stays_so_when_a_syncing_program_puts_another_file_in_place() {
    let folder = tempfile::tempdir().unwrap();
    let mut before = Terminal::start(folder.path());
    before.rate(3, 30);
    before.rate(8, 20);
    before.look();
    let mut here = Terminal::start(folder.path());
    here.take_back(0);
    assert_eq!(here.scores(), [8]);
    let journal = places(folder.path()).journal;
    let new = folder.path().join("data/incoming");
    std::fs::copy(&journal, &new).unwrap();
    std::fs::rename(&new, &journal).unwrap();
    here.look();
    assert_eq!(here.scores(), [8]);
    // And where it is the next line of ours that finds it out.
    std::fs::copy(&journal, &new).unwrap();
    std::fs::rename(&new, &journal).unwrap();
    here.rate(5, 10);
    here.look();
    assert_eq!(here.coach.history, after_a_start(folder.path()).history);
}

/// What somebody does at one of the two.
#[derive(Debug, Clone, Copy)]
enum Act {
    Rate(u8),
    Correct(usize, u8),
    TakeBack(usize),
    Undo,
    Look,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        3 => (0..=10_u8).prop_map(Act::Rate),
        2 => (0..8_usize, 0..=10_u8).prop_map(|(nth, score)| Act::Correct(nth, score)),
        2 => (0..8_usize).prop_map(Act::TakeBack),
        1 => Just(Act::Undo),
        2 => Just(Act::Look),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_running_program_knows_what_one_that_starts_now_knows(
        acts in proptest::collection::vec((any::<bool>(), act()), 1..16), computers in any::<bool>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut both = [0, 1].map(|which| {
            let places = if computers { apart(folder.path(), which) } else { places(folder.path()) };
            Terminal::start_in(places)
        });
        for (minute, (which, act)) in acts.into_iter().enumerate() {
            let terminal = &mut both[usize::from(which)];
            match act {
                Act::Rate(score) => terminal.rate(score, 500 - minute as i64),
                Act::Correct(nth, score) => terminal.correct(nth, score),
                Act::TakeBack(nth) => terminal.take_back(nth),
                Act::Undo => {
                    terminal.pen.undo_change(&mut terminal.coach, now());
                }
                Act::Look => terminal.look(),
            }
            // What one does is on the disk before the other does something.
            terminal.look();
        }
        // The first one to look may write nothing, so that one round is enough.
        both.iter_mut().for_each(Terminal::look);
        let wanted = after_a_start(folder.path());
        for terminal in &both {
            prop_assert_eq!(&terminal.coach.history, &wanted.history);
        }
    }
}
