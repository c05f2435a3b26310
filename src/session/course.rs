//! The way through one exercise: which phase follows which, and how long each takes.
//!
//! The machine walks it with the clock; the estimate walks it without. So they cannot disagree.

use super::Mono;
use super::item::{Item, Work};
use super::phase::{Move, Phase};
use super::settings::Settings;
use crate::domain::exercise::Sides;
use crate::journal::event::Side;

/// One place on the way through an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// A phase of [`Phase::is_exercise`].
    pub phase: Phase,
    /// Set, from 1.
    pub set: u32,
    /// 0 for the first side (or both), 1 for the second.
    pub side: u32,
    /// Hold or repetition that runs or comes next, from 1.
    pub rep: u32,
}

impl Spot {
    /// The first place of every exercise.
    pub fn first() -> Spot {
        Spot { phase: Phase::Look, set: 1, side: 0, rep: 1 }
    }

    /// The start of one set on one side, by way of getting ready for it.
    pub fn ready(set: u32, side: u32) -> Spot {
        Spot { phase: Phase::Prepare, set, side, rep: 1 }
    }

    /// Whether nothing comes before this set on this side.
    pub fn is_first_turn(self) -> bool {
        (self.set, self.side) == (1, 0)
    }
}

/// The side of a place; `None` where both work together. Right comes first.
pub fn side(item: &Item, side: u32) -> Option<Side> {
    match (item.sides, side) {
        (Sides::Both, _) => None,
        (Sides::Each, 0) => Some(Side::Right),
        (Sides::Each, _) => Some(Side::Left),
    }
}

/// The place after `spot`; `None` at the end of the exercise. Places that take no time are passed by.
/// `level_change` as for [`length`].
pub fn next(item: &Item, settings: &Settings, spot: Spot, level_change: bool) -> Option<Spot> {
    let mut spot = step(item, settings, spot)?;
    while length(item, settings, spot.phase, level_change) == Some(Mono::ZERO) {
        spot = step(item, settings, spot)?;
    }
    Some(spot)
}

/// The set before, on its last side, or the side before; `None` in the first.
pub fn turn_before(item: &Item, spot: Spot) -> Option<(u32, u32)> {
    if spot.side > 0 {
        Some((spot.set, spot.side - 1))
    } else if spot.set > 1 {
        Some((spot.set - 1, item.side_count() - 1))
    } else {
        None
    }
}

/// How long a phase takes; `None` where the person counts. `level_change`: one has to get down to the
/// floor for it, or up.
pub fn length(item: &Item, settings: &Settings, phase: Phase, level_change: bool) -> Option<Mono> {
    let seconds = match phase {
        Phase::Moving(Move::Out) => return Some(item.paced(item.tempo.out_s)),
        Phase::Moving(Move::Pause) => return Some(item.paced(item.tempo.pause_s)),
        Phase::Moving(Move::Back) => return Some(item.paced(item.tempo.back_s)),
        Phase::Look => item.look_s,
        Phase::Prepare if level_change => settings.floor_prepare_s,
        Phase::Prepare => settings.prepare_s,
        Phase::Hold | Phase::Minutes => item.dose.hold_s,
        Phase::Gap => settings.gap_s,
        Phase::Switch => settings.switch_s,
        Phase::Rest => settings.rest_s,
        _ => return None,
    };
    Some(Mono::from_secs(seconds.into()))
}

fn step(item: &Item, settings: &Settings, spot: Spot) -> Option<Spot> {
    let work = item.work(settings);
    match spot.phase {
        Phase::Look => Some(Spot { phase: Phase::Prepare, ..spot }),
        Phase::Prepare | Phase::Gap | Phase::Switch | Phase::Rest => {
            Some(Spot { phase: begins_with(work), ..spot })
        }
        Phase::Moving(Move::Out) if work == Work::HeldReps => Some(Spot { phase: Phase::Hold, ..spot }),
        Phase::Moving(Move::Out) => Some(Spot { phase: Phase::Moving(Move::Pause), ..spot }),
        Phase::Moving(Move::Pause) => Some(Spot { phase: Phase::Moving(Move::Back), ..spot }),
        Phase::Hold if work == Work::HeldReps => Some(Spot { phase: Phase::Moving(Move::Back), ..spot }),
        Phase::Hold | Phase::Moving(Move::Back) => {
            if spot.rep >= item.reps_in_set(spot.set) {
                return turn_after(item, spot);
            }
            let phase = if work == Work::Holds { Phase::Gap } else { begins_with(work) };
            Some(Spot { phase, rep: spot.rep + 1, ..spot })
        }
        Phase::Reps | Phase::Minutes => turn_after(item, spot),
        _ => None,
    }
}

