//! The settings file, `config.toml`: small and strict, so that a slip of the pen is told and not obeyed.
//!
//! `assets/config.toml` is what comes without a file, with a word on each setting. Each part of the file
//! has a module of its own here.

pub mod change;
mod cues;
pub mod edit;
mod hooks;
mod journal;
pub mod keys;
mod look;
mod session;
pub mod shelf;
pub mod table;

pub use look::{Colour, Look, Motion, Preset};

use super::fields::{Fields, read_file};
use super::problem::ContentError;
use crate::cue::choice::Choice;
use crate::cue::hooks::Commands;
use crate::session::settings::Settings;

/// A settings file in which everything is as it comes, with a word on each setting.
pub const EXAMPLE: &str = include_str!("../../../assets/config.toml");

/// What the person chose; everything that the file does not say is as it comes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Config {
    /// Pauses of a session, and how it asks.
    pub session: Settings,
    /// How the program shows itself.
    pub look: Look,
    /// Keys of the person's own; the key table says which of them can be.
    pub keys: Vec<keys::KeyWish>,
    /// How a session tells that something begins, ends or changes.
    pub cues: Choice,
    /// Commands around a session.
    pub hooks: Commands,
    /// This computer adds to a file of its own, for folders that several computers share.
    pub own_file: bool,
}

/// Reads the settings.
///
/// # Errors
/// Every problem of the file, each with line, column, what was found and what was expected.
pub fn parse(file: &str, text: &str) -> Result<Config, ContentError> {
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Ok(Config::default());
    }
    read_file(file, text, "the settings", |fields| Some(config(fields)))
}

