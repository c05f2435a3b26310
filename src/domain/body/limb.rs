//! Pain that moves further down a limb between two markings: from the back towards the foot, from the
//! neck towards the hand (source: S1; the order of the places is DESIGN).

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::{Marking, Place};

/// Days that pain has to have been lower down before the trend says worse (source: S1).
pub const WEEK_DAYS: i64 = 7;

/// One leg or one arm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Limb {
    /// The left leg.
    LeftLeg,
    /// The right leg.
    RightLeg,
    /// The left arm.
    LeftArm,
    /// The right arm.
    RightArm,
}

impl Limb {
    /// All four.
    pub const ALL: [Limb; 4] = [Limb::LeftLeg, Limb::RightLeg, Limb::LeftArm, Limb::RightArm];

    /// "left leg".
    pub fn words(self) -> &'static str {
        match self {
            Limb::LeftLeg => "left leg",
            Limb::RightLeg => "right leg",
            Limb::LeftArm => "left arm",
            Limb::RightArm => "right arm",
        }
    }

    /// How far down a place lies on the way into this limb; `None`: it does not lie on it. The back and
    /// the neck lie at the top of both sides, whichever side of them it is that hurts.
    fn step(self, place: Place) -> Option<u8> {
        use Place as P;
        match (self, place) {
            (
                Limb::LeftLeg | Limb::RightLeg,
                P::MidBack | P::LowBackLeft | P::LowBackMiddle | P::LowBackRight,
            )
            | (Limb::LeftArm | Limb::RightArm, P::Neck | P::UpperBack) => Some(0),
            (Limb::LeftLeg, P::ButtockLeft | P::HipLeft)
            | (Limb::RightLeg, P::ButtockRight | P::HipRight)
            | (Limb::LeftArm, P::ShoulderLeft)
            | (Limb::RightArm, P::ShoulderRight) => Some(1),
            (Limb::LeftLeg, P::ThighFrontLeft | P::ThighBackLeft)
            | (Limb::RightLeg, P::ThighFrontRight | P::ThighBackRight)
            | (Limb::LeftArm, P::UpperArmLeft)
            | (Limb::RightArm, P::UpperArmRight) => Some(2),
            (Limb::LeftLeg, P::KneeLeft)
            | (Limb::RightLeg, P::KneeRight)
            | (Limb::LeftArm, P::ForearmLeft)
            | (Limb::RightArm, P::ForearmRight) => Some(3),
            (Limb::LeftLeg, P::ShinLeft | P::CalfLeft)
            | (Limb::RightLeg, P::ShinRight | P::CalfRight)
            | (Limb::LeftArm, P::HandLeft)
            | (Limb::RightArm, P::HandRight) => Some(4),
            (Limb::LeftLeg, P::FootLeft) | (Limb::RightLeg, P::FootRight) => Some(5),
            _ => None,
        }
    }

    /// The lowest marked place on the way into this limb, and how far down it is.
    fn lowest(self, places: &[Place]) -> Option<(u8, Place)> {
        let on_the_way = places.iter().filter_map(|place| self.step(*place).map(|step| (step, *place)));
        on_the_way.max_by_key(|(step, _)| *step)
    }
}

/// From here on it is the limb itself, and not the buttock or the shoulder, which hurt with a sore back
/// or neck often enough.
const IN_THE_LIMB: u8 = 2;

/// Pain that has moved further down a limb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fall {
    /// Which limb.
    pub limb: Limb,
    /// The lowest place before.
    pub from: Place,
    /// The lowest place now.
    pub to: Place,
    /// Whether it has come to the limb itself: the thigh or lower, the upper arm or lower.
    pub in_limb: bool,
}

impl Fall {
    /// "down the left leg: calf, left, and before low back, left".
    pub fn words(&self) -> String {
        format!("down the {}: {}, and before {}", self.limb.words(), self.to.words(), self.from.words())
    }
}

/// Whether pain has moved further down a limb between two markings: something on the way into that limb
/// was marked before, and now something lower is. Of several limbs the one where it came lowest.
pub fn peripheralised(before: &[Place], after: &[Place]) -> Option<Fall> {
    let falls = Limb::ALL.into_iter().filter_map(|limb| {
        let ((was, from), (is, to)) = (limb.lowest(before)?, limb.lowest(after)?);
        (is > was).then_some((is, Fall { limb, from, to, in_limb: is >= IN_THE_LIMB }))
    });
    falls.reduce(|a, b| if b.0 > a.0 { b } else { a }).map(|(_, fall)| fall)
}

