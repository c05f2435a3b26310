//! `supple trend`: the charts as text, as tables, or as JSON.

use std::ffi::OsString;
use std::fmt::Write as _;

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use super::{CliError, Exit, TrendArgs, coach, open, output};
use crate::coach::Coach;
use crate::coach::chart::{Chart, Kind, Mark, Panel, day_words, of};
use crate::content::config::Config;
use crate::domain::trend::Series;
use crate::paths::Paths;
use crate::tui::chart_text;
use crate::tui::widgets::rows;

/// Width where neither an argument, nor the environment, nor a terminal says one.
const USUAL: u16 = 80;
/// Narrower or wider than this is no chart.
const WIDTHS: (u16, u16) = (30, 400);
/// Days above which a table names the year.
const YEAR: i64 = 300;

/// Pain as JSON: the days as ever, and what is around them.
#[derive(Serialize)]
struct PainJson<'a> {
    #[serde(flatten)]
    series: &'a Series,
    chart: Kind,
    marks: &'a [Mark],
    /// Before and after each session, worst during it, the next morning.
    panels: &'a [Panel],
}

/// Runs it. `plain`: no pictures, sentences and tables only.
///
/// # Errors
/// When the journal cannot be opened.
pub fn run(
    args: &TrendArgs,
    (paths, config): (&Paths, &Config),
    plain: bool,
    now: DateTime<FixedOffset>,
    variable: &impl Fn(&str) -> Option<OsString>,
) -> Result<Exit, CliError> {
    let (coach, _) = open::look(paths, now)?;
    let today = now.date_naive();
    if args.json && args.chart == Kind::Pain {
        let (series, panels, marks) = coach.pain_in_numbers(args.range, today);
        output::json(&PainJson { series: &series, chart: Kind::Pain, marks: &marks, panels: &panels })?;
        return Ok(Exit::Done);
    }
    let chart = coach.chart(args.chart, args.range, today);
    if args.json {
        output::json(&chart)?;
        return Ok(Exit::Done);
    }
    let width = width(args, variable);
    let mut out = format!("{}\n", chart.sentence);
    if plain {
        tables(&mut out, &chart, usize::from(width));
    } else {
        if args.chart == Kind::Pain {
            days(&mut out, &coach, args, now);
        }
        let glyphs = coach::drawing(config, variable).glyphs;
        // Around each session there are two more pictures: as tables with --plain, and in the program.
        let most = if args.chart == Kind::Pain { 1 } else { usize::MAX };
        let pictures = chart_text::pictures(&chart, most, width, glyphs);
        if !pictures.trim().is_empty() {
            let _ = write!(out, "\n{}", pictures.trim_end_matches('\n'));
            out.push('\n');
        }
    }
    for mark in &chart.marks {
        let _ = writeln!(out, "{}: {}", day_words(mark.from, mark.to, today), mark.words);
    }
    output::text(&out)?;
    Ok(Exit::Done)
}

/// The width to draw in: as asked, as the environment says, as the terminal is.
fn width(args: &TrendArgs, variable: &impl Fn(&str) -> Option<OsString>) -> u16 {
    let columns =
        || variable("COLUMNS").and_then(|text| text.to_str()?.parse::<u16>().ok()).filter(|n| *n > 0);
    let found = args.width.or_else(columns).or_else(chart_text::width).unwrap_or(USUAL);
    found.clamp(WIDTHS.0, WIDTHS.1)
}

/// The days with a score, each with a bar.
fn days(out: &mut String, coach: &Coach, args: &TrendArgs, now: DateTime<FixedOffset>) {
    let series = of(&coach.history, args.range, now.date_naive());
    for day in series.days.iter().filter(|day| day.pain.is_some()) {
        let pain = day.pain.unwrap_or(0);
        let bar = "█".repeat(usize::try_from(pain).unwrap_or(0));
        let median = day.median7.map_or_else(String::new, |median| format!("  median {median}"));
        let flare = if day.flare { "  flare" } else { "" };
        let _ = writeln!(out, "{}  {pain:>2} {bar:<10}{median}{flare}", day.date);
    }
}

/// Every panel's name, sentence and table, newest first.
fn tables(out: &mut String, chart: &Chart, width: usize) {
    let years = (chart.to - chart.from).num_days() > YEAR;
    let mut shown = None;
    for panel in chart.panels.iter().filter(|panel| !panel.table.rows.is_empty()) {
        let colon = if panel.sentence.is_empty() { String::new() } else { format!(": {}", panel.sentence) };
        let _ = writeln!(out, "\n{}{colon}", panel.name);
        // Two pictures of the same numbers have one table.
        if shown == Some(&panel.table) {
            continue;
        }
        for line in rows::lines(&panel.table, years, width) {
            let _ = writeln!(out, "{line}");
        }
        shown = Some(&panel.table);
    }
    if !chart.marks.is_empty() {
        out.push('\n');
    }
}
