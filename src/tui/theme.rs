//! Roles -> styles. Screens name a role; only this room names a colour, and no meaning hangs on one.
//!
//! A look is a table of data. All use the sixteen colours of the person's own palette on the person's own
//! background, which is never painted, and none sets text in white.

mod table;

use ratatui::style::Style;

pub use crate::content::config::Preset;

/// What a piece of text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A screen's title, an exercise's name.
    Title,
    /// What stands behind the rest: hints, help texts, units.
    Muted,
    /// A key that can be pressed.
    Key,
    /// The line that the cursor is on.
    Focus,
    /// The hold itself, a rise, what is going on now.
    Working,
    /// Get ready, change sides, rest.
    Calm,
    /// Mind this.
    Warn,
    /// Stop.
    Stop,
}

impl Role {
    /// All of them.
    pub const ALL: [Role; 8] =
        [Role::Title, Role::Muted, Role::Key, Role::Focus, Role::Working, Role::Calm, Role::Warn, Role::Stop];
}

/// What the text stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Ground {
    /// The terminal does not say.
    #[default]
    Unknown,
    /// Dark.
    Dark,
    /// Light.
    Light,
}

impl Ground {
    /// Reads `COLORFGBG`, which some terminals set: the number behind its last semicolon is the background,
    /// one of the sixteen colours.
    pub fn told(variable: Option<&str>) -> Ground {
        let last = variable.and_then(|value| value.rsplit(';').next());
        match last.and_then(|number| number.trim().parse::<u8>().ok()) {
            Some(0..=6 | 8) => Ground::Dark,
            Some(7 | 9..=15) => Ground::Light,
            _ => Ground::Unknown,
        }
    }
}

/// How things look: the sixteen colours of the person's own palette on the person's own background.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    preset: Preset,
    ground: Ground,
}

impl Theme {
    /// The look that comes by itself; or the one without colours.
    ///
    /// Without colours every colour stays `Reset`: crossterm 0.29 would otherwise answer `NO_COLOR`
    /// by writing a reset that wipes bold and reverse too.
    pub fn new(colour: bool) -> Theme {
        let preset = if colour { Preset::Auto } else { Preset::Mono };
        Theme { preset, ground: Ground::Unknown }
    }

    /// This look, on this ground.
    pub fn of(preset: Preset, ground: Ground) -> Theme {
        Theme { preset, ground }
    }

    /// The same without colours, unless it may have them.
    #[must_use]
    pub fn with_colour(self, may: bool) -> Theme {
        if may { self } else { Theme { preset: Preset::Mono, ..self } }
    }

    /// Which look it is.
    pub fn preset(self) -> Preset {
        self.preset
    }

    /// Another look on the same ground.
    #[must_use]
    pub fn with_preset(self, preset: Preset) -> Theme {
        Theme { preset, ..self }
    }

    /// Whether there are colours.
    pub fn has_colour(self) -> bool {
        !matches!(self.preset, Preset::Mono | Preset::HighContrast)
    }

    /// How a role looks.
    pub fn style(self, role: Role) -> Style {
        table::style(self.preset, self.ground, role)
    }

    /// Ordinary text: the person's own.
    pub fn plain(self) -> Style {
        Style::new()
    }

    /// A screen's title, an exercise's name.
    pub fn title(self) -> Style {
        self.style(Role::Title)
    }

    /// What stands behind the rest: hints, help texts, units.
    pub fn muted(self) -> Style {
        self.style(Role::Muted)
    }

    /// A key that can be pressed.
    pub fn key(self) -> Style {
        self.style(Role::Key)
    }

    /// The line that the cursor is on.
    pub fn focus(self) -> Style {
        self.style(Role::Focus)
    }

    /// Working: the hold itself, a rise, what is going on now.
    pub fn working(self) -> Style {
        self.style(Role::Working)
    }

    /// Between: get ready, change sides, rest.
    pub fn calm(self) -> Style {
        self.style(Role::Calm)
    }

    /// Mind this.
    pub fn warn(self) -> Style {
        self.style(Role::Warn)
    }

    /// Stop.
    pub fn stop(self) -> Style {
        self.style(Role::Stop)
    }
}
