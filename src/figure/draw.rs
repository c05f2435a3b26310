//! A skeleton as dots: tapered limbs, a smooth trunk, and a gap of dark dots around what is in front.

use super::dots::{Capsule, Dots, Ink, Role};
use super::face;
use super::fit::{Fit, Frame};
use super::pose::Pose;
use super::props::{Prop, dashes};
use super::skeleton::{FAR, HEAD, NEAR, Point, Skeleton, along};

/// How the person is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// From the side; the nose shows where the front is.
    Side,
    /// The face is turned to the viewer.
    Front,
    /// The back is turned to the viewer.
    Back,
    /// From above, lying on the side: drawn as from the side, without a floor.
    Above,
    /// From above, lying on the back: drawn as from the front, without a floor.
    AboveFront,
}

impl View {
    /// Names used in files.
    pub const ALL: [(&'static str, View); 5] = [
        ("side", View::Side),
        ("front", View::Front),
        ("back", View::Back),
        ("above", View::Above),
        ("above-front", View::AboveFront),
    ];

    /// Whether one sees the floor.
    pub fn grounded(self) -> bool {
        !matches!(self, View::Above | View::AboveFront)
    }

    /// Whether both sides are equally near.
    pub fn flat(self) -> bool {
        matches!(self, View::Front | View::Back | View::AboveFront)
    }
}

/// Parts that can be highlighted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Parts {
    /// Near arm, far arm.
    pub arms: [bool; 2],
    /// Near leg, far leg.
    pub legs: [bool; 2],
    /// The trunk.
    pub torso: bool,
    /// The belly: the lower half of the trunk.
    pub belly: bool,
    /// The bottom and hips.
    pub hips: bool,
    /// Head and neck.
    pub head: bool,
    /// The shoulder blades, in the back view.
    pub blades: bool,
}

impl Parts {
    /// Names used in files.
    pub const NAMES: [&'static str; 9] =
        ["arm_near", "arm_far", "leg_near", "leg_far", "torso", "belly", "hips", "head", "blades"];

    /// Marks a part by its name; false where there is no such part.
    pub fn mark(&mut self, name: &str) -> bool {
        match name {
            "arm_near" => self.arms[NEAR] = true,
            "arm_far" => self.arms[FAR] = true,
            "leg_near" => self.legs[NEAR] = true,
            "leg_far" => self.legs[FAR] = true,
            "torso" => self.torso = true,
            "belly" => self.belly = true,
            "hips" => self.hips = true,
            "head" => self.head = true,
            "blades" => self.blades = true,
            _ => return false,
        }
        true
    }

    /// Whether nothing is marked.
    pub fn is_empty(&self) -> bool {
        *self == Parts::default()
    }
}

/// What stays the same through a clip.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// How the person is seen.
    pub view: View,
    /// Things around.
    pub props: &'a [Prop],
    /// The near arm is drawn behind the body.
    pub arm_behind: bool,
    /// All that is ever shown.
    pub frame: Frame,
}

const NEAR_ARM: [f32; 4] = [0.020, 0.017, 0.013, 0.011];
const FAR_ARM: [f32; 4] = [0.013, 0.012, 0.011, 0.010];
const NEAR_LEG: [f32; 4] = [0.036, 0.027, 0.016, 0.013];
const FAR_LEG: [f32; 4] = [0.020, 0.016, 0.013, 0.012];
/// Dark dots around what is in front.
const HALO: f32 = 1.2;
/// The same in a small picture, where more would eat up what is behind.
const THIN_HALO: f32 = 0.75;
/// Dots to the height of the person from which the wider gap is drawn.
const ROOMY: f32 = 62.0;
/// The same from which an arm in front of a body seen from the side has a gap around it.
const SLIM: f32 = 60.0;
/// The same from which outlines are broken lines: in fewer dots their gaps look like dirt.
const BROKEN: f32 = 50.0;
/// A far limb that moves is drawn this much thicker.
const MOVING_FAR: f32 = 1.45;

