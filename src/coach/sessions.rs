//! The past as the engine takes it: sessions and walks, day by day.

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::domain::history::{ExerciseRecord, History, Reached, SessionRecord, SwapWhy, Walk};
use crate::domain::plan::input::{Bout, Done, Mode, Session, Stop};
use crate::domain::score::Score;

/// All sessions that count, and the days on which there was only a walk, by date.
///
/// The day is the one printed in the time stamp. After a flight west that day may still be to come here,
/// though the session is over: then it counts for today, because the engine looks at no later day.
pub(super) fn engine_sessions(history: &History, now: DateTime<FixedOffset>) -> Vec<Session> {
    let today = now.date_naive();
    let counted = || history.sessions.iter().filter(|record| record.counts_for_doses());
    // The worst morning after, by day; the minutes asked, by day, of its last session.
    let mut mornings: Vec<(NaiveDate, Option<Score>)> =
        history.sessions.iter().map(|record| (record.date, record.next_morning_pain)).collect();
    // nearly sorted as they are: quicker than a tree for ten years of them
    mornings.sort();
    let worst_of = |day: NaiveDate| {
        let after = mornings.partition_point(|(date, _)| *date <= day);
        after
            .checked_sub(1)
            .and_then(|n| mornings.get(n))
            .filter(|(date, _)| *date == day)
            .and_then(|(_, p)| *p)
    };
    let mut asked_on: Vec<(NaiveDate, Option<u32>)> =
        counted().map(|record| (record.date, record.aerobic_asked)).collect();
    asked_on.sort_by_key(|(day, _)| *day);
    let mut sessions: Vec<Session> = counted()
        .map(|record| {
            let mut session = engine_session(record, history.walked_on(record.date));
            // Of two sessions in a day the later one is asked about. The morning after is the same.
            session.next_morning_pain = session.next_morning_pain.or_else(|| number(worst_of(record.date)));
            if record.started <= now {
                session.date = session.date.min(today);
            }
            session
        })
        .collect();
    let mut walk_days: Vec<NaiveDate> = history.walks.iter().map(|(day, _)| *day).collect();
    walk_days.dedup();
    for day in walk_days.into_iter().filter(|day| asked_on.binary_search_by_key(day, |(on, _)| *on).is_err())
    {
        // What was asked last is what it is measured by: a long ride on a free day is no new target.
        let before = asked_on.partition_point(|(on, _)| *on < day);
        let asked = before.checked_sub(1).and_then(|last| asked_on.get(last)).and_then(|(_, asked)| *asked);
        if let (Some(asked), Some(walk)) = (asked.and_then(minutes), history.walked_on(day)) {
            sessions.push(walk_only(day, asked, walk));
        }
    }
    sessions.sort_by_key(|session| session.date);
    sessions
}

fn minutes(minutes: u32) -> Option<i32> {
    i32::try_from(minutes).ok()
}

fn number(score: Option<Score>) -> Option<i32> {
    score.map(|score| i32::from(score.get()))
}

fn bout(asked: Option<i32>, walked: Option<Walk>) -> Option<Bout> {
    // Asked and not logged is a bout without an answer: missing means hold.
    (asked.is_some() || walked.is_some()).then(|| Bout {
        prescribed: asked,
        done: walked.map(|walk| walk.done),
        pain: walked.and_then(|walk| number(walk.pain)),
        talk_ok: walked.and_then(|walk| walk.talk_ok),
    })
}

fn walk_only(date: NaiveDate, asked: i32, walk: Walk) -> Session {
    Session {
        date,
        mode: Mode::Normal,
        minutes: None,
        pain_before: None,
        pain_after: None,
        pain_over_1h: None,
        next_morning_pain: None,
        effort: None,
        signs: Vec::new(),
        events: Vec::new(),
        aerobic: bout(Some(asked), Some(walk)),
        exercises: Vec::new(),
    }
}

fn engine_session(record: &SessionRecord, walked: Option<Walk>) -> Session {
    Session {
        date: record.date,
        mode: record.mode,
        minutes: record.minutes,
        pain_before: number(record.pain_before),
        pain_after: number(record.pain_after),
        pain_over_1h: record.pain_over_1h,
        next_morning_pain: number(record.next_morning_pain),
        effort: number(record.effort),
        signs: record.signs.clone(),
        // Stop signs block by their flags, each by its tier; to the engine every code is urgent.
        events: Vec::new(),
        aerobic: bout(record.aerobic_asked.and_then(minutes), walked),
        exercises: record
            .exercises
            .iter()
            .zip(&record.reached)
            .enumerate()
            .filter(|(_, (_, reached))| **reached != Reached::Not)
            .flat_map(|(item, (exercise, _))| forms_done(record, item, exercise))
            .collect(),
    }
}

fn done(exercise: &ExerciseRecord) -> Done {
    Done {
        id: exercise.id.clone(),
        prescribed: Some(exercise.prescribed),
        done: Some(exercise.done),
        pain: number(exercise.pain),
        effort: number(exercise.effort),
        stop: exercise.stop,
        within_limit: exercise.within_limit,
    }
}

/// One exercise, with the forms of it that were left in the session. One that was left because it hurt,
/// or was too hard, was ended for that. A harder one that was chosen earns nothing: it is read as the form
/// that was planned, done as asked where it was done in full, and with all that was told of it. One that was
/// tried and left because it was too hard says nothing about the planned form, which came back for it.
fn forms_done(record: &SessionRecord, item: usize, exercise: &ExerciseRecord) -> Vec<Done> {
    let mut last = done(exercise);
    let mut left = Vec::new();
    let mut why_left = None;
    for swap in record.swaps.iter().rev().filter(|swap| swap.item == item) {
        let from = done(&swap.from);
        if swap.why == SwapWhy::TooEasy
            && why_left == Some(SwapWhy::TooHard)
            && left.last().is_some_and(|after: &Done| after.id == from.id)
            && let Some(after) = left.pop()
        {
            (last, why_left) = (after, None);
            continue;
        }
        match swap.why {
            SwapWhy::TooEasy => {
                let in_full =
                    last.prescribed.zip(last.done).is_some_and(|(asked, did)| asked.lower(did) == asked);
                last = Done {
                    done: from.prescribed.filter(|_| in_full),
                    id: from.id,
                    prescribed: from.prescribed,
                    ..last
                };
            }
            SwapWhy::Hurt | SwapWhy::TooHard => {
                let stop = if swap.why == SwapWhy::Hurt { Stop::Pain } else { Stop::Form };
                left.push(std::mem::replace(&mut last, Done { stop: Some(stop), ..from }));
            }
        }
        why_left = Some(swap.why);
    }
    left.push(last);
    left.reverse();
    left
}

#[cfg(test)]
#[path = "sessions_tests.rs"]
mod tests;
