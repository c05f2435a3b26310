//! `supple screen`: the rules as anybody may read them, and what a set of answers comes to.

use super::{CliError, Exit, ScreenArgs, output};
use crate::content::screening_file;
use crate::domain::screening::assess::assess;
use crate::domain::screening::probe;

/// Runs it.
///
/// # Errors
/// Bad answers, each named.
pub fn run(args: &ScreenArgs) -> Result<Exit, CliError> {
    let book = screening_file::rulebook()
        .map_err(|error| CliError::BadData(format!("supple's own rules are broken: {error}")))?;
    let Some(path) = &args.answers else {
        if args.json {
            output::json(&probe::rulebook_to_json(book))?;
        } else {
            output::text(&probe::rulebook_to_text(book))?;
        }
        return Ok(Exit::Done);
    };
    let text = output::read_input(path)?;
    let (answers, derived) = probe::answers_from_json(&text, book)
        .map_err(|why| CliError::BadData(format!("{}: {why}", output::input_name(path))))?;
    let assessment = assess(book, &answers, &derived);
    if args.json {
        output::json(&probe::assessment_to_json(&assessment, book))?;
    } else {
        output::text(&probe::assessment_to_text(&assessment, &answers, book))?;
    }
    Ok(Exit::Done)
}
