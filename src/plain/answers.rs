//! The person's own answers that are in force, and the way to say that one has changed.

use super::talk::{Plain, Question, Said, line_of};
use crate::coach::answers::Given;

impl Plain {
    /// Says them all; a number asks that question again.
    pub(super) fn answers(&mut self) -> Said<()> {
        loop {
            self.title("Your answers to the safety check.")?;
            let given = self.coach.given_answers(self.now.wall);
            if given.is_empty() {
                return self.say("No answers yet: the safety check comes first.");
            }
            let expect = format!("Enter: back. If one has changed, its number: 1 to {}.", given.len());
            let question = Question::new("", expect.clone()).list(given.iter().map(line)).then(&expect);
            let picked = self.ask(&question, |line| match line {
                "" | "b" | "back" => Some(None),
                _ => line_of(line, given.len()).map(Some),
            })?;
            let Some(given) = picked.and_then(|line| given.get(line)) else { return Ok(()) };
            self.change(&given.question.id)?;
            if self.coach.standing(self.now.wall).tier.locks() {
                return Ok(());
            }
        }
    }
}

fn line(given: &Given) -> String {
    let question = if given.question.tick.is_empty() { &given.question.text } else { &given.question.tick };
    let counts = if given.counts { "" } else { ", for that day" };
    let day = given.on.format("%-d %B %Y");
    let end = if question.ends_with(['.', '?']) { "" } else { ":" };
    format!("{question}{end} {}. {day}{counts}; {}.", given.shown, given.next.words())
}
