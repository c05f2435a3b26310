//! Flags, clearances, and what still stands. Once raised, a flag is lifted by a clinician's word only.

use chrono::{DateTime, Days, FixedOffset, Months, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

use super::answer::{QuestionId, Value};
use super::assess::Assessment;
use super::rulebook::RuleBook;
use super::tier::Tier;

/// Hours that an emergency flag stands at the least. Own choice, see the known gaps of the rules.
pub const EMERGENCY_HOURS: i64 = 12;
/// Days of changed sessions after "may exercise with limits".
pub const LIMITED_DAYS: u64 = 14;
/// Months that a clearance of a lasting condition is good for. Source: PARQ.
pub const CLEARANCE_MONTHS: u32 = 12;

/// Rules whose clearance runs out, each with the question that says whether the condition lasts.
const LASTING: [(&str, &str); 4] =
    [("heart-1", "heart"), ("aneurysm-1", "aneurysm"), ("preg-1", "pregnant"), ("osteo-2", "osteo")];

/// A rule of `clinician-first` or worse fired, or a stop sign came up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flag {
    /// Id of its journal line.
    pub id: String,
    /// Id of the rule; for a stop sign, of the row.
    pub rule: String,
    /// How soon to see someone.
    pub tier: Tier,
    /// When.
    pub raised_at: DateTime<FixedOffset>,
    /// The stop sign during exercise that raised it, if one did.
    #[serde(default)]
    pub stop_sign: Option<String>,
    /// Whether nothing but "not sure" led to it.
    #[serde(default)]
    pub from_unsure: bool,
}

/// Who has seen the person. There is no entry for a friend, a search engine or a chat program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// General practitioner.
    Gp,
    /// Hospital doctor.
    HospitalDoctor,
    /// Physiotherapist.
    Physiotherapist,
    /// Nurse.
    Nurse,
    /// Midwife.
    Midwife,
    /// Another registered clinician, with the profession.
    Other(String),
}

/// What the clinician said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// May exercise.
    MayExercise,
    /// May exercise, with limits.
    WithLimits,
    /// Not yet.
    NotYet,
}

/// One clinician's word on one flag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clearance {
    /// The flag's id.
    pub flag: String,
    /// The day the person was seen, or spoken to.
    pub seen_on: NaiveDate,
    /// By whom.
    pub role: Role,
    /// What was said.
    pub outcome: Outcome,
    /// Limits, in the person's words.
    #[serde(default)]
    pub limits: Option<String>,
    /// When it was entered.
    pub recorded_at: DateTime<FixedOffset>,
}

/// Why a clearance does not count. The text says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClearanceError {
    /// It names another flag.
    #[error(
        "This clearance is for another flag ({named}). Each flag needs a clearance of its own; record one for {flag}."
    )]
    OtherFlag {
        /// The flag at hand.
        flag: String,
        /// The one named.
        named: String,
    },
    /// Seen before the flag was raised.
    #[error(
        "You were seen on {seen_on}, before this came up on {flag_day}. A clinician needs to hear about it: get in touch again, then enter that date."
    )]
    BeforeFlag {
        /// Day seen.
        seen_on: NaiveDate,
        /// Day of the flag.
        flag_day: NaiveDate,
    },
    /// Seen on a day to come.
    #[error("{seen_on} is still to come; today is {today}. Enter this once you have been seen.")]
    InFuture {
        /// Day seen.
        seen_on: NaiveDate,
        /// Today.
        today: NaiveDate,
    },
    /// An emergency, on the same day.
    #[error(
        "After an emergency sign there is no exercise on the same day, even if you were seen. Rest today, and enter this tomorrow."
    )]
    SameDay,
    /// An emergency, under twelve hours ago.
    #[error(
        "After an emergency sign there are at least {EMERGENCY_HOURS} hours without exercise. Enter this after {from}."
    )]
    TooSoon {
        /// When it may be entered, `YYYY-MM-DD HH:MM`.
        from: String,
    },
    /// "Other", and no profession.
    #[error("Which profession has the person who saw you? Enter it, for example osteopath or paramedic.")]
    NoProfession,
}

