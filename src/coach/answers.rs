//! All answers of the safety check that are in force, with the day they were given and when each is asked
//! again; for the screen of them and for `supple screen --mine`.

use chrono::{DateTime, Days, FixedOffset, NaiveDate};

use super::{Coach, check, limited, settled};
use crate::domain::profile::Settled;
use crate::domain::screening::carry::acute;
use crate::domain::screening::question::{Moment, Question};
use crate::domain::screening::words::shown;

/// When a question is asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Behind one of the six short questions before a session.
    EachSession,
    /// On that day or soon after, with a session.
    On(NaiveDate),
    /// When pain rises or changes, and with the whole check.
    WhenPainChanges(NaiveDate),
    /// With the whole check: on that day, or after eight weeks away.
    WholeCheck(NaiveDate),
    /// Not: it is settled.
    Settled(Settled),
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The question.
    pub question: &'static Question,
    /// Its value as files have it.
    pub value: serde_json::Value,
    /// Its value in words.
    pub shown: String,
    /// The day it was given.
    pub on: NaiveDate,
    /// Whether it counts today. An acute one counts for the day it was given.
    pub counts: bool,
    /// When it is asked again.
    pub next: Next,
    /// How it could be settled for life, or is.
    pub may_settle: Option<Settled>,
}

impl Next {
    /// In words: `asked before each session`.
    pub fn words(self) -> String {
        let day = |day: NaiveDate| day.format("%-d %B %Y").to_string();
        match self {
            Next::EachSession => "asked before each session".into(),
            Next::On(date) => format!("asked again about {}", day(date)),
            Next::WhenPainChanges(date) => format!("asked when pain changes, or on {}", day(date)),
            Next::WholeCheck(date) => format!("asked again on {}, or after 8 weeks away", day(date)),
            Next::Settled(Settled::Always) => "not asked: you said that it always applies".into(),
            Next::Settled(_) => "not asked: you said that it never applies".into(),
        }
    }

    /// For scripts.
    pub fn code(self) -> &'static str {
        match self {
            Next::EachSession => "each-session",
            Next::On(_) => "on",
            Next::WhenPainChanges(_) => "when-pain-changes",
            Next::WholeCheck(_) => "whole-check",
            Next::Settled(_) => "settled",
        }
    }

    /// The day that it names.
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            Next::On(day) | Next::WhenPainChanges(day) | Next::WholeCheck(day) => Some(day),
            Next::EachSession | Next::Settled(_) => None,
        }
    }
}

/// What it means that a question was settled so.
pub fn settled_words(how: Settled) -> &'static str {
    match how {
        Settled::Never => "It is not asked any more. The same key asks it again.",
        Settled::Always => "It counts for good, and is not asked any more. The same key asks it again.",
        Settled::Open => "It is asked again.",
    }
}

impl Given {
    /// What the key for "this is so for life" does to it: settles it, or has it asked again.
    ///
    /// # Errors
    /// It can not be settled; in words.
    pub fn settle(&self) -> Result<Settled, &'static str> {
        match (self.next, self.may_settle) {
            (Next::Settled(_), _) => Ok(Settled::Open),
            (_, Some(how)) => Ok(how),
            (_, None) => Err("Only a pregnancy or a joint condition can be left out for good."),
        }
    }

    /// Whether it could be settled and is not.
    pub fn is_open(&self) -> bool {
        self.may_settle.is_some() && !matches!(self.next, Next::Settled(_))
    }
}

impl Coach {
    /// The latest answer to each question, in the order asked. Scores of pain are in the log instead.
    pub fn given_answers(&self, now: DateTime<FixedOffset>) -> Vec<Given> {
        let acute = acute(self.rulebook);
        let counting = self.answers_today(now);
        let intake = self.history.last_intake().map(|intake| intake.at.date_naive());
        let mut all = Vec::new();
        for question in &self.rulebook.questions {
            if question.asked.contains(&Moment::S5) {
                continue;
            }
            let Some(answer) = self.history.answers.get(&question.id) else { continue };
            let on = answer.at.date_naive();
            let year = settled::a_year_after(intake.unwrap_or(on));
            let next = if let Some(how) = self.settled(&question.id) {
                Next::Settled(how)
            } else if acute.contains(&question.id) {
                Next::EachSession
            } else if question.id == limited::QUESTION {
                Next::On(limited::next(on))
            } else if check::is_monthly(self.rulebook, &question.id) {
                Next::On(check::next_monthly(self).unwrap_or(on).min(year))
            } else if question.asked.contains(&Moment::Recheck) {
                Next::WhenPainChanges(year)
            } else {
                Next::WholeCheck(year)
            };
            all.push(Given {
                question,
                value: serde_json::to_value(&answer.value).unwrap_or_default(),
                shown: shown(question, &answer.value),
                on,
                counts: counting.contains_key(&question.id),
                next,
                may_settle: self.may_settle(&question.id),
            });
        }
        all
    }
}

/// The day after so many days.
pub(super) fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}
