//! Which characters a figure is made of on this terminal: what the person chose, else what it can show.

use super::glyphs::Glyphs;

/// Terminals that draw neither braille nor blocks of dots.
const BARE: [&str; 4] = ["linux", "ansi", "cons25", "dumb"];

impl Glyphs {
    /// Names used in the settings and on the command line.
    pub const ALL: [(&'static str, Glyphs); 4] = [
        ("braille", Glyphs::Braille),
        ("octant", Glyphs::Octant),
        ("quadrant", Glyphs::Quadrant),
        ("ascii", Glyphs::Ascii),
    ];

    /// What a terminal can show, by its kind (`TERM`) and by its locale: the first of `LC_ALL`, `LC_CTYPE`
    /// and `LANG` that says anything. Whether a font has a character cannot be asked; braille is in almost
    /// every one. Where no locale is set, nobody has said that it is not UTF-8.
    pub fn for_terminal(kind: Option<&str>, locales: [Option<&str>; 3]) -> Glyphs {
        let kind = kind.unwrap_or_default();
        let bare = BARE.contains(&kind) || kind.starts_with("vt");
        let locale = locales.into_iter().flatten().find(|locale| !locale.is_empty());
        let utf8 = locale.is_none_or(|locale| {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        });
        if bare || !utf8 { Glyphs::Ascii } else { Glyphs::Braille }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bare_console_and_other_locales_get_letters() {
        let cases = [
            (Some("xterm-256color"), [None, None, Some("en_GB.UTF-8")], Glyphs::Braille),
            (Some("xterm-256color"), [None, None, Some("de_DE.utf8")], Glyphs::Braille),
            (Some("xterm-256color"), [None, None, Some("C.UTF-8")], Glyphs::Braille),
            (Some("xterm"), [None, None, None], Glyphs::Braille),
            (None, [Some(""), None, None], Glyphs::Braille),
            (Some("linux"), [None, None, Some("en_GB.UTF-8")], Glyphs::Ascii),
            (Some("vt220"), [None, None, Some("en_GB.UTF-8")], Glyphs::Ascii),
            (Some("xterm"), [None, None, Some("C")], Glyphs::Ascii),
            (Some("xterm"), [None, None, Some("de_DE.ISO-8859-1")], Glyphs::Ascii),
            // The first that says anything decides.
            (Some("xterm"), [Some("C"), Some("en_GB.UTF-8"), Some("en_GB.UTF-8")], Glyphs::Ascii),
            (Some("xterm"), [Some(""), Some("en_GB.UTF-8"), Some("C")], Glyphs::Braille),
        ];
        for (kind, locales, wanted) in cases {
            assert_eq!(Glyphs::for_terminal(kind, locales), wanted, "{kind:?} {locales:?}");
        }
    }
}
