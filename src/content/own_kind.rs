//! What kind of file a person's own file is meant to be, so that it is checked as that.

use toml::de::DeTable;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One exercise.
    Exercise,
    /// A programme: `items`.
    Programme,
    /// A figure by itself: `pose` and `track`.
    Figure,
    /// A clinician's plan: `exercises`.
    Plan,
    /// `config.toml`.
    Settings,
}

/// Keys that tell a kind.
const TELLING: &[(&str, Kind)] = &[
    ("items", Kind::Programme),
    ("excludes_spine", Kind::Programme),
    ("pose", Kind::Figure),
    ("track", Kind::Figure),
    ("exercises", Kind::Plan),
    ("limits", Kind::Plan),
    ("clinician", Kind::Plan),
    ("look", Kind::Settings),
    ("session", Kind::Settings),
];

/// Largest file whose keys are looked for with the parser, in bytes; in a larger one the lines will do.
const PATIENT: usize = 64 * 1024;

/// The kind that the keys of a file tell; an exercise when they tell none.
pub fn kind_of(text: &str) -> Kind {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let telling = |name: &str| TELLING.iter().find(|(key, _)| *key == name).map(|(_, kind)| *kind);
    if text.len() <= PATIENT {
        let (document, _) = DeTable::parse_recoverable(text);
        if let Some(kind) = document.get_ref().keys().find_map(|key| telling(key.get_ref())) {
            return kind;
        }
    }
    let first =
        |line: &str| line.trim_start_matches('[').split(['=', ' ', ']', '.']).next().and_then(telling);
    text.lines().take(1000).find_map(first).unwrap_or(Kind::Exercise)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{builtin, physio_file, template};

    #[test]
    fn keys_tell_the_kind_even_of_a_broken_file() {
        assert_eq!(kind_of(&template::exercise("mine")), Kind::Exercise);
        for (_, text) in builtin::EXERCISES {
            assert_eq!(kind_of(text), Kind::Exercise);
        }
        for (_, text) in builtin::PROGRAMMES {
            assert_eq!(kind_of(text), Kind::Programme);
        }
        for (_, text) in builtin::FIGURES {
            assert_eq!(kind_of(text), Kind::Figure);
        }
        for (text, kind) in [
            ("", Kind::Exercise),
            ("\u{feff}items = [", Kind::Programme),
            ("id = \n[pose.start]\n", Kind::Figure),
            ("[look]\nbell = maybe", Kind::Settings),
            ("[[track]]", Kind::Figure),
            (&physio_file::starting_file("x"), Kind::Plan),
            ("lookout = 3", Kind::Exercise),
        ] {
            assert_eq!(kind_of(text), kind, "{text:?}");
        }
    }
}
