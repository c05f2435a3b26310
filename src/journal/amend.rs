//! Corrections: what the entries say once `correct` and `retract` have been taken into account.

use chrono::{DateTime, FixedOffset};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::body::Body;
use super::event::Event;
use super::imported::{DONE, UNDONE, counting};
use super::line::Entry;
use super::name::Name;
use super::rank;

/// Kind of an entry that gives another one a new body: `{"target": id, "body": {…}}`; with `"at"`, a
/// moment in RFC 3339, also another moment.
pub const CORRECT: &str = "correct";
/// Kind of an entry that takes another one back: `{"target": id, "why": "…"}`.
pub const RETRACT: &str = "retract";

/// The entries as they count.
#[derive(Debug, Default)]
pub struct Amended {
    /// In file order, without the amendments themselves and without what was taken back.
    pub entries: Vec<Entry>,
    /// The ids of the entries whose body was replaced.
    pub corrected: Vec<String>,
    /// How many entries were taken back.
    pub retracted: usize,
    /// Their ids: what belongs to a session goes with it.
    pub gone: HashSet<String>,
    /// For each of the entries its place among the lines, in the order in which they were written.
    pub(super) places: Vec<usize>,
    /// Entries that were given another moment: what belongs to a session moves with it.
    pub(super) moved: HashMap<String, Moved>,
    /// The ids of amendments to an entry that is not here; a merge may bring it.
    pub waiting: Vec<String>,
    /// The ids of amendments that cannot be followed, and why.
    pub refused: Vec<(String, &'static str)>,
}

/// The moments that one entry was given.
#[derive(Debug)]
pub(super) struct Moved {
    /// The moment that it came with.
    first: DateTime<FixedOffset>,
    /// The moment that counts.
    last: DateTime<FixedOffset>,
    /// From which place among the lines on which moment counted.
    steps: Vec<(usize, DateTime<FixedOffset>)>,
}

impl Moved {
    /// The moment that counted when the line at this place was written.
    fn then(&self, place: usize) -> DateTime<FixedOffset> {
        let before = self.steps.partition_point(|(from, _)| *from < place);
        before.checked_sub(1).map_or(self.first, |step| self.steps[step].1)
    }
}

impl Amended {
    /// The moment that counts for an event by the line at this place. It moves with its session by what the session
    /// was moved after it: one written later was written for the day that counted then. A shift beyond all calendars
    /// leaves it where it was.
    pub(super) fn moment_of(
        &self,
        event: &Event,
        at: DateTime<FixedOffset>,
        place: usize,
    ) -> DateTime<FixedOffset> {
        let moved = event.moves_with().and_then(|session| self.moved.get(session));
        moved.and_then(|moved| at.checked_add_signed(moved.last - moved.then(place))).unwrap_or(at)
    }
}

#[derive(serde::Deserialize)]
struct Note<'a> {
    #[serde(borrow)]
    target: Cow<'a, str>,
    #[serde(borrow, default)]
    body: Option<&'a RawValue>,
    #[serde(borrow, default)]
    at: Option<Cow<'a, str>>,
}

struct Amendment {
    entry: Entry,
    /// Its place among the lines.
    place: usize,
    target: String,
    /// The new body, or `None` to take back.
    body: Option<Body>,
    /// The new moment, where it has one.
    at: Option<DateTime<FixedOffset>>,
}

/// What an amendment aims at.
#[derive(Clone, Copy)]
enum Target {
    Plain(usize),
    Amendment(usize),
}

/// Whether every entry counts as it stands: there is no correction, and no import was made.
pub fn is_untouched(entries: &[Entry]) -> bool {
    !entries.iter().any(|entry| is_amendment(entry) || is_import(entry))
}

/// Applies every correction and retraction, after the imports that were taken back. For each entry the last one by (time, id) that itself
/// stands decides; taking back a `retract` brings the entry back.
pub fn amend(entries: Vec<Entry>) -> Amended {
    let entries = counting(entries);
    // Only where something was moved it matters which of two lines was first.
    let moves = |entry: &Entry| entry.kind == CORRECT && entry.body.get().contains("\"at\"");
    let places =
        if entries.iter().any(moves) { rank::places(&entries) } else { (0..entries.len()).collect() };
    amend_in_order(entries, places)
}

