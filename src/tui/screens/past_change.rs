//! Putting something in the history right: the new score or day, then what it does to the plan, then yes.

use chrono::{Days, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::help::scrolled;
use super::walk::WalkScreen;
use crate::coach::desk::Desk;
use crate::coach::past::{Change, Done, Rating, SAID_FIRST, moment_of};
use crate::domain::score::Score;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::widgets::page::{Page, Seen, column};
use crate::tui::widgets::scale;

/// What goes on to the question whether to keep it, or a sentence why not.
fn ask(change: Result<Change, String>, shared: &mut Shared) -> Step {
    match change {
        Ok(change) => Step::Become(Box::new(Confirm::new(change, shared))),
        Err(why) => {
            shared.notice = Some(why);
            Step::Stay
        }
    }
}

/// Another value for one score.
pub struct Rate {
    id: String,
    /// None: whether it stayed sore for over an hour.
    rating: Option<Rating>,
    mark: Option<Score>,
}

impl Rate {
    /// Of that session, walk or score.
    pub fn new(id: &str, rating: Option<Rating>, shared: &Shared) -> Rate {
        let mark = rating.and_then(|rating| shared.coach.rated(id, rating));
        Rate { id: id.to_owned(), rating, mark }
    }

    fn rate(&self, score: Score, shared: &mut Shared) -> Step {
        let Some(rating) = self.rating else { return Step::Stay };
        let now = shared.now.wall;
        ask(shared.coach.rate(&self.id, rating, score, now), shared)
    }

    fn hour(&self, sore: bool, shared: &mut Shared) -> Step {
        let now = shared.now.wall;
        ask(shared.coach.rate_hour(&self.id, sore, now), shared)
    }

    /// It was not given after all.
    fn remove(&self, shared: &mut Shared) -> Step {
        let change = match self.rating {
            Some(rating) => shared.coach.unrate(&self.id, rating),
            None => shared.coach.unrate_hour(&self.id),
        };
        ask(change, shared)
    }
}

impl Screen for Rate {
    fn scope(&self) -> Scope {
        if self.rating.is_some() { Scope::RateFree } else { Scope::YesNo }
    }

    fn title(&self, _shared: &Shared) -> String {
        "Put right".into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        page.text(&shared.coach.rating_question(&self.id, self.rating), theme.title()).gap();
        if self.rating.is_some() {
            page.scale(theme, self.mark);
        } else {
            page.yes_no(theme);
        }
        let none = if self.rating.is_some() { "No answer" } else { "Not sure" };
        page.gap().text(&format!("{none} removes what stands there."), theme.muted());
        page.text(SAID_FIRST, theme.muted());
        page.draw(buffer, area, theme, 0);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Quit => Step::Quit,
            Action::Back => Step::Back,
            Action::Yes => self.hour(true, shared),
            Action::No => self.hour(false, shared),
            Action::Unanswered | Action::Unsure => self.remove(shared),
            action => {
                scale::given(&mut self.mark, action).map_or(Step::Stay, |score| self.rate(score, shared))
            }
        }
    }
}

/// The day of something, moved along.
pub struct DayOf {
    /// What is moved; none: a walk that is added.
    done: Option<Done>,
    day: NaiveDate,
}

impl DayOf {
    /// Of something that was done.
    pub fn moved(done: &Done) -> DayOf {
        DayOf { done: Some(done.clone()), day: done.at.date_naive() }
    }

    /// Of a walk that is added.
    pub fn a_walk(shared: &Shared) -> DayOf {
        DayOf { done: None, day: shared.now.date() }
    }

    fn turn(&mut self, days: u64, later: bool, shared: &Shared) {
        let by = Days::new(days);
        let day = if later { self.day.checked_add_days(by) } else { self.day.checked_sub_days(by) };
        self.day = day.unwrap_or(self.day).min(shared.now.date());
    }

    fn go(&self, shared: &mut Shared) -> Step {
        let now = shared.now.wall;
        if let Some(done) = &self.done {
            return ask(shared.coach.put_on(&done.id, self.day, now), shared);
        }
        let at = moment_of(self.day, now).unwrap_or(now);
        Step::Become(Box::new(WalkScreen::of(at)))
    }
}

impl Screen for DayOf {
    fn scope(&self) -> Scope {
        Scope::Day
    }

    fn title(&self, _shared: &Shared) -> String {
        if self.done.is_some() { "Another day" } else { "Add a walk or the like" }.into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        page.text("On which day was it?", theme.title()).gap();
        page.hanging("‹ ", &format!("{} ›", self.day.format("%A %-d %B %Y")), theme.key(), theme.title());
        if let Some(done) = &self.done {
            page.gap().text(&format!("It stands on {}.", done.at.format("%A %-d %B %Y")), theme.muted());
            page.text("The time of day stays; all of it moves along.", theme.muted());
        }
        page.draw(buffer, area, theme, 0);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Quit => return Step::Quit,
            Action::Back => return Step::Back,
            Action::Confirm => return self.go(shared),
            Action::Left => self.turn(1, false, shared),
            Action::Right => self.turn(1, true, shared),
            Action::PageDown => self.turn(7, false, shared),
            Action::PageUp => self.turn(7, true, shared),
            _ => {}
        }
        Step::Stay
    }
}

/// "This is what changes. Keep it?"
pub struct Confirm {
    change: Change,
    effect: Vec<String>,
    scroll: usize,
    seen: Seen,
}

impl Confirm {
    /// About that change, which is not made yet.
    pub fn new(change: Change, shared: &mut Shared) -> Confirm {
        let effect = shared.coach.effect(&change, shared.now.wall);
        Confirm { change, effect, scroll: 0, seen: Seen::default() }
    }
}

impl Screen for Confirm {
    fn scope(&self) -> Scope {
        Scope::ReadBack
    }

    fn title(&self, _shared: &Shared) -> String {
        "Put right".into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        page.text(&shared.coach.change_words(&self.change), theme.title());
        page.gap().text("In your plan:", theme.title());
        for line in &self.effect {
            page.hanging("· ", line, theme.key(), theme.plain());
        }
        let words = "The first line stays in the journal: u in your history takes this back.";
        page.gap().text(words, theme.muted());
        self.seen = page.draw(buffer, area, theme, self.scroll);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Quit => Step::Quit,
            Action::Back => Step::Back,
            Action::Yes => {
                shared.put_right(&self.change);
                shared.notice = Some("Put right.".into());
                Step::Back
            }
            action => {
                self.scroll = scrolled(self.scroll, action, self.seen);
                Step::Stay
            }
        }
    }
}
