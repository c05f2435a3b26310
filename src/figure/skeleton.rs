//! The bones: lengths, and where every joint is in a pose. Lengths are constants, so no pose can
//! stretch a limb.

use super::pose::{Limb, Pose};

/// A place in the world: x to the right, y up, 1.0 is the height of the person, the ground is at 0.
pub type Point = [f32; 2];

/// Length of each of the three bones from hip to shoulder.
pub const SPINE: f32 = 0.098;
/// Length of the neck.
pub const NECK: f32 = 0.045;
/// From the end of the neck to the middle of the head.
pub const SKULL: f32 = 0.061;
/// Radius of the head.
pub const HEAD: f32 = 0.060;
/// Lengths of upper arm, forearm and hand.
pub const ARM: [f32; 3] = [0.172, 0.146, 0.055];
/// Lengths of thigh, shank and foot.
pub const LEG: [f32; 3] = [0.245, 0.240, 0.105];

/// The side that is nearer to the viewer, or farther. On the right side's picture near is right.
pub const NEAR: usize = 0;
/// See [`NEAR`].
pub const FAR: usize = 1;

/// A joint, or the end of a limb, that a file can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Joint {
    /// Lower end of the spine.
    Hip,
    /// Upper end of the spine.
    Shoulder,
    /// Middle of the head.
    Head,
    /// Of the arm of one side.
    Elbow(usize),
    /// Of the arm of one side.
    Wrist(usize),
    /// Finger tips of one side.
    Hand(usize),
    /// Of the leg of one side.
    Knee(usize),
    /// Of the leg of one side.
    Ankle(usize),
    /// Tip of the foot of one side.
    Toe(usize),
}

impl Joint {
    /// All of them, with the names used in files.
    pub const ALL: [(&'static str, Joint); 15] = [
        ("hip", Joint::Hip),
        ("shoulder", Joint::Shoulder),
        ("head", Joint::Head),
        ("elbow_near", Joint::Elbow(NEAR)),
        ("elbow_far", Joint::Elbow(FAR)),
        ("wrist_near", Joint::Wrist(NEAR)),
        ("wrist_far", Joint::Wrist(FAR)),
        ("hand_near", Joint::Hand(NEAR)),
        ("hand_far", Joint::Hand(FAR)),
        ("knee_near", Joint::Knee(NEAR)),
        ("knee_far", Joint::Knee(FAR)),
        ("ankle_near", Joint::Ankle(NEAR)),
        ("ankle_far", Joint::Ankle(FAR)),
        ("toe_near", Joint::Toe(NEAR)),
        ("toe_far", Joint::Toe(FAR)),
    ];

    /// The joint of that name.
    pub fn named(name: &str) -> Option<Joint> {
        Joint::ALL.iter().find(|(known, _)| *known == name).map(|(_, joint)| *joint)
    }
}

/// Where every joint is. Arms and legs: root, middle joint, end, tip; near side first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Skeleton {
    /// Hip, two points between, shoulder.
    pub spine: [Point; 4],
    /// Where the head begins.
    pub neck: Point,
    /// Middle of the head.
    pub head: Point,
    /// Shoulder, elbow, wrist, finger tips.
    pub arms: [[Point; 4]; 2],
    /// Hip, knee, ankle, toes.
    pub legs: [[Point; 4]; 2],
}

/// `length` away from `from`, towards a bearing in degrees: 0 right, 90 up.
pub fn along(from: Point, bearing: f32, length: f32) -> Point {
    let (sin, cos) = bearing.to_radians().sin_cos();
    [from[0] + length * cos, from[1] + length * sin]
}

/// How long a way is that goes so far across and so far up: to the last bit what `hypot` gives, in a
/// fraction of its time, of which pictures took most.
pub(super) fn length(across: f32, up: f32) -> f32 {
    let (across, up) = (f64::from(across), f64::from(up));
    (across * across + up * up).sqrt() as f32
}

/// Distance of two places.
pub fn distance(a: Point, b: Point) -> f32 {
    length(a[0] - b[0], a[1] - b[1])
}

/// A bearing brought into -180..=180.
pub fn wrapped(bearing: f32) -> f32 {
    let turned = (bearing + 180.0).rem_euclid(360.0) - 180.0;
    if turned <= -180.0 { 180.0 } else { turned }
}

