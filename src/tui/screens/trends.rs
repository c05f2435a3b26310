//! Is it helping? The charts: pain, doses, weeks, what one wants to do again, fear, sides. Arrow keys move
//! a cursor that reads out its day; every chart has its sentence and the same numbers as a table.

use std::time::Duration;

use chrono::{Days, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::trends_view::{Fits, View, draw};
use crate::coach::chart::{Kind, RANGES, Replay, Shelf};
use crate::domain::trend::Scale;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::past::Past;
use crate::tui::widgets::calendar::Unit;
use crate::tui::widgets::plot::Look;
use crate::tui::widgets::rows::row_of;

/// Days or columns of a leap.
const LEAP: usize = 7;
/// Rows of a leap in a table.
const PAGE: usize = 8;
/// Lines of a journal that are folded again at once; with more, the reason of a step waits until the cursor
/// has rested for so long: a key that is held down never stutters.
const QUICK: usize = 10_000;
const REST: Duration = Duration::from_millis(150);
/// Four weeks at first.
const FIRST_RANGE: usize = 1;

/// The charts.
pub struct Trends {
    kind: Kind,
    range: usize,
    /// Which panel of each chart is looked at.
    panel: [usize; Kind::ALL.len()],
    /// The day that is read out.
    cursor: NaiveDate,
    /// Whether it is shown as a table.
    table: bool,
    unit: Unit,
    shelf: Shelf,
    replay: Replay,
    fits: Fits,
    /// When the cursor moved last, and whether a reason waits for it to rest.
    moved: Duration,
    waits: bool,
}

impl Trends {
    /// Pain over four weeks, the cursor on today.
    pub fn new(shared: &Shared) -> Trends {
        Trends {
            kind: Kind::Pain,
            range: FIRST_RANGE,
            panel: [0; Kind::ALL.len()],
            cursor: shared.now.date(),
            table: false,
            unit: Unit::default(),
            shelf: Shelf::default(),
            replay: Replay::default(),
            fits: Fits::default(),
            moved: Duration::ZERO,
            waits: false,
        }
    }

    fn place(&self) -> usize {
        Kind::ALL.iter().position(|kind| *kind == self.kind).unwrap_or(0)
    }

    fn focus(&self) -> usize {
        self.panel[self.place()]
    }

    /// How much work was done so far: charts made, panels fitted to columns, reasons asked for.
    pub fn work(&self) -> (usize, usize, usize) {
        (self.shelf.count(), self.fits.count(), self.replay.asked())
    }

    fn keep_up(&mut self, shared: &Shared) {
        if self.shelf.keep_up(&shared.coach, shared.pen.changes(), shared.now.date()) {
            self.fits.forget();
            self.replay.forget();
            self.cursor = self.cursor.min(shared.now.date());
        }
    }

    fn set_range(&mut self, range: usize, shared: &Shared) {
        self.range = range.min(RANGES.len() - 1);
        let chart = self.shelf.get(&shared.coach, self.kind, self.range, shared.now.date());
        self.cursor = self.cursor.clamp(chart.from, chart.to);
    }

    fn set_kind(&mut self, nth: u8) {
        if let Some(kind) = usize::from(nth).checked_sub(1).and_then(|nth| Kind::ALL.get(nth)) {
            self.kind = *kind;
        }
    }

    /// The panel before or after, round and round.
    fn turn(&mut self, by: isize, shared: &Shared) {
        let chart = self.shelf.get(&shared.coach, self.kind, self.range, shared.now.date());
        let count = chart.panels.len().max(1);
        let place = self.place();
        self.panel[place] = (self.panel[place] + count).saturating_add_signed(by) % count;
    }

    /// Moves the cursor by steps of a day, or of a column where they are binned; in a table by rows.
    fn step(&mut self, by: isize, shared: &Shared) {
        let columns = self.fits.columns();
        let (is_table, focus, cursor) = (self.table, self.focus(), self.cursor);
        let chart = self.shelf.get(&shared.coach, self.kind, self.range, shared.now.date());
        if is_table {
            let Some(table) = chart.panels.get(focus).map(|panel| &panel.table) else { return };
            let count = table.rows.len();
            // The newest row is the first.
            let row = row_of(table, cursor).saturating_add_signed(-by).min(count.saturating_sub(1));
            if let Some(row) = count.checked_sub(row + 1).and_then(|nth| table.rows.get(nth)) {
                self.cursor = row.date.clamp(chart.from, chart.to);
            }
            return;
        }
        // A calendar has its days, however wide it is.
        let columns = if chart.calendar.is_some() { usize::MAX / 4 } else { columns };
        let scale = Scale::new(chart.from, chart.to, columns);
        let move_one = |day| if by < 0 { scale.before(day) } else { scale.after(day) };
        self.cursor = (0..by.unsigned_abs()).fold(cursor, |day, _| move_one(day));
    }
}

impl Screen for Trends {
    fn scope(&self) -> Scope {
        Scope::Trends
    }

    fn title(&self, _shared: &Shared) -> String {
        self.kind.title().into()
    }

    fn corner(&self, _shared: &Shared, _narrow: bool) -> String {
        RANGES.get(self.range).map_or("", |(_, name)| *name).into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        self.keep_up(shared);
        let focus = self.focus();
        let today = shared.now.date();
        let chart = self.shelf.get(&shared.coach, self.kind, self.range, today);
        let focus = focus.min(chart.panels.len().saturating_sub(1));
        let view = View {
            chart,
            range: self.range,
            focus,
            cursor: self.cursor.clamp(chart.from, chart.to),
            today,
            table: self.table,
            unit: self.unit,
            look: Look { theme: shared.theme, glyphs: shared.drawing.glyphs },
        };
        let (replay, waits) = (&mut self.replay, &mut self.waits);
        let rests = shared.coach.events().len() <= QUICK || shared.now.mono >= self.moved + REST;
        *waits = false;
        let why = |(session, exercise): &(String, String)| {
            if rests || replay.knows(session) {
                return replay.why(&shared.coach, session, exercise).to_owned();
            }
            *waits = true;
            "…".to_owned()
        };
        draw(buffer, area, &view, &mut self.fits, why);
    }

    fn point(&mut self, line: usize, shared: &mut Shared) -> Option<Action> {
        self.keep_up(shared);
        self.moved = shared.now.mono;
        let chart = self.shelf.get(&shared.coach, self.kind, self.range, shared.now.date());
        let day = chart.from.checked_add_days(Days::new(line as u64))?;
        self.cursor = day.clamp(chart.from, chart.to);
        None
    }

    fn wake(&self, _shared: &Shared) -> Option<Duration> {
        self.waits.then(|| self.moved + REST)
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        self.keep_up(shared);
        self.moved = shared.now.mono;
        let leap = if self.table { PAGE } else { LEAP } as isize;
        match action {
            Action::Quit => return Step::Quit,
            Action::Back if self.table => self.table = false,
            Action::Back => return Step::Back,
            Action::Past => return Step::Show(Box::new(Past::new(shared))),
            Action::Left => self.step(-1, shared),
            Action::Right => self.step(1, shared),
            // A page of a table goes down to older days.
            Action::PageUp if self.table => self.step(leap, shared),
            Action::PageDown if self.table => self.step(-leap, shared),
            Action::PageUp => self.step(-leap, shared),
            Action::PageDown => self.step(leap, shared),
            Action::Up if self.table => self.step(1, shared),
            Action::Down if self.table => self.step(-1, shared),
            Action::Up => self.turn(-1, shared),
            Action::Down | Action::More => self.turn(1, shared),
            Action::Home | Action::End => {
                let chart = self.shelf.get(&shared.coach, self.kind, self.range, shared.now.date());
                self.cursor = if action == Action::Home { chart.from } else { chart.to };
            }
            Action::Fewer => self.set_range(self.range.saturating_sub(1), shared),
            Action::MoreMinutes => self.set_range(self.range + 1, shared),
            Action::Digit(nth) => self.set_kind(nth),
            Action::Words => self.table = !self.table,
            Action::Toggle => {
                self.unit = if self.unit == Unit::Minutes { Unit::Sessions } else { Unit::Minutes };
            }
            _ => {}
        }
        Step::Stay
    }
}
