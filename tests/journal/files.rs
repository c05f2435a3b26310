//! A journal of several files, at the level of the store: on and off, two computers at one folder, what is gone,
//! taken out, copied; and that nothing has to be moved for any of it.

use crate::common::{folder, fresh, open, own_file, pending, places, written};
use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use supple::journal::error::{Notice, StoreError};
use supple::journal::id::IdMaker;
use supple::journal::reader::Loaded;
use supple::journal::rewrite;
use supple::journal::store::{self, IfMissing, Opened, Places, Store};
use supple::journal::{backup, several};

/// Adds so many lines, and gives their ids.
fn add(opened: &mut Opened, ids: &mut IdMaker, count: usize) -> Vec<String> {
    let one = |score: usize| {
        let mut item = pending(ids, score % 11);
        opened.store.append(&mut item).unwrap();
        item.id.to_string()
    };
    (0..count).map(one).collect()
}

fn ids_of(loaded: &Loaded) -> BTreeSet<String> {
    loaded.entries.iter().map(|entry| entry.id.to_string()).collect()
}

fn set(ids: &[&[String]]) -> BTreeSet<String> {
    ids.concat().into_iter().collect()
}

fn lines(path: &Path) -> usize {
    std::fs::read_to_string(path).unwrap().lines().count()
}

/// Another computer at the same folder, with notes of its own.
fn other(root: &Path, own_file: bool) -> Places {
    Places::new(&root.join("data"), &root.join("state-of-another")).with_own_file(own_file)
}

fn start(places: Places) -> Opened {
    Store::open(places, IfMissing::Ask).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn on_and_off_moves_nothing_and_loses_nothing() {
    let root = folder();
    let mut ids = IdMaker::new().unwrap();
    let mut here = open(root.path());
    let first = add(&mut here, &mut ids, 3);
    drop(here);
    let main = places(root.path()).journal;
    let before = std::fs::read(&main).unwrap();

    own_file(root.path(), true);
    let mut here = open(root.path());
    assert!(here.shrunk.is_none() && !here.is_new && here.begins, "its first line is still to come");
    let second = add(&mut here, &mut ids, 2);
    here.store.close().unwrap();
    drop(here);
    let own = written(root.path());
    assert_eq!(own.parent(), main.parent());
    assert_eq!((std::fs::read(&main).unwrap(), lines(&own)), (before.clone(), 2));
    assert_eq!(std::fs::metadata(&own).unwrap().permissions().mode() & 0o777, 0o600);

    // Once more, now that it is there; and off again.
    let here = open(root.path());
    assert!(here.shrunk.is_none() && !here.begins);
    drop(here);
    own_file(root.path(), false);
    let mut here = open(root.path());
    assert!(here.shrunk.is_none() && !here.is_new && !here.begins);
    let third = add(&mut here, &mut ids, 1);
    here.store.close().unwrap();
    assert_eq!((lines(&main), lines(&own)), (4, 2));
    assert!(std::fs::read(&main).unwrap().starts_with(&before));

    let loaded = fresh(root.path()).unwrap();
    assert_eq!(ids_of(&loaded), set(&[&first, &second, &third]));
    assert!(loaded.problems.is_empty(), "numbers go on through all files: {:?}", loaded.problems);
    let numbers: Vec<u64> = loaded.entries.iter().map(|entry| entry.n).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6], "in the order in which they were written");
}

#[test]
fn two_terminals_of_one_computer_of_which_one_began_before_the_setting_changed() {
    let root = folder();
    let mut ids = IdMaker::new().unwrap();
    let mut before = open(root.path());
    add(&mut before, &mut ids, 1);
    own_file(root.path(), true);
    let mut after = open(root.path());
    for _ in 0..5 {
        add(&mut after, &mut ids, 1);
        add(&mut before, &mut ids, 2);
    }
    before.store.close().unwrap();
    after.store.close().unwrap();
    let loaded = fresh(root.path()).unwrap();
    assert_eq!((loaded.entries.len(), loaded.numbers_of(after.store.device())), (16, (16, 16)));
    assert_eq!(loaded.problems, []);
    assert!(open(root.path()).shrunk.is_none());
}

