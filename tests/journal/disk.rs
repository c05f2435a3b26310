//! Faults of the disk and of other programs (F7 in part, F10, F11): replaced, deleted, odd, full.

use crate::bytes::private;
use crate::common::{
    Check, Seeded, ensure, folder, fresh, in_a_file_of_its_own, open, pending, places, sample, written,
};
use std::collections::BTreeSet;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use supple::journal::error::{Notice, StoreError};
use supple::journal::fault::Code;
use supple::journal::id::IdMaker;
use supple::journal::sabotage;
use supple::journal::store::{IfMissing, Opened, Store};
use supple::journal::writer::{Draft, Outcome, Writer};

/// Everything acknowledged is in the journal, and each once.
fn all_there(root: &Path, acknowledged: &[String]) -> Check {
    let loaded = fresh(root)?;
    let there: BTreeSet<&str> = loaded.entries.iter().map(|entry| entry.id.as_str()).collect();
    let lost = acknowledged.iter().filter(|id| !there.contains(id.as_str())).count();
    ensure(lost == 0, || format!("{lost} of {} acknowledged are lost", acknowledged.len()))?;
    ensure(loaded.bad == 0, || format!("{} damaged lines", loaded.bad))
}

/// F10: several writers at once, each with its own store, as if in terminals of their own.
pub(crate) fn many_writers(writers: usize, each: usize) -> Check {
    let root = folder();
    let path = root.path();
    let carry = std::sync::Arc::new(sabotage_choice());
    let results: Vec<Result<Vec<String>, String>> = std::thread::scope(|scope| {
        let handles: Vec<_> = (0..writers)
            .map(|_| {
                let carry = std::sync::Arc::clone(&carry);
                scope.spawn(move || {
                    carry();
                    let mut store = open(path).store;
                    let mut ids = IdMaker::new().unwrap();
                    let mut done = Vec::new();
                    for score in 0..each {
                        let mut item = pending(&mut ids, score % 11);
                        store.append(&mut item).map_err(|error| error.to_string())?;
                        done.push(item.id.to_string());
                    }
                    store.close().map_err(|error| error.to_string())?;
                    Ok(done)
                })
            })
            .collect();
        handles.into_iter().map(|handle| handle.join().unwrap()).collect()
    });
    let mut acknowledged = Vec::new();
    for result in results {
        acknowledged.extend(result?);
    }
    all_there(path, &acknowledged)?;
    let loaded = fresh(path)?;
    ensure(loaded.lines == writers * each, || format!("{} lines", loaded.lines))?;
    ensure(loaded.problems.is_empty(), || format!("{:?}", loaded.problems))
}

#[cfg(feature = "sabotage")]
fn sabotage_choice() -> impl Fn() + Send + Sync {
    let mutant = sabotage::chosen();
    move || sabotage::choose(mutant)
}
#[cfg(not(feature = "sabotage"))]
fn sabotage_choice() -> impl Fn() + Send + Sync {
    let _ = sabotage::Mutant::NoLock;
    || ()
}

/// F11: a program that read the file a while ago puts its own version in its place, again and again,
/// at any moment between our lines.
pub(crate) fn replaced_between_lines(seed: u64) -> Check {
    let root = folder();
    let mut seeded = Seeded::new(seed);
    let mut ids = IdMaker::new().unwrap();
    let Opened { mut store, .. } = open(root.path());
    let (journal, copy) = (written(root.path()), root.path().join("copy"));
    let mut acknowledged = Vec::new();
    for score in 0..150 {
        let mut item = pending(&mut ids, score % 11);
        store.append(&mut item).map_err(|error| error.to_string())?;
        acknowledged.push(item.id.to_string());
        match seeded.below(6) {
            0 => drop(std::fs::copy(&journal, &copy).unwrap()),
            1 if copy.exists() => std::fs::rename(&copy, &journal).unwrap(),
            2 if seeded.below(8) == 0 => std::fs::remove_file(&journal).unwrap(),
            3 if seeded.below(8) == 0 => std::fs::write(&journal, "").unwrap(),
            4 if seeded.below(8) == 0 => {
                let half = std::fs::metadata(&journal).unwrap().len() / 2;
                std::fs::OpenOptions::new().write(true).open(&journal).unwrap().set_len(half).unwrap();
            }
            _ => {}
        }
    }
    store.close().map_err(|error| error.to_string())?;
    let loaded = fresh(root.path())?;
    let there: BTreeSet<&str> = loaded.entries.iter().map(|entry| entry.id.as_str()).collect();
    let lost = acknowledged.iter().filter(|id| !there.contains(id.as_str())).count();
    ensure(lost == 0, || format!("seed {seed}: {lost} of {} acknowledged are lost", acknowledged.len()))
}

