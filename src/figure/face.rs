//! Head and face: the nose tells front from back, the eyes where a person looks.

use super::dots::{Ink, Role};
use super::draw::{Pen, SKULL, View};
use super::pose::Pose;
use super::skeleton::{HEAD, Point, Skeleton, along};

/// Dots to the height of the person from which a face has eyes, of one dot each.
const EYES: f32 = 75.0;
/// The same for a whole face: in fewer dots it looks like a skull.
const FACES: f32 = 152.0;

/// Clears an eye: one dot, or a few where the picture is large.
fn eye(pen: &mut Pen, at: Point) {
    if pen.fit.scale > FACES {
        pen.stroke([at, at], [0.005; 2], &Ink { role: None, part: SKULL, halo: 0.0, spare: &[] });
    } else {
        pen.dots.clear(pen.fit.place(at));
    }
}

/// Draws head and neck.
pub(super) fn draw(pen: &mut Pen, view: View, pose: &Pose, skeleton: &Skeleton, role: Role) {
    let spare = [pen.spare(skeleton.spine[3], 0.05)];
    let neck = Ink { role: Some(role), part: SKULL, halo: 0.0, spare: &spare };
    let base = along(skeleton.spine[3], pose.neck, if view.flat() { 0.022 } else { 0.010 });
    pen.stroke([base, skeleton.neck], [0.024, 0.021], &neck);
    pen.stroke([skeleton.neck, skeleton.head], [0.021, 0.021], &neck);
    let at = skeleton.head;
    let ink = Ink { halo: pen.halo(), ..neck };
    if !view.flat() {
        pen.stroke([at, at], [HEAD * 0.95, HEAD * 0.95], &ink);
        // The chin is below the face, towards the neck: it tells a nod from a glance.
        let down = pose.skull + 180.0;
        let front = along(at, pose.face, 0.030 * pose.nose);
        let chin = along(front, down, 0.026);
        pen.stroke([front, chin], [0.028, 0.026], &ink);
        if pose.nose > 0.05 {
            let tip = along(at, pose.face, HEAD + 0.014 * pose.nose);
            pen.stroke([along(at, pose.face, HEAD - 0.01), tip], [0.010, 0.007], &ink);
        }
        if pen.fit.scale > EYES && pose.nose > 0.6 {
            eye(pen, along(along(at, pose.face, 0.036), pose.skull, 0.012));
        }
        return;
    }
    let (up, side) = (pose.skull, pose.skull - 90.0);
    pen.stroke([along(at, up, 0.008), along(at, up, -0.020)], [0.052, 0.040], &ink);
    if view == View::Back {
        return;
    }
    if pose.look.abs() > 0.3 {
        let tip = along(along(at, side, pose.look.signum() * 0.054), up, -0.008);
        pen.stroke([at, along(tip, side, pose.look * 0.009)], [0.020, 0.007], &ink);
    }
    if pen.fit.scale <= EYES {
        return;
    }
    let middle = along(at, side, pose.look * 0.030);
    let apart = 0.021 * (1.0 - 0.45 * pose.look.abs());
    let eyes = along(middle, up, 0.010);
    eye(pen, along(eyes, side, apart));
    eye(pen, along(eyes, side, -apart));
    if pen.fit.scale > FACES {
        let clear = Ink { role: None, halo: 0.0, ..ink };
        let mouth = along(middle, up, -0.032);
        let wide = 0.014 * (1.0 - 0.4 * pose.look.abs());
        pen.stroke([along(mouth, side, wide), along(mouth, side, -wide)], [0.003; 2], &clear);
    }
}
