//! The next sessions, day by day, if all goes calmly; and the same if tomorrow is sore. Not reckoned by
//! hand: made-up sessions go through the real rules, each plan done in full and fed back.
//!
//! Decided here (source: DESIGN): a calm day is reference pain before, after and the next morning, not
//! sore for over an hour, every exercise done with a pain of 1 and an effort of 4, and the walk done while
//! speaking. A sore day is two points above reference pain, at least 5, in the morning and at the check;
//! the days after it are calm again. Days follow one another without a gap.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use serde::Serialize;

use super::Coach;
use super::plan::Not;
use crate::domain::dose::{Dose, dose_words};
use crate::domain::plan::input::{Bout, Done, Input, Session};
use crate::domain::plan::output::Plan;
use crate::domain::plan::{plan, thresholds};

/// Pain of an exercise on a calm day.
const CALM_PAIN: i32 = 1;
/// Effort on a calm day.
const CALM_EFFORT: i32 = 4;
/// Lowest pain of a sore day: what the rules take for one whatever is usual.
const SORE: i32 = 5;

/// Most sessions of a preview.
pub const MOST: u32 = 60;

/// The next sessions.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// Why there is nothing to look ahead to; then there are no days.
    pub not: Option<Not>,
    /// What the plan says in that case.
    pub reason: String,
    /// Pain of the sore day, and when that is.
    pub sore: Option<(NaiveDate, i32)>,
    /// Day by day.
    pub days: Vec<Day>,
}

/// One day of a preview.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Day {
    /// The date.
    pub date: NaiveDate,
    /// If all goes calmly.
    pub calm: Plan,
    /// If tomorrow is sore.
    pub sore: Plan,
}

impl Coach {
    /// The next `sessions` sessions, 1 to [`MOST`].
    pub fn preview(&self, now: DateTime<FixedOffset>, sessions: u32, minutes: Option<i32>) -> Preview {
        let today = self.plan(now, minutes);
        let first = match today.not {
            None => now,
            Some(Not::Done | Not::Rest) => now + TimeDelta::days(1),
            Some(_) => {
                let reason = today.plan.reason;
                return Preview { not: today.not, reason, sore: None, days: Vec::new() };
            }
        };
        let tomorrow = (now + TimeDelta::days(1)).date_naive();
        let usual = thresholds(&self.calm_input(now, minutes)).usual;
        let sore = (tomorrow, (usual + 2).clamp(SORE, 10));
        let sessions = sessions.clamp(1, MOST);
        let calm = self.ahead(first, sessions, minutes, None);
        let other = self.ahead(first, sessions, minutes, Some(sore));
        let days = calm.into_iter().zip(other);
        let days = days.map(|((date, calm), (_, sore))| Day { date, calm, sore }).collect();
        Preview { not: None, reason: String::new(), sore: Some(sore), days }
    }

    /// Name, dose if calm, dose if sore; `-` where it is not in the plan. First what the calm day has, then
    /// what only the sore one has.
    pub fn preview_rows(&self, day: &Day) -> Vec<(String, String, String)> {
        let dose = |plan: &Plan, id: &str| {
            let item = plan.exercises.iter().find(|item| item.id == id);
            item.map_or("-".to_owned(), |item| dose_words(item.kind, item.dose, item.sides))
        };
        let calm = day.calm.exercises.iter();
        let only = day
            .sore
            .exercises
            .iter()
            .filter(|item| !day.calm.exercises.iter().any(|other| other.id == item.id));
        let mut rows: Vec<(String, String, String)> = calm
            .chain(only)
            .map(|item| (self.name_of(&item.id), dose(&day.calm, &item.id), dose(&day.sore, &item.id)))
            .collect();
        let walk = |plan: &Plan| {
            plan.aerobic.as_ref().map_or("-".to_owned(), |walk| format!("{} min", walk.minutes))
        };
        if day.calm.aerobic.is_some() || day.sore.aerobic.is_some() {
            rows.push((self.aerobic_words().to_owned(), walk(&day.calm), walk(&day.sore)));
        }
        rows
    }

    fn ahead(
        &self,
        first: DateTime<FixedOffset>,
        sessions: u32,
        minutes: Option<i32>,
        sore: Option<(NaiveDate, i32)>,
    ) -> Vec<(NaiveDate, Plan)> {
        let mut made: Vec<Session> = Vec::new();
        let mut plans = Vec::new();
        for n in 0..sessions {
            let at = first + TimeDelta::days(i64::from(n));
            let mut input = self.calm_input(at, minutes);
            let sore_today = sore.filter(|(day, _)| *day == input.today.date);
            let real = input.sessions.iter().rposition(|session| !session.exercises.is_empty());
            if let Some((_, pain)) = sore.filter(|(day, _)| input.today.date >= *day) {
                // the morning after whatever stood before the sore day
                let first = made.is_empty() || sore_is_first(&made, sore);
                if let Some(n) = real.filter(|_| first) {
                    morning(&mut input.sessions, n, pain);
                }
            }
            if let Some((_, pain)) = sore_today {
                input.today.pain_now = Some(pain);
                if let Some(before) = made.last_mut() {
                    before.next_morning_pain = Some(pain);
                }
            }
            input.sessions.extend(made.iter().cloned());
            let next = plan(&input);
            made.extend(done(&next, &input));
            plans.push((input.today.date, self.finished(next, &input, at)));
        }
        plans
    }
}

/// Whether no made-up session stands before the sore day.
fn sore_is_first(made: &[Session], sore: Option<(NaiveDate, i32)>) -> bool {
    let first = made.first().map(|session| session.date);
    first.zip(sore).is_some_and(|(first, (day, _))| first >= day)
}

/// Pain of the morning after the session at `n`, and after all others of its day.
fn morning(sessions: &mut [Session], n: usize, pain: i32) {
    let Some(date) = sessions.get(n).map(|session| session.date) else { return };
    for session in sessions.iter_mut().filter(|session| session.date == date) {
        session.next_morning_pain = Some(pain);
    }
}

/// A plan done in full on a calm day.
fn done(plan: &Plan, input: &Input) -> Option<Session> {
    if plan.exercises.is_empty() {
        return None;
    }
    let usual = thresholds(input).usual;
    let all = |dose: Dose| Some(dose);
    let walked = |minutes: u32| i32::try_from(minutes).ok();
    Some(Session {
        date: input.today.date,
        mode: plan.mode,
        minutes: input.today.minutes,
        pain_before: input.today.pain_now,
        pain_after: Some(usual),
        pain_over_1h: Some(false),
        next_morning_pain: Some(usual),
        effort: Some(CALM_EFFORT),
        signs: Vec::new(),
        events: Vec::new(),
        aerobic: plan.aerobic.as_ref().map(|walk| Bout {
            prescribed: walked(walk.minutes),
            done: walked(walk.minutes),
            pain: Some(CALM_PAIN),
            talk_ok: Some(true),
        }),
        exercises: plan
            .exercises
            .iter()
            .map(|item| Done {
                id: item.id.clone(),
                prescribed: all(item.dose),
                done: all(item.dose),
                pain: Some(CALM_PAIN),
                effort: Some(CALM_EFFORT),
                stop: None,
                within_limit: false,
            })
            .collect(),
    })
}
