//! "Why is this so?": the rule's sentence, the log lines that it used, and which single answer would have
//! changed the outcome. The last is not reasoned about but tried: the plan is made again with one answer
//! changed at a time.

use chrono::{DateTime, FixedOffset};

use super::Coach;
use crate::domain::dose::dose_words;
use crate::domain::plan::input::{Done, Input, Session};
use crate::domain::plan::output::{Item, Plan, Removed};
use crate::domain::plan::plan;

/// How many past sessions are shown.
const SHOWN: usize = 4;

/// What there is to say about one exercise.
#[derive(Debug, Clone, PartialEq)]
pub struct Why {
    /// Its line in the plan.
    pub line: Option<Item>,
    /// Why its ladder is out, where a rule has put it out.
    pub removed: Option<Removed>,
    /// Another form of the same ladder that is in the plan instead.
    pub instead: Option<Item>,
    /// Skip codes of the person that keep it out for good.
    pub skipped_for: Vec<String>,
    /// The last times it was done, latest first, in words.
    pub log: Vec<String>,
    /// What would have changed the answer: (an answer that was other, what the line would be).
    pub would_change: Vec<(String, String)>,
}

/// One answer changed.
struct Change {
    words: &'static str,
    apply: fn(&mut Input, &str),
}

fn latest(input: &mut Input) -> Option<&mut Session> {
    input.sessions.iter_mut().rfind(|session| !session.exercises.is_empty())
}

fn done<'a>(input: &'a mut Input, id: &str) -> Option<&'a mut Done> {
    input
        .sessions
        .iter_mut()
        .rev()
        .find_map(|session| session.exercises.iter_mut().find(|done| done.id == id))
}

/// The answers that are tried, in the order in which they are told.
const CHANGES: [Change; 11] = [
    Change {
        words: "sore for over an hour: no",
        apply: |input, _| {
            if let Some(session) = latest(input) {
                session.pain_over_1h = Some(false);
            }
        },
    },
    Change {
        words: "sore for over an hour: yes",
        apply: |input, _| {
            if let Some(session) = latest(input) {
                session.pain_over_1h = Some(true);
            }
        },
    },
    Change {
        words: "pain the next morning as usual",
        apply: |input, _| {
            let usual = input.profile.usual_pain;
            if let Some(session) = latest(input) {
                session.next_morning_pain = usual;
            }
        },
    },
    Change {
        words: "pain the next morning two points above usual",
        apply: |input, _| {
            let usual = input.profile.usual_pain;
            if let Some(session) = latest(input) {
                session.next_morning_pain = usual.map(|usual| (usual + 2).clamp(3, 10));
            }
        },
    },
    Change {
        words: "pain today as usual",
        apply: |input, _| input.today.pain_now = input.profile.usual_pain,
    },
    Change {
        words: "pain today two points above usual",
        apply: |input, _| {
            input.today.pain_now = input.profile.usual_pain.map(|usual| (usual + 2).clamp(5, 10));
        },
    },
    Change {
        words: "an effort of 4 for the whole session",
        apply: |input, _| {
            if let Some(session) = latest(input) {
                session.effort = Some(4);
            }
        },
    },
    Change {
        words: "pain of 0 during it",
        apply: |input, id| {
            if let Some(done) = done(input, id) {
                done.pain = Some(0);
                done.stop = None;
            }
        },
    },
    Change {
        words: "pain of 8 during it",
        apply: |input, id| {
            if let Some(done) = done(input, id) {
                done.pain = Some(8);
            }
        },
    },
    Change {
        words: "an effort of 4 in it",
        apply: |input, id| {
            if let Some(done) = done(input, id) {
                done.effort = Some(4);
            }
        },
    },
    Change {
        words: "all of it done",
        apply: |input, id| {
            if let Some(done) = done(input, id) {
                done.done = done.prescribed;
                done.stop = None;
            }
        },
    },
];

impl Coach {
    /// Why an exercise of the catalogue is in the plan of that moment as it is, or is not in it.
    /// `None`: there is no such exercise.
    pub fn why(&self, id: &str, now: DateTime<FixedOffset>) -> Option<Why> {
        let exercise = self.catalogue.get(id)?;
        let input = self.input(now, None);
        let made = plan(&input);
        let conditions = self.conditions();
        let same_ladder = |item: &&Item| exercise.ladder.contains(&item.id);
        let line = made.exercises.iter().find(|item| item.id == id).cloned();
        let instead = made.exercises.iter().find(same_ladder).filter(|item| item.id != id).cloned();
        let skips = exercise.skip.iter().filter(|code| conditions.contains(code));
        let floor = conditions.iter().filter(|code| *code == "FLOOR" && exercise.position.on_floor());
        Some(Why {
            removed: made.removed.iter().find(|removed| exercise.ladder.contains(&removed.id)).cloned(),
            skipped_for: skips.chain(floor).cloned().collect(),
            log: log_lines(&input, id),
            would_change: would_change(&input, &made, id),
            line,
            instead,
        })
    }
}

fn log_lines(input: &Input, id: &str) -> Vec<String> {
    let number = |value: Option<i32>| value.map_or("not answered".to_owned(), |value| value.to_string());
    let kind = input.library.iter().find(|entry| entry.id == id).map(|entry| (entry.kind, entry.sides));
    let mut lines = Vec::new();
    for session in input.sessions.iter().rev() {
        let Some(done) = session.exercises.iter().find(|done| done.id == id) else { continue };
        let amount =
            done.done.zip(kind).map_or("-".to_owned(), |(dose, (kind, sides))| dose_words(kind, dose, sides));
        lines.push(format!(
            "{}: {amount}; pain {}, effort {}; next morning {}; sore over an hour {}",
            session.date,
            if done.within_limit { "within the limit".to_owned() } else { number(done.pain) },
            number(done.effort),
            number(session.next_morning_pain),
            match session.pain_over_1h {
                Some(true) => "yes",
                Some(false) => "no",
                None => "not answered",
            },
        ));
        if lines.len() == SHOWN {
            break;
        }
    }
    lines
}

fn would_change(input: &Input, made: &Plan, id: &str) -> Vec<(String, String)> {
    let before = outcome(made, id);
    let mut found: Vec<(String, String)> = Vec::new();
    for change in &CHANGES {
        let mut other = input.clone();
        (change.apply)(&mut other, id);
        let after = outcome(&plan(&other), id);
        if after != before {
            found.push((change.words.to_owned(), after));
        }
    }
    found
}

/// The line of an exercise in a plan, in words; also where it is out.
fn outcome(plan: &Plan, id: &str) -> String {
    match plan.exercises.iter().find(|item| item.id == id) {
        Some(item) => dose_words(item.kind, item.dose, item.sides),
        None => "not in the plan".to_owned(),
    }
}
