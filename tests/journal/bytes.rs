//! Faults of the bytes (F4, F5, F6): cut, changed, deleted, inserted, swapped, fused.

use crate::common::{
    Check, Seeded, ensure, entries, folder, fresh, lost, nothing_made_up, open, pending, places, sample,
    set_aside,
};
use supple::journal::error::Notice;
use supple::journal::id::IdMaker;
use supple::journal::line::Entry;
use supple::journal::reader::read;

/// F4: cut off at every byte. Each complete line counts, the tail is told once, the next line is
/// readable, and no byte is gone.
pub(crate) fn cut_at_every_byte() -> Check {
    let lines = &sample()[..10];
    let text = lines.concat();
    let good = entries(&text);
    let root = folder();
    let mut ids = IdMaker::new().unwrap();
    for at in 0..=text.len() {
        let cut = &text.as_bytes()[..at];
        let whole = cut.split(|byte| *byte == b'\n').count() - 1;
        let tail = cut.len() - cut.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1);
        // Without its line break a line is whole all the same.
        let only_break_missing = whole < lines.len() && tail == lines[whole].len() - 1;
        let here = root.path().join(at.to_string());
        std::fs::create_dir_all(here.join("data")).unwrap();
        let journal = places(&here).journal;
        std::fs::write(&journal, cut).unwrap();
        private(&journal);
        let opened = open(&here);
        let loaded = &opened.entries().unwrap();
        nothing_made_up(loaded, &good)?;
        let want = whole + usize::from(only_break_missing);
        ensure(loaded.entries.len() == want, || {
            format!("cut at {at}: {} of {want} read", loaded.entries.len())
        })?;
        ensure(loaded.torn_tail == (tail > 0).then_some(tail), || format!("cut at {at}: tail not told"))?;
        let told = usize::from(tail > 0 && !only_break_missing);
        ensure(loaded.problems.len() == told, || format!("cut at {at}: told {:?}", loaded.problems))?;

        let mut store = opened.store;
        let mut next = pending(&mut ids, 7);
        let appended = store.append(&mut next).map_err(|error| error.to_string())?;
        let notices: Vec<_> =
            appended.notices.iter().filter(|n| matches!(n, Notice::TailSetAside { .. })).collect();
        let again = store.append(&mut pending(&mut ids, 8)).map_err(|error| error.to_string())?;
        ensure(again.notices.is_empty(), || format!("cut at {at}: told twice: {:?}", again.notices))?;

        let after = fresh(&here)?;
        ensure(after.entries.len() == want + 2, || format!("cut at {at}: the next line is not readable"))?;
        ensure(after.entries.iter().any(|entry| next.id == *entry.id.as_str()), || {
            format!("cut at {at}: lost")
        })?;
        let bytes = std::fs::read(&journal).unwrap();
        let line = next.line.map(|(_, line)| line).unwrap_or_default();
        let stands_alone = bytes.split_inclusive(|byte| *byte == b'\n').any(|one| one == line.as_bytes());
        ensure(stands_alone, || format!("cut at {at}: the next line runs into the tail"))?;
        ensure(notices.len() == told, || format!("cut at {at}: {:?}", appended.notices))?;
        ensure(bytes.starts_with(cut), || format!("cut at {at}: bytes of the journal are gone"))?;
        let aside = set_aside(&here);
        ensure(aside.len() == told, || format!("cut at {at}: {} copies", aside.len()))?;
        ensure(aside.iter().all(|(_, copy)| copy == &cut[cut.len() - tail..]), || {
            format!("cut at {at}: bad copy")
        })?;
        std::fs::remove_dir_all(&here).unwrap();
    }
    Ok(())
}

