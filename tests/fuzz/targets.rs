//! What is fuzzed: each takes any bytes, must not panic, and keeps its promise. Shared by the fuzzer
//! (`tests/fuzz`, with coverage, on a nightly compiler) and by the seeded mutator in `tests/faults`.

use chrono::{DateTime, NaiveDate};
use supple::cli::open;
use supple::content::{catalogue::Catalogue, config, exercise_file, own, physio_file, screening_file};
use supple::domain::plan::{self, probe as plan_probe};
use supple::domain::screening::{assess::assess, probe};
use supple::journal::id::IdMaker;
use supple::journal::line::{Decoded, decode};
use supple::journal::past::{self, Past};
use supple::journal::reader::read;
use supple::journal::replay::Folded;
use supple::journal::{merge, source};

/// One thing to fuzz: its name, what is done with the bytes, and where to begin.
pub(crate) struct Target {
    /// The name of its program.
    pub(crate) name: &'static str,
    /// Panics when a promise is broken.
    pub(crate) run: fn(&[u8]),
    /// Sound input, to be changed.
    pub(crate) seeds: fn() -> Vec<Vec<u8>>,
}

/// All of them.
pub(crate) const TARGETS: [Target; 7] = [
    Target { name: "journal_line", run: journal_line, seeds: lines },
    Target { name: "whole_journal", run: whole_journal, seeds: journals },
    Target { name: "exercise_file", run: exercise_file, seeds: exercises },
    Target { name: "config", run: settings, seeds: configs },
    Target { name: "answers", run: answers, seeds: answer_files },
    Target { name: "probe", run: plan_input, seeds: inputs },
    Target { name: "import", run: import, seeds: imports },
];

const JOURNAL: &str = include_str!("../journal/v1.jsonl");

fn now() -> DateTime<chrono::FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-20T09:26:06.273+01:00").expect("a time")
}

fn lines() -> Vec<Vec<u8>> {
    JOURNAL.lines().step_by(9).map(|line| line.as_bytes().to_vec()).collect()
}

fn journals() -> Vec<Vec<u8>> {
    let all: Vec<&str> = JOURNAL.split_inclusive('\n').collect();
    all.chunks(40).map(|some| some.concat().into_bytes()).collect()
}

fn exercises() -> Vec<Vec<u8>> {
    vec![
        include_bytes!("../../assets/exercises/bird-dog.toml").to_vec(),
        include_bytes!("../../assets/exercises/cat-cow.toml").to_vec(),
        include_bytes!("../../assets/exercises/seated-chin-tuck.toml").to_vec(),
    ]
}

fn configs() -> Vec<Vec<u8>> {
    vec![include_bytes!("../../assets/config.toml").to_vec(), b"[look]\ncolour = \"never\"\n".to_vec()]
}

fn answer_files() -> Vec<Vec<u8>> {
    vec![
        br#"{"answers":{"bladder":"no"},"trend":"worse","days_since_start":14}"#.to_vec(),
        br#"{"answers":{},"trend":null}"#.to_vec(),
    ]
}

fn inputs() -> Vec<Vec<u8>> {
    vec![
        br#"{"library":[{"id":"a","ladder":"l","level":1,"kind":"reps","for":["back"],"priority":3},
        {"id":"b","kind":"minutes","tags":["relief"],"priority":1},{"id":"c","ladder":"l","level":2,"kind":"hold","sides":2,"priority":2,
        "start":{"sets":2,"hold_s":8},"step":{"sets":1,"hold_s":4},"max":{"sets":3,"hold_s":20}}],
        "profile":{"intake_date":"2026-01-05","age":45,"regions":["back"],"usual_pain":4,"settle_minutes":20,"conditions":[],"aerobic_ok":true},
        "today":{"date":"2026-03-10","pain_now":4,"minutes":20,"time":"evening","morning_stiff":false,"flare":false,"flags":[]},
        "checkins":[{"date":"2026-03-01","pain":4}],"clearances":[],"sessions":[]}"#
            .to_vec(),
    ]
}

