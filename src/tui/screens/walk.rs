//! A walk, a ride, a swim, logged afterwards: minutes, pain, and whether one could still talk.

use chrono::{DateTime, FixedOffset};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::coach::day_words;
use crate::coach::desk::Desk;
use crate::coach::past::Change;
use crate::domain::score::Score;
use crate::journal::event::WalkDone;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::past_change::Confirm;
use crate::tui::widgets::page::{Page, column};
use crate::tui::widgets::scale;

/// Longest walk that can be typed, in minutes: a day.
const MOST: u32 = 1440;

enum Asked {
    Minutes,
    Pain,
    Talk,
}

/// Asks three things and stores them as one line.
pub struct WalkScreen {
    asked: Asked,
    minutes: Option<u32>,
    pain: Option<Score>,
    target: Option<u32>,
    session: Option<String>,
    /// For one of another day: when.
    at: Option<DateTime<FixedOffset>>,
}

impl WalkScreen {
    /// For a walk that the plan asked for, or for any other.
    pub fn new(target: Option<u32>, session: Option<String>) -> WalkScreen {
        WalkScreen { asked: Asked::Minutes, minutes: None, pain: None, target, session, at: None }
    }

    /// For one of that moment; afterwards back to where it was asked for.
    pub fn of(at: DateTime<FixedOffset>) -> WalkScreen {
        WalkScreen { at: Some(at), ..WalkScreen::new(None, None) }
    }

    fn done(&self, talk_ok: Option<bool>, shared: &mut Shared) -> Step {
        let minutes = self.minutes.unwrap_or(0);
        let walk = WalkDone {
            session: self.session.as_ref().map(Into::into),
            asked: self.target,
            minutes,
            pain: self.pain,
            talk_ok,
        };
        if let Some(at) = self.at {
            let change = Change::Add { event: walk.into(), at };
            return Step::Become(Box::new(Confirm::new(change, shared)));
        }
        shared.record(walk);
        shared.notice = Some(format!("Logged: {minutes} minutes."));
        Step::Home
    }

    fn rate(&mut self, score: Score) -> Step {
        self.pain = Some(score);
        self.asked = Asked::Talk;
        Step::Stay
    }
}

impl Screen for WalkScreen {
    fn scope(&self) -> Scope {
        match self.asked {
            Asked::Minutes => Scope::Number,
            Asked::Pain => Scope::Rate,
            Asked::Talk => Scope::YesNo,
        }
    }

    fn title(&self, _shared: &Shared) -> String {
        "Log a walk or the like".into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        match self.asked {
            Asked::Minutes => {
                let day = self.at.map_or("today".into(), |at| day_words(at.date_naive(), shared.now.date()));
                page.text(&format!("How many minutes did you walk, cycle or swim {day}?"), theme.title())
                    .gap();
                let typed = self.minutes.map_or_else(|| "_".to_owned(), |minutes| minutes.to_string());
                page.line(Line::from(vec![
                    Span::styled(typed, theme.title()),
                    Span::styled(" minutes", theme.muted()),
                ]));
                let ask = self.target.map(|minutes| format!("Your plan says {minutes}. "));
                let words = "Short walks of one day add up: type their sum.";
                page.gap().text(&format!("{}{words}", ask.unwrap_or_default()), theme.muted());
            }
            Asked::Pain => {
                page.text("How bad was the worst pain during it, 0 to 10?", theme.title()).gap();
                page.scale(theme, self.pain);
            }
            Asked::Talk => {
                page.text("Could you speak in full sentences all the way?", theme.title()).gap();
                page.yes_no(theme).gap();
                page.text("If not, slower comes before longer.", theme.muted());
            }
        }
        page.draw(buffer, area, theme, 0);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match (&self.asked, action) {
            (_, Action::Quit) => return Step::Quit,
            (Asked::Minutes, Action::Back) => return Step::Back,
            (Asked::Minutes, Action::Digit(digit)) => {
                let typed = self.minutes.unwrap_or(0) * 10 + u32::from(digit);
                if typed > MOST {
                    shared.notice = Some("That is more than a day. Minutes, please: 1 to 1440.".into());
                } else {
                    self.minutes = Some(typed);
                }
            }
            (Asked::Minutes, Action::Rub) => {
                self.minutes = self.minutes.map(|minutes| minutes / 10).filter(|minutes| *minutes > 0);
            }
            (Asked::Minutes, Action::Confirm) if self.minutes.is_some_and(|minutes| minutes > 0) => {
                self.asked = Asked::Pain;
            }
            (Asked::Pain, Action::Back) => self.asked = Asked::Minutes,
            (Asked::Pain, action) => {
                let score = scale::given(&mut self.pain, action);
                return score.map_or(Step::Stay, |score| self.rate(score));
            }
            (Asked::Talk, Action::Yes) => return self.done(Some(true), shared),
            (Asked::Talk, Action::No) => return self.done(Some(false), shared),
            (Asked::Talk, Action::Unsure) => return self.done(None, shared),
            (Asked::Talk, Action::Back) => self.asked = Asked::Pain,
            _ => {}
        }
        Step::Stay
    }
}
