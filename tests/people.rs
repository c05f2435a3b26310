//! People, not averages: the five programmes at every time budget, worries, moves that are not wanted,
//! variety, direction, sides, goals; through the engine and through the real screens.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "people/budgets.rs"]
mod budgets;
#[path = "people/engine.rs"]
mod engine;
#[path = "people/screens.rs"]
mod screens;
#[path = "support/app.rs"]
mod support;
