//! The log as the rules read it: sessions in order, each with the zones that held on its day, and what
//! was done of each ladder.
//!
//! Decided here: a score keeps the colour that it had on its day, so that a rest does not end early when
//! reference pain falls. A session that is only a walk is no session for the response levels, or logging
//! a walk would hide the answers of the day before. An exercise without any repetition, without pain and
//! without a stop was not done, like a skipped one.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::bounds::{Bounds, shaped};
use super::derived::{Irritability, Zones, usual_pain};
use super::input::{Done, Entry, Input, Mode, Session, Stop};
use super::ladders::{Ladders, ladder_of};
use super::response::{Level, session_level};
use crate::domain::dose::Dose;

/// Colour of what one exercise felt like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Colour {
    /// Within the limit.
    Green,
    /// Not said.
    Unknown,
    /// A little above.
    Amber,
    /// Too much.
    Red,
}

/// One session of the past.
#[derive(Debug)]
pub(super) struct Past<'a> {
    /// As it was logged.
    pub(super) session: &'a Session,
    /// The zones that held for it.
    pub(super) zones: Zones,
    /// Its own response level, without today's check-in.
    pub(super) level: Level,
}

impl Past<'_> {
    /// Whether it was only a walk.
    pub(super) fn walk_only(&self) -> bool {
        self.session.exercises.is_empty() && self.session.aerobic.is_some() && !self.is_flare()
    }

    /// Whether it was done in flare mode.
    pub(super) fn is_flare(&self) -> bool {
        self.session.mode == Mode::Flare
    }
}

/// One exercise of one past session that was not a flare session.
#[derive(Debug, Clone)]
pub(super) struct Exposure<'a> {
    /// The variant.
    pub(super) entry: &'a Entry,
    /// The day.
    pub(super) date: NaiveDate,
    /// Index of its session.
    pub(super) past: usize,
    /// Dose asked, inside the bounds of the variant.
    pub(super) asked: Dose,
    /// What the next dose is counted from: the lower of asked and done.
    pub(super) base: Dose,
    /// Less was done than asked, or it is not known.
    pub(super) short: bool,
    /// Whether the dose done is known.
    pub(super) dose_known: bool,
    /// Worst pain.
    pub(super) pain: Option<i32>,
    /// Effort.
    pub(super) effort: Option<i32>,
    /// "All within my limit".
    pub(super) within: bool,
    /// Why it ended early.
    pub(super) stop: Option<Stop>,
    /// Its colour on its day.
    pub(super) colour: Colour,
    /// Amber or worse, and above the reference pain too.
    pub(super) above: bool,
}

/// All that was done of one ladder.
#[derive(Debug, Default)]
pub(super) struct Track<'a> {
    /// Exposures in order.
    pub(super) exposures: Vec<Exposure<'a>>,
    /// Asked after the last exposure, and skipped.
    pub(super) skipped: Vec<(&'a Entry, Dose)>,
    /// Days with a sharp or a spreading pain, flare sessions included.
    pub(super) alarms: Vec<(NaiveDate, Stop)>,
}

/// The log, ready for the rules.
#[derive(Debug)]
pub(super) struct Log<'a> {
    /// The day of the plan.
    pub(super) today: NaiveDate,
    /// Sessions up to today, oldest first.
    pub(super) past: Vec<Past<'a>>,
    /// What was done, by ladder.
    pub(super) tracks: BTreeMap<&'a str, Track<'a>>,
    /// The session that the response levels look at.
    pub(super) latest: Option<usize>,
    /// Zones for today.
    pub(super) zones: Zones,
}

impl<'a> Log<'a> {
    /// Reads the log. Sessions after today are left out; equal dates keep their order.
    pub(super) fn new(input: &'a Input, ladders: &Ladders<'a>) -> Log<'a> {
        let today = input.today.date;
        let mut sessions: Vec<&Session> = input.sessions.iter().filter(|s| s.date <= today).collect();
        sessions.sort_by_key(|s| s.date);
        let usual = usual_pain(&input.profile);
        let zones: Vec<Zones> = (0..=sessions.len()).map(|n| zones_at(usual, &sessions, n)).collect();
        let mut past: Vec<Past> = Vec::with_capacity(sessions.len());
        // A walk is measured by the zones of the session before it: that one's own score counts from the
        // next session on, or a worse report would widen the zones of the very next day.
        let mut main = None;
        for (session, own) in sessions.iter().zip(&zones) {
            let mut one = Past { session, zones: *own, level: Level::default() };
            one.zones = if one.walk_only() { main.unwrap_or(*own) } else { *main.insert(*own) };
            one.level = session_level(session, one.zones, &felt(session, one.zones, ladders), today, ladders);
            past.push(one);
        }
        let latest = past.iter().rposition(|p| !p.walk_only()).or_else(|| past.len().checked_sub(1));
        let today_zones = latest.map_or(Zones::new(usual, &mut []), |n| past[n].zones);
        let tracks = tracks(&past, ladders);
        Log { today, past, tracks, latest, zones: today_zones }
    }

    /// Whole days from `date` to today, never negative.
    pub(super) fn days_since(&self, date: NaiveDate) -> i64 {
        (self.today - date).num_days().max(0)
    }

    /// The session that the response levels look at.
    pub(super) fn latest(&self) -> Option<&Past<'a>> {
        self.latest.and_then(|n| self.past.get(n))
    }

    /// The track of a ladder that was ever done, or alarmed.
    pub(super) fn track(&self, ladder: &str) -> Option<&Track<'a>> {
        self.tracks.get(ladder)
    }

    /// Index of the last flare session.
    pub(super) fn last_flare(&self) -> Option<usize> {
        self.past.iter().rposition(Past::is_flare)
    }

    /// Index of the last exposure of any ladder.
    pub(super) fn last_exposure(&self) -> Option<usize> {
        self.tracks.values().filter_map(|t| t.exposures.last()).map(|e| e.past).max()
    }
}

