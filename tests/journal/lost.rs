//! Answers that the journal does not take: a full disk (F9), a flush that fails (F8), a journal that
//! cannot be opened; where they are kept, and how they come home.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use supple::journal::error::{Notice, StoreError};
use supple::journal::id::IdMaker;
use supple::journal::line::Entry;
use supple::journal::reader::read;
use supple::journal::store::{self, IfMissing, Pending, Places, Store};
use supple::journal::writer::{Draft, Outcome, Unsaved, Writer};

use crate::common::{Check, ensure, folder, fresh, open, pending, places};

fn draft(score: usize) -> Draft {
    Draft {
        kind: "pain.rated".to_owned(),
        body: serde_json::json!({ "score": score }),
        ts: "2026-11-20T09:26:06.273+01:00".parse().unwrap(),
        must: false,
    }
}

fn rescue_files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|item| item.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            name.contains("rescue-") && name.ends_with(ending)
        })
        .collect();
    found.sort();
    found
}

/// Takes news until so many events were saved or told as not saved.
fn hear(writer: &Writer, events: usize) -> (usize, Vec<Option<PathBuf>>) {
    let (mut saved, mut not) = (0, Vec::new());
    while saved + not.len() < events {
        match writer.try_recv().unwrap() {
            Some(Outcome::Saved { .. }) => saved += 1,
            Some(Outcome::NotSaved { rescued, .. }) => not.push(rescued),
            _ => std::thread::yield_now(),
        }
    }
    (saved, not)
}

/// Something in the journal's place: answers are on the disk all the same, in a file that the next start
/// takes over, whatever became of the run that wrote it.
pub(crate) fn kept_elsewhere_and_brought_home() -> Check {
    let root = folder();
    let places = places(root.path());
    let data = places.journal.parent().unwrap().to_owned();
    let mut store = open(root.path()).store;
    let mut ids = IdMaker::new().unwrap();
    let first = pending(&mut ids, 1);
    store.append(&mut first.clone()).map_err(|error| error.to_string())?;
    // The run that kept them ends like this, without a word: as if it was killed.
    let lines: Vec<String> = (2..5).map(|score| pending(&mut ids, score).encode("7f3a91c0", 0)).collect();
    let path = store.rescue("A", &lines[..2]).ok_or("nothing was rescued")?;
    let again = store.rescue("B", &lines[2..]).ok_or("nothing was rescued")?;
    ensure(path == again, || format!("two files: {} {}", path.display(), again.display()))?;
    ensure(path.metadata().unwrap().permissions().mode() & 0o777 == 0o600, || "not private".into())?;
    ensure(store::rescued(&places).is_empty(), || "taken over while the run goes on".into())?;
    drop(store);

    let found = store::rescued(&places);
    ensure(found.len() == 1 && found[0].entries.len() == 3, || format!("{found:?}"))?;
    let mut opened = open(root.path());
    let told = opened.store.bring_home(&found);
    ensure(told == [Notice::Rescued { entries: 3, files: 1, bad: 0 }], || format!("{told:?}"))?;
    let loaded = fresh(root.path())?;
    ensure(loaded.entries.len() == 4 && loaded.problems.is_empty(), || format!("{loaded:?}"))?;
    ensure(rescue_files(&data, ".jsonl").is_empty(), || "still there under its name".into())?;
    ensure(rescue_files(&data, ".merged").len() == 1, || "thrown away".into())?;
    ensure(store::rescued(&places).is_empty(), || "found again".into())
}

#[test]
fn answers_are_kept_elsewhere_and_brought_home() {
    kept_elsewhere_and_brought_home().unwrap();
}

#[test]
fn a_run_that_can_write_again_needs_no_rescue_file_any_more() {
    let root = folder();
    let journal = places(root.path()).journal;
    let data = journal.parent().unwrap().to_owned();
    let store = open(root.path()).store;
    std::fs::create_dir_all(&journal).unwrap();
    let writer = Writer::spawn(store).unwrap();
    for score in 0..3 {
        writer.submit(&draft(score)).unwrap();
    }
    let (saved, not) = hear(&writer, 3);
    assert_eq!(saved, 0);
    let file = not[2].clone().expect("no file");
    assert_eq!(file.parent(), Some(&*data));
    assert_eq!(read(&std::fs::read(&file).unwrap()).entries.len(), 3);
    std::fs::remove_dir(&journal).unwrap();
    writer.retry();
    assert_eq!(hear(&writer, 3).0, 3);
    writer.close().unwrap();
    assert_eq!(fresh(root.path()).unwrap().entries.len(), 3);
    assert_eq!((rescue_files(&data, ".jsonl").len(), rescue_files(&data, ".merged").len()), (0, 1));
}

