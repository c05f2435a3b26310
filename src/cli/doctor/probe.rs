//! What a terminal says of itself when it is asked: how wide it draws a character, and whether it marks what
//! is pasted. Asked only where both ends are a terminal that is ours at this moment; it has a second to
//! answer, and is left as it was found.

use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::getpgrp;
use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios};
use rustix::termios::{tcgetattr, tcgetpgrp, tcsetattr};

use crate::clock::Clock;

/// The longest wait for the whole answer: over a slow line it takes a good part of it.
const WAIT: Duration = Duration::from_secs(1);
/// One column wide: what figures are made of.
const DOTS: char = '\u{28ff}';
/// Two columns wide, in every table of widths.
const WIDE: char = '\u{754c}';

/// What came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub(super) struct Told {
    /// Columns that a character of figures takes; 1 is right.
    pub(super) dots: Option<u16>,
    /// Columns that a wide letter takes; 2 is right.
    pub(super) wide: Option<u16>,
    /// Whether it can mark what is pasted.
    pub(super) marks_pastes: Option<bool>,
}

/// Gives the terminal its modes back, and drops an answer that comes too late to be read.
struct Modes(Termios);

impl Drop for Modes {
    fn drop(&mut self) {
        let _ = tcsetattr(io::stdin(), OptionalActions::Flush, &self.0);
    }
}

/// Asks. `None`: there is nobody to ask, or it is not ours to ask now. `term`: the variable `TERM`.
pub(super) fn ask(term: Option<&str>) -> Option<Told> {
    let (keys, mut screen) = (io::stdin(), io::stdout());
    if !keys.is_terminal() || !screen.is_terminal() || matches!(term, None | Some("" | "dumb")) {
        return None;
    }
    // In the background, changing its modes would stop this process.
    if tcgetpgrp(&keys).ok()? != getpgrp() {
        return None;
    }
    let found = tcgetattr(&keys).ok()?;
    let mut raw = found.clone();
    raw.local_modes.remove(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG);
    raw.special_codes[SpecialCodeIndex::VMIN] = 1;
    raw.special_codes[SpecialCodeIndex::VTIME] = 0;
    let _back = Modes(found);
    tcsetattr(&keys, OptionalActions::Now, &raw).ok()?;
    // The last question is one that every terminal answers.
    write!(screen, "\x1b[?2004$p\r{DOTS}\x1b[6n\r{WIDE}\x1b[6n\r\x1b[K").ok()?;
    screen.flush().ok()?;
    Some(understood(&heard(&keys)))
}

/// All that comes until both places were told, or the time is up.
fn heard(mut keys: &io::Stdin) -> Vec<u8> {
    let clock = Clock::start();
    let mut all = Vec::new();
    let mut some = [0; 256];
    while all.split(|byte| *byte == b'R').count() < 3 && all.len() < 4_096 {
        let Some(left) = WAIT.checked_sub(clock.now().mono).filter(|left| !left.is_zero()) else { break };
        let nanos = i64::from(left.subsec_nanos());
        let limit = Timespec { tv_sec: left.as_secs() as i64, tv_nsec: nanos as _ };
        let mut wait = [PollFd::new(&keys, PollFlags::IN)];
        if !poll(&mut wait, Some(&limit)).is_ok_and(|ready| ready > 0) {
            break;
        }
        match keys.read(&mut some) {
            Ok(count) if count > 0 => all.extend_from_slice(&some[..count]),
            _ => break,
        }
    }
    all
}

/// Two places of the cursor, `ESC [ row ; column R`, and the state of a mode, `ESC [ ? 2004 ; state $ y`.
fn understood(answer: &[u8]) -> Told {
    let text = String::from_utf8_lossy(answer);
    let mut columns = Vec::new();
    let mut told = Told::default();
    for part in text.split("\x1b[").skip(1) {
        if let Some(state) = part.strip_prefix("?2004;").and_then(|rest| rest.split("$y").next()) {
            // 1 and 3 are on, 2 and 4 off; 0: it does not know of such a thing.
            told.marks_pastes = state.parse::<u8>().ok().map(|state| state != 0);
        } else if let Some((place, _)) = part.split_once('R') {
            let column = place.split_once(';').and_then(|(_, column)| column.parse::<u16>().ok());
            columns.extend(column);
        }
    }
    if let [dots, wide] = columns[..] {
        // Columns count from 1, and the cursor stands behind what was drawn.
        (told.dots, told.wide) = (dots.checked_sub(1), wide.checked_sub(1));
    }
    told
}

impl Told {
    /// In a few words.
    pub(super) fn words(&self) -> String {
        let width = match (self.dots, self.wide) {
            (Some(1), Some(2)) => "widths as they should be".to_owned(),
            (Some(dots), Some(wide)) => format!("dots {dots} wide, wide letters {wide}"),
            _ => "does not tell widths".to_owned(),
        };
        let pastes = match self.marks_pastes {
            Some(true) => "marks what is pasted",
            Some(false) => "does not mark what is pasted",
            None => "does not tell whether it marks what is pasted",
        };
        format!("{width}; {pastes}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_understood_whatever_else_was_typed() {
        let told = |dots, wide, marks_pastes| Told { dots, wide, marks_pastes };
        let cases: [(&[u8], Told, &str); 8] = [
            (
                b"\x1b[?2004;2$y\x1b[7;2R\x1b[7;3R",
                told(Some(1), Some(2), Some(true)),
                "widths as they should be; marks what is pasted",
            ),
            (
                b"\x1b[?2004;0$y\x1b[1;3R\x1b[1;3R",
                told(Some(2), Some(2), Some(false)),
                "dots 2 wide, wide letters 2; does not mark what is pasted",
            ),
            (
                b"abc\x1b[24;2Rx\x1b[A\x1b[24;3R",
                told(Some(1), Some(2), None),
                "widths as they should be; does not tell whether it marks what is pasted",
            ),
            (b"\x1b[7;2R", told(None, None, None), "does not tell widths; does not tell whether"),
            (b"", told(None, None, None), "does not tell widths"),
            (b"\x1b[;R\x1b[9;99999999R\x1b[?2004;$y", told(None, None, None), "does not tell widths"),
            (b"\xff\x1b[1;0R\x1b[1;1R", told(None, Some(0), None), "does not tell widths"),
            (b"\x1b[?2004;1$y", told(None, None, Some(true)), "does not tell widths; marks what is pasted"),
        ];
        for (answer, wanted, words) in cases {
            let found = understood(answer);
            assert_eq!(found, wanted, "{answer:?}");
            assert!(found.words().starts_with(words), "{}", found.words());
        }
    }
}
