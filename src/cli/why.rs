//! `supple why`: the rule, the log lines that it used, and what would have changed the answer; for one
//! exercise, or for the safety check (`supple why screen`).

use std::fmt::Write as _;

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use super::{CliError, Exit, WhyArgs, open, output};
use crate::coach::Coach;
use crate::coach::limited;
use crate::coach::why::{Said, WALK, Why};
use crate::content::nearest;
use crate::domain::screening::block::{Flag, LIMITED_DAYS};
use crate::domain::screening::tier::Tier;
use crate::domain::screening::words::{what_to_do, you_said};
use crate::paths::Paths;

/// Runs it.
///
/// # Errors
/// An exercise that there is not, or a journal that cannot be opened.
pub fn run(args: &WhyArgs, paths: &Paths, now: DateTime<FixedOffset>) -> Result<Exit, CliError> {
    let (coach, _) = open::look(paths, now)?;
    let loaded = open::entries(paths)?;
    if args.what == "screen" {
        if args.json {
            let words = "`supple why screen` has no JSON. `supple screen --list --json` prints all questions and rules.";
            return Err(CliError::Usage(words.into()));
        }
        output::text(&screen(&coach, now))?;
        return Ok(Exit::Done);
    }
    let Some(why) = coach.why(&meant(&coach, &args.what), now) else {
        let near = like(&coach, &args.what).map_or(String::new(), |id| format!(" Did you mean {id}?"));
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
        let words = coach.why_words(&why, |id| loaded.place_of(id));
        let title = if why.id == WALK {
            coach.name_of(WALK)
        } else {
            format!("{} ({})", coach.name_of(&why.id), why.id)
        };
        output::text(&told(&title, no_session.as_deref(), &words))?;
    }
    Ok(if why.line.is_some() || why.walk.is_some() { Exit::Done } else { Exit::No })
}

/// The id that is meant: plans are printed with names, so a name will do as well.
fn meant(coach: &Coach, what: &str) -> String {
    let same = |name: &str| name.to_lowercase() == what.trim().to_lowercase();
    if coach.catalogue.get(what).is_some() {
        return what.to_owned();
    }
    let named = coach.catalogue.exercises.iter().find(|exercise| same(&exercise.name) || same(&exercise.id));
    match named {
        Some(exercise) => exercise.id.clone(),
        None if same(coach.aerobic_words()) => WALK.to_owned(),
        None => what.to_owned(),
    }
}

/// The id of what looks like a word that is neither: one with a slip in it, else the first that has it
/// in its name.
fn like<'a>(coach: &'a Coach, what: &str) -> Option<&'a str> {
    let all = || coach.catalogue.exercises.iter();
    let what = what.trim().to_lowercase();
    let slip = nearest(&what, all().map(|exercise| exercise.id.as_str()));
    let has = |text: &str| what.chars().count() >= 4 && text.to_lowercase().contains(&what);
    let part = || all().find(|exercise| has(&exercise.name) || has(&exercise.id.replace('-', " ")));
    slip.or_else(|| part().map(|exercise| exercise.id.as_str()))
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
    let limited = limited::holds(coach, now);
    // What locks has a flag of its own, or was looked at by a clinician.
    let fired = || assessment.fired.iter().filter(|fired| !fired.tier.locks());
    let cautions = limited.is_some() || fired().next().is_some();
    let tier = standing.tier.max(if cautions { Tier::Caution } else { Tier::Clear });
    let stopped = coach.stop_due(now).is_some();
    let asked_first = !standing.tier.locks() && (coach.intake_due(now) || stopped);
    let mut out = if asked_first {
        // Silence must not be read as an all-clear.
        let why = if stopped {
            "Something was wrong in a session; supple asks about that first"
        } else if coach.history.last_intake().is_none() {
            "No safety check has been answered yet; it comes first"
        } else {
            "The last safety check is a year old, or eight weeks have gone by without a session; it comes first"
        };
        format!("Today: not known. {why}, before any session.\n")
    } else {
        format!("Today: {tier}. {}\n", what_to_do(tier))
    };
    let _ = writeln!(out, "Rules {}.", coach.rulebook.version);
    if !asked_first && !standing.tier.locks() && !coach.checked_today(now) {
        out.push_str(
            "From the answers so far: the short questions before the next session are still to come.\n",
        );
    }
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
        let still = |day: chrono::NaiveDate| now.date_naive() < day + chrono::Days::new(LIMITED_DAYS);
        let holding =
            coach.history.clearances.iter().filter(|clearance| still(clearance.recorded_at.date_naive()));
        for limits in holding.filter_map(|clearance| clearance.limits.as_deref()) {
            let _ = writeln!(out, "  In your words: {}", output::harmless(limits));
        }
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
    if standing.active.is_empty() && !cautions && standing.limited_until.is_none() && !asked_first {
        out.push_str("\nNo rule asks for a change today.\n");
    }
    out
}

/// Where the rule of a flag comes from.
fn sources(coach: &Coach, flag: &Flag) -> String {
    coach.rulebook.rule(&flag.rule).map(|rule| format!(" [{}]", rule.sources.join(" "))).unwrap_or_default()
}
