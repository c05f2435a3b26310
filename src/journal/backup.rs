//! Copies of the journal beside it, one for a day with a session: which are made, and which are kept.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::{Datelike as _, NaiveDate};

use super::device::unwanted;
use super::error::{Notice, StoreError};
use super::file;
use super::files;
use super::line::Entry;
use super::parcel::Places;
use super::reader::read;
use super::sabotage::{Mutant, on};
use super::several;

/// So many of the last copies are kept ...
const DAYS: usize = 7;
/// ... and the last one of so many weeks ...
const WEEKS: usize = 4;
/// ... and of so many months.
const MONTHS: usize = 12;

/// The days whose copies are kept: of those that have one, the last 7, the last of each of the last 4
/// weeks, and the last of each of the last 12 months. A break of a year throws nothing away.
pub fn kept(days: &[NaiveDate]) -> BTreeSet<NaiveDate> {
    let days: BTreeSet<NaiveDate> = days.iter().copied().collect();
    let mut kept: BTreeSet<NaiveDate> = days.iter().rev().take(DAYS).copied().collect();
    kept.extend(last_of_each(&days, WEEKS, |day| (day.iso_week().year(), day.iso_week().week())));
    kept.extend(last_of_each(&days, MONTHS, |day| (day.year(), day.month())));
    kept
}

fn last_of_each(
    days: &BTreeSet<NaiveDate>,
    most: usize,
    span: impl Fn(&NaiveDate) -> (i32, u32),
) -> Vec<NaiveDate> {
    let mut last: Vec<NaiveDate> = Vec::new();
    for day in days.iter().rev() {
        if last.last().is_none_or(|later| span(later) != span(day)) {
            last.push(*day);
        }
    }
    last.into_iter().take(most).collect()
}

/// The day of a copy, from its name.
pub fn day_of(path: &Path) -> Option<NaiveDate> {
    let name = path.file_name()?.to_str()?;
    let day = name.strip_prefix("journal-")?.strip_suffix(".jsonl")?;
    let day: NaiveDate = day.parse().ok()?;
    // No other spelling of the same day.
    (name == name_of(day)).then_some(day)
}

fn name_of(day: NaiveDate) -> String {
    format!("journal-{}.jsonl", day.format("%Y-%m-%d"))
}

/// The copies there are, oldest first.
pub fn found(places: &Places) -> Vec<(NaiveDate, PathBuf)> {
    let names = files::names_in(&places.backups);
    let mut found: Vec<_> = names.into_iter().filter_map(|path| Some((day_of(&path)?, path))).collect();
    found.sort();
    found
}

