//! More about you: what makes the plan fit. Each part can be left out, and changed at any time.

use super::check::ticks;
use super::talk::{Plain, Question, SCORE, Said, line_of, score};
use crate::coach::desk::Desk;
use crate::coach::more::{PARTS, Part, USUAL, WAYS, WHICH_THINGS, WHICH_WAY, thing, usual_words};
use crate::domain::around::goals;
use crate::journal::event::{DirectionTold, EquipmentSet, UsualPainReassessed, VarietySet};

/// Behind a list that Enter leaves.
pub(super) const BACK: &str = "Enter: back.";

impl Plain {
    /// The list of parts, until the person goes back.
    pub(super) fn more_about_you(&mut self) -> Said<()> {
        loop {
            self.title("More about you.")?;
            self.tell("What makes the plan fit you. Leave out what you like.")?;
            if let Some(words) = goals::sentence(&self.coach.history.wishes) {
                self.tell(&words)?;
            }
            let today = self.now.date();
            let lines = PARTS.iter().map(|part| {
                let (name, state) = self.coach.more_words(*part, today);
                format!("{name}: {state}")
            });
            let expect = format!("A number from 1 to {} opens it. {BACK}", PARTS.len());
            let question = Question::new("", expect.clone()).list(lines).then(&expect);
            let Some(at) = self.ask(&question, |line| list_or_back(line, PARTS.len()))? else {
                return Ok(());
            };
            match PARTS[at] {
                Part::Direction => self.direction()?,
                Part::Things => self.things()?,
                Part::Goals => self.goals()?,
                Part::Worries => self.worries()?,
                Part::Unwanted => self.unwanted()?,
                Part::Variety => self.variety()?,
                Part::Usual => self.usual()?,
                Part::Place => self.body()?,
            }
        }
    }

    /// Which way of bending is worse: it chooses the programme.
    fn direction(&mut self) -> Said<()> {
        self.title("Which way is worse.")?;
        let expect = "A number from 1 to 3. b: back.";
        let question = Question::new(WHICH_WAY, expect)
            .list(WAYS.iter().map(|(_, words)| words))
            .help(self.coach.direction_words());
        self.tell(&self.coach.direction_words())?;
        let Some(at) = self.ask_or_back(&question, |line| line_of(line, WAYS.len()))? else { return Ok(()) };
        let before = self.coach.programme();
        self.record(DirectionTold { worse: WAYS[at].0 });
        if before != self.coach.programme() {
            self.tell(&format!("Your programme is now: {}.", self.coach.programme_name()))?;
        }
        self.saved()
    }

    fn things(&mut self) -> Said<()> {
        self.title("Your equipment.")?;
        let ids = self.coach.things();
        let have = &self.coach.history.wishes.equipment;
        let line = |id: &String| {
            let mine = if have.contains(id) { ", yours so far" } else { "" };
            format!("{}{mine}", thing(id))
        };
        let expect = format!(
            "The numbers of all that you have, 1 to {}, with spaces between. x: none. b: back.",
            ids.len()
        );
        let lines: Vec<String> = ids.iter().map(line).collect();
        let question =
            Question::new(WHICH_THINGS.0, expect.clone()).list(lines).then(&expect).help(WHICH_THINGS.1);
        let picked = self.ask_or_back(&question, |line| {
            if line == "x" {
                return Some(Vec::new());
            }
            ticks(line, ids.len()).filter(|(_, unsure)| unsure.is_empty()).map(|(yes, _)| yes)
        })?;
        let Some(picked) = picked else { return Ok(()) };
        let have = picked.iter().filter_map(|at| ids.get(*at)).cloned().collect();
        self.record(EquipmentSet { have });
        self.saved()
    }

    fn variety(&mut self) -> Said<()> {
        let on = self.coach.history.wishes.variety != Some(true);
        self.record(VarietySet { on });
        self.tell(if on { "On: from the third week exercises take turns." } else { "Off." })?;
        self.saved()
    }

    fn usual(&mut self) -> Said<()> {
        self.title("Your usual pain, looked at again.")?;
        let before = self.coach.history.profile.usual_pain;
        if let Some(before) = before {
            self.say(&format!("So far: {before}."))?;
        }
        self.tell(USUAL.1)?;
        let question = Question::new(USUAL.0, format!("{SCORE} x or b: leave it."));
        let score = self.ask(&question, |line| match line {
            "x" | "b" | "back" => Some(None),
            _ => score(line).map(Some),
        })?;
        let Some(score) = score else { return Ok(()) };
        self.record(UsualPainReassessed { score });
        self.tell(&usual_words(before, score))?;
        self.saved()
    }
}

/// The number of a line; `Some(None)` is back, `None` fits neither.
#[allow(clippy::option_option)] // the outer one is what every reader of a line says
pub(super) fn list_or_back(line: &str, lines: usize) -> Option<Option<usize>> {
    match line {
        "" | "b" | "back" => Some(None),
        _ => line_of(line, lines).map(Some),
    }
}
