//! The plan of today, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::{TodayScreen, count, mark, name, tags};
use crate::coach::plan::Not;
use crate::coach::why::Said;
use crate::domain::dose::dose_words;
use crate::domain::plan::advice_sentence;
use crate::domain::plan::output::{Item as PlanItem, Mode};
use crate::session::course::length_words;
use crate::tui::app::Shared;
use crate::tui::keymap::{Action, Scope};
use crate::tui::screens::beside;
use crate::tui::screens::tour;
use crate::tui::screens::why;
use crate::tui::widgets::page::{Page, column};
use crate::tui::widgets::probe;

/// What the key for reading does.
const FOLD: &str = "read: fold this away for two weeks";
/// What stands on the page of the reasons.
const MORE: &str = "the rule, your log, and what would have changed it";
/// Below so many rows the advice stands behind the plan.
const LOW: u16 = 13;
/// The widest that the list is beside a figure.
const LIST: u16 = 72;

impl TodayScreen {
    /// Draws all of it.
    pub(super) fn paint(&mut self, buffer: &mut Buffer, area: Rect, shared: &Shared) {
        let id = self.ids().into_iter().nth(self.lines.marked().unwrap_or(0));
        let id = id.filter(|_| area.width >= beside::WIDE && !self.plan.plan.exercises.is_empty());
        let area = if let Some(id) = id {
            let (list, side) = beside::split(area, (area.width * 11 / 20).min(LIST));
            self.beside(buffer, side, &id, shared);
            list
        } else {
            self.beside.hide();
            column(area)
        };
        let theme = shared.theme;
        let mut page = Page::new(area.width);
        self.lead(&mut page, shared);
        // In a small window what to do stands first.
        let low = area.height < LOW;
        if !low {
            self.advice(&mut page, shared);
        }
        let plan = &self.plan.plan;
        self.notes(&mut page, shared);
        self.lines.begin();
        if !plan.exercises.is_empty() {
            page.gap();
            for words in shared.coach.reminders(shared.now.wall) {
                page.hanging("· ", &words, theme.muted(), theme.plain());
            }
            page.gap();
            for item in &plan.exercises {
                self.lines.add(&mut page, |page, marked| exercise_line(page, shared, item, marked));
            }
            if let Some(aerobic) = &plan.aerobic {
                let words = format!("{} min, beside the session", aerobic.minutes);
                self.lines.add(&mut page, |page, marked| {
                    line(page, shared, (mark(aerobic.change), marked), shared.coach.aerobic_words(), &words);
                    reason(page, shared, &aerobic.reason, &aerobic.sources);
                });
            }
        }
        if low {
            page.gap();
            self.advice(&mut page, shared);
        }
        if tour::is_offered(shared) {
            let key = shared.keys.key_of(Scope::Today, Action::Tour).unwrap_or_default();
            let words = "new here? A look round, in five short cards";
            page.gap().hanging(&format!("{key} "), words, theme.key(), theme.muted());
        }
        if shared.coach.history.body.is_empty()
            && shared.coach.history.sessions.iter().any(|one| one.ended.is_some())
        {
            let words = "mark on a body where it hurts: supple then notices when it moves";
            page.gap().hanging("o ", words, theme.key(), theme.muted());
        }
        for removed in &plan.removed {
            let words = format!("{}: {}", name(shared, &removed.id), removed.reason);
            self.lines.add(&mut page, |page, marked| {
                let (sign, style) = if marked { ("-›", theme.key()) } else { ("- ", theme.muted()) };
                page.hanging(sign, &words, style, theme.muted());
            });
        }
        self.notices(&mut page, shared);
        self.lines.draw(&page, buffer, area, theme);
    }

    /// The marked line, moving, and why it is in the plan as it is.
    fn beside(&mut self, buffer: &mut Buffer, area: Rect, id: &str, shared: &Shared) {
        let theme = shared.theme;
        if self.why.as_ref().is_none_or(|(of, _)| of != id) {
            let why = shared.coach.why_in(id, self.basis(shared));
            let words = why.map(|why| shared.coach.why_words(&why, |_| None)).unwrap_or_default();
            self.why = Some((id.to_owned(), words));
        }
        let exercise = shared.coach.catalogue.get(id);
        let words = self.why.as_ref().map_or(&[][..], |(_, words)| words);
        let about = |words: &[Said]| {
            let mut page = Page::new(area.width);
            page.text(&name(shared, id), theme.title());
            if let Some(exercise) = exercise {
                page.text(&exercise.say, theme.plain()).gap();
            }
            why::add(&mut page, words, theme);
            page
        };
        let mut page = probe::trial(|| about(words));
        if page.height() as u16 + beside::LEAST > area.height {
            let short = words.iter().position(|said| matches!(said, Said::Head(_))).unwrap_or(words.len());
            page = probe::trial(|| about(&words[..short]));
            let key = shared.keys.key_of(Scope::Today, Action::Why).unwrap_or_default();
            page.gap().hanging(&format!("{key} "), MORE, theme.key(), theme.muted());
        }
        let page = page.told();
        match exercise {
            Some(exercise) => self.beside.draw(buffer, area, shared, exercise, &page),
            None => drop(page.draw(buffer, area, theme, 0)),
        }
    }

