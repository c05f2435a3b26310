//! After `!`: what happened. One list, at most two questions, and a read-back before anything is stored.
//! What it comes to is the table's.

use super::talk::{Plain, Question, Said, is_back, line_of};
use crate::coach::desk::Desk;
use crate::coach::stops::StopDue;
use crate::domain::screening::stop_sign::{Step as Asked, Telling, Told};

/// What was said.
pub(super) enum Happened {
    /// Nothing: a slip of the finger.
    Slip,
    /// This.
    Told(Told),
    /// The person would rather leave now.
    Leave,
}

impl Plain {
    /// Leads through the list. `place`: which session it was, where it is not this one.
    pub(super) fn happened(&mut self, telling: &mut Telling<'static>, place: &str) -> Said<Happened> {
        if place.is_empty() {
            self.say("Stopped. The clock stands.")?;
            self.say("Let go of the position; sit or lie as is easiest.")?;
            self.tell(&format!("If it is bad, questions can wait. {}", self.coach.emergency_words()))?;
        } else {
            self.tell(place)?;
        }
        loop {
            let lines = telling.lines();
            let question = match telling.step() {
                Asked::Slip => return Ok(Happened::Slip),
                Asked::Groups | Asked::Signs => Question::new("What happened?", expect(lines.len())),
                Asked::Ask(sign, ask) => {
                    let lead = if place.is_empty() { sign.at_once.clone() } else { telling.sentence() };
                    Question::new(format!("{lead} {}", ask.text), expect(lines.len()))
                }
                Asked::ReadBack(sign, row) => {
                    // The number comes first.
                    if row.calls() {
                        self.say(&self.coach.emergency_words())?;
                    }
                    self.tell(&telling.sentence())?;
                    self.tell(&format!("{} {}", sign.at_once, row.todo))?;
                    let expect = "y: yes, that is right. b: no, go back and mend it.";
                    let question = Question::new("Is that right?", expect).list_of_keys(expect);
                    let right = self.ask(&question, |line| match line {
                        "y" | "yes" => Some(Some(true)),
                        "b" | "back" | "n" | "no" => Some(Some(false)),
                        "q" => Some(None),
                        _ => None,
                    })?;
                    match (right, telling.told()) {
                        (None, _) => return Ok(Happened::Leave),
                        (Some(true), Some(told)) => return Ok(Happened::Told(told)),
                        _ => {
                            telling.back();
                        }
                    }
                    continue;
                }
            };
            let question = question.list(&lines);
            let picked = self.ask(&question, |line| match line {
                "q" => Some(None),
                _ if is_back(line) => Some(Some(usize::MAX)),
                _ => line_of(line, lines.len()).map(Some),
            })?;
            match picked {
                None => return Ok(Happened::Leave),
                Some(usize::MAX) => {
                    telling.back();
                }
                Some(line) => telling.pick(line),
            }
        }
    }

    /// The same at a later start: the program ended before it was said what happened, or it was not known
    /// yet whether the pain lets go.
    pub(super) fn what_happened(&mut self) -> Said<()> {
        let now = self.now.wall;
        let due = self.coach.stop_due(now);
        let again = matches!(due, Some(StopDue::Eased(_)));
        let Some(StopDue::WhatHappened(press) | StopDue::Eased(press)) = due else { return Ok(()) };
        self.title(if again { "Since the last session." } else { "Something was wrong." })?;
        let place = self.coach.when_pressed(&press, now);
        let mut telling = self.coach.telling_due(now);
        match self.happened(&mut telling, &place)? {
            Happened::Leave => return Err(super::Gone::Quit),
            Happened::Slip => {
                let event = self.coach.slipped(&press);
                self.record(event);
            }
            Happened::Told(told) => {
                for event in self.coach.told_late(&press, &told) {
                    self.record(event);
                }
            }
        }
        self.saved()
    }
}

fn expect(lines: usize) -> String {
    format!("A number from 1 to {lines}. b: one list back. Nothing is kept before you confirm it.")
}