pub(crate) fn private(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

fn still_sound(bytes: &[u8], good: &[Entry], may_lose: usize, what: impl Fn() -> String) -> Check {
    let loaded = read(bytes);
    nothing_made_up(&loaded, good).map_err(|error| format!("{}: {error}", what()))?;
    let lost = lost(&loaded, good);
    ensure(lost <= may_lose, || format!("{}: {lost} lost, {may_lose} allowed", what()))?;
    ensure(lost == 0 || loaded.bad > 0, || format!("{}: {lost} lost and nothing told", what()))
}

/// F5: one byte replaced by another. `cases` of them, or all when `None`.
pub(crate) fn one_byte_changed(cases: Option<usize>) -> Check {
    let text = sample().concat().into_bytes();
    let good = entries(std::str::from_utf8(&text).unwrap());
    let try_one = |at: usize, other: u8| {
        let mut bytes = text.clone();
        bytes[at] = other;
        still_sound(&bytes, &good, 2, || format!("byte {at} changed from {} to {other}", text[at]))
    };
    let mut seeded = Seeded::new(5);
    match cases {
        Some(cases) => (0..cases).try_for_each(|_| {
            let (at, shift) = (seeded.below(text.len()), 1 + seeded.below(255) as u8);
            try_one(at, text[at].wrapping_add(shift))
        }),
        None => (0..text.len())
            .try_for_each(|at| (1..=255).try_for_each(|shift: u8| try_one(at, text[at].wrapping_add(shift)))),
    }
}

/// F6: one byte too few, or one too many.
pub(crate) fn one_byte_deleted_or_inserted() -> Check {
    let text = sample().concat().into_bytes();
    let good = entries(std::str::from_utf8(&text).unwrap());
    for at in 0..text.len() {
        let mut bytes = text.clone();
        bytes.remove(at);
        // Without a line break both lines are there all the same.
        let may_lose = usize::from(text[at] != b'\n');
        still_sound(&bytes, &good, may_lose, || format!("byte {at} deleted"))?;
    }
    for at in 0..=text.len() {
        for new in [0, b'\n', b'{', b'"', 0xff] {
            let mut bytes = text.clone();
            bytes.insert(at, new);
            let may_lose = usize::from(new != 0);
            still_sound(&bytes, &good, may_lose, || format!("{new} inserted at {at}"))?;
        }
    }
    Ok(())
}

/// F6: lines swapped, doubled, and zero bytes at the end of each.
pub(crate) fn lines_moved_about() -> Check {
    let lines = sample();
    let good = entries(&lines.concat());
    for a in 0..lines.len() {
        for b in 0..lines.len() {
            let mut swapped = lines.clone();
            swapped.swap(a, b);
            still_sound(swapped.concat().as_bytes(), &good, 0, || format!("{a} and {b} swapped"))?;
            let mut doubled = lines.clone();
            doubled.insert(b, lines[a].clone());
            let loaded = read(doubled.concat().as_bytes());
            ensure(loaded.entries.len() == lines.len(), || format!("line {a} doubled at {b} counts twice"))?;
            nothing_made_up(&loaded, &good)?;
        }
        for crash in [4096, 1] {
            let mut bytes = lines[..=a].concat().into_bytes();
            let end = bytes.len();
            for at in [end, end - 1] {
                let mut with = bytes.clone();
                with.splice(at..at, vec![0; crash]);
                with.extend_from_slice(lines[a + 1..].concat().as_bytes());
                still_sound(&with, &good, 0, || format!("{crash} zero bytes after line {a}"))?;
            }
            bytes.clear();
        }
    }
    Ok(())
}

/// F6: lines run into each other, and a whole one into any cut of another.
pub(crate) fn lines_fused() -> Check {
    let lines = sample();
    let good = entries(&lines.concat());
    for a in 0..lines.len() {
        for b in (0..lines.len()).filter(|b| *b != a) {
            let pair = format!("{}{}", lines[a].trim_end(), lines[b]);
            let loaded = read(pair.as_bytes());
            ensure(loaded.entries.len() == 2 && loaded.bad == 0, || {
                format!("{a} fused with {b}: not both read")
            })?;
            nothing_made_up(&loaded, &good)?;
        }
        let other = lines[(a + 1) % lines.len()].as_bytes();
        for cut in 1..other.len() - 1 {
            for good_first in [true, false] {
                let mut bytes = other[..cut].to_vec();
                let line = lines[a].trim_end().as_bytes();
                if good_first {
                    bytes.splice(0..0, line.iter().copied());
                } else {
                    bytes.extend_from_slice(line);
                }
                bytes.push(b'\n');
                let loaded = read(&bytes);
                nothing_made_up(&loaded, &good)?;
                // A cut at the last brace but one may leave the other entry whole as well.
                ensure(lost(&loaded, &good[a..=a]) == 0, || format!("line {a} fused with cut {cut}: lost"))?;
                ensure(loaded.bad == 1, || format!("line {a} fused with cut {cut}: nothing told"))?;
            }
        }
    }
    Ok(())
}

/// A whole journal with its line breaks gone, and one with Windows line ends.
pub(crate) fn line_ends() -> Check {
    let lines = sample();
    let good = entries(&lines.concat());
    still_sound(lines.concat().replace('\n', "").as_bytes(), &good, 0, || "no line breaks".to_owned())?;
    still_sound(lines.concat().replace('\n', "\r\n").as_bytes(), &good, 0, || "\\r\\n".to_owned())?;
    still_sound(lines.concat().replace('\n', "\n\n").as_bytes(), &good, 0, || "blank lines".to_owned())
}

#[test]
fn f4_cut_at_every_byte() {
    cut_at_every_byte().unwrap();
}

#[test]
fn f5_one_byte_changed_sampled() {
    one_byte_changed(Some(20_000)).unwrap();
}

#[test]
#[ignore = "all of them: about half a minute"]
fn f5_one_byte_changed_all() {
    one_byte_changed(None).unwrap();
}

#[test]
fn f6_one_byte_deleted_or_inserted() {
    one_byte_deleted_or_inserted().unwrap();
}

#[test]
fn f6_lines_moved_about() {
    lines_moved_about().unwrap();
}

#[test]
fn f6_lines_fused() {
    lines_fused().unwrap();
}

#[test]
fn f6_line_ends() {
    line_ends().unwrap();
}

/// Several faults at once, and plain noise: nothing made up, no panic.
#[test]
fn f6_many_faults_at_once() {
    let lines = sample();
    let good = entries(&lines.concat());
    let mut seeded = Seeded::new(6);
    for round in 0..3_000 {
        let mut bytes = lines.concat().into_bytes();
        for _ in 0..=seeded.below(8) {
            let at = seeded.below(bytes.len());
            match seeded.below(4) {
                0 => bytes[at] = seeded.below(256) as u8,
                1 => drop(bytes.remove(at)),
                2 => bytes.insert(at, b"\n{}\":,\0\xff\\1"[seeded.below(10)]),
                _ => {
                    let from = seeded.below(bytes.len() - 40);
                    let piece = bytes[from..from + 40].to_vec();
                    bytes.splice(at..at, piece);
                }
            }
        }
        let loaded = read(&bytes);
        nothing_made_up(&loaded, &good).unwrap_or_else(|error| panic!("round {round}: {error}"));
    }
    for _ in 0..300 {
        let noise: Vec<u8> = (0..2_000).map(|_| seeded.below(256) as u8).collect();
        assert!(read(&noise).entries.is_empty());
    }
}
