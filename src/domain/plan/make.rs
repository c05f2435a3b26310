//! The plan, put together: what blocks, the mode, the lines, the walk, the prompts.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::derived::{Irritability, Limits};
use super::fear::Fears;
use super::input::{Input, Mode};
use super::ladders::{Ladders, Permit};
use super::line::Ctx;
use super::log::{Log, Past};
use super::mode::mode;
use super::output::{Label, Plan, Refer, ReferLevel, Trend};
use super::refer::{Situation, prompts};
use super::response::{Cause, Level, today_level};
use super::session::Maker;
use super::{blocks, reasons, refer};
use crate::domain::trend;

/// Minutes where none are asked for.
const MINUTES: i32 = 15;
/// Days after which the last session says less than today.
const OLD_DAYS: i64 = 8;
/// Age from which first sessions begin at level 1.
const OLDER: u32 = 65;

/// The next session for what `input` holds. Never panics, whatever the numbers are.
pub fn plan(input: &Input) -> Plan {
    let today = input.today.date;
    let scores = scores(input);
    let trend = trend::trend(&scores, today);
    let blocks = blocks::read(input);
    if !blocks.standing.is_empty() {
        let what: Vec<String> = blocks.standing.iter().map(|(_, code, _)| reasons::plain(code)).collect();
        let reason = format!("No session now. Reported and not cleared: {}.", what.join(", "));
        return empty(trend, refer::blocked(&blocks.standing), reason);
    }
    set_up(input, &scores, &trend, blocks.lifted, |maker, flare_today| {
        let mut plan = if maker.situation.mode == Mode::Flare { maker.gentle() } else { maker.session() };
        plan.refer = prompts(&Situation {
            input,
            log: maker.ctx.log,
            mode: plan.mode,
            trend: &plan.trend,
            scores: &scores,
            resting: maker.resting(),
            flare_today,
        });
        plan
    })
}

/// Everything that a plan is made from, where no block stands; with whether today alone calls for a flare.
pub(super) fn prepared<T>(input: &Input, then: impl FnOnce(&Maker<'_, '_>, bool) -> T) -> Option<T> {
    let blocks = blocks::read(input);
    if !blocks.standing.is_empty() {
        return None;
    }
    let scores = scores(input);
    let trend = trend::trend(&scores, input.today.date);
    Some(set_up(input, &scores, &trend, blocks.lifted, then))
}

fn set_up<T>(
    input: &Input,
    scores: &BTreeMap<NaiveDate, i32>,
    trend: &Trend,
    lifted: bool,
    then: impl FnOnce(&Maker<'_, '_>, bool) -> T,
) -> T {
    let today = input.today.date;
    let ladders = Ladders::new(&input.library);
    let log = Log::new(input, &ladders);
    let minutes = input.today.minutes.unwrap_or(MINUTES).clamp(0, 180);
    let now = today_level(&input.today, log.zones);
    let mut level = whole_level(&log, &now, input.today.pain_now.is_some());
    if newly_worsening(&log, scores, trend) {
        // worsening eases the plan when it first shows; after that it only freezes it
        level.add(2, Cause::Worsening);
    }
    let situation = mode(input, &log, &level, lifted);
    let recent_flare = log.past.iter().any(|p| p.is_flare() && log.days_since(p.session.date) <= 14);
    let irritability = Irritability::of(&input.profile, recent_flare);
    let hard = |(n, p): (usize, &Past)| {
        Some(n) != log.latest && p.level.value >= 2 && log.days_since(p.session.date) <= 28
    };
    let hard_now = level.value >= 2 || log.latest().is_some_and(|p| p.level.value >= 2);
    let permit = Permit::new(
        &input.profile,
        today,
        log.past.iter().enumerate().any(hard),
        hard_now,
        Fears::new(input, &log),
    );
    let ctx = Ctx {
        log: &log,
        permit: &permit,
        irritability,
        limits: limits(irritability, input.profile.age),
        level: &level,
        mode: situation.mode,
        lifted,
        block_at: log.past.iter().rposition(|p| !p.session.events.is_empty()),
    };
    let stiff = input.today.time.as_deref().is_some_and(|t| t.eq_ignore_ascii_case("morning"))
        && input.today.morning_stiff == Some(true);
    let maker = Maker { input, ladders: &ladders, ctx: &ctx, situation, minutes, stiff, trend };
    then(&maker, now.value >= 3)
}

