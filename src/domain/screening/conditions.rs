//! What the answers mean for the choice of exercises: skip codes, regions, walks, limits of the day.

use super::answer::{Answers, Value};
use super::assess::Assessment;
use super::rulebook::Action;

/// The skip codes that hold for a person, in a fixed order. An exercise that carries one is never
/// offered, or is offered changed. When in doubt a code is set: it costs an exercise, not a person.
pub fn conditions(answers: &Answers) -> Vec<String> {
    let facts = Facts(answers);
    let neck = facts.picked("area", "neck");
    let back = regions(answers).iter().any(|region| region == "back");
    let limb = facts.reported("leg_pain") || facts.reported("numb_limb");
    let codes = [
        ("PREG", facts.any("pregnant", &["yes_cleared", "yes_not_cleared"])),
        (
            "OSTEO",
            facts.any("osteo", &["yes", "recent_spine_fracture"])
                || facts.any("steroids", &["yes"])
                || facts.any("deformity", &["new", "old_unchecked", "old_checked"]),
        ),
        (
            "BP",
            facts.reported("bp")
                || facts.reported("aneurysm")
                || facts.any("pregnant", &["birth_cleared", "birth_not_cleared"]),
        ),
        // Cleared heart disease is light work with the talk test, not a code: the code would take walks away.
        (
            "HEART",
            facts.any("heart", &["yes_not_cleared"]) || facts.any("chest", &["now", "effort", "unsure"]),
        ),
        ("DIZZY", facts.reported("blackout")),
        ("BALANCE", facts.reported("gait") || facts.reported("weakness") || facts.reported("blackout")),
        (
            "NECKRISK",
            facts.reported("neck_joint")
                || facts.any("hands", &["new", "old_unchecked", "old_checked"])
                || facts.any("shock", &["new", "old_unchecked", "old_checked"])
                || (neck && facts.reported("trauma") && !facts.any("trauma_checked", &["seen_cleared"])),
        ),
        ("NECK", neck),
        // One question covers one arm or one leg: the place of the pain tells which, and both codes are
        // set where it does not.
        ("NECKARM", (limb && (neck || !back)) || facts.reported("hands")),
        ("LEGPAIN", (limb && (back || !neck)) || facts.reported("both_legs")),
    ];
    codes.into_iter().filter(|(_, holds)| *holds).map(|(code, _)| code.to_owned()).collect()
}

/// Regions that the plan is for: `back` (low or mid), `neck`.
pub fn regions(answers: &Answers) -> Vec<String> {
    let facts = Facts(answers);
    let back = facts.picked("area", "low_back") || facts.picked("area", "mid_back");
    let picked = [("back", back), ("neck", facts.picked("area", "neck"))];
    picked.into_iter().filter(|(_, holds)| *holds).map(|(region, _)| region.to_owned()).collect()
}

/// Whether walks and the like may be prescribed: not while chest symptoms, short breath, blackouts,
/// uncleared heart disease, an unstable illness or uncontrolled blood pressure stand. `None` until all
/// of that was asked. Old and checked chest symptoms or short breath keep their minutes, with the talk
/// test; old and checked dizziness does not, because those people stay on the floor or a chair.
pub fn aerobic_ok(answers: &Answers) -> Option<bool> {
    let facts = Facts(answers);
    let stands = facts.any("chest", &["now", "effort", "unsure"])
        || facts.any("breath", &["new", "old_unchecked", "unsure"])
        || facts.reported("blackout")
        || facts.any("heart", &["yes_not_cleared"])
        || facts.any("other_cond", &["not_stable"])
        || facts.any("bp", &["not_controlled"]);
    if stands {
        return Some(false);
    }
    let asked = ["chest", "breath", "blackout", "heart", "other_cond", "bp"];
    asked.iter().all(|id| answers.contains_key(*id)).then_some(true)
}

/// What the rules that fired ask of today's plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limits {
    /// No session today.
    pub rest_today: bool,
    /// One level down.
    pub drop_level: bool,
    /// Begin at level 1.
    pub start_level_1: bool,
    /// Breathing and easy positions only.
    pub relief_set_only: bool,
    /// No steps up.
    pub hold_progression: bool,
    /// No loaded or end-range bending or twisting.
    pub spine_sparing: bool,
    /// Count aloud, holds of 10 s or less.
    pub no_breath_hold: bool,
    /// Light work only.
    pub light_only: bool,
    /// Ask the talk test.
    pub talk_test: bool,
    /// Floor or chair only.
    pub floor_or_chair_only: bool,
    /// Something to hold on to.
    pub support_balance: bool,
    /// Drop a move that sends pain or tingling further down a limb.
    pub limit_leg_symptoms: bool,
    /// No neck movement to the end of its range.
    pub no_neck_end_range: bool,
    /// The set for pregnancy.
    pub pregnancy_set: bool,
    /// Ask the recheck set now.
    pub recheck: bool,
}

impl Limits {
    /// High pain asks for the relief set only where it is above the person's usual by 1 or more: a
    /// person who lives with 8 keeps a normal, gentle session. Unknown usual pain keeps the limit.
    #[must_use]
    pub fn for_usual_pain(self, pain_now: Option<i64>, usual: Option<i64>) -> Limits {
        let above = match (pain_now, usual) {
            (Some(now), Some(usual)) => now > usual,
            _ => true,
        };
        Limits { relief_set_only: self.relief_set_only && above, ..self }
    }
}

/// The action words of all rules that fired, as far as they change today's plan.
pub fn limits(assessment: &Assessment) -> Limits {
    let asks = |action| assessment.asks(action);
    Limits {
        rest_today: asks(Action::RestToday),
        drop_level: asks(Action::DropLevel),
        start_level_1: asks(Action::StartLevel1),
        relief_set_only: asks(Action::ReliefSetOnly),
        hold_progression: asks(Action::HoldProgression),
        spine_sparing: asks(Action::SpineSparing),
        no_breath_hold: asks(Action::NoBreathHold),
        light_only: asks(Action::LightOnly),
        talk_test: asks(Action::TalkTest),
        floor_or_chair_only: asks(Action::FloorOrChairOnly),
        support_balance: asks(Action::SupportBalance),
        limit_leg_symptoms: asks(Action::LimitLegSymptoms),
        no_neck_end_range: asks(Action::NoNeckEndRange),
        pregnancy_set: asks(Action::PregnancySet),
        recheck: asks(Action::RecheckP),
    }
}

struct Facts<'a>(&'a Answers);

impl Facts<'_> {
    fn any(&self, id: &str, values: &[&str]) -> bool {
        self.0.get(id).and_then(Value::as_choice).is_some_and(|value| values.contains(&value))
    }

    /// Answered with anything but "no": new, old, checked, or not sure.
    fn reported(&self, id: &str) -> bool {
        self.0.get(id).and_then(Value::as_choice).is_some_and(|value| value != "no" && value != "none")
    }

    fn picked(&self, id: &str, value: &str) -> bool {
        matches!(self.0.get(id), Some(Value::Picks(picks)) if picks.iter().any(|pick| pick == value))
    }
}
