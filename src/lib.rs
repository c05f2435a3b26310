//! supple: a coach in the terminal for a stiff or sore back or neck.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod cli;
pub mod clock;
pub mod content;
pub mod domain;
pub mod journal;
pub mod paths;
pub mod report;
pub mod session;
pub mod tui;