/// F11: the same with a program that runs at its own pace. Healing comes with the next line and at the
/// end, so the replacer must have stopped before the last look.
pub(crate) fn replaced_all_the_time() -> Check {
    let root = folder();
    let mut ids = IdMaker::new().unwrap();
    let Opened { mut store, .. } = open(root.path());
    let (journal, copy) = (written(root.path()), root.path().join("copy"));
    let stop = AtomicBool::new(false);
    let acknowledged = std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::SeqCst) {
                if std::fs::copy(&journal, &copy).is_ok() {
                    private(&copy);
                    std::thread::sleep(std::time::Duration::from_millis(1));
                    let _ = std::fs::rename(&copy, &journal);
                }
                std::thread::sleep(std::time::Duration::from_millis(2));
            }
        });
        let mut done = Vec::new();
        let result: Check = (0..400).try_for_each(|score| {
            let mut item = pending(&mut ids, score % 11);
            // On a busy machine the replacer may win so often that the store gives up, in words. Then
            // nothing was acknowledged, and the same line is tried again, as the writer thread does.
            let mut tries = 0;
            while let Err(error) = store.append(&mut item) {
                tries += 1;
                if !matches!(error, StoreError::KeepsChanging { .. }) || tries == 50 {
                    return Err(error.to_string());
                }
            }
            done.push(item.id.to_string());
            Ok(())
        });
        stop.store(true, Ordering::SeqCst);
        result.map(|()| done)
    })?;
    store.close().map_err(|error| error.to_string())?;
    all_there(root.path(), &acknowledged)
}

/// F11: things that are no file in the journal's place. An error each, and none hangs.
pub(crate) fn odd_things_are_refused() -> Check {
    type Put = fn(&Path);
    let cases: [(&str, &str, Put); 5] = [
        ("a folder", "is a folder, not a file", |path| std::fs::create_dir(path).unwrap()),
        ("a named pipe", "is a named pipe, not a file", |path| {
            assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
        }),
        ("a device", "is a device, not a file", |path| {
            std::os::unix::fs::symlink("/dev/full", path).unwrap();
        }),
        ("a socket", "could not open", |path| drop(std::os::unix::net::UnixListener::bind(path).unwrap())),
        ("a loop of links", "could not open", |path| std::os::unix::fs::symlink(path, path).unwrap()),
    ];
    for (name, words, put) in cases {
        let root = folder();
        let journal = written(root.path());
        std::fs::create_dir_all(journal.parent().unwrap()).unwrap();
        put(&journal);
        match Store::open(places(root.path()), IfMissing::Ask) {
            Ok(_) => return Err(format!("{name} was opened as a journal")),
            Err(error) => ensure(error.to_string().contains(words), || format!("{name}: {error}"))?,
        }
        // And when it turns up later, in the middle of a session.
        let root = folder();
        let journal = written(root.path());
        let mut store = open(root.path()).store;
        let mut ids = IdMaker::new().unwrap();
        store.append(&mut pending(&mut ids, 1)).map_err(|error| error.to_string())?;
        std::fs::remove_file(&journal).unwrap();
        put(&journal);
        let mut item = pending(&mut ids, 2);
        ensure(store.append(&mut item).is_err(), || format!("{name}: an answer was told as saved in it"))?;
        ensure(store.close().is_err(), || format!("{name}: closed without a word"))?;
        if journal.is_dir() { std::fs::remove_dir(&journal) } else { std::fs::remove_file(&journal) }
            .unwrap();
        store.append(&mut item).map_err(|error| error.to_string())?;
        let loaded = fresh(root.path())?;
        ensure(loaded.entries.len() == 2, || {
            format!("{name}: {} of 2 there afterwards", loaded.entries.len())
        })?;
    }
    Ok(())
}

