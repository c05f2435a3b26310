//! Up to three things that a person wants to do again, scored 0 (cannot) to 10 (as before), every 14
//! days. A mean that is 2 points better is shown beside pain; it softens a prompt, and never hides one
//! (progression rules 3.12; patient-specific scores, source: DESIGN for the 14 days).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::wishes::{GoalScore, Wishes};

/// A score is asked again after this many days.
const AGAIN_DAYS: i64 = 14;
/// A change of the mean that people notice, in points.
const NOTICED: i64 = 2;

/// One thing, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// Its place, 1 to 3.
    pub place: u8,
    /// In the person's own words.
    pub words: String,
    /// First and latest score.
    pub first: u8,
    /// Latest score.
    pub latest: u8,
    /// Day of the latest score.
    pub on: NaiveDate,
}

impl Goal {
    /// Whether it is time for a new score.
    pub fn is_due(&self, today: NaiveDate) -> bool {
        (today - self.on).num_days() >= AGAIN_DAYS
    }
}

/// What is followed now. New words in a place begin a new series.
pub fn goals(wishes: &Wishes) -> Vec<Goal> {
    wishes.goals.iter().filter_map(|(place, scores)| goal(*place, scores)).collect()
}

fn goal(place: u8, scores: &[GoalScore]) -> Option<Goal> {
    let last = scores.last()?;
    let latest = last.score?;
    let same = |one: &&GoalScore| one.words == last.words && one.score.is_some();
    let first = scores.iter().rev().take_while(same).last()?.score?;
    Some(Goal {
        place,
        words: last.words.clone(),
        first: first.get(),
        latest: latest.get(),
        on: last.at.date_naive(),
    })
}

/// How the scores moved from the first to the latest: first sum, latest sum, how many. `None` where
/// nothing was scored twice.
pub fn moved(goals: &[Goal], wishes: &Wishes) -> Option<(i64, i64, i64)> {
    let twice = |goal: &&Goal| {
        let series: &BTreeMap<u8, Vec<GoalScore>> = &wishes.goals;
        let of = series.get(&goal.place).into_iter().flatten();
        of.filter(|one| one.words == goal.words && one.score.is_some()).count() >= 2
    };
    let scored: Vec<&Goal> = goals.iter().filter(twice).collect();
    let sum = |of: fn(&Goal) -> u8| scored.iter().map(|goal| i64::from(of(goal))).sum::<i64>();
    let count = i64::try_from(scored.len()).unwrap_or(0);
    (count > 0).then(|| (sum(|goal| goal.first), sum(|goal| goal.latest), count))
}

/// Whether the mean is better by what people notice.
pub fn is_better(wishes: &Wishes) -> bool {
    moved(&goals(wishes), wishes).is_some_and(|(first, latest, count)| latest - first >= NOTICED * count)
}

/// The change in words: "4.5 to 7". `None` where nothing was scored twice.
pub fn sentence(wishes: &Wishes) -> Option<String> {
    let (first, latest, count) = moved(&goals(wishes), wishes)?;
    let mean = |sum: i64| {
        let tenths = (sum * 20 / count + 1) / 2;
        if tenths % 10 == 0 { format!("{}", tenths / 10) } else { format!("{}.{}", tenths / 10, tenths % 10) }
    };
    let change = latest - first;
    let words = if change >= NOTICED * count {
        "a change that people notice"
    } else if change <= -NOTICED * count {
        "harder than it was"
    } else {
        "no clear change yet"
    };
    Some(format!("What you want to do again: {} at first, {} now: {words}.", mean(first), mean(latest)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::score::Score;

    fn score(day: u32, words: &str, value: Option<u8>) -> GoalScore {
        let at = chrono::DateTime::parse_from_rfc3339(&format!("2026-11-{day:02}T10:00:00+00:00")).unwrap();
        GoalScore { at, words: words.into(), score: value.and_then(Score::new) }
    }

    #[test]
    fn a_mean_of_two_points_is_noticed() {
        let mut wishes = Wishes::default();
        assert_eq!(sentence(&wishes), None);
        wishes.goals.insert(1, vec![score(1, "dig", Some(3))]);
        assert_eq!(sentence(&wishes), None, "scored once");
        wishes.goals.insert(1, vec![score(1, "dig", Some(3)), score(15, "dig", Some(6))]);
        wishes.goals.insert(2, vec![score(1, "sit", Some(4)), score(15, "sit", Some(5))]);
        assert!(is_better(&wishes));
        assert_eq!(
            sentence(&wishes).unwrap(),
            "What you want to do again: 3.5 at first, 5.5 now: a change that people notice."
        );
        wishes.goals.insert(3, vec![score(1, "run", Some(5)), score(15, "run", Some(5))]);
        assert!(!is_better(&wishes));
        assert_eq!(
            sentence(&wishes).unwrap(),
            "What you want to do again: 4 at first, 5.3 now: no clear change yet."
        );
    }

    #[test]
    fn new_words_begin_a_new_series_and_a_dropped_one_is_gone() {
        let mut wishes = Wishes::default();
        let series = vec![score(1, "dig", Some(3)), score(8, "sit", Some(7)), score(20, "sit", Some(8))];
        wishes.goals.insert(1, series);
        let goal = &goals(&wishes)[0];
        assert_eq!((goal.words.as_str(), goal.first, goal.latest), ("sit", 7, 8));
        let day = |n| NaiveDate::from_ymd_opt(2026, 12, n).unwrap();
        assert!(!goal.is_due(day(3)) && goal.is_due(day(4)));
        wishes.goals.insert(1, vec![score(1, "dig", Some(3)), score(8, "dig", None)]);
        assert_eq!(goals(&wishes), []);
    }
}
