//! The rules: pure functions of what the journal says and of a date that is handed in. No clock, no
//! file, no terminal, no globals. `tests/tidy.rs` checks that by text search.

pub mod around;
pub mod body;
pub mod dose;
pub mod exercise;
pub mod history;
pub mod plan;
pub mod profile;
pub mod score;
pub mod screening;
pub mod trend;
