//! "A clinician has seen me": which flag, when, who, what they said; read back before it is stored.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::coach::clear::{self, LONGEST, OUTCOMES, ROLES};
use crate::coach::desk::Desk;
use crate::domain::screening::block::{Clearance, Flag, Outcome, Role, check_clearance};
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::help::scrolled;
use crate::tui::screens::profile::list;
use crate::tui::widgets::page::{Page, Seen, column};
use crate::tui::widgets::text::wrap;

#[derive(Clone, Copy)]
enum Asked {
    Flag,
    Day,
    Who,
    /// Of another clinician, in words.
    Profession,
    Said,
    /// In words; there may be none.
    Limits,
    Right,
}

/// Records one clearance of one flag.
pub struct ClearanceScreen {
    flags: Vec<Flag>,
    asked: Asked,
    mark: usize,
    flag: usize,
    day: usize,
    who: usize,
    said: usize,
    profession: String,
    limits: String,
    /// Lines scrolled on the read-back.
    scroll: usize,
    seen: Seen,
    /// Why the last one did not count.
    refused: Option<String>,
}

impl ClearanceScreen {
    /// For the flags that stand.
    pub fn new(flags: Vec<Flag>) -> ClearanceScreen {
        let asked = if flags.len() > 1 { Asked::Flag } else { Asked::Day };
        ClearanceScreen {
            flags,
            asked,
            mark: usize::MAX,
            flag: 0,
            day: 0,
            who: 0,
            said: 0,
            profession: String::new(),
            limits: String::new(),
            scroll: 0,
            seen: Seen::default(),
            refused: None,
        }
    }

    /// Days from today back to the day of the flag.
    fn days(&self, shared: &Shared) -> Vec<NaiveDate> {
        clear::days(self.flags.get(self.flag), shared.now.date())
    }

    fn lines(&self, shared: &Shared) -> Vec<String> {
        match self.asked {
            Asked::Flag => self.flags.iter().map(|flag| shared.coach.flag_words(flag)).collect(),
            Asked::Day => {
                let today = shared.now.date();
                self.days(shared).into_iter().map(|day| clear::day_line(day, today)).collect()
            }
            Asked::Who => ROLES.iter().map(|(_, words)| (*words).to_owned()).collect(),
            Asked::Said => OUTCOMES.iter().map(|(_, words)| (*words).to_owned()).collect(),
            Asked::Profession | Asked::Limits | Asked::Right => Vec::new(),
        }
    }

    fn is_other(&self) -> bool {
        matches!(ROLES.get(self.who), Some((Role::Other(_), _)))
    }

    fn has_limits(&self) -> bool {
        matches!(OUTCOMES.get(self.said), Some((Outcome::WithLimits, _)))
    }

    /// The text that is typed now.
    fn words(&mut self) -> Option<&mut String> {
        match self.asked {
            Asked::Profession => Some(&mut self.profession),
            Asked::Limits => Some(&mut self.limits),
            _ => None,
        }
    }

    /// A key of a text.
    fn typed(&mut self, action: Action, shared: &mut Shared) -> Step {
        let Some(words) = self.words() else { return Step::Stay };
        match action {
            Action::Char(_) if words.chars().count() >= LONGEST => {
                shared.notice = Some(format!("{LONGEST} letters are the most."));
            }
            Action::Char(letter) => words.push(letter),
            Action::Rub => {
                words.pop();
            }
            Action::Confirm => match self.asked {
                // Without a profession it would not count.
                Asked::Profession if self.profession.trim().is_empty() => {
                    shared.notice = Some("Type the profession first.".into());
                }
                Asked::Profession => self.asked = Asked::Said,
                _ => self.asked = Asked::Right,
            },
            _ => {}
        }
        Step::Stay
    }

    fn pick(&mut self, line: usize, shared: &Shared) -> Step {
        if line >= self.lines(shared).len() {
            return Step::Stay;
        }
        self.asked = match self.asked {
            Asked::Flag => {
                self.flag = line;
                Asked::Day
            }
            Asked::Day => {
                self.day = line;
                Asked::Who
            }
            Asked::Who => {
                self.who = line;
                if self.is_other() { Asked::Profession } else { Asked::Said }
            }
            Asked::Profession | Asked::Said | Asked::Limits | Asked::Right => {
                self.said = line;
                if self.has_limits() { Asked::Limits } else { Asked::Right }
            }
        };
        self.mark = usize::MAX;
        self.refused = None;
        Step::Stay
    }