/// Told as saved means in the file, also while nothing can be written.
pub(crate) fn saved_means_saved() -> Check {
    let root = folder();
    let journal = written(root.path());
    let store = open(root.path()).store;
    std::fs::create_dir_all(&journal).unwrap();
    let writer = Writer::spawn(store).unwrap();
    let mut saved = Vec::new();
    let wait = |saved: &mut Vec<String>, wanted: usize| -> Result<usize, String> {
        let mut failed = 0;
        for _ in 0..wanted {
            loop {
                match writer.try_recv().map_err(|gone| gone.to_string())? {
                    Some(Outcome::Saved { id, .. }) => break saved.push(id.to_string()),
                    Some(Outcome::NotSaved { .. }) => break failed += 1,
                    _ => std::thread::yield_now(),
                }
            }
        }
        Ok(failed)
    };
    for score in 0..3 {
        writer.submit(&draft(score)).unwrap();
    }
    let failed = wait(&mut saved, 3)?;
    ensure(failed == 3, || format!("{} told as saved in a folder", saved.len()))?;
    std::fs::remove_dir(&journal).unwrap();
    writer.submit(&draft(3)).unwrap();
    wait(&mut saved, 4)?;
    writer.close().map_err(|unsaved| unsaved.to_string())?;
    ensure(saved.len() == 4, || format!("{} of 4 saved in the end", saved.len()))?;
    all_there(root.path(), &saved)?;
    let scores: Vec<String> = fresh(root.path())?.entries.iter().map(|e| e.body.get().to_owned()).collect();
    let in_order: Vec<String> = (0..4).map(|score| format!("{{\"score\":{score}}}")).collect();
    ensure(scores == in_order, || format!("not oldest first: {scores:?}"))
}

fn draft(score: usize) -> Draft {
    Draft {
        kind: "pain.rated".to_owned(),
        body: serde_json::json!({ "score": score }),
        ts: "2026-11-20T09:26:06.273+01:00".parse().unwrap(),
        must: false,
    }
}

/// F7 in part: the file may not grow past a limit, at every byte of a line. Run in a child process of
/// its own, which takes the limit with it.
pub(crate) fn file_may_not_grow() -> Check {
    let root = folder();
    let limit: u64 = std::env::var("SUPPLE_TEST_LIMIT").unwrap().parse().unwrap();
    let writer = Writer::spawn(open(root.path()).store).unwrap();
    let mut submitted = Vec::new();
    for score in 0..5 {
        submitted.push(writer.submit(&draft(score)).unwrap().to_string());
    }
    let (mut saved, mut causes) = (Vec::new(), Vec::new());
    while saved.len() + causes.len() < 5 {
        match writer.try_recv().map_err(|gone| gone.to_string())? {
            Some(Outcome::Saved { id, .. }) => saved.push(id.to_string()),
            Some(Outcome::NotSaved { cause, .. }) => causes.push(cause),
            _ => std::thread::yield_now(),
        }
    }
    let unsaved = writer.close().err().map(|unsaved| unsaved.lines.join("")).unwrap_or_default();
    let loaded = fresh(root.path()).unwrap_or_default();
    let there: BTreeSet<&str> = loaded.entries.iter().map(|entry| entry.id.as_str()).collect();
    for id in &saved {
        ensure(there.contains(id.as_str()), || format!("limit {limit}: told as saved, and lost"))?;
    }
    for id in &submitted {
        let kept = there.contains(id.as_str()) || unsaved.contains(id.as_str());
        ensure(kept, || format!("limit {limit}: neither in the journal nor given back"))?;
    }
    let all_words = causes.iter().all(|cause| cause == "the file may not grow any further");
    ensure(all_words, || format!("limit {limit}: {causes:?}"))?;
    ensure(!causes.is_empty(), || format!("limit {limit}: no line failed"))
}

