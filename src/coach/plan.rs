//! From history to the engine's input, and from there to today's plan.

use chrono::{DateTime, FixedOffset, NaiveDate, Timelike};

use super::Coach;
use crate::content::library::engine_library;
use crate::domain::exercise::Position;
use crate::domain::history::{History, Reached, SessionRecord, Walk};
use crate::domain::plan::input::{
    Bout, Checkin, Clearance, Done, Entry, Input, Mode, PartDose, Profile, Session, Today,
};
use crate::domain::plan::output::{Label, Plan, ReferLevel};
use crate::domain::plan::plan;
use crate::domain::screening::assess::{self, Assessment};
use crate::domain::screening::conditions::{self, Limits};
use crate::domain::screening::derived::{Derived, Trend};
use crate::domain::screening::tier::Tier;
use crate::domain::trend;

/// Longest hold where the breath must never be held, seconds [PARQ GK].
const NO_BREATH_HOLD_S: u32 = 10;
/// A session of the log that ended with a block is told to the engine by this stop code.
const BLOCK_CODE: &str = "blocked";

/// Why there is no session, when there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Not {
    /// No whole safety check that counts.
    NoCheck,
    /// A block stands.
    Blocked(Tier),
    /// Today is for rest.
    Rest,
    /// Today's is done.
    Done,
    /// The profile is not complete.
    NoProfile,
}

/// Today's plan, and why there may be no session.
#[derive(Debug, Clone, PartialEq)]
pub struct TodaysPlan {
    /// The plan.
    pub plan: Plan,
    /// `None`: a session may begin.
    pub not: Option<Not>,
}

/// What the log says to the rules of the safety check.
pub fn derived(coach: &Coach, now: DateTime<FixedOffset>) -> Derived {
    let days = pain_days(&coach.history);
    let today = now.date_naive();
    let start = coach.history.last_intake().map(|intake| (today - intake.at.date_naive()).num_days());
    let trend = match trend::trend(&days, today).label {
        Label::Insufficient => None,
        Label::Improving => Some(Trend::Better),
        Label::Steady => Some(Trend::NotBetter),
        Label::Worsening => Some(Trend::Worse),
    };
    Derived { trend, days_since_start: start }
}

/// One pain score a day, the highest.
pub fn pain_days(history: &History) -> std::collections::BTreeMap<NaiveDate, i32> {
    let points: Vec<(NaiveDate, i32)> =
        history.pain.iter().map(|point| (point.at.date_naive(), i32::from(point.score.get()))).collect();
    trend::daily(&points)
}

impl Coach {
    /// What today's answers come to.
    pub fn assessment(&self, now: DateTime<FixedOffset>) -> Assessment {
        assess::assess(self.rulebook, &self.answers_today(now.date_naive()), &derived(self, now))
    }

    /// The minutes that a session takes unless told otherwise.
    pub fn usual_minutes(&self) -> i32 {
        self.history.profile.minutes.and_then(|minutes| i32::try_from(minutes).ok()).unwrap_or(15)
    }

    /// The plan of a day, and why there may be no session on it.
    pub fn plan(&self, now: DateTime<FixedOffset>, minutes: Option<i32>) -> TodaysPlan {
        let standing = self.standing(now);
        let not = if standing.tier.locks() {
            Some(Not::Blocked(standing.tier))
        } else if self.intake_due(now) {
            Some(Not::NoCheck)
        } else if !self.history.profile.is_complete() {
            Some(Not::NoProfile)
        } else if self.limits(now).rest_today {
            Some(Not::Rest)
        } else if self.done_today(now) && !self.checked_today(now) {
            Some(Not::Done)
        } else {
            None
        };
        let mut input = self.input(now, minutes);
        if let Some(Not::Blocked(_) | Not::NoCheck | Not::NoProfile | Not::Rest) = not {
            input.today.flags.push(BLOCK_CODE.into());
        }
        let mut plan = plan(&input);
        match not {
            Some(Not::Blocked(tier)) => {
                plan.refer.level = match tier {
                    Tier::Emergency => ReferLevel::Emergency,
                    Tier::Urgent => ReferLevel::Urgent,
                    _ => ReferLevel::See,
                };
                plan.refer.codes = standing.active.iter().map(|flag| flag.rule.clone()).collect();
                plan.reason = blocked_words(tier).into();
                plan.sources = vec!["DESIGN".into()];
            }
            Some(Not::NoCheck) => {
                quiet(&mut plan, "The safety check comes first. Start supple to answer it.");
            }
            Some(Not::NoProfile) => {
                quiet(&mut plan, "Four short questions about you come first. Start supple.");
            }
            Some(Not::Rest) => quiet(
                &mut plan,
                "You told of a fever or of being ill. Rest today; ask again when you feel well.",
            ),
            Some(Not::Done) | None => {}
        }
        TodaysPlan { plan, not }
    }

