//! All that the page says, from a coach and a period. Numbers and words, no layout.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate};

use super::{Period, is_intimate};
use crate::coach::Coach;
use crate::coach::plan::{mode_words, pain_days};
use crate::domain::around::goals::{Goal, goals};
use crate::domain::body::{Marking, Place, PlaceTimes, over_time};
use crate::domain::dose::dose_words;
use crate::domain::history::SessionRecord;
use crate::domain::plan::input::Mode;
use crate::domain::screening::block::{Outcome, Role};
use crate::domain::screening::tier::Tier;
use crate::domain::screening::words::shown;
use crate::domain::trend::{Series, series};

/// The facts of a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// The days.
    pub period: Period,
    /// When this was made.
    pub made: DateTime<FixedOffset>,
    /// Age as answered, years.
    pub age: Option<i64>,
    /// Usual pain as said at the start, 0 to 10.
    pub usual_pain: Option<u8>,
    /// Where it hurts, as answered.
    pub areas: Option<String>,
    /// Where it hurt when that was last marked on the body picture in the period, and the day.
    pub places: Option<(Vec<Place>, NaiveDate)>,
    /// Each place that was ever marked in the period, in words.
    pub marked: Vec<String>,
    /// What the person wants to do again, in their words, with the first and the latest score.
    pub goals: Vec<Goal>,
    /// For each of them the scores of the period, oldest first.
    pub function: Vec<Vec<(NaiveDate, u8)>>,
    /// Pain by day and its trend.
    pub pain: Series,
    /// What was done, week by week.
    pub weeks: Vec<Week>,
    /// Exercises, those done most often first.
    pub exercises: Vec<Done>,
    /// Changes of an exercise for an easier or a harder form in a session, in words, oldest first.
    pub swaps: Vec<String>,
    /// Sessions, oldest first.
    pub sessions: Vec<Session>,
    /// Safety checks that came to their end, oldest first.
    pub checks: Vec<Check>,
    /// The rules that fired in them: id, when it fires, and a note; without those on private matters.
    pub fired: Vec<[String; 3]>,
    /// How movements that worry went, in a sentence; `None` where none was tried.
    pub tries: Option<String>,
    /// Warnings that locked sessions, with what became of them.
    pub flags: Vec<FlagLine>,
    /// What went wrong, oldest first.
    pub adverse: Vec<Adverse>,
    /// Latest answer to each question that may be shown: question, answer, day.
    pub answers: Vec<(String, String, NaiveDate)>,
    /// How many answers are left out as private.
    pub left_out: usize,
    /// Version of the safety rules.
    pub rules: String,
    /// Sessions that were ended early or not rated, and other holes in the record, in words.
    pub gaps: Vec<String>,
}

/// Seven days, from a Monday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    /// The Monday.
    pub from: NaiveDate,
    /// Days with a session.
    pub days: usize,
    /// Minutes walked or the like.
    pub walked: i32,
}

/// One exercise over the period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Its name.
    pub name: String,
    /// How often.
    pub times: usize,
    /// Dose when it was first done in the period, in words.
    pub first: String,
    /// Dose when it was last done.
    pub last: String,
    /// Highest pain during it.
    pub worst: Option<u8>,
}

/// One session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its day.
    pub date: NaiveDate,
    /// The mode in words.
    pub mode: &'static str,
    /// Exercises that were done, of how many.
    pub done: (usize, usize),
    /// Pain before.
    pub before: Option<u8>,
    /// Pain after.
    pub after: Option<u8>,
    /// Pain next morning.
    pub morning: Option<u8>,
    /// Effort.
    pub effort: Option<u8>,
}

/// One run of the safety check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// What it came to.
    pub tier: Tier,
    /// The rules that fired, without those on private matters.
    pub fired: Vec<String>,
    /// Whether it was the whole check.
    pub whole: bool,
}

/// One warning and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlagLine {
    /// The rule; "a private question" where it is about one and those are left out.
    pub rule: String,
    /// Its tier.
    pub tier: Tier,
    /// When it was raised.
    pub raised: DateTime<FixedOffset>,
    /// Whether it still stands.
    pub stands: bool,
    /// Clearances, in words.
    pub clearances: Vec<String>,
}

