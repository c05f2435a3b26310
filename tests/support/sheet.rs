//! Figures as SVG, dot by dot from the cells that the program draws: for the contact sheet and the README.

#![allow(dead_code, unreachable_pub)] // Each user uses a part of it.

use std::fmt::Write as _;

use supple::figure::{self, Beat, Figure, FigurePhase, Look, Role};

/// Colours by role.
#[derive(Clone, Copy)]
pub struct Ink {
    pub paper: &'static str,
    pub bright: &'static str,
    pub body: &'static str,
    pub far: &'static str,
    pub prop: &'static str,
    pub ground: &'static str,
}

/// For looking at every part.
pub const CLEAR: Ink = Ink {
    paper: "#101418",
    bright: "#ffb03a",
    body: "#e8e8e8",
    far: "#7c8590",
    prop: "#b89a6a",
    ground: "#4f7a52",
};

/// As the terminal shows it.
const SCREEN: Ink = Ink {
    paper: "#1d1f21",
    bright: "#8fc866",
    body: "#c5c8c6",
    far: "#8a8d8a",
    prop: "#8a8d8a",
    ground: "#8a8d8a",
};

impl Ink {
    fn of(&self, role: Role) -> &'static str {
        match role {
            Role::Highlight => self.bright,
            Role::Near | Role::Head | Role::Torso => self.body,
            Role::Prop => self.prop,
            Role::Far => self.far,
            Role::Ground => self.ground,
        }
    }
}

/// One picture; `dot` pixels to a dot.
pub fn picture(
    svg: &mut String,
    ink: &Ink,
    figure: &Figure,
    beat: Beat,
    (cols, rows): (u16, u16),
    dot: usize,
    (left, top): (usize, usize),
) {
    const BITS: [u32; 8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];
    let (w, h) = (usize::from(cols) * 2 * dot, usize::from(rows) * 4 * dot);
    writeln!(svg, "<rect x='{left}' y='{top}' width='{w}' height='{h}' fill='{}'/>", ink.paper).unwrap();
    let cells = figure.frame(beat, &Look::plain(cols, rows));
    // One path for each colour, a stroke of no length for each dot: a tenth of as many circles.
    let mut colours = vec![ink.ground, ink.far, ink.prop, ink.body, ink.bright];
    colours.dedup();
    for colour in colours {
        let mut path = String::new();
        for (y, row) in cells.iter().enumerate() {
            for (x, cell) in row.iter().enumerate() {
                if cell.role.map(|role| ink.of(role)) != Some(colour) {
                    continue;
                }
                let set = u32::from(cell.glyph).saturating_sub(0x2800);
                for (n, _) in BITS.iter().enumerate().filter(|(_, bit)| set & **bit != 0) {
                    let x = left + (x * 2 + n % 2) * dot + dot / 2;
                    let y = top + (y * 4 + n / 2) * dot + dot / 2;
                    write!(path, "M{x} {y}h0").unwrap();
                }
            }
        }
        if !path.is_empty() {
            let width = dot as f32 * 0.95;
            writeln!(
                svg,
                "<path d='{path}' stroke='{colour}' stroke-width='{width}' stroke-linecap='round'/>"
            )
            .unwrap();
        }
    }
}

/// The exercises of the README's sheet, by rows.
const SHOWN: [[&str; 4]; 3] = [
    ["cat-cow", "bird-dog", "glute-bridge", "dead-bug"],
    ["hip-flexor-lunge", "side-plank", "supine-hamstring-strap", "open-book"],
    ["sit-to-stand", "wall-sit", "seated-chin-tuck", "belly-breathing"],
];

/// A part of the sheet for the README: each figure where it has moved to.
pub fn readme() -> String {
    let (size, dot, gap, title) = ((28, 10), 4, 12, 22);
    let (w, h) = (usize::from(size.0) * 2 * dot, usize::from(size.1) * 4 * dot);
    let (cols, rows) = (SHOWN[0].len(), SHOWN.len());
    let (width, height) = (cols * (w + gap) + gap, rows * (h + title + gap) + gap);
    let mut svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' viewBox='0 0 {width} {height}' \
         font-family='monospace' font-size='14'>\n<rect width='{width}' height='{height}' fill='{}'/>\n",
        SCREEN.paper
    );
    for (row, ids) in SHOWN.iter().enumerate() {
        for (col, id) in ids.iter().enumerate() {
            let figure = figure::of(id).unwrap();
            let there = figure.keys().into_iter().rfind(|beat| beat.phase == FigurePhase::Move).unwrap();
            let (left, top) = (gap + col * (w + gap), gap + row * (h + title + gap));
            picture(&mut svg, &SCREEN, &figure, there, size, dot, (left, top));
            let middle = left + w / 2;
            let base = top + h + 16;
            writeln!(
                svg,
                "<text x='{middle}' y='{base}' text-anchor='middle' fill='{}'>{id}</text>",
                SCREEN.far
            )
            .unwrap();
        }
    }
    svg.push_str("</svg>\n");
    svg
}
