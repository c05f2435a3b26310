//! What was done, newest first, and how it is put right: by lines that are added, never by changing one.

mod because;
mod effect;
mod removed;
mod words;

use chrono::{DateTime, Days, FixedOffset, NaiveDate};

use super::Coach;
use crate::domain::history::{Reached, SessionRecord};
use crate::domain::score::Score;
use crate::journal::event::{EffortRated, Event, FollowedUp, PainRated, When};
use crate::journal::replay::Stamped;

pub use self::words::Row;

/// Said where a session may not be moved or taken back.
pub const FIXED: &str = "Something was wrong in this session. It stays in your history, on its day, because \
    what supple asks and warns about rests on it. Scores of it can be put right.";

/// Said where a score is put right.
pub const SAID_FIRST: &str = "What you said first stays in the journal; this comes after it.";

/// Said below one thing of the history: what is not put right there.
pub const NOT_HERE: &str = "Answers of the safety check, what was wrong, warnings and clearances are not changed \
    here. If an answer has changed: m on today's plan.";

const LONG_AGO: &str = "That is more than ten years ago. Is the year right?";

/// What one thing in the history is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A session.
    Session,
    /// A walk or the like that belongs to no session.
    Walk,
    /// A pain score that belongs to no session.
    Score,
}

/// One thing in the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// What it is.
    pub kind: Kind,
    /// Id of its line.
    pub id: String,
    /// When.
    pub at: DateTime<FixedOffset>,
}

/// A rating that can be put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rating {
    /// Pain before a session.
    Before,
    /// Pain at its end.
    After,
    /// Pain the next morning.
    Morning,
    /// Effort of the whole.
    Effort,
    /// Worst pain of one exercise, by its place from 0.
    ItemPain(usize),
    /// Effort of one exercise.
    ItemEffort(usize),
    /// The score of a walk, or one that stands by itself.
    Own,
}

/// One line to add to the journal.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Another body for a line, and perhaps another moment.
    Correct {
        /// Id of the line.
        id: String,
        /// The body.
        event: Event,
        /// The moment, where it is another.
        at: Option<DateTime<FixedOffset>>,
    },
    /// A line that does not count any more; what belongs to a session goes with it.
    Retract {
        /// Id of the line.
        id: String,
    },
    /// A line more.
    Add {
        /// What.
        event: Event,
        /// When.
        at: DateTime<FixedOffset>,
    },
}

/// What a change replaced, to put it back.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Undone {
    /// Lines that went, with their places, first to last.
    gone: Vec<(usize, Stamped)>,
    /// Lines as they were.
    were: Vec<Stamped>,
    /// The line that came.
    came: Option<String>,
}

impl Coach {
    /// Sessions, and what was logged without one, newest first.
    pub fn past(&self) -> Vec<Done> {
        let sessions = self.history.sessions.iter();
        let sessions =
            sessions.map(|session| Done { kind: Kind::Session, id: session.id.clone(), at: session.started });
        let others = self.events.iter().filter_map(|line| {
            let kind = match &line.event {
                Event::WalkDone(walk) if walk.session.is_none() => Kind::Walk,
                Event::PainRated(rated) if rated.session.is_none() && rated.when == When::CheckIn => {
                    Kind::Score
                }
                _ => return None,
            };
            Some(Done { kind, id: line.id.to_string(), at: line.at })
        });
        let mut all: Vec<Done> = sessions.chain(others).collect();
        all.sort_by(|a, b| (b.at, &b.id).cmp(&(a.at, &a.id)));
        all
    }

    /// The one with this id.
    pub fn past_of(&self, id: &str) -> Option<Done> {
        self.past().into_iter().find(|done| done.id == id)
    }

    /// Whether it may be neither moved nor taken back.
    pub fn is_fixed(&self, id: &str) -> bool {
        self.history.session(id).is_some_and(|session| {
            session.stopped.is_some() || !session.ouches.is_empty() || !session.events.is_empty()
        })
    }

    /// The rating that counts now.
    pub fn rated(&self, id: &str, rating: Rating) -> Option<Score> {
        let Some(session) = self.history.session(id) else {
            return match &self.line(id)?.event {
                Event::WalkDone(walk) if rating == Rating::Own => walk.pain,
                Event::PainRated(rated) if rating == Rating::Own => Some(rated.score),
                _ => None,
            };
        };
        match rating {
            Rating::Before => session.pain_before,
            Rating::After => session.pain_after,
            Rating::Morning => session.next_morning_pain,
            Rating::Effort => session.effort,
            Rating::ItemPain(item) => session.exercises.get(item)?.pain,
            Rating::ItemEffort(item) => session.exercises.get(item)?.effort,
            Rating::Own => None,
        }
    }

