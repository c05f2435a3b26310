//! More about you: what makes the plan fit. Each item can be left out, and changed at any time.

mod direction;
mod goals;
mod things;
mod unwanted;
mod usual;
mod worries;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::coach::desk::Desk;
use crate::coach::more::{PARTS, Part};
use crate::domain::around::goals as goal_rules;
use crate::journal::event::VarietySet;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::body::Body;
use crate::tui::widgets::hits::Hit;
use crate::tui::widgets::page::{Page, column};

/// The list.
pub struct More {
    mark: usize,
}

impl More {
    /// With nothing chosen.
    pub fn new(_shared: &Shared) -> More {
        More { mark: 0 }
    }

    fn open(&mut self, index: usize, shared: &mut Shared) -> Step {
        let Some(part) = PARTS.get(index) else { return Step::Stay };
        self.mark = index;
        match part {
            Part::Direction => Step::Show(Box::new(direction::Direction::new(shared))),
            Part::Things => Step::Show(Box::new(things::Things::new(shared))),
            Part::Goals => Step::Show(Box::new(goals::Goals::new())),
            Part::Worries => Step::Show(Box::new(worries::Worries::new())),
            Part::Unwanted => Step::Show(Box::new(unwanted::Unwanted::new(shared))),
            Part::Usual => Step::Show(Box::new(usual::Usual::new(shared))),
            Part::Place => Step::Show(Box::new(Body::new(shared))),
            Part::Variety => {
                let on = shared.coach.history.wishes.variety != Some(true);
                shared.record(VarietySet { on });
                Step::Stay
            }
        }
    }
}

impl Screen for More {
    fn scope(&self) -> Scope {
        Scope::Pick
    }

    fn title(&self, _shared: &Shared) -> String {
        "More about you".into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        page.text("What makes the plan fit you. Leave out what you like.", theme.title()).gap();
        for (index, part) in PARTS.iter().enumerate() {
            let from = page.height();
            let marked = index == self.mark;
            let (name, state) = shared.coach.more_words(*part, shared.now.date());
            let lead = format!("{} {}  ", if marked { "›" } else { " " }, index + 1);
            let style = if marked { theme.title() } else { theme.plain() };
            page.hanging(&lead, name, theme.key(), style);
            page.hanging("     ", &state, theme.muted(), theme.muted());
            page.hit_from(from, &Hit::Key((index + 1).to_string()));
            if marked {
                page.focus_from(from);
            }
        }
        if let Some(words) = goal_rules::sentence(&shared.coach.history.wishes) {
            page.gap().text(&words, theme.plain());
        }
        page.draw(buffer, area, theme, 0);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Quit => return Step::Quit,
            Action::Back => return Step::Home,
            Action::Digit(digit) => return self.open(usize::from(digit).wrapping_sub(1), shared),
            Action::Confirm => return self.open(self.mark, shared),
            Action::Up => self.mark = self.mark.saturating_sub(1),
            Action::Down => self.mark = (self.mark + 1).min(PARTS.len() - 1),
            _ => {}
        }
        Step::Stay
    }
}
