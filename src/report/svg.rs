//! The two charts of the page, as SVG: readable in black and white, each with a title and a description.
//! Colours and widths stand in the drawing itself: not every program that prints applies the style of
//! the page to it.

use std::fmt::Write as _;

use chrono::{Datelike, NaiveDate};

use super::escape::html;
use super::facts::Week;
use crate::domain::body::Place;
use crate::domain::trend::Series;
use crate::figure::body::{Seen, Spot, spot};

/// Width of both, in units of the drawing.
const WIDTH: f64 = 680.0;
/// Room for the numbers at the left.
pub(super) const LEFT: f64 = 26.0;
/// Right edge of the plot.
pub(super) const RIGHT: f64 = WIDTH - 16.0;

/// Pain: a ring for each day, a line for the median of seven days, a triangle for a flare. Days without a
/// score break the line.
pub fn pain(series: &Series) -> String {
    const TOP: f64 = 14.0;
    const BOTTOM: f64 = 122.0;
    let last = series.days.len().saturating_sub(1).max(1) as f64;
    let x = |day: usize| LEFT + (RIGHT - LEFT) * day as f64 / last;
    let y = |score: f64| BOTTOM - (BOTTOM - TOP) * score / 10.0;
    let mut out = begin("pain", 144.0, "Pain by day, 0 to 10", &series.sentence);
    for score in (0..=10).step_by(2) {
        let at = y(f64::from(score));
        let _ = write!(
            out,
            "<line stroke=\"#bbb\" stroke-width=\"0.5\" x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{at:.1}\" y2=\"{at:.1}\"/>"
        );
        let _ = write!(
            out,
            "<text font-size=\"9\" text-anchor=\"end\" x=\"{}\" y=\"{:.1}\">{score}</text>",
            LEFT - 5.0,
            at + 3.5
        );
    }
    for (day, at) in dates(&series.days.iter().map(|day| day.date).collect::<Vec<_>>()) {
        let _ = write!(
            out,
            "<text font-size=\"9\" text-anchor=\"middle\" x=\"{:.1}\" y=\"138\">{}</text>",
            x(at),
            day.format("%-d %b")
        );
    }
    for run in series.days.iter().enumerate().collect::<Vec<_>>().split(|(_, day)| day.median7.is_none()) {
        let points: Vec<String> = run
            .iter()
            .filter_map(|(at, day)| Some(format!("{:.1},{:.1}", x(*at), y(day.median7?))))
            .collect();
        match points.as_slice() {
            [] => {}
            [one] => {
                let _ = write!(
                    out,
                    "<polyline fill=\"none\" stroke=\"#111\" stroke-width=\"1.6\" stroke-linecap=\"round\" stroke-linejoin=\"round\" points=\"{one} {one}\"/>"
                );
            }
            _ => {
                let _ = write!(
                    out,
                    "<polyline fill=\"none\" stroke=\"#111\" stroke-width=\"1.6\" stroke-linecap=\"round\" stroke-linejoin=\"round\" points=\"{}\"/>",
                    points.join(" ")
                );
            }
        }
    }
    for (at, day) in series.days.iter().enumerate() {
        if let Some(pain) = day.pain {
            let _ = write!(
                out,
                "<circle fill=\"#fff\" stroke=\"#555\" stroke-width=\"0.8\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"2\"/>",
                x(at),
                y(f64::from(pain))
            );
        }
        if day.flare {
            let x = x(at);
            let _ = write!(out, "<path fill=\"#111\" d=\"M{x:.1} 2 l4 8 h-8 z\"/>");
        }
    }
    out.push_str("</svg>");
    out
}

