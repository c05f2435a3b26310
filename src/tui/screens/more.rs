//! More about you: what makes the plan fit. Each item can be left out, and changed at any time.

mod direction;
mod goals;
mod things;
mod unwanted;
mod usual;
mod worries;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::coach::day_words;
use crate::domain::around::direction::Worse;
use crate::domain::around::goals as goal_rules;
use crate::domain::around::reassess;
use crate::domain::around::worries::{MOVEMENTS, standing};
use crate::journal::event::VarietySet;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::body::Body;
use crate::tui::widgets::page::{Page, column};

/// The items, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    Direction,
    Things,
    Goals,
    Worries,
    Unwanted,
    Variety,
    Usual,
    Place,
}

const ITEMS: [Item; 8] = [
    Item::Direction,
    Item::Things,
    Item::Goals,
    Item::Worries,
    Item::Unwanted,
    Item::Variety,
    Item::Usual,
    Item::Place,
];

/// The list.
pub struct More {
    mark: usize,
}

impl More {
    /// With nothing chosen.
    pub fn new(_shared: &Shared) -> More {
        More { mark: 0 }
    }

    fn open(&mut self, index: usize, shared: &mut Shared) -> Step {
        let Some(item) = ITEMS.get(index) else { return Step::Stay };
        self.mark = index;
        match item {
            Item::Direction => Step::Show(Box::new(direction::Direction::new(shared))),
            Item::Things => Step::Show(Box::new(things::Things::new(shared))),
            Item::Goals => Step::Show(Box::new(goals::Goals::new())),
            Item::Worries => Step::Show(Box::new(worries::Worries::new())),
            Item::Unwanted => Step::Show(Box::new(unwanted::Unwanted::new(shared))),
            Item::Usual => Step::Show(Box::new(usual::Usual::new(shared))),
            Item::Place => Step::Show(Box::new(Body::new(shared))),
            Item::Variety => {
                let on = shared.coach.history.wishes.variety != Some(true);
                shared.record(VarietySet { on });
                Step::Stay
            }
        }
    }
}

/// Name and state of an item.
fn words(item: Item, shared: &Shared) -> (&'static str, String) {
    let wishes = &shared.coach.history.wishes;
    let today = shared.now.date();
    let open = || "not told".to_owned();
    match item {
        Item::Direction => (
            "Which way is worse",
            wishes.worse.map_or_else(open, |(on, worse)| {
                let words = match worse {
                    Worse::Bending => "bending or sitting",
                    Worse::LeaningBack => "leaning back or standing",
                    Worse::NotClear => "not clear",
                };
                format!("{words}, said {}", day_words(on, today))
            }),
        ),
        Item::Things => ("Your equipment", {
            let names: Vec<&str> = wishes.equipment.iter().map(|id| things::name(id)).collect();
            match (wishes.equipment_told, names.is_empty()) {
                (false, _) => open(),
                (true, true) => "none beside a mat and a chair".into(),
                (true, false) => names.join(", "),
            }
        }),
        Item::Goals => ("What you want to do again", {
            let goals = goal_rules::goals(wishes);
            let due = goals.iter().any(|goal| goal.is_due(today));
            match goals.len() {
                0 => open(),
                n => format!("{n} of 3{}", if due { ", new scores are due" } else { "" }),
            }
        }),
        Item::Worries => ("Movements that worry you", {
            let told: Vec<String> = MOVEMENTS
                .iter()
                .filter_map(|movement| {
                    let (score, _) = standing(wishes.worries.get(movement.id)?)?;
                    (score.get() > 0).then(|| format!("{} {score}", movement.id.replace('_', " ")))
                })
                .collect();
            match (wishes.worries.is_empty(), told.is_empty()) {
                (true, _) => open(),
                (false, true) => "none".into(),
                (false, false) => told.join(", "),
            }
        }),
        Item::Unwanted => ("\"Not this one\"", {
            let names: Vec<String> =
                wishes.unwanted().map(|id| crate::tui::screens::today::name(shared, id)).collect();
            if names.is_empty() { "none".into() } else { names.join(", ") }
        }),
        Item::Variety => ("Variety: exercises take turns", {
            let on = wishes.variety == Some(true);
            if on { "on, from the third week" } else { "off" }.to_owned()
        }),
        Item::Place => {
            let last = shared.coach.history.body.last();
            let state = last.map_or_else(open, |last| {
                format!("{}, marked {}", last.words(), day_words(last.at.date_naive(), today))
            });
            ("Where it hurts, on a body picture", state)
        }
        Item::Usual => ("Your usual pain, looked at again", {
            let due = reassess::is_due(&wishes.usual, today);
            let now = shared.coach.history.profile.usual_pain.map_or_else(open, |score| score.to_string());
            if due { format!("{now}; a new look is due") } else { now }
        }),
    }
}

impl Screen for More {
    fn scope(&self) -> Scope {
        Scope::Pick
    }

    fn title(&self, _shared: &Shared) -> String {
        "More about you".into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        page.text("What makes the plan fit you. Leave out what you like.", theme.title()).gap();
        for (index, item) in ITEMS.iter().enumerate() {
            let from = page.height();
            let marked = index == self.mark;
            let (name, state) = words(*item, shared);
            let lead = format!("{} {}  ", if marked { "›" } else { " " }, index + 1);
            let style = if marked { theme.title() } else { theme.plain() };
            page.hanging(&lead, name, theme.key(), style);
            page.hanging("     ", &state, theme.muted(), theme.muted());
            if marked {
                page.focus_from(from);
            }
        }
        if let Some(words) = goal_rules::sentence(&shared.coach.history.wishes) {
            page.gap().text(&words, theme.plain());
        }
        page.draw(buffer, area, theme, 0);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Quit => return Step::Quit,
            Action::Back => return Step::Home,
            Action::Digit(digit) => return self.open(usize::from(digit).wrapping_sub(1), shared),
            Action::Confirm => return self.open(self.mark, shared),
            Action::Up => self.mark = self.mark.saturating_sub(1),
            Action::Down => self.mark = (self.mark + 1).min(ITEMS.len() - 1),
            _ => {}
        }
        Step::Stay
    }
}
