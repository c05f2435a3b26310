//! History: everything can be read, scores and days can be put right and sessions taken back, each by a
//! line that is added; what was changed and taken back again leaves no trace in history or plan.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "past/commands.rs"]
mod commands;
#[path = "past/elsewhere.rs"]
mod elsewhere;
#[path = "past/lines.rs"]
mod lines;
#[path = "past/properties.rs"]
mod properties;
#[path = "past/screens.rs"]
mod screens;
#[path = "support/app.rs"]
mod support;
#[path = "past/week.rs"]
mod week;
