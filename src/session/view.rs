//! What there is to show at one instant. A screen needs nothing else.

use super::phase::Phase;
use crate::domain::dose::Kind;
use crate::domain::score::Score;
use crate::journal::event::{PauseWhy, Side};

/// What there is to show.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// Where in the session one is.
    pub phase: Phase,
    /// Place of the exercise in the session, from 0.
    pub item: usize,
    /// How many exercises there are.
    pub items: usize,
    /// Exercise id; empty where there is none.
    pub exercise: String,
    /// Its name.
    pub name: String,
    /// How it is dosed; `None` where there is no exercise.
    pub kind: Option<Kind>,
    /// The side to work on, or to change to; `None` where both work together.
    pub side: Option<Side>,
    /// Set, from 1.
    pub set: u32,
    /// Sets asked.
    pub sets: u32,
    /// The hold or repetition that runs or comes next, from 1; where the person counts, how many
    /// were counted.
    pub rep: u32,
    /// Holds or repetitions asked in this set, on this side.
    pub reps: u32,
    /// Seconds left of this phase, rounded up; 0 where no clock runs.
    pub left_s: u32,
    /// Seconds that this phase takes in all, rounded up; 0 where no clock runs.
    pub total_s: u32,
    /// Why the clock stands; `None` while it runs, and in questions.
    pub paused: Option<PauseWhy>,
    /// Minutes left of the exercises, rounded up; an estimate.
    pub minutes_left: u32,
    /// What comes next, in words.
    pub next: Option<String>,
    /// Advice that follows from the last pain score.
    pub advice: Option<Advice>,
    /// Marker of a rating, once it was moved.
    pub marker: Option<Score>,
    /// Whether "all within my limit" can be answered here.
    pub within_limit: bool,
    /// Whether a rating can be taken back here.
    pub can_undo: bool,
    /// The table of ratings; empty in all other phases.
    pub table: Vec<Row>,
    /// The cell that is asked: row of `table`, and column.
    pub cell: Option<(usize, Column)>,
}

/// One line of the table of ratings.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Place of the exercise in the session, from 0.
    pub item: usize,
    /// Its name.
    pub name: String,
    /// Worst pain, if given.
    pub pain: Option<Score>,
    /// Effort, if given.
    pub effort: Option<Score>,
}

/// Column of the table of ratings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// Worst pain.
    Pain,
    /// Effort.
    Effort,
}

/// What a pain score asks for at once (stop signs, `clinical` table: pain above the start).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Advice {
    /// Two points above the start: smaller movements, fewer of them.
    Smaller,
    /// Three or more above the start: no more today.
    Enough,
}

impl Advice {
    /// One sentence for the person.
    pub fn words(self) -> &'static str {
        match self {
            Advice::Smaller => {
                "That is more pain than at the start. Make the next movements smaller, or do fewer."
            }
            Advice::Enough => {
                "Your pain has gone up since the start. That is enough for today. Rest, \
                 change position, move about gently as you like."
            }
        }
    }
}
