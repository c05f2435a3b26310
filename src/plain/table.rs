//! The chart as tables of words: a line for each day, or for each week where the days would be too many
//! to listen to. No bars, no signs, the latest first.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::history::History;
use crate::domain::trend::{Day, Series};

/// Up to so many days a table has a line for each.
const BY_DAY: usize = 28;

/// The table of a series.
pub fn table(series: &Series, history: &History) -> Vec<String> {
    if series.days.len() > BY_DAY { by_week(series, history) } else { by_day(series) }
}

/// One line for each day with something to tell; days without are one line together.
fn by_day(series: &Series) -> Vec<String> {
    let mut lines = Lines::new("day");
    for day in series.days.iter().rev() {
        if day.pain.is_none() && !day.flare {
            lines.gap += 1;
            continue;
        }
        let pain = day.pain.map_or("no score".to_owned(), |pain| format!("pain {pain}"));
        let median = day.median7.map_or(String::new(), |median| format!(", 7-day median {median}"));
        let flare = if day.flare { ", flare" } else { "" };
        lines.add(format!("{}: {pain}{median}{flare}.", day.date.format("%-d %B")));
    }
    lines.end()
}

/// One line for each week, counted back from the last day.
fn by_week(series: &Series, history: &History) -> Vec<String> {
    let done: BTreeSet<NaiveDate> =
        history.sessions.iter().filter(|session| session.is_done()).map(|session| session.date).collect();
    let mut lines = Lines::new("week");
    for week in series.days.rchunks(7) {
        let (Some(first), Some(last)) = (week.first(), week.last()) else { continue };
        let sessions = done.range(first.date..=last.date).count();
        let flares = week.iter().filter(|day| day.flare).count();
        let scores: Vec<i32> = week.iter().filter_map(|day| day.pain).collect();
        if scores.is_empty() && flares == 0 && sessions == 0 {
            lines.gap += 1;
            continue;
        }
        let days = format!("{} to {}", first.date.format("%-d %B"), last.date.format("%-d %B %Y"));
        let pain = pain_of_week(week, &scores);
        let flares = match flares {
            0 => String::new(),
            1 => ", 1 day of flare".to_owned(),
            many => format!(", {many} days of flare"),
        };
        let sessions = if sessions == 1 {
            "a session on 1 day".to_owned()
        } else {
            format!("sessions on {sessions} days")
        };
        lines.add(format!("{days}: {pain}{flares}, {sessions}."));
    }
    lines.end()
}

fn pain_of_week(week: &[Day], scores: &[i32]) -> String {
    let (Some(lowest), Some(highest)) = (scores.iter().min(), scores.iter().max()) else {
        return "no score".to_owned();
    };
    let span = if lowest == highest { format!("{lowest}") } else { format!("{lowest} to {highest}") };
    let median = week.iter().rev().find_map(|day| day.median7);
    let median = median.map_or(String::new(), |median| format!(", 7-day median at the end {median}"));
    format!("pain {span} on {} of {} days{median}", scores.len(), week.len())
}

/// Lines with the gaps between them.
struct Lines {
    what: &'static str,
    gap: usize,
    told: Vec<String>,
}

impl Lines {
    fn new(what: &'static str) -> Lines {
        Lines { what, gap: 0, told: Vec::new() }
    }

    fn close_gap(&mut self) {
        match std::mem::take(&mut self.gap) {
            0 => {}
            1 => self.told.push(format!("1 {} without a score.", self.what)),
            many => self.told.push(format!("{many} {}s without a score.", self.what)),
        }
    }

    fn add(&mut self, line: String) {
        self.close_gap();
        self.told.push(line);
    }

    fn end(mut self) -> Vec<String> {
        self.close_gap();
        self.told
    }
}