    fn notes(&self, page: &mut Page, shared: &Shared) {
        let theme = shared.theme;
        let prompts = &self.prompts;
        for prompt in &prompts.open {
            let text = format!("{} {}", prompt.text, tags(&prompt.sources));
            page.gap().hanging("! ", &text, theme.warn(), theme.plain());
        }
        if !prompts.open.is_empty() {
            page.hanging("a ", FOLD, theme.key(), theme.muted());
        }
        for note in shared.coach.physio.notes(shared.now.date()) {
            let (sign, style) = if note.wrong { ("! ", theme.warn()) } else { ("· ", theme.key()) };
            page.gap().hanging(
                sign,
                &note.text,
                style,
                if note.wrong { theme.plain() } else { theme.muted() },
            );
        }
        let unchanged = prompts.open.iter().any(|prompt| shared.coach.is_about_no_change(&prompt.code));
        if unchanged && shared.coach.may_be_normal(shared.now.wall) {
            let words = "this is my normal: no such notes for eight weeks";
            page.hanging("u ", words, theme.key(), theme.muted());
        }
        if prompts.folded > 0 {
            let words = format!("{} read and folded away", count(prompts.folded, "note"));
            page.gap().text(&words, theme.muted());
        }
    }

    /// Notes that change nothing stand below the plan.
    fn notices(&self, page: &mut Page, shared: &Shared) {
        let theme = shared.theme;
        for notice in &self.notices {
            let sources: Vec<String> = notice.sources.iter().map(|tag| (*tag).to_owned()).collect();
            let text = format!("{} {}", notice.text, tags(&sources));
            page.gap().hanging("· ", &text, theme.key(), theme.plain());
        }
        if !self.notices.is_empty() && self.prompts.open.is_empty() {
            page.hanging("a ", FOLD, theme.key(), theme.muted());
        }
    }

    /// Whether it is a stiff morning, and what the plan advises.
    fn advice(&self, page: &mut Page, shared: &Shared) {
        let theme = shared.theme;
        let is_today = self.plan.not.is_none() && shared.coach.checked_today(shared.now.wall);
        if !is_today || shared.coach.unfinished(shared.now.wall).is_some() {
            return;
        }
        if shared.coach.asks_about_morning(shared.now.wall) {
            let words =
                "Very stiff this morning? Then s: easy movement now, and the rest can come later today.";
            page.hanging("? ", words, theme.key(), theme.plain());
        }
        for code in &self.plan.plan.advice {
            if let Some((words, _)) = advice_sentence(code) {
                page.hanging("  ", &words, theme.muted(), theme.muted());
            }
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
                let gentle = plan.mode == Mode::Flare;
                let words = if gentle { "It will be gentle:" } else { "If all is calm, it will be this:" };
                page.text(words, theme.muted());
            }
            None => {
                let length = length_words(shared.coach.estimate_s(plan, &shared.settings, now.date_naive()));
                let title = format!("{}, about {length} on the mat", count(plan.exercises.len(), "exercise"));
                page.text(&title, theme.title());
                page.text(&format!("{} {}", plan.reason, tags(&plan.sources)), theme.muted());
            }
        }
    }
}

fn exercise_line(page: &mut Page, shared: &Shared, item: &PlanItem, marked: bool) {
    let words = dose_words(item.kind, item.dose, item.sides);
    line(page, shared, (mark(item.change), marked), &name(shared, &item.id), &words);
    reason(page, shared, &item.reason, &item.sources);
    for note in shared.coach.plan_words(&item.id, shared.now.date()) {
        page.hanging("  ", &format!("“{note}”"), shared.theme.key(), shared.theme.plain());
    }
}

/// One line of the plan. `mark`: what changed, and whether this is the line that the keys are at.
fn line(page: &mut Page, shared: &Shared, (mark, marked): (&str, bool), name: &str, words: &str) {
    let theme = shared.theme;
    let mark = format!("{mark}{}", if marked { "›" } else { " " });
    if name.width() + words.width() + 3 > page.width() {
        // Both whole, one below the other: what to do must never be guessed from a cut name.
        page.hanging(&mark, name, theme.key(), theme.title());
        page.hanging("  ", words, theme.key(), theme.title());
        return;
    }
    let gap = " ".repeat(page.width().saturating_sub(2 + name.width() + words.width()));
    page.line(Line::from(vec![
        Span::styled(mark, theme.key()),
        Span::styled(name.to_owned(), theme.title()),
        Span::raw(gap),
        Span::styled(words.to_owned(), theme.title()),
    ]));
}

fn reason(page: &mut Page, shared: &Shared, text: &str, sources: &[String]) {
    let theme = shared.theme;
    page.hanging("  ", &format!("{text} {}", tags(sources)), theme.muted(), theme.muted());
}
