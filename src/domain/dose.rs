//! How much of one exercise: sets, repetitions, seconds.

use serde::{Deserialize, Serialize};

/// The dose of one exercise, per side.
///
/// `hold_s` is 0 for moving exercises. For `sustained` and `minutes` kinds `reps` is 1 and `hold_s`
/// is the length of one set in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Dose {
    /// Sets, at least 1.
    #[serde(default = "one")]
    pub sets: u32,
    /// Repetitions in a set, per side. With two sets of kind `hold` the second has two fewer.
    #[serde(default = "one")]
    pub reps: u32,
    /// Seconds of one hold; 0 for a moving exercise.
    #[serde(default)]
    pub hold_s: u32,
}

fn one() -> u32 {
    1
}

impl Dose {
    /// A dose of `sets` x `reps`, each held `hold_s` seconds.
    pub const fn new(sets: u32, reps: u32, hold_s: u32) -> Dose {
        Dose { sets, reps, hold_s }
    }
}

/// How an exercise is dosed (`progression` rules, section on kinds).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A repeated small movement.
    Mobility,
    /// A timed hold at the end of a range.
    Stretch,
    /// Repetitions, each held for some seconds.
    Hold,
    /// Repetitions that move.
    Reps,
    /// Sets of seconds: planks, wall sits, lying on the elbows.
    Sustained,
    /// One stretch of time: breathing, marching, lying.
    Minutes,
}

/// Where an exercise stands in a session: movement, then strength, then timed stretches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Warm-up and moving mobility.
    Mobility,
    /// Stability, strength, neck strength.
    Core,
    /// Timed stretches.
    Stretch,
}
