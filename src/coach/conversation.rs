//! A run of the safety check as it is talked through: every answer is written down when it is given, and
//! taken back when the person goes back and the question is not asked any more.

use super::check::{self, Run};
use super::desk::Desk;
use crate::domain::screening::answer::QuestionId;
use crate::domain::screening::interview::{Interview, Reply, Step};
use crate::journal::event::Moment;

/// One run of the safety check, with what it has written down.
#[derive(Debug, Clone)]
pub struct Conversation {
    /// What is asked.
    pub interview: Interview<'static>,
    /// Which run it is.
    pub run: Run,
    /// The lines written so far, by question.
    lines: Vec<(QuestionId, String)>,
}

impl Conversation {
    /// Begins a run, or goes on with one that was interrupted today.
    pub fn begin(moment: Moment, desk: &dyn Desk) -> Conversation {
        let (interview, run) = check::begin(desk.coach(), moment, desk.moment());
        Conversation { interview, run, lines: Vec::new() }
    }

    /// Asks one question again, whose answer has changed.
    pub fn change(question: &str, desk: &dyn Desk) -> Conversation {
        let (interview, run) = check::begin_change(desk.coach(), question, desk.moment());
        Conversation { interview, run, lines: Vec::new() }
    }

    /// Takes a reply to the current step. Whether the run has come to its end.
    ///
    /// # Errors
    /// A sentence, when the reply is not one to the current step. Nothing has changed then.
    pub fn reply(&mut self, reply: Reply, desk: &mut dyn Desk) -> Result<bool, String> {
        let answers = self.run.reply(&mut self.interview, reply)?;
        // The flag first: a program that ends between two lines keeps the stricter state.
        for event in check::confirmed(desk.coach(), &self.interview, &self.run, desk.moment()) {
            desk.write(event);
        }
        for answer in answers {
            let question = answer.question.clone();
            let id = desk.write(answer.into());
            self.lines.push((question, id));
        }
        self.take_back(desk);
        Ok(self.interview.current() == Step::Done)
    }

    /// Writes down what the run came to. The run that has to follow it, if any.
    pub fn conclude(&self, desk: &mut dyn Desk) -> Option<Moment> {
        let (events, next) = check::conclude(desk.coach(), &self.interview, &self.run, desk.moment());
        for event in events {
            desk.write(event);
        }
        next
    }

    /// Takes back the lines of answers that no longer stand, because the person went back and the
    /// question is now not asked at all.
    fn take_back(&mut self, desk: &mut dyn Desk) {
        let withdrawn = self.interview.withdrawn();
        if withdrawn.is_empty() {
            return;
        }
        self.lines.retain(|(question, id)| {
            let stands = !withdrawn.contains(question);
            if !stands {
                desk.strike(id);
            }
            stands
        });
    }
}

impl Moment {
    /// What a check of this moment is called.
    pub fn title(self) -> &'static str {
        match self {
            Moment::Intake => "Safety check",
            Moment::Session => "Before you start",
            Moment::Recheck => "A few more questions",
            Moment::Monthly => "Once a month",
            Moment::Stop => "Something is wrong",
            Moment::Fortnight => "Every two weeks",
            Moment::Change => "What has changed",
        }
    }
}