    /// The line that gives a rating another value: a correction of the line that counts now, or a new
    /// one where there was none.
    ///
    /// # Errors
    /// Nothing of that kind can be rated there, or the score is that already; in words.
    pub fn rate(
        &self,
        id: &str,
        rating: Rating,
        score: Score,
        now: DateTime<FixedOffset>,
    ) -> Result<Change, String> {
        if self.rated(id, rating) == Some(score) {
            return Err(format!("It is {score} already. Nothing was changed."));
        }
        if let Some(session) = self.history.session(id) {
            return self.rate_session(session, rating, score, now);
        }
        let not = || "There is no such score to put right.".to_owned();
        let mut event = self.line(id).ok_or_else(not)?.event.clone();
        match &mut event {
            Event::WalkDone(walk) if rating == Rating::Own => walk.pain = Some(score),
            Event::PainRated(rated) if rating == Rating::Own => rated.score = score,
            _ => return Err(not()),
        }
        // The last correction of a line decides alone: this one must not undo an earlier one of the day.
        let at = self.line(id).map(|line| line.at);
        Ok(Change::Correct { id: id.to_owned(), event, at })
    }

    fn rate_session(
        &self,
        session: &SessionRecord,
        rating: Rating,
        score: Score,
        now: DateTime<FixedOffset>,
    ) -> Result<Change, String> {
        let mut lines = self.events.iter().rev().filter(|line| line.event.session() == Some(&session.id));
        if let Some((line, event)) = lines.find_map(|line| Some((line, with(&line.event, rating, score)?))) {
            return Ok(Change::Correct { id: line.id.to_string(), event, at: None });
        }
        let id = session.id.clone();
        let exercise = |item: usize| match session.reached.get(item) {
            Some(Reached::Begun | Reached::Ended) => Ok(session.exercises[item].id.clone()),
            _ => Err("That exercise did not have its turn.".to_owned()),
        };
        let pain = |when, item, exercise| PainRated {
            session: Some(id.as_str().into()),
            when,
            item,
            exercise,
            score,
        };
        let event = match rating {
            Rating::Before => pain(When::Before, None, None).into(),
            Rating::After => pain(When::After, None, None).into(),
            Rating::ItemPain(item) => pain(When::Exercise, Some(item), Some(exercise(item)?)).into(),
            Rating::Effort => EffortRated { session: id.into(), item: None, exercise: None, score }.into(),
            Rating::ItemEffort(item) => {
                let exercise = Some(exercise(item)?);
                EffortRated { session: id.into(), item: Some(item), exercise, score }.into()
            }
            Rating::Morning => {
                if now.date_naive() <= session.date {
                    return Err("The morning after has not come yet.".into());
                }
                FollowedUp { session: id.into(), over_1h: None, next_morning: Some(score) }.into()
            }
            Rating::Own => return Err("There is no such score to put right.".into()),
        };
        // A score belongs to the time of the session, and moves with it; pain before is also the pain of that day.
        let at = match rating {
            Rating::Morning => now,
            Rating::Before => session.started,
            _ => session.ended.unwrap_or(session.started),
        };
        Ok(Change::Add { event, at })
    }

    /// The line that says whether it stayed sore for over an hour.
    ///
    /// # Errors
    /// It says that already, or there is no such session; in words.
    pub fn rate_hour(&self, id: &str, sore: bool, now: DateTime<FixedOffset>) -> Result<Change, String> {
        let session = self.history.session(id).ok_or("Only a session has that.")?;
        if session.pain_over_1h == Some(sore) {
            return Err("It says so already. Nothing was changed.".into());
        }
        let mut lines = self.events.iter().rev().filter(|line| line.event.session() == Some(id));
        let told = lines.find_map(|line| match &line.event {
            Event::FollowedUp(told) if told.over_1h.is_some() => Some((line.id.clone(), told.clone())),
            _ => None,
        });
        Ok(if let Some((id, told)) = told {
            let event = FollowedUp { over_1h: Some(sore), ..told }.into();
            Change::Correct { id: id.to_string(), event, at: None }
        } else {
            let told = FollowedUp { session: id.into(), over_1h: Some(sore), next_morning: None };
            Change::Add { event: told.into(), at: now }
        })
    }

    /// The line that puts it on another day, at the same time of day.
    ///
    /// # Errors
    /// A day to come, the same day, or a session that stays where it is; in words.
    pub fn put_on(&self, id: &str, day: NaiveDate, now: DateTime<FixedOffset>) -> Result<Change, String> {
        let line = self.line(id).ok_or("There is no such entry.")?;
        if self.is_fixed(id) {
            return Err(FIXED.into());
        }
        let was = line.at.date_naive();
        if day == was {
            return Err("It is on that day already. Nothing was changed.".into());
        }
        let by = day - was;
        let at = line.at.checked_add_signed(by).ok_or("That day is beyond the calendar.")?;
        let end = self.history.session(id).and_then(|session| session.ended);
        let end = end.and_then(|end| end.checked_add_signed(by)).unwrap_or(at);
        if end > now {
            return Err(format!(
                "{} at {} is still to come. Choose an earlier day.",
                day.format("%-d %B"),
                end.format("%H:%M")
            ));
        }
        if is_long_ago(day, now) {
            return Err(LONG_AGO.into());
        }
        Ok(Change::Correct { id: id.to_owned(), event: line.event.clone(), at: Some(at) })
    }

