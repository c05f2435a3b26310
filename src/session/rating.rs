//! The questions of a session: pain and effort of each exercise, and how the whole was. Every answer
//! is written down when it is given; "rather not say" leaves the question unanswered.

use super::Mono;
use super::effect::Effect;
use super::machine::{Machine, record};
use super::phase::Phase;
use super::state::{Known, Mark};
use super::view::{Advice, Column};
use crate::domain::plan::input::Stop;
use crate::domain::score::Score;
use crate::journal::event::{EffortRated, PainRated, SignsNoted, When, WithinLimit};

/// Pain so much above the start: lower the dose (`screening` section 7: stop signs).
const SMALLER_FROM: u8 = 2;
/// Pain so much above the start: end the session (`screening` section 7: stop signs).
const ENOUGH_FROM: u8 = 3;
/// Pain at the start where it was not answered: what the progression rules (3.2) take for an
/// unanswered usual pain.
const UNKNOWN_START: u8 = 2;
/// Where the marker of an effort appears.
const EFFORT_MARKER: i16 = 5;

/// What a pain score during an exercise asks for, `start` being the pain before the session.
fn advice(start: Option<Score>, pain: Score) -> Option<Advice> {
    let start = start.map_or(UNKNOWN_START, Score::get);
    match pain.get().saturating_sub(start) {
        rise if rise >= ENOUGH_FROM => Some(Advice::Enough),
        rise if rise >= SMALLER_FROM => Some(Advice::Smaller),
        _ => None,
    }
}

/// Whether a pain score during an exercise asks for the end of the session.
pub(super) fn is_enough(start: Option<Score>, pain: Score) -> bool {
    advice(start, pain) == Some(Advice::Enough)
}

impl Machine {
    pub(super) fn ask(&mut self, phase: Phase) {
        self.state.phase = phase;
        self.state.timer = None;
        self.state.marker = None;
        if matches!(phase, Phase::RatePain | Phase::RateEffort) {
            self.state.marks[self.state.item].asked = true;
        }
    }

    /// The first question after the last exercise.
    pub(super) fn ask_at_end(&mut self, effects: &mut Vec<Effect>) {
        self.let_go(effects);
        if let Some(item) = self.unrated().filter(|_| self.rates_each()) {
            return self.look_back(item);
        }
        self.state.cell = (0, Column::Pain);
        self.next_cell(effects);
    }

    /// "Enough for today" was read. What waits to be rated is asked still.
    pub(super) fn after_sore(&mut self, effects: &mut Vec<Effect>) {
        self.state.advice = None;
        self.let_go(effects);
        match self.open_cell() {
            Some(cell) => {
                self.state.cell = cell;
                self.ask(Phase::RateTable);
            }
            None => self.ask_of_all(effects),
        }
    }

    /// The questions about the whole, from the first that was not answered before the session was broken off.
    fn ask_of_all(&mut self, effects: &mut Vec<Effect>) {
        match self.known {
            Known { reserve: true, .. } => self.finish(effects),
            Known { effort: true, .. } => self.ask(Phase::EnergyLeft),
            Known { pain: true, .. } => self.ask(Phase::AfterEffort),
            Known { .. } => self.ask(Phase::AfterPain),
        }
    }

    fn after_exercises(&mut self, effects: &mut Vec<Effect>) {
        let again = std::mem::take(&mut self.known.too_sore);
        let sore = self
            .state
            .marks
            .iter()
            .filter(|mark| !mark.asked)
            .filter_map(|mark| mark.pain)
            .any(|pain| self.advice_for(pain) == Some(Advice::Enough));
        self.state.advice = (sore || again).then_some(Advice::Enough);
        if self.state.advice.is_some() { self.ask(Phase::TooSore) } else { self.ask_of_all(effects) }
    }

    /// What a pain score during an exercise asks for.
    fn advice_for(&self, pain: Score) -> Option<Advice> {
        advice(self.pain_before, pain)
    }

    pub(super) fn move_marker(&mut self, by: i8) {
        let first = match self.column() {
            Column::Pain => i16::from(self.pain_before.map_or(UNKNOWN_START, Score::get)),
            Column::Effort => EFFORT_MARKER,
        };
        let to = match self.state.marker {
            None => first,
            Some(marker) => (i16::from(marker.get()) + i16::from(by)).clamp(0, 10),
        };
        self.state.marker = u8::try_from(to).ok().and_then(Score::new);
    }

    /// Whether pain or effort is asked.
    fn column(&self) -> Column {
        match self.state.phase {
            Phase::RateEffort | Phase::AfterEffort => Column::Effort,
            Phase::RateTable => self.state.cell.1,
            _ => Column::Pain,
        }
    }

