//! What another file has that the journal has not: a union by id, worked out before anything is written.

use std::collections::HashMap;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};

use super::imported;
use super::line::{Entry, same_json};
use super::sabotage::{Mutant, on};

/// One id, two contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The id.
    pub id: String,
    /// Kind of the entry here.
    pub kind: String,
    /// Its day here.
    pub day: NaiveDate,
}

/// What a merge would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Places in the other file of the entries that are not here.
    pub add: Vec<usize>,
    /// Places in the other file of the entries that are here, but belong to an import that was taken
    /// back: they would count again.
    pub back: Vec<usize>,
    /// How many are here already.
    pub same: usize,
    /// Ids that say something else here. Ours stay.
    pub conflicts: Vec<Conflict>,
    /// How many are left out because they are dated more than a day ahead of `now`.
    pub future: usize,
}

impl Plan {
    /// Nothing would change.
    pub fn is_empty(&self) -> bool {
        self.add.is_empty() && self.back.is_empty()
    }
}

/// Do two lines tell the same? The version of the envelope and parts of a millisecond do not count: an
/// export has neither.
fn tells_the_same(a: &Entry, b: &Entry) -> bool {
    a.dev == b.dev
        && a.n == b.n
        && a.ts.timestamp_millis() == b.ts.timestamp_millis()
        && a.ts.offset() == b.ts.offset()
        && a.kind == b.kind
        && a.must == b.must
        && same_json(a.body.get(), b.body.get())
}

/// Works out the union. Nothing that keeps the books of the other file is taken over, and nothing that
/// was taken back there: so what counts afterwards is what counted here and what counted there.
pub fn plan(ours: &[Entry], theirs: &[Entry], now: DateTime<FixedOffset>) -> Plan {
    let limit = now.checked_add_signed(TimeDelta::days(1)).unwrap_or(now);
    let here: HashMap<&str, &Entry> = ours.iter().map(|entry| (entry.id.as_str(), entry)).collect();
    let (gone_here, gone_there) = (imported::hidden(ours), imported::hidden(theirs));
    let mut plan = Plan::default();
    for (place, entry) in theirs.iter().enumerate() {
        if imported::BOOKKEEPING.contains(&&*entry.kind) || gone_there.contains(entry.id.as_str()) {
            continue;
        }
        match here.get(entry.id.as_str()).filter(|_| !on(Mutant::MergeAddsAll)) {
            None if entry.ts > limit => plan.future += 1,
            None => plan.add.push(place),
            Some(known) if !tells_the_same(known, entry) => plan.conflicts.push(Conflict {
                id: entry.id.to_string(),
                kind: known.kind.to_string(),
                day: known.ts.date_naive(),
            }),
            Some(_) if gone_here.contains(entry.id.as_str()) => plan.back.push(place),
            Some(_) => plan.same += 1,
        }
    }
    plan
}

#[cfg(test)]
#[path = "merge_tests.rs"]
mod tests;
