//! A terminal without a window: runs a program in it, types, and reads what is on the screen.
//!
//! Wait for what you expect ([`Terminal::wait_for`]), never look at once: a frame comes in pieces.
//! A frame that only passes by may never be seen; assert on states that stay, or on the raw bytes.

use std::ffi::OsString;
use std::io::{Read as _, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::key::Key;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long to wait for what should be there in no time: long, for a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);
const LOOK_EVERY: Duration = Duration::from_millis(3);

/// How a program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Exit {
    /// By itself, with this number.
    Code(u32),
    /// By a signal, as the system calls it ("Terminated", "Killed", "Hangup").
    Signal(String),
}

/// What to run, and in what surroundings. The environment is empty but for `TERM`, `HOME` (a new
/// folder), `PATH`, `TZ` (UTC), `LANG`, and the `SHELL` that the terminal crate adds.
pub(crate) struct Launch {
    program: OsString,
    args: Vec<OsString>,
    env: Vec<(OsString, OsString)>,
    size: (u16, u16),
    home: Option<PathBuf>,
}

impl Launch {
    /// supple, as it was just built.
    pub(crate) fn supple() -> Launch {
        Launch::program(env!("CARGO_BIN_EXE_supple"))
    }

    /// Any program.
    pub(crate) fn program(program: impl Into<OsString>) -> Launch {
        Launch { program: program.into(), args: Vec::new(), env: Vec::new(), size: (24, 80), home: None }
    }

    /// Adds arguments.
    pub(crate) fn args(mut self, args: &[&str]) -> Launch {
        self.args.extend(args.iter().map(OsString::from));
        self
    }

    /// Sets a variable; the last one counts.
    pub(crate) fn env(mut self, name: &str, value: impl Into<OsString>) -> Launch {
        self.env.push((name.into(), value.into()));
        self
    }

    /// Uses this folder as `HOME`; whoever gives it also removes it.
    pub(crate) fn home(mut self, home: impl Into<PathBuf>) -> Launch {
        self.home = Some(home.into());
        self
    }

    /// Rows and columns; 24 x 80 unless told.
    pub(crate) fn size(mut self, rows: u16, columns: u16) -> Launch {
        self.size = (rows, columns);
        self
    }

    /// Lets the program live at another time or pace, as in `"+0 x60"` or `"@2026-11-25 07:00:00 x60"`.
    /// `library` is what [`super::libfaketime`] found.
    pub(crate) fn faketime(self, library: &Path, when: &str) -> Launch {
        self.env("LD_PRELOAD", library).env("FAKETIME", when)
    }

    /// Runs it.
    pub(crate) fn open(self) -> Terminal {
        let (rows, columns) = self.size;
        let pair = native_pty_system().openpty(pty_size(rows, columns)).expect("a pseudo-terminal");
        let own = self.home.is_none().then(|| tempfile::tempdir().expect("a folder"));
        let home = self.home.or_else(|| own.as_ref().map(|dir| dir.path().to_owned())).expect("a home");
        let mut command = CommandBuilder::new(&self.program);
        command.args(&self.args);
        command.env_clear();
        command.cwd(&home);
        command.env("HOME", &home);
        let usual =
            [("TERM", "xterm-256color"), ("PATH", "/usr/bin:/bin"), ("TZ", "UTC"), ("LANG", "C.UTF-8")];
        for (name, value) in usual {
            command.env(name, value);
        }
        for (name, value) in &self.env {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("the program starts");
        // While we hold this end the reader never learns that the program is gone.
        drop(pair.slave);
        let writer = pair.master.take_writer().expect("a way to type");
        let mut reader = pair.master.try_clone_reader().expect("a way to read");
        let seen = Arc::new(Mutex::new(Seen {
            parser: vt100::Parser::new(length(rows), length(columns), 0),
            raw: Vec::new(),
            last: Instant::now(),
        }));
        let shared = Arc::clone(&seen);
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let reading = std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            // The read fails once the program and all its children have let go of the terminal.
            while let Ok(n @ 1..) = reader.read(&mut bytes) {
                if stopped.load(Ordering::Relaxed) {
                    break;
                }
                let mut seen = lock(&shared);
                seen.parser.process(&bytes[..n]);
                seen.raw.extend_from_slice(&bytes[..n]);
                seen.last = Instant::now();
            }
        });
        Terminal {
            master: Some(pair.master),
            writer: Some(writer),
            child,
            seen,
            reading: Some(reading),
            stop,
            home,
            ended: None,
            _own: own,
        }
    }
}

