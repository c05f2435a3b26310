//! One exercise with its dose, as the session runs it.

use super::Mono;
use super::settings::{Count, PACES, Settings, USUAL_PACE};
use crate::domain::dose::{Dose, Kind};
use crate::domain::exercise::{Exercise, Position, Sides, Tempo};
use crate::domain::history::PlannedItem;

/// Longest hold or stretch of time that is run, seconds. Far above every catalogue entry: it is
/// there so that a damaged line of the journal cannot make a hold of a year.
pub const LONGEST_S: u32 = 2 * 60 * 60;
/// Most repetitions in a set that are run.
pub const MOST_REPS: u32 = 200;
/// Most sets that are run.
pub const MOST_SETS: u32 = 20;

/// Tempo of a moving repetition for which the catalogue says none: 4 s, as the plan reckons.
const USUAL_TEMPO: Tempo = Tempo { out_s: 2, pause_s: 0, back_s: 2 };

/// One exercise of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Exercise id.
    pub exercise: String,
    /// Name as shown.
    pub name: String,
    /// How it is dosed.
    pub kind: Kind,
    /// Once, or on each side.
    pub sides: Sides,
    /// Dose per side.
    pub dose: Dose,
    /// Seconds out, at the end, and back.
    pub tempo: Tempo,
    /// Whether it is done on the floor.
    pub on_floor: bool,
    /// Body position.
    pub position: Position,
    /// Longest hold that the catalogue allows, seconds; never under the dose.
    pub max_hold_s: u32,
    /// Seconds that the figure is shown before the count starts, for an exercise that the person
    /// has not met before; 0: not at all.
    pub look_s: u32,
    /// How long a repetition by the clock, or a paced breath, takes: percent of its own tempo.
    pub pace: u32,
    /// Who counts its moving repetitions, where the person has chosen; else the settings say so.
    pub count: Option<Count>,
}

/// How the session runs an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Holds with gaps between.
    Holds,
    /// Out, hold, back, counted by the clock.
    HeldReps,
    /// Out, pause, back, counted by the clock.
    TempoReps,
    /// Repetitions that the person counts.
    CountedReps,
    /// One stretch of time.
    Minutes,
}

impl Item {
    /// The item that the plan asks for. The plan's dose and sides win over the catalogue's.
    pub fn from(exercise: &Exercise, planned: &PlannedItem) -> Item {
        Item {
            exercise: exercise.id.clone(),
            name: exercise.name.clone(),
            kind: exercise.kind,
            sides: match planned.sides {
                1 => Sides::Both,
                2 => Sides::Each,
                _ => exercise.sides,
            },
            dose: planned.dose,
            tempo: exercise.tempo,
            on_floor: exercise.position.on_floor(),
            position: exercise.position,
            max_hold_s: exercise.max.hold_s,
            look_s: 0,
            pace: USUAL_PACE,
            count: None,
        }
        .bounded()
    }

    /// An item of an exercise that the catalogue no longer has: a session goes on with what its journal
    /// says of it, under its id.
    pub fn unknown(planned: &PlannedItem) -> Item {
        Item {
            exercise: planned.exercise.clone(),
            name: planned.exercise.clone(),
            kind: if planned.dose.hold_s == 0 { Kind::Reps } else { Kind::Stretch },
            sides: if planned.sides == 2 { Sides::Each } else { Sides::Both },
            dose: planned.dose,
            tempo: USUAL_TEMPO,
            on_floor: false,
            position: Position::Standing,
            max_hold_s: planned.dose.hold_s,
            look_s: 0,
            pace: USUAL_PACE,
            count: None,
        }
        .bounded()
    }

    /// The same item with a dose that can be run: nothing 0 that must not be, nothing without end.
    #[must_use]
    pub fn bounded(mut self) -> Item {
        self.dose.sets = self.dose.sets.clamp(1, MOST_SETS);
        self.dose.reps = self.dose.reps.clamp(1, MOST_REPS);
        self.dose.hold_s = self.dose.hold_s.min(LONGEST_S);
        if matches!(self.kind, Kind::Stretch | Kind::Sustained | Kind::Minutes) {
            self.dose.hold_s = self.dose.hold_s.max(1);
        }
        let tempo = &mut self.tempo;
        if tempo.out_s == 0 && tempo.pause_s == 0 && tempo.back_s == 0 && !self.kind_holds() {
            self.tempo = USUAL_TEMPO;
        }
        for part in [&mut self.tempo.out_s, &mut self.tempo.pause_s, &mut self.tempo.back_s] {
            *part = (*part).min(60);
        }
        self.max_hold_s = self.max_hold_s.clamp(self.dose.hold_s, LONGEST_S);
        self.look_s = self.look_s.min(60);
        self.pace = self.pace.clamp(*PACES.start(), *PACES.end());
        self
    }

    /// Whether a repetition of it has a hold.
    fn kind_holds(&self) -> bool {
        match self.kind {
            Kind::Mobility | Kind::Reps => false,
            Kind::Hold => self.dose.hold_s > 0,
            Kind::Stretch | Kind::Sustained | Kind::Minutes => true,
        }
    }

