//! From history to the engine's input, and from there to today's plan.

use chrono::{DateTime, FixedOffset, NaiveDate, Timelike};

use super::order::fewest_changes;
use super::{Coach, sessions, settled};
use crate::content::library::engine_library;
use crate::domain::dose::Kind;
use crate::domain::exercise::Position;
use crate::domain::history::History;
use crate::domain::plan::input::{Checkin, Clearance, Entry, Input, Mode, PartDose, Profile, Session, Today};
use crate::domain::plan::output::{Label, Plan, ReferLevel};
use crate::domain::plan::{blocked, plan, refer_level, thresholds};
use crate::domain::screening::assess::{self, Assessment};
use crate::domain::screening::conditions::{self, Limits};
use crate::domain::screening::derived::{Derived, Trend};
use crate::domain::screening::tier::Tier;
use crate::domain::trend;

/// Longest hold where the breath must never be held, seconds (source: PARQ GK).
const NO_BREATH_HOLD_S: u32 = 10;
/// A session of the log that ended with a block is told to the engine by this stop code.
const BLOCK_CODE: &str = "blocked";
/// Who looked, where a person looked at their own usual pain again: nobody who can clear anything.
const NO_CLINICIAN: &str = "self";
/// Marks what today's answers rule out: everybody "has" it, and only such exercises carry it.
const NOT_NOW: &str = "NOT-NOW";

/// The notes about no change in weeks.
pub(super) const NO_CHANGE: [&str; 2] = ["no_change_14_days", "no_change_28_days"];
/// The rule of the safety check that reads a worsening trend.
const TREND_RULE: &str = "T4";

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

/// What the log says to the rules of the safety check. A lifted block starts it anew: what a clinician
/// has looked at is no reason to ask for one again.
pub fn derived(coach: &Coach, now: DateTime<FixedOffset>) -> Derived {
    let today = now.date_naive();
    let lifted = coach.standing(now).lifted_on;
    let days = days_since_lift(coach, now);
    let intake = coach.history.last_intake().map(|intake| intake.at.date_naive());
    let start = intake.map(|intake| (today - intake.max(lifted.unwrap_or(intake))).num_days());
    let found = trend::trend(&days, today);
    let low = found.baseline.is_some_and(|baseline| baseline <= settled::LOW);
    let trend = match found.label {
        // Limb pain that has moved further down for a week is worse, whatever the scores say.
        _ if coach.limb_worse_for_a_week(now, today) => Some(Trend::Worse),
        Label::Insufficient => None,
        Label::Improving => Some(Trend::Better),
        // Pain that was low from the start cannot get much better: that is no reason to see anybody. Nor is
        // what a person with old, steady pain has called their normal.
        Label::Steady if low || coach.normal_until(now).is_some() => None,
        Label::Steady => Some(Trend::NotBetter),
        Label::Worsening => Some(Trend::Worse),
    };
    Derived { trend, days_since_start: start }
}

