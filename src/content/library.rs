//! From the catalogue to the library that the progression rules work on.

use super::catalogue::Catalogue;
use super::problem::{ContentError, Problem};
use super::programme_file::{AEROBIC, Programme};
use crate::domain::dose::Dose;
use crate::domain::exercise::{Block, Exercise, Sides};
use crate::domain::plan::input::{Entry, PartDose};

/// What is taken to be in every home. Anything else has to be named by the person.
pub const EVERYDAY: &[&str] = &[
    "mat",
    "chair",
    "wall",
    "cushion",
    "pillow",
    "towel",
    "cloth",
    "desk",
    "door-frame",
    "shoes",
    "broom-handle",
];

/// The skip code of a person who cannot get down to the floor.
pub const FLOOR: &str = "FLOOR";

/// Priorities of exercises outside the programme start here, after all that are in it.
const OUTSIDE: i64 = 1000;

/// How far a person's own exercises stand before the programme's of the same priority: whoever wrote one
/// down means to do it. Longer lists share the last place.
const BEFORE: i64 = 40;

/// The exercises of the catalogue as the progression rules take them, for one programme.
///
/// `equipment` names what the person has beside [`EVERYDAY`]; `conditions` are their skip codes, which
/// here only choose the swaps of the programme (the rules themselves apply `contra`). Left out are walks
/// and rides (the rules have an aerobic block of their own), exercises that need other equipment, and
/// directions that the programme leaves out.
///
/// All rungs of a ladder share the place of the programme's item, because the rules decide which rung a
/// person is on. Where two items enter the same ladder the earlier place counts.
///
/// # Errors
/// A programme that does not exist.
pub fn engine_library(
    catalogue: &Catalogue,
    programme_id: &str,
    equipment: &[String],
    conditions: &[String],
) -> Result<Vec<Entry>, ContentError> {
    let Some(programme) = catalogue.programme(programme_id) else {
        let known: Vec<&str> = catalogue.programmes.iter().map(|programme| programme.id.as_str()).collect();
        let what = format!("there is no programme {}", super::problem::shown(programme_id));
        let fix = format!("choose one of: {}", known.join(", "));
        return Err(ContentError::one(Problem::at("programme", (1, 1), &what, &fix)));
    };
    let places = places(catalogue, programme, conditions);
    Ok(catalogue
        .exercises
        .iter()
        .zip(1..)
        .filter(|(exercise, _)| exercise.block != Block::Aerobic)
        .filter(|(exercise, _)| !programme.excludes_spine.contains(&exercise.spine))
        .filter(|(exercise, _)| {
            exercise
                .equipment
                .iter()
                .all(|thing| EVERYDAY.contains(&thing.as_str()) || equipment.contains(thing))
        })
        .map(|(exercise, place)| {
            let inside = places.iter().find(|inside| inside.ladder == exercise.ladder.as_slice());
            match inside {
                Some(inside) => entry(exercise, inside.entry_rung, inside.priority),
                None => entry(exercise, 0, own_place(catalogue, exercise).unwrap_or(OUTSIDE + place)),
            }
        })
        .collect())
}

/// The place of a person's own ladder: before the programme's items of the same priority, in the order
/// of the files. Where its rungs differ the soonest counts, so that the whole ladder has one place.
fn own_place(catalogue: &Catalogue, exercise: &Exercise) -> Option<i64> {
    let rungs = exercise.ladder.iter().filter_map(|id| catalogue.own.get(id));
    let priority = rungs.map(|own| i64::from(own.priority)).min()?;
    let mut own = catalogue.exercises.iter().filter(|exercise| !exercise.builtin);
    let nth = own.position(|own| exercise.ladder.first() == Some(&own.id)).unwrap_or(0);
    Some(priority * 100 - BEFORE + i64::try_from(nth).map_or(BEFORE - 1, |nth| nth.min(BEFORE - 1)))
}

/// A ladder of a programme.
struct Place<'a> {
    ladder: &'a [String],
    /// The rung that the programme enters it at, from 0.
    entry_rung: usize,
    priority: i64,
}

/// The ladders of a programme, best place first.
fn places<'a>(catalogue: &'a Catalogue, programme: &Programme, conditions: &[String]) -> Vec<Place<'a>> {
    let mut places: Vec<Place<'a>> = programme
        .items
        .iter()
        .zip(1_i64..)
        .filter(|(item, _)| item.priority != AEROBIC)
        .map(|(item, place)| {
            let swap = programme
                .swaps
                .iter()
                .find(|swap| swap.drop == item.entry && conditions.contains(&swap.when));
            let id = swap.map_or(&item.entry, |swap| &swap.use_instead);
            let ladder = catalogue.ladder(id);
            Place {
                ladder,
                entry_rung: ladder.iter().position(|rung| rung == id).unwrap_or(0),
                priority: i64::from(item.priority) * 100 + place,
            }
        })
        .collect();
    places.sort_by_key(|place| place.priority);
    places
}

/// Level 1 is the rung that the programme enters at, so that people begin where the programme says;
/// the rung below it, for sore days, is level 0. No programme enters higher than the second rung.
fn entry(exercise: &Exercise, entry_rung: usize, priority: i64) -> Entry {
    let rung = exercise.ladder.iter().position(|id| *id == exercise.id).unwrap_or(0);
    let mut contra = exercise.skip.clone();
    if exercise.position.on_floor() && !contra.iter().any(|code| code == FLOOR) {
        contra.push(FLOOR.to_owned());
    }
    Entry {
        id: exercise.id.clone(),
        name: Some(exercise.name.clone()),
        ladder: exercise.ladder.first().cloned(),
        level: (rung + 1).saturating_sub(entry_rung) as u32,
        kind: exercise.kind,
        region: exercise.regions.first().cloned(),
        regions: exercise.regions.clone(),
        sides: if exercise.sides == Sides::Each { 2 } else { 1 },
        tags: exercise.tags.clone(),
        contra,
        priority,
        start: Some(whole(exercise.start)),
        step: Some(whole(exercise.step)),
        max: Some(whole(exercise.max)),
        listed: false,
        no_steps: false,
        max_pain: None,
    }
}

/// The entry of an exercise that the library for a programme has left out, beside the rungs of its ladder
/// that are in it.
pub fn place_of(exercise: &Exercise, library: &[Entry]) -> Entry {
    let rung = |id: &str| exercise.ladder.iter().position(|rung| rung == id);
    // The first rung may stand at level 1 or 0, whatever rung the programme enters at: a second one tells.
    let shift = library
        .iter()
        .filter(|entry| entry.ladder.as_ref() == exercise.ladder.first())
        .filter_map(|entry| Some((rung(&entry.id)? + 1).saturating_sub(entry.level as usize)))
        .max()
        .unwrap_or(0);
    entry(exercise, shift, OUTSIDE)
}

/// A dose with nothing left to the kind. In a step 0 means: this field is not stepped.
fn whole(dose: Dose) -> PartDose {
    PartDose { sets: Some(dose.sets), reps: Some(dose.reps), hold_s: Some(dose.hold_s) }
}