/// The same where all imports stand, and the places of the lines are known, in the order in which they were written.
pub(super) fn amend_in_order(entries: Vec<Entry>, places: Vec<usize>) -> Amended {
    let mut out = Amended::default();
    if !entries.iter().any(is_amendment) {
        (out.entries, out.places) = (entries, places);
        return out;
    }
    let (mut plain, mut amendments) = (Vec::with_capacity(entries.len()), Vec::new());
    for (entry, place) in entries.into_iter().zip(places) {
        if is_amendment(&entry) {
            match understand(entry, place) {
                Ok(amendment) => amendments.push(amendment),
                Err(refused) => out.refused.push(refused),
            }
        } else {
            plain.push(entry);
            out.places.push(place);
        }
    }
    let targets = find_targets(&plain, &amendments);
    let mut aimed_at: Vec<Vec<usize>> = vec![Vec::new(); amendments.len()];
    let mut open = vec![0_usize; amendments.len()];
    for (index, target) in targets.iter().enumerate() {
        match *target {
            Some(Target::Amendment(_)) if amendments[index].body.is_some() => {
                let why = "a correction cannot be corrected; correct the entry itself";
                out.refused.push((amendments[index].entry.id.to_string(), why));
            }
            Some(Target::Amendment(of)) => {
                aimed_at[of].push(index);
                open[of] += 1;
            }
            Some(Target::Plain(_)) => {}
            None => out.waiting.push(amendments[index].entry.id.to_string()),
        }
    }
    let stands = who_stands(&amendments, &targets, &aimed_at, open, &mut out);
    decide(plain, &amendments, &targets, &stands, &mut out);
    out
}

/// Whether it is a correction, or takes something back.
pub(super) fn is_amendment(entry: &Entry) -> bool {
    entry.kind == CORRECT || entry.kind == RETRACT
}

/// Whether it says that an import was made, or taken back.
pub(super) fn is_import(entry: &Entry) -> bool {
    entry.kind == DONE || entry.kind == UNDONE
}

/// What these aim at.
pub(super) fn targets(amendments: &[Entry]) -> HashSet<Name> {
    let notes = amendments.iter().filter_map(|entry| serde_json::from_str::<Note<'_>>(entry.body.get()).ok());
    notes.map(|note| Name::from(&*note.target)).collect()
}

fn understand(entry: Entry, place: usize) -> Result<Amendment, (String, &'static str)> {
    let correct = entry.kind == CORRECT;
    let (target, body, at) = match serde_json::from_str::<Note<'_>>(entry.body.get()) {
        Ok(note) => {
            let at = note.at.map(|at| DateTime::parse_from_rfc3339(&at));
            (note.target.into_owned(), note.body.map(Body::from), at.transpose())
        }
        Err(_) => return Err((entry.id.to_string(), "it does not name the entry it is about")),
    };
    match (body, at) {
        (Some(body), Ok(at)) if correct && body.get().starts_with('{') => {
            Ok(Amendment { entry, place, target, body: Some(body), at })
        }
        (Some(_), Err(_)) if correct => Err((entry.id.to_string(), "its new moment is not a date and time")),
        _ if correct => Err((entry.id.to_string(), "it has no new content for the entry")),
        _ => Ok(Amendment { entry, place, target, body: None, at: None }),
    }
}

fn find_targets(plain: &[Entry], amendments: &[Amendment]) -> Vec<Option<Target>> {
    let wanted: HashSet<&str> = amendments.iter().map(|a| a.target.as_str()).collect();
    let mut known: HashMap<&str, Target> = HashMap::with_capacity(wanted.len());
    for (index, entry) in plain.iter().enumerate() {
        if wanted.contains(entry.id.as_str()) {
            known.insert(&entry.id, Target::Plain(index));
        }
    }
    for (index, amendment) in amendments.iter().enumerate() {
        known.insert(&amendment.entry.id, Target::Amendment(index));
    }
    amendments.iter().map(|a| known.get(a.target.as_str()).copied()).collect()
}

