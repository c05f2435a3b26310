//! Prompts to see someone (progression rules 3.10): every condition, its code, its sentence. The one
//! place where the codes are listed; stop codes are their own.
//!
//! Decided here: flare sessions neither count as hard nor end a run of hard ones. The rules give a flare
//! seven days before they ask for anybody ("over a week", S1), and its own answers are high by nature; a
//! prompt that held before the flare stays through it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::blocks::stop_level;
use super::derived::usual_pain;
use super::flare;
use super::input::{Input, Mode};
use super::log::{Log, Past};
use super::output::{Label, Refer, ReferLevel, Trend};
use crate::domain::trend::day_zero;

/// Code, level, sentence, source tags.
const PROMPTS: [(&str, ReferLevel, &str, &[&str]); 11] = [
    (
        "trend_worsening",
        ReferLevel::See,
        "Your weekly pain has gone up since you began. Please let a GP or physiotherapist look at it.",
        &["S0", "D"],
    ),
    (
        "no_change_28_days",
        ReferLevel::See,
        "Four weeks without much change: worth a check by a GP or physiotherapist. You can go on gently.",
        &["S0", "D"],
    ),
    (
        "no_change_14_days",
        ReferLevel::Soft,
        "Two weeks without much change. That is common. If you would like a second look, ask a GP or physiotherapist.",
        &["S0", "D"],
    ),
    (
        "flare_over_7_days",
        ReferLevel::See,
        "This flare has gone on for more than a week. Please have it looked at.",
        &["S1", "D"],
    ),
    (
        "third_flare_28_days",
        ReferLevel::See,
        "This is the third flare in four weeks. Please talk it over with a GP or physiotherapist.",
        &["S0", "D"],
    ),
    (
        "pain_now_9",
        ReferLevel::See,
        "Pain of 9 or 10 needs someone to look at it. Please contact a GP or a nurse line today.",
        &["S1", "D"],
    ),
    (
        "sore_over_1h_often",
        ReferLevel::See,
        "Three sessions in two weeks left you sore for over an hour. Please have that looked at.",
        &["S0", "D"],
    ),
    (
        "sore_over_1h_twice",
        ReferLevel::Soft,
        "Two sessions running left you sore for over an hour. If it goes on, ask a GP or physiotherapist.",
        &["S0", "D"],
    ),
    (
        "three_hard_sessions",
        ReferLevel::See,
        "Three sessions running were too much for your body. Please talk to a GP or physiotherapist.",
        &["S0", "D"],
    ),
    (
        "two_ladders_resting",
        ReferLevel::See,
        "Two exercises have had to rest. Please let a GP or physiotherapist have a look.",
        &["S0", "S1", "D"],
    ),
    (
        "usual_pain_high",
        ReferLevel::Soft,
        "Your usual pain is 7 or more. You need not handle that alone: a GP or physiotherapist can help.",
        &["S0", "D"],
    ),
];

/// Sentences of the stop codes that the rules know by name.
const STOPS: [(&str, &str); 12] = [
    ("bladder_bowel", "A change in bladder or bowel control needs emergency care now."),
    ("saddle_numbness", "Numbness between the legs needs emergency care now."),
    ("progressive_weakness", "Weakness that grows needs emergency care now."),
    ("chest_discomfort", "Discomfort in the chest needs emergency care now."),
    ("faint", "Fainting needs emergency care now."),
    ("new_weakness", "New weakness needs to be looked at today."),
    ("new_numbness_tingling", "New numbness or tingling needs to be looked at today."),
    ("sharp_not_easing", "Sharp pain that does not ease with rest needs to be looked at today."),
    ("night_pain", "Pain that wakes you and does not let go needs to be looked at today."),
    ("fever_unwell", "Back or neck pain with a fever, or feeling ill, needs to be looked at today."),
    ("recent_trauma", "Pain after a fall or an injury needs to be looked at today."),
    ("weight_loss", "Losing weight without meaning to needs to be looked at soon. Please call today."),
];

/// The sentence of a refer code, with its source tags. A code that is none of the prompts and none of
/// the known stop codes is `None`.
pub fn refer_sentence(code: &str) -> Option<(String, Vec<String>)> {
    let prompt =
        PROMPTS.iter().find(|(known, ..)| *known == code).map(|(_, _, words, sources)| (*words, *sources));
    let stop =
        || STOPS.iter().find(|(known, _)| *known == code).map(|(_, words)| (*words, stop_sources(code)));
    let (words, sources) = prompt.or_else(stop)?;
    Some((words.to_owned(), sources.iter().map(|s| (*s).to_owned()).collect()))
}

/// The level of a refer code; a stop code has its own.
pub fn refer_level(code: &str) -> ReferLevel {
    let prompt = PROMPTS.iter().find(|(known, ..)| *known == code).map(|(_, level, ..)| *level);
    prompt.unwrap_or_else(|| stop_level(code))
}