#[test]
fn two_computers_at_one_folder_never_write_to_the_same_file_and_see_each_other() {
    let root = folder();
    let mut ids = IdMaker::new().unwrap();
    own_file(root.path(), true);
    let (mut here, mut there) = (open(root.path()), start(other(root.path(), true)));
    assert_ne!(here.store.device(), there.store.device());
    let mine = add(&mut here, &mut ids, 2);
    // News of the other one: with the next line, and when asked.
    let mut item = pending(&mut ids, 3);
    let told = there.store.append(&mut item).unwrap().others;
    assert_eq!(told.iter().map(|entry| entry.id.to_string()).collect::<Vec<_>>(), mine);
    let heard = here.store.others();
    assert_eq!(heard.len(), 1);
    assert_eq!(heard[0].id, item.id.as_str());
    assert!(here.store.others().is_empty(), "each once");
    // A sync puts a new file in the place of the other's, and later one that is shorter.
    let theirs = other(root.path(), true).written();
    let whole = std::fs::read(&theirs).unwrap();
    add(&mut there, &mut ids, 1);
    let longer = std::fs::read(&theirs).unwrap();
    let put = |bytes: &[u8]| {
        let temp = root.path().join("incoming");
        std::fs::write(&temp, bytes).unwrap();
        std::fs::set_permissions(&temp, std::fs::Permissions::from_mode(0o600)).unwrap();
        std::fs::rename(&temp, &theirs).unwrap();
    };
    put(&longer[..longer.len() - 20]);
    assert_eq!(here.store.others().len(), 1, "what has no end is still on its way");
    put(&longer);
    assert_eq!(here.store.others().len(), 2);
    put(&whole);
    assert_eq!(here.store.others().len(), 1);
    put(&longer);
    here.store.close().unwrap();
    there.store.close().unwrap();
    assert_eq!(lines(&written(root.path())), 2);
    assert_eq!(lines(&theirs), 2);
    assert!(!places(root.path()).journal.exists());
    assert_eq!(fresh(root.path()).unwrap().entries.len(), 4);
    // A line of theirs that goes missing is nobody's business here; one of ours is.
    put(b"");
    assert!(open(root.path()).shrunk.is_none());
    std::fs::write(written(root.path()), "").unwrap();
    assert_eq!(open(root.path()).shrunk.map(|shrunk| shrunk.entries), Some(2));
}

#[test]
fn a_file_that_is_gone_is_asked_about_whichever_it_is() {
    for gone_is_main in [true, false] {
        let root = folder();
        let mut ids = IdMaker::new().unwrap();
        let mut here = open(root.path());
        add(&mut here, &mut ids, 3);
        own_file(root.path(), true);
        let mut here = open(root.path());
        add(&mut here, &mut ids, 2);
        drop(here);
        let (main, own) = (places(root.path()).journal, written(root.path()));
        let (gone, count) = if gone_is_main { (&main, 3) } else { (&own, 2) };
        let kept = std::fs::read(gone).unwrap();
        std::fs::remove_file(gone).unwrap();
        assert_eq!(open(root.path()).shrunk.map(|shrunk| shrunk.entries), Some(count));
        // Both: the whole journal.
        let rest = if gone_is_main { &own } else { &main };
        let both = std::fs::read(rest).unwrap();
        std::fs::remove_file(rest).unwrap();
        let missing = Store::open(places(root.path()), IfMissing::Ask);
        assert!(matches!(missing, Err(StoreError::Missing { entries: 5, .. })), "{missing:?}");
        // Back again, and be it all in one file: nothing to ask.
        std::fs::write(&main, [kept, both].concat()).unwrap();
        std::fs::set_permissions(&main, std::fs::Permissions::from_mode(0o600)).unwrap();
        let again = open(root.path());
        assert!(again.shrunk.is_none() && again.begins);
    }
}

