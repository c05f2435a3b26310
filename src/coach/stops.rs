//! What was wrong in a session: what still has to be told, what it leaves in the journal, and how it is
//! told to a clinician.

use std::fmt::Write as _;

use chrono::{DateTime, FixedOffset};

use super::{Coach, day_words};
use crate::domain::history::{Ouch, SessionRecord};
use crate::domain::screening::block::Flag;
use crate::domain::screening::stop_sign::{Ends, PREFIX, Telling, Told, said};
use crate::domain::screening::tier::Tier;
use crate::domain::screening::words::in_own_words;
use crate::journal::event::{
    Event, FlagRaised, ItemEnded, OuchNoted, SessionEnded, SessionResumed, StopPressed,
};

/// What has to be told before anything else.
#[derive(Debug, Clone, PartialEq)]
pub enum StopDue {
    /// `!` was pressed, and what happened was not said.
    WhatHappened(StopPressed),
    /// It was something else: the questions about new signs.
    Questions,
    /// Whether it has let go by now.
    Eased(StopPressed),
}

/// A stop sign that raised a flag, in sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StopWords {
    /// What was said, to the person.
    pub said: String,
    /// What to do.
    pub todo: String,
    /// The same in the person's own words, to say on the phone.
    pub aloud: String,
    /// The same, question by question, to read.
    pub read_out: String,
}

impl Coach {
    /// What has to be told about the last "something is wrong", and of pain that was not known to have
    /// let go.
    pub fn stop_due(&self, now: DateTime<FixedOffset>) -> Option<StopDue> {
        self.untold(now).or_else(|| {
            let (session, ouch) = self.open_ouch(now)?;
            Some(StopDue::Eased(self.press(session, ouch.item)))
        })
    }

    fn untold(&self, now: DateTime<FixedOffset>) -> Option<StopDue> {
        let stopped = self.history.sessions.iter().filter(|session| session.stopped.is_some());
        let last = stopped.filter(|session| !self.is_told(session)).max_by_key(|session| session.stopped)?;
        if self.check_since(last.stopped?, now) {
            return None;
        }
        Some(if last.stop_told { StopDue::Questions } else { StopDue::WhatHappened(self.press(last, None)) })
    }

    /// Whether what happened was told, and leads to no further questions.
    fn is_told(&self, session: &SessionRecord) -> bool {
        let sign = session.ouches.last().and_then(|ouch| self.rulebook.stops.sign(&ouch.sign));
        session.stop_told && !sign.is_some_and(|sign| sign.rows.iter().any(|row| row.questions))
    }

    /// Whether a check was answered to its end after this moment.
    fn check_since(&self, stopped: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> bool {
        self.history.decisions.iter().rev().any(|decision| {
            // Written with a clock that was ahead: then the check of this day must do, or it would be
            // asked until that moment comes.
            let ahead =
                stopped > now && !decision.opens_session && decision.at.date_naive() == now.date_naive();
            decision.at >= stopped || ahead
        })
    }

    /// Pain of which it was not known whether it lets go: the latest, with its session.
    fn open_ouch(&self, now: DateTime<FixedOffset>) -> Option<(&SessionRecord, &Ouch)> {
        let active = self.standing(now).active;
        let flagged =
            |ouch: &Ouch| active.iter().any(|flag| flag.stop_sign.as_deref() == Some(ouch.sign.as_str()));
        let sessions = self.history.sessions.iter().rev();
        let mut open = sessions.flat_map(|session| session.ouches.iter().map(move |ouch| (session, ouch)));
        open.find(|(_, ouch)| ouch.open && !flagged(ouch))
    }

    /// Whether pain was left open: sharp pain that is not answered counts like one that stays (source: S1).
    pub fn is_left_open(&self, now: DateTime<FixedOffset>) -> bool {
        self.open_ouch(now).is_some()
    }

    /// The last `!` of a session, or of one exercise in it.
    fn press(&self, session: &SessionRecord, item: Option<usize>) -> StopPressed {
        let last = self.events.iter().rev().find_map(|stamped| match &stamped.event {
            Event::StopPressed(body)
                if body.session == session.id && (item.is_none() || body.item == item) =>
            {
                Some(body.clone())
            }
            _ => None,
        });
        last.unwrap_or(StopPressed {
            session: session.id.as_str().into(),
            item: None,
            exercise: None,
            side: None,
        })
    }

    /// Which session and exercise a `!` belongs to, for a question that comes later: "In the session
    /// yesterday, during Cat-cow."
    pub fn when_pressed(&self, press: &StopPressed, now: DateTime<FixedOffset>) -> String {
        let day = self
            .history
            .session(&press.session)
            .map_or("before".to_owned(), |session| day_words(session.date, now.date_naive()));
        let exercise = press.exercise.as_deref().and_then(|id| self.catalogue.get(id));
        let during = exercise.map(|exercise| format!(", during {}", exercise.name)).unwrap_or_default();
        format!("In the session {day}{during}.")
    }

    /// The walk through the table of stop signs from its beginning.
    pub fn telling(&self) -> Telling<'static> {
        Telling::new(&self.rulebook.stops, self.latest_answers())
    }

