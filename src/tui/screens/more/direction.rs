//! Which way of bending is worse: one key.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::around::direction::Worse;
use crate::journal::event::DirectionTold;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::profile::list;
use crate::tui::widgets::page::{Page, column};
use crate::tui::widgets::reel::Reel;

const LINES: [(Worse, &str); 3] = [
    (Worse::Bending, "Bending forward or sitting is worse; standing or lying on my front is easier"),
    (Worse::LeaningBack, "Leaning back, standing or walking is worse; sitting or bending is easier"),
    (Worse::NotClear, "Both, neither, or not clear"),
];

/// The question.
pub(super) struct Direction {
    mark: usize,
    reel: Reel,
}

impl Direction {
    /// The present answer is marked.
    pub(super) fn new(shared: &Shared) -> Direction {
        let now = shared.coach.history.wishes.worse.map(|(_, worse)| worse);
        let mark = LINES.iter().position(|(worse, _)| Some(*worse) == now).unwrap_or(usize::MAX);
        Direction { mark, reel: Reel::default() }
    }

    fn choose(index: usize, shared: &mut Shared) -> Step {
        let Some((worse, _)) = LINES.get(index) else { return Step::Stay };
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
        page.text("Over the last days, which way is worse for your back?", shared.theme.title()).gap();
        list(&mut page, LINES.iter().map(|(_, words)| (*words).to_owned()), self.mark, shared);
        page.gap().text(
            &format!(
                "Your programme is: {}. With a clear answer what is worse is left out, or done the other way only, and \
                 the programme leans the other way, one exercise at a time. supple asks again every two weeks, and \
                 goes back to the all-round programme if it does not suit you.",
                shared.coach.programme_name()
            ),
            shared.theme.muted(),
        );
        self.reel.draw(page, buffer, area, shared.theme);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        let (first, last) =
            (self.mark == 0 || self.mark >= LINES.len(), self.mark.saturating_add(1) == LINES.len());
        if self.reel.takes(action, first, last) {
            return Step::Stay;
        }
        match action {
            Action::Quit => return Step::Quit,
            Action::Back => return Step::Back,
            Action::Digit(digit) => return Direction::choose(usize::from(digit).wrapping_sub(1), shared),
            Action::Confirm => return Direction::choose(self.mark, shared),
            Action::Up => self.mark = self.mark.min(LINES.len()).saturating_sub(1),
            Action::Down => {
                let last = LINES.len() - 1;
                self.mark = if self.mark > last { 0 } else { (self.mark + 1).min(last) };
            }
            _ => {}
        }
        Step::Stay
    }
}
