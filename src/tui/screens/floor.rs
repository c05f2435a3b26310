//! Floor mode: the whole window for the countdown, the phase and what is next, to be read from the mat.
//!
//! Phases differ four times over, so that no one of the ways is needed: by their word, by where it stands
//! (above the number while the body works, below it in between), by the frame round it, and by what the
//! number is filled with. Colour comes on top.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::exercise_words;
use super::floor_words::{caption, number, word};
use super::player_view::{self, Moving};
use crate::domain::exercise::Exercise;
use crate::figure::Glyphs;
use crate::journal::event::Side;
use crate::session::phase::{Move, Phase};
use crate::session::view::View;
use crate::tui::app::Shared;
use crate::tui::widgets::letters::{self, Fill, Ink};
use crate::tui::widgets::page::Page;
use crate::tui::widgets::text::wrap;

/// From so many rows on the frame has an upper and a lower edge.
const FRAMED_FROM: u16 = 12;

/// What stands round the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frame {
    /// Hold still: closed on all sides.
    Closed,
    /// Go on: above and below.
    Bars,
    /// Get ready: its corners.
    Corners,
    /// In between: none.
    Open,
}

/// What stands beside the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    None,
    /// Triangles that point away from it: move out.
    Outward,
    /// Triangles that point to it: come back.
    Inward,
    /// An arrow to the side to change to.
    Arrow(Side),
}

impl Mark {
    /// Room that it takes before and after the number, in dots of a letter.
    fn beside(self) -> (u16, u16) {
        const WIDE: u16 = 7;
        match self {
            Mark::None => (0, 0),
            Mark::Outward | Mark::Inward => (WIDE, WIDE),
            Mark::Arrow(Side::Left) => (WIDE, 0),
            Mark::Arrow(Side::Right) => (0, WIDE),
        }
    }
}

/// How a phase looks.
struct Look {
    fill: Fill,
    frame: Frame,
    mark: Mark,
    word_above: bool,
}

fn look(view: &View) -> Look {
    let (fill, frame, mark, word_above) = match view.phase {
        _ if view.paused.is_some() => (Fill::Solid, Frame::Open, Mark::None, true),
        Phase::Hold => (Fill::Solid, Frame::Closed, Mark::None, true),
        Phase::Minutes | Phase::Reps | Phase::Moving(Move::Pause) => {
            (Fill::Solid, Frame::Bars, Mark::None, true)
        }
        Phase::Moving(Move::Out) => (Fill::Solid, Frame::Bars, Mark::Outward, true),
        Phase::Moving(Move::Back) => (Fill::Solid, Frame::Bars, Mark::Inward, true),
        Phase::Switch => (Fill::Hatched, Frame::Open, view.side.map_or(Mark::None, Mark::Arrow), false),
        Phase::Gap | Phase::Rest => (Fill::Hatched, Frame::Open, Mark::None, false),
        _ => (Fill::Outline, Frame::Corners, Mark::None, false),
    };
    Look { fill, frame, mark, word_above }
}

/// Sizes of what stands one below the other; rows of the two texts are 1 where they are plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sizes {
    word: Option<u16>,
    number: u16,
    caption: Option<u16>,
    /// Rows between number and word.
    air: u16,
}

/// Draws the phase that runs. Whether the figure was shown.
pub(super) fn draw(
    buffer: &mut Buffer,
    whole: Rect,
    shared: &Shared,
    view: &View,
    exercise: Option<&Exercise>,
    moving: Option<Moving<'_>>,
) -> bool {
    if whole.height < 3 || whole.width < 12 {
        let words = format!("{} {}", word(view), number(view));
        Line::styled(words, player_view::style(shared.theme, view)).render(whole, buffer);
        return false;
    }
    // The line of air that other screens have at the top makes the number larger here.
    let air = u16::from(whole.y > 1);
    let whole = Rect { y: whole.y - air, height: whole.height + air, ..whole };
    let area = with_notes(buffer, whole, shared, view, exercise);
    let look = look(view);
    let style = player_view::style(shared.theme, view);
    let ink = Ink { fill: look.fill, style, ascii: shared.drawing.glyphs == Glyphs::Ascii };
    let inner = frame(buffer, area, shared, view, look.frame, ink);
    if view.phase == Phase::Look && view.paused.is_none() {
        return new_one(buffer, inner, shared, view, exercise.zip(moving), ink);
    }
    stack(buffer, inner, shared, view, &look, ink);
    false
}

