//! What a terminal is sent to show a notification of the desktop.

use super::choice::Notify;
use crate::content::problem::is_unwanted;

/// Longest text of a notification, characters.
const LONGEST: usize = 120;

/// The bytes of a notification; `tmux`: they have to be handed through it.
///
/// The text cannot end the sequence or begin another: nothing that controls a terminal is left of it, and
/// it begins with a word, so that it is never taken for a number with a meaning of its own.
pub fn notification(text: &str, how: Notify, tmux: bool) -> Vec<u8> {
    let text: String = text
        .chars()
        .map(|letter| if letter == ';' { ',' } else { letter })
        .filter(|letter| !letter.is_control() && !is_unwanted(*letter) && *letter != '\\')
        .take(LONGEST)
        .collect();
    let plain = match how {
        Notify::Osc9 => format!("\x1b]9;supple: {text}\x1b\\"),
        Notify::Osc777 => format!("\x1b]777;notify;supple;{text}\x1b\\"),
    };
    if tmux { format!("\x1bPtmux;{}\x1b\\", plain.replace('\x1b', "\x1b\x1b")) } else { plain }.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(text: &str, how: Notify, tmux: bool) -> String {
        String::from_utf8(notification(text, how, tmux)).unwrap()
    }

    #[test]
    fn the_bytes_are_those_that_terminals_know() {
        assert_eq!(sent("Change sides", Notify::Osc9, false), "\x1b]9;supple: Change sides\x1b\\");
        assert_eq!(sent("Let go", Notify::Osc777, false), "\x1b]777;notify;supple;Let go\x1b\\");
    }

    #[test]
    fn through_tmux_every_escape_is_doubled() {
        assert_eq!(sent("Let go", Notify::Osc9, true), "\x1bPtmux;\x1b\x1b]9;supple: Let go\x1b\x1b\\\x1b\\");
        assert_eq!(
            sent("Let go", Notify::Osc777, true),
            "\x1bPtmux;\x1b\x1b]777;notify;supple;Let go\x1b\x1b\\\x1b\\"
        );
    }

    #[test]
    fn a_text_can_neither_end_the_sequence_nor_begin_another() {
        for hostile in ["a\x1b\\b", "a\x07b", "a\u{9c}b", "a\r\nb", "a\u{202e}b", "a\0b"] {
            assert_eq!(sent(hostile, Notify::Osc9, false), "\x1b]9;supple: ab\x1b\\", "{hostile:?}");
        }
        assert_eq!(sent("4;3;50", Notify::Osc9, false), "\x1b]9;supple: 4,3,50\x1b\\");
        assert_eq!(sent("a;b", Notify::Osc777, false), "\x1b]777;notify;supple;a,b\x1b\\");
        assert!(sent(&"x".repeat(5000), Notify::Osc9, true).len() < 160);
    }
}
