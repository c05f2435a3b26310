//! The plan of today: what, how much, what changed and why. From here everything begins.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::coach::plan::{Not, TodaysPlan};
use crate::coach::prompts::Prompts;
use crate::coach::start::{self, Go};
use crate::domain::dose::dose_words;
use crate::domain::plan::output::{Change, Item as PlanItem};
use crate::journal::event::{FlareDeclared, Moment, PromptAcknowledged};
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::check::Check;
use crate::tui::screens::help::scrolled;
use crate::tui::screens::player::Player;
use crate::tui::screens::profile::Profile;
use crate::tui::screens::regions::RegionList;
use crate::tui::screens::trends::Trends;
use crate::tui::screens::walk::WalkScreen;
use crate::tui::widgets::page::{Page, Seen, column};
use crate::tui::widgets::text::fit;

/// Minutes that a day can be set to.
const MINUTES: [i32; 6] = [5, 10, 15, 20, 25, 30];

/// The plan of today.
pub struct TodayScreen {
    plan: TodaysPlan,
    prompts: Prompts,
    minutes: Option<i32>,
    scroll: usize,
    seen: Seen,
}

/// What is due when nothing comes first: the plan, or what `supple session` goes straight to.
pub fn due(shared: &mut Shared) -> Box<dyn Screen> {
    let mut today = TodayScreen::new(shared);
    if shared.straight
        && let Step::Become(screen) = today.go(shared)
    {
        return screen;
    }
    Box::new(today)
}

impl TodayScreen {
    /// Made from what is known now.
    pub fn new(shared: &Shared) -> TodayScreen {
        let minutes = shared.minutes;
        let plan = shared.coach.plan_to_show(shared.now.wall, minutes);
        let prompts = shared.coach.prompts(&plan.plan.refer, shared.now.wall);
        TodayScreen { plan, prompts, minutes, scroll: 0, seen: Seen::default() }
    }

    fn again(&mut self, shared: &Shared) {
        self.plan = shared.coach.plan_to_show(shared.now.wall, self.minutes);
        self.prompts = shared.coach.prompts(&self.plan.plan.refer, shared.now.wall);
    }

    fn step_minutes(&mut self, up: bool, shared: &Shared) -> Step {
        let now = self.minutes.unwrap_or_else(|| shared.coach.usual_minutes());
        let next = if up {
            MINUTES.iter().find(|minutes| **minutes > now)
        } else {
            MINUTES.iter().rev().find(|minutes| **minutes < now)
        };
        self.minutes = next.copied().or(self.minutes);
        self.again(shared);
        Step::Stay
    }

    /// The one obvious thing: go on where it was, check in, or begin.
    fn go(&mut self, shared: &mut Shared) -> Step {
        match shared.coach.go(&self.plan, &self.prompts, shared.now.wall) {
            Go::Nothing => Step::Stay,
            Go::Due => Step::Home,
            Go::CheckIn => Step::Become(Box::new(Check::new(Moment::Session, shared))),
            Go::ReadNote => {
                shared.notice = Some("Please read the note above first, then press a.".into());
                self.scroll = 0;
                Step::Stay
            }
            Go::Begin => Step::Become(Box::new(self.begin(shared))),
            Go::Resume => match shared.coach.resumed(shared.settings, shared.now.wall) {
                Some((machine, session)) => {
                    shared.straight = false;
                    Step::Become(Box::new(Player::new(machine, session, shared)))
                }
                None => Step::Home,
            },
        }
    }

    fn begin(&self, shared: &mut Shared) -> Player {
        let minutes = self.minutes.unwrap_or_else(|| shared.coach.usual_minutes());
        let settings = shared.settings;
        shared.straight = false;
        let (machine, session) = start::begin(shared, &self.plan.plan, minutes, settings);
        Player::new(machine, session, shared)
    }
}

/// A name for people, from the catalogue.
pub fn name(shared: &Shared, id: &str) -> String {
    shared.coach.name(id)
}

/// Source tags as one word, so that they are never torn apart at the end of a line.
fn tags(sources: &[String]) -> String {
    format!("[{}]", sources.join("·"))
}

/// "1 exercise", "4 exercises".
pub fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// A change as one character that needs no colour.
pub fn mark(change: Change) -> &'static str {
    match change {
        Change::Start | Change::Intro => "+",
        Change::Up | Change::Promote => "▲",
        Change::Down | Change::Regress | Change::Return => "▼",
        Change::Hold => "=",
        Change::Flare => "~",
    }
}

impl Screen for TodayScreen {
    fn scope(&self) -> Scope {
        Scope::Today
    }

    fn title(&self, shared: &Shared) -> String {
        shared.now.wall.format("%A %-d %B").to_string()
    }

