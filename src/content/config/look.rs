//! The part `[look]` of the settings: how the program shows itself.

use crate::content::fields::Fields;
use crate::figure::Glyphs;

/// How the program shows itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// When to use colour.
    pub colour: Colour,
    /// Which colours.
    pub theme: Preset,
    /// Whether to ring the terminal's bell.
    pub bell: bool,
    /// Whether clicks and the wheel mean something; the terminal then selects text with Shift alone.
    pub mouse: bool,
    /// The characters that figures are made of; `None`: whatever this terminal can show.
    pub glyphs: Option<Glyphs>,
    /// Whether figures move.
    pub motion: Motion,
}

impl Default for Look {
    fn default() -> Look {
        Look {
            colour: Colour::default(),
            theme: Preset::default(),
            bell: true,
            mouse: false,
            glyphs: None,
            motion: Motion::default(),
        }
    }
}

/// The looks that there are to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Preset {
    /// As the terminal says that its background is; where it does not say, colours that can be read on both.
    #[default]
    Auto,
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
    /// The person's own text colour alone, never fainter: bold, underlined and reversed.
    HighContrast,
    /// No two colours that look alike to eyes that see red and green alike.
    ColourBlind,
    /// No colours.
    Mono,
}

impl Preset {
    /// All of them, with the names that the settings have for them.
    pub const ALL: [(&'static str, Preset); 6] = [
        ("auto", Preset::Auto),
        ("dark", Preset::Dark),
        ("light", Preset::Light),
        ("high-contrast", Preset::HighContrast),
        ("colour-blind", Preset::ColourBlind),
        ("mono", Preset::Mono),
    ];

    /// What the settings call it.
    pub fn name(self) -> &'static str {
        Preset::ALL.iter().find(|(_, preset)| *preset == self).map_or("auto", |(name, _)| name)
    }
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colour {
    /// Unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Even then.
    Always,
    /// Not at all.
    Never,
}

/// Whether figures move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Motion {
    /// Unless `REDUCED_MOTION` is set.
    #[default]
    Auto,
    /// Even then.
    Full,
    /// They stand still in each pose, and change with the phase.
    Reduced,
}

const COLOURS: &[(&str, Colour)] =
    &[("auto", Colour::Auto), ("always", Colour::Always), ("never", Colour::Never)];
const MOTIONS: &[(&str, Motion)] =
    &[("auto", Motion::Auto), ("full", Motion::Full), ("reduced", Motion::Reduced)];

pub(super) fn read(part: &Fields) -> Look {
    let usual = Look::default();
    Look {
        colour: part.one_of_or_none("color", COLOURS).unwrap_or_default(),
        theme: part.one_of_or_none("theme", &Preset::ALL).unwrap_or_default(),
        bell: part.yes_no("bell").unwrap_or(usual.bell),
        mouse: part.yes_no("mouse").unwrap_or(usual.mouse),
        glyphs: part.one_of_or_none("glyphs", &glyphs()).flatten(),
        motion: part.one_of_or_none("motion", MOTIONS).unwrap_or_default(),
    }
}

fn glyphs() -> Vec<(&'static str, Option<Glyphs>)> {
    let all = Glyphs::ALL.into_iter().map(|(name, glyphs)| (name, Some(glyphs)));
    std::iter::once(("auto", None)).chain(all).collect()
}
