//! What comes with the program, and what a person wrote beside it: exercises, programmes, the safety
//! check, emergency numbers, settings. Read, checked, and turned into what the rules and the screens use.

pub mod builtin;
pub mod catalogue;
pub mod codes;
pub mod config;
pub mod disclaimer;
pub mod education;
pub mod exercise_file;
mod fields;
pub mod library;
pub mod own;
pub mod own_kind;
pub mod physio_file;
pub(crate) mod plain_words;
pub mod problem;
pub mod programme_file;
pub mod regions;
pub mod schema;
pub mod screening_file;
pub mod stop_signs_file;
pub mod template;

pub use catalogue::Catalogue;
pub use library::engine_library;
pub use plain_words::meant;
pub use plain_words::nearest;
pub use problem::{ContentError, Problem};
pub use programme_file::Programme;
