//! Left against right: the work done on each side, session by session, and where something was wrong.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Chart, Ink, Join, Kind, Line, Note, Panel, Span, Table};
use crate::coach::Coach;
use crate::domain::around::sides::{Drift, compare};
use crate::domain::trend::{Point, median};

/// Points further apart than this are not joined, days.
const GAP: i64 = 14;

/// Work on both sides, by day.
#[derive(Default)]
struct Work {
    left: BTreeMap<NaiveDate, u32>,
    right: BTreeMap<NaiveDate, u32>,
    /// How often something was wrong: left, right.
    wrong: BTreeMap<NaiveDate, [u32; 2]>,
}

impl Work {
    fn add(&mut self, day: NaiveDate, [left, right]: [u32; 2]) {
        *self.left.entry(day).or_default() += left;
        *self.right.entry(day).or_default() += right;
    }

    fn ouch(&mut self, day: NaiveDate, side: Option<&str>) {
        let at = match side {
            Some("left") => 0,
            Some("right") => 1,
            _ => return,
        };
        self.wrong.entry(day).or_default()[at] += 1;
    }
}

/// The chart.
pub(super) fn chart(coach: &Coach, span: Span) -> Chart {
    let mut all = Work::default();
    let mut each: BTreeMap<String, Work> = BTreeMap::new();
    for session in coach.history.sessions.iter().filter(|session| span.has(session.date)) {
        for exercise in &session.exercises {
            // What ended before the second side had its turn says nothing about that side.
            if exercise.by_side.iter().all(|work| *work > 0) {
                all.add(session.date, exercise.by_side);
                each.entry(exercise.id.clone()).or_default().add(session.date, exercise.by_side);
            }
        }
        for ouch in &session.ouches {
            all.ouch(session.date, ouch.side.as_deref());
            if let Some(work) = ouch.exercise.as_ref().and_then(|id| each.get_mut(id)) {
                work.ouch(session.date, ouch.side.as_deref());
            }
        }
    }
    let mut chart = Chart::new(Kind::Sides, span, sentence(coach, span, &all));
    if all.left.is_empty() {
        return chart;
    }
    chart.panels.push(panel("All exercises for each side".to_owned(), &all));
    chart.panels.push(balance(&all));
    let mut each: Vec<(String, Work)> = each.into_iter().collect();
    each.sort_by_key(|(id, work)| {
        std::cmp::Reverse((
            work.left.keys().next_back().copied(),
            work.left.len(),
            std::cmp::Reverse(id.clone()),
        ))
    });
    chart.panels.extend(each.iter().map(|(id, work)| panel(coach.name_of(id), work)));
    chart
}

fn panel(name: String, work: &Work) -> Panel {
    let mut table = Table::new(&["left", "right", "wrong"]);
    let mut notes = BTreeMap::new();
    for (day, left) in &work.left {
        let right = work.right.get(day).copied().unwrap_or(0);
        let wrong = match work.wrong.get(day) {
            Some([left, 0]) => format!("left {left}"),
            Some([0, right]) => format!("right {right}"),
            Some([left, right]) => format!("left {left}, right {right}"),
            None => String::new(),
        };
        let told = if wrong.is_empty() { String::new() } else { format!(", something wrong: {wrong}") };
        notes.insert(*day, Note { words: format!("left {left}, right {right}{told}"), step: None });
        table.row(*day, vec![left.to_string(), right.to_string(), wrong]);
    }
    let points = |days: &BTreeMap<NaiveDate, u32>| -> Vec<Point> {
        days.iter().map(|(day, work)| (*day, f64::from(*work))).collect()
    };
    let most = work.left.values().chain(work.right.values()).max().copied().unwrap_or(1);
    let top = round_up(most);
    let sum = |days: &BTreeMap<NaiveDate, u32>| days.values().map(|work| u64::from(*work)).sum::<u64>();
    let (left, right) = (sum(&work.left), sum(&work.right));
    Panel {
        name,
        sentence: format!("{} sessions: left {left}, right {right} in all.", work.left.len()),
        bounds: (0.0, f64::from(top)),
        ticks: vec![super::model::ticks(&[0, top / 2, top])],
        lines: vec![
            Line::new("left", 'l', Ink::Main, Join::Line(GAP), points(&work.left)),
            Line::new("right", 'r', Ink::Second, Join::Line(GAP), points(&work.right)),
        ],
        band: None,
        notes,
        table,
    }
}

/// The right side in per cent of the left one: where two lines lie on each other this one still tells.
fn balance(work: &Work) -> Panel {
    let points: Vec<Point> = work
        .left
        .iter()
        .filter_map(|(day, left)| Some((*day, f64::from(*work.right.get(day)?) * 100.0 / f64::from(*left))))
        .collect();
    let mut table = Table::new(&["per cent"]);
    for (day, value) in &points {
        table.row(*day, vec![super::number(value.round())]);
    }
    let mut values: Vec<f64> = points.iter().map(|(_, value)| *value).collect();
    let middle = median(&mut values).unwrap_or(100.0).round();
    Panel {
        name: "Right in per cent of left".into(),
        sentence: format!("{} as the middle value; 100 is even.", super::number(middle)),
        bounds: (0.0, 200.0),
        ticks: vec![super::model::ticks(&[0, 50, 100, 150, 200]), super::model::ticks(&[0, 100, 200])],
        lines: vec![Line::new("right, per cent of left", ' ', Ink::Main, Join::Line(GAP), points)],
        band: None,
        notes: BTreeMap::new(),
        table,
    }
}

/// The next round number that can be halved: 2, 4, 6, 8, 10, 12, 16, 20 times a power of ten.
fn round_up(most: u32) -> u32 {
    let mut unit = 1_u32;
    while unit.saturating_mul(20) < most {
        unit = unit.saturating_mul(10);
    }
    let mut round = [2, 4, 6, 8, 10, 12, 16, 20].into_iter().map(|n| unit.saturating_mul(n));
    round.find(|n| *n >= most).unwrap_or(most)
}

fn sentence(coach: &Coach, span: Span, all: &Work) -> String {
    let found = compare(&coach.history.sessions, span.to);
    if all.left.is_empty() {
        return "No exercise for each side in this range.".into();
    }
    let work = "Work is repetitions, or seconds where something is held.";
    match found.drift() {
        Some(Drift::Less(side, percent)) => format!(
            "Over the last {} sessions your {} side did {percent} per cent of the work of the other. {work}",
            found.sessions,
            side.words()
        ),
        Some(Drift::Wrong(side, times)) => format!(
            "Over the last {} sessions something was wrong {times} times on your {} side, more often than on the \
             other.",
            found.sessions,
            side.words()
        ),
        None if found.sessions < 3 => {
            format!("{} of 3 sessions with work on each side so far: too few to say.", found.sessions)
        }
        None => format!("Over the last {} sessions the sides kept together. {work}", found.sessions),
    }
}

#[cfg(test)]
mod tests {
    use super::round_up;

    #[test]
    fn the_axis_ends_on_a_round_number() {
        for (most, top) in
            [(0, 2), (1, 2), (3, 4), (9, 10), (11, 12), (17, 20), (61, 80), (101, 120), (201, 400)]
        {
            assert_eq!(round_up(most), top, "{most}");
        }
    }
}
