//! Roles -> styles. Screens name a role; only this file names a colour, and no meaning hangs on one.

use ratatui::style::{Color, Modifier, Style};

/// How things look. Sixteen colours of the person's own palette on the person's own background.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    colour: bool,
}

impl Theme {
    /// With colours, or with bold, dim and reverse alone.
    ///
    /// Without colours every colour stays `Reset`: crossterm 0.29 would otherwise answer `NO_COLOR`
    /// by writing a reset that wipes bold and reverse too.
    pub fn new(colour: bool) -> Theme {
        Theme { colour }
    }

    /// Whether there are colours.
    pub fn has_colour(self) -> bool {
        self.colour
    }

    fn paint(self, colour: Color) -> Style {
        if self.colour { Style::new().fg(colour) } else { Style::new() }
    }

    /// Ordinary text.
    pub fn plain(self) -> Style {
        Style::new()
    }

    /// A screen's title, an exercise's name.
    pub fn title(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// What stands behind the rest: hints, help texts, units.
    pub fn muted(self) -> Style {
        if self.colour { self.paint(Color::DarkGray) } else { Style::new().add_modifier(Modifier::DIM) }
    }

    /// A key that can be pressed.
    pub fn key(self) -> Style {
        self.paint(Color::Cyan).add_modifier(Modifier::BOLD)
    }

    /// The line that the cursor is on.
    pub fn focus(self) -> Style {
        self.paint(Color::Cyan).add_modifier(Modifier::BOLD | Modifier::REVERSED)
    }

    /// Working: the hold itself, a rise, what is going on now.
    pub fn working(self) -> Style {
        self.paint(Color::Green).add_modifier(Modifier::BOLD)
    }

    /// Between: get ready, change sides, rest.
    pub fn calm(self) -> Style {
        self.paint(Color::LightBlue).add_modifier(Modifier::BOLD)
    }

    /// Mind this. Not yellow: on a light background most palettes make it unreadable.
    pub fn warn(self) -> Style {
        self.paint(Color::Magenta).add_modifier(Modifier::BOLD)
    }

    /// Stop.
    pub fn stop(self) -> Style {
        self.paint(Color::LightRed).add_modifier(Modifier::BOLD)
    }
}
