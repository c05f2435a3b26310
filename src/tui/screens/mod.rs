//! One file for each thing that a person can be on.

pub mod alarm;
pub mod answers;
mod beside;
pub mod body;
pub mod check;
pub mod clearance;
mod clip;
mod exercise_page;
mod exercise_past;
mod exercise_words;
pub mod expect;
pub mod finish;
pub mod flare;
mod floor;
mod floor_words;
pub mod followup;
pub mod glyphs;
pub mod help;
pub mod library;
pub mod more;
pub mod palette;
pub mod past;
pub mod past_change;
pub mod past_page;
pub mod player;
mod player_choice;
mod player_view;
pub mod preview;
pub mod profile;
pub mod regions;
pub mod rethink;
pub mod settings;
pub mod stop;
pub mod today;
pub mod tour;
pub mod trends;
mod trends_view;
pub mod walk;
pub mod week;
pub mod welcome;
pub mod why;

pub use crate::content::disclaimer::DISCLAIMER;

use super::app::{Screen, Shared};
use crate::coach::Due;
use crate::journal::event::Moment;

pub use crate::coach::warning::tier_title;

/// The screen that is due now. Each thing that comes first hands back to this when it is done.
pub fn due(shared: &mut Shared) -> Box<dyn Screen> {
    match shared.coach.due(shared.now.wall) {
        Due::Welcome => Box::new(welcome::Welcome::new()),
        Due::Blocked => Box::new(alarm::Alarm::new(shared)),
        Due::WhatHappened => Box::new(stop::WhatHappened::new(shared)),
        Due::Stop => Box::new(check::Check::new(Moment::Stop, shared)),
        Due::Intake => Box::new(check::Check::new(Moment::Intake, shared)),
        Due::Profile => Box::new(profile::Profile::open(shared)),
        Due::FollowUp => match followup::FollowUpScreen::open(shared) {
            Some(screen) => Box::new(screen),
            None => today::due(shared),
        },
        Due::Today if shared.straight => today::due(shared),
        Due::Today => match week::WeekScreen::open(shared) {
            Some(screen) => Box::new(screen),
            None => today::due(shared),
        },
    }
}
