//! What rose and what eased in the week that lies behind, with the reasons: told once, at the first start
//! of a new week.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate};

use super::Coach;
use super::why::WALK;
use crate::content::problem::is_unwanted;
use crate::domain::dose::{Dose, dose_words};
use crate::domain::history::SessionRecord;
use crate::domain::plan::output::Plan;
use crate::journal::event::{Event, WeekShown};

/// What there is to tell of a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekNews {
    /// Monday of the week that begins.
    pub monday: NaiveDate,
    /// Days with a session in the week behind.
    pub days: usize,
    /// What rose, in the order in which it was last done.
    pub rose: Vec<Moved>,
    /// What eased.
    pub eased: Vec<Moved>,
}

/// One exercise, or the walk, that stands elsewhere than a week ago.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Its name.
    pub name: String,
    /// The dose now, and what it was.
    pub dose: String,
    /// The reason that the plan gave; `None` where the plan of that day cannot be made again, such as
    /// with a clinician's plan that has changed since.
    pub why: Option<String>,
}

/// What was asked of one ladder in one session; for the walk the seconds stand in the dose.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Asked {
    id: String,
    dose: Dose,
    sides: u32,
    session: usize,
}

/// Where a ladder stood before the week, and every change in it.
#[derive(Debug, Default)]
struct Track {
    before: Option<Asked>,
    last: Option<Asked>,
    changes: Vec<(bool, Asked)>,
}

impl WeekNews {
    /// The first lines of the page.
    pub fn lead(&self) -> Vec<String> {
        let behind = match self.days {
            1 => "Last week: a session on 1 day.".to_owned(),
            days => format!("Last week: a session on {days} days."),
        };
        vec![behind, "This week: 5 to 7 days are meant. A day off when you need one is part of it.".into()]
    }

    /// Headings, and below each what moved, with its reason.
    pub fn parts(&self) -> Vec<(&'static str, &[Moved])> {
        let parts = [("What rose", self.rose.as_slice()), ("What eased", self.eased.as_slice())];
        parts.into_iter().filter(|(_, moved)| !moved.is_empty()).collect()
    }

    /// What has to be recorded when it was shown.
    pub fn shown(&self) -> Event {
        WeekShown { monday: self.monday }.into()
    }
}

impl Moved {
    /// One line of the page.
    pub fn line(&self) -> String {
        format!("{}: {}.", self.name, self.dose)
    }
}

impl Coach {
    /// What there is to tell now: only before the first session of a week, once, and only where the week
    /// behind had a session and something in it rose or eased.
    pub fn week_news(&self, now: DateTime<FixedOffset>) -> Option<WeekNews> {
        let monday = monday_of(now.date_naive());
        let told = self.history.week_told.is_some_and(|told| told >= monday);
        let mut done: Vec<&SessionRecord> = self
            .history
            .sessions
            .iter()
            .filter(|session| session.is_done() && session.started <= now)
            .collect();
        done.sort_by_key(|session| session.started);
        if told || done.last().is_some_and(|session| session.date >= monday) {
            return None;
        }
        let from = monday.checked_sub_days(Days::new(7))?;
        let first = done.iter().position(|session| session.date >= from)?;
        let days: BTreeSet<NaiveDate> = done[first..].iter().map(|session| session.date).collect();
        let mut news = WeekNews { monday, days: days.len(), rose: Vec::new(), eased: Vec::new() };
        let mut plans: BTreeMap<usize, Plan> = BTreeMap::new();
        for track in self.tracks(&done, first) {
            let (Some(before), Some(last)) = (&track.before, &track.last) else { continue };
            let Some(rose) = self.is_more(before, last) else { continue };
            let change = track.changes.iter().rev().find(|(up, _)| *up == rose).map(|(_, asked)| asked);
            let why = change.and_then(|asked| {
                let session = done[asked.session];
                let plan = plans.entry(asked.session).or_insert_with(|| self.plan_of(session));
                reason(plan, asked)
            });
            let moved = Moved { name: self.name_of(&last.id), dose: self.moved_words(before, last), why };
            if rose { news.rose.push(moved) } else { news.eased.push(moved) }
        }
        (!news.rose.is_empty() || !news.eased.is_empty()).then_some(news)
    }

