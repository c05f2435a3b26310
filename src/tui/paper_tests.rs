//! Whatever is drawn after whatever else: a terminal shows the picture.

use std::cell::RefCell;
use std::num::NonZero;
use std::rc::Rc;

use ratatui::Terminal;
use ratatui::TerminalOptions;
use ratatui::Viewport;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::*;

const SIZE: (u16, u16) = (24, 6);

/// splitmix64.
struct Seed(u64);

impl Seed {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize]
    }
}

const COLOURS: [Color; 7] = [
    Color::Reset,
    Color::Reset,
    Color::Magenta,
    Color::LightCyan,
    Color::Indexed(200),
    Color::Rgb(1, 2, 3),
    Color::White,
];

/// Pieces of text in all styles, here and there; blanks among them, and letters that take two cells.
fn scribble(seed: &mut Seed, buffer: &mut Buffer) {
    for _ in 0..seed.below(9) {
        let ways = [
            Modifier::empty(),
            Modifier::BOLD,
            Modifier::DIM,
            Modifier::REVERSED,
            Modifier::UNDERLINED | Modifier::ITALIC,
            Modifier::ITALIC,
        ];
        let style =
            Style::reset().fg(seed.one(&COLOURS)).bg(seed.one(&COLOURS[1..4])).add_modifier(seed.one(&ways));
        let text = seed.one(&["████", "one two", "  ", "字 字", "    ████    ", "⣀⣤x", "é"]);
        let (x, y) = (seed.below(SIZE.0.into()) as u16, seed.below(SIZE.1.into()) as u16);
        buffer.set_string(x, y, text, style);
    }
}

/// A terminal of that size on a sheet of bytes, with its backend.
fn terminal<B: Backend<Error = io::Error>>(backend: B) -> Terminal<B> {
    let area = Rect::new(0, 0, SIZE.0, SIZE.1);
    Terminal::with_options(backend, TerminalOptions { viewport: Viewport::Fixed(area) }).unwrap()
}

/// Keeps what a terminal would get.
#[derive(Clone, Default)]
struct Sent(Rc<RefCell<Vec<u8>>>);

