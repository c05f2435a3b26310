//! `supple why`: the rule, the log lines that it used, and what would have changed the answer; for one
//! exercise, or for the safety check (`supple why screen`).

use std::fmt::Write as _;

use chrono::{DateTime, FixedOffset};

use super::{CliError, Exit, WhyArgs, open, output};
use crate::coach::Coach;
use crate::coach::limited;
use crate::coach::why::Why;
use crate::domain::dose::dose_words;
use crate::domain::screening::block::Flag;
use crate::domain::screening::tier::Tier;
use crate::domain::screening::words::{what_to_do, you_said};
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
    let limited = limited::holds(coach, now);
    // What locks has a flag of its own, or was looked at by a clinician.
    let fired = || assessment.fired.iter().filter(|fired| !fired.tier.locks());
    let cautions = limited.is_some() || fired().next().is_some();
    let tier = standing.tier.max(if cautions { Tier::Caution } else { Tier::Clear });
    let mut out = format!("Today: {tier}. {}\nRules {}.\n", what_to_do(tier), coach.rulebook.version);
    for flag in &standing.active {
        let day = flag.raised_at.format("%Y-%m-%d %H:%M");
        let _ = writeln!(out, "\n{} ({}), since {day}{}", flag.rule, flag.tier, sources(coach, flag));
        for said in coach.led_to(flag).said {
            let _ = writeln!(out, "  {said}");
        }
        for words in coach.lifted_by(flag, now) {
            let _ = writeln!(out, "  {words}");
        }
    }
    if let Some(until) = standing.limited_until {
        let _ = writeln!(
            out,
            "\nA clinician said: with limits. First-level sessions until {}; then this lifts by itself.",
            until.format("%Y-%m-%d")
        );
    }
    for fired in fired() {
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
        let when = coach.rulebook.rule(&fired.rule).map_or("", |rule| rule.when_text.as_str());
        out.push_str(if fired.because.is_empty() || when.contains("trend") {
            "  From the scores in your log. Lifts by itself when they change.\n"
        } else {
            "  Lifts by itself when that answer changes.\n"
        });
    }
    if let Some(why) = &limited {
        let _ =
            writeln!(out, "\n{} (caution): see_pro [{}]\n  {why}", limited::RULE, limited::SOURCES.join(" "));
        out.push_str("  Lifts by itself when that answer changes; it is asked every two weeks.\n");
    }
    if let Some(until) = coach.normal_until(now) {
        let _ = writeln!(
            out,
            "\nYou said that this is your normal: no notes about no change until {}.",
            until.format("%Y-%m-%d")
        );
    }
    if standing.active.is_empty() && !cautions && standing.limited_until.is_none() {
        out.push_str("\nNo rule asks for a change today.\n");
    }
    out
}

/// Where the rule of a flag comes from.
fn sources(coach: &Coach, flag: &Flag) -> String {
    coach.rulebook.rule(&flag.rule).map(|rule| format!(" [{}]", rule.sources.join(" "))).unwrap_or_default()
}
