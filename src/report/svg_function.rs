//! The chart of what the person wants to do again: a line for each thing, told apart by its mark and its dashes.

use std::fmt::Write as _;

use chrono::NaiveDate;

use super::Period;
use super::svg::{LEFT, RIGHT, begin};
use crate::domain::around::goals::Goal;

/// Names of the marks, as the words below the chart have them.
pub const MARKS: [&str; 3] = ["Ring", "Square", "Triangle"];
const DASHES: [&str; 3] = ["", " stroke-dasharray=\"6 3\"", " stroke-dasharray=\"1.5 3\""];

/// What it shows, in a sentence.
pub fn sentence(goals: &[Goal]) -> String {
    let each =
        goals.iter().map(|goal| format!("{}: {} at first, {} now", goal.words, goal.first, goal.latest));
    format!("0 is not at all, 10 as before. {}.", each.collect::<Vec<_>>().join("; "))
}

/// Scores 0 to 10 over the days of the period.
pub fn function(goals: &[Goal], scores: &[Vec<(NaiveDate, u8)>], period: Period) -> String {
    const TOP: f64 = 8.0;
    const BOTTOM: f64 = 54.0;
    let last = (period.days() - 1).max(1) as f64;
    let x = |day: NaiveDate| LEFT + (RIGHT - LEFT) * (day - period.from).num_days() as f64 / last;
    let y = |score: u8| BOTTOM - (BOTTOM - TOP) * f64::from(score) / 10.0;
    let mut out = begin("function", 70.0, "What the person wants to do again, 0 to 10", &sentence(goals));
    for score in [0, 5, 10] {
        let at = y(score);
        // Writing to a text never fails.
        let _ = write!(
            out,
            "<line stroke=\"#bbb\" stroke-width=\"0.5\" x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{at:.1}\" y2=\"{at:.1}\"/>\
             <text font-size=\"9\" text-anchor=\"end\" x=\"{}\" y=\"{:.1}\">{score}</text>",
            LEFT - 5.0,
            at + 3.5
        );
    }
    for (day, anchor) in [(period.from, "start"), (period.to, "end")] {
        let _ = write!(
            out,
            "<text font-size=\"9\" text-anchor=\"{anchor}\" x=\"{:.1}\" y=\"67\">{}</text>",
            x(day),
            day.format("%-d %b")
        );
    }
    for (n, scores) in scores.iter().enumerate() {
        let points: Vec<(f64, f64)> = scores.iter().map(|(day, score)| (x(*day), y(*score))).collect();
        if points.len() > 1 {
            let line: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
            let _ = write!(
                out,
                "<polyline fill=\"none\" stroke=\"#111\" stroke-width=\"1.2\"{} points=\"{}\"/>",
                DASHES[n % DASHES.len()],
                line.join(" ")
            );
        }
        for (x, y) in points {
            let _ = match n % MARKS.len() {
                0 => {
                    write!(out, "<circle fill=\"#fff\" stroke=\"#111\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\"/>")
                }
                1 => write!(
                    out,
                    "<rect fill=\"#111\" x=\"{:.1}\" y=\"{:.1}\" width=\"6\" height=\"6\"/>",
                    x - 3.0,
                    y - 3.0
                ),
                _ => write!(out, "<path fill=\"#777\" d=\"M{x:.1} {:.1} l4 7 h-8 z\"/>", y - 4.0),
            };
        }
    }
    out.push_str("</svg>");
    out
}
