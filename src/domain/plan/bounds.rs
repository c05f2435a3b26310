//! Floor, ceiling, start and size of a step of each kind, and what the library narrows (progression
//! rules 3.5).
//!
//! What the library says wins for its own exercises; what it leaves out comes from the kind. A step of 0
//! means that the field is not stepped: it may only climb back to its start. A start above the maximum
//! is cut to the maximum. Numbers beyond any sense are cut, never refused: the file of a person may hold
//! them and the plan must still come.

use super::derived::Irritability;
use super::input::{Entry, PartDose};
use crate::domain::dose::{Dose, Kind};

/// Beyond these nothing makes sense: sets, repetitions, seconds.
const ABSURD: Dose = Dose::new(10, 100, 3600);

/// The doses that one exercise may have for one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    kind: Kind,
    /// Lowest dose.
    pub(super) min: Dose,
    /// Highest dose.
    pub(super) max: Dose,
    /// Highest dose that steps lead to: `max`, but the start where a field is not stepped.
    pub(super) top: Dose,
    /// First dose.
    pub(super) start: Dose,
    /// One step up.
    step: Dose,
    /// Start without irritability: where `sustained` stops shortening and drops a set.
    plain: Dose,
}

/// Minimum, maximum and step of a kind.
fn of_kind(kind: Kind) -> (Dose, Dose, Dose) {
    match kind {
        Kind::Mobility => (Dose::new(1, 3, 0), Dose::new(1, 10, 0), Dose::new(0, 1, 0)),
        Kind::Stretch => (Dose::new(1, 1, 10), Dose::new(1, 2, 30), Dose::new(0, 1, 5)),
        Kind::Hold => (Dose::new(1, 2, 4), Dose::new(2, 8, 10), Dose::new(1, 1, 2)),
        Kind::Reps => (Dose::new(1, 2, 0), Dose::new(2, 12, 0), Dose::new(1, 1, 0)),
        Kind::Sustained => (Dose::new(1, 1, 5), Dose::new(3, 1, 30), Dose::new(1, 0, 5)),
        Kind::Minutes => (Dose::new(1, 1, 30), Dose::new(1, 1, 180), Dose::new(0, 0, 30)),
    }
}

/// First dose of a kind where the library says nothing.
fn kind_start(kind: Kind, irritability: Irritability) -> Dose {
    use Irritability::{High, Low};
    match (kind, irritability) {
        (Kind::Mobility, High) => Dose::new(1, 3, 0),
        (Kind::Mobility, _) => Dose::new(1, 5, 0),
        (Kind::Stretch, Low) => Dose::new(1, 2, 20),
        (Kind::Stretch, High) => Dose::new(1, 2, 10),
        (Kind::Stretch, _) => Dose::new(1, 2, 15),
        (Kind::Hold, High) => Dose::new(1, 2, 4),
        (Kind::Hold, _) => Dose::new(1, 3, 6),
        (Kind::Reps, High) => Dose::new(1, 2, 0),
        (Kind::Reps, _) => Dose::new(1, 3, 0),
        (Kind::Sustained, High) => Dose::new(2, 1, 6),
        (Kind::Sustained, _) => Dose::new(2, 1, 10),
        (Kind::Minutes, High) => Dose::new(1, 1, 40),
        (Kind::Minutes, _) => Dose::new(1, 1, 60),
    }
}

/// `part` over `whole`, cut to what makes sense.
fn over(part: Option<PartDose>, whole: Dose) -> Dose {
    let part = part.unwrap_or_default();
    Dose {
        sets: part.sets.unwrap_or(whole.sets).min(ABSURD.sets),
        reps: part.reps.unwrap_or(whole.reps).min(ABSURD.reps),
        hold_s: part.hold_s.unwrap_or(whole.hold_s).min(ABSURD.hold_s),
    }
}

/// The higher of two doses, field by field.
fn higher(a: Dose, b: Dose) -> Dose {
    Dose { sets: a.sets.max(b.sets), reps: a.reps.max(b.reps), hold_s: a.hold_s.max(b.hold_s) }
}

/// Sets, repetitions and seconds that this kind does not have, put to what it always has.
pub(super) fn shaped(kind: Kind, dose: Dose) -> Dose {
    let mut dose = Dose {
        sets: dose.sets.min(ABSURD.sets),
        reps: dose.reps.min(ABSURD.reps),
        hold_s: dose.hold_s.min(ABSURD.hold_s),
    };
    match kind {
        Kind::Mobility | Kind::Reps => dose.hold_s = 0,
        Kind::Sustained => dose.reps = 1,
        Kind::Minutes => (dose.sets, dose.reps) = (1, 1),
        Kind::Hold | Kind::Stretch => {}
    }
    dose
}

