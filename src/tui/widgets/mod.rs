//! Drawings that any program could use; only [`body`] knows of backs.

pub mod big;
pub mod body;
pub mod figure;
pub mod letters;
pub mod lines;
pub mod page;
pub mod scale;
pub mod text;
