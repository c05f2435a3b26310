//! Why an exercise is *not* in the plan: every reason that holds, the lasting ones first.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Serialize;

use super::Coach;
use super::physio::{PLAN_FORM, PLAN_ONLY, PLAN_UNREAD};
use crate::content::library::{EVERYDAY, FLOOR};
use crate::domain::exercise::{Block, Exercise};
use crate::domain::plan::input::{Input, Mode};
use crate::domain::plan::output::Plan;

/// A worry from this score on keeps a movement waiting (progression rules 3.12).
const WORRIES: i32 = 7;

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotIn {
    /// A word for scripts: `walk`, `skip-code`, `equipment`, `region`, `direction`, `today`, `plan-only`,
    /// `plan-form`, `plan-unread`, `unwanted`, `fear`, `in-its-place`, `flare`, `first-session`, `turn`, or the code of a
    /// ladder that the rules have left out (`rest`, `places`, `budget`, ...).
    pub code: String,
    /// The reason, in a sentence or two.
    pub text: String,
    /// First day on which it may come back, where there is one.
    pub until: Option<NaiveDate>,
    /// Source tags.
    pub sources: Vec<String>,
}

fn not_in(code: &str, text: String, sources: &[&str]) -> NotIn {
    let sources = sources.iter().map(|tag| (*tag).to_owned()).collect();
    NotIn { code: code.to_owned(), text, until: None, sources }
}

/// A skip code as the answer that it stands for.
pub fn code_words(code: &str) -> &'static str {
    match code {
        "PREG" => "pregnancy",
        "OSTEO" => "what you answered about your bones",
        "KNEE" => "kneeling or bending deeply hurts",
        "WRIST" => "leaning on the hands hurts",
        "SHOULDER" => "a sore shoulder",
        "BP" => "what you answered about blood pressure",
        "HEART" => "what you answered about your heart or chest",
        "DIZZY" => "what you answered about dizziness or blackouts",
        "BALANCE" => "what you answered about weakness or balance",
        "NECKRISK" => "what you answered about your neck",
        "NECK" => "a sore neck",
        "NECKARM" => "pain, numbness or tingling in an arm",
        "LEGPAIN" => "pain, numbness or tingling in a leg",
        "FLEXSENS" => "bending forwards makes it worse",
        "EXTSENS" => "leaning back makes it worse",
        "HIP-REPL" => "a hip operation",
        "ABDO" => "an operation on the belly",
        "FLARE" => "today is a flare",
        FLOOR => "you said that getting down to the floor is not possible",
        _ => "an answer of yours",
    }
}

impl Coach {
    /// The skip codes of a person that keep an exercise out.
    pub(super) fn codes_against(&self, exercise: &Exercise) -> Vec<String> {
        let conditions = self.conditions();
        let skips = exercise.skip.iter().filter(|code| conditions.contains(code));
        let floor = conditions.iter().filter(|code| *code == FLOOR && exercise.position.on_floor());
        let mut codes: Vec<String> = skips.chain(floor).cloned().collect();
        codes.dedup();
        codes
    }

    /// What keeps an exercise out whatever the log says: answers, the region, a plan of a clinician.
    pub(super) fn kept_out(
        &self,
        exercise: &Exercise,
        input: &Input,
        now: DateTime<FixedOffset>,
    ) -> Vec<NotIn> {
        let day = input.today.date;
        let mut all = Vec::new();
        if exercise.block == Block::Aerobic {
            let text = "Walks and rides are planned beside the session, not in it: `supple why walk`.";
            return vec![not_in("walk", text.into(), &["D"])];
        }
        let codes = self.codes_against(exercise);
        if !codes.is_empty() {
            let words: Vec<&str> = codes.iter().map(|code| code_words(code)).collect();
            let text = format!("Your answers keep it out ({}): {}.", codes.join(", "), words.join("; "));
            all.push(not_in("skip-code", text, &["D"]));
        }
        let regions = &input.profile.regions;
        if !regions.is_empty() && !exercise.regions.iter().any(|region| regions.contains(region)) {
            let text = format!(
                "It is for the {}, and you named the {}.",
                exercise.regions.join(" and the "),
                regions.join(" and the ")
            );
            all.push(not_in("region", text, &["D"]));
        }
        if input.profile.unwanted.contains(&exercise.id) {
            let text = "You said \"not this one\" about it. To have it back: i on today's page, then \"Not this one\".";
            all.push(not_in("unwanted", text.into(), &["D"]));
        }
        let worry = input.profile.fears.iter().find(|fear| fear.id == exercise.id && fear.score >= WORRIES);
        if let Some(worry) = worry {
            let text = format!(
                "You said that it worries you, {} of 10. It waits until other sessions have gone calmly, and comes in \
                 small.",
                worry.score
            );
            all.push(not_in("fear", text, &["S2", "D"]));
        }
        let Some(entry) = input.entry(&exercise.id) else {
            let own = self.equipment();
            let lacks = |thing: &&String| !EVERYDAY.contains(&thing.as_str()) && !own.contains(thing);
            let things: Vec<&str> = exercise.equipment.iter().filter(lacks).map(String::as_str).collect();
            all.push(if things.is_empty() {
                let text = format!("Your programme ({}) leaves this direction out.", self.programme_name());
                not_in("direction", text, &["D"])
            } else {
                not_in("equipment", format!("It needs equipment: {}.", things.join(", ")), &["D"])
            });
            return all;
        };
        if let Some(words) = self.ruled_out_by(entry, &self.session_limits(now)) {
            all.push(not_in("today", format!("Today's answers leave it out: {words}."), &["D"]));
        }
        let carries = |code: &str| entry.contra.iter().any(|known| known == code);
        if carries(PLAN_ONLY) {
            let names = super::physio::names_in_words(self.physio.only(day));
            let text = format!("Your plan {names} allows only what it lists, and it does not list this.");
            all.push(not_in("plan-only", text, &["PLAN"]));
        }
        if carries(PLAN_FORM) {
            let text = format!("It is a harder form than the one in {}.", self.physio.in_words(day));
            all.push(not_in("plan-form", text, &["PLAN"]));
        }
        if carries(PLAN_UNREAD) {
            let names = self.physio.unread.iter().map(|unread| unread.name.as_str());
            let names = super::physio::names_in_words(names);
            let text = format!(
                "Your plan {names} cannot be read, so only what your last session had is offered. \
                 `supple doctor` says what to mend."
            );
            all.push(not_in("plan-unread", text, &["PLAN", "D"]));
        }
        all
    }

