//! A sheet of dots, two by four to a cell. Each lit dot knows what it belongs to.

use super::skeleton::{Point, length};

/// What a dot, or a cell, shows. In a cell with several the first of these wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The part that moves or works.
    Highlight,
    /// A limb on the viewer's side.
    Near,
    /// The head.
    Head,
    /// The trunk.
    Torso,
    /// A wall, a chair, a strap.
    Prop,
    /// A limb on the other side.
    Far,
    /// The floor.
    Ground,
}

/// A part of the picture; a part does not clear itself.
pub type Part = u8;

/// Dots that are lit or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dots {
    width: usize,
    height: usize,
    /// Rows at the bottom that nothing may be drawn on.
    margin: usize,
    lit: Vec<Option<(Role, Part)>>,
}

/// A thick line with round ends, in dots.
#[derive(Debug, Clone, Copy)]
pub struct Capsule {
    /// Ends.
    pub ends: [Point; 2],
    /// Radius at each end.
    pub radii: [f32; 2],
}

impl Capsule {
    /// How far outside the line a dot is; below 0 inside.
    fn outside(&self, at: Point) -> f32 {
        let [a, b] = self.ends;
        let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
        let square = dx * dx + dy * dy;
        let t = if square < 1e-9 {
            0.0
        } else {
            (((at[0] - a[0]) * dx + (at[1] - a[1]) * dy) / square).clamp(0.0, 1.0)
        };
        let near = length(at[0] - a[0] - t * dx, at[1] - a[1] - t * dy);
        near - (self.radii[0] + (self.radii[1] - self.radii[0]) * t)
    }
}

/// How a capsule is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Ink<'a> {
    /// What it shows; `None` only clears.
    pub role: Option<Role>,
    /// What it belongs to.
    pub part: Part,
    /// Dots around it that are cleared of other parts; 0 for none.
    pub halo: f32,
    /// Round places where nothing is cleared: centre and radius in dots.
    pub spare: &'a [(Point, f32)],
}

impl Dots {
    /// A dark sheet for so many cells, the lowest `margin` rows of dots kept dark.
    pub fn new(cols: u16, rows: u16, margin: usize) -> Dots {
        let (width, height) = (usize::from(cols) * 2, usize::from(rows) * 4);
        Dots { width, height, margin, lit: vec![None; width * height] }
    }

    /// Dots across.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Dots down.
    pub fn height(&self) -> usize {
        self.height
    }

    /// What is lit there; nothing outside the sheet.
    pub fn get(&self, x: usize, y: usize) -> Option<Role> {
        if x >= self.width {
            return None;
        }
        self.lit.get(y * self.width + x).copied().flatten().map(|(role, _)| role)
    }

    /// Lights one dot where nothing is lit yet.
    pub fn under(&mut self, x: usize, y: usize, role: Role) {
        if x < self.width && y < self.height {
            self.lit[y * self.width + x].get_or_insert((role, 0));
        }
    }

    /// Clears the dot at a place.
    pub fn clear(&mut self, at: Point) {
        let [x, y] = at;
        if x >= 0.0 && y >= 0.0 && x < self.width as f32 && y < self.height as f32 {
            self.lit[y as usize * self.width + x as usize] = None;
        }
    }

    /// Draws a thick line over what is there.
    pub fn capsule(&mut self, shape: &Capsule, ink: &Ink) {
        let reach = shape.radii[0].max(shape.radii[1]) + ink.halo + 1.0;
        let Some((left, right)) = span(shape.ends[0][0], shape.ends[1][0], reach, self.width) else { return };
        let lowest = self.height.saturating_sub(self.margin);
        let Some((top, bottom)) = span(shape.ends[0][1], shape.ends[1][1], reach, lowest) else { return };
        for y in top..bottom {
            for x in left..right {
                let at = [x as f32 + 0.5, y as f32 + 0.5];
                let outside = shape.outside(at);
                let dot = &mut self.lit[y * self.width + x];
                if outside <= 0.25 {
                    *dot = ink.role.map(|role| (role, ink.part));
                } else if outside <= ink.halo && dot.is_some_and(|(_, part)| part != ink.part) {
                    let spared = |(centre, radius): &(Point, f32)| {
                        length(at[0] - centre[0], at[1] - centre[1]) <= *radius
                    };
                    if !ink.spare.iter().any(spared) {
                        *dot = None;
                    }
                }
            }
        }
    }

    /// The same picture seen in a mirror.
    pub fn mirror(&mut self) {
        if self.width > 0 {
            self.lit.chunks_mut(self.width).for_each(<[_]>::reverse);
        }
    }

    /// Thins out all but the highlight, so that it stands out without colours.
    pub fn chequer(&mut self) {
        for (n, dot) in self.lit.iter_mut().enumerate() {
            let (x, y) = (n % self.width, n / self.width);
            let keep = match dot {
                None | Some((Role::Highlight | Role::Far, _)) => true,
                Some((Role::Ground | Role::Prop, _)) => (x + 2 * y) % 3 == 0,
                Some(_) => (x + y) % 2 == 0,
            };
            if !keep {
                *dot = None;
            }
        }
    }
}

/// The dots from one end to the other and `reach` beyond, as far as they are on the sheet.
fn span(a: f32, b: f32, reach: f32, end: usize) -> Option<(usize, usize)> {
    let (low, high) = (a.min(b) - reach, a.max(b) + reach);
    if !low.is_finite() || !high.is_finite() || high <= 0.0 || low >= end as f32 {
        return None;
    }
    Some((low.max(0.0) as usize, (high.ceil() as usize).min(end)))
}
