//! Every exercise that there is, by block and ladder, with a filter and the moving figure beside the list.

use std::collections::BTreeSet;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use super::beside::{self, Beside};
use super::exercise_page::ExercisePage;
use super::{exercise_words, rethink};
use crate::coach::exercises::{block_words, order, rung};
use crate::domain::dose::dose_words;
use crate::domain::exercise::{Exercise, Sides};
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::widgets::hits::Hit;
use crate::tui::widgets::page::{Page, column};
use crate::tui::widgets::probe;
use crate::tui::widgets::text::fit;

/// From this width on the figure has a place beside the list.
const WIDE: u16 = 72;
/// The list beside a figure.
const LIST: u16 = 38;
/// The same in a wide window: every name and its tag are whole.
const LONG_LIST: u16 = 44;
/// Longest filter, in characters.
const LONGEST: usize = 30;
/// Lines of a page.
const PAGE: usize = 8;

/// The list of all exercises.
pub struct Library {
    /// Ids in the order of the list.
    order: Vec<String>,
    /// What is in today's plan.
    planned: BTreeSet<String>,
    filter: String,
    typing: bool,
    /// Place among those that the filter lets through.
    mark: usize,
    beside: Beside,
}

impl Library {
    /// All of it, the first one marked.
    pub fn new(shared: &Shared) -> Library {
        let plan = shared.coach.plan_to_show(shared.now.wall, None).plan;
        Library {
            order: order(&shared.coach.catalogue.exercises),
            planned: plan.exercises.into_iter().map(|item| item.id).collect(),
            filter: String::new(),
            typing: false,
            mark: 0,
            beside: Beside::default(),
        }
    }

    fn shown<'a>(&self, shared: &'a Shared) -> Vec<&'a Exercise> {
        shared.coach.found(&self.order, &self.filter)
    }

    fn marked<'a>(&self, shared: &'a Shared) -> Option<&'a Exercise> {
        self.shown(shared).get(self.mark).copied()
    }

    fn move_to(&mut self, mark: usize, shared: &Shared) {
        let last = if self.filter.is_empty() {
            self.order.len()
        } else {
            self.shown(shared).len().saturating_sub(1)
        };
        self.mark = mark.min(last);
    }

    /// Marks the one whose name is most like what was typed.
    fn mark_best(&mut self, shared: &Shared) {
        let shown = self.shown(shared);
        let filter = self.filter.to_lowercase();
        let names: Vec<String> = shown.iter().map(|one| one.name.to_lowercase()).collect();
        let best = names.iter().position(|name| *name == filter);
        let best = best.or_else(|| names.iter().position(|name| name.starts_with(&filter)));
        self.mark = best.or_else(|| names.iter().position(|name| name.contains(&filter))).unwrap_or(0);
    }

    fn list(&self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let theme = shared.theme;
        let shown = self.shown(shared);
        let mut page = Page::new(area.width);
        let mut block = None;
        for (place, exercise) in shown.iter().enumerate() {
            let from = page.height();
            if block != Some(exercise.block) {
                block = Some(exercise.block);
                page.gap().text(block_words(exercise.block), theme.muted());
            }
            let row = page.height();
            page.line(self.row(exercise, place == self.mark, area.width, shared));
            page.hit_from(row, &Hit::Line(place));
            if place == self.mark {
                page.focus_from(from);
            }
        }
        if self.filter.is_empty() {
            let (from, marked) = (page.height(), self.mark >= shown.len());
            let style = if marked { theme.title() } else { theme.plain() };
            page.gap().hanging(if marked { "› " } else { "  " }, rethink::TITLE, theme.key(), style);
            page.option_from(from, shown.len(), marked);
        }
        if shown.is_empty() {
            page.text("Nothing is called that.", theme.plain());
            page.text("Try a place (neck), a position (standing) or part of a name.", theme.muted());
        }
        page.draw(buffer, area, theme, 0);
    }

    /// `› 2 Bird-dog            plan`.
    fn row(&self, exercise: &Exercise, marked: bool, width: u16, shared: &Shared) -> Line<'static> {
        let theme = shared.theme;
        let rung = rung(exercise).map_or_else(|| "  ".to_owned(), |(rung, _)| format!("{rung} "));
        let tag = match (exercise.builtin, self.planned.contains(&exercise.id)) {
            (false, true) => "own, plan",
            (false, false) => "own",
            (true, true) => "plan",
            (true, false) => "",
        };
        let room = usize::from(width).saturating_sub(4 + tag.width() + usize::from(!tag.is_empty()));
        let name = fit(&exercise.name, room);
        let gap = " ".repeat(usize::from(width).saturating_sub(4 + name.width() + tag.width()));
        let style = if marked { theme.title() } else { theme.plain() };
        Line::from(vec![
            Span::styled(if marked { "› " } else { "  " }, theme.key()),
            Span::styled(rung, theme.muted()),
            Span::styled(name, style),
            Span::raw(gap),
            Span::styled(tag, theme.key()),
        ])
    }

    /// The figure of the marked one, and of its words as much as there is room for.
    fn beside(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let Some(exercise) = self.marked(shared) else {
            self.beside.hide();
            return;
        };
        let lay_out = |at_length| probe::trial(|| about(exercise, area.width, shared, at_length));
        let mut words = lay_out(true);
        if words.height() as u16 + beside::LEAST > area.height {
            words = lay_out(false);
        }
        self.beside.draw(buffer, area, shared, exercise, &words.told());
    }

    fn top(&self, shared: &Shared, room: u16) -> Line<'static> {
        let theme = shared.theme;
        if self.typing {
            return Line::from(vec![
                Span::styled("/ ", theme.key()),
                Span::styled(self.filter.clone(), theme.title()),
                Span::styled(" ", theme.focus()),
            ]);
        }
        let all = self.order.len();
        let words = if self.filter.is_empty() {
            format!("{all} exercises, as a session goes")
        } else {
            format!("{} of {all} for \"{}\"", self.shown(shared).len(), self.filter)
        };
        Line::styled(fit(&words, usize::from(room)), theme.muted())
    }
}