    fn back(&mut self) -> Step {
        self.scroll = 0;
        self.mark = usize::MAX;
        self.asked = match self.asked {
            Asked::Day if self.flags.len() > 1 => Asked::Flag,
            Asked::Flag | Asked::Day => return Step::Back,
            Asked::Who => Asked::Day,
            Asked::Said if self.is_other() => Asked::Profession,
            Asked::Profession | Asked::Said => Asked::Who,
            Asked::Right if self.has_limits() => Asked::Limits,
            Asked::Limits | Asked::Right => Asked::Said,
        };
        Step::Stay
    }

    fn clearance(&self, shared: &Shared) -> Option<(Flag, Clearance)> {
        let flag = self.flags.get(self.flag)?.clone();
        let clearance = Clearance {
            flag: flag.id.clone(),
            seen_on: *self.days(shared).get(self.day)?,
            role: clear::role(self.who, &self.profession)?,
            outcome: OUTCOMES.get(self.said)?.0,
            limits: clear::limits(self.said, &self.limits),
            recorded_at: shared.now.wall,
        };
        Some((flag, clearance))
    }

    fn record(&mut self, shared: &mut Shared) -> Step {
        let Some((flag, clearance)) = self.clearance(shared) else { return Step::Back };
        if let Err(why) = check_clearance(&flag, &clearance, shared.now.wall) {
            self.refused = Some(why.to_string());
            self.asked = Asked::Day;
            return Step::Stay;
        }
        shared.record(clear::event(&clearance));
        shared.notice = Some(clear::told(&flag, clearance.outcome));
        Step::Home
    }
}

impl Screen for ClearanceScreen {
    fn scope(&self) -> Scope {
        match self.asked {
            Asked::Right => Scope::ReadBack,
            Asked::Profession | Asked::Limits => Scope::Words,
            _ => Scope::Pick,
        }
    }

    fn title(&self, _shared: &Shared) -> String {
        "A clinician has seen me".into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        if let Some(why) = &self.refused {
            page.text(why, theme.warn()).gap();
        }
        let question = match self.asked {
            Asked::Flag => "Which of these did they look at? Each one is recorded by itself.",
            Asked::Day => "Which day did they see you, or speak to you?",
            Asked::Who => "Who was it?",
            Asked::Profession => clear::PROFESSION,
            Asked::Said => "What did they say?",
            Asked::Limits => clear::LIMITS,
            Asked::Right => {
                if let Some((flag, clearance)) = self.clearance(shared) {
                    page.text(&shared.coach.clearance_words(&flag, &clearance), theme.title());
                }
                "Is that right?"
            }
        };
        page.text(question, theme.title()).gap();
        if matches!(self.asked, Asked::Right) {
            page.hanging("y  ", "yes, that is right", theme.key(), theme.plain());
            page.hanging("b  ", "no, go back and mend it", theme.key(), theme.plain());
            page.gap().text("We take your word for it. This protects you, not us.", theme.muted());
        } else if let Some(words) = self.words() {
            let typed = wrap(words, area.width.saturating_sub(2).into());
            let last = typed.len().saturating_sub(1);
            for line in typed.iter().take(last) {
                page.text(line, theme.title());
            }
            // A blank that was just typed is seen as well.
            let blank = if words.ends_with(' ') { " " } else { "" };
            page.line(Line::from(vec![
                Span::styled(format!("{}{blank}", typed.last().map_or("", String::as_str)), theme.title()),
                Span::styled("_", theme.key()),
            ]));
            let is_limits = matches!(self.asked, Asked::Limits);
            page.gap()
                .text(if is_limits { clear::LIMITS_HELP } else { clear::PROFESSION_HELP }, theme.muted());
        } else {
            list(&mut page, self.lines(shared).into_iter(), self.mark, shared);
        }
        let from = if matches!(self.asked, Asked::Right) { self.scroll } else { 0 };
        self.seen = page.draw(buffer, area, theme, from);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        let last = self.lines(shared).len().saturating_sub(1);
        match (&self.asked, action) {
            (_, Action::Quit) => Step::Quit,
            (_, Action::Back) => self.back(),
            (Asked::Right, Action::Yes) => self.record(shared),
            (Asked::Right, action) => {
                self.scroll = scrolled(self.scroll, action, self.seen);
                Step::Stay
            }
            (Asked::Profession | Asked::Limits, action) => self.typed(action, shared),
            (_, Action::Digit(digit)) => self.pick(usize::from(digit).wrapping_sub(1), shared),
            (_, Action::Up) => {
                self.mark = self.mark.min(last + 1).saturating_sub(1);
                Step::Stay
            }
            (_, Action::Down) => {
                self.mark = if self.mark > last { 0 } else { (self.mark + 1).min(last) };
                Step::Stay
            }
            (_, Action::Confirm) => self.pick(self.mark, shared),
            _ => Step::Stay,
        }
    }
}
