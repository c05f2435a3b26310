//! A body from behind and from the front, with places that can be marked.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::hits::{self, Hit};
use crate::domain::body::{Mark, Place};
use crate::domain::score::Score;
use crate::figure::body::{Seen, Spot, spot};
use crate::figure::dots::Dots;
use crate::figure::{Glyphs, Role};
use crate::tui::theme::Theme;

/// The middle of each place that can be seen, as a table to walk on.
#[derive(Debug, Clone)]
pub struct Map {
    middles: Vec<(Seen, Place, f32, f32)>,
}

/// A way to go on the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Towards the head.
    Up,
    /// Towards the feet.
    Down,
    /// To the left of the picture.
    Left,
    /// To the right of the picture.
    Right,
}

/// What lies aside costs so much more than what lies ahead.
const ASIDE: f32 = 2.2;

impl Default for Map {
    fn default() -> Map {
        let mut middles = Vec::new();
        for seen in Seen::BOTH {
            let mut sums = BTreeMap::new();
            for (row, col) in (0..100_u8).flat_map(|row| (0..56_u8).map(move |col| (row, col))) {
                let (x, y) = (f32::from(col) / 100.0 - 0.275, f32::from(row) / 100.0 + 0.005);
                if let Spot::At(place) = spot(seen, x, y) {
                    let sum: &mut (f32, f32, f32) = sums.entry(place).or_default();
                    *sum = (sum.0 + x, sum.1 + y, sum.2 + 1.0);
                }
            }
            middles.extend(sums.into_iter().map(|(place, (x, y, n))| (seen, place, x / n, y / n)));
        }
        Map { middles }
    }
}

impl Map {
    /// The middle of a place: from the middle of the body to the right, and up from the soles.
    fn middle(&self, seen: Seen, place: Place) -> Option<(f32, f32)> {
        let found = self.middles.iter().find(|(side, one, ..)| (*side, *one) == (seen, place));
        found.map(|(_, _, x, y)| (*x, *y))
    }

    /// From where a place can be seen; what is meant by the word stays the same.
    pub fn seen(&self, place: Place) -> Seen {
        if self.middle(Seen::Back, place).is_some() { Seen::Back } else { Seen::Front }
    }

    /// The next place that way. Off the inner edge of one picture lies the other; off the outer, nothing.
    pub fn step(&self, (seen, place): (Seen, Place), way: Way) -> (Seen, Place) {
        let Some((x, y)) = self.middle(seen, place) else { return (seen, place) };
        let ahead = |tx: f32, ty: f32| match way {
            Way::Up => (ty - y, tx - x),
            Way::Down => (y - ty, tx - x),
            Way::Left => (x - tx, ty - y),
            Way::Right => (tx - x, ty - y),
        };
        let here = self.middles.iter().filter(|(side, one, ..)| *side == seen && *one != place);
        let costs = here.filter_map(|(_, one, tx, ty)| {
            let (on, aside) = ahead(*tx, *ty);
            let widest = if matches!(way, Way::Up | Way::Down) { 2.0 } else { 1.0 };
            (on > 0.012 && aside.abs() <= widest * on).then_some((on + ASIDE * aside.abs(), (seen, *one)))
        });
        let next = costs.reduce(|a, b| if b.0 < a.0 { b } else { a });
        let other = match (seen, way) {
            (Seen::Back, Way::Right) => Seen::Front,
            (Seen::Front, Way::Left) => Seen::Back,
            _ => return next.map_or((seen, place), |(_, to)| to),
        };
        let edge = |tx: f32| if way == Way::Right { tx } else { -tx };
        let over = self.middles.iter().filter(|(side, ..)| *side == other);
        let over = over.map(|(_, one, tx, ty)| ((ty - y).abs() * 3.0 + edge(*tx), (other, *one)));
        let over = over.reduce(|a, b| if b.0 < a.0 { b } else { a });
        next.or(over).map_or((seen, place), |(_, to)| to)
    }
}

/// What is to be shown.
#[derive(Debug, Clone, Copy)]
pub struct Picture<'a> {
    /// Places and their middles.
    pub map: &'a Map,
    /// Where the cursor is.
    pub cursor: (Seen, Place),
    /// What is marked.
    pub marks: &'a [Mark],
    /// The characters to use.
    pub glyphs: Glyphs,
}

/// Fewer rows than this, and half a body is shown, as large as it goes: the half with the cursor in it.
const WHOLE_FROM: u16 = 14;
/// Taller than this says no more.
const TALLEST: u16 = 30;
/// Half the width that a body takes, in parts of its height.
const REACH: f32 = 0.285;
/// Dots to the body's height from which the borders between places are drawn.
const BORDERS_FROM: f32 = 54.0;

