//! Content and history in one place, and the questions that commands and screens have about them:
//! what is due, may there be a session, what is the plan. Pure: the moment is an argument.

pub mod absent;
pub mod answers;
pub mod cards;
pub mod chart;
pub mod check;
pub mod clear;
mod clearances;
pub mod conversation;
pub mod desk;
pub mod exercises;
pub mod flare;
pub mod followup;
pub mod forms;
pub mod led;
pub mod limb;
pub mod limited;
mod listed;
mod log_asks;
mod lost;
pub mod more;
mod order;
pub mod past;
pub mod pen;
pub mod physio;
pub mod plan;
pub mod preview;
pub mod profile;
pub mod prompts;
mod reminders;
pub mod scribe;
mod sessions;
mod settled;
pub mod start;
pub mod stops;
pub mod tour;
pub mod warning;
pub mod week;
pub mod why;
pub mod wishes;
pub mod worse;

use std::collections::BTreeSet;

use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeDelta};

use self::stops::StopDue;
use crate::content::catalogue::Catalogue;
use crate::content::library::FLOOR;
use crate::content::regions::{Region, Regions};
use crate::domain::around::direction::Worse;
use crate::domain::history::{History, Reached, SessionRecord};
use crate::domain::score::Score;
use crate::domain::screening::answer::Answers;
use crate::domain::screening::block::{self, Standing};
use crate::domain::screening::carry::still_counting;
use crate::domain::screening::conditions;
use crate::domain::screening::rulebook::RuleBook;
use crate::journal::event::Event;
use crate::journal::replay::{Fold, Folded, Stamped};
use crate::session::progress::resume_at;

/// The whole check is asked again after this many months (source: PARQ).
const INTAKE_MONTHS: u32 = 12;
/// ... or after this many weeks without a session (source: DESIGN).
const AWAY_WEEKS: i64 = 8;
/// After so many days nobody remembers how the morning after was.
const FOLLOW_UP_DAYS: i64 = 7;
/// Midnight alone makes no morning: somebody who ends at 23:50 has slept when this much has passed (source: DESIGN).
const NIGHT_HOURS: i64 = 4;

/// What the program knows.
pub struct Coach {
    /// Exercises and programmes.
    pub catalogue: Catalogue,
    /// Questions and rules. It lives as long as the program: a running check refers to it.
    pub rulebook: &'static RuleBook,
    /// Emergency numbers.
    pub regions: Regions,
    /// What happened.
    pub history: History,
    /// Whether the journal is too damaged to let doses rise.
    pub held: bool,
    /// The plans of the person's clinicians.
    pub physio: physio::Shelf,
    events: Vec<Stamped>,
    fold: Fold,
}

/// What has to come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// What supple is, and whose emergency number to show.
    Welcome,
    /// A block stands.
    Blocked,
    /// `!` was pressed in a session, and what happened was not said; or it was not known yet whether
    /// pain lets go.
    WhatHappened,
    /// The questions after "something is wrong", which were not answered to their end.
    Stop,
    /// The whole safety check.
    Intake,
    /// The four keys of the profile.
    Profile,
    /// How it was after the last session.
    FollowUp,
    /// Nothing: on to the plan.
    Today,
}

/// Questions that are open about the last session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUpDue {
    /// Its id.
    pub session: String,
    /// "yesterday", "on 17 November".
    pub day: String,
    /// Whether an hour has passed and it is not answered.
    pub hour: bool,
    /// Whether a night has passed and it is not answered.
    pub morning: bool,
}

impl Coach {
    /// Takes the content and folds the past.
    pub fn new(
        catalogue: Catalogue,
        rulebook: &'static RuleBook,
        regions: Regions,
        events: Vec<Stamped>,
    ) -> Coach {
        Coach::with_past(catalogue, rulebook, regions, Folded::of(events))
    }

    /// The same with a past that is folded already.
    pub fn with_past(
        catalogue: Catalogue,
        rulebook: &'static RuleBook,
        regions: Regions,
        past: Folded,
    ) -> Coach {
        let Folded { events, history, fold } = past;
        let physio = physio::Shelf::default();
        Coach { catalogue, rulebook, regions, history, held: false, physio, events, fold }
    }

    /// Everything that happened and still counts, in the order of the journal.
    pub fn events(&self) -> &[Stamped] {
        &self.events
    }

