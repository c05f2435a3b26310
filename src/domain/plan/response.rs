//! How the body took it: the level of the whole session and of each exercise (progression rules 3.4).

use chrono::NaiveDate;

use super::derived::Zones;
use super::input::{Done, Session, Stop, Today};
use super::ladders::Ladders;
use super::log::{Colour, Exposure, Track};
use super::reasons::{called, plain};

/// Pain at which the safety check asks for gentle movement only, where it is not usual.
const HIGH_PAIN: i32 = 8;
/// Days that a ladder rests.
pub(super) const REST_DAYS: u64 = 14;

/// What was not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    /// Pain at the end.
    After,
    /// Sore for over an hour.
    OverHour,
    /// Effort of the whole.
    Effort,
    /// Pain today.
    Now,
    /// Pain next morning.
    Morning,
}

/// What a pain of today is above.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Above {
    /// The usual pain that was told.
    Usual,
    /// What it has come down to since.
    OfLate,
    /// Only the score above which nothing grows.
    Limit,
}

/// Why the whole session holds, eases or turns gentle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cause {
    /// Pain today.
    Now(i32, Above),
    /// A flare was declared.
    Declared,
    /// Pain next morning.
    Morning(i32),
    /// Pain at the end.
    After(i32),
    /// Sore for over an hour.
    OverHour,
    /// A sign of having done too much.
    Sign(String),
    /// Effort of the whole.
    Effort(i32),
    /// This many exercises hurt too much; what the first is called.
    Red(usize, String),
    /// Pain that moved down the limb.
    Spreading(String),
    /// The weekly median rises.
    Worsening,
    /// An answer of today's safety check asks for less.
    Check,
    /// Nothing may rise: the journal is damaged, or a rule of the safety check says so.
    Held,
    /// Not answered.
    Missing(Ask),
}

/// L: 0 may progress, 1 holds, 2 eases, 3 is a flare; with the causes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Level {
    /// The highest.
    pub(super) value: u8,
    causes: Vec<(u8, Cause)>,
}

impl Level {
    /// Adds a signal.
    pub(super) fn add(&mut self, value: u8, cause: Cause) {
        self.value = self.value.max(value);
        self.causes.push((value, cause));
    }

    /// Adds all signals of another; `missing`: those of missing answers too.
    pub(super) fn extend(&mut self, other: &Level, missing: bool) {
        self.extend_to(other, missing, u8::MAX);
    }

    /// The same, each signal counted as `most` at most.
    pub(super) fn extend_to(&mut self, other: &Level, missing: bool, most: u8) {
        for (value, cause) in &other.causes {
            if missing || !matches!(cause, Cause::Missing(_)) {
                self.add((*value).min(most), cause.clone());
            }
        }
    }

    /// The first cause of the highest level.
    pub(super) fn cause(&self) -> Option<&Cause> {
        self.causes.iter().find(|(value, _)| *value == self.value).map(|(_, cause)| cause)
    }
}

