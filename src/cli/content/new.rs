//! `supple content new`: begins a file of one's own. It never overwrites.

use super::super::{CliError, Exit, output, save};
use super::{NewArgs, WORDS};
use crate::coach::Coach;
use crate::content::education::education;
use crate::content::exercise_file::is_id;
use crate::content::template;
use crate::paths::Paths;

/// Runs it.
///
/// # Errors
/// No id, one that is taken, a file that is there already or cannot be written.
pub(super) fn run(args: &NewArgs, coach: &Coach, paths: &Paths) -> Result<Exit, CliError> {
    let id = &args.id;
    if !is_id(id) {
        return Err(CliError::Usage(format!(
            "{} cannot be an id. Use small letters a to z, digits and single hyphens, as in heel-slide; 40 at most.",
            output::harmless(id)
        )));
    }
    let sets = education().sets.iter().any(|set| set.id == *id);
    if sets || WORDS.contains(&id.as_str()) || coach.catalogue.programme(id).is_some() {
        return Err(CliError::Usage(format!("{id} is a word of supple's own. Choose another id.")));
    }
    if let Some(taken) = coach.catalogue.get(id) {
        let whose = if taken.builtin { "which came with the program" } else { "one of your own" };
        return Err(CliError::Usage(format!(
            "the id {id} is that of {}, {whose}. Choose another id.",
            taken.name
        )));
    }
    let path = paths.own_exercises().join(format!("{id}.toml"));
    save::folder_of(&path)?;
    save::new_file(&path, &template::exercise(id), "Choose another id.")?;
    output::text(&format!("{}\n", output::harmless(&path.display().to_string())))?;
    output::say(
        "fill it in with any text editor, then run `supple content check`. Until then it stays out of your plan.",
    );
    Ok(Exit::Done)
}