/// Something that went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adverse {
    /// The day.
    pub date: NaiveDate,
    /// What, in words.
    pub what: String,
}

/// The scores of each thing that is followed, under its words of today.
fn function(coach: &Coach, period: Period) -> Vec<Vec<(NaiveDate, u8)>> {
    let wishes = &coach.history.wishes;
    let of = |goal: &Goal| {
        let scores = wishes.goals.get(&goal.place).into_iter().flatten();
        let scores = scores.filter(|one| one.words == goal.words && period.has(one.at.date_naive()));
        scores.filter_map(|one| Some((one.at.date_naive(), one.score?.get()))).collect()
    };
    goals(wishes).iter().map(of).collect()
}

/// Gathers them. `whole`: private answers too.
pub fn of(coach: &Coach, period: Period, now: DateTime<FixedOffset>, whole: bool) -> Facts {
    let history = &coach.history;
    let sessions: Vec<&SessionRecord> =
        history.sessions.iter().filter(|session| session.is_done() && period.has(session.date)).collect();
    let pain = series(&pain_days(history), &history.flares, period.from, period.to);
    let (answers, left_out) = answers(coach, whole);
    let markings: Vec<Marking> =
        history.body.iter().filter(|marking| period.has(marking.at.date_naive())).cloned().collect();
    let number = |id: &str| history.answers.get(id).map(|answer| answer.value.clone());
    let checks = checks(coach, period, whole);
    Facts {
        period,
        made: now,
        age: number("age").and_then(|value| value.as_number()),
        usual_pain: history.profile.usual_pain.map(super::super::domain::score::Score::get),
        areas: coach
            .rulebook
            .question("area")
            .zip(number("area"))
            .map(|(question, value)| shown(question, &value)),
        places: markings.last().map(|last| (last.places(), last.at.date_naive())),
        marked: over_time(&markings).iter().map(PlaceTimes::words).collect(),
        goals: goals(&history.wishes),
        function: function(coach, period),
        weeks: weeks(coach, period, &sessions),
        exercises: exercises(coach, &sessions),
        swaps: sessions.iter().flat_map(|session| coach.swaps_told(session)).collect(),
        fired: fired(coach, &checks),
        checks,
        tries: coach.tries_sentence(period.from, period.to),
        flags: flags(coach, period, now, whole),
        adverse: adverse(coach, period, &sessions),
        gaps: gaps(coach, period, &pain, &sessions),
        sessions: sessions.iter().map(|session| session_line(session)).collect(),
        answers,
        left_out,
        rules: coach.rulebook.version.clone(),
        pain,
    }
}

fn session_line(session: &SessionRecord) -> Session {
    let score =
        |score: Option<crate::domain::score::Score>| score.map(super::super::domain::score::Score::get);
    let done = session.exercises.iter().filter(|exercise| exercise.done.sets > 0).count();
    Session {
        date: session.date,
        mode: mode_words(session.mode),
        done: (done, session.planned.len()),
        before: score(session.pain_before),
        after: score(session.pain_after),
        morning: score(session.next_morning_pain),
        effort: score(session.effort),
    }
}

/// The Monday of the week of a day.
fn monday(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday()))).unwrap_or(day)
}

fn weeks(coach: &Coach, period: Period, sessions: &[&SessionRecord]) -> Vec<Week> {
    let mut days: BTreeMap<NaiveDate, std::collections::BTreeSet<NaiveDate>> = BTreeMap::new();
    for session in sessions {
        days.entry(monday(session.date)).or_default().insert(session.date);
    }
    let mut walked: BTreeMap<NaiveDate, i32> = BTreeMap::new();
    for (day, walk) in coach.history.walks.iter().filter(|(day, _)| period.has(*day)) {
        let minutes = walked.entry(monday(*day)).or_default();
        *minutes = minutes.saturating_add(walk.done);
    }
    let mondays = monday(period.from).iter_days().step_by(7).take_while(|day| *day <= period.to);
    mondays
        .map(|from| Week {
            from,
            days: days.get(&from).map_or(0, std::collections::BTreeSet::len),
            walked: walked.get(&from).copied().unwrap_or(0),
        })
        .collect()
}

