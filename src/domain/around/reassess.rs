//! Usual pain, looked at again every 28 days. A new number counts only where it is lower: what a bad
//! month makes usual must not widen the limits (progression rules 3.2 and 3.12, source: DESIGN).

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::super::score::Score;

/// Days between two looks.
pub const EVERY_DAYS: i64 = 28;

/// The usual pain that counts. `told`: all that was told, oldest first. Up to the first session the
/// latest counts, as a slip of the finger may be mended; from then on it can only fall.
pub fn usual_pain(
    told: &[(DateTime<FixedOffset>, Score)],
    first_session: Option<DateTime<FixedOffset>>,
) -> Option<Score> {
    let before = |at: &DateTime<FixedOffset>| first_session.is_none_or(|first| *at <= first);
    let intake = told.iter().rev().find(|(at, _)| before(at)).or_else(|| told.first())?.1;
    told.iter().filter(|(at, _)| !before(at)).map(|(_, score)| *score).chain([intake]).min()
}

/// Whether a look is due: 28 days since usual pain was last told.
pub fn is_due(told: &[(DateTime<FixedOffset>, Score)], today: NaiveDate) -> bool {
    told.last().is_some_and(|(at, _)| (today - at.date_naive()).num_days() >= EVERY_DAYS)
}

/// The day from which a new baseline counts: the last look at which usual pain fell.
///
/// Decided here: a look that found no less starts nothing. Otherwise the question would wipe away the
/// very prompt that says to have four weeks without change looked at (source: DESIGN).
pub fn new_baseline(
    told: &[(DateTime<FixedOffset>, Score)],
    looked: &[(DateTime<FixedOffset>, Score)],
    today: NaiveDate,
) -> Option<NaiveDate> {
    let fell = looked.iter().rev().find(|(at, score)| {
        let before = told.iter().filter(|(other, _)| other < at).map(|(_, score)| *score).min();
        at.date_naive() <= today && before.is_some_and(|before| *score < before)
    });
    fell.map(|(at, _)| at.date_naive())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(scores: &[(u32, u8)]) -> Vec<(DateTime<FixedOffset>, Score)> {
        let at = |day: u32| format!("2026-11-{day:02}T10:00:00+00:00");
        let moment = |day| DateTime::parse_from_rfc3339(&at(day)).unwrap();
        scores.iter().map(|(day, score)| (moment(*day), Score::new(*score).unwrap())).collect()
    }

    #[test]
    fn usual_pain_only_falls_after_the_first_session() {
        let first = told(&[(2, 0)])[0].0;
        for (scores, session, expected) in [
            (vec![], true, None),
            (vec![(1, 4)], true, Some(4)),
            (vec![(1, 4), (1, 6)], true, Some(6)),
            (vec![(1, 4), (9, 6)], true, Some(4)),
            (vec![(1, 4), (9, 3), (20, 5)], true, Some(3)),
            (vec![(1, 4), (9, 6)], false, Some(6)),
            (vec![(9, 6), (10, 7)], true, Some(6)),
        ] {
            let got = usual_pain(&told(&scores), session.then_some(first)).map(Score::get);
            assert_eq!(got, expected, "{scores:?} {session}");
        }
    }

    #[test]
    fn only_a_lower_one_starts_a_new_baseline() {
        let day = |n| NaiveDate::from_ymd_opt(2026, 11, n).unwrap();
        for (looked, expected) in [
            (vec![], None),
            (vec![(20, 5)], None),
            (vec![(20, 4)], None),
            (vec![(20, 3)], Some(day(20))),
            (vec![(20, 3), (25, 3)], Some(day(20))),
            (vec![(29, 3)], None),
        ] {
            let mut all = vec![(1, 4)];
            all.extend(looked.clone());
            assert_eq!(new_baseline(&told(&all), &told(&looked), day(28)), expected, "{looked:?}");
        }
        assert!(!is_due(&told(&[(1, 4)]), day(28)) && is_due(&told(&[(1, 4)]), day(29)));
    }
}
