//! "Why is this so?": the rule's sentence and its numbers, the log lines that it used, and which single
//! answer would have changed the outcome, from which value on. The last is not reasoned about but tried:
//! the plan is made again with one answer changed at a time.

mod answers;
mod log;
mod rule;
mod words;

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

pub use self::answers::Turning;
pub use self::log::{LogLine, Written};
pub use self::words::{Said, change_words};
use super::Coach;
use super::absent::NotIn;
use crate::domain::plan::input::Input;
use crate::domain::plan::output::{Aerobic, Item, Removed};
use crate::domain::plan::plan;

/// The walk beside the session, as `why` calls it.
pub const WALK: &str = "walk";

/// The plan that a question is about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Basis {
    /// The moment.
    pub at: DateTime<FixedOffset>,
    /// Minutes on the mat; `None`: as usual.
    pub minutes: Option<i32>,
    /// Whether what is not answered yet is taken to turn out as calm as usual.
    pub calm: bool,
}

/// What there is to say about one exercise, or about the walk.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Why {
    /// Exercise id, or `walk`.
    pub id: String,
    /// Its line in the plan.
    pub line: Option<Item>,
    /// The walk, where the question is about it and the plan has one.
    pub walk: Option<Aerobic>,
    /// Why its ladder is out, where a rule has put it out.
    pub removed: Option<Removed>,
    /// Another form of the same ladder that is in the plan instead.
    pub instead: Option<Item>,
    /// Skip codes of the person that keep it out for good.
    pub skipped_for: Vec<String>,
    /// Why it is not in the plan: every reason that holds, the lasting ones first.
    pub not_in: Vec<NotIn>,
    /// The rule behind its line, with the numbers that hold for this person.
    pub rule: Vec<String>,
    /// The last times it was done, latest first.
    pub log: Vec<LogLine>,
    /// What would have changed the answer.
    pub would_change: Vec<Turning>,
}

impl Coach {
    /// The engine's input of a question.
    pub fn basis(&self, basis: Basis) -> Input {
        let Basis { at, minutes, calm } = basis;
        if calm { self.calm_input(at, minutes) } else { self.input(at, minutes) }
    }

    /// Why an exercise of the catalogue is in the plan of that moment as it is, or is not in it.
    /// `None`: there is no such exercise.
    pub fn why(&self, id: &str, now: DateTime<FixedOffset>) -> Option<Why> {
        self.why_in(id, Basis { at: now, minutes: None, calm: false })
    }

    /// The same for any plan. `walk` is the walk beside the session.
    pub fn why_in(&self, id: &str, basis: Basis) -> Option<Why> {
        if id == WALK {
            return Some(self.why_walk(basis));
        }
        let exercise = self.catalogue.get(id)?;
        let input = self.basis(basis);
        let given = self.input(basis.at, basis.minutes);
        let made = self.finished(plan(&input), &input, basis.at);
        let same_ladder = |item: &&Item| exercise.ladder.contains(&item.id);
        let line = made.exercises.iter().find(|item| item.id == id).cloned();
        let instead = made.exercises.iter().find(same_ladder).filter(|item| item.id != id).cloned();
        let not_in = self.why_not(exercise, &input, &made, basis.at);
        let mut of_ladder = made.removed.iter().filter(|removed| exercise.ladder.contains(&removed.id));
        Some(Why {
            id: id.to_owned(),
            removed: of_ladder.next().cloned(),
            skipped_for: self.codes_against(exercise),
            rule: line.as_ref().map(|item| rule::of_line(item, &input)).unwrap_or_default(),
            log: self.log_of(exercise, basis.at),
            would_change: answers::turnings(&input, &given, id, &|id| self.name_of(id)),
            walk: None,
            not_in,
            line,
            instead,
        })
    }

    fn why_walk(&self, basis: Basis) -> Why {
        let input = self.basis(basis);
        let given = self.input(basis.at, basis.minutes);
        let made = plan(&input);
        let not_in = if made.aerobic.is_none() { rule::no_walk(&input, &made) } else { Vec::new() };
        Why {
            id: WALK.to_owned(),
            line: None,
            removed: None,
            instead: None,
            skipped_for: Vec::new(),
            not_in,
            rule: made.aerobic.as_ref().map(|walk| rule::of_walk(walk, &input)).unwrap_or_default(),
            log: self.log_of_walks(basis.at),
            would_change: answers::turnings(&input, &given, WALK, &|id| self.name_of(id)),
            walk: made.aerobic,
        }
    }
}