/// The first moment at which an emergency can be lifted: not on its day, and not within twelve hours.
pub fn earliest_lift(flag: &Flag) -> DateTime<FixedOffset> {
    let hours = flag.raised_at + TimeDelta::hours(EMERGENCY_HOURS);
    let midnight = flag.raised_at.date_naive().succ_opt().and_then(|day| day.and_hms_opt(0, 0, 0));
    let next_day =
        midnight.and_then(|midnight| midnight.and_local_timezone(*flag.raised_at.offset()).single());
    next_day.map_or(hours, |next_day| next_day.max(hours))
}

/// Checks whether a clearance counts for a flag when it is entered at `now`.
///
/// Seen on or after the day of the flag and not in the future. For an emergency, entered neither on
/// the same calendar day nor within twelve hours; being seen on the day itself is fine. A "not yet"
/// passes here: it is worth recording, and keeps the block.
///
/// # Errors
/// Why it does not count, in words for the person.
pub fn check_clearance(
    flag: &Flag,
    clearance: &Clearance,
    now: DateTime<FixedOffset>,
) -> Result<(), ClearanceError> {
    if clearance.flag != flag.id {
        return Err(ClearanceError::OtherFlag { flag: flag.id.clone(), named: clearance.flag.clone() });
    }
    if matches!(&clearance.role, Role::Other(profession) if profession.trim().is_empty()) {
        return Err(ClearanceError::NoProfession);
    }
    let (flag_day, today, seen_on) = (flag.raised_at.date_naive(), now.date_naive(), clearance.seen_on);
    if seen_on > today {
        return Err(ClearanceError::InFuture { seen_on, today });
    }
    if seen_on < flag_day {
        return Err(ClearanceError::BeforeFlag { seen_on, flag_day });
    }
    if flag.tier == Tier::Emergency && clearance.outcome != Outcome::NotYet {
        if today <= flag_day {
            return Err(ClearanceError::SameDay);
        }
        let from = flag.raised_at + TimeDelta::hours(EMERGENCY_HOURS);
        if now < from {
            let from = from.with_timezone(now.offset()).format("%Y-%m-%d %H:%M").to_string();
            return Err(ClearanceError::TooSoon { from });
        }
    }
    Ok(())
}

/// An answer with its day, for the flags that an answer may lift and the clearances that run out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedAnswer {
    /// The question.
    pub question: QuestionId,
    /// The answer.
    pub value: Value,
    /// Its day.
    pub on: NaiveDate,
    /// Whether it was taken from a "no" to a short line before a session: that never lifts anything.
    #[serde(default)]
    pub short: bool,
}

/// What stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The worst of the active flags; `caution` while only limits remain; else `clear`.
    pub tier: Tier,
    /// Flags that nobody has lifted.
    pub active: Vec<Flag>,
    /// First day without the limits of a clearance "with limits".
    pub limited_until: Option<NaiveDate>,
    /// The day of the last lift: sessions restart lower after it.
    pub lifted_on: Option<NaiveDate>,
}