/// What this person does differently, and what their last score asks for: always in sight, in plain text
/// at the bottom. What is left above it.
fn with_notes(
    buffer: &mut Buffer,
    area: Rect,
    shared: &Shared,
    view: &View,
    exercise: Option<&Exercise>,
) -> Rect {
    let side = area.width.min(108);
    let column = Rect { x: area.x + (area.width - side) / 2 + 1, width: side.saturating_sub(2), ..area };
    let mut page = Page::new(column.width);
    if let Some(advice) = view.advice {
        page.text(&player_view::advised(advice), shared.theme.warn());
    }
    let reads = matches!(view.phase, Phase::Look | Phase::Prepare | Phase::Rest);
    if let Some(exercise) = exercise.filter(|_| reads) {
        exercise_words::for_you(&mut page, shared, exercise);
    }
    let rows = (page.height() as u16).min(area.height.saturating_sub(5));
    let below = Rect { y: area.bottom() - rows, height: rows, ..column };
    page.draw(buffer, below, shared.theme, 0);
    Rect { height: area.height - rows, ..area }
}

/// Draws the frame; its lower edge is how far the phase has come. What is left inside.
fn frame(buffer: &mut Buffer, area: Rect, shared: &Shared, view: &View, frame: Frame, ink: Ink) -> Rect {
    let solid = if ink.ascii { "#" } else { "█" };
    let edge = |buffer: &mut Buffer, x: u16, y: u16, width: u16, height: u16| {
        letters::fill(buffer, Rect { x, y, width, height }.intersection(area), solid, ink.style);
    };
    let tall = area.height >= FRAMED_FROM;
    let inner = Rect {
        x: area.x + 3,
        y: area.y + u16::from(tall && frame != Frame::Open),
        width: area.width.saturating_sub(6),
        height: area.height - u16::from(tall) - u16::from(tall && frame != Frame::Open),
    };
    let short = area.width / 8;
    match frame {
        Frame::Closed => {
            edge(buffer, area.x, area.y, 2, area.height);
            edge(buffer, area.right() - 2, area.y, 2, area.height);
        }
        Frame::Corners if tall => {
            for x in [area.x, area.right() - short] {
                edge(buffer, x, area.y, short, 1);
                edge(buffer, x, area.bottom() - 1, short, 1);
            }
            for x in [area.x, area.right() - 2] {
                edge(buffer, x, area.y, 2, 3);
                edge(buffer, x, area.bottom() - 3, 2, 3);
            }
        }
        Frame::Bars | Frame::Corners | Frame::Open => {}
    }
    if !tall {
        return inner;
    }
    let thick = matches!(frame, Frame::Closed | Frame::Bars);
    if thick {
        // Half a row, so that it does not touch the word below it.
        let upper = if ink.ascii { "#" } else { "▀" };
        letters::fill(buffer, Rect { height: 1, ..area }, upper, ink.style);
    }
    let counts = !matches!(view.phase, Phase::Moving(_) | Phase::Look) && view.total_s > 0;
    let (from, room) = match frame {
        Frame::Closed | Frame::Bars => (area.x, area.width),
        Frame::Corners => (area.x + short + 1, area.width.saturating_sub(2 * short + 2)),
        Frame::Open => (inner.x, inner.width),
    };
    let done = if counts {
        u32::from(room) * view.total_s.saturating_sub(view.left_s) / view.total_s
    } else if thick {
        u32::from(room)
    } else {
        return inner;
    };
    let done = (done as u16).min(room);
    let lower = area.bottom() - 1;
    let (full, rest) = match (thick, ink.ascii) {
        (true, false) => ("█", "░"),
        (false, false) => ("━", "─"),
        (_, true) => ("#", "-"),
    };
    letters::fill(buffer, Rect::new(from, lower, done, 1), full, ink.style);
    letters::fill(buffer, Rect::new(from + done, lower, room - done, 1), rest, shared.theme.muted());
    inner
}

