//! The pain chart: day by day with the median of seven days, and around each session.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::around::around;
use super::{Chart, Ink, Join, Kind, Line, Panel, Span, Table, number};
use crate::coach::Coach;
use crate::coach::plan::pain_days;
use crate::domain::trend::{Point, Series, band, series};

/// The chart.
pub(super) fn chart(coach: &Coach, span: Span) -> Chart {
    let found = series(&pain_days(&coach.history), &coach.history.flares, span.from, span.to);
    let mut chart = Chart::new(Kind::Pain, span, found.sentence.clone());
    chart.panels.push(by_day(&found));
    chart.panels.extend(around(coach, span));
    chart
}

/// Day by day.
pub(super) fn by_day(series: &Series) -> Panel {
    let points = |value: fn(&crate::domain::trend::Day) -> Option<f64>| -> Vec<Point> {
        series.days.iter().filter_map(|day| Some((day.date, value(day)?))).collect()
    };
    let lines = vec![
        Line::new("7-day median", ' ', Ink::Main, Join::Line(1), points(|day| day.median7)),
        Line::new("pain", '•', Ink::Faint, Join::No, points(|day| day.pain.map(f64::from))),
    ];
    let mut table = Table::new(&["pain", "median", "flare"]);
    for day in series.days.iter().filter(|day| day.pain.is_some() || day.flare) {
        let flare = if day.flare { "yes" } else { "" };
        let pain = day.pain.map_or("-".to_owned(), |pain| pain.to_string());
        table.row(day.date, vec![pain, day.median7.map_or("-".to_owned(), number), flare.to_owned()]);
    }
    let mut panel = Panel::of_scores("Day by day", lines, table);
    panel.band = series.baseline.map(band);
    // What a person reads out first is the score, then the median: notes say them in that order.
    for day in series.days.iter().filter(|day| day.pain.is_some()) {
        let median = day.median7.map_or(String::new(), |median| format!(", 7-day median {}", number(median)));
        let words = format!("pain {}{median}", day.pain.unwrap_or(0));
        panel.notes.insert(day.date, super::Note { words, step: None });
    }
    for day in series.days.iter().filter(|day| day.pain.is_none()) {
        if let Some(median) = day.median7 {
            let words = format!("no score, 7-day median {}", number(median));
            panel.notes.insert(day.date, super::Note { words, step: None });
        }
    }
    panel
}

/// Only the median, to stand beside another chart.
pub(super) fn median_only(coach: &Coach, span: Span) -> Panel {
    let found = series(&pain_days(&coach.history), &coach.history.flares, span.from, span.to);
    let mut panel = by_day(&found);
    panel.name = "Pain".into();
    panel.sentence = found.sentence;
    panel
}

/// A day of a chart, where there is one.
pub(super) fn highest(points: impl Iterator<Item = (NaiveDate, u8)>) -> Vec<Point> {
    let mut days: Vec<(NaiveDate, u8)> = points.collect();
    days.sort_unstable_by_key(|(day, score)| (*day, Reverse(*score)));
    days.dedup_by_key(|(day, _)| *day);
    days.into_iter().map(|(day, score)| (day, f64::from(score))).collect()
}
