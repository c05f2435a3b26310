//! What can be typed on the plan of today: the letters of the screens with the same meaning, and a few
//! words that only the ear needs.

use super::talk::number;

/// All of it, one thing a line, as `?` says it. The test of parity holds every letter of the screens.
pub(super) const KEYS: &str = "Enter: begin.
w and the number of a line: why it is as it is.
f: today is a flare, a short and gentle set; f again: about flares, and how to take it back.
a: the notes are read, fold them away for two weeks.
u: under a note about no change, this is my normal.
s: stiff this morning, or not after all; in the morning only.
- or minus: fewer minutes today.
+ or plus: more minutes today.
v: look ahead, the next sessions if calm and if sore; v 14: the next 14.
t: your chart.
y: your history, to read and to put right.
l: log a walk.
o: ouch, mark where it hurts, place by place.
i: more about you: goals, worries, equipment, which way is worse.
e: all exercises, to read; and what to think twice about.
p: change your profile.
m: your answers to the safety check, and which has changed.
c: the whole safety check again.
r: another region.
g: a look round, in a few sentences.
, (a comma): your settings, to hear and to change.
report: how to write a page for a clinician.
sources: where every line comes from.
again: say the plan again.
q: leave.";

/// What was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Go,
    Flare,
    Read,
    Chart,
    Walk,
    Profile,
    Fewer,
    More,
    Sources,
    Check,
    Region,
    Again,
    Help,
    /// The line, from 0.
    Why(usize),
    /// So many sessions.
    Ahead(u32),
    Answers,
    Body,
    AboutYou,
    Library,
    Past,
    Report,
    Settings,
    Tour,
    Stiff,
    Normal,
}

/// Sessions to look ahead where no number was typed.
const AHEAD: u32 = 3;
/// ... and at most: two weeks, as on the screens.
const FARTHEST: u32 = 14;

/// Reads it.
pub(super) fn key(line: &str) -> Option<Key> {
    Some(match line {
        "" => Key::Go,
        "f" => Key::Flare,
        "a" => Key::Read,
        "t" => Key::Chart,
        "l" => Key::Walk,
        "p" => Key::Profile,
        "-" | "minus" => Key::Fewer,
        "+" | "=" | "plus" => Key::More,
        "sources" => Key::Sources,
        "m" => Key::Answers,
        "o" => Key::Body,
        "i" => Key::AboutYou,
        "e" => Key::Library,
        "y" => Key::Past,
        "report" => Key::Report,
        "g" => Key::Tour,
        "," | "settings" => Key::Settings,
        "c" => Key::Check,
        "r" => Key::Region,
        "again" | "." => Key::Again,
        "s" => Key::Stiff,
        "u" => Key::Normal,
        "?" | "help" => Key::Help,
        "w" => Key::Why(0),
        "v" => Key::Ahead(AHEAD),
        _ => {
            let (letter, rest) = line.split_at_checked(1)?;
            match letter {
                "w" => Key::Why(number::<usize>(rest.trim(), 999)?.checked_sub(1)?),
                "v" => Key::Ahead(number::<u32>(rest.trim(), FARTHEST).filter(|many| *many > 0)?),
                _ => return None,
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_behind_two_of_the_letters() {
        for (line, wanted) in [
            ("w", Some(Key::Why(0))),
            ("w 3", Some(Key::Why(2))),
            ("w3", Some(Key::Why(2))),
            ("w 0", None),
            ("w x", None),
            ("v", Some(Key::Ahead(3))),
            ("v 14", Some(Key::Ahead(14))),
            ("v 15", None),
            ("v 0", None),
            ("\u{fc}", None),
            ("n", None),
            ("1", None),
        ] {
            assert_eq!(key(line), wanted, "{line:?}");
        }
    }

    #[test]
    fn every_letter_that_is_listed_is_understood() {
        for line in KEYS.lines().skip(1) {
            let (letters, _) = line.split_once(':').unwrap();
            let first = letters.split(' ').next().unwrap();
            assert!(first == "q" || key(first).is_some(), "{line}");
        }
    }
}