impl Write for Sent {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn screen() -> vt100::Parser {
    let size = |n| NonZero::new(n).unwrap();
    vt100::Parser::new(size(SIZE.1), size(SIZE.0), 0)
}

fn paper(sent: &Sent, colour: fn() -> bool) -> Paper<Sent> {
    Paper::new(sent.clone(), colour).sized(Size::new(SIZE.0, SIZE.1))
}

/// What a terminal shows: of a blank cell only what can be seen.
fn seen(screen: &vt100::Screen) -> Vec<String> {
    let cell = |row, column| {
        let cell = screen.cell(row, column).unwrap();
        let ways = (cell.inverse(), cell.underline());
        match cell.contents() {
            "" | " " if !ways.0 && !ways.1 => format!("blank {:?}", cell.bgcolor()),
            contents => format!(
                "{contents} {:?} {:?} {ways:?} {} {} {}",
                cell.fgcolor(),
                cell.bgcolor(),
                cell.bold(),
                cell.dim(),
                cell.italic()
            ),
        }
    };
    (0..SIZE.1)
        .flat_map(|row| (0..SIZE.0).map(move |column| (row, column)))
        .map(|(r, c)| cell(r, c))
        .collect()
}

#[test]
fn the_terminal_shows_what_the_long_way_shows_in_fewer_bytes() {
    let mut seed = Seed(8);
    let sent = [Sent::default(), Sent::default()];
    let mut short = terminal(paper(&sent[0], || true));
    let mut long = terminal(CrosstermBackend::new(sent[1].clone()));
    crossterm::style::force_color_output(true);
    let mut shown = [screen(), screen()];
    let mut bytes = [0, 0];
    let mut picture = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
    for nth in 0..3_000 {
        if seed.below(20) == 0 {
            picture.reset();
        }
        scribble(&mut seed, &mut picture);
        short.draw(|frame| frame.buffer_mut().clone_from(&picture)).unwrap();
        long.draw(|frame| frame.buffer_mut().clone_from(&picture)).unwrap();
        for ((parser, sent), bytes) in shown.iter_mut().zip(&sent).zip(&mut bytes) {
            let sent = sent.0.take();
            parser.process(&sent);
            *bytes += sent.len();
        }
        for (at, (one, other)) in seen(shown[0].screen()).iter().zip(&seen(shown[1].screen())).enumerate() {
            assert_eq!(one, other, "picture {nth}, cell {at}");
        }
        assert!(shown[0].screen().hide_cursor());
    }
    assert!(bytes[0] * 4 < bytes[1] * 3, "{bytes:?}");
}

#[test]
fn without_colours_none_is_written() {
    let mut seed = Seed(3);
    let sent = Sent::default();
    let mut terminal = terminal(paper(&sent, || false));
    for _ in 0..200 {
        terminal.draw(|frame| scribble(&mut seed, frame.buffer_mut())).unwrap();
    }
    let sent = String::from_utf8(sent.0.take()).unwrap();
    let sequences = sent.split("\x1b[").skip(1).filter_map(|rest| rest.split_once('m'));
    for (numbers, _) in sequences.filter(|(numbers, _)| !numbers.contains(|one: char| one.is_alphabetic())) {
        for number in numbers.split(';') {
            assert!(!matches!(number.parse(), Ok(30..=49)), "{numbers}");
        }
    }
}

/// Counts what a terminal would get.
#[derive(Default)]
struct Calls(Vec<usize>);

impl Write for Calls {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.push(bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_picture_is_one_write_and_the_same_picture_none() {
    let paper = Paper::new(Calls::default(), || true).sized(Size::new(SIZE.0, SIZE.1));
    let mut terminal = terminal(paper);
    let mut draw = |text: &str| {
        terminal.backend_mut().aside(if text == "b" { b"\x07" } else { b"" });
        let style = Style::new().fg(Color::Red);
        terminal.draw(|frame| frame.buffer_mut().set_string(3, 1, text, style)).unwrap();
        std::mem::take(&mut terminal.backend_mut().out.0).len()
    };
    assert_eq!([draw("a"), draw("a"), draw("b"), draw("b"), draw("c d")], [1, 0, 1, 1, 1]);
}

#[test]
fn the_shorter_of_two_ways_is_taken() {
    let change = |from: Ink, to: Ink| {
        let mut out = Vec::new();
        from.change(to, &mut out);
        String::from_utf8(out).unwrap().replace('\x1b', "^")
    };
    let ink = |fg, ways| Ink { fg, bg: Color::Reset, ways };
    let (bold, dim) = (ink(Color::Magenta, Modifier::BOLD), ink(Color::Reset, Modifier::DIM));
    assert_eq!(change(Ink::PLAIN, bold), "^[1;38;5;5m");
    assert_eq!(change(bold, Ink::PLAIN), "^[m");
    assert_eq!(change(bold, dim), "^[0;2m");
    assert_eq!(change(bold, ink(Color::Magenta, Modifier::empty())), "^[0;35m", "its own form");
    assert_eq!(change(bold, ink(Color::Magenta, Modifier::DIM)), "^[0;2;35m");
    assert_eq!(change(ink(Color::Reset, Modifier::BOLD | Modifier::DIM), dim), "^[0;2m");
    assert_eq!(change(bold, bold), "");
}

#[test]
fn the_short_form_of_a_colour_is_never_written_for_bold_letters() {
    let change = |from: Ink, to: Ink| {
        let mut out = Vec::new();
        from.change(to, &mut out);
        String::from_utf8(out).unwrap().replace('\x1b', "^")
    };
    let (plain, bold) = (Modifier::empty(), Modifier::BOLD);
    let ink = |fg, ways| Ink { fg, bg: Color::Reset, ways };
    for (first, short, long) in [(Color::Magenta, "35", "38;5;5"), (Color::Indexed(2), "32", "38;5;2")] {
        assert_eq!(change(Ink::PLAIN, ink(first, plain)), format!("^[{short}m"));
        assert_eq!(change(ink(first, bold), ink(Color::Gray, plain)), "^[0;37m");
        // It was written short, and would change its colour with bold.
        assert_eq!(change(ink(first, plain), ink(first, bold)), format!("^[1;{long}m"));
        assert_eq!(change(ink(first, Modifier::DIM), ink(first, bold)), format!("^[0;1;{long}m"));
    }
    assert_eq!(change(Ink::PLAIN, ink(Color::LightRed, plain)), "^[38;5;9m", "the other eight have none");
}