impl Bounds {
    /// The bounds of `entry` for a person.
    pub(super) fn new(entry: &Entry, irritability: Irritability) -> Bounds {
        let kind = entry.kind;
        let (kind_min, kind_max, kind_step) = of_kind(kind);
        let given = over(entry.start, kind_start(kind, irritability));
        let mut max = higher(over(entry.max, kind_max), Dose::new(1, 1, 0));
        // a start without a maximum may stand above the kind's
        if entry.max.is_none() && entry.start.is_some() {
            max = higher(max, given);
        }
        let plain = shaped(kind, higher(given, Dose::new(1, 1, 0)).lower(max));
        let min = shaped(kind, kind_min.lower(plain));
        let start = match entry.start {
            Some(part) if irritability == Irritability::High => higher(two_thirds(kind, part, plain), min),
            _ => plain,
        };
        let step = over(entry.step, kind_step);
        let capped = |step: u32, start: u32, max: u32| if step == 0 { start.min(max) } else { max };
        let stepless = entry.step.is_some();
        let top = if stepless {
            Dose {
                sets: capped(step.sets, plain.sets, max.sets),
                reps: capped(step.reps, plain.reps, max.reps),
                hold_s: capped(step.hold_s, plain.hold_s, max.hold_s),
            }
        } else {
            max
        };
        // a field that is not stepped still climbs back to its start, at the kind's pace
        let pace = |step: u32, kind: u32| if step == 0 { kind.max(1) } else { step };
        let step = Dose {
            sets: 1,
            reps: pace(step.reps, kind_step.reps),
            hold_s: pace(step.hold_s, kind_step.hold_s),
        };
        Bounds {
            kind,
            min,
            max: shaped(kind, max),
            top: shaped(kind, top),
            start: shaped(kind, start),
            step,
            plain,
        }
    }

    /// `dose` inside the bounds.
    pub(super) fn clamp(&self, dose: Dose) -> Dose {
        higher(shaped(self.kind, dose).lower(self.max), self.min)
    }

    /// One step more, one field; `None` at the top. `fast`: two steps of repetitions at once.
    pub(super) fn up(&self, dose: Dose, fast: bool) -> Option<Dose> {
        let top = self.top;
        let reps =
            |to: u32, pace: u32| (dose.reps < to).then(|| Dose { reps: (dose.reps + pace).min(to), ..dose });
        let hold = || {
            (dose.hold_s < top.hold_s)
                .then(|| Dose { hold_s: (dose.hold_s + self.step.hold_s).min(top.hold_s), ..dose })
        };
        // the second set starts smaller, and never with more repetitions than there were
        let set = |first: u32| {
            (dose.sets < top.sets).then(|| Dose { sets: dose.sets + 1, reps: dose.reps.min(first), ..dose })
        };
        let pace = self.step.reps;
        match self.kind {
            Kind::Mobility => reps(top.reps, pace),
            Kind::Stretch => reps(top.reps, pace).or_else(hold),
            Kind::Hold => reps(top.reps, pace).or_else(hold).or_else(|| set(5)),
            Kind::Reps => reps(top.reps, if fast { pace.saturating_mul(2) } else { pace }).or_else(|| set(7)),
            Kind::Sustained => set(1).or_else(hold),
            Kind::Minutes => hold(),
        }
    }

    /// One step less; `None` at the floor.
    pub(super) fn down(&self, dose: Dose) -> Option<Dose> {
        let min = self.min;
        let set = || (dose.sets > min.sets).then(|| Dose { sets: dose.sets - 1, ..dose });
        let hold = |by: u32, floor: u32| {
            (dose.hold_s > floor).then(|| Dose { hold_s: dose.hold_s.saturating_sub(by).max(floor), ..dose })
        };
        let reps = |by: u32| {
            (dose.reps > min.reps).then(|| Dose { reps: dose.reps.saturating_sub(by).max(min.reps), ..dose })
        };
        match self.kind {
            Kind::Mobility => reps(2),
            Kind::Stretch => hold(5, min.hold_s).or_else(|| reps(1)),
            Kind::Hold => set().or_else(|| hold(2, min.hold_s)).or_else(|| reps(2)),
            Kind::Reps => set().or_else(|| reps(2)),
            Kind::Sustained => hold(self.step.hold_s, self.plain.hold_s.max(min.hold_s))
                .or_else(set)
                .or_else(|| hold(self.step.hold_s, min.hold_s)),
            Kind::Minutes => hold(self.step.hold_s, min.hold_s),
        }
    }

