//! Which way of bending is worse: one key.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::coach::desk::Desk;
use crate::coach::more::{WAYS, WHICH_WAY};
use crate::journal::event::DirectionTold;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::profile::list;
use crate::tui::widgets::page::{Page, column};
use crate::tui::widgets::reel::Reel;

/// The question.
pub(super) struct Direction {
    mark: usize,
    reel: Reel,
}

impl Direction {
    /// The present answer is marked.
    pub(super) fn new(shared: &Shared) -> Direction {
        let now = shared.coach.history.wishes.worse.map(|(_, worse)| worse);
        let mark = WAYS.iter().position(|(worse, _)| Some(*worse) == now).unwrap_or(usize::MAX);
        Direction { mark, reel: Reel::default() }
    }

    fn choose(index: usize, shared: &mut Shared) -> Step {
        let Some((worse, _)) = WAYS.get(index) else { return Step::Stay };
        let before = shared.coach.programme();
        shared.record(DirectionTold { worse: *worse });
        let after = shared.coach.programme();
        if before != after {
            shared.notice = Some(format!("Your programme is now: {}.", shared.coach.programme_name()));
        }
        Step::Back
    }
}

impl Screen for Direction {
    fn scope(&self) -> Scope {
        Scope::Pick
    }

    fn title(&self, _shared: &Shared) -> String {
        "Which way is worse".into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let mut page = Page::new(area.width);
        page.text(WHICH_WAY, shared.theme.title()).gap();
        list(&mut page, WAYS.iter().map(|(_, words)| (*words).to_owned()), self.mark, shared);
        page.gap().text(&shared.coach.direction_words(), shared.theme.muted());
        self.reel.draw(page, buffer, area, shared.theme);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        let (first, last) =
            (self.mark == 0 || self.mark >= WAYS.len(), self.mark.saturating_add(1) == WAYS.len());
        if self.reel.takes(action, first, last) {
            return Step::Stay;
        }
        match action {
            Action::Quit => return Step::Quit,
            Action::Back => return Step::Back,
            Action::Digit(digit) => return Direction::choose(usize::from(digit).wrapping_sub(1), shared),
            Action::Confirm => return Direction::choose(self.mark, shared),
            Action::Up => self.mark = self.mark.min(WAYS.len()).saturating_sub(1),
            Action::Down => {
                let last = WAYS.len() - 1;
                self.mark = if self.mark > last { 0 } else { (self.mark + 1).min(last) };
            }
            _ => {}
        }
        Step::Stay
    }
}