/// Runs this test program again under a limit on the size of files.
fn under_limit(limit: u64, test: &str) -> Option<bool> {
    let exe = std::env::current_exe().unwrap();
    let script = "trap '' XFSZ; exec prlimit --fsize=\"$1\" \"$2\" --exact \"$3\" --ignored --nocapture";
    if !Command::new("prlimit").arg("--version").output().is_ok_and(|out| out.status.success()) {
        println!("skipped: needs prlimit (util-linux)");
        return None;
    }
    let output = Command::new("bash")
        .args(["-c", script, "bash", &limit.to_string()])
        .arg(exe)
        .arg(test)
        .env("SUPPLE_TEST_LIMIT", limit.to_string())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(told.contains("1 passed") || told.contains("1 failed"), "the child ran nothing: {told}");
    if !output.status.success() {
        println!("{told}{}", String::from_utf8_lossy(&output.stderr));
    }
    Some(output.status.success())
}

#[test]
#[ignore = "only as a child of f7_a_file_that_may_not_grow"]
fn child_under_limit() {
    if std::env::var_os("SUPPLE_TEST_LIMIT").is_some() {
        file_may_not_grow().unwrap();
    }
}

#[test]
fn f7_a_file_that_may_not_grow() {
    for limit in (9..620).step_by(11) {
        if let Some(passed) = under_limit(limit, "disk::child_under_limit") {
            assert!(passed, "limit {limit}");
        }
    }
}

#[test]
fn told_as_saved_means_saved() {
    saved_means_saved().unwrap();
}

#[test]
fn f10_two_writers() {
    many_writers(2, 500).unwrap();
}

#[test]
fn f10_eight_writers() {
    many_writers(8, 60).unwrap();
}

#[test]
fn f11_replaced_between_lines() {
    for seed in 0..40 {
        replaced_between_lines(seed).unwrap();
    }
}

#[test]
fn f11_replaced_all_the_time() {
    replaced_all_the_time().unwrap();
}

#[test]
fn f11_odd_things() {
    odd_things_are_refused().unwrap();
}

#[test]
fn f10_and_f11_in_a_file_of_its_own() {
    in_a_file_of_its_own(|| {
        many_writers(4, 60).unwrap();
        (0..10).try_for_each(replaced_between_lines).unwrap();
        odd_things_are_refused().unwrap();
        saved_means_saved().unwrap();
    });
}

/// F10: nothing is written while another holds the lock; it is told after two seconds, and loses nothing.
pub(crate) fn a_held_lock_is_waited_for() -> Check {
    let root = folder();
    let mut store = open(root.path()).store;
    let mut ids = IdMaker::new().unwrap();
    store.append(&mut pending(&mut ids, 1)).map_err(|error| error.to_string())?;
    let holder = std::fs::File::open(places(root.path()).journal).unwrap();
    holder.lock().unwrap();
    let began = std::time::Instant::now();
    let mut item = pending(&mut ids, 2);
    let Err(error) = store.append(&mut item) else {
        return Err("written while another held the lock".into());
    };
    let waited = began.elapsed().as_secs_f64();
    ensure(waited >= 2.0, || format!("gave up after {waited} s"))?;
    ensure(error.to_string().contains("bring it back with `fg`"), || error.to_string())?;
    ensure(error.cause() == "another supple is holding the journal", || error.cause())?;
    drop(holder);
    store.append(&mut item).map_err(|error| error.to_string())?;
    let there = fresh(root.path())?.entries.len();
    ensure(there == 2, || format!("{there} entries"))
}

#[test]
fn f10_a_lock_that_is_held_is_told_after_two_seconds_and_loses_nothing() {
    a_held_lock_is_waited_for().unwrap();
}

