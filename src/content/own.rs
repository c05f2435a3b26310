//! A person's own exercises, read beside the ones that came with the program. A bad file is told of and
//! left out; it never takes anything else down.

use std::collections::BTreeMap;

use super::catalogue::{Catalogue, Own, joined};
use super::exercise_file::parse_with_places;
use super::problem::{ContentError, Problem};
use super::template;
use crate::domain::exercise::ExerciseId;

/// The place of an own exercise that does not say one: after the first row of the programme.
pub const USUAL_PRIORITY: u32 = 2;

/// Most files that are read from a folder; more is a mistake, not a collection.
pub const MOST_FILES: usize = 500;

/// Adds own exercises, given as (file name, text), to the catalogue. Files count in the order of their
/// names; of two with the same id the first stays. Answers what was wrong, file by file.
pub fn add(catalogue: &mut Catalogue, files: &[(String, String)]) -> Vec<Problem> {
    let taken: BTreeMap<String, String> =
        catalogue.exercises.iter().map(|exercise| (exercise.id.clone(), exercise.name.clone())).collect();
    let mut files: Vec<&(String, String)> = files.iter().collect();
    files.sort();
    let mut problems = Vec::new();
    if let Some((file, _)) = files.get(MOST_FILES) {
        let what = format!("there are {} exercise files, and only {MOST_FILES} are read", files.len());
        problems.push(Problem::at(file, (1, 1), &what, "move this one and those after it elsewhere"));
        files.truncate(MOST_FILES);
    }
    let mut parsed = Vec::new();
    for (file, text) in files {
        match parse_with_places(file, text, false) {
            // Nobody should lie down for a form that was not filled in.
            Ok(read) if read.exercise.say == template::SAY => {
                let what = "say is still that of the starting file, so this exercise is left out";
                let fix = "write what to do, in twelve words at most, and look at the other lines too";
                problems.push(Problem::at(file, read.places["say"], what, fix));
            }
            Ok(exercise) => parsed.push((file.clone(), exercise)),
            Err(error) => problems.extend(error.problems),
        }
    }
    let mut extras: BTreeMap<ExerciseId, Own> = BTreeMap::new();
    for (_, parsed) in &parsed {
        let (priority, figure) = (parsed.priority.unwrap_or(USUAL_PRIORITY), parsed.figure.clone());
        // Of two files with the same id the first stays.
        extras.entry(parsed.exercise.id.clone()).or_insert(Own { priority, figure });
    }
    let (exercises, more) = joined(parsed, &taken);
    extras.retain(|id, _| exercises.iter().any(|exercise| exercise.id == *id));
    catalogue.own.extend(extras);
    catalogue.exercises.extend(exercises);
    problems.extend(more);
    problems
}

/// The bytes of a file as text.
///
/// # Errors
/// A file that is larger than 1 MiB, or not UTF-8, with the line where that shows.
pub fn text_of(file: &str, bytes: &[u8]) -> Result<String, ContentError> {
    let tell = |place, what: &str, fix: &str| ContentError::one(Problem::at(file, place, what, fix));
    if bytes.len() > super::fields::MAX_BYTES {
        let fix = "keep only what belongs in it";
        return Err(tell((1, 1), "this file is larger than 1 MiB", fix));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let fix = "save it again and choose UTF-8 as the encoding";
        return Err(tell((1, 1), "this file is saved as UTF-16", fix));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned();
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            let what = "there is a character here that is not UTF-8";
            Err(tell((line, column), what, "save it again and choose UTF-8 as the encoding"))
        }
    }
}