/// The zones for the session at `index`, from the seven before it.
fn zones_at(usual: i32, sessions: &[&Session], index: usize) -> Zones {
    let from = index.saturating_sub(7);
    let before = sessions.get(from..index).unwrap_or_default();
    let mut scores = [0; 7];
    let told = before.iter().filter_map(|s| s.pain_before).map(|p| p.clamp(0, 10));
    let count = scores.iter_mut().zip(told).map(|(place, pain)| *place = pain).count();
    Zones::new(usual, scores.get_mut(..count).unwrap_or_default())
}

/// Known exercises of a session that hurt too much or sent pain down a limb, with their colours. Only
/// these count for the session as a whole; looking up the rest, ten years of them, would take longer than
/// the plan.
fn felt<'a>(session: &'a Session, zones: Zones, ladders: &Ladders) -> Vec<(&'a Done, Colour)> {
    session
        .exercises
        .iter()
        .filter(|done| was_done(done) && (is_red(done, zones) || done.stop == Some(Stop::Spreading)))
        .filter_map(|done| ladders.entry(&done.id).map(|entry| (done, colour(done, zones, entry))))
        .collect()
}

/// Whether anything of it was done.
fn was_done(done: &Done) -> bool {
    let nothing = done.done.is_some_and(|dose| dose.reps == 0 || dose.sets == 0);
    done.stop != Some(Stop::Skipped) && !(nothing && done.stop.is_none() && done.pain.is_none())
}

/// Above what the person can take, whatever the exercise.
fn is_red(done: &Done, zones: Zones) -> bool {
    matches!(done.stop, Some(Stop::Pain | Stop::Sharp)) || done.pain.is_some_and(|pain| pain > zones.amber)
}

fn colour(done: &Done, zones: Zones, entry: &Entry) -> Colour {
    match (done.stop, done.pain) {
        _ if is_red(done, zones) => Colour::Red,
        (_, Some(pain)) if pain > under_limit(entry, zones.green) => Colour::Amber,
        (_, Some(_)) => Colour::Green,
        (_, None) if done.within_limit => Colour::Green,
        (_, None) => Colour::Unknown,
    }
}

/// The lower of a limit and the one that the library has for this entry.
fn under_limit(entry: &Entry, limit: i32) -> i32 {
    entry.max_pain.map_or(limit, |max| max.min(limit))
}

/// An entry with its bounds and the place of its track in a list.
type Known<'a> = (&'a Entry, Bounds, usize);

fn tracks<'a>(past: &[Past<'a>], ladders: &Ladders<'a>) -> BTreeMap<&'a str, Track<'a>> {
    let mut tracks: Vec<(&str, Track)> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    // Sessions are much the same from day to day: what stood in this place the last time is tried first.
    let mut hints: Vec<Option<Known>> = Vec::new();
    for (index, day) in past.iter().enumerate() {
        for (place, done) in day.session.exercises.iter().enumerate() {
            let hint = hints.get(place).copied().flatten().filter(|(entry, ..)| entry.id == done.id);
            let known = hint.or_else(|| {
                let entry = ladders.entry(&done.id)?;
                let ladder = ladder_of(entry);
                let at = *places.entry(ladder).or_insert_with(|| {
                    tracks.push((ladder, Track::default()));
                    tracks.len() - 1
                });
                // bounds without irritability: floor and ceiling do not depend on it
                Some((entry, Bounds::new(entry, Irritability::Moderate), at))
            });
            let Some((entry, bounds, at)) = known else { continue };
            if hints.len() <= place {
                hints.resize(place + 1, None);
            }
            hints[place] = known;
            let track = &mut tracks[at].1;
            if let Some(stop @ (Stop::Sharp | Stop::Spreading)) = done.stop {
                track.alarms.push((day.session.date, stop));
            }
            if day.is_flare() {
                continue;
            }
            if was_done(done) {
                track.skipped.clear();
                track.exposures.push(exposure(entry, done, index, day, &bounds));
            } else if let Some(asked) = done.prescribed {
                track.skipped.push((entry, bounds.clamp(asked)));
            }
        }
    }
    tracks.into_iter().collect()
}

fn exposure<'a>(entry: &'a Entry, done: &Done, past: usize, day: &Past, bounds: &Bounds) -> Exposure<'a> {
    let asked = done.prescribed.or(done.done).map_or(bounds.min, |dose| bounds.clamp(dose));
    let did = done.done.map(|dose| shaped(entry.kind, dose).lower(asked));
    let short = did.is_none_or(|did| did != asked);
    let counts = if done.stop == Some(Stop::Time) { asked } else { did.unwrap_or(asked) };
    let pain = done.pain.map(|p| p.clamp(0, 10));
    Exposure {
        entry,
        date: day.session.date,
        past,
        asked,
        base: bounds.clamp(counts),
        short,
        dose_known: did.is_some(),
        pain,
        effort: done.effort.map(|e| e.clamp(0, 10)),
        within: done.within_limit,
        stop: done.stop,
        colour: colour(done, day.zones, entry),
        above: pain.is_some_and(|p| p > under_limit(entry, day.zones.green.max(day.zones.r))),
    }
}
