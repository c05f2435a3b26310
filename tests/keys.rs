//! The keyboard and the settings: the settings screen, the palette, keys of one's own, the mouse, the
//! tour, and that every row of the key table does something on its screen.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/app.rs"]
mod app;
#[path = "keys/mine.rs"]
mod mine;
#[path = "keys/palette.rs"]
mod palette;
#[path = "keys/settings.rs"]
mod settings;
#[path = "keys/someone.rs"]
mod someone;
#[path = "keys/tour.rs"]
mod tour;
#[path = "keys/walk.rs"]
mod walk;