fn exercises(coach: &Coach, sessions: &[&SessionRecord]) -> Vec<Done> {
    let mut done: BTreeMap<&str, Done> = BTreeMap::new();
    for session in sessions {
        for record in session.exercises.iter().filter(|record| record.done.sets > 0) {
            let exercise = coach.catalogue.get(&record.id);
            let sides =
                session.planned.iter().find(|item| item.exercise == record.id).map_or(1, |item| item.sides);
            let dose =
                exercise.map_or_else(String::new, |exercise| dose_words(exercise.kind, record.done, sides));
            let line = done.entry(&record.id).or_insert_with(|| Done {
                name: exercise.map_or_else(|| record.id.clone(), |exercise| exercise.name.clone()),
                times: 0,
                first: dose.clone(),
                last: String::new(),
                worst: None,
            });
            line.times += 1;
            line.last = dose;
            line.worst = line.worst.max(record.pain.map(super::super::domain::score::Score::get));
        }
    }
    let mut done: Vec<Done> = done.into_values().collect();
    done.sort_by(|a, b| b.times.cmp(&a.times).then_with(|| a.name.cmp(&b.name)));
    done
}

/// Whether a rule asks about private matters.
fn is_private(coach: &Coach, rule: &str) -> bool {
    let when = coach.rulebook.rule(rule).and_then(|rule| rule.when.as_ref());
    let asked = when.into_iter().flat_map(|when| when.ids());
    asked.filter_map(|id| coach.rulebook.question(id)).any(is_intimate)
}

fn rule_name(coach: &Coach, rule: &str, whole: bool) -> String {
    if !whole && is_private(coach, rule) { "a private question".to_owned() } else { rule.to_owned() }
}

fn checks(coach: &Coach, period: Period, whole: bool) -> Vec<Check> {
    let checks = coach.history.decisions.iter().filter(|check| period.has(check.at.date_naive()));
    checks
        .map(|check| {
            let mut fired: Vec<String> =
                check.fired.iter().map(|rule| rule_name(coach, rule, whole)).collect();
            fired.dedup();
            Check { at: check.at, tier: check.tier, fired, whole: check.intake }
        })
        .collect()
}

/// Each rule that fired, once, as the rules have it.
fn fired(coach: &Coach, checks: &[Check]) -> Vec<[String; 3]> {
    let ids: std::collections::BTreeSet<&str> =
        checks.iter().flat_map(|check| &check.fired).map(String::as_str).collect();
    let rules = ids.into_iter().filter_map(|id| coach.rulebook.rule(id));
    rules.map(|rule| [rule.id.clone(), rule.when_text.clone(), rule.note.clone()]).collect()
}

fn flags(coach: &Coach, period: Period, now: DateTime<FixedOffset>, whole: bool) -> Vec<FlagLine> {
    let history = &coach.history;
    let active = coach.standing(now).active;
    let stands = |id: &str| active.iter().any(|flag| flag.id == id);
    let all = coach.flags();
    let told = all
        .iter()
        .filter(|flag| stands(&flag.id) || (flag.tier.locks() && period.has(flag.raised_at.date_naive())));
    told.map(|flag| FlagLine {
        rule: rule_name(coach, &flag.rule, whole),
        tier: flag.tier,
        raised: flag.raised_at,
        stands: stands(&flag.id),
        clearances: history
            .clearances
            .iter()
            .filter(|clearance| clearance.flag == flag.id)
            .map(|clearance| {
                let said = match clearance.outcome {
                    Outcome::MayExercise => "may exercise",
                    Outcome::WithLimits => "may exercise, with limits",
                    Outcome::NotYet => "not yet",
                };
                let limits =
                    clearance.limits.as_ref().map_or_else(String::new, |limits| format!(" ({limits})"));
                format!(
                    "{}, {}: {said}{limits}, as the person entered it",
                    clearance.seen_on,
                    role(&clearance.role)
                )
            })
            .collect(),
    })
    .collect()
}

