//! The commands from outside, as a script or another program sees them: words, shapes, exit codes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, unreachable_pub)]

#[path = "support/app.rs"]
mod support;

#[path = "support/mod.rs"]
mod rig;

#[path = "cli/home.rs"]
mod home;

#[path = "cli/about.rs"]
mod about;
#[path = "cli/blocks.rs"]
mod blocks;
#[path = "cli/content.rs"]
mod content;
#[path = "cli/doctor.rs"]
mod doctor;
#[path = "cli/files.rs"]
mod files;
#[path = "cli/hostile.rs"]
mod hostile;
#[path = "cli/lost.rs"]
mod lost;
#[path = "cli/merge.rs"]
mod merge;
#[path = "cli/questions.rs"]
mod questions;
#[path = "cli/settings.rs"]
mod settings;
#[path = "cli/shapes.rs"]
mod shapes;
#[path = "cli/usage.rs"]
mod usage;
#[path = "cli/v1.rs"]
mod v1;