/// What still stands at `now`, from all flags and clearances there are. `answers` is oldest first.
///
/// The latest clearance that counts decides for its flag, so that a later "not yet" takes an earlier
/// yes back. Lines that do not count, or that were entered in the future, are left out: the stricter
/// state is kept.
pub fn standing(
    book: &RuleBook,
    flags: &[Flag],
    clearances: &[Clearance],
    answers: &[DatedAnswer],
    now: DateTime<FixedOffset>,
) -> Standing {
    let today = now.date_naive();
    let mut result = Standing { tier: Tier::Clear, active: Vec::new(), limited_until: None, lifted_on: None };
    for flag in flags.iter().filter(|flag| flag.tier.locks()) {
        let latest = clearances
            .iter()
            .filter(|clearance| clearance.recorded_at <= now)
            .filter(|clearance| check_clearance(flag, clearance, clearance.recorded_at).is_ok())
            .max_by_key(|clearance| clearance.recorded_at);
        let lifted = match latest {
            Some(clearance)
                if clearance.outcome != Outcome::NotYet && !has_run_out(flag, clearance, answers, today) =>
            {
                let entered = clearance.recorded_at.date_naive();
                if clearance.outcome == Outcome::WithLimits {
                    let until = entered + Days::new(LIMITED_DAYS);
                    result.limited_until = result.limited_until.max((today < until).then_some(until));
                }
                Some(entered)
            }
            Some(_) => None,
            None => answered_no_since(book, flag, answers, today),
        };
        if lifted.is_some() {
            result.lifted_on = result.lifted_on.max(lifted);
        } else {
            result.active.push(flag.clone());
        }
    }
    let limited = if result.limited_until.is_some() { Tier::Caution } else { Tier::Clear };
    result.tier = result.active.iter().map(|flag| flag.tier).max().unwrap_or(limited);
    result
}

/// A clearance of a lasting condition is good for twelve months, as long as the person still has it.
fn has_run_out(flag: &Flag, clearance: &Clearance, answers: &[DatedAnswer], today: NaiveDate) -> bool {
    let Some((_, question)) = LASTING.iter().find(|(rule, _)| *rule == flag.rule) else { return false };
    let still_there = answers
        .iter()
        .rfind(|answer| answer.question == *question)
        .is_some_and(|answer| matches!(answer.value.as_choice(), Some(value) if still_has(question, value)));
    still_there && clearance.seen_on + Months::new(CLEARANCE_MONTHS) <= today
}

fn still_has(question: &str, value: &str) -> bool {
    match question {
        // After the birth another answer, with a rule of its own, has taken its place.
        "pregnant" => value.starts_with("yes"),
        _ => value != "no",
    }
}

/// A `clinician-first` that came from nothing but "not sure" lifts when each question that was unsure
/// has since been answered with a definite no, on a later day, in full.
fn answered_no_since(
    book: &RuleBook,
    flag: &Flag,
    answers: &[DatedAnswer],
    today: NaiveDate,
) -> Option<NaiveDate> {
    if !flag.from_unsure || flag.tier != Tier::ClinicianFirst {
        return None;
    }
    let cond = book.rule(&flag.rule)?.when.as_ref()?;
    let mut lifted = None;
    for id in cond.ids() {
        let question = book.question(id)?;
        let last = answers
            .iter()
            .rfind(|answer| answer.question == id && !answer.short && answer.on <= today)
            .filter(|answer| answer.on > flag.raised_at.date_naive())
            .filter(|answer| answer.value.as_choice() == question.no_value())?;
        lifted = lifted.max(Some(last.on));
    }
    lifted
}

/// A flag to be raised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFlag {
    /// Id of the rule.
    pub rule: String,
    /// Its tier.
    pub tier: Tier,
    /// Whether nothing but "not sure" led to it.
    pub from_unsure: bool,
}

/// The flags that a check raises: rules of `clinician-first` and worse that fired because of at least
/// one answer given in this check (`fresh`), and that no active flag carries already. A rule that fires
/// on old answers alone was flagged when they were given.
pub fn flags_to_raise(
    assessment: &Assessment,
    fresh: impl Fn(&str) -> bool,
    active: &[Flag],
) -> Vec<NewFlag> {
    assessment
        .fired
        .iter()
        .filter(|fired| fired.tier.locks() && fired.because.iter().any(|id| fresh(id)))
        .filter(|fired| !active.iter().any(|flag| flag.rule == fired.rule))
        .map(|fired| NewFlag { rule: fired.rule.clone(), tier: fired.tier, from_unsure: fired.from_unsure })
        .collect()
}