/// Pain that is lower down a limb than it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lower {
    /// From where to where.
    pub fall: Fall,
    /// When it was first marked lower.
    pub since: DateTime<FixedOffset>,
    /// When it last went lower still.
    pub last_fall: DateTime<FixedOffset>,
    /// When it was last said to be there.
    pub last_said: DateTime<FixedOffset>,
}

impl Lower {
    /// Whether it has been lower for a week by that day, until said otherwise.
    pub fn for_a_week(&self, day: NaiveDate) -> bool {
        (day - self.since.date_naive()).num_days() >= WEEK_DAYS
    }
}

/// Pain in a limb that is lower, by the last of these markings (oldest first), than where it began to
/// fall from. Going back up to there, or away, ends it. Of several limbs the one that has it longest.
pub fn lowered(markings: &[Marking]) -> Option<Lower> {
    let each = Limb::ALL.into_iter().filter_map(|limb| lowered_in(limb, markings));
    each.min_by_key(|lower| lower.since)
}

fn lowered_in(limb: Limb, markings: &[Marking]) -> Option<Lower> {
    let mut before: Option<(u8, Place)> = None;
    let mut base: Option<(u8, Place)> = None;
    let mut lower: Option<Lower> = None;
    for marking in markings {
        let now = limb.lowest(&marking.places());
        let start = if lower.is_some() { base } else { before };
        lower = match (start, now) {
            (Some((was, from)), Some((is, to))) if is > was && is >= IN_THE_LIMB => {
                let still_lower = before.is_some_and(|(step, _)| is > step);
                let known = lower.filter(|_| base.is_some());
                base = Some((was, from));
                Some(Lower {
                    fall: Fall { limb, from, to, in_limb: true },
                    since: known.map_or(marking.at, |known| known.since),
                    last_fall: known.filter(|_| !still_lower).map_or(marking.at, |known| known.last_fall),
                    last_said: marking.at,
                })
            }
            _ => None,
        };
        before = now;
    }
    lower
}

#[cfg(test)]
mod tests {
    use super::super::Mark;
    use super::Place as P;
    use super::*;

    /// Before, after, and the limb and place it has come to; the last: whether that is in the limb.
    type Case = (&'static [Place], &'static [Place], Option<(Limb, Place, bool)>);

    const CASES: &[Case] = &[
        // Each step of both ways, on both sides.
        (&[P::LowBackLeft], &[P::ButtockLeft], Some((Limb::LeftLeg, P::ButtockLeft, false))),
        (&[P::LowBackMiddle], &[P::HipRight], Some((Limb::RightLeg, P::HipRight, false))),
        (&[P::ButtockLeft], &[P::ThighBackLeft], Some((Limb::LeftLeg, P::ThighBackLeft, true))),
        (&[P::HipRight], &[P::ThighFrontRight], Some((Limb::RightLeg, P::ThighFrontRight, true))),
        (&[P::ThighBackLeft], &[P::KneeLeft], Some((Limb::LeftLeg, P::KneeLeft, true))),
        (&[P::ThighBackRight], &[P::CalfRight], Some((Limb::RightLeg, P::CalfRight, true))),
        (&[P::KneeLeft], &[P::ShinLeft], Some((Limb::LeftLeg, P::ShinLeft, true))),
        (&[P::CalfLeft], &[P::FootLeft], Some((Limb::LeftLeg, P::FootLeft, true))),
        (&[P::Neck], &[P::ShoulderLeft], Some((Limb::LeftArm, P::ShoulderLeft, false))),
        (&[P::UpperBack], &[P::UpperArmRight], Some((Limb::RightArm, P::UpperArmRight, true))),
        (&[P::ShoulderRight], &[P::UpperArmRight], Some((Limb::RightArm, P::UpperArmRight, true))),
        (&[P::UpperArmLeft], &[P::ForearmLeft], Some((Limb::LeftArm, P::ForearmLeft, true))),
        (&[P::ForearmRight], &[P::HandRight], Some((Limb::RightArm, P::HandRight, true))),
        // It skips steps, and the back goes on hurting.
        (&[P::LowBackRight], &[P::LowBackRight, P::FootLeft], Some((Limb::LeftLeg, P::FootLeft, true))),
        (&[P::Neck], &[P::Neck, P::HandLeft], Some((Limb::LeftArm, P::HandLeft, true))),
        // Of two limbs the one where it came lowest.
        (&[P::MidBack], &[P::ThighBackLeft, P::CalfRight], Some((Limb::RightLeg, P::CalfRight, true))),
        // The other leg is another limb.
        (
            &[P::CalfRight, P::LowBackLeft],
            &[P::CalfRight, P::KneeLeft],
            Some((Limb::LeftLeg, P::KneeLeft, true)),
        ),
        // The same, back up, sideways, or away: no.
        (&[P::CalfLeft], &[P::CalfLeft], None),
        (&[P::CalfLeft], &[P::ShinLeft], None),
        (&[P::FootLeft], &[P::ButtockLeft], None),
        (&[P::HandRight], &[P::Neck], None),
        (&[P::LowBackLeft], &[P::LowBackRight], None),
        (&[P::ThighFrontLeft], &[P::ThighBackLeft], None),
        (&[P::LowBackLeft], &[], None),
        // Nothing on the way was marked before: new, but it has not moved.
        (&[], &[P::FootLeft], None),
        (&[P::Neck], &[P::CalfLeft], None),
        (&[P::ThighBackRight], &[P::FootLeft], None),
        (&[P::LowBackLeft], &[P::HandLeft], None),
        (&[P::Head], &[P::HandLeft], None),
    ];

