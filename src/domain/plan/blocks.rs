//! Stop codes: what blocks, what lifts a block (screening rules 6; progression rules 3.1 and 3.9).
//!
//! Decided here: an unknown code is urgent, the careful side. A clearance counts from the day of the
//! code on, for an emergency from the next day on, and not when its date is still to come. One that
//! names somebody who is no clinician (the person, a friend, a search, a chat) does not count.

use chrono::NaiveDate;

use super::input::{Clearance, Input, Mode, Session, Stop};
use super::output::ReferLevel;

/// Codes that mean: now.
const EMERGENCY: [&str; 5] =
    ["bladder_bowel", "saddle_numbness", "progressive_weakness", "chest_discomfort", "faint"];

/// Who cannot clear anything.
const NOT_CLINICIANS: [&str; 9] =
    ["self", "me", "friend", "family", "partner", "ai", "chatbot", "internet", "search"];

/// How urgent a stop code is.
pub fn stop_level(code: &str) -> ReferLevel {
    if EMERGENCY.contains(&code) { ReferLevel::Emergency } else { ReferLevel::Urgent }
}

/// What stands, and what was lifted.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// Codes that are not cleared, with the day they came up, most urgent first.
    pub(super) standing: Vec<(ReferLevel, String, NaiveDate)>,
    /// A block was lifted and no session followed.
    pub(super) lifted: bool,
}

/// Reads the stop codes of today and of all sessions up to today.
pub(super) fn read(input: &Input) -> Blocks {
    let today = input.today.date;
    let past = || input.sessions.iter().filter(|s| s.date <= today);
    let logged = past().flat_map(|s| s.events.iter().map(|code| (s.date, code)));
    let events = logged.chain(input.today.flags.iter().map(|code| (today, code)));
    let mut blocks = Blocks::default();
    for (date, code) in events {
        let level = stop_level(code);
        match clearance(&input.clearances, date, level, today) {
            None => blocks.standing.push((level, code.clone(), date)),
            Some(cleared) => blocks.lifted |= !past().any(|s| follows(s, cleared, date)),
        }
    }
    blocks.standing.sort_by(|a, b| (b.0, a.2, &a.1).cmp(&(a.0, b.2, &b.1)));
    blocks.standing.dedup_by(|a, b| a.1 == b.1);
    blocks
}

/// The first day on which a code of `date` counts as cleared.
fn clearance(
    clearances: &[Clearance],
    date: NaiveDate,
    level: ReferLevel,
    today: NaiveDate,
) -> Option<NaiveDate> {
    let clinician = |c: &Clearance| {
        !c.by.as_deref().is_some_and(|by| NOT_CLINICIANS.iter().any(|no| by.trim().eq_ignore_ascii_case(no)))
    };
    let late_enough = |c: &Clearance| c.date > date || (c.date == date && level < ReferLevel::Emergency);
    let dates =
        clearances.iter().filter(|c| c.date <= today && clinician(c) && late_enough(c)).map(|c| c.date);
    dates.min()
}

/// Whether a session came after the clearance. On the day of the clearance only a restart is known to.
/// A flare session is none: the restart is still to come.
fn follows(session: &Session, cleared: NaiveDate, event: NaiveDate) -> bool {
    let same_day = session.date == cleared && session.mode == Mode::Restart && session.date >= event;
    session.exercises.iter().any(|done| done.stop != Some(Stop::Skipped))
        && !matches!(session.mode, Mode::Flare | Mode::Blocked)
        && (session.date > cleared || same_day)
}