/// Days with a session in each week, beside the five to seven that are meant.
pub fn weeks(weeks: &[Week]) -> String {
    const TOP: f64 = 6.0;
    const BOTTOM: f64 = 62.0;
    let each = (RIGHT - LEFT) / weeks.len().max(1) as f64;
    let y = |days: f64| BOTTOM - (BOTTOM - TOP) * days / 7.0;
    let total: usize = weeks.iter().map(|week| week.days).sum();
    let words = format!("{total} days with a session in {} weeks; 5 to 7 a week are meant.", weeks.len());
    let mut out = begin("weeks", 80.0, "Days with a session, by week", &words);
    let _ = write!(
        out,
        "<rect fill=\"#e4e4e4\" x=\"{LEFT}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>",
        y(7.0),
        RIGHT - LEFT,
        y(5.0) - y(7.0)
    );
    for days in [0, 5, 7] {
        let at = y(f64::from(days));
        let _ = write!(
            out,
            "<line stroke=\"#bbb\" stroke-width=\"0.5\" x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{at:.1}\" y2=\"{at:.1}\"/>"
        );
        let _ = write!(
            out,
            "<text font-size=\"9\" text-anchor=\"end\" x=\"{}\" y=\"{:.1}\">{days}</text>",
            LEFT - 5.0,
            at + 3.5
        );
    }
    for (n, week) in weeks.iter().enumerate().filter(|(_, week)| week.days > 0) {
        let (x, top) = (LEFT + each * n as f64 + each * 0.15, y(week.days as f64));
        let _ = write!(
            out,
            "<rect fill=\"#555\" x=\"{x:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>",
            each * 0.7,
            BOTTOM - top
        );
    }
    for (day, at) in dates(&weeks.iter().map(|week| week.from).collect::<Vec<_>>()) {
        let x = LEFT + each * (at as f64 + 0.5);
        let _ = write!(
            out,
            "<text font-size=\"9\" text-anchor=\"middle\" x=\"{x:.1}\" y=\"76\">{}</text>",
            day.format("%-d %b")
        );
    }
    out.push_str("</svg>");
    out
}

/// The body from behind and from the front, with the places that hurt filled.
pub fn body(places: &[Place]) -> String {
    const ROWS: u16 = 90;
    const ACROSS: u16 = 54;
    let words: Vec<&str> = places.iter().map(|place| place.words()).collect();
    let words = if words.is_empty() { "Nothing is marked.".to_owned() } else { words.join("; ") };
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" role=\"img\" \
         aria-labelledby=\"body-title body-desc\"><title id=\"body-title\">Where it hurts, from behind and from the \
         front</title><desc id=\"body-desc\">{}</desc>",
        2 * ACROSS,
        ROWS + 8,
        html(&words)
    );
    for (n, seen) in (0..).zip(Seen::BOTH) {
        let (mut whole, mut filled) = (String::new(), String::new());
        for row in 0..ROWS {
            let y = 1.0 - (f32::from(row) + 0.5) / f32::from(ROWS);
            for col in 0..ACROSS {
                let x = (f32::from(col) + 0.5) / f32::from(ROWS) - f32::from(ACROSS) / f32::from(ROWS) / 2.0;
                let path = match spot(seen, x, y) {
                    Spot::Outside => continue,
                    Spot::At(place) if places.contains(&place) => &mut filled,
                    Spot::At(_) | Spot::Bare => &mut whole,
                };
                let _ = write!(path, "M{} {row}h1v1h-1z", n * ACROSS + col);
            }
        }
        let _ = write!(out, "<path fill=\"#d0d0d0\" d=\"{whole}\"/><path fill=\"#111\" d=\"{filled}\"/>");
        let (name, at) = (if seen == Seen::Back { "back" } else { "front" }, n * ACROSS + ACROSS / 2);
        let _ = write!(
            out,
            "<text font-size=\"7\" text-anchor=\"middle\" x=\"{at}\" y=\"{}\">{name}</text>",
            ROWS + 7
        );
    }
    out.push_str("</svg>");
    out
}

pub(super) fn begin(id: &str, height: f64, title: &str, description: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
         aria-labelledby=\"{id}-title {id}-desc\"><title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>",
        html(title),
        html(description)
    )
}

/// At most eight of these days to be named below the chart, with their place.
fn dates(days: &[NaiveDate]) -> Vec<(NaiveDate, usize)> {
    const MOST: usize = 8;
    if days.len() > 2 * MOST && days.windows(2).all(|pair| (pair[1] - pair[0]).num_days() == 1) {
        // Mondays, as many as have room.
        let mondays: Vec<(NaiveDate, usize)> = days
            .iter()
            .enumerate()
            .filter(|(at, day)| day.weekday() == chrono::Weekday::Mon && *at > 0)
            .map(|(at, day)| (*day, at))
            .collect();
        let every = mondays.len().div_ceil(MOST).max(1);
        return mondays.into_iter().step_by(every).collect();
    }
    let every = days.len().div_ceil(MOST).max(1);
    days.iter().enumerate().step_by(every).map(|(at, day)| (*day, at)).collect()
}
