//! `supple preview`: the next sessions if all goes calmly, and beside them if tomorrow is sore.

use std::fmt::Write as _;

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use super::{CliError, Exit, PreviewArgs, open, output};
use crate::coach::Coach;
use crate::coach::plan::mode_words;
use crate::coach::preview::{Day, MOST, Preview};
use crate::domain::plan::output::Plan;
use crate::paths::Paths;
use crate::tui::widgets::text::fit;

/// Width of the names, and of each of the two columns, in cells.
const NAME: usize = 25;
const COLUMN: usize = 26;

/// Runs it.
///
/// # Errors
/// A journal that cannot be opened.
pub fn run(args: &PreviewArgs, paths: &Paths, now: DateTime<FixedOffset>) -> Result<Exit, CliError> {
    let (coach, _) = open::look(paths, now)?;
    let preview = coach.preview(now, args.sessions, args.minutes);
    if args.json {
        output::json(&Answer::of(&preview))?;
    } else {
        output::text(&text(&coach, &preview))?;
    }
    Ok(if preview.days.is_empty() { Exit::No } else { Exit::Done })
}

/// How many sessions, as typed.
///
/// # Errors
/// Anything but a whole number from 1 to [`MOST`], in words.
pub fn sessions(text: &str) -> Result<u32, String> {
    let number = text.parse::<u32>().ok().filter(|n| (1..=MOST).contains(n));
    number.ok_or_else(|| format!("give the number of sessions to look ahead, from 1 to {MOST}"))
}

/// The answer, for scripts.
#[derive(Serialize)]
struct Answer<'a> {
    /// Why there is nothing to look ahead to.
    reason: Option<&'a str>,
    /// The day taken to be sore, and its pain.
    sore_on: Option<chrono::NaiveDate>,
    sore_pain: Option<i32>,
    sessions: &'a [Day],
}

impl<'a> Answer<'a> {
    fn of(preview: &'a Preview) -> Answer<'a> {
        Answer {
            reason: preview.not.map(|_| preview.reason.as_str()),
            sore_on: preview.sore.map(|(day, _)| day),
            sore_pain: preview.sore.map(|(_, pain)| pain),
            sessions: &preview.days,
        }
    }
}

fn text(coach: &Coach, preview: &Preview) -> String {
    let mut out = String::new();
    // Writing to a text never fails.
    let Some((_, pain)) = preview.sore else {
        let _ = writeln!(out, "Nothing to look ahead to. {}", preview.reason);
        return out;
    };
    let _ = writeln!(
        out,
        "A look ahead, one session a day. Nothing of it is fixed: each day's answers decide.\n\
         Left: if all goes calmly. Right: if tomorrow is sore (pain {pain}), and all is calm after that."
    );
    for (nth, day) in preview.days.iter().enumerate() {
        let date = day.date.format("%a %-d %b").to_string();
        let _ = writeln!(
            out,
            "\n{:<NAME$} {:<COLUMN$} {}",
            format!("{:>2}  {date}", nth + 1),
            title(&day.calm),
            title(&day.sore)
        );
        for (name, calm, sore) in coach.preview_rows(day) {
            let line = format!("    {:<21} {calm:<COLUMN$} {sore}", fit(&name, 21));
            let _ = writeln!(out, "{}", line.trim_end());
        }
    }
    out
}

fn title(plan: &Plan) -> &'static str {
    mode_words(plan.mode)
}
