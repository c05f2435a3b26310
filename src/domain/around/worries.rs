//! Kinds of movement that may worry a person, and since when (progression rules 3.12; source: S2).

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::super::dose::Kind;
use super::super::exercise::{Exercise, Position};
use super::super::score::Score;

/// From here on it keeps exercises out for now.
const OUT: u8 = 7;
/// Up to here it delays nothing.
pub const EASY: u8 = 3;

/// One kind of movement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Movement {
    /// Permanent id.
    pub id: &'static str,
    /// In words.
    pub words: &'static str,
}

/// The kinds that are asked about. Ids are for ever.
pub const MOVEMENTS: [Movement; 5] = [
    Movement { id: "bending", words: "Bending or rounding my back" },
    Movement { id: "leaning_back", words: "Leaning back, or lying on my front" },
    Movement { id: "turning", words: "Turning or twisting" },
    Movement { id: "kneeling", words: "Kneeling, or being on all fours" },
    Movement { id: "holding", words: "Holding my weight, as in a plank" },
];

/// Whether an exercise is of a kind. The small tilt of the pelvis is nobody's bending: it is where a
/// first step towards bending can begin (source: DESIGN).
pub fn is_of(exercise: &Exercise, movement: &str) -> bool {
    match movement {
        "bending" => {
            exercise.spine == "flexion"
                || (exercise.spine == "flexion-extension" && exercise.position != Position::Supine)
                || exercise.id == "hip-hinge"
        }
        "leaning_back" => exercise.spine == "extension" || exercise.position == Position::Prone,
        "turning" => exercise.spine == "rotation",
        "kneeling" => matches!(exercise.position, Position::Kneeling | Position::Quadruped),
        "holding" => exercise.kind == Kind::Sustained,
        _ => false,
    }
}

/// The latest score of a kind, and the day since which it has been in its band: 7 and more, or 4 to 6.
/// A worry that rose into the upper band again begins anew there.
pub fn standing(scores: &[(DateTime<FixedOffset>, Score)]) -> Option<(Score, NaiveDate)> {
    let band = |score: Score| match score.get() {
        OUT.. => 2,
        value if value > EASY => 1,
        _ => 0,
    };
    let latest = scores.last()?.1;
    // Falling from the upper band keeps its day: what has been tried since stays tried.
    let run = scores.iter().rev().take_while(|(_, score)| band(*score) >= band(latest));
    let (since, _) = run.last()?;
    Some((latest, since.date_naive()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worry_counts_from_the_day_it_came_up() {
        for (scores, expected) in [
            (vec![], None),
            (vec![(1, 8)], Some((8, 1))),
            (vec![(1, 8), (5, 7)], Some((7, 1))),
            (vec![(1, 8), (5, 5)], Some((5, 1))),
            (vec![(1, 8), (5, 5), (9, 7)], Some((7, 9))),
            (vec![(1, 8), (5, 2)], Some((2, 1))),
            (vec![(1, 8), (5, 2), (9, 4)], Some((4, 9))),
        ] {
            let told: Vec<_> = scores
                .iter()
                .map(|(day, score)| {
                    let at = format!("2026-11-{day:02}T10:00:00+00:00");
                    (DateTime::parse_from_rfc3339(&at).unwrap(), Score::new(*score).unwrap())
                })
                .collect();
            let got = standing(&told).map(|(score, since)| (score.get(), chrono::Datelike::day(&since)));
            assert_eq!(got, expected, "{scores:?}");
        }
    }
}
