//! What was really done of one exercise: set by set, side by side, the weaker side counting.

use crate::domain::dose::Dose;

/// What was done of one exercise.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    turns: Vec<Turn>,
}

/// One set on one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// Set, from 1.
    pub set: u32,
    /// 0 or 1.
    pub side: u32,
    /// Repetitions or holds that were done to the end.
    pub reps: u32,
    /// Shortest of those, seconds; 0 for moving ones.
    pub hold_s: u32,
    /// Seconds of one that was broken off.
    pub broken_s: u32,
    /// Whether all of the set was done.
    pub complete: bool,
}

impl Tally {
    /// The set on that side, begun now if it was not.
    pub fn turn(&mut self, set: u32, side: u32) -> &mut Turn {
        let place = self.turns.iter().position(|turn| (turn.set, turn.side) == (set, side));
        let place = place.unwrap_or_else(|| {
            self.turns.push(Turn { set, side, reps: 0, hold_s: 0, broken_s: 0, complete: false });
            self.turns.len() - 1
        });
        &mut self.turns[place]
    }

    /// Forgets that set on that side and all after it: they are done again.
    pub fn forget_from(&mut self, set: u32, side: u32) {
        self.turns.retain(|turn| (turn.set, turn.side) < (set, side));
    }

    /// Whether nothing at all was done.
    pub fn is_empty(&self) -> bool {
        self.turns.iter().all(|turn| turn.reps == 0 && turn.broken_s == 0)
    }

    /// What counts as done, field by field: the lower of the two sides. Whole sets count; where not
    /// one was finished, what there is of the first. Nothing done is one set of no repetitions.
    pub fn done(&self, sides: u32) -> Dose {
        (0..sides.max(1)).map(|side| self.done_on(side)).reduce(lower).unwrap_or(NOTHING)
    }

    fn done_on(&self, side: u32) -> Dose {
        let turns = || self.turns.iter().filter(move |turn| turn.side == side);
        let whole = turns().filter(|turn| turn.complete);
        // The first set has the most repetitions: that is the number that the dose names.
        let best = whole.clone().map(|turn| turn.reps).max();
        if let Some(reps) = best {
            let hold_s = whole.clone().map(|turn| turn.hold_s).min().unwrap_or(0);
            return Dose::new(whole.count() as u32, reps, hold_s);
        }
        match turns().next() {
            Some(turn) if turn.reps > 0 => Dose::new(1, turn.reps, turn.hold_s),
            Some(turn) if turn.broken_s > 0 => Dose::new(1, 1, turn.broken_s),
            _ => NOTHING,
        }
    }
}

impl Turn {
    /// One more was done to the end, of so many seconds (0: a moving one).
    pub fn add(&mut self, hold_s: u32) {
        self.hold_s = if self.reps == 0 { hold_s } else { self.hold_s.min(hold_s) };
        self.reps += 1;
    }
}

const NOTHING: Dose = Dose::new(1, 0, 0);

fn lower(a: Dose, b: Dose) -> Dose {
    Dose::new(a.sets.min(b.sets), a.reps.min(b.reps), a.hold_s.min(b.hold_s))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(turns: &[(u32, u32, u32, u32, u32, bool)]) -> Tally {
        let turns = turns.iter().map(|&(set, side, reps, hold_s, broken_s, complete)| Turn {
            set,
            side,
            reps,
            hold_s,
            broken_s,
            complete,
        });
        Tally { turns: turns.collect() }
    }

    #[test]
    fn the_weaker_side_and_the_whole_sets_count() {
        let cases = [
            ("nothing", tally(&[]), 1, Dose::new(1, 0, 0)),
            ("one set of one", tally(&[(1, 0, 5, 6, 0, true)]), 1, Dose::new(1, 5, 6)),
            (
                "5 + 3 is two sets of 5",
                tally(&[(1, 0, 5, 6, 0, true), (2, 0, 3, 6, 0, true)]),
                1,
                Dose::new(2, 5, 6),
            ),
            (
                "a second set that was not finished",
                tally(&[(1, 0, 5, 6, 0, true), (2, 0, 2, 6, 4, false)]),
                1,
                Dose::new(1, 5, 6),
            ),
            ("a first set that was not finished", tally(&[(1, 0, 2, 6, 0, false)]), 1, Dose::new(1, 2, 6)),
            ("only a broken hold", tally(&[(1, 0, 0, 0, 12, false)]), 1, Dose::new(1, 1, 12)),
            ("only the right side", tally(&[(1, 0, 2, 20, 0, true)]), 2, Dose::new(1, 0, 0)),
            (
                "left weaker",
                tally(&[(1, 0, 2, 20, 0, true), (1, 1, 1, 15, 0, false)]),
                2,
                Dose::new(1, 1, 15),
            ),
        ];
        for (name, tally, sides, done) in cases {
            assert_eq!(tally.done(sides), done, "{name}");
        }
    }

    #[test]
    fn going_back_forgets_what_is_done_again() {
        let mut tally = tally(&[(1, 0, 5, 6, 0, true), (1, 1, 5, 6, 0, true), (2, 0, 1, 6, 0, false)]);
        tally.forget_from(1, 1);
        assert_eq!(tally.done(1), Dose::new(1, 5, 6));
        assert_eq!(tally.done(2), Dose::new(1, 0, 0));
    }
}
