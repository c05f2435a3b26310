//! What the words of the rules ask a person to do or to mind, in sentences: on the screen of a block, and
//! above today's plan.

use chrono::{DateTime, FixedOffset};

use super::Coach;
use crate::content::problem::is_unwanted;
use crate::domain::screening::block::Outcome;
use crate::domain::screening::conditions::Limits;
use crate::domain::screening::rulebook::Action;

/// What a block asks for beside its tier (source: of the rule that asks).
pub(super) fn of_a_block(actions: &[Action]) -> Vec<String> {
    let words = actions.iter().filter_map(|action| match action {
        Action::MaternityUnit => {
            Some("Call your maternity unit first, now. If you cannot reach it, call the emergency number.")
        }
        Action::KeepStillIfNeck => {
            Some("If it is your neck: keep it still, do not turn or bend it, and have help come to you.")
        }
        Action::SeeProEye => {
            Some("Have the eye looked at today: an eye clinic, an optician or a doctor. It should not wait.")
        }
        _ => None,
    });
    words.map(str::to_owned).collect()
}

/// What to mind in today's session, because of the answers that count.
fn of_a_session(limits: &Limits) -> Vec<&'static str> {
    let all = [
        (
            limits.light_only || limits.talk_test,
            "Light work today: you should be able to speak in full sentences all the way. If you cannot, ease off.",
        ),
        (limits.no_breath_hold, "Never hold your breath: count aloud. Holds are 10 seconds or less."),
        (
            limits.limit_leg_symptoms,
            "If a move sends pain or tingling further down the limb, leave that move out today.",
        ),
        (limits.spine_sparing, "Bend from the hips with a long back. No deep bends or twists of the spine."),
        (limits.support_balance, "Keep something firm within reach to hold on to."),
        (limits.floor_or_chair_only, "On the floor or on a chair only, and get up slowly."),
        (limits.no_neck_end_range, "Turn and bend your neck only as far as is easy, never to its end."),
        (
            limits.pregnancy_set,
            "A set for pregnancy: no belly-down, no long lying flat, no stretch to its end, no held breath.",
        ),
    ];
    all.into_iter().filter(|(holds, _)| *holds).map(|(_, words)| words).collect()
}

/// A person's own words, as they may be shown.
fn plain(text: &str) -> String {
    text.chars().map(|c| if is_unwanted(c) { '·' } else { c }).collect()
}

impl Coach {
    /// What to mind in today's session, a sentence each.
    pub fn reminders(&self, now: DateTime<FixedOffset>) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        if let Some(until) = self.standing(now).limited_until {
            let words = self.history.clearances.iter().rfind(|word| word.outcome == Outcome::WithLimits);
            let limits = words.and_then(|word| word.limits.as_deref()).map(plain);
            all.push(format!(
                "A clinician said: with limits{}. First level until {}.",
                limits.map(|limits| format!(" ({limits})")).unwrap_or_default(),
                until.format("%-d %B")
            ));
        }
        all.extend(of_a_session(&self.limits(now)).into_iter().map(str::to_owned));
        all
    }
}
