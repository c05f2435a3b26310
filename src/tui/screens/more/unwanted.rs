//! "Not this one": moves that a person does not want, out of those that they know.

use chrono::TimeDelta;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::journal::event::ExerciseUnwanted;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::today::name;
use crate::tui::widgets::page::{Page, column};

/// Days in which an exercise counts as known.
const KNOWN_DAYS: i64 = 28;

/// The list to tick.
pub(super) struct Unwanted {
    ids: Vec<String>,
    cursor: usize,
}

impl Unwanted {
    /// What the next plan has, what was done lately, and what is not wanted already.
    pub(super) fn new(shared: &Shared) -> Unwanted {
        let coach = &shared.coach;
        let plan = coach.plan_if_calm(shared.now.wall + TimeDelta::days(1), None);
        let today = shared.now.date();
        let lately = coach.history.sessions.iter().rev();
        let lately = lately.filter(|session| (today - session.date).num_days() <= KNOWN_DAYS);
        let mut ids: Vec<String> = Vec::new();
        let planned = plan.exercises.iter().map(|item| item.id.as_str());
        let done = lately.flat_map(|session| &session.exercises).map(|exercise| exercise.id.as_str());
        for id in planned.chain(done).chain(coach.history.wishes.unwanted()) {
            if !ids.iter().any(|known| known == id) {
                ids.push(id.to_owned());
            }
        }
        Unwanted { ids, cursor: 0 }
    }

    fn toggle(&mut self, index: usize, shared: &mut Shared) -> Step {
        if let Some(id) = self.ids.get(index) {
            self.cursor = index;
            let unwanted = !shared.coach.history.wishes.unwanted().any(|known| known == id);
            shared.record(ExerciseUnwanted { exercise: id.clone(), unwanted });
        }
        Step::Stay
    }
}

impl Screen for Unwanted {
    fn scope(&self) -> Scope {
        Scope::TickSome
    }

    fn title(&self, _shared: &Shared) -> String {
        "Not this one".into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        page.text("Tick what you would rather not do.", theme.title());
        page.text("An easier form takes its place, or another one that trains the same.", theme.muted())
            .gap();
        for (index, id) in self.ids.iter().enumerate() {
            let from = page.height();
            let unwanted = shared.coach.history.wishes.unwanted().any(|known| known == id);
            let tick = if unwanted { "[x]" } else { "[ ]" };
            let mark = if index == self.cursor { "›" } else { " " };
            let number = if index < 9 { (index + 1).to_string() } else { " ".into() };
            page.hanging(&format!("{mark} {number} {tick} "), &name(shared, id), theme.key(), theme.plain());
            if index == self.cursor {
                page.focus_from(from);
            }
        }
        if self.ids.is_empty() {
            page.text("There is nothing to choose from before the first plan.", theme.plain());
        }
        page.draw(buffer, area, theme, 0);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Quit => return Step::Quit,
            Action::Back | Action::Confirm => return Step::Back,
            Action::Digit(digit) => return self.toggle(usize::from(digit).wrapping_sub(1), shared),
            Action::Toggle => return self.toggle(self.cursor, shared),
            Action::Up => self.cursor = self.cursor.saturating_sub(1),
            Action::Down => self.cursor = (self.cursor + 1).min(self.ids.len().saturating_sub(1)),
            _ => {}
        }
        Step::Stay
    }
}
