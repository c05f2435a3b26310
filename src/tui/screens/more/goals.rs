//! Up to three things that a person wants to do again, in their own words, each scored 0 to 10.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::coach::desk::Desk;
use crate::coach::more::{
    GOAL_LONGEST as LONGEST, GOAL_SCALE, GOAL_SUCH_AS, GOAL_WORDS, GOALS_ARE, goal_line, goal_question,
};
use crate::domain::around::goals;
use crate::domain::around::wishes::GOALS;
use crate::domain::score::Score;
use crate::journal::event::{GoalDropped, GoalRated};
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::profile::list;
use crate::tui::widgets::page::{Page, column};
use crate::tui::widgets::scale;
use crate::tui::widgets::text::fit;

enum Asked {
    Which,
    Words,
    Score,
}

/// The list, the words, the score.
pub(super) struct Goals {
    asked: Asked,
    mark: usize,
    words: String,
    score: Option<Score>,
}

impl Goals {
    /// The list.
    pub(super) fn new() -> Goals {
        Goals { asked: Asked::Which, mark: 0, words: String::new(), score: None }
    }

    fn place(&self) -> u8 {
        u8::try_from(self.mark + 1).unwrap_or(1).min(GOALS)
    }

    fn choose(&mut self, index: usize, shared: &Shared) -> Step {
        if index >= usize::from(GOALS) {
            return Step::Stay;
        }
        self.mark = index;
        self.score = None;
        let goals = goals::goals(&shared.coach.history.wishes);
        let known = goals.into_iter().find(|goal| goal.place == self.place());
        self.asked = if known.is_some() { Asked::Score } else { Asked::Words };
        self.words = known.map(|goal| goal.words).unwrap_or_default();
        Step::Stay
    }

    fn drop_marked(&mut self, shared: &mut Shared) -> Step {
        let place = self.place();
        if goals::goals(&shared.coach.history.wishes).iter().any(|goal| goal.place == place) {
            shared.record(GoalDropped { goal: place });
            shared.notice = Some("Taken off the list. Its scores stay in your journal.".into());
        }
        Step::Stay
    }

    fn rate(&mut self, score: Score, shared: &mut Shared) -> Step {
        shared.record(GoalRated { goal: self.place(), words: self.words.trim().to_owned(), score });
        self.asked = Asked::Which;
        self.mark = (self.mark + 1).min(usize::from(GOALS) - 1);
        Step::Stay
    }

    fn which(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Back => return Step::Back,
            Action::Digit(digit) => return self.choose(usize::from(digit).wrapping_sub(1), shared),
            Action::Confirm => return self.choose(self.mark, shared),
            Action::No => return self.drop_marked(shared),
            Action::Up => self.mark = self.mark.saturating_sub(1),
            Action::Down => self.mark = (self.mark + 1).min(usize::from(GOALS) - 1),
            _ => {}
        }
        Step::Stay
    }
}

impl Screen for Goals {
    fn scope(&self) -> Scope {
        match self.asked {
            Asked::Which => Scope::Pick,
            Asked::Words => Scope::Words,
            Asked::Score => Scope::Rate,
        }
    }

    fn title(&self, _shared: &Shared) -> String {
        "What you want to do again".into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        match self.asked {
            Asked::Which => {
                page.text(GOALS_ARE, theme.title()).gap();
                let goals = goals::goals(&shared.coach.history.wishes);
                let line = |place: u8| match goals.iter().find(|goal| goal.place == place) {
                    None => "(free)".to_owned(),
                    Some(goal) => goal_line(goal, shared.now.date()),
                };
                list(&mut page, (1..=GOALS).map(line), self.mark, shared);
                let words = "Enter takes a new score. n takes the marked one off the list. Every two weeks is enough.";
                let end = page.height().saturating_sub(1);
                page.gap().text(words, theme.muted());
                if let Some(words) = goals::sentence(&shared.coach.history.wishes) {
                    page.gap().text(&words, theme.plain());
                }
                if self.mark + 1 == usize::from(GOALS) {
                    // On the last line what stands below it comes into sight too.
                    page.focus_from(end);
                }
            }
            Asked::Words => {
                page.text(GOAL_WORDS, theme.title()).gap();
                let room = page.width().saturating_sub(2);
                let shown = fit(&self.words, room);
                page.line(Line::from(vec![
                    Span::styled(shown.clone(), theme.title()),
                    Span::styled("_", theme.key()),
                ]));
                page.gap().text(GOAL_SUCH_AS, theme.muted());
            }
            Asked::Score => {
                page.text(&goal_question(&self.words), theme.title());
                page.gap().scale(theme, self.score);
                page.gap().text(GOAL_SCALE, theme.muted());
            }
        }
        page.draw(buffer, area, theme, 0);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match (&self.asked, action) {
            (_, Action::Quit) => return Step::Quit,
            (Asked::Which, action) => return self.which(action, shared),
            (_, Action::Back) => self.asked = Asked::Which,
            (Asked::Words, Action::Char(letter)) => {
                if self.words.chars().count() < LONGEST {
                    self.words.push(letter);
                } else {
                    shared.notice = Some(format!("{LONGEST} letters are the most."));
                }
            }
            (Asked::Words, Action::Rub) => {
                self.words.pop();
            }
            (Asked::Words, Action::Confirm) if !self.words.trim().is_empty() => self.asked = Asked::Score,
            (Asked::Score, action) => {
                let score = scale::given(&mut self.score, action);
                return score.map_or(Step::Stay, |score| self.rate(score, shared));
            }
            _ => {}
        }
        Step::Stay
    }
}