    /// The same, for what has to be told now.
    pub fn telling_due(&self, now: DateTime<FixedOffset>) -> Telling<'static> {
        let again =
            self.untold(now).is_none().then(|| self.open_ouch(now)).flatten().and_then(|(_, ouch)| {
                Telling::again(&self.rulebook.stops, self.latest_answers(), &ouch.sign, &ouch.answers)
            });
        again.unwrap_or_else(|| self.telling())
    }

    /// The lines of what was told: its flag first, so that a program that ends between the two keeps the
    /// stricter state.
    pub fn told(&self, press: &StopPressed, told: &Told) -> Vec<Event> {
        let mut events = Vec::new();
        if told.row.flags() {
            events.push(Event::from(FlagRaised {
                rule: format!("{PREFIX}{}", told.sign),
                tier: told.row.tier,
                run: None,
                from_unsure: false,
            }));
        }
        events.push(Event::from(OuchNoted {
            session: press.session.clone(),
            item: press.item,
            exercise: press.exercise.clone(),
            side: press.side,
            sign: told.sign.clone(),
            answers: told.answers.clone(),
            tier: told.row.tier,
            ended: told.row.ends,
            eased: told.row.eased,
            open: told.row.open,
        }));
        events
    }

    /// The same for what is told at a later start, when the session does not run any more: its end, or
    /// that of the exercise, is written down too.
    pub fn told_late(&self, press: &StopPressed, told: &Told) -> Vec<Event> {
        let mut events = self.told(press, told);
        let Some(session) = self.history.session(&press.session) else { return events };
        if session.ended.is_some() {
            return events;
        }
        let record = press.item.and_then(|item| Some((item, session.exercises.get(item)?)));
        if let (Some(stop), Some((item, record))) = (told.row.stop, record) {
            let done = record.done;
            let (session, exercise) = (press.session.clone(), record.id.clone());
            events.push(Event::from(ItemEnded { session, item, exercise, done, stop: Some(stop) }));
        }
        if told.row.ends == Ends::Session {
            events.push(Event::from(SessionEnded { session: press.session.clone(), complete: false }));
        }
        events
    }

    /// A slip of the finger, said at a later start.
    pub fn slipped(&self, press: &StopPressed) -> Event {
        Event::from(SessionResumed { session: press.session.clone(), after_stop: Some(true) })
    }

    /// Whether something was wrong in this session that asks for the questions about a change in pain
    /// (`screening` 3), and when.
    pub(super) fn asks_recheck_since(session: &SessionRecord) -> Option<DateTime<FixedOffset>> {
        let felt = session.ouches.iter().filter(|ouch| ouch.tier > Tier::Clear).map(|ouch| ouch.at);
        felt.chain(session.stopped).max()
    }

    /// A flag that a stop sign raised, in words; `None` for all others.
    pub fn stop_words(&self, flag: &Flag) -> Option<StopWords> {
        let sign = self.rulebook.stops.sign(flag.stop_sign.as_deref()?)?;
        let ouches = self.history.sessions.iter().flat_map(|session| &session.ouches);
        let ouch = ouches.filter(|ouch| ouch.sign == sign.id).max_by_key(|ouch| ouch.at);
        let given: Vec<(&str, &str)> = sign
            .asks
            .iter()
            .filter_map(|ask| Some((ask.id.as_str(), ouch?.answers.get(&ask.id)?.as_str())))
            .collect();
        let row = sign.rows.iter().find(|row| row.tier == flag.tier && !row.open).or(sign.rows.last())?;
        let name = ouch
            .and_then(|ouch| self.catalogue.get(ouch.exercise.as_deref()?))
            .map(|exercise| format!(" ({})", exercise.name))
            .unwrap_or_default();
        let mut read_out = format!(
            "On {}, while exercising{name}: {}.",
            flag.raised_at.format("%-d %B at %H:%M"),
            sign.line
        );
        for (id, value) in &given {
            let ask = sign.asks.iter().find(|ask| ask.id == *id)?;
            if let Some(value) = ask.values.iter().find(|known| known.value == *value) {
                let _ = write!(read_out, " I was asked: {} I answered: {}.", ask.text, value.shown);
            }
        }
        let told = said(sign, given.into_iter());
        let clause = told.trim_start_matches("You said that ");
        let aloud = format!(
            "On {}, while I was exercising{name}: {}",
            flag.raised_at.format("%-d %B at %H:%M"),
            in_own_words(clause)
        );
        Some(StopWords { said: told, aloud, todo: row.todo.clone(), read_out })
    }
}
