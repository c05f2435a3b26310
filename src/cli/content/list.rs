//! `supple content list`.

use std::fmt::Write as _;

use serde::Serialize;

use super::super::{CliError, Exit, Json, output};
use crate::coach::Coach;
use crate::content::Catalogue;
use crate::content::education::education;
use crate::domain::exercise::{Block, Exercise, ExerciseId};
use crate::figure;

/// One exercise, as other programs read it. Fields may be added, none renamed.
#[derive(Debug, Serialize)]
struct Row<'a> {
    id: &'a str,
    name: &'a str,
    block: Block,
    ladder: &'a [ExerciseId],
    builtin: bool,
    figure: bool,
    sources: &'a [String],
}

/// Parts of a session in the order of a session, with their names.
const BLOCKS: &[(Block, &str)] = &[
    (Block::WarmUp, "Warm-up"),
    (Block::Mobility, "Mobility"),
    (Block::Stability, "Stability"),
    (Block::Strength, "Strength"),
    (Block::Neck, "Neck"),
    (Block::Aerobic, "Walks and rides"),
    (Block::CoolDown, "Cool-down"),
];

/// Runs it.
///
/// # Errors
/// A standard output that takes nothing.
pub(super) fn run(args: &Json, coach: &Coach) -> Result<Exit, CliError> {
    let catalogue = &coach.catalogue;
    if args.json {
        let rows: Vec<Row> = catalogue.exercises.iter().map(|exercise| row(catalogue, exercise)).collect();
        output::json(&rows)?;
    } else {
        output::text(&text(catalogue))?;
    }
    Ok(Exit::Done)
}

fn row<'a>(catalogue: &Catalogue, exercise: &'a Exercise) -> Row<'a> {
    Row {
        id: &exercise.id,
        name: &exercise.name,
        block: exercise.block,
        ladder: &exercise.ladder,
        builtin: exercise.builtin,
        figure: figure::find(catalogue, &exercise.id).is_some(),
        sources: &exercise.sources,
    }
}

/// A ladder stands where its easiest form belongs, so that it is never torn apart.
fn text(catalogue: &Catalogue) -> String {
    let mut out = String::new();
    let widest = catalogue.exercises.iter().map(|exercise| exercise.id.len() + 4).max().unwrap_or(0).min(34);
    for (block, name) in BLOCKS {
        let firsts: Vec<&Exercise> = catalogue
            .exercises
            .iter()
            .filter(|exercise| exercise.block == *block && exercise.ladder.first() == Some(&exercise.id))
            .collect();
        if firsts.is_empty() {
            continue;
        }
        // Writing to a text never fails.
        let _ = writeln!(out, "{name}");
        for first in firsts {
            for (rung, exercise) in first.ladder.iter().filter_map(|id| catalogue.get(id)).enumerate() {
                let id = format!("{}{}", if rung == 0 { "  " } else { "    > " }, exercise.id);
                let yours = if exercise.builtin { "" } else { "  (yours)" };
                let _ = writeln!(out, "{id:<widest$}  {}{yours}", exercise.name);
            }
        }
        out.push('\n');
    }
    out.push_str("Programmes\n");
    for programme in &catalogue.programmes {
        let _ = writeln!(out, "  {:<width$}  {}", programme.id, programme.name, width = widest - 2);
    }
    out.push_str("\nSets for odd days\n");
    for set in &education().sets {
        let _ = writeln!(out, "  {:<width$}  {}", set.id, set.name, width = widest - 2);
    }
    let _ = writeln!(
        out,
        "\n{} exercises. > is the harder form. `supple content show ID` shows one; cards, rethink and sources \
         are words for it too.",
        catalogue.exercises.len()
    );
    out
}
