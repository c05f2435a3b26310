//! The calendar: days with sessions and their minutes, and each week as "4 of 5 to 7". No streaks: a day off
//! breaks nothing.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};

use super::{Calendar, CalendarDay, Chart, Ink, Join, Kind, Line, Panel, Span, Table, number};
use crate::coach::Coach;
use crate::domain::history::{Reached, SessionRecord};
use crate::domain::trend::median;

/// A week that is still to end says little; so does a history of less.
const ENOUGH_WEEKS: usize = 2;

/// The chart.
pub(super) fn chart(coach: &Coach, span: Span) -> Chart {
    let mut days: BTreeMap<NaiveDate, CalendarDay> = BTreeMap::new();
    let done = coach.history.sessions.iter().filter(|session| session.is_done() && span.has(session.date));
    for session in done {
        let day = days.entry(session.date).or_default();
        day.sessions += 1;
        day.minutes = day.minutes.saturating_add(minutes(session));
    }
    for (date, walk) in coach.history.walks.iter().filter(|(date, _)| span.has(*date)) {
        let walked = u32::try_from(walk.done).unwrap_or(0);
        if walked > 0 {
            let day = days.entry(*date).or_default();
            day.minutes = day.minutes.saturating_add(walked);
        }
    }
    let weeks = by_week(&days, span);
    let mut chart = Chart::new(Kind::Weeks, span, sentence(coach, &weeks, span));
    let mut table = Table::new(&["days", "sessions", "minutes"]);
    if let Some(first) = table.head.first_mut() {
        *first = "week from".into();
    }
    for (monday, week) in &weeks {
        let cells = [week.days, week.sessions, week.minutes].map(|n| n.to_string());
        table.row(*monday, cells.to_vec());
    }
    let points = weeks.iter().map(|(monday, week)| (*monday, f64::from(week.days))).collect();
    let line = Line::new("days with a session", ' ', Ink::Main, Join::Steps(7), points);
    let notes = notes(&days);
    let mut panel = Panel::of_scores("Days and weeks", vec![line], table);
    panel.bounds = (0.0, 7.0);
    panel.ticks = vec![super::model::ticks(&[0, 5, 7])];
    panel.notes = notes;
    chart.panels.push(panel);
    chart.calendar = Some(Calendar { days });
    chart
}

fn notes(days: &BTreeMap<NaiveDate, CalendarDay>) -> BTreeMap<NaiveDate, super::Note> {
    let words = |day: &CalendarDay| match day.sessions {
        0 => format!("{} min, no session", day.minutes),
        1 => format!("1 session, {} min in all", day.minutes),
        more => format!("{more} sessions, {} min in all", day.minutes),
    };
    days.iter().map(|(date, day)| (*date, super::Note { words: words(day), step: None })).collect()
}

/// How long a session was, minutes: its own length, but a pause over lunch is no exercise; one that did
/// not come to its end counts by the exercises that had their turn.
fn minutes(session: &SessionRecord) -> u32 {
    let planned = session.minutes.and_then(|minutes| u32::try_from(minutes).ok()).unwrap_or(0);
    let Some(ended) = session.ended else {
        let all = u32::try_from(session.reached.len()).unwrap_or(0).max(1);
        let turns = session.reached.iter().filter(|reached| **reached == Reached::Ended).count();
        return planned.saturating_mul(u32::try_from(turns).unwrap_or(0)) / all;
    };
    let long = u32::try_from(((ended - session.started).num_seconds() + 30) / 60).unwrap_or(0).max(1);
    if planned > 0 { long.min(planned.saturating_mul(2)) } else { long }
}

/// Sums of one week.
#[derive(Debug, Clone, Copy, Default)]
struct Week {
    days: u32,
    sessions: u32,
    minutes: u32,
}

fn by_week(days: &BTreeMap<NaiveDate, CalendarDay>, span: Span) -> Vec<(NaiveDate, Week)> {
    let mut weeks: BTreeMap<NaiveDate, Week> = BTreeMap::new();
    let mut at = monday(span.from);
    while at <= span.to {
        weeks.insert(at, Week::default());
        match at.checked_add_days(Days::new(7)) {
            Some(next) => at = next,
            None => break,
        }
    }
    for (date, day) in days {
        let week = weeks.entry(monday(*date)).or_default();
        week.days += u32::from(day.sessions > 0);
        week.sessions += day.sessions;
        week.minutes = week.minutes.saturating_add(day.minutes);
    }
    weeks.into_iter().collect()
}

fn monday(day: NaiveDate) -> NaiveDate {
    let back = u64::from(day.weekday().num_days_from_monday());
    day.checked_sub_days(Days::new(back)).unwrap_or(day)
}

fn sentence(coach: &Coach, weeks: &[(NaiveDate, Week)], span: Span) -> String {
    let Some((_, past)) = weeks.split_last() else { return String::new() };
    let now = format!("{} of 5 to 7 days in the last seven.", coach.sessions_in_week(span.to));
    // The first week counts from the first session on only; the range may also begin in its middle.
    let begun = past.iter().position(|(_, week)| week.sessions > 0);
    let full = begun.map_or(&[][..], |first| past.get(first..).unwrap_or_default());
    let full: Vec<&(NaiveDate, Week)> = full.iter().filter(|(monday, _)| *monday >= span.from).collect();
    if full.len() < ENOUGH_WEEKS {
        return format!("{now} {} of {ENOUGH_WEEKS} whole weeks so far: too few to say more.", full.len());
    }
    let mut days: Vec<f64> = full.iter().map(|(_, week)| f64::from(week.days)).collect();
    let mut minutes: Vec<f64> = full.iter().map(|(_, week)| f64::from(week.minutes)).collect();
    format!(
        "{now} Of the {} whole weeks before, the middle one had {} days and {} minutes.",
        full.len(),
        number(median(&mut days).unwrap_or(0.0)),
        number(median(&mut minutes).unwrap_or(0.0).round()),
    )
}
