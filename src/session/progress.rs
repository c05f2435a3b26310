//! Where to go on with a session that was broken off, from what was written down of it.

use crate::domain::plan::input::Stop;
use crate::domain::score::Score;
use crate::journal::event::{Event, When};

use super::rating::is_enough;

/// The exercise to go on with, for [`super::Machine::resume`]. `events`: those of one session, oldest
/// first, its `session.started` included, what was retracted left out.
///
/// The exercise that had begun and not ended; else the one after the last that ended. When all have
/// ended, or pain rose so far that the session was to end, it is the number of exercises: only the
/// questions at the end are left. `None`: nothing to go on with.
pub fn resume_at(events: &[&Event]) -> Option<usize> {
    let count = events.iter().find_map(|event| match event {
        Event::SessionStarted(started) => Some(started.items.len()),
        _ => None,
    })?;
    if count == 0 || events.iter().any(|event| matches!(event, Event::SessionEnded(_))) {
        return None;
    }
    if too_sore(events) {
        return Some(count);
    }
    let at = events.iter().rev().find_map(|event| match event {
        Event::ItemStarted(started) => Some(started.item),
        Event::ItemEnded(ended) => Some(ended.item.saturating_add(1)),
        _ => None,
    });
    Some(at.unwrap_or(0).min(count))
}

/// Whether "something is wrong" was pressed and nothing was written down since that answers it: the
/// session neither went on nor ended, and the exercise was not ended for a reason. Ask what happened
/// before anything goes on.
pub fn stop_unanswered(events: &[&Event]) -> bool {
    events.iter().fold(false, |open, event| match event {
        Event::StopPressed(_) => true,
        Event::SessionResumed(_)
        | Event::OuchNoted(_)
        | Event::SessionEnded(_)
        | Event::ItemStarted(_)
        | Event::PainRated(_)
        | Event::EffortRated(_)
        | Event::WithinLimit(_) => false,
        Event::ItemEnded(ended) if matches!(ended.stop, Some(Stop::Sharp | Stop::Spreading)) => false,
        _ => open,
    })
}

/// Whether the last score of any exercise asked for the end of the session.
fn too_sore(events: &[&Event]) -> bool {
    let mut start: Option<Score> = None;
    let mut scores: Vec<(Option<usize>, Score)> = Vec::new();
    for event in events {
        if let Event::PainRated(rated) = event {
            match rated.when {
                When::Before => start = Some(rated.score),
                When::Exercise => {
                    scores.retain(|(item, _)| *item != rated.item);
                    scores.push((rated.item, rated.score));
                }
                When::CheckIn | When::After => {}
            }
        }
    }
    scores.iter().any(|&(_, score)| is_enough(start, score))
}
