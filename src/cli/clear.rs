//! `supple clear`: record a clinician's word on one flag. We take the person's word for it.

use std::fmt::Write as _;

use chrono::{DateTime, FixedOffset};

use super::{ClearArgs, CliError, Exit, OutcomeArg, open, output, slip, write};
use crate::coach::{Coach, clear};
use crate::domain::screening::block::{Clearance, Outcome, Role, check_clearance};
use crate::journal::event::Event;
use crate::paths::Paths;

/// Runs it.
///
/// # Errors
/// A flag that does not stand, a missing part, a date that does not count; each says what to do.
pub fn run(args: &ClearArgs, paths: &Paths, now: DateTime<FixedOffset>) -> Result<Exit, CliError> {
    let (coach, _) = open::look(paths, now)?;
    if args.slip {
        return slip::print(&coach, now);
    }
    let Some(name) = &args.flag else {
        output::text(&listed(&coach, now))?;
        return Ok(Exit::Done);
    };
    let active = coach.standing(now).active;
    let Some(flag) = active.iter().find(|flag| flag.rule == *name || flag.id == *name) else {
        let standing: Vec<&str> = active.iter().map(|flag| flag.rule.as_str()).collect();
        let standing = if standing.is_empty() { "none stands".to_owned() } else { standing.join(", ") };
        return Err(CliError::Usage(format!(
            "no flag called {} stands. What stands: {standing}.",
            output::harmless(name)
        )));
    };
    let clearance = Clearance {
        flag: flag.id.clone(),
        seen_on: args
            .seen
            .ok_or_else(|| missing("--seen YYYY-MM-DD: the day that they saw or spoke to you"))?,
        role: role(args.by.as_deref().ok_or_else(|| {
            missing("--by WHO: gp, hospital-doctor, physiotherapist, nurse, midwife, or other:PROFESSION")
        })?)?,
        outcome: outcome(
            args.outcome.ok_or_else(|| missing("--outcome may-exercise, with-limits or not-yet"))?,
        ),
        limits: args.limits.clone(),
        recorded_at: now,
    };
    check_clearance(flag, &clearance, now).map_err(|error| CliError::Usage(error.to_string()))?;
    write::record(paths, now, &[Event::from(clear::event(&clearance))])?;
    output::text(&format!("{}\n", clear::told(flag, clearance.outcome)))?;
    Ok(Exit::Done)
}

fn missing(what: &str) -> CliError {
    CliError::Usage(format!(
        "a clearance needs four things: flag, day, who and outcome. Missing: {what}.\n\
         For example: supple clear bladder-1 --seen 2026-11-22 --by gp --outcome may-exercise"
    ))
}

fn role(text: &str) -> Result<Role, CliError> {
    Ok(match text {
        "gp" => Role::Gp,
        "hospital-doctor" => Role::HospitalDoctor,
        "physiotherapist" => Role::Physiotherapist,
        "nurse" => Role::Nurse,
        "midwife" => Role::Midwife,
        other => match other.split_once(':') {
            Some(("other", profession)) if !profession.trim().is_empty() => {
                Role::Other(profession.trim().into())
            }
            _ => {
                return Err(CliError::Usage(format!(
                    "\"{}\" is not on the list of clinicians: gp, hospital-doctor, physiotherapist, nurse, midwife, \
                     or other:PROFESSION for another registered one.",
                    output::harmless(text)
                )));
            }
        },
    })
}

fn outcome(arg: OutcomeArg) -> Outcome {
    match arg {
        OutcomeArg::MayExercise => Outcome::MayExercise,
        OutcomeArg::WithLimits => Outcome::WithLimits,
        OutcomeArg::NotYet => Outcome::NotYet,
    }
}

fn listed(coach: &Coach, now: DateTime<FixedOffset>) -> String {
    let standing = coach.standing(now);
    if standing.active.is_empty() {
        return "No flag stands.\n".into();
    }
    let mut out = String::new();
    for flag in &standing.active {
        let _ = writeln!(
            out,
            "{}  since {}  {}",
            output::harmless(&flag.rule),
            flag.raised_at.format("%Y-%m-%d %H:%M"),
            flag.tier
        );
    }
    out.push_str(
        "\nWhen a clinician has seen you:\n  supple clear FLAG --seen YYYY-MM-DD --by WHO --outcome may-exercise\n",
    );
    out
}
