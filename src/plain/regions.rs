//! What supple is, and whose emergency number to say.

use super::talk::{Plain, Question, Said, line_of};
use crate::coach::desk::Desk;
use crate::content::disclaimer::DISCLAIMER;
use crate::content::regions::CALL_WORDS;
use crate::journal::event::RegionSet;

impl Plain {
    /// The first words of all. They are heard to their end before anything is asked.
    pub(super) fn welcome(&mut self) -> Said<()> {
        self.say("supple, line by line.")?;
        self.say("Ten minutes a day for a stiff or sore back or neck.")?;
        self.say("First a safety check, about four minutes, once.")?;
        self.say("Then a guided session made for you, with the seconds counted for you.")?;
        self.say("You say how it was. That decides the next one, and supple tells you why.")?;
        self.tell(DISCLAIMER)?;
        self.say("Your answers stay on this computer, in one file that you can read, copy and delete.")?;
        self.say("Type an answer and press Enter. At any question, ? explains, b goes back, q leaves.")?;
        self.region().map(drop)
    }

    /// Chooses the region. Whether one was chosen.
    pub(super) fn region(&mut self) -> Said<bool> {
        self.title("Where are you?")?;
        let lines = self.numbers();
        let question = Question::new(
            "Should an answer ask for help, supple says the emergency number of your region. Which is it?",
            format!("A number from 1 to {}.", lines.len()),
        )
        .list(&lines);
        let count = lines.len();
        let picked = self.ask_or_back(&question, |line| line_of(line, count))?;
        let Some(region) = picked.and_then(|line| self.coach.regions.list.get(line)) else {
            return Ok(false);
        };
        let region = region.id.clone();
        self.record(RegionSet { region });
        Ok(true)
    }

    /// The numbers of all regions, never one without its region.
    pub(super) fn all_regions(&mut self) -> Said<()> {
        self.title("In any country: call the local emergency number.")?;
        for line in self.numbers() {
            self.say(&line)?;
        }
        let checked = self.coach.regions.last_checked;
        self.say(&format!("Numbers last checked on {}.", checked.format("%-d %B %Y")))
    }

    fn numbers(&self) -> Vec<String> {
        let line = |region: &crate::content::regions::Region| match region.emergency.first() {
            Some(number) => format!("{}: {}", region.name, number.number),
            None => format!("{}: {}", region.name, CALL_WORDS.to_lowercase()),
        };
        self.coach.regions.list.iter().map(line).collect()
    }
}
