//! How it was after the last session: which question follows which, and what each answer writes down.

use chrono::{DateTime, FixedOffset};

use super::Coach;
use crate::domain::score::Score;
use crate::journal::event::{FollowedUp, SignsNoted};

/// Signs of having done too much that show only the day after, with their words (source: S0).
pub const SIGNS: [(&str, &str); 3] = [
    ("fatigue_all_day", "Tired all day"),
    ("sleepless", "Tired, but slept badly"),
    ("lasting_joint_stiffness", "Joints stiff or aching on, more than mild muscle soreness"),
];

/// What is asked now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Whether it was more painful for over an hour.
    Hour,
    /// The pain of the morning after.
    Morning,
    /// What came with a bad morning.
    Signs,
}

impl Ask {
    /// The question, and what is meant by it.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Ask::Hour => (
                "Was it more painful than before for over an hour afterwards?",
                "How it was later tells more than how it felt on the mat. Even, dull muscle soreness is not meant.",
            ),
            Ask::Morning => (
                "How bad was the pain the next morning, 0 to 10?",
                "The morning after decides whether there is a step up.",
            ),
            Ask::Signs => ("Did any of these come with it?", ""),
        }
    }
}

/// The questions that are open about one session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// Its id.
    pub session: String,
    /// "yesterday", "on 17 November".
    pub day: String,
    /// What is asked; `None`: all is answered.
    pub ask: Option<Ask>,
    morning_due: bool,
    usual: Option<Score>,
}

impl FollowUp {
    /// The questions that are open about the last session, if any.
    pub fn open(coach: &Coach, now: DateTime<FixedOffset>) -> Option<FollowUp> {
        let due = coach.followup_due(now)?;
        Some(FollowUp {
            session: due.session,
            day: due.day,
            ask: Some(if due.hour { Ask::Hour } else { Ask::Morning }),
            morning_due: due.morning,
            usual: coach.history.profile.usual_pain,
        })
    }

    /// The hour after; `None` for "not sure", which is written down, too: else it would be asked for ever.
    pub fn hour(&mut self, over_1h: Option<bool>) -> FollowedUp {
        self.ask = self.morning_due.then_some(Ask::Morning);
        FollowedUp { session: self.session.as_str().into(), over_1h, next_morning: None }
    }

    /// The morning after. What is to be written down.
    pub fn morning(&mut self, score: Score) -> FollowedUp {
        // Only a morning that was worse is worth one more question.
        let worse = self.usual.is_some_and(|usual| score > usual);
        self.ask = worse.then_some(Ask::Signs);
        FollowedUp { session: self.session.as_str().into(), over_1h: None, next_morning: Some(score) }
    }

    /// What came with it, by the lines of [`SIGNS`] from 0; none is an answer, too. What is to be written
    /// down.
    pub fn signs(&mut self, ticked: &[usize]) -> Option<SignsNoted> {
        self.ask = None;
        let lines = SIGNS.iter().enumerate().filter(|(line, _)| ticked.contains(line));
        let signs: Vec<String> = lines.map(|(_, (id, _))| (*id).to_owned()).collect();
        (!signs.is_empty()).then(|| SignsNoted { session: self.session.as_str().into(), signs })
    }
}
