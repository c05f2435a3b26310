//! supple: a coach in the terminal for people with a stiff or sore back or neck.
//!
//! A safety check, then a guided session, pain and effort logged to one local file, and that log
//! decides the next session and draws the trends.
//!
//! # The map
//!
//! | room | what it is for |
//! | --- | --- |
//! | [`domain`] | the rules, pure: scores, doses, the safety check's machinery, the progression engine, the trend |
//! | [`content`] | what comes with the program, as data: exercises, programmes, questions and rules, emergency numbers |
//! | [`journal`] | one append-only file of JSON lines, or one for each computer; its events, its append protocol, and the fold into a history |
//! | [`session`] | the guided session as a machine: messages and an instant in, effects out |
//! | [`cue`] | signals for those who do not look: which way for which, and the programs that are run for it |
//! | [`coach`] | content and history together: what is due, may there be a session, what is the plan |
//! | [`figure`] | pure: a person made of bones, any instant of an exercise as rows of cells |
//! | [`report`] | what leaves for other eyes: a page for a clinician, CSV, JSON, FHIR |
//! | [`demo`] | twelve made-up weeks through the real rules, to look around in |
//! | [`tui`] | thin shell: keys in, cells out |
//! | [`plain`] | the other face, line by line: the same coach, the same check, the same session, for those who cannot or would rather not look at screens |
//! | [`cli`] | the verbs, for people and scripts |
//! | [`clock`], [`paths`] | the only places that ask the system for the time and for folders |
//!
//! Arrows, inward only:
//!
//! ```text
//! main -> cli -> tui -> session -> journal::event -> domain
//!           |      \-> coach -> content, journal::replay -> domain
//!           |\-> plain -> session, coach
//!           |\-> cue -> session (tui and plain hand on what the session tells)
//!           |\-> report, demo -> coach
//!           \-> coach
//! ```
//!
//! The layout is the one of rings: a rule and a drawing never share a folder, so that the first shortcut
//! costs something. [`coach`] is its one addition: commands and screens ask the same questions (what is
//! due, what is today's plan), and answering them twice would answer them differently.
//!
//! # Where to begin
//!
//! `tests/journey.rs` walks one pain score from a key to the journal, the next plan and the chart.
//!
//! - a new exercise: one file in `assets/exercises`, one line in [`content::builtin`]
//! - a new question or rule of the safety check: `assets/screening`
//! - a new key: one row in [`tui::keymap::ROWS`]
//! - a new screen: one file in [`tui::screens`], its rows in the key table; and one in [`plain`], where it
//!   is said. What both decide belongs into [`coach`] or [`session`]
//! - a rule that looks wrong: write what should follow as a text file in `tests/scenarios`, and see it fail
//! - a new kind of event: one line in [`journal::event`], its struct in the file of its family beside it, one
//!   arm in [`journal::replay`]
//!
//! # Invariants (`tests/tidy.rs` proves those that a text search can see)
//!
//! 1. Nothing in [`domain`] knows the clock, files, the environment or the terminal, or any other room.
//! 2. [`session`] never reads a clock: time is an argument.
//! 3. Only [`clock`] reads the clocks; only [`paths`] asks for folders.
//! 4. Only the room [`journal`] opens the journal, at one door. Nothing renames, shortens or overwrites it,
//!    but for the two verbs that a person asks for: `forget` and `doctor --tidy`, through one module.
//! 5. No red-flag answer is decided in [`tui`] or [`plain`]: a tier comes from [`domain::screening`].
//! 6. No screen names a key or a colour: both are tables.
//! 7. The same journal always gives the same history, the same plan, the same chart.
//! 8. An answer is shown as saved only after the disk has it.
//!
//! # What is deliberately absent
//!
//! No network code, no background service, no cache of the history, no settings that make the safety
//! check shorter, no streaks.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod cli;
pub mod clock;
pub mod coach;
pub mod content;
pub mod cue;
pub mod demo;
pub mod domain;
pub mod figure;
pub mod journal;
pub mod paths;
pub mod plain;
pub mod report;
pub mod session;
pub mod tui;