    /// About three fifths, after time off or a flare: one set, and three fifths of the repetitions, or
    /// of the seconds (to whole fives) where the seconds are the dose. More than one set of `sustained`
    /// becomes one set, which is less than three fifths already.
    pub(super) fn after_rest(&self, dose: Dose) -> Dose {
        let fifths = |n: u32| n.saturating_mul(3) / 5;
        let mut less = Dose { sets: 1, ..dose };
        match self.kind {
            Kind::Mobility | Kind::Hold | Kind::Reps => less.reps = fifths(dose.reps),
            Kind::Sustained if dose.sets > 1 => {}
            Kind::Stretch | Kind::Sustained | Kind::Minutes => less.hold_s = fifths(dose.hold_s) / 5 * 5,
        }
        self.clamp(less).lower(dose)
    }
}

/// Two thirds, rounded down, of what the library says to start with; never below 1. Repetitions of a
/// stretch and sets stay as they are: the seconds are what is eased.
fn two_thirds(kind: Kind, part: PartDose, dose: Dose) -> Dose {
    let less = |n: u32| n.saturating_mul(2) / 3;
    let mut start = dose;
    if part.reps.is_some() && matches!(kind, Kind::Mobility | Kind::Hold | Kind::Reps) {
        start.reps = less(dose.reps);
    }
    if part.hold_s.is_some() && kind.is_timed() {
        start.hold_s = less(dose.hold_s);
    }
    start
}