/// What a session says about itself. `felt`: its exercises that were done, with their colours.
pub(super) fn session_level(
    session: &Session,
    zones: Zones,
    felt: &[(&Done, Colour)],
    today: NaiveDate,
    ladders: &Ladders,
) -> Level {
    let mut level = Level::default();
    let r = zones.r;
    match session.next_morning_pain {
        Some(pain) if pain >= (r + 3).max(6) => level.add(3, Cause::Morning(pain)),
        Some(pain) if pain >= (r + 2).max(3) => level.add(2, Cause::Morning(pain)),
        Some(pain) if pain >= (r + 1).max(3) => level.add(1, Cause::Morning(pain)),
        None if today > session.date => level.add(1, Cause::Missing(Ask::Morning)),
        _ => {}
    }
    match session.pain_after {
        Some(pain) if pain >= 8 => level.add(3, Cause::After(pain)),
        Some(pain) if pain > zones.amber => level.add(2, Cause::After(pain)),
        Some(pain) if pain > zones.green => level.add(1, Cause::After(pain)),
        None => level.add(1, Cause::Missing(Ask::After)),
        _ => {}
    }
    match session.pain_over_1h {
        Some(true) => level.add(2, Cause::OverHour),
        None => level.add(1, Cause::Missing(Ask::OverHour)),
        Some(false) => {}
    }
    for sign in &session.signs {
        level.add(2, Cause::Sign(sign.clone()));
    }
    match session.effort {
        Some(effort) if effort >= 9 => level.add(2, Cause::Effort(effort)),
        Some(effort) if effort >= 7 => level.add(1, Cause::Effort(effort)),
        None => level.add(1, Cause::Missing(Ask::Effort)),
        _ => {}
    }
    let name = |id: &str| ladders.entry(id).map_or_else(|| plain(id), called);
    let red: Vec<&str> = felt.iter().filter(|(_, c)| *c == Colour::Red).map(|(d, _)| d.id.as_str()).collect();
    if let Some(first) = red.first() {
        level.add(if red.len() >= 2 { 2 } else { 1 }, Cause::Red(red.len(), name(first)));
    }
    if let Some((done, _)) = felt.iter().find(|(d, _)| d.stop == Some(Stop::Spreading)) {
        level.add(2, Cause::Spreading(name(&done.id)));
    }
    level
}

/// Today's pain as a cause: nobody is told that a pain is above their usual which they named as it.
fn now(pain: i32, zones: Zones) -> Cause {
    let above = if pain > zones.usual {
        Above::Usual
    } else if pain > zones.r {
        Above::OfLate
    } else {
        Above::Limit
    };
    Cause::Now(pain, above)
}

/// What today's check-in says.
pub(super) fn today_level(today: &Today, zones: Zones) -> Level {
    let mut level = Level::default();
    let r = zones.r;
    match (today.flare, today.pain_now) {
        // the safety check declares a flare for high pain by itself: then the pain is what is said
        (Some(true), Some(pain)) if pain >= HIGH_PAIN && pain > r => level.add(3, now(pain, zones)),
        (Some(true), _) => level.add(3, Cause::Declared),
        _ => {}
    }
    if today.ease {
        level.add(2, Cause::Check);
    }
    if today.hold {
        level.add(1, Cause::Held);
    }
    match today.pain_now.map(|p| p.clamp(0, 10)) {
        Some(pain) if pain >= (r + 3).max(7) => level.add(3, now(pain, zones)),
        Some(pain) if pain >= (r + 2).max(5) => level.add(2, now(pain, zones)),
        Some(pain) if pain > r.clamp(2, 6) => level.add(1, now(pain, zones)),
        None => level.add(1, Cause::Missing(Ask::Now)),
        Some(_) => {}
    }
    level
}

/// What the last time of one exercise asks for. Not yet a dose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Response {
    /// Calm: it may grow when all else allows it.
    Calm,
    /// Hold, and why.
    Hold(HoldOwn),
    /// One step down; at the floor the easier form, else rest.
    DownPain {
        /// Worst pain.
        pain: i32,
        /// Third time in 28 days: the easier form at once.
        third: bool,
    },
    /// One step down; at the floor the easier form, else the floor.
    DownEffort(HoldOwn),
    /// The easier form; none: one step down; at the floor: rest.
    Red(Option<i32>),
}

/// Why one exercise does not grow, by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HoldOwn {
    /// Nothing was said about it.
    NoReport,
    /// Pain is not answered.
    NoPain,
    /// Effort is not answered.
    NoEffort,
    /// Not known how much was done.
    NoDose,
    /// Amber pain, once.
    Amber(i32),
    /// Effort 7 or more.
    Effort(i32),
    /// Less was done.
    Short,
    /// No time.
    Time,
    /// The form went.
    Form,
    /// Tired.
    Fatigue,
    /// Too long ago to say.
    LongAgo,
}

/// Why a ladder rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RestWhy {
    /// Sharp pain.
    Sharp,
    /// Pain moved down the limb.
    Spreading,
    /// Too much, twice running.
    RedTwice,
    /// Too much, at the lowest dose of the easiest form.
    Floor,
}

