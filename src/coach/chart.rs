//! What a pain chart shows: how far back, and the numbers. Commands and screens draw the same.

use std::str::FromStr;

use chrono::{Days, NaiveDate};

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

impl FromStr for Range {
    type Err = String;

    fn from_str(text: &str) -> Result<Range, String> {
        let days = |number: &str, each: u64| {
            number.parse::<u64>().ok().filter(|n| (1..=520).contains(n)).map(|n| n * each)
        };
        let parsed = match text.char_indices().last() {
            _ if text == "all" => return Ok(Range::All),
            Some((at, 'w')) => days(&text[..at], 7),
            Some((at, 'y')) => days(&text[..at], 366).filter(|days| *days <= 3660),
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
}

/// The chart's numbers.
pub fn of(history: &History, range: Range, today: NaiveDate) -> Series {
    series(&pain_days(history), &history.flares, range.from(history, today), today)
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