const TORSO: u8 = 1;
pub(super) const SKULL: u8 = 2;
const ARMS: [u8; 2] = [3, 4];
const LEGS: [u8; 2] = [5, 6];
const THINGS: u8 = 7;
const BLADES: u8 = 8;

/// What draws, and where.
pub(super) struct Pen<'a> {
    pub(super) dots: &'a mut Dots,
    pub(super) fit: Fit,
}

impl Pen<'_> {
    pub(super) fn stroke(&mut self, ends: [Point; 2], radii: [f32; 2], ink: &Ink) {
        let thick = |radius: f32| self.fit.length(radius).max(0.5);
        let shape = Capsule {
            ends: [self.fit.place(ends[0]), self.fit.place(ends[1])],
            radii: [thick(radii[0]), thick(radii[1])],
        };
        self.dots.capsule(&shape, ink);
    }

    pub(super) fn halo(&self) -> f32 {
        if self.fit.scale >= ROOMY { HALO } else { THIN_HALO }
    }

    pub(super) fn spare(&self, at: Point, radius: f32) -> (Point, f32) {
        (self.fit.place(at), self.fit.length(radius))
    }

    /// An arm or a leg, with a gap around it except near its root.
    fn limb(&mut self, joints: &[Point; 4], radii: [f32; 4], role: Role, part: u8, halo: bool, root: f32) {
        let spare = [self.spare(joints[0], root)];
        let halo = if halo { self.halo() } else { 0.0 };
        let ink = Ink { role: Some(role), part, halo, spare: &spare };
        for n in 0..3 {
            self.stroke([joints[n], joints[n + 1]], [radii[n], radii[n + 1]], &ink);
        }
    }
}

/// Draws a pose.
pub fn draw(dots: &mut Dots, fit: Fit, scene: &Scene, pose: &Pose, moving: Parts, with_ground: bool) {
    let skeleton = Skeleton::of(pose);
    let mut pen = Pen { dots, fit };
    let flat = scene.view.flat();
    let role = |marked: bool, plain: Role| if marked { Role::Highlight } else { plain };
    let things = Ink { role: Some(Role::Prop), part: THINGS, halo: 0.0, spare: &[] };
    let held = |prop: &Prop| matches!(prop, Prop::Strap(..) | Prop::Band(..));
    let in_front = |prop: &Prop| matches!(prop, Prop::Stick);
    for prop in scene.props.iter().filter(|prop| !held(prop) && !in_front(prop)) {
        let broken = prop.outline().is_some() && pen.fit.scale >= BROKEN;
        if !broken && prop.outline().is_some_and(|width| width < 0.3) {
            continue; // a pillow: too few dots around the head to be told from it
        }
        for (ends, radius) in prop.lines(&skeleton, scene.frame.top) {
            if broken {
                dashes(ends).for_each(|dash| pen.stroke(dash, [radius; 2], &things));
            } else {
                pen.stroke(ends, [radius; 2], &things);
            }
        }
    }
    let far = |pen: &mut Pen, joints: &[Point; 4], thin: [f32; 4], marked: bool, part: u8| {
        let more = if marked { MOVING_FAR } else { 1.0 };
        pen.limb(joints, thin.map(|r| r * more), role(marked, Role::Far), part, false, 0.0);
    };
    if !flat {
        far(&mut pen, &skeleton.arms[FAR], FAR_ARM, moving.arms[FAR], ARMS[FAR]);
        if scene.arm_behind {
            far(&mut pen, &skeleton.arms[NEAR], FAR_ARM, moving.arms[NEAR], ARMS[NEAR]);
        }
        far(&mut pen, &skeleton.legs[FAR], FAR_LEG, moving.legs[FAR], LEGS[FAR]);
    }
    if scene.arm_behind && flat {
        for side in [FAR, NEAR] {
            let role = role(moving.arms[side], Role::Near);
            pen.limb(&skeleton.arms[side], NEAR_ARM, role, ARMS[side], true, 0.055);
        }
    }
    for prop in scene.props.iter().filter(|prop| held(prop)) {
        for (ends, radius) in prop.lines(&skeleton, scene.frame.top) {
            pen.stroke(ends, [radius; 2], &things);
        }
    }
    torso(&mut pen, scene.view, pose, &skeleton, moving);
    face::draw(&mut pen, scene.view, pose, &skeleton, role(moving.head, Role::Head));
    let sides: &[usize] = if flat { &[FAR, NEAR] } else { &[NEAR] };
    for &side in sides {
        let role = role(moving.legs[side], Role::Near);
        pen.limb(&skeleton.legs[side], NEAR_LEG, role, LEGS[side], true, 0.075);
    }
    for &side in sides.iter().filter(|_| !scene.arm_behind) {
        let role = role(moving.arms[side], Role::Near);
        // Over a slim trunk the gap would leave nothing of it.
        let gap = flat || pen.fit.scale >= SLIM;
        pen.limb(&skeleton.arms[side], NEAR_ARM, role, ARMS[side], gap, 0.055);
    }
    for prop in scene.props.iter().filter(|prop| in_front(prop)) {
        for (ends, radius) in prop.lines(&skeleton, scene.frame.top) {
            pen.stroke(ends, [radius; 2], &things);
        }
    }
    if with_ground && scene.view.grounded() && scene.frame.bottom <= 0.0 && dots.height() >= 2 {
        let row = dots.height() - 2;
        (0..dots.width()).for_each(|x| dots.under(x, row, Role::Ground));
    }
}

