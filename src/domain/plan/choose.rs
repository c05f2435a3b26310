//! Which ladders today: places by minutes, and a fit to the time by the doses before any change
//! (progression rules 3.6).

use super::line::Line;
use crate::domain::dose::Group;

/// Order in which the first session fills its places.
const FILL: [Group; 3] = [Group::Core, Group::Mobility, Group::Stretch];

/// Places for movement on a stiff morning. Strength and stretches leave theirs empty, and one movement of
/// a minute is no session (source: DESIGN).
const STIFF: usize = 3;

/// Places for movement, strength and stretches in so many minutes.
pub(super) fn places(minutes: i32) -> [usize; 3] {
    match minutes {
        ..10 => [1, 1, 1],
        10..15 => [1, 2, 2],
        15..20 => [2, 3, 2],
        20..30 => [2, 3, 3],
        30.. => [2, 4, 4],
    }
}

/// Places of one group.
pub(super) fn places_of(minutes: i32, group: Group) -> usize {
    places(minutes)[index(group)]
}

fn index(group: Group) -> usize {
    match group {
        Group::Mobility => 0,
        Group::Core => 1,
        Group::Stretch => 2,
    }
}

/// Chosen and left out.
pub(super) struct Chosen<'a> {
    /// In the order of play.
    pub(super) lines: Vec<Line<'a>>,
    /// No place for these.
    pub(super) no_place: Vec<Line<'a>>,
    /// No time for these.
    pub(super) no_time: Vec<Line<'a>>,
}

/// Chooses from `lines`. `first`: the most exercises that a first session has.
pub(super) fn choose(
    mut lines: Vec<Line<'_>>,
    minutes: i32,
    first: Option<usize>,
    budget: u32,
    stiff: bool,
) -> Chosen<'_> {
    lines.sort_by(|a, b| a.rank().cmp(&b.rank()));
    let mut left = places(minutes);
    if stiff {
        left[index(Group::Mobility)] = STIFF;
    }
    let (mut kept, mut no_place) = (Vec::new(), Vec::new());
    for line in lines {
        let places = &mut left[index(line.group())];
        if *places > 0 || line.is_listed() {
            *places = places.saturating_sub(1);
            kept.push(line);
        } else {
            no_place.push(line);
        }
    }
    if let Some(cap) = first {
        no_place.extend(cut(&mut kept, cap));
    }
    let mut no_time = Vec::new();
    while total(&kept) > u64::from(budget) {
        let Some(last) = first_to_go(&kept) else { break };
        no_time.push(kept.remove(last));
    }
    Chosen { lines: kept, no_place, no_time }
}

/// Seconds of all lines before any change.
pub(super) fn total(lines: &[Line]) -> u64 {
    lines.iter().map(|line| u64::from(line.base_seconds)).sum()
}

/// Takes core, mobility and stretch in turn up to `cap`; what is over is returned.
fn cut<'a>(kept: &mut Vec<Line<'a>>, cap: usize) -> Vec<Line<'a>> {
    let mut queues = FILL.map(|group| {
        let (of, rest): (Vec<Line>, Vec<Line>) = kept.drain(..).partition(|line| line.group() == group);
        *kept = rest;
        std::collections::VecDeque::from(of)
    });
    let mut taken = Vec::new();
    while taken.len() < cap && queues.iter().any(|q| !q.is_empty()) {
        for queue in &mut queues {
            if taken.len() < cap {
                taken.extend(queue.pop_front());
            }
        }
    }
    taken.sort_by(|a, b| a.rank().cmp(&b.rank()));
    *kept = taken;
    queues.into_iter().flatten().collect()
}

/// Index of the line to drop first: what a clinician's plan lists goes after everything else.
pub(super) fn first_to_go(lines: &[Line]) -> Option<usize> {
    let others: Vec<usize> = (0..lines.len()).filter(|n| !lines[*n].is_listed()).collect();
    if others.is_empty() || others.len() == lines.len() {
        return fullest(lines);
    }
    let only: Vec<Line> = others.iter().map(|n| lines[*n].clone()).collect();
    fullest(&only).and_then(|n| others.get(n).copied())
}

/// Index of the line to drop first: the last of the fullest group, a stretch before a strength exercise
/// before a movement; the last strength exercise goes last of all.
fn fullest(lines: &[Line]) -> Option<usize> {
    let count = |group| lines.iter().filter(|line| line.group() == group).count();
    let group = [Group::Stretch, Group::Core, Group::Mobility]
        .into_iter()
        .filter(|group| count(*group) > 0)
        .filter(|group| *group != Group::Core || count(Group::Core) > 1 || count(Group::Core) == lines.len())
        // of equals the first named wins
        .reduce(|best, group| if count(group) > count(best) { group } else { best })?;
    lines.iter().rposition(|line| line.group() == group)
}
