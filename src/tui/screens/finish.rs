//! After a session: what was done, and what changes next time and why.

use chrono::TimeDelta;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::dose::Dose;
use crate::domain::plan::output::{Change, Plan};
use crate::tui::app::{Screen, Shared, Step};
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::help::scrolled;
use crate::tui::screens::today;
use crate::tui::widgets::page::{Page, Seen, column};

/// The end of one session.
pub struct Finish {
    session: String,
    next: Option<Plan>,
    scroll: usize,
    seen: Seen,
}

impl Finish {
    /// Of the session with this id.
    pub fn new(session: String) -> Finish {
        Finish { session, next: None, scroll: 0, seen: Seen::default() }
    }
}

impl Screen for Finish {
    fn scope(&self) -> Scope {
        Scope::Read
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
                "{done} of {} done. This week: {week} of 5 to 7.",
                today::count(session.exercises.len(), "exercise")
            ),
            theme.title(),
        );
        if let (Some(before), Some(after)) = (session.pain_before, session.pain_after) {
            page.text(&format!("Pain {before} before, {after} after."), theme.plain());
        }
        if let Some(minutes) = session.aerobic_asked.filter(|_| session.aerobic.is_none()) {
            page.gap().text(
                &format!("Still today, when it suits: an easy walk of {minutes} minutes. Log it with l."),
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

    fn act(&mut self, action: Action, _shared: &mut Shared) -> Step {
        match action {
            Action::Quit => Step::Quit,
            Action::Go | Action::Back => Step::Home,
            action => {
                self.scroll = scrolled(self.scroll, action, self.seen);
                Step::Stay
            }
        }
    }
}
