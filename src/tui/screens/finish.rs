//! After a session: what was done, and what changes next time and why.

use chrono::TimeDelta;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::coach::scribe::Scribe;
use crate::domain::dose::Dose;
use crate::domain::plan::output::{Change, Plan};
use crate::session::machine::Machine;
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::expect::WorryAgain;
use crate::tui::screens::help::scrolled;
use crate::tui::screens::more::More;
use crate::tui::screens::player::Player;
use crate::tui::screens::today;
use crate::tui::widgets::page::{Page, Seen, column};

/// The end of one session.
pub struct Finish {
    session: String,
    /// The session as it ended, and the pen that wrote it: its last answer can be taken back.
    ended: Option<(Machine, Scribe)>,
    next: Option<Plan>,
    scroll: usize,
    seen: Seen,
}

impl Finish {
    /// Of the session with this id, which has just ended.
    pub fn new(session: String, machine: Machine, scribe: Scribe) -> Finish {
        Finish { session, ended: Some((machine, scribe)), next: None, scroll: 0, seen: Seen::default() }
    }
}

impl Screen for Finish {
    fn scope(&self) -> Scope {
        Scope::Finish
    }

    fn has_use(&self, action: Action) -> bool {
        action != Action::Undo || self.ended.as_ref().is_some_and(|(machine, _)| machine.can_take_back())
    }

    fn title(&self, _shared: &Shared) -> String {
        "Done".into()
    }

    fn draw(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let area = column(area);
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        let Some(session) = shared.coach.history.session(&self.session) else { return };
        let done = session.exercises.iter().filter(|exercise| exercise.done != Dose::new(0, 0, 0)).count();
        let week = shared.coach.sessions_in_week(shared.now.date());
        page.text(
            &format!(
                "{done} of {} done. Last 7 days: {week} of 5 to 7.{}",
                today::count(session.exercises.len(), "exercise"),
                week_words(shared)
            ),
            theme.title(),
        );
        if let (Some(before), Some(after)) = (session.pain_before, session.pain_after) {
            page.text(&format!("Pain {before} before, {after} after."), theme.plain());
        }
        for expected in shared.coach.expected_in(&session.id) {
            let name = today::name(shared, &expected.exercise);
            let words = match expected.was {
                Some(was) => format!("{name}: you expected {}, it was {was}.", expected.score),
                None => format!("{name}: you expected {}.", expected.score),
            };
            page.text(&words, theme.title());
        }
        if shared.coach.is_first_session(&session.id) && shared.coach.told_nothing_more() {
            page.gap().text(
                "If you like: i makes the plan fit you better. What is worse, your equipment, what you want to do \
                 again, what worries you. Each part can be left out, and none has to be today.",
                theme.plain(),
            );
        }
        if let Some(minutes) = session.aerobic_asked.filter(|_| session.aerobic.is_none()) {
            page.gap().text(
                &format!(
                    "Still today, when it suits: {} of {minutes} minutes. Log it with l.",
                    if shared.coach.aerobic_words() == "Easy ride" { "an easy ride" } else { "an easy walk" }
                ),
                theme.plain(),
            );
        }
        let next = self
            .next
            .get_or_insert_with(|| shared.coach.plan_if_calm(shared.now.wall + TimeDelta::days(1), None));
        page.gap().text("Next time, if the hour after and tomorrow morning are calm", theme.title());
        let changes = next.exercises.iter().filter(|item| !matches!(item.change, Change::Hold));
        let mut any = false;
        for item in changes {
            any = true;
            let name = today::name(shared, &item.id);
            page.hanging(
                &format!("{} ", today::mark(item.change)),
                &format!("{name}: {}", item.reason),
                theme.key(),
                theme.plain(),
            );
        }
        if !any {
            page.text("Everything stays as it is.", theme.plain());
            if let Some(item) = next.exercises.first() {
                page.text(&item.reason, theme.muted());
            }
        }
        page.gap().text(
            "At your next check supple asks how it was an hour later and the next morning. Those two answers decide.",
            theme.muted(),
        );
        // After something went wrong there are other things to think about.
        let card = shared.coach.card_of_today(shared.now.wall).filter(|_| session.stopped.is_none());
        if let Some(card) = card {
            let text = format!("{} {}", card.text, today::tags(&card.sources));
            page.gap().hanging("* ", &text, theme.muted(), theme.plain());
        }
        self.seen = page.draw(buffer, area, theme, self.scroll);
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Quit => Step::Quit,
            Action::Go | Action::Back => match WorryAgain::after(&self.session, shared) {
                Some(screen) => Step::Become(Box::new(screen)),
                None => Step::Home,
            },
            Action::More => Step::Show(Box::new(More::new(shared))),
            Action::Undo if self.has_use(action) => match self.ended.take() {
                Some((machine, scribe)) => {
                    let player = Player::again(machine, self.session.clone(), scribe, shared);
                    Step::Become(Box::new(player))
                }
                None => Step::Stay,
            },
            action => {
                self.scroll = scrolled(self.scroll, action, self.seen);
                Step::Stay
            }
        }
    }
}

/// " On track.", or nothing.
fn week_words(shared: &Shared) -> String {
    let words = shared.coach.week(shared.now.date()).words();
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| format!(" {}{}.", first.to_uppercase(), letters.as_str()))
}
