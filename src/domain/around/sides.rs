//! Left and right, kept apart: whether one side drifts away from the other.
//!
//! The rule (source: DESIGN): over the last six sessions with any exercise for each side, and at least
//! three of them, one side did 30 % less work than the other; or something was said to be wrong on one
//! side twice more often than on the other. Work is repetitions, each times its seconds where it is held,
//! or the seconds of a stretch. It changes no dose: the weaker side decides that already. Pain is asked
//! for the whole exercise, so there is none to compare.

use chrono::NaiveDate;

use super::super::history::SessionRecord;

/// Sessions that are looked at, and that are needed.
const SESSIONS: usize = 6;
const NEEDED: usize = 3;
/// The weaker side in per cent of the stronger, up to which it drifts.
const DRIFT_PERCENT: u64 = 70;
/// How much more often something was wrong on one side.
const OFTENER: usize = 2;

/// One side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Left.
    Left,
    /// Right.
    Right,
}

impl Side {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Side::Left => "left",
            Side::Right => "right",
        }
    }
}

/// How the sides compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sides {
    /// Sessions that were looked at.
    pub sessions: usize,
    /// Work done, left and right.
    pub work: [u64; 2],
    /// How often something was wrong, left and right.
    pub wrong: [usize; 2],
}

/// Why a side stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drift {
    /// It did less, in per cent of the other.
    Less(Side, u64),
    /// Something was wrong there more often: so many times.
    Wrong(Side, usize),
}

/// The last sessions with work on each side, up to a day.
pub fn compare(sessions: &[SessionRecord], today: NaiveDate) -> Sides {
    let has_sides = |session: &&SessionRecord| {
        session.date <= today && session.exercises.iter().any(|exercise| exercise.by_side != [0, 0])
    };
    let mut sides = Sides { sessions: 0, work: [0, 0], wrong: [0, 0] };
    for session in sessions.iter().rev().filter(has_sides).take(SESSIONS) {
        sides.sessions += 1;
        for exercise in &session.exercises {
            // What ended before the second side had its turn says nothing about that side.
            if exercise.by_side.iter().all(|work| *work > 0) {
                for (sum, work) in sides.work.iter_mut().zip(exercise.by_side) {
                    *sum += u64::from(work);
                }
            }
        }
        for ouch in &session.ouches {
            match ouch.side.as_deref() {
                Some("left") => sides.wrong[0] += 1,
                Some("right") => sides.wrong[1] += 1,
                _ => {}
            }
        }
    }
    sides
}

impl Sides {
    /// Whether a side drifts away.
    pub fn drift(&self) -> Option<Drift> {
        if self.sessions < NEEDED {
            return None;
        }
        let [left, right] = self.wrong;
        if left.abs_diff(right) >= OFTENER {
            let (side, times) = if left > right { (Side::Left, left) } else { (Side::Right, right) };
            return Some(Drift::Wrong(side, times));
        }
        let [left, right] = self.work;
        let (side, less, more) =
            if left < right { (Side::Left, left, right) } else { (Side::Right, right, left) };
        let percent = (less * 100).checked_div(more).unwrap_or(100);
        (percent <= DRIFT_PERCENT).then_some(Drift::Less(side, percent))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_tenths_less_or_twice_more_wrong() {
        for (sessions, work, wrong, expected) in [
            (6, [100, 100], [0, 0], None),
            (6, [100, 71], [0, 0], None),
            (6, [100, 70], [0, 0], Some(Drift::Less(Side::Right, 70))),
            (6, [30, 100], [0, 0], Some(Drift::Less(Side::Left, 30))),
            (2, [30, 100], [9, 0], None),
            (3, [100, 100], [1, 0], None),
            (3, [100, 100], [1, 3], Some(Drift::Wrong(Side::Right, 3))),
            (3, [0, 0], [0, 0], None),
        ] {
            assert_eq!(Sides { sessions, work, wrong }.drift(), expected, "{sessions} {work:?} {wrong:?}");
        }
    }
}
