//! A look round: five short cards on what is where. Offered beside the first plans, never put in the way:
//! whoever comes with a sore back wants to begin.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::coach::desk::Desk;
use crate::coach::tour;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Keys, Scope};
use crate::tui::screens::help::scrolled;
use crate::tui::widgets::page::{Page, Seen, column};

/// Title and text of a card.
type Card = (&'static str, String);

/// The cards.
#[derive(Default)]
pub struct Tour {
    at: usize,
    scroll: usize,
    seen: Seen,
}

/// Whether it is still offered: until it was seen or waved away, or a session was done without it.
pub fn is_offered(shared: &Shared) -> bool {
    !shared.demo && shared.coach.tour_is_open()
}

impl Tour {
    /// From the first card.
    pub fn new() -> Tour {
        Tour::default()
    }

    fn done(shared: &mut Shared) -> Step {
        if is_offered(shared) {
            shared.record(tour::seen());
        }
        Step::Back
    }
}

/// What the cards say, with the keys as they are now.
fn cards(keys: &Keys) -> Vec<Card> {
    let key = |scope, action| keys.key_of(scope, action).unwrap_or("-").to_owned();
    let today = |action| key(Scope::Today, action);
    let here = |action| key(Scope::Player, action);
    vec![
        (
            "Today",
            format!(
                "Here every day begins. Each line is one exercise, how much of it, and why. {} starts the short \
                 check and then the session. {} tells more about the marked line, {} makes it a gentle day.",
                today(Action::Go),
                today(Action::Why),
                today(Action::Flare),
            ),
        ),
        (
            "The session",
            format!(
                "It counts, you move. {} is the one key to know: it goes on, counts, or pauses. {} ends an exercise \
                 early. If something is wrong, press {}: the clock stops and supple asks what happened.",
                here(Action::Go),
                here(Action::Skip),
                here(Action::Wrong),
            ),
        ),
        (
            "What you say counts",
            "After each exercise two scores, 0 to 10: pain and effort. Next time it is asked how it was an hour \
             later and the next morning. That decides what changes."
                .into(),
        ),
        (
            "Looking back",
            format!(
                "{} is your chart, {} is what you did, to read and to put right, {} is every exercise with its \
                 figure.",
                today(Action::Trends),
                today(Action::Past),
                today(Action::Library),
            ),
        ),
        (
            "Finding things",
            format!(
                "{} lists the keys of the screen that you are on. {} finds anything by a few letters of its name. {} \
                 has the settings: pauses, colours, sounds. {} leaves, and what you answered is kept.",
                today(Action::Help),
                today(Action::Palette),
                today(Action::Settings),
                today(Action::Quit),
            ),
        ),
    ]
}

impl Screen for Tour {
    fn scope(&self) -> Scope {
        Scope::Tour
    }

    fn title(&self, _shared: &Shared) -> String {
        "A look round".into()
    }

    fn corner(&self, shared: &Shared, _narrow: bool) -> String {
        format!("{} of {}", self.at + 1, cards(&shared.keys).len())
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        if let Some((title, text)) = cards(&shared.keys).into_iter().nth(self.at) {
            page.text(title, theme.title()).gap().text(&text, theme.plain());
        }
        self.seen = page.draw(buffer, area, theme, self.scroll);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Quit => return Step::Quit,
            Action::Go if !self.seen.last => {
                self.scroll = scrolled(self.scroll, Action::PageDown, self.seen);
            }
            Action::Go => {
                self.scroll = 0;
                self.at += 1;
                if self.at >= cards(&shared.keys).len() {
                    return Tour::done(shared);
                }
            }
            Action::Back if self.at > 0 => (self.at, self.scroll) = (self.at - 1, 0),
            Action::Back => return Step::Back,
            Action::Unanswered => return Tour::done(shared),
            action => self.scroll = scrolled(self.scroll, action, self.seen),
        }
        Step::Stay
    }
}
