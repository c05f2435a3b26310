//! All exercises, to find and to read: words, steps, who leaves it out, your last times, why it is in your
//! plan or not, and its figure as a sentence.

use super::more::BACK;
use super::talk::{Plain, Question, Said, line_of};
use super::words;
use crate::coach::exercises::{block_words, order, rung};
use crate::coach::why::Said as Line;
use crate::content::codes::whom;
use crate::content::education::education;
use crate::content::library::FLOOR;
use crate::domain::exercise::{Exercise, Sides};

const EXPECT: &str = "Type a name, a place such as neck, or a position such as standing. all: the whole list. think: what \
    to think twice about while it is sore. A number of the last list opens that one. Enter: back.";

/// What was typed.
enum Typed {
    Back,
    Think,
    Open(usize),
    Find(String),
}

impl Plain {
    /// Finds and reads, until the person goes back.
    pub(super) fn library(&mut self) -> Said<()> {
        self.title("All exercises.")?;
        let all = order(&self.coach.catalogue.exercises);
        self.say(&format!("{} of them, in the order of a session.", all.len()))?;
        self.tell(EXPECT)?;
        let question = Question::new("", EXPECT);
        let mut shown: Vec<String> = Vec::new();
        loop {
            let count = shown.len();
            match self.choose(&question, "Answer: ", |line| typed(line, count))? {
                Typed::Back => return Ok(()),
                Typed::Think => self.rethink()?,
                Typed::Find(filter) => {
                    shown = self.coach.found(&all, &filter).iter().map(|one| one.id.clone()).collect();
                    self.list_of_exercises(&shown)?;
                    if let [only] = shown.as_slice() {
                        let only = only.clone();
                        self.one_exercise(&only)?;
                    }
                }
                Typed::Open(at) => {
                    let id = shown.get(at).cloned().unwrap_or_default();
                    self.one_exercise(&id)?;
                    self.say(&format!("Another number, another word. {BACK}"))?;
                }
            }
        }
    }

    fn list_of_exercises(&mut self, shown: &[String]) -> Said<()> {
        if shown.is_empty() {
            self.say("Nothing is called that.")?;
            return self.say("Try a place such as neck, a position such as standing, or a part of a name.");
        }
        let plan = self.coach.plan_to_show(self.now.wall, None).plan;
        let mut block = None;
        for (at, id) in shown.iter().enumerate() {
            let Some(exercise) = self.coach.catalogue.get(id).cloned() else { continue };
            if block != Some(exercise.block) {
                block = Some(exercise.block);
                self.say(&format!("{}:", block_words(exercise.block)))?;
            }
            let own = if exercise.builtin { "" } else { ", your own" };
            let planned =
                if plan.exercises.iter().any(|item| item.id == *id) { ", in your plan" } else { "" };
            self.say(&format!("{}. {}{own}{planned}", at + 1, exercise.name))?;
        }
        Ok(())
    }

    /// One exercise, all that there is to know of it.
    fn one_exercise(&mut self, id: &str) -> Said<()> {
        let Some(exercise) = self.coach.catalogue.get(id).cloned() else { return Ok(()) };
        self.title(&format!("{}.", exercise.name))?;
        let place = match rung(&exercise) {
            Some((at, of)) => {
                format!("{}, form {at} of {of}, the easiest first.", block_words(exercise.block))
            }
            None => format!("{}.", block_words(exercise.block)),
        };
        self.say(&place)?;
        if !exercise.builtin {
            self.say("One of your own.")?;
        }
        self.tell(&exercise.say)?;
        self.how_it_goes(&exercise)?;
        self.say("In your plan?")?;
        for said in self.coach.why_of(&exercise, self.now.wall) {
            match said {
                Line::Short(text) | Line::Text(text) | Line::Item(text) => self.tell(&text)?,
                Line::Head(text) => self.say(&format!("{text}:"))?,
            }
        }
        self.say("Your last times:")?;
        let times = self.coach.times_done(&exercise);
        if times.is_empty() {
            self.say("Not done yet.")?;
        }
        for line in times {
            self.tell(&format!("{line}."))?;
        }
        self.who(&exercise)?;
        let sides = if exercise.sides == Sides::Each { 2 } else { 1 };
        let first = words::dose(exercise.kind, exercise.start, sides);
        let last = words::dose(exercise.kind, exercise.max, sides);
        self.say(&if first == last {
            format!("Dose: {first}.")
        } else {
            format!("Dose: from {first} up to {last}.")
        })?;
        if !exercise.equipment.is_empty() {
            self.say(&format!("Needs: {}.", exercise.equipment.join(", ")))?;
        }
        self.say(&format!("Sources: {}.", exercise.sources.join(", ")))
    }

    /// Who leaves it out, and who does it differently.
    fn who(&mut self, exercise: &Exercise) -> Said<()> {
        let conditions = self.coach.conditions();
        let mine = |code: &str| conditions.iter().any(|known| known == code);
        let floor = exercise.position.on_floor().then_some(FLOOR);
        let codes: Vec<&str> = exercise.skip.iter().map(String::as_str).chain(floor).collect();
        if codes.is_empty() {
            self.say("Nobody has to skip it for what supple asks about.")?;
        } else {
            self.say("Not for you if:")?;
        }
        for code in codes {
            let said = if mine(code) { ", you said so" } else { "" };
            self.tell(&format!("{}{said}.", whom(code)))?;
        }
        for modify in exercise.modify.iter().filter(|modify| !mine(&modify.code)) {
            self.tell(&format!("If {}: {}", whom(&modify.code), modify.text))?;
        }
        Ok(())
    }

    /// What to leave or to think twice about.
    pub(super) fn rethink(&mut self) -> Said<()> {
        self.title("What to think twice about.")?;
        self.say("While your back or neck is sore; most of it is later, not never.")?;
        for row in &education().rethink {
            self.tell(&words::sentence(row.what.trim_end_matches('.')))?;
            self.tell(&row.instead)?;
        }
        Ok(())
    }
}

fn typed(line: &str, shown: usize) -> Option<Typed> {
    match line {
        "" | "b" | "back" => Some(Typed::Back),
        "think" => Some(Typed::Think),
        "all" => Some(Typed::Find(String::new())),
        "q" | "?" | "help" => None,
        _ if line.bytes().all(|byte| byte.is_ascii_digit()) => line_of(line, shown).map(Typed::Open),
        _ => Some(Typed::Find(line.to_owned())),
    }
}
