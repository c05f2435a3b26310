//! What was expected of movements that worry, against what happened; and how much they worry.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Chart, Ink, Join, Kind, Line, Note, Panel, Span, Table, number};
use crate::coach::Coach;
use crate::domain::around::worries::MOVEMENTS;
use crate::domain::trend::{Point, median};

/// Tries that a sentence needs.
const ENOUGH: usize = 3;
/// Scores of worry further apart than this are not joined, days.
const GAP: i64 = 84;

/// One try.
struct Try {
    day: NaiveDate,
    name: String,
    expected: u8,
    happened: Option<u8>,
}

/// The chart.
pub(super) fn chart(coach: &Coach, span: Span) -> Chart {
    let tries = tries(coach, span);
    let worries = worries(coach, span);
    let mut chart = Chart::new(Kind::Fear, span, sentence(&tries, worries.is_some()));
    if !tries.is_empty() {
        chart.panels.push(expected_panel(&tries));
    }
    chart.panels.extend(worries);
    chart
}

impl Coach {
    /// How tries of movements that worry went in these days; `None` where nothing was tried.
    pub fn tries_sentence(&self, from: NaiveDate, to: NaiveDate) -> Option<String> {
        let tries = tries(self, Span { from, to });
        (!tries.is_empty()).then(|| sentence(&tries, true))
    }
}

fn tries(coach: &Coach, span: Span) -> Vec<Try> {
    let mut tries = Vec::new();
    let mut sessions: Vec<&str> = Vec::new();
    for one in &coach.history.wishes.expected {
        if !sessions.contains(&one.session.as_str()) {
            sessions.push(&one.session);
        }
    }
    for session in sessions {
        let Some(record) = coach.history.session(session).filter(|record| span.has(record.date)) else {
            continue;
        };
        for tried in coach.expected_in(session) {
            tries.push(Try {
                day: record.date,
                name: coach.name_of(&tried.exercise),
                expected: tried.score.get(),
                happened: tried.was.map(crate::domain::score::Score::get),
            });
        }
    }
    tries.sort_by_key(|one| one.day);
    tries
}

fn expected_panel(tries: &[Try]) -> Panel {
    let mut expected: BTreeMap<NaiveDate, u8> = BTreeMap::new();
    let mut happened: BTreeMap<NaiveDate, u8> = BTreeMap::new();
    let mut notes: BTreeMap<NaiveDate, Note> = BTreeMap::new();
    let mut table = Table::new(&["exercise", "expected", "happened"]);
    for one in tries {
        let most = expected.entry(one.day).or_default();
        *most = one.expected.max(*most);
        if let Some(was) = one.happened {
            let most = happened.entry(one.day).or_default();
            *most = was.max(*most);
        }
        let was = one.happened.map_or("-".to_owned(), |was| was.to_string());
        let said =
            format!("{}: expected {}, happened {}", one.name, one.expected, was.replace('-', "not told"));
        notes
            .entry(one.day)
            .and_modify(|note| note.words = format!("{}; {said}", note.words))
            .or_insert(Note { words: said, step: None });
        table.row(one.day, vec![one.name.clone(), one.expected.to_string(), was]);
    }
    let points = |days: BTreeMap<NaiveDate, u8>| -> Vec<Point> {
        days.into_iter().map(|(day, score)| (day, f64::from(score))).collect()
    };
    let lines = vec![
        Line::new("happened", 'h', Ink::Main, Join::Line(14), points(happened)),
        Line::new("expected", 'e', Ink::Second, Join::Line(14), points(expected)),
    ];
    let mut panel = Panel::of_scores("Pain expected, and pain that happened", lines, table);
    panel.notes = notes;
    panel
}

fn worries(coach: &Coach, span: Span) -> Option<Panel> {
    let mut rows: Vec<(NaiveDate, Vec<String>)> = Vec::new();
    let mut lines = Vec::new();
    for (at, movement) in MOVEMENTS.iter().enumerate() {
        let scores = coach.history.wishes.worries.get(movement.id).into_iter().flatten();
        let points: Vec<Point> = scores
            .map(|(at, score)| (at.date_naive(), f64::from(score.get())))
            .filter(|(day, _)| span.has(*day))
            .collect();
        if points.is_empty() {
            continue;
        }
        for (day, score) in &points {
            rows.push((*day, vec![movement.words.to_owned(), number(*score)]));
        }
        // Numbers, as with what one wants to do again: letters are the marks below.
        let sign = ['1', '2', '3', '4', '5'][at % 5];
        let ink = [Ink::Main, Ink::Second, Ink::Third][at % 3];
        lines.push(Line::new(movement.words, sign, ink, Join::Line(GAP), points));
    }
    rows.sort_by_key(|(day, _)| *day);
    let mut table = Table::new(&["movement", "worry"]);
    for (day, cells) in rows {
        table.row(day, cells);
    }
    (!lines.is_empty()).then(|| Panel::of_scores("How much it worries you", lines, table))
}

fn sentence(tries: &[Try], has_worries: bool) -> String {
    let both: Vec<(u8, u8)> = tries.iter().filter_map(|one| Some((one.expected, one.happened?))).collect();
    if tries.is_empty() && !has_worries {
        return "No movement that worries you was tried in this range. Worries can be told on today's plan, \
                under more about you."
            .into();
    }
    if both.len() < ENOUGH {
        return format!("{} of {ENOUGH} tries with both scores so far: too few to say.", both.len());
    }
    let middle = |values: &mut Vec<f64>| median(values).map_or(String::new(), number);
    let mut expected: Vec<f64> = both.iter().map(|(expected, _)| f64::from(*expected)).collect();
    let mut happened: Vec<f64> = both.iter().map(|(_, happened)| f64::from(*happened)).collect();
    let less = both.iter().filter(|(expected, happened)| happened < expected).count();
    let more = both.iter().filter(|(expected, happened)| happened > expected).count();
    format!(
        "{} tries: you expected {}, it was {} (middle values). Less than expected {less} of {} times, more {more}.",
        both.len(),
        middle(&mut expected),
        middle(&mut happened),
        both.len(),
    )
}
