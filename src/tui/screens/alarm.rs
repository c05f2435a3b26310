//! A block stands: what to do, by when, which answers led here, what to say. Left by two key presses.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::coach::warning::Warning;
use crate::content::regions::Region;
use crate::domain::screening::block::Standing;
use crate::domain::screening::tier::Tier;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::answers::Answers;
use crate::tui::screens::clearance::ClearanceScreen;
use crate::tui::screens::help::scrolled;
use crate::tui::screens::regions::RegionList;
use crate::tui::screens::tier_title;
use crate::tui::screens::trends::Trends;
use crate::tui::widgets::big;
use crate::tui::widgets::page::{Page, Seen, column};

/// The screen of a block.
pub struct Alarm {
    standing: Standing,
    /// One press was made; the next one leaves.
    pressed: Option<Action>,
    scroll: usize,
    seen: Seen,
}

impl Alarm {
    /// For what stands now.
    pub fn new(shared: &Shared) -> Alarm {
        Alarm {
            standing: shared.coach.standing(shared.now.wall),
            pressed: None,
            scroll: 0,
            seen: Seen::default(),
        }
    }

    fn page(&self, width: u16, shared: &Shared) -> Page {
        let theme = shared.theme;
        let mut page = Page::new(width);
        let warning = Warning::of(&shared.coach, &self.standing);
        let firm = self.standing.tier >= Tier::Urgent;
        page.text(warning.todo, if firm { theme.stop() } else { theme.warn() });
        if warning.calls && shared.coach.region().and_then(Region::emergency_line).is_none() {
            page.text("Press r for the numbers of all regions.", theme.plain());
        }
        if let Some(line) = &warning.health_line {
            page.gap().text(&format!("Health line: {line}"), theme.title());
        }
        page.gap().text(&warning.take_along, theme.plain());
        for todo in &warning.at_once {
            page.gap().text(todo, theme.title());
        }
        if !warning.because.is_empty() {
            page.gap().text("Your answers that led here", theme.title());
            for line in &warning.because {
                page.hanging("· ", line, theme.muted(), theme.plain());
            }
        }
        if !warning.say.is_empty() {
            page.gap().text("You can say this on the phone", theme.title());
            for line in &warning.say {
                page.text(&format!("“{line}”"), theme.plain());
            }
        }
        page.gap().text("When a clinician has seen you", theme.title());
        page.hanging("c  ", "record what they said, and the day you were seen", theme.key(), theme.plain());
        for flag in &self.standing.active {
            page.hanging("or ", &format!("supple clear {}", flag.rule), theme.muted(), theme.muted());
        }
        page.text("A page for them, to print and take along: supple clear --slip", theme.muted());
        page.text(
            "Until then sessions stay locked; your answers, chart, log and export stay open.",
            theme.muted(),
        );
        page
    }
}

impl Screen for Alarm {
    fn scope(&self) -> Scope {
        Scope::Warning
    }

    fn title(&self, _shared: &Shared) -> String {
        tier_title(self.standing.tier).into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut top = 0;
        if self.standing.tier == Tier::Emergency
            && let Some(region) = shared.coach.region()
            && let Some(number) = region.emergency.first()
        {
            // Never a bare number without its region.
            let mut words = Page::new(area.width);
            let note = if number.note.is_empty() { String::new() } else { format!(". {}", number.note) };
            words.text(&format!("{}: {}{note}", region.name, number.number), theme.stop());
            // Apart from the large figures where there is room: both are of one colour.
            let air = u16::from(area.height >= 16);
            let told = (words.height() as u16 + air).min(area.height);
            words.draw(buffer, Rect { height: told, ..area }, theme, 0);
            let room = Rect { y: area.y + told, height: (area.height - told).min(7), ..area };
            // Not in the reversed style of a stop: full blocks would vanish in it.
            let large = area.height >= 9;
            top = told
                + if large {
                    big::draw_left(buffer, Rect { height: 5, ..room }, &number.number, theme.warn())
                } else {
                    0
                };
            top += u16::from(top > told);
        }
        let rest = Rect { y: area.y + top, height: area.height.saturating_sub(top), ..area };
        self.seen = self.page(area.width, shared).draw(buffer, rest, theme, self.scroll);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Go | Action::Quit if self.pressed == Some(action) => return Step::Quit,
            Action::Go | Action::Quit => {
                self.pressed = Some(action);
                shared.notice = Some("Press the same key once more to leave.".into());
                return Step::Stay;
            }
            Action::Check => {
                return Step::Show(Box::new(ClearanceScreen::new(self.standing.active.clone())));
            }
            Action::Region => return Step::Show(Box::new(RegionList::all(shared))),
            Action::Answers => return Step::Show(Box::new(Answers::new(shared))),
            Action::Trends => return Step::Show(Box::new(Trends::new(shared))),
            action => self.scroll = scrolled(self.scroll, action, self.seen),
        }
        self.pressed = None;
        Step::Stay
    }
}
