//! The plans of the person's clinicians, on the day: which are in force, what they make of the library,
//! and what is said about it.
//!
//! Decided here (source: DESIGN):
//! - Of two plans that hold on one day both hold: the exercises of both, and of two doses or limits the
//!   smaller. Where one says "only", nothing is offered that neither lists.
//! - Before its first and after its last day a plan changes nothing. Its end is told for two weeks.
//! - A plan that cannot be read may forbid anything. Until it can be read nothing grows, nothing new
//!   comes in, and only what the last session had is offered; where there is none, the gentlest movements.
//! - An easier form of a listed exercise is always allowed, because that is how a plan eases what hurt;
//!   a harder one never.
//! - Equipment and direction: what is listed is taken to be possible and wanted. Skip codes, regions and
//!   what today's answers rule out keep it out all the same.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::Coach;
use crate::content::library::place_of;
use crate::content::physio_file::{Limits, Listed, PhysioPlan, Side};
use crate::domain::dose::{Dose, Kind};
use crate::domain::plan::input::{Entry, PartDose, Session};

/// Marks what no plan in force lists, where one says "only".
pub(super) const PLAN_ONLY: &str = "PLAN-ONLY";
/// Marks forms that are harder than the one that a plan lists.
pub(super) const PLAN_FORM: &str = "PLAN-FORM";
/// Marks what is not offered while a plan cannot be read.
pub(super) const PLAN_UNREAD: &str = "PLAN-UNREAD";

/// What is listed comes before every programme.
const FIRST: i64 = -100_000;
/// The end of a plan is told for so many days.
const TOLD_DAYS: i64 = 14;
/// What the last session had counts as known for so many days.
const KNOWN_DAYS: i64 = 28;

/// The plan files of the person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shelf {
    /// Those that could be read, by name.
    pub plans: Vec<PhysioPlan>,
    /// Those that could not.
    pub unread: Vec<Unread>,
}

/// A plan file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Its name.
    pub name: String,
    /// What is wrong with it, one sentence each.
    pub problems: Vec<String>,
}

/// Something to be said about the plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanNote {
    /// One or two sentences.
    pub text: String,
    /// Whether something is wrong.
    pub wrong: bool,
}

/// What the plans in force say about one exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order<'a> {
    /// Names of the plans that list it.
    pub names: Vec<&'a str>,
    /// As each lists it.
    pub listed: Vec<&'a Listed>,
}

/// Names as people say them: "a", "a and b".
pub(super) fn names_in_words<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// "plan a", "plans a and b".
fn plans_in_words<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    let what = if names.len() == 1 { "plan" } else { "plans" };
    format!("{what} {}", names_in_words(names))
}

impl Shelf {
    /// The plans that hold on a day.
    pub fn on(&self, day: NaiveDate) -> impl Iterator<Item = &PhysioPlan> {
        self.plans.iter().filter(move |plan| plan.holds_on(day))
    }

