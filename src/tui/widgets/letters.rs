//! Letters, digits and shapes of any size, made of half-cells, to be read from across a room.
//!
//! A dot of the drawing is `scale` columns wide and `scale` half-rows high, so that it is square: a cell of
//! a terminal is twice as tall as wide. All letters are five dots high.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Dots from top to bottom.
const ROWS: u16 = 5;
/// The largest scale that makes a letter clearer, and not only larger.
pub const LARGEST: u16 = 12;

/// What a shape is filled with, so that phases differ without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// All of it.
    Solid,
    /// Its edge.
    Outline,
    /// Half of it.
    Hatched,
}

/// How a shape is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ink {
    /// What it is filled with.
    pub fill: Fill,
    /// Colour and weight.
    pub style: Style,
    /// Only characters of ASCII.
    pub ascii: bool,
}

impl Ink {
    /// Scales that this ink can draw: halves of cells only where they are filled whole, or where the lines
    /// are so thick that rounding them up to cells leaves every gap open.
    pub fn can(self, scale: u16) -> bool {
        scale.is_multiple_of(2) || scale >= 3 || (self.fill != Fill::Hatched && !self.ascii)
    }
}

/// Dots of a letter, row by row from the top; `None` for what cannot be drawn.
fn dots(letter: char) -> Option<&'static str> {
    Some(match letter.to_ascii_uppercase() {
        '0' => "###/#.#/#.#/#.#/###",
        '1' => ".#./##./.#./.#./###",
        '2' => "###/..#/###/#../###",
        '3' => "###/..#/###/..#/###",
        '4' => "#.#/#.#/###/..#/..#",
        '5' => "###/#../###/..#/###",
        '6' => "###/#../###/#.#/###",
        '7' => "###/..#/..#/..#/..#",
        '8' => "###/#.#/###/#.#/###",
        '9' => "###/#.#/###/..#/###",
        'A' => ".#./#.#/###/#.#/#.#",
        'B' => "##./#.#/##./#.#/##.",
        'C' => ".##/#../#../#../.##",
        'D' => "##./#.#/#.#/#.#/##.",
        'E' => "###/#../##./#../###",
        'F' => "###/#../##./#../#..",
        'G' => ".###/#.../#.##/#..#/.###",
        'H' => "#.#/#.#/###/#.#/#.#",
        'I' => "#/#/#/#/#",
        'J' => "..#/..#/..#/#.#/.#.",
        'K' => "#..#/#.#./##../#.#./#..#",
        'L' => "#../#../#../#../###",
        'M' => "#...#/##.##/#.#.#/#...#/#...#",
        'N' => "#..#/##.#/#.##/#..#/#..#",
        'O' => ".##./#..#/#..#/#..#/.##.",
        'P' => "##./#.#/##./#../#..",
        'Q' => ".##./#..#/#..#/#.#./.#.#",
        'R' => "##./#.#/##./#.#/#.#",
        'S' => ".##/#../.#./..#/##.",
        'T' => "###/.#./.#./.#./.#.",
        'U' => "#..#/#..#/#..#/#..#/.##.",
        'V' => "#...#/#...#/.#.#./.#.#./..#..",
        'W' => "#...#/#...#/#.#.#/##.##/#...#",
        'X' => "#.#/#.#/.#./#.#/#.#",
        'Y' => "#.#/#.#/.#./.#./.#.",
        'Z' => "###/..#/.#./#../###",
        '-' => "../../##/../..",
        ':' => "./#/./#/.",
        '/' => "..#/..#/.#./#../#..",
        '\'' | '’' => "#/#/././.",
        ',' => "../../../.#/#.",
        '.' => "././././#",
        '(' => ".#/#./#./#./.#",
        ')' => "#./.#/.#/.#/#.",
        '+' => ".../.#./###/.#./...",
        ' ' => "././././.",
        _ => return None,
    })
}

fn width(pattern: &str) -> u16 {
    pattern.find('/').unwrap_or(0) as u16
}

/// Width and height of `text` in cells; `None` where a letter of it cannot be drawn.
pub fn size(text: &str, scale: u16) -> Option<(u16, u16)> {
    let mut columns: u16 = 0;
    for letter in text.chars() {
        columns = columns.saturating_add(width(dots(letter)?) + 1);
    }
    Some((columns.saturating_sub(1).saturating_mul(scale), rows(scale)))
}

/// Rows of cells that a letter takes.
pub fn rows(scale: u16) -> u16 {
    (ROWS * scale).div_ceil(2)
}

/// The largest scale up to `most` at which `text` fits into so many columns and rows.
pub fn largest(text: &str, (columns, rows): (u16, u16), most: u16, ink: Ink) -> Option<u16> {
    (1..=most.min(LARGEST))
        .rev()
        .filter(|scale| ink.can(*scale))
        .find(|scale| size(text, *scale).is_some_and(|(wide, high)| wide <= columns && high <= rows))
}

/// Draws `text` with its left upper corner there.
pub fn draw(buffer: &mut Buffer, (mut x, y): (u16, u16), text: &str, scale: u16, ink: Ink) {
    for letter in text.chars() {
        let Some(pattern) = dots(letter) else { continue };
        let lit: Vec<&[u8]> = pattern.split('/').map(str::as_bytes).collect();
        let wide = width(pattern);
        let is_lit = |column: u16, half: u16| {
            let row = lit.get(usize::from(half / scale));
            row.is_some_and(|row| row.get(usize::from(column / scale)) == Some(&b'#'))
        };
        shape(buffer, (x, y), (wide * scale, ROWS * scale), ink, is_lit);
        x = x.saturating_add((wide + 1) * scale);
    }
}

