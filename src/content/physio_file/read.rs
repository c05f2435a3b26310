//! The keys of a plan file, one by one.

use super::{Limits, Listed, MOST_EXERCISES, PhysioPlan, Side};
use crate::content::exercise_file::{LONGEST_LINE, id};
use crate::content::fields::{Fields, read_file};
use crate::content::problem::ContentError;

/// A plan, and line and column of each of its exercises.
type Read = (PhysioPlan, Vec<(usize, usize)>);

pub(super) fn file(file: &str, text: &str, name: String, hash: String) -> Result<Read, ContentError> {
    read_file(file, text, "a plan", |fields| plan(fields, name, hash))
}

fn plan(fields: &Fields, name: String, hash: String) -> Option<Read> {
    let clinician = fields.text_or_none("clinician", 60);
    let from = fields.day("from");
    let until = fields.day("until");
    let only = fields.yes_no("only").unwrap_or(false);
    let note = fields.text_or_none("note", 2 * LONGEST_LINE);
    let limits = fields.section("limits", "the part [limits]").map_or(Limits::default(), |part| {
        let limits = limits(&part);
        part.finish();
        limits
    });
    let groups = fields.groups("exercises", "an exercise of a plan");
    let exercises: Vec<Option<Listed>> = groups.iter().map(listed).collect();
    let places = groups.iter().map(|group| group.place("id")).collect();
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        let what = format!("until is {until}, before the first day, {from}");
        fields.complain(fields.span_of("until"), &what, "give a last day that comes after the first");
    }
    if exercises.len() > MOST_EXERCISES {
        let what = format!("exercises has {} entries", exercises.len());
        fields.complain(fields.span_of("exercises"), &what, &format!("keep it to {MOST_EXERCISES}"));
    }
    if only && exercises.is_empty() {
        fields.complain(
            fields.span_of("only"),
            "only is true, and no exercise is listed",
            "list at least one under [[exercises]], or take only out",
        );
    }
    let exercises: Option<Vec<Listed>> = exercises.into_iter().collect();
    let plan = PhysioPlan { name, hash, clinician, from, until, only, note, limits, exercises: exercises? };
    Some((plan, places))
}

fn listed(group: &Fields) -> Option<Listed> {
    let id = id(group, "id", true);
    let sets = group.whole("sets", 1..=10);
    let reps = group.whole("reps", 1..=100);
    let hold_s = group.whole("hold_s", 1..=600);
    let minutes = group.whole("minutes", 1..=30);
    let side = group.one_of_or_none("side", &[("left", Side::Left), ("right", Side::Right)]);
    let fixed = group.yes_no("fixed").unwrap_or(false);
    let limits = limits(group);
    let priority = group.whole("priority", 1..=1000);
    let note = group.text_or_none("note", 2 * LONGEST_LINE);
    group.finish();
    let side = side.unwrap_or_default();
    Some(Listed { id: id?, sets, reps, hold_s, minutes, side, fixed, limits, priority, note })
}

fn limits(group: &Fields) -> Limits {
    Limits {
        max_sets: group.whole("max_sets", 1..=10),
        max_reps: group.whole("max_reps", 1..=100),
        max_hold_s: group.whole("max_hold_s", 1..=600),
        max_minutes: group.whole("max_minutes", 1..=30),
        max_pain: group.whole("max_pain", 0..=10),
        no_progress: group.yes_no("progress") == Some(false),
    }
}
