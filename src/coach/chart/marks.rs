//! What is marked below the axis: flares, breaks, blocks, and changes of the plan from outside.

use chrono::{DateTime, Days, FixedOffset, NaiveDate};

use super::{Mark, Sort, Span};
use crate::coach::Coach;
use crate::domain::plan::input::Mode;
use crate::domain::screening::block;
use crate::journal::event::Event;

/// From so many days between two sessions on, doses step down (progression rules 3.9): a break.
const BREAK_DAYS: i64 = 8;

/// The marks that touch a span, in the order of days.
pub(super) fn of(coach: &Coach, span: Span) -> Vec<Mark> {
    let mut marks = flares(coach);
    marks.extend(breaks(coach, span.to));
    marks.extend(blocks(coach, span.to));
    marks.extend(plans(coach));
    marks.retain(|mark| mark.from <= span.to && mark.to >= span.from);
    marks.sort_by_key(|mark| (mark.from, mark.sort));
    marks
}

fn flares(coach: &Coach) -> Vec<Mark> {
    let sessions = coach.history.sessions.iter().filter(|session| session.is_done());
    let gentle = sessions.filter(|session| session.mode == Mode::Flare).map(|session| session.date);
    let mut days: Vec<NaiveDate> = coach.history.flares.iter().copied().chain(gentle).collect();
    days.sort_unstable();
    let mut marks: Vec<Mark> = Vec::new();
    for day in days {
        match marks.last_mut() {
            // a day of rest in the middle does not end it
            Some(mark) if (day - mark.to).num_days() <= 2 => mark.to = day,
            _ => marks.push(Mark { sort: Sort::Flare, from: day, to: day, words: "flare".into() }),
        }
    }
    marks
}

impl Coach {
    /// Days without a session between two sessions, or up to `to`, where they are a break: first and last
    /// day of each, those that touch the period.
    pub fn breaks(&self, from: NaiveDate, to: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
        let all = breaks(self, to).into_iter().map(|mark| (mark.from, mark.to));
        all.filter(|(_, last)| *last >= from).collect()
    }
}

fn breaks(coach: &Coach, today: NaiveDate) -> Vec<Mark> {
    let done = coach.history.sessions.iter().filter(|session| session.is_done());
    let mut days: Vec<NaiveDate> = done.map(|session| session.date).filter(|day| *day <= today).collect();
    days.sort_unstable();
    days.dedup();
    let mut marks = Vec::new();
    let ends = days.iter().skip(1).map(|day| (*day, true)).chain([(today, false)]);
    for (before, (after, came_back)) in days.iter().zip(ends) {
        let away = (after - *before).num_days();
        let from = before.checked_add_days(Days::new(1));
        let to = if came_back { after.pred_opt() } else { Some(after) };
        if let (true, Some(from), Some(to)) = (away >= BREAK_DAYS, from, to) {
            let days = (to - from).num_days() + 1;
            marks.push(Mark { sort: Sort::Break, from, to, words: format!("{days} days without a session") });
        }
    }
    marks
}

fn blocks(coach: &Coach, today: NaiveDate) -> Vec<Mark> {
    let history = &coach.history;
    let locking = history.flags.iter().filter(|flag| flag.tier.locks());
    let mut marks: Vec<Mark> = Vec::new();
    for flag in locking {
        let from = flag.raised_at.date_naive();
        let one = std::slice::from_ref(flag);
        let stands = |days: i64| {
            let at: Option<DateTime<FixedOffset>> =
                flag.raised_at.checked_add_signed(chrono::TimeDelta::days(days));
            let standing =
                |at| block::standing(coach.rulebook, one, &history.clearances, &history.answer_log, at);
            at.is_some_and(|at| !standing(at).active.is_empty())
        };
        // The first day on which it does not stand, by halves: ten years are twelve looks.
        let (mut low, mut high) = (0, (today - from).num_days().max(0) + 1);
        while low < high {
            let middle = low + (high - low) / 2;
            if stands(middle) { low = middle + 1 } else { high = middle }
        }
        let lifted = u64::try_from(low).ok().and_then(|days| from.checked_add_days(Days::new(days)));
        let to = lifted.map_or(today, |day| day.min(today)).max(from);
        match marks.last_mut() {
            Some(mark) if mark.to >= from => mark.to = mark.to.max(to),
            _ => marks.push(Mark { sort: Sort::Block, from, to, words: "sessions were locked".into() }),
        }
    }
    marks
}

fn plans(coach: &Coach) -> Vec<Mark> {
    let mut marks = Vec::new();
    let (mut in_force, mut minutes): (Vec<&str>, Option<u32>) = (Vec::new(), None);
    let mut mark = |at: DateTime<FixedOffset>, words: String| {
        let day = at.date_naive();
        marks.push(Mark { sort: Sort::Plan, from: day, to: day, words });
    };
    for line in coach.events() {
        match &line.event {
            Event::SessionStarted(started) => {
                let now: Vec<&str> = started.plans.iter().map(String::as_str).collect();
                if now != in_force {
                    mark(
                        line.at,
                        if now.is_empty() {
                            "your clinician's plan ended".into()
                        } else {
                            "another plan of your clinician".into()
                        },
                    );
                    in_force = now;
                }
            }
            Event::ProfileSet(told) => {
                if let Some(now) = told.minutes {
                    if minutes.is_some_and(|before| before != now) {
                        mark(line.at, format!("{now} minutes a day from here"));
                    }
                    minutes = Some(now);
                }
            }
            Event::UsualPainReassessed(told) => {
                mark(line.at, format!("usual pain looked at again: {}", told.score));
            }
            _ => {}
        }
    }
    marks
}
