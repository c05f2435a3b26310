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

impl Kind {
    /// The group that exercises of this kind stand in.
    pub const fn group(self) -> Group {
        match self {
            Kind::Mobility | Kind::Minutes => Group::Mobility,
            Kind::Hold | Kind::Reps | Kind::Sustained => Group::Core,
            Kind::Stretch => Group::Stretch,
        }
    }

    /// Whether repetitions of this kind are held for some seconds.
    pub const fn is_timed(self) -> bool {
        !matches!(self, Kind::Mobility | Kind::Reps)
    }
}

impl Dose {
    /// The smaller of two doses, field by field.
    #[must_use]
    pub fn lower(self, other: Dose) -> Dose {
        Dose {
            sets: self.sets.min(other.sets),
            reps: self.reps.min(other.reps),
            hold_s: self.hold_s.min(other.hold_s),
        }
    }

    /// Repetitions per side over all sets. Of kind `hold`, every set after the first has two fewer.
    pub fn repetitions(self, kind: Kind) -> u32 {
        let (sets, reps) = (self.sets.max(1), self.reps.max(1));
        match kind {
            Kind::Hold => reps.saturating_add((sets - 1).saturating_mul(reps.saturating_sub(2).max(1))),
            Kind::Sustained | Kind::Minutes => sets,
            _ => sets.saturating_mul(reps),
        }
    }
}

/// A dose in words, as every screen, report and reason says it: `6 reps`, `3 x 8 s`,
/// `2 x 20 s each side`, `2 sets of 10 s`, `1 min`.
pub fn dose_words(kind: Kind, dose: Dose, sides: u32) -> String {
    let reps = |n: u32| if n == 1 { "1 rep".to_owned() } else { format!("{n} reps") };
    let work = match kind {
        Kind::Mobility | Kind::Reps if dose.sets > 1 => format!("{} sets of {}", dose.sets, reps(dose.reps)),
        Kind::Mobility | Kind::Reps => reps(dose.reps),
        Kind::Hold if dose.sets == 2 => {
            let second = dose.reps.saturating_sub(2).max(1);
            format!("2 sets, {} and {second}, x {} s", dose.reps, dose.hold_s)
        }
        Kind::Hold | Kind::Stretch if dose.sets > 1 => {
            format!("{} sets of {} x {} s", dose.sets, dose.reps, dose.hold_s)
        }
        Kind::Hold | Kind::Stretch => format!("{} x {} s", dose.reps, dose.hold_s),
        Kind::Sustained if dose.sets > 1 => format!("{} sets of {} s", dose.sets, dose.hold_s),
        Kind::Sustained => format!("1 set of {} s", dose.hold_s),
        Kind::Minutes if dose.sets > 1 => format!("{} x {}", dose.sets, minutes_words(dose.hold_s)),
        Kind::Minutes => minutes_words(dose.hold_s),
    };
    if sides == 2 { format!("{work} each side") } else { work }
}

/// Seconds as `40 s`, `1 min`, `1 min 30 s`.
fn minutes_words(seconds: u32) -> String {
    match (seconds / 60, seconds % 60) {
        (0, s) => format!("{s} s"),
        (m, 0) => format!("{m} min"),
        (m, s) => format!("{m} min {s} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doses_in_words() {
        for (kind, dose, sides, words) in [
            (Kind::Mobility, Dose::new(1, 6, 0), 1, "6 reps"),
            (Kind::Reps, Dose::new(1, 1, 0), 2, "1 rep each side"),
            (Kind::Reps, Dose::new(2, 7, 0), 1, "2 sets of 7 reps"),
            (Kind::Hold, Dose::new(1, 3, 8), 1, "3 x 8 s"),
            (Kind::Hold, Dose::new(2, 5, 10), 2, "2 sets, 5 and 3, x 10 s each side"),
            (Kind::Stretch, Dose::new(1, 2, 20), 2, "2 x 20 s each side"),
            (Kind::Sustained, Dose::new(2, 1, 10), 1, "2 sets of 10 s"),
            (Kind::Sustained, Dose::new(1, 1, 5), 1, "1 set of 5 s"),
            (Kind::Minutes, Dose::new(1, 1, 60), 1, "1 min"),
            (Kind::Minutes, Dose::new(1, 1, 90), 1, "1 min 30 s"),
            (Kind::Minutes, Dose::new(1, 1, 40), 1, "40 s"),
        ] {
            assert_eq!(dose_words(kind, dose, sides), words);
        }
    }

    #[test]
    fn repetitions_of_the_second_set_of_holds_are_two_fewer() {
        assert_eq!(Dose::new(2, 5, 8).repetitions(Kind::Hold), 8);
        assert_eq!(Dose::new(2, 2, 8).repetitions(Kind::Hold), 3);
        assert_eq!(Dose::new(2, 7, 0).repetitions(Kind::Reps), 14);
        assert_eq!(Dose::new(3, 1, 10).repetitions(Kind::Sustained), 3);
    }
}
