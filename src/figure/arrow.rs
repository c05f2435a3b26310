//! Arrows beside the body: they say which way it goes where the movement itself is too small to see.

use super::dots::{Capsule, Dots, Ink, Role};
use super::fit::{Fit, Frame};
use super::glyphs::Cell;
use super::skeleton::{Point, along, distance};

/// Marks that one step can have.
pub const MOST: usize = 2;
/// What can stand in a file, for messages.
pub const KIND: &str = "X Y X Y, or X Y X Y BOW for a bent one: from where to where, in the person's height";

/// Pieces that a bent arrow is drawn in.
const PIECES: u16 = 10;
/// Pieces that it is written in: more than it has cells.
const STROKES: u16 = 80;
/// Length of an arrow's head in dots, at least, and in the world.
const HEAD: (f32, f32) = (3.0, 0.036);
/// How far the head's two lines stand off, degrees.
const SPREAD: f32 = 38.0;
/// Its group among the parts of the picture: other than all of [`super::draw`].
const PART: u8 = 9;

/// An arrow from one place to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Arrow {
    /// Where it begins.
    pub from: Point,
    /// Where it points.
    pub to: Point,
    /// How far its middle stands off the straight line, to the left of its way.
    pub bow: f32,
}

impl Arrow {
    /// Reads one arrow, such as `0.5 0.3 0.5 0.2`.
    pub fn parse(text: &str) -> Option<Arrow> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let numbers: Vec<f32> =
            words.iter().filter_map(|word| word.parse().ok()).filter(|n: &f32| n.abs() <= 3.0).collect();
        if numbers.len() != words.len() {
            return None;
        }
        let (from, to, bow) = match *numbers.as_slice() {
            [a, b, c, d] => ([a, b], [c, d], 0.0),
            [a, b, c, d, bow] => ([a, b], [c, d], bow),
            _ => return None,
        };
        (distance(from, to) >= 0.02).then_some(Arrow { from, to, bow })
    }

    /// A place on it, `t` from 0 to 1.
    fn at(&self, t: f32) -> Point {
        let way = (self.to[1] - self.from[1]).atan2(self.to[0] - self.from[0]).to_degrees();
        let straight = |axis: usize| self.from[axis] + (self.to[axis] - self.from[axis]) * t;
        along([straight(0), straight(1)], way + 90.0, self.bow * 4.0 * t * (1.0 - t))
    }

    /// Makes room for it.
    pub fn take_room(&self, frame: &mut Frame) {
        (0..=PIECES).for_each(|n| frame.take(self.at(f32::from(n) / f32::from(PIECES)), 0.015));
    }

    /// Draws it over what is there.
    pub fn draw(&self, dots: &mut Dots, fit: Fit) {
        let ink = Ink { role: Some(Role::Highlight), part: PART, halo: 1.2, spare: &[] };
        let thin = fit.length(0.007).max(0.5);
        let mut line = |a: Point, b: Point| {
            dots.capsule(&Capsule { ends: [a, b], radii: [thin; 2] }, &ink);
        };
        let place = |n: u16| fit.place(self.at(f32::from(n) / f32::from(PIECES)));
        (0..PIECES).for_each(|n| line(place(n), place(n + 1)));
        let (before, tip) = (place(PIECES - 1), place(PIECES));
        // In dots y goes down, so the bearing does too: the head is the same on both sides of it.
        let back = (before[1] - tip[1]).atan2(before[0] - tip[0]).to_degrees();
        // In a small picture the head must not swallow the shaft.
        let head = fit.length(HEAD.1).max(HEAD.0).min(distance(place(0), tip) * 0.45);
        for turn in [SPREAD, -SPREAD] {
            line(tip, along(tip, back + turn, head));
        }
    }

    /// Writes it over what is there with signs that every terminal has: `--->`.
    pub fn write(&self, cells: &mut [Vec<Cell>], fit: Fit, mirrored: bool) {
        let cols = cells.first().map_or(0, Vec::len);
        let mut put = |at: Point, glyph: char| {
            // Two by four dots to a cell.
            let (x, y) = ((at[0] / 2.0).floor(), (at[1] / 4.0).floor());
            if x < 0.0 || y < 0.0 || x >= cols as f32 {
                return;
            }
            let col = if mirrored { cols - 1 - x as usize } else { x as usize };
            if let Some(cell) = cells.get_mut(y as usize).and_then(|row| row.get_mut(col)) {
                *cell = Cell { glyph, role: Some(Role::Highlight) };
            }
        };
        let place = |n: u16| fit.place(self.at(f32::from(n) / f32::from(STROKES)));
        for n in 0..STROKES {
            let (a, b) = (place(n), place(n + 1));
            let across = (b[0] - a[0]).abs() * 2.0 > (b[1] - a[1]).abs();
            put(a, if across { '-' } else { '|' });
        }
        let (before, tip) = (place(STROKES - STROKES / 5), place(STROKES));
        let (x, y) = (tip[0] - before[0], tip[1] - before[1]);
        let head = match (x.abs() * 2.0 > y.abs(), (x > 0.0) != mirrored, y > 0.0) {
            (true, true, _) => '>',
            (true, false, _) => '<',
            (false, _, true) => 'v',
            (false, _, false) => '^',
        };
        put(tip, head);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_written_can_be_read() {
        let straight = Arrow::parse("0.1 0.2 0.1 0.4").unwrap();
        assert_eq!((straight.from, straight.to, straight.bow), ([0.1, 0.2], [0.1, 0.4], 0.0));
        assert_eq!(Arrow::parse("0 0 1 0 -0.1").map(|arrow| arrow.bow), Some(-0.1));
        for bad in ["", "0 0 1", "0 0 0 0", "0 0 1 x", "0 0 9 9", "0 0 nan 1", "0 0 1 0 0 0"] {
            assert_eq!(Arrow::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_bent_arrow_stands_off_to_the_left_and_takes_its_room() {
        let bent = Arrow::parse("0 0 1 0 0.2").unwrap();
        let middle = bent.at(0.5);
        assert!((middle[0] - 0.5).abs() < 1e-4 && (middle[1] - 0.2).abs() < 1e-4, "{middle:?}");
        let mut frame = Frame::EMPTY;
        bent.take_room(&mut frame);
        assert!(frame.top >= 0.2 && frame.right >= 1.0, "{frame:?}");
    }

    #[test]
    fn in_plain_signs_it_points_where_it_points() {
        let written = |words: &str, mirrored| -> Vec<String> {
            let frame = Frame { left: 0.0, bottom: 0.0, right: 1.0, top: 1.0 };
            let mut cells = vec![vec![Cell::EMPTY; 20]; 7];
            Arrow::parse(words).unwrap().write(&mut cells, Fit::new(&frame, (20, 7), true, false), mirrored);
            cells.iter().map(|row| row.iter().map(|cell| cell.glyph).collect::<String>()).collect()
        };
        let right = written("0.1 0.5 0.6 0.5", false);
        assert!(
            right.iter().any(|row| row.trim().starts_with("---") && row.trim().ends_with("->")),
            "{right:?}"
        );
        let left = written("0.1 0.5 0.6 0.5", true);
        assert!(left.iter().any(|row| row.trim().starts_with("<--")), "{left:?}");
        let column = |rows: &[String]| rows.iter().map(|row| row.trim()).collect::<String>();
        assert!(column(&written("0.5 0.9 0.5 0.2", false)).ends_with("|v"));
        assert!(column(&written("0.5 0.2 0.5 0.9", true)).starts_with("^|"));
    }

    #[test]
    fn it_is_drawn_bright_at_any_size() {
        let arrow = Arrow::parse("0.5 0.1 0.5 0.4").unwrap();
        let frame = Frame { left: 0.0, bottom: 0.0, right: 1.0, top: 0.5 };
        for size in [(0, 0), (1, 1), (20, 7), (40, 14), (200, 90)] {
            let mut dots = Dots::new(size.0, size.1, 0);
            arrow.draw(&mut dots, Fit::new(&frame, size, true, false));
            let lit = |x| (0..dots.height()).any(|y| dots.get(x, y) == Some(Role::Highlight));
            assert!(size.0 < 20 || (0..dots.width()).any(lit), "{size:?}");
        }
    }
}
