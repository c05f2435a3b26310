//! Drawings that any program could use; only [`body`] knows of backs.

pub mod big;
pub mod body;
pub mod figure;
pub mod fuzzy;
pub mod lines;
pub mod page;
pub mod probe;
pub mod reel;
pub mod scale;
pub mod text;
