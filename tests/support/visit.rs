//! Somebody at the real program in a pseudo-terminal: a home with a past, the keys of a first visit and
//! of a session, and what of it was shown as saved.

#![allow(dead_code)] // Each test binary uses a part of it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset, Timelike, Utc};
use serde_json::Value;
use supple::clock::Now;
use supple::journal::book::Book;
use supple::journal::event::{Event, When};
use supple::journal::keeper::Keeper;
use supple::journal::store::{self, IfMissing, Places, Store};
use supple::journal::writer::Writer;

use crate::app::{Pages, Person};
use crate::support::{Key, Launch, PATIENCE, Terminal};

/// From the first screen to the plan: a sore low back at 47, nothing to report, ten minutes a day.
pub(crate) const FIRST_VISIT: &str = "enter 1 1 enter n*6 x*4 n 4 7 enter x 1 1 4 x 4 2 y 2";

/// Between two keys: a quick typist, but no burst (20 keys in 50 ms).
const TYPING: Duration = Duration::from_millis(5);
const LOOK_EVERY: Duration = Duration::from_millis(2);

/// A folder with everything of one person, and the time zone in which it is about noon for them: no
/// test can run into midnight.
pub(crate) struct Home {
    dir: tempfile::TempDir,
    zone: String,
    born: Instant,
}

/// Hours that noon is ahead of UTC.
fn hours_ahead() -> i32 {
    static AHEAD: OnceLock<i32> = OnceLock::new();
    *AHEAD.get_or_init(|| 12 - i32::try_from(Utc::now().hour()).unwrap())
}

pub(crate) fn noon() -> DateTime<FixedOffset> {
    Utc::now().with_timezone(&FixedOffset::east_opt(hours_ahead() * 3600).unwrap())
}

impl Home {
    /// Nobody was here yet.
    pub(crate) fn empty() -> Home {
        // POSIX counts the other way round.
        let zone = format!("NOON{:+}", -hours_ahead());
        Home { dir: tempfile::tempdir().unwrap(), zone, born: Instant::now() }
    }

    /// The first visit is over: today's plan is on the screen.
    pub(crate) fn ready() -> Home {
        static TEMPLATE: OnceLock<Home> = OnceLock::new();
        let home = Home::empty();
        copy(TEMPLATE.get_or_init(visited).path(), home.path());
        home
    }

    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn journal(&self) -> PathBuf {
        self.path().join("journal.jsonl")
    }

    /// supple at this home, in a window of 30 x 100.
    pub(crate) fn launch(&self) -> Launch {
        self.dress(Launch::supple())
    }

    /// Any program, in the same surroundings.
    pub(crate) fn dress(&self, launch: Launch) -> Launch {
        launch.home(self.path()).env("SUPPLE_HOME", self.path()).env("TZ", &self.zone).size(30, 100)
    }

    /// The same with the clock running so many times as fast; a later start is never at an earlier time.
    pub(crate) fn launch_fast(&self, library: &Path, times: u32) -> Launch {
        let ahead = (self.born.elapsed().as_secs_f64() + 1.0) * f64::from(times);
        self.launch().faketime(library, &format!("+{ahead:.3} x{times}"))
    }

    /// A verb of supple, without a terminal.
    pub(crate) fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_supple"));
        command.args(args).env_clear().env("SUPPLE_HOME", self.path()).env("TZ", &self.zone);
        command.stdin(Stdio::null()).output().unwrap()
    }

    /// What the journal holds, oldest first.
    pub(crate) fn events(&self) -> Vec<Event> {
        let Some(loaded) = store::look(&self.journal()).unwrap() else { return Vec::new() };
        let entries = loaded.entries.iter();
        entries.filter_map(|entry| Event::parse(&entry.kind, entry.body.get()).unwrap()).collect()
    }

    /// Events by kind.
    pub(crate) fn count(&self, kind: &str) -> usize {
        self.events().iter().filter(|event| event.kind() == kind).count()
    }

    /// Fails if `supple doctor` finds anything worse than a note.
    #[track_caller]
    pub(crate) fn is_sound(&self) {
        let output = self.run(&["doctor", "--json"]);
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_ne!(report["status"], "attention", "{report:#}");
        assert_eq!(report["journal"]["damaged"], serde_json::json!([]), "{report:#}");
    }
}

