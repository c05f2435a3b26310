//! A bad day: one letter marks it; the same letter again explains it, and takes it back.

use super::talk::{Plain, Question, Said};
use crate::coach::desk::Desk;
use crate::coach::flare::{FOUND, FlareLine, WITHDRAWN};
use crate::journal::event::{FlareDeclared, FlareWithdrawn};

impl Plain {
    /// Marks today as a flare, or says what there is to know of one.
    pub(super) fn flare(&mut self) -> Said<()> {
        if self.coach.flare_declared(self.now.wall) {
            return self.about_flare();
        }
        self.record(FlareDeclared {});
        self.say("Marked as a flare: today is short and gentle.")?;
        self.say("f again: more about it, and how to take it back.")?;
        self.saved()
    }

    fn about_flare(&mut self) -> Said<()> {
        self.title("A flare.")?;
        for line in self.coach.flare_page(&self.settings, self.now.wall) {
            match line {
                FlareLine::Head(head) if head.ends_with('.') => self.tell(head)?,
                FlareLine::Head(head) => self.say(&format!("{head}:"))?,
                FlareLine::Text(text) => self.tell(&text)?,
            }
        }
        let expect = "Enter: on to the plan of today. u: no flare after all.";
        let question = Question::new("", expect).list_of_keys(expect);
        let back = self.ask(&question, |line| match line {
            "" | "b" | "back" => Some(false),
            "u" => Some(true),
            _ => None,
        })?;
        if !back {
            return Ok(());
        }
        if !self.coach.flare_declared(self.now.wall) {
            return self.tell(FOUND);
        }
        self.record(FlareWithdrawn {});
        self.tell(WITHDRAWN)?;
        self.saved()
    }
}
