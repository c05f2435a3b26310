//! The fault suite: what disks, kernels, power cuts, other programs, clocks, terminals and files do to
//! a health log. [`table`] names every row with its tests, its numbers and the mutant that it catches.
//!
//! - `cargo test --test faults`: what needs no more than a C compiler, with small numbers
//! - `cargo test --test faults -- --ignored --test-threads=1 --nocapture`: full numbers, and all that
//!   needs root, strace or hours; what is left out is printed and counted
//! - `cargo test --test faults --features sabotage mutants`: each check against a program that is broken
//!   on purpose. A check that stays green there is worth nothing
//!
//! `RESULTS.md` beside this file tells what a full run came to.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]
// Texts are put together once, and every child is waited for or killed with its test.
#![allow(
    clippy::format_push_string,
    clippy::format_collect,
    clippy::type_complexity,
    clippy::zombie_processes
)]

#[path = "../support/app.rs"]
mod app;
#[path = "../support/mod.rs"]
mod support;
#[path = "../support/visit.rs"]
mod visit;

mod append_only;
mod child;
mod clocks;
mod copies;
mod disks;
mod errors;
mod fuzzed;
mod hostile;
mod killed;
mod kit;
#[cfg(feature = "sabotage")]
mod mutants;
mod network;
mod order;
mod past;
mod power;
mod replaced;
mod size;
mod sizes;
mod table;
#[path = "../fuzz/targets.rs"]
mod targets;
mod terminals;
mod wander;
mod writers;
