//! What a journal comes to: its events as they count, the history they fold into, and what could not be used.
//!
//! There are two ways to it, which always give the same (`tests/split.rs`). Where all lines are as we write
//! them, [`Sound`] takes the events out of the file as it is read, and keeps no text. Else every line becomes
//! an entry first, as whoever looks for damage, corrects, or merges needs them in any case.

use chrono::{DateTime, FixedOffset, TimeDelta};

use super::amend::{Amended, amend, is_untouched};
use super::event::Event;
use super::line::Entry;
use super::parts::{Part, Parts};
use super::reader::Loaded;
use super::replay::{Folded, Stamped};
use super::sound::Sound;

/// Why an event is not used.
const FUTURE: &str = "it is dated more than a day in the future";

/// What was read beside the events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// Lines that are there but cannot be used.
    pub unusable: Vec<Unusable>,
    /// The numbers of the lines of which something is lost, each once.
    pub lost: Vec<usize>,
    /// Lines of a type that this version does not know.
    pub unknown: usize,
    /// Entries in all.
    pub entries: usize,
    /// Whether doses may not rise.
    pub held: bool,
    /// The files that the lines are of, where there is more than `journal.jsonl`.
    pub files: Parts,
}

/// A line that is there but cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    /// Its name.
    pub id: String,
    /// Why; no health content.
    pub why: String,
    /// Where it stands, from 1; 0 for what waits in a rescue file.
    pub line: usize,
}

impl Reading {
    /// Takes note of an event that cannot be used.
    pub(super) fn cannot_use(&mut self, id: &str, why: String, line: usize) {
        self.unusable.push(Unusable { id: id.to_owned(), why, line });
    }
}

/// A journal that was read, either way.
#[derive(Debug)]
pub enum Past {
    /// All of it is as we write it.
    Sound(Box<Sound>),
    /// Anything else.
    Whole(Loaded),
}

impl Default for Past {
    fn default() -> Past {
        Past::Whole(Loaded::default())
    }
}

impl Past {
    /// Reads a journal that is in memory.
    pub fn of(bytes: &[u8]) -> Past {
        Sound::of(bytes)
            .map_or_else(|| Past::Whole(super::reader::read(bytes)), |sound| Past::Sound(Box::new(sound)))
    }

    /// All of it stands in a file of this name and length, and not in `journal.jsonl`.
    pub(super) fn stands_in(&mut self, name: String, bytes: u64) {
        let bytes = bytes as usize;
        let part = |lines, torn| Parts::of(vec![Part { name, before: 0, bytes, lines, torn }]);
        match self {
            Past::Sound(sound) => sound.reading.files = part(sound.reading.entries, None),
            Past::Whole(loaded) => {
                let torn = loaded.torn_tail.take().map(|length| (length, loaded.torn_tail_lost));
                loaded.files = part(loaded.lines, torn);
            }
        }
    }

    /// The highest number and the count of different numbers that a device has here.
    pub fn numbers_of(&self, dev: &str) -> (u64, u64) {
        match self {
            Past::Sound(sound) => sound.numbers_of(dev),
            Past::Whole(loaded) => loaded.numbers_of(dev),
        }
    }

    /// What it comes to at this moment: what is dated later than tomorrow is not used.
    pub fn at(self, now: DateTime<FixedOffset>) -> (Folded, Reading) {
        match self {
            Past::Sound(sound) => sound.at(now),
            Past::Whole(mut loaded) => {
                let (events, reading) = events(&mut loaded, now);
                (Folded::of(events), reading)
            }
        }
    }
}

