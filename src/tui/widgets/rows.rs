//! A table in a rectangle: columns as wide as what is in them, the marked row always in sight.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use super::text::fit;
use crate::coach::chart::Table;
use crate::tui::theme::Theme;

/// Between two columns, cells.
const AIR: usize = 2;
/// Cells of words that can be told apart, of a heading that can be guessed, and of any column at all.
const TOLD_APART: usize = 16;
const HEAD: usize = 5;
const LEAST: usize = 4;

/// Rows in words, newest first, each column padded; the first line is the head.
pub fn lines(table: &Table, years: bool, width: usize) -> Vec<String> {
    let mut rows: Vec<Vec<String>> = vec![table.head.clone()];
    rows.extend(table.rows.iter().rev().map(|row| {
        let day = row.date.format(if years { "%-d %b %Y" } else { "%a %-d %b" }).to_string();
        std::iter::once(day).chain(row.cells.iter().map(|cell| cell.clone().into_owned())).collect()
    }));
    let columns = table.head.len();
    let most = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max();
    let mut wide: Vec<usize> = (0..columns).map(|column| most(column).unwrap_or(0)).collect();
    let needed = |column: usize| {
        let cells = rows.iter().skip(1).filter_map(|row| row.get(column));
        cells.map(|cell| cell.width()).max().unwrap_or(0)
    };
    // What is too wide as a whole is taken from the widest column; once that one has no more than what can be
    // told apart, from headings over something shorter. The day stays whole.
    while wide.iter().sum::<usize>() + AIR * columns.saturating_sub(1) > width {
        let widest = (1..columns).max_by_key(|column| wide[*column]);
        let heading = (1..columns).filter(|column| wide[*column] > needed(*column).max(HEAD));
        let heading = heading.max_by_key(|column| wide[*column]);
        match (widest, heading) {
            (Some(widest), _) if wide[widest] > TOLD_APART => wide[widest] -= 1,
            (_, Some(heading)) => wide[heading] -= 1,
            (Some(widest), None) if wide[widest] > LEAST => wide[widest] -= 1,
            _ => break,
        }
    }
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&wide).map(|(cell, wide)| {
            let cell = fit(cell, *wide);
            format!("{cell}{}", " ".repeat(wide.saturating_sub(cell.width()) + AIR))
        });
        fit(cells.collect::<String>().trim_end(), width)
    };
    rows.iter().map(line).collect()
}

/// Which row, from the newest, belongs to a day: the last one up to it.
pub fn row_of(table: &Table, day: NaiveDate) -> usize {
    let upto = table.rows.partition_point(|row| row.date <= day);
    (table.rows.len() - upto).min(table.rows.len().saturating_sub(1))
}

/// Draws a table with the row of a day marked.
pub fn draw(buffer: &mut Buffer, area: Rect, table: &Table, day: NaiveDate, years: bool, theme: Theme) {
    let area = area.intersection(buffer.area);
    if area.height < 2 || area.width < 10 {
        return;
    }
    let width = usize::from(area.width) - 2;
    let mut lines = lines(table, years, width).into_iter();
    if let Some(head) = lines.next() {
        Line::from(vec![Span::raw("  "), Span::styled(head, theme.title())]).render(area, buffer);
    }
    let rows: Vec<String> = lines.collect();
    let marked = row_of(table, day);
    let room = usize::from(area.height) - 1;
    let top = marked.saturating_sub(room / 2).min(rows.len().saturating_sub(room));
    for (y, (n, row)) in (area.y + 1..area.bottom()).zip(rows.into_iter().enumerate().skip(top)) {
        let is_marked = n == marked;
        let style = if is_marked { theme.title() } else { theme.plain() };
        let line = Line::from(vec![
            Span::styled(if is_marked { "› " } else { "  " }, theme.key()),
            Span::styled(row, style),
        ]);
        line.render(Rect { y, height: 1, ..area }, buffer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coach::chart::Row;

    fn table() -> Table {
        let day = |n| NaiveDate::from_ymd_opt(2026, 11, n).unwrap();
        let row = |n, cells: [&str; 2]| Row {
            date: day(n),
            cells: cells.map(|cell| cell.to_owned().into()).to_vec(),
        };
        Table {
            head: ["day", "pain", "what it was"].map(str::to_owned).to_vec(),
            rows: vec![row(2, ["4", "a long story of many words"]), row(5, ["10", ""])],
        }
    }

    #[test]
    fn columns_line_up_and_the_widest_gives_way() {
        assert_eq!(
            lines(&table(), false, 60),
            ["day        pain  what it was", "Thu 5 Nov  10", "Mon 2 Nov  4     a long story of many words"]
        );
        assert_eq!(
            lines(&table(), false, 28),
            ["day        pain  what it was", "Thu 5 Nov  10", "Mon 2 Nov  4     a long sto…"]
        );
    }

    #[test]
    fn headings_give_way_before_the_words_below_them() {
        let mut table = table();
        table.head = ["day", "movement", "expected", "happened"].map(str::to_owned).to_vec();
        table.rows[0].cells = ["Cat-cow on all fours", "5", "3"].map(Into::into).to_vec();
        table.rows[1].cells = ["Bridge", "4", "-"].map(Into::into).to_vec();
        assert_eq!(
            lines(&table, false, 37),
            [
                "day        movement      expe…  happ…",
                "Thu 5 Nov  Bridge        4      -",
                "Mon 2 Nov  Cat-cow on…   5      3"
            ]
        );
    }

    #[test]
    fn a_day_without_a_row_has_the_one_before_it() {
        let day = |n| NaiveDate::from_ymd_opt(2026, 11, n).unwrap();
        for (n, row) in [(1, 1), (2, 1), (4, 1), (5, 0), (30, 0)] {
            assert_eq!(row_of(&table(), day(n)), row, "{n}");
        }
        assert_eq!(row_of(&Table::default(), day(1)), 0);
    }
}