/// Bearings of the two upper bones of a limb that reaches from `root` to `to`, or as near as it can.
/// `bend` is the sign of the second bearing minus the first.
pub fn reach(root: Point, to: Point, lengths: [f32; 2], bend: f32) -> [f32; 2] {
    let [a, b] = lengths;
    let far = distance(root, to).clamp((a - b).abs() + 1e-4, a + b - 1e-4);
    let straight = (to[1] - root[1]).atan2(to[0] - root[0]).to_degrees();
    let cos = |near: f32, other: f32| {
        let value = (near * near + far * far - other * other) / (2.0 * near * far);
        value.clamp(-1.0, 1.0).acos().to_degrees()
    };
    let first = straight - bend.signum() * cos(a, b);
    let second = straight + bend.signum() * cos(b, a);
    [wrapped(first), wrapped(second)]
}

/// Lengths of the three bones as drawn: foreshortened where they point at the viewer.
pub fn lengths(full: [f32; 3], limb: &Limb) -> [f32; 3] {
    [full[0] * limb.short[0], full[1] * limb.short[1], full[2] * limb.short[2]]
}

fn limb(root: Point, full: [f32; 3], limb: &Limb) -> [Point; 4] {
    let lengths = lengths(full, limb);
    let [mut first, mut second, last] = limb.bearings;
    if let Some(to) = limb.to {
        let bend = wrapped(second - first);
        [first, second] =
            reach(root, to, [lengths[0], lengths[1]], if bend == 0.0 { limb.bend } else { bend });
    }
    let middle = along(root, first, lengths[0]);
    let end = along(middle, second, lengths[1]);
    [root, middle, end, along(end, last, lengths[2])]
}

impl Skeleton {
    /// The joints of a pose.
    pub fn of(pose: &Pose) -> Skeleton {
        let mut spine = [pose.hip; 4];
        for (n, bearing) in pose.spine.iter().enumerate() {
            spine[n + 1] = along(spine[n], *bearing, SPINE);
        }
        let shoulder = spine[3];
        let neck = along(shoulder, pose.neck, NECK);
        let beside = |at: Point, bearing: f32, half: f32, side: usize| {
            along(at, bearing + 90.0, if side == NEAR { half } else { -half })
        };
        let arm = |side| limb(beside(shoulder, pose.spine[2], pose.shoulders, side), ARM, &pose.arms[side]);
        let leg = |side| limb(beside(pose.hip, pose.spine[0], pose.hips, side), LEG, &pose.legs[side]);
        Skeleton {
            spine,
            neck,
            head: along(neck, pose.skull, SKULL),
            arms: [arm(NEAR), arm(FAR)],
            legs: [leg(NEAR), leg(FAR)],
        }
    }

    /// Where a joint is.
    pub fn at(&self, joint: Joint) -> Point {
        let arm = |side: usize, n: usize| self.arms[side.min(1)][n];
        let leg = |side: usize, n: usize| self.legs[side.min(1)][n];
        match joint {
            Joint::Hip => self.spine[0],
            Joint::Shoulder => self.spine[3],
            Joint::Head => self.head,
            Joint::Elbow(side) => arm(side, 1),
            Joint::Wrist(side) => arm(side, 2),
            Joint::Hand(side) => arm(side, 3),
            Joint::Knee(side) => leg(side, 1),
            Joint::Ankle(side) => leg(side, 2),
            Joint::Toe(side) => leg(side, 3),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reaching_gets_there_and_bends_as_told() {
        for bend in [-1.0, 1.0] {
            for to in [[0.2, -0.1], [-0.1, 0.3], [0.0, -0.25]] {
                let [a, b] = reach([0.0, 0.0], to, [ARM[0], ARM[1]], bend);
                let end = along(along([0.0, 0.0], a, ARM[0]), b, ARM[1]);
                let far = distance([0.0, 0.0], to);
                if far < ARM[0] + ARM[1] {
                    assert!(distance(end, to) < 1e-3, "{to:?} {end:?}");
                }
                assert!(wrapped(b - a) * bend >= -0.01, "{a} {b} {bend}");
            }
        }
    }

    #[test]
    fn out_of_reach_is_a_straight_limb() {
        let [a, b] = reach([0.0, 0.0], [5.0, 0.0], [0.2, 0.2], 1.0);
        assert!(a.abs() < 3.0 && b.abs() < 3.0, "{a} {b}");
    }

    #[test]
    fn bearings_stay_in_their_circle() {
        for (given, wanted) in
            [(0.0, 0.0), (190.0, -170.0), (-190.0, 170.0), (180.0, 180.0), (-180.0, 180.0), (720.5, 0.5)]
        {
            assert!((wrapped(given) - wanted).abs() < 1e-3, "{given}");
        }
    }
}
