//! Writes down what a running session wants written, and remembers what can be taken back.

use super::desk::Desk;
use crate::domain::screening::stop_sign::{Ends, Told};
use crate::journal::event::{Event, StopPressed};
use crate::session::effect::Effect;
use crate::session::message::Message;

/// The pen of one session.
#[derive(Debug, Clone, Default)]
pub struct Scribe {
    /// Lines written for the session so far, so that the last ones can be taken back.
    lines: Vec<String>,
    /// The last "something is wrong", with its place.
    press: Option<StopPressed>,
}

impl Scribe {
    /// Writes down what is to be written. What is left: signals, and the end.
    pub fn write(&mut self, effects: Vec<Effect>, desk: &mut dyn Desk) -> Vec<Effect> {
        let mut rest = Vec::new();
        for effect in effects {
            match effect {
                Effect::Record(event) => self.record(event, desk),
                Effect::Retract(nth) => {
                    if let Some(id) = self.lines.get(nth) {
                        desk.strike(id);
                    }
                }
                Effect::Ended { complete } => {
                    // The thought to take along is shown by whoever leads; that it was is written here.
                    if complete && let Some(shown) = desk.coach().card_shown(desk.moment()) {
                        desk.write(shown);
                    }
                    rest.push(effect);
                }
                other => rest.push(other),
            }
        }
        rest
    }

    fn record(&mut self, event: Event, desk: &mut dyn Desk) {
        if let Event::StopPressed(press) = &event {
            self.press = Some(press.clone());
        }
        self.lines.push(desk.write(event));
    }

    /// Writes down what was told after "something is wrong"; its lines come before those of its end. What
    /// the session has to be sent, and whether what was told comes before everything else now: then
    /// nothing of the ordinary end is asked or shown. `None`: nothing was pressed.
    pub fn told(&self, told: &Told, desk: &mut dyn Desk) -> Option<(Message, bool)> {
        let press = self.press.as_ref()?;
        for event in desk.coach().told(press, told) {
            desk.write(event);
        }
        let end = told.row.ends == Ends::Session;
        let first = told.row.flags() || told.row.open || told.row.questions;
        Some((Message::WrongResolved { end, stop: told.row.stop }, first))
    }
}