/// A plan without anything to do, for a block that the caller knows of: the safety check's own tiers.
/// `level` is raised to `see` where it is lower.
pub fn blocked(input: &Input, level: ReferLevel, codes: Vec<String>, reason: &str) -> Plan {
    let trend = trend::trend(&scores(input), input.today.date);
    empty(trend, Refer { level: level.max(ReferLevel::See), codes }, reason.to_owned())
}

fn empty(trend: Trend, refer: Refer, reason: String) -> Plan {
    Plan {
        mode: Mode::Blocked,
        blocked: true,
        needs_rescreen: false,
        refer,
        exercises: Vec::new(),
        removed: Vec::new(),
        aerobic: None,
        advice: Vec::new(),
        est_seconds: 0,
        trend,
        reason,
        sources: vec!["S0".to_owned(), "S1".to_owned(), "D".to_owned()],
    }
}

/// One score a day, the highest of check-ins, today's included, and of pain before a session; from the
/// last clearance on, which starts a new baseline.
fn scores(input: &Input) -> BTreeMap<NaiveDate, i32> {
    let today = input.today.date;
    let from = input.clearances.iter().map(|c| c.date).filter(|d| *d <= today).max();
    let points: Vec<(NaiveDate, i32)> = input
        .checkins
        .iter()
        .filter_map(|c| c.pain.map(|pain| (c.date, pain)))
        .chain(input.sessions.iter().filter_map(|s| s.pain_before.map(|pain| (s.date, pain))))
        .chain(input.today.pain_now.map(|pain| (today, pain)))
        .filter(|(date, _)| *date <= today && from.is_none_or(|from| *date >= from))
        .collect();
    trend::daily(&points)
}

/// L of the latest session, of walks logged since, and of today. `told`: today's pain is known.
///
/// Decided here: what a session left behind eight days ago or earlier eases at most, once today's pain
/// is known. A sore morning eleven days back is no flare today; today's own pain still makes one. From
/// eight days on the gap steps every dose down anyway (source: DESIGN).
fn whole_level(log: &Log, now: &Level, told: bool) -> Level {
    let mut level = Level::default();
    level.extend(now, true);
    if let Some(latest) = log.latest {
        for (n, past) in log.past.iter().enumerate().skip(latest) {
            let old = told && log.days_since(past.session.date) >= OLD_DAYS;
            level.extend_to(&past.level, n == latest, if old { 2 } else { u8::MAX });
        }
    }
    level
}

/// What irritability allows, and age: from 65 on a first session begins at level 1 however little
/// provokes the pain. Low irritability says how pain answers, not how steady somebody stands, and nobody
/// is there to watch (source: DESIGN).
fn limits(irritability: Irritability, age: Option<u32>) -> Limits {
    let limits = irritability.limits();
    let first_level =
        if age.is_some_and(|age| age >= OLDER) { limits.first_level.min(1) } else { limits.first_level };
    Limits { first_level, ..limits }
}

/// Whether the trend is worsening and was not, by the scores before the latest session. (That session's
/// own score is left out, or a worse score could make the plan milder; so the first two plans of a
/// worsening trend may ease.)
fn newly_worsening(log: &Log, scores: &BTreeMap<NaiveDate, i32>, trend: &Trend) -> bool {
    let Some(latest) = log.latest() else { return false };
    let Some(before) = latest.session.date.pred_opt() else { return false };
    trend.label == Label::Worsening && trend::trend(scores, before).label != Label::Worsening
}
