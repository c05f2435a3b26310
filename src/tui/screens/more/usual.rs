//! Usual pain, looked at again. Only a lower number changes anything.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::coach::desk::Desk;
use crate::coach::more::{USUAL, usual_words};
use crate::domain::score::Score;
use crate::journal::event::UsualPainReassessed;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::widgets::page::{Page, column};
use crate::tui::widgets::scale;

/// The question.
pub(super) struct Usual {
    mark: Option<Score>,
    before: Option<Score>,
}

impl Usual {
    /// With the present one marked.
    pub(super) fn new(shared: &Shared) -> Usual {
        let before = shared.coach.history.profile.usual_pain;
        Usual { mark: before, before }
    }

    fn rate(&self, score: Score, shared: &mut Shared) -> Step {
        shared.record(UsualPainReassessed { score });
        shared.notice = Some(usual_words(self.before, score));
        Step::Back
    }
}

impl Screen for Usual {
    fn scope(&self) -> Scope {
        Scope::RateFree
    }

    fn title(&self, _shared: &Shared) -> String {
        "Your usual pain, looked at again".into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        page.text(USUAL.0, theme.title()).gap();
        page.scale(theme, self.mark);
        page.gap().text(USUAL.1, theme.muted());
        page.draw(buffer, area, theme, 0);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Quit => Step::Quit,
            Action::Back | Action::Unanswered => Step::Back,
            action => {
                scale::given(&mut self.mark, action).map_or(Step::Stay, |score| self.rate(score, shared))
            }
        }
    }
}
