//! The one exception to "only ever added to": a journal written anew because the person asked for it, by
//! `supple forget` and `supple doctor --tidy`. Nobody else may call this room.
//!
//! A new file is written and flushed, compared with what was there, and only then gets the name. Where the journal is
//! made of several files, whichever hold such lines are written anew.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::amend::{CORRECT, RETRACT};
use super::device::{Device, Mark};
use super::error::StoreError;
use super::file::{self, Held};
use super::files;
use super::id::random_hex;
use super::line::{Decoded, Entry, Head, VERSION, decode, encode_text};
use super::parcel::Places;
use super::reader::{Loaded, read};
use super::running::{self, Other};
use super::several;

/// Why a journal was not written anew. It is as it was.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// A supple that is open would put back what it wrote.
    #[error("supple is open in another terminal{}. Leave it there, then do this again", who(.0))]
    Open(Other),
    /// What would be left is not what it should be: a fault of the program.
    #[error(
        "what would be left of the journal is not what it should be, so nothing was changed. Please report this"
    )]
    Unsound,
    /// Of a journal of several files some were written anew, and one could not be.
    #[error(
        "{} left the journal, and then it went wrong: {why}. Do this again when that is mended, and the rest follows",
        if *lines == 1 { "1 line has".to_owned() } else { format!("{lines} lines have") }
    )]
    Half {
        /// Lines that are out.
        lines: usize,
        /// What went wrong.
        why: StoreError,
    },
    /// The journal cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn who(other: &Other) -> String {
    other.who.as_ref().map_or(String::new(), |who| format!(" ({who})"))
}

/// A journal written anew.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Rewritten {
    /// Lines that were taken out.
    pub lines: usize,
    /// Damaged lines that stay, because they say that nothing may rise while they cannot be read.
    pub stay: usize,
    /// The files of the journal as they were, where they were kept.
    pub before: Vec<PathBuf>,
    /// The lines that were taken out, where they were kept.
    pub out: Option<PathBuf>,
}

/// What a line-by-line look leaves.
#[derive(Debug, Default)]
struct Cut {
    bytes: Vec<u8>,
    out: Vec<u8>,
    lines: usize,
    stay: usize,
}

/// All entries that go when this one goes: what belongs to a session goes with it, and corrections go
/// with what they correct. Empty: there is no such entry.
pub fn with_all_of(entries: &[Entry], id: &str) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let field = |entry: &Entry, name: &str| -> Option<String> {
        let body: serde_json::Value = serde_json::from_str(entry.body.get()).ok()?;
        Some(body.get(name)?.as_str()?.to_owned())
    };
    ids.extend(entries.iter().filter(|entry| entry.id == id).map(|entry| entry.id.to_string()));
    if ids.is_empty() {
        return ids;
    }
    let of = |entry: &&Entry| field(entry, "session").as_deref() == Some(id);
    ids.extend(entries.iter().filter(of).map(|entry| entry.id.to_string()));
    loop {
        let is_new = |entry: &&Entry| {
            !ids.contains(entry.id.as_str())
                && [CORRECT, RETRACT].contains(&&*entry.kind)
                && field(entry, "target").is_some_and(|target| ids.contains(&target))
        };
        let more: Vec<String> = entries.iter().filter(is_new).map(|entry| entry.id.to_string()).collect();
        if more.is_empty() {
            return ids;
        }
        ids.extend(more);
    }
}

/// Takes entries out for good. Damaged lines that name one of them go too: it may be what they hold.
/// `keep`: the day for the name of a copy of what was there, where one is wanted.
///
/// # Errors
/// See [`Refused`]; the journal is as it was then.
pub fn without(
    places: &Places,
    ids: &BTreeSet<String>,
    keep: Option<NaiveDate>,
) -> Result<Rewritten, Refused> {
    let before = keep.map(|day| format!("before-forget-{day}"));
    rewrite(places, before.as_deref(), ids, |bytes| cut_entries(bytes, ids))
}

/// Moves lines that cannot be read out into a file of their own; what was read of them stays. The
/// journal as it was is kept too. `day`: for the names.
///
/// # Errors
/// See [`Refused`]; the journal is as it was then.
pub fn tidied(places: &Places, day: NaiveDate) -> Result<Rewritten, Refused> {
    rewrite(places, Some(&format!("before-tidy-{day}")), &BTreeSet::new(), cut_damage)
}

