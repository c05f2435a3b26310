//! What a terminal sends for the keys that are no character.

/// A key that is no character.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Key {
    Enter,
    Esc,
    Backspace,
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    Home,
    End,
    /// With Ctrl held: a letter.
    Ctrl(char),
}

impl Key {
    /// What xterm sends for it.
    pub(crate) fn typed(self) -> String {
        let fixed = match self {
            Key::Enter => "\r",
            Key::Esc => "\x1b",
            Key::Backspace => "\x7f",
            Key::Up => "\x1b[A",
            Key::Down => "\x1b[B",
            Key::Right => "\x1b[C",
            Key::Left => "\x1b[D",
            Key::Home => "\x1b[H",
            Key::End => "\x1b[F",
            Key::PageUp => "\x1b[5~",
            Key::PageDown => "\x1b[6~",
            Key::Ctrl(letter) => return char::from(letter as u8 & 0x1f).to_string(),
        };
        fixed.to_owned()
    }
}
