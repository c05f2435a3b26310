//! `supple content new`: begins a file of one's own. It never overwrites.

use std::path::Path;

use super::super::{CliError, Exit, output, save};
use super::{NewArgs, WORDS};
use crate::coach::Coach;
use crate::content::education::education;
use crate::content::exercise_file::is_id;
use crate::content::{physio_file, template};
use crate::paths::Paths;

/// Runs it.
///
/// # Errors
/// No id, one that is taken, a file that is there already or cannot be written.
pub(super) fn run(args: &NewArgs, coach: &Coach, paths: &Paths) -> Result<Exit, CliError> {
    let name = args.plan.as_ref().or(args.id.as_ref()).map_or("", String::as_str);
    if !is_id(name) {
        return Err(CliError::Usage(format!(
            "{} cannot be an id. Use small letters a to z, digits and single hyphens, as in heel-slide; 40 at most.",
            output::harmless(name)
        )));
    }
    if args.plan.is_some() {
        let path = paths.plans().join(format!("{name}.toml"));
        return begin(&path, &physio_file::starting_file(name), "It counts as soon as it is there.");
    }
    check_free(name, coach)?;
    let path = paths.own_exercises().join(format!("{name}.toml"));
    begin(&path, &template::exercise(name), "Until it is filled in it stays out of your plan.")
}

fn begin(path: &Path, text: &str, then: &str) -> Result<Exit, CliError> {
    save::folder_of(path)?;
    save::new_file(path, text, "Choose another name.")?;
    output::text(&format!("{}\n", output::harmless(&path.display().to_string())))?;
    output::say(&format!("fill it in with any text editor, then run `supple content check`. {then}"));
    Ok(Exit::Done)
}

/// Whether an id is nobody's yet.
fn check_free(id: &str, coach: &Coach) -> Result<(), CliError> {
    let taken = |what: String| Err(CliError::Usage(format!("{what}. Choose another id.")));
    let sets = education().sets.iter().any(|set| set.id == id);
    if sets || WORDS.contains(&id) || coach.catalogue.programme(id).is_some() {
        return taken(format!("{id} is a word of supple's own"));
    }
    match coach.catalogue.get(id) {
        Some(other) if other.builtin => {
            taken(format!("the id {id} is that of {}, which came with the program", other.name))
        }
        Some(other) => taken(format!("the id {id} is that of {}, one of your own", other.name)),
        None => Ok(()),
    }
}
