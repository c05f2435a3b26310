//! The safety check on the screen: one question, one list or one read-back at a time. What is asked and
//! what it means is the interview's; here are only keys and lines.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::coach::check;
use crate::coach::conversation::Conversation;
use crate::domain::score::Score;
use crate::domain::screening::answer::{QuestionId, Value};
use crate::domain::screening::interview::{Reply, Step as Asked};
use crate::domain::screening::question::{Kind, Question};
use crate::journal::event::Moment;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::answers::Answers;
use crate::tui::widgets::page::{Page, column};
use crate::tui::widgets::reel::Reel;
use crate::tui::widgets::scale;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tick {
    No,
    Yes,
    Unsure,
}

/// What the person has begun to answer on this screen and not yet given.
#[derive(Debug, Default)]
struct Begun {
    mark: Option<usize>,
    typed: Option<u32>,
    score: Option<Score>,
    ticks: Vec<Tick>,
    cursor: usize,
    reel: Reel,
    whole_list_seen: bool,
}

/// One run of the safety check.
pub struct Check {
    talk: Conversation,
    begun: Begun,
}

impl Check {
    /// Begins a run, or goes on with one that was interrupted today.
    pub fn new(moment: Moment, shared: &Shared) -> Check {
        let mut check = Check { talk: Conversation::begin(moment, shared), begun: Begun::default() };
        check.refresh();
        check
    }

    /// Asks one question again, whose answer has changed.
    pub fn change(question: &str, shared: &Shared) -> Check {
        let mut check = Check { talk: Conversation::change(question, shared), begun: Begun::default() };
        check.refresh();
        check
    }

    fn refresh(&mut self) {
        let ticks = match self.talk.interview.current() {
            Asked::TickAll { items, .. } => items.len(),
            Asked::Ask { question, .. } => question.values.len(),
            _ => 0,
        };
        self.begun = Begun { ticks: vec![Tick::No; ticks], ..Begun::default() };
    }

    fn reply(&mut self, reply: Reply, shared: &mut Shared) -> Step {
        match self.talk.reply(reply, shared) {
            Ok(done) => {
                self.refresh();
                if done { self.conclude(shared) } else { Step::Stay }
            }
            Err(why) => {
                shared.notice = Some(why);
                Step::Stay
            }
        }
    }

    fn value(&mut self, value: Value, shared: &mut Shared) -> Step {
        self.reply(Reply::Value(value), shared)
    }

    fn conclude(&mut self, shared: &mut Shared) -> Step {
        match self.talk.conclude(shared) {
            Some(moment) => Step::Become(Box::new(Check::new(moment, shared))),
            // Back to the list that it was chosen from, unless something has to come first now.
            None if self.talk.run.moment == Moment::Change && !locks(shared) => Step::Back,
            None => Step::Home,
        }
    }

    /// Ticks of a question with several answers, or of a tick-all screen.
    fn ticked(&mut self, action: Action, shared: &mut Shared) -> Option<Step> {
        match action {
            Action::Digit(digit) => {
                // 0 is the tenth line, as it stands right of the 9.
                let line = if digit == 0 { 9 } else { usize::from(digit) - 1 };
                self.toggle(line, Tick::Yes);
                self.begun.cursor = line.min(self.begun.ticks.len().saturating_sub(1));
            }
            Action::Toggle => self.toggle(self.begun.cursor, Tick::Yes),
            Action::Unsure => self.toggle(self.begun.cursor, Tick::Unsure),
            Action::Up => self.begun.cursor = self.begun.cursor.saturating_sub(1),
            Action::Down => {
                self.begun.cursor = (self.begun.cursor + 1).min(self.begun.ticks.len().saturating_sub(1));
            }
            Action::None => return Some(self.none(shared)),
            Action::Confirm => return Some(self.done_ticking(shared)),
            _ => return None,
        }
        Some(Step::Stay)
    }

    fn toggle(&mut self, line: usize, to: Tick) {
        // A question with several answers has "not sure" among them, if at all.
        let allowed = to == Tick::Yes || matches!(self.talk.interview.current(), Asked::TickAll { .. });
        if let Some(tick) = self.begun.ticks.get_mut(line).filter(|_| allowed) {
            *tick = if *tick == to { Tick::No } else { to };
        }
    }

