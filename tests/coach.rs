//! The layer between the journal and the rules: what is due, what today's answers ask for, what is planned.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, clippy::type_complexity)]

#[path = "coach/answers.rs"]
mod answers;
#[path = "coach/blocks.rs"]
mod blocks;
#[path = "coach/checks.rs"]
mod checks;
#[path = "coach/first_session.rs"]
mod first_session;
#[path = "coach/lifting.rs"]
mod lifting;
#[path = "coach/limb.rs"]
mod limb;
#[path = "coach/limited.rs"]
mod limited;
#[path = "coach/moments.rs"]
mod moments;
#[path = "coach/someone.rs"]
mod someone;
#[path = "support/app.rs"]
mod support;
#[path = "coach/wishes.rs"]
mod wishes;
#[path = "coach/words.rs"]
mod words;