#[test]
fn at_the_end_the_lines_are_given_back_and_the_file_that_keeps_them_is_named() {
    let root = folder();
    let journal = places(root.path()).journal;
    let store = open(root.path()).store;
    std::fs::create_dir_all(&journal).unwrap();
    let writer = Writer::spawn(store).unwrap();
    let id = writer.submit(&draft(3)).unwrap();
    let Unsaved { lines, cause, rescued } = writer.close().unwrap_err();
    assert!(lines.len() == 1 && lines[0].contains(id.as_str()), "{lines:?}");
    assert!(cause.contains("is a folder") || cause.contains("could not open"), "{cause}");
    let kept = std::fs::read_to_string(rescued.unwrap()).unwrap();
    assert_eq!(kept, lines[0]);
}

#[test]
fn the_next_place_is_taken_when_one_takes_nothing() {
    let root = folder();
    let shared = root.path().join("run");
    let other = root.path().join("tmp");
    std::fs::create_dir_all(&other).unwrap();
    let cases: [(&[&str], &str); 4] =
        [(&[], "data"), (&["data"], "state"), (&["data", "state"], "tmp"), (&["data", "state", "tmp"], "")];
    for (broken, wanted) in cases {
        let home = root.path().join(broken.len().to_string());
        std::fs::create_dir_all(&home).unwrap();
        let folders = [shared.clone(), if broken.contains(&"tmp") { shared.clone() } else { other.clone() }];
        let places = Places::new(&home.join("data"), &home.join("state")).with_shared(&folders);
        let mut store = Store::open(places.clone(), IfMissing::Ask).unwrap().store;
        for name in broken.iter().filter(|name| **name != "tmp") {
            // A file where a folder should be takes no files, whoever asks.
            let _ = std::fs::remove_dir_all(home.join(name));
            std::fs::write(home.join(name), "").unwrap();
        }
        let line = pending(&mut IdMaker::new().unwrap(), 1).encode("7f3a91c0", 0);
        let path = store.rescue("A", &[line]);
        let folder = path
            .as_ref()
            .map(|path| path.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned());
        assert_eq!(folder.unwrap_or_default(), wanted, "{path:?}");
        assert!(!shared.exists(), "a folder of the system is not made");
        drop(store);
        assert_eq!(store::rescued(&places).len(), usize::from(path.is_some()), "{wanted}");
    }
    // Another home does not take over what lies in the folder that all share.
    let places = Places::new(&root.path().join("x/data"), &root.path().join("x/state")).with_shared(&[other]);
    assert!(store::rescued(&places).is_empty());
}

