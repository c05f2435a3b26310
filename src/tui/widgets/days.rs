//! The two rows below a plot: what happened meanwhile, and the days.

use chrono::{Datelike, Days, Months, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::plot::Look;
use crate::coach::chart::{Mark, Sort};
use crate::domain::trend::Scale;

/// Between two dates, cells.
const AIR: usize = 2;

/// Marks as letters, with their word where they last long enough.
pub(super) fn marks(buffer: &mut Buffer, row: Rect, all: &[Mark], scale: Scale, look: Look) {
    let mut cells: Vec<Option<(Sort, char)>> = vec![None; usize::from(row.width)];
    for mark in all.iter().filter(|mark| mark.from <= scale.to && mark.to >= scale.from) {
        let column = |day: NaiveDate| scale.column(day.clamp(scale.from, scale.to)).unwrap_or(0);
        let (from, to) = (column(mark.from), column(mark.to));
        let wide = to - from + 1;
        let word = mark.sort.word();
        let text: Vec<char> = if wide > word.width() && word.is_ascii() {
            word.chars().collect()
        } else {
            vec![mark.sort.letter()]
        };
        for (n, cell) in cells.iter_mut().enumerate().take(to + 1).skip(from) {
            let glyph = text.get(n - from).copied().unwrap_or(look.char('─', '-'));
            if cell.is_none_or(|(sort, _)| mark.sort <= sort) {
                *cell = Some((mark.sort, glyph));
            }
        }
    }
    for (x, cell) in (row.left()..row.right()).zip(cells) {
        if let Some((_, glyph)) = cell
            && let Some(shown) = buffer.cell_mut((x, row.y))
        {
            shown.set_char(glyph).set_style(look.theme.warn());
        }
    }
}

/// Dates under their columns, as many as fit: days, months or years.
pub(super) fn dates(buffer: &mut Buffer, row: Rect, scale: Scale, look: Look) {
    let mut free = 0;
    let width = usize::from(row.width);
    for (day, name) in named(scale, width) {
        let Some(column) = scale.column(day) else { continue };
        let at = column.min(width.saturating_sub(name.width()));
        // Moved to the left by the edge, a name still has to stand near its day.
        if at >= free && at + name.width() <= width && column - at <= name.width() {
            buffer.set_string(row.x + at as u16, row.y, &name, look.theme.muted());
            free = at + name.width() + AIR;
        }
    }
}

/// The days to name, earliest first.
fn named(scale: Scale, width: usize) -> Vec<(NaiveDate, String)> {
    let days = scale.days();
    if days > 1100 {
        let years =
            (scale.from.year() + 1..=scale.to.year()).filter_map(|year| NaiveDate::from_ymd_opt(year, 1, 1));
        return years.map(|day| (day, day.year().to_string())).collect();
    }
    if days > 150 {
        let months = days / 30;
        let each = [1, 2, 3, 6].into_iter().find(|each| months * 7 / each <= width).unwrap_or(6);
        let mut found = Vec::new();
        let mut at = scale.from.with_day(1).unwrap_or(scale.from);
        while at <= scale.to {
            if at >= scale.from && at.month0().is_multiple_of(each as u32) {
                let form = if at.month() == 1 { "%Y" } else { "%b" };
                found.push((at, at.format(form).to_string()));
            }
            match at.checked_add_months(Months::new(1)) {
                Some(next) => at = next,
                None => break,
            }
        }
        return found;
    }
    // From the last day back, so that today has its name; then in the order of days.
    let each = [1, 2, 7, 14, 28].into_iter().find(|each| days.div_ceil(*each) * 9 <= width + 9).unwrap_or(28);
    let back = (0..days).step_by(each).filter_map(|n| scale.to.checked_sub_days(Days::new(n as u64)));
    let mut found: Vec<(NaiveDate, String)> =
        back.filter(|day| *day >= scale.from).map(|day| (day, day.format("%-d %b").to_string())).collect();
    found.reverse();
    found
}