/// Word, number and caption, each as large as the others leave room for. The number is what is looked at
/// most: for large words it shrinks only while it stays large itself.
fn sizes(
    (columns, rows): (u16, u16),
    word: &str,
    (number, beside): (&str, u16),
    caption: &str,
    ink: Ink,
) -> Option<Sizes> {
    let solid = Ink { fill: Fill::Solid, ..ink };
    let large = |text: &str, most: u16, least: u16| {
        letters::largest(text, (columns, rows), most.max(least), solid).filter(|scale| *scale >= least)
    };
    let smallest = if ink.ascii { 2 } else { 1 };
    let with = |least: u16, words: bool, captions: bool| {
        (least..=letters::LARGEST).rev().filter(|scale| ink.can(*scale)).find_map(|scale| {
            let (wide, tall) = letters::size(number, scale)?;
            let wide = wide + beside * scale;
            let word = if words { large(word, scale / 2, 2) } else { None };
            let caption = if captions { large(caption, scale / 4, smallest) } else { None };
            let taken = word.map_or(1, letters::rows) + tall + caption.map_or(1, letters::rows);
            // A large number stands apart from its word, and from a large caption.
            let air = rows.checked_sub(taken)?.min(2);
            let apart = u16::from(scale >= 4 && (word.is_some() || rows > 12))
                + u16::from(scale >= 4 && caption.is_some());
            (air >= apart && wide <= columns).then_some(Sizes { word, number: scale, caption, air })
        })
    };
    with(4, true, true)
        .or_else(|| with(4, true, false))
        .or_else(|| with(3, true, false))
        .or_else(|| with(1, false, false))
}

fn stack(buffer: &mut Buffer, area: Rect, shared: &Shared, view: &View, look: &Look, ink: Ink) {
    let (word, below) = (word(view), caption(view));
    let paused = view.paused.is_some();
    let text = if paused { "00".to_owned() } else { number(view) };
    // Beside the number its marks have to fit as well.
    let (before, after) = look.mark.beside();
    let sizes = sizes((area.width, area.height), word, (&text, before + after), &below, ink);
    let Some(Sizes { word: word_scale, number: scale, caption: caption_scale, air }) = sizes else {
        let words = format!("{word} {text}");
        Line::styled(words, ink.style).centered().render(Rect { height: 1, ..area }, buffer);
        return;
    };
    let (tall, wide) = (letters::rows(scale), letters::size(&text, scale).map_or(0, |(wide, _)| wide));
    let word_rows = word_scale.map_or(1, letters::rows);
    let caption_rows = caption_scale.map_or(1, letters::rows);
    let free = area.height.saturating_sub(word_rows + tall + caption_rows + air);
    let top = area.y + free / 2;
    let (word_y, number_y) =
        if look.word_above { (top, top + word_rows + air.min(1)) } else { (top + tall + air.min(1), top) };
    let caption_y = area.bottom() - caption_rows - free / 2;
    let solid = Ink { fill: Fill::Solid, ..ink };
    large(buffer, area, word_y, word, word_scale, solid);
    large(buffer, area, caption_y, &below, caption_scale, Ink { style: shared.theme.title(), ..solid });
    let group = wide + (before + after) * scale;
    let left = area.x + area.width.saturating_sub(group) / 2 + before * scale;
    if paused {
        pause_bars(buffer, (left, number_y), scale, solid);
    } else {
        letters::draw(buffer, (left, number_y), &text, scale, ink);
        marks(buffer, (left, number_y), wide, scale, look.mark, solid);
    }
}