    fn none(&mut self, shared: &mut Shared) -> Step {
        if !self.begun.whole_list_seen {
            shared.notice = Some("See the whole list first: press down.".into());
            return Step::Stay;
        }
        if self.begun.ticks.iter().any(|tick| *tick != Tick::No) {
            shared.notice = Some("Something is ticked. Untick it, or press Enter when done.".into());
            return Step::Stay;
        }
        match self.talk.interview.current() {
            Asked::TickAll { .. } => self.reply(Reply::Ticked { yes: vec![], unsure: vec![] }, shared),
            _ => self.value(Value::Picks(vec![]), shared),
        }
    }

    fn done_ticking(&mut self, shared: &mut Shared) -> Step {
        if self.begun.ticks.iter().all(|tick| *tick == Tick::No) {
            let some = self.scope() == Scope::TickSome;
            let none = if some { "." } else { ", or press x for none of these." };
            shared.notice = Some(format!("Tick what fits first{none}"));
            return Step::Stay;
        }
        if !self.begun.whole_list_seen {
            shared.notice = Some("See the whole list first: press down.".into());
            return Step::Stay;
        }
        let ids = |wanted: Tick, ticks: &[Tick], items: &[&Question]| -> Vec<QuestionId> {
            let lines = items.iter().zip(ticks).filter(|(_, tick)| **tick == wanted);
            lines.map(|(question, _)| question.id.clone()).collect()
        };
        let reply = match self.talk.interview.current() {
            Asked::TickAll { items, .. } => Reply::Ticked {
                yes: ids(Tick::Yes, &self.begun.ticks, &items),
                unsure: ids(Tick::Unsure, &self.begun.ticks, &items),
            },
            Asked::Ask { question, .. } => {
                let picks =
                    question.values.iter().zip(&self.begun.ticks).filter(|(_, tick)| **tick == Tick::Yes);
                Reply::Value(Value::Picks(picks.map(|(choice, _)| choice.value.clone()).collect()))
            }
            _ => return Step::Stay,
        };
        self.reply(reply, shared)
    }

    fn pick(&mut self, question: &Question, line: usize, shared: &mut Shared) -> Step {
        match question.values.get(line) {
            Some(choice) => self.value(Value::choice(&choice.value), shared),
            None => Step::Stay,
        }
    }

    fn back(&mut self) -> Step {
        if self.talk.interview.back() {
            self.refresh();
            Step::Stay
        } else if self.talk.run.moment == Moment::Stop {
            // After "something is wrong" the questions cannot be walked away from by one key.
            Step::Stay
        } else {
            Step::Back
        }
    }

    fn ask(&mut self, question: &'static Question, action: Action, shared: &mut Shared) -> Step {
        match (question.kind, action) {
            (Kind::Multi, action) => self.ticked(action, shared).unwrap_or(Step::Stay),
            (Kind::Number { .. }, _) if is_rating(question) => {
                match scale::given(&mut self.begun.score, action) {
                    Some(score) => self.value(Value::Number(i64::from(score.get())), shared),
                    None => Step::Stay,
                }
            }
            (Kind::Number { max, .. }, Action::Digit(digit)) => {
                let typed = self.begun.typed.unwrap_or(0) * 10 + u32::from(digit);
                if i64::from(typed) <= max {
                    self.begun.typed = Some(typed);
                }
                Step::Stay
            }
            (Kind::Number { .. }, Action::Rub) => {
                self.begun.typed = self.begun.typed.map(|typed| typed / 10).filter(|typed| *typed > 0);
                Step::Stay
            }
            (Kind::Number { .. }, Action::Confirm) => match self.begun.typed {
                Some(typed) => self.value(Value::Number(i64::from(typed)), shared),
                None => Step::Stay,
            },
            (Kind::Yn3, Action::Yes) => self.value(Value::choice("yes"), shared),
            (Kind::Yn3, Action::No) => self.value(Value::choice("no"), shared),
            (Kind::Yn3, Action::Unsure) => self.value(Value::choice("unsure"), shared),
            (Kind::Choice | Kind::Change, Action::Digit(digit)) => {
                self.pick(question, usize::from(digit).wrapping_sub(1), shared)
            }
            (Kind::Choice | Kind::Change, Action::No) => match question.no_value() {
                Some(no) => self.value(Value::choice(no), shared),
                None => Step::Stay,
            },
            (Kind::Choice | Kind::Change, Action::Unsure) => match question.choice("unsure") {
                Some(_) => self.value(Value::choice("unsure"), shared),
                None => Step::Stay,
            },
            (Kind::Choice | Kind::Change, Action::Up) => self.line(question, -1),
            (Kind::Choice | Kind::Change, Action::Down) => self.line(question, 1),
            (Kind::Choice | Kind::Change, Action::Confirm) => match self.begun.mark {
                Some(line) => self.pick(question, line, shared),
                None => Step::Stay,
            },
            _ => Step::Stay,
        }
    }