fn rewrite(
    places: &Places,
    before: Option<&str>,
    gone: &BTreeSet<String>,
    cut: impl Fn(&[u8]) -> Cut,
) -> Result<Rewritten, Refused> {
    if let Some(other) = running::other(&places.state) {
        return Err(Refused::Open(other));
    }
    // All of them are locked and looked at before the first one changes.
    let user = files::our_user(&places.state).ok();
    let mut whole = Vec::new();
    for path in several::files(&places.journal)? {
        let held = Held::open_now(&path, user)?;
        if file::who_has_the_name(&path)? != Some(held.id) {
            return Err(StoreError::KeepsChanging { path }.into());
        }
        let old = held.read_from(0).map_err(StoreError::io("read", &path))?;
        let new = cut(&old);
        if new.lines > 0 && !is_sound(&old, &new.bytes, gone) {
            return Err(Refused::Unsound);
        }
        // What a run that was killed left of its own rewrite holds what is to go.
        files::sweep(&path).map_err(StoreError::io("tidy up beside", &path))?;
        whole.push(One { path, _held: held, old, new });
    }
    let mut done = Rewritten { stay: whole.iter().map(|one| one.new.stay).sum(), ..Rewritten::default() };
    done.out = set_aside(places, &whole)?;
    for one in whole.iter().filter(|one| one.new.lines > 0) {
        let kept = before.map(|name| free_name(&one.path, name));
        if let Err(error) = files::put_in_place(&one.path, &one.new.bytes, kept.as_deref()) {
            let why = StoreError::io("write", &one.path)(error);
            if done.lines > 0 {
                keep_mark(places, &whole, done.lines, gone);
                return Err(Refused::Half { lines: done.lines, why });
            }
            let _ = done.out.as_deref().map(files::remove);
            return Err(why.into());
        }
        done.lines += one.new.lines;
        done.before.extend(kept);
    }
    if done.lines > 0 {
        keep_mark(places, &whole, done.lines, gone);
    }
    // Only now: a supple that waits for one of them finds the new one.
    drop(whole);
    Ok(done)
}

/// One file of the journal on its way to be another.
struct One {
    path: PathBuf,
    /// There to be held.
    _held: Held,
    old: Vec<u8>,
    new: Cut,
}

/// Keeps what is taken out of all of them in one file, where it is to be kept.
fn set_aside(places: &Places, whole: &[One]) -> Result<Option<PathBuf>, Refused> {
    let out: Vec<u8> = whole.iter().flat_map(|one| one.new.out.iter().copied()).collect();
    if out.is_empty() {
        return Ok(None);
    }
    let path = places.damaged.join(format!("tidy-{}.txt", random_hex(4).map_err(StoreError::from)?));
    files::make_dir(&places.damaged)
        .and_then(|()| files::write_new(&path, &out))
        .and_then(|()| files::sync_dir(&places.damaged))
        .map_err(StoreError::io("write", &path))?;
    Ok(Some(path))
}

/// `journal.before-tidy-2026-11-20.jsonl`, or with a number behind it where that one is taken.
fn free_name(path: &Path, name: &str) -> PathBuf {
    let first = path.with_extension(format!("{name}.jsonl"));
    (2..1000)
        .map(|n| path.with_extension(format!("{name}-{n}.jsonl")))
        .fold(first, |free, next| if free.symlink_metadata().is_ok() { next } else { free })
}

/// Everything that could be read and was not to go can still be read, and says the same, in its order.
fn is_sound(old: &[u8], new: &[u8], gone: &BTreeSet<String>) -> bool {
    let (old, new) = (read(old).entries, read(new).entries);
    let wanted: Vec<&Entry> = old.iter().filter(|entry| !gone.contains(entry.id.as_str())).collect();
    wanted.len() == new.len() && wanted.iter().zip(&new).all(|(old, new)| old.says_the_same(new))
}

/// The numbers by which a loss is noticed: what the person took out is none. `lines`: so many are out by now, file
/// by file; the files behind them are as they were.
fn keep_mark(places: &Places, whole: &[One], lines: usize, gone: &BTreeSet<String>) {
    let Ok((device, _)) = Device::open(&places.state) else { return };
    let mut out = 0;
    let (mut old, mut new) = (Loaded::default(), Loaded::default());
    let mut length = None;
    for one in whole {
        let is_new = out < lines && one.new.lines > 0;
        let now = if is_new { &one.new.bytes } else { &one.old };
        out += if is_new { one.new.lines } else { 0 };
        old.add_more(read(&one.old).entries);
        new.add_more(read(now).entries);
        if one.path == places.written() {
            length = Some(now.len() as u64);
        }
    }
    let (last, there) = old.numbers_of(device.id());
    let mut mark = device.mark().unwrap_or_else(|| Mark {
        dev: device.id().to_owned(),
        n: last,
        entries: there,
        ..Mark::default()
    });
    mark.entries = mark.entries.saturating_sub(there.saturating_sub(new.numbers_of(device.id()).1));
    mark.bytes = length.unwrap_or(mark.bytes);
    mark.forgotten.extend(gone.iter().cloned());
    mark.forgotten.sort();
    mark.forgotten.dedup();
    // Not kept, the next start asks about entries that are gone; the person knows the answer.
    let _ = device.keep_mark(&mark, true);
}

/// The line of an entry that was dug out of a damaged one.
fn line_of(entry: &Entry) -> String {
    let Entry { id, dev, n, ts, kind, must, .. } = entry;
    encode_text(&Head { id, dev, n: *n, ts: *ts, kind, must: *must }, entry.body.get())
}