/// The keys of a first visit in the program without a terminal: what the journal should have then.
pub(crate) fn expected_first_visit() -> Vec<Event> {
    let mut person = Person::at(&noon().to_rfc3339(), Pages::default());
    person.press(FIRST_VISIT);
    let pages = person.pages.0.borrow();
    pages.iter().map(|stamped| stamped.event.clone()).collect()
}

fn visited() -> Home {
    let home = Home::empty();
    let places = Places::new(home.path(), &home.path().join("state"));
    let opened = Store::open(places, IfMissing::Ask).unwrap();
    let mut keeper = Keeper::new(Writer::spawn(opened.store).unwrap());
    let now = Now { wall: noon(), mono: Duration::ZERO };
    for event in expected_first_visit() {
        keeper.append(&event, now.wall);
    }
    Box::new(keeper).close().unwrap();
    home
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            std::fs::create_dir(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A picture without what changes by itself: whether all is saved yet.
fn still(frame: &str) -> String {
    let (top, rest) = frame.split_once('\n').unwrap_or((frame, ""));
    let top = top.trim_end_matches(" · saved").trim_end_matches(" · saving");
    format!("{}\n{rest}", top.trim_end_matches("saved").trim_end_matches("saving").trim_end())
}

/// Presses one key after another, each once the one before has changed the picture. `n*3` is n, n, n.
#[track_caller]
pub(crate) fn press(terminal: &mut Terminal, keys: &str) {
    let keys = keys.split_whitespace().flat_map(|name| match name.split_once('*') {
        Some((name, times)) => std::iter::repeat_n(name, times.parse().unwrap()),
        None => std::iter::repeat_n(name, 1),
    });
    for name in keys {
        // On a quick machine keys typed as fast as it draws are a burst, which the program ignores.
        std::thread::sleep(TYPING);
        let before = still(&whole(terminal));
        type_key(terminal, name);
        let deadline = Instant::now() + PATIENCE;
        while still(&whole(terminal)) == before {
            assert!(Instant::now() < deadline, "{name} changes nothing. {}", terminal.dump());
            std::thread::sleep(LOOK_EVERY);
        }
    }
}

fn type_key(terminal: &mut Terminal, name: &str) {
    match name {
        "enter" => terminal.key(Key::Enter),
        "space" => terminal.keys(" "),
        other => terminal.keys(other),
    }
}

/// The picture, once the frame that is on its way is whole.
#[track_caller]
pub(crate) fn whole(terminal: &mut Terminal) -> String {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(frame) = terminal.frame() {
            return frame;
        }
        assert!(terminal.ended().is_none() && Instant::now() < deadline, "no frame. {}", terminal.dump());
        std::thread::sleep(LOOK_EVERY);
    }
}

/// Whether all answers are shown as saved.
pub(crate) fn says_saved(frame: &str) -> bool {
    frame.lines().next().is_some_and(|top| top.ends_with("saved"))
}

/// "2 of 5" of the corner: which exercise runs.
pub(crate) fn place(frame: &str) -> Option<usize> {
    let (before, _) = frame.lines().next()?.rsplit_once(" of ")?;
    before.rsplit(' ').next()?.parse().ok()
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An answer that was given by a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Given {
    /// Worst pain during the nth exercise, from 1.
    Pain(usize, u8),
    /// Effort of the nth exercise, from 1.
    Effort(usize, u8),
    /// Pain at the end.
    AfterPain(u8),
    /// Effort of it all.
    AfterEffort(u8),
    /// Skipped: the nth exercise, from 1.
    Skipped(usize),
}

/// The answers that a journal has, in its order.
pub(crate) fn answers(events: &[Event]) -> Vec<Given> {
    let mut found = Vec::new();
    for event in events {
        match event {
            Event::PainRated(rated) => match (rated.when, rated.item) {
                (When::Exercise, Some(item)) => found.push(Given::Pain(item + 1, rated.score.get())),
                (When::After, _) => found.push(Given::AfterPain(rated.score.get())),
                _ => {}
            },
            Event::EffortRated(rated) => found.push(match rated.item {
                Some(item) => Given::Effort(item + 1, rated.score.get()),
                None => Given::AfterEffort(rated.score.get()),
            }),
            Event::ItemEnded(ended) if ended.stop.is_some() => found.push(Given::Skipped(ended.item + 1)),
            _ => {}
        }
    }
    found
}

/// Somebody who does what the session says, answers at random, and watches what is shown as saved.
pub(crate) struct Player {
    pub(crate) terminal: Terminal,
    /// Taken by the program, in order.
    pub(crate) given: Vec<Given>,
    /// How many of those were shown as saved.
    pub(crate) saved: usize,
    /// The last whole frame that was seen.
    pub(crate) last: String,
    /// This exercise is skipped, the nth from 1.
    pub(crate) skip: Option<usize>,
    seed: u64,
}

impl Player {
    pub(crate) fn new(terminal: Terminal, seed: u64) -> Player {
        Player { terminal, given: Vec::new(), saved: 0, last: String::new(), skip: None, seed }
    }

    fn dice(&mut self, from: u8, to: u8) -> u8 {
        // Knuth's constants for a 64-bit linear generator; the high bits are the good ones.
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        from + ((self.seed >> 33) % u64::from(to - from + 1)) as u8
    }

    fn look(&mut self) -> Option<String> {
        let frame = self.terminal.frame()?;
        if says_saved(&frame) {
            self.saved = self.given.len();
        }
        self.last.clone_from(&frame);
        Some(frame)
    }

    /// Exercises until the session is done (true) or the time is up (false).
    pub(crate) fn play(&mut self, until: Instant) -> bool {
        while Instant::now() < until {
            let Some(frame) = self.look() else {
                assert!(self.terminal.ended().is_none(), "{}", self.terminal.dump());
                std::thread::sleep(LOOK_EVERY);
                continue;
            };
            if frame.contains("Last 7 days:") {
                return true;
            }
            self.step(&frame, until);
        }
        false
    }

    fn step(&mut self, frame: &str, until: Instant) {
        let words = flat(frame);
        let item = place(frame).unwrap_or(0);
        if words.contains("Could you have done a little more") {
            self.answer("y", None, "Could you have done a little more", until);
        } else if words.contains("worst pain during it, 0 to 10?") {
            let score = self.dice(0, 3);
            self.answer(&score.to_string(), Some(Given::Pain(item, score)), "worst pain during it", until);
        } else if words.contains("how hard was it, 0 to 10?") {
            let score = self.dice(2, 5);
            self.answer(&score.to_string(), Some(Given::Effort(item, score)), "how hard was it", until);
        } else if words.contains("How bad is the pain now, 0 to 10?") {
            let score = self.dice(2, 4);
            self.answer(&score.to_string(), Some(Given::AfterPain(score)), "How bad is the pain now", until);
        } else if words.contains("How hard was the whole session, 0 to 10?") {
            let score = self.dice(2, 5);
            self.answer(&score.to_string(), Some(Given::AfterEffort(score)), "the whole session", until);
        } else if words.contains("End this one early. Why?") {
            self.answer("1", Some(Given::Skipped(item)), "End this one early", until);
        } else if words.contains("PAUSED") {
            self.answer("space", None, "PAUSED", until);
        } else if self.skip == Some(item) {
            // Only a running exercise can be skipped; elsewhere the key does nothing.
            self.answer("s", None, "space:", until);
        } else if words.contains("space: count one") {
            let count = words.split(" done").next().unwrap_or_default().to_owned();
            self.answer("space", None, &count, until);
        } else if words.contains("space: go on now") {
            self.answer("space", None, "space: go on now", until);
        } else {
            std::thread::sleep(LOOK_EVERY);
        }
    }

    /// Presses a key, and waits until what asked for it is gone: only then it was taken. For what comes
    /// twice in a row, half a second is enough to look again.
    fn answer(&mut self, key: &str, given: Option<Given>, asked: &str, until: Instant) {
        type_key(&mut self.terminal, key);
        let patience = if given.is_some() { PATIENCE } else { Duration::from_millis(500) };
        let until = until.min(Instant::now() + patience);
        while Instant::now() < until {
            if let Some(frame) = self.terminal.frame()
                && !flat(&frame).contains(asked)
            {
                self.given.extend(given);
                self.look();
                return;
            }
            std::thread::sleep(LOOK_EVERY);
        }
    }
}