    /// Whether no line is above the marked one, and whether none is below it.
    fn ends(&self) -> (bool, bool) {
        let (mark, lines) = match self.talk.interview.current() {
            Asked::TickAll { .. } => (Some(self.begun.cursor), self.begun.ticks.len()),
            Asked::Ask { question, .. } if question.kind == Kind::Multi => {
                (Some(self.begun.cursor), self.begun.ticks.len())
            }
            Asked::Ask { question, .. } if matches!(question.kind, Kind::Choice | Kind::Change) => {
                (self.begun.mark, question.values.len())
            }
            _ => (None, 0),
        };
        (mark.is_none_or(|mark| mark == 0), mark.map_or(lines == 0, |mark| mark + 1 >= lines))
    }

    /// No line is marked until a key moves the mark: Enter alone is never an answer.
    fn line(&mut self, question: &Question, by: isize) -> Step {
        let last = question.values.len().saturating_sub(1);
        self.begun.mark = Some(self.begun.mark.map_or(0, |mark| mark.saturating_add_signed(by).min(last)));
        Step::Stay
    }
}

/// Whether a block stands now.
fn locks(shared: &Shared) -> bool {
    shared.coach.standing(shared.now.wall).tier.locks()
}

/// The digit that ticks a line, counted from 0: 1 to 9, then 0.
fn tenth(line: usize) -> Option<usize> {
    (line < 10).then_some((line + 1) % 10)
}

/// A number from 0 to 10 is given by one key; an age is typed.
fn is_rating(question: &Question) -> bool {
    question.kind == Kind::Number { min: 0, max: 10 }
}

impl Screen for Check {
    fn scope(&self) -> Scope {
        match self.talk.interview.current() {
            Asked::Ask { question, .. } => match question.kind {
                Kind::Number { .. } if is_rating(question) => Scope::Rate,
                Kind::Number { .. } => Scope::Number,
                Kind::Choice | Kind::Change if question.choice("unsure").is_some() => Scope::Choose,
                Kind::Choice | Kind::Change => Scope::Pick,
                Kind::Yn3 => Scope::YesNo,
                Kind::Multi if question.needs_a_pick() => Scope::TickSome,
                Kind::Multi => Scope::TickPlain,
            },
            Asked::Short { .. } => Scope::YesNo,
            Asked::TickAll { .. } => Scope::Tick,
            Asked::ReadBack { .. } => Scope::CheckBack,
            Asked::Done => Scope::Read,
        }
    }

    fn title(&self, _shared: &Shared) -> String {
        self.talk.run.moment.title().into()
    }

    fn corner(&self, _shared: &Shared, _narrow: bool) -> String {
        let (number, of) = self.talk.interview.progress();
        format!("{} of {}", number.max(1), of.max(number).max(1))
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        match self.talk.interview.current() {
            Asked::Ask { question, asked_again, .. } => {
                if asked_again {
                    page.text("Not sure is fine. Here is what is meant; please try once more.", theme.warn())
                        .gap();
                }
                if let Some(trend) = check::review(&shared.coach, question, shared.now.wall) {
                    page.text(&trend, theme.plain()).gap();
                }
                page.text(&question.text, theme.title()).gap();
                self.answers(&mut page, question, shared);
                if !question.why.is_empty() {
                    page.gap().text(&question.why, theme.muted());
                }
                if !question.help.is_empty() {
                    let style = if asked_again { theme.plain() } else { theme.muted() };
                    page.gap().text(&question.help, style);
                }
            }
            Asked::Short { text, help, .. } => {
                page.text(text, theme.title()).gap();
                page.yes_no(theme);
                page.gap().text(help, theme.muted());
            }
            Asked::TickAll { title, lead, items, .. } => {
                page.text(title, theme.muted()).text(lead, theme.title()).gap();
                for (line, question) in items.iter().enumerate() {
                    let words = if question.tick.is_empty() { &question.text } else { &question.tick };
                    self.tick_line(&mut page, line, words, shared);
                }
            }
            Asked::ReadBack { sentence, .. } => {
                page.text(&sentence, theme.title()).gap();
                page.text("Is that right?", theme.title()).gap();
                page.hanging("y  ", "yes, that is right", theme.key(), theme.plain());
                page.hanging("b  ", "no, go back and mend it", theme.key(), theme.plain());
            }
            Asked::Done => {}
        }
        self.begun.reel.draw(page, buffer, area, theme);
        self.begun.whole_list_seen |= self.begun.reel.seen().last;
    }

