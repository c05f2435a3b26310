//! Five kinds of people, as far as a table of twelve weeks needs them: on which days they come, what
//! hurts, what they answer. No chance: small swings come from the day's number.

use supple::domain::profile::Settle;

/// One kind of person.
pub(crate) struct Kind {
    /// Name of the golden file.
    pub(crate) name: &'static str,
    /// In a sentence, for the head of the table.
    pub(crate) about: &'static str,
    /// Usual pain of the profile.
    pub(crate) usual: u8,
    /// Time to settle.
    pub(crate) settle: Settle,
    /// Minutes a day.
    pub(crate) minutes: u32,
    /// What a day is like; `None`: no session.
    pub(crate) day: fn(i64) -> Option<Day>,
}

/// What the person says on a day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Day {
    /// At the check-in and before the session.
    pub(crate) pain: u8,
    /// Worst during each exercise.
    pub(crate) during: u8,
    /// At the end.
    pub(crate) after: u8,
    /// The next morning; `None`: not answered.
    pub(crate) morning: Option<u8>,
    /// Whether it was sore for over an hour; `None`: not answered.
    pub(crate) over_1h: Option<bool>,
    /// Effort of each exercise and of the whole.
    pub(crate) effort: u8,
    /// Whether the walk was done.
    pub(crate) walks: bool,
}

impl Day {
    /// A day without any trouble.
    fn calm(pain: u8) -> Day {
        Day {
            pain,
            during: pain.min(2),
            after: pain,
            morning: Some(pain),
            over_1h: Some(false),
            effort: 4,
            walks: true,
        }
    }
}

/// A small swing, -1, 0 or 1, that looks like chance and is none.
fn swing(day: i64) -> i64 {
    [0, 0, 1, 0, -1, 0, 0, 1, 0, -1, 0][(day * 7 % 11) as usize]
}

fn score(value: i64) -> u8 {
    value.clamp(0, 10) as u8
}

/// From 4 to 1 in six weeks, six days a week.
fn ideal(day: i64) -> Option<Day> {
    let level = 4 - (day / 14).min(3);
    (day % 7 != 6).then(|| Day::calm(score(level + swing(day))))
}

/// Two or three days a week, two holidays, every fifth morning not answered, half of the walks.
fn irregular(day: i64) -> Option<Day> {
    let away = (24..34).contains(&day) || (50..69).contains(&day);
    let comes =
        [true, false, false, true, false, true, false, false, false, true, false][(day % 11) as usize];
    (comes && !away).then(|| {
        let calm = Day::calm(score(4 + swing(day)));
        Day { morning: calm.morning.filter(|_| day % 5 != 0), walks: day % 2 == 0, ..calm }
    })
}

/// Daily, usual pain 4, a flare in week four and one in week nine.
#[allow(clippy::unnecessary_wraps)] // as all of them: a day may hold nothing
fn flares(day: i64) -> Option<Day> {
    let into = |from: i64| (from..from + 6).contains(&day).then(|| [8, 7, 6, 5, 4, 4][(day - from) as usize]);
    Some(match into(23).or_else(|| into(60)) {
        Some(pain) => Day { effort: 5, ..Day::calm(pain) },
        None => Day::calm(score(3 + swing(day))),
    })
}

/// Answers 0 to everything, daily.
#[allow(clippy::unnecessary_wraps)] // as all of them: a day may hold nothing
fn zero(_: i64) -> Option<Day> {
    Some(Day { effort: 0, ..Day::calm(0) })
}

/// 7 to everything that asks for pain, daily.
#[allow(clippy::unnecessary_wraps)] // as all of them: a day may hold nothing
fn seven(_: i64) -> Option<Day> {
    Some(Day { during: 7, effort: 5, ..Day::calm(7) })
}

/// All five.
pub(crate) const PEOPLE: [Kind; 5] = [
    Kind {
        name: "ideal",
        about: "six days a week, answers everything, pain falls from 4 to 1 in six weeks",
        usual: 4,
        settle: Settle::Upto60,
        minutes: 15,
        day: ideal,
    },
    Kind {
        name: "irregular",
        about: "two or three days a week, ten and nineteen days away, some mornings and walks missing",
        usual: 4,
        settle: Settle::Upto60,
        minutes: 10,
        day: irregular,
    },
    Kind {
        name: "flares_twice",
        about: "daily, usual pain 4, a flare in week four and one in week nine",
        usual: 4,
        settle: Settle::Upto60,
        minutes: 15,
        day: flares,
    },
    Kind {
        name: "always_zero",
        about: "daily, answers 0 to every question about pain and effort",
        usual: 2,
        settle: Settle::Under15,
        minutes: 20,
        day: zero,
    },
    Kind {
        name: "constant_seven",
        about: "daily, answers 7 to every question about pain",
        usual: 7,
        settle: Settle::Over60,
        minutes: 10,
        day: seven,
    },
];
