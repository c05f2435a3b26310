//! The person's own answers that are in force, and the way to say that one has changed, or is so for life.

use super::talk::{Plain, Question, Said, line_of};
use crate::coach::answers::{Given, settled_words};
use crate::coach::desk::Desk;
use crate::journal::event::QuestionSettled;

enum Typed {
    Changed(usize),
    Settle(usize),
    Back,
}

impl Plain {
    /// Says them all; a number asks that question again.
    pub(super) fn answers(&mut self) -> Said<()> {
        loop {
            self.title("Your answers to the safety check.")?;
            let given = self.coach.given_answers(self.now.wall);
            if given.is_empty() {
                return self.say("No answers yet: the safety check comes first.");
            }
            let settles = given.iter().any(|given| given.settle().is_ok());
            let life = if settles {
                " x and a number, as in x 3: so for life, do not ask, or ask again."
            } else {
                ""
            };
            let expect = format!("Enter: back. If one has changed, its number: 1 to {}.{life}", given.len());
            let question = Question::new("", expect.clone()).list(given.iter().map(line)).then(&expect);
            let picked = self.ask(&question, |line| match line {
                "" | "b" | "back" => Some(Typed::Back),
                _ => match line.strip_prefix('x') {
                    Some(rest) => line_of(rest.trim(), given.len()).map(Typed::Settle),
                    None => line_of(line, given.len()).map(Typed::Changed),
                },
            })?;
            match picked {
                Typed::Back => return Ok(()),
                Typed::Settle(at) => {
                    if let Some(given) = given.get(at) {
                        self.settle(given)?;
                    }
                }
                Typed::Changed(at) => {
                    let Some(given) = given.get(at) else { return Ok(()) };
                    self.change(&given.question.id)?;
                    if self.coach.standing(self.now.wall).tier.locks() {
                        return Ok(());
                    }
                }
            }
        }
    }

    /// The same to be read, in the middle of a check.
    pub(super) fn read_answers(&mut self) -> Said<()> {
        self.say("Your earlier answers:")?;
        let given = self.coach.given_answers(self.now.wall);
        given.iter().try_for_each(|given| self.tell(&line(given)))
    }

    /// "It never applies", "it always does", or back to being asked.
    fn settle(&mut self, given: &Given) -> Said<()> {
        match given.settle() {
            Err(why) => self.tell(why),
            Ok(how) => {
                self.record(QuestionSettled { question: given.question.id.clone(), how });
                self.tell(settled_words(how))?;
                self.saved()
            }
        }
    }
}

fn line(given: &Given) -> String {
    let question = if given.question.tick.is_empty() { &given.question.text } else { &given.question.tick };
    let counts = if given.counts { "" } else { ", for that day" };
    let day = given.on.format("%-d %B %Y");
    let end = if question.ends_with(['.', '?']) { "" } else { ":" };
    let life = if given.is_open() { " Can be told as so for life." } else { "" };
    format!("{question}{end} {}. {day}{counts}; {}.{life}", given.shown, given.next.words())
}