/// Part of the body that is in sight: from, to.
fn sight(picture: &Picture<'_>, rows: u16) -> (f32, f32) {
    let (seen, place) = picture.cursor;
    let y = picture.map.middle(seen, place).map_or(0.6, |(_, y)| y);
    match rows {
        WHOLE_FROM.. => (-0.01, 1.005),
        _ if y >= 0.43 => (0.43, 1.005),
        _ => (-0.01, 0.53),
    }
}

/// Draws both pictures side by side in the middle of `area`, with a row of words above.
pub fn draw(buffer: &mut Buffer, area: Rect, theme: Theme, picture: &Picture<'_>) {
    let area = area.intersection(buffer.area);
    if area.height < 4 || area.width < 20 {
        return;
    }
    let rows = (area.height - 1).min(TALLEST);
    let (low, high) = sight(picture, rows);
    // One scale for both; as wide as there is room for, and never wider than needed.
    let by_height = f32::from(rows * 4) / (high - low);
    let by_width = f32::from(area.width / 2 * 2) / (2.0 * REACH);
    let scale = by_height.min(by_width);
    // An odd number, so that the spine lies in the middle of a cell.
    let cols = ((2.0 * REACH * scale / 2.0).ceil() as u16).min(area.width / 2 - 1) | 1;
    let gap = (area.width - 2 * cols).min(4);
    let left = area.x + (area.width - 2 * cols - gap) / 2;
    for (n, seen) in (0..).zip(Seen::BOTH) {
        let place = Rect { x: left + n * (cols + gap), y: area.y, width: cols, height: rows + 1 };
        one(buffer, place, theme, picture, seen, (low, high, scale));
    }
}

fn one(
    buffer: &mut Buffer,
    area: Rect,
    theme: Theme,
    picture: &Picture<'_>,
    seen: Seen,
    (low, high, scale): (f32, f32, f32),
) {
    let words = if seen == Seen::Back { "L  Back  R" } else { "R  Front  L" };
    let style = if picture.cursor.0 == seen { theme.title() } else { theme.muted() };
    Line::styled(words, style).centered().render(Rect { height: 1, ..area }, buffer);
    let area = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let (across, down) = (usize::from(area.width) * 2, usize::from(area.height) * 4);
    let top = (f32::from(area.height) * 4.0 - (high - low) * scale).max(0.0) / 2.0;
    // With one dot around: what lies beyond the picture's edge is body still.
    let wide = across + 2;
    let sheet = Sheet { seen, across, down, scale, high, top };
    let spots = sheet.spots();
    let get = |i: usize, j: usize| spots.get(j * wide + i).copied().unwrap_or(Spot::Outside);
    let in_sight = |j: usize| (top..=f32::from(area.height) * 4.0 - top).contains(&(j as f32 + 0.5));
    let mut dots = Dots::new(area.width, area.height, 0);
    for (i, j) in (0..down).flat_map(|j| (0..across).map(move |i| (i, j))) {
        if let Some(role) = role(picture, seen, scale, (i + 1, j + 1), &get).filter(|_| in_sight(j)) {
            dots.under(i, j, role);
        }
    }
    for (y, row) in (area.y..).zip(picture.glyphs.cells(&dots)) {
        for (x, shown) in (area.x..).zip(row) {
            if let (Some(role), Some(cell)) = (shown.role, buffer.cell_mut((x, y))) {
                cell.set_char(shown.glyph).set_style(style_of(theme, role));
            }
        }
    }
    for (row, col) in (0..area.height).flat_map(|row| (0..area.width).map(move |col| (row, col))) {
        let Spot::At(place) = get(usize::from(col) * 2 + 1, usize::from(row) * 4 + 2) else { continue };
        if let Some(line) =
            Place::ALL.iter().position(|one| *one == place).filter(|_| in_sight(usize::from(row) * 4 + 1))
        {
            hits::note(Rect::new(area.x + col, area.y + row, 1, 1), Hit::Line(line));
        }
    }
    // A sign in the middle of each place: no meaning hangs on a colour.
    let sign = |buffer: &mut Buffer, place: Place, symbols: &str, style: Style| {
        let Some((x, y)) = picture.map.middle(seen, place).filter(|(_, y)| (low..high).contains(y)) else {
            return;
        };
        let col = f32::midpoint(x * scale, across as f32 / 2.0) as u16;
        let row = (((high - y) * scale + top) / 4.0) as u16;
        let first = col.min(area.width - 1).saturating_sub(symbols.len() as u16 / 2);
        for (n, symbol) in (0..area.width - first).zip(symbols.chars()) {
            if let Some(cell) = buffer.cell_mut((area.x + first + n, area.y + row.min(area.height - 1))) {
                cell.set_char(symbol).set_style(style);
            }
        }
    };
    for mark in picture.marks {
        sign(buffer, mark.place, &mark_sign(*mark), theme.warn().add_modifier(Modifier::REVERSED));
    }
    if picture.cursor.0 == seen {
        let place = picture.cursor.1;
        let mark = picture.marks.iter().copied().find(|mark| mark.place == place);
        let symbol = mark.map_or_else(|| "+".to_owned(), mark_sign);
        sign(buffer, place, &format!("[{symbol}]"), theme.focus());
    }
}

