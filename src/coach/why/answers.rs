//! Which single answer would have changed the outcome, and from which value on: every answer that the
//! last session and today had to give is tried with every value that it can have, through the real rules.

use chrono::NaiveDate;
use serde::Serialize;

use super::WALK;
use crate::domain::dose::{Dose, dose_words};
use crate::domain::plan::input::{Bout, Done, Input, Session, Stop};
use crate::domain::plan::output::Plan;
use crate::domain::plan::plan;

/// An answer, what it was, and what another one would have made of the line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Turning {
    /// The answer, such as "pain during it, on 2026-11-21".
    pub answer: String,
    /// What it was, in words; "not answered".
    pub was: String,
    /// The other values: `5 or more`, `yes`.
    pub values: String,
    /// What the line would be with them.
    pub then: String,
    /// The other exercise that the answer is about, if it is about one: `cat-cow`.
    pub of: Option<String>,
}

/// An answer that can be changed.
struct Slot {
    answer: String,
    /// What it is now; `None`: not answered.
    now: Option<i32>,
    /// What the journal has; `None` though `now` has a value: taken as calm.
    given: Option<i32>,
    values: Vec<i32>,
    kind: SlotKind,
    place: Place,
}

#[derive(Clone, Copy, PartialEq)]
enum SlotKind {
    Score,
    YesNo,
    Minutes,
    AllDone,
}

#[derive(Clone, Copy)]
enum Place {
    PainNow,
    Flare,
    Minutes,
    OverHour(usize),
    Morning(usize),
    After(usize),
    Effort(usize),
    ItemPain(usize, usize),
    ItemEffort(usize, usize),
    ItemDone(usize, usize),
    WalkPain(usize),
    WalkTalk(usize),
    WalkDone(usize),
}

const SCORES: std::ops::RangeInclusive<i32> = 0..=10;
/// Minutes that a day can be set to.
const MINUTES: [i32; 6] = [5, 10, 15, 20, 25, 30];

fn number(answer: Option<bool>) -> Option<i32> {
    answer.map(i32::from)
}

impl Place {
    fn session(self) -> Option<usize> {
        match self {
            Place::PainNow | Place::Flare | Place::Minutes => None,
            Place::OverHour(n)
            | Place::Morning(n)
            | Place::After(n)
            | Place::Effort(n)
            | Place::ItemPain(n, _)
            | Place::ItemEffort(n, _)
            | Place::ItemDone(n, _)
            | Place::WalkPain(n)
            | Place::WalkTalk(n)
            | Place::WalkDone(n) => Some(n),
        }
    }

    fn read(self, input: &Input) -> Option<i32> {
        let session = self.session().and_then(|n| input.sessions.get(n));
        let done = |item: usize| session.and_then(|session| session.exercises.get(item));
        let walk = session.and_then(|session| session.aerobic.as_ref());
        match self {
            Place::PainNow => input.today.pain_now,
            Place::Flare => number(input.today.flare),
            Place::Minutes => input.today.minutes,
            Place::OverHour(_) => number(session?.pain_over_1h),
            Place::Morning(_) => session?.next_morning_pain,
            Place::After(_) => session?.pain_after,
            Place::Effort(_) => session?.effort,
            Place::ItemPain(_, item) => done(item)?.pain,
            Place::ItemEffort(_, item) => done(item)?.effort,
            Place::ItemDone(_, item) => {
                let (asked, did) = (done(item)?.prescribed?, done(item)?.done?);
                Some(i32::from(done(item)?.stop.is_none() && did == asked))
            }
            Place::WalkPain(_) => walk?.pain,
            Place::WalkTalk(_) => number(walk?.talk_ok),
            Place::WalkDone(_) => Some(i32::from(walk?.done? >= walk?.prescribed?)),
        }
    }

    fn write(self, input: &mut Input, value: i32) {
        let yes = value != 0;
        match self {
            Place::PainNow => input.today.pain_now = Some(value),
            Place::Flare => input.today.flare = Some(yes),
            Place::Minutes => input.today.minutes = Some(value),
            _ => {
                let Some(session) = self.session().and_then(|n| input.sessions.get_mut(n)) else { return };
                self.write_session(session, value, yes);
            }
        }
    }

    fn write_session(self, session: &mut Session, value: i32, yes: bool) {
        match self {
            Place::OverHour(_) => session.pain_over_1h = Some(yes),
            Place::Morning(_) => session.next_morning_pain = Some(value),
            Place::After(_) => session.pain_after = Some(value),
            Place::Effort(_) => session.effort = Some(value),
            Place::ItemPain(_, item) | Place::ItemEffort(_, item) | Place::ItemDone(_, item) => {
                if let Some(done) = session.exercises.get_mut(item) {
                    self.write_item(done, value, yes);
                }
            }
            Place::WalkPain(_) | Place::WalkTalk(_) | Place::WalkDone(_) => {
                if let Some(walk) = &mut session.aerobic {
                    self.write_walk(walk, value, yes);
                }
            }
            Place::PainNow | Place::Flare | Place::Minutes => {}
        }
    }

