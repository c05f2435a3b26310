//! Second copies of the journal beside it, as programs that sync folders make them. Found and named;
//! once all that they have is in the journal, and the person has said so, given a name that says it.

use std::path::{Path, PathBuf};

use super::device::is_id;
use super::error::cause;
use super::files;

/// Is this the name of a copy that a syncing program made?
pub fn is_copy(name: &str) -> bool {
    let Some(rest) = name.strip_prefix("journal") else { return false };
    #[allow(clippy::case_sensitive_file_extension_comparisons)] // programs write it so, and only so
    if rest.ends_with(".orig") {
        return true;
    }
    let Some(rest) = rest.strip_suffix(".jsonl") else { return false };
    // Of the usual file, or of one that a computer has of its own.
    let own =
        rest.strip_prefix('-').and_then(|rest| rest.split_once(' ')).filter(|(device, _)| is_id(device));
    let behind = own.map_or(rest, |(device, _)| &rest[1 + device.len()..]);
    let numbered = behind.strip_prefix(" (").and_then(|rest| rest.strip_suffix(')'));
    rest.contains(".sync-conflict-")
        || rest.contains("conflicted copy")
        || numbered.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// The copies in a folder, by name. A folder that cannot be read has none.
pub fn found(data: &Path) -> Vec<PathBuf> {
    let mut found = files::names_in(data);
    found.retain(|path| path.file_name().and_then(|name| name.to_str()).is_some_and(is_copy));
    found.sort();
    found
}

/// Whether a file is one of these, in this folder.
pub fn is_one(data: &Path, path: &Path) -> bool {
    let here = |path: &Path| path.canonicalize().ok();
    found(data)
        .iter()
        .any(|copy| copy.as_path() == path || here(copy).is_some_and(|copy| Some(copy) == here(path)))
}

/// Gives a copy the ending `.merged`, so that it is not offered again. Nothing in it is changed.
///
/// # Errors
/// A file of that name that is there already, a folder that takes no change; in words.
pub fn set_aside(path: &Path) -> Result<PathBuf, String> {
    let mut name = path.as_os_str().to_owned();
    name.push(".merged");
    if PathBuf::from(name).symlink_metadata().is_ok() {
        return Err("there is a file of its name with .merged behind it already".into());
    }
    files::mark_merged(path).map_err(|error| cause(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_copies_are_copies() {
        for name in [
            "journal.sync-conflict-20261119-081500-ABCDEFG.jsonl",
            "journal (Anna's conflicted copy 2026-11-19).jsonl",
            "journal (1).jsonl",
            "journal (12).jsonl",
            "journal.orig",
            "journal.jsonl.orig",
            "journal-7f3a91c0.sync-conflict-20261119-081500-ABCDEFG.jsonl",
            "journal-7f3a91c0 (Anna's conflicted copy 2026-11-19).jsonl",
            "journal-7f3a91c0 (1).jsonl",
            "journal-7f3a91c0.jsonl.orig",
        ] {
            assert!(is_copy(name), "{name}");
        }
        for name in [
            "journal.jsonl",
            "journal ().jsonl",
            "journal (a).jsonl",
            "journal (1).json",
            "journal-old.jsonl",
            "journal-7f3a91c0.jsonl",
            "journal-old (1).jsonl",
            "journal-7f3a91c0 (a).jsonl",
            "journal-7f3a91c0.before-tidy-2026-11-20.jsonl",
            "diary.sync-conflict-1.jsonl",
            "journal.sync-conflict-1.jsonl.merged",
            "journal.orig.merged",
            "orig",
        ] {
            assert!(!is_copy(name), "{name}");
        }
    }
}
