//! What the journal and today's plan say about one exercise: how often and how it was done, and why it is
//! in the plan or not.

use crate::coach::plan::{Not, blocked_words};
use crate::coach::why::Why;
use crate::content::codes::whom;
use crate::domain::dose::dose_words;
use crate::domain::exercise::{Block, Exercise};
use crate::domain::history::Reached;
use crate::tui::app::Shared;
use crate::tui::screens::today;
use crate::tui::widgets::page::Page;

/// Times that are shown, latest first.
const SHOWN: usize = 12;

/// One time that it was done, in words.
fn times(shared: &Shared, exercise: &Exercise) -> Vec<String> {
    let history = &shared.coach.history;
    if exercise.block == Block::Aerobic {
        let walks = history.walks.iter().rev().take(SHOWN);
        return walks
            .map(|(day, walk)| {
                let asked = walk.prescribed.map_or(String::new(), |asked| format!("asked {asked} min, "));
                let pain = walk.pain.map_or("-".to_owned(), |pain| pain.to_string());
                format!("{}: {asked}done {} min, pain {pain}", day.format("%-d %b %Y"), walk.done)
            })
            .collect();
    }
    let mut lines = Vec::new();
    for session in history.sessions.iter().rev() {
        let items = session.planned.iter().zip(&session.exercises).zip(&session.reached);
        for ((planned, done), _) in
            items.filter(|((_, done), reached)| done.id == exercise.id && **reached == Reached::Ended)
        {
            let words = |dose| dose_words(exercise.kind, dose, planned.sides);
            let amount = if done.done == done.prescribed {
                format!("{}, all done", words(done.prescribed))
            } else if done.done.sets == 0 || done.done.reps == 0 && done.done.hold_s == 0 {
                format!("asked {}, not done", words(done.prescribed))
            } else {
                format!("asked {}, done {}", words(done.prescribed), words(done.done))
            };
            let pain = match done.pain {
                Some(pain) => format!("pain {pain}"),
                None if done.within_limit => "within the limit".to_owned(),
                None => "pain not said".to_owned(),
            };
            lines.push(format!("{}: {amount}, {pain}", session.date.format("%-d %b %Y")));
        }
        if lines.len() >= SHOWN {
            break;
        }
    }
    lines
}

/// The last times that it was done.
pub(super) fn history(page: &mut Page, shared: &Shared, exercise: &Exercise) {
    let theme = shared.theme;
    page.gap().text("Your last times", theme.title());
    let times = times(shared, exercise);
    if times.is_empty() {
        page.text("Not done yet.", theme.muted());
    }
    for line in times {
        page.hanging("- ", &line, theme.muted(), theme.plain());
    }
}

/// Why it is in the plan or not, and what would change that.
pub(super) fn plan(page: &mut Page, shared: &Shared, exercise: &Exercise, why: &Why, not: Option<Not>) {
    let theme = shared.theme;
    page.gap().text("In your plan?", theme.title());
    match not {
        Some(Not::Blocked(tier)) => {
            page.text(blocked_words(tier), theme.plain());
            return;
        }
        Some(Not::NoCheck | Not::NoProfile) => {
            page.text(
                "There is no plan before the safety check and four questions about you.",
                theme.plain(),
            );
            return;
        }
        _ => {}
    }
    let tags = |sources: &[String]| format!("[{}]", sources.join("·"));
    if let Some(item) = &why.line {
        let dose = dose_words(item.kind, item.dose, item.sides);
        page.text(&format!("Yes: {dose}. {} {}", item.reason, tags(&item.sources)), theme.plain());
    } else if exercise.block == Block::Aerobic {
        page.text(
            "Walks and rides stand beside the session. Any of them counts for the minutes that the plan asks.",
            theme.plain(),
        );
    } else if !why.skipped_for.is_empty() {
        for code in &why.skipped_for {
            page.hanging("- ", &format!("No, because {}.", whom(code)), theme.muted(), theme.plain());
        }
    } else if let Some(item) = &why.instead {
        let name = today::name(shared, &item.id);
        page.text(&format!("No: {name} stands there for it, from the same ladder."), theme.plain());
        page.text(&format!("{} {}", item.reason, tags(&item.sources)), theme.plain());
    } else if let Some(removed) = &why.removed {
        page.text(&format!("No. {} {}", removed.reason, tags(&removed.sources)), theme.plain());
    } else {
        page.text(
            "Not now: its turn has not come. One exercise is added at a time, when all is calm.",
            theme.plain(),
        );
    }
    if !why.would_change.is_empty() {
        page.gap().text("What would change that", theme.title());
        for (answer, after) in &why.would_change {
            page.hanging("- ", &format!("{answer}: {after}"), theme.muted(), theme.plain());
        }
    }
}