/// Where the dots of a picture lie on the body.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Sheet {
    seen: Seen,
    across: usize,
    down: usize,
    scale: f32,
    high: f32,
    top: f32,
}

/// A sheet, and what is at each of its dots.
type Spots = (Sheet, Rc<Vec<Spot>>);

thread_local! {
    /// Both pictures as they were last: a cursor that moves or a mark moves no dot of the body.
    static LAST: RefCell<[Option<Spots>; 2]> = const { RefCell::new([None, None]) };
}

impl Sheet {
    /// What is at each dot, row by row, with one dot around.
    fn spots(self) -> Rc<Vec<Spot>> {
        LAST.with_borrow_mut(|last| {
            let kept = &mut last[usize::from(self.seen == Seen::Front)];
            if let Some((_, spots)) = kept.as_ref().filter(|(sheet, _)| *sheet == self) {
                return Rc::clone(spots);
            }
            let at = |i: usize, j: usize| {
                let x = (i as f32 - 0.5 - self.across as f32 / 2.0) / self.scale;
                spot(self.seen, x, self.high - (j as f32 - 0.5 - self.top) / self.scale)
            };
            let all = (0..self.down + 2).flat_map(|j| (0..self.across + 2).map(move |i| at(i, j)));
            let spots = Rc::new(all.collect());
            *kept = Some((self, Rc::clone(&spots)));
            spots
        })
    }
}

/// A marked place: how bad, else an x.
fn mark_sign(mark: Mark) -> String {
    match mark.pain.map(Score::get) {
        None => "x".into(),
        Some(10) => "t".into(),
        Some(pain) => pain.to_string(),
    }
}

/// What a dot shows (the sheet has a border of one dot around): the place under the cursor and marked places are filled, all else is an outline.
fn role(
    picture: &Picture<'_>,
    seen: Seen,
    scale: f32,
    (i, j): (usize, usize),
    get: &impl Fn(usize, usize) -> Spot,
) -> Option<Role> {
    let here = get(i, j);
    let place = match here {
        Spot::Outside => return None,
        Spot::Bare => None,
        Spot::At(place) => Some(place),
    };
    // The same place from the other side is not what the cursor is on.
    if picture.cursor.0 == seen && place == Some(picture.cursor.1) {
        return Some(Role::Highlight);
    }
    if picture.marks.iter().any(|mark| place == Some(mark.place)) {
        return Some(Role::Head);
    }
    let around = [get(i - 1, j), get(i + 1, j), get(i, j - 1), get(i, j + 1)];
    // Letters need more than one dot to show: there the outline is thicker.
    let corners = [get(i - 1, j - 1), get(i + 1, j - 1), get(i - 1, j + 1), get(i + 1, j + 1)];
    let edge = around.contains(&Spot::Outside)
        || picture.glyphs == Glyphs::Ascii && corners.contains(&Spot::Outside);
    // A line across the chin would only look like a mouth.
    let head = matches!(here, Spot::At(Place::Head | Place::Neck));
    let border = scale >= BORDERS_FROM
        && !head
        && (i + j) % 2 == 0
        && (get(i + 1, j) != here || get(i, j + 1) != here)
        && !around.contains(&Spot::Outside);
    (edge || border).then_some(Role::Far)
}

