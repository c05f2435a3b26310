//! `supple trend`: the pain chart as text or JSON.

use std::fmt::Write as _;
use std::str::FromStr;

use chrono::{DateTime, Days, FixedOffset, NaiveDate};

use super::{CliError, Exit, TrendArgs, open, output};
use crate::coach::plan::pain_days;
use crate::domain::history::History;
use crate::domain::trend::{Series, series};
use crate::paths::Paths;

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

/// Runs it.
///
/// # Errors
/// When the journal cannot be opened.
pub fn run(args: &TrendArgs, paths: &Paths, now: DateTime<FixedOffset>) -> Result<Exit, CliError> {
    let (coach, _, _) = open::look(paths, now)?;
    let series = of(&coach.history, args.range, now.date_naive());
    if args.json {
        output::json(&series)?;
        return Ok(Exit::Done);
    }
    let mut out = format!("{}\n", series.sentence);
    for day in series.days.iter().filter(|day| day.pain.is_some()) {
        let pain = day.pain.unwrap_or(0);
        let bar = "█".repeat(usize::try_from(pain).unwrap_or(0));
        let median = day.median7.map_or_else(String::new, |median| format!("  median {median}"));
        let flare = if day.flare { "  flare" } else { "" };
        let _ = writeln!(out, "{}  {pain:>2} {bar:<10}{median}{flare}", day.date);
    }
    output::text(&out)?;
    Ok(Exit::Done)
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
