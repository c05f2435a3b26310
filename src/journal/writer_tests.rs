//! Tests of the writer thread, with a disk that fails on purpose.

use super::*;
use crate::journal::line::{Decoded, decode};
use serde_json::json;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

/// A disk: what arrived, and whether it is broken.
#[derive(Clone, Default)]
struct Disk {
    lines: Arc<Mutex<Vec<String>>>,
    full: Arc<AtomicBool>,
    panics: Arc<AtomicBool>,
    close_fails: Arc<AtomicBool>,
}

impl Disk {
    fn lines(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }
}

fn full() -> StoreError {
    StoreError::io("write to", Path::new("/j"))(io::ErrorKind::StorageFull.into())
}

impl Sink for Disk {
    fn append(&mut self, item: &mut Pending) -> Result<Appended, StoreError> {
        assert!(!self.panics.load(Ordering::SeqCst), "the disk driver fell over");
        if self.full.load(Ordering::SeqCst) {
            return Err(full());
        }
        let mut lines = self.lines.lock().unwrap();
        let n = lines.len() as u64 + 1;
        lines.push(item.encode("7f3a", n));
        Ok(Appended { n, others: Vec::new(), notices: Vec::new() })
    }
    fn close(&mut self) -> Result<Vec<Notice>, StoreError> {
        if self.close_fails.load(Ordering::SeqCst) {
            Err(full())
        } else {
            Ok(vec![Notice::Healed { lines: 1 }])
        }
    }
    fn device(&self) -> &'static str {
        "7f3a"
    }
    fn acknowledged(&self) -> Vec<String> {
        self.lines()
    }
}

fn draft(score: u32) -> Draft {
    Draft {
        kind: "pain.rated".to_owned(),
        body: json!({ "score": score }),
        ts: "2026-11-20T08:00:00+01:00".parse().unwrap(),
        must: false,
    }
}

/// Waits for news (the test has no clock to hurry along; the thread answers as soon as it can).
fn next(writer: &Writer) -> Result<Outcome, WriterGone> {
    loop {
        match writer.try_recv() {
            Ok(Some(outcome)) => return Ok(outcome),
            Ok(None) => std::thread::yield_now(),
            Err(gone) => return Err(gone),
        }
    }
}

fn scores(lines: &[String]) -> Vec<String> {
    lines
        .iter()
        .map(|line| match decode(line.as_bytes(), false) {
            Decoded::Whole(entry) => entry.body.get().to_owned(),
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn what_is_saved_is_told_in_order_and_only_then() {
    let disk = Disk::default();
    let writer = Writer::spawn(disk.clone()).unwrap();
    let ids: Vec<EventId> = (0..50).map(|n| writer.submit(&draft(n)).unwrap()).collect();
    for (index, id) in ids.iter().enumerate() {
        let Outcome::Saved { id: saved, n } = next(&writer).unwrap() else { panic!() };
        assert_eq!((&saved, n), (id, index as u64 + 1));
        assert!(disk.lines().len() > index);
    }
    assert_eq!(writer.unsaved(), 0);
    assert_eq!(writer.close().unwrap(), [Notice::Healed { lines: 1 }]);
}

#[test]
fn close_and_drop_save_what_waits() {
    for close in [true, false] {
        let disk = Disk::default();
        let writer = Writer::spawn(disk.clone()).unwrap();
        for n in 0..100 {
            writer.submit(&draft(n)).unwrap();
        }
        if close {
            writer.close().unwrap();
        } else {
            drop(writer);
        }
        assert_eq!(disk.lines().len(), 100);
    }
}

#[test]
fn what_is_not_saved_is_told_with_its_cause_and_tried_again_oldest_first() {
    let disk = Disk::default();
    let writer = Writer::spawn(disk.clone()).unwrap();
    disk.full.store(true, Ordering::SeqCst);
    for n in 1..=3 {
        let id = writer.submit(&draft(n)).unwrap();
        let Outcome::NotSaved { id: told, cause, text, unsaved, .. } = next(&writer).unwrap() else {
            panic!()
        };
        assert_eq!((told, cause.as_str(), unsaved), (id, "disk full", n as usize));
        assert_eq!(text, "disk full: could not write to /j");
    }
    writer.retry();
    disk.full.store(false, Ordering::SeqCst);
    writer.submit(&draft(4)).unwrap();
    for n in 1..=4 {
        assert!(matches!(next(&writer).unwrap(), Outcome::Saved { n: got, .. } if got == n));
    }
    assert_eq!(writer.unsaved(), 0);
    writer.close().unwrap();
    assert_eq!(scores(&disk.lines()), (1..=4).map(|n| format!("{{\"score\":{n}}}")).collect::<Vec<_>>());
}

#[test]
fn what_cannot_be_saved_comes_back_as_lines() {
    let disk = Disk::default();
    let writer = Writer::spawn(disk.clone()).unwrap();
    writer.submit(&draft(1)).unwrap();
    assert!(matches!(next(&writer).unwrap(), Outcome::Saved { .. }));
    disk.full.store(true, Ordering::SeqCst);
    writer.submit(&draft(2)).unwrap();
    writer.submit(&draft(3)).unwrap();
    let unsaved = writer.close().unwrap_err();
    assert_eq!(scores(&unsaved.lines), [r#"{"score":2}"#, r#"{"score":3}"#]);
    assert_eq!(unsaved.to_string(), "2 answers were not saved: disk full: could not write to /j");
}

#[test]
fn if_the_last_look_fails_the_acknowledged_lines_come_back_too() {
    let disk = Disk::default();
    let writer = Writer::spawn(disk.clone()).unwrap();
    writer.submit(&draft(1)).unwrap();
    disk.close_fails.store(true, Ordering::SeqCst);
    let unsaved = writer.close().unwrap_err();
    assert_eq!(scores(&unsaved.lines), [r#"{"score":1}"#]);
    assert_eq!(unsaved.to_string(), "1 answer was not saved: disk full: could not write to /j");
}

#[test]
fn a_panic_in_the_thread_is_noticed_and_loses_nothing() {
    let disk = Disk::default();
    let writer = Writer::spawn(disk.clone()).unwrap();
    writer.submit(&draft(1)).unwrap();
    assert!(matches!(next(&writer).unwrap(), Outcome::Saved { .. }));
    disk.panics.store(true, Ordering::SeqCst);
    writer.submit(&draft(2)).unwrap();
    assert_eq!(next(&writer).unwrap_err(), WriterGone);
    writer.submit(&draft(3)).unwrap();
    assert_eq!(writer.unsaved(), 2);
    let unsaved = writer.close().unwrap_err();
    assert_eq!(scores(&unsaved.lines), [r#"{"score":2}"#, r#"{"score":3}"#]);
    assert!(
        unsaved.cause.contains("the part of supple that writes the journal has failed"),
        "{}",
        unsaved.cause
    );
}

#[test]
fn what_is_no_entry_is_refused_at_once() {
    let writer = Writer::spawn(Disk::default()).unwrap();
    let error = writer.submit(&Draft { body: json!([]), ..draft(1) }).unwrap_err();
    assert_eq!(error.to_string(), "the body of a \"pain.rated\" entry is not an object");
    assert_eq!(writer.unsaved(), 0);
}
