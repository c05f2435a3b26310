//! `supple plan`: the next session with a reason for every line, from the journal or from a document.

use std::fmt::Write as _;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, TimeZone};
use serde::Serialize;

use super::plan_page::{Poses, page};
use super::{CliError, Exit, PlanArgs, open, output};
use crate::coach::Coach;
use crate::coach::plan::{Not, TodaysPlan, mode_words};
use crate::coach::why::change_words;
use crate::domain::dose::dose_words;
use crate::domain::plan::output::Plan;
use crate::domain::plan::{self, probe};
use crate::figure::Glyphs;
use crate::paths::Paths;
use crate::session::course::length_words;
use crate::session::settings::Settings;

/// Plans from a document, touching no journal.
///
/// # Errors
/// A document that cannot be read, with file, line and field.
pub fn from_document(args: &PlanArgs) -> Result<Exit, CliError> {
    let Some(path) = &args.input else {
        return Err(CliError::Usage("name a file after --input, or - for standard input".into()));
    };
    let text = output::read_input(path)?;
    let name = output::input_name(path);
    let input = probe::input_from_json(&text).map_err(|why| CliError::BadData(format!("{name}: {why}")))?;
    let plan = plan::plan(&input);
    output::json(&plan)?;
    Ok(if plan.exercises.is_empty() { Exit::No } else { Exit::Done })
}

/// Plans from the journal.
///
/// # Errors
/// A journal that cannot be opened, or a day that is past.
pub fn run(
    args: &PlanArgs,
    paths: &Paths,
    now: DateTime<FixedOffset>,
    settings: &Settings,
    poses: impl FnOnce() -> Poses,
) -> Result<Exit, CliError> {
    let (coach, _) = open::look(paths, now)?;
    let at = match args.on {
        Some(day) if day < now.date_naive() => {
            return Err(CliError::Usage(format!("{day} is past. Name today or a later day.")));
        }
        Some(day) if day.year() > LAST_YEAR => {
            return Err(CliError::Usage(format!(
                "{day} is too far away. Name a day before the year {}.",
                LAST_YEAR + 1
            )));
        }
        // Noon of that day: neither a stiff morning nor the night before.
        Some(day) if day > now.date_naive() => {
            now.offset().from_local_datetime(&day.and_time(NOON)).single().unwrap_or(now)
        }
        _ => now,
    };
    let mut today = coach.plan(at, args.minutes);
    if today.not == Some(Not::Done) {
        today.plan.reason =
            format!("Today's session is done, and once a day is plenty. {}", today.plan.reason);
    }
    let length = length_words(coach.estimate_s(&today.plan, settings, at.date_naive()));
    let nothing = today.not.is_some() || today.plan.exercises.is_empty();
    if args.print && !nothing {
        let checked = at == now && coach.checked_today(now);
        output::text(&page(&coach, &today, (at, &length), checked, poses()))?;
    } else if args.print {
        // A sheet without moves is none: the reason is all there is to say.
        output::text(&format!("Nothing to print. {}\n", today.plan.reason))?;
    } else if args.json {
        let plans = coach.plans_in_force(at);
        output::json(&Answer { plan: &today.plan, not: today.not.map(code), plans })?;
    } else {
        output::text(&text(&coach, &today, at, &length))?;
    }
    Ok(if nothing { Exit::No } else { Exit::Done })
}

/// How the sheet shows the poses: in words for the plain face, else drawn with what was asked for, or with
/// the `usual` characters.
pub fn poses(args: &PlanArgs, plain: bool, usual: impl FnOnce() -> Glyphs) -> Poses {
    match args.charset {
        Some(charset) => Poses::Drawn(charset.into()),
        None if plain => Poses::Told,
        None => Poses::Drawn(usual()),
    }
}

/// Beyond it days cannot be counted any more.
const LAST_YEAR: i32 = 9998;

const NOON: NaiveTime = match NaiveTime::from_hms_opt(12, 0, 0) {
    Some(noon) => noon,
    None => NaiveTime::MIN,
};

/// The plan, and why there is no session, if so.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    plan: &'a Plan,
    not: Option<&'static str>,
    /// The clinicians' plans in force, name and mark of the text.
    plans: Vec<String>,
}

/// Why there is no session, for scripts.
fn code(not: Not) -> &'static str {
    match not {
        Not::NoCheck => "no-check",
        Not::Blocked(_) => "blocked",
        Not::Rest => "rest",
        Not::Done => "done",
        Not::NoProfile => "no-profile",
    }
}

/// The plan as plain text.
fn text(coach: &Coach, today: &TodaysPlan, at: DateTime<FixedOffset>, length: &str) -> String {
    let plan = &today.plan;
    let mut out = String::new();
    // Writing to a text never fails.
    let _ = writeln!(out, "Next: {}. {} [{}]", mode_words(plan.mode), plan.reason, plan.sources.join(", "));
    // The same notes as on the screen: those of the trend and those of the answers.
    for prompt in coach.prompts(&plan.refer, at).open {
        let _ = writeln!(out, "! {} [{}]", prompt.text, prompt.sources.join(", "));
    }
    let day = at.date_naive();
    for note in coach.physio.notes(day) {
        let _ = writeln!(out, "{} {}", if note.wrong { "!" } else { "·" }, note.text);
    }
    if !plan.exercises.is_empty() {
        for words in coach.reminders(at) {
            let _ = writeln!(out, "- {words}");
        }
    }
    lines(coach, plan, day, &mut out);
    if !plan.exercises.is_empty() {
        let _ = writeln!(out, "\nAbout {length} on the mat.");
    }
    out
}

fn lines(coach: &Coach, plan: &Plan, day: NaiveDate, out: &mut String) {
    let name = |id: &str| {
        coach.catalogue.get(id).map_or_else(|| output::harmless(id), |exercise| exercise.name.clone())
    };
    for item in &plan.exercises {
        let dose = dose_words(item.kind, item.dose, item.sides);
        let _ = writeln!(out, "\n{}, {dose}  ({})", name(&item.id), change_words(item.change));
        let _ = writeln!(out, "    {} [{}]", item.reason, item.sources.join(", "));
        for words in coach.plan_words(&item.id, day) {
            let _ = writeln!(out, "    Your plan: {}", output::harmless(&words));
        }
    }
    if let Some(aerobic) = &plan.aerobic {
        let _ = writeln!(out, "\nEasy walk, {} min  ({})", aerobic.minutes, change_words(aerobic.change));
        let _ = writeln!(out, "    {} [{}]", aerobic.reason, aerobic.sources.join(", "));
    }
    for removed in &plan.removed {
        let _ = writeln!(out, "\nNot today: {}", name(&removed.id));
        let _ = writeln!(out, "    {} [{}]", removed.reason, removed.sources.join(", "));
    }
}
