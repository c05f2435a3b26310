//! The one order in which lines count that depends on the lines alone: not on the files that they stand in, nor on
//! where a merge has put them.

use chrono::{DateTime, FixedOffset};

use super::line::Entry;

/// Lines in that order. A computer's own lines keep the order of its count, whatever its clock said meanwhile; among
/// computers the time stamps decide.
pub(super) fn in_one_order<T>(mut lines: Vec<T>, entry: impl Fn(&T) -> &Entry) -> Vec<T> {
    lines.sort_by(|a, b| {
        let (a, b) = (entry(a), entry(b));
        (row(a), a.n, &a.id).cmp(&(row(b), b.n, &b.id))
    });
    let mut dated: Vec<(DateTime<FixedOffset>, T)> = Vec::with_capacity(lines.len());
    for line in lines {
        let this = entry(&line);
        // No earlier than the line before it; lines by hand are of no computer, and stand for themselves.
        let before =
            dated.last().filter(|(_, before)| !row(this).0.is_empty() && row(entry(before)) == row(this));
        let at = before.map_or(this.ts, |(before, _)| this.ts.max(*before));
        dated.push((at, line));
    }
    // Two at one moment stay in the order that they have.
    dated.sort_by_key(|(at, _)| *at);
    dated.into_iter().map(|(_, line)| line).collect()
}

/// For every line its place in that order.
pub(super) fn places(lines: &[Entry]) -> Vec<usize> {
    let order = in_one_order(lines.iter().enumerate().collect(), |(_, line): &(usize, &Entry)| *line);
    let mut places = vec![0; lines.len()];
    for (place, (line, _)) in order.into_iter().enumerate() {
        places[line] = place;
    }
    places
}

/// Lines of one computer that are counted, or that were written while no number could be given.
fn row(entry: &Entry) -> (&str, bool) {
    (&entry.dev, entry.n > 0)
}
