//! `supple screen --mine`: the person's own answers that are in force, with their dates, and when each is
//! asked again.

use std::fmt::Write as _;

use chrono::{DateTime, FixedOffset};
use serde_json::json;

use super::{CliError, Exit, ScreenArgs, open, output};
use crate::coach::answers::Given;
use crate::content::disclaimer::DISCLAIMER;
use crate::paths::Paths;

/// Runs it.
///
/// # Errors
/// When the journal cannot be opened.
pub fn run(args: &ScreenArgs, paths: &Paths, now: DateTime<FixedOffset>) -> Result<Exit, CliError> {
    let (coach, _) = open::look(paths, now)?;
    let mut given = coach.given_answers(now);
    // The questions that say why they are asked are the intimate ones.
    given.retain(|given| !args.no_intimate || given.question.why.is_empty());
    let exit = if given.is_empty() { Exit::No } else { Exit::Done };
    if args.json {
        let answers: Vec<_> = given.iter().map(line).collect();
        output::json(&json!({
            "disclaimer": DISCLAIMER,
            "rules": coach.rulebook.version,
            "answers": answers,
        }))?;
        return Ok(exit);
    }
    if given.is_empty() {
        output::text("No answers yet. Start supple: the safety check comes first.\n")?;
        return Ok(exit);
    }
    let mut out = format!("{DISCLAIMER}\n\nYour answers to the safety check\n");
    for given in &given {
        let day = given.on.format("%-d %B %Y");
        let counts = if given.counts { "" } else { "; it counted for that day" };
        // Writing to a text never fails.
        let _ = writeln!(out, "\n{} ({})", given.question.text, given.question.id);
        let _ = writeln!(out, "  {}", output::harmless(&given.shown));
        let _ = writeln!(out, "  on {day}{counts}; {}", given.next.words());
    }
    out.push_str("\nIf one of them has changed: start supple, press m, and choose it.\n");
    output::text(&out)?;
    Ok(exit)
}

fn line(given: &Given) -> serde_json::Value {
    json!({
        "question": given.question.id,
        "text": given.question.text,
        "value": given.value,
        "shown": given.shown,
        "on": given.on,
        "counts_today": given.counts,
        "next": given.next.code(),
        "next_on": given.next.day(),
    })
}
