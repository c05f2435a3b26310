//! The plan of today: what, how much, what changed and why. From here everything begins.

mod view;

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::coach::desk::Desk;
use crate::coach::plan::{TodaysPlan, is_morning};
use crate::coach::profile::minutes_beside;
use crate::coach::prompts::Prompts;
use crate::coach::start::{self, Go, MEANWHILE};
use crate::coach::why::{Basis, Said, WALK};
use crate::coach::wishes::Notice;
use crate::domain::plan::output::{Change, Plan};
use crate::domain::score::Score;
use crate::journal::event::{FlareDeclared, Moment, MorningTold, NormalMarked, PromptAcknowledged};
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::answers::Answers;
use crate::tui::screens::beside::Beside;
use crate::tui::screens::body::Body;
use crate::tui::screens::check::Check;
use crate::tui::screens::expect::Expect;
use crate::tui::screens::flare::FlarePage;
use crate::tui::screens::more::More;
use crate::tui::screens::past::Past;
use crate::tui::screens::player::Player;
use crate::tui::screens::preview::PreviewScreen;
use crate::tui::screens::profile::Profile;
use crate::tui::screens::regions::RegionList;
use crate::tui::screens::trends::Trends;
use crate::tui::screens::walk::WalkScreen;
use crate::tui::screens::why::WhyScreen;
use crate::tui::widgets::lines::Lines;

/// What goes on in spite of a session elsewhere.
const AGAIN: &str = "Enter";

/// The plan of today.
pub struct TodayScreen {
    plan: TodaysPlan,
    prompts: Prompts,
    notices: Vec<Notice>,
    minutes: Option<i32>,
    lines: Lines,
    /// In a wide window: the figure of the marked line, and why it is there.
    beside: Beside,
    why: Option<(String, Vec<Said>)>,
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
        let notices = notices(shared);
        TodayScreen {
            plan,
            prompts,
            notices,
            minutes,
            lines: Lines::default(),
            beside: Beside::default(),
            why: None,
        }
    }

    /// Takes over the minutes that were chosen on another one.
    pub fn take_minutes(&mut self, other: &TodayScreen, shared: &Shared) {
        self.minutes = other.minutes;
        self.again(shared);
    }

    fn again(&mut self, shared: &Shared) {
        self.plan = shared.coach.plan_to_show(shared.now.wall, self.minutes);
        self.prompts = shared.coach.prompts(&self.plan.plan.refer, shared.now.wall);
        self.notices = notices(shared);
        self.lines.keep(self.ids().len());
        self.why = None;
    }

    /// What the lines are about, in the order in which they stand.
    fn ids(&self) -> Vec<String> {
        let plan = &self.plan.plan;
        let walk = plan.aerobic.iter().filter(|_| !plan.exercises.is_empty()).map(|_| WALK.to_owned());
        let items = plan.exercises.iter().map(|item| item.id.clone());
        items.chain(walk).chain(plan.removed.iter().map(|removed| removed.id.clone())).collect()
    }

    /// "This is my normal": no notes about no change for eight weeks, where that can be said.
    fn normal(&mut self, shared: &mut Shared) -> Step {
        if !shared.coach.may_be_normal(shared.now.wall) {
            shared.notice = Some(
                "That is for pain that is old, and steady for four weeks or more. Nothing was changed."
                    .into(),
            );
            return Step::Stay;
        }
        shared.record(NormalMarked {});
        self.again(shared);
        shared.notice =
            Some("Noted: no notes about no change for eight weeks. If it gets worse, supple says so.".into());
        Step::Stay
    }

    /// The plan that is shown.
    fn basis(&self, shared: &Shared) -> Basis {
        shared.coach.basis_of(&self.plan, self.minutes, shared.now.wall)
    }

    fn why(&self, shared: &mut Shared) -> Step {
        let ids = self.ids();
        if ids.is_empty() {
            shared.notice = Some("There is no line to ask about today.".into());
            return Step::Stay;
        }
        let at = self.lines.marked().unwrap_or(0);
        Step::Show(Box::new(WhyScreen::new(ids, at, self.basis(shared), shared)))
    }

    /// Stiff this morning, or not after all. Later in the day it makes no difference any more.
    fn stiff(&mut self, shared: &mut Shared) -> Step {
        let now = shared.now.wall;
        if !is_morning(now) || !shared.coach.checked_today(now) || self.plan.not.is_some() {
            shared.notice = Some("That is asked in the morning, after the check.".into());
            return Step::Stay;
        }
        let told = shared.coach.history.wishes.stiff_on(shared.now.date());
        shared.record(MorningTold { stiff: told != Some(true) });
        self.again(shared);
        Step::Stay
    }

    fn step_minutes(&mut self, up: bool, shared: &Shared) -> Step {
        let now = self.minutes.unwrap_or_else(|| shared.coach.usual_minutes());
        self.minutes = minutes_beside(now, up).or(self.minutes);
        self.again(shared);
        Step::Stay
    }

    /// The one obvious thing: go on where it was, check in, or begin.
    fn go(&mut self, shared: &mut Shared) -> Step {
        let go = shared.coach.go(&self.plan, &self.prompts, shared.now.wall);
        if matches!(go, Go::Begin | Go::Resume)
            && let Some(step) = self.elsewhere(go, shared)
        {
            return step;
        }
        match go {
            Go::Nothing => Step::Stay,
            Go::Due => Step::Home,
            Go::CheckIn => Step::Become(Box::new(Check::new(Moment::Session, shared))),
            Go::ReadNote => {
                shared.notice = Some("Please read the note above first, then press a.".into());
                self.lines = Lines::default();
                Step::Stay
            }
            Go::Begin => match Expect::before(self, shared) {
                Some(screen) => Step::Become(Box::new(screen)),
                None => Step::Become(Box::new(self.begin(None, shared))),
            },
            Go::Resume => match shared.coach.resumed(shared.settings, shared.now.wall) {
                Some((machine, session)) => {
                    shared.straight = false;
                    Step::Become(Box::new(Player::new(machine, session, shared)))
                }
                None => Step::Home,
            },
        }
    }

    /// Before a session: what another terminal has done meanwhile, if it changes anything here.
    fn elsewhere(&mut self, go: Go, shared: &mut Shared) -> Option<Step> {
        let before = self.plan.clone();
        shared.look_elsewhere();
        self.again(shared);
        let now = shared.coach.go(&self.plan, &self.prompts, shared.now.wall);
        if let Some(words) = shared.floor.taken(AGAIN) {
            shared.notice = Some(words);
            return Some(Step::Stay);
        }
        if now == go && self.plan == before {
            return None;
        }
        shared.notice = Some(MEANWHILE.into());
        shared.straight = false;
        Some(Step::Home)
    }

    /// The plan that is shown.
    pub fn plan(&self) -> &Plan {
        &self.plan.plan
    }

    /// Starts the session. `expected`: how bad the person thinks that an exercise will be.
    pub fn begin(&self, expected: Option<(String, Score)>, shared: &mut Shared) -> Player {
        let minutes = self.minutes.unwrap_or_else(|| shared.coach.usual_minutes());
        let settings = shared.settings;
        shared.straight = false;
        let (machine, session) = start::begin(shared, &self.plan.plan, minutes, expected, settings);
        Player::new(machine, session, shared)
    }
}