    /// Takes in one more event; one that is known already changes nothing.
    pub fn take(&mut self, stamped: Stamped) {
        if self.fold.take(&mut self.history, &stamped) {
            self.events.push(stamped);
        }
    }

    /// Takes another past in the place of this one: the same journal, read anew. What could not even be named,
    /// and was said all the same, stays.
    pub fn replace(&mut self, past: Folded, held: bool) {
        let unnamed = |stamped: &Stamped| stamped.id.as_bytes().is_empty();
        let kept: Vec<Stamped> = self.events.drain(..).filter(unnamed).collect();
        Folded { events: self.events, history: self.history, fold: self.fold } = past;
        self.held = held;
        for stamped in kept {
            self.take(stamped);
        }
    }

    /// Takes one event out again. The only change that needs all of the past once more.
    pub fn retract(&mut self, id: &str) {
        self.events.retain(|stamped| stamped.id != id);
        self.refold();
    }

    fn refold(&mut self) {
        let Folded { events, history, fold } = Folded::of(std::mem::take(&mut self.events));
        (self.events, self.history, self.fold) = (events, history, fold);
    }

    /// What has to come first at this moment.
    pub fn due(&self, now: DateTime<FixedOffset>) -> Due {
        let history = &self.history;
        if history.region.is_none() {
            Due::Welcome
        } else if self.standing(now).tier.locks() {
            Due::Blocked
        } else if let Some(stop) = self.stop_due(now) {
            if stop == StopDue::Questions { Due::Stop } else { Due::WhatHappened }
        } else if self.intake_due(now) {
            Due::Intake
        } else if !history.profile.is_complete() {
            Due::Profile
        } else if self.checked_today(now) && self.followup_due(now).is_some() {
            Due::FollowUp
        } else {
            Due::Today
        }
    }

    /// The blocks that stand.
    pub fn standing(&self, now: DateTime<FixedOffset>) -> Standing {
        let history = &self.history;
        block::standing(self.rulebook, &self.flags(), &history.clearances, &history.answer_log, now)
    }

    /// Whether the whole check is due: never done, a year old, or after eight weeks away.
    pub fn intake_due(&self, now: DateTime<FixedOffset>) -> bool {
        let Some(intake) = self.history.last_intake() else { return true };
        let day = intake.at.date_naive();
        let year_old = now.date_naive() >= settled::a_year_after(day);
        let last_seen = self.history.last_done_by(now).map_or(day, |session| session.date.max(day));
        year_old || (now.date_naive() - last_seen).num_weeks() >= AWAY_WEEKS
    }

    /// When the questions about a change in pain were last answered to their end: by themselves, or as
    /// a part of the whole check.
    pub fn last_full_check(&self, now: DateTime<FixedOffset>) -> Option<DateTime<FixedOffset>> {
        let checks = self.history.decisions.iter().rev().filter(|check| check.intake || check.recheck);
        checks.map(|check| check.at).find(|at| *at <= now)
    }

    /// Whether a check of today counts for the next session: it was made since the last one began.
    pub fn checked_today(&self, now: DateTime<FixedOffset>) -> bool {
        let Some(decision) = self.history.decisions.iter().rev().find(|decision| decision.at <= now) else {
            return false;
        };
        let since = self.history.last_session_by(now).is_none_or(|session| session.started < decision.at);
        let today = decision.at.date_naive() == now.date_naive();
        decision.opens_session && today && since && !self.limb_fell_since(decision.at, now)
    }

    /// A session of today that was cut short and can be gone on with, and at which exercise. The number
    /// of exercises: only the questions at the end are left.
    pub fn unfinished(&self, now: DateTime<FixedOffset>) -> Option<(&SessionRecord, usize)> {
        let session = self.history.last_session_by(now)?;
        let events = self.unfinished_lines(session, now)?;
        resume_at(&events).map(|at| (session, at))
    }

    /// The lines of a session of today that has not come to its end.
    pub(crate) fn unfinished_lines(
        &self,
        session: &SessionRecord,
        now: DateTime<FixedOffset>,
    ) -> Option<Vec<&Event>> {
        if session.date != now.date_naive() || session.ended.is_some() || session.stopped.is_some() {
            return None;
        }
        let from = self.events.iter().rposition(|stamped| stamped.id == session.id)?;
        let events = self.events.get(from..)?.iter();
        // Its own lines only: another session may stand between them after a merge.
        let events = events.filter(|line| line.id == session.id || line.event.session() == Some(&session.id));
        Some(events.map(|line| &line.event).collect())
    }