    /// The plan for a moment, if what is not answered yet turns out as calm as usual.
    pub fn plan_if_calm(&self, at: DateTime<FixedOffset>, minutes: Option<i32>) -> Plan {
        let mut input = self.input(at, minutes);
        let usual = input.profile.usual_pain;
        input.today.pain_now = input.today.pain_now.or(usual);
        if let Some(last) = input.sessions.last_mut() {
            last.pain_over_1h = last.pain_over_1h.or(Some(false));
            last.next_morning_pain = last.next_morning_pain.or(usual);
        }
        plan(&input)
    }

    /// What the answers of today ask of the session.
    pub fn limits(&self, now: DateTime<FixedOffset>) -> Limits {
        conditions::limits(&self.assessment(now))
    }

    /// The engine's input for a day.
    pub fn input(&self, now: DateTime<FixedOffset>, minutes: Option<i32>) -> Input {
        let history = &self.history;
        let date = now.date_naive();
        let answers = history.latest_answers();
        let pain_now = self.pain_today(date).map(|score| i32::from(score.get()));
        let usual = history.profile.usual_pain.map(|score| i32::from(score.get()));
        let limits = self.limits(now).for_usual_pain(pain_now.map(i64::from), usual.map(i64::from));
        let relief = limits.relief_set_only;
        let (sessions, clearances) = self.engine_sessions(now);
        let conditions = self.conditions();
        Input {
            library: self.library(&limits, &conditions),
            profile: Profile {
                intake_date: history.last_intake().map(|intake| intake.at.date_naive()),
                age: answers
                    .get("age")
                    .and_then(super::super::domain::screening::answer::Value::as_number)
                    .and_then(|age| u32::try_from(age).ok()),
                regions: conditions::regions(&answers),
                usual_pain: usual,
                settle_minutes: history.profile.settle.map(crate::domain::profile::Settle::minutes),
                conditions,
                aerobic_ok: if limits.floor_or_chair_only {
                    Some(false)
                } else {
                    conditions::aerobic_ok(&answers)
                },
            },
            today: Today {
                date,
                pain_now,
                minutes: Some(minutes.unwrap_or_else(|| self.usual_minutes())),
                time: Some(time_of_day(now).into()),
                morning_stiff: None,
                flare: Some(history.flares.contains(&date) || relief),
                flags: Vec::new(),
                ease: limits.drop_level,
                hold: limits.hold_progression || self.held || history.held,
            },
            checkins: history
                .pain
                .iter()
                .map(|point| Checkin {
                    date: point.at.date_naive(),
                    pain: Some(i32::from(point.score.get())),
                })
                .collect(),
            clearances,
            sessions,
        }
    }