fn config(fields: &Fields) -> Config {
    let mut config = Config::default();
    if let Some(part) = fields.section("session", "the part [session]") {
        config.session = session::read(&part);
        part.finish();
    }
    if let Some(part) = fields.section("look", "the part [look]") {
        config.look = look::read(&part);
        part.finish();
    }
    if let Some(part) = fields.section("keys", "the part [keys]") {
        config.keys = keys::read(&part);
    }
    if let Some(part) = fields.section("cues", "the part [cues]") {
        config.cues = cues::read(&part);
        part.finish();
    }
    if let Some(part) = fields.section("hooks", "the part [hooks]") {
        config.hooks = hooks::read(&part);
        part.finish();
    }
    if let Some(part) = fields.section("journal", "the part [journal]") {
        config.own_file = journal::read(&part);
        part.finish();
    }
    // The bell has been a matter of looks for longer than there are cues: no means never.
    config.cues.bell = config.look.bell;
    config
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Glyphs;
    use crate::session::settings::{Count, Rate};

    #[test]
    fn what_is_not_said_is_as_it_comes() {
        for text in ["", "  \n", "\u{feff}", "# nothing yet\n", "[session]\n[look]\n"] {
            assert_eq!(parse("c", text), Ok(Config::default()), "{text:?}");
        }
    }

    #[test]
    fn every_setting_is_taken() {
        let text = "[session]\r\nrate = \"at-end\"\r\ncount = \"by-clock\"\r\nprepare_s = 3\r\nfloor_prepare_s = 120\r\n\
                    gap_s = 1\r\nswitch_s = 60\r\nrest_s = 300\r\nfloor = true\r\npace = 140\r\n\
                    floor_count = \"by-key\"\r\n[look]\r\ncolor = \"never\"\r\ntheme = \"light\"\r\nbell = false\r\n\
                    glyphs = \"octant\"\r\nmotion = \"reduced\"\r\n[journal]\r\nown_file = true\r\n";
        let session = Settings {
            prepare_s: 3,
            floor_prepare_s: 120,
            gap_s: 1,
            switch_s: 60,
            rest_s: 300,
            rate: Rate::AtEnd,
            count: Count::ByClock,
            floor: true,
            floor_count: Count::ByKey,
            pace: 140,
        };
        let look = Look {
            colour: Colour::Never,
            theme: Preset::Light,
            bell: false,
            glyphs: Some(Glyphs::Octant),
            motion: Motion::Reduced,
            mouse: false,
        };
        let cues = Choice { bell: false, ..Choice::default() };
        let wanted = Config { session, look, cues, own_file: true, ..Config::default() };
        assert_eq!(parse("c", text), Ok(wanted));
        assert_eq!(parse("c", "look = { glyphs = \"auto\" }").map(|config| config.look.glyphs), Ok(None));
        // The same, in the other notation.
        assert_eq!(parse("c", "look = { bell = false }").map(|config| config.look.bell), Ok(false));
    }

    #[test]
    fn the_example_says_what_comes_without_a_file_and_leaves_nothing_out() {
        assert_eq!(parse("c", EXAMPLE), Ok(Config::default()));
        // A key that is not a key is answered with those that there are.
        for (part, key) in [
            ("session", "session.zzzzzzzz"),
            ("look", "look.zzzzzzzz"),
            ("cues", "cues.zz"),
            ("hooks", "hooks.zz"),
            ("journal", "journal.zz"),
        ] {
            let told = parse("c", &format!("[{part}]\nzzzzzzzz = 1\n")).unwrap_err().to_string();
            let (_, names) = told.split_once("write one of: ").unwrap_or_else(|| panic!("{key}: {told}"));
            for name in names.trim_end_matches('.').split(", ") {
                assert!(EXAMPLE.contains(&format!("\n{name} = ")), "{name} of {part} is missing");
            }
        }
    }

    #[test]
    fn every_slip_is_told_with_its_place_and_what_was_expected() {
        let cases = [
            ("[sesion]\n", "c:1:2: sesion is not a key of the settings; did you mean session?"),
            ("colour = 1\n", "c:1:1: colour is not a key of the settings; write one of: "),
            (
                "[session]\nrate_s = 3\n",
                "c:2:1: session.rate_s is not a key of the part [session]; did you mean",
            ),
            (
                "[look]\n\ncolour = \"auto\"",
                "c:3:1: look.colour is not a key of the part [look]; did you mean color?",
            ),
            (
                "[session]\nrate = \"after-ech\"",
                "c:2:8: session.rate is \"after-ech\", which is not a choice; did you mean after-each?",
            ),
            ("[session]\ncount = 3", "c:2:9: session.count is the number 3; write one of: by-key, by-clock"),
            ("[session]\nrest_s = 4", "c:2:10: session.rest_s is 4; write a whole number from 5 to 300"),
            ("[session]\nrest_s = -30", "c:2:10: session.rest_s is -30; write a whole number from 5 to 300"),
            ("[session]\nrest_s = 99999999999999999999", "whole number from 5 to 300"),
            (
                "[session]\nrest_s = 3e8",
                "session.rest_s is 3e8, which is not a whole number; write a whole number",
            ),
            (
                "[session]\nrest_s = \"30\"",
                "session.rest_s is the text \"30\"; write a whole number from 5 to 300",
            ),
            (
                "[look]\nbell = \"true\"",
                "c:2:8: look.bell is the text \"true\"; write true or false, without quotes",
            ),
            (
                "[look]\nglyphs = \"brail\"",
                "c:2:10: look.glyphs is \"brail\", which is not a choice; did you mean braille?",
            ),
            (
                "[look]\nmotion = true",
                "c:2:10: look.motion is true, a yes or no; write one of: auto, full, reduced",
            ),
            ("keys = 3", "c:1:8: keys is the number 3; write [keys] on a line of its own"),
            ("[keys]\nskip = [\"s\"]", "c:2:8: keys.skip is a list; write [keys.skip] on a line of its own"),
            (
                "[keys.player]\nskip = 3",
                "c:2:8: keys.player.skip is the number 3; write a list in square brackets",
            ),
            ("[keys.player]\nskip = []", "c:2:8: keys.player.skip has 0 entries; give it 1 to 8"),
            ("[keys.player]\nskip = [\"s\", 3]", "c:2:14: keys.player.skip is the number 3; write a text"),
            ("look = 3", "c:1:8: look is the number 3; write [look] on a line of its own"),
            ("[[look]]\n", "look is a list; write [look] on a line of its own"),
            ("[look]\nbell = true\nbell = true", "c:3:1: this key is given twice; keep one of the two"),
            (
                "[journal]\nown_file = \"yes\"",
                "c:2:12: journal.own_file is the text \"yes\"; write true or false, without quotes",
            ),
            ("[look\nbell = true", "c:1:"),
            ("[look]\nbell = ", "c:2:"),
            ("\u{1b}[31m", "c:1:"),
            ("a\0b", "there is a NUL character here"),
        ];
        for (text, words) in cases {
            let told = parse("c", text).unwrap_err().to_string();
            assert!(told.contains(words), "{text:?}: {told}");
            assert!(!told.chars().any(|c| c.is_control() && c != '\n'), "{told:?}");
        }
    }

    #[test]
    fn all_slips_are_told_at_once() {
        let told =
            parse("c", "[session]\nrest_s = 1\ngap_s = 99\n[look]\nbel = true\n").unwrap_err().to_string();
        assert_eq!(told.lines().count(), 3, "{told}");
    }

    #[test]
    fn hostile_files_end_in_words() {
        let deep = format!("a = {}", "[".repeat(100_000));
        let long = format!("a = \"{}", "x".repeat(900_000));
        let keys: Vec<String> = (0..50_000).map(|n| format!("k{n} = 1")).collect();
        let keys = keys.join("\n");
        let big = " ".repeat(2 * 1024 * 1024) + "x";
        for text in [&deep, &long, &keys, &big] {
            assert!(!parse("c", text).unwrap_err().problems.is_empty());
        }
    }
}