    fn corner(&self, shared: &Shared, narrow: bool) -> String {
        let week = shared.coach.sessions_in_week(shared.now.date());
        if narrow { format!("week {week} of 5-7") } else { format!("this week {week} of 5 to 7") }
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        self.lead(&mut page, shared);
        let plan = &self.plan.plan;
        self.notes(&mut page, shared);
        if !plan.exercises.is_empty() {
            page.gap();
            for item in &plan.exercises {
                exercise_line(&mut page, shared, item);
            }
            if let Some(aerobic) = &plan.aerobic {
                let words = format!("{} min, beside the session", aerobic.minutes);
                line(&mut page, shared, mark(aerobic.change), "Easy walk", &words);
                reason(&mut page, shared, &aerobic.reason, &aerobic.sources);
            }
        }
        for removed in &plan.removed {
            page.hanging("- ", &removed.reason, theme.muted(), theme.muted());
        }
        self.seen = page.draw(buffer, area, theme, self.scroll);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Quit => Step::Quit,
            Action::Go => self.go(shared),
            Action::Flare => {
                if !shared.coach.history.flares.contains(&shared.now.date()) {
                    shared.record(FlareDeclared {});
                }
                self.again(shared);
                shared.notice = Some("Marked as a flare: today is short and gentle.".into());
                Step::Stay
            }
            Action::Read => {
                for prompt in std::mem::take(&mut self.prompts.open) {
                    shared.record(PromptAcknowledged { code: prompt.code });
                }
                self.again(shared);
                Step::Stay
            }
            Action::Trends => Step::Show(Box::new(Trends::new(shared))),
            Action::Walk => Step::Show(Box::new(walk(shared))),
            Action::Profile => Step::Show(Box::new(Profile::again(shared))),
            Action::Region => Step::Show(Box::new(RegionList::choose(shared))),
            Action::Check => Step::Show(Box::new(Check::new(Moment::Intake, shared))),
            Action::Fewer => self.step_minutes(false, shared),
            Action::MoreMinutes => self.step_minutes(true, shared),
            action => {
                self.scroll = scrolled(self.scroll, action, self.seen);
                Step::Stay
            }
        }
    }
}

impl TodayScreen {
    fn notes(&self, page: &mut Page, shared: &Shared) {
        let theme = shared.theme;
        let prompts = &self.prompts;
        for prompt in &prompts.open {
            let text = format!("{} {}", prompt.text, tags(&prompt.sources));
            page.gap().hanging("! ", &text, theme.warn(), theme.plain());
        }
        if !prompts.open.is_empty() {
            page.hanging("a ", "read: fold this away for two weeks", theme.key(), theme.muted());
        }
        if prompts.folded > 0 {
            let words = format!("{} read and folded away", count(prompts.folded, "note"));
            page.gap().text(&words, theme.muted());
        }
    }

    fn lead(&self, page: &mut Page, shared: &Shared) {
        let theme = shared.theme;
        let now = shared.now.wall;
        let plan = &self.plan.plan;
        if let Some((session, at)) = shared.coach.unfinished(now) {
            let next = session.planned.get(at).map(|item| name(shared, &item.exercise));
            let next = next.unwrap_or_else(|| "the last questions".into());
            page.text("Today's session was not finished.", theme.title());
            page.text(&format!("Enter goes on at {next}. What you answered is kept."), theme.plain());
            return;
        }
        match self.plan.not {
            Some(Not::Done) => {
                page.text("Today's session is done. Once a day is plenty.", theme.title());
                page.text("Tomorrow's, if the next hours are calm:", theme.muted());
            }
            Some(_) => {
                page.text(&plan.reason, theme.title());
            }
            None if !shared.coach.checked_today(now) => {
                page.text("Enter: six short questions, then today's session.", theme.title());
                page.text("If all is calm, it will be this:", theme.muted());
            }
            None => {
                let minutes = plan.est_seconds.div_ceil(60);
                let title =
                    format!("{}, about {minutes} min on the mat", count(plan.exercises.len(), "exercise"));
                page.text(&title, theme.title());
                page.text(&format!("{} {}", plan.reason, tags(&plan.sources)), theme.muted());
            }
        }
    }
}

fn exercise_line(page: &mut Page, shared: &Shared, item: &PlanItem) {
    let words = dose_words(item.kind, item.dose, item.sides);
    line(page, shared, mark(item.change), &name(shared, &item.id), &words);
    reason(page, shared, &item.reason, &item.sources);
}

fn line(page: &mut Page, shared: &Shared, mark: &str, name: &str, words: &str) {
    let theme = shared.theme;
    let room = page.width().saturating_sub(words.width() + 3);
    let name = fit(name, room);
    let gap = " ".repeat(page.width().saturating_sub(2 + name.width() + words.width()));
    page.line(Line::from(vec![
        Span::styled(format!("{mark} "), theme.key()),
        Span::styled(name, theme.title()),
        Span::raw(gap),
        Span::styled(words.to_owned(), theme.title()),
    ]));
}

fn reason(page: &mut Page, shared: &Shared, text: &str, sources: &[String]) {
    let theme = shared.theme;
    page.hanging("  ", &format!("{text} {}", tags(sources)), theme.muted(), theme.muted());
}

/// The walk that today's session or plan asks for.
fn walk(shared: &Shared) -> WalkScreen {
    match shared.coach.walk_asked(shared.now.wall) {
        Some((minutes, session)) => WalkScreen::new(Some(minutes), Some(session)),
        None => WalkScreen::new(None, None),
    }
}
