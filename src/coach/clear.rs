//! A clinician's clearance between the rules and the journal: what is asked, what is written, what is told.

use crate::domain::screening::block::{Clearance, Flag, Outcome, Role};
use crate::journal::event::FlagCleared;

/// Who may have seen the person, as shown on a list. "Another" asks for the profession.
pub const ROLES: [(Role, &str); 5] = [
    (Role::Gp, "A GP or family doctor"),
    (Role::HospitalDoctor, "A hospital doctor"),
    (Role::Physiotherapist, "A physiotherapist"),
    (Role::Nurse, "A nurse, or a nurse on a health line"),
    (Role::Midwife, "A midwife"),
];

/// What they may have said, as shown on a list.
pub const OUTCOMES: [(Outcome, &str); 3] = [
    (Outcome::MayExercise, "I may exercise"),
    (Outcome::WithLimits, "I may exercise, with limits"),
    (Outcome::NotYet, "Not yet"),
];

/// The line of a clearance.
pub fn event(clearance: &Clearance) -> FlagCleared {
    FlagCleared {
        flag: clearance.flag.clone(),
        seen_on: clearance.seen_on,
        role: match &clearance.role {
            Role::Gp => "gp".into(),
            Role::HospitalDoctor => "hospital_doctor".into(),
            Role::Physiotherapist => "physiotherapist".into(),
            Role::Nurse => "nurse".into(),
            Role::Midwife => "midwife".into(),
            Role::Other(profession) => format!("other: {profession}"),
        },
        outcome: match clearance.outcome {
            Outcome::MayExercise => "may_exercise",
            Outcome::WithLimits => "with_limits",
            Outcome::NotYet => "not_yet",
        }
        .into(),
        limits: clearance.limits.clone(),
    }
}

/// What a clearance comes to, for the person. The program cannot check it and says so.
pub fn told(flag: &Flag, outcome: Outcome) -> String {
    let what = match outcome {
        Outcome::MayExercise => "It is lifted. Sessions start again gently, lower than before.",
        Outcome::WithLimits => "It is lifted, with limits: two weeks at the first level.",
        Outcome::NotYet => "It stays, as they said. Sessions stay locked.",
    };
    format!("Recorded for {}. {what} We take your word for it: this protects you, not us.", flag.rule)
}
