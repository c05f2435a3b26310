//! Rule T5: pain that wakes, or that keeps from everyday things, two weeks in: a soft note to have it
//! looked at (source: S0, S1). And when the question about it is due.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, FixedOffset, NaiveDate};

use super::Coach;
use crate::domain::screening::answer::Value;
use crate::domain::screening::words::you_said;

/// Id of the rule.
pub const RULE: &str = "T5";
/// The question of every two weeks.
pub const QUESTION: &str = "limited";
/// Source tags.
pub const SOURCES: [&str; 2] = ["S0", "S1"];
/// It is asked so many days after the start, and after it was asked last.
const DAYS: i64 = 14;
/// So many of the last 14 days with a night that pain broke.
const NIGHTS: usize = 3;
/// An answer counts for this long: nobody is asked on the very day.
const COUNTS_DAYS: i64 = 28;

/// Whether the question of every two weeks is due.
pub(super) fn is_due(coach: &Coach, now: DateTime<FixedOffset>) -> bool {
    let today = now.date_naive();
    let enough = |since: NaiveDate| (today - since).num_days() >= DAYS;
    let started = super::plan::derived(coach, now).days_since_start.is_some_and(|days| days >= DAYS);
    let asked = coach.history.answers.get(QUESTION).map(|answer| answer.at.date_naive());
    started && asked.is_none_or(enough)
}

/// The day on which it is asked next, where it was asked before.
pub(super) fn next(asked: NaiveDate) -> NaiveDate {
    super::answers::after(asked, DAYS.unsigned_abs())
}

/// Why T5 holds, as a sentence to the person; `None`: it does not.
pub fn holds(coach: &Coach, now: DateTime<FixedOffset>) -> Option<String> {
    super::plan::derived(coach, now).days_since_start.filter(|days| *days >= DAYS)?;
    let today = now.date_naive();
    let lifted = coach.standing(now).lifted_on;
    if let Some(answer) = coach.history.answers.get(QUESTION) {
        let day = answer.at.date_naive();
        let counts = (0..COUNTS_DAYS).contains(&(today - day).num_days());
        let since_lift = lifted.is_none_or(|lifted| day >= lifted);
        if counts && since_lift && answer.value.as_choice().is_some_and(|value| value != "no") {
            return coach.rulebook.question(QUESTION).map(|question| you_said(question, &answer.value));
        }
    }
    let from = today.checked_sub_days(Days::new(13)).unwrap_or(today);
    let from = lifted.map_or(from, |lifted| from.max(lifted));
    let nights: BTreeSet<NaiveDate> = coach
        .history
        .answer_log
        .iter()
        .filter(|answer| answer.question == "night" && answer.value == Value::choice("eases"))
        .map(|answer| answer.on)
        .filter(|day| (from..=today).contains(day))
        .collect();
    (nights.len() >= NIGHTS).then(|| {
        format!("On {} of the last 14 days you said that the pain wakes you at night.", nights.len())
    })
}
