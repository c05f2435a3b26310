//! Imports as the journal remembers them: which lines came from where, and which of them were taken back.

use std::collections::HashSet;

use chrono::{DateTime, FixedOffset};

use super::line::Entry;

/// Kind of an entry that names lines which came from another file: see [`Done`].
pub const DONE: &str = "import.done";
/// Kind of an entry that takes an import back: `{"import": name}`. Its lines stay and no longer count.
pub const UNDONE: &str = "import.undone";
/// Events that keep the books of one file and mean nothing in another.
pub const BOOKKEEPING: [&str; 3] = ["journal.opened", DONE, UNDONE];

/// Body of `import.done`. A large import has several, each with a part of the ids.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Done {
    /// Name of the import: the same on all its lines, and on no other's.
    pub import: String,
    /// Name of the file, without its folder.
    pub source: String,
    /// Length of the file in bytes.
    #[serde(default)]
    pub bytes: u64,
    /// CRC-32 of the file, in 8 hex digits.
    #[serde(default)]
    pub crc: String,
    /// Which part of the list this is, from 1.
    #[serde(default)]
    pub part: usize,
    /// How many parts there are.
    #[serde(default)]
    pub of: usize,
    /// The lines that it added, or made count again.
    pub ids: Vec<String>,
}

#[derive(serde::Deserialize)]
struct Undone {
    import: String,
}

/// One import, all its lines together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Its name.
    pub name: String,
    /// The file it came from, as that was called.
    pub source: String,
    /// When.
    pub ts: DateTime<FixedOffset>,
    /// The lines that it added, or made count again.
    pub ids: Vec<String>,
}

fn touches(entries: &[Entry]) -> bool {
    entries.iter().any(|entry| entry.kind == DONE || entry.kind == UNDONE)
}

fn undone(entries: &[Entry]) -> HashSet<String> {
    let lines = entries.iter().filter(|entry| entry.kind == UNDONE);
    lines
        .filter_map(|entry| serde_json::from_str::<Undone>(entry.body.get()).ok())
        .map(|u| u.import)
        .collect()
}

fn done(entries: &[Entry]) -> impl Iterator<Item = (&Entry, Done)> {
    let lines = entries.iter().filter(|entry| entry.kind == DONE);
    lines.filter_map(|entry| Some((entry, serde_json::from_str::<Done>(entry.body.get()).ok()?)))
}

/// The ids of the lines that no longer count: every import that brought them was taken back. A line
/// that is known from elsewhere (written here, or brought by another import too) stays.
pub fn hidden(entries: &[Entry]) -> HashSet<String> {
    let undone = undone(entries);
    if undone.is_empty() {
        return HashSet::new();
    }
    let (mut gone, mut stay) = (HashSet::new(), HashSet::new());
    for (_, body) in done(entries) {
        let into = if undone.contains(&body.import) { &mut gone } else { &mut stay };
        into.extend(body.ids);
    }
    gone.retain(|id| !stay.contains(id));
    gone
}

/// The ids of all lines that an import brought.
pub fn brought(entries: &[Entry]) -> HashSet<String> {
    done(entries).flat_map(|(_, body)| body.ids).collect()
}

/// The last import, in the order of the file, that was not taken back. (The clock may have been set back
/// in between; the file only grows.)
pub fn last(entries: &[Entry]) -> Option<Import> {
    let undone = undone(entries);
    let standing: Vec<(&Entry, Done)> =
        done(entries).filter(|(_, body)| !undone.contains(&body.import)).collect();
    let (entry, body) = standing.last()?;
    let mut import =
        Import { name: body.import.clone(), source: body.source.clone(), ts: entry.ts, ids: Vec::new() };
    for (_, body) in &standing {
        if body.import == import.name {
            import.ids.extend(body.ids.iter().cloned());
        }
    }
    Some(import)
}

/// The entries without the books of imports, and without what was taken back.
pub fn counting(mut entries: Vec<Entry>) -> Vec<Entry> {
    if touches(&entries) {
        let hidden = hidden(&entries);
        entries.retain(|entry| {
            entry.kind != DONE && entry.kind != UNDONE && !hidden.contains(entry.id.as_str())
        });
    }
    entries
}

/// The same, for those that tell the journal to others: without any of [`BOOKKEEPING`].
pub fn told(entries: &[Entry]) -> impl Iterator<Item = &Entry> {
    let hidden = hidden(entries);
    entries
        .iter()
        .filter(move |entry| !BOOKKEEPING.contains(&&*entry.kind) && !hidden.contains(entry.id.as_str()))
}
