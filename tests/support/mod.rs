//! What the tests that run the real program share: a terminal to run it in, and a loud way to leave a
//! test out.

// Every test file compiles its own copy and uses a part of it.
#![allow(dead_code, unused_imports)]

mod key;
mod terminal;

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

pub(crate) use key::Key;
pub(crate) use terminal::{Exit, Launch, PATIENCE, Terminal};

static SKIPPED: AtomicUsize = AtomicUsize::new(0);

/// Says on the real standard error (the test runner swallows what passing tests print) that a test is
/// left out, and why. Under `.ci/run` nothing may be left out: there it fails.
pub(crate) fn skip(reason: &str) {
    may_skip(std::env::var_os("SUPPLE_NO_SKIPS").is_some(), reason);
    SKIPPED.fetch_add(1, Ordering::Relaxed);
    // When nobody can read it, nobody misses it.
    let _ = writeln!(std::io::stderr(), "skipped: {reason}");
}

pub(crate) fn may_skip(strict: bool, reason: &str) {
    assert!(!strict, "may not be skipped here: {reason}");
}

/// How many tests of this file were left out so far.
pub(crate) fn skipped() -> usize {
    SKIPPED.load(Ordering::Relaxed)
}

/// "T" when a process is stopped, "Z" when it is dead and nobody has asked for it; `None` when it is gone.
pub(crate) fn state_of(pid: u32) -> Option<String> {
    let output = std::process::Command::new("/bin/ps").args(["-o", "stat=", "-p", &pid.to_string()]).output();
    let state: String = String::from_utf8(output.ok()?.stdout).ok()?.trim().chars().take(1).collect();
    (!state.is_empty()).then_some(state)
}

/// The library that makes a program's clocks run faster, where Debian puts it: the one for programs
/// with threads.
pub(crate) fn libfaketime() -> Option<PathBuf> {
    std::fs::read_dir("/usr/lib")
        .ok()?
        .flatten()
        .map(|entry| entry.path().join("faketime/libfaketimeMT.so.1"))
        .find(|path| path.is_file())
}
