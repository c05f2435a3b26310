//! What a person told after the first session, each of it only if they wanted to.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::direction::Worse;
use crate::domain::score::Score;

/// Activities that can be followed at one time.
pub const GOALS: u8 = 3;

/// What was told, the latest of each.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Wishes {
    /// Which way of bending is worse, and when that was said.
    pub worse: Option<(NaiveDate, Worse)>,
    /// Things to exercise with, beside what is in every home.
    pub equipment: BTreeSet<String>,
    /// Whether that was told at all.
    pub equipment_told: bool,
    /// Whether ladders take turns; `None`: not told.
    pub variety: Option<bool>,
    /// "Not this one": exercise id, when it was said, and whether it still holds.
    pub unwanted: BTreeMap<String, (DateTime<FixedOffset>, bool)>,
    /// Scores of things that the person wants to do again, by place 1 to 3, oldest first.
    pub goals: BTreeMap<u8, Vec<GoalScore>>,
    /// Worry about each kind of movement, 0 to 10, oldest first.
    pub worries: BTreeMap<String, Vec<(DateTime<FixedOffset>, Score)>>,
    /// What was expected of exercises that worry, oldest first.
    pub expected: Vec<Expected>,
    /// Days on which it was told whether the morning was stiff, with the moment.
    pub mornings: BTreeMap<NaiveDate, (DateTime<FixedOffset>, bool)>,
    /// Days that were called a flare or no flare after all, with the moment.
    pub flare_days: BTreeMap<NaiveDate, (DateTime<FixedOffset>, bool)>,
    /// Usual pain as it was told, oldest first.
    pub usual: Vec<(DateTime<FixedOffset>, Score)>,
    /// When usual pain was looked at again.
    pub reassessed: Vec<(DateTime<FixedOffset>, Score)>,
}

/// One score of one thing that a person wants to do again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalScore {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// The thing, in the person's own words.
    pub words: String,
    /// How well it goes: 0 not at all, 10 as before. `None`: no longer followed.
    pub score: Option<Score>,
}

/// What a person expected of one exercise before the session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The session.
    pub session: String,
    /// The exercise.
    pub exercise: String,
    /// How bad it would be, 0 to 10.
    pub score: Score,
}

impl Wishes {
    /// Exercises that the person does not want.
    pub fn unwanted(&self) -> impl Iterator<Item = &str> {
        self.unwanted.iter().filter(|(_, (_, holds))| *holds).map(|(id, _)| id.as_str())
    }

    /// Whether that morning was said to be stiff; `None`: not told.
    pub fn stiff_on(&self, date: NaiveDate) -> Option<bool> {
        self.mornings.get(&date).map(|(_, stiff)| *stiff)
    }
}
