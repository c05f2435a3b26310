//! The key poses of every figure, drawn in braille and in ASCII at 40 by 14 cells, as files that one
//! can read: an accident in a pose or in the drawing shows as a difference.
//!
//! After a change that is meant, look at the figures with `cargo run --example contact_sheet`, then
//! write the files anew and look at their difference too:
//!
//! ```text
//! SUPPLE_SNAPSHOTS=write cargo test --test figure_snapshots
//! ```

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use supple::content::builtin;
use supple::figure::{self, Figure, Glyphs, Look};

const SIZE: (u16, u16) = (40, 14);

/// Cells that may differ: elsewhere a dot on an edge may fall on the other side, as sine and cosine
/// come from the system.
const SLACK: usize = if cfg!(target_os = "linux") { 0 } else { 8 };

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/figures/snapshots")
}

fn snapshot(figure: &Figure) -> String {
    let mut text = format!("{}\n{}\n", figure.id, figure.alt);
    for beat in figure.keys() {
        writeln!(text, "\n{:?} {:.2}", beat.phase, beat.progress).unwrap();
        for glyphs in [Glyphs::Braille, Glyphs::Ascii] {
            let look = Look { glyphs, ..Look::plain(SIZE.0, SIZE.1) };
            let rows = figure.frame(beat, &look);
            let rows = rows.iter().map(|row| row.iter().map(|cell| cell.glyph).collect::<String>());
            // The empty rows at the top say nothing.
            for row in rows.skip_while(|row| row.trim().is_empty()) {
                writeln!(text, "|{}", row.trim_end()).unwrap();
            }
        }
    }
    text
}

/// Characters that differ; everything where the number of lines does.
fn apart(kept: &str, now: &str) -> usize {
    if kept.lines().count() != now.lines().count() {
        return usize::MAX;
    }
    let both = kept.lines().zip(now.lines());
    let in_line = |(was, is): (&str, &str)| {
        let longest = was.chars().count().max(is.chars().count());
        let at = |line: &str, n: usize| line.chars().nth(n).unwrap_or(' ');
        (0..longest).filter(|n| at(was, *n) != at(is, *n)).count()
    };
    both.filter(|(was, is)| was != is).map(in_line).sum()
}

/// The first line that differs, as it was and as it is.
fn difference(kept: &str, now: &str) -> String {
    let mut lines = kept.lines().zip(now.lines()).enumerate();
    match lines.find(|(_, (was, is))| was != is) {
        Some((n, (was, is))) => format!("line {}\n  was {was}\n  is  {is}", n + 1),
        None => format!("{} lines, and now {}", kept.lines().count(), now.lines().count()),
    }
}

#[test]
fn every_figure_looks_as_it_did() {
    let write = std::env::var_os("SUPPLE_SNAPSHOTS").is_some_and(|value| value == "write");
    std::fs::create_dir_all(folder()).unwrap();
    let mut wrong = Vec::new();
    for (file, _) in builtin::FIGURES {
        let id = file.trim_end_matches(".toml");
        let now = snapshot(&figure::of(id).unwrap());
        let path = folder().join(format!("{id}.txt"));
        if write {
            std::fs::write(&path, &now).unwrap();
            continue;
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        if apart(&kept, &now) > SLACK {
            wrong.push(format!("{id}: {}", difference(&kept, &now)));
        }
    }
    let how = "if it is meant: SUPPLE_SNAPSHOTS=write cargo test --test figure_snapshots, then look at the difference";
    assert!(wrong.is_empty(), "figures look different\n{}\n{how}", wrong.join("\n"));
    let kept: BTreeSet<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    let wanted: BTreeSet<String> =
        builtin::FIGURES.iter().map(|(file, _)| file.replace(".toml", ".txt")).collect();
    assert_eq!(kept, wanted, "a snapshot without a figure: delete it");
}

#[test]
fn a_difference_is_told_by_its_line() {
    assert_eq!(difference("a\nb\n", "a\nc\n"), "line 2\n  was b\n  is  c");
    assert_eq!(difference("a\n", "a\nb\n"), "1 lines, and now 2");
    assert_eq!(
        (apart("a\nbc\n", "a\nbcd\n"), apart("a\n", "a\n"), apart("a\n", "a\nb\n")),
        (1, 0, usize::MAX)
    );
}