    /// Whether today's session is done: one of this day came to its end, and something was done in it.
    pub fn done_today(&self, now: DateTime<FixedOffset>) -> bool {
        let sessions = self.history.sessions.iter().rev().filter(|session| session.started <= now);
        let mut today = sessions.filter(|session| session.date == now.date_naive());
        today.any(|session| session.ended.is_some() && session.is_done())
    }

    /// What is not answered yet about how it was after the last session in which anything was done.
    pub fn followup_due(&self, now: DateTime<FixedOffset>) -> Option<FollowUpDue> {
        let last = self.history.last_done_by(now)?;
        let end = last.ended.unwrap_or(last.started);
        let days = (now.date_naive() - last.date).num_days();
        if !(0..=FOLLOW_UP_DAYS).contains(&days) {
            return None;
        }
        let hour = last.pain_over_1h.is_none() && !last.over_1h_unsure && now - end >= TimeDelta::hours(1);
        let night = days >= 1 && now - end >= TimeDelta::hours(NIGHT_HOURS);
        let morning = last.next_morning_pain.is_none() && night;
        (hour || morning).then(|| FollowUpDue {
            session: last.id.clone(),
            day: day_words(last.date, now.date_naive()),
            hour,
            morning,
        })
    }

    /// Whether an exercise was ever begun: what is new to a person is shown before it is counted.
    pub fn has_met(&self, exercise: &str) -> bool {
        self.history.sessions.iter().any(|session| {
            let mut items = session.exercises.iter().zip(&session.reached);
            items.any(|(item, reached)| item.id == exercise && *reached != Reached::Not)
        })
    }

    /// The region whose number is shown.
    pub fn region(&self) -> Option<&Region> {
        self.history.region.as_deref().and_then(|id| self.regions.get(id))
    }

    /// Answers that count today: acute ones only if they were given today, all others until they are
    /// asked again. What is old and checked stays, as the short check asks for news only; and what a
    /// clinician has cleared is old and checked.
    pub fn answers_today(&self, now: DateTime<FixedOffset>) -> Answers {
        still_counting(self.rulebook, &self.cleared_answers(now), now.date_naive())
    }

    /// The latest answer to each question, whenever it was given, after the clearances there are.
    pub fn latest_answers(&self) -> Answers {
        // Whether a clearance counts is decided on the day it was entered.
        let cleared = self.history.clearances.iter().map(|clearance| clearance.recorded_at).max();
        if cleared.is_none() {
            self.history.latest_answers()
        } else {
            let latest = self.history.answers.values().map(|answer| answer.at).max();
            let Some(at) = cleared.max(latest) else { return Answers::new() };
            self.cleared_answers(at).into_iter().map(|answer| (answer.question, answer.value)).collect()
        }
    }

    /// Skip codes that hold for this person.
    pub fn conditions(&self) -> Vec<String> {
        let mut codes = conditions::conditions(&self.latest_answers());
        codes.extend(self.worse().and_then(Worse::code).map(str::to_owned));
        if self.history.profile.floor == Some(false) {
            codes.push(FLOOR.into());
        }
        codes
    }

    /// The last pain score of a day.
    pub fn pain_today(&self, date: NaiveDate) -> Option<Score> {
        // In the order of time; the day printed in a time stamp is never two days away from that.
        let long_past = |at: DateTime<FixedOffset>| (date - at.date_naive()).num_days() > 2;
        let mut lately = self.history.pain.iter().rev().take_while(|point| !long_past(point.at));
        lately.find(|point| point.at.date_naive() == date).map(|point| point.score)
    }

    /// Days with a session among the seven up to `date`: a session that was cut short and begun again is
    /// one day.
    pub fn sessions_in_week(&self, date: NaiveDate) -> usize {
        let from = date.checked_sub_days(Days::new(6)).unwrap_or(date);
        let week = from..=date;
        let done = self.history.sessions.iter().filter(|session| session.is_done());
        let days: BTreeSet<NaiveDate> =
            done.map(|session| session.date).filter(|day| week.contains(day)).collect();
        days.len()
    }
}

/// A day as people say it.
pub fn day_words(day: NaiveDate, today: NaiveDate) -> String {
    match (today - day).num_days() {
        0 => "today".into(),
        1 => "yesterday".into(),
        _ => format!("on {}", day.format("%-d %B")),
    }
}
