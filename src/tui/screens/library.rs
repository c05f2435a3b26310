//! Every exercise that there is, by block and ladder, with a filter and the moving figure beside the list.

use std::collections::BTreeSet;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use super::clip::Clip;
use super::exercise_page::ExercisePage;
use super::exercise_words::block_words;
use super::rethink;
use crate::domain::dose::dose_words;
use crate::domain::exercise::{Block, Exercise, Sides};
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::widgets::page::{Page, column};
use crate::tui::widgets::text::fit;

/// The order of a session.
const BLOCKS: [Block; 7] = [
    Block::WarmUp,
    Block::Mobility,
    Block::Stability,
    Block::Strength,
    Block::Neck,
    Block::Aerobic,
    Block::CoolDown,
];
/// From this width on the figure has a place beside the list.
const WIDE: u16 = 72;
/// The list beside a figure.
const LIST: u16 = 38;
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
    clip: Option<(String, Clip)>,
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
            clip: None,
        }
    }

    fn shown<'a>(&self, shared: &'a Shared) -> Vec<&'a Exercise> {
        let all = self.order.iter().filter_map(|id| shared.coach.catalogue.get(id));
        let all: Vec<&Exercise> = all.collect();
        let filter = self.filter.to_lowercase();
        let exact: Vec<&Exercise> = all.iter().copied().filter(|one| has_words(one, &filter)).collect();
        if exact.is_empty() {
            all.into_iter().filter(|one| has_letters(one, &filter)).collect()
        } else {
            exact
        }
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
            page.line(self.row(exercise, place == self.mark, area.width, shared));
            if place == self.mark {
                page.focus_from(from);
            }
        }
        if self.filter.is_empty() {
            let (from, marked) = (page.height(), self.mark >= shown.len());
            let style = if marked { theme.title() } else { theme.plain() };
            page.gap().hanging(if marked { "› " } else { "  " }, rethink::TITLE, theme.key(), style);
            if marked {
                page.focus_from(from);
            }
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
        let rung =
            exercise.ladder.iter().position(|id| *id == exercise.id).filter(|_| exercise.ladder.len() > 1);
        let rung = rung.map_or_else(|| "  ".to_owned(), |rung| format!("{} ", rung + 1));
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

    /// The figure of the marked one, and the least that one has to know of it.
    fn beside(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let Some(exercise) = self.marked(shared) else {
            self.clip = None;
            return;
        };
        let theme = shared.theme;
        let mut page = Page::new(area.width.saturating_sub(2));
        page.text(&exercise.name, theme.title());
        page.text(&exercise.say, theme.plain());
        let sides = if exercise.sides == Sides::Each { 2 } else { 1 };
        let dose = dose_words(exercise.kind, exercise.start, sides);
        page.text(&format!("begins with {dose}"), theme.muted());
        page.text("enter: steps, why, last times", theme.key());
        let text = (page.height() as u16 + 1).min(area.height);
        let top = Rect { height: area.height - text, ..area };
        if self.clip.as_ref().is_none_or(|(id, _)| *id != exercise.id) {
            self.clip = Some((exercise.id.clone(), Clip::of(exercise, shared)));
        }
        if let Some((_, clip)) = &mut self.clip {
            clip.draw(buffer, top, shared, false);
        }
        let below = Rect {
            x: area.x + 1,
            y: top.bottom() + 1,
            width: area.width.saturating_sub(2),
            height: text - 1,
        };
        page.draw(buffer, below.intersection(area), theme, 0);
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

/// By block; in a block ladder by ladder, easiest first, in the order of the catalogue.
fn order(exercises: &[Exercise]) -> Vec<String> {
    let mut order: Vec<String> = Vec::new();
    for block in BLOCKS {
        for exercise in exercises.iter().filter(|exercise| exercise.block == block) {
            let rungs = exercise.ladder.iter();
            let rungs = rungs.filter(|id| exercises.iter().any(|one| one.id == **id && one.block == block));
            for id in rungs {
                if !order.contains(id) {
                    order.push(id.clone());
                }
            }
        }
    }
    order
}

/// Whether each word of the filter stands in what is known of an exercise.
fn has_words(exercise: &Exercise, filter: &str) -> bool {
    let known = [
        exercise.name.to_lowercase(),
        exercise.id.clone(),
        block_words(exercise.block).to_lowercase(),
        format!("{:?}", exercise.position).to_lowercase(),
        exercise.regions.join(" "),
        exercise.equipment.join(" "),
        if exercise.builtin { String::new() } else { "own".to_owned() },
    ];
    filter.split_whitespace().all(|word| known.iter().any(|text| text.contains(word)))
}

/// Whether the letters of the filter stand in the name, in their order: for what is half remembered.
fn has_letters(exercise: &Exercise, filter: &str) -> bool {
    let name = exercise.name.to_lowercase();
    let mut letters = name.chars();
    filter.chars().filter(|c| !c.is_whitespace()).all(|wanted| letters.any(|letter| letter == wanted))
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
        let (area, wide) = if area.width >= WIDE {
            (Rect { x: area.x + 2, width: area.width - 4, ..area }, true)
        } else {
            (column(area), false)
        };
        self.top(shared, area.width).render(Rect { height: 1, ..area }, buffer);
        let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        if wide {
            self.list(buffer, Rect { width: LIST, ..below }, shared);
            let x = below.x + LIST + 2;
            self.beside(buffer, Rect { x, width: below.right() - x, ..below }, shared);
        } else {
            self.clip = None;
            self.list(buffer, below, shared);
        }
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
        self.clip.as_ref().and_then(|(_, clip)| clip.wake(shared.drawing, shared.now.mono))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::catalogue::Catalogue;

    #[test]
    fn every_exercise_stands_in_the_list_once_and_ladders_stay_together() {
        let exercises = Catalogue::builtin().unwrap().exercises;
        let order = order(&exercises);
        assert_eq!(order.len(), exercises.len());
        let set: BTreeSet<&String> = order.iter().collect();
        assert_eq!(set.len(), order.len());
        let place = |id: &str| order.iter().position(|one| one == id).unwrap();
        assert_eq!(place("bird-dog"), place("quadruped-leg-slide") + 1);
        assert!(place("cat-cow") < place("bird-dog"));
    }

    #[test]
    fn a_filter_finds_words_first_and_else_letters_in_order() {
        let exercises = Catalogue::builtin().unwrap().exercises;
        let found = |filter: &str| -> Vec<&str> {
            exercises.iter().filter(|one| has_words(one, filter)).map(|one| one.id.as_str()).collect()
        };
        assert_eq!(found("bird"), ["bird-dog"]);
        assert!(found("neck").contains(&"neck-rotation"));
        assert!(found("strength standing").len() > 1);
        assert_eq!(found("zzz"), Vec::<&str>::new());
        assert_eq!(found("").len(), exercises.len());
        let bird = exercises.iter().find(|one| one.id == "bird-dog").unwrap();
        assert!(has_letters(bird, "bdg") && !has_letters(bird, "gdb"));
    }
}