/// Whether an event is dated too late to be used.
pub(super) fn is_future(at: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> bool {
    at > now.checked_add_signed(TimeDelta::days(1)).unwrap_or(now)
}

/// Entries -> events, and what could not be used. The events are taken out of the entries, which keep their
/// text.
pub fn events(loaded: &mut Loaded, now: DateTime<FixedOffset>) -> (Vec<Stamped>, Reading) {
    let mut reading = Reading {
        lost: loaded.lost_lines(),
        entries: loaded.entries.len(),
        held: loaded.is_too_damaged(),
        files: loaded.files.clone(),
        ..Reading::default()
    };
    // Most journals hold no correction, and copying ten years costs as much as reading them.
    let events = if is_untouched(&loaded.entries) {
        stamped(&mut loaded.entries, &Amended::default(), &mut reading, now)
    } else {
        let mut amended = amend(loaded.entries.iter_mut().map(Entry::moved).collect());
        let mut entries = std::mem::take(&mut amended.entries);
        stamped(&mut entries, &amended, &mut reading, now)
    };
    if !reading.unusable.is_empty() {
        // At once: a journal of another program may hold a million entries of which none can be used.
        let lines = loaded.all_lines();
        for one in &mut reading.unusable {
            one.line = lines.get(one.id.as_str()).copied().unwrap_or(0);
        }
    }
    (events, reading)
}

/// The events of entries as they count.
fn stamped(
    entries: &mut [Entry],
    amended: &Amended,
    reading: &mut Reading,
    now: DateTime<FixedOffset>,
) -> Vec<Stamped> {
    let mut events = Vec::with_capacity(entries.len());
    // Without corrections no place is asked for.
    let places = amended.places.iter().copied().chain(std::iter::repeat(0));
    for (entry, place) in entries.iter_mut().zip(places) {
        // A body that was corrected, or that is no event of ours, was not read yet.
        let known = entry.body.take_event();
        let parsed =
            known.map_or_else(|| Event::parse(&entry.kind, entry.body.get()), |event| Ok(Some(event)));
        let event = parsed.as_ref().ok().and_then(Option::as_ref);
        if event.and_then(Event::session).is_some_and(|session| amended.gone.contains(session)) {
            continue;
        }
        let ts = event.map_or(entry.ts, |event| amended.moment_of(event, entry.ts, place));
        match parsed {
            Ok(Some(_)) if is_future(ts, now) => reading.cannot_use(&entry.id, FUTURE.into(), 0),
            Ok(Some(event)) => events.push(Stamped { id: entry.id.clone(), at: ts, event }),
            Ok(None) => {
                reading.unknown += 1;
                reading.held |= entry.must;
            }
            Err(_) => {
                reading.held |= entry.must;
                reading.cannot_use(&entry.id, misfit(&entry.kind, entry.body.get()), 0);
            }
        }
    }
    events
}

impl Sound {
    /// As [`Past::at`].
    fn at(self, now: DateTime<FixedOffset>) -> (Folded, Reading) {
        let Sound { mut folded, mut reading, between, latest, .. } = self;
        if latest.is_some_and(|latest| is_future(latest, now)) {
            let line = |place: usize| place + 1 + between.partition_point(|before| *before <= place);
            let mut place = 0;
            folded.events.retain(|stamped| {
                let too_late = is_future(stamped.at, now);
                if too_late {
                    reading.cannot_use(&stamped.id, FUTURE.into(), line(place));
                }
                place += 1;
                !too_late
            });
            folded = Folded::of(folded.events);
        }
        // In the order of the file.
        reading.unusable.sort_by_key(|one| one.line);
        (folded, reading)
    }
}

/// Which field of a body does not fit its type, in words without the value: that may be about health.
pub(super) fn misfit(kind: &str, body: &str) -> String {
    let fits = |body: &str| Event::parse(kind, body).map(drop);
    let fields: serde_json::Map<String, serde_json::Value> = match serde_json::from_str(body) {
        Ok(fields) => fields,
        Err(_) => return format!("{kind}: its body is no object, or names a field twice"),
    };
    let Err(whole) = fits(body) else { return format!("{kind}: a field is there twice") };
    if let Some(field) = whole.split("missing field `").nth(1).and_then(|rest| rest.split('`').next()) {
        return format!("{kind}: the field \"{field}\" is missing");
    }
    // The field to blame is the one without which there is another complaint, or none.
    let to_blame = fields.keys().find(|name| {
        let mut rest = fields.clone();
        rest.remove(*name);
        let missing = format!("missing field `{name}`");
        fits(&serde_json::Value::Object(rest).to_string())
            .map_or_else(|why| why.contains(&missing), |()| true)
    });
    match to_blame {
        Some(field) => format!("{kind}: the field \"{field}\" has a value that does not fit"),
        None => format!("{kind}: more than one field has a value that does not fit"),
    }
}
