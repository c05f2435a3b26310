//! Reads the plans of the person's clinicians from their folder. A bad file never takes anything down: it
//! is told, and the coach knows that there is a plan which cannot be read.

use std::path::Path;

use super::{open, output};
use crate::coach::Coach;
use crate::coach::physio::{Shelf, Unread};
use crate::content::own::text_of;
use crate::content::physio_file::{name_of, parse};
use crate::paths::Paths;

/// Most plans that are read; more is a mistake.
const MOST_FILES: usize = 50;

/// Reads the plans into the coach. What is wrong, one sentence each. The person's own exercises have to
/// be there already: a plan may list them.
pub fn load(coach: &mut Coach, paths: &Paths) -> Vec<String> {
    let mut shelf = Shelf::default();
    let mut told = Vec::new();
    let mut unread = |name: String, problems: Vec<String>| {
        told.extend(problems.iter().cloned());
        Unread { name, problems }
    };
    let files = open::toml_files(&paths.plans()).and_then(|files| match files.len() {
        ..=MOST_FILES => Ok(files),
        many => Err(format!("there are {many}, and at most {MOST_FILES} are read")),
    });
    match files {
        Err(why) => {
            let problem = format!(
                "{}: your plans cannot be read: {why}.",
                output::harmless(&paths.plans().display().to_string())
            );
            shelf.unread.push(unread("in the folder plans".into(), vec![problem]));
        }
        Ok(files) => {
            for path in files {
                let shown = output::harmless(&path.display().to_string());
                let last = path.file_name().map(|name| name.to_string_lossy().into_owned());
                let name = name_of(&last.unwrap_or_default());
                match read(&path, &shown, coach) {
                    Ok(None) => {} // gone since the folder was listed
                    Ok(Some(plan)) => shelf.plans.push(plan),
                    Err(problems) => shelf.unread.push(unread(name, problems)),
                }
            }
        }
    }
    coach.physio = shelf;
    told
}

fn read(
    path: &Path,
    shown: &str,
    coach: &Coach,
) -> Result<Option<crate::content::physio_file::PhysioPlan>, Vec<String>> {
    let bytes = match output::read_small(path, false) {
        Ok(None) => return Ok(None),
        Ok(Some(bytes)) => bytes,
        Err(why) => return Err(vec![format!("{shown}: {why}.")]),
    };
    let problems = |error: crate::content::ContentError| {
        error.problems.iter().map(ToString::to_string).collect::<Vec<String>>()
    };
    let text = text_of(shown, &bytes).map_err(problems)?;
    parse(shown, &text, &coach.catalogue).map(Some).map_err(problems)
}
