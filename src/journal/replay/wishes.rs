//! The part of the fold that takes in what a person told after the first session. Of two lines about one
//! thing the later one counts, wherever it stands in the file.

use chrono::{DateTime, FixedOffset};

use super::{Line, insert};
use crate::domain::around::reassess;
use crate::domain::around::wishes::{Expected, GOALS, GoalScore};
use crate::domain::score::Score;
use crate::journal::event::Event;

/// Longest text of one's own words, in characters.
const LONGEST: usize = 80;

impl Line<'_> {
    pub(super) fn wished(&mut self, event: &Event) {
        let at = self.at;
        match event {
            Event::MorningTold(body) => {
                let day = self.history.wishes.mornings.entry(at.date_naive());
                later(day.or_insert((at, body.stiff)), at, body.stiff);
            }
            Event::DirectionTold(body) if self.is_newest("direction") => {
                self.history.wishes.worse = Some((at.date_naive(), body.worse));
            }
            Event::EquipmentSet(body) if self.is_newest("equipment") => {
                self.history.wishes.equipment = body.have.iter().cloned().collect();
                self.history.wishes.equipment_told = true;
            }
            Event::VarietySet(body) if self.is_newest("variety") => {
                self.history.wishes.variety = Some(body.on);
            }
            Event::ExerciseUnwanted(body) => {
                let said = self.history.wishes.unwanted.entry(body.exercise.clone());
                later(said.or_insert((at, body.unwanted)), at, body.unwanted);
            }
            Event::GoalRated(body) => {
                let score = GoalScore { at, words: body.words.clone(), score: Some(body.score) };
                self.goal(body.goal, score);
            }
            Event::GoalDropped(body) => {
                self.goal(body.goal, GoalScore { at, words: String::new(), score: None });
            }
            Event::WorryRated(body) => {
                let scores = self.history.wishes.worries.entry(body.movement.clone()).or_default();
                insert(scores, (at, body.score), |a, b| a.0 <= b.0);
            }
            Event::TryExpected(body) => self.history.wishes.expected.push(Expected {
                session: body.session.to_string(),
                exercise: body.exercise.clone(),
                score: body.score,
            }),
            Event::UsualPainReassessed(body) => {
                insert(&mut self.history.wishes.reassessed, (at, body.score), |a, b| a.0 <= b.0);
                self.usual_told(body.score);
            }
            _ => {}
        }
    }

    fn goal(&mut self, place: u8, score: GoalScore) {
        if !(1..=GOALS).contains(&place) {
            return self.implausible(format!("it names place {place} of {GOALS}"));
        }
        if score.words.chars().count() > LONGEST || score.words.chars().any(char::is_control) {
            return self.implausible("words that are too long, or hold what is no text".into());
        }
        let scores = self.history.wishes.goals.entry(place).or_default();
        insert(scores, score, |a, b| a.at <= b.at);
    }

    /// A day was called a flare, or no flare after all.
    pub(super) fn flare_said(&mut self, flare: bool) {
        let (at, date) = (self.at, self.at.date_naive());
        let said = self.history.wishes.flare_days.entry(date).or_insert((at, flare));
        later(said, at, flare);
        if said.1 {
            self.history.flares.insert(date);
        } else {
            self.history.flares.remove(&date);
        }
    }

    /// Usual pain was told, at the beginning or again.
    pub(super) fn usual_told(&mut self, score: Score) {
        insert(&mut self.history.wishes.usual, (self.at, score), |a, b| a.0 <= b.0);
        self.usual_pain();
    }

    /// The usual pain that counts, after all that is known now.
    pub(super) fn usual_pain(&mut self) {
        let first = self.history.sessions.iter().find(|session| session.moved).map(|session| session.started);
        let told = &self.history.wishes.usual;
        self.history.profile.usual_pain = reassess::usual_pain(told, first);
    }
}

/// Replaces what was said earlier.
fn later(said: &mut (DateTime<FixedOffset>, bool), at: DateTime<FixedOffset>, now: bool) {
    if said.0 <= at {
        *said = (at, now);
    }
}
