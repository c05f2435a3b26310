//! Runs programs one after the other in a thread of its own: bounded, reaped, and ended when they hang.
//!
//! Whoever asks for a run never waits. The thread sleeps while there is nothing to do, and looks at a
//! running program fifty times a second.

use std::io::{ErrorKind, Write as _};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};

use super::queue::Queue;
use crate::clock::Clock;
use crate::session::Mono;

/// Looks this often at a program that runs.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// A program to run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errand {
    /// The program and its arguments.
    pub words: Vec<String>,
    /// What it reads on its standard input.
    pub input: String,
}

/// How programs are run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manner {
    /// So many wait at the most.
    pub room: usize,
    /// What waited longer is not run any more.
    pub late: Mono,
    /// What runs longer is ended.
    pub longest: Mono,
    /// Whether a new one ends the one that runs.
    pub newest_wins: bool,
}

struct State {
    queue: Queue<Errand>,
    child: Option<Child>,
    closed: bool,
    trouble: Option<String>,
    told: bool,
}

struct Inner {
    state: Mutex<State>,
    wake: Condvar,
    clock: Clock,
    manner: Manner,
}

/// Runs programs one after the other. Dropped, it ends what runs.
pub struct Runner {
    inner: Arc<Inner>,
    thread: Option<JoinHandle<()>>,
}

/// Ends what a [`Runner`] runs, from another thread.
#[derive(Clone)]
pub struct Stopper(Arc<Inner>);

impl Stopper {
    /// Ends what runs. Nothing is run after it.
    pub fn stop(&self) {
        self.0.close();
    }
}

impl Runner {
    /// One that has not begun: its thread comes with the first errand.
    pub fn new(clock: Clock, manner: Manner) -> Runner {
        let queue = Queue::new(manner.room, manner.late);
        let state = State { queue, child: None, closed: false, trouble: None, told: false };
        let inner = Inner { state: Mutex::new(state), wake: Condvar::new(), clock, manner };
        Runner { inner: Arc::new(inner), thread: None }
    }

    /// Has this run, soon or not at all.
    pub fn run(&mut self, errand: Errand) {
        let now = self.inner.clock.now().mono;
        self.inner.lock().queue.put(errand, now);
        self.inner.wake.notify_one();
        if self.thread.is_none() {
            let inner = Arc::clone(&self.inner);
            // Without a thread nothing is run; the session goes on.
            self.thread = thread::Builder::new().name("cues".into()).spawn(move || inner.work()).ok();
        }
    }

    /// What went wrong, once in a run of the program.
    pub fn trouble(&self) -> Option<String> {
        let mut state = self.inner.lock();
        let trouble = state.trouble.take().filter(|_| !state.told);
        state.told |= trouble.is_some();
        trouble
    }

    /// Ends what runs, from another thread.
    pub fn stopper(&self) -> Stopper {
        Stopper(Arc::clone(&self.inner))
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        self.inner.close();
        if let Some(thread) = self.thread.take() {
            // It panicked: there is nothing left to end.
            let _ = thread.join();
        }
    }
}

impl Inner {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn close(&self) {
        let mut state = self.lock();
        state.closed = true;
        if let Some(child) = state.child.take() {
            end(child);
        }
        self.wake.notify_all();
    }

    /// What there is to run, as soon as there is something; `None` once closed.
    fn next(&self) -> Option<Errand> {
        let mut state = self.lock();
        loop {
            if state.closed {
                return None;
            }
            let now = self.clock.now().mono;
            if let Some(errand) = state.queue.take(now) {
                return Some(errand);
            }
            state = self.wake.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn work(&self) {
        while let Some(errand) = self.next() {
            let name = errand.words.first().cloned().unwrap_or_default();
            match start(&errand) {
                Ok(child) => {
                    let mut state = self.lock();
                    if state.closed {
                        end(child);
                        return;
                    }
                    state.child = Some(child);
                    drop(state);
                    self.watch(&name);
                }
                Err(why) => self.lock().trouble = Some(why),
            }
        }
    }

    /// Until the program that runs has ended, or has to.
    fn watch(&self, name: &str) {
        let since = self.clock.now().mono;
        loop {
            thread::sleep(LOOK_EVERY);
            let now = self.clock.now().mono;
            let mut state = self.lock();
            // Closed, and ended with that.
            let Some(child) = &mut state.child else { return };
            match child.try_wait() {
                Ok(Some(status)) => {
                    state.child = None;
                    if !status.success() {
                        state.trouble = Some(format!("{name} ended badly ({status})."));
                    }
                    return;
                }
                Ok(None) => {}
                Err(_) => {
                    state.child = None;
                    return;
                }
            }
            let hangs = now.saturating_sub(since) > self.manner.longest;
            if hangs || (self.manner.newest_wins && !state.queue.is_empty()) {
                let ended = state.child.take().inspect(|child| signal(child, Signal::KILL));
                if hangs {
                    let seconds = self.manner.longest.as_secs();
                    state.trouble =
                        Some(format!("{name} did not end within {seconds} seconds and was stopped."));
                }
                // Nobody who has an errand waits for its last breath.
                drop(state);
                if let Some(child) = ended {
                    end(child);
                }
                return;
            }
        }
    }
}

/// Starts a program in a group of its own, so that it can be ended with all that it started. It sees
/// neither the terminal's keys nor its screen.
pub(super) fn start(errand: &Errand) -> Result<Child, String> {
    let Some((program, arguments)) = errand.words.split_first() else {
        return Err("there is no program to run.".to_owned());
    };
    let mut command = Command::new(program);
    command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0);
    let mut child = command.spawn().map_err(|error| match error.kind() {
        ErrorKind::NotFound => format!("{program} is not found. Check its name in the settings."),
        ErrorKind::PermissionDenied => format!("{program} may not be run."),
        _ => format!("{program} cannot be started: {error}."),
    })?;
    if !errand.input.is_empty()
        && let Some(mut input) = child.stdin.take()
    {
        // A line is less than a pipe holds, so this never waits. A program need not read it.
        let _ = input.write_all(errand.input.as_bytes());
    }
    Ok(child)
}

/// Sends a signal to a program and all that it started.
pub(super) fn signal(child: &Child, signal: Signal) {
    // It may have ended by itself by now.
    let _ = kill_process_group(Pid::from_child(child), signal);
}

/// Ends a program and all that it started, and takes note of its end, so that it does not stay as a zombie.
pub(super) fn end(mut child: Child) {
    signal(&child, Signal::KILL);
    let _ = child.kill();
    let _ = child.wait();
}
