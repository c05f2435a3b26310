//! A chart as lines of text, for a terminal that is not taken over: the same drawing as on the screens,
//! without a cursor and without styles.

use std::io::{IsTerminal, stdout};

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

use super::theme::Theme;
use super::widgets::calendar::{self, Unit};
use super::widgets::plot::{self, Fitted, Look};
use super::widgets::text::wrap;
use crate::coach::chart::Chart;
use crate::figure::Glyphs;

/// Rows of one panel.
const HEIGHT: u16 = 15;
/// Rows of a calendar: months, seven days, their sum, air, the shades.
const CALENDAR: u16 = 11;

/// The width of the terminal that standard output goes to, in cells; `None`: it goes to none.
pub fn width() -> Option<u16> {
    let out = stdout();
    if !out.is_terminal() {
        return None;
    }
    crossterm::terminal::size().ok().map(|(width, _)| width).filter(|width| *width > 0)
}

/// The chart's pictures, at most so many, each with its name and its sentence, `width` cells wide.
pub fn pictures(chart: &Chart, most: usize, width: u16, glyphs: Glyphs) -> String {
    let look = Look { theme: Theme::new(false), glyphs };
    let mut out = String::new();
    if let Some(days) = &chart.calendar {
        let area = Rect::new(0, 0, width, CALENDAR);
        let mut buffer = Buffer::empty(area);
        // A day before the first one: no cursor.
        let nowhere = chart.from.pred_opt().unwrap_or(chart.from);
        calendar::draw(&mut buffer, area, (days, chart.from, chart.to), (Unit::Minutes, nowhere), look);
        return rows(&buffer);
    }
    let left = plot::left(&chart.panels);
    for panel in chart.panels.iter().filter(|panel| !panel.is_empty()).take(most) {
        if chart.panels.len() > 1 && most > 1 {
            let head = if panel.sentence.is_empty() {
                panel.name.clone()
            } else {
                format!("{}: {}", panel.name, panel.sentence)
            };
            for line in wrap(&head, usize::from(width)) {
                out.push_str(&line);
                out.push('\n');
            }
        }
        let area = Rect::new(0, 0, width, HEIGHT);
        let mut buffer = Buffer::empty(area);
        let fitted = Fitted::new(panel, chart.from, chart.to, width.saturating_sub(left));
        plot::draw(&mut buffer, area, (chart, panel, &fitted), (left, None), look);
        out.push_str(&rows(&buffer));
        let legend = plot::legend(chart, panel, look, usize::from(width.saturating_sub(left)));
        out.push_str(&" ".repeat(usize::from(left)));
        out.push_str(&legend.spans.iter().map(|span| span.content.as_ref()).collect::<String>());
        out.push_str("\n\n");
    }
    out
}

/// The rows of a buffer that have anything, without trailing air.
fn rows(buffer: &Buffer) -> String {
    let width = usize::from(buffer.area.width).max(1);
    let rows = buffer.content().chunks(width);
    let mut lines: Vec<String> =
        rows.map(|row| row.iter().map(Cell::symbol).collect::<String>().trim_end().to_owned()).collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.join("\n") + "\n"
}
