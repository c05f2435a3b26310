//! Whose emergency number to show. Chosen by hand: a wrong guess could cost minutes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::coach::desk::Desk;
use crate::content::regions::CALL_WORDS;
use crate::journal::event::RegionSet;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::widgets::page::{Page, column};
use crate::tui::widgets::reel::Reel;

/// The list of regions.
pub struct RegionList {
    choosing: bool,
    mark: usize,
    reel: Reel,
}

impl RegionList {
    /// To choose one.
    pub fn choose(shared: &Shared) -> RegionList {
        let now = shared.coach.history.region.as_deref();
        let mark = shared.coach.regions.list.iter().position(|region| Some(region.id.as_str()) == now);
        RegionList { choosing: true, mark: mark.unwrap_or(usize::MAX), reel: Reel::default() }
    }

    /// To look numbers up, as a traveller.
    pub fn all(_shared: &Shared) -> RegionList {
        RegionList { choosing: false, mark: 0, reel: Reel::default() }
    }

    fn pick(index: usize, shared: &mut Shared) -> Step {
        let Some(id) = shared.coach.regions.list.get(index).map(|region| region.id.clone()) else {
            return Step::Stay;
        };
        shared.record(RegionSet { region: id });
        Step::Home
    }
}

impl Screen for RegionList {
    fn scope(&self) -> Scope {
        if self.choosing { Scope::Pick } else { Scope::Read }
    }

    fn title(&self, _shared: &Shared) -> String {
        if self.choosing { "Where are you?" } else { "Emergency numbers" }.into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let regions = &shared.coach.regions.list;
        let mut page = Page::new(area.width);
        let lead = if self.choosing {
            "Should an answer ask for help, supple shows the emergency number of your region. Which is it?"
        } else {
            "In any country: call the local emergency number."
        };
        page.text(lead, theme.title()).gap();
        for (index, region) in regions.iter().enumerate() {
            let marked = index == self.mark;
            let line = match region.emergency.first() {
                Some(number) => format!("{}: {}", region.name, number.number),
                None => format!("{}: {}", region.name, CALL_WORDS.to_lowercase()),
            };
            let from = page.height();
            // Ten lines and nine digits: the tenth is reached with the arrow keys.
            let number = if index < 9 { (index + 1).to_string() } else { " ".into() };
            let lead = format!("{} {number}  ", if marked { "›" } else { " " });
            let style = if marked { theme.title() } else { theme.plain() };
            page.hanging(&lead, &line, theme.key(), style);
            if self.choosing {
                page.option_from(from, index, marked);
            } else if marked {
                page.focus_from(from);
            }
        }
        let checked = shared.coach.regions.last_checked;
        page.gap().text(&format!("Numbers last checked on {}.", checked.format("%-d %B %Y")), theme.muted());
        self.reel.draw(page, buffer, area, theme);
    }

    fn point(&mut self, line: usize, _shared: &mut Shared) -> Option<Action> {
        self.mark = line;
        Some(Action::Confirm)
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        let last = shared.coach.regions.list.len().saturating_sub(1);
        let (first, end) = (self.mark == 0 || self.mark > last, self.mark == last);
        if self.reel.takes(action, first, end) {
            return Step::Stay;
        }
        match action {
            Action::Quit if self.choosing => return Step::Quit,
            Action::Confirm if self.choosing => return Self::pick(self.mark, shared),
            Action::Quit | Action::Back | Action::Go => return Step::Back,
            Action::Up => self.mark = self.mark.min(last + 1).saturating_sub(1),
            Action::Down => self.mark = if self.mark > last { 0 } else { (self.mark + 1).min(last) },
            Action::Digit(digit) if self.choosing => {
                return Self::pick(usize::from(digit).wrapping_sub(1), shared);
            }
            _ => {}
        }
        Step::Stay
    }
}
