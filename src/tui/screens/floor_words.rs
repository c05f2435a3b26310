//! The few words of floor mode, in the order of what matters from the mat: what to do, how long, what next.

use crate::journal::event::Side;
use crate::session::phase::{Move, Phase};
use crate::session::view::View;

/// What to do, in a word or two of large letters.
pub(super) fn word(view: &View) -> &'static str {
    if view.paused.is_some() {
        return "PAUSED";
    }
    match (view.phase, view.side) {
        (Phase::Look, _) => "LOOK",
        (Phase::Prepare, _) => "GET READY",
        (Phase::Moving(Move::Out), _) => "MOVE",
        (Phase::Moving(Move::Pause), _) => "STAY",
        (Phase::Moving(Move::Back), _) => "BACK",
        (Phase::Hold, _) => "HOLD",
        (Phase::Reps, _) => "REPEAT",
        (Phase::Gap, _) => "LET GO",
        (Phase::Switch, Some(Side::Left)) => "LEFT SIDE",
        (Phase::Switch, Some(Side::Right)) => "RIGHT SIDE",
        (Phase::Switch, None) => "CHANGE SIDES",
        (Phase::Rest, _) => "REST",
        (Phase::Minutes, _) => "GO ON",
        _ => "",
    }
}

/// The one big number.
pub(super) fn number(view: &View) -> String {
    match view.phase {
        Phase::Look => String::new(),
        // Two seconds are not worth counting: the repetitions are.
        Phase::Reps | Phase::Moving(_) => view.rep.to_string(),
        _ => clock(view.left_s),
    }
}

fn clock(seconds: u32) -> String {
    if seconds >= 100 { format!("{}:{:02}", seconds / 60, seconds % 60) } else { seconds.to_string() }
}

/// One line under the number.
pub(super) fn caption(view: &View) -> String {
    let more = view.rep < view.reps;
    if view.paused.is_some() {
        return match view.phase {
            Phase::Reps | Phase::Look => "space: go on".to_owned(),
            _ => format!("{} left. space: go on", clock(view.left_s)),
        };
    }
    match view.phase {
        Phase::Look | Phase::Switch => view.name.clone(),
        Phase::Prepare => match view.side {
            Some(Side::Left) => format!("{}, left", view.name),
            Some(Side::Right) => format!("{}, right", view.name),
            None => view.name.clone(),
        },
        Phase::Gap => format!("hold {} of {}", view.rep, view.reps),
        Phase::Rest => format!("set {} of {}", view.set, view.sets),
        Phase::Hold if more => format!("hold {} of {}", view.rep, view.reps),
        Phase::Moving(_) | Phase::Reps if more => format!("{} of {}", view.rep, view.reps),
        _ => view.next.as_deref().map(next).unwrap_or_default(),
    }
}

/// What comes first of what comes next.
fn next(words: &str) -> String {
    format!("next: {}", words.split(", then").next().unwrap_or(words))
}