/// Makes the copy of a day, unless there is one, or the journal has not grown since the last. Where the journal
/// is made of several files, all of them are in it, one after the other: whichever is lost, one copy has it. A journal
/// with fewer entries than the last copy is not copied: it must not push the good ones out.
///
/// # Errors
/// When the journal cannot be read, or the copy not be made.
pub fn keep(places: &Places, day: NaiveDate) -> Result<Option<Notice>, StoreError> {
    let found = found(places);
    if found.iter().any(|(there, _)| *there == day) {
        return Ok(None);
    }
    let texts = several::texts(&places.journal)?;
    if texts.is_empty() {
        return Ok(None);
    }
    let whole = |bytes: &[u8]| bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let whole = texts.iter().map(|(_, access)| &access.bytes[..whole(&access.bytes)]);
    let bytes = &whole.collect::<Vec<_>>().concat();
    // One that cannot be read is no measure; the one before it is.
    let last = found.iter().rev().find_map(|(day, path)| {
        let bytes = file::read_settled(path).ok()??.bytes;
        (!bytes.is_empty()).then_some((*day, bytes))
    });
    if let Some((newest, copy)) = last.filter(|_| !on(Mutant::BackupAnyway)) {
        if copy == *bytes {
            return Ok(None);
        }
        // What the person took out for good is no loss.
        let gone = unwanted(&places.state);
        let wanted = |entry: &&Entry| !gone.contains(entry.id.as_str());
        let entries = read(&copy).entries.iter().filter(wanted).count();
        let here = read(bytes).entries.len();
        if here < entries {
            return Ok(Some(Notice::NoBackup { newest, entries, here }));
        }
    }
    let path = places.backups.join(name_of(day));
    files::make_dir(&places.backups)
        .and_then(|()| files::replace(&path, bytes, true))
        .and_then(|()| files::sync_dir(&places.backups))
        .map_err(StoreError::io("write", &path))?;
    let mut days: Vec<NaiveDate> = found.iter().map(|(day, _)| *day).collect();
    days.push(day);
    let kept = kept(&days);
    for (_, path) in found.iter().filter(|(day, _)| !kept.contains(day)) {
        // One too many does no harm.
        let _ = files::remove(path);
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn dates(kept: &BTreeSet<NaiveDate>) -> Vec<String> {
        kept.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn so_many_days_weeks_and_months_are_kept() {
        let every_day =
            |from: &str, count: usize| -> Vec<NaiveDate> { day(from).iter_days().take(count).collect() };
        let cases: [(&str, Vec<NaiveDate>, Vec<&str>); 6] = [
            ("none", vec![], vec![]),
            ("one", vec![day("2026-11-20")], vec!["2026-11-20"]),
            (
                "the last seven, however far apart",
                [
                    "2020-01-01",
                    "2021-01-01",
                    "2022-01-01",
                    "2023-01-01",
                    "2024-01-01",
                    "2025-01-01",
                    "2026-01-01",
                ]
                .map(day)
                .to_vec(),
                vec![
                    "2020-01-01",
                    "2021-01-01",
                    "2022-01-01",
                    "2023-01-01",
                    "2024-01-01",
                    "2025-01-01",
                    "2026-01-01",
                ],
            ),
            // A Monday to the Friday of the fourth week after: the Sundays of its last weeks are kept.
            (
                "five weeks of one month and a bit",
                every_day("2026-10-19", 33),
                vec![
                    "2026-10-31",
                    "2026-11-01",
                    "2026-11-08",
                    "2026-11-14",
                    "2026-11-15",
                    "2026-11-16",
                    "2026-11-17",
                    "2026-11-18",
                    "2026-11-19",
                    "2026-11-20",
                ],
            ),
            ("the same twice", vec![day("2026-11-20"), day("2026-11-20")], vec!["2026-11-20"]),
            (
                "across a year: 29 to 31 December 2025 are of week 1 of 2026",
                every_day("2025-12-22", 20),
                vec![
                    "2025-12-28",
                    "2025-12-31",
                    "2026-01-04",
                    "2026-01-05",
                    "2026-01-06",
                    "2026-01-07",
                    "2026-01-08",
                    "2026-01-09",
                    "2026-01-10",
                ],
            ),
        ];
        for (name, days, wanted) in cases {
            assert_eq!(dates(&kept(&days)), wanted, "{name}");
        }
    }

    #[test]
    fn three_years_of_days_keep_a_year_of_months_and_not_many_more() {
        let days: Vec<NaiveDate> = day("2023-11-21").iter_days().take(3 * 365 + 1).collect();
        let kept = kept(&days);
        assert!(kept.len() <= DAYS + WEEKS + MONTHS, "{}", kept.len());
        assert_eq!(kept.last(), days.last());
        for month in ["2025-12-31", "2026-01-31", "2026-02-28", "2026-09-30", "2026-10-31"] {
            assert!(kept.contains(&day(month)), "{month}");
        }
        assert!(!kept.contains(&day("2025-11-30")), "the thirteenth month");
        // What is kept stays kept when nothing is added.
        assert_eq!(super::kept(&kept.iter().copied().collect::<Vec<_>>()), kept);
    }

    #[test]
    fn only_copies_by_their_own_name_are_copies() {
        assert_eq!(day_of(Path::new("/b/journal-2026-11-20.jsonl")), Some(day("2026-11-20")));
        for name in [
            "journal.jsonl",
            "journal-2026-11-20.jsonl.tmp",
            "journal-2026-1-2.jsonl",
            "journal-x.jsonl",
            "journal-2026-02-30.jsonl",
        ] {
            assert_eq!(day_of(Path::new(name)), None, "{name}");
        }
    }
}
