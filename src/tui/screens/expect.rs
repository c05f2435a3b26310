//! What do you expect, and what was it? One question before an exercise that worries the person, one
//! after it. Both may be left out.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::coach::desk::Desk;
use crate::domain::around::worries::Movement;
use crate::domain::score::Score;
use crate::journal::event::WorryRated;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::today::{TodayScreen, name};
use crate::tui::widgets::page::{Page, column};
use crate::tui::widgets::reel::Reel;
use crate::tui::widgets::scale;

/// Before the session: how bad will it be?
pub struct Expect {
    today: TodayScreen,
    exercise: String,
    mark: Option<Score>,
    reel: Reel,
}

impl Expect {
    /// About the exercise of today that worries most, if one does.
    pub fn before(today: &TodayScreen, shared: &Shared) -> Option<Expect> {
        let exercise = shared.coach.worries_most(today.plan())?;
        Some(Expect { today: TodayScreen::new(shared), exercise, mark: None, reel: Reel::default() })
            .map(|screen| screen.with_minutes(today, shared))
    }

    fn with_minutes(mut self, today: &TodayScreen, shared: &Shared) -> Expect {
        self.today.take_minutes(today, shared);
        self
    }

    fn begin(&self, score: Option<Score>, shared: &mut Shared) -> Step {
        let expected = score.map(|score| (self.exercise.clone(), score));
        Step::Become(Box::new(self.today.begin(expected, shared)))
    }
}

impl Screen for Expect {
    fn scope(&self) -> Scope {
        Scope::RateFree
    }

    fn title(&self, _shared: &Shared) -> String {
        "Before you begin".into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        let name = name(shared, &self.exercise);
        page.text(&format!("Today has {name}. How much do you think it will hurt, 0 to 10?"), theme.title());
        page.gap().scale(theme, self.mark);
        page.gap().text(
            "It is of a kind that worries you. Afterwards you will see the two numbers side by side. It may be left \
             out on the mat at any time.",
            theme.muted(),
        );
        self.reel.draw(page, buffer, area, theme);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        if self.reel.takes(action, true, true) {
            return Step::Stay;
        }
        match action {
            Action::Quit => Step::Quit,
            Action::Back => Step::Home,
            Action::Unanswered => self.begin(None, shared),
            action => scale::given(&mut self.mark, action)
                .map_or(Step::Stay, |score| self.begin(Some(score), shared)),
        }
    }
}

/// After the session: how much does it worry you now?
pub struct WorryAgain {
    movement: &'static Movement,
    before: Score,
    words: String,
    mark: Option<Score>,
    reel: Reel,
}

impl WorryAgain {
    /// About what was expected in a session, if anything was.
    pub fn after(session: &str, shared: &Shared) -> Option<WorryAgain> {
        let tried = shared.coach.expected_in(session).into_iter().next()?;
        let (movement, before) = shared.coach.worry_about(&tried.exercise)?;
        let name = name(shared, &tried.exercise);
        let words = match tried.was {
            Some(was) => format!("{name}: you expected {}, it was {was}.", tried.score),
            None => format!("{name}: you expected {}.", tried.score),
        };
        Some(WorryAgain { movement, before, words, mark: Some(before), reel: Reel::default() })
    }

    fn rate(&self, score: Score, shared: &mut Shared) -> Step {
        shared.record(WorryRated { movement: self.movement.id.to_owned(), score });
        Step::Home
    }
}

impl Screen for WorryAgain {
    fn scope(&self) -> Scope {
        Scope::RateFree
    }

    fn title(&self, _shared: &Shared) -> String {
        "Expected, and found".into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        page.text(&self.words, theme.title()).gap();
        let ask = format!("{}: how much does it worry you now, 0 to 10?", self.movement.words);
        page.text(&ask, theme.plain()).gap();
        page.scale(theme, self.mark);
        let before = format!("It was {}. At 3 or less such exercises may grow like all others.", self.before);
        page.gap().text(&before, theme.muted());
        self.reel.draw(page, buffer, area, theme);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        if self.reel.takes(action, true, true) {
            return Step::Stay;
        }
        match action {
            Action::Quit => Step::Quit,
            Action::Back | Action::Unanswered => Step::Home,
            action => {
                scale::given(&mut self.mark, action).map_or(Step::Stay, |score| self.rate(score, shared))
            }
        }
    }
}
