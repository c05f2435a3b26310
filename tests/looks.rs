//! How every screen looks, as text files that one can read, and what must hold on all of them: each size,
//! each look, texts a third longer.
//!
//! After a change that is meant, write the files anew and look at their difference:
//!
//! ```text
//! SUPPLE_SNAPSHOTS=write cargo test --test looks
//! ```

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/app.rs"]
mod support;
#[path = "support/walk.rs"]
mod walk;

#[path = "looks/figures.rs"]
mod figures;
#[path = "looks/mouse.rs"]
mod mouse;
#[path = "looks/pictures.rs"]
mod pictures;
#[path = "looks/reach.rs"]
mod reach;
#[path = "looks/sizes.rs"]
mod sizes;