fn imports() -> Vec<Vec<u8>> {
    let mut all = journals();
    all.push(b"date,pain\n2026-01-05,4\n2026-01-06,3\n".to_vec());
    all.push(b"day;score;note\n05.01.2026;4;\"a;b\"\n".to_vec());
    all.push(br#"{"format":"supple-export","version":1,"events":[]}"#.to_vec());
    all
}

/// A line is read whole, in pieces, or not at all; what vouches for itself says the same when it is read
/// again.
fn journal_line(bytes: &[u8]) {
    for first in [true, false] {
        if let Decoded::Whole(entry) = decode(bytes, first) {
            assert!(entry.body.get().starts_with('{'));
            assert!(matches!(decode(bytes, first), Decoded::Whole(again) if again.says_the_same(&entry)));
        }
    }
}

/// Any bytes are a journal: each id counts once, the quick way of reading it comes to what the long one comes
/// to, and a plan comes out of it or a refusal in words.
fn whole_journal(bytes: &[u8]) {
    let mut loaded = read(bytes);
    let mut ids: Vec<&str> = loaded.entries.iter().map(|entry| entry.id.as_str()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id counts twice");
    assert_eq!(loaded.at.len(), all);
    assert!(loaded.bad == 0 || !loaded.problems.is_empty(), "damage that nobody is told of");
    let (events, told) = past::events(&mut loaded, now());
    let (past, reading) = Past::of(bytes).at(now());
    assert_eq!(past.events, Folded::of(events).events, "the two ways differ");
    assert_eq!(reading, told, "the two ways tell differently");
    if let Ok(coach) = open::with_past(past) {
        drop(coach);
    }
}

fn exercise_file(bytes: &[u8]) {
    let Ok(text) = own::text_of("fuzz.toml", bytes) else { return };
    if let Err(error) = exercise_file::parse("fuzz.toml", &text, false) {
        assert!(!error.problems.is_empty(), "refused without a word");
        drop(error.to_string());
    }
    let mut catalogue = Catalogue::builtin().expect("the catalogue");
    let before = catalogue.exercises.len();
    own::add(&mut catalogue, &[("fuzz.toml".to_owned(), text.clone())]);
    assert!(catalogue.exercises.len() >= before, "a file of one's own took an exercise away");
    drop(physio_file::parse("fuzz.toml", &text, &catalogue));
}

fn settings(bytes: &[u8]) {
    let Ok(text) = own::text_of("config.toml", bytes) else { return };
    if let Err(error) = config::parse("config.toml", &text) {
        assert!(!error.to_string().is_empty());
    }
}

fn answers(bytes: &[u8]) {
    let book = screening_file::rulebook().expect("the rules");
    match probe::answers_from_json(&String::from_utf8_lossy(bytes), book) {
        Ok((answers, derived)) => {
            let assessment = assess(book, &answers, &derived);
            drop(probe::assessment_to_json(&assessment, book).to_string());
            drop(probe::assessment_to_text(&assessment, &answers, book));
        }
        Err(why) => assert!(!why.is_empty()),
    }
}

fn plan_input(bytes: &[u8]) {
    match plan_probe::input_from_json(&String::from_utf8_lossy(bytes)) {
        Ok(input) => drop(format!("{:?}", plan::plan(&input))),
        Err(why) => assert!(!why.is_empty()),
    }
}

/// What comes in by a merge: adds nothing that is there, and each id once.
fn import(bytes: &[u8]) {
    let today = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
    match source::understand(bytes, today) {
        Ok(found) => {
            assert_eq!(found.entries.len(), found.lines.len());
            let plan = merge::plan(&[], &found.entries, now());
            let again = merge::plan(&found.entries, &found.entries, now());
            assert!(again.add.is_empty(), "what is there would be added again");
            assert!(plan.add.len() <= found.entries.len());
        }
        Err(why) => assert!(!why.is_empty()),
    }
    drop(IdMaker::new());
}