fn begins_with(work: Work) -> Phase {
    match work {
        Work::Holds => Phase::Hold,
        Work::HeldReps | Work::TempoReps => Phase::Moving(Move::Out),
        Work::CountedReps => Phase::Reps,
        Work::Minutes => Phase::Minutes,
    }
}

fn turn_after(item: &Item, spot: Spot) -> Option<Spot> {
    if spot.side + 1 < item.side_count() {
        Some(Spot { phase: Phase::Switch, side: spot.side + 1, rep: 1, ..spot })
    } else if spot.set < item.dose.sets {
        Some(Spot { phase: Phase::Rest, set: spot.set + 1, side: 0, rep: 1 })
    } else {
        None
    }
}

/// One place, repetitions by key reckoned at the exercise's tempo.
fn reckoned(item: &Item, settings: &Settings, spot: Spot, level_change: bool) -> Mono {
    length(item, settings, spot.phase, level_change)
        .unwrap_or_else(|| item.rep().saturating_mul(item.reps_in_set(spot.set)))
}

/// The time from the end of `spot` to the end of the exercise. `level_change` counts only before its
/// first work.
pub fn rest(item: &Item, settings: &Settings, spot: Spot, level_change: bool) -> Mono {
    let mut sum = Mono::ZERO;
    let mut here = spot;
    while let Some(then) = next(item, settings, here, level_change) {
        sum = sum.saturating_add(reckoned(item, settings, then, level_change));
        here = then;
    }
    sum
}

/// Seconds that an exercise takes when nothing is paused, begun from a chair or standing.
pub fn estimate_s(item: &Item, settings: &Settings) -> u32 {
    whole_s(estimate_from(item, settings, false))
}

fn estimate_from(item: &Item, settings: &Settings, on_floor: bool) -> Mono {
    let level_change = item.on_floor != on_floor;
    let look = Mono::from_secs(item.look_s.into());
    look.saturating_add(rest(item, settings, Spot::first(), level_change))
}

/// Time that exercises take one after the other, the first begun on the floor or not.
///
/// It counts what the clock of a session counts: the first look at what is new, getting ready and down
/// to the floor, the work on each side, gaps, changes of side and rests. It does not count questions
/// (they wait for the person, and one key answers each), nor pauses. Repetitions that the person counts
/// are reckoned at the exercise's tempo.
pub fn estimate_all<'a>(
    items: impl IntoIterator<Item = &'a Item>,
    settings: &Settings,
    on_floor: bool,
) -> Mono {
    let mut on_floor = on_floor;
    items.into_iter().fold(Mono::ZERO, |sum, item| {
        let time = estimate_from(item, settings, on_floor);
        on_floor = item.on_floor;
        sum.saturating_add(time)
    })
}

/// The same in seconds, rounded up.
pub fn estimate_all_s<'a>(
    items: impl IntoIterator<Item = &'a Item>,
    settings: &Settings,
    on_floor: bool,
) -> u32 {
    whole_s(estimate_all(items, settings, on_floor))
}

fn whole_s(time: Mono) -> u32 {
    u32::try_from(time.as_millis().div_ceil(1000)).unwrap_or(u32::MAX)
}

/// A length as it is told after "about": whole minutes, and under a minute tens of seconds. The number behind
/// it is exact to the second; nobody plans an evening by seconds.
pub fn length_words(seconds: u32) -> String {
    match seconds {
        0..=50 => format!("{} s", seconds.div_ceil(10).max(1) * 10),
        _ => format!("{} min", seconds.saturating_add(30) / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::length_words;

    #[test]
    fn what_is_about_so_long_is_told_without_odd_seconds() {
        let cases = [
            (0, "10 s"),
            (31, "40 s"),
            (50, "50 s"),
            (51, "1 min"),
            (89, "1 min"),
            (90, "2 min"),
            (181, "3 min"),
            (238, "4 min"),
            (359, "6 min"),
            (360, "6 min"),
            (900, "15 min"),
        ];
        for (seconds, words) in cases {
            assert_eq!(length_words(seconds), words, "{seconds}");
        }
        assert!(length_words(u32::MAX).ends_with(" min"));
    }
}
