//! "Not this one": moves that a person does not want, out of those that they know.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::coach::desk::Desk;
use crate::coach::more::WHICH_UNWANTED;
use crate::journal::event::ExerciseUnwanted;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::today::name;
use crate::tui::widgets::page::{Page, column};

/// The list to tick.
pub(super) struct Unwanted {
    ids: Vec<String>,
    cursor: usize,
}

impl Unwanted {
    /// What the next plan has, what was done lately, and what is not wanted already.
    pub(super) fn new(shared: &Shared) -> Unwanted {
        let ids = shared.coach.known_exercises(shared.now.wall);
        Unwanted { ids, cursor: 0 }
    }

    fn toggle(&mut self, index: usize, shared: &mut Shared) -> Step {
        if let Some(id) = self.ids.get(index) {
            self.cursor = index;
            let unwanted = !shared.coach.is_unwanted(id);
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
        page.text(WHICH_UNWANTED.0, theme.title());
        page.text(WHICH_UNWANTED.1, theme.muted()).gap();
        for (index, id) in self.ids.iter().enumerate() {
            let from = page.height();
            let unwanted = shared.coach.is_unwanted(id);
            let tick = if unwanted { "[x]" } else { "[ ]" };
            let mark = if index == self.cursor { "›" } else { " " };
            let number = if index < 9 { (index + 1).to_string() } else { " ".into() };
            page.hanging(&format!("{mark} {number} {tick} "), &name(shared, id), theme.key(), theme.plain());
            page.option_from(from, index, index == self.cursor);
        }
        if self.ids.is_empty() {
            page.text("There is nothing to choose from before the first plan.", theme.plain());
        }
        page.draw(buffer, area, theme, 0);
    }

    fn point(&mut self, line: usize, _shared: &mut Shared) -> Option<Action> {
        self.cursor = line.min(self.ids.len().saturating_sub(1));
        Some(Action::Toggle)
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