fn lines_of(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    bytes.split_inclusive(|byte| *byte == b'\n').enumerate()
}

fn bare(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\n").unwrap_or(line)
}

impl Cut {
    fn keep(&mut self, line: &[u8]) {
        self.bytes.extend_from_slice(line);
        if !line.ends_with(b"\n") {
            self.bytes.push(b'\n');
        }
    }
}

fn cut_entries(bytes: &[u8], ids: &BTreeSet<String>) -> Cut {
    let mut cut = Cut::default();
    for (at, line) in lines_of(bytes) {
        match decode(bare(line), at == 0) {
            Decoded::Whole(entry) if ids.contains(entry.id.as_str()) => cut.lines += 1,
            Decoded::Pieces { entries, .. } if names_one(line, ids) => {
                cut.lines += 1;
                for entry in entries.iter().filter(|entry| !ids.contains(entry.id.as_str())) {
                    cut.keep(line_of(entry).as_bytes());
                }
            }
            _ => cut.keep(line),
        }
    }
    cut
}

fn names_one(line: &[u8], ids: &BTreeSet<String>) -> bool {
    ids.iter().any(|id| line.windows(id.len()).any(|window| window == id.as_bytes()))
}

fn cut_damage(bytes: &[u8]) -> Cut {
    let mut cut = Cut::default();
    for (at, line) in lines_of(bytes) {
        match decode(bare(line), at == 0) {
            Decoded::Pieces { must_lost: true, .. } => {
                cut.stay += 1;
                cut.keep(line);
            }
            Decoded::Pieces { entries, .. } if entries.iter().all(|entry| entry.v == VERSION) => {
                cut.lines += 1;
                cut.out.extend_from_slice(line);
                if !line.ends_with(b"\n") {
                    cut.out.push(b'\n');
                }
                for entry in &entries {
                    cut.keep(line_of(entry).as_bytes());
                }
            }
            _ => cut.keep(line),
        }
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::line::encode;
    use serde_json::json;

    fn line(id: &str, n: u64, kind: &str, body: &serde_json::Value) -> String {
        let ts = "2026-11-20T08:00:00+01:00".parse().unwrap();
        encode(&Head { id, dev: "7f3a", n, ts, kind, must: false }, body).unwrap()
    }

    fn journal() -> Vec<String> {
        vec![
            line("A", 1, "session.started", &json!({"plan": []})),
            line("B", 2, "item.started", &json!({"session": "A"})),
            line("C", 3, "pain.rated", &json!({"score": 3})),
            line("D", 4, "correct", &json!({"target": "B", "body": {}})),
            line("E", 5, "retract", &json!({"target": "D", "why": "x"})),
            line("F", 6, "retract", &json!({"target": "C", "why": "x"})),
        ]
    }

    fn set(ids: &[&str]) -> BTreeSet<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    #[test]
    fn what_belongs_together_goes_together() {
        let entries = read(journal().concat().as_bytes()).entries;
        let cases =
            [("A", &["A", "B", "D", "E"][..]), ("B", &["B", "D", "E"]), ("C", &["C", "F"]), ("X", &[])];
        for (id, all) in cases {
            assert_eq!(with_all_of(&entries, id), set(all), "{id}");
        }
    }

    /// Every entry taken out of the journal, cut off at every byte: it is gone, and what could be read of
    /// the others can be read.
    #[test]
    fn every_cut_of_every_entry_leaves_the_rest_whole() {
        let whole = journal().concat();
        for end in 0..=whole.len() {
            let bytes = &whole.as_bytes()[..end];
            for id in ["A", "C", "F"] {
                let gone = set(&[id]);
                let cut = cut_entries(bytes, &gone);
                assert!(is_sound(bytes, &cut.bytes, &gone), "cut at {end}, without {id}");
                assert!(read(&cut.bytes).entries.iter().all(|entry| entry.id != id));
            }
            let tidy = cut_damage(bytes);
            assert!(is_sound(bytes, &tidy.bytes, &BTreeSet::new()), "cut at {end}");
            assert_eq!(read(&tidy.bytes).bad, 0, "cut at {end}");
            assert_eq!(cut_damage(&tidy.bytes).lines, 0, "twice");
        }
    }

    #[test]
    fn a_rewrite_that_loses_something_is_noticed() {
        let lines = journal();
        let old = lines.concat();
        assert!(is_sound(old.as_bytes(), old.as_bytes(), &BTreeSet::new()));
        assert!(!is_sound(old.as_bytes(), lines[1..].concat().as_bytes(), &BTreeSet::new()));
        assert!(!is_sound(old.as_bytes(), old.as_bytes(), &set(&["A"])));
        let changed = old.replace("\"score\":3", "\"score\":4");
        assert!(!is_sound(old.as_bytes(), changed.as_bytes(), &BTreeSet::new()));
    }
}
