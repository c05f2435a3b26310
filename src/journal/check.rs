//! The journal part of `supple doctor`: findings in words, without a person's health in them.

use chrono::{DateTime, FixedOffset, TimeDelta};
use std::collections::BTreeMap;

use super::amend::{amend, is_amendment, is_import, targets};
use super::fault::Code;
use super::line::{Entry, VERSION};
use super::parts::MAIN;
use super::reader::Loaded;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Good to know.
    Note,
    /// Data needs attention.
    Attention,
}

/// One thing that `doctor` tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How much it matters.
    pub level: Level,
    /// A short, stable name.
    pub code: &'static str,
    /// A whole sentence, with the line number if there is one.
    pub text: String,
    /// The line, from 1, through all files of the journal.
    pub line: Option<usize>,
}

/// "Line 3", "Line 3 of journal-7f3a91c0.jsonl".
pub fn at(loaded: &Loaded, line: usize) -> String {
    format!("L{}", loaded.files.words(line).trim_start_matches('l'))
}

/// Looks through a journal that was read. `now` is the wall clock.
pub fn check(loaded: &Loaded, now: DateTime<FixedOffset>) -> Vec<Finding> {
    let mut found: Vec<Finding> = loaded
        .problems
        .iter()
        .map(|problem| {
            let level = if problem.code.is_loss() || problem.code == Code::TwoVersions {
                Level::Attention
            } else {
                Level::Note
            };
            let line = (problem.line > 0).then_some(problem.line);
            let text = match line {
                Some(line) => format!("{} {}.", at(loaded, line), problem.text),
                None => problem.text.clone(),
            };
            Finding { level, code: problem.code.as_str(), text, line }
        })
        .collect();
    let alone = loaded.torn_tail.map(|bytes| (None, bytes, loaded.torn_tail_lost));
    let torn = loaded.files.all().iter().filter_map(|part| {
        let (bytes, lost) = part.torn?;
        Some((Some(part.name.as_str()).filter(|name| *name != MAIN), bytes, lost))
    });
    for (file, bytes, lost) in alone.into_iter().chain(torn) {
        let (level, end) = match (lost, file) {
            (false, _) => (Level::Note, "its content is whole and counts"),
            (true, None) => (Level::Attention, "it is set aside when the next entry is written"),
            (true, Some(_)) => (
                Level::Attention,
                "the computer that writes to this file sets it aside with its next entry, or it is still being synced",
            ),
        };
        let of = file.map_or(String::new(), |file| format!(" of {file}"));
        let text = format!("The last line{of} ({bytes} bytes) does not end in a line break; {end}.");
        found.push(Finding { level, code: "torn-tail", text, line: None });
    }
    if loaded.by_hand > 0 {
        let text = format!(
            "{} no check value, so written or changed by hand; accepted.",
            if loaded.by_hand == 1 {
                "1 entry has".to_owned()
            } else {
                format!("{} entries have", loaded.by_hand)
            }
        );
        found.push(Finding { level: Level::Note, code: "by-hand", text, line: None });
    }
    if loaded.is_too_damaged() {
        let text =
            "So much of the journal cannot be read that exercises stay at the load they had. Sessions \
                    and charts still work; charts are incomplete."
                .to_owned();
        found.push(Finding { level: Level::Attention, code: "too-damaged", text, line: None });
    }
    newer(loaded, &mut found);
    amendments(loaded, &mut found);
    times(loaded, now, &mut found);
    found
}

/// A finding when the journal's mode lets others read or change it. `mode` as in `stat`.
pub fn check_mode(mode: u32) -> Option<Finding> {
    let wide = mode & 0o077;
    (wide != 0).then(|| Finding {
        level: if wide & 0o022 != 0 { Level::Attention } else { Level::Note },
        code: "mode",
        text: format!(
            "Others on this computer can {} the journal (mode {:04o}). `chmod 600` on it makes it yours alone.",
            if wide & 0o022 != 0 { "change" } else { "read" },
            mode & 0o7777
        ),
        line: None,
    })
}

