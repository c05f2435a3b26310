//! The looks as data: for each one a colour and an emphasis for every role.
//!
//! Which colours can be read where is measured in the tests below, against the palettes that terminals
//! come with. Green, cyan and yellow are too pale on white, dark blue and dark grey too dark on black; only
//! a few of the sixteen are readable on both.

use ratatui::style::{Color, Modifier, Style};

use super::{Ground, Preset, Role};

/// A colour, or the person's own; and how it is set off.
type Paint = (Option<Color>, Modifier);

/// In the order of [`Role::ALL`].
type Table = [Paint; 8];

const NONE: Modifier = Modifier::empty();
const BOLD: Modifier = Modifier::BOLD;
const DIM: Modifier = Modifier::DIM;
const UNDERLINED: Modifier = Modifier::BOLD.union(Modifier::UNDERLINED);
const REVERSED: Modifier = Modifier::BOLD.union(Modifier::REVERSED);

const OWN: Option<Color> = None;
const RED: Option<Color> = Some(Color::Red);
const BRIGHT_RED: Option<Color> = Some(Color::LightRed);
const GREEN: Option<Color> = Some(Color::Green);
const YELLOW: Option<Color> = Some(Color::Yellow);
const BLUE: Option<Color> = Some(Color::Blue);
const BRIGHT_BLUE: Option<Color> = Some(Color::LightBlue);
const MAGENTA: Option<Color> = Some(Color::Magenta);
const CYAN: Option<Color> = Some(Color::Cyan);
const GREY: Option<Color> = Some(Color::DarkGray);

// Title, muted, key, focus; then working, calm, warn, stop.
#[rustfmt::skip]
mod tables {
    use super::{
        BLUE, BOLD, BRIGHT_BLUE, BRIGHT_RED, CYAN, DIM, GREEN, GREY, MAGENTA, NONE, OWN, RED, REVERSED, Table,
        UNDERLINED, YELLOW,
    };

    pub(super) const ANY: Table = [
        (OWN, BOLD), (OWN, DIM), (BRIGHT_BLUE, BOLD), (BRIGHT_BLUE, REVERSED),
        (MAGENTA, BOLD), (BRIGHT_BLUE, BOLD), (BRIGHT_RED, BOLD), (BRIGHT_RED, REVERSED),
    ];
    pub(super) const DARK: Table = [
        (OWN, BOLD), (OWN, DIM), (CYAN, BOLD), (CYAN, REVERSED),
        (GREEN, BOLD), (BRIGHT_BLUE, BOLD), (YELLOW, BOLD), (BRIGHT_RED, REVERSED),
    ];
    pub(super) const LIGHT: Table = [
        (OWN, BOLD), (GREY, NONE), (BLUE, BOLD), (BLUE, REVERSED),
        (MAGENTA, BOLD), (BLUE, BOLD), (RED, BOLD), (RED, REVERSED),
    ];
    pub(super) const HIGH: Table = [
        (OWN, BOLD), (OWN, NONE), (OWN, UNDERLINED), (OWN, REVERSED),
        (OWN, BOLD), (OWN, UNDERLINED), (OWN, UNDERLINED), (OWN, REVERSED),
    ];
    pub(super) const MONO: Table = [
        (OWN, BOLD), (OWN, DIM), (OWN, BOLD), (OWN, REVERSED),
        (OWN, BOLD), (OWN, BOLD), (OWN, UNDERLINED), (OWN, REVERSED),
    ];
    pub(super) const TWO_ANY: Table = [
        (OWN, BOLD), (OWN, DIM), (BRIGHT_BLUE, BOLD), (BRIGHT_BLUE, REVERSED),
        (BRIGHT_BLUE, BOLD), (OWN, BOLD), (BRIGHT_RED, UNDERLINED), (BRIGHT_RED, REVERSED),
    ];
    pub(super) const TWO_DARK: Table = [
        (OWN, BOLD), (OWN, DIM), (BRIGHT_BLUE, BOLD), (BRIGHT_BLUE, REVERSED),
        (YELLOW, BOLD), (BRIGHT_BLUE, BOLD), (YELLOW, UNDERLINED), (YELLOW, REVERSED),
    ];
    pub(super) const TWO_LIGHT: Table = [
        (OWN, BOLD), (GREY, NONE), (BLUE, BOLD), (BLUE, REVERSED),
        (BLUE, BOLD), (OWN, BOLD), (RED, UNDERLINED), (RED, REVERSED),
    ];
}

/// The table of a look on a ground.
fn table(preset: Preset, ground: Ground) -> &'static Table {
    match (preset, ground) {
        (Preset::Auto, Ground::Unknown) => &tables::ANY,
        (Preset::Dark, _) | (Preset::Auto, Ground::Dark) => &tables::DARK,
        (Preset::Light, _) | (Preset::Auto, Ground::Light) => &tables::LIGHT,
        (Preset::HighContrast, _) => &tables::HIGH,
        (Preset::Mono, _) => &tables::MONO,
        (Preset::ColourBlind, Ground::Unknown) => &tables::TWO_ANY,
        (Preset::ColourBlind, Ground::Dark) => &tables::TWO_DARK,
        (Preset::ColourBlind, Ground::Light) => &tables::TWO_LIGHT,
    }
}

/// How a role looks.
pub(super) fn style(preset: Preset, ground: Ground, role: Role) -> Style {
    let place = Role::ALL.iter().position(|one| *one == role).unwrap_or_default();
    let (colour, emphasis) = table(preset, ground)[place];
    let style = Style::new().add_modifier(emphasis);
    colour.map_or(style, |colour| style.fg(colour))
}

#[cfg(test)]
mod tests;
