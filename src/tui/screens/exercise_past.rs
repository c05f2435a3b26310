//! What the journal and today's plan say about one exercise: how often and how it was done, and why it is
//! in the plan or not.

use chrono::TimeDelta;

use crate::coach::plan::{Not, blocked_words};
use crate::coach::why::{Basis, Said};
use crate::domain::dose::dose_words;
use crate::domain::exercise::{Block, Exercise};
use crate::domain::history::Reached;
use crate::tui::app::Shared;
use crate::tui::widgets::page::Page;

/// Times that are shown, latest first.
const SHOWN: usize = 12;
/// The heading of the part of "why?" that tells the same.
const LOG: &str = "From your log";

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

/// The answer to "why?" of an exercise, for the plan that is shown on the day.
pub(super) fn why(shared: &Shared, exercise: &Exercise) -> Vec<Said> {
    let coach = &shared.coach;
    let mut at = shared.now.wall;
    let mut calm = !coach.checked_today(at);
    match coach.plan(at, None).not {
        Some(Not::Blocked(tier)) => return vec![Said::Text(blocked_words(tier).into())],
        Some(Not::NoCheck | Not::NoProfile) => {
            let words = "There is no plan before the safety check and four questions about you.";
            return vec![Said::Text(words.into())];
        }
        Some(Not::Done) => (at, calm) = (at + TimeDelta::days(1), true),
        _ => {}
    }
    let basis = Basis { at, minutes: None, calm };
    let all = coach.why_in(&exercise.id, basis).map(|why| coach.why_words(&why, |_| None));
    let mut log = false;
    let told = all.unwrap_or_default().into_iter().filter(|said| {
        if let Said::Head(head) = said {
            // What was done stands below by itself, with more of it.
            log = *head == LOG;
        }
        !log
    });
    told.collect()
}

/// Why it is in the plan or not, and what would change that.
pub(super) fn plan(page: &mut Page, shared: &Shared, told: &[Said]) {
    let theme = shared.theme;
    page.gap().text("In your plan?", theme.title());
    for said in told {
        match said {
            Said::Short(text) | Said::Text(text) => page.text(text, theme.plain()),
            Said::Head(text) => page.gap().text(text, theme.title()),
            Said::Item(text) => page.hanging("· ", text, theme.key(), theme.plain()),
        };
    }
}
