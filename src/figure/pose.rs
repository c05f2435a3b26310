//! One pose, and what lies between two: bearings turn the shorter way round.

use super::skeleton::{Joint, Point, Skeleton, wrapped};

/// An arm or a leg.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limb {
    /// Bearings of its three bones, degrees.
    pub bearings: [f32; 3],
    /// Where wrist or ankle is; the first two bearings then only say which way the limb bends.
    pub to: Option<Point>,
    /// How much of the length of its bones is seen, 0.1 to 1: less where they point at the viewer.
    pub short: [f32; 3],
    /// Which way it bends where it is straight: 1 or -1.
    pub bend: f32,
}

/// Where everything is, in degrees and parts of the person's height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pose {
    /// The hip joint.
    pub hip: Point,
    /// Bearings of the three bones of the spine, from the hip up.
    pub spine: [f32; 3],
    /// Bearing of the neck.
    pub neck: f32,
    /// Bearing from the neck to the middle of the head.
    pub skull: f32,
    /// Where the nose points, in the side view.
    pub face: f32,
    /// How much of the nose is seen, 0 to 1: none where the face is turned to the viewer.
    pub nose: f32,
    /// Where the face looks in the front view: -1 to the picture's left, 1 to its right.
    pub look: f32,
    /// Half the width between the shoulders; 0 in the side view.
    pub shoulders: f32,
    /// Half the width between the hips; 0 in the side view.
    pub hips: f32,
    /// How far the belly stands out.
    pub belly: f32,
    /// Half the width between the shoulder blades, in the back view.
    pub blades: f32,
    /// How full of breath the chest is, 0 to 1.
    pub air: f32,
    /// Near, far.
    pub arms: [Limb; 2],
    /// Near, far.
    pub legs: [Limb; 2],
}

/// How a movement speeds up and slows down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ease {
    /// Slow at both ends.
    #[default]
    InOut,
    /// The same all the way.
    Linear,
}

impl Ease {
    /// How far the body is when `t` of the time is over; both 0 to 1.
    pub fn at(self, t: f32) -> f32 {
        let t = if t.is_finite() { t.clamp(0.0, 1.0) } else { 1.0 };
        match self {
            Ease::InOut => t * t * (3.0 - 2.0 * t),
            Ease::Linear => t,
        }
    }
}

fn mix(a: f32, b: f32, t: f32) -> f32 {
    a + (b - a) * t
}

fn mix_point(a: Point, b: Point, t: f32) -> Point {
    [mix(a[0], b[0], t), mix(a[1], b[1], t)]
}

/// Part of the way from one bearing to another, the shorter way round.
pub fn turn(a: f32, b: f32, t: f32) -> f32 {
    wrapped(a + wrapped(b - a) * t)
}

impl Limb {
    fn between(&self, other: &Limb, t: f32) -> Limb {
        let each = |n: usize| turn(self.bearings[n], other.bearings[n], t);
        Limb {
            bearings: [each(0), each(1), each(2)],
            to: self.to.zip(other.to).map(|(a, b)| mix_point(a, b, t)),
            short: std::array::from_fn(|n| mix(self.short[n], other.short[n], t)),
            bend: if t < 0.5 { self.bend } else { other.bend },
        }
    }
}

impl Pose {
    /// The pose that is `t` (0 to 1) of the way to another, with one joint kept on its straight way.
    ///
    /// A limb that both poses tell by where it ends keeps that end; all other bones turn.
    #[must_use]
    pub fn between(&self, other: &Pose, t: f32, anchor: Joint) -> Pose {
        let three =
            |a: [f32; 3], b: [f32; 3]| [turn(a[0], b[0], t), turn(a[1], b[1], t), turn(a[2], b[2], t)];
        let mut pose = Pose {
            hip: mix_point(self.hip, other.hip, t),
            spine: three(self.spine, other.spine),
            neck: turn(self.neck, other.neck, t),
            skull: turn(self.skull, other.skull, t),
            face: turn(self.face, other.face, t),
            nose: mix(self.nose, other.nose, t),
            look: mix(self.look, other.look, t),
            shoulders: mix(self.shoulders, other.shoulders, t),
            hips: mix(self.hips, other.hips, t),
            belly: mix(self.belly, other.belly, t),
            blades: mix(self.blades, other.blades, t),
            air: mix(self.air, other.air, t),
            arms: [self.arms[0].between(&other.arms[0], t), self.arms[1].between(&other.arms[1], t)],
            legs: [self.legs[0].between(&other.legs[0], t), self.legs[1].between(&other.legs[1], t)],
        };
        if anchor != Joint::Hip {
            let wanted = mix_point(Skeleton::of(self).at(anchor), Skeleton::of(other).at(anchor), t);
            let is = Skeleton::of(&pose).at(anchor);
            pose.hip = [pose.hip[0] + wanted[0] - is[0], pose.hip[1] + wanted[1] - is[1]];
        }
        pose
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_turns_the_shorter_way() {
        for (a, b, half) in
            [(170.0, -170.0, 180.0), (-10.0, 10.0, 0.0), (90.0, 180.0, 135.0), (-170.0, 160.0, 175.0)]
        {
            assert!((turn(a, b, 0.5) - half).abs() < 1e-3, "{a} to {b}");
        }
    }

    #[test]
    fn easing_begins_at_nought_and_ends_at_one() {
        for ease in [Ease::InOut, Ease::Linear] {
            assert_eq!((ease.at(0.0), ease.at(1.0)), (0.0, 1.0));
            assert_eq!((ease.at(-3.0), ease.at(9.0), ease.at(f32::NAN)), (0.0, 1.0, 1.0));
        }
    }
}
