//! Commands of the person's own around a session: one that runs as long as it does, such as one that keeps
//! the computer awake, and one at its end.

use std::process::Child;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use rustix::process::Signal;

use super::runner::{Errand, end, signal, start};

/// How long something may take to end once it was asked to.
const GRACE: Duration = Duration::from_secs(2);
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// The commands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Commands {
    /// Runs as long as the session: started with it, ended with it. Its standard input ends with it, too,
    /// even when supple is killed.
    pub session_start: Vec<String>,
    /// Runs once, when the session ends.
    pub session_end: Vec<String>,
}

#[derive(Debug, Default)]
struct State {
    running: Option<Child>,
    /// Asked to end.
    ending: Vec<Child>,
    trouble: Option<String>,
    told: bool,
    closed: bool,
}

/// Runs them. Clones are the same one.
#[derive(Debug, Clone, Default)]
pub struct Hooks {
    commands: Commands,
    state: Arc<Mutex<State>>,
}

/// A session that runs; dropped, it is over.
#[derive(Debug)]
pub struct Session(Hooks);

impl Hooks {
    /// With these commands.
    pub fn new(commands: Commands) -> Hooks {
        Hooks { commands, state: Arc::default() }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A session begins.
    pub fn begin(&self) -> Session {
        if !self.commands.session_start.is_empty() {
            let started = start(&Errand { words: self.commands.session_start.clone(), input: String::new() });
            let mut state = self.lock();
            match started {
                Ok(child) => state.running = Some(child),
                Err(why) => state.trouble = Some(format!("hooks.session_start: {why}")),
            }
        }
        Session(self.clone())
    }

    /// What went wrong, once in a run of the program. Looks whether the command ended before its session.
    pub fn trouble(&self) -> Option<String> {
        let mut state = self.lock();
        let early = state.running.as_mut().and_then(|child| child.try_wait().ok().flatten());
        if let Some(status) = early {
            state.running = None;
            if !status.success() {
                state.trouble = Some(format!("hooks.session_start ended at once ({status})."));
            }
        }
        state.ending.retain_mut(|child| !matches!(child.try_wait(), Ok(Some(_)) | Err(_)));
        let trouble = state.trouble.take().filter(|_| !state.told);
        state.told |= trouble.is_some();
        trouble
    }

    fn finish(&self) {
        let mut state = self.lock();
        if state.closed {
            return;
        }
        if let Some(mut child) = state.running.take() {
            // The end of its input is enough for some, such as cat.
            drop(child.stdin.take());
            signal(&child, Signal::TERM);
            state.ending.push(child);
        }
        if !self.commands.session_end.is_empty() {
            match start(&Errand { words: self.commands.session_end.clone(), input: String::new() }) {
                Ok(mut child) => {
                    drop(child.stdin.take());
                    state.ending.push(child);
                }
                Err(why) => state.trouble = Some(format!("hooks.session_end: {why}")),
            }
        }
    }

    /// A signal ends the program: what runs as long as the session is told to end, and not waited for.
    pub fn end_now(&self) {
        let mut state = self.lock();
        state.closed = true;
        if let Some(mut child) = state.running.take() {
            drop(child.stdin.take());
            signal(&child, Signal::TERM);
        }
    }

    /// The program ends: so does what it started, within two seconds. What is still to be told.
    pub fn close(&self) -> Option<String> {
        {
            let mut state = self.lock();
            if let Some(mut child) = state.running.take() {
                drop(child.stdin.take());
                signal(&child, Signal::TERM);
                state.ending.push(child);
            }
            state.closed = true;
        }
        let mut waited = Duration::ZERO;
        while waited < GRACE {
            let trouble = self.trouble();
            if trouble.is_some() {
                self.lock().trouble = trouble;
                self.lock().told = false;
            }
            if self.lock().ending.is_empty() {
                break;
            }
            thread::sleep(LOOK_EVERY);
            waited += LOOK_EVERY;
        }
        let left: Vec<Child> = self.lock().ending.drain(..).collect();
        left.into_iter().for_each(end);
        self.trouble()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.0.finish();
    }
}