    /// Id of the person's programme: the floor decides first, then where it hurts.
    pub fn programme(&self) -> &'static str {
        let regions = conditions::regions(&self.history.latest_answers());
        if self.history.profile.floor == Some(false) {
            "desk-stiff-10"
        } else if regions.iter().any(|region| region == "neck")
            && !regions.iter().any(|region| region == "back")
        {
            "neck-upper-back"
        } else {
            "low-back-default"
        }
    }

    /// The exercises that today's answers leave.
    fn library(&self, limits: &Limits, conditions: &[String]) -> Vec<Entry> {
        // The programmes come with the program, and tests prove that these are among them.
        let mut library =
            engine_library(&self.catalogue, self.programme(), &[], conditions).unwrap_or_default();
        if limits.start_level_1 {
            library.retain(|entry| entry.level <= 1);
        }
        if limits.floor_or_chair_only {
            let standing = |id: &str| {
                self.catalogue.get(id).is_some_and(|exercise| exercise.position == Position::Standing)
            };
            library.retain(|entry| !standing(&entry.id));
        }
        if limits.no_breath_hold {
            for entry in &mut library {
                let held = entry.start.and_then(|start| start.hold_s).unwrap_or(0);
                let timed = !matches!(entry.kind, crate::domain::dose::Kind::Minutes) && held > 0;
                if timed {
                    entry.max = Some(cap(entry.max));
                    entry.start = Some(cap(entry.start));
                }
            }
        }
        library
    }

    /// Sessions as the engine takes them. A block that was lifted since the last one is told as a stop
    /// code of that session with its clearance, which makes the engine start again at the bottom.
    fn engine_sessions(&self, now: DateTime<FixedOffset>) -> (Vec<Session>, Vec<Clearance>) {
        let done = self.history.sessions.iter().filter(|session| session.is_done());
        let mut sessions: Vec<Session> =
            done.map(|session| engine_session(session, self.history.walked_on(session.date))).collect();
        let mut clearances = Vec::new();
        if let Some(lifted) = self.standing(now).lifted_on
            && let Some(last) = sessions.iter_mut().rfind(|session| session.date <= lifted)
        {
            last.events.push(BLOCK_CODE.into());
            clearances.push(Clearance { date: lifted, by: Some("clinician".into()) });
        }
        (sessions, clearances)
    }
}

fn cap(dose: Option<PartDose>) -> PartDose {
    let dose = dose.unwrap_or_default();
    PartDose { hold_s: dose.hold_s.map(|hold| hold.min(NO_BREATH_HOLD_S)), ..dose }
}

fn quiet(plan: &mut Plan, reason: &str) {
    plan.refer.level = ReferLevel::None;
    plan.refer.codes.clear();
    plan.reason = reason.into();
    plan.sources = vec!["DESIGN".into()];
}

/// Why there is no session under a block.
pub fn blocked_words(tier: Tier) -> &'static str {
    match tier {
        Tier::Emergency => {
            "An answer asks for emergency care now. No sessions until a clinician has cleared it."
        }
        Tier::Urgent => "An answer asks for a doctor today. No sessions until a clinician has cleared it.",
        _ => "An answer asks for a clinician before the next session. `supple clear` records their word.",
    }
}

fn time_of_day(now: DateTime<FixedOffset>) -> &'static str {
    match now.hour() {
        3..=10 => "morning",
        11..=16 => "day",
        _ => "evening",
    }
}

fn engine_session(record: &SessionRecord, walked: Option<Walk>) -> Session {
    let score = |score: Option<crate::domain::score::Score>| score.map(|score| i32::from(score.get()));
    let asked = record.aerobic_asked.and_then(|minutes| i32::try_from(minutes).ok());
    Session {
        date: record.date,
        mode: record.mode,
        minutes: record.minutes,
        pain_before: score(record.pain_before),
        pain_after: score(record.pain_after),
        pain_over_1h: record.pain_over_1h,
        next_morning_pain: score(record.next_morning_pain),
        effort: score(record.effort),
        signs: record.signs.clone(),
        events: record.events.clone(),
        // Asked and not logged is a bout without an answer: missing means hold.
        aerobic: (asked.is_some() || walked.is_some()).then(|| Bout {
            prescribed: asked,
            done: walked.map(|walk| walk.done),
            pain: walked.and_then(|walk| score(walk.pain)),
            talk_ok: walked.and_then(|walk| walk.talk_ok),
        }),
        exercises: record
            .exercises
            .iter()
            .zip(&record.reached)
            .filter(|(_, reached)| **reached != Reached::Not)
            .map(|(exercise, _)| Done {
                id: exercise.id.clone(),
                prescribed: Some(exercise.prescribed),
                done: Some(exercise.done),
                pain: score(exercise.pain),
                effort: score(exercise.effort),
                stop: exercise.stop,
                within_limit: exercise.within_limit,
            })
            .collect(),
    }
}

/// Modes in words, for titles.
pub fn mode_words(mode: Mode) -> &'static str {
    match mode {
        Mode::Start => "your first session",
        Mode::Normal => "your session",
        Mode::Return => "easing back in",
        Mode::Restart => "a fresh, gentle start",
        Mode::Flare => "a gentle day",
        Mode::Blocked => "no session",
    }
}