#[test]
fn a_rescue_file_that_somebody_else_may_have_written_is_none() {
    let root = folder();
    let places = places(root.path());
    open(root.path());
    let data = places.journal.parent().unwrap();
    std::fs::create_dir_all(data).unwrap();
    let line = pending(&mut IdMaker::new().unwrap(), 9).encode("7f3a91c0", 1);
    let put = |name: &str, mode: u32| {
        let path = data.join(name);
        std::fs::write(&path, &line).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    put("rescue-WIDE.jsonl", 0o622);
    std::os::unix::fs::symlink(data.join("rescue-GOOD.jsonl"), data.join("rescue-LINK.jsonl")).unwrap();
    assert!(Command::new("mkfifo").arg(data.join("rescue-PIPE.jsonl")).status().unwrap().success());
    std::fs::create_dir(data.join("rescue-FOLDER.jsonl")).unwrap();
    assert_eq!(store::rescued(&places).len(), 0);
    put("rescue-GOOD.jsonl", 0o600);
    let found = store::rescued(&places);
    assert_eq!(found.len(), 1);
    assert!(found[0].path.ends_with("rescue-GOOD.jsonl"));
}

#[test]
fn half_a_line_in_a_rescue_file_is_told_and_the_rest_comes_home() {
    let root = folder();
    let places = places(root.path());
    let mut ids = IdMaker::new().unwrap();
    let mut opened = open(root.path());
    let (one, two) = (pending(&mut ids, 1).encode("7f3a91c0", 0), pending(&mut ids, 2).encode("7f3a91c0", 0));
    let data = places.journal.parent().unwrap();
    std::fs::create_dir_all(data).unwrap();
    let path = data.join("rescue-A.jsonl");
    std::fs::write(&path, format!("{one}{}", &two[..40])).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    let told = opened.store.bring_home(&store::rescued(&places));
    assert_eq!(told, [Notice::Rescued { entries: 1, files: 1, bad: 1 }]);
    let words = told[0].to_string();
    assert!(words.starts_with("1 answer that could not be saved before is in your journal now"), "{words}");
    assert!(words.ends_with("1 line there cannot be read; the file is kept."), "{words}");
}

#[test]
fn what_still_cannot_be_brought_home_stays_where_it_is() {
    let root = folder();
    let places = places(root.path());
    let mut opened = open(root.path());
    let line = pending(&mut IdMaker::new().unwrap(), 1).encode("7f3a91c0", 0);
    let path = opened.store.rescue("A", &[line]).unwrap();
    drop(opened);
    let mut opened = open(root.path());
    std::fs::create_dir_all(&places.journal).unwrap();
    let told = opened.store.bring_home(&store::rescued(&places));
    assert!(matches!(&told[..], [Notice::StillRescued { entries: 1, .. }]), "{told:?}");
    assert!(path.exists());
}

/// The shim of the fault plan: the Nth call of one kind on files with this in their name fails.
const SHIM: &str = r#"
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static int ours(int fd) { const char *m = getenv("FAULT_MATCH"); char l[64], p[4096]; if (!m) return 0;
  snprintf(l, 64, "/proc/self/fd/%d", fd); ssize_t n = readlink(l, p, 4095); if (n < 0) return 0; p[n] = 0; return strstr(p, m) != 0; }
static int fire(const char *op, int fd) { static long n; const char *at = getenv("FAULT_AT");
  if (strcmp(op, "sync") || !at || !ours(fd)) return 0; return ++n == atol(at); }
int fdatasync(int fd) { int (*r)(int) = dlsym(RTLD_NEXT, "fdatasync"); if (fire("sync", fd)) { errno = EIO; return -1; } return r(fd); }
int fsync(int fd) { int (*r)(int) = dlsym(RTLD_NEXT, "fsync"); if (fire("sync", fd)) { errno = EIO; return -1; } return r(fd); }
"#;

fn shim(folder: &Path) -> Option<PathBuf> {
    let (source, library) = (folder.join("shim.c"), folder.join("shim.so"));
    std::fs::write(&source, SHIM).unwrap();
    let mut cc = Command::new("cc");
    let built = cc.args(["-shared", "-fPIC", "-o"]).args([&library, &source]).arg("-ldl").status();
    built.is_ok_and(|status| status.success()).then_some(library)
}

/// This test program again, with one test in it.
fn again(mut command: Command, test: &str) -> bool {
    command.arg(std::env::current_exe().unwrap()).args(["--exact", test, "--ignored", "--nocapture"]);
    let output = command.env("SUPPLE_TEST_CHILD", "1").output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("1 passed") || told.contains("1 failed"), "the child ran nothing: {told}{errors}");
    if !output.status.success() {
        println!("{told}{errors}");
    }
    output.status.success()
}

fn count(text: &str, item: &Pending) -> usize {
    text.matches(&format!("\"id\":\"{}\"", item.id)).count()
}

/// F8, in a child with the shim: the flush of the third call on the journal fails.
fn a_flush_fails() {
    let root = tempfile::tempdir().unwrap();
    let mut ids = IdMaker::new().unwrap();
    let mut store = open(root.path()).store;
    let mut items: Vec<Pending> = (0..4).map(|score| pending(&mut ids, score)).collect();
    store.append(&mut items[0]).unwrap();
    store.append(&mut items[1]).unwrap();
    let error = store.append(&mut items[2]).unwrap_err();
    assert_eq!(error.cause(), "the disk reported a fault");
    store.append(&mut items[2]).unwrap();
    store.append(&mut items[3]).unwrap();
    store.close().unwrap();
    let text = std::fs::read_to_string(places(root.path()).journal).unwrap();
    let counts: Vec<usize> = items.iter().map(|item| count(&text, item)).collect();
    assert_eq!(counts, [1, 1, 2, 1], "not written again: {text}");
}

