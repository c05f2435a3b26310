//! What comes with the program, and what a person wrote beside it: exercises, programmes, the safety
//! check, emergency numbers, settings. Read, checked, and turned into what the rules and the screens use.

pub mod builtin;
pub mod catalogue;
pub mod config_file;
pub mod exercise_file;
mod fields;
pub mod library;
pub mod own;
mod plain_words;
pub mod problem;
pub mod programme_file;
pub mod regions;
pub mod screening_file;
pub mod stop_signs_file;

pub use catalogue::Catalogue;
pub use library::engine_library;
pub use problem::{ContentError, Problem};
pub use programme_file::Programme;

/// Shown at the first start, in the help, and with every export.
pub const DISCLAIMER: &str = "supple is a movement guide for adults with ordinary back or neck stiffness. It is not \
    a medical device and does not diagnose or treat. The questions cannot rule out a serious problem. If something \
    feels wrong, or you are worried, get medical help, whatever this program says.";
