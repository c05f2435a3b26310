//! `supple why`: the rule, the log lines that it used, and what would have changed the answer; for one
//! exercise, or for the safety check (`supple why screen`).

use std::fmt::Write as _;

use chrono::{DateTime, FixedOffset};

use super::{CliError, Exit, WhyArgs, open, output};
use crate::coach::Coach;
use crate::coach::why::Why;
use crate::domain::dose::dose_words;
use crate::domain::screening::words::you_said;
use crate::paths::Paths;

/// Runs it.
///
/// # Errors
/// An exercise that there is not, or a journal that cannot be opened.
pub fn run(args: &WhyArgs, paths: &Paths, now: DateTime<FixedOffset>) -> Result<Exit, CliError> {
    let (coach, _, _) = open::look(paths, now)?;
    if args.what == "screen" {
        output::text(&screen(&coach, now))?;
        return Ok(Exit::Done);
    }
    let Some(why) = coach.why(&args.what, now) else {
        return Err(CliError::Usage(format!(
            "there is no exercise called {}. `supple plan --json` shows the ids; or ask `supple why screen`.",
            output::harmless(&args.what)
        )));
    };
    output::text(&exercise(&coach, &args.what, &why))?;
    Ok(if why.line.is_some() { Exit::Done } else { Exit::No })
}

fn exercise(coach: &Coach, id: &str, why: &Why) -> String {
    let name =
        |id: &str| coach.catalogue.get(id).map_or_else(|| id.to_owned(), |exercise| exercise.name.clone());
    let mut out = format!("{} ({id})\n", name(id));
    // Writing to a text never fails.
    if let Some(item) = &why.line {
        let dose = dose_words(item.kind, item.dose, item.sides);
        let _ = writeln!(out, "In the plan: {dose}.\n{} [{}]", item.reason, item.sources.join(", "));
    } else if !why.skipped_for.is_empty() {
        let _ = writeln!(out, "Not in the plan: your answers keep it out ({}).", why.skipped_for.join(", "));
    } else if let Some(item) = &why.instead {
        let _ = writeln!(out, "Not in the plan: {} stands in its place on the same ladder.", name(&item.id));
        let _ = writeln!(out, "{} [{}]", item.reason, item.sources.join(", "));
    } else if let Some(removed) = &why.removed {
        let _ = writeln!(out, "Not in the plan. {} [{}]", removed.reason, removed.sources.join(", "));
    } else {
        out.push_str(
            "Not in the plan: its turn has not come. One exercise is added at a time, when all is calm.\n",
        );
    }
    if !why.log.is_empty() {
        out.push_str("\nFrom your log:\n");
        for line in &why.log {
            let _ = writeln!(out, "  {line}");
        }
    }
    if !why.would_change.is_empty() {
        out.push_str("\nWhat would have changed it, one answer at a time:\n");
        for (answer, outcome) in &why.would_change {
            let _ = writeln!(out, "  {answer}: {outcome}");
        }
    }
    out
}

fn screen(coach: &Coach, now: DateTime<FixedOffset>) -> String {
    let standing = coach.standing(now);
    let assessment = coach.assessment(now);
    let answers = coach.answers_today(now);
    let tier = standing.tier.max(assessment.tier.min(crate::domain::screening::tier::Tier::Caution));
    let mut out = format!("Today: {tier}. Rules {}.\n", coach.rulebook.version);
    for flag in &standing.active {
        let day = flag.raised_at.format("%Y-%m-%d %H:%M");
        let _ = writeln!(out, "\n{} ({}), since {day}", flag.rule, flag.tier);
        let _ = writeln!(out, "  Lifted by: a clinician's word (supple clear {}).", flag.rule);
    }
    for fired in assessment.fired.iter().filter(|fired| !fired.tier.locks()) {
        let actions: Vec<&str> = fired.actions.iter().map(|action| action.as_str()).collect();
        let _ = writeln!(
            out,
            "\n{} ({}): {} [{}]",
            fired.rule,
            fired.tier,
            actions.join(", "),
            fired.sources.join(" ")
        );
        for id in &fired.because {
            if let (Some(question), Some(value)) = (coach.rulebook.question(id), answers.get(id)) {
                let _ = writeln!(out, "  {}", you_said(question, value));
            }
        }
        out.push_str("  Lifts by itself when that answer changes.\n");
    }
    if standing.active.is_empty() && assessment.fired.is_empty() {
        out.push_str("Nothing in your answers stops you today.\n");
    }
    out
}
