//! Where it hurts: the places of a body that can be marked, and one marking of them.
//!
//! The chest and the belly are no places here: pain there belongs to the safety check, not on a
//! picture that is filled in and forgotten (source: DESIGN).

mod limb;
mod times;

pub use limb::{Fall, Limb, Lower, WEEK_DAYS, lowered, peripheralised};
pub use times::{PlaceTimes, over_time};

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::score::Score;

/// Most places that one marking holds. More than this is "all over", which a picture cannot help with.
pub const MOST_MARKS: usize = 12;

macro_rules! places {
    ($($name:ident = $id:literal, $words:literal;)*) => {
        /// A place that can be marked. The names in the journal are permanent.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Place {
            $(#[doc = $words] #[serde(rename = $id)] $name,)*
        }

        impl Place {
            /// All of them, from the head down.
            pub const ALL: &'static [Place] = &[$(Place::$name),*];

            /// The name in the journal.
            pub fn id(self) -> &'static str {
                match self {
                    $(Place::$name => $id,)*
                }
            }

            /// The name for people.
            pub fn words(self) -> &'static str {
                match self {
                    $(Place::$name => $words,)*
                }
            }
        }
    };
}

places! {
    Head = "head", "head";
    Neck = "neck", "neck";
    ShoulderLeft = "shoulder_left", "shoulder, left";
    ShoulderRight = "shoulder_right", "shoulder, right";
    UpperBack = "upper_back", "upper back";
    MidBack = "mid_back", "middle of the back";
    LowBackLeft = "low_back_left", "low back, left";
    LowBackMiddle = "low_back_middle", "low back, middle";
    LowBackRight = "low_back_right", "low back, right";
    ButtockLeft = "buttock_left", "buttock, left";
    ButtockRight = "buttock_right", "buttock, right";
    HipLeft = "hip_left", "hip or groin, left";
    HipRight = "hip_right", "hip or groin, right";
    ThighFrontLeft = "thigh_front_left", "thigh, front, left";
    ThighFrontRight = "thigh_front_right", "thigh, front, right";
    ThighBackLeft = "thigh_back_left", "thigh, back, left";
    ThighBackRight = "thigh_back_right", "thigh, back, right";
    KneeLeft = "knee_left", "knee, left";
    KneeRight = "knee_right", "knee, right";
    ShinLeft = "shin_left", "shin, left";
    ShinRight = "shin_right", "shin, right";
    CalfLeft = "calf_left", "calf, left";
    CalfRight = "calf_right", "calf, right";
    FootLeft = "foot_left", "foot, left";
    FootRight = "foot_right", "foot, right";
    UpperArmLeft = "upper_arm_left", "upper arm, left";
    UpperArmRight = "upper_arm_right", "upper arm, right";
    ForearmLeft = "forearm_left", "forearm, left";
    ForearmRight = "forearm_right", "forearm, right";
    HandLeft = "hand_left", "hand, left";
    HandRight = "hand_right", "hand, right";
}

impl Place {
    /// The place with this name in the journal.
    pub fn from_id(id: &str) -> Option<Place> {
        Place::ALL.iter().copied().find(|place| place.id() == id)
    }
}

/// One marked place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Where.
    pub place: Place,
    /// How bad, 0 to 10, where that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pain: Option<Score>,
}

/// All places that were marked at one moment. None at all: nothing hurt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marking {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// What was marked, from the head down, each place once.
    pub marks: Vec<Mark>,
}

impl Marking {
    /// A marking in order: from the head down, each place once. Of two marks of one place the first counts.
    pub fn new(at: DateTime<FixedOffset>, marks: &[Mark]) -> Marking {
        let mut marks = marks.to_vec();
        marks.sort_by_key(|mark| mark.place);
        marks.dedup_by_key(|mark| mark.place);
        Marking { at, marks }
    }

    /// The marked places.
    pub fn places(&self) -> Vec<Place> {
        self.marks.iter().map(|mark| mark.place).collect()
    }

    /// "low back, left (4); calf, left". What nothing marked says is "nothing marked".
    pub fn words(&self) -> String {
        words(&self.marks)
    }
}

/// Marks as one line of words.
pub fn words(marks: &[Mark]) -> String {
    if marks.is_empty() {
        return "nothing marked".into();
    }
    let one = |mark: &Mark| match mark.pain {
        Some(pain) => format!("{} ({pain})", mark.place.words()),
        None => mark.place.words().to_owned(),
    };
    marks.iter().map(one).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_has_one_name_of_each_kind_and_left_has_a_right() {
        for (n, place) in Place::ALL.iter().enumerate() {
            assert_eq!(Place::from_id(place.id()), Some(*place));
            let json = serde_json::to_string(place).unwrap();
            assert_eq!(json, format!("\"{}\"", place.id()));
            for other in &Place::ALL[n + 1..] {
                assert_ne!(place.words(), other.words());
            }
            if let Some(stem) = place.id().strip_suffix("_left") {
                let right = Place::from_id(&format!("{stem}_right")).unwrap();
                assert_eq!(place.words().replace("left", "right"), right.words());
            }
        }
        assert_eq!(Place::from_id("chest"), None);
    }

    #[test]
    fn a_marking_is_told_in_words_from_the_head_down() {
        let at = DateTime::parse_from_rfc3339("2026-11-20T09:00:00Z").unwrap();
        let mark = |place, pain| Mark { place, pain };
        let marks = [
            mark(Place::CalfLeft, None),
            mark(Place::LowBackLeft, Score::new(4)),
            mark(Place::CalfLeft, Score::new(9)),
        ];
        let marking = Marking::new(at, &marks);
        assert_eq!(marking.words(), "low back, left (4); calf, left");
        assert_eq!(Marking::new(at, &[]).words(), "nothing marked");
    }
}
