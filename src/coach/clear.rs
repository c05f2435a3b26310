//! A clinician's clearance between the rules and the journal: what is asked, what is written, what is told.

use chrono::{Days, NaiveDate};

use super::Coach;
use crate::domain::screening::block::{Clearance, Flag, Outcome, Role};
use crate::journal::event::FlagCleared;

/// How many days back the list of days goes; older visits are recorded with `supple clear`.
const DAYS_SHOWN: u64 = 9;

/// Longest profession and longest limits, in letters.
pub const LONGEST: usize = 120;
/// What is asked after "another registered clinician".
pub const PROFESSION: &str = "Which profession have they?";
/// What that means.
pub const PROFESSION_HELP: &str =
    "Such as: osteopath, paramedic, pharmacist. A friend, a search or a chat program is none.";
/// What is asked after "with limits".
pub const LIMITS: &str = "Which limits did they set? In your own words.";
/// What that means.
pub const LIMITS_HELP: &str = "Such as: no lifting, no lying on the front. They are kept with your answers for you \
     and your clinician to read; supple itself keeps to the first level. Nothing typed: none were named.";

/// Who may have seen the person, as shown on a list. The last one asks for the profession.
pub const ROLES: [(Role, &str); 6] = [
    (Role::Gp, "A GP or family doctor"),
    (Role::HospitalDoctor, "A hospital doctor"),
    (Role::Physiotherapist, "A physiotherapist"),
    (Role::Nurse, "A nurse, or a nurse on a health line"),
    (Role::Midwife, "A midwife"),
    (Role::Other(String::new()), "Another registered clinician"),
];

/// What they may have said, as shown on a list.
pub const OUTCOMES: [(Outcome, &str); 3] = [
    (Outcome::MayExercise, "I may exercise"),
    (Outcome::WithLimits, "I may exercise, with limits"),
    (Outcome::NotYet, "Not yet"),
];

/// The clinician of a line of [`ROLES`]; another one with their profession.
pub fn role(line: usize, profession: &str) -> Option<Role> {
    Some(match &ROLES.get(line)?.0 {
        Role::Other(_) => Role::Other(profession.trim().to_owned()),
        role => role.clone(),
    })
}

/// The limits that belong to a line of [`OUTCOMES`], in the person's words, if they named any.
pub fn limits(line: usize, words: &str) -> Option<String> {
    let limited = OUTCOMES.get(line).is_some_and(|(outcome, _)| *outcome == Outcome::WithLimits);
    let words = words.trim();
    (limited && !words.is_empty()).then(|| words.to_owned())
}

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

/// The days on which somebody may have seen the person about a flag: from today back to the day of the
/// flag, as far as the list goes.
pub fn days(flag: Option<&Flag>, today: NaiveDate) -> Vec<NaiveDate> {
    let raised = flag.map_or(today, |flag| flag.raised_at.date_naive());
    (0..DAYS_SHOWN)
        .filter_map(|back| today.checked_sub_days(Days::new(back)))
        .filter(|day| *day >= raised)
        .collect()
}

/// A day as a line of that list.
pub fn day_line(day: NaiveDate, today: NaiveDate) -> String {
    match (today - day).num_days() {
        0 => "Today".to_owned(),
        1 => "Yesterday".to_owned(),
        _ => day.format("%A %-d %B").to_string(),
    }
}

impl Coach {
    /// A flag in the words of the answers that raised it.
    pub fn flag_words(&self, flag: &Flag) -> String {
        let said = self.led_to(flag).said;
        if said.is_empty() { flag.rule.clone() } else { said.join(" ") }
    }

    /// A clearance read back before it is stored.
    pub fn clearance_words(&self, flag: &Flag, clearance: &Clearance) -> String {
        let who = match &clearance.role {
            Role::Other(profession) => format!("Another registered clinician ({})", profession.trim()),
            role => {
                let words = ROLES.iter().find(|(listed, _)| listed == role).map_or("", |(_, words)| words);
                words.to_owned()
            }
        };
        let said = OUTCOMES.iter().find(|(outcome, _)| *outcome == clearance.outcome);
        let limits = clearance.limits.as_ref().map_or(String::new(), |limits| format!(": {}", limits.trim()));
        format!(
            "{who} saw you on {}, about this: {} They said: {}{limits}.",
            clearance.seen_on.format("%A %-d %B"),
            self.flag_words(flag),
            said.map_or("", |(_, words)| words)
        )
    }
}
