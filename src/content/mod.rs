//! The catalogue of exercises and programmes: the files that came with the program, the files that a
//! person wrote, and how both become what the rules and the screens use.

pub mod builtin;
pub mod catalogue;
pub mod exercise_file;
mod fields;
pub mod library;
pub mod own;
mod plain_words;
pub mod problem;
pub mod programme_file;

pub use catalogue::Catalogue;
pub use library::engine_library;
pub use problem::{ContentError, Problem};
pub use programme_file::Programme;