    pub(super) fn score(&mut self, score: Score, now: Mono, effects: &mut Vec<Effect>) {
        self.keep();
        let item = match self.state.phase {
            Phase::RatePain | Phase::RateEffort => Some(self.state.item),
            Phase::RateTable => Some(self.state.cell.0),
            _ => None,
        };
        let session = self.session.clone();
        let exercise = item.map(|item| self.items[item].exercise.clone());
        match self.column() {
            Column::Pain => {
                let when = if item.is_some() { When::Exercise } else { When::After };
                record(effects, PainRated { session: Some(session.into()), when, item, exercise, score });
            }
            Column::Effort => record(effects, EffortRated { session: session.into(), item, exercise, score }),
        }
        if let Some(item) = item {
            match self.column() {
                Column::Pain => self.state.marks[item].pain = Some(score),
                Column::Effort => self.state.marks[item].effort = Some(score),
            }
        }
        if self.state.phase == Phase::RatePain {
            self.state.advice = self.advice_for(score);
            if self.state.advice == Some(Advice::Enough) {
                self.state.ending = true;
                return self.ask(Phase::TooSore);
            }
        }
        self.answered(now, effects);
    }

    pub(super) fn no_score(&mut self, now: Mono, effects: &mut Vec<Effect>) {
        self.keep();
        self.answered(now, effects);
    }

    /// On to the next question, answered or not.
    fn answered(&mut self, now: Mono, effects: &mut Vec<Effect>) {
        match self.state.phase {
            Phase::RatePain => self.ask(Phase::RateEffort),
            Phase::RateEffort => self.next_item(now, effects),
            Phase::RateTable => {
                self.state.cell = match self.state.cell {
                    (item, Column::Pain) => (item, Column::Effort),
                    (item, Column::Effort) => (item + 1, Column::Pain),
                };
                self.next_cell(effects);
            }
            Phase::AfterPain => self.ask(Phase::AfterEffort),
            Phase::AfterEffort => self.ask(Phase::EnergyLeft),
            Phase::EnergyLeft => self.finish(effects),
            _ => {}
        }
    }

    fn next_cell(&mut self, effects: &mut Vec<Effect>) {
        match self.open_cell() {
            Some(cell) => {
                self.state.cell = cell;
                self.ask(Phase::RateTable);
            }
            None => self.after_exercises(effects),
        }
    }

    /// The first cell from the present one on that is to be asked: not one that has its number.
    fn open_cell(&self) -> Option<(usize, Column)> {
        let (here, column) = self.state.cell;
        let first = |item: usize, mark: &Mark| match (mark.pain, mark.effort) {
            _ if !mark.played || mark.within || mark.asked => None,
            (None, _) if item != here || column == Column::Pain => Some((item, Column::Pain)),
            (_, None) => Some((item, Column::Effort)),
            _ => None,
        };
        self.state.marks.iter().enumerate().skip(here).find_map(|(item, mark)| first(item, mark))
    }

    /// The exercises that "all within my limit" would cover now: not those that have a number, nor
    /// those that were ended for pain.
    pub(super) fn coverable(&self) -> Vec<usize> {
        let covers = |item: usize| {
            let mark = &self.state.marks[item];
            let hurt = matches!(mark.stop, Some(Stop::Pain | Stop::Sharp | Stop::Spreading));
            mark.played && mark.pain.is_none() && !mark.within && !hurt
        };
        match self.phase() {
            Phase::RatePain => vec![self.state.item],
            Phase::RateTable => (0..self.items.len()).filter(|&item| !self.state.marks[item].asked).collect(),
            _ => Vec::new(),
        }
        .into_iter()
        .filter(|&item| covers(item))
        .collect()
    }

    pub(super) fn within_limit(&mut self, now: Mono, effects: &mut Vec<Effect>) {
        let items = self.coverable();
        if items.is_empty() {
            return;
        }
        self.keep();
        for &item in &items {
            self.state.marks[item].within = true;
        }
        record(effects, WithinLimit { session: self.session.as_str().into(), items });
        if self.state.phase == Phase::RatePain {
            self.next_item(now, effects);
        } else {
            self.next_cell(effects);
        }
    }

    pub(super) fn energy_left(&mut self, left: bool, effects: &mut Vec<Effect>) {
        self.keep();
        let signs = if left { Vec::new() } else { vec!["no_reserve".to_owned()] };
        record(effects, SignsNoted { session: self.session.as_str().into(), signs });
        self.finish(effects);
    }
}