    /// Every ladder of the week that begins with the session at `first`, in the order of the last plan.
    fn tracks(&self, done: &[&SessionRecord], first: usize) -> Vec<Track> {
        let mut tracks: BTreeMap<String, Track> = BTreeMap::new();
        let mut order: Vec<String> = Vec::new();
        for (n, session) in done.iter().enumerate() {
            let items = session.planned.iter().map(|item| (item.exercise.clone(), item.dose, item.sides));
            let walk =
                session.aerobic_asked.map(|minutes| (WALK.to_owned(), Dose::new(1, 1, minutes * 60), 1));
            for (id, dose, sides) in items.chain(walk) {
                let asked = Asked { id, dose, sides, session: n };
                let ladder = self.catalogue.ladder(&asked.id).first().unwrap_or(&asked.id).clone();
                if n >= first {
                    order.retain(|known| *known != ladder);
                    order.push(ladder.clone());
                }
                let track = tracks.entry(ladder).or_default();
                if n < first {
                    track.before = Some(asked);
                    continue;
                }
                let was = track.last.as_ref().or(track.before.as_ref());
                if let Some(up) = was.and_then(|was| self.is_more(was, &asked)) {
                    track.changes.push((up, asked.clone()));
                }
                track.last = Some(asked);
            }
        }
        order.iter().filter_map(|ladder| tracks.remove(ladder)).collect()
    }

    /// Whether `now` asks for more than `was`; `None` where it asks for the same.
    fn is_more(&self, was: &Asked, now: &Asked) -> Option<bool> {
        let rung = |id: &str| self.catalogue.ladder(id).iter().position(|rung| rung == id);
        let work = |asked: &Asked| {
            let dose = asked.dose;
            u64::from(dose.sets.max(1)) * u64::from(dose.reps.max(1)) * u64::from(dose.hold_s.max(1))
        };
        let (was, now) = ((rung(&was.id), work(was)), (rung(&now.id), work(now)));
        (was != now).then_some(was < now)
    }

    /// The plan as it was made for a session: from what stood in the journal before it.
    fn plan_of(&self, session: &SessionRecord) -> Plan {
        let before = self.events().iter().take_while(|line| line.id != session.id);
        let before = before.filter(|line| line.at <= session.started).cloned().collect();
        let mut coach = Coach::new(self.catalogue.clone(), self.rulebook, self.regions.clone(), before);
        coach.physio = self.physio.clone();
        coach.held = self.held;
        coach.plan(session.started, session.minutes).plan
    }

    fn moved_words(&self, was: &Asked, now: &Asked) -> String {
        if now.id == WALK {
            return format!("{} min; a week ago {} min", now.dose.hold_s / 60, was.dose.hold_s / 60);
        }
        let dose = |asked: &Asked| match self.catalogue.get(&asked.id) {
            Some(exercise) => dose_words(exercise.kind, asked.dose, asked.sides),
            None => format!("{} x {} x {} s", asked.dose.sets, asked.dose.reps, asked.dose.hold_s),
        };
        if now.id == was.id {
            format!("{}; a week ago {}", dose(now), dose(was))
        } else {
            format!("{}; a week ago {}, {}", dose(now), self.name_of(&was.id), dose(was))
        }
    }
}

/// What the plan said about it, if this is the plan that was given.
fn reason(plan: &Plan, asked: &Asked) -> Option<String> {
    let words = if asked.id == WALK {
        let walk = plan.aerobic.as_ref().filter(|walk| walk.minutes * 60 == asked.dose.hold_s)?;
        &walk.reason
    } else {
        let item = plan.exercises.iter().find(|item| item.id == asked.id && item.dose == asked.dose)?;
        &item.reason
    };
    Some(words.chars().map(|c| if is_unwanted(c) { '·' } else { c }).collect())
}

fn monday_of(day: NaiveDate) -> NaiveDate {
    let back = u64::from(day.weekday().num_days_from_monday());
    day.checked_sub_days(Days::new(back)).unwrap_or(day)
}
