//! What stands around the doses: what a person wants, fears and has, and the notes that follow from the
//! log without changing a single number of the plan (progression rules 3.12). Pure functions.

pub mod adherence;
pub mod direction;
pub mod goals;
pub mod plateau;
pub mod reassess;
pub mod sides;
pub mod wishes;
pub mod worries;

pub use wishes::Wishes;