/// Draws a shape of so many columns and half-rows, told dot by dot of a half-cell.
pub fn shape(
    buffer: &mut Buffer,
    (x, y): (u16, u16),
    (columns, halves): (u16, u16),
    ink: Ink,
    is_lit: impl Fn(u16, u16) -> bool,
) {
    let inside = |column: i32, half: i32| {
        let within = (0..i32::from(columns)).contains(&column) && (0..i32::from(halves)).contains(&half);
        within && is_lit(column as u16, half as u16)
    };
    // Of a thin line the edge is all there is.
    let shown = |column: i32, half: i32| {
        let around = || (-1..=1).all(|dx| (-1..=1).all(|dy| inside(column + dx, half + dy)));
        inside(column, half) && !(ink.fill == Fill::Outline && !ink.ascii && around())
    };
    for row in 0..halves.div_ceil(2) {
        for column in 0..columns {
            let at = (i32::from(column), i32::from(row) * 2);
            let (top, bottom) = (shown(at.0, at.1), shown(at.0, at.1 + 1));
            let symbol = match (top, bottom, ink.fill) {
                (false, false, _) => continue,
                (_, _, Fill::Solid) if ink.ascii => "#",
                (_, _, Fill::Outline) if ink.ascii => "o",
                (_, _, Fill::Hatched) if ink.ascii => ":",
                (_, _, Fill::Hatched) => "▓",
                (true, true, _) => "█",
                (true, false, _) => "▀",
                (false, true, _) => "▄",
            };
            if let Some(cell) = buffer.cell_mut((x.saturating_add(column), y.saturating_add(row))) {
                cell.set_symbol(symbol).set_style(ink.style);
            }
        }
    }
}

/// Fills an area with one character.
pub fn fill(buffer: &mut Buffer, area: Rect, symbol: &str, style: Style) {
    for row in area.y..area.bottom() {
        for column in area.x..area.right() {
            if let Some(cell) = buffer.cell_mut((column, row)) {
                cell.set_symbol(symbol).set_style(style);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOLID: Ink = Ink { fill: Fill::Solid, style: Style::new(), ascii: false };

    fn picture(text: &str, scale: u16, ink: Ink) -> Vec<String> {
        let (wide, high) = size(text, scale).unwrap();
        let area = Rect::new(0, 0, wide, high);
        let mut buffer = Buffer::empty(area);
        draw(&mut buffer, (0, 0), text, scale, ink);
        let rows = buffer.content().chunks(usize::from(wide));
        rows.map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect()).collect()
    }

    #[test]
    fn every_letter_is_five_dots_high_and_as_wide_in_each_row() {
        for letter in ('A'..='Z').chain('0'..='9').chain("-:/'’,.()+ ".chars()) {
            let pattern = dots(letter).unwrap();
            let rows: Vec<&str> = pattern.split('/').filter(|row| !row.is_empty()).collect();
            assert_eq!(rows.len(), 5, "{letter:?}");
            assert!(rows.iter().all(|row| row.len() == usize::from(width(pattern))), "{letter:?}");
        }
    }

    #[test]
    fn no_two_letters_look_alike() {
        let mut seen = std::collections::HashMap::new();
        for letter in ('A'..='Z').chain('0'..='9') {
            if let Some(other) = seen.insert(dots(letter), letter) {
                panic!("{letter} looks like {other}");
            }
        }
    }

    #[test]
    fn a_digit_at_three_sizes() {
        assert_eq!(picture("7", 1, SOLID), ["▀▀█", "  █", "  ▀"]);
        assert_eq!(picture("7", 2, SOLID), ["██████", "    ██", "    ██", "    ██", "    ██"]);
        assert_eq!(picture("1", 3, SOLID)[..3], ["   ███   ", "▄▄▄███   ", "██████   "]);
    }

    #[test]
    fn fills_differ_in_shape() {
        let ink = |fill| Ink { fill, ..SOLID };
        let solid = picture("8", 4, SOLID);
        let outline = picture("8", 4, ink(Fill::Outline));
        let hatched = picture("8", 4, ink(Fill::Hatched));
        assert_eq!(solid[0], "████████████");
        assert_eq!(outline[0], "█▀▀▀▀▀▀▀▀▀▀█");
        assert_eq!(hatched[0], "▓▓▓▓▓▓▓▓▓▓▓▓");
        let ascii = picture("8", 2, Ink { ascii: true, ..ink(Fill::Hatched) });
        assert!(ascii.concat().is_ascii());
    }

    #[test]
    fn it_grows_with_the_room_and_never_out_of_it() {
        for (columns, rows) in [(0, 0), (3, 3), (7, 5), (14, 5), (36, 10), (76, 22), (200, 90)] {
            match largest("17", (columns, rows), LARGEST, SOLID) {
                None => assert!(columns < 7 || rows < 3),
                Some(scale) => {
                    let (wide, high) = size("17", scale).unwrap();
                    assert!(wide <= columns && high <= rows);
                    let (wide, high) = size("17", scale + 1).unwrap();
                    assert!(scale == LARGEST || wide > columns || high > rows);
                }
            }
        }
        // Hatched letters are made of whole cells: thin ones of an even scale only.
        let hatched = Ink { fill: Fill::Hatched, ..SOLID };
        assert_eq!(largest("17", (76, 8), LARGEST, SOLID), Some(3));
        assert_eq!(largest("17", (76, 8), LARGEST, hatched), Some(3));
        assert_eq!((largest("17", (76, 4), LARGEST, hatched), hatched.can(1)), (None, false));
        let eight = picture("8", 3, hatched);
        let gaps: Vec<bool> = eight.iter().map(|row| row.contains(' ')).collect();
        assert_eq!(gaps, [false, false, true, false, false, true, false, false]);
        assert_eq!(size("Überzug", 1), None);
    }
}
