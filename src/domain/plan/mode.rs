//! The mode of the session: a start, a normal one, a return, a restart, a flare (progression rules 3.9).

use chrono::NaiveDate;

use super::flare;
use super::input::{Input, Mode};
use super::log::Log;
use super::response::Level;

/// The mode and what led to it.
pub(super) struct ModeOf {
    pub(super) mode: Mode,
    pub(super) needs_rescreen: bool,
    /// Days since the last session in which any exercise was done outside a flare.
    pub(super) days: i64,
    /// Flare sessions at the end of the log, and the first day.
    pub(super) flare: Option<(usize, NaiveDate)>,
}

/// The mode of today's session.
pub(super) fn mode(input: &Input, log: &Log, level: &Level, lifted: bool) -> ModeOf {
    let last = log.last_exposure();
    let last_any = last.max(log.last_flare());
    let since = |n: Option<usize>| n.and_then(|n| log.past.get(n)).map(|p| log.days_since(p.session.date));
    let run = flare::run(log);
    let mode = if level.value >= 3 {
        Mode::Flare
    } else if let Some((sessions, _)) = run {
        let left = flare::may_leave(log, &input.today, sessions);
        match since(last) {
            _ if !left => Mode::Flare,
            _ if lifted => Mode::Restart,
            None => Mode::Start,
            Some(29..) => Mode::Restart,
            Some(_) => Mode::Return,
        }
    } else {
        match since(last) {
            None => Mode::Start,
            _ if lifted => Mode::Restart,
            Some(29..) => Mode::Restart,
            Some(15..) => Mode::Return,
            Some(_) => Mode::Normal,
        }
    };
    let away = since(last_any).is_some_and(|days| days > 28);
    let needs_rescreen = away || (mode == Mode::Restart && !lifted);
    ModeOf { mode, needs_rescreen, days: since(last).unwrap_or(0), flare: run }
}