    fn write_item(self, done: &mut Done, value: i32, yes: bool) {
        match self {
            Place::ItemPain(..) => {
                done.pain = Some(value);
                // a number is given in place of what was said without one
                if matches!(done.stop, Some(Stop::Pain | Stop::Sharp | Stop::Spreading)) {
                    done.stop = None;
                }
            }
            Place::ItemEffort(..) => done.effort = Some(value),
            _ => {
                done.stop = None;
                done.done = if yes { done.prescribed } else { done.prescribed.map(less) };
            }
        }
    }

    fn write_walk(self, walk: &mut Bout, value: i32, yes: bool) {
        match self {
            Place::WalkPain(_) => walk.pain = Some(value),
            Place::WalkTalk(_) => walk.talk_ok = Some(yes),
            _ => walk.done = if yes { walk.prescribed } else { walk.prescribed.map(|asked| asked / 2) },
        }
    }
}

/// The answers that are tried, in the order in which they are told.
fn slots(input: &Input, given: &Input, id: &str, name_of: &dyn Fn(&str) -> String) -> Vec<Slot> {
    let today = input.today.date;
    let past = || {
        let all = input.sessions.iter().enumerate().rev();
        all.map(|(n, session)| (session, n)).filter(|(session, _)| session.date <= today)
    };
    let latest = past().find(|(session, _)| !session.exercises.is_empty());
    let mut slots: Vec<Slot> = Vec::new();
    let mut add = |answer: String, place: Place, kind: SlotKind| {
        let now = place.read(input);
        let values: Vec<i32> = match kind {
            SlotKind::Score => SCORES.collect(),
            SlotKind::YesNo | SlotKind::AllDone => [0, 1].into_iter().filter(|v| now != Some(*v)).collect(),
            SlotKind::Minutes => MINUTES.to_vec(),
        };
        slots.push(Slot { answer, now, given: place.read(given), values, kind, place });
    };
    let on = |date: NaiveDate| date.format("%Y-%m-%d").to_string();
    let walk = past().find(|(session, _)| session.aerobic.is_some()).filter(|_| id == WALK);
    if let Some((session, n)) = walk {
        let day = on(session.date);
        add(format!("pain during the walk of {day}"), Place::WalkPain(n), SlotKind::Score);
        add(format!("speaking in sentences on the walk of {day}"), Place::WalkTalk(n), SlotKind::YesNo);
        add(format!("all of the walk of {day} done"), Place::WalkDone(n), SlotKind::AllDone);
    }
    let own = past().find_map(|(session, n)| {
        let item = session.exercises.iter().position(|done| done.id == id)?;
        Some((session.date, n, item))
    });
    if let Some((date, n, item)) = own {
        let day = on(date);
        add(format!("pain during it on {day}"), Place::ItemPain(n, item), SlotKind::Score);
        add(format!("effort of it on {day}"), Place::ItemEffort(n, item), SlotKind::Score);
        add(format!("all of it done on {day}"), Place::ItemDone(n, item), SlotKind::AllDone);
    }
    if let Some((session, n)) = latest {
        let day = on(session.date);
        add(format!("sore for over an hour after {day}"), Place::OverHour(n), SlotKind::YesNo);
        add(format!("pain the morning after {day}"), Place::Morning(n), SlotKind::Score);
        add(format!("pain at the end of {day}"), Place::After(n), SlotKind::Score);
        add(format!("effort of the whole session of {day}"), Place::Effort(n), SlotKind::Score);
        for (item, done) in session.exercises.iter().enumerate().filter(|(_, done)| done.id != id) {
            let name = name_of(&done.id);
            add(format!("pain during {name} on {day}"), Place::ItemPain(n, item), SlotKind::Score);
            add(format!("effort of {name} on {day}"), Place::ItemEffort(n, item), SlotKind::Score);
        }
    }
    add("pain today".to_owned(), Place::PainNow, SlotKind::Score);
    add("today is a flare".to_owned(), Place::Flare, SlotKind::YesNo);
    add("minutes on the mat".to_owned(), Place::Minutes, SlotKind::Minutes);
    slots
}

/// A little less than a dose: one repetition, or half of the only one.
fn less(dose: Dose) -> Dose {
    if dose.reps > 1 {
        Dose { reps: dose.reps - 1, ..dose }
    } else {
        Dose { hold_s: dose.hold_s / 2, ..dose }
    }
}

