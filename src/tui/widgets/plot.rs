//! Lines over days in a rectangle: an axis at the left, days below, marks between; drawn in the characters
//! that the terminal can show. What is important stands above what is not, cell by cell.

use std::cmp::Ordering;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use unicode_width::UnicodeWidthStr;

use super::days::{dates, marks};
use crate::coach::chart::{Chart, Ink, Join, Line, Panel};
use crate::domain::trend::Scale;
use crate::figure::Glyphs;
use crate::figure::dots::{Dots, Role};
use crate::tui::theme::Theme;

/// Cells for the numbers at the left, at least and at most.
const LEFT: (u16, u16) = (4, 11);
/// A point is drawn letter by letter only where this many cells lie between two of them on the whole.
const ROOMY: usize = 2;

/// How a chart is drawn on this terminal.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Styles.
    pub theme: Theme,
    /// Characters.
    pub glyphs: Glyphs,
}

impl Look {
    /// One character, or its stand-in where there is only ASCII.
    pub fn char(self, fine: char, plain: char) -> char {
        if self.glyphs == Glyphs::Ascii { plain } else { fine }
    }

    /// The style of an ink.
    pub fn ink(self, ink: Ink) -> Style {
        match ink {
            Ink::Main => self.theme.working(),
            Ink::Second => self.theme.calm(),
            Ink::Third => self.theme.key(),
            Ink::Faint => self.theme.plain(),
        }
    }

    /// The sign of a line's points.
    pub fn sign(self, line: &Line) -> char {
        if line.sign == '•' { self.char('•', 'o') } else { line.sign }
    }
}

/// A panel, ready to be drawn so often as one likes: its days have become columns.
#[derive(Debug, Clone)]
pub struct Fitted {
    scale: Scale,
    lines: Vec<Vec<Vec<(usize, f64)>>>,
}

impl Fitted {
    /// A panel of these days on so many columns, the numbers at the left not counted.
    pub fn new(panel: &Panel, from: NaiveDate, to: NaiveDate, columns: u16) -> Fitted {
        let scale = Scale::new(from, to, usize::from(columns.max(1)));
        let runs = |line: &Line| {
            let gap = match line.join {
                Join::No => 0,
                Join::Line(gap) | Join::Steps(gap) => gap,
            };
            scale.runs(&line.points, gap)
        };
        Fitted { scale, lines: panel.lines.iter().map(runs).collect() }
    }

    /// Days to columns.
    pub fn scale(&self) -> Scale {
        self.scale
    }
}

/// Cells for the numbers at the left of these panels, so that they stand one below the other.
pub fn left<'a>(panels: impl IntoIterator<Item = &'a Panel>) -> u16 {
    let names = panels.into_iter().flat_map(|panel| panel.ticks.iter().flatten());
    let widest = names.map(|(_, name)| name.width() as u16 + 1).max().unwrap_or(0);
    widest.clamp(LEFT.0, LEFT.1)
}

/// Draws a panel with its marks and days into `area`: two rows below are for those, where there is room.
pub fn draw(
    buffer: &mut Buffer,
    area: Rect,
    (chart, panel, fitted): (&Chart, &Panel, &Fitted),
    (left, cursor): (u16, Option<NaiveDate>),
    look: Look,
) {
    let area = area.intersection(buffer.area);
    if area.width < left + 4 || area.height < 2 {
        return;
    }
    let below = match area.height {
        0..=2 => 0,
        3..=4 => 1,
        _ => 2,
    };
    let inside = Rect { x: area.x + left, width: area.width - left, height: area.height - below, ..area };
    let sheet = Sheet { area: inside, left, bounds: panel.bounds };
    grid(buffer, sheet, panel, look);
    // In a very small picture the edges would stand on the axis and say nothing.
    if let Some(band) = panel.band.filter(|_| inside.height >= 6) {
        let dash = look.char('╌', '-');
        for edge in [band.low, band.high] {
            across(buffer, sheet.row(edge), inside, dash, edge_of(look));
        }
    }
    let at = cursor.and_then(|day| fitted.scale.column(day)).map(|column| inside.x + column as u16);
    if let Some(x) = at {
        for y in inside.top()..inside.bottom() {
            put(buffer, x, y, look.char('│', '|'), look.theme.key());
        }
    }
    for (line, runs) in panel.lines.iter().zip(&fitted.lines).rev() {
        match line.join {
            Join::No => dots_of(buffer, sheet, line, runs, look),
            Join::Line(_) => joined(buffer, sheet, line, runs, false, look),
            Join::Steps(_) => joined(buffer, sheet, line, runs, true, look),
        }
    }
    for (line, runs) in panel.lines.iter().zip(&fitted.lines).filter(|(line, _)| line.join == Join::No) {
        on_lines(buffer, sheet, line, runs, look);
    }
    if below > 1 {
        let row = Rect { y: inside.bottom(), height: 1, ..inside };
        marks(buffer, row, &chart.marks, fitted.scale, look);
        if let Some(x) = at {
            let cell = buffer.cell_mut((x, row.y));
            if let Some(cell) = cell.filter(|cell| cell.symbol() == " ") {
                cell.set_char(look.char('▲', '^')).set_style(look.theme.key());
            }
        }
    }
    if below > 0 {
        dates(buffer, Rect { y: area.bottom() - 1, height: 1, ..inside }, fitted.scale, look);
    }
}

