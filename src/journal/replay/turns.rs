//! What was done of an exercise that never came to its end: set by set, side by side.
//!
//! Where a set is done again, the latest counts, and what came after it on that side the first time is
//! forgotten.

use crate::domain::dose::Dose;
use crate::journal::event::Side;

/// One line about a part of an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// One set on one side.
    Set {
        /// From 1.
        nth: u32,
        /// Repetitions asked.
        asked: u32,
        /// Repetitions done.
        reps: u32,
        /// Seconds of each.
        hold_s: u32,
    },
    /// One hold on one side.
    Hold {
        /// From 1.
        nth: u32,
        /// Seconds, no more than asked.
        held_s: u32,
    },
    /// A stretch of time.
    Stretch {
        /// Seconds done.
        seconds: u32,
    },
}

impl Part {
    /// Whether it is more than anybody does.
    pub(super) fn is_beyond(self, most: Dose) -> bool {
        match self {
            Part::Set { nth, reps, hold_s, .. } => {
                nth > most.sets || reps > most.reps || hold_s > most.hold_s
            }
            Part::Hold { nth, held_s } => nth > most.reps || held_s > most.hold_s,
            Part::Stretch { seconds } => seconds > most.hold_s,
        }
    }

    /// Whether nothing was done of it.
    pub(super) fn is_nothing(self) -> bool {
        matches!(
            self,
            Part::Set { reps: 0, .. } | Part::Hold { held_s: 0, .. } | Part::Stretch { seconds: 0 }
        )
    }

    fn nth(self) -> u32 {
        match self {
            Part::Set { nth, .. } | Part::Hold { nth, .. } => nth,
            Part::Stretch { .. } => 1,
        }
    }
}

/// All parts of one exercise that count.
#[derive(Debug, Clone, Default)]
pub(super) struct Turns(Vec<(Part, Option<Side>)>);

impl Turns {
    /// Takes a part in; it and what came after it on that side are forgotten first.
    pub(super) fn add(&mut self, part: Part, side: Option<Side>) {
        self.0.retain(|(known, of)| *of != side || known.nth() < part.nth());
        self.0.push((part, side));
    }

    /// What it comes to: the lower of the two sides, no more sets or repetitions than asked.
    pub(super) fn done(&self, asked: Dose, sides: u32) -> Dose {
        let sides: &[Side] = if sides > 1 { &[Side::Left, Side::Right] } else { &[] };
        let all = self.on(asked, None);
        sides.iter().map(|side| self.on(asked, Some(*side))).reduce(lower).unwrap_or(all)
    }

    /// Work on one side: repetitions, times their seconds where they are held; seconds of holds.
    pub(super) fn work(&self, side: Side) -> u32 {
        let here = self.0.iter().filter(|(_, of)| *of == Some(side));
        here.map(|(part, _)| match part {
            Part::Set { reps, hold_s, .. } => reps.saturating_mul((*hold_s).max(1)),
            Part::Hold { held_s, .. } => *held_s,
            Part::Stretch { seconds } => *seconds,
        })
        .fold(0, u32::saturating_add)
    }

    /// What was done on one side; a line that names no side counts for both.
    fn on(&self, asked: Dose, side: Option<Side>) -> Dose {
        let here = || {
            let parts = self.0.iter().filter(move |(_, of)| side.is_none() || of.is_none() || *of == side);
            parts.map(|(part, _)| *part).filter(|part| !part.is_nothing())
        };
        let holds: Vec<u32> = here()
            .filter_map(|part| match part {
                Part::Hold { held_s, .. } => Some(held_s),
                _ => None,
            })
            .collect();
        if let Some(shortest) = holds.iter().min() {
            let count = u32::try_from(holds.len()).unwrap_or(u32::MAX);
            return Dose::new(count.min(asked.sets), count.min(asked.reps), *shortest);
        }
        let whole = here().filter_map(|part| match part {
            Part::Set { asked, reps, hold_s, .. } if reps >= asked => Some((reps, hold_s)),
            _ => None,
        });
        let sets = whole.fold(NOTHING, |so_far, (reps, hold_s)| Dose {
            sets: so_far.sets + 1,
            reps: so_far.reps.max(reps),
            hold_s: if so_far.sets == 0 { hold_s } else { so_far.hold_s.min(hold_s) },
        });
        if sets != NOTHING {
            return Dose::new(sets.sets.min(asked.sets), sets.reps.min(asked.reps), sets.hold_s);
        }
        match here().next() {
            Some(Part::Set { reps, hold_s, .. }) => Dose::new(1, reps.min(asked.reps), hold_s),
            Some(Part::Stretch { seconds }) => Dose::new(1, 1, seconds),
            _ => NOTHING,
        }
    }
}

const NOTHING: Dose = Dose::new(0, 0, 0);

fn lower(a: Dose, b: Dose) -> Dose {
    if a == NOTHING || b == NOTHING { NOTHING } else { a.lower(b) }
}
