//! Drawings that any program could use; only [`body`] knows of backs.

pub mod big;
pub mod body;
pub mod calendar;
mod days;
pub mod figure;
pub mod fuzzy;
pub mod hits;
pub mod letters;
pub mod lines;
pub mod page;
pub mod plot;
pub mod probe;
pub mod reel;
pub mod rows;
pub mod scale;
pub mod text;