    fn point(&mut self, line: usize, _shared: &mut Shared) -> Option<Action> {
        self.begun.cursor = line.min(self.begun.ticks.len().saturating_sub(1));
        Some(Action::Toggle)
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        if action == Action::Quit {
            return Step::Quit;
        }
        let (first, last) = self.ends();
        if self.begun.reel.takes(action, first, last) {
            return Step::Stay;
        }
        match (self.talk.interview.current(), action) {
            (Asked::ReadBack { .. }, Action::Yes) => self.reply(Reply::Confirm(true), shared),
            (Asked::ReadBack { .. }, Action::Back | Action::No) => self.reply(Reply::Confirm(false), shared),
            (Asked::Done, _) => self.conclude(shared),
            (Asked::ReadBack { .. }, Action::Answers) => Step::Show(Box::new(Answers::new(shared))),
            (_, Action::Back) => self.back(),
            (Asked::Short { .. }, Action::Yes) => self.value(Value::choice("yes"), shared),
            (Asked::Short { .. }, Action::No) => self.value(Value::choice("no"), shared),
            (Asked::Short { .. }, Action::Unsure) => self.value(Value::choice("unsure"), shared),
            (Asked::ReadBack { .. } | Asked::Short { .. }, _) => Step::Stay,
            (Asked::TickAll { .. }, action) => self.ticked(action, shared).unwrap_or(Step::Stay),
            (Asked::Ask { question, .. }, action) => self.ask(question, action, shared),
        }
    }

    fn tick(&mut self, shared: &mut Shared) -> Step {
        // A check that was broken off after its last answer has nothing left to ask.
        if self.talk.interview.current() == Asked::Done { self.conclude(shared) } else { Step::Stay }
    }
}

impl Check {
    fn answers(&self, page: &mut Page, question: &Question, shared: &Shared) {
        let theme = shared.theme;
        match question.kind {
            Kind::Number { .. } if is_rating(question) => {
                page.scale(theme, self.begun.score);
            }
            Kind::Number { min, max } => {
                let typed = self.begun.typed.map_or_else(|| "_".to_owned(), |typed| typed.to_string());
                page.line(Line::from(vec![
                    Span::styled(typed, theme.title()),
                    Span::styled(format!("   ({min} to {max}, then Enter)"), theme.muted()),
                ]));
            }
            Kind::Yn3 => drop(page.yes_no(theme)),
            Kind::Choice | Kind::Change => {
                let lines = question.values.iter().map(|choice| choice.shown.clone());
                super::profile::list(page, lines, self.begun.mark.unwrap_or(usize::MAX), shared);
            }
            Kind::Multi => {
                for (line, choice) in question.values.iter().enumerate() {
                    self.tick_line(page, line, &choice.shown, shared);
                }
            }
        }
    }

    fn tick_line(&self, page: &mut Page, line: usize, words: &str, shared: &Shared) {
        let theme = shared.theme;
        let tick = self.begun.ticks.get(line).copied().unwrap_or(Tick::No);
        let (box_, style) = match tick {
            Tick::No => ("[ ]", theme.plain()),
            Tick::Yes => ("[x]", theme.title()),
            Tick::Unsure => ("[?]", theme.title()),
        };
        let here = line == self.begun.cursor;
        let number = tenth(line).map_or_else(|| " ".into(), |digit| digit.to_string());
        let from = page.height();
        page.hanging(
            &format!("{} {number} {box_} ", if here { "›" } else { " " }),
            words,
            theme.key(),
            style,
        );
        page.option_from(from, line, here);
    }
}