    #[test]
    fn further_down_a_limb_case_by_case() {
        for (before, after, wanted) in CASES {
            let fall = peripheralised(before, after);
            let got = fall.map(|fall| (fall.limb, fall.to, fall.in_limb));
            assert_eq!(got, *wanted, "{before:?} -> {after:?}");
        }
    }

    #[test]
    fn the_way_back_is_never_a_way_down() {
        for (before, after, wanted) in CASES {
            if let (Some((limb, ..)), Some(back)) = (wanted, peripheralised(after, before)) {
                assert_ne!(back.limb, *limb, "{after:?} -> {before:?}");
            }
        }
    }

    fn day(day: u32, places: &[Place]) -> Marking {
        let at = DateTime::parse_from_rfc3339(&format!("2026-11-{day:02}T09:00:00Z")).unwrap();
        let marks: Vec<Mark> = places.iter().map(|place| Mark { place: *place, pain: None }).collect();
        Marking::new(at, &marks)
    }

    /// (since, last fall, from, to) of a course of markings.
    fn course(days: &[(u32, &[Place])]) -> Option<(u32, u32, Place, Place)> {
        use chrono::Datelike;
        let markings: Vec<Marking> = days.iter().map(|(at, places)| day(*at, places)).collect();
        lowered(&markings)
            .map(|lower| (lower.since.day(), lower.last_fall.day(), lower.fall.from, lower.fall.to))
    }

    #[test]
    fn lower_lasts_until_it_is_back_up_or_gone() {
        let back: &[Place] = &[P::LowBackLeft];
        assert_eq!(course(&[]), None);
        assert_eq!(course(&[(1, &[P::LowBackLeft, P::CalfLeft])]), None, "there is no before");
        assert_eq!(course(&[(1, back), (2, &[P::ButtockLeft])]), None, "not in the limb yet");
        assert_eq!(course(&[(1, back), (3, &[P::CalfLeft])]), Some((3, 3, P::LowBackLeft, P::CalfLeft)));
        // Still there, though a little higher; then lower than ever.
        let still: &[(u32, &[Place])] = &[(1, back), (3, &[P::CalfLeft]), (5, &[P::ThighBackLeft])];
        assert_eq!(course(still), Some((3, 3, P::LowBackLeft, P::ThighBackLeft)));
        let lower: &[(u32, &[Place])] = &[(1, back), (3, &[P::CalfLeft]), (5, &[P::FootLeft])];
        assert_eq!(course(lower), Some((3, 5, P::LowBackLeft, P::FootLeft)));
        // Slowly, by the buttock: since it came to the limb, from where it then was.
        let slow: &[(u32, &[Place])] = &[(1, back), (2, &[P::ButtockLeft]), (4, &[P::CalfLeft])];
        assert_eq!(course(slow), Some((4, 4, P::ButtockLeft, P::CalfLeft)));
        // Up again, or away, ends it; and then it can begin anew.
        assert_eq!(course(&[(1, back), (3, &[P::CalfLeft]), (5, back)]), None);
        assert_eq!(course(&[(1, back), (3, &[P::CalfLeft]), (5, &[])]), None);
        let anew: &[(u32, &[Place])] = &[(1, back), (3, &[P::CalfLeft]), (5, back), (9, &[P::ThighBackLeft])];
        assert_eq!(course(anew), Some((9, 9, P::LowBackLeft, P::ThighBackLeft)));
    }

    #[test]
    fn a_week_is_seven_days() {
        let lower = lowered(&[day(1, &[P::LowBackLeft]), day(3, &[P::CalfLeft])]).unwrap();
        let on = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        assert!(!lower.for_a_week(on(9)));
        assert!(lower.for_a_week(on(10)));
    }
}