#[test]
fn a_link_to_a_file_is_followed_and_stays_a_link() {
    let root = folder();
    let places = places(root.path());
    std::fs::create_dir_all(root.path().join("synced")).unwrap();
    std::fs::create_dir_all(places.journal.parent().unwrap()).unwrap();
    let target = root.path().join("synced/my-journal.jsonl");
    std::os::unix::fs::symlink(&target, &places.journal).unwrap();
    let mut store = open(root.path()).store;
    let mut ids = IdMaker::new().unwrap();
    for score in 0..3 {
        store.append(&mut pending(&mut ids, score)).unwrap();
    }
    store.close().unwrap();
    assert!(std::fs::symlink_metadata(&places.journal).unwrap().is_symlink());
    assert_eq!(std::fs::read_to_string(target).unwrap().lines().count(), 3);
}

#[test]
fn files_and_folders_are_private_from_the_start() {
    let root = folder();
    let places = places(&root.path().join("deep/er"));
    let mut store = Store::open(places.clone(), IfMissing::Ask).unwrap().store;
    let mut ids = IdMaker::new().unwrap();
    store.append(&mut pending(&mut ids, 1)).unwrap();
    let journal = std::fs::read(&places.journal).unwrap();
    std::fs::write(&places.journal, &journal[..journal.len() - 9]).unwrap();
    store.append(&mut pending(&mut ids, 2)).unwrap();
    let mut seen = 0;
    let mut left = vec![root.path().join("deep")];
    while let Some(path) = left.pop() {
        let meta = std::fs::metadata(&path).unwrap();
        let want = if meta.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(meta.permissions().mode() & 0o777, want, "{}", path.display());
        seen += 1;
        if meta.is_dir() {
            left.extend(std::fs::read_dir(&path).unwrap().map(|item| item.unwrap().path()));
        }
    }
    assert_eq!(seen, 10, "deep, er, data, journal, damaged, tail, reserve, state, device, mark");
}

#[test]
fn a_journal_that_others_can_read_is_told_and_one_that_they_can_change_is_not_written() {
    let root = folder();
    let journal = places(root.path()).journal;
    std::fs::create_dir_all(journal.parent().unwrap()).unwrap();
    let text = sample().concat();
    std::fs::write(&journal, &text).unwrap();
    let set = |mode| std::fs::set_permissions(&journal, std::fs::Permissions::from_mode(mode)).unwrap();
    set(0o644);
    let mut opened = open(root.path());
    assert_eq!(opened.notices, [Notice::WideMode { mode: 0o644 }]);
    assert!(opened.notices[0].to_string().contains("`chmod 600`"));
    set(0o666);
    let error = opened.store.append(&mut pending(&mut IdMaker::new().unwrap(), 1)).unwrap_err();
    assert!(error.to_string().contains("(mode 0666), so nothing is written to it"), "{error}");
    assert!(matches!(Store::open(places(root.path()), IfMissing::Ask), Err(StoreError::OpenToOthers { .. })));
    assert_eq!(std::fs::read_to_string(&journal).unwrap(), text);
}

#[test]
fn a_journal_of_another_user_is_not_written() {
    let root = folder();
    let journal = places(root.path()).journal;
    std::fs::create_dir_all(journal.parent().unwrap()).unwrap();
    std::fs::write(&journal, "").unwrap();
    private(&journal);
    if std::os::unix::fs::chown(&journal, Some(54_321), None).is_err() {
        println!("skipped: needs root");
        return;
    }
    let Err(error) = Store::open(places(root.path()), IfMissing::Ask) else { panic!("opened") };
    assert!(error.to_string().contains("belongs to another user of this computer (number 54321; you are "));
    assert!(supple::journal::store::look(&journal).unwrap().is_some(), "looking is allowed");
}

#[test]
fn read_only_places_are_told_in_words() {
    let root = folder();
    let data = root.path().join("data");
    std::fs::create_dir_all(&data).unwrap();
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o500)).unwrap();
    if std::fs::write(data.join("probe"), "").is_ok() {
        println!("skipped: root may write everywhere");
        return;
    }
    let mut store = open(root.path()).store;
    let error = store.append(&mut pending(&mut IdMaker::new().unwrap(), 1)).unwrap_err();
    assert_eq!(error.cause(), "not allowed");
}