    /// Every reason why an exercise of the catalogue is not in a plan. Empty only for what is in it.
    pub(super) fn why_not(
        &self,
        exercise: &Exercise,
        input: &Input,
        made: &Plan,
        now: DateTime<FixedOffset>,
    ) -> Vec<NotIn> {
        if made.exercises.iter().any(|item| item.id == exercise.id) {
            return Vec::new();
        }
        let mut all = self.kept_out(exercise, input, now);
        let lasting = !all.is_empty();
        let same = |id: &String| exercise.ladder.contains(id);
        let name = |id: &str| self.catalogue.get(id).map_or(id, |exercise| exercise.name.as_str()).to_owned();
        let removed = made.removed.iter().filter(|removed| same(&removed.id));
        // what the answers say in their own words need not be said twice
        let removed = removed.filter(|removed| !(lasting && removed.why == "contra"));
        // a clinician's plan gives the answers' own reason, and names itself: that says it all
        all.retain(|known| !removed.clone().any(|removed| removed.reason.starts_with(&known.text)));
        all.extend(removed.map(|removed| NotIn {
            code: removed.why.clone(),
            text: if removed.id == exercise.id {
                removed.reason.clone()
            } else {
                format!("{}, of the same ladder: {}", name(&removed.id), removed.reason)
            },
            until: removed.until,
            sources: removed.sources.clone(),
        }));
        if let Some(item) = made.exercises.iter().find(|item| same(&item.id)) {
            let rung = |id: &String| exercise.ladder.iter().position(|rung| rung == id);
            let too_hard = rung(&item.id) < rung(&exercise.id);
            let text = if lasting && too_hard {
                format!("{} stands in its place, an easier form.", name(&item.id))
            } else if too_hard {
                format!(
                    "{} stands in its place, an easier form. The next form comes when the one before it is at \
                     its top dose and calm.",
                    name(&item.id)
                )
            } else {
                format!("{} stands in its place, a harder form: you are past this one.", name(&item.id))
            };
            all.push(not_in("in-its-place", text, &["S2", "D"]));
        }
        if !all.is_empty() {
            return all;
        }
        all.push(match made.mode {
            Mode::Flare => {
                let text = "Today is gentle: only movements that ease, a few times each.";
                not_in("flare", text.into(), &["S2", "D"])
            }
            Mode::Blocked => not_in("blocked", made.reason.clone(), &["D"]),
            Mode::Start | Mode::Restart => {
                let text = format!(
                    "A first session is short. {} After that one exercise is added at a time, when all is calm.",
                    self.place_in_programme(exercise)
                );
                not_in("first-session", text, &["S2", "D"])
            }
            Mode::Normal | Mode::Return => {
                let text = format!(
                    "Its turn has not come. {} One exercise is added at a time, when all is calm and the minutes \
                     have a place.",
                    self.place_in_programme(exercise)
                );
                not_in("turn", text, &["S2", "D"])
            }
        });
        all
    }

    fn place_in_programme(&self, exercise: &Exercise) -> String {
        let id = self.programme();
        let Some(programme) = self.catalogue.programme(id) else { return String::new() };
        let inside = programme.items.iter().any(|item| exercise.ladder.contains(&item.entry));
        if inside {
            format!("It is in your programme ({}).", programme.name)
        } else {
            format!("It is not in your programme ({}), so what is comes first.", programme.name)
        }
    }
}
