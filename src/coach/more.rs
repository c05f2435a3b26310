//! "More about you": what makes the plan fit, as both faces list it, ask it and read it back. Each part
//! can be left out, and changed at any time.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};

use super::{Coach, day_words};
use crate::content::library::EVERYDAY;
use crate::domain::around::direction::Worse;
use crate::domain::around::goals::{self, Goal};
use crate::domain::around::reassess;
use crate::domain::around::worries::{MOVEMENTS, Movement, standing};
use crate::domain::score::Score;

/// Days in which an exercise counts as known.
const KNOWN_DAYS: i64 = 28;

/// The parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Which way of bending is worse.
    Direction,
    /// Equipment.
    Things,
    /// Up to three things to do again.
    Goals,
    /// Movements that worry.
    Worries,
    /// "Not this one".
    Unwanted,
    /// Whether exercises take turns.
    Variety,
    /// Usual pain, looked at again.
    Usual,
    /// Where it hurts.
    Place,
}

/// All of them, in the order in which they are listed.
pub const PARTS: [Part; 8] = [
    Part::Direction,
    Part::Things,
    Part::Goals,
    Part::Worries,
    Part::Unwanted,
    Part::Variety,
    Part::Usual,
    Part::Place,
];

/// The question about the way of bending.
pub const WHICH_WAY: &str = "Over the last days, which way is worse for your back?";

/// Its answers.
pub const WAYS: [(Worse, &str); 3] = [
    (Worse::Bending, "Bending forward or sitting is worse; standing or lying on my front is easier"),
    (Worse::LeaningBack, "Leaning back, standing or walking is worse; sitting or bending is easier"),
    (Worse::NotClear, "Both, neither, or not clear"),
];

/// What is asked about equipment, and that none is needed.
pub const WHICH_THINGS: (&str, &str) =
    ("Do you have any of these?", "None is needed. A mat, a chair, a wall and a towel do for everything.");

/// What is asked about worries, and what they do to the plan.
pub const WHICH_WORRY: (&str, &str) = (
    "Does any of these worry you?",
    "From 7 on such exercises stay out until six sessions were calm; then one comes, as small as it gets. From 4 on \
     nothing about them grows. A worry never adds anything.",
);

/// The ends of a worry's scale.
pub const WORRY_SCALE: &str = "0: not at all. 10: I would never do it.";

/// What goals are, the question for their words, an example, and the ends of their scale.
pub const GOALS_ARE: &str = "Up to three things that your back or neck keeps you from.";
/// The question for the words of a goal.
pub const GOAL_WORDS: &str = "What would you like to do again? A few words.";
/// Examples of goals.
pub const GOAL_SUCH_AS: &str = "Such as: sit through a film, carry the shopping, dig the garden.";
/// The ends of a goal's scale.
pub const GOAL_SCALE: &str = "0: I cannot do it at all. 10: as well as before.";
/// Longest goal, in letters.
pub const GOAL_LONGEST: usize = 60;

/// What is asked about moves that are not wanted, and what comes in their place.
pub const WHICH_UNWANTED: (&str, &str) = (
    "Tick what you would rather not do.",
    "An easier form takes its place, or another one that trains the same.",
);

/// The question about usual pain, and what an answer does.
pub const USUAL: (&str, &str) = (
    "How bad is your pain on a usual day now, 0 to 10?",
    "A lower number counts from now on. A higher one widens no limit: pain that grows is a reason to do less and to \
     have it looked at, not to allow more.",
);

const THINGS: [(&str, &str); 4] = [
    ("band", "an elastic band"),
    ("bike", "an exercise bike"),
    ("machine", "a cross-trainer"),
    ("pool", "a pool nearby"),
];

/// A thing to exercise with, in words.
pub fn thing(id: &str) -> &str {
    THINGS.iter().find(|(known, _)| *known == id).map_or(id, |(_, words)| words)
}

/// What a new look at usual pain comes to.
pub fn usual_words(before: Option<Score>, score: Score) -> String {
    match before {
        Some(before) if score < before => {
            format!("Good to hear. Your days are measured against {score} now, and the chart begins anew.")
        }
        Some(before) if score > before => {
            format!("Noted. The limits stay at {before}; if it goes on, a GP or physiotherapist can help.")
        }
        _ => "Noted. Nothing changes.".to_owned(),
    }
}

/// How well a goal goes: the question.
pub fn goal_question(words: &str) -> String {
    format!("{}: how well does it go, 0 to 10?", words.trim())
}

/// How much a movement worries: the question.
pub fn worry_question(movement: &Movement) -> String {
    format!("{}: how much does it worry you, 0 to 10?", movement.words)
}

/// One goal as a line: its words, its scores, and whether a new one is due.
pub fn goal_line(goal: &Goal, today: NaiveDate) -> String {
    let due = if goal.is_due(today) { "; a new score is due" } else { "" };
    let scores = if goal.first == goal.latest {
        format!("{}", goal.latest)
    } else {
        format!("{} at first, {} now", goal.first, goal.latest)
    };
    format!("{}: {scores}, {}{due}", goal.words, day_words(goal.on, today))
}

