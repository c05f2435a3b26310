//! Where to go on with a session that was broken off, from what was written down of it.

use crate::domain::score::Score;
use crate::journal::event::{Event, When};

use super::rating::is_enough;

/// The exercise to go on with, for [`super::Machine::resume`]. `events`: those of one session, oldest
/// first, its `session.started` included, what was retracted left out.
///
/// The exercise that had begun and not ended; else the next that has not ended, after the one that ended
/// last, then before it. When all have ended, or pain rose so far that the session was to end, it is the number of exercises: only the
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
    if let Some(item) = begun(events) {
        return Some(item.min(count));
    }
    let Some(last) = last_ended(events) else { return Some(0) };
    let ended = |item: &usize| {
        events.iter().any(|event| matches!(event, Event::ItemEnded(ended) if ended.item == *item))
    };
    // Straight on, then what was passed by.
    let mut to_come = (last.saturating_add(1)..count).chain(0..last.min(count)).filter(|item| !ended(item));
    Some(to_come.next().unwrap_or(count))
}

/// The exercise that had begun and not ended.
fn begun(events: &[&Event]) -> Option<usize> {
    events.iter().fold(None, |open, event| match event {
        Event::ItemStarted(started) => Some(started.item),
        Event::ItemEnded(ended) if open == Some(ended.item) => None,
        _ => open,
    })
}

/// The exercise that ended last.
fn last_ended(events: &[&Event]) -> Option<usize> {
    events.iter().rev().find_map(|event| match event {
        Event::ItemEnded(ended) => Some(ended.item),
        _ => None,
    })
}

/// Whether the last score of any exercise asked for the end of the session.
pub(super) fn too_sore(events: &[&Event]) -> bool {
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