    /// The line that takes it back.
    ///
    /// # Errors
    /// A session that stays, in words.
    pub fn take_back(&self, id: &str) -> Result<Change, String> {
        if self.is_fixed(id) {
            return Err(FIXED.into());
        }
        if self.past_of(id).is_none() {
            return Err("There is no such entry.".into());
        }
        Ok(Change::Retract { id: id.to_owned() })
    }

    /// Takes a change in; `id` is the name of its line. What it replaced.
    pub fn change(&mut self, change: &Change, id: &str) -> Undone {
        let mut undone = Undone::default();
        match change {
            Change::Add { event, at } => {
                undone.came = Some(id.to_owned());
                self.take(Stamped { id: id.into(), at: *at, event: event.clone() });
                return undone;
            }
            Change::Retract { id } => {
                let mut place = 0;
                self.events.retain(|line| {
                    let stays = line.id != *id && line.event.session() != Some(id);
                    if !stays {
                        undone.gone.push((place, line.clone()));
                    }
                    place += 1;
                    stays
                });
            }
            Change::Correct { id, event, at } => {
                let was = self.line(id).map(|line| line.at);
                let by = at.zip(was).map(|(at, was)| at - was);
                for line in &mut self.events {
                    let own = line.id == *id;
                    if own || (by.is_some() && line.event.moves_with() == Some(id)) {
                        undone.were.push(line.clone());
                        line.at = by.and_then(|by| line.at.checked_add_signed(by)).unwrap_or(line.at);
                        if own {
                            line.event = event.clone();
                        }
                    }
                }
            }
        }
        self.refold();
        undone
    }

    /// Puts back what a change replaced. The last change first.
    pub fn put_back(&mut self, undone: Undone) {
        if let Some(came) = &undone.came {
            // The latest of that name: a line that could not be written has none.
            if let Some(place) = self.events.iter().rposition(|line| line.id == *came) {
                self.events.remove(place);
            }
        }
        for was in undone.were {
            if let Some(line) = self.events.iter_mut().find(|line| line.id == was.id) {
                *line = was;
            }
        }
        for (place, line) in undone.gone {
            let place = place.min(self.events.len());
            self.events.insert(place, line);
        }
        self.refold();
    }

    fn line(&self, id: &str) -> Option<&Stamped> {
        self.events.iter().find(|line| line.id == id)
    }
}

/// A moment for what is added to a day: its middle, or now on this day.
///
/// # Errors
/// A day to come, or one long ago; in words.
pub fn moment_of(day: NaiveDate, now: DateTime<FixedOffset>) -> Result<DateTime<FixedOffset>, String> {
    if day == now.date_naive() {
        return Ok(now);
    }
    if day > now.date_naive() {
        return Err(format!("{} is still to come. Choose an earlier day.", day.format("%-d %B %Y")));
    }
    if is_long_ago(day, now) {
        return Err(LONG_AGO.into());
    }
    let noon = day.and_hms_opt(12, 0, 0).and_then(|noon| noon.and_local_timezone(*now.offset()).single());
    Ok(noon.unwrap_or(now))
}

/// Ten years back is nobody's slip of the finger; a wrong year is.
fn is_long_ago(day: NaiveDate, now: DateTime<FixedOffset>) -> bool {
    now.date_naive().checked_sub_days(Days::new(3660)).is_some_and(|first| day < first)
}

/// The event with another score, if it is the one that holds the rating.
fn with(event: &Event, rating: Rating, score: Score) -> Option<Event> {
    Some(match (event, rating) {
        (Event::PainRated(rated), Rating::Before) if rated.when == When::Before => {
            PainRated { score, ..rated.clone() }.into()
        }
        (Event::PainRated(rated), Rating::After) if rated.when == When::After => {
            PainRated { score, ..rated.clone() }.into()
        }
        (Event::PainRated(rated), Rating::ItemPain(item))
            if rated.when == When::Exercise && rated.item == Some(item) =>
        {
            PainRated { score, ..rated.clone() }.into()
        }
        (Event::EffortRated(rated), Rating::Effort) if rated.item.is_none() => {
            EffortRated { score, ..rated.clone() }.into()
        }
        (Event::EffortRated(rated), Rating::ItemEffort(item)) if rated.item == Some(item) => {
            EffortRated { score, ..rated.clone() }.into()
        }
        (Event::FollowedUp(told), Rating::Morning) if told.next_morning.is_some() => {
            FollowedUp { next_morning: Some(score), ..told.clone() }.into()
        }
        _ => return None,
    })
}
