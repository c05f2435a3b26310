//! What the fault tests share: a small journal, a folder in memory, a seeded generator.

use serde_json::{Value, json};
use std::cell::Cell;
use std::path::{Path, PathBuf};
use supple::journal::device::Device;
use supple::journal::id::{EventId, IdMaker};
use supple::journal::line::{Entry, Head, body_text, encode};
use supple::journal::reader::{Loaded, read};
use supple::journal::store::{IfMissing, Opened, Pending, Places, Store};

/// A check: `Err` says what was lost or made up.
pub(crate) type Check = Result<(), String>;

/// Fails the check unless `sound`.
pub(crate) fn ensure(sound: bool, what: impl FnOnce() -> String) -> Check {
    if sound { Ok(()) } else { Err(what()) }
}

/// A seeded generator (xorshift64*), so that a failure can be run again.
pub(crate) struct Seeded(u64);

impl Seeded {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % end
    }
}

/// Twelve lines of the kinds that there are: short, long, with quotes, other scripts, `must`.
pub(crate) fn sample() -> Vec<String> {
    let bodies: [(&str, Value, bool); 12] = [
        (
            "journal.opened",
            json!({"app": "supple", "app_version": "0.1.0", "note": "One event per line."}),
            false,
        ),
        ("screen.answered", json!({"question": "numb_saddle", "answer": "no"}), true),
        ("screen.answered", json!({"question": "fever", "answer": "no"}), true),
        (
            "session.started",
            json!({"plan": [{"id": "cat_cow", "reps": 8}, {"id": "plank", "hold": 20.5}]}),
            false,
        ),
        ("pain.rated", json!({"site": "low_back", "when": "before", "score": 3}), false),
        ("item.started", json!({"item": "cat_cow"}), false),
        ("reps.done", json!({"item": "cat_cow", "reps": 8, "side": null}), false),
        ("hold.done", json!({"item": "plank", "seconds": 19.75}), false),
        (
            "note.added",
            json!({"text": "stiff \"as a board\" {\"v\":1} \\ at first, 腰 besser später"}),
            false,
        ),
        ("pain.rated", json!({"site": "low_back", "when": "after", "score": 2}), false),
        ("retract", json!({"target": "01JD3QK5Z8W2M4T6R9XBVC7HNE", "why": "wrong key"}), false),
        ("session.ended", json!({}), false),
    ];
    let mut ids = IdMaker::new().unwrap();
    let lines = bodies.iter().enumerate().map(|(index, (kind, body, must))| {
        let ts = format!("2026-11-20T09:26:{:02}.273+01:00", index * 4).parse().unwrap();
        let id = ids.make(1_795_163_166_273 + index as u64);
        let head = Head { id: id.as_str(), dev: "7f3a91c0", n: index as u64 + 1, ts, kind, must: *must };
        encode(&head, body).unwrap()
    });
    lines.collect()
}

/// The entries of a sound journal.
pub(crate) fn entries(text: &str) -> Vec<Entry> {
    let loaded = read(text.as_bytes());
    assert_eq!(loaded.problems, []);
    loaded.entries
}

/// Nothing in `loaded` says anything that `good` does not say.
pub(crate) fn nothing_made_up(loaded: &Loaded, good: &[Entry]) -> Check {
    for entry in &loaded.entries {
        ensure(good.iter().any(|one| one.says_the_same(entry)), || format!("made up: {entry:?}"))?;
    }
    Ok(())
}

/// How many of `good` are not in `loaded`.
pub(crate) fn lost(loaded: &Loaded, good: &[Entry]) -> usize {
    good.iter().filter(|one| !loaded.entries.iter().any(|entry| entry.says_the_same(one))).count()
}

/// A folder, in memory where the system has such a place: flushing a real disk 10,000 times would take
/// minutes, and a test cannot see the difference anyway.
pub(crate) fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let root = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap();
    if OWN_FILE.get() {
        own_file(root.path(), true);
        Device::open(&root.path().join("state")).unwrap();
    }
    root
}

thread_local! {
    static OWN_FILE: Cell<bool> = const { Cell::new(false) };
}

/// The same check, where this computer adds to a file of its own.
pub(crate) fn in_a_file_of_its_own<T>(check: impl FnOnce() -> T) -> T {
    OWN_FILE.set(true);
    let done = check();
    OWN_FILE.set(false);
    done
}

/// Puts the setting on or off for what is opened in that folder from now on.
pub(crate) fn own_file(root: &Path, on: bool) {
    let sign = root.join("own-file");
    if on {
        std::fs::write(sign, "").unwrap();
    } else {
        std::fs::remove_file(sign).unwrap();
    }
}

pub(crate) fn places(root: &Path) -> Places {
    Places::new(&root.join("data"), &root.join("state")).with_own_file(root.join("own-file").exists())
}

/// The file that is added to.
pub(crate) fn written(root: &Path) -> PathBuf {
    places(root).written()
}

pub(crate) fn open(root: &Path) -> Opened {
    Store::open(places(root), IfMissing::Ask).unwrap_or_else(|error| panic!("{error}"))
}

/// An event ready to be appended.
pub(crate) fn pending(ids: &mut IdMaker, score: usize) -> Pending {
    let ts = "2026-11-20T09:26:06.273+01:00".parse().unwrap();
    let id: EventId = ids.make(1_795_163_166_273);
    let head = Head { id: id.as_str(), dev: "", n: 0, ts, kind: "pain.rated", must: false };
    let body = body_text(&head, &json!({ "score": score })).unwrap();
    Pending { id, ts, kind: "pain.rated".to_owned(), must: false, body, line: None }
}

pub(crate) fn fresh(root: &Path) -> Result<Loaded, String> {
    supple::journal::several::look(&places(root).journal)
        .map_err(|error| error.to_string())?
        .ok_or_else(|| "there is no journal".to_owned())
}

/// Everything that is in `damaged/`.
pub(crate) fn set_aside(root: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let Ok(list) = std::fs::read_dir(places(root).damaged) else { return Vec::new() };
    list.map(|item| item.unwrap().path()).map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}
