//! What there is to show at one instant. A screen needs nothing else.

use super::Mono;
use super::breath::{self, Breath};
use super::course;
use super::item::Work;
use super::machine::Machine;
use super::phase::Phase;
use super::settings::Count;
use super::state::Mark;
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
    /// The parts of a repetition by the clock, with their seconds rounded up; empty where there are none.
    pub parts: Vec<(Phase, u32)>,
    /// Where a paced breath is; `None` where none is paced.
    pub breath: Option<Breath>,
    /// Percent of its own tempo that a repetition or breath takes, where the clock keeps one.
    pub pace: Option<u32>,
    /// Who counts the repetitions, where the person may choose.
    pub count: Option<Count>,
    /// The exercises of the session, while it is asked which one to go to; empty in all other phases.
    pub list: Vec<Stop>,
}

/// One exercise of the session, as a place to go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// Its name.
    pub name: String,
    /// How far it came.
    pub came: Came,
}

/// How far an exercise of the session came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Came {
    /// It is still to come.
    ToCome,
    /// It runs.
    Here,
    /// It was done.
    Done,
    /// It was ended early.
    Early,
}

impl Came {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Came::ToCome => "to come",
            Came::Here => "here",
            Came::Done => "done",
            Came::Early => "ended early",
        }
    }
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

/// What a pain score asks for at once (`screening` section 7: stop signs).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Advice {
    /// Two points above the start: smaller movements, fewer of them.
    Smaller,
    /// Three or more above the start: no more today.
    Enough,
}

impl Advice {
    /// Who says so: the two bounds were chosen for this program.
    pub const SOURCES: &'static [&'static str] = &["D"];

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

impl Machine {
    /// What there is to show at `now`.
    pub fn view(&self, now: Mono) -> View {
        let state = &self.state;
        let phase = self.phase();
        let spot = state.spot;
        let item = self.current();
        let counts = state.phase == Phase::Reps;
        let left_s = state.timer.map_or(0, |timer| timer.left_s(now));
        let in_table = phase == Phase::RateTable;
        let rows = || state.marks.iter().enumerate().filter(|(_, mark)| mark.played);
        View {
            phase,
            item: state.item,
            items: self.items.len(),
            exercise: item.map(|item| item.exercise.clone()).unwrap_or_default(),
            name: item.map(|item| item.name.clone()).unwrap_or_default(),
            kind: item.map(|item| item.kind),
            side: item.and_then(|item| course::side(item, spot.side)),
            set: spot.set,
            sets: item.map_or(1, |item| item.dose.sets),
            rep: if counts { state.count } else { spot.rep },
            reps: item.map_or(1, |item| item.reps_in_set(spot.set)),
            left_s,
            total_s: state.timer.map_or(0, |timer| timer.total_s()),
            paused: state.paused.filter(|_| state.phase.is_exercise()),
            minutes_left: self.exercise_s_left(left_s).div_ceil(60),
            next: self.next_words(),
            advice: state.advice,
            marker: state.marker,
            within_limit: !self.coverable().is_empty(),
            can_undo: (!self.undo.is_empty() || counts && state.count > 0)
                && (phase.is_question() || phase.is_exercise() || phase == Phase::Finished),
            table: rows().filter(|_| in_table).map(|(at, mark)| self.row(at, *mark)).collect(),
            cell: rows()
                .position(|(at, _)| at == state.cell.0)
                .filter(|_| in_table)
                .map(|row| (row, state.cell.1)),
            parts: item.map(|_| self.seconds_of_parts()).unwrap_or_default(),
            breath: self.breath(now),
            pace: item.filter(|_| self.is_paced()).map(|item| item.pace),
            count: item.and_then(|item| match item.work(&self.settings) {
                Work::CountedReps => Some(Count::ByKey),
                Work::TempoReps => Some(Count::ByClock),
                _ => None,
            }),
            list: if phase == Phase::AskJump { self.stops() } else { Vec::new() },
        }
    }

    fn seconds_of_parts(&self) -> Vec<(Phase, u32)> {
        let up = |time: Mono| u32::try_from(time.as_millis().div_ceil(1000)).unwrap_or(u32::MAX);
        self.parts().into_iter().map(|(phase, time)| (phase, up(time))).collect()
    }

