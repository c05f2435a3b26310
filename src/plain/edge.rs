//! Where the lines of a person come from, where what is said goes, and what time it is.

use std::io::{self, BufRead, ErrorKind, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, sync_channel};
use std::thread;
use std::time::Duration;

use crate::clock::{Clock, Now};
use crate::content::problem::is_unwanted;
use crate::session::Mono;

/// Lines that wait to be read, at most: whoever sends more has to wait.
const WAITING: usize = 64;
/// A script is looked at so often while a count runs. In slices, and not by waiting for its next line until
/// the count is over: such a wait ends at an instant of the kernel's own clock, which a clock that is run
/// faster (for a test, or to hear a session through) does not know, and then it ends minutes late.
const SLICE: Duration = Duration::from_millis(100);
/// A longer line, in bytes, is no answer: it is said so, and asked again.
const LONGEST: usize = 600;
/// Said of a line that is no text.
pub const NOT_TEXT: &str = "That line could not be read: it is not UTF-8 text. Nothing of it was taken.";
/// Said of a line that is longer than any answer.
pub const TOO_LONG: &str =
    "That line was longer than any answer: 600 bytes are the most. Nothing of it was taken.";
/// Something is wrong: the one line that is read from a script even while a count runs.
pub const WRONG: &str = "!";

/// What came while waiting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// A line, without its end and without blanks around it.
    Line(String),
    /// A line that is no answer to anything, and why, in a sentence.
    Odd(&'static str),
    /// Nothing, until the time was over.
    Time,
    /// No line will come any more.
    End,
}

/// The other end: a person, or a test that plays one.
pub trait Edge {
    /// This moment.
    fn now(&mut self) -> Now;
    /// Says something.
    ///
    /// # Errors
    /// When nobody can hear it.
    fn put(&mut self, text: &str) -> io::Result<()>;
    /// Waits for an answer, to the end of time or until that instant.
    fn answer(&mut self, until: Option<Mono>) -> Heard;
    /// Waits until that instant while a count runs; a script is left alone but for [`WRONG`].
    fn during(&mut self, until: Mono) -> Heard;
    /// Whether a person types there, whose own line ends are on the paper already.
    fn typed(&self) -> bool;
}

/// The real one: lines are read by a thread of their own, so that a count goes on meanwhile.
pub struct Wire<W> {
    clock: Clock,
    out: W,
    typed: bool,
    lines: Receiver<Heard>,
    kept: Option<Heard>,
}

/// Begins to listen. `input` is called in the thread that reads; `typed`: it is a terminal.
///
/// # Errors
/// When there can be no such thread.
pub fn listen<R: BufRead, W: Write>(
    input: impl FnOnce() -> R + Send + 'static,
    out: W,
    typed: bool,
    clock: Clock,
) -> io::Result<Wire<W>> {
    let (sender, lines) = sync_channel(WAITING);
    thread::Builder::new().name("lines".into()).spawn(move || read(&mut input(), &sender))?;
    Ok(Wire { clock, out, typed, lines, kept: None })
}

fn read(input: &mut impl BufRead, sender: &SyncSender<Heard>) {
    // A terminal that has gone and an end are the same: nobody is there any more.
    while let Ok(Some(line)) = read_line(input) {
        if sender.send(line).is_err() {
            return;
        }
    }
}

/// The next line; `None` at the end. What stands after the last line end is none.
fn read_line(input: &mut impl BufRead) -> io::Result<Option<Heard>> {
    let mut bytes = Vec::new();
    loop {
        let chunk = match input.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if chunk.is_empty() {
            return Ok(None);
        }
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let part = &chunk[..end.unwrap_or(chunk.len())];
        // One byte more than may be, to know of it.
        let room = (LONGEST + 1).saturating_sub(bytes.len()).min(part.len());
        bytes.extend_from_slice(&part[..room]);
        let used = part.len() + usize::from(end.is_some());
        input.consume(used);
        if end.is_some() {
            if bytes.len() > LONGEST {
                return Ok(Some(Heard::Odd(TOO_LONG)));
            }
            let Ok(line) = String::from_utf8(bytes) else { return Ok(Some(Heard::Odd(NOT_TEXT))) };
            let line: String = line.chars().filter(|c| !is_unwanted(*c) || *c == '\t').collect();
            return Ok(Some(Heard::Line(line.trim().to_owned())));
        }
    }
}

