//! Moving figures: a person made of bones, drawn in dots, for every exercise.
//!
//! Pure functions without a terminal: a figure, an instant of a repetition and a size give rows of
//! cells, each with a role; which colour a role has is the theme's business.
//!
//! - [`skeleton`]: bones and joints; [`pose`]: poses and what lies between them
//! - [`track`]: the steps of one repetition; [`clip`]: a whole figure, from instant to cells
//! - [`dots`], [`draw`], [`props`], [`arrow`], [`fit`], [`glyphs`]: from bones to characters
//! - [`mod@file`]: how a figure is written down; [`check`]: what a figure must keep to
//! - [`beat`]: from the running session to an instant of a repetition
//!
//! A new figure is one file in `assets/figures` and one line in [`crate::content::builtin`]. Look at it
//! with `cargo run --example contact_sheet`.

pub mod arrow;
pub mod beat;
pub mod body;
pub mod check;
mod choose;
pub mod clip;
pub mod dots;
pub mod draw;
mod face;
pub mod file;
pub mod fit;
pub mod glyphs;
mod parts;
pub mod pose;
pub mod props;
pub mod skeleton;
pub mod track;
mod written;

pub use clip::{Figure, Look};
pub use dots::Role;
pub use glyphs::{Cell, Glyphs};
pub use track::{Beat, FigurePhase};

use std::sync::OnceLock;

use crate::content::exercise_file::FigureRef;
use crate::content::{Catalogue, Problem, builtin};

/// The figure of an exercise that came with the program; `None` where there is none.
pub fn of(exercise: &str) -> Option<Figure> {
    // Each is read when it is first asked for, and kept: a plan asks for all of its figures at every draw.
    static READ: [OnceLock<Option<Figure>>; builtin::FIGURES.len()] =
        [const { OnceLock::new() }; builtin::FIGURES.len()];
    let at = builtin::FIGURES.iter().position(|(file, _)| file.strip_suffix(".toml") == Some(exercise))?;
    let (file, text) = builtin::FIGURES[at];
    READ[at].get_or_init(|| file::parse(file, text).ok()).clone()
}

/// The figure of any exercise, a person's own included: the one in its own file, or the one that it
/// names. `None` where there is none, or where it has a mistake ([`mistakes`] says which).
pub fn find(catalogue: &Catalogue, exercise: &str) -> Option<Figure> {
    match catalogue.own.get(exercise) {
        None => of(exercise),
        Some(own) => match own.figure.as_ref()? {
            FigureRef::Of(other) => of(other),
            FigureRef::Inside { file, text } => file::parse_inside(file, text, exercise).ok(),
        },
    }
}

/// What is wrong with the figures of a person's own exercises. The exercises themselves stay.
pub fn mistakes(catalogue: &Catalogue) -> Vec<Problem> {
    let inside = catalogue.own.iter().filter_map(|(id, own)| match own.figure.as_ref()? {
        FigureRef::Inside { file, text } => file::parse_inside(file, text, id).err(),
        FigureRef::Of(_) => None,
    });
    inside.flat_map(|error| error.problems).collect()
}