    fn breath(&self, now: Mono) -> Option<Breath> {
        let timer = self.state.timer?;
        breath::at(self.current()?, self.breath_passed(timer, now)?)
    }

    fn stops(&self) -> Vec<Stop> {
        let came = |place: usize, mark: &Mark| match mark.stop {
            _ if place == self.state.item => Came::Here,
            None if mark.ended => Came::Done,
            Some(_) if mark.ended || mark.played => Came::Early,
            _ => Came::ToCome,
        };
        let all = self.items.iter().zip(&self.state.marks).enumerate();
        all.map(|(place, (item, mark))| Stop { name: item.name.clone(), came: came(place, mark) }).collect()
    }

    fn row(&self, item: usize, mark: Mark) -> Row {
        Row { item, name: self.items[item].name.clone(), pain: mark.pain, effort: mark.effort }
    }

    /// Seconds of exercises that are left, `left_s` of them of this phase.
    fn exercise_s_left(&self, left_s: u32) -> u32 {
        let state = &self.state;
        let Some(item) = self.current() else {
            return 0;
        };
        let here = if state.item_ended {
            Mono::ZERO
        } else {
            let by_key = if state.phase == Phase::Reps {
                item.rep().saturating_mul(item.reps_in_set(state.spot.set).saturating_sub(state.count))
            } else {
                Mono::ZERO
            };
            let rest = course::rest(item, &self.settings, state.spot, self.level_change());
            Mono::from_secs(left_s.into()).saturating_add(by_key).saturating_add(rest)
        };
        let after = if state.ending || self.is_over() {
            Mono::ZERO
        } else {
            let items = self.to_come().map(|place| &self.items[place]);
            course::estimate_all(items, &self.settings, item.on_floor)
        };
        u32::try_from(here.saturating_add(after).as_millis().div_ceil(1000)).unwrap_or(u32::MAX)
    }

    /// What comes after this set, in words.
    fn next_words(&self) -> Option<String> {
        let state = &self.state;
        let item = self.current()?;
        let rating = matches!(state.phase, Phase::RatePain | Phase::RateEffort);
        if !state.phase.is_exercise() && !rating {
            return None;
        }
        let next = match &self.kept {
            Some(kept) => Some(kept.item),
            None => self.next_open(),
        };
        let after = match next.and_then(|next| self.items.get(next)) {
            Some(next) if !state.ending => next.name.clone(),
            _ => "a few questions".to_owned(),
        };
        if rating {
            return Some(after);
        }
        let last_side = state.spot.side + 1 >= item.side_count();
        let last_set = state.spot.set >= item.dose.sets;
        Some(match (last_side, last_set) {
            (true, true) => after,
            (true, false) => {
                format!("rest, then set {} of {}", state.spot.set + 1, item.dose.sets)
            }
            (false, true) => format!("switch sides, then {after}"),
            (false, false) => "switch sides, then rest".to_owned(),
        })
    }
}

impl View {
    /// The question of this phase, and what is meant by it; both empty where none is asked.
    pub fn question(&self) -> (String, &'static str) {
        let asked = |name: &str, column: Column| match column {
            Column::Pain => format!("{name}: the worst pain during it, 0 to 10?"),
            Column::Effort => format!("{name}: how hard was it, 0 to 10?"),
        };
        match self.phase {
            Phase::RatePain => {
                (asked(&self.name, Column::Pain), "0 is none, 10 the worst that you can imagine.")
            }
            Phase::RateEffort => (asked(&self.name, Column::Effort), "0 is nothing, 10 as hard as you can."),
            Phase::RateTable => {
                let cell = self.cell.and_then(|(row, column)| Some((&self.table.get(row)?.name, column)));
                (cell.map_or_else(String::new, |(name, column)| asked(name, column)), "")
            }
            Phase::AfterPain => ("How bad is the pain now, 0 to 10?".to_owned(), ""),
            Phase::AfterEffort => ("How hard was the whole session, 0 to 10?".to_owned(), ""),
            Phase::EnergyLeft => (
                "Could you have done a little more?".to_owned(),
                "Ending with something in reserve is right. If not, next time is easier.",
            ),
            _ => (String::new(), ""),
        }
    }
}
