//! Nothing has grown for three weeks although all is calm: said once in a while, with three ways on
//! (progression rules 3.12, source: S2, DESIGN). Where pain is what limits, the rules for pain apply, and
//! nobody is pushed.

use chrono::NaiveDate;

use super::super::dose::Dose;
use super::super::history::SessionRecord;
use super::super::plan::Mode;

/// Days without a step.
const DAYS: i64 = 21;
/// Sessions in them that are needed to speak of a plateau: less is too little training (source: DESIGN).
const SESSIONS: usize = 6;
/// Highest pain and effort.
const PAIN: u8 = 2;
const EFFORT: u8 = 6;

/// Whether the last three weeks are a plateau: sessions throughout, pain up to 2 and effort up to 6 in
/// all that was answered, and no exercise above what it was before them.
///
/// Decided here: sessions of a flare, a return or a new start in those weeks mean that there is something
/// to climb back to, and so no plateau. An exercise that is new in them was a step.
pub fn plateau(sessions: &[SessionRecord], today: NaiveDate) -> bool {
    let done = || sessions.iter().filter(|session| session.is_done() && session.date <= today);
    let recent = |session: &&SessionRecord| (today - session.date).num_days() < DAYS;
    let before = done().any(|session| !recent(&session));
    let weeks: Vec<&SessionRecord> = done().filter(recent).collect();
    if !before || weeks.len() < SESSIONS || weeks.iter().any(|session| session.mode != Mode::Normal) {
        return false;
    }
    let low = |session: &&SessionRecord| {
        let pains = [session.pain_before, session.pain_after, session.next_morning_pain];
        let each = session.exercises.iter().flat_map(|exercise| [exercise.pain]);
        let efforts = session.exercises.iter().map(|exercise| exercise.effort).chain([session.effort]);
        pains.into_iter().chain(each).flatten().all(|pain| pain.get() <= PAIN)
            && efforts.flatten().all(|effort| effort.get() <= EFFORT)
            && session.pain_over_1h != Some(true)
    };
    weeks.iter().all(low) && !weeks.iter().any(|session| has_risen(sessions, session))
}

/// Whether a session asked for more of anything than the time before, or for something new.
fn has_risen(sessions: &[SessionRecord], session: &SessionRecord) -> bool {
    session.exercises.iter().any(|exercise| {
        let earlier = sessions.iter().rev().filter(|other| other.started < session.started);
        let last = earlier.flat_map(|other| &other.exercises).find(|other| other.id == exercise.id);
        last.is_none_or(|last| is_more(exercise.prescribed, last.prescribed))
    })
}

fn is_more(new: Dose, old: Dose) -> bool {
    new.lower(old) != new
}
