//! One session, walk or score of the history, with all that was said about it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::past::undo;
use super::past_change::{Confirm, DayOf, Rate};
use crate::coach::past::{Done, FIXED, NOT_HERE, Row};
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::page::{Page, column};

/// The page.
pub struct PastPage {
    done: Done,
    lines: Lines,
    /// Why the plan was so, and after how many changes that was looked up.
    because: Option<(usize, Vec<Row>)>,
}

impl PastPage {
    /// About that one.
    pub fn new(done: Done) -> PastPage {
        PastPage { done, lines: Lines::default(), because: None }
    }

    fn rows(&self, shared: &Shared) -> Vec<Row> {
        shared.coach.past_page(&self.done)
    }

    fn because(&mut self, shared: &Shared) -> &[Row] {
        let changes = shared.pen.changes();
        if self.because.as_ref().is_none_or(|(then, _)| *then != changes) {
            self.because = Some((changes, shared.coach.past_because(&self.done)));
        }
        self.because.as_ref().map_or(&[], |(_, rows)| rows)
    }

    /// The screen that puts the marked line right.
    fn put_right(&self, shared: &mut Shared) -> Step {
        let rows = self.rows(shared);
        let mut lines = rows.into_iter().filter(|row| matches!(row, Row::Rated(..) | Row::Hour(_)));
        match self.lines.marked().and_then(|at| lines.nth(at)) {
            Some(Row::Rated(rating, _)) => {
                Step::Show(Box::new(Rate::new(&self.done.id, Some(rating), shared)))
            }
            Some(_) => Step::Show(Box::new(Rate::new(&self.done.id, None, shared))),
            None => {
                shared.notice = Some("Move to a score with the arrow keys first.".into());
                Step::Stay
            }
        }
    }
}

impl Screen for PastPage {
    fn scope(&self) -> Scope {
        Scope::PastPage
    }

    fn title(&self, _shared: &Shared) -> String {
        self.done.title()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        if let Some(done) = shared.coach.past_of(&self.done.id) {
            self.done = done;
        }
        let rows = self.rows(shared);
        let count = rows.iter().filter(|row| matches!(row, Row::Rated(..) | Row::Hour(_))).count();
        self.lines.keep(count);
        self.lines.begin();
        let mut page = Page::new(area.width);
        for row in rows {
            match row {
                Row::Head(head) => drop(page.gap().text(head, theme.title())),
                Row::Text(text) => drop(page.text(&text, theme.plain())),
                Row::Rated(_, text) | Row::Hour(text) => self.lines.add(&mut page, |page, marked| {
                    let style = if marked { theme.title() } else { theme.plain() };
                    page.hanging(if marked { " › " } else { "   " }, &text, theme.key(), style);
                }),
            }
        }
        for row in self.because(shared) {
            match row {
                Row::Head(head) => {
                    page.gap().text(head, theme.title());
                }
                Row::Text(text) | Row::Rated(_, text) | Row::Hour(text) => {
                    page.text(text, theme.plain());
                }
            }
        }
        if shared.coach.is_fixed(&self.done.id) {
            page.gap().text(FIXED, theme.muted());
        }
        page.gap().text(NOT_HERE, theme.muted());
        self.lines.draw(&page, buffer, area, theme);
    }

    fn point(&mut self, line: usize, _shared: &mut Shared) -> Option<Action> {
        self.lines.point(line);
        Some(Action::Confirm)
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Quit => Step::Quit,
            Action::Back => Step::Back,
            Action::Confirm => self.put_right(shared),
            Action::Day if shared.coach.is_fixed(&self.done.id) => {
                shared.notice = Some(FIXED.into());
                Step::Stay
            }
            Action::Day => Step::Show(Box::new(DayOf::moved(&self.done))),
            Action::Strike => match shared.coach.take_back(&self.done.id) {
                Ok(change) => Step::Show(Box::new(Confirm::new(change, shared))),
                Err(why) => {
                    shared.notice = Some(why);
                    Step::Stay
                }
            },
            Action::Undo => {
                undo(shared);
                Step::Stay
            }
            action => {
                self.lines.act(action);
                Step::Stay
            }
        }
    }
}