#[test]
fn a_missing_journal_is_asked_about_and_never_silently_begun_anew() {
    let root = folder();
    let journal = places(root.path()).journal;
    let mut ids = IdMaker::new().unwrap();
    let opened = open(root.path());
    assert!(opened.is_new, "the first run asks nothing");
    assert!(open(root.path()).is_new, "nor does the second, when nothing was written");
    let mut store = opened.store;
    for score in 0..3 {
        store.append(&mut pending(&mut ids, score)).unwrap();
    }
    store.close().unwrap();
    let kept = root.path().join("kept");
    std::fs::rename(&journal, &kept).unwrap();
    let Err(error) = Store::open(places(root.path()), IfMissing::Ask) else {
        panic!("begun anew in silence")
    };
    let text = error.to_string();
    assert!(
        text.contains("this computer wrote 3 entries") && text.contains("has syncing not finished"),
        "{text}"
    );
    assert!(!journal.exists());
    let mut opened = Store::open(places(root.path()), IfMissing::BeginAnew).unwrap();
    let appended = opened.store.append(&mut pending(&mut ids, 4)).unwrap();
    assert_eq!(appended.n, 4, "numbers are never used again");
    assert!(open(root.path()).shrunk.is_none());
}

#[test]
fn entries_that_are_gone_are_asked_about_once() {
    let root = folder();
    let journal = places(root.path()).journal;
    let mut ids = IdMaker::new().unwrap();
    let mut store = open(root.path()).store;
    for score in 0..5 {
        store.append(&mut pending(&mut ids, score)).unwrap();
    }
    store.close().unwrap();
    let text = std::fs::read_to_string(&journal).unwrap();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    std::fs::write(&journal, [lines[0], lines[3]].concat()).unwrap();
    let mut opened = open(root.path());
    assert_eq!(opened.shrunk.unwrap().entries, 3);
    opened.store.append(&mut pending(&mut ids, 5)).unwrap();
    let mut opened = open(root.path());
    assert_eq!(opened.shrunk.unwrap().entries, 3, "writing on is no answer");
    opened.store.accept_shrunk().unwrap();
    let opened = open(root.path());
    assert!(opened.shrunk.is_none());
    assert_eq!(opened.store.last_number(), 6);
    let entries = opened.entries().unwrap();
    let gap = entries.problems.iter().find(|problem| problem.code == Code::Gap).unwrap();
    assert!(gap.text.starts_with("3 entries of device "), "{}", gap.text);
}

#[test]
fn an_older_state_put_back_in_mid_run_is_told_and_asked_about() {
    let root = folder();
    let journal = places(root.path()).journal;
    let mut ids = IdMaker::new().unwrap();
    let mut store = open(root.path()).store;
    for score in 0..5 {
        store.append(&mut pending(&mut ids, score)).unwrap();
    }
    store.close().unwrap();
    let mut store = open(root.path()).store;
    store.append(&mut pending(&mut ids, 6)).unwrap();
    std::fs::remove_file(&journal).unwrap();
    let appended = store.append(&mut pending(&mut ids, 7)).unwrap();
    assert_eq!(appended.notices, [Notice::Healed { lines: 1 }, Notice::OlderGone { entries: 5 }]);
    assert!(appended.notices[1].to_string().contains("5 earlier entries are no longer in it"));
    assert!(
        appended.notices[0].to_string().contains("1 saved answer was gone from it; supple wrote it again")
    );
    assert_eq!(store.close().unwrap(), []);
    assert_eq!(open(root.path()).shrunk.unwrap().entries, 5);
}

#[test]
fn what_another_terminal_adds_is_handed_on_and_numbers_go_on_from_it() {
    let root = folder();
    let mut ids = IdMaker::new().unwrap();
    let (mut one, mut two) = (open(root.path()).store, open(root.path()).store);
    let mut first = pending(&mut ids, 1);
    assert_eq!(one.append(&mut first).unwrap().n, 1);
    let appended = two.append(&mut pending(&mut ids, 2)).unwrap();
    assert_eq!(appended.n, 2);
    assert_eq!(appended.others.len(), 1);
    assert_eq!(first.id, *appended.others[0].id.as_str());
    let appended = one.append(&mut pending(&mut ids, 3)).unwrap();
    assert_eq!((appended.n, appended.others.len()), (3, 1));
    assert!(open(root.path()).shrunk.is_none());
}