    /// How the session runs it.
    pub fn work(&self, settings: &Settings) -> Work {
        match self.kind {
            Kind::Stretch | Kind::Sustained => Work::Holds,
            Kind::Minutes => Work::Minutes,
            Kind::Hold if self.dose.hold_s > 0 => Work::HeldReps,
            Kind::Hold | Kind::Mobility | Kind::Reps => match self.count.unwrap_or(settings.count) {
                Count::ByKey => Work::CountedReps,
                Count::ByClock => Work::TempoReps,
            },
        }
    }

    /// How many sides are worked one after the other: 1 or 2.
    pub fn side_count(&self) -> u32 {
        match self.sides {
            Sides::Both => 1,
            Sides::Each => 2,
        }
    }

    /// Repetitions or holds in this set (from 1), on one side. From the second set on, kind `hold`
    /// has two fewer, at least one (dose table of the progression rules: 5 + 3).
    pub fn reps_in_set(&self, set: u32) -> u32 {
        match self.kind {
            Kind::Hold if set > 1 => self.dose.reps.saturating_sub(2).max(1),
            Kind::Minutes => 1,
            _ => self.dose.reps,
        }
    }

    /// So many seconds of its tempo, as long as the person's pace makes them. A way there or back never
    /// takes less than a second: nobody is to be hurried into a jerk.
    pub fn paced(&self, seconds: u32) -> Mono {
        let whole = Mono::from_secs(1).min(Mono::from_secs(seconds.into()));
        Mono::from_millis(u64::from(seconds) * u64::from(self.pace) * 10).max(whole)
    }

    /// One moving repetition at the person's pace.
    pub fn rep(&self) -> Mono {
        let Tempo { out_s, pause_s, back_s } = self.tempo;
        self.paced(out_s) + self.paced(pause_s) + self.paced(back_s)
    }

    /// Whether its minutes are breathed by the clock: in and out by the seconds of its tempo.
    pub fn is_breathed(&self) -> bool {
        self.kind == Kind::Minutes && self.tempo.out_s > 0 && self.tempo.back_s > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::exercise::{Block, Mode};

    fn exercise() -> Exercise {
        Exercise {
            id: "side-plank".to_owned(),
            name: "Side plank".to_owned(),
            block: Block::Stability,
            position: Position::SideLying,
            sides: Sides::Each,
            mode: Mode::TimedReps,
            kind: Kind::Sustained,
            start: Dose::new(1, 1, 10),
            step: Dose::new(1, 0, 5),
            max: Dose::new(3, 1, 30),
            tempo: Tempo::default(),
            spine: "neutral".to_owned(),
            equipment: Vec::new(),
            regions: Vec::new(),
            tags: Vec::new(),
            skip: Vec::new(),
            modify: Vec::new(),
            easier: None,
            harder: None,
            ladder: Vec::new(),
            say: String::new(),
            steps: Vec::new(),
            cues: Vec::new(),
            breath: String::new(),
            feel: String::new(),
            pain_note: String::new(),
            sources: Vec::new(),
            builtin: true,
        }
    }

    #[test]
    fn the_plan_says_how_much_and_the_catalogue_how() {
        let dose = Dose::new(2, 1, 15);
        for (sides, expected) in [(1, Sides::Both), (2, Sides::Each), (0, Sides::Each)] {
            let planned = PlannedItem { exercise: "side-plank".to_owned(), dose, sides };
            let item = Item::from(&exercise(), &planned);
            assert_eq!((item.dose, item.sides), (dose, expected));
            assert_eq!((item.kind, item.on_floor, item.max_hold_s), (Kind::Sustained, true, 30));
            assert_eq!(item.name, "Side plank");
        }
    }

    #[test]
    fn no_damaged_line_makes_a_hold_of_a_year_or_of_nothing() {
        for (asked, run) in [
            (Dose::new(0, 0, 0), Dose::new(1, 1, 1)),
            (Dose::new(u32::MAX, u32::MAX, u32::MAX), Dose::new(MOST_SETS, MOST_REPS, LONGEST_S)),
        ] {
            let planned = PlannedItem { exercise: "side-plank".to_owned(), dose: asked, sides: 2 };
            let item = Item::from(&exercise(), &planned);
            assert_eq!(item.dose, run);
            assert!(item.max_hold_s >= run.hold_s);
        }
    }

    #[test]
    fn the_second_set_of_held_repetitions_has_two_fewer() {
        let planned = |reps| PlannedItem { exercise: String::new(), dose: Dose::new(2, reps, 6), sides: 1 };
        for (kind, reps, sets) in [
            (Kind::Hold, 5, [5, 3]),
            (Kind::Hold, 2, [2, 1]),
            (Kind::Reps, 5, [5, 5]),
            (Kind::Sustained, 1, [1, 1]),
        ] {
            let item = Item::from(&Exercise { kind, ..exercise() }, &planned(reps));
            assert_eq!([item.reps_in_set(1), item.reps_in_set(2)], sets, "{kind:?}");
        }
    }
}
