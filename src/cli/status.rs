//! `supple status`: one line for a prompt or a bar. Nothing about health stands in the line itself: bars
//! are seen by whoever looks over a shoulder. The JSON has the score, for who asks for it.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Serialize;

use super::{CliError, Exit, StatusArgs, StatusFormat, open, output};
use crate::coach::{Coach, Due, day_words};
use crate::domain::screening::tier::Tier;
use crate::paths::Paths;

/// How the days up to this one went, and whether something is due.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Status {
    /// A session is due today and may be done.
    pub due: bool,
    /// Sessions are locked.
    pub blocked: bool,
    /// The tier of the last safety check, or of what locks; none before the first check.
    pub tier: Option<Tier>,
    /// Days with a session in the last seven.
    pub sessions_this_week: usize,
    /// Day of the last session in which anything was done.
    pub last_session: Option<NaiveDate>,
    /// The last pain score, 0 to 10, whenever it was given.
    pub pain: Option<u8>,
    /// The line.
    pub text: String,
}

/// A module of the bar called waybar.
#[derive(Serialize)]
struct Waybar<'a> {
    text: &'a str,
    tooltip: String,
    class: &'static str,
}

/// Runs it.
///
/// # Errors
/// When the journal cannot be opened.
pub fn run(args: &StatusArgs, paths: &Paths, now: DateTime<FixedOffset>) -> Result<Exit, CliError> {
    let coach = open::glance(paths, now)?;
    let status = of(&coach, now);
    match if args.json { StatusFormat::Json } else { args.format } {
        StatusFormat::Json => output::json(&status)?,
        StatusFormat::Plain => output::text(&format!("{}\n", status.text))?,
        // In tmux `#` begins a format; there is none in the line, and this keeps it so.
        StatusFormat::Tmux => output::text(&format!("{}\n", status.text.replace('#', "##")))?,
        StatusFormat::Waybar => output::json(&Waybar {
            text: &status.text,
            tooltip: tooltip(&status, now.date_naive()),
            class: class(&status),
        })?,
    }
    // The system takes all of it back at once. Piece by piece, ten years would take as long as reading them.
    std::mem::forget(coach);
    Ok(Exit::Done)
}

/// What there is to say at this moment.
pub fn of(coach: &Coach, now: DateTime<FixedOffset>) -> Status {
    let standing = coach.standing(now);
    let blocked = standing.tier.locks();
    let done = coach.done_today(now);
    let last_check = coach.history.decisions.iter().rev().find(|decision| decision.at <= now);
    let sessions_this_week = coach.sessions_in_week(now.date_naive());
    let text = match coach.due(now) {
        Due::Blocked => "supple: paused, open it to see why".to_owned(),
        Due::Welcome => "supple: not set up yet".to_owned(),
        Due::Stop | Due::WhatHappened => "supple: one question is open".to_owned(),
        Due::Intake | Due::Profile | Due::FollowUp | Due::Today => {
            let today = match (done, coach.unfinished(now)) {
                (true, _) => "done today",
                (false, Some(_)) => "unfinished",
                (false, None) => "due",
            };
            format!("supple: {today}, {sessions_this_week} of 5 to 7 in 7 days")
        }
    };
    Status {
        due: !done && !blocked,
        blocked,
        tier: if blocked { Some(standing.tier) } else { last_check.map(|check| check.tier) },
        sessions_this_week,
        last_session: coach.history.last_done_by(now).map(|session| session.date),
        pain: coach.history.pain.iter().rev().find(|point| point.at <= now).map(|point| point.score.get()),
        text,
    }
}

fn class(status: &Status) -> &'static str {
    match status {
        Status { blocked: true, .. } => "blocked",
        Status { due: true, .. } => "due",
        Status { .. } => "done",
    }
}

fn tooltip(status: &Status, today: NaiveDate) -> String {
    match status.last_session {
        Some(day) => format!("Last session {}", day_words(day, today)),
        None => "No session yet".to_owned(),
    }
}
