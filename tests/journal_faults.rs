//! Faults done to the journal on purpose. Each check is a function that gives `Err` when something is
//! lost or made up, so that the same check can be run against a program that is broken on purpose
//! (`--features sabotage`): a check that stays green there is worth nothing.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "journal/bytes.rs"]
mod bytes;
#[path = "journal/common.rs"]
mod common;
#[path = "journal/disk.rs"]
mod disk;
#[path = "journal/files.rs"]
mod files;
#[path = "journal/lost.rs"]
mod lost;
#[cfg(feature = "sabotage")]
#[path = "journal/mutants.rs"]
mod mutants;
