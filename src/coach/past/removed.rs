//! A score that was not given after all: its line is taken back, or says only what else it said.

use super::{Change, Rating, with};
use crate::coach::Coach;
use crate::domain::score::Score;
use crate::journal::event::{Event, FollowedUp};

const NONE: &str = "There is no score there to remove.";

impl Coach {
    /// The line that leaves a rating unanswered.
    ///
    /// # Errors
    /// There is none, or it is all that the entry says; in words.
    pub fn unrate(&self, id: &str, rating: Rating) -> Result<Change, String> {
        self.rated(id, rating).ok_or(NONE)?;
        if self.history.session(id).is_some() {
            let mut lines = self.events.iter().rev().filter(|line| line.event.session() == Some(id));
            // The line that counts is the one that another score would correct.
            let line = lines.find(|line| with(&line.event, rating, Score::ZERO).is_some()).ok_or(NONE)?;
            return Ok(match &line.event {
                // With nothing left in it, the line would mean "not sure".
                Event::FollowedUp(told) if told.over_1h.is_some() => {
                    let event = FollowedUp { next_morning: None, ..told.clone() }.into();
                    Change::Correct { id: line.id.to_string(), event, at: None }
                }
                _ => Change::Retract { id: line.id.to_string() },
            });
        }
        let line = self.line(id).ok_or(NONE)?;
        let mut event = line.event.clone();
        match &mut event {
            Event::WalkDone(walk) if rating == Rating::Own => walk.pain = None,
            _ => return Err("The score is all there is to this entry. Take the whole of it back.".into()),
        }
        Ok(Change::Correct { id: id.to_owned(), event, at: Some(line.at) })
    }

    /// The line that leaves it unanswered whether it stayed sore for over an hour.
    ///
    /// # Errors
    /// It was not answered, or there is no such session; in words.
    pub fn unrate_hour(&self, id: &str) -> Result<Change, String> {
        let session = self.history.session(id).ok_or("Only a session has that.")?;
        let mut lines =
            self.events.iter().rev().filter(|line| line.event.session() == Some(session.id.as_str()));
        let told = lines.find_map(|line| match &line.event {
            Event::FollowedUp(told) if told.over_1h.is_some() => Some((&line.id, told)),
            _ => None,
        });
        let (id, told) = told.ok_or("There is no answer there to remove.")?;
        if told.next_morning.is_none() {
            return Ok(Change::Retract { id: id.to_string() });
        }
        let event = FollowedUp { over_1h: None, ..told.clone() }.into();
        Ok(Change::Correct { id: id.to_string(), event, at: None })
    }
}