impl<W: Write> Edge for Wire<W> {
    fn now(&mut self) -> Now {
        self.clock.now()
    }

    fn put(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())?;
        self.out.flush()
    }

    fn answer(&mut self, until: Option<Mono>) -> Heard {
        if let Some(heard) = self.kept.take() {
            return heard;
        }
        match until {
            None => self.lines.recv().unwrap_or(Heard::End),
            Some(until) => match self.lines.recv_timeout(self.left(until)) {
                Ok(heard) => heard,
                Err(RecvTimeoutError::Timeout) => Heard::Time,
                Err(RecvTimeoutError::Disconnected) => Heard::End,
            },
        }
    }

    fn during(&mut self, until: Mono) -> Heard {
        if self.typed {
            return self.answer(Some(until));
        }
        loop {
            if self.kept.is_none() {
                match self.lines.try_recv() {
                    Ok(line) => self.kept = Some(line),
                    Err(TryRecvError::Empty) => {}
                    Err(TryRecvError::Disconnected) => return Heard::End,
                }
            }
            if self.kept.as_ref().is_some_and(|kept| matches!(kept, Heard::Line(line) if line == WRONG)) {
                return self.kept.take().unwrap_or(Heard::Time);
            }
            let left = self.left(until);
            if left.is_zero() {
                return Heard::Time;
            }
            // With a line that waits for its question there is nothing to look for.
            thread::sleep(if self.kept.is_some() { left } else { left.min(SLICE) });
        }
    }

    fn typed(&self) -> bool {
        self.typed
    }
}

impl<W> Wire<W> {
    fn left(&self, until: Mono) -> Duration {
        until.saturating_sub(self.clock.now().mono)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn lines(bytes: &[u8]) -> Vec<Heard> {
        let mut input = Cursor::new(bytes.to_vec());
        std::iter::from_fn(|| read_line(&mut input).unwrap()).collect()
    }

    fn line(text: &str) -> Heard {
        Heard::Line(text.into())
    }

    #[test]
    fn lines_come_without_their_ends_and_without_what_is_no_text() {
        assert_eq!(
            lines("y\n 10 \r\n\n\x1b[31mn\x1b[0m\r\n\0\u{202e}3\nZ\u{fc}ge\n".as_bytes()),
            ["y", "10", "", "[31mn[0m", "3", "Z\u{fc}ge"].map(line)
        );
        assert_eq!(lines(b"\xff3\ny\n\xc3\n"), [Heard::Odd(NOT_TEXT), line("y"), Heard::Odd(NOT_TEXT)]);
    }

    #[test]
    fn half_a_line_at_the_end_is_no_answer() {
        // "1" could have become "10".
        assert_eq!(lines(b"y\n1"), [line("y")]);
        assert_eq!(lines(b""), []);
    }

    #[test]
    fn a_line_without_end_takes_no_memory() {
        let mut long = vec![b'a'; 1_000_000];
        long.extend_from_slice(b"\ny\n");
        assert_eq!(lines(&long), [Heard::Odd(TOO_LONG), line("y")]);
        let most = "a".repeat(LONGEST);
        assert_eq!(lines(format!("{most}\n{most}\r\n").as_bytes()), [line(&most), Heard::Odd(TOO_LONG)]);
    }

    #[test]
    fn a_count_leaves_a_script_alone_but_for_the_stop_line() {
        let script = |text: &'static str, typed| {
            listen(move || Cursor::new(text), Vec::new(), typed, Clock::start()).unwrap()
        };
        let mut wire = script("3\n!\n4\n", false);
        assert_eq!(wire.during(Mono::from_millis(50)), Heard::Time);
        assert_eq!(wire.answer(None), Heard::Line("3".into()));
        let far = Mono::from_secs(3600);
        assert_eq!(wire.during(far), Heard::Line("!".into()));
        assert_eq!(wire.answer(None), Heard::Line("4".into()));
        assert_eq!(wire.during(far), Heard::End);
        assert_eq!(wire.answer(None), Heard::End);
        assert_eq!(script("p\n", true).during(far), Heard::Line("p".into()));
    }
}