/// Estimated seconds on the mat: 20 to get into place, each repetition with 3 for the way there and
/// back (4 for one that moves), 30 between sets.
pub(super) fn seconds(kind: Kind, sides: u32, dose: Dose) -> u32 {
    let each = if kind.is_timed() { dose.hold_s.saturating_add(3) } else { 4 };
    let work = sides.clamp(1, 2).saturating_mul(dose.repetitions(kind)).saturating_mul(each);
    20u32.saturating_add(work).saturating_add(30 * dose.sets.saturating_sub(1).min(ABSURD.sets))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(kind: Kind) -> Entry {
        serde_json::from_value(serde_json::json!({"id": "x", "kind": kind})).unwrap()
    }

    fn with(kind: Kind, start: [u32; 3], step: [u32; 3], max: [u32; 3]) -> Entry {
        let part = |[sets, reps, hold_s]: [u32; 3]| {
            Some(PartDose { sets: Some(sets), reps: Some(reps), hold_s: Some(hold_s) })
        };
        Entry { start: part(start), step: part(step), max: part(max), ..entry(kind) }
    }

    /// All doses from the start to the top, `sets/reps/hold`.
    fn climb(entry: &Entry, irritability: Irritability) -> Vec<String> {
        let bounds = Bounds::new(entry, irritability);
        std::iter::successors(Some(bounds.start), |dose| bounds.up(*dose, false))
            .map(|d| format!("{}/{}/{}", d.sets, d.reps, d.hold_s))
            .collect()
    }

    #[test]
    fn the_way_up_of_each_kind() {
        use Irritability::{High, Moderate};
        for (entry, irritability, first, last, count) in [
            (entry(Kind::Mobility), Moderate, "1/5/0", "1/10/0", 6),
            (entry(Kind::Stretch), Moderate, "1/2/15", "1/2/30", 4),
            (entry(Kind::Stretch), High, "1/2/10", "1/2/30", 5),
            (entry(Kind::Hold), Moderate, "1/3/6", "2/8/10", 12),
            (entry(Kind::Hold), High, "1/2/4", "2/8/10", 14),
            (entry(Kind::Reps), Moderate, "1/3/0", "2/12/0", 16),
            (entry(Kind::Sustained), Moderate, "2/1/10", "3/1/30", 6),
            (entry(Kind::Minutes), Moderate, "1/1/60", "1/1/180", 5),
            (with(Kind::Hold, [1, 3, 3], [0, 1, 1], [1, 10, 10]), Moderate, "1/3/3", "1/10/10", 15),
            (with(Kind::Hold, [1, 3, 3], [0, 1, 1], [1, 10, 10]), High, "1/2/3", "1/10/10", 16),
            (with(Kind::Stretch, [1, 2, 15], [0, 0, 5], [1, 2, 30]), Moderate, "1/2/15", "1/2/30", 4),
            (with(Kind::Sustained, [2, 1, 8], [1, 0, 4], [3, 1, 20]), Moderate, "2/1/8", "3/1/20", 5),
            (with(Kind::Minutes, [1, 1, 120], [0, 0, 60], [1, 1, 300]), High, "1/1/80", "1/1/300", 5),
        ] {
            let way = climb(&entry, irritability);
            let got = (way.first().unwrap().as_str(), way.last().unwrap().as_str(), way.len());
            assert_eq!(got, (first, last, count), "{way:?}");
        }
    }

    #[test]
    fn a_second_set_starts_small() {
        let hold = Bounds::new(&entry(Kind::Hold), Irritability::Low);
        assert_eq!(hold.up(Dose::new(1, 8, 10), false), Some(Dose::new(2, 5, 10)));
        let reps = Bounds::new(&entry(Kind::Reps), Irritability::Low);
        assert_eq!(reps.up(Dose::new(1, 12, 0), true), Some(Dose::new(2, 7, 0)));
        assert_eq!(reps.up(Dose::new(1, 11, 0), true), Some(Dose::new(1, 12, 0)));
        assert_eq!(reps.up(Dose::new(1, 4, 0), true), Some(Dose::new(1, 6, 0)));
        assert_eq!(reps.up(Dose::new(2, 12, 0), true), None);
    }

    #[test]
    fn the_way_down_ends_at_the_floor() {
        for (kind, from, way) in [
            (Kind::Mobility, Dose::new(1, 6, 0), "1/4/0 1/3/0"),
            (Kind::Stretch, Dose::new(1, 2, 20), "1/2/15 1/2/10 1/1/10"),
            (Kind::Hold, Dose::new(2, 5, 8), "1/5/8 1/5/6 1/5/4 1/3/4 1/2/4"),
            (Kind::Reps, Dose::new(2, 7, 0), "1/7/0 1/5/0 1/3/0 1/2/0"),
            (Kind::Sustained, Dose::new(3, 1, 15), "3/1/10 2/1/10 1/1/10 1/1/5"),
            (Kind::Minutes, Dose::new(1, 1, 90), "1/1/60 1/1/30"),
        ] {
            let bounds = Bounds::new(&entry(kind), Irritability::Moderate);
            let got: Vec<String> = std::iter::successors(bounds.down(from), |d| bounds.down(*d))
                .map(|d| format!("{}/{}/{}", d.sets, d.reps, d.hold_s))
                .collect();
            assert_eq!(got.join(" "), way, "{kind:?}");
        }
    }

    #[test]
    fn an_eased_field_that_is_not_stepped_climbs_back_to_its_start() {
        let stretch = with(Kind::Stretch, [1, 2, 15], [0, 0, 5], [1, 2, 30]);
        let bounds = Bounds::new(&stretch, Irritability::Moderate);
        assert_eq!(bounds.up(Dose::new(1, 1, 10), false), Some(Dose::new(1, 2, 10)));
    }

    #[test]
    fn seconds_of_the_worked_example() {
        let total = seconds(Kind::Mobility, 1, Dose::new(1, 6, 0))
            + seconds(Kind::Reps, 2, Dose::new(1, 9, 0))
            + seconds(Kind::Stretch, 2, Dose::new(1, 2, 30));
        assert_eq!(total, 288);
        assert_eq!(seconds(Kind::Hold, 1, Dose::new(2, 5, 10)), 20 + 8 * 13 + 30);
    }

    #[test]
    fn absurd_numbers_are_cut() {
        let huge = with(Kind::Hold, [u32::MAX; 3], [u32::MAX; 3], [u32::MAX; 3]);
        let bounds = Bounds::new(&huge, Irritability::High);
        assert!(bounds.max.sets <= 10 && bounds.max.reps <= 100 && bounds.max.hold_s <= 3600);
        let zero = with(Kind::Reps, [0; 3], [0; 3], [0; 3]);
        let bounds = Bounds::new(&zero, Irritability::Low);
        assert!(bounds.start.sets >= 1 && bounds.start.reps >= 1);
        assert_eq!(bounds.up(bounds.start, true), None);
    }
}
