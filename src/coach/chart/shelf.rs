//! Charts that were made, kept until the history changes: a frame costs no counting of days.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Chart, Kind, RANGES, Range};
use crate::coach::Coach;

/// Charts of one history and one day, each made once.
#[derive(Debug, Default)]
pub struct Shelf {
    stamp: Option<(usize, usize, NaiveDate)>,
    made: BTreeMap<(Kind, usize), Chart>,
    count: usize,
}

impl Shelf {
    /// Whether the history or the day is another than before; then all charts are thrown away. `changes`
    /// counts what was put right in the past, which leaves the number of lines as it is.
    pub fn keep_up(&mut self, coach: &Coach, changes: usize, today: NaiveDate) -> bool {
        let stamp = Some((coach.events().len(), changes, today));
        let is_new = self.stamp != stamp;
        if is_new {
            self.stamp = stamp;
            self.made.clear();
        }
        is_new
    }

    /// The chart of the range with that place in [`RANGES`].
    pub fn get(&mut self, coach: &Coach, kind: Kind, range: usize, today: NaiveDate) -> &Chart {
        let count = &mut self.count;
        self.made.entry((kind, range)).or_insert_with(|| {
            *count += 1;
            let range = RANGES.get(range).map_or(Range::All, |(range, _)| *range);
            coach.chart(kind, range, today)
        })
    }

    /// How many charts were made so far.
    pub fn count(&self) -> usize {
        self.count
    }
}
