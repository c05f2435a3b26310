//! What comes with the program: files that are read and checked at load.

pub mod regions;
pub mod screening_file;
