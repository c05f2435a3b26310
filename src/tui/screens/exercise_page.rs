//! One exercise of the library: the moving figure, how it goes, who skips it, your last times, and why it
//! is in the plan or not.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::clip::Clip;
use super::{exercise_past, exercise_words};
use crate::coach::exercises::{block_words, rung};
use crate::coach::why::Said;
use crate::domain::exercise::{Exercise, Sides};
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::help::scrolled;
use crate::tui::widgets::page::{Page, Seen, column};

/// From this size on figure and text stand side by side.
const WIDE: (u16, u16) = (72, 14);
/// From this height on the figure stands above the text.
const HIGH: u16 = 24;

/// One exercise, with its neighbours in the list a key away.
pub(super) struct ExercisePage {
    /// Ids of the list that it was opened from.
    ids: Vec<String>,
    at: usize,
    clip: Clip,
    why: Vec<Said>,
    /// For the other side.
    mirrored: bool,
    /// In a small window the figure has a page of its own, before the text.
    figure_page: bool,
    small: bool,
    scroll: usize,
    seen: Seen,
}

impl ExercisePage {
    /// The exercise at a place of a list; `None` where the list has none there.
    pub(super) fn open(ids: Vec<String>, at: usize, shared: &Shared) -> Option<ExercisePage> {
        let exercise = ids.get(at).and_then(|id| shared.coach.catalogue.get(id))?;
        Some(ExercisePage {
            clip: Clip::of(exercise, shared),
            why: shared.coach.why_of(exercise, shared.now.wall),
            mirrored: false,
            figure_page: true,
            small: false,
            scroll: 0,
            seen: Seen::default(),
            ids,
            at,
        })
    }

    fn exercise<'a>(&self, shared: &'a Shared) -> Option<&'a Exercise> {
        self.ids.get(self.at).and_then(|id| shared.coach.catalogue.get(id))
    }

    fn turn_to(&mut self, at: usize, shared: &Shared) {
        if let Some(page) = ExercisePage::open(self.ids.clone(), at, shared).filter(|_| at != self.at) {
            let figure_page = self.figure_page;
            *self = ExercisePage { figure_page, ..page };
        }
    }

    /// All the text. The figure's side is said where there are two.
    fn text(&self, width: u16, shared: &Shared, exercise: &Exercise) -> Page {
        let theme = shared.theme;
        let mut page = Page::new(width);
        page.text(&exercise.say, theme.title());
        if !exercise.builtin {
            page.text("One of your own.", theme.key());
        }
        page.gap();
        exercise_words::how(&mut page, shared, exercise);
        exercise_past::plan(&mut page, shared, &self.why);
        exercise_past::history(&mut page, shared, exercise);
        exercise_words::who(&mut page, shared, exercise);
        exercise_words::rest(&mut page, shared, exercise, self.clip.alt());
        page
    }
}

impl Screen for ExercisePage {
    fn scope(&self) -> Scope {
        Scope::Exercise
    }

    fn title(&self, shared: &Shared) -> String {
        let Some(exercise) = self.exercise(shared) else { return String::new() };
        match (exercise.sides, self.mirrored) {
            (Sides::Each, false) => format!("{} · right side", exercise.name),
            (Sides::Each, true) => format!("{} · left side", exercise.name),
            (Sides::Both, false) => exercise.name.clone(),
            (Sides::Both, true) => format!("{} · mirrored", exercise.name),
        }
    }

    fn corner(&self, shared: &Shared, narrow: bool) -> String {
        let Some(exercise) = self.exercise(shared).filter(|_| !narrow) else { return String::new() };
        let block = block_words(exercise.block).to_lowercase();
        match rung(exercise) {
            Some((at, of)) => format!("{block} · rung {at} of {of}"),
            None => block,
        }
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let Some(exercise) = self.exercise(shared) else { return };
        let narrow = column(area);
        self.small = false;
        let (figure, text) = if !self.clip.is_there() {
            (None, narrow)
        } else if area.width >= WIDE.0 && area.height >= WIDE.1 {
            let left = (area.width / 2).min(64);
            let height = area.height.min(if area.width >= 110 { 24 } else { 14 });
            let figure = Rect { x: area.x + 1, width: left - 2, height, ..area };
            let x = area.x + left + 1;
            let width = (area.right() - x).saturating_sub(2).min(60);
            (Some(figure), Rect { x, width, ..area })
        } else if area.height >= HIGH {
            let figure = Rect { height: 12, ..narrow };
            (Some(figure), Rect { y: area.y + 13, height: area.height - 13, ..narrow })
        } else {
            self.small = true;
            (self.figure_page.then_some(narrow), narrow)
        };
        if let Some(place) = figure {
            self.clip.draw(buffer, place, shared, self.mirrored);
        }
        if !(self.small && self.figure_page) {
            self.seen = self.text(text.width, shared, exercise).draw(buffer, text, shared.theme, self.scroll);
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        let down = matches!(action, Action::Down | Action::PageDown);
        let up = matches!(action, Action::Up | Action::PageUp);
        match action {
            Action::Quit => return Step::Quit,
            Action::Back => return Step::Back,
            Action::Mirror => self.mirrored = !self.mirrored,
            Action::Left => self.turn_to(self.at.saturating_sub(1), shared),
            Action::Right => self.turn_to(self.at + 1, shared),
            Action::More => {
                self.figure_page = !self.figure_page;
                self.scroll = 0;
            }
            _ if self.small && self.figure_page && down => self.figure_page = false,
            _ if self.small && !self.figure_page && up && self.scroll == 0 => self.figure_page = true,
            action => self.scroll = scrolled(self.scroll, action, self.seen),
        }
        Step::Stay
    }

    fn wake(&self, shared: &Shared) -> Option<Duration> {
        let hidden = self.small && !self.figure_page;
        self.clip.wake(shared.drawing, shared.now.mono).filter(|_| !hidden)
    }
}