/// What came out of the program so far.
struct Seen {
    parser: vt100::Parser,
    raw: Vec<u8>,
    /// When the last of it came.
    last: Instant,
}

/// A program at work in its terminal. It is killed when this goes out of scope.
pub(crate) struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<Mutex<Seen>>,
    reading: Option<JoinHandle<()>>,
    stop: Arc<AtomicBool>,
    home: PathBuf,
    ended: Option<Exit>,
    _own: Option<tempfile::TempDir>,
}

impl Terminal {
    /// The program's `HOME`.
    pub(crate) fn home(&self) -> &Path {
        &self.home
    }

    /// Types text.
    pub(crate) fn keys(&mut self, text: &str) {
        let writer = self.writer.as_mut().expect("a terminal that was not closed");
        writer.write_all(text.as_bytes()).expect("typing");
        writer.flush().expect("typing");
    }

    /// Presses a key.
    pub(crate) fn key(&mut self, key: Key) {
        self.keys(&key.typed());
    }

    /// Gives the window another size, and tells the program.
    pub(crate) fn resize(&mut self, rows: u16, columns: u16) {
        // First the screen that we read: the program answers at once.
        lock(&self.seen).parser.set_size(length(rows), length(columns));
        self.resize_unseen(rows, columns);
    }

    /// The same, without changing the screen that we read: for sizes that only pass by.
    pub(crate) fn resize_unseen(&mut self, rows: u16, columns: u16) {
        let master = self.master.as_ref().expect("a terminal that was not closed");
        master.resize(pty_size(rows, columns)).expect("a new size");
    }

    /// Closes the terminal under the program, as closing its window does.
    pub(crate) fn close_window(&mut self) {
        self.close_window_at("");
    }

    /// The same under a program that nobody tells of another size: `keys` are typed until it says something.
    pub(crate) fn close_window_at(&mut self, keys: &str) {
        // Our reader has to let go as well: it wakes when the program says something.
        self.stop.store(true, Ordering::Relaxed);
        let deadline = Instant::now() + PATIENCE;
        let mut columns = 60;
        while self.reading.as_ref().is_some_and(|reading| !reading.is_finished()) {
            assert!(Instant::now() < deadline, "nothing to read comes any more");
            columns = 150 - columns;
            self.resize_unseen(24, columns);
            self.keys(keys);
            std::thread::sleep(LOOK_EVERY);
        }
        self.reading = None;
        self.writer = None;
        self.master = None;
    }

    /// Reads nothing that the program says while `meanwhile` goes on: soon the program cannot write.
    pub(crate) fn stalled(&mut self, meanwhile: impl FnOnce(&mut Terminal)) {
        let seen = Arc::clone(&self.seen);
        let held = lock(&seen);
        meanwhile(self);
        drop(held);
    }

