//! After `!` in a session: what happened. One list, at most two questions, and a read-back before
//! anything is stored. There is no countdown anywhere. What it comes to is the table's.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::coach::desk::Desk;
use crate::coach::stops::StopDue;
use crate::domain::screening::stop_sign::{Step as Asked, Telling, Told};
use crate::journal::event::StopPressed;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::profile::list;
use crate::tui::widgets::page::{Page, Seen, column};

/// What a key came to.
pub enum Came {
    /// Nothing yet.
    Nothing,
    /// A slip of the finger.
    Slip,
    /// What happened was said, and confirmed.
    Told(Told),
}

/// The list and its questions, wherever they are asked.
pub struct StopList {
    telling: Telling<'static>,
    /// No line is marked until a key moves the mark: Enter alone is never an answer.
    mark: Option<usize>,
    /// Lines scrolled where nothing can be marked.
    scroll: usize,
    seen: Seen,
    /// Which session it was, where it is not this one.
    place: String,
}

impl StopList {
    /// From this point of the table.
    pub fn new(telling: Telling<'static>) -> StopList {
        StopList { telling, mark: None, scroll: 0, seen: Seen::default(), place: String::new() }
    }

    /// Which keys hold.
    pub fn scope(&self) -> Scope {
        if matches!(self.telling.step(), Asked::ReadBack(..)) { Scope::ReadBack } else { Scope::Stop }
    }

    /// At the first list there is nothing to go back to.
    pub fn has_use(&self, action: Action) -> bool {
        action != Action::Back || !self.telling.is_first()
    }

    /// Does what a key asks for.
    pub fn act(&mut self, action: Action) -> Came {
        let last = self.telling.lines().len().saturating_sub(1);
        match action {
            Action::Digit(digit) => return self.pick(usize::from(digit).wrapping_sub(1)),
            Action::Confirm => {
                if let Some(line) = self.mark {
                    return self.pick(line);
                }
            }
            Action::Up => {
                self.mark = self.mark.map(|mark| mark.saturating_sub(1));
                self.scroll = self.scroll.saturating_sub(1);
            }
            Action::Down => {
                self.mark = Some(self.mark.map_or(0, |mark| (mark + 1).min(last)));
                self.scroll = (self.scroll + 1).min(self.seen.most);
            }
            Action::Yes => {
                if let Some(told) = self.telling.told() {
                    return Came::Told(told);
                }
            }
            Action::Back => {
                self.telling.back();
                (self.mark, self.scroll) = (None, 0);
            }
            _ => {}
        }
        Came::Nothing
    }

    fn pick(&mut self, line: usize) -> Came {
        self.telling.pick(line);
        (self.mark, self.scroll) = (None, 0);
        if self.telling.step() == Asked::Slip { Came::Slip } else { Came::Nothing }
    }

    /// Draws it.
    pub fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        let lines = self.telling.lines();
        let mut scroll = if self.mark.is_some_and(|mark| mark + 1 == lines.len()) { usize::MAX } else { 0 };
        match self.telling.step() {
            Asked::Groups | Asked::Signs | Asked::Slip => {
                page.text("What happened?", theme.title());
                if self.place.is_empty() {
                    let calm = "The clock stands. Let go of the position; sit or lie as is easiest.";
                    page.text(calm, theme.stop());
                } else {
                    page.text(&self.place, theme.muted());
                }
                page.gap();
                self.lines(&mut page, &lines, shared);
                page.gap().text(
                    &format!("If it is bad, questions can wait. {}", shared.coach.emergency_words()),
                    theme.warn(),
                );
            }
            Asked::Ask(sign, ask) => {
                if self.place.is_empty() {
                    page.text(&sign.at_once, theme.stop()).gap();
                } else {
                    page.text(&format!("{} {}", self.place, self.telling.sentence()), theme.muted()).gap();
                }
                page.text(&ask.text, theme.title()).gap();
                self.lines(&mut page, &lines, shared);
            }
            Asked::ReadBack(sign, row) => {
                scroll = self.scroll;
                // On a small screen too the number comes first.
                if row.calls() {
                    page.text(&shared.coach.emergency_words(), theme.stop()).gap();
                }
                page.text(&self.telling.sentence(), theme.title()).gap();
                let style = if row.flags() { theme.stop() } else { theme.plain() };
                page.text(&format!("{} {}", sign.at_once, row.todo), style);
                page.gap().text("Is that right?", theme.title());
                page.hanging("y  ", "yes, that is right", theme.key(), theme.plain());
                page.hanging("b  ", "no, go back and mend it", theme.key(), theme.plain());
            }
        }
        self.seen = page.draw(buffer, area, theme, scroll);
    }

    fn lines(&self, page: &mut Page, lines: &[&str], shared: &Shared) {
        let words = lines.iter().map(|line| (*line).to_owned());
        list(page, words, self.mark.unwrap_or(usize::MAX), shared);
    }
}

/// The same list at a later start: the program was closed before it was said what happened, or it was
/// not known yet whether the pain lets go.
pub struct WhatHappened {
    list: StopList,
    press: Option<StopPressed>,
    again: bool,
}

impl WhatHappened {
    /// For what is due now.
    pub fn new(shared: &Shared) -> WhatHappened {
        let now = shared.now.wall;
        let due = shared.coach.stop_due(now);
        let again = matches!(due, Some(StopDue::Eased(_)));
        let press = match due {
            Some(StopDue::WhatHappened(press) | StopDue::Eased(press)) => Some(press),
            _ => None,
        };
        let mut list = StopList::new(shared.coach.telling_due(now));
        list.place = press.as_ref().map(|press| shared.coach.when_pressed(press, now)).unwrap_or_default();
        WhatHappened { list, press, again }
    }
}

impl Screen for WhatHappened {
    fn scope(&self) -> Scope {
        self.list.scope()
    }

    fn title(&self, _shared: &Shared) -> String {
        if self.again { "Since the last session" } else { "Something was wrong" }.into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        self.list.draw(buffer, area, shared);
    }

    fn has_use(&self, action: Action) -> bool {
        self.list.has_use(action)
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        if action == Action::Quit {
            return Step::Quit;
        }
        let Some(press) = &self.press else { return Step::Home };
        match self.list.act(action) {
            Came::Nothing => Step::Stay,
            Came::Slip => {
                let event = shared.coach.slipped(press);
                shared.record(event);
                Step::Home
            }
            Came::Told(told) => {
                for event in shared.coach.told_late(press, &told) {
                    shared.record(event);
                }
                Step::Home
            }
        }
    }
}
