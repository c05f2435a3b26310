//! The pictures themselves: every screen at six sizes in the look that comes by itself; some screens in
//! every other look; those with a figure in every set of characters.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};
use supple::figure::Glyphs;
use supple::tui::keymap::{self, Scope};
use supple::tui::theme::{Ground, Preset, Theme};

use super::support::Person;
use super::walk::{Look, walk};

/// Columns and rows: the smallest, a half window, the usual, a large one, a whole screen, and upright.
pub(crate) const SIZES: [(u16, u16); 6] = [(40, 12), (60, 16), (80, 24), (120, 40), (200, 60), (45, 60)];

/// Screens whose colours are looked at: one for each thing that a colour is for.
const COLOURED: [&str; 9] =
    ["today", "hold", "get-ready", "rate-item", "check-list", "emergency", "library", "body", "trends"];

/// Screens with a figure.
const DRAWN: [&str; 3] = ["exercise", "hold", "body-marked"];

const HEAD: &str = "Written by SUPPLE_SNAPSHOTS=write cargo test --test looks; not by hand.\n";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/looks/pictures")
}

fn rows(buffer: &Buffer) -> Vec<String> {
    let width = usize::from(buffer.area.width);
    let rows = buffer.content().chunks(width);
    rows.map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim_end().to_owned())
        .collect()
}

/// Rows with a bar before each; where many are empty, how many.
fn told(rows: &[String]) -> String {
    let mut text = String::new();
    let mut empty = 0;
    for row in rows.iter().map(Some).chain([None]) {
        if row.is_some_and(String::is_empty) {
            empty += 1;
            continue;
        }
        match empty {
            0..=2 => text.push_str(&"|\n".repeat(empty)),
            _ => writeln!(text, "  ({empty} empty rows)").unwrap(),
        }
        empty = 0;
        if let Some(row) = row {
            writeln!(text, "|{row}").unwrap();
        }
    }
    text
}

fn at_size(person: &mut Person, size: (u16, u16)) -> Buffer {
    let usual = std::mem::replace(&mut person.size, size);
    let buffer = person.buffer();
    person.size = usual;
    person.buffer();
    buffer
}

/// The picture, and under each row that is not all plain a letter for the style of each cell.
fn styled(buffer: &Buffer, letters: &mut BTreeMap<String, char>) -> String {
    let mut text = String::new();
    let width = usize::from(buffer.area.width);
    for (row, cells) in rows(buffer).iter().zip(buffer.content().chunks(width)) {
        writeln!(text, "|{row}").unwrap();
        let styles: String = cells
            .iter()
            .map(|cell| {
                assert_eq!(cell.bg, Color::Reset, "a background is painted");
                if cell.symbol() == " " && !cell.modifier.contains(Modifier::REVERSED) {
                    return ' ';
                }
                if (cell.fg, cell.modifier) == (Color::Reset, Modifier::empty()) {
                    return '.';
                }
                let style = format!("{:?} {:?}", cell.fg, cell.modifier);
                let next = char::from(b'a' + u8::try_from(letters.len()).unwrap());
                *letters.entry(style).or_insert(next)
            })
            .collect();
        let styles = styles.trim_end();
        if styles.chars().any(char::is_alphabetic) {
            writeln!(text, " {styles}").unwrap();
        }
    }
    text
}

/// The looks beside the one that comes by itself, with the names of their files.
fn other_looks() -> Vec<(String, Theme)> {
    let mut looks = Vec::new();
    for (name, preset) in Preset::ALL {
        looks.push((format!("theme-{name}.txt"), Theme::of(preset, Ground::Unknown)));
        if preset == Preset::ColourBlind {
            looks.push((format!("theme-{name}-dark.txt"), Theme::of(preset, Ground::Dark)));
            looks.push((format!("theme-{name}-light.txt"), Theme::of(preset, Ground::Light)));
        }
    }
    looks
}

