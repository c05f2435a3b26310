//! What a picture says, in a few words: which part works, and how to breathe. For those who cannot
//! tell the bright part from the rest.

use super::clip::Figure;
use super::draw::Parts;
use super::skeleton::{FAR, NEAR};
use super::track::{Beat, Breath, FigurePhase};

/// The parts that work, such as "right leg, left arm"; empty where none does. Mirrored, the near side
/// is the left.
pub fn parts(parts: Parts, mirrored: bool) -> String {
    let mut words: Vec<String> = Vec::new();
    for (pair, one, both) in [(parts.legs, "leg", "both legs"), (parts.arms, "arm", "both arms")] {
        match (pair[NEAR], pair[FAR]) {
            (true, true) => words.push(both.to_owned()),
            (false, false) => {}
            (near, _) => words.push(format!("{} {one}", if near == mirrored { "left" } else { "right" })),
        }
    }
    let rest = [
        (parts.blades, "shoulder blades"),
        (parts.belly, "belly"),
        (parts.hips, "bottom"),
        (parts.torso, "trunk"),
        (parts.head, "head and neck"),
    ];
    words.extend(rest.iter().filter(|(on, _)| *on).map(|(_, word)| (*word).to_owned()));
    words.join(", ")
}

/// One line for below the picture: what works, and how to breathe. Empty in the position to begin from.
pub fn caption(figure: &Figure, beat: Beat, mirrored: bool) -> String {
    if beat.phase == FigurePhase::Ready {
        return String::new();
    }
    let breath = match figure.breath(beat) {
        Breath::Easy => "",
        breath => breath.words(),
    };
    let works = parts(figure.highlight(beat), mirrored);
    [works.as_str(), breath].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_are_the_persons_own() {
        let of = |names: &[&str], mirrored| {
            let mut marked = Parts::default();
            assert!(names.iter().all(|name| marked.mark(name)));
            parts(marked, mirrored)
        };
        assert_eq!(of(&["leg_near", "arm_far"], false), "right leg, left arm");
        assert_eq!(of(&["leg_near", "arm_far"], true), "left leg, right arm");
        assert_eq!(of(&["leg_near", "leg_far", "torso"], true), "both legs, trunk");
        assert_eq!(of(&[], false), "");
        assert!(Parts::NAMES.iter().all(|name| !of(&[name], false).is_empty()));
    }

    #[test]
    fn the_caption_breathes_with_the_picture() {
        let figure = crate::figure::of("bird-dog").unwrap();
        let at = |phase, progress| caption(&figure, Beat::new(phase, progress), false);
        assert_eq!(at(FigurePhase::Ready, 0.0), "");
        assert_eq!(at(FigurePhase::Move, 0.5), "right leg, left arm · breathe out");
        assert_eq!(at(FigurePhase::Hold, 0.2), "right leg, left arm · breathe in");
        assert_eq!(at(FigurePhase::Hold, 0.7), "right leg, left arm · breathe out");
        assert_eq!(at(FigurePhase::Hold, 0.0), "right leg, left arm", "without motion, no breath to follow");
    }
}
