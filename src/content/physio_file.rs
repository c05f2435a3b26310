//! A plan of the person's clinician, `plans/NAME.toml`: which exercises, how much, what must not be
//! passed, and from when until when. Read and checked like every file of a person's own, with the line
//! and the column of each mistake.
//!
//! Decided here (source: DESIGN):
//! - Such a plan only ever makes less: it chooses, begins, caps and fixes. It never goes above what the
//!   catalogue allows, and never past a skip code, a rest or a block.
//! - One mistake anywhere, and the whole file is not taken. Half a plan could lack the half that matters.
//! - A dose is where an exercise begins. Who does it already goes on from where they are, by single steps:
//!   less than the plan says may have been asked because it hurt. "fixed" is where it ends, too.
//! - What is merely cut (more than the catalogue allows) or kept out by an answer is no mistake of the
//!   file: it is told beside the plan.

mod example;
mod read;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::catalogue::Catalogue;
use super::plain_words::nearest;
use super::problem::{ContentError, Problem, shown};
use crate::domain::exercise::{Block, ExerciseId, Mode};

pub use example::starting_file;

/// Most exercises that a plan lists.
pub const MOST_EXERCISES: usize = 40;

/// A plan of a clinician, as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhysioPlan {
    /// Name of the file without its ending.
    pub name: String,
    /// Eight hexadecimal digits that change with the text of the file.
    pub hash: String,
    /// Who made it.
    pub clinician: Option<String>,
    /// First day on which it holds; absent: from ever.
    pub from: Option<NaiveDate>,
    /// Last day on which it holds; absent: until it is taken away.
    pub until: Option<NaiveDate>,
    /// Whether nothing but its exercises may be offered.
    pub only: bool,
    /// Shown above the session.
    pub note: Option<String>,
    /// What no exercise may pass, listed or not.
    pub limits: Limits,
    /// Its exercises, in its own order.
    pub exercises: Vec<Listed>,
}

/// What must not be passed. An absent field caps nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limits {
    /// Sets.
    pub max_sets: Option<u32>,
    /// Repetitions in a set, per side.
    pub max_reps: Option<u32>,
    /// Seconds of a hold.
    pub max_hold_s: Option<u32>,
    /// Minutes of an exercise that is done by the minute.
    pub max_minutes: Option<u32>,
    /// Worst pain during it, 0 to 10.
    pub max_pain: Option<u32>,
    /// Nothing grows.
    pub no_progress: bool,
}

/// One exercise of a plan. Absent doses are the catalogue's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Exercise id.
    pub id: ExerciseId,
    /// Sets to begin with.
    pub sets: Option<u32>,
    /// Repetitions to begin with.
    pub reps: Option<u32>,
    /// Seconds of a hold to begin with.
    pub hold_s: Option<u32>,
    /// Minutes to begin with.
    pub minutes: Option<u32>,
    /// Which side it is done on.
    pub side: Side,
    /// Whether the dose is the highest there is, too.
    pub fixed: bool,
    /// What it may not pass.
    pub limits: Limits,
    /// Lower comes first; absent: its place in the file.
    pub priority: Option<u32>,
    /// Shown beside it.
    pub note: Option<String>,
}

/// Which side an exercise is done on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Side {
    /// As the catalogue has it.
    #[default]
    AsUsual,
    /// The left one only.
    Left,
    /// The right one only.
    Right,
}

impl PhysioPlan {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Name and hash, as a session records which plan was in force.
    pub fn mark(&self) -> String {
        format!("{}@{}", self.name, self.hash)
    }
}

/// Reads a plan. `file` is its name as shown, `catalogue` all exercises there are.
///
/// # Errors
/// Every problem of the file, each with line, column, what was found and what to do.
pub fn parse(file: &str, text: &str, catalogue: &Catalogue) -> Result<PhysioPlan, ContentError> {
    let name = name_of(file);
    let hash = format!("{:08x}", crc32fast::hash(text.as_bytes()));
    let (plan, places) = read::file(file, text, name, hash)?;
    let mut problems = Vec::new();
    let mut seen = BTreeSet::new();
    for (listed, place) in plan.exercises.iter().zip(&places) {
        let mut tell = |what: String, fix: &str| problems.push(Problem::at(file, *place, &what, fix));
        if !seen.insert(&listed.id) {
            tell(format!("{} stands here for the second time", listed.id), "keep one of the two");
        }
        let Some(exercise) = catalogue.get(&listed.id) else {
            let ids = catalogue.exercises.iter().map(|exercise| exercise.id.as_str());
            let fix = match nearest(&listed.id, ids) {
                Some(id) => format!("did you mean {id}? `supple content list` prints all ids"),
                None => "`supple content list` prints all ids; `supple content new` begins one of your own"
                    .to_owned(),
            };
            tell(format!("there is no exercise {}", shown(&listed.id)), &fix);
            continue;
        };
        if exercise.block == Block::Aerobic {
            let what = format!("{} is a walk or a ride, which has its own place beside the plan", listed.id);
            tell(what, "take it out here");
            continue;
        }
        for (key, given, fits) in [
            ("reps", listed.reps, matches!(exercise.mode, Mode::Reps | Mode::TimedReps | Mode::Hold)),
            ("hold_s", listed.hold_s, matches!(exercise.mode, Mode::TimedReps | Mode::Hold)),
            ("minutes", listed.minutes, exercise.mode == Mode::Minutes),
            ("sets", listed.sets, exercise.mode != Mode::Minutes),
        ] {
            if given.is_some() && !fits {
                let fix = format!("{} is given in {}; take {key} out", listed.id, given_in(exercise.mode));
                tell(format!("{} has no {key}", listed.id), &fix);
            }
        }
        if listed.side != Side::AsUsual && exercise.sides == crate::domain::exercise::Sides::Both {
            let what = format!("{} is not done one side at a time", listed.id);
            tell(what, "take side out");
        }
    }
    if problems.is_empty() { Ok(plan) } else { Err(ContentError { problems }) }
}

/// What is wrong with a plan; nothing, if it can be taken.
pub fn check(file: &str, text: &str, catalogue: &Catalogue) -> Vec<Problem> {
    parse(file, text, catalogue).err().map(|error| error.problems).unwrap_or_default()
}

/// The name of a plan: that of its file, without folders and ending.
pub fn name_of(file: &str) -> String {
    let last = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = last.strip_suffix(".toml").unwrap_or(last);
    stem.chars().map(|c| if super::problem::is_unwanted(c) { '·' } else { c }).collect()
}

fn given_in(mode: Mode) -> &'static str {
    match mode {
        Mode::Hold => "reps and hold_s: how often, and how many seconds each",
        Mode::Reps => "sets and reps",
        Mode::TimedReps => "sets, reps and hold_s",
        Mode::Minutes => "minutes",
    }
}
