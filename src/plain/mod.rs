//! The whole program line by line: for a screen reader, a braille line, a dumb terminal, a bad link.
//!
//! The same coach, the same safety check and the same session machine as on the screens, with another
//! face: questions are printed, answers are typed and end with Enter, counts are spoken line by line.
//! Nothing is repainted, and no control character is ever written.
//!
//! - [`edge`]: where lines, time and the person come from; tests bring their own
//! - `talk`: saying something, asking something, and whether it is saved
//! - all else: one file for each thing that a person can be on, as in [`crate::tui::screens`]
//!
//! # Scripts
//!
//! Where the input is not a terminal, a line is read only when something is asked (or a repetition is to
//! be counted): a count runs in real time and leaves the lines that wait alone. One line is taken even
//! then: `!`, something is wrong. A last line without its line break is no answer, as half a number could
//! be another one. When the input ends, the program leaves, and the session can be gone on with.

mod answers;
mod body;
mod check;
mod choices;
mod clearance;
mod cued;
pub mod edge;
mod finish;
mod flare;
mod followup;
mod library;
mod more;
mod past;
mod past_change;
mod play;
mod profile;
mod rate;
mod regions;
mod session;
mod settings;
pub mod signals;
mod stop;
pub mod table;
mod talk;
mod today;
mod today_keys;
mod today_told;
mod trends;
mod walk;
mod warning;
mod week;
mod wishes;
mod words;

pub use talk::{Gone, Plain};

use crate::coach::Due;
use crate::journal::event::Moment;
use talk::Said;

impl Plain {
    /// Leads through whatever is due, until the person leaves. Why it ended.
    pub fn run(&mut self) -> Gone {
        loop {
            if let Err(gone) = self.step() {
                return gone;
            }
        }
    }

    fn step(&mut self) -> Said<()> {
        self.look();
        match self.coach.due(self.now.wall) {
            Due::Welcome => self.welcome(),
            Due::Blocked => self.warning(),
            Due::WhatHappened => self.what_happened(),
            Due::Stop => self.check(Moment::Stop),
            Due::Intake => self.check(Moment::Intake),
            Due::Profile => self.profile(false),
            Due::FollowUp => self.follow_up(),
            Due::Today => self.week().and_then(|()| self.today()),
        }
    }
}
