//! Draws a figure into a buffer: its roles become the theme's styles.

use std::cell::RefCell;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::figure::{Beat, Cell, Figure, Glyphs, Look, Role};
use crate::tui::theme::Theme;

/// Fewer columns or rows than this show nothing that can be recognised.
pub const LEAST: (u16, u16) = (20, 7);
/// More than this only makes a picture larger, not clearer.
const MOST: (u16, u16) = (80, 30);

/// How figures are drawn on this terminal, for this person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Drawing {
    /// The characters to use.
    pub glyphs: Glyphs,
    /// Key poses only, for those who want no motion.
    pub still: bool,
}

impl Drawing {
    /// For one side, in this look.
    pub fn dress(self, theme: Theme, mirrored: bool) -> Dress {
        Dress { glyphs: self.glyphs, mirrored, chequer: !theme.has_colour() }
    }
}

/// How a figure is to look on this terminal, for this side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dress {
    /// The characters to use.
    pub glyphs: Glyphs,
    /// For the left side.
    pub mirrored: bool,
    /// The terminal has no colours: what does not move is thinned out.
    pub chequer: bool,
}

/// Whether a figure can be recognised in this much room.
pub fn fits(area: Rect) -> bool {
    area.width >= LEAST.0 && area.height >= LEAST.1
}

/// Draws an instant of a figure in the middle of `area`, on its lower edge; nothing where there is too
/// little room.
pub fn draw(buffer: &mut Buffer, area: Rect, theme: Theme, figure: &Figure, beat: Beat, dress: Dress) {
    let area = area.intersection(buffer.area);
    if !fits(area) {
        return;
    }
    let (cols, rows) = (area.width.min(MOST.0), area.height.min(MOST.1));
    let look = Look { cols, rows, mirrored: dress.mirrored, glyphs: dress.glyphs, chequer: dress.chequer };
    let left = area.x + (area.width - cols) / 2;
    let top = area.y + (area.height - rows);
    with_frame(figure, beat, look, |frame| {
        for (y, row) in (top..).zip(frame) {
            for (x, shown) in (left..).zip(row) {
                let Some(role) = shown.role else { continue };
                if let Some(cell) = buffer.cell_mut((x, y)) {
                    cell.set_char(shown.glyph).set_style(style(theme, role));
                }
            }
        }
    });
}

/// A picture that was drawn, and what it was drawn of.
struct Drawn {
    figure: Figure,
    beat: Beat,
    look: Look,
    frame: Vec<Vec<Cell>>,
}

thread_local! {
    /// The last one: where a figure stands still, every second needs the same again.
    static LAST: RefCell<Option<Drawn>> = const { RefCell::new(None) };
}

/// Uses the cells of an instant of a figure.
fn with_frame<T>(figure: &Figure, beat: Beat, look: Look, mut with: impl FnMut(&[Vec<Cell>]) -> T) -> T {
    LAST.with_borrow_mut(|last| {
        let same = |drawn: &&mut Drawn| (drawn.beat, drawn.look) == (beat, look) && drawn.figure == *figure;
        if let Some(drawn) = last.as_mut().filter(same) {
            return with(&drawn.frame);
        }
        let frame = figure.frame(beat, &look);
        let result = with(&frame);
        match last {
            // The figure itself is the same through all of a movement.
            Some(drawn) if drawn.figure == *figure => {
                (drawn.beat, drawn.look, drawn.frame) = (beat, look, frame);
            }
            last => *last = Some(Drawn { figure: figure.clone(), beat, look, frame }),
        }
        result
    })
}

/// What works is bright and bold; what is far, around or below stands back.
fn style(theme: Theme, role: Role) -> Style {
    match role {
        Role::Highlight => theme.working().add_modifier(Modifier::BOLD),
        Role::Near | Role::Head | Role::Torso => theme.plain(),
        Role::Far | Role::Prop | Role::Ground => theme.muted(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure;

    fn picture(area: Rect, dress: Dress, colour: bool) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 60, 20));
        let figure = figure::of("bird-dog").unwrap();
        let beat = Beat::new(figure::FigurePhase::Hold, 0.0);
        draw(&mut buffer, area, Theme::new(colour), &figure, beat, dress);
        buffer
    }

    const PLAIN: Dress = Dress { glyphs: Glyphs::Braille, mirrored: false, chequer: false };

    #[test]
    fn it_stays_in_its_area_and_wants_room() {
        for (w, h) in [(0, 0), (19, 7), (20, 6), (20, 7), (40, 14), (57, 18), (900, 900)] {
            let area = Rect::new(2, 1, w, h);
            let buffer = picture(area, PLAIN, true);
            let mut drawn = 0;
            for position in buffer.area.positions() {
                if buffer[position].symbol() != " " {
                    drawn += 1;
                    assert!(area.contains(position), "{position} in {area}");
                }
            }
            assert_eq!(drawn > 0, w >= 20 && h >= 7, "{area}");
        }
    }

    #[test]
    fn what_works_is_bold_with_and_without_colours() {
        for colour in [true, false] {
            let buffer = picture(Rect::new(0, 0, 40, 14), Dress { chequer: !colour, ..PLAIN }, colour);
            let bold = buffer.content.iter().filter(|cell| cell.modifier.contains(Modifier::BOLD)).count();
            assert!(bold > 10, "{bold}");
        }
    }

    #[test]
    fn in_ascii_every_cell_is_ascii() {
        let buffer = picture(Rect::new(0, 0, 40, 14), Dress { glyphs: Glyphs::Ascii, ..PLAIN }, false);
        assert!(buffer.content.iter().all(|cell| cell.symbol().is_ascii()));
        assert!(buffer.content.iter().any(|cell| cell.symbol() == "@"));
    }
}