fn edge_of(look: Look) -> Style {
    look.theme.calm().remove_modifier(Modifier::BOLD)
}

/// Where values stand.
#[derive(Debug, Clone, Copy)]
struct Sheet {
    area: Rect,
    /// Cells at the left of it.
    left: u16,
    bounds: (f64, f64),
}

impl Sheet {
    /// The dot of a value, from the top, four to a row.
    fn dot(self, value: f64) -> usize {
        let (low, high) = self.bounds;
        let dots = f64::from(self.area.height) * 4.0 - 1.0;
        let part = ((high - value) / (high - low).max(f64::EPSILON)).clamp(0.0, 1.0);
        (part * dots).round() as usize
    }

    fn row(self, value: f64) -> u16 {
        self.area.y + (self.dot(value) / 4) as u16
    }
}

fn put(buffer: &mut Buffer, x: u16, y: u16, glyph: char, style: Style) {
    if let Some(cell) = buffer.cell_mut((x, y)) {
        // What was there before must not shine through.
        cell.reset();
        cell.set_char(glyph).set_style(style);
    }
}

fn across(buffer: &mut Buffer, y: u16, area: Rect, glyph: char, style: Style) {
    for x in area.left()..area.right() {
        put(buffer, x, y, glyph, style);
    }
}

/// Faint lines at as many values as have room, and their numbers.
fn grid(buffer: &mut Buffer, sheet: Sheet, panel: &Panel, look: Look) {
    let has_room = |ticks: &&Vec<(f64, String)>| {
        let mut rows: Vec<u16> = ticks.iter().map(|(value, _)| sheet.row(*value)).collect();
        rows.sort_unstable();
        rows.windows(2).all(|pair| pair[1] - pair[0] >= 2)
    };
    let Some(ticks) = panel.ticks.iter().find(has_room).or(panel.ticks.last()) else { return };
    let width = usize::from(sheet.left.saturating_sub(1));
    for (value, name) in ticks {
        let y = sheet.row(*value);
        across(buffer, y, sheet.area, look.char('┈', '.'), look.theme.muted());
        let text = super::text::fit(name, width);
        buffer.set_string(sheet.area.x - sheet.left, y, format!("{text:>width$}"), look.theme.muted());
    }
}

/// Points that are not joined.
fn dots_of(buffer: &mut Buffer, sheet: Sheet, line: &Line, runs: &[Vec<(usize, f64)>], look: Look) {
    for (dot, value) in runs.iter().flatten() {
        let x = sheet.area.x + (dot / 2) as u16;
        put(buffer, x, sheet.row(*value), look.sign(line), look.ink(line.ink));
    }
}

/// A day's point that a line ran over stands on that line, in its ink: a day with a score never looks like a
/// day without one.
fn on_lines(buffer: &mut Buffer, sheet: Sheet, line: &Line, runs: &[Vec<(usize, f64)>], look: Look) {
    for (dot, value) in runs.iter().flatten() {
        let x = sheet.area.x + (dot / 2) as u16;
        if let Some(cell) = buffer.cell_mut((x, sheet.row(*value))) {
            cell.set_char(look.sign(line));
        }
    }
}