/// Which amendments have not themselves been taken back. Worked through from those that nothing aims
/// at; what is left over goes round in a circle and has no effect.
fn who_stands(
    amendments: &[Amendment],
    targets: &[Option<Target>],
    aimed_at: &[Vec<usize>],
    mut open: Vec<usize>,
    out: &mut Amended,
) -> Vec<bool> {
    let mut stands = vec![false; amendments.len()];
    let mut ready: Vec<usize> = (0..amendments.len()).filter(|index| open[*index] == 0).collect();
    let mut settled = vec![false; amendments.len()];
    while let Some(index) = ready.pop() {
        settled[index] = true;
        // Only retractions get this far, so one that stands is enough.
        stands[index] = !aimed_at[index].iter().any(|by| stands[*by]);
        if let Some(Target::Amendment(of)) = targets[index]
            && amendments[index].body.is_none()
        {
            open[of] -= 1;
            if open[of] == 0 {
                ready.push(of);
            }
        }
    }
    for (amendment, settled) in amendments.iter().zip(settled) {
        if !settled {
            out.refused
                .push((amendment.entry.id.to_string(), "it takes itself back, directly or in a circle"));
        }
    }
    stands
}

fn decide(
    plain: Vec<Entry>,
    amendments: &[Amendment],
    targets: &[Option<Target>],
    stands: &[bool],
    out: &mut Amended,
) {
    let mut last: HashMap<usize, &Amendment> = HashMap::new();
    for ((amendment, target), stands) in amendments.iter().zip(targets).zip(stands) {
        if let (Some(Target::Plain(index)), true) = (target, stands) {
            let holder = last.entry(*index).or_insert(amendment);
            if (holder.entry.ts, &holder.entry.id) < (amendment.entry.ts, &amendment.entry.id) {
                *holder = amendment;
            }
        }
    }
    let moving = moving(amendments, targets, stands);
    let places = std::mem::take(&mut out.places);
    out.entries.reserve(plain.len());
    for (index, (mut entry, place)) in plain.into_iter().zip(places).enumerate() {
        match last.get(&index).map(|amendment| (&amendment.body, amendment.at)) {
            Some((None, _)) => {
                out.retracted += 1;
                out.gone.insert(entry.id.to_string());
                continue;
            }
            Some((Some(body), at)) => {
                entry.body.clone_from(body);
                let (first, last) = (entry.ts, at.unwrap_or(entry.ts));
                let steps = moving.get(&index).map(|by| in_force(first, by)).unwrap_or_default();
                if steps.iter().any(|(_, at)| *at != first) {
                    out.moved.insert(entry.id.to_string(), Moved { first, last, steps });
                }
                entry.ts = last;
                out.corrected.push(entry.id.to_string());
            }
            None => {}
        }
        out.entries.push(entry);
        out.places.push(place);
    }
}

/// The corrections that stand, for every entry that one of them gives another moment.
fn moving<'a>(
    amendments: &'a [Amendment],
    targets: &[Option<Target>],
    stands: &[bool],
) -> HashMap<usize, Vec<&'a Amendment>> {
    let corrections = || {
        let all = amendments.iter().zip(targets).zip(stands);
        all.filter_map(|((amendment, target), stands)| match target {
            Some(Target::Plain(index)) if *stands && amendment.body.is_some() => Some((*index, amendment)),
            _ => None,
        })
    };
    let mut moving: HashMap<usize, Vec<&Amendment>> =
        corrections().filter(|(_, by)| by.at.is_some()).map(|(index, _)| (index, Vec::new())).collect();
    if !moving.is_empty() {
        for (index, by) in corrections() {
            if let Some(steps) = moving.get_mut(&index) {
                steps.push(by);
            }
        }
    }
    moving
}

/// From which place on which moment counted: at each place that of the last one, by (time, id), written up to there.
fn in_force(first: DateTime<FixedOffset>, by: &[&Amendment]) -> Vec<(usize, DateTime<FixedOffset>)> {
    let mut by = by.to_vec();
    by.sort_by_key(|amendment| amendment.place);
    let mut decides: Option<&Amendment> = None;
    by.into_iter()
        .map(|amendment| {
            let last = decides
                .filter(|last| (last.entry.ts, &last.entry.id) > (amendment.entry.ts, &amendment.entry.id));
            let last = *decides.insert(last.unwrap_or(amendment));
            (amendment.place, last.at.unwrap_or(first))
        })
        .collect()
}

#[cfg(test)]
#[path = "amend_tests.rs"]
mod tests;