    /// What the plans of a day say about an exercise; `None` if none lists it.
    pub fn order(&self, id: &str, day: NaiveDate) -> Option<Order<'_>> {
        let mut order = Order { names: Vec::new(), listed: Vec::new() };
        for plan in self.on(day) {
            for listed in plan.exercises.iter().filter(|listed| listed.id == id) {
                order.names.push(&plan.name);
                order.listed.push(listed);
            }
        }
        (!order.listed.is_empty()).then_some(order)
    }

    /// The limits of a day for everything, and which plans set them.
    fn limits(&self, day: NaiveDate) -> Limits {
        self.on(day).map(|plan| plan.limits).fold(Limits::default(), stricter)
    }

    /// Names of the plans that allow only what they list.
    pub(super) fn only(&self, day: NaiveDate) -> Vec<&str> {
        self.on(day).filter(|plan| plan.only).map(|plan| plan.name.as_str()).collect()
    }

    /// "your plan back", of those in force.
    pub(super) fn in_words(&self, day: NaiveDate) -> String {
        format!("your {}", plans_in_words(self.on(day).map(|plan| plan.name.as_str())))
    }

    /// The notes of a day.
    pub fn notes(&self, day: NaiveDate) -> Vec<PlanNote> {
        let mut notes = Vec::new();
        for unread in &self.unread {
            let why = unread.problems.first().map_or("it cannot be read", String::as_str);
            notes.push(PlanNote {
                text: format!(
                    "Your plan {} cannot be read: {why}. Until it can, nothing grows and nothing new comes \
                     in: only what your last session had.",
                    unread.name
                ),
                wrong: true,
            });
        }
        let calm = |text: String| PlanNote { text, wrong: false };
        let now: Vec<&PhysioPlan> = self.on(day).collect();
        for plan in &now {
            let by = plan.clinician.as_ref().map_or(String::new(), |who| format!(" by {who}"));
            let until =
                plan.until.map_or(String::new(), |until| format!(", until {}", until.format("%-d %B %Y")));
            let note = plan.note.as_ref().map_or(String::new(), |note| format!(" {note}"));
            notes.push(calm(format!("Your plan {}{by} is in force{until}.{note}", plan.name)));
        }
        if now.len() > 1 {
            notes.push(calm("Where your plans differ, the smaller dose and the lower limit count.".into()));
        }
        for plan in &self.plans {
            let ended = plan.until.filter(|until| *until < day && (day - *until).num_days() <= TOLD_DAYS);
            if let Some(until) = ended {
                notes.push(calm(format!(
                    "Your plan {} ended on {}. supple chooses by itself again; ask whether a new plan is due.",
                    plan.name,
                    until.format("%-d %B")
                )));
            }
        }
        notes
    }
}

/// The stricter of two limits, field by field.
fn stricter(a: Limits, b: Limits) -> Limits {
    let least = |a: Option<u32>, b: Option<u32>| a.into_iter().chain(b).min();
    Limits {
        max_sets: least(a.max_sets, b.max_sets),
        max_reps: least(a.max_reps, b.max_reps),
        max_hold_s: least(a.max_hold_s, b.max_hold_s),
        max_minutes: least(a.max_minutes, b.max_minutes),
        max_pain: least(a.max_pain, b.max_pain),
        no_progress: a.no_progress || b.no_progress,
    }
}

/// The dose that a plan gives, in the fields that the kind has. What it does not say is the catalogue's.
fn dose_of(listed: &Listed, kind: Kind, start: Dose) -> Dose {
    let sets = listed.sets.unwrap_or(start.sets);
    let reps = listed.reps.unwrap_or(start.reps);
    let hold_s = listed.hold_s.unwrap_or(start.hold_s);
    match kind {
        // these have one set: two sets of two are four
        Kind::Mobility if listed.sets.is_some() => Dose::new(1, reps.saturating_mul(sets), 0),
        Kind::Stretch if listed.sets.is_some() => {
            Dose::new(1, listed.reps.unwrap_or(1).saturating_mul(sets), hold_s)
        }
        Kind::Sustained => Dose::new(sets.saturating_mul(listed.reps.unwrap_or(1)), 1, hold_s),
        Kind::Minutes => Dose::new(1, 1, listed.minutes.map_or(start.hold_s, |minutes| minutes * 60)),
        Kind::Mobility | Kind::Stretch | Kind::Hold | Kind::Reps => Dose::new(sets, reps, hold_s),
    }
}