/// A line through points, straight or in steps, and their signs where there is room.
fn joined(
    buffer: &mut Buffer,
    sheet: Sheet,
    line: &Line,
    runs: &[Vec<(usize, f64)>],
    steps: bool,
    look: Look,
) {
    let area = sheet.area;
    let mut dots = Dots::new(area.width, area.height, 0);
    let role = Role::Highlight;
    for run in runs {
        let places: Vec<(usize, usize)> = run.iter().map(|(x, value)| (*x, sheet.dot(*value))).collect();
        if let [(x, y)] = places[..] {
            // A lonely day is two dots wide, or nobody would see it.
            dots.under(x, y, role);
            dots.under(if x % 2 == 0 { x + 1 } else { x - 1 }, y, role);
        }
        for pair in places.windows(2) {
            let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
            if steps {
                (x0..=x1).for_each(|x| dots.under(x, y0, role));
                (y0.min(y1)..=y0.max(y1)).for_each(|y| dots.under(x1, y, role));
            } else {
                straight(&mut dots, (x0, y0), (x1, y1), role);
            }
        }
    }
    for (y, row) in (area.y..).zip(look.glyphs.cells(&dots)) {
        for (x, cell) in (area.x..).zip(row) {
            if cell.role.is_some() {
                let glyph = match (look.glyphs, line.ink) {
                    (Glyphs::Ascii, Ink::Main) => '*',
                    (Glyphs::Ascii, Ink::Second) => '+',
                    (Glyphs::Ascii, _) => '=',
                    (Glyphs::Braille, _) => with_dots_of(buffer, x, y, cell.glyph),
                    _ => cell.glyph,
                };
                put(buffer, x, y, glyph, look.ink(line.ink));
            }
        }
    }
    let count: usize = runs.iter().map(Vec::len).sum();
    if line.sign == ' ' || count * ROOMY > usize::from(area.width) {
        return;
    }
    for (dot, value) in runs.iter().flatten() {
        let x = area.x + (dot / 2) as u16;
        let style = look.ink(line.ink).add_modifier(Modifier::BOLD);
        put(buffer, x, sheet.row(*value), look.sign(line), style);
    }
}

/// A braille character with the dots that are there already: of two lines in one cell both stay.
fn with_dots_of(buffer: &Buffer, x: u16, y: u16, glyph: char) -> char {
    const FIRST: u32 = 0x2800;
    let there = buffer.cell((x, y)).and_then(|cell| cell.symbol().chars().next()).unwrap_or(' ');
    let dots = |c: char| u32::from(c).checked_sub(FIRST).filter(|dots| *dots < 256);
    match (dots(there), dots(glyph)) {
        (Some(a), Some(b)) => char::from_u32(FIRST + (a | b)).unwrap_or(glyph),
        _ => glyph,
    }
}

/// Every column of dots between two points gets its dots: a steep line has no holes.
fn straight(dots: &mut Dots, (x0, y0): (usize, usize), (x1, y1): (usize, usize), role: Role) {
    let wide = x1.saturating_sub(x0).max(1);
    let high = |x: usize| {
        let part = (x - x0) as f64 / wide as f64;
        (y0 as f64 + (y1 as f64 - y0 as f64) * part).round() as usize
    };
    let mut last = y0;
    for x in x0..=x1 {
        let y = high(x);
        // From the neighbour's height, that one left out.
        let (low, top) = match y.cmp(&last) {
            Ordering::Greater => (last + 1, y),
            Ordering::Less => (y, last - 1),
            Ordering::Equal => (y, y),
        };
        (low..=top).for_each(|y| dots.under(x, y, role));
        last = y;
    }
}

/// What the signs mean, from the most important on; what does not fit is left out.
pub fn legend(chart: &Chart, panel: &Panel, look: Look, width: usize) -> ratatui::text::Line<'static> {
    use ratatui::text::{Line as Text, Span};
    let mut parts: Vec<(String, Style, String)> = Vec::new();
    for line in &panel.lines {
        let stroke = match look.glyphs {
            Glyphs::Ascii => match line.ink {
                Ink::Main => "**",
                Ink::Second => "++",
                _ => "==",
            },
            _ => "━",
        };
        let sign = match line.join {
            Join::No => look.sign(line).to_string(),
            _ if line.sign == ' ' => stroke.to_owned(),
            _ => format!("{stroke}{}", line.sign),
        };
        parts.push((sign, look.ink(line.ink), line.name.clone()));
    }
    if panel.band.is_some() {
        let dash = look.char('╌', '-').to_string().repeat(2);
        parts.push((dash, edge_of(look), "beyond: a change people notice".into()));
    }
    for sort in crate::coach::chart::Sort::ALL {
        if chart.marks.iter().any(|mark| mark.sort == sort) {
            parts.push((sort.letter().to_string(), look.theme.warn(), sort.word().to_owned()));
        }
    }
    let mut spans = Vec::new();
    let mut used = 0;
    for (sign, style, words) in parts {
        let cells = sign.width() + 1 + words.width() + if used > 0 { 3 } else { 0 };
        if used + cells > width {
            break;
        }
        if used > 0 {
            spans.push(Span::raw("   "));
        }
        used += cells;
        spans.push(Span::styled(sign, style));
        spans.push(Span::styled(format!(" {words}"), look.theme.muted()));
    }
    Text::from(spans)
}