/// Everything that there is to keep: the name of the file, and what stands in it.
fn all() -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut themes: Vec<(String, Theme, BTreeMap<String, char>, String)> = other_looks()
        .into_iter()
        .map(|(name, theme)| (name, theme, BTreeMap::new(), String::new()))
        .collect();
    let mut drawn: Vec<(&str, Glyphs, String)> =
        Glyphs::ALL.into_iter().map(|(name, glyphs)| (name, glyphs, String::new())).collect();
    walk(Look::default(), |name, person| {
        let mut text = format!("{name}\n{HEAD}");
        for size in SIZES {
            let rows = rows(&at_size(person, size));
            write!(text, "\n{} x {}\n{}", size.0, size.1, told(&rows)).unwrap();
        }
        assert!(files.insert(format!("{name}.txt"), text).is_none(), "two stops are called {name}");
        if COLOURED.contains(&name) {
            let usual = person.app.shared.theme;
            for (_, theme, letters, pictures) in &mut themes {
                person.app.shared.theme = *theme;
                write!(pictures, "\n{name}\n{}", styled(&person.buffer(), letters)).unwrap();
            }
            person.app.shared.theme = usual;
        }
        if DRAWN.contains(&name) {
            let usual = person.app.shared.drawing.glyphs;
            for (_, glyphs, pictures) in &mut drawn {
                person.app.shared.drawing.glyphs = *glyphs;
                write!(pictures, "\n{name}\n{}", told(&rows(&person.buffer()))).unwrap();
            }
            person.app.shared.drawing.glyphs = usual;
        }
    });
    for (name, _, letters, pictures) in themes {
        let mut letters: Vec<(String, char)> = letters.into_iter().collect();
        letters.sort_by_key(|(_, letter)| *letter);
        let mut text = format!("{}\n{HEAD}\n", name.trim_end_matches(".txt"));
        for (style, letter) in letters {
            writeln!(text, "{letter} {style}").unwrap();
        }
        files.insert(name, text + &pictures);
    }
    for (name, _, pictures) in drawn {
        files.insert(format!("glyphs-{name}.txt"), format!("{name}\n{HEAD}{pictures}"));
    }
    files
}

#[test]
fn every_screen_looks_as_it_did() {
    let write = std::env::var_os("SUPPLE_SNAPSHOTS").is_some_and(|value| value == "write");
    let files = all();
    std::fs::create_dir_all(folder()).unwrap();
    let there: BTreeSet<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let mut wrong: Vec<String> = Vec::new();
    for name in there.iter().filter(|name| !files.contains_key(*name)) {
        if write {
            std::fs::remove_file(folder().join(name)).unwrap();
        } else {
            wrong.push(format!("{name}: there is no such screen any more"));
        }
    }
    for (name, text) in &files {
        let path = folder().join(name);
        if write {
            std::fs::write(&path, text).unwrap();
            continue;
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        if kept != *text {
            let mut lines = kept.lines().zip(text.lines()).enumerate();
            let told = match lines.find(|(_, (was, is))| was != is) {
                Some((n, (was, is))) => format!("line {}\n  was {was}\n  is  {is}", n + 1),
                None => format!("{} lines, and now {}", kept.lines().count(), text.lines().count()),
            };
            wrong.push(format!("{name}: {told}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} pictures differ. If that is meant: SUPPLE_SNAPSHOTS=write cargo test --test looks\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn every_scope_of_the_key_table_is_visited() {
    let mut visited = BTreeSet::from([Scope::Everywhere]);
    walk(Look::default(), |_, person| {
        visited.insert(person.app.scope().unwrap());
    });
    let missing: Vec<Scope> = keymap::scopes().into_iter().filter(|scope| !visited.contains(scope)).collect();
    assert_eq!(missing, [], "add a stop to tests/support/walk.rs, so that the screen is looked at");
}

#[test]
fn without_colours_no_cell_of_any_screen_has_one() {
    walk(Look::default(), |name, person| {
        let usual = person.app.shared.theme;
        for preset in [Preset::Mono, Preset::HighContrast] {
            person.app.shared.theme = Theme::of(preset, Ground::Dark);
            let buffer = person.buffer();
            let plain = |colour: Color| colour == Color::Reset;
            assert!(buffer.content().iter().all(|cell| plain(cell.fg) && plain(cell.bg)), "{name}");
        }
        person.app.shared.theme = usual;
    });
}
