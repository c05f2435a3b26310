//! Goals, worries, and moves that a person does not want.

use super::more::{BACK, list_or_back};
use super::talk::{Plain, Question, SCORE, Said, line_of, score};
use crate::coach::desk::Desk;
use crate::coach::more::{
    GOAL_LONGEST, GOAL_SCALE, GOAL_SUCH_AS, GOAL_WORDS, GOALS_ARE, WHICH_UNWANTED, WHICH_WORRY, WORRY_SCALE,
    goal_line, goal_question, worry_question,
};
use crate::domain::around::goals::goals;
use crate::domain::around::wishes::GOALS;
use crate::domain::around::worries::MOVEMENTS;
use crate::journal::event::{ExerciseUnwanted, GoalDropped, GoalRated, WorryRated};

/// What was typed on the list of goals.
enum Goal {
    Score(u8),
    Drop(u8),
    Back,
}

impl Plain {
    /// Up to three things to do again, scored one at a time.
    pub(super) fn goals(&mut self) -> Said<()> {
        loop {
            self.title("What you want to do again.")?;
            let today = self.now.date();
            let known = goals(&self.coach.history.wishes);
            let line = |place: u8| {
                let goal = known.iter().find(|goal| goal.place == place);
                goal.map_or_else(|| "free".to_owned(), |goal| goal_line(goal, today))
            };
            let expect = format!(
                "A number from 1 to {GOALS}: say how well it goes, or name a new one. n and the number, as in n 2: take \
                 it off the list. Every two weeks is enough. {BACK}"
            );
            let question = Question::new(GOALS_ARE, expect.clone()).list((1..=GOALS).map(line)).then(&expect);
            match self.ask(&question, goal)? {
                Goal::Back => return Ok(()),
                Goal::Drop(place) => {
                    if known.iter().any(|goal| goal.place == place) {
                        self.record(GoalDropped { goal: place });
                        self.tell("Taken off the list. Its scores stay in your journal.")?;
                    } else {
                        self.say("That one is free.")?;
                    }
                }
                Goal::Score(place) => {
                    let words = known.into_iter().find(|goal| goal.place == place).map(|goal| goal.words);
                    self.goal(place, words)?;
                }
            }
        }
    }

    fn goal(&mut self, place: u8, known: Option<String>) -> Said<()> {
        let words = match known {
            Some(words) => words,
            None => match self.goal_words()? {
                Some(words) => words,
                None => return Ok(()),
            },
        };
        let question = Question::new(goal_question(&words), format!("{SCORE} b: back.")).help(GOAL_SCALE);
        self.tell(GOAL_SCALE)?;
        if let Some(score) = self.ask_or_back(&question, score)? {
            self.record(GoalRated { goal: place, words: words.trim().to_owned(), score });
            return self.saved();
        }
        Ok(())
    }

    fn goal_words(&mut self) -> Said<Option<String>> {
        let expect = format!("A line of text, {GOAL_LONGEST} letters at most. b: back.");
        let question = Question::new(GOAL_WORDS, expect).help(GOAL_SUCH_AS);
        loop {
            match self.ask_words(&question)? {
                Some(words) if words.trim().is_empty() => self.say("Nothing was typed.")?,
                Some(words) if words.trim().chars().count() > GOAL_LONGEST => {
                    self.say(&format!("{GOAL_LONGEST} letters are the most. Please say it shorter."))?;
                }
                words => return Ok(words),
            }
        }
    }

    /// Movements that worry, 0 to 10 each.
    pub(super) fn worries(&mut self) -> Said<()> {
        self.title("Movements that worry you.")?;
        self.tell(WHICH_WORRY.1)?;
        loop {
            let expect = format!("A number from 1 to {}. {BACK}", MOVEMENTS.len());
            let lines = MOVEMENTS.iter().map(|movement| self.coach.worry_line(movement));
            let question = Question::new(WHICH_WORRY.0, expect.clone()).list(lines).then(&expect);
            let Some(at) = self.ask(&question, |line| list_or_back(line, MOVEMENTS.len()))? else {
                return Ok(());
            };
            let movement = MOVEMENTS[at];
            self.tell(WORRY_SCALE)?;
            let question = Question::new(worry_question(&movement), format!("{SCORE} x: no answer."))
                .help(WHICH_WORRY.1);
            let score = self.ask(&question, |line| match line {
                "x" | "b" | "back" => Some(None),
                _ => score(line).map(Some),
            })?;
            if let Some(score) = score {
                self.record(WorryRated { movement: movement.id.to_owned(), score });
                self.saved()?;
            }
        }
    }

    /// "Not this one".
    pub(super) fn unwanted(&mut self) -> Said<()> {
        self.title("Not this one.")?;
        let ids = self.coach.known_exercises(self.now.wall);
        if ids.is_empty() {
            return self.say("There is nothing to choose from before the first plan.");
        }
        loop {
            let line = |id: &String| {
                let off = if self.coach.is_unwanted(id) { ", not wanted" } else { "" };
                format!("{}{off}", self.coach.name_on(id, self.now.date()))
            };
            let expect = format!("A number from 1 to {}: not this one, or again. {BACK}", ids.len());
            let lines: Vec<String> = ids.iter().map(line).collect();
            let question = Question::new(WHICH_UNWANTED.0, expect.clone())
                .list(lines)
                .then(&expect)
                .help(WHICH_UNWANTED.1);
            let picked = self.ask(&question, |line| list_or_back(line, ids.len()))?;
            let Some(id) = picked.and_then(|at| ids.get(at)) else { return Ok(()) };
            let unwanted = !self.coach.is_unwanted(id);
            self.record(ExerciseUnwanted { exercise: id.clone(), unwanted });
            self.say(if unwanted { "Left out from now on." } else { "It may come again." })?;
            self.saved()?;
        }
    }
}

fn goal(line: &str) -> Option<Goal> {
    let place = |text: &str| u8::try_from(line_of(text, usize::from(GOALS))? + 1).ok();
    match line {
        "" | "b" | "back" => Some(Goal::Back),
        _ => match line.strip_prefix('n') {
            Some(rest) => place(rest.trim()).map(Goal::Drop),
            None => place(line).map(Goal::Score),
        },
    }
}
