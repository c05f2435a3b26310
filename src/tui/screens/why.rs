//! "Why?" at a line of today's plan: the rule, the lines of the log, and what would have changed it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::coach::why::{Basis, Said};
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::help::scrolled;
use crate::tui::screens::preview::PreviewScreen;
use crate::tui::theme::Theme;
use crate::tui::widgets::page::{Page, Seen, column};

/// One exercise, or the walk.
pub struct WhyScreen {
    /// What the lines of the plan are about, in their order.
    ids: Vec<String>,
    at: usize,
    basis: Basis,
    words: Vec<Said>,
    scroll: usize,
    seen: Seen,
}

impl WhyScreen {
    /// About the line `at` of a plan made on `basis`.
    pub fn new(ids: Vec<String>, at: usize, basis: Basis, shared: &Shared) -> WhyScreen {
        let at = at.min(ids.len().saturating_sub(1));
        let mut screen = WhyScreen { ids, at, basis, words: Vec::new(), scroll: 0, seen: Seen::default() };
        screen.ask(shared);
        screen
    }

    fn id(&self) -> &str {
        self.ids.get(self.at).map_or("", String::as_str)
    }

    fn ask(&mut self, shared: &Shared) {
        let coach = &shared.coach;
        let why = coach.why_in(self.id(), self.basis);
        // Lines of the file are for the command: here nobody sees the file.
        self.words = match why {
            Some(why) => coach.why_words(&why, |_| None),
            None => vec![Said::Text(
                "The catalogue no longer has this exercise, so there is no more to say about it.".into(),
            )],
        };
        self.scroll = 0;
    }

    fn turn(&mut self, to: Option<usize>, shared: &Shared) -> Step {
        if let Some(to) = to.filter(|to| *to < self.ids.len()) {
            self.at = to;
            self.ask(shared);
        }
        Step::Stay
    }
}

/// Adds what is said to a page.
pub(super) fn add(page: &mut Page, words: &[Said], theme: Theme) {
    for said in words {
        match said {
            Said::Short(text) => page.text(text, theme.title()),
            Said::Text(text) => page.text(text, theme.plain()),
            Said::Head(text) => page.gap().text(text, theme.title()),
            Said::Item(text) => page.hanging("· ", text, theme.key(), theme.plain()),
        };
    }
}

impl Screen for WhyScreen {
    fn scope(&self) -> Scope {
        Scope::Why
    }

    fn title(&self, shared: &Shared) -> String {
        format!("Why? {}", shared.coach.name_of(self.id()))
    }

    fn corner(&self, _shared: &Shared, narrow: bool) -> String {
        if narrow { String::new() } else { format!("line {} of {}", self.at + 1, self.ids.len()) }
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        add(&mut page, &self.words, theme);
        self.seen = page.draw(buffer, area, theme, self.scroll);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Quit => Step::Quit,
            Action::Back => Step::Back,
            Action::Preview => Step::Show(Box::new(PreviewScreen::new(self.basis, shared))),
            Action::Left => self.turn(self.at.checked_sub(1), shared),
            Action::Right => self.turn(Some(self.at + 1), shared),
            action => {
                self.scroll = scrolled(self.scroll, action, self.seen);
                Step::Stay
            }
        }
    }
}
