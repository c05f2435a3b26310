//! Drawings that any program could use. They know nothing of backs.

pub mod big;
pub mod figure;
pub mod lines;
pub mod page;
pub mod scale;
pub mod text;
