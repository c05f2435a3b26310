//! `supple report`: a page for a clinician, or data for another program.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::save::new_file;
use super::{CliError, Exit, ReportArgs, ReportFormat, open, output};
use crate::coach::Coach;
use crate::content::disclaimer::DISCLAIMER;
use crate::journal::reader::Loaded;
use crate::paths::Paths;
use crate::report::{Period, csv, facts, fhir, html, json};

/// Days on the page when none are named: what a clinician wants to see at a first visit.
const USUAL_DAYS: u64 = 84;

/// Runs it.
///
/// # Errors
/// A period that ends before it begins, a journal that cannot be opened, a file that is there already or
/// cannot be written.
pub fn run(args: &ReportArgs, paths: &Paths, now: DateTime<FixedOffset>) -> Result<Exit, CliError> {
    let today = now.date_naive();
    let (coach, _) = open::look(paths, now)?;
    let loaded = open::entries(paths)?;
    if loaded.entries.is_empty() {
        return Err(CliError::BadData("there is nothing to report yet: the journal has no entries.".into()));
    }
    let period = period(args, &coach, today)?;
    let text = match args.format {
        ReportFormat::Html => html::page(&facts::of(&coach, period, now, args.private)),
        ReportFormat::Csv => csv::rows(&loaded.entries, chosen(args, period)),
        ReportFormat::Json => document(&json::of(&loaded.entries, chosen(args, period)))?,
        ReportFormat::Fhir => document(&fhir::bundle(&coach, period, now, args.private))?,
    };
    if args.format == ReportFormat::Csv {
        output::say(DISCLAIMER);
    }
    skipped(&loaded);
    match (&args.out, args.format) {
        (Some(path), _) if path.as_os_str() == "-" => output::raw(&text)?,
        (Some(path), _) => save(path, &text)?,
        (None, ReportFormat::Html) => save(&free_name(today)?, &text)?,
        (None, _) => output::raw(&text)?,
    }
    Ok(Exit::Done)
}

/// The days asked for. Without a start the page shows twelve weeks, data all there is.
fn period(args: &ReportArgs, coach: &Coach, today: NaiveDate) -> Result<Period, CliError> {
    let to = args.to.unwrap_or(today);
    let first = coach.events().iter().map(|stamped| stamped.at.date_naive()).min().unwrap_or(to);
    let usual = match args.format {
        ReportFormat::Html => {
            to.checked_sub_days(chrono::Days::new(USUAL_DAYS - 1)).unwrap_or(to).max(first.min(to))
        }
        _ => first.min(to),
    };
    let from = args.from.unwrap_or(usual);
    if from > to {
        return Err(CliError::Usage(format!(
            "the period ends ({to}) before it begins ({from}). Change --from or --to."
        )));
    }
    Ok(Period { from, to })
}

/// Data is told whole unless a period was asked for.
fn chosen(args: &ReportArgs, period: Period) -> Option<Period> {
    (args.from.is_some() || args.to.is_some()).then_some(period)
}

fn document(value: &impl serde::Serialize) -> Result<String, CliError> {
    output::json_text(value)
}

fn skipped(loaded: &Loaded) {
    let lines = loaded.lost_lines().len();
    if lines > 0 {
        output::say(&format!(
            "{lines} lines of the journal could not be read and are not in it. `supple doctor` says more."
        ));
    }
}

/// A name in this folder that is not taken.
fn free_name(today: NaiveDate) -> Result<PathBuf, CliError> {
    let names = (1..100).map(|n| match n {
        1 => format!("supple-report-{today}.html"),
        n => format!("supple-report-{today}-{n}.html"),
    });
    names.map(PathBuf::from).find(|path| path.symlink_metadata().is_err()).ok_or_else(|| {
        CliError::CannotWrite(
            "there are ninety-nine reports of today in this folder. Name another file with --out.".into(),
        )
    })
}

/// Writes a new file and prints where it is.
fn save(path: &Path, text: &str) -> Result<(), CliError> {
    new_file(path, text, "Name another file with --out.")?;
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    output::text(&format!("{}\n", whole.display()))
}