#[test]
fn an_empty_journal_is_a_journal() {
    let root = folder();
    let journal = places(root.path()).journal;
    std::fs::create_dir_all(journal.parent().unwrap()).unwrap();
    std::fs::write(&journal, "").unwrap();
    private(&journal);
    let mut opened = open(root.path());
    assert!(!opened.is_new && opened.entries().unwrap().entries.is_empty());
    opened.store.append(&mut pending(&mut IdMaker::new().unwrap(), 1)).unwrap();
    assert_eq!(fresh(root.path()).unwrap().entries.len(), 1);
}

#[test]
fn a_torn_tail_and_the_lines_of_others_are_told_with_the_next_line_that_is_saved() {
    let root = folder();
    let journal = places(root.path()).journal;
    let mut ids = IdMaker::new().unwrap();
    let (mut one, mut two) = (open(root.path()).store, open(root.path()).store);
    one.append(&mut pending(&mut ids, 1)).unwrap();
    two.append(&mut pending(&mut ids, 2)).unwrap();
    std::fs::OpenOptions::new().append(true).open(&journal).unwrap().write_all(b"{\"v\":1,").unwrap();
    let set = |mode| std::fs::set_permissions(&journal, std::fs::Permissions::from_mode(mode)).unwrap();
    set(0o662);
    let mut item = pending(&mut ids, 3);
    assert!(one.append(&mut item).is_err());
    set(0o600);
    let appended = one.append(&mut item).unwrap();
    assert_eq!((appended.n, appended.others.len()), (3, 1));
    assert!(matches!(&appended.notices[..], [Notice::TailSetAside { bytes: 7, copy: Some(_) }]));
    let text = appended.notices[0].to_string();
    assert!(text.starts_with("The last line of your journal was cut off (7 bytes)"), "{text}");
    assert!(text.contains("damaged") && text.ends_with("nothing else is affected."), "{text}");
}

/// The whole protocol on a real disk too, flushes and all.
#[test]
fn a_real_disk() {
    let root = tempfile::tempdir().unwrap();
    let mut store = open(root.path()).store;
    let mut ids = IdMaker::new().unwrap();
    for score in 0..10 {
        store.append(&mut pending(&mut ids, score)).unwrap();
    }
    assert_eq!(store.close().unwrap(), []);
    assert_eq!(fresh(root.path()).unwrap().entries.len(), 10);
}

#[test]
#[ignore = "a measurement: use --release --nocapture"]
fn ten_years_load_quickly() {
    let root = folder();
    let lines = sample();
    let mut text = String::new();
    let mut ids = IdMaker::new().unwrap();
    for n in 0..55_000 {
        let line = lines[n % lines.len()].trim_end();
        let entry = supple::journal::reader::read(line.as_bytes()).entries.remove(0);
        let id = ids.make(1_795_163_166_273 + n as u64);
        let ts = entry.ts;
        let (kind, must) = (entry.kind.to_string(), entry.must);
        let item = supple::journal::store::Pending {
            id,
            ts,
            kind,
            must,
            body: entry.body.get().to_owned(),
            line: None,
        };
        text.push_str(&item.encode("7f3a91c0", n as u64 + 1));
    }
    let journal = places(root.path()).journal;
    std::fs::create_dir_all(journal.parent().unwrap()).unwrap();
    std::fs::write(&journal, &text).unwrap();
    private(&journal);
    for _ in 0..5 {
        let began = std::time::Instant::now();
        let opened = open(root.path());
        assert_eq!(opened.entries().unwrap().entries.len(), 55_000);
        println!("{} bytes, 55,000 entries: {:?}", text.len(), began.elapsed());
    }
}