fn newer(loaded: &Loaded, found: &mut Vec<Finding>) {
    let newer: Vec<&Entry> = loaded.entries.iter().filter(|entry| entry.v > VERSION).collect();
    if newer.is_empty() {
        return;
    }
    let must = newer.iter().any(|entry| entry.must);
    let text = format!(
        "{} from a newer supple and not used here{}. Updating supple brings {} back.",
        if newer.len() == 1 { "1 entry is".to_owned() } else { format!("{} entries are", newer.len()) },
        if must { "; one of them bears on how hard exercises may be, so loads stay as they are" } else { "" },
        if newer.len() == 1 { "it" } else { "them" },
    );
    let level = if must { Level::Attention } else { Level::Note };
    found.push(Finding { level, code: "newer", text, line: None });
}

fn amendments(loaded: &Loaded, found: &mut Vec<Finding>) {
    let corrections: Vec<Entry> =
        loaded.entries.iter().filter(|entry| is_amendment(entry)).cloned().collect();
    if corrections.is_empty() {
        return;
    }
    // Of a million entries only these matter, and what they are about.
    let targets = targets(&corrections);
    let matters = |entry: &Entry| is_amendment(entry) || is_import(entry) || targets.contains(&entry.id);
    let amended = amend(loaded.entries.iter().filter(|entry| matters(entry)).cloned().collect());
    let lines: BTreeMap<&str, usize> =
        loaded.entries.iter().map(|entry| entry.id.as_str()).zip(loaded.at.iter().copied()).collect();
    let mut add = |id: &str, level, code, what: &str| {
        let line = lines.get(id).copied();
        let place = line
            .filter(|line| *line > 0)
            .map_or_else(String::new, |line| format!(" on {}", loaded.files.words(line)));
        let text = format!("The correction{place} {what}.");
        found.push(Finding { level, code, text, line });
    };
    for id in &amended.waiting {
        add(id, Level::Note, "correction-waits", "is about an entry that is not here; it waits");
    }
    for (id, why) in &amended.refused {
        add(id, Level::Attention, "correction-refused", &format!("is not followed: {why}"));
    }
}

/// A span in words, of at least a minute.
fn span(span: TimeDelta) -> String {
    match (span.num_minutes(), span.num_hours(), span.num_days()) {
        (minutes, ..120, _) if minutes < 120 => format!("{minutes} min"),
        (_, hours, ..2) => format!("{hours} hours"),
        (.., days) => format!("{days} days"),
    }
}

