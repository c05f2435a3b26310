//! Every figure that is promised, beside its bar, in one run on one machine: `cargo bench --bench table`.
//! Ratios count, not times; counts stand beside times. About six minutes, of which one is spent asleep.
//!
//! Other programs are found in `target/peers` (or where `SUPPLE_PEERS` says), else installed there, else
//! skipped by name. Words after `--` choose parts: `start`, `replay`, `commands`, `frames`, `running`, `cues`;
//! only when asked for: `drift` (half an hour).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/journal.rs"]
mod journal;
#[path = "support/minimal.rs"]
mod minimal;
#[path = "support/peers.rs"]
mod peers;
#[path = "support/pty.rs"]
mod pty;
#[path = "support/rows.rs"]
mod rows;
#[path = "support/spread.rs"]
mod spread;
#[path = "../tests/support/app.rs"]
mod support;
#[path = "../tests/support/walk.rs"]
mod walk;

#[path = "table/commands.rs"]
mod commands;
#[path = "table/cues.rs"]
mod cues;
#[path = "table/frames.rs"]
mod frames;
#[path = "table/replay.rs"]
mod replay;
#[path = "table/running.rs"]
mod running;
#[path = "table/start.rs"]
mod start;
#[path = "table/visit.rs"]
mod visit;

use std::fs;
use std::path::{Path, PathBuf};

use supple::cli::open;
use supple::paths::Paths;

/// Journals of these numbers of sessions: about a thousand, ten thousand, 55,000 and a million entries.
const SIZES: [u64; 4] = [66, 660, journal::SESSIONS, 66_000];

/// Homes with journals of each size.
struct Homes {
    folder: tempfile::TempDir,
}

impl Homes {
    /// `full`: with the long journals, which only some parts need.
    fn made(full: bool) -> Homes {
        let homes = Homes { folder: tempfile::tempdir().expect("a folder for a while") };
        if !full {
            return homes;
        }
        let empty = open::coach(Vec::new()).expect("the built-in content reads");
        for sessions in SIZES {
            let text = journal::text(&journal::made_up(&empty, sessions));
            println!("{sessions} sessions: {} entries, {} bytes", text.lines().count(), text.len());
            let home = homes.of(sessions);
            let journal = Paths::find(Some(&home), |_| None).expect("a home").journal();
            fs::create_dir_all(journal.parent().expect("a folder")).expect("a folder");
            fs::write(&journal, text).expect("a journal");
            let private = std::process::Command::new("chmod").arg("600").arg(&journal).status();
            assert!(private.is_ok_and(|status| status.success()), "rights");
        }
        homes
    }

    /// The home with so many sessions; with none, an empty one.
    fn of(&self, sessions: u64) -> PathBuf {
        self.folder.path().join(format!("home-{sessions}"))
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }
}

fn main() {
    let chosen: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let wants = |part: &str| chosen.is_empty() || chosen.iter().any(|word| word == part);
    let load = || fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("supple {}; load before: {}", env!("CARGO_PKG_VERSION"), load().trim());
    let size = fs::metadata(env!("CARGO_BIN_EXE_supple")).map_or(0, |file| file.len());
    println!("the program: {size} bytes");
    let homes = Homes::made(wants("start") || wants("commands"));
    if wants("start") {
        start::measure(&homes);
    }
    if wants("replay") {
        replay::measure();
    }
    if wants("commands") {
        commands::measure(&homes);
    }
    if wants("frames") {
        frames::measure();
    }
    if wants("running") {
        running::measure(&homes);
    }
    if wants("cues") {
        cues::measure(&homes);
    }
    if chosen.iter().any(|word| word == "drift") {
        cues::drift(&homes);
    }
    println!("\nload after: {}", load().trim());
}