fn stop_sources(code: &str) -> &'static [&'static str] {
    match code {
        "chest_discomfort" | "faint" | "progressive_weakness" => &["S0"],
        "new_weakness" | "new_numbness_tingling" | "sharp_not_easing" | "night_pain" => &["S1"],
        _ => &["D"],
    }
}

/// All codes that `refer.codes` can hold beside stop codes of the caller's own.
pub fn refer_codes() -> impl Iterator<Item = &'static str> {
    PROMPTS.iter().map(|(code, ..)| *code).chain(STOPS.iter().map(|(code, _)| *code))
}

/// What decides the prompts beside the log.
pub(super) struct Situation<'a> {
    pub(super) input: &'a Input,
    pub(super) log: &'a Log<'a>,
    pub(super) mode: Mode,
    pub(super) trend: &'a Trend,
    pub(super) scores: &'a BTreeMap<NaiveDate, i32>,
    /// Ladders that rest today.
    pub(super) resting: usize,
    /// Whether today's own signals are those of a flare.
    pub(super) flare_today: bool,
}

/// All prompts that hold. Stop codes come from `blocks`.
pub(super) fn prompts(at: &Situation) -> Refer {
    let log = at.log;
    let trend = at.trend;
    let main: Vec<&Past> = log.past.iter().filter(|p| !p.walk_only()).collect();
    let first_score = day_zero(at.scores, log.today);
    let first = [first_score, main.first().map(|p| p.session.date)].into_iter().flatten().min();
    // scores from before a clearance do not count, so neither do the days
    let days = match (first_score, first) {
        (Some(score), Some(first)) if at.input.clearances.is_empty() => log.days_since(score.min(first)),
        (Some(score), _) => log.days_since(score),
        _ => 0,
    };
    let steady = trend.label == Label::Steady;
    let current = trend.current.unwrap_or(0.0);
    let sore = |p: &&Past| p.session.pain_over_1h == Some(true);
    let sore_in_14 = main.iter().filter(|p| log.days_since(p.session.date) <= 14 && sore(p)).count();
    let last = |n: usize| main.len() >= n;
    let hard = |p: &&&Past| p.level.value >= 2;
    let hard = main.iter().rev().filter(|p| !p.is_flare()).take(3).filter(hard).count() == 3;
    let holds = |code: &str| match code {
        "trend_worsening" => trend.label == Label::Worsening,
        "no_change_28_days" => steady && days >= 28 && main.len() >= 8 && current >= 3.0,
        "no_change_14_days" => steady && days >= 14 && main.len() >= 6 && current >= 4.0,
        "flare_over_7_days" => long_flare(at),
        "third_flare_28_days" => flares(at) >= 3,
        "pain_now_9" => at.input.today.pain_now.is_some_and(|pain| pain >= 9),
        "sore_over_1h_often" => sore_in_14 >= 3,
        "sore_over_1h_twice" => last(2) && main.iter().rev().take(2).all(sore),
        "three_hard_sessions" => hard,
        "two_ladders_resting" => at.resting >= 2,
        "usual_pain_high" => at.input.profile.usual_pain.is_some() && usual_pain(&at.input.profile) >= 7,
        _ => false,
    };
    let mut refer = Refer::default();
    for (code, level, ..) in PROMPTS {
        if holds(code) {
            refer.level = refer.level.max(level);
            refer.codes.push(code.to_owned());
        }
    }
    // the stronger says it all
    if refer.codes.iter().any(|c| c == "no_change_28_days") {
        refer.codes.retain(|c| c != "no_change_14_days");
    }
    if refer.codes.iter().any(|c| c == "sore_over_1h_often") {
        refer.codes.retain(|c| c != "sore_over_1h_twice");
    }
    refer
}

/// A run of flare sessions of more than seven days: to its last session, or to today where today is
/// still one by its own signals.
fn long_flare(at: &Situation) -> bool {
    let Some((_, first)) = flare::run(at.log) else { return false };
    let last = at.log.last_flare().and_then(|n| at.log.past.get(n)).map(|p| p.session.date);
    let end = if at.flare_today { Some(at.log.today) } else { last };
    at.mode == Mode::Flare && end.is_some_and(|end| (end - first).num_days() > 7)
}

/// Flares with a day in the last 28, today's included.
fn flares(at: &Situation) -> usize {
    let mut count = 0;
    let mut before = false;
    for past in at.log.past.iter().filter(|p| !p.walk_only()) {
        let now = past.is_flare();
        let recent = at.log.days_since(past.session.date) <= 28;
        if now && recent && (!before || count == 0) {
            count += 1;
        }
        before = now;
    }
    count + usize::from(at.mode == Mode::Flare && !before)
}

/// The refer of a block.
pub(super) fn blocked(codes: &[(ReferLevel, String, NaiveDate)]) -> Refer {
    let level = codes.iter().map(|(_, code, _)| stop_level(code)).max().unwrap_or(ReferLevel::See);
    Refer { level, codes: codes.iter().map(|(_, code, _)| code.clone()).collect() }
}
