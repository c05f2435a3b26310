//! From today's plan to a running session: what the one obvious thing is, and how a session begins or
//! goes on.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};

use super::Coach;
use super::desk::Desk;
use super::plan::{Not, TodaysPlan};
use super::prompts::Prompts;
use super::why::Basis;
use crate::content::physio_file::Side;
use crate::domain::exercise::{Exercise, Tempo};
use crate::domain::history::PlannedItem;
use crate::domain::plan::output::{Item as PlanItem, Plan};
use crate::domain::score::Score;
use crate::figure::{self, beat::Loop};
use crate::journal::event::{PainRated, SessionStarted, TryExpected, When};
use crate::session::course::estimate_all_s;
use crate::session::item::Item;
use crate::session::machine::Machine;
use crate::session::settings::{Count, Settings};

/// Skip code of those for whom a counted breath is none: their breath comes as it likes.
const NO_COUNTED_BREATH: &str = "DIZZY";

/// Said in place of beginning a session from a plan that no longer holds.
pub const MEANWHILE: &str = "Something was added in another terminal meanwhile, or the day is another one. \
                             Nothing was begun: this is how it stands now.";

/// What "go" means on the plan of today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Go {
    /// On with the session that was cut short.
    Resume,
    /// Nothing: there is no session today.
    Nothing,
    /// Something else has to come first: ask what is due.
    Due,
    /// The short questions before a session.
    CheckIn,
    /// A note has to be read first.
    ReadNote,
    /// Begin.
    Begin,
}

impl Coach {
    /// Today's plan as it is shown. Before today's questions, and when today's session is done, it is the
    /// next one as it would be if all stays calm: a plan full of "not answered" says nothing.
    pub fn plan_to_show(&self, now: DateTime<FixedOffset>, minutes: Option<i32>) -> TodaysPlan {
        let mut today = self.plan(now, minutes);
        match today.not {
            Some(Not::Done) => today.plan = self.plan_if_calm(now + TimeDelta::days(1), minutes),
            None if !self.checked_today(now) => today.plan = self.plan_if_calm(now, minutes),
            _ => {}
        }
        today
    }

    /// What the plan that is shown was made from.
    pub fn basis_of(&self, today: &TodaysPlan, minutes: Option<i32>, now: DateTime<FixedOffset>) -> Basis {
        match today.not {
            Some(Not::Done) => Basis { at: now + TimeDelta::days(1), minutes, calm: true },
            None => Basis { at: now, minutes, calm: !self.checked_today(now) },
            Some(_) => Basis { at: now, minutes, calm: false },
        }
    }

    /// The one obvious thing on the plan of today: go on where it was, check in, or begin.
    pub fn go(&self, today: &TodaysPlan, prompts: &Prompts, now: DateTime<FixedOffset>) -> Go {
        if self.unfinished(now).is_some() {
            return Go::Resume;
        }
        match today.not {
            Some(Not::Rest | Not::Blocked(_)) => Go::Nothing,
            Some(Not::NoCheck | Not::NoProfile) => Go::Due,
            _ if !self.checked_today(now) => Go::CheckIn,
            _ if today.plan.exercises.is_empty() => Go::Nothing,
            _ if prompts.open.iter().any(|prompt| prompt.strong) => Go::ReadNote,
            _ => Go::Begin,
        }
    }

    /// The session of today that was cut short, at the exercise that it had come to, with its id.
    pub fn resumed(&self, settings: Settings, now: DateTime<FixedOffset>) -> Option<(Machine, String)> {
        let (session, _) = self.unfinished(now)?;
        let items = self.items(&session.planned, &settings, now.date_naive());
        let lines = self.unfinished_lines(session, now)?;
        let machine = Machine::continued(session.id.clone(), items, settings, session.pain_before, &lines)?;
        Some((machine, session.id.clone()))
    }

    /// Exercises as the session runs them; one that the catalogue no longer knows keeps its id as name.
    pub fn items(&self, planned: &[PlannedItem], settings: &Settings, day: NaiveDate) -> Vec<Item> {
        planned.iter().map(|planned| self.session_item(planned, settings, day)).collect()
    }

