//! Thin shell: keys in, cells out. No rule is decided here.

pub mod app;
pub mod chart_text;
mod chrome;
pub mod cued;
pub mod keymap;
pub mod paper;
pub mod reading;
pub mod run;
pub mod screens;
pub mod straight;
pub mod terminal;
pub mod theme;
mod unread;
mod wait;
pub mod widgets;