    /// The program's process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.process_id().expect("a process")
    }

    /// How the system left or made the terminal: "ICANON" and "ECHO" are on when lines are read whole.
    pub(crate) fn local_modes(&self) -> String {
        let master = self.master.as_ref().expect("a terminal that was not closed");
        format!("{:?}", master.get_termios().expect("a terminal").local_flags)
    }

    /// The text on the screen, when a whole frame was the last that came.
    pub(crate) fn frame(&self) -> Option<String> {
        let seen = lock(&self.seen);
        // A frame comes in one write, and most end by making the terminal plain again: then the pause
        // behind it can be shorter than the time to the next, even at fifteen times the pace.
        let plain = [&b"\x1b[m"[..], b"\x1b[?25l"].iter().any(|end| seen.raw.ends_with(end));
        let pause = Duration::from_millis(if plain { 2 } else { 60 });
        (seen.last.elapsed() >= pause).then(|| seen.parser.screen().contents())
    }

    /// Sends a signal by its short name: "TERM", "HUP", "STOP", "CONT", "KILL".
    pub(crate) fn signal(&mut self, name: &str) {
        assert_eq!(self.ended(), None, "it has ended already");
        let pid = self.pid().to_string();
        let kill = ["-c", "kill -s \"$0\" \"$1\"", name, &pid];
        assert!(std::process::Command::new("/bin/sh").args(kill).status().expect("a shell").success());
    }

    /// The text on the screen, without what is empty on the right and at the bottom.
    pub(crate) fn screen_text(&self) -> String {
        self.screen(vt100::Screen::contents)
    }

    /// Asks something else of the screen: a cell, the cursor, which of the two screens it is.
    pub(crate) fn screen<T>(&self, ask: impl FnOnce(&vt100::Screen) -> T) -> T {
        ask(lock(&self.seen).parser.screen())
    }

    /// All that came out since the start.
    pub(crate) fn raw_bytes(&self) -> Vec<u8> {
        lock(&self.seen).raw.clone()
    }

    /// Waits until this text is on the screen, in one line of it.
    pub(crate) fn wait_for(&mut self, text: &str, within: Duration) {
        self.wait_until(&format!("{text:?} on the screen"), within, |screen| {
            screen.contents().contains(text)
        });
    }

    /// Waits until this holds for the screen. `what` says what did not come, in the failure.
    pub(crate) fn wait_until(
        &mut self,
        what: &str,
        within: Duration,
        holds: impl Fn(&vt100::Screen) -> bool,
    ) {
        let deadline = Instant::now() + within;
        // The order matters: whether it has ended, then what it left behind.
        loop {
            let over = self.ended().is_some() && self.has_read_all();
            if self.screen(&holds) {
                return;
            }
            assert!(
                !over && Instant::now() < deadline,
                "no {what} (waited for {within:?}).\n{}",
                self.dump()
            );
            std::thread::sleep(LOOK_EVERY);
        }
    }

    /// Waits for the end, and for the last that it said.
    pub(crate) fn exit_status(&mut self, within: Duration) -> Exit {
        let deadline = Instant::now() + within;
        loop {
            if let Some(exit) = self.ended()
                && self.has_read_all()
            {
                return exit;
            }
            assert!(Instant::now() < deadline, "it did not end within {within:?}.\n{}", self.dump());
            std::thread::sleep(LOOK_EVERY);
        }
    }

    fn has_read_all(&self) -> bool {
        self.reading.as_ref().is_none_or(JoinHandle::is_finished)
    }

    /// How it ended, when it has.
    pub(crate) fn ended(&mut self) -> Option<Exit> {
        if self.ended.is_none() {
            let status = self.child.try_wait().expect("a child of ours")?;
            self.ended = Some(match status.signal() {
                Some(signal) => Exit::Signal(signal.to_owned()),
                None => Exit::Code(status.exit_code()),
            });
        }
        self.ended.clone()
    }

    pub(crate) fn dump(&mut self) -> String {
        let state = self.ended().map_or("it runs".to_owned(), |exit| format!("it has ended: {exit:?}"));
        format!("{state}; on the screen:\n{}\n(end of the screen)", self.screen_text())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if self.ended.is_none() {
            // Hangs up first and, a quarter of a second later, does what cannot be caught.
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

fn pty_size(rows: u16, columns: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn length(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).expect("a window has rows and columns")
}

/// A failed test elsewhere does not make what was seen unreadable.
fn lock(seen: &Mutex<Seen>) -> MutexGuard<'_, Seen> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}