fn style_of(theme: Theme, role: Role) -> Style {
    match role {
        Role::Highlight => theme.key(),
        Role::Head => theme.warn(),
        _ => theme.plain(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn all() -> Vec<(Seen, Place)> {
        Map::default().middles.iter().map(|(seen, place, ..)| (*seen, *place)).collect()
    }

    #[test]
    fn every_place_is_on_a_picture_and_left_is_left() {
        let map = Map::default();
        for place in Place::ALL {
            let seen = map.seen(*place);
            let (x, y) = map.middle(seen, *place).unwrap();
            assert_eq!(spot(seen, x, y), Spot::At(*place), "the middle of {} lies in it", place.words());
            if place.id().ends_with("_left") {
                assert_eq!(x < 0.0, seen == Seen::Back, "{}", place.words());
            }
        }
        assert!(map.middle(Seen::Front, Place::LowBackLeft).is_none());
        assert!(map.middle(Seen::Back, Place::HipLeft).is_none());
    }

    #[test]
    fn every_place_is_reached_by_arrows_from_every_other() {
        let map = Map::default();
        for start in all() {
            let (mut reached, mut open) = (BTreeSet::from([start]), vec![start]);
            while let Some(at) = open.pop() {
                for way in [Way::Up, Way::Down, Way::Left, Way::Right] {
                    let to = map.step(at, way);
                    if reached.insert(to) {
                        open.push(to);
                    }
                }
            }
            let lost: Vec<_> = all().into_iter().filter(|one| !reached.contains(one)).collect();
            assert!(lost.is_empty(), "from {start:?} no way to {lost:?}");
        }
    }

    #[test]
    fn arrows_go_where_they_point() {
        let map = Map::default();
        let cases = [
            (Seen::Back, Place::LowBackMiddle, Way::Left, Seen::Back, Place::LowBackLeft),
            (Seen::Back, Place::LowBackMiddle, Way::Right, Seen::Back, Place::LowBackRight),
            (Seen::Back, Place::LowBackMiddle, Way::Up, Seen::Back, Place::MidBack),
            (Seen::Back, Place::LowBackLeft, Way::Down, Seen::Back, Place::ButtockLeft),
            (Seen::Back, Place::ButtockLeft, Way::Down, Seen::Back, Place::ThighBackLeft),
            (Seen::Back, Place::ThighBackLeft, Way::Down, Seen::Back, Place::KneeLeft),
            (Seen::Back, Place::KneeLeft, Way::Down, Seen::Back, Place::CalfLeft),
            (Seen::Back, Place::CalfLeft, Way::Down, Seen::Back, Place::FootLeft),
            (Seen::Back, Place::CalfLeft, Way::Right, Seen::Back, Place::CalfRight),
            (Seen::Back, Place::CalfRight, Way::Right, Seen::Front, Place::ShinRight),
            (Seen::Front, Place::ShinRight, Way::Left, Seen::Back, Place::CalfRight),
            (Seen::Back, Place::Head, Way::Right, Seen::Front, Place::Head),
            (Seen::Back, Place::HandLeft, Way::Left, Seen::Back, Place::HandLeft),
            (Seen::Back, Place::FootLeft, Way::Down, Seen::Back, Place::FootLeft),
            (Seen::Back, Place::Neck, Way::Up, Seen::Back, Place::Head),
            (Seen::Front, Place::HipLeft, Way::Down, Seen::Front, Place::ThighFrontLeft),
        ];
        for (seen, place, way, to_seen, to_place) in cases {
            assert_eq!(map.step((seen, place), way), (to_seen, to_place), "{place:?} {way:?}");
        }
    }

    #[test]
    fn it_stays_in_its_area_at_any_size_and_shows_the_cursor() {
        let map = Map::default();
        let marks = [Mark { place: Place::CalfLeft, pain: None }];
        for (w, h) in [(0, 0), (10, 10), (20, 4), (38, 9), (44, 20), (80, 36), (200, 60)] {
            for cursor in [(Seen::Back, Place::LowBackMiddle), (Seen::Front, Place::FootLeft)] {
                for glyphs in [Glyphs::Braille, Glyphs::Ascii] {
                    let mut buffer = Buffer::empty(Rect::new(0, 0, 210, 70));
                    let area = Rect::new(3, 2, w, h);
                    let picture = Picture { map: &map, cursor, marks: &marks, glyphs };
                    draw(&mut buffer, area, Theme::new(false), &picture);
                    let inside = |x, y| area.contains((x, y).into());
                    for (x, y) in (0..210).flat_map(|x| (0..70).map(move |y| (x, y))) {
                        assert!(buffer[(x, y)].symbol() == " " || inside(x, y), "{x},{y} in {area}");
                        let ascii = buffer[(x, y)].symbol().is_ascii();
                        assert!(glyphs != Glyphs::Ascii || ascii);
                    }
                    let text: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
                    assert_eq!(
                        text.matches('+').count(),
                        usize::from(w >= 20 && h >= 4),
                        "{area} {cursor:?}"
                    );
                }
            }
        }
    }
}
