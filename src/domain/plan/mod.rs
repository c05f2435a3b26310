//! How today's dose follows from the log. `plan(library, profile, history, today)`: pure, integers
//! only, same input, same output.

pub mod input;
pub mod output;