/// The pain scores, a day each, that a trend may look at: those since the last lifted block, or since
/// usual pain was found to be lower.
pub(super) fn days_since_lift(
    coach: &Coach,
    now: DateTime<FixedOffset>,
) -> std::collections::BTreeMap<NaiveDate, i32> {
    let mut days = pain_days(&coach.history);
    match coach.baseline_from(now) {
        Some(lifted) => days.split_off(&lifted),
        None => days,
    }
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
        assess::assess(self.rulebook, &self.answers_today(now), &derived(self, now))
    }

    /// The minutes that a session takes unless told otherwise.
    pub fn usual_minutes(&self) -> i32 {
        self.history.profile.minutes.and_then(|minutes| i32::try_from(minutes).ok()).unwrap_or(15)
    }

    /// The plan of a day, and why there may be no session on it.
    pub fn plan(&self, now: DateTime<FixedOffset>, minutes: Option<i32>) -> TodaysPlan {
        let standing = self.standing(now);
        let limits = self.limits(now);
        let not = if standing.tier.locks() {
            Some(Not::Blocked(standing.tier))
        } else if self.is_left_open(now) {
            Some(Not::Blocked(Tier::ClinicianFirst))
        } else if self.stop_due(now).is_some() || self.intake_due(now) {
            Some(Not::NoCheck)
        } else if !self.history.profile.is_complete() {
            Some(Not::NoProfile)
        } else if limits.rest_today {
            Some(Not::Rest)
        } else if self.done_today(now) && !self.checked_today(now) {
            Some(Not::Done)
        } else {
            None
        };
        let input = self.input_within(now, minutes, limits);
        let none = |level: ReferLevel, codes: Vec<String>, reason: &str| {
            let mut plan = blocked(&input, level, codes, reason);
            plan.refer.level = level;
            plan.sources = vec!["DESIGN".into()];
            plan
        };
        let quiet = |reason: &str| none(ReferLevel::None, Vec::new(), reason);
        let plan = match not {
            Some(Not::Blocked(_)) if !standing.tier.locks() => none(
                ReferLevel::See,
                Vec::new(),
                "It is not known yet whether the pain of the last session has let go. Start supple to say so.",
            ),
            Some(Not::Blocked(tier)) => {
                let level = match tier {
                    Tier::Emergency => ReferLevel::Emergency,
                    Tier::Urgent => ReferLevel::Urgent,
                    _ => ReferLevel::See,
                };
                let codes = standing.active.iter().map(|flag| flag.rule.clone()).collect();
                none(level, codes, blocked_words(tier))
            }
            Some(Not::NoCheck) => Plan {
                needs_rescreen: true,
                ..quiet("The safety check comes first. Start supple to answer it.")
            },
            Some(Not::NoProfile) => quiet("Four short questions about you come first. Start supple."),
            Some(Not::Rest) => {
                quiet("You told of a fever or of being ill. Rest today; ask again when you feel well.")
            }
            Some(Not::Done) | None => self.finished(plan(&input), &input, now),
        };
        TodaysPlan { plan, not }
    }

    /// The plan for a moment, if what is not answered yet turns out as calm as usual.
    pub fn plan_if_calm(&self, at: DateTime<FixedOffset>, minutes: Option<i32>) -> Plan {
        let input = self.calm_input(at, minutes);
        self.finished(plan(&input), &input, at)
    }

    /// The engine's input for a moment, if what is not answered yet turns out as calm as usual.
    pub fn calm_input(&self, at: DateTime<FixedOffset>, minutes: Option<i32>) -> Input {
        let mut input = self.input(at, minutes);
        // What is usual by now: pain that has come down since the first day would look like a sore one.
        let usual = input.profile.usual_pain.map(|_| thresholds(&input).usual);
        input.today.pain_now = input.today.pain_now.or(usual);
        // The last day with anything on the mat; a walk of its own may stand after it.
        let last = input.sessions.iter().rev().find(|session| !session.exercises.is_empty());
        if let Some(day) = last.map(|session| session.date) {
            for session in input.sessions.iter_mut().filter(|session| session.date == day) {
                session.pain_over_1h = session.pain_over_1h.or(Some(false));
                session.next_morning_pain = session.next_morning_pain.or(usual);
            }
        }
        input
    }

    /// Without the notes about no change, where the person has called their pain normal.
    fn without_normal(&self, mut plan: Plan, now: DateTime<FixedOffset>) -> Plan {
        if self.normal_until(now).is_some() {
            plan.refer.codes.retain(|code| !NO_CHANGE.contains(&code.as_str()));
            let levels = plan.refer.codes.iter().map(|code| refer_level(code));
            plan.refer.level = levels.max().unwrap_or_default();
        }
        plan
    }

    /// A plan as it is shown: in the order of the fewest changes, with the words of a clinician's plan.
    pub(super) fn finished(&self, mut plan: Plan, input: &Input, now: DateTime<FixedOffset>) -> Plan {
        let position = |id: &str| self.catalogue.get(id).map(|exercise| exercise.position);
        plan.exercises = fewest_changes(plan.exercises, position);
        self.with_plan_words(&mut plan, input, now);
        self.without_normal(plan, now)
    }

    /// What the answers of today ask of the session. Not what a worsening trend asks (rule T4): the plan
    /// reads the trend itself, eases when it first shows, and only holds after that. Eased here as well,
    /// every dose would drop day after day for as long as the trend stays.
    pub fn limits(&self, now: DateTime<FixedOffset>) -> Limits {
        let mut assessment = self.assessment(now);
        let worse = assessment.fired.iter().any(|fired| fired.rule == TREND_RULE);
        assessment.fired.retain(|fired| fired.rule != TREND_RULE);
        let mut limits = conditions::limits(&assessment);
        // The plan knows the scores only: what has moved down a limb holds its doses from here.
        limits.hold_progression |= worse && self.limb_worse_for_a_week(now, now.date_naive());
        limits
    }

    /// The same as the session takes it: high pain that is usual is none, and a clinician's limits count.
    pub(super) fn session_limits(&self, now: DateTime<FixedOffset>) -> Limits {
        self.in_session(self.limits(now), now)
    }

    fn in_session(&self, limits: Limits, now: DateTime<FixedOffset>) -> Limits {
        let pain_now = self.pain_today(now.date_naive()).map(|score| i64::from(score.get()));
        let usual = self.history.profile.usual_pain.map(|score| i64::from(score.get()));
        let mut limits = limits.for_usual_pain(pain_now, usual);
        // "May exercise, with limits": two weeks at the first level.
        limits.start_level_1 |= self.standing(now).limited_until.is_some();
        limits
    }

    /// The engine's input for a day.
    pub fn input(&self, now: DateTime<FixedOffset>, minutes: Option<i32>) -> Input {
        self.input_within(now, minutes, self.limits(now))
    }

    /// The same, where the limits of the day are known already.
    fn input_within(&self, now: DateTime<FixedOffset>, minutes: Option<i32>, limits: Limits) -> Input {
        let history = &self.history;
        let date = now.date_naive();
        let answers = self.latest_answers();
        let pain_now = self.pain_today(date).map(|score| i32::from(score.get()));
        let usual = history.profile.usual_pain.map(|score| i32::from(score.get()));
        let limits = self.in_session(limits, now);
        let relief = limits.relief_set_only;
        let (sessions, clearances) = self.engine_sessions(now);
        let mut conditions = self.conditions();
        let mut library = self.library(&limits, &conditions, date);
        conditions.push(NOT_NOW.into());
        conditions.extend(self.apply_plans(&mut library, date, &sessions));
        let mut profile = Profile {
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
            ..Profile::default()
        };
        self.wishes_into(&mut profile);
        Input {
            library,
            profile,
            today: Today {
                date,
                pain_now,
                minutes: Some(minutes.unwrap_or_else(|| self.usual_minutes())),
                time: Some(time_of_day(now).into()),
                morning_stiff: history.wishes.stiff_on(date),
                flare: Some(history.flares.contains(&date) || relief),
                flags: Vec::new(),
                ease: limits.drop_level,
                hold: limits.hold_progression || self.held || history.held || !self.physio.unread.is_empty(),
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

    /// The exercises, with those that today's answers rule out marked so. They stay in: the rules have
    /// to know them, to read what was done of them and to find the easier form.
    fn library(&self, limits: &Limits, conditions: &[String], day: NaiveDate) -> Vec<Entry> {
        // The programmes come with the program, and tests prove that these are among them.
        let mut library = engine_library(&self.catalogue, self.programme(), &self.equipment(), conditions)
            .unwrap_or_default();
        self.add_listed(&mut library, day);
        for entry in &mut library {
            if self.ruled_out_by(entry, limits).is_some() {
                entry.contra.push(NOT_NOW.into());
            }
            let held = entry.start.and_then(|start| start.hold_s).unwrap_or(0);
            let timed = !matches!(entry.kind, Kind::Minutes) && held > 0;
            if timed && (limits.no_breath_hold || limits.pregnancy_set) {
                entry.max = Some(cap(entry.max));
                entry.start = Some(cap(entry.start));
            }
        }
        library
    }

    /// What rules an entry out today, in words.
    pub(super) fn ruled_out_by(&self, entry: &Entry, limits: &Limits) -> Option<&'static str> {
        let tagged = |tag: &str| entry.tags.iter().any(|known| known == tag);
        let exercise = self.catalogue.get(&entry.id);
        let standing = exercise.is_some_and(|exercise| exercise.position == Position::Standing);
        // Strong static work, which the catalogue skips for people with an uncleared heart condition. It
        // skips walks and marching too: those stay, with the talk test.
        let static_work = entry.kind != Kind::Minutes && entry.contra.iter().any(|code| code == "HEART");
        let rules = [
            (limits.start_level_1 && entry.level > 1, "only the first forms for now"),
            (limits.floor_or_chair_only && standing, "only on the floor or on a chair"),
            (limits.light_only && static_work, "only light work"),
            (limits.spine_sparing && tagged("end_range"), "no bending or twisting to the end of the range"),
            (
                limits.pregnancy_set && (tagged("end_range") || tagged("breath_hold_risk")),
                "only what suits pregnancy",
            ),
            (
                limits.no_neck_end_range && tagged("neck_end_range"),
                "no neck movement to the end of its range",
            ),
        ];
        rules.into_iter().find(|(holds, _)| *holds).map(|(_, words)| words)
    }

    /// Sessions as the engine takes them. A block that was lifted since the last one is told as a stop
    /// code of that session with its clearance, which makes the engine start again at the bottom.
    fn engine_sessions(&self, now: DateTime<FixedOffset>) -> (Vec<Session>, Vec<Clearance>) {
        let mut sessions = sessions::engine_sessions(&self.history, now);
        let mut clearances = Vec::new();
        if let Some(lifted) = self.standing(now).lifted_on {
            if let Some(last) = sessions.iter_mut().rfind(|session| session.date <= lifted) {
                last.events.push(BLOCK_CODE.into());
            }
            clearances.push(Clearance { date: lifted, by: Some("clinician".into()) });
        }
        if let Some(date) = self.baseline_from(now) {
            // It lifts nothing: it only says from which day on scores are compared.
            clearances.push(Clearance { date, by: Some(NO_CLINICIAN.into()) });
        }
        (sessions, clearances)
    }
}

fn cap(dose: Option<PartDose>) -> PartDose {
    let dose = dose.unwrap_or_default();
    PartDose { hold_s: dose.hold_s.map(|hold| hold.min(NO_BREATH_HOLD_S)), ..dose }
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

/// Whether it is the part of the day that the rules for stiff mornings are about: 3 to 11 o'clock.
pub fn is_morning(now: DateTime<FixedOffset>) -> bool {
    time_of_day(now) == "morning"
}

fn time_of_day(now: DateTime<FixedOffset>) -> &'static str {
    match now.hour() {
        3..=10 => "morning",
        11..=16 => "day",
        _ => "evening",
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