/// What there is to say beside the list: the least that one has to know, or how it goes, too.
fn about(exercise: &Exercise, width: u16, shared: &Shared, at_length: bool) -> Page {
    let theme = shared.theme;
    let mut page = Page::new(width);
    page.text(&exercise.name, theme.title());
    page.text(&exercise.say, theme.plain());
    let sides = if exercise.sides == Sides::Each { 2 } else { 1 };
    let dose = dose_words(exercise.kind, exercise.start, sides);
    page.text(&format!("begins with {dose}"), theme.muted());
    if at_length {
        page.gap();
        exercise_words::how(&mut page, shared, exercise);
        page.gap().text("enter: who skips it, why, last times", theme.key());
    } else {
        page.text("enter: steps, why, last times", theme.key());
    }
    page
}

impl Screen for Library {
    fn scope(&self) -> Scope {
        if self.typing { Scope::Filter } else { Scope::Library }
    }

    fn title(&self, _shared: &Shared) -> String {
        "All exercises".into()
    }

    fn corner(&self, shared: &Shared, _narrow: bool) -> String {
        let shown = self.shown(shared).len();
        match shown {
            0 => "none".into(),
            _ if self.mark >= shown => String::new(),
            _ => format!("{} of {shown}", self.mark + 1),
        }
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let sides = match area.width {
            width if width >= beside::WIDE => Some(beside::split(area, LONG_LIST)),
            width if width >= WIDE => Some(beside::split(area, LIST)),
            _ => None,
        };
        let list = sides.map_or_else(|| column(area), |(list, _)| list);
        self.top(shared, list.width).render(Rect { height: 1, ..list }, buffer);
        let below = |area: Rect| Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        self.list(buffer, below(list), shared);
        match sides {
            Some((_, side)) => self.beside(buffer, below(side), shared),
            None => self.beside.hide(),
        }
    }

    fn point(&mut self, line: usize, shared: &mut Shared) -> Option<Action> {
        self.move_to(line, shared);
        self.typing = false;
        Some(Action::Confirm)
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Quit => return Step::Quit,
            Action::Up => self.move_to(self.mark.saturating_sub(1), shared),
            Action::Down => self.move_to(self.mark + 1, shared),
            Action::PageUp => self.move_to(self.mark.saturating_sub(PAGE), shared),
            Action::PageDown => self.move_to(self.mark + PAGE, shared),
            Action::Home => self.move_to(0, shared),
            Action::End => self.move_to(usize::MAX, shared),
            Action::Filter => self.typing = true,
            Action::Char(letter) if self.filter.chars().count() < LONGEST => {
                self.filter.push(letter);
                self.mark_best(shared);
            }
            Action::Rub => {
                self.filter.pop();
                self.mark_best(shared);
            }
            Action::Confirm if self.typing => self.typing = false,
            Action::Confirm if self.filter.is_empty() && self.mark >= self.order.len() => {
                return Step::Show(Box::new(rethink::Rethink::default()));
            }
            Action::Confirm => {
                let ids: Vec<String> = self.shown(shared).iter().map(|one| one.id.clone()).collect();
                return ExercisePage::open(ids, self.mark, shared)
                    .map_or(Step::Stay, |page| Step::Show(Box::new(page)));
            }
            Action::Back if self.typing || !self.filter.is_empty() => {
                let id = self.marked(shared).map(|exercise| exercise.id.clone());
                self.filter.clear();
                self.typing = false;
                self.mark = id.and_then(|id| self.order.iter().position(|one| *one == id)).unwrap_or(0);
            }
            Action::Back => return Step::Back,
            _ => {}
        }
        Step::Stay
    }

    fn wake(&self, shared: &Shared) -> Option<Duration> {
        self.beside.wake(shared)
    }
}