#[test]
fn what_this_run_wrote_is_put_back_into_its_own_file_and_not_where_it_is_already() {
    let root = folder();
    own_file(root.path(), true);
    let mut ids = IdMaker::new().unwrap();
    let mut here = open(root.path());
    let all = add(&mut here, &mut ids, 3);
    let (main, own) = (places(root.path()).journal, written(root.path()));
    let text = std::fs::read_to_string(&own).unwrap();
    // Somebody moves two lines into the usual file, by hand, and the third is lost.
    let two: String = text.split_inclusive('\n').take(2).collect();
    std::fs::write(&main, &two).unwrap();
    std::fs::set_permissions(&main, std::fs::Permissions::from_mode(0o600)).unwrap();
    std::fs::remove_file(&own).unwrap();
    assert_eq!(here.store.close().unwrap(), [Notice::Healed { lines: 1 }]);
    assert_eq!((lines(&main), lines(&own)), (2, 1));
    assert_eq!(ids_of(&fresh(root.path()).unwrap()), set(&[&all]));
    assert!(open(root.path()).shrunk.is_none());
}

#[test]
fn an_import_adds_what_no_file_has() {
    let root = folder();
    let mut ids = IdMaker::new().unwrap();
    let mut here = open(root.path());
    add(&mut here, &mut ids, 2);
    own_file(root.path(), true);
    let mut here = open(root.path());
    add(&mut here, &mut ids, 1);
    let loaded = fresh(root.path()).unwrap();
    let text = std::fs::read_to_string(places(root.path()).journal).unwrap();
    let of_main: Vec<&str> = text.split_inclusive('\n').collect();
    let known: Vec<_> = loaded.entries.iter().take(2).zip(of_main).collect();
    let (added, _) = here.store.append_all(&known, |_| Vec::new()).unwrap();
    assert_eq!(added, 0);
    assert_eq!(fresh(root.path()).unwrap().lines, 3);
}

#[test]
fn a_copy_of_the_day_has_all_files_and_gives_back_whichever_is_lost() {
    let root = folder();
    let mut ids = IdMaker::new().unwrap();
    let mut there = start(other(root.path(), false));
    let theirs = add(&mut there, &mut ids, 2);
    own_file(root.path(), true);
    let mut here = open(root.path());
    let mine = add(&mut here, &mut ids, 3);
    assert_eq!(here.store.session_over("2026-11-20".parse().unwrap()), []);
    let copies = backup::found(&places(root.path()));
    assert_eq!(copies.len(), 1);
    assert_eq!(ids_of(&store::look(&copies[0].1).unwrap().unwrap()), set(&[&theirs, &mine]));
    // Nothing new: no other copy. One of the files is lost: nor is there one then, and it is said.
    assert_eq!(here.store.session_over("2026-11-21".parse().unwrap()), []);
    drop(here);
    std::fs::remove_file(places(root.path()).journal).unwrap();
    let mut here = open(root.path());
    let told = here.store.session_over("2026-11-22".parse().unwrap());
    assert!(matches!(&told[..], [Notice::NoBackup { entries: 5, here: 3, .. }]), "{told:?}");
    assert_eq!(backup::found(&places(root.path())).len(), 1);
    let spare = store::spare(&places(root.path()), &fresh(root.path()).unwrap()).unwrap();
    assert_eq!(here.store.put_back(&spare).unwrap().0, 2);
    assert_eq!(ids_of(&fresh(root.path()).unwrap()), set(&[&theirs, &mine]));
}

#[test]
fn forget_and_tidy_rewrite_whichever_file_holds_the_line_and_no_other() {
    let root = folder();
    let mut ids = IdMaker::new().unwrap();
    let mut here = open(root.path());
    let first = add(&mut here, &mut ids, 2);
    own_file(root.path(), true);
    let mut here = open(root.path());
    let second = add(&mut here, &mut ids, 2);
    drop(here);
    let (main, own) = (places(root.path()).journal, written(root.path()));
    let before = std::fs::read(&main).unwrap();
    let forgotten = |ids: &[&String]| {
        let ids = ids.iter().map(|id| (*id).clone()).collect();
        rewrite::without(&places(root.path()), &ids, Some("2026-11-20".parse().unwrap())).unwrap()
    };
    let done = forgotten(&[&second[0]]);
    assert_eq!((done.lines, lines(&main), lines(&own)), (1, 2, 1));
    assert_eq!(std::fs::read(&main).unwrap(), before);
    let kept: Vec<PathBuf> = done.before;
    assert_eq!(kept, [own.with_extension("before-forget-2026-11-20.jsonl")]);
    assert_eq!(ids_of(&fresh(root.path()).unwrap()), set(&[&first, &second[1..]]), "no copy is folded in");
    assert!(open(root.path()).shrunk.is_none(), "what was taken out is no loss");
    // From both at once.
    let done = forgotten(&[&first[1], &second[1]]);
    assert_eq!((done.lines, done.before.len(), lines(&main), lines(&own)), (2, 2, 1, 0));
    assert!(open(root.path()).shrunk.is_none());
    // Damage in the file of another computer.
    let theirs = main.with_file_name("journal-beef.jsonl");
    std::fs::write(&theirs, "half a li\n").unwrap();
    std::fs::set_permissions(&theirs, std::fs::Permissions::from_mode(0o600)).unwrap();
    let done = rewrite::tidied(&places(root.path()), "2026-11-20".parse().unwrap()).unwrap();
    assert_eq!((done.lines, lines(&main), lines(&theirs)), (1, 1, 0));
    assert_eq!(std::fs::read_to_string(done.out.unwrap()).unwrap(), "half a li\n");
    assert_eq!(ids_of(&fresh(root.path()).unwrap()), set(&[&first[..1]]));
}

