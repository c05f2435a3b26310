//! Four keys that the plan cannot do without: usual pain, how long it takes to settle, the floor, minutes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::coach::desk::Desk;
use crate::coach::profile::{self, Key, MINUTES, SETTLE};
use crate::domain::score::Score;
use crate::journal::event::ProfileSet;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::widgets::page::{Page, column};
use crate::tui::widgets::reel::Reel;

/// Asks the four keys one after the other.
pub struct Profile {
    step: usize,
    mark: usize,
    /// Whether all four are asked again, or only those that are open.
    again: bool,
    reel: Reel,
}

impl Profile {
    /// Asks what is not answered yet.
    pub fn open(shared: &Shared) -> Profile {
        let mut screen = Profile { step: 0, mark: 0, again: false, reel: Reel::default() };
        screen.skip_answered(shared);
        screen.mark = screen.start_mark(shared);
        screen
    }

    /// Asks all four again, the present answers marked.
    pub fn again(shared: &Shared) -> Profile {
        let mut screen = Profile { step: 0, mark: 0, again: true, reel: Reel::default() };
        screen.mark = screen.start_mark(shared);
        screen
    }

    fn skip_answered(&mut self, shared: &Shared) {
        let profile = shared.coach.history.profile;
        while !self.again && Key::ALL.get(self.step).is_some_and(|key| key.is_answered(&profile)) {
            self.step += 1;
        }
    }

    /// Where the mark stands at first: on the present answer, and on none where there is none.
    fn start_mark(&self, shared: &Shared) -> usize {
        let profile = &shared.coach.history.profile;
        match self.step {
            0 => profile.usual_pain.map_or(usize::MAX, |score| usize::from(score.get())),
            1 => position(SETTLE.iter().map(|(settle, _)| *settle), profile.settle),
            3 => position(MINUTES.iter().copied(), profile.minutes),
            _ => usize::MAX,
        }
    }

    fn answer(&mut self, set: ProfileSet, shared: &mut Shared) -> Step {
        shared.record(set);
        self.step += 1;
        self.skip_answered(shared);
        if self.step >= 4 {
            return Step::Home;
        }
        self.mark = self.start_mark(shared);
        self.reel = Reel::default();
        Step::Stay
    }

    fn rate(&mut self, score: Score, shared: &mut Shared) -> Step {
        self.answer(profile::usual_pain(score), shared)
    }

    fn choose(&mut self, index: usize, shared: &mut Shared) -> Step {
        let set = match self.step {
            1 => profile::settle(index),
            3 => profile::minutes(index),
            _ => None,
        };
        set.map_or(Step::Stay, |set| self.answer(set, shared))
    }

    fn lines(&self) -> usize {
        if self.step == 1 { SETTLE.len() } else { MINUTES.len() }
    }
}

/// The place of the present answer; past the end where there is none.
fn position<T: PartialEq + Copy>(mut all: impl Iterator<Item = T>, now: Option<T>) -> usize {
    now.and_then(|now| all.position(|one| one == now)).unwrap_or(usize::MAX)
}

impl Screen for Profile {
    fn scope(&self) -> Scope {
        match self.step {
            0 => Scope::Rate,
            2 => Scope::YesNo,
            _ => Scope::Pick,
        }
    }

    fn title(&self, _shared: &Shared) -> String {
        "About you".into()
    }

    fn corner(&self, _shared: &Shared, _narrow: bool) -> String {
        format!("{} of 4", (self.step + 1).min(4))
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        let (question, help) = Key::ALL.get(self.step).map_or(("", ""), |key| key.words());
        page.text(question, theme.title()).gap();
        match self.step {
            0 => {
                let marked = u8::try_from(self.mark).ok().and_then(Score::new);
                page.scale(theme, marked);
            }
            1 => list(&mut page, SETTLE.iter().map(|(_, words)| (*words).to_owned()), self.mark, shared),
            3 => {
                list(
                    &mut page,
                    MINUTES.iter().map(|minutes| format!("{minutes} minutes")),
                    self.mark,
                    shared,
                );
            }
            2 => drop(page.yes_no(theme)),
            _ => {}
        }
        page.gap().text(help, theme.muted());
        for words in shared.coach.settled_words() {
            let words =
                format!("Not asked in the safety check: {words}. Under \"my answers\" you can change that.");
            page.gap().text(&words, theme.muted());
        }
        self.reel.draw(page, buffer, area, theme);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        let lines = if matches!(self.step, 1 | 3) { self.lines() } else { 0 };
        let first = self.mark == 0 || self.mark >= lines;
        if self.reel.takes(action, first, lines == 0 || self.mark.saturating_add(1) == lines) {
            return Step::Stay;
        }
        match (self.step, action) {
            (_, Action::Quit) => return Step::Quit,
            (_, Action::Back) if self.step == 0 || !self.again => return Step::Back,
            (_, Action::Back) => {
                self.step -= 1;
                self.mark = self.start_mark(shared);
            }
            (0, Action::Digit(value)) => {
                return Score::new(value).map_or(Step::Stay, |score| self.rate(score, shared));
            }
            (0, Action::Ten) => return self.rate(Score::TEN, shared),
            (0, Action::Left) => self.mark = self.mark.min(11).saturating_sub(1),
            (0, Action::Right) => self.mark = if self.mark > 10 { 0 } else { (self.mark + 1).min(10) },
            (0, Action::Confirm) => {
                let marked = u8::try_from(self.mark).ok().and_then(Score::new);
                return marked.map_or(Step::Stay, |score| self.rate(score, shared));
            }
            (2, Action::Yes) => {
                return self.answer(profile::floor(true), shared);
            }
            (2, Action::No | Action::Unsure) => {
                return self.answer(profile::floor(false), shared);
            }
            (_, Action::Digit(digit)) => return self.choose(usize::from(digit).wrapping_sub(1), shared),
            (_, Action::Up) => self.mark = self.mark.min(self.lines()).saturating_sub(1),
            (_, Action::Down) => {
                self.mark = if self.mark >= self.lines() { 0 } else { (self.mark + 1).min(self.lines() - 1) };
            }
            (_, Action::Confirm) => return self.choose(self.mark, shared),
            _ => {}
        }
        Step::Stay
    }
}

/// A numbered list with one line marked.
pub fn list(page: &mut Page, lines: impl Iterator<Item = String>, mark: usize, shared: &Shared) {
    let theme = shared.theme;
    for (index, line) in lines.enumerate() {
        let from = page.height();
        let marked = index == mark;
        let lead = format!("{} {}  ", if marked { "›" } else { " " }, index + 1);
        page.hanging(&lead, &line, theme.key(), if marked { theme.title() } else { theme.plain() });
        if marked {
            page.focus_from(from);
        }
    }
}
