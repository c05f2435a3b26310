//! F2, F3 and F13 as far as they can be seen without a power cut: the calls of a run, in their order, as
//! the shim tells them. Nothing is told as saved before the disk was asked to keep it, name and all; and
//! the journal is only ever added to.

use crate::kit::{self, Check, Held, NO_CC, ensure, folder, hold, shim};

/// Every call on a path of the home: kind, number, path. Empty without the shim.
pub(crate) fn calls(
    root: &std::path::Path,
    events: usize,
    mutant: &str,
) -> Option<(Vec<(String, i64, String)>, kit::Told)> {
    let log = root.join("calls");
    let mut command = kit::writer(root, events, mutant);
    command.env("LD_PRELOAD", shim()?).env("FAULT_MATCH", root).env("FAULT_LOG", &log);
    let told = kit::run(command);
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let calls = text.lines().filter_map(|line| {
        let mut words = line.splitn(3, ' ');
        Some((words.next()?.to_owned(), words.next()?.parse().ok()?, words.next()?.to_owned()))
    });
    Some((calls.collect(), told))
}

/// After each write to the journal a flush of it, before the next; and before the second event its
/// folder was flushed, when this run made the file.
pub(crate) fn flushed_before_it_is_told(mutant: &str) -> Check {
    let root = folder();
    let Some((calls, told)) = calls(root.path(), 5, mutant) else { return Ok(NO_CC) };
    ensure(told.code == Some(0) && told.saved.len() == 5, || told.text.clone())?;
    let journal = kit::places(root.path()).journal;
    let data = journal.parent().unwrap().to_string_lossy().into_owned();
    let home = root.path().to_string_lossy().into_owned();
    let journal = journal.to_string_lossy().into_owned();
    let (mut dirty, mut writes, mut rooted, mut made_known) = (false, 0, false, false);
    for (what, _, path) in &calls {
        match (what.as_str(), path) {
            ("write", path) if *path == journal => {
                ensure(!dirty, || format!("write {} before the last one was flushed", writes + 1))?;
                ensure(writes == 0 || (rooted && made_known), || {
                    format!("write {} before the folder was flushed", writes + 1)
                })?;
                dirty = true;
                writes += 1;
            }
            ("sync", path) if *path == journal => dirty = false,
            ("sync", path) if *path == data => rooted = true,
            ("sync", path) if *path == home => made_known = true,
            _ => {}
        }
    }
    ensure(writes >= 5, || format!("{writes} writes were seen"))?;
    ensure(!dirty, || "the last write was never flushed".to_owned())?;
    ensure(rooted && made_known, || "a folder was never flushed".to_owned())?;
    Ok(Held::Yes)
}

/// F13: the journal is opened for adding or for reading, and never renamed, shortened, removed or
/// written at a place of its own.
pub(crate) fn only_added_to(mutant: &str) -> Check {
    const ACCESS: i64 = 3; // O_ACCMODE
    const APPEND: i64 = 0o2000;
    const TRUNC: i64 = 0o1000;
    for torn in [false, true] {
        let root = folder();
        if torn {
            kit::run(kit::writer(root.path(), 2, ""));
            let journal = kit::places(root.path()).journal;
            let length = std::fs::metadata(&journal).unwrap().len();
            std::fs::OpenOptions::new().write(true).open(&journal).unwrap().set_len(length - 20).unwrap();
        }
        let Some((calls, told)) = calls(root.path(), 5, mutant) else { return Ok(NO_CC) };
        ensure(told.code == Some(0), || told.text.clone())?;
        let journal = kit::places(root.path()).journal.to_string_lossy().into_owned();
        let mut opened = 0;
        for (what, number, _) in calls.iter().filter(|(_, _, path)| *path == journal) {
            match what.as_str() {
                "write" | "sync" => {}
                "open" => {
                    let fine = number & ACCESS == 0 || (number & APPEND != 0 && number & TRUNC == 0);
                    ensure(fine, || format!("the journal is opened with flags {number:o}"))?;
                    opened += usize::from(number & ACCESS != 0);
                }
                other => return Err(format!("{other} on the journal")),
            }
        }
        ensure(opened >= 5, || format!("opened {opened} times for adding"))?;
    }
    Ok(Held::Yes)
}

#[test]
fn f2_f3_flushed_before_it_is_told() {
    hold(flushed_before_it_is_told(""));
}

#[test]
fn f13_only_added_to() {
    hold(only_added_to(""));
}
