//! The outline of a body from behind and from the front, from a few measures: what is at each point of it.
//! Screens draw it in dots, the report as a drawing.

use super::skeleton::length;
use crate::domain::body::Place;

/// From where the body is seen. From behind its left is on the left, as one feels it oneself; from the
/// front it is on the right, as in a mirror image of another person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Seen {
    /// From behind.
    Back,
    /// From the front.
    Front,
}

impl Seen {
    /// Both, as they stand beside each other.
    pub const BOTH: [Seen; 2] = [Seen::Back, Seen::Front];
}

/// The trunk: half its width at each height, in parts of the body's height.
const TRUNK: [(f32, f32); 9] = [
    (0.44, 0.090),
    (0.48, 0.114),
    (0.53, 0.108),
    (0.60, 0.090),
    (0.66, 0.098),
    (0.73, 0.118),
    (0.79, 0.132),
    (0.815, 0.110),
    (0.845, 0.050),
];
/// Where the trunk's places end, from below.
const SEAT: f32 = 0.44;
const WAIST_LOW: f32 = 0.525;
const WAIST_HIGH: f32 = 0.615;
const RIBS: f32 = 0.705;
const BLADES: f32 = 0.725;
const NAPE: f32 = 0.845;
/// Half the width of the middle of the low back, and of the upper back.
const MIDDLE: f32 = 0.034;
const UPPER: f32 = 0.062;

/// Joints and radii of one side, from the top.
const ARM: [(f32, f32, f32); 4] =
    [(0.137, 0.785, 0.034), (0.192, 0.615, 0.027), (0.232, 0.465, 0.021), (0.248, 0.395, 0.027)];
const LEG: [(f32, f32, f32); 4] =
    [(0.058, 0.460, 0.056), (0.068, 0.270, 0.038), (0.074, 0.065, 0.025), (0.092, 0.018, 0.026)];
/// Heights on the leg.
const KNEE: (f32, f32) = (0.235, 0.305);
const ANKLE: f32 = 0.070;
/// Above this the arm belongs to the shoulder.
const ARMPIT: f32 = 0.745;

/// What is at a point of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// Beside the body.
    Outside,
    /// Chest and belly: drawn, and not to be marked.
    Bare,
    /// A place that can be marked.
    At(Place),
}

fn left_or_right(is_left: bool, left: Place, right: Place) -> Spot {
    Spot::At(if is_left { left } else { right })
}

/// Whether a point lies in the line with round ends between two joints.
fn in_limb(limb: &[(f32, f32, f32); 4], x: f32, y: f32) -> Option<usize> {
    (0..3).find(|bone| {
        let ((ax, ay, ar), (bx, by, br)) = (limb[*bone], limb[bone + 1]);
        let (dx, dy) = (bx - ax, by - ay);
        let t = (((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
        length(x - ax - t * dx, y - ay - t * dy) <= ar + (br - ar) * t
    })
}

fn half_width(y: f32) -> f32 {
    let pair = TRUNK.windows(2).find(|pair| y >= pair[0].0 && y <= pair[1].0);
    pair.map_or(0.0, |pair| {
        let t = (y - pair[0].0) / (pair[1].0 - pair[0].0);
        pair[0].1 + (pair[1].1 - pair[0].1) * t
    })
}

/// What is at a point: x from the middle to the right of the picture, y from the soles up, both in parts
/// of the body's height.
pub fn spot(seen: Seen, x: f32, y: f32) -> Spot {
    use Place as P;
    let left = (x < 0.0) == (seen == Seen::Back);
    let (across, back) = (x.abs(), seen == Seen::Back);
    if length(across / 0.053, (y - 0.937) / 0.063) <= 1.0 {
        return Spot::At(P::Head);
    }
    if across <= 0.037 && (NAPE..0.90).contains(&y) {
        return Spot::At(P::Neck);
    }
    if (SEAT..=NAPE).contains(&y) && across <= half_width(y) {
        return trunk(back, left, across, y);
    }
    if let Some(bone) = in_limb(&LEG, across, y).filter(|_| y < WAIST_LOW) {
        return match bone {
            _ if y >= SEAT => trunk(back, left, across, y),
            _ if y < ANKLE => left_or_right(left, P::FootLeft, P::FootRight),
            _ if y < KNEE.0 && back => left_or_right(left, P::CalfLeft, P::CalfRight),
            _ if y < KNEE.0 => left_or_right(left, P::ShinLeft, P::ShinRight),
            _ if y < KNEE.1 => left_or_right(left, P::KneeLeft, P::KneeRight),
            _ if back => left_or_right(left, P::ThighBackLeft, P::ThighBackRight),
            _ => left_or_right(left, P::ThighFrontLeft, P::ThighFrontRight),
        };
    }
    match in_limb(&ARM, across, y) {
        Some(0) if y >= ARMPIT => left_or_right(left, P::ShoulderLeft, P::ShoulderRight),
        Some(0) => left_or_right(left, P::UpperArmLeft, P::UpperArmRight),
        Some(1) => left_or_right(left, P::ForearmLeft, P::ForearmRight),
        Some(_) => left_or_right(left, P::HandLeft, P::HandRight),
        None => Spot::Outside,
    }
}

fn trunk(back: bool, left: bool, across: f32, y: f32) -> Spot {
    use Place as P;
    if y >= BLADES && across > UPPER {
        return left_or_right(left, P::ShoulderLeft, P::ShoulderRight);
    }
    if y < WAIST_LOW {
        return if back {
            left_or_right(left, P::ButtockLeft, P::ButtockRight)
        } else {
            left_or_right(left, P::HipLeft, P::HipRight)
        };
    }
    match y {
        _ if !back => Spot::Bare,
        _ if y >= RIBS => Spot::At(P::UpperBack),
        _ if y >= WAIST_HIGH => Spot::At(P::MidBack),
        _ if across <= MIDDLE => Spot::At(P::LowBackMiddle),
        _ => left_or_right(left, P::LowBackLeft, P::LowBackRight),
    }
}
