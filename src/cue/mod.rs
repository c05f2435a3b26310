//! Signals for somebody who does not look at the screen: what each is, by which way it is given, and the
//! programs that are run for it.
//!
//! The session says *that* there is something to tell ([`crate::session::Cue`]); this room decides *how*.
//!
//! - [`kind`], [`way`]: what can be told, and by which ways
//! - [`choice`], [`quiet`]: which way for which, as the person chose, and when nothing may be heard
//! - [`words`], [`escape`]: what is said, and what a terminal is sent
//! - [`flash`]: the whole screen for a moment, never more than three times a second
//! - [`queue`]: what waits to be run; the newest counts, and what is late is dropped
//! - [`runner`], [`voice`]: programs that are run, and ended when they hang
//! - [`crier`]: all of it together, for a session
//! - [`hooks`]: commands of the person's own at the start and at the end of a session
//!
//! Nothing here can hold a session: programs run in threads of their own, and what goes wrong is told in
//! one sentence, once.

pub mod choice;
pub mod crier;
pub mod escape;
pub mod flash;
pub mod hooks;
pub mod kind;
pub mod queue;
pub mod quiet;
pub mod runner;
pub mod voice;
pub mod way;
pub mod words;

pub use choice::{Choice, Set};
pub use crier::{Crier, Given};
pub use kind::Kind;
pub use way::{Way, Ways};