/// A place and a half thickness on the smooth line through the spine; `t` from 0 at the hip to 1.
fn spine_at(spine: &[Point; 4], t: f32) -> (Point, f32) {
    let place = (t * 3.0).clamp(0.0, 2.999);
    let bone = place as usize;
    let part = place - bone as f32;
    let point = |n: usize| spine[n.min(3)];
    let near = [point(bone.saturating_sub(1)), point(bone), point(bone + 1), point(bone + 2)];
    // Catmull-Rom: it goes through the joints without a corner.
    let smooth = |axis: usize| {
        let [before, from, to, after] = near.map(|at| at[axis]);
        let bend = 2.0 * before - 5.0 * from + 4.0 * to - after;
        let twist = 3.0 * from - before - 3.0 * to + after;
        from + 0.5 * part * (to - before + part * (bend + part * twist))
    };
    // Hip, waist, chest, shoulders.
    let radius = match t {
        t if t < 0.4 => 0.049 - (t / 0.4) * 0.008,
        t if t < 0.75 => 0.041 + (t - 0.4) / 0.35 * 0.011,
        t => 0.052 - (t - 0.75) / 0.25 * 0.013,
    };
    ([smooth(0), smooth(1)], radius)
}

/// Whether a place along the trunk is marked; `t` from 0 at the hip to 1.
fn marked(moving: Parts, t: f32) -> bool {
    moving.torso || moving.hips && t < 0.26 || moving.belly && (0.1..0.6).contains(&t)
}

fn torso(pen: &mut Pen, view: View, pose: &Pose, skeleton: &Skeleton, moving: Parts) {
    let mut spare = vec![pen.spare(skeleton.spine[0], 0.075), pen.spare(skeleton.spine[3], 0.065)];
    // A hand that rests on the trunk touches it.
    spare.extend(skeleton.arms.iter().flat_map(|arm| [arm[2], arm[3]]).map(|at| pen.spare(at, 0.03)));
    if view.flat() {
        for limb in skeleton.arms.iter().chain(&skeleton.legs) {
            spare.push(pen.spare(limb[0], 0.06));
        }
    }
    let ink = Ink { role: Some(Role::Torso), part: TORSO, halo: pen.halo(), spare: &spare };
    let bright = Ink { role: Some(Role::Highlight), ..ink };
    // The plain part first: round ends reach into what is beside them.
    for (ink, wanted) in [(&ink, false), (&bright, true)] {
        trunk(pen, pose, skeleton, ink, |t| marked(moving, t) == wanted);
    }
    if view == View::Back && pose.blades > 0.0 {
        blades(pen, pose, skeleton, moving);
    }
}

