//! The person's own answers that are in force: when each was given, when it is asked again, and the way
//! to say that one has changed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::coach::answers::{Given, settled_words};
use crate::coach::desk::Desk;
use crate::journal::event::QuestionSettled;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::check::Check;
use crate::tui::widgets::hits::Hit;
use crate::tui::widgets::page::{Page, column};

/// Lines that a page key moves.
const PAGE: usize = 5;

/// The list.
pub struct Answers {
    given: Vec<Given>,
    mark: usize,
    /// Whether what lies below has to be made anew once an answer was asked again: today's plan has.
    plan_below: bool,
    /// Whether one was.
    touched: bool,
}

impl Answers {
    /// As of now.
    pub fn new(shared: &Shared) -> Answers {
        let given = shared.coach.given_answers(shared.now.wall);
        Answers { given, mark: 0, plan_below: false, touched: false }
    }

    /// The same, over today's plan.
    pub fn over_the_plan(shared: &Shared) -> Answers {
        Answers { plan_below: true, ..Answers::new(shared) }
    }

    fn last(&self) -> usize {
        self.given.len().saturating_sub(1)
    }

    /// "It never applies", "it always does", or back to being asked.
    fn settle(&mut self, shared: &mut Shared) -> Step {
        let Some(given) = self.given.get(self.mark) else { return Step::Stay };
        let question = given.question.id.clone();
        let how = match given.settle() {
            Ok(how) => how,
            Err(why) => {
                shared.notice = Some(why.into());
                return Step::Stay;
            }
        };
        shared.record(QuestionSettled { question, how });
        self.touched = true;
        shared.notice = Some(settled_words(how).into());
        Step::Stay
    }

    fn line(page: &mut Page, given: &Given, marked: bool, shared: &Shared) {
        let theme = shared.theme;
        let from = page.height();
        let question =
            if given.question.tick.is_empty() { &given.question.text } else { &given.question.tick };
        let style = if marked { theme.title() } else { theme.plain() };
        page.hanging(if marked { "› " } else { "  " }, question, theme.key(), style);
        page.hanging("    ", &given.shown, theme.title(), style);
        let day = given.on.format("%-d %b %Y");
        let counts = if given.counts { "" } else { ", for that day" };
        page.hanging("    ", &format!("{day}{counts}; {}", given.next.words()), theme.muted(), theme.muted());
        if marked && given.is_open() {
            page.hanging("    ", "x: this is so for life, do not ask", theme.muted(), theme.muted());
        }
        if marked {
            page.focus_from(from);
        }
    }
}

impl Screen for Answers {
    fn scope(&self) -> Scope {
        Scope::Answers
    }

    fn title(&self, _shared: &Shared) -> String {
        "Your answers".into()
    }

    fn corner(&self, _shared: &Shared, _narrow: bool) -> String {
        if self.given.is_empty() {
            String::new()
        } else {
            format!("{} of {}", self.mark + 1, self.given.len())
        }
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        // One of them may have been answered anew on the way back here.
        self.given = shared.coach.given_answers(shared.now.wall);
        self.mark = self.mark.min(self.last());
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        if self.given.is_empty() {
            page.text("No answers yet: the safety check comes first.", theme.plain());
        } else if self.mark == 0 {
            page.text("If one of these has changed, press Enter on it.", theme.muted()).gap();
        }
        for (index, given) in self.given.iter().enumerate() {
            let from = page.height();
            Answers::line(&mut page, given, index == self.mark, shared);
            page.hit_from(from, &Hit::Line(index));
        }
        page.draw(buffer, area, theme, 0);
    }

    fn point(&mut self, line: usize, _shared: &mut Shared) -> Option<Action> {
        // To ask again is more than to look: that takes a second click.
        let was = self.mark == line;
        self.mark = line.min(self.last());
        was.then_some(Action::Confirm)
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Quit => return Step::Quit,
            Action::Back if self.plan_below && self.touched => return Step::Home,
            Action::Back => return Step::Back,
            Action::Up => self.mark = self.mark.saturating_sub(1),
            Action::Down => self.mark = (self.mark + 1).min(self.last()),
            Action::PageUp => self.mark = self.mark.saturating_sub(PAGE),
            Action::PageDown => self.mark = (self.mark + PAGE).min(self.last()),
            Action::Unanswered => return self.settle(shared),
            Action::Confirm => {
                if let Some(given) = self.given.get(self.mark) {
                    self.touched = true;
                    return Step::Show(Box::new(Check::change(&given.question.id, shared)));
                }
            }
            _ => {}
        }
        Step::Stay
    }
}