impl Coach {
    /// Name and state of a part.
    pub fn more_words(&self, part: Part, today: NaiveDate) -> (&'static str, String) {
        let wishes = &self.history.wishes;
        let open = || "not told".to_owned();
        match part {
            Part::Direction => (
                "Which way is worse",
                wishes.worse.map_or_else(open, |(on, worse)| {
                    let words = match worse {
                        Worse::Bending => "bending or sitting",
                        Worse::LeaningBack => "leaning back or standing",
                        Worse::NotClear => "not clear",
                    };
                    format!("{words}, said {}", day_words(on, today))
                }),
            ),
            Part::Things => ("Your equipment", {
                let names: Vec<&str> = wishes.equipment.iter().map(|id| thing(id)).collect();
                match (wishes.equipment_told, names.is_empty()) {
                    (false, _) => open(),
                    (true, true) => "none beside a mat and a chair".into(),
                    (true, false) => names.join(", "),
                }
            }),
            Part::Goals => ("What you want to do again", {
                let goals = goals::goals(wishes);
                let due = goals.iter().any(|goal| goal.is_due(today));
                match goals.len() {
                    0 => open(),
                    n => format!("{n} of 3{}", if due { ", new scores are due" } else { "" }),
                }
            }),
            Part::Worries => ("Movements that worry you", self.worries_told().unwrap_or_else(open)),
            Part::Unwanted => ("\"Not this one\"", {
                let names: Vec<String> = wishes.unwanted().map(|id| self.name_on(id, today)).collect();
                if names.is_empty() { "none".into() } else { names.join(", ") }
            }),
            Part::Variety => ("Variety: exercises take turns", {
                let on = wishes.variety == Some(true);
                if on { "on, from the third week" } else { "off" }.to_owned()
            }),
            Part::Place => ("Where it hurts, on a body picture", {
                let told = |last: &crate::domain::body::Marking| {
                    format!("{}, marked {}", last.words(), day_words(last.at.date_naive(), today))
                };
                self.history.body.last().map_or_else(open, told)
            }),
            Part::Usual => ("Your usual pain, looked at again", {
                let due = reassess::is_due(&wishes.usual, today);
                let now = self.history.profile.usual_pain.map_or_else(open, |score| score.to_string());
                if due { format!("{now}; a new look is due") } else { now }
            }),
        }
    }

    /// Worries above 0; `None`: never told.
    fn worries_told(&self) -> Option<String> {
        let worries = &self.history.wishes.worries;
        let told = MOVEMENTS.iter().filter_map(|movement| {
            let (score, _) = standing(worries.get(movement.id)?)?;
            (score.get() > 0).then(|| format!("{} {score}", movement.id.replace('_', " ")))
        });
        let told: Vec<String> = told.collect();
        match (worries.is_empty(), told.is_empty()) {
            (true, _) => None,
            (false, true) => Some("none".into()),
            (false, false) => Some(told.join(", ")),
        }
    }

    /// One movement as a line, with the worry about it where it was told.
    pub fn worry_line(&self, movement: &Movement) -> String {
        let told = self.history.wishes.worries.get(movement.id).and_then(|scores| standing(scores));
        match told {
            Some((score, _)) => format!("{}: {score}", movement.words),
            None => movement.words.to_owned(),
        }
    }

    /// What an answer about the way of bending does.
    pub fn direction_words(&self) -> String {
        format!(
            "Your programme is: {}. With a clear answer what is worse is left out, or done the other way only, and \
             the programme leans the other way, one exercise at a time. supple asks again every two weeks, and \
             goes back to the all-round programme if it does not suit you.",
            self.programme_name()
        )
    }

    /// Things that an exercise asks for and that are not in every home, by their ids.
    pub fn things(&self) -> Vec<String> {
        let all = self.catalogue.exercises.iter().flat_map(|exercise| &exercise.equipment);
        let mut ids: Vec<String> = all.filter(|thing| !EVERYDAY.contains(&thing.as_str())).cloned().collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Exercises that the person knows, to say "not this one" of: what the next plan has, what was done
    /// lately, and what is not wanted already.
    pub fn known_exercises(&self, now: DateTime<FixedOffset>) -> Vec<String> {
        let plan = self.plan_if_calm(now + TimeDelta::days(1), None);
        let today = now.date_naive();
        let lately = self.history.sessions.iter().rev();
        let lately = lately.filter(|session| (today - session.date).num_days() <= KNOWN_DAYS);
        let planned = plan.exercises.iter().map(|item| item.id.as_str());
        let done = lately.flat_map(|session| &session.exercises).map(|exercise| exercise.id.as_str());
        let mut ids: Vec<String> = Vec::new();
        for id in planned.chain(done).chain(self.history.wishes.unwanted()) {
            if !ids.iter().any(|known| known == id) {
                ids.push(id.to_owned());
            }
        }
        ids
    }

    /// Whether an exercise is one that the person does not want.
    pub fn is_unwanted(&self, id: &str) -> bool {
        self.history.wishes.unwanted().any(|known| known == id)
    }
}
