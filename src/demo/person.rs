//! How the twelve weeks go: sore at first, better by ups and downs, a flare in the fourth week, ten days
//! away in the seventh, and a right side that is behind the left one. Made up, for the demo only.

use crate::domain::body::{Mark, Place};
use crate::domain::score::Score;

/// Days of the demo.
pub(super) const DAYS: u64 = 84;
/// Days of the flare, the first one being declared.
const FLARE: std::ops::Range<u64> = 24..28;
/// Days away.
const AWAY: std::ops::Range<u64> = 44..54;

/// What a day holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Day {
    /// Nothing at all.
    Nothing,
    /// A score and no session.
    Pain(u8),
    /// A session.
    Session(Feeling),
}

/// Where it hurts, on the days on which that is marked.
pub(super) fn places(number: u64) -> Option<Vec<Mark>> {
    let mark = |place, pain| Mark { place, pain: Score::new(pain) };
    match number {
        1 => Some(vec![
            mark(Place::LowBackLeft, 6),
            mark(Place::LowBackMiddle, 5),
            mark(Place::ButtockLeft, 4),
        ]),
        40 => Some(vec![mark(Place::LowBackLeft, 4), mark(Place::LowBackMiddle, 4)]),
        80 => Some(vec![mark(Place::LowBackLeft, 2)]),
        _ => None,
    }
}

/// What the made-up person wants to do again.
pub(super) const GOALS: [&str; 3] = ["Carry the shopping home", "Sit through a film", "Dig the garden"];

/// How well that goes, every two weeks.
pub(super) fn goals(number: u64) -> Option<[u8; 3]> {
    let step = u8::try_from(number / 14).unwrap_or(0);
    (number % 14 == 1).then(|| [3 + step.min(4), 4 + step / 2, 2 + step.saturating_sub(1)])
}

/// How much kinds of movement worry the made-up person, on the days on which that is told. Bending is
/// told again after each try, too.
pub(super) fn worries(number: u64) -> &'static [(&'static str, u8)] {
    match number {
        2 => &[("bending", 6), ("turning", 5)],
        // After the flare, and after the days away, it worries anew.
        30 | 55 => &[("bending", 6)],
        43 => &[("turning", 4)],
        78 => &[("turning", 2)],
        _ => &[],
    }
}

/// What is expected of a try: more than what comes, as a rule, and less so from try to try.
pub(super) fn expected(number: u64, worry: u8) -> u8 {
    worry + u8::from(noise(number + 4000).is_multiple_of(3))
        - u8::from(noise(number + 5000).is_multiple_of(5))
}

/// How much it worries after a try: a point less after each third one.
pub(super) fn worry_after(number: u64, worry: u8) -> u8 {
    worry - u8::from(noise(number + 6000).is_multiple_of(3))
}

/// How it felt, 0 to 10 each.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Feeling {
    pub(super) before: u8,
    pub(super) during: u8,
    pub(super) after: u8,
    pub(super) morning: u8,
    pub(super) over_1h: bool,
    pub(super) effort: u8,
    pub(super) flare: bool,
    /// Minutes walked, if any.
    pub(super) walk: Option<u32>,
    /// The right side does one repetition less.
    pub(super) short_right: bool,
    /// "All within my limit" in place of a score for each exercise.
    pub(super) within_limit: bool,
}

/// One of the days, counted from 0.
pub(super) fn day(number: u64) -> Day {
    let usual = usual(number);
    let noise = noise(number);
    let pain = match noise % 9 {
        0..=2 => usual.saturating_sub(1),
        8 if number > 3 => (usual + 1).min(10),
        _ => usual,
    };
    if AWAY.contains(&number) {
        return if number.is_multiple_of(3) { Day::Pain(usual) } else { Day::Nothing };
    }
    if FLARE.contains(&number) {
        let pain = if number == FLARE.start { 8 } else { 7 - u8::from(number == FLARE.end - 1) };
        return Day::Session(Feeling { flare: number == FLARE.start, ..calm(pain, number) });
    }
    // One day in eight is forgotten, one in eight has only a score.
    match noise / 5 % 8 {
        0 => Day::Nothing,
        1 => Day::Pain(pain),
        _ => Day::Session(calm(pain, number)),
    }
}

fn calm(pain: u8, number: u64) -> Feeling {
    let sore = noise(number + 1000).is_multiple_of(13);
    Feeling {
        before: pain,
        during: pain.min(3),
        after: pain.saturating_sub(u8::from(noise(number + 2000).is_multiple_of(3))),
        morning: if sore { pain + 1 } else { pain.saturating_sub(1) },
        over_1h: sore,
        effort: 3 + u8::try_from(noise(number + 3000) % 3).unwrap_or(0),
        flare: false,
        walk: (number % 9 != 4).then(|| 8 + u32::try_from(number / 3).unwrap_or(0)),
        short_right: true,
        within_limit: noise(number + 7000).is_multiple_of(9),
    }
}

/// The pain of an ordinary day: from six down to two over the weeks.
fn usual(number: u64) -> u8 {
    match number {
        0..=7 => 6,
        8..=37 => 5,
        38..=55 => 4,
        56..=69 => 3,
        _ => 2,
    }
}

/// Even noise, always the same.
fn noise(number: u64) -> u64 {
    let mixed = (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 40
}
