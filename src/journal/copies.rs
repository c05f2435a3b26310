//! Second copies of the journal beside it, as programs that sync folders make them. Found and named,
//! never touched.

use std::path::{Path, PathBuf};

use super::files;

/// Is this the name of a copy that a syncing program made?
pub fn is_copy(name: &str) -> bool {
    let Some(rest) = name.strip_prefix("journal").and_then(|rest| rest.strip_suffix(".jsonl")) else {
        return false;
    };
    let numbered = rest.strip_prefix(" (").and_then(|rest| rest.strip_suffix(')'));
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
        ] {
            assert!(is_copy(name), "{name}");
        }
        for name in [
            "journal.jsonl",
            "journal ().jsonl",
            "journal (a).jsonl",
            "journal (1).json",
            "journal-old.jsonl",
            "diary.sync-conflict-1.jsonl",
            "journal.sync-conflict-1.jsonl.merged",
        ] {
            assert!(!is_copy(name), "{name}");
        }
    }
}