    /// One of them, counted at the pace that the person chose for it.
    pub(super) fn session_item(&self, planned: &PlannedItem, settings: &Settings, day: NaiveDate) -> Item {
        let chosen = self.history.paces.get(&planned.exercise).copied().unwrap_or_default();
        let pace = chosen.percent.unwrap_or(settings.pace);
        let count = chosen.by_clock.map(|clock| if clock { Count::ByClock } else { Count::ByKey });
        let item = match self.catalogue.get(&planned.exercise) {
            Some(exercise) => {
                let (name, look_s) = (self.name_on(&exercise.id, day), self.look_s(exercise));
                let mut item = Item { name, look_s, ..Item::from(exercise, planned) };
                if item.is_breathed() && self.conditions().iter().any(|code| code == NO_COUNTED_BREATH) {
                    item.tempo = Tempo::default();
                }
                item
            }
            None => Item::unknown(planned),
        };
        Item { pace, count, ..item }.bounded()
    }

    /// Seconds of a session of this plan by its own clock, as it would be run.
    pub fn estimate_s(&self, plan: &Plan, settings: &Settings, day: NaiveDate) -> u32 {
        let planned: Vec<PlannedItem> = plan.exercises.iter().map(planned).collect();
        estimate_all_s(&self.items(&planned, settings, day), settings, false)
    }

    /// Seconds that the figure is shown before the count: once, of an exercise that the person has not met.
    fn look_s(&self, exercise: &Exercise) -> u32 {
        if self.has_met(&exercise.id) {
            return 0;
        }
        let figure = figure::find(&self.catalogue, &exercise.id);
        figure.map_or(0, |figure| Loop::of(&figure, exercise.tempo, true).once_s())
    }

    /// A name for people on a day, with the side where a clinician's plan says only one.
    pub fn name_on(&self, id: &str, day: NaiveDate) -> String {
        let name = self.name_of(id);
        match self.plan_side(id, day) {
            Some(Side::Left) => format!("{name}, left side only"),
            Some(Side::Right) => format!("{name}, right side only"),
            Some(Side::AsUsual) | None => name,
        }
    }

    /// The exercise of a plan that worries the person most, if one does; of equals the first in the order
    /// of play.
    pub fn worries_most(&self, plan: &Plan) -> Option<String> {
        let worry = |id: &str| self.worry_about(id).map(|(_, score)| score);
        let worried = plan.exercises.iter().filter_map(|item| Some((worry(&item.id)?, &item.id)));
        worried.reduce(|most, one| if one.0 > most.0 { one } else { most }).map(|(_, id)| id.clone())
    }

    /// The walk that the last session of today asked for and that is not logged yet: minutes, and the
    /// session's id.
    pub fn walk_asked(&self, now: DateTime<FixedOffset>) -> Option<(u32, String)> {
        let last = self.history.last_session().filter(|session| session.date == now.date_naive())?;
        let minutes = last.aerobic_asked.filter(|_| last.aerobic.is_none())?;
        Some((minutes, last.id.clone()))
    }
}

/// Begins the session of a plan: its first lines, and the machine that runs it, with its id. `expected`:
/// how bad the person thinks that an exercise will be.
pub fn begin(
    desk: &mut dyn Desk,
    plan: &Plan,
    minutes: i32,
    expected: Option<(String, Score)>,
    settings: Settings,
) -> (Machine, String) {
    let today = desk.moment().date_naive();
    let planned: Vec<PlannedItem> = plan.exercises.iter().map(planned).collect();
    let before = desk.coach().pain_today(today);
    let rules = desk.coach().rulebook.version.clone();
    let plans = desk.coach().plans_in_force(desk.moment());
    let session = desk.write(
        SessionStarted {
            mode: plan.mode,
            minutes,
            items: planned.clone(),
            aerobic: plan.aerobic.as_ref().map(|aerobic| aerobic.minutes),
            rules,
            plans,
        }
        .into(),
    );
    if let Some((exercise, score)) = expected {
        desk.write(TryExpected { session: session.as_str().into(), exercise, score }.into());
    }
    if let Some(score) = before {
        let session = Some(session.clone());
        desk.write(
            PainRated {
                session: session.map(Into::into),
                when: When::Before,
                item: None,
                exercise: None,
                score,
            }
            .into(),
        );
    }
    let machine =
        Machine::new(session.clone(), desk.coach().items(&planned, &settings, today), settings, before);
    (machine, session)
}

fn planned(item: &PlanItem) -> PlannedItem {
    PlannedItem { exercise: item.id.clone(), dose: item.dose, sides: item.sides }
}
