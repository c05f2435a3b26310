//! What a figure must keep to, so that it shows a body that a person can have.

use super::clip::Figure;
use super::draw::View;
use super::skeleton::{ARM, Joint, LEG, Skeleton, distance, wrapped};
use super::track::{Beat, FigurePhase};

/// Dots to the height of the person at which a drift counts.
const SCALE: f32 = 62.0;
/// Dots that a joint on the ground may drift.
const DRIFT: f32 = 1.5;
/// How far a joint may sink into the ground, in parts of the person's height.
const SINK: f32 = 0.03;
/// The smallest picture, in cells.
const SMALL: (u16, u16) = (20, 7);
/// Dots to the height of the person in it, at least. Someone who stands is as high as the picture, which
/// is 25 dots, and with the arms overhead 20.
const LEAST_SCALE: f32 = 20.0;
/// Bearing of the forearm minus that of the upper arm, as far as elbows bend, degrees.
const ELBOW: (f32, f32) = (-8.0, 155.0);
/// Bearing of the shank minus that of the thigh, as far as knees bend, degrees.
const KNEE: (f32, f32) = (-165.0, 6.0);

/// All that is wrong with a figure, one sentence each; nothing for a sound one.
pub fn check(figure: &Figure) -> Vec<String> {
    let mut wrong = body(figure);
    wrong.extend(size(figure));
    wrong
}

/// What is wrong with the body that a figure shows, however small it is drawn.
pub fn body(figure: &Figure) -> Vec<String> {
    let mut wrong = Vec::new();
    for beat in figure.beats(8) {
        let pose = figure.pose_at(beat);
        let skeleton = Skeleton::of(&pose);
        let mut say = |what: String| {
            wrong.push(format!("{}: {:?} {:.2}: {what}", figure.id, beat.phase, beat.progress));
        };
        for side in 0..2 {
            let (arm, leg) = (&skeleton.arms[side], &skeleton.legs[side]);
            for (joints, full, limb) in [(arm, ARM, &pose.arms[side]), (leg, LEG, &pose.legs[side])] {
                for n in 0..3 {
                    let wanted = full[n] * limb.short.get(n).unwrap_or(&1.0);
                    let is = distance(joints[n], joints[n + 1]);
                    if (is - wanted).abs() > 0.001 {
                        say(format!("bone {n} is {is:.3} long and not {wanted:.3}"));
                    }
                }
                if let Some(to) = limb.to
                    && distance(joints[2], to) > DRIFT / SCALE
                {
                    say(format!("a limb does not reach {to:?} by {:.3}", distance(joints[2], to)));
                }
            }
            if !figure.view.flat() {
                for (name, joints, (low, high)) in [("elbow", arm, ELBOW), ("knee", leg, KNEE)] {
                    let bend = bend(joints);
                    if bend < low || bend > high {
                        say(format!("{name} {side} bends by {bend:.0} degrees"));
                    }
                }
            }
        }
        if figure.view.grounded() && figure.window.is_none_or(|window| window.bottom <= 0.0) {
            for (name, joint) in Joint::ALL {
                let y = skeleton.at(joint)[1];
                if y < -SINK {
                    say(format!("{name} is {:.3} below the ground", -y));
                }
            }
        }
    }
    wrong.extend(drift(figure));
    wrong.extend(strays(figure));
    wrong
}

/// Whether the person is large enough to be read in a small window: a must for what comes with the
/// program.
fn size(figure: &Figure) -> Option<String> {
    let scale = figure.scale(SMALL.0, SMALL.1);
    let (cols, rows) = SMALL;
    let what = format!("{}: the person is only {scale:.0} dots high at {cols} by {rows}", figure.id);
    (scale < LEAST_SCALE).then_some(what)
}

/// Arrows that would be cut off by the window.
fn strays(figure: &Figure) -> Vec<String> {
    let Some(window) = figure.window else { return Vec::new() };
    let ends =
        figure.track.iter().flat_map(|step| step.marks).flatten().flat_map(|arrow| [arrow.from, arrow.to]);
    let inside = |[x, y]: [f32; 2]| {
        (window.left..=window.right).contains(&x) && (window.bottom..=window.top).contains(&y)
    };
    let out = ends.filter(|end| !inside(*end));
    out.map(|end| format!("{}: an arrow leaves the window at {end:?}", figure.id)).collect()
}

fn bend(joints: &[[f32; 2]; 4]) -> f32 {
    let bearing =
        |n: usize| (joints[n + 1][1] - joints[n][1]).atan2(joints[n + 1][0] - joints[n][0]).to_degrees();
    wrapped(bearing(1) - bearing(0))
}

/// Joints that are to stay where they are, and do not.
fn drift(figure: &Figure) -> Vec<String> {
    let mut wrong = Vec::new();
    let start = Skeleton::of(&figure.pose_at(Beat::READY));
    for &joint in &figure.contacts {
        let far = |beat: &Beat| distance(Skeleton::of(&figure.pose_at(*beat)).at(joint), start.at(joint));
        let most = figure.beats(16).iter().map(far).fold(0.0, f32::max);
        if most * SCALE > DRIFT {
            wrong.push(format!("{}: {joint:?} drifts by {:.1} dots", figure.id, most * SCALE));
        }
    }
    wrong
}

/// Whether a figure is drawn so that something works in it.
pub fn shows_work(figure: &Figure) -> bool {
    let works = |phase| !figure.highlight(Beat::new(phase, 0.5)).is_empty();
    works(FigurePhase::Hold) && (!figure.moves() || works(FigurePhase::Move) && works(FigurePhase::Return))
}

/// Whether the blades can be seen: they are drawn in the back view alone.
pub fn blades_fit_view(figure: &Figure) -> bool {
    let marked = figure.track.iter().any(|step| step.highlight.blades);
    !marked || figure.view == View::Back
}
