//! The screens that the README shows, as SVG, made by the program itself.

#![allow(dead_code, unreachable_pub)] // Each test binary uses a part of it.

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};

use supple::tui::theme::{Ground, Preset, Theme};

use super::support::{Pages, Person};

#[path = "sheet.rs"]
mod sheet;

const CELL: (u32, u32) = (9, 19);
const PAPER: &str = "#1d1f21";
const INK: &str = "#c5c8c6";
/// Ink of two thirds, as terminals mix it.
const FAINT: &str = "#8d9090";

/// Name of the file and the picture, for each picture of the README.
pub fn all() -> Vec<(&'static str, String)> {
    let dark = Theme::of(Preset::Dark, Ground::Dark);
    let mut person = Person::with("2026-11-20T18:00:00+00:00", Pages::default(), dark);
    person.press("enter 1 1 enter n*5 n x*4 n 4 7 enter x 1 1 6 x 6 2 y 2");
    person.press("enter").play("2");
    for (day, pain) in [(21, "6"), (22, "5")] {
        person = Person::with(&format!("2026-11-{day}T18:00:00+00:00"), person.pages.clone(), dark);
        person.press("enter n n n n").press(pain).press("1 n").press(pain);
        if day == 21 {
            person.press("enter").play("2");
        }
    }
    let today = svg(&person.buffer());
    person.press("enter").until("worst pain during it").press("2 2").until("HOLD");
    person.wait(1);
    vec![("today.svg", today), ("hold.svg", svg(&person.buffer())), ("figures.svg", sheet::readme())]
}

/// A buffer as a picture.
fn svg(buffer: &Buffer) -> String {
    let area = buffer.area;
    let (w, h) = (u32::from(area.width) * CELL.0, u32::from(area.height) * CELL.1);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" \
         font-family=\"monospace\" font-size=\"15\"><rect width=\"{w}\" height=\"{h}\" fill=\"{PAPER}\"/>\n"
    );
    for y in 0..area.height {
        for x in 0..area.width {
            let Some(cell) = buffer.cell((x, y)) else { continue };
            let (left, top) = (u32::from(x) * CELL.0, u32::from(y) * CELL.1);
            let faint = cell.modifier.contains(Modifier::DIM);
            let ink = if faint { FAINT } else { ink(cell.fg) };
            let bold = cell.modifier.contains(Modifier::BOLD);
            match cell.symbol() {
                " " => {}
                "█" => {
                    let (w, h) = CELL;
                    let _ = writeln!(
                        out,
                        "<rect x=\"{left}\" y=\"{top}\" width=\"{w}\" height=\"{h}\" fill=\"{ink}\"/>"
                    );
                }
                symbol => {
                    let weight = if bold { " font-weight=\"bold\"" } else { "" };
                    let symbol = symbol.replace('&', "&amp;").replace('<', "&lt;");
                    let base = top + 14;
                    let _ = writeln!(
                        out,
                        "<text x=\"{left}\" y=\"{base}\" fill=\"{ink}\"{weight}>{symbol}</text>"
                    );
                }
            }
        }
    }
    out.push_str("</svg>\n");
    out
}

fn ink(colour: Color) -> &'static str {
    match colour {
        Color::Cyan => "#5fc7c1",
        Color::Green => "#8fc866",
        Color::LightBlue => "#7aa6f0",
        Color::Yellow => "#f0c674",
        Color::Magenta => "#cf8fd6",
        Color::LightRed => "#ff7a7a",
        _ => INK,
    }
}
