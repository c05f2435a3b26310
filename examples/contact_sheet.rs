//! Draws the key poses of figures as SVG sheets, to be looked at:
//! `cargo run --example contact_sheet -- [FOLDER] [COLSxROWS[xINSTANTS]] [ID...]`.
//!
//! Without ids all figures are drawn, ten to a sheet. Cells are drawn as the terminal would colour them:
//! one colour each. `40x14x6` draws six instants of the movement and of the way back, not the key poses.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, unreachable_pub, missing_docs)]

use std::fmt::Write as _;
use std::path::PathBuf;

use supple::content::builtin;
use supple::figure::{self, Beat, Figure, FigurePhase};

#[path = "../tests/support/sheet.rs"]
mod sheet;

/// Pixels to a dot.
const DOT: usize = 4;
/// Figures to a sheet.
const ROWS: usize = 10;

/// The instants of a figure that are drawn.
fn instants(figure: &Figure, parts: Option<u8>) -> Vec<Beat> {
    let Some(parts) = parts.filter(|parts| *parts > 0 && figure.moves()) else { return figure.keys() };
    let each = |phase| (1..=parts).map(move |n| Beat::new(phase, f32::from(n) / f32::from(parts)));
    each(FigurePhase::Move).chain(each(FigurePhase::Return)).collect()
}

fn drawn(figures: &[Figure], size: (u16, u16), parts: Option<u8>) -> String {
    let (w, h) = (usize::from(size.0) * 2 * DOT, usize::from(size.1) * 4 * DOT);
    let (gap, title) = (10, 20);
    let most = figures.iter().map(|figure| instants(figure, parts).len()).max().unwrap_or(1);
    let (width, height) = (most * (w + gap) + gap, figures.len() * (h + gap + title) + gap);
    let mut svg = format!("<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'>\n");
    writeln!(svg, "<rect width='{width}' height='{height}' fill='#2a2f36'/>").unwrap();
    for (n, figure) in figures.iter().enumerate() {
        let top = gap + n * (h + gap + title);
        let scale = figure.scale(size.0, size.1);
        writeln!(
            svg,
            "<text x='{gap}' y='{}' fill='#ffffff' font-family='DejaVu Sans' font-size='15'>{} ({scale:.0})</text>",
            top + 15,
            figure.id
        )
        .unwrap();
        for (k, beat) in instants(figure, parts).into_iter().enumerate() {
            let at = (gap + k * (w + gap), top + title);
            sheet::picture(&mut svg, &sheet::CLEAR, figure, beat, size, DOT, at);
        }
    }
    svg.push_str("</svg>\n");
    svg
}

fn main() -> std::io::Result<()> {
    let mut words: Vec<String> = std::env::args().skip(1).collect();
    let folder =
        PathBuf::from(if words.is_empty() { "target/contact_sheet".into() } else { words.remove(0) });
    let size = words.first().and_then(|word| {
        let mut numbers = word.split('x');
        let size = (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
        Some((size, numbers.next().and_then(|parts| parts.parse().ok())))
    });
    if size.is_some() {
        words.remove(0);
    }
    let (size, parts) = size.unwrap_or(((40, 14), None));
    let chosen = |id: &str| words.is_empty() || words.iter().any(|word| word == id);
    let mut figures = Vec::new();
    // Read anew, not from the program, so that a change can be seen without building.
    let source = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/figures");
    for (file, _) in builtin::EXERCISES {
        let Ok(text) = std::fs::read_to_string(source.join(file)) else { continue };
        if chosen(file.trim_end_matches(".toml")) {
            match figure::file::parse(file, &text) {
                Ok(figure) => {
                    figure::check::check(&figure).iter().take(6).for_each(|wrong| println!("{wrong}"));
                    figures.push(figure);
                }
                Err(error) => println!("{error}"),
            }
        }
    }
    std::fs::create_dir_all(&folder)?;
    for (n, some) in figures.chunks(ROWS).enumerate() {
        let path = folder.join(format!("{}x{}-{}.svg", size.0, size.1, n + 1));
        std::fs::write(&path, drawn(some, size, parts))?;
        println!("{}", path.display());
    }
    Ok(())
}
