//! What the charts show: how far back, the lines, the marks, the sentence, the table. Pure: commands,
//! screens, plain mode and the report draw the same.
//!
//! A [`Chart`] has one sentence, marks (flares, breaks, blocks, changes of plan) and one or more [`Panel`]s
//! that share the days; each panel has lines to draw and a table with the same numbers.

mod around;
mod dose;
mod fear;
mod function;
mod marks;
mod model;
mod pain;
mod reason;
mod shelf;
mod sides;
mod weeks;

use std::str::FromStr;

use chrono::{Days, NaiveDate};

pub use self::model::{
    Calendar, CalendarDay, Chart, Ink, Join, Kind, Line, Mark, Note, Panel, Row, Sort, Table, day_words,
    number,
};
pub use self::reason::{CHANGED, Replay};
pub use self::shelf::Shelf;
use super::Coach;
use super::plan::pain_days;
use crate::domain::history::History;
use crate::domain::trend::{Series, series};

/// How far back a chart goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    /// So many days.
    Days(u64),
    /// To the first score.
    All,
}

/// The ranges that screens go through, shortest first, and what they are called.
pub const RANGES: [(Range, &str); 5] = [
    (Range::Days(14), "2 weeks"),
    (Range::Days(28), "4 weeks"),
    (Range::Days(84), "12 weeks"),
    (Range::Days(366), "1 year"),
    (Range::All, "all of it"),
];

/// Nobody's charts go back further, days.
const MOST_DAYS: u64 = 3660;

impl FromStr for Range {
    type Err = String;

    fn from_str(text: &str) -> Result<Range, String> {
        let days = |number: &str, each: u64| {
            number.parse::<u64>().ok().filter(|n| (1..=520).contains(n)).map(|n| n * each)
        };
        let parsed = match text.char_indices().last() {
            _ if text == "all" => return Ok(Range::All),
            Some((at, 'w')) => days(&text[..at], 7),
            Some((at, 'y')) => days(&text[..at], 366).filter(|days| *days <= MOST_DAYS),
            _ => None,
        };
        parsed.map(Range::Days).ok_or_else(|| "a range is 2w, 4w, 12w, 1y or all".into())
    }
}

impl Range {
    /// The first day of a range that ends on `to`.
    pub fn from(self, history: &History, to: NaiveDate) -> NaiveDate {
        match self {
            Range::Days(days) => to.checked_sub_days(Days::new(days.saturating_sub(1))).unwrap_or(to),
            Range::All => history.pain.first().map_or(to, |point| point.at.date_naive().min(to)),
        }
    }

    /// The first day for the charts: all goes back to the first session as well as to the first score,
    /// at most ten years.
    fn first(self, history: &History, to: NaiveDate) -> NaiveDate {
        let from = match self {
            Range::Days(_) => self.from(history, to),
            Range::All => {
                let session = history.sessions.iter().map(|session| session.date).min();
                session.unwrap_or(to).min(self.from(history, to))
            }
        };
        from.max(to.checked_sub_days(Days::new(MOST_DAYS)).unwrap_or(from)).min(to)
    }
}

/// The pain chart's numbers.
pub fn of(history: &History, range: Range, today: NaiveDate) -> Series {
    series(&pain_days(history), &history.flares, range.from(history, today), today)
}

/// Days of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    from: NaiveDate,
    to: NaiveDate,
}

impl Span {
    fn has(self, day: NaiveDate) -> bool {
        day >= self.from && day <= self.to
    }
}

impl Coach {
    /// One chart, of the days of a range that ends on `today`.
    pub fn chart(&self, kind: Kind, range: Range, today: NaiveDate) -> Chart {
        self.chart_of(kind, range.first(&self.history, today), today)
    }

    /// The pain chart in numbers, for programs that draw the days themselves: its days, the panels around each
    /// session, its marks.
    pub fn pain_in_numbers(&self, range: Range, today: NaiveDate) -> (Series, Vec<Panel>, Vec<Mark>) {
        let span = Span { from: range.first(&self.history, today), to: today };
        (of(&self.history, range, today), around::around(self, span), marks::of(self, span))
    }

    /// One chart, of the days from `from` to `to`.
    pub fn chart_of(&self, kind: Kind, from: NaiveDate, to: NaiveDate) -> Chart {
        let span = Span { from: from.min(to), to };
        let mut chart = match kind {
            Kind::Pain => pain::chart(self, span),
            Kind::Dose => dose::chart(self, span),
            Kind::Weeks => weeks::chart(self, span),
            Kind::Function => function::chart(self, span),
            Kind::Fear => fear::chart(self, span),
            Kind::Sides => sides::chart(self, span),
        };
        chart.marks = marks::of(self, span);
        chart
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        assert_eq!("2w".parse(), Ok(Range::Days(14)));
        assert_eq!("1y".parse(), Ok(Range::Days(366)));
        assert_eq!("all".parse(), Ok(Range::All));
        for bad in ["", "w", "0w", "-1w", "1m", "99999w", "ü", "1ü", "12"] {
            assert_eq!(bad.parse::<Range>(), Err("a range is 2w, 4w, 12w, 1y or all".to_owned()), "{bad}");
        }
    }
}
