//! A program in a pseudo-terminal of 80 by 24: when its first picture is complete, how many bytes it writes,
//! what it costs while it runs.

use std::fs;
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// A picture is complete when nothing came for so long.
const QUIET: Duration = Duration::from_millis(10);
/// Nobody takes longer.
const LIMIT: Duration = Duration::from_secs(60);

/// A program and its words.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    /// What is run.
    pub(crate) path: PathBuf,
    /// Its words.
    pub(crate) args: Vec<String>,
    /// More of the environment.
    pub(crate) env: Vec<(String, String)>,
}

impl Program {
    /// A program with these words.
    pub(crate) fn new(path: impl Into<PathBuf>, args: &[&str]) -> Program {
        let args = args.iter().map(|word| (*word).to_owned()).collect();
        Program { path: path.into(), args, env: Vec::new() }
    }

    /// supple, at home there.
    pub(crate) fn supple(home: &Path, args: &[&str]) -> Program {
        let home = home.to_str().expect("a path in UTF-8");
        let mut words = vec!["--home", home];
        words.extend(args);
        Program::new(env!("CARGO_BIN_EXE_supple"), &words)
    }
}

/// It runs.
pub(crate) struct Running {
    begun: Instant,
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    /// Bytes so far.
    pub(crate) bytes: usize,
    /// When the last key was pressed.
    pub(crate) pressed: Option<Instant>,
    /// When each piece of the output came.
    pub(crate) arrivals: Vec<Instant>,
}

/// What it has cost so far.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cost {
    /// Processor time of all threads.
    pub(crate) cpu: Duration,
    /// How often a thread went to sleep, which is as often as one woke up.
    pub(crate) wakes: u64,
    /// Calls that wrote something.
    pub(crate) writes: u64,
}

impl Running {
    /// Starts it.
    pub(crate) fn start(program: &Program) -> Running {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(&program.path);
        command.args(&program.args);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        for (name, value) in &program.env {
            command.env(name, value);
        }
        let mut reader = pair.master.try_clone_reader().expect("its output");
        let keys = pair.master.take_writer().expect("its input");
        let (send, output) = channel();
        thread::spawn(move || {
            let mut buffer = vec![0; 65_536];
            while let Ok(length) = reader.read(&mut buffer) {
                if length == 0 || send.send((Instant::now(), buffer[..length].to_vec())).is_err() {
                    break;
                }
            }
        });
        let begun = Instant::now();
        let child = pair.slave.spawn_command(command).expect("a program that runs");
        let size = |n| NonZero::new(n).expect("not none");
        let screen = vt100::Parser::new(size(24), size(80), 0);
        Running {
            begun,
            child,
            _master: pair.master,
            keys,
            output,
            screen,
            bytes: 0,
            arrivals: Vec::new(),
            pressed: None,
        }
    }

    /// When, after the start, the first picture of that kind was complete.
    pub(crate) fn shows(&mut self, wanted: impl Fn(&str) -> bool) -> Option<Duration> {
        let mut last = None;
        loop {
            let there = last.is_some() && wanted(&self.text());
            match self.output.recv_timeout(if there { QUIET } else { LIMIT }) {
                Ok((at, piece)) => {
                    self.take(at, &piece);
                    last = Some(at);
                }
                Err(RecvTimeoutError::Timeout) if there => return last.map(|at| at - self.begun),
                Err(_) => return last.filter(|_| there).map(|at| at - self.begun),
            }
        }
    }

    fn take(&mut self, at: Instant, piece: &[u8]) {
        self.bytes += piece.len();
        self.arrivals.push(at);
        self.screen.process(piece);
        // Some ask where the cursor is, and wait for the answer.
        if piece.windows(4).any(|window| window == b"\x1b[6n") {
            self.press("\x1b[1;1R");
        }
    }

    /// What is on the screen.
    pub(crate) fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// Types.
    pub(crate) fn press(&mut self, keys: &str) {
        self.pressed = Some(Instant::now());
        let _ = self.keys.write_all(keys.as_bytes()).and_then(|()| self.keys.flush());
    }

    /// Lets it run.
    pub(crate) fn run(&mut self, time: Duration) {
        let end = Instant::now() + time;
        while let Ok((at, piece)) = self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
            self.take(at, &piece);
        }
    }

    /// What it has cost so far; nothing where the kernel does not tell.
    pub(crate) fn cost(&self) -> Cost {
        let mut cost = Cost::default();
        let Some(id) = self.child.process_id() else { return cost };
        let number = |text: &str| text.trim().parse::<u64>().unwrap_or(0);
        let field =
            |text: &str, name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map_or(0, number);
        let process = format!("/proc/{id}");
        cost.writes = field(&fs::read_to_string(format!("{process}/io")).unwrap_or_default(), "syscw:");
        for thread in fs::read_dir(format!("{process}/task")).into_iter().flatten().flatten() {
            let read = |name| fs::read_to_string(thread.path().join(name)).unwrap_or_default();
            let times = read("schedstat");
            cost.cpu += Duration::from_nanos(times.split(' ').next().map_or(0, number));
            cost.wakes += field(&read("status"), "voluntary_ctxt_switches:");
        }
        cost
    }

    /// The most memory it ever had, in KiB.
    pub(crate) fn peak(&self) -> u64 {
        let id = self.child.process_id().unwrap_or_default();
        let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Cost {
    /// What was added since.
    pub(crate) fn since(self, before: Cost) -> Cost {
        Cost {
            cpu: self.cpu.saturating_sub(before.cpu),
            wakes: self.wakes.saturating_sub(before.wakes),
            writes: self.writes.saturating_sub(before.writes),
        }
    }
}