/// One line in the middle: in large letters of that scale, or as plain text.
fn large(buffer: &mut Buffer, area: Rect, y: u16, text: &str, scale: Option<u16>, ink: Ink) {
    if let Some((scale, wide)) = scale.and_then(|scale| Some((scale, letters::size(text, scale)?.0))) {
        let x = area.x + area.width.saturating_sub(wide) / 2;
        letters::draw(buffer, (x, y), text, scale, ink);
    } else {
        let first = wrap(text, usize::from(area.width)).into_iter().next().unwrap_or_default();
        let line = Rect { y, height: 1, ..area }.intersection(area);
        Line::styled(first, ink.style).centered().render(line, buffer);
    }
}

/// Two bars, as on every player, as wide and high as "00".
fn pause_bars(buffer: &mut Buffer, at: (u16, u16), scale: u16, ink: Ink) {
    let size = (7 * scale, 5 * scale);
    letters::shape(buffer, at, size, ink, |column, _| {
        let dot = column / scale;
        (1..3).contains(&dot) || (4..6).contains(&dot)
    });
}

fn marks(buffer: &mut Buffer, (left, y): (u16, u16), wide: u16, scale: u16, mark: Mark, ink: Ink) {
    let (across, halves) = (5 * scale, 5 * scale);
    let before = left.saturating_sub(across + 2 * scale);
    let after = left + wide + 2 * scale;
    // A triangle that points to the left; mirrored, one that points to the right.
    let points_left = |column: u16, half: u16| {
        let middle = i32::from(halves) / 2;
        (i32::from(half) - middle).abs() * 2 <= i32::from(column)
    };
    let points_right = |column: u16, half: u16| points_left(across - 1 - column, half);
    let shaft = |half: u16| (2 * scale..3 * scale).contains(&half);
    let size = (across, halves);
    match mark {
        Mark::None => {}
        Mark::Outward => {
            letters::shape(buffer, (before, y), size, ink, points_left);
            letters::shape(buffer, (after, y), size, ink, points_right);
        }
        Mark::Inward => {
            letters::shape(buffer, (before, y), size, ink, points_right);
            letters::shape(buffer, (after, y), size, ink, points_left);
        }
        Mark::Arrow(Side::Left) => letters::shape(buffer, (before, y), size, ink, |column, half| {
            let head = column < 3 * scale && points_left(column * 5 / 3, half);
            head || shaft(half) && column >= scale
        }),
        Mark::Arrow(Side::Right) => letters::shape(buffer, (after, y), size, ink, |column, half| {
            let column = across - 1 - column;
            let head = column < 3 * scale && points_left(column * 5 / 3, half);
            head || shaft(half) && column >= scale
        }),
    }
}

/// An exercise that is new: its figure, as large as it goes.
fn new_one(
    buffer: &mut Buffer,
    area: Rect,
    shared: &Shared,
    view: &View,
    moving: Option<(&Exercise, Moving<'_>)>,
    ink: Ink,
) -> bool {
    let solid = Ink { fill: Fill::Solid, ..ink };
    let scale = (area.height >= 17).then_some(2).filter(|_| !word(view).is_empty());
    let rows = scale.map_or(1, letters::rows);
    large(buffer, area, area.y, word(view), scale, solid);
    let below = area.bottom().saturating_sub(1);
    large(buffer, area, below, &caption(view), None, Ink { style: shared.theme.title(), ..solid });
    let place = Rect { y: area.y + rows, height: area.height.saturating_sub(rows + 1), ..area };
    let Some((exercise, moving)) = moving else { return false };
    let shown = player_view::figure_with_words(buffer, place, shared, view, exercise, moving);
    if !shown {
        let mut page = Page::new(place.width);
        page.text(&moving.figure.alt, shared.theme.plain());
        page.draw(buffer, place, shared.theme, 0);
    }
    shown
}