/// The highest dose under the limits.
fn capped(kind: Kind, limits: Limits) -> PartDose {
    let times = |a: Option<u32>, b: Option<u32>| match (a, b) {
        (Some(a), Some(b)) => Some(a.saturating_mul(b)),
        (one, other) => one.or(other),
    };
    match kind {
        Kind::Mobility | Kind::Stretch => PartDose {
            sets: None,
            reps: times(limits.max_sets, limits.max_reps),
            hold_s: limits.max_hold_s.filter(|_| kind == Kind::Stretch),
        },
        Kind::Sustained => {
            PartDose { sets: times(limits.max_sets, limits.max_reps), reps: None, hold_s: limits.max_hold_s }
        }
        Kind::Minutes => {
            PartDose { sets: None, reps: None, hold_s: limits.max_minutes.map(|minutes| minutes * 60) }
        }
        Kind::Hold => PartDose { sets: limits.max_sets, reps: limits.max_reps, hold_s: limits.max_hold_s },
        Kind::Reps => PartDose { sets: limits.max_sets, reps: limits.max_reps, hold_s: None },
    }
}

fn least(a: Option<PartDose>, b: PartDose) -> PartDose {
    let a = a.unwrap_or_default();
    let least = |a: Option<u32>, b: Option<u32>| a.into_iter().chain(b).min();
    PartDose { sets: least(a.sets, b.sets), reps: least(a.reps, b.reps), hold_s: least(a.hold_s, b.hold_s) }
}

fn full(part: Option<PartDose>) -> Dose {
    let part = part.unwrap_or_default();
    Dose { sets: part.sets.unwrap_or(1), reps: part.reps.unwrap_or(1), hold_s: part.hold_s.unwrap_or(0) }
}

fn part(dose: Dose) -> PartDose {
    PartDose { sets: Some(dose.sets), reps: Some(dose.reps), hold_s: Some(dose.hold_s) }
}

impl Coach {
    /// The plans in force at a moment, as a session records them: name and a mark of the text.
    pub fn plans_in_force(&self, now: DateTime<FixedOffset>) -> Vec<String> {
        self.physio.on(now.date_naive()).map(PhysioPlan::mark).collect()
    }

    /// What the plans say about doing an exercise: notes, a limit of pain.
    pub fn plan_words(&self, id: &str, day: NaiveDate) -> Vec<String> {
        let mut words = Vec::new();
        if let Some(order) = self.physio.order(id, day) {
            for listed in &order.listed {
                words.extend(listed.note.clone());
            }
        }
        if let Some(pain) = self.limits_of(id, day).max_pain {
            words.push(format!("Not above a pain of {pain} of 10."));
        }
        let mut seen = BTreeSet::new();
        words.retain(|word| seen.insert(word.clone()));
        words
    }

    /// The side that an exercise is done on, where a plan says one.
    pub fn plan_side(&self, id: &str, day: NaiveDate) -> Option<Side> {
        let order = self.physio.order(id, day)?;
        let mut sides = order.listed.iter().map(|listed| listed.side).filter(|side| *side != Side::AsUsual);
        let first = sides.next()?;
        // one plan for each side is both sides
        sides.all(|side| side == first).then_some(first)
    }

    /// All limits that hold for an exercise on a day.
    pub(super) fn limits_of(&self, id: &str, day: NaiveDate) -> Limits {
        let own = self.physio.order(id, day);
        let own = own.iter().flat_map(|order| order.listed.iter().map(|listed| listed.limits));
        own.fold(self.physio.limits(day), stricter)
    }

    /// The listed form of the ladder that an exercise stands in: itself, or a harder one.
    pub(super) fn listed_form(&self, id: &str, day: NaiveDate) -> Option<(&str, Order<'_>)> {
        let ladder = &self.catalogue.get(id)?.ladder;
        let from = ladder.iter().position(|rung| rung == id)?;
        ladder.iter().skip(from).find_map(|rung| Some((rung.as_str(), self.physio.order(rung, day)?)))
    }

    /// Adds listed exercises that the programme or the equipment has left out.
    pub(super) fn add_listed(&self, library: &mut Vec<Entry>, day: NaiveDate) {
        let listed = self.physio.on(day).flat_map(|plan| &plan.exercises);
        for exercise in listed.filter_map(|listed| self.catalogue.get(&listed.id)) {
            if !library.iter().any(|entry| entry.id == exercise.id) {
                let entry = place_of(exercise, library);
                library.push(entry);
            }
        }
    }