/// The day that a rest from `date` ends.
pub(super) fn rest_until(date: NaiveDate) -> NaiveDate {
    date.checked_add_days(chrono::Days::new(REST_DAYS)).unwrap_or(NaiveDate::MAX)
}

/// The rest that a track asks for today, if any: the one that ends last.
pub(super) fn resting(track: &Track, today: NaiveDate) -> Option<(NaiveDate, RestWhy)> {
    let reds = track
        .exposures
        .windows(2)
        .filter(|pair| pair.iter().all(|e| e.colour == Colour::Red))
        .map(|pair| (rest_until(pair[1].date), RestWhy::RedTwice));
    let alarms = track.alarms.iter().map(|(date, stop)| {
        (rest_until(*date), if *stop == Stop::Spreading { RestWhy::Spreading } else { RestWhy::Sharp })
    });
    reds.chain(alarms).filter(|(until, _)| *until > today).max_by_key(|(until, _)| *until)
}

/// What the last exposure of a track asks for, rests apart (`resting`). `None`: never done.
pub(super) fn respond(track: &Track, today: NaiveDate) -> Option<Response> {
    let last = track.exposures.last()?;
    if (today - last.date).num_days() >= REST_DAYS as i64 {
        // too long ago to say anything: the gap decides
        return Some(Response::Hold(HoldOwn::LongAgo));
    }
    if last.colour == Colour::Red {
        return Some(Response::Red(last.pain));
    }
    if let (true, Some(pain), Some(before)) = (last.above, last.pain, track.exposures.iter().rev().nth(1))
        && before.above
        && before.entry.id == last.entry.id
    {
        return Some(Response::DownPain { pain, third: pain_downs(track, today) >= 2 });
    }
    Some(own(last))
}

/// The rest of the table: effort, stops, missing answers.
fn own(last: &Exposure) -> Response {
    let effort = last.effort;
    match (last.stop, effort) {
        (Some(Stop::Form), _) => return Response::DownEffort(HoldOwn::Form),
        (Some(Stop::Fatigue), _) => return Response::DownEffort(HoldOwn::Fatigue),
        (_, Some(effort)) if effort >= 9 => return Response::DownEffort(HoldOwn::Effort(effort)),
        _ => {}
    }
    let no_pain = last.pain.is_none() && !last.within;
    let no_effort = effort.is_none() && !last.within;
    let hold = match (last.colour, last.pain, effort) {
        (Colour::Amber, Some(pain), _) => Some(HoldOwn::Amber(pain)),
        (_, _, Some(effort)) if effort >= 7 => Some(HoldOwn::Effort(effort)),
        _ if last.stop == Some(Stop::Time) => Some(HoldOwn::Time),
        _ if no_pain && no_effort => Some(HoldOwn::NoReport),
        _ if no_pain => Some(HoldOwn::NoPain),
        _ if no_effort => Some(HoldOwn::NoEffort),
        _ if !last.dose_known => Some(HoldOwn::NoDose),
        _ if last.short => Some(HoldOwn::Short),
        _ => None,
    };
    hold.map_or(Response::Calm, Response::Hold)
}

/// Steps down of the current variant in the last 28 days that followed its own pain.
fn pain_downs(track: &Track, today: NaiveDate) -> usize {
    let Some(id) = track.exposures.last().map(|e| e.entry.id.as_str()) else { return 0 };
    track
        .exposures
        .windows(2)
        .filter(|pair| {
            let (before, after) = (&pair[0], &pair[1]);
            before.entry.id == id
                && after.entry.id == id
                && (today - after.date).num_days() <= 28
                && (before.above || before.colour == Colour::Red)
                && after.asked != before.asked
                && after.asked.lower(before.asked) == after.asked
        })
        .count()
}

/// Whether an exposure is calm enough to count towards a step: all done, green, effort 6 or less, no
/// stop. The level of its session is asked elsewhere.
pub(super) fn is_calm(exposure: &Exposure) -> bool {
    exposure.colour == Colour::Green
        && exposure.stop.is_none()
        && !exposure.short
        && exposure.effort.map_or(exposure.within, |effort| effort <= 6)
}
