//! The list of all exercises, and what the journal and today's plan say about one of them. Both faces
//! show the same.

use chrono::{DateTime, FixedOffset, TimeDelta};

use super::Coach;
use super::plan::{Not, blocked_words};
use super::why::{Basis, Said};
use crate::domain::dose::dose_words;
use crate::domain::exercise::{Block, Exercise};
use crate::domain::history::Reached;

/// The order of a session.
const BLOCKS: [Block; 7] = [
    Block::WarmUp,
    Block::Mobility,
    Block::Stability,
    Block::Strength,
    Block::Neck,
    Block::Aerobic,
    Block::CoolDown,
];
/// Times that are shown, latest first.
const SHOWN: usize = 12;
/// The heading of the part of "why?" that tells the same as [`Coach::times_done`].
const LOG: &str = "From your log";

/// A block as people call it.
pub fn block_words(block: Block) -> &'static str {
    match block {
        Block::WarmUp => "Warm-up",
        Block::Mobility => "Mobility",
        Block::Stability => "Stability",
        Block::Strength => "Strength",
        Block::Neck => "Neck",
        Block::Aerobic => "Walks and rides",
        Block::CoolDown => "Cool-down",
    }
}

/// Ids by block; in a block ladder by ladder, easiest first, in the order of the catalogue.
pub fn order(exercises: &[Exercise]) -> Vec<String> {
    let mut order: Vec<String> = Vec::new();
    for block in BLOCKS {
        for exercise in exercises.iter().filter(|exercise| exercise.block == block) {
            let rungs = exercise.ladder.iter();
            let rungs = rungs.filter(|id| exercises.iter().any(|one| one.id == **id && one.block == block));
            for id in rungs {
                if !order.contains(id) {
                    order.push(id.clone());
                }
            }
        }
    }
    order
}

/// Whether each word of the filter stands in what is known of an exercise.
fn has_words(exercise: &Exercise, filter: &str) -> bool {
    let known = [
        exercise.name.to_lowercase(),
        exercise.id.clone(),
        block_words(exercise.block).to_lowercase(),
        format!("{:?}", exercise.position).to_lowercase(),
        exercise.regions.join(" "),
        exercise.equipment.join(" "),
        if exercise.builtin { String::new() } else { "own".to_owned() },
    ];
    filter.split_whitespace().all(|word| known.iter().any(|text| text.contains(word)))
}

/// Whether the letters of the filter stand in the name, in their order: for what is half remembered.
fn has_letters(exercise: &Exercise, filter: &str) -> bool {
    let name = exercise.name.to_lowercase();
    let mut letters = name.chars();
    filter.chars().filter(|c| !c.is_whitespace()).all(|wanted| letters.any(|letter| letter == wanted))
}

/// Place of the exercise among its ladder's, from 1; `None` where it has no ladder.
pub fn rung(exercise: &Exercise) -> Option<(usize, usize)> {
    let at = exercise.ladder.iter().position(|id| *id == exercise.id)?;
    (exercise.ladder.len() > 1).then_some((at + 1, exercise.ladder.len()))
}

