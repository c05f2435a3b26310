//! The four keys of the profile: which are open, what they ask, and what each answer writes down.

use crate::domain::profile::{Profile, Settle};
use crate::domain::score::Score;
use crate::journal::event::ProfileSet;

/// How long pain takes to settle, as shown on a list.
pub const SETTLE: [(Settle, &str); 3] = [
    (Settle::Under15, "Under a quarter of an hour"),
    (Settle::Upto60, "A quarter of an hour to an hour"),
    (Settle::Over60, "More than an hour"),
];
/// Minutes a day to choose from.
pub const MINUTES: [u32; 5] = [5, 10, 15, 20, 30];
/// Minutes that one day can be set to.
const ONE_DAY: [i32; 6] = [5, 10, 15, 20, 25, 30];

/// One step more or fewer minutes, for today alone. `None`: there are no more, or no fewer.
pub fn minutes_beside(now: i32, more: bool) -> Option<i32> {
    if more {
        ONE_DAY.iter().find(|minutes| **minutes > now).copied()
    } else {
        ONE_DAY.iter().rev().find(|minutes| **minutes < now).copied()
    }
}

/// One of the four keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Pain on a usual day.
    UsualPain,
    /// How long it takes to settle.
    Settle,
    /// Down to the floor and up again.
    Floor,
    /// Minutes a day.
    Minutes,
}

impl Key {
    /// In the order asked.
    pub const ALL: [Key; 4] = [Key::UsualPain, Key::Settle, Key::Floor, Key::Minutes];

    /// Whether it is answered.
    pub fn is_answered(self, profile: &Profile) -> bool {
        match self {
            Key::UsualPain => profile.usual_pain.is_some(),
            Key::Settle => profile.settle.is_some(),
            Key::Floor => profile.floor.is_some(),
            Key::Minutes => profile.minutes.is_some(),
        }
    }

    /// The question, and why it is asked.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Key::UsualPain => (
                "How bad is your pain on a usual day, 0 to 10?",
                "0 is none, 10 the worst that you can imagine. supple measures your days against this, and starts \
                 gently where it is high.",
            ),
            Key::Settle => (
                "When something has set it off, how long until it settles again?",
                "The longer it takes, the smaller the first steps.",
            ),
            Key::Floor => (
                "Can you get down to the floor, and up again?",
                "With no, or not sure, all your exercises are done standing or on a chair.",
            ),
            Key::Minutes => (
                "How many minutes a day would you like?",
                "Ten easy minutes on most days do more than an hour now and then. You can change it any day.",
            ),
        }
    }
}

/// Pain on a usual day.
pub fn usual_pain(score: Score) -> ProfileSet {
    ProfileSet { usual_pain: Some(score), ..ProfileSet::default() }
}

/// A line of [`SETTLE`], from 0.
pub fn settle(line: usize) -> Option<ProfileSet> {
    SETTLE.get(line).map(|(settle, _)| ProfileSet { settle: Some(*settle), ..ProfileSet::default() })
}

/// Whether the floor can be used. Not sure counts as no: a chair never hurt anybody who could have used
/// the floor.
pub fn floor(yes: bool) -> ProfileSet {
    ProfileSet { floor: Some(yes), ..ProfileSet::default() }
}

/// A line of [`MINUTES`], from 0.
pub fn minutes(line: usize) -> Option<ProfileSet> {
    MINUTES.get(line).map(|minutes| ProfileSet { minutes: Some(*minutes), ..ProfileSet::default() })
}
