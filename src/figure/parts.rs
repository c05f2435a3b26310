//! The highlighted parts in words, so that no meaning hangs on a colour.

use super::draw::Parts;
use super::skeleton::{FAR, NEAR};

impl Parts {
    /// "right leg, left arm"; the near side is the person's right, and mirrored it is the left. Empty
    /// where nothing is marked.
    pub fn words(&self, mirrored: bool) -> String {
        let limbs = |both: [bool; 2], one: &str, all: &str| {
            let (right, left) = if mirrored { (both[FAR], both[NEAR]) } else { (both[NEAR], both[FAR]) };
            match (right, left) {
                (true, true) => Some(format!("both {all}")),
                (true, false) => Some(format!("right {one}")),
                (false, true) => Some(format!("left {one}")),
                (false, false) => None,
            }
        };
        let part = |marked: bool, words: &str| marked.then(|| words.to_owned());
        let all = [
            part(self.head, "head and neck"),
            part(self.blades, "shoulder blades"),
            part(self.torso, "trunk"),
            part(self.belly, "belly"),
            part(self.hips, "bottom"),
            limbs(self.arms, "arm", "arms"),
            limbs(self.legs, "leg", "legs"),
        ];
        all.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(names: &[&str]) -> Parts {
        let mut parts = Parts::default();
        assert!(names.iter().all(|name| parts.mark(name)));
        parts
    }

    #[test]
    fn parts_in_words_for_both_sides() {
        let cases: [(&[&str], &str, &str); 7] = [
            (&[], "", ""),
            (&["leg_near", "arm_far"], "left arm, right leg", "right arm, left leg"),
            (&["leg_near", "leg_far"], "both legs", "both legs"),
            (&["torso"], "trunk", "trunk"),
            (&["head", "arm_near"], "head and neck, right arm", "head and neck, left arm"),
            (&["belly", "hips"], "belly, bottom", "belly, bottom"),
            (&["blades"], "shoulder blades", "shoulder blades"),
        ];
        for (names, right, left) in cases {
            assert_eq!(parts(names).words(false), right);
            assert_eq!(parts(names).words(true), left);
        }
        assert!(Parts::NAMES.iter().all(|name| !parts(&[name]).words(false).is_empty()));
    }

    #[test]
    fn every_figure_says_what_works_in_it() {
        for (file, text) in crate::content::builtin::FIGURES {
            let figure = crate::figure::file::parse(file, text).unwrap();
            let hold = crate::figure::Beat::new(crate::figure::FigurePhase::Hold, 0.0);
            assert!(!figure.highlight(hold).words(false).is_empty(), "{file}");
        }
    }
}
