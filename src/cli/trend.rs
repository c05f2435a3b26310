//! `supple trend`: the pain chart as text or JSON.

use std::fmt::Write as _;

use chrono::{DateTime, FixedOffset};

use super::{CliError, Exit, TrendArgs, open, output};
use crate::coach::chart::of;
use crate::paths::Paths;
use crate::plain::table::table;

/// Runs it. `plain`: sentences and a table of words, without bars.
///
/// # Errors
/// When the journal cannot be opened.
pub fn run(
    args: &TrendArgs,
    plain: bool,
    paths: &Paths,
    now: DateTime<FixedOffset>,
) -> Result<Exit, CliError> {
    let (coach, _, _) = open::look(paths, now)?;
    let series = of(&coach.history, args.range, now.date_naive());
    if args.json {
        output::json(&series)?;
        return Ok(Exit::Done);
    }
    if plain {
        let lines = table(&series, &coach.history);
        output::text(&format!("{}\n{}\n", series.sentence, lines.join("\n")))?;
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
