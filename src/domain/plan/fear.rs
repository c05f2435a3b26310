//! Movements that worry a person (progression rules 3.12). A fear only ever removes or delays: 7 or more
//! keeps an exercise out until six sessions were calm, then it comes back alone, at its lowest dose; 4 or
//! more lets nothing about it grow.
//!
//! Decided here: calm sessions count from the day on which the worry was said, so that an old, calm log
//! is no reason to bring tomorrow what was taken out today. An exercise that was done since has come in
//! that way. While one that is worried about at 4 or more is being tried, no other comes in. All of this
//! is a design decision inside what graded exposure asks for (source: S2, DESIGN).

use std::collections::{BTreeMap, BTreeSet};

use super::input::{Entry, Fear, Input};
use super::log::Log;

/// From here on an exercise stays out for now.
const OUT: i32 = 7;
/// Up to here a worry delays nothing.
const EASY: i32 = 3;
/// Calm sessions before a first try.
const CALM_SESSIONS: usize = 6;

/// The worries, ready for the rules.
#[derive(Debug, Default)]
pub(super) struct Fears<'a> {
    scores: BTreeMap<&'a str, &'a Fear>,
    out: BTreeSet<&'a str>,
    ready: Vec<(i32, &'a str)>,
}

impl<'a> Fears<'a> {
    /// Reads the worries beside the log. Of two about one exercise the higher counts.
    pub(super) fn new(input: &'a Input, log: &Log) -> Fears<'a> {
        let mut fears = Fears::default();
        for fear in &input.profile.fears {
            let kept = fears.scores.entry(fear.id.as_str()).or_insert(fear);
            if fear.score > kept.score {
                *kept = fear;
            }
        }
        let mut trying = false;
        for (id, fear) in fears.scores.iter().filter(|(_, fear)| fear.score > EASY) {
            let since = |date| fear.since.is_none_or(|since| date > since);
            let done = log.past.iter().any(|past| {
                since(past.session.date) && past.session.exercises.iter().any(|done| done.id == *id)
            });
            // without a day nothing is known to have come after the worry
            let tried = done && fear.since.is_some();
            trying |= tried;
            if fear.score < OUT || tried {
                continue;
            }
            fears.out.insert(id);
            let calm = log.past.iter().filter(|past| {
                !past.walk_only() && !past.is_flare() && past.level.value == 0 && since(past.session.date)
            });
            if calm.count() >= CALM_SESSIONS {
                fears.ready.push((fear.score, id));
            }
        }
        if trying {
            fears.ready.clear();
        }
        fears.ready.sort_unstable();
        fears
    }

    /// Whether an exercise stays out.
    pub(super) fn keeps_out(&self, id: &str) -> bool {
        self.out.contains(id)
    }

    /// The score that lets nothing about an exercise grow, if there is one.
    pub(super) fn holds(&self, entry: &Entry) -> Option<i32> {
        self.scores.get(entry.id.as_str()).map(|fear| fear.score).filter(|score| *score > EASY)
    }

    /// Whether an exercise may be tried next, and its score: the least feared come first.
    pub(super) fn ready(&self, entry: &Entry) -> Option<i32> {
        let least = self.ready.first()?.0;
        self.ready.iter().find(|(score, id)| *score == least && *id == entry.id).map(|(score, _)| *score)
    }
}