/// The same while lines are put back that another program threw out.
fn a_flush_fails_in_healing() {
    let root = tempfile::tempdir().unwrap();
    let mut ids = IdMaker::new().unwrap();
    let mut store = open(root.path()).store;
    let mut items: Vec<Pending> = (0..3).map(|score| pending(&mut ids, score)).collect();
    store.append(&mut items[0]).unwrap();
    store.append(&mut items[1]).unwrap();
    let journal = places(root.path()).journal;
    std::fs::write(&journal, "").unwrap();
    // The third flush is the one of the lines that are put back.
    assert!(store.append(&mut items[2]).is_err());
    store.append(&mut items[2]).unwrap();
    store.close().unwrap();
    let text = std::fs::read_to_string(&journal).unwrap();
    let counts: Vec<usize> = items.iter().map(|item| count(&text, item)).collect();
    assert_eq!(counts, [2, 2, 1], "a second flush was believed: {text}");
}

#[test]
#[ignore = "only as a child of f8"]
fn child_flush() {
    if std::env::var_os("SUPPLE_TEST_CHILD").is_some() {
        a_flush_fails();
    }
}

#[test]
#[ignore = "only as a child of f8"]
fn child_flush_healing() {
    if std::env::var_os("SUPPLE_TEST_CHILD").is_some() {
        a_flush_fails_in_healing();
    }
}

pub(crate) fn f8(test: &str, mutant: &str) -> Option<bool> {
    let folder = tempfile::tempdir().unwrap();
    let Some(library) = shim(folder.path()) else {
        println!("skipped: no C compiler");
        return None;
    };
    let mut command = Command::new("env");
    command.env("SUPPLE_SABOTAGE", mutant);
    command
        .arg(format!("LD_PRELOAD={}", library.display()))
        .args(["FAULT_MATCH=journal.jsonl", "FAULT_AT=3"]);
    Some(again(command, test))
}

#[test]
fn f8_after_a_failed_flush_the_line_is_written_again() {
    for test in ["lost::child_flush", "lost::child_flush_healing"] {
        assert_ne!(f8(test, ""), Some(false), "{test}");
    }
}

/// F9, in a child with a small disk of its own: it fills up, the reserve is used, room comes back.
fn a_disk_fills_up() {
    let root = PathBuf::from(std::env::var_os("SUPPLE_TEST_DISK").unwrap());
    let mut ids = IdMaker::new().unwrap();
    let mut store = open(&root).store;
    store.append(&mut pending(&mut ids, 0)).unwrap();
    let reserve = places(&root).reserve;
    assert_eq!(reserve.metadata().map_or(0, |meta| meta.len()), 256 * 1024, "no reserve");
    let mut filler = std::fs::File::create(root.join("filler")).unwrap();
    while std::io::Write::write_all(&mut filler, &[7; 512]).is_ok() {}
    drop(filler);
    let mut told = Vec::new();
    for score in 0..200 {
        let appended = store.append(&mut pending(&mut ids, score % 11)).unwrap();
        told.extend(appended.notices);
    }
    assert_eq!(told.iter().filter(|notice| **notice == Notice::ReserveUsed).count(), 1, "{told:?}");
    assert!(!reserve.exists());
    // And when that is used up too, it is told.
    let error = loop {
        match store.append(&mut pending(&mut ids, 1)) {
            Ok(_) => {}
            Err(error) => break error,
        }
    };
    assert_eq!(error.cause(), "disk full");
    std::fs::remove_file(root.join("filler")).unwrap();
    store.append(&mut pending(&mut ids, 2)).unwrap();
    store.close().unwrap();
    assert!(reserve.exists(), "not kept again when there was room");
    let loaded = fresh(&root).unwrap();
    assert!(loaded.entries.len() > 202 && loaded.bad <= 3, "{} {}", loaded.entries.len(), loaded.bad);
}