/// The part of the trunk that is wanted, told by how far it is from the hip, 0 to 1.
fn trunk(pen: &mut Pen, pose: &Pose, skeleton: &Skeleton, ink: &Ink, wanted: impl Fn(f32) -> bool) {
    const STEPS: u8 = 18;
    // A full chest is a dot wider on both sides, or a tenth where the picture is large.
    let air = pose.air * (0.12 * 0.052_f32).max(0.8 / pen.fit.scale.max(1.0));
    if pose.shoulders.abs() > 0.001 || pose.hips.abs() > 0.001 {
        let steps = STEPS * 2;
        for n in 0..=steps {
            let t = f32::from(n) / f32::from(steps);
            let (at, _) = spine_at(&skeleton.spine, t);
            let bearing = pose.spine[((t * 3.0) as usize).min(2)] + 90.0;
            let width = pose.hips.abs() + (pose.shoulders.abs() - pose.hips.abs()) * t;
            let waist = 1.0 - 0.22 * (1.0 - (2.0 * t - 0.9).abs().min(1.0));
            // Shoulders slope.
            let slope = 1.0 - 0.45 * ((t - 0.86) / 0.14).clamp(0.0, 1.0).powi(2);
            let air = if t > 0.5 { air } else { 0.0 };
            let half = (width * waist * slope + air + 0.012).max(0.03);
            let ends = [along(at, bearing, half), along(at, bearing, -half)];
            if wanted(t) {
                pen.stroke(ends, [0.020; 2], ink);
            }
        }
    } else {
        let at = |n: u8| spine_at(&skeleton.spine, f32::from(n) / f32::from(STEPS));
        for n in (0..STEPS).filter(|n| wanted((f32::from(*n) + 0.5) / f32::from(STEPS))) {
            let ((a, ra), (b, rb)) = (at(n), at(n + 1));
            let air = if n > STEPS / 2 { air } else { 0.0 };
            pen.stroke([a, b], [ra + air, rb + air], ink);
        }
        if pose.belly > 0.0 && wanted(0.42) {
            // The belly is on the side that the face is on, and round.
            let along_back = pose.spine[1];
            let front = if (pose.face - along_back).to_radians().sin() >= 0.0 { 90.0 } else { -90.0 };
            for (t, part) in [(0.22, 0.35), (0.32, 0.8), (0.42, 1.0), (0.52, 0.8), (0.62, 0.35)] {
                let (at, radius) = spine_at(&skeleton.spine, t);
                pen.stroke([at, along(at, along_back + front, pose.belly * part)], [radius; 2], ink);
            }
        }
    }
}

fn blades(pen: &mut Pen, pose: &Pose, skeleton: &Skeleton, moving: Parts) {
    let up = pose.spine[2];
    for side in [90.0, -90.0] {
        let top = along(along(skeleton.spine[3], up, -0.035), up + side, pose.blades * 1.15);
        let low = along(along(skeleton.spine[3], up, -0.115), up + side, pose.blades * 0.8);
        let role = if moving.blades { Role::Highlight } else { Role::Near };
        pen.stroke(
            [top, low],
            [0.022, 0.012],
            &Ink { role: Some(role), part: BLADES, halo: pen.halo() + 0.3, spare: &[] },
        );
    }
}

/// Makes room for a pose.
pub fn take_room(frame: &mut Frame, pose: &Pose, view: View) {
    let skeleton = Skeleton::of(pose);
    let beside = if view.flat() { 0.03 } else { 0.047 };
    skeleton.spine.iter().for_each(|at| frame.take(*at, beside));
    frame.take(skeleton.head, HEAD + 0.014);
    for (limbs, radii) in [(&skeleton.arms, NEAR_ARM), (&skeleton.legs, NEAR_LEG)] {
        for limb in limbs {
            limb.iter().zip(radii).for_each(|(at, radius)| frame.take(*at, radius));
        }
    }
    if view.grounded() {
        frame.bottom = 0.0;
    }
}
