//! What a picture's changes are on their way to the terminal: as few bytes as it takes, in one write.
//!
//! Over a slow link every byte is seen, and each write is a packet. Three things make the difference to
//! writing cell by cell: what a blank cell is written with does not matter but for its ground; on the same
//! row the cursor moves by its column alone; and what the terminal is set to is changed, not set anew.

use std::cell::Cell as Slot;
use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

/// What can be seen of a blank cell.
const ON_BLANKS: Modifier = Modifier::UNDERLINED.union(Modifier::CROSSED_OUT).union(Modifier::REVERSED);

/// Every way of writing, with the number that begins it and the one that ends it.
const WAYS: [(Modifier, &str, &str); 9] = [
    (Modifier::BOLD, "1", "22"),
    (Modifier::DIM, "2", "22"),
    (Modifier::ITALIC, "3", "23"),
    (Modifier::UNDERLINED, "4", "24"),
    (Modifier::SLOW_BLINK, "5", "25"),
    (Modifier::RAPID_BLINK, "6", "25"),
    (Modifier::REVERSED, "7", "27"),
    (Modifier::HIDDEN, "8", "28"),
    (Modifier::CROSSED_OUT, "9", "29"),
];

/// What the terminal writes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ink {
    fg: Color,
    bg: Color,
    ways: Modifier,
}

impl Ink {
    /// What a terminal begins with.
    const PLAIN: Ink = Ink { fg: Color::Reset, bg: Color::Reset, ways: Modifier::empty() };

    fn of(cell: &Cell, colour: bool) -> Ink {
        let tint = |of: Color| if colour { of } else { Color::Reset };
        Ink { fg: tint(cell.fg), bg: tint(cell.bg), ways: cell.modifier }
    }

    /// Whether a blank cell looks the same written with either.
    fn blanks_like(self, other: Ink) -> bool {
        let ways = self.ways & ON_BLANKS;
        // Underlined, struck out and reversed blanks show the letters' colour; the rest of the ways can change it.
        self.bg == other.bg && ways == other.ways & ON_BLANKS && (ways.is_empty() || self == other)
    }

    /// The sequence that changes this into `to`: only what differs, or all of it from plain, whichever is
    /// shorter.
    fn change(self, to: Ink, out: &mut Vec<u8>) {
        if self == to {
            return;
        }
        let mut step = Numbers::default();
        let kept = {
            let mut kept = self.ways & to.ways;
            for (way, _, ends) in WAYS {
                if (self.ways - to.ways).contains(way) {
                    step.add(ends);
                    // Bold and faint end together, and so do both blinks.
                    for (other, _, its) in WAYS {
                        if its == ends {
                            kept -= other;
                        }
                    }
                }
            }
            kept
        };
        step.ways(to.ways - kept);
        // What was written in the short form would change its colour with bold. The other way round it is the same
        // colour by all rules, but not by all programs: one picture has one form for each.
        let other_form = (to.ways ^ self.ways).contains(Modifier::BOLD) && one_of_eight(to.fg).is_some();
        if self.fg != to.fg || other_form {
            step.letters(to);
        }
        if self.bg != to.bg {
            step.colour(to.bg, "4");
        }
        let mut anew = Numbers::default();
        if to != Ink::PLAIN {
            anew.add("0");
            anew.ways(to.ways);
            if to.fg != Color::Reset {
                anew.letters(to);
            }
            if to.bg != Color::Reset {
                anew.colour(to.bg, "4");
            }
        }
        let shorter = if anew.0.len() < step.0.len() { anew } else { step };
        out.extend_from_slice(b"\x1b[");
        out.extend_from_slice(shorter.0.as_bytes());
        out.push(b'm');
    }
}

/// The number of a colour that is one of the first eight.
fn one_of_eight(colour: Color) -> Option<u8> {
    Some(match colour {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::Indexed(number) if number < 8 => number,
        _ => return None,
    })
}

/// Numbers with semicolons between them.
#[derive(Default)]
struct Numbers(String);

impl Numbers {
    fn add(&mut self, number: &str) {
        if !self.0.is_empty() {
            self.0.push(';');
        }
        self.0.push_str(number);
    }

    fn ways(&mut self, ways: Modifier) {
        for (way, begins, _) in WAYS {
            if ways.contains(way) {
                self.add(begins);
            }
        }
    }

    /// The colour of letters: the first eight have a short form. Not for bold letters, which are another colour
    /// then on some terminals.
    fn letters(&mut self, ink: Ink) {
        match one_of_eight(ink.fg) {
            Some(number) if !ink.ways.contains(Modifier::BOLD) => self.add(&format!("3{number}")),
            _ => self.colour(ink.fg, "3"),
        }
    }

