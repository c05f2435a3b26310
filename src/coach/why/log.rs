//! The lines of the log behind an exercise or a walk: when, what, and which entries of the journal say so.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Serialize;

use crate::coach::Coach;
use crate::domain::dose::dose_words;
use crate::domain::exercise::{Exercise, Sides};
use crate::domain::history::{ExerciseRecord, Reached, SessionRecord};
use crate::domain::plan::input::Stop;
use crate::domain::score::Score;
use crate::journal::event::{Event, When};

/// How many past times are shown.
const SHOWN: usize = 4;

/// One time that it was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogLine {
    /// The day.
    pub date: NaiveDate,
    /// The form that was done, where it was another than the one asked about.
    pub form: Option<String>,
    /// What was done and felt, in words.
    pub words: String,
    /// The entries of the journal that say so.
    pub entries: Vec<Written>,
}

/// One entry of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Written {
    /// Its id.
    pub id: String,
    /// Its type.
    pub kind: String,
}

fn number(score: Option<Score>) -> String {
    score.map_or("not answered".to_owned(), |score| score.to_string())
}

fn yes_no(answer: Option<bool>) -> &'static str {
    match answer {
        Some(true) => "yes",
        Some(false) => "no",
        None => "not answered",
    }
}

fn stop_words(stop: Stop) -> &'static str {
    match stop {
        Stop::Time => "no more time",
        Stop::Form => "the form went",
        Stop::Fatigue => "tired",
        Stop::Pain => "it hurt",
        Stop::Sharp => "a sharp pain that let go",
        Stop::Spreading => "pain moved down the limb, then let go",
        Stop::Skipped => "left out",
    }
}

impl Coach {
    /// The last times that any form of an exercise's ladder was done: the rules look at the ladder.
    pub(super) fn log_of(&self, exercise: &Exercise, now: DateTime<FixedOffset>) -> Vec<LogLine> {
        let mut lines = Vec::new();
        for session in self.history.sessions.iter().rev().filter(|session| session.started <= now) {
            let done = session.exercises.iter().zip(&session.reached).zip(0..);
            let done = done.filter(|((_, reached), _)| **reached != Reached::Not);
            for ((record, _), item) in done.filter(|((record, _), _)| exercise.ladder.contains(&record.id)) {
                lines.push(self.log_line(exercise, session, record, item));
            }
            if lines.len() >= SHOWN {
                break;
            }
        }
        lines.truncate(SHOWN);
        lines
    }

    fn log_line(
        &self,
        exercise: &Exercise,
        session: &SessionRecord,
        record: &ExerciseRecord,
        item: usize,
    ) -> LogLine {
        let form = self.catalogue.get(&record.id).filter(|form| form.id != exercise.id);
        let shown = form.unwrap_or(exercise);
        let usual = if shown.sides == Sides::Each { 2 } else { 1 };
        let sides = session.planned.get(item).map_or(usual, |planned| planned.sides);
        let done = if record.done.reps == 0 || record.done.sets == 0 {
            "nothing".to_owned()
        } else {
            dose_words(shown.kind, record.done, sides)
        };
        let mut words = done;
        if record.done != record.prescribed {
            words = format!("{words} of {}", dose_words(shown.kind, record.prescribed, sides));
        }
        if let Some(stop) = record.stop {
            words = format!("{words}, ended early: {}", stop_words(stop));
        }
        let pain = if record.within_limit && record.pain.is_none() {
            "within the limit".to_owned()
        } else {
            number(record.pain)
        };
        words = format!(
            "{words}; pain {pain}, effort {}; next morning {}; sore over an hour {}",
            number(record.effort),
            number(session.next_morning_pain),
            yes_no(session.pain_over_1h),
        );
        LogLine {
            date: session.date,
            form: form.map(|form| form.name.clone()),
            words,
            entries: self.entries_of(session, item),
        }
    }

    /// The journal's entries about one exercise of a session and about how the session was.
    fn entries_of(&self, session: &SessionRecord, item: usize) -> Vec<Written> {
        let from = self.events.iter().position(|stamped| stamped.id == session.id).unwrap_or(0);
        let about = |event: &Event| match event {
            Event::ItemEnded(body) => body.item == item,
            Event::PainRated(body) => match body.when {
                When::Exercise => body.item == Some(item),
                When::After | When::Before => true,
                When::CheckIn => false,
            },
            Event::EffortRated(body) => body.item.is_none_or(|at| at == item),
            Event::WithinLimit(body) => body.items.contains(&item),
            Event::FollowedUp(_) | Event::SignsNoted(_) => true,
            _ => false,
        };
        let own = self.events.iter().skip(from).filter(|stamped| {
            stamped.id == session.id
                || (stamped.event.session() == Some(&session.id) && about(&stamped.event))
        });
        own.map(|stamped| Written { id: stamped.id.to_string(), kind: stamped.event.kind().to_owned() })
            .collect()
    }

    /// The last walks.
    pub(super) fn log_of_walks(&self, now: DateTime<FixedOffset>) -> Vec<LogLine> {
        let walks = self.events.iter().rev().filter(|stamped| stamped.at <= now);
        let walks = walks.filter_map(|stamped| match &stamped.event {
            Event::WalkDone(body) => Some((stamped, body)),
            _ => None,
        });
        let line = |(stamped, body): (&crate::journal::replay::Stamped, &crate::journal::event::WalkDone)| {
            let asked = body.asked.map_or(String::new(), |asked| format!(" of {asked}"));
            LogLine {
                date: stamped.at.date_naive(),
                form: None,
                words: format!(
                    "{}{asked} min; pain {}; could speak in sentences {}",
                    body.minutes,
                    number(body.pain),
                    yes_no(body.talk_ok)
                ),
                entries: vec![Written { id: stamped.id.to_string(), kind: stamped.event.kind().to_owned() }],
            }
        };
        walks.map(line).take(SHOWN).collect()
    }
}