    /// Writes the plans of a day into the library. The codes that everybody "has" from then on.
    pub(super) fn apply_plans(
        &self,
        library: &mut [Entry],
        day: NaiveDate,
        sessions: &[Session],
    ) -> Vec<String> {
        if self.physio == Shelf::default() {
            return Vec::new();
        }
        if !self.physio.unread.is_empty() {
            only_what_is_known(library, day, sessions);
        }
        let only = !self.physio.only(day).is_empty();
        for entry in library.iter_mut() {
            let limits = self.limits_of(&entry.id, day);
            let all = self.physio.limits(day);
            let order = self.physio.order(&entry.id, day);
            entry.max = Some(least(entry.max, capped(entry.kind, limits)));
            entry.max_pain = limits.max_pain.and_then(|pain| i32::try_from(pain).ok());
            let form = self.listed_form(&entry.id, day);
            if let Some((_, above)) = &form {
                entry.priority = FIRST + self.place(above, day);
            } else {
                entry.no_steps = all.no_progress;
                let on_a_listed_ladder = self.is_above_listed(&entry.id, day);
                if on_a_listed_ladder {
                    entry.contra.push(PLAN_FORM.into());
                } else if only {
                    entry.contra.push(PLAN_ONLY.into());
                }
            }
            let Some(order) = order else { continue };
            entry.listed = true;
            let start = full(entry.start);
            let doses = order.listed.iter().map(|listed| dose_of(listed, entry.kind, start));
            let dose = doses.reduce(Dose::lower).unwrap_or(start).lower(full(entry.max));
            entry.start = Some(part(dose));
            if order.listed.iter().any(|listed| listed.fixed) || limits.no_progress {
                entry.max = Some(part(dose));
                entry.step = Some(part(Dose::new(0, 0, 0)));
            }
            if self.plan_side(&entry.id, day).is_some() {
                entry.sides = 1;
            }
            // a second listed form of one ladder is a move of its own, or one of them would never come
            let ladder = self.catalogue.ladder(&entry.id);
            let harder = ladder.iter().skip_while(|rung| **rung != entry.id).skip(1);
            if harder.into_iter().any(|rung| self.physio.order(rung, day).is_some()) {
                entry.ladder = Some(format!("{}#plan", entry.id));
            }
        }
        [PLAN_ONLY, PLAN_FORM, PLAN_UNREAD].map(str::to_owned).into()
    }

    /// Whether an easier form than this one is listed, and neither this one nor a harder.
    fn is_above_listed(&self, id: &str, day: NaiveDate) -> bool {
        let easier = self.catalogue.ladder(id).iter().take_while(|rung| *rung != id);
        easier.into_iter().any(|rung| self.physio.order(rung, day).is_some())
    }

    /// The place of a listed exercise among all that are listed.
    fn place(&self, order: &Order<'_>, day: NaiveDate) -> i64 {
        let all = self.physio.on(day).flat_map(|plan| plan.exercises.iter().zip(1_i64..));
        all.filter(|(listed, _)| order.listed.iter().any(|known| std::ptr::eq(*known, *listed)))
            .map(|(listed, place)| listed.priority.map_or(place, i64::from))
            .min()
            .unwrap_or(0)
    }
}

/// While a plan cannot be read: what the last session had; without one, the gentlest movements.
fn only_what_is_known(library: &mut [Entry], day: NaiveDate, sessions: &[Session]) {
    let last = sessions.iter().rev().find(|session| !session.exercises.is_empty());
    let last = last.filter(|session| (day - session.date).num_days() <= KNOWN_DAYS);
    for entry in library {
        let known = match last {
            Some(last) => last.exercises.iter().any(|done| done.id == entry.id),
            None => entry.tags.iter().any(|tag| tag == "relief"),
        };
        if !known {
            entry.contra.push(PLAN_UNREAD.into());
        }
    }
}
