//! What the rows share: a writer in a process of its own, the shim, a verdict, seeded numbers.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Mutex, OnceLock};

use supple::journal::device::Device;
use supple::journal::reader::Loaded;
use supple::journal::several;
use supple::journal::store::Places;

/// `Err` says what was lost, made up or left behind.
pub(crate) type Check = Result<Held, String>;

/// What a check came to when nothing was wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Held {
    /// It was looked at, and it holds.
    Yes,
    /// It could not be looked at here.
    Skipped(&'static str),
}

pub(crate) fn ensure(sound: bool, what: impl FnOnce() -> String) -> Result<(), String> {
    if sound { Ok(()) } else { Err(what()) }
}

/// Ends a test: fails it, or says on standard error that it was left out.
#[track_caller]
pub(crate) fn hold(check: Check) {
    match check {
        Ok(Held::Yes) => {}
        Ok(Held::Skipped(why)) => crate::support::skip(why),
        Err(error) => panic!("{error}"),
    }
}

/// The same for what only some machines can do: there nothing is strict about leaving it out.
#[track_caller]
pub(crate) fn hold_if_possible(check: Check) {
    match check {
        Ok(Held::Skipped(why)) => eprintln!("skipped: {why}"),
        other => hold(other),
    }
}

pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % end
    }
}

/// The seed of full runs: `FAULT_SEED`, else the time. Always printed.
pub(crate) fn fresh_seed() -> u64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let seed = std::env::var("FAULT_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(now);
    println!("seed {seed} (again with FAULT_SEED={seed})");
    seed
}

/// A folder in memory where there is such a place: these tests flush some ten thousand times.
pub(crate) fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let root = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap();
    if OWN_FILE.get() {
        std::fs::write(root.path().join("own-file"), "").unwrap();
        Device::open(&root.path().join("state")).unwrap();
    }
    root
}

thread_local! {
    static OWN_FILE: Cell<bool> = const { Cell::new(false) };
}

/// The same check, where this computer adds to a file of its own.
pub(crate) fn in_a_file_of_its_own(check: impl FnOnce() -> Check) -> Check {
    OWN_FILE.set(true);
    let done = check();
    OWN_FILE.set(false);
    done
}

/// A sign in the folder says whether it is so there, for processes of their own too.
pub(crate) fn places(root: &Path) -> Places {
    Places::new(&root.join("data"), &root.join("state")).with_own_file(root.join("own-file").exists())
}

/// The shim, compiled once for this run; `None` without a C compiler.
pub(crate) fn shim() -> Option<&'static Path> {
    static BUILT: OnceLock<Option<PathBuf>> = OnceLock::new();
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock().unwrap();
    let built = BUILT.get_or_init(|| {
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/shim.c");
        let library = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("shim-{}.so", std::process::id()));
        let mut cc = Command::new("cc");
        let built = cc.args(["-shared", "-fPIC", "-o"]).arg(&library).args([source, "-ldl"]).status();
        built.is_ok_and(|status| status.success()).then_some(library)
    });
    built.as_deref()
}

pub(crate) const NO_CC: Held = Held::Skipped("there is no C compiler to build the shim with");

/// Whether a program is there and ends well when asked this.
pub(crate) fn has(program: &str, args: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(args).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

pub(crate) fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.starts_with(b"0\n"))
}

/// The writer of [`crate::child`] in a process of its own: writes `events` events to the journal under
/// `root` and says of each when it is saved.
pub(crate) fn writer(root: &Path, events: usize, mutant: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    dress(&mut command, root, events, mutant);
    command.args(CHILD);
    command
}

/// The same behind another program (`strace`, `prlimit`, `bash -c`).
pub(crate) fn writer_behind(mut wrapper: Command, root: &Path, events: usize, mutant: &str) -> Command {
    dress(&mut wrapper, root, events, mutant);
    wrapper.arg(std::env::current_exe().unwrap()).args(CHILD);
    wrapper
}

const CHILD: [&str; 4] = ["--exact", "child::writes", "--ignored", "--nocapture"];

fn dress(command: &mut Command, root: &Path, events: usize, mutant: &str) {
    command.env("FAULT_HOME", root).env("FAULT_EVENTS", events.to_string());
    command.env("SUPPLE_SABOTAGE", mutant);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
}

/// What a writer said.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// Given to it, oldest first.
    pub(crate) given: Vec<String>,
    /// Told as saved.
    pub(crate) saved: Vec<String>,
    /// Why some were not, one for each.
    pub(crate) causes: Vec<String>,
    /// Lines given back at the end.
    pub(crate) lines: Vec<String>,
    /// Its exit code; `None` after a signal.
    pub(crate) code: Option<i32>,
    /// All it said.
    pub(crate) text: String,
}

pub(crate) fn told(output: &Output) -> Told {
    let mut told = heard(&String::from_utf8_lossy(&output.stdout));
    told.code = output.status.code();
    told.text += &String::from_utf8_lossy(&output.stderr);
    told
}

/// The same from what was said so far. A line that does not end may be half of one.
pub(crate) fn heard(text: &str) -> Told {
    let mut told = Told { text: text.to_owned(), ..Told::default() };
    for line in text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')) {
        match line.split_once(' ') {
            Some(("GIVEN", id)) => told.given.push(id.to_owned()),
            Some(("SAVED", id)) => told.saved.push(id.to_owned()),
            Some(("NOT", rest)) => {
                told.causes.push(rest.split_once(' ').map_or(rest, |both| both.1).to_owned());
            }
            Some(("LINE", line)) => told.lines.push(line.to_owned()),
            _ => {}
        }
    }
    told
}

pub(crate) fn run(mut command: Command) -> Told {
    told(&command.output().unwrap())
}

/// The next start, with nothing in its way: brings home what was kept elsewhere.
pub(crate) fn next_start(root: &Path) -> Result<Loaded, String> {
    let told = run(writer(root, 0, ""));
    ensure(told.code == Some(0), || format!("the next start fails: {}", told.text))?;
    loaded(root)
}

pub(crate) fn loaded(root: &Path) -> Result<Loaded, String> {
    let found = several::look(&places(root).journal).map_err(|error| error.to_string())?;
    Ok(found.unwrap_or_default())
}

/// Each of these is in the journal.
pub(crate) fn all_there(loaded: &Loaded, ids: &[String], what: &str) -> Result<(), String> {
    let there: BTreeSet<&str> = loaded.entries.iter().map(|entry| entry.id.as_str()).collect();
    let lost = ids.iter().filter(|id| !there.contains(id.as_str())).count();
    ensure(lost == 0, || format!("{what}: {lost} of {} told as saved are lost", ids.len()))
}