#[test]
fn odd_things_among_the_files_are_refused_by_name_and_do_not_stop_a_session_that_runs() {
    type Put = fn(&Path);
    let cases: [(&str, Put); 4] = [
        ("is a folder, not a file", |path| std::fs::create_dir(path).unwrap()),
        ("is a named pipe, not a file", |path| {
            assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
        }),
        ("is a device, not a file", |path| std::os::unix::fs::symlink("/dev/full", path).unwrap()),
        ("could not open", |path| std::os::unix::fs::symlink(path, path).unwrap()),
    ];
    for (words, put) in cases {
        let root = folder();
        own_file(root.path(), true);
        let mut ids = IdMaker::new().unwrap();
        let mut here = open(root.path());
        add(&mut here, &mut ids, 1);
        let odd = written(root.path()).with_file_name("journal-beef.jsonl");
        put(&odd);
        add(&mut here, &mut ids, 1);
        assert!(here.store.others().is_empty());
        here.store.close().unwrap();
        for told in [
            Store::open(places(root.path()), IfMissing::Ask).map(drop).unwrap_err(),
            several::look(&places(root.path()).journal).map(drop).unwrap_err(),
        ] {
            let told = told.to_string();
            assert!(told.contains(words) && told.contains("journal-beef.jsonl"), "{told}");
        }
        assert!(backup::keep(&places(root.path()), "2026-11-20".parse().unwrap()).is_err());
        if odd.is_dir() { std::fs::remove_dir(&odd) } else { std::fs::remove_file(&odd) }.unwrap();
        assert!(open(root.path()).shrunk.is_none(), "nothing was taken for lost meanwhile");
        assert_eq!(lines(&written(root.path())), 2);
    }
}

#[test]
fn a_file_that_others_can_change_is_not_trusted_and_all_are_made_private_together() {
    let root = folder();
    own_file(root.path(), true);
    let mut ids = IdMaker::new().unwrap();
    let mut here = open(root.path());
    add(&mut here, &mut ids, 1);
    drop(here);
    let theirs = written(root.path()).with_file_name("journal-beef.jsonl");
    std::fs::write(&theirs, "").unwrap();
    let rights = |mode| std::fs::set_permissions(&theirs, std::fs::Permissions::from_mode(mode)).unwrap();
    rights(0o666);
    let told = Store::open(places(root.path()), IfMissing::Ask).map(drop).unwrap_err();
    assert!(matches!(&told, StoreError::OpenToOthers { path, .. } if *path == theirs), "{told}");
    rights(0o644);
    assert!(matches!(open(root.path()).notices[..], [Notice::WideMode { mode: 0o644 }]));
    several::make_private(&places(root.path()).journal).unwrap();
    assert_eq!(open(root.path()).notices, []);
    assert_eq!(std::fs::metadata(&theirs).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn without_a_name_that_lasts_no_file_of_its_own_is_begun() {
    let root = folder();
    std::fs::write(root.path().join("state"), "").unwrap();
    own_file(root.path(), true);
    let mut here = open(root.path());
    add(&mut here, &mut IdMaker::new().unwrap(), 1);
    assert_eq!(here.store.path(), places(root.path()).journal);
    assert_eq!(several::files(&places(root.path()).journal).unwrap(), [places(root.path()).journal]);
}