fn times(loaded: &Loaded, now: DateTime<FixedOffset>, found: &mut Vec<Finding>) {
    for (line, entry) in loaded.in_future(now) {
        let text = format!(
            "{} is dated {}, which is still to come; it does not count as your last session.",
            at(loaded, line),
            entry.ts.format("%Y-%m-%d")
        );
        found.push(Finding { level: Level::Note, code: "future", text, line: Some(line) });
    }
    // The number tells the true order on one device, whatever its clock said.
    let mut by_device: BTreeMap<&str, Vec<(u64, &Entry, usize)>> = BTreeMap::new();
    for (entry, line) in loaded.entries.iter().zip(&loaded.at).filter(|(entry, _)| entry.n > 0) {
        by_device.entry(&entry.dev).or_default().push((entry.n, entry, *line));
    }
    let mut offsets = 0;
    for entries in by_device.values_mut() {
        entries.sort_by_key(|(n, ..)| *n);
        for pair in entries.windows(2) {
            let ((_, before, _), (_, after, line)) = (&pair[0], &pair[1]);
            offsets += usize::from(before.ts.offset() != after.ts.offset());
            let back = before.ts.signed_duration_since(after.ts);
            if back > TimeDelta::minutes(5) {
                let text = format!(
                    "{} is dated {} before the entry written before it: something logged for an earlier time, or a \
                     clock that was set back.",
                    at(loaded, *line),
                    span(back)
                );
                found.push(Finding { level: Level::Note, code: "clock-back", text, line: Some(*line) });
            }
        }
    }
    if offsets > 0 {
        let text = format!(
            "The offset of the clock changed {offsets} time{} (travel, or summer time). Days count as the clock \
             showed them.",
            if offsets == 1 { "" } else { "s" }
        );
        found.push(Finding { level: Level::Note, code: "offset", text, line: None });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::line::{Head, encode};
    use crate::journal::reader::read;
    use serde_json::json;

    fn line(n: u64, ts: &str) -> String {
        let id = format!("A{n}");
        let head = Head { id: &id, dev: "7f3a", n, ts: ts.parse().unwrap(), kind: "note.added", must: false };
        encode(&head, &json!({"text": "my back hurts"})).unwrap()
    }

    fn findings(text: &str) -> Vec<Finding> {
        check(&read(text.as_bytes()), "2026-11-20T12:00:00+01:00".parse().unwrap())
    }

    #[test]
    fn a_sound_journal_has_no_findings() {
        let text = line(1, "2026-11-20T08:00:00+01:00") + &line(2, "2026-11-20T07:56:00+01:00");
        assert_eq!(findings(&text), []);
    }

    #[test]
    fn each_finding_has_its_words_and_no_health_in_them() {
        let (a, b) = (line(1, "2026-11-20T08:00:00+01:00"), line(2, "2026-11-20T07:54:00+01:00"));
        let hand = a.replace("A1", "H");
        let hand = format!("{}}}\n", &hand[..hand.find(",\"crc\"").unwrap()]).replace("\"n\":1,", "");
        let newer = hand.replace("\"v\":1", "\"v\":2").replace("\"H\"", "\"N\"");
        let waits = hand.replace("note.added", "retract").replace("{\"text\"", "{\"target\":\"Z\",\"text\"");
        let broken = hand.replace("note.added", "correct");
        let cases = [
            (
                format!("{a}{}", &b[..50]),
                "torn-tail",
                Level::Attention,
                "The last line (50 bytes) does not end",
            ),
            (format!("{a}{}", b.trim()), "torn-tail", Level::Note, "its content is whole and counts."),
            (
                a.replace("hurts", "is fine"),
                "bad-check",
                Level::Attention,
                "Line 1 does not match its check value",
            ),
            (a.replace("hurts", "is fine"), "too-damaged", Level::Attention, "stay at the load they had"),
            (
                format!("{a}{b}"),
                "clock-back",
                Level::Note,
                "Line 2 is dated 6 min before the entry written before it: something logged for an earlier time, or a clock \
                 that was set back.",
            ),
            (line(1, "2026-11-22T08:00:00+01:00"), "future", Level::Note, "Line 1 is dated 2026-11-22"),
            (
                a.clone() + &line(2, "2026-11-20T08:00:00+00:00"),
                "offset",
                Level::Note,
                "changed 1 time (travel",
            ),
            (hand.clone(), "by-hand", Level::Note, "1 entry has no check value"),
            (
                newer.clone(),
                "newer",
                Level::Note,
                "1 entry is from a newer supple and not used here. Updating supple brings it back.",
            ),
            (newer.replace("}}", "},\"must\":true}"), "newer", Level::Attention, "loads stay as they are"),
            (
                waits,
                "correction-waits",
                Level::Note,
                "The correction on line 1 is about an entry that is not here",
            ),
            (broken, "correction-refused", Level::Attention, "does not name the entry it is about"),
            (
                line(3, "2026-11-20T08:00:00+01:00"),
                "gap",
                Level::Note,
                "2 entries of device 7f3a are not here",
            ),
        ];
        for (text, code, level, words) in cases {
            let found = findings(&text);
            let one = found.iter().find(|f| f.code == code).unwrap_or_else(|| panic!("{code}: {found:?}"));
            assert_eq!(one.level, level, "{one:?}");
            assert!(one.text.contains(words), "{one:?}");
            assert!(found.iter().all(|f| !f.text.contains("back hurts") && !f.text.contains("fine")));
        }
    }

    #[test]
    fn modes_that_let_others_in_are_told() {
        assert_eq!(check_mode(0o100_600), None);
        assert_eq!(check_mode(0o100_400), None);
        let read = check_mode(0o100_644).unwrap();
        assert_eq!(read.level, Level::Note);
        assert!(read.text.contains("can read the journal (mode 0644)"), "{}", read.text);
        let write = check_mode(0o100_666).unwrap();
        assert_eq!(write.level, Level::Attention);
        assert!(write.text.contains("can change the journal (mode 0666)"), "{}", write.text);
    }
}
