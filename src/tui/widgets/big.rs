//! Digits that can be read from across a room.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Three columns and five rows of each digit, from the top; `#` is lit.
const DIGITS: [&str; 10] = [
    "####.##.##.####",
    ".#.##..#..#.###",
    "###..#####..###",
    "###..####..####",
    "#.##.####..#..#",
    "####..###..####",
    "####..####.####",
    "###..#..#..#..#",
    "####.#####.####",
    "####.####..####",
];
const COLUMNS: u16 = 3;
const ROWS: u16 = 5;

/// Cells of one dot at a scale: a terminal's cell is twice as tall as wide.
fn dot(scale: u16) -> (u16, u16) {
    (2 * scale, scale)
}

/// Width and height of `text` at a scale. Characters that are no digit or colon take no room.
pub fn size(text: &str, scale: u16) -> (u16, u16) {
    let (w, h) = dot(scale);
    let width: u16 = text.chars().map(|c| dots(c) * w).sum();
    (width.saturating_sub(w), ROWS * h)
}

/// Columns of dots of one character with the gap after it.
fn dots(character: char) -> u16 {
    match character {
        '0'..='9' => COLUMNS + 1,
        ':' => 2,
        _ => 0,
    }
}

/// The largest scale at which `text` fits, or `None` where not even the smallest does.
pub fn scale_for(text: &str, area: Rect) -> Option<u16> {
    (1..=4).rev().find(|&scale| {
        let (w, h) = size(text, scale);
        w <= area.width && h <= area.height
    })
}

/// Draws `text` in the middle of `area`, as large as fits, and says how many rows it took; 0 where
/// it does not fit at all.
pub fn draw(buffer: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
    let width = scale_for(text, area).map_or(0, |scale| size(text, scale).0);
    draw_left(buffer, Rect { x: area.x + (area.width - width) / 2, width, ..area }, text, style)
}

/// The same from the left edge of `area` on, below text that begins there.
pub fn draw_left(buffer: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
    let Some(scale) = scale_for(text, area) else { return 0 };
    let height = size(text, scale).1;
    let (w, h) = dot(scale);
    let mut x = area.x;
    let y = area.y;
    for character in text.chars() {
        if let Some(digit) = character.to_digit(10).and_then(|digit| DIGITS.get(digit as usize)) {
            for (place, lit) in (0..).zip(digit.chars()) {
                if lit == '#' {
                    fill(buffer, x + place % COLUMNS * w, y + place / COLUMNS * h, (w, h), style);
                }
            }
        } else if character == ':' {
            fill(buffer, x, y + h, (w, h), style);
            fill(buffer, x, y + 3 * h, (w, h), style);
        }
        x += dots(character) * w;
    }
    height
}

fn fill(buffer: &mut Buffer, x: u16, y: u16, (w, h): (u16, u16), style: Style) {
    for row in y..y + h {
        for column in x..x + w {
            if let Some(cell) = buffer.cell_mut((column, row)) {
                cell.set_symbol("█").set_style(style);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_digit_has_fifteen_dots() {
        assert!(DIGITS.iter().all(|digit| digit.len() == usize::from(COLUMNS * ROWS)));
    }

    #[test]
    fn it_never_draws_outside_its_area() {
        for (w, h) in [(0, 0), (5, 5), (14, 5), (40, 11), (80, 30)] {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 90, 40));
            let area = Rect::new(3, 2, w, h);
            draw(&mut buffer, area, "17:08", Style::new());
            for (x, y) in (0..90).flat_map(|x| (0..40).map(move |y| (x, y))) {
                let lit = buffer[(x, y)].symbol() == "█";
                assert!(!lit || area.contains((x, y).into()), "{x},{y} in {area}");
            }
        }
    }

    #[test]
    fn it_grows_with_the_room() {
        assert_eq!(scale_for("17", Rect::new(0, 0, 14, 5)), Some(1));
        assert_eq!(scale_for("17", Rect::new(0, 0, 28, 10)), Some(2));
        assert_eq!(scale_for("17", Rect::new(0, 0, 13, 5)), None);
    }
}
