//! Movements that worry a person, 0 to 10 each. What worries much comes later and smaller.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::coach::desk::Desk;
use crate::coach::more::{WHICH_WORRY, WORRY_SCALE, worry_question};
use crate::domain::around::worries::MOVEMENTS;
use crate::domain::score::Score;
use crate::journal::event::WorryRated;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::profile::list;
use crate::tui::widgets::page::{Page, column};
use crate::tui::widgets::scale;

/// The list, then a score.
pub(super) struct Worries {
    mark: usize,
    rating: bool,
    score: Option<Score>,
}

impl Worries {
    /// The list.
    pub(super) fn new() -> Worries {
        Worries { mark: 0, rating: false, score: None }
    }

    fn choose(&mut self, index: usize) -> Step {
        if index < MOVEMENTS.len() {
            (self.mark, self.rating, self.score) = (index, true, None);
        }
        Step::Stay
    }

    fn rate(&mut self, score: Score, shared: &mut Shared) -> Step {
        if let Some(movement) = MOVEMENTS.get(self.mark) {
            shared.record(WorryRated { movement: movement.id.to_owned(), score });
        }
        self.rating = false;
        self.mark = (self.mark + 1).min(MOVEMENTS.len() - 1);
        Step::Stay
    }
}

impl Screen for Worries {
    fn scope(&self) -> Scope {
        if self.rating { Scope::RateFree } else { Scope::Pick }
    }

    fn title(&self, _shared: &Shared) -> String {
        "Movements that worry you".into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        if let (true, Some(movement)) = (self.rating, MOVEMENTS.get(self.mark)) {
            page.text(&worry_question(movement), theme.title());
            page.gap().scale(theme, self.score);
            page.gap().text(WORRY_SCALE, theme.muted());
        } else {
            page.text(WHICH_WORRY.0, theme.title()).gap();
            let line = |index: usize| MOVEMENTS.get(index).map(|movement| shared.coach.worry_line(movement));
            list(&mut page, (0..MOVEMENTS.len()).filter_map(line), self.mark, shared);
            let end = page.height().saturating_sub(1);
            page.gap().text(WHICH_WORRY.1, theme.muted());
            if self.mark == MOVEMENTS.len() - 1 {
                // On the last line what stands below it comes into sight too.
                page.focus_from(end);
            }
        }
        page.draw(buffer, area, theme, 0);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match (self.rating, action) {
            (_, Action::Quit) => return Step::Quit,
            (true, Action::Back | Action::Unanswered) => self.rating = false,
            (true, action) => {
                let score = scale::given(&mut self.score, action);
                return score.map_or(Step::Stay, |score| self.rate(score, shared));
            }
            (false, Action::Back) => return Step::Back,
            (false, Action::Digit(digit)) => return self.choose(usize::from(digit).wrapping_sub(1)),
            (false, Action::Confirm) => return self.choose(self.mark),
            (false, Action::Up) => self.mark = self.mark.saturating_sub(1),
            (false, Action::Down) => self.mark = (self.mark + 1).min(MOVEMENTS.len() - 1),
            _ => {}
        }
        Step::Stay
    }
}