    /// `ground`: 3 for letters, 4 for what is behind them. The sixteen go by their place in the table of
    /// 256.
    fn colour(&mut self, colour: Color, ground: &str) {
        let number = match colour {
            Color::Reset => return self.add(&format!("{ground}9")),
            Color::Rgb(r, g, b) => return self.add(&format!("{ground}8;2;{r};{g};{b}")),
            Color::Indexed(number) => number,
            Color::DarkGray => 8,
            Color::LightRed => 9,
            Color::LightGreen => 10,
            Color::LightYellow => 11,
            Color::LightBlue => 12,
            Color::LightMagenta => 13,
            Color::LightCyan => 14,
            Color::White => 15,
            first => one_of_eight(first).unwrap_or_default(),
        };
        self.add(&format!("{ground}8;5;{number}"));
    }
}

/// Where pictures go.
pub struct Paper<W: Write> {
    out: W,
    /// What waits for the end of the picture.
    waiting: Vec<u8>,
    /// Whether colours may be written.
    colour: fn() -> bool,
    /// Columns and rows, once asked; asked again after [`Paper::forget_size`].
    size: Slot<Option<Size>>,
    /// Whether the cursor was put out of sight.
    hidden: bool,
}

impl<W: Write> Paper<W> {
    /// Pictures go to `out`, each in one write.
    pub fn new(out: W, colour: fn() -> bool) -> Paper<W> {
        let waiting = Vec::with_capacity(16 * 1024);
        Paper { out, waiting, colour, size: Slot::new(None), hidden: false }
    }

    /// Of this size, whatever terminal there is.
    #[must_use]
    pub fn sized(self, size: Size) -> Paper<W> {
        self.size.set(Some(size));
        self
    }

    /// Bytes that are no picture: they go out with the next one.
    pub fn aside(&mut self, bytes: &[u8]) {
        self.waiting.extend_from_slice(bytes);
    }

    /// The terminal may have another size by now.
    pub fn forget_size(&self) {
        self.size.set(None);
    }

    fn go(&mut self, x: u16, y: u16, at: Option<(u16, u16)>) {
        let (column, row) = (u32::from(x) + 1, u32::from(y) + 1);
        // By its column alone where the row is known, and a row down by the byte for that: the row above is
        // never the last one, so that nothing scrolls. Across never by steps: should a terminal have drawn
        // a letter wider than it is, one wrong place does not make the next one wrong.
        let _ = match at {
            Some(here) if here == (x, y) => Ok(()),
            Some((_, same)) if same == y => write!(self.waiting, "\x1b[{column}G"),
            Some((_, above)) if above + 1 == y && x > 0 => write!(self.waiting, "\n\x1b[{column}G"),
            _ if x == 0 => write!(self.waiting, "\x1b[{row}H"),
            _ => write!(self.waiting, "\x1b[{row};{column}H"),
        };
    }
}

impl<W: Write> Backend for Paper<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let colour = (self.colour)();
        let columns = self.size()?.width;
        let mut ink = Ink::PLAIN;
        let mut at = None;
        for (x, y, cell) in content {
            self.go(x, y, at);
            let (symbol, wanted) = (cell.symbol(), Ink::of(cell, colour));
            if symbol != " " || !ink.blanks_like(wanted) {
                ink.change(wanted, &mut self.waiting);
                ink = wanted;
            }
            self.waiting.extend_from_slice(symbol.as_bytes());
            let wide = if symbol.len() == 1 { 1 } else { symbol.width() };
            // Behind the last column it is the terminal's own affair where the cursor is.
            let next = usize::from(x) + wide;
            at = (next < usize::from(columns)).then_some((next as u16, y));
        }
        // Between two pictures the terminal is plain: whoever else writes on it writes so.
        ink.change(Ink::PLAIN, &mut self.waiting);
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if !std::mem::replace(&mut self.hidden, true) {
            self.waiting.extend_from_slice(b"\x1b[?25l");
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.hidden = false;
        self.waiting.extend_from_slice(b"\x1b[?25h");
        self.flush()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        let (x, y) = crossterm::cursor::position()?;
        Ok(Position { x, y })
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        self.go(x, y, None);
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        let sequence: &[u8] = match region {
            ClearType::All => b"\x1b[2J",
            ClearType::AfterCursor => b"\x1b[J",
            ClearType::BeforeCursor => b"\x1b[1J",
            ClearType::CurrentLine => b"\x1b[2K",
            ClearType::UntilNewLine => b"\x1b[K",
        };
        self.waiting.extend_from_slice(sequence);
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        // To ask means to open the terminal anew: not at every picture.
        if let Some(size) = self.size.get() {
            return Ok(size);
        }
        let size = crossterm::terminal::size()?.into();
        self.size.set(Some(size));
        Ok(size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::default() })
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let written = self.out.write_all(&self.waiting).and_then(|()| self.out.flush());
        self.waiting.clear();
        written
    }
}

#[cfg(test)]
#[path = "paper_tests.rs"]
mod tests;
