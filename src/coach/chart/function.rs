//! The things that the person wants to do again, 0 to 10, beside pain.

use chrono::NaiveDate;

use super::pain::median_only;
use super::{Chart, Ink, Join, Kind, Line, Panel, Span, Table};
use crate::coach::Coach;
use crate::domain::around::goals;
use crate::domain::around::wishes::GoalScore;
use crate::domain::trend::Point;

/// Scores further apart than this are not joined, days: four times the usual two weeks.
const GAP: i64 = 56;
const INKS: [Ink; 3] = [Ink::Main, Ink::Second, Ink::Third];

/// The chart.
pub(super) fn chart(coach: &Coach, span: Span) -> Chart {
    let wishes = &coach.history.wishes;
    let mut lines = Vec::new();
    let mut rows: Vec<(NaiveDate, Vec<String>)> = Vec::new();
    for (place, scores) in &wishes.goals {
        // Other words in a place begin a new series; the latest one has the strongest ink.
        for series in scores.chunk_by(|a, b| a.words == b.words) {
            let points = points(series, span);
            let Some(first) = series.first().filter(|_| !points.is_empty()) else { continue };
            for (day, score) in &points {
                rows.push((*day, vec![first.words.clone(), super::number(*score)]));
            }
            let sign = char::from_digit(u32::from(*place), 10).unwrap_or('+');
            let ink = INKS.get(usize::from(place.saturating_sub(1))).copied().unwrap_or(Ink::Third);
            lines.push(Line::new(&first.words, sign, ink, Join::Line(GAP), points));
        }
    }
    let sentence = match (goals::sentence(wishes), lines.is_empty()) {
        (Some(sentence), false) => sentence,
        (None, false) => "Scored once so far: two scores, two weeks apart, say how it moves.".to_owned(),
        (_, true) => {
            "Nothing is followed in this range. Up to three things that you want to do again can be \
                      named on today's plan, under more about you."
                .to_owned()
        }
    };
    let mut chart = Chart::new(Kind::Function, span, sentence);
    rows.sort_by_key(|(day, _)| *day);
    let mut table = Table::new(&["what", "0 to 10"]);
    for (day, cells) in rows {
        table.row(day, cells);
    }
    if !lines.is_empty() {
        chart.panels.push(Panel::of_scores("How well it goes, 10 as before", lines, table));
    }
    chart.panels.push(median_only(coach, span));
    chart
}

fn points(series: &[GoalScore], span: Span) -> Vec<Point> {
    let scored = series.iter().filter_map(|one| Some((one.at.date_naive(), one.score?.get())));
    // Scored twice in a day, the later one counts.
    let mut points: Vec<Point> = Vec::new();
    for (day, score) in scored.filter(|(day, _)| span.has(*day)) {
        match points.last_mut() {
            Some(last) if last.0 == day => last.1 = f64::from(score),
            _ => points.push((day, f64::from(score))),
        }
    }
    points
}
