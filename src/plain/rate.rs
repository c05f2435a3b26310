//! The questions of a session: pain and effort of each exercise, and how the whole was.

use super::session::Sitting;
use super::talk::{Plain, Question, Said, Sure, score, yes_no};
use crate::domain::score::Score;
use crate::session::message::Message;
use crate::session::phase::Phase;
use crate::session::view::View;

enum Rated {
    Send(Message),
    Wrong,
    Leave,
}

impl Plain {
    /// One question of a session.
    pub(super) fn rate(&mut self, sitting: &mut Sitting, view: &View) -> Said<()> {
        sitting.spoken.forget();
        let (text, help) = view.question();
        let question = match view.phase {
            Phase::TooSore => {
                self.say("Enough for today.")?;
                self.tell(view.advice.map_or("", crate::session::view::Advice::words))?;
                Question::new("", "Enter: on to the last questions.")
                    .list_of_keys("Enter: on to the last questions.")
            }
            Phase::EnergyLeft => {
                let expect = "y: yes. n: no. u: not sure.";
                Question::new(text, expect).list_of_keys(expect).help(help)
            }
            _ => {
                self.tell(view.advice.map_or("", crate::session::view::Advice::words))?;
                let within = if view.within_limit { " a: all within my limit, no number." } else { "" };
                let undo = if view.can_undo { " u: take the last score back." } else { "" };
                let expect = format!(
                    "A number from 0 to 10; t is ten.{within} x: no answer.{undo} ! or stop: something is wrong."
                );
                Question::new(text, expect).help(help)
            }
        };
        let (phase, within) = (view.phase, view.within_limit);
        match self.ask(&question, |line| fits(phase, within, line))? {
            Rated::Send(message) => self.send(sitting, message),
            Rated::Wrong => self.stop(sitting),
            Rated::Leave => self.leave(sitting),
        }
    }
}

fn fits(phase: Phase, within: bool, line: &str) -> Option<Rated> {
    match (phase, line) {
        (_, "!" | "stop") => return Some(Rated::Wrong),
        (_, "q") => return Some(Rated::Leave),
        (_, "b" | "back") => return Some(Rated::Send(Message::Undo)),
        _ => {}
    }
    let message = match (phase, line) {
        (Phase::TooSore, "") => Message::Go,
        (Phase::TooSore, _) => return None,
        (Phase::EnergyLeft, _) => match yes_no(line)? {
            Sure::Yes => Message::EnergyLeft(true),
            Sure::No => Message::EnergyLeft(false),
            Sure::Unsure => Message::NoScore,
        },
        (_, "x") => Message::NoScore,
        (_, "u") => Message::Undo,
        (_, "a") if within => Message::WithinLimit,
        _ => {
            let score: Score = score(line)?;
            Message::Score(score)
        }
    };
    Some(Rated::Send(message))
}