fn role(role: &Role) -> String {
    match role {
        Role::Gp => "GP".to_owned(),
        Role::HospitalDoctor => "hospital doctor".to_owned(),
        Role::Physiotherapist => "physiotherapist".to_owned(),
        Role::Nurse => "nurse".to_owned(),
        Role::Midwife => "midwife".to_owned(),
        Role::Other(profession) => profession.clone(),
    }
}

fn adverse(coach: &Coach, period: Period, sessions: &[&SessionRecord]) -> Vec<Adverse> {
    let mut told = Vec::new();
    for session in sessions {
        for ouch in &session.ouches {
            let sign = coach
                .rulebook
                .stops
                .sign(&ouch.sign)
                .map_or_else(|| ouch.sign.clone(), |sign| sign.line.clone());
            let place = match (&ouch.exercise, &ouch.side) {
                (Some(id), side) => {
                    let name = coach.catalogue.get(id).map_or(id.as_str(), |exercise| &exercise.name);
                    let side = side.as_ref().map_or_else(String::new, |side| format!(", {side}"));
                    format!(" (in {name}{side})")
                }
                _ => String::new(),
            };
            let eased = match ouch.eased {
                Some(true) => "; it eased with rest",
                Some(false) => "; it did not ease with rest",
                None => "",
            };
            told.push(Adverse {
                date: session.date,
                what: format!("{sign}{place}{eased}. Came to: {}.", ouch.tier),
            });
        }
        if session.pain_over_1h == Some(true) {
            told.push(Adverse {
                date: session.date,
                what: "Sore for more than an hour after the session.".to_owned(),
            });
        }
        if session.mode == Mode::Flare {
            told.push(Adverse {
                date: session.date,
                what: "A session for a flare: short and gentle.".to_owned(),
            });
        }
    }
    for day in coach.history.flares.iter().filter(|day| period.has(**day)) {
        if !sessions.iter().any(|session| session.date == *day && session.mode == Mode::Flare) {
            told.push(Adverse { date: *day, what: "The person called this day a flare.".to_owned() });
        }
    }
    told.sort_by_key(|adverse| adverse.date);
    told
}

fn answers(coach: &Coach, whole: bool) -> (Vec<(String, String, NaiveDate)>, usize) {
    let mut told = Vec::new();
    let mut left_out = 0;
    for question in &coach.rulebook.questions {
        let Some(answer) = coach.history.answers.get(&question.id) else { continue };
        if is_intimate(question) && !whole {
            left_out += 1;
            continue;
        }
        told.push((question.text.clone(), shown(question, &answer.value), answer.at.date_naive()));
    }
    (told, left_out)
}

fn gaps(coach: &Coach, period: Period, pain: &Series, sessions: &[&SessionRecord]) -> Vec<String> {
    const MOST: usize = 3;
    let mut told = Vec::new();
    let breaks = coach.breaks(period.from, period.to);
    let from = breaks.len().saturating_sub(MOST);
    for (from, to) in &breaks[from..] {
        let days = (*to - *from).num_days() + 1;
        let day = |day: &NaiveDate| day.format("%-d %B %Y").to_string();
        told.push(format!("No session in the {days} days from {} to {}.", day(from), day(to)));
    }
    if from > 0 {
        told.push(format!("{from} such breaks before that."));
    }
    let silent = pain.days.iter().filter(|day| day.pain.is_none()).count();
    if silent > 0 {
        told.push(format!("{silent} of {} days have no pain score.", pain.days.len()));
    }
    let after = sessions.iter().filter(|session| session.pain_after.is_none()).count();
    let morning = sessions.iter().filter(|session| session.next_morning_pain.is_none()).count();
    for (number, what) in [(after, "pain at the end"), (morning, "pain next morning")] {
        if number > 0 {
            told.push(format!("{number} of {} sessions have no score for {what}.", sessions.len()));
        }
    }
    told
}