/// Notes at one time: more would bury the plan.
const NOTICES: usize = 2;

fn notices(shared: &Shared) -> Vec<Notice> {
    let mut notices = shared.coach.notices(shared.now.wall);
    notices.truncate(NOTICES);
    notices
}

/// A name for people, from the catalogue, with the side where a clinician's plan says only one.
pub fn name(shared: &Shared, id: &str) -> String {
    shared.coach.name_on(id, shared.now.date())
}

/// Source tags as one word, so that they are never torn apart at the end of a line.
pub fn tags(sources: &[String]) -> String {
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
        if narrow { format!("7 days: {week} of 5-7") } else { format!("last 7 days: {week} of 5 to 7") }
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        self.paint(buffer, area, shared);
    }

    fn point(&mut self, line: usize, _shared: &mut Shared) -> Option<Action> {
        self.lines.point(line).then_some(Action::Why)
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Quit => Step::Quit,
            Action::Go => self.go(shared),
            Action::Flare => {
                // One key is enough on a bad day; the same key again explains it, and takes it back.
                if shared.coach.history.flares.contains(&shared.now.date()) {
                    return Step::Show(Box::new(FlarePage::new(shared)));
                }
                shared.record(FlareDeclared {});
                self.again(shared);
                self.lines = Lines::default();
                shared.notice =
                    Some("Marked as a flare: today is short and gentle. f again: more about it.".into());
                Step::Stay
            }
            Action::Stiff => self.stiff(shared),
            Action::More => Step::Show(Box::new(More::new(shared))),
            Action::Read => {
                for prompt in std::mem::take(&mut self.prompts.open) {
                    shared.record(PromptAcknowledged { code: prompt.code });
                }
                for notice in self.notices.drain(..) {
                    shared.record(PromptAcknowledged { code: notice.code.to_owned() });
                }
                self.again(shared);
                Step::Stay
            }
            Action::Normal => self.normal(shared),
            Action::Answers => Step::Show(Box::new(Answers::over_the_plan(shared))),
            Action::Trends => Step::Show(Box::new(Trends::new(shared))),
            Action::Past => Step::Show(Box::new(Past::new(shared))),
            Action::Walk => Step::Show(Box::new(walk(shared))),
            Action::Body => Step::Show(Box::new(Body::new(shared))),
            Action::Profile => Step::Show(Box::new(Profile::again(shared))),
            Action::Region => Step::Show(Box::new(RegionList::choose(shared))),
            Action::Check => Step::Show(Box::new(Check::new(Moment::Intake, shared))),
            Action::Why => self.why(shared),
            Action::Preview => Step::Show(Box::new(PreviewScreen::new(self.basis(shared), shared))),
            Action::Fewer => self.step_minutes(false, shared),
            Action::MoreMinutes => self.step_minutes(true, shared),
            action => {
                self.lines.act(action);
                Step::Stay
            }
        }
    }

    fn wake(&self, shared: &Shared) -> Option<Duration> {
        self.beside.wake(shared)
    }
}

/// The walk that today's session or plan asks for.
fn walk(shared: &Shared) -> WalkScreen {
    match shared.coach.walk_asked(shared.now.wall) {
        Some((minutes, session)) => WalkScreen::new(Some(minutes), Some(session)),
        None => WalkScreen::new(None, None),
    }
}