#[test]
#[ignore = "only as a child of f9"]
fn child_full_disk() {
    if std::env::var_os("SUPPLE_TEST_CHILD").is_some() {
        a_disk_fills_up();
    }
}

pub(crate) fn f9(mutant: &str) -> Option<bool> {
    let folder = tempfile::tempdir().unwrap();
    if !Command::new("unshare").args(["-Urm", "true"]).status().is_ok_and(|status| status.success()) {
        println!("skipped: no small disk can be made here (unshare -Urm)");
        return None;
    }
    let script = "mount -t tmpfs -o size=600k small \"$SUPPLE_TEST_DISK\" && exec \"$@\"";
    let mut command = Command::new("unshare");
    command.args(["-Urm", "sh", "-c", script, "sh"]).env("SUPPLE_TEST_DISK", folder.path());
    command.env("SUPPLE_SABOTAGE", mutant);
    Some(again(command, "lost::child_full_disk"))
}

#[test]
fn f9_a_full_disk_uses_the_reserve_and_room_again_refills_it() {
    assert_ne!(f9(""), Some(false));
}

fn ended(ids: &mut IdMaker) -> Pending {
    Pending { kind: "session.ended".into(), body: "{}".into(), ..pending(ids, 0) }
}

fn backups(root: &Path) -> Vec<(String, Vec<u8>)> {
    let found = supple::journal::backup::found(&places(root));
    found.into_iter().map(|(day, path)| (day.to_string(), std::fs::read(path).unwrap())).collect()
}

/// A copy a day at most, after a session; and a journal that has lost entries pushes no good copy out.
pub(crate) fn copies_of_days() -> Check {
    let root = folder();
    let mut ids = IdMaker::new().unwrap();
    let day = |text: &str| text.parse().unwrap();
    let mut store = open(root.path()).store;
    for score in 0..4 {
        store.append(&mut pending(&mut ids, score)).map_err(|error| error.to_string())?;
    }
    let journal = places(root.path()).journal;
    let first = std::fs::read(&journal).unwrap();
    ensure(store.session_over(day("2026-11-18")).is_empty(), || "told something".into())?;
    ensure(backups(root.path()) == [("2026-11-18".to_owned(), first.clone())], || "no copy".into())?;
    // Nothing new: no copy. The same day: no copy.
    store.session_over(day("2026-11-19"));
    store.append(&mut pending(&mut ids, 5)).map_err(|error| error.to_string())?;
    store.session_over(day("2026-11-18"));
    ensure(backups(root.path()) == [("2026-11-18".to_owned(), first.clone())], || "one too many".into())?;
    drop(store);
    let half = first.len() / 2;
    std::fs::OpenOptions::new().write(true).open(&journal).unwrap().set_len(half as u64).unwrap();
    let mut store = open(root.path()).store;
    let told = store.session_over(day("2026-11-20"));
    ensure(backups(root.path()) == [("2026-11-18".to_owned(), first.clone())], || {
        "a copy of a journal that has lost entries".into()
    })?;
    ensure(matches!(&told[..], [Notice::NoBackup { entries: 4, .. }]), || format!("{told:?}"))
}

#[test]
fn a_copy_is_kept_of_each_day_with_a_session() {
    copies_of_days().unwrap();
}

#[test]
fn the_writer_makes_the_copy_when_a_session_ends() {
    let root = folder();
    let writer = Writer::spawn(open(root.path()).store).unwrap();
    writer.submit(&draft(3)).unwrap();
    writer.submit(&Draft { kind: "session.ended".into(), body: serde_json::json!({}), ..draft(0) }).unwrap();
    hear(&writer, 2);
    writer.close().unwrap();
    let copies = backups(root.path());
    assert_eq!(copies.len(), 1);
    assert_eq!(copies[0].0, "2026-11-20", "the day printed in the time of the event");
    assert_eq!(copies[0].1, std::fs::read(places(root.path()).journal).unwrap());
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = places(root.path()).backups;
    assert_eq!((mode(&folder), mode(&folder.join("journal-2026-11-20.jsonl"))), (0o700, 0o600));
}

