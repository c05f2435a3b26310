//! `supple why`: the rule, the log lines that it used, and what would have changed the answer; for one
//! exercise, or for the safety check (`supple why screen`).

use std::fmt::Write as _;

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use super::{CliError, Exit, WhyArgs, open, output};
use crate::coach::Coach;
use crate::coach::why::{Said, WALK, Why};
use crate::content::nearest;
use crate::domain::screening::words::you_said;
use crate::paths::Paths;

/// Runs it.
///
/// # Errors
/// An exercise that there is not, or a journal that cannot be opened.
pub fn run(args: &WhyArgs, paths: &Paths, now: DateTime<FixedOffset>) -> Result<Exit, CliError> {
    let (coach, loaded, _) = open::look(paths, now)?;
    if args.what == "screen" {
        if args.json {
            let words = "`supple why screen` has no JSON. `supple screen --list --json` prints all questions and rules.";
            return Err(CliError::Usage(words.into()));
        }
        output::text(&screen(&coach, now))?;
        return Ok(Exit::Done);
    }
    let Some(why) = coach.why(&args.what, now) else {
        let ids = coach.catalogue.exercises.iter().map(|exercise| exercise.id.as_str());
        let near = nearest(&args.what, ids).map_or(String::new(), |id| format!(" Did you mean {id}?"));
        return Err(CliError::Usage(format!(
            "there is no exercise called {}.{near} `supple plan --json` shows the ids of the plan; or ask `supple why \
             walk` or `supple why screen`.",
            output::harmless(&args.what)
        )));
    };
    let not = coach.plan(now, None);
    let no_session = not.not.map(|_| not.plan.reason);
    if args.json {
        output::json(&Answer { why: &why, no_session: no_session.as_deref() })?;
    } else {
        let words = coach.why_words(&why, |id| open::line_of(&loaded, id));
        let title = if why.id == WALK {
            coach.name_of(WALK)
        } else {
            format!("{} ({})", coach.name_of(&why.id), why.id)
        };
        output::text(&told(&title, no_session.as_deref(), &words))?;
    }
    Ok(if why.line.is_some() || why.walk.is_some() { Exit::Done } else { Exit::No })
}

/// The answer, for scripts.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    why: &'a Why,
    /// Why there is no session now, whatever the plan is.
    no_session: Option<&'a str>,
}

fn told(title: &str, no_session: Option<&str>, words: &[Said]) -> String {
    let mut out = format!("{title}\n");
    // Writing to a text never fails.
    if let Some(reason) = no_session {
        let _ = writeln!(out, "There is no session now: {reason}");
    }
    for said in words {
        let _ = match said {
            Said::Short(text) | Said::Text(text) => writeln!(out, "{text}"),
            Said::Head(text) => writeln!(out, "\n{text}:"),
            Said::Item(text) => writeln!(out, "  {text}"),
        };
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