impl Coach {
    /// Those of a list of ids that fit what was typed: words first, else letters in their order.
    pub fn found<'a>(&'a self, order: &[String], filter: &str) -> Vec<&'a Exercise> {
        let all: Vec<&Exercise> = order.iter().filter_map(|id| self.catalogue.get(id)).collect();
        let filter = filter.to_lowercase();
        let exact: Vec<&Exercise> = all.iter().copied().filter(|one| has_words(one, &filter)).collect();
        if exact.is_empty() {
            all.into_iter().filter(|one| has_letters(one, &filter)).collect()
        } else {
            exact
        }
    }

    /// The last times that it was done, latest first, in words.
    pub fn times_done(&self, exercise: &Exercise) -> Vec<String> {
        if exercise.block == Block::Aerobic {
            let walks = self.history.walks.iter().rev().take(SHOWN);
            return walks
                .map(|(day, walk)| {
                    let asked = walk.prescribed.map_or(String::new(), |asked| format!("asked {asked} min, "));
                    let pain = walk.pain.map_or("-".to_owned(), |pain| pain.to_string());
                    format!("{}: {asked}done {} min, pain {pain}", day.format("%-d %b %Y"), walk.done)
                })
                .collect();
        }
        let mut lines = Vec::new();
        for session in self.history.sessions.iter().rev() {
            let items = session.planned.iter().zip(&session.exercises).zip(&session.reached);
            for ((planned, done), _) in
                items.filter(|((_, done), reached)| done.id == exercise.id && **reached == Reached::Ended)
            {
                let words = |dose| dose_words(exercise.kind, dose, planned.sides);
                let amount = if done.done == done.prescribed {
                    format!("{}, all done", words(done.prescribed))
                } else if done.done.sets == 0 || done.done.reps == 0 && done.done.hold_s == 0 {
                    format!("asked {}, not done", words(done.prescribed))
                } else {
                    format!("asked {}, done {}", words(done.prescribed), words(done.done))
                };
                let pain = match done.pain {
                    Some(pain) => format!("pain {pain}"),
                    None if done.within_limit => "within the limit".to_owned(),
                    None => "pain not said".to_owned(),
                };
                lines.push(format!("{}: {amount}, {pain}", session.date.format("%-d %b %Y")));
            }
            if lines.len() >= SHOWN {
                break;
            }
        }
        lines
    }

    /// Why it is in the plan that is shown on the day or not, and what would change that.
    pub fn why_of(&self, exercise: &Exercise, now: DateTime<FixedOffset>) -> Vec<Said> {
        let mut at = now;
        let mut calm = !self.checked_today(at);
        match self.plan(at, None).not {
            Some(Not::Blocked(tier)) => return vec![Said::Text(blocked_words(tier).into())],
            Some(Not::NoCheck | Not::NoProfile) => {
                let words = "There is no plan before the safety check and four questions about you.";
                return vec![Said::Text(words.into())];
            }
            Some(Not::Done) => (at, calm) = (at + TimeDelta::days(1), true),
            _ => {}
        }
        let basis = Basis { at, minutes: None, calm };
        let all = self.why_in(&exercise.id, basis).map(|why| self.why_words(&why, |_| None));
        let mut log = false;
        let told = all.unwrap_or_default().into_iter().filter(|said| {
            if let Said::Head(head) = said {
                // What was done stands by itself, with more of it.
                log = *head == LOG;
            }
            !log
        });
        told.collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::content::catalogue::Catalogue;

    #[test]
    fn every_exercise_stands_in_the_list_once_and_ladders_stay_together() {
        let exercises = Catalogue::builtin().unwrap().exercises;
        let order = order(&exercises);
        assert_eq!(order.len(), exercises.len());
        let set: BTreeSet<&String> = order.iter().collect();
        assert_eq!(set.len(), order.len());
        let place = |id: &str| order.iter().position(|one| one == id).unwrap();
        assert_eq!(place("bird-dog"), place("quadruped-leg-slide") + 1);
        assert!(place("cat-cow") < place("bird-dog"));
    }

    #[test]
    fn a_filter_finds_words_first_and_else_letters_in_order() {
        let exercises = Catalogue::builtin().unwrap().exercises;
        let found = |filter: &str| -> Vec<&str> {
            exercises.iter().filter(|one| has_words(one, filter)).map(|one| one.id.as_str()).collect()
        };
        assert_eq!(found("bird"), ["bird-dog"]);
        assert!(found("neck").contains(&"neck-rotation"));
        assert!(found("strength standing").len() > 1);
        assert_eq!(found("zzz"), Vec::<&str>::new());
        assert_eq!(found("").len(), exercises.len());
        let bird = exercises.iter().find(|one| one.id == "bird-dog").unwrap();
        assert!(has_letters(bird, "bdg") && !has_letters(bird, "gdb"));
    }
}
