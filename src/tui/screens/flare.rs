//! The page about a flare: what today is, what to expect, when to have it looked at, and the way back.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::plan::advice_sentence;
use crate::domain::plan::output::Mode;
use crate::journal::event::FlareWithdrawn;
use crate::session::course::length_words;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::help::scrolled;
use crate::tui::screens::today::count;
use crate::tui::widgets::page::{Page, Seen, column};

/// Shown when a flare was declared, or asked about while one lasts.
pub struct FlarePage {
    declared: bool,
    scroll: usize,
    seen: Seen,
}

impl FlarePage {
    /// Of today.
    pub fn new(shared: &Shared) -> FlarePage {
        let declared = shared.coach.history.flares.contains(&shared.now.date());
        FlarePage { declared, scroll: 0, seen: Seen::default() }
    }
}

impl Screen for FlarePage {
    fn scope(&self) -> Scope {
        Scope::FlareDay
    }

    fn title(&self, _shared: &Shared) -> String {
        "A flare".into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        let plan = shared.coach.plan(shared.now.wall, None).plan;
        if self.declared {
            page.text("Today is marked as a flare, and your chart will show it.", theme.title());
        } else {
            page.text("A stretch that is harder than usual.", theme.title());
        }
        page.gap().text(
            "Flares are common, and most settle within days to a couple of weeks. One is a setback in comfort, \
             not the end of what you have built up.",
            theme.plain(),
        );
        page.gap().text("What today is", theme.title());
        if plan.mode == Mode::Flare && !plan.exercises.is_empty() {
            let length = length_words(shared.coach.estimate_s(&plan, &shared.settings, shared.now.date()));
            page.text(
                &format!(
                    "{}, about {length}, three times each and only as far as it is comfortable{}.",
                    count(plan.exercises.len(), "gentle movement"),
                    plan.aerobic.as_ref().map_or(String::new(), |walk| format!(
                        "; an easy walk of {} minutes, or less",
                        walk.minutes
                    ))
                ),
                theme.plain(),
            );
        } else {
            page.text("Gentle movement only, a few minutes, and a short walk.", theme.plain());
        }
        for code in &plan.advice {
            if let Some((words, _)) = advice_sentence(code) {
                page.text(&words, theme.plain());
            }
        }
        page.gap().text("How it ends", theme.title());
        page.text(
            "After two gentle sessions with calm answers the plan comes back at about three fifths, and then has \
             two quiet sessions. Days of rest are no misses.",
            theme.plain(),
        );
        page.gap().text("When to have it looked at", theme.title());
        page.text(
            "If it goes on for more than a week, is the third in four weeks, or pain is 9 or 10. At once with \
             anything new below the waist or between the legs, new weakness or numbness, or if you feel ill: the \
             safety check asks about these.",
            theme.plain(),
        );
        self.seen = page.draw(buffer, area, theme, self.scroll);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Quit => Step::Quit,
            Action::Go | Action::Back => Step::Home,
            Action::Undo if !self.declared => {
                shared.notice = Some("It was found by your scores, so it ends with calmer ones.".into());
                Step::Stay
            }
            Action::Undo => {
                shared.record(FlareWithdrawn {});
                shared.notice = Some("Taken back: today is no flare.".into());
                Step::Home
            }
            action => {
                self.scroll = scrolled(self.scroll, action, self.seen);
                Step::Stay
            }
        }
    }
}