#[test]
fn at_the_end_of_a_session_what_another_program_threw_out_is_put_back() {
    let root = folder();
    let mut ids = IdMaker::new().unwrap();
    let mut store = open(root.path()).store;
    store.append(&mut pending(&mut ids, 1)).unwrap();
    store.append(&mut ended(&mut ids)).unwrap();
    std::fs::write(places(root.path()).journal, "").unwrap();
    let told = store.session_over("2026-11-20".parse().unwrap());
    assert_eq!(told, [Notice::Healed { lines: 2 }]);
    assert_eq!(fresh(root.path()).unwrap().entries.len(), 2);
}

#[test]
fn what_a_copy_has_and_the_journal_has_not_is_put_back_once_and_not_what_was_forgotten() {
    let root = folder();
    let places = places(root.path());
    let mut ids = IdMaker::new().unwrap();
    let mut store = open(root.path()).store;
    for score in 0..6 {
        store.append(&mut pending(&mut ids, score)).unwrap();
    }
    store.session_over("2026-11-19".parse().unwrap());
    drop(store);
    let whole = std::fs::read_to_string(&places.journal).unwrap();
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    std::fs::write(&places.journal, lines[..2].concat()).unwrap();
    let mut opened = open(root.path());
    assert_eq!(opened.shrunk.unwrap().entries, 4);
    let spare = store::spare(&places, &opened.entries().unwrap()).unwrap();
    assert_eq!((spare.entries.len(), spare.day.to_string().as_str()), (4, "2026-11-19"));
    assert_eq!(opened.store.put_back(&spare).unwrap().0, 4);
    drop(opened);
    let opened = open(root.path());
    assert!(opened.shrunk.is_none());
    let here = opened.entries().unwrap();
    let scores: Vec<&str> = here.entries.iter().map(|entry: &Entry| entry.body.get()).collect();
    assert_eq!(scores.len(), 6);
    assert!(store::spare(&places, &opened.entries().unwrap()).is_none());
    // And with no journal at all.
    std::fs::remove_file(&places.journal).unwrap();
    assert!(matches!(Store::open(places.clone(), IfMissing::Ask), Err(StoreError::Missing { .. })));
    let mut opened = Store::open(places.clone(), IfMissing::BeginAnew).unwrap();
    let spare = store::spare(&places, &opened.entries().unwrap()).unwrap();
    assert_eq!(opened.store.put_back(&spare).unwrap().0, 6);
    assert_eq!(std::fs::read_to_string(&places.journal).unwrap(), whole);
}

#[test]
fn wide_rights_are_told_once_and_again_when_they_change() {
    let root = folder();
    let journal = places(root.path()).journal;
    let mut ids = IdMaker::new().unwrap();
    let mut store = open(root.path()).store;
    store.append(&mut pending(&mut ids, 1)).unwrap();
    drop(store);
    let set = |mode| std::fs::set_permissions(&journal, std::fs::Permissions::from_mode(mode)).unwrap();
    let told = |ids: &mut IdMaker| {
        let mut opened = open(root.path());
        opened.store.append(&mut pending(ids, 2)).unwrap();
        opened.notices.iter().filter(|notice| matches!(notice, Notice::WideMode { .. })).count()
    };
    set(0o644);
    assert_eq!([told(&mut ids), told(&mut ids)], [1, 0]);
    set(0o640);
    assert_eq!([told(&mut ids), told(&mut ids)], [1, 0]);
    store::make_private(&journal).unwrap();
    assert_eq!(told(&mut ids), 0);
    assert_eq!(std::fs::metadata(&journal).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn who_holds_the_lock_is_told() {
    let root = folder();
    let mut store = open(root.path()).store;
    let mut ids = IdMaker::new().unwrap();
    store.append(&mut pending(&mut ids, 1)).unwrap();
    let journal = places(root.path()).journal;
    // Another process, and it stands still.
    let script = "echo held; kill -STOP $PPID; exec sleep 5";
    let mut child = Command::new("flock")
        .arg("-o")
        .arg(&journal)
        .args(["sh", "-c", script])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(child.stdout.take().unwrap()), &mut line)
        .unwrap();
    let error = store.append(&mut pending(&mut ids, 2)).unwrap_err().to_string();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(error.contains(&format!("another supple (process {}", child.id())), "{error}");
    assert!(error.contains(", stopped)") && error.ends_with("bring it back with `fg`"), "{error}");
    store.append(&mut pending(&mut ids, 2)).unwrap();
}