/// What would have changed the line of `id`. `input` is what the plan was made from; `given` the same
/// without what was only taken to be calm.
pub(super) fn turnings(
    input: &Input,
    given: &Input,
    id: &str,
    name_of: &dyn Fn(&str) -> String,
) -> Vec<Turning> {
    let now = plan(input);
    // of what is not in the plan only matters what would bring it in
    let inside = id == WALK || now.exercises.iter().any(|item| item.id == id);
    let outcome = |made: &Plan, input: &Input, id: &str| outcome(made, input, id, inside, name_of);
    let before = outcome(&now, input, id);
    let mut other = input.clone();
    let mut found = Vec::new();
    for slot in slots(input, given, id, name_of) {
        let kept_today = other.today.clone();
        let kept_session = slot.place.session().and_then(|n| other.sessions.get(n).cloned());
        let mut runs: Vec<(i32, i32, String)> = Vec::new();
        // of another exercise the ends are enough to see whether it matters at all
        let of = other_exercise(&slot, input, id);
        let matters = of.is_none()
            || [1, 8].iter().any(|value| {
                slot.place.write(&mut other, *value);
                outcome(&plan(&other), input, id) != before
            });
        for value in slot.values.iter().copied().filter(|_| matters) {
            slot.place.write(&mut other, value);
            let then = outcome(&plan(&other), input, id);
            match runs.last_mut() {
                Some((_, to, last)) if *last == then => *to = value,
                _ => runs.push((value, value, then)),
            }
        }
        other.today = kept_today;
        if let (Some(n), Some(session)) = (slot.place.session(), kept_session)
            && let Some(place) = other.sessions.get_mut(n)
        {
            *place = session;
        }
        let changed = runs.into_iter().filter(|(_, _, then)| *then != before);
        found.extend(changed.map(|(from, to, then)| Turning {
            answer: slot.answer.clone(),
            was: slot.was(),
            values: slot.range(from, to),
            then,
            of: of.clone(),
        }));
    }
    found
}

/// The exercise that a slot is about, where it is not the one asked about.
fn other_exercise(slot: &Slot, input: &Input, id: &str) -> Option<String> {
    match slot.place {
        Place::ItemPain(n, item) | Place::ItemEffort(n, item) => {
            let done = input.sessions.get(n).and_then(|session| session.exercises.get(item))?;
            (done.id != id).then(|| done.id.clone())
        }
        _ => None,
    }
}

impl Slot {
    fn words(&self, value: i32) -> String {
        match (self.kind, value) {
            (SlotKind::YesNo | SlotKind::AllDone, 0) => "no".to_owned(),
            (SlotKind::YesNo | SlotKind::AllDone, _) => "yes".to_owned(),
            (SlotKind::Score | SlotKind::Minutes, value) => value.to_string(),
        }
    }

    fn was(&self) -> String {
        match (self.given, self.now) {
            (Some(given), _) => self.words(given),
            (None, Some(now)) => format!("not answered yet, taken as {}", self.words(now)),
            (None, None) => "not answered".to_owned(),
        }
    }

    /// "5 or more", "4 or less", "5 to 7".
    fn range(&self, from: i32, to: i32) -> String {
        let ends = (self.values.first() == Some(&from), self.values.last() == Some(&to));
        match (self.kind, ends) {
            (_, (true, true)) if from != to => "any answer".to_owned(),
            _ if from == to => self.words(from),
            (_, (true, false)) => format!("{} or less", self.words(to)),
            (_, (false, true)) => format!("{} or more", self.words(from)),
            _ => format!("{} to {}", self.words(from), self.words(to)),
        }
    }
}

/// The line of an exercise in a plan, in words; also where it is out. `inside`: say what is in its place.
fn outcome(made: &Plan, input: &Input, id: &str, inside: bool, name_of: &dyn Fn(&str) -> String) -> String {
    if id == WALK {
        return made.aerobic.as_ref().map_or("no walk".to_owned(), |walk| format!("{} min", walk.minutes));
    }
    if let Some(item) = made.exercises.iter().find(|item| item.id == id) {
        return dose_words(item.kind, item.dose, item.sides);
    }
    let ladder = |id: &str| {
        let entry = input.entry(id)?;
        entry.ladder.clone().or(Some(entry.id.clone()))
    };
    let same = made.exercises.iter().find(|item| ladder(id).is_some_and(|ladder| ladder == item.ladder));
    match same.filter(|_| inside) {
        Some(item) => {
            format!("{} in its place, {}", name_of(&item.id), dose_words(item.kind, item.dose, item.sides))
        }
        None => "not in the plan".to_owned(),
    }
}
