//! On the mat, without looking: floor mode, cues by every way, and how long a session takes by the clock. In
//! one program, because most of it waits: so they wait side by side.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/app.rs"]
mod app;
mod support;
#[path = "support/visit.rs"]
mod visit;

// In this order they are begun; the longest first.
#[path = "mat/by_the_clock.rs"]
mod by_the_clock;
#[path = "mat/cues.rs"]
mod cues;
#[path = "mat/floor.rs"]
mod floor;
