//! Everything that a session remembers.

use super::Mono;
use super::course::Spot;
use super::item::Item;
use super::phase::Phase;
use super::tally::Tally;
use super::timer::Timer;
use super::view::{Advice, Column};
use crate::domain::dose::Dose;
use crate::domain::plan::input::Stop;
use crate::domain::score::Score;
use crate::journal::event::PauseWhy;

/// What the lines of a session that was broken off at its last questions say of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Known {
    pub(super) pain: bool,
    pub(super) effort: bool,
    pub(super) reserve: bool,
    /// Pain had risen too far, and nothing was answered since: it is said once more.
    pub(super) too_sore: bool,
}

/// Everything that changes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct State {
    pub(super) begun: bool,
    pub(super) phase: Phase,
    /// A question that lies over the phase; the clock stands.
    pub(super) over: Option<Over>,
    /// There in every timed phase, and only there.
    pub(super) timer: Option<Timer>,
    /// How much later than the schedule has it this phase ends.
    pub(super) behind: Mono,
    /// Why the clock stands. Kept through questions: the next exercise then waits.
    pub(super) paused: Option<PauseWhy>,
    pub(super) item: usize,
    pub(super) item_ended: bool,
    pub(super) spot: Spot,
    /// The exercise that was run last; a rating may look back at another one.
    pub(super) cursor: usize,
    /// What had passed of the minutes when the breath was paced anew.
    pub(super) breath_from: Mono,
    /// The half of a paced breath that was signalled last.
    pub(super) breathed: Option<u64>,
    /// Repetitions counted by key in this set.
    pub(super) count: u32,
    pub(super) tally: Tally,
    pub(super) marks: Vec<Mark>,
    /// The cell of the table that is asked: place of the exercise, and column.
    pub(super) cell: (usize, Column),
    pub(super) marker: Option<Score>,
    pub(super) advice: Option<Advice>,
    /// No further exercise: the questions at the end come next.
    pub(super) ending: bool,
    /// Whether the person is down on the floor, as far as the session knows.
    pub(super) on_floor: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Over {
    AskSkip,
    AskForm,
    AskJump,
    Wrong,
}

/// What is known of one exercise once it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Mark {
    /// Something was done that can be rated.
    pub(super) played: bool,
    pub(super) stop: Option<Stop>,
    pub(super) pain: Option<Score>,
    pub(super) effort: Option<Score>,
    pub(super) within: bool,
    /// It had its turn, to its end or to the person's.
    pub(super) ended: bool,
    /// It was passed by, by going to a later one.
    pub(super) passed: bool,
    /// Its ratings were asked.
    pub(super) asked: bool,
    /// Its ratings wait for the table at the end.
    pub(super) waits: bool,
    /// What it came to when it was ended before, and why it ended early.
    pub(super) before: Option<(Dose, Option<Stop>)>,
}

/// The session as it was before something that can be taken back.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Taken {
    pub(super) state: State,
    /// The form that the exercise had, where that is what changed.
    pub(super) form: Option<(usize, Item)>,
    /// The lines that were written for it: to be taken back as well. `None`: not known yet.
    pub(super) lines: Option<Vec<usize>>,
}
