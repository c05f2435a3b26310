//! Values that the rules derive from profile and log: reference pain, the three zones, irritability and
//! its limits (progression rules 3.2).

use super::input::Profile;

/// Reference pain where the profile says nothing.
const UNKNOWN_USUAL: i32 = 2;

/// Usual pain of the profile, cut to 0..=10; 2 where it is not known.
pub(super) fn usual_pain(profile: &Profile) -> i32 {
    profile.usual_pain.unwrap_or(UNKNOWN_USUAL).clamp(0, 10)
}

/// Reference pain and the zones around it. Pain up to `green` may go on growing, up to `amber` it
/// holds, above it is red.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Zones {
    /// Usual pain, as it was told.
    pub(super) usual: i32,
    /// Reference pain, R.
    pub(super) r: i32,
    /// Highest green pain.
    pub(super) green: i32,
    /// Highest amber pain.
    pub(super) amber: i32,
}

impl Zones {
    /// The zones for a usual pain and the scores before up to seven earlier sessions. Three or more
    /// of them can lower R, to their lower median; nothing raises it above the usual pain.
    pub(super) fn new(usual: i32, mut before: Vec<i32>) -> Zones {
        before.sort_unstable();
        let median = if before.len() < 3 { None } else { before.get((before.len() - 1) / 2).copied() };
        let r = median.map_or(usual, |m| m.clamp(0, 10).min(usual));
        Zones { usual, r, green: r.clamp(2, 5), amber: (r + 1).clamp(5, 7) }
    }
}

/// How easily pain is provoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Irritability {
    /// Little.
    Low,
    /// Middle, and where nothing is known.
    Moderate,
    /// Easily, and for two weeks after a flare.
    High,
}

impl Irritability {
    /// The worse of usual pain and time to settle; high while a flare session is at most 14 days old.
    pub(super) fn of(profile: &Profile, recent_flare: bool) -> Irritability {
        let by_pain = match profile.usual_pain {
            Some(pain) if pain >= 7 => Irritability::High,
            Some(pain) if pain <= 3 => Irritability::Low,
            _ => Irritability::Moderate,
        };
        let by_time = match profile.settle_minutes {
            Some(minutes) if minutes > 60 => Irritability::High,
            Some(minutes) if minutes < 15 => Irritability::Low,
            _ => Irritability::Moderate,
        };
        if recent_flare { Irritability::High } else { by_pain.max(by_time) }
    }

    /// The limits that follow from it.
    pub(super) fn limits(self) -> Limits {
        match self {
            Irritability::Low => Limits {
                first: 8,
                first_level: 2,
                calm: 2,
                steps: 2,
                week_all: 12,
                week_one: 3,
                walk_start: 10,
                walk_rise: 15,
            },
            Irritability::Moderate => Limits {
                first: 6,
                first_level: 1,
                calm: 2,
                steps: 2,
                week_all: 8,
                week_one: 3,
                walk_start: 10,
                walk_rise: 10,
            },
            Irritability::High => Limits {
                first: 4,
                first_level: 1,
                calm: 3,
                steps: 1,
                week_all: 4,
                week_one: 3,
                walk_start: 5,
                walk_rise: 5,
            },
        }
    }
}

/// What irritability allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limits {
    /// Exercises in the first session, at most.
    pub(super) first: usize,
    /// Highest level of a first variant.
    pub(super) first_level: u32,
    /// Calm exposures in a row for a step, k.
    pub(super) calm: usize,
    /// Steps in a session.
    pub(super) steps: usize,
    /// Steps in seven days, all ladders.
    pub(super) week_all: usize,
    /// Steps in seven days, one ladder.
    pub(super) week_one: usize,
    /// First walk, minutes.
    pub(super) walk_start: i32,
    /// Rise of a walk inside seven days, minutes.
    pub(super) walk_rise: i32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_around_the_reference_pain() {
        for (usual, before, r, green, amber) in [
            (0, vec![], 0, 2, 5),
            (4, vec![], 4, 4, 5),
            (6, vec![], 6, 5, 7),
            (10, vec![], 10, 5, 7),
            (4, vec![1, 1], 4, 4, 5),
            (4, vec![3, 1, 2, 9], 2, 2, 5),
            (4, vec![9, 9, 9], 4, 4, 5),
        ] {
            assert_eq!(
                Zones::new(usual, before.clone()),
                Zones { usual, r, green, amber },
                "{usual} {before:?}"
            );
        }
    }

    #[test]
    fn irritability_is_the_worse_of_two() {
        let of = |usual_pain, settle_minutes, flare| {
            Irritability::of(&Profile { usual_pain, settle_minutes, ..Profile::default() }, flare)
        };
        for (pain, minutes, flare, expected) in [
            (Some(3), Some(14), false, Irritability::Low),
            (Some(4), Some(5), false, Irritability::Moderate),
            (Some(2), Some(15), false, Irritability::Moderate),
            (Some(2), Some(60), false, Irritability::Moderate),
            (Some(2), Some(61), false, Irritability::High),
            (Some(7), Some(5), false, Irritability::High),
            (None, None, false, Irritability::Moderate),
            (Some(2), None, false, Irritability::Moderate),
            (Some(0), Some(0), true, Irritability::High),
        ] {
            assert_eq!(of(pain, minutes, flare), expected, "{pain:?} {minutes:?} {flare}");
        }
    }
}
