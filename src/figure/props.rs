//! Walls, chairs, cushions and straps: what a figure leans on or holds.

use super::fit::Frame;
use super::skeleton::{Joint, Point, Skeleton, along, distance};

/// One thing in the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Prop {
    /// A wall, seen from its edge, at that x.
    Wall(f32),
    /// A chair that faces right, its back at that x.
    Chair(f32),
    /// A cushion or folded towel: left end, right end, top.
    Cushion(f32, f32, f32),
    /// A desk or counter: left end, right end, top.
    Counter(f32, f32, f32),
    /// A doorway seen from the front: left post, right post, top.
    Doorway(f32, f32, f32),
    /// A strap or towel held tight between two joints.
    Strap(Joint, Joint),
    /// A band from a joint to a fixed place.
    Band(Joint, Point),
    /// A stick along the back, from the tail to the head.
    Stick,
    /// A straight line.
    Line(Point, Point),
    /// A mat seen from above: left, bottom, right, top.
    Mat(f32, f32, f32, f32),
    /// A wheel: centre and radius.
    Ring(Point, f32),
}

/// What can stand in a file, for messages.
pub const KINDS: &str = "wall X, chair X, cushion X X TOP, counter X X TOP, doorway X X TOP, strap JOINT JOINT, \
band JOINT X Y, stick, line X Y X Y, mat X Y X Y, ring X Y RADIUS";

/// Height of a chair's seat.
const SEAT: f32 = 0.225;
/// Depth of a chair's seat.
const DEPTH: f32 = 0.23;
/// Top of a chair's back.
const BACK: f32 = 0.50;
/// From one dash of an outline to the next.
const DASH: f32 = 0.09;
/// Sides of a wheel as drawn.
const SIDES: u16 = 20;

impl Prop {
    /// Reads one prop, such as `wall 0.235`.
    pub fn parse(text: &str) -> Option<Prop> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let (kind, rest) = words.split_first()?;
        let numbers: Vec<f32> =
            rest.iter().filter_map(|word| word.parse().ok()).filter(|n: &f32| n.abs() <= 3.0).collect();
        match (*kind, rest.len(), numbers.as_slice()) {
            ("wall", 1, [x]) => Some(Prop::Wall(*x)),
            ("chair", 1, [x]) => Some(Prop::Chair(*x)),
            ("cushion", 3, [a, b, top]) => Some(Prop::Cushion(*a, *b, *top)),
            ("counter", 3, [a, b, top]) => Some(Prop::Counter(*a, *b, *top)),
            ("doorway", 3, [a, b, top]) => Some(Prop::Doorway(*a, *b, *top)),
            ("strap", 2, []) => Some(Prop::Strap(Joint::named(rest[0])?, Joint::named(rest[1])?)),
            ("band", 3, [x, y]) => Some(Prop::Band(Joint::named(rest[0])?, [*x, *y])),
            ("stick", 0, _) => Some(Prop::Stick),
            ("line", 4, [a, b, c, d]) => Some(Prop::Line([*a, *b], [*c, *d])),
            ("mat", 4, [a, b, c, d]) => Some(Prop::Mat(*a, *b, *c, *d)),
            ("ring", 3, [x, y, r]) if *r > 0.0 => Some(Prop::Ring([*x, *y], *r)),
            _ => None,
        }
    }

    /// The lines that it is drawn with, each with its half thickness. `top` is the top of the picture.
    pub fn lines(&self, skeleton: &Skeleton, top: f32) -> Vec<([Point; 2], f32)> {
        let thin = 0.006;
        match *self {
            Prop::Wall(x) => vec![([[x, 0.0], [x, top]], 0.010)],
            Prop::Chair(x) => vec![
                ([[x, SEAT], [x + DEPTH, SEAT]], thin),
                ([[x, 0.0], [x - 0.015, BACK]], thin),
                ([[x + DEPTH - 0.01, SEAT], [x + DEPTH - 0.01, 0.0]], thin),
            ],
            Prop::Cushion(a, b, top) => {
                let r = (top / 2.0).max(0.005);
                vec![([[a + r, r], [b - r, r]], r)]
            }
            Prop::Counter(a, b, top) => {
                vec![([[a, top], [b, top]], 0.012), ([[b - 0.02, top], [b - 0.02, 0.0]], thin)]
            }
            Prop::Doorway(a, b, top) => vec![
                ([[a, 0.0], [a, top]], 0.010),
                ([[b, 0.0], [b, top]], 0.010),
                ([[a, top], [b, top]], 0.010),
            ],
            Prop::Strap(a, b) => vec![([skeleton.at(a), skeleton.at(b)], thin)],
            Prop::Band(joint, to) => vec![([skeleton.at(joint), to], thin)],
            Prop::Stick => {
                let [hip, shoulder] = [skeleton.spine[0], skeleton.spine[3]];
                let bearing = (shoulder[1] - hip[1]).atan2(shoulder[0] - hip[0]).to_degrees();
                let tail = along(along(hip, bearing + 90.0, 0.080), bearing, -0.06);
                vec![([tail, along(tail, bearing, 0.58)], 0.008)]
            }
            Prop::Line(a, b) => vec![([a, b], thin)],
            Prop::Mat(a, b, c, d) => {
                let corners = [[a, b], [c, b], [c, d], [a, d]];
                (0..4).map(|n| ([corners[n], corners[(n + 1) % 4]], thin)).collect()
            }
            Prop::Ring(centre, radius) => {
                let at = |n: u16| along(centre, f32::from(n) * 360.0 / f32::from(SIDES), radius);
                (0..SIDES).map(|n| ([at(n), at(n + 1)], thin)).collect()
            }
        }
    }

    /// Whether it is no more than an outline on the floor, and how wide that is.
    pub(super) fn outline(&self) -> Option<f32> {
        if let Prop::Mat(left, _, right, _) = *self { Some((right - left).abs()) } else { None }
    }

    /// Makes room for it. A wall takes no height: it ends where the picture ends.
    pub fn take_room(&self, frame: &mut Frame, skeleton: &Skeleton) {
        for (ends, radius) in self.lines(skeleton, 0.0) {
            for end in ends {
                frame.take(end, radius);
            }
        }
    }
}

/// A line as dashes: what is only an outline must not look like a limb.
pub(super) fn dashes([from, to]: [Point; 2]) -> impl Iterator<Item = [Point; 2]> {
    let count = (distance(from, to) / DASH).round().max(1.0);
    let at = move |n: f32| [0, 1].map(|axis| from[axis] + (to[axis] - from[axis]) * n / count);
    (0..count as u16).map(f32::from).map(move |n| [at(n), at(n + 0.4)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_written_can_be_read() {
        for good in [
            "wall 0.2",
            "chair 0.2",
            "cushion 0 0.2 0.05",
            "counter 0.5 0.9 0.5",
            "doorway 0 1 1.1",
            "strap hand_near toe_near",
            "band hand_near 1 0.5",
            "stick",
            "line 0 0 1 1",
            "mat 0 0 1 1",
            "ring 0.5 0.2 0.1",
        ] {
            assert!(Prop::parse(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "wall",
            "wall x",
            "wall 1 2",
            "wall 9e9",
            "wall nan",
            "strap a b",
            "ring 0 0 0",
            "stick 1",
            "sofa 1",
        ] {
            assert_eq!(Prop::parse(bad), None, "{bad}");
        }
    }
}
