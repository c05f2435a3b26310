//! The walk, or the like: beside the time budget, 5 to 30 minutes (progression rules 3.8).
//!
//! Decided here: a bout of 0 minutes was not done, like a skipped exercise, but a lower number asked
//! then still stands. A bout that was not logged, or not in full, holds. The lowest of the last seven
//! days counts both what was asked and what was done. Walks have a gap of their own.

use chrono::NaiveDate;

use super::input::{Bout, Input, Mode};
use super::line::Ctx;
use super::output::{Aerobic, Change};
use super::reasons::{Frozen, WalkWhy};

/// Shortest and longest, minutes.
const MIN: i32 = 5;
const MAX: i32 = 30;
/// One step, minutes.
const STEP: i32 = 5;
/// Longest where it is not known whether walks may be prescribed.
const UNKNOWN_MAX: i32 = 10;

/// The last bouts, as the rules read them.
pub(super) struct Walks {
    /// Minutes to count from.
    base: i32,
    /// Minutes asked last.
    asked: i32,
    /// Day of the last bout that was done.
    date: NaiveDate,
    /// Index of its session.
    past: usize,
    bout: Bout,
    /// Lowest of the last seven days.
    lowest: i32,
}

fn fives(minutes: i32) -> i32 {
    (minutes.clamp(MIN, MAX)) / 5 * 5
}

/// Reads the bouts outside flares; `None`: none was done.
pub(super) fn walks(ctx: &Ctx) -> Option<Walks> {
    let mut walks: Option<Walks> = None;
    let mut lowest = MAX;
    for (past, day) in ctx.log.past.iter().enumerate() {
        let Some(bout) = day.session.aerobic.as_ref().filter(|_| !day.is_flare()) else { continue };
        let Some(asked) = bout.prescribed.or(bout.done) else { continue };
        let asked = fives(asked);
        let base = bout.done.filter(|done| *done > 0).map_or(asked, |done| fives(done).min(asked));
        if ctx.log.days_since(day.session.date) <= 7 {
            lowest = lowest.min(base);
        }
        if bout.done.is_some_and(|done| done <= 0) {
            if let Some(walks) = &mut walks {
                walks.base = walks.base.min(asked);
            }
            continue;
        }
        walks = Some(Walks { base, asked, date: day.session.date, past, bout: bout.clone(), lowest });
    }
    if let Some(walks) = &mut walks {
        walks.lowest = lowest;
    }
    walks.map(|walks| eased_since(ctx, walks))
}

/// A step down that was asked for after the last bout stands, though that walk was not logged.
fn eased_since(ctx: &Ctx, walks: Walks) -> Walks {
    let between = ctx.log.past.get(walks.past..ctx.log.latest.unwrap_or(0)).unwrap_or_default();
    if between.iter().any(|p| p.level.value >= 2) {
        return Walks { base: walks.base.min((walks.asked - STEP).max(MIN)), ..walks };
    }
    walks
}

/// Whether the last bout was all that a step asks for.
fn calm(ctx: &Ctx, walks: &Walks) -> Result<(), WalkWhy> {
    let zones = ctx.log.past.get(walks.past).map_or(ctx.log.zones, |p| p.zones);
    let (asked, done) = (walks.bout.prescribed, walks.bout.done);
    match (done, walks.bout.pain, walks.bout.talk_ok) {
        (None, _, _) => Err(WalkWhy::NotLogged),
        (Some(done), _, _) if asked.is_some_and(|asked| done < asked) => Err(WalkWhy::Short),
        (_, Some(pain), _) if pain > zones.green => Err(WalkWhy::Pain(pain)),
        (_, _, Some(false)) => Err(WalkWhy::Talk),
        (_, None, _) | (_, _, None) => Err(WalkWhy::Missing),
        _ => Ok(()),
    }
}

/// 1 where the last session's bout was not green, and so uses up a step; else 0.
pub(super) fn not_green(ctx: &Ctx, input: &Input, walks: Option<&Walks>) -> usize {
    let Some(walks) = walks else { return 0 };
    let recent = ctx.log.latest.is_some_and(|latest| walks.past >= latest);
    if recent {
        return usize::from(calm(ctx, walks).is_err());
    }
    // where a rise would take the only step, a bout that was not logged must not free it
    let only_step = ctx.limits.steps == 1 && input.profile.aerobic_ok == Some(true);
    usize::from(only_step && ctx.log.days_since(walks.date) <= 7)
}

/// The walk of this plan; `frozen`: why nothing rises.
pub(super) fn walk(
    ctx: &Ctx,
    input: &Input,
    walks: Option<&Walks>,
    frozen: Option<Frozen>,
) -> Option<Aerobic> {
    let ok = input.profile.aerobic_ok;
    if ok == Some(false) {
        return None;
    }
    let start = if ok.is_none() { MIN } else { ctx.limits.walk_start };
    let eases = ctx.level.value >= 2;
    let Some(last) = walks else {
        let minutes = if eases { MIN } else { start };
        return Some(WalkWhy::First(ok.is_none()).aerobic(minutes, Change::Start, minutes));
    };
    let (minutes, change, why) = after(ctx, last, start, frozen, ok);
    let cap = if ok.is_none() { UNKNOWN_MAX } else { MAX };
    if minutes > cap {
        return Some(WalkWhy::Unknown.aerobic(cap, Change::Hold, last.asked));
    }
    Some(why.aerobic(minutes, change, last.asked))
}

/// Minutes, what changed, and why, after a bout.
fn after(
    ctx: &Ctx,
    last: &Walks,
    start: i32,
    frozen: Option<Frozen>,
    ok: Option<bool>,
) -> (i32, Change, WalkWhy) {
    let zones = ctx.log.past.get(last.past).map_or(ctx.log.zones, |p| p.zones);
    let days = ctx.log.days_since(last.date);
    let eased = (last.asked - STEP).min(last.base).max(MIN);
    let red = last.bout.pain.is_some_and(|pain| pain > zones.amber) && days < 14;
    let down = |why| (eased, if eased < last.asked { Change::Down } else { Change::Hold }, why);
    let since_flare = ctx.log.last_flare().is_some_and(|flare| flare > last.past);
    let rested = fives(last.base * 3 / 5);
    let by_level = ctx.level.value >= 2 || red;
    if ctx.mode == Mode::Restart || days > 28 || ctx.before_block(last.past) {
        let minutes = start.min(if by_level { eased } else { last.base });
        return (minutes, Change::Start, WalkWhy::Again(days));
    }
    if since_flare || days >= 15 || ctx.mode == Mode::Return {
        let minutes = rested.min(if by_level { eased } else { rested });
        let why = if since_flare { WalkWhy::AfterFlare } else { WalkWhy::DaysOff(days) };
        return (minutes, Change::Return, why);
    }
    if red {
        return down(WalkWhy::Red(last.bout.pain.unwrap_or(10)));
    }
    if ctx.level.value >= 2 {
        return down(WalkWhy::DownAll(ctx.level.cause().cloned()));
    }
    if days >= 8 {
        return down(WalkWhy::GapDown(days));
    }
    let hold = |why| (last.base, Change::Hold, why);
    if let Err(why) = calm(ctx, last) {
        return hold(why);
    }
    if ctx.level.value == 1 {
        return hold(WalkWhy::HoldAll(ctx.level.cause().cloned()));
    }
    if let Some(frozen) = frozen {
        return hold(WalkWhy::Frozen(frozen));
    }
    if ctx.mode != Mode::Normal {
        return hold(WalkWhy::Same);
    }
    match days {
        0 => return hold(WalkWhy::SameDay),
        4.. => return hold(WalkWhy::GapHold(days)),
        _ => {}
    }
    if ctx.log.latest.is_some_and(|latest| last.past < latest) {
        return hold(WalkWhy::NotLogged);
    }
    if ok.is_none() {
        return hold(WalkWhy::Unknown);
    }
    let next = last.base + STEP;
    if last.base >= MAX {
        return hold(WalkWhy::Top);
    }
    if next > last.lowest + ctx.limits.walk_rise {
        return hold(WalkWhy::Ceiling(ctx.limits.walk_rise));
    }
    if ctx.limits.steps == 1 && step_used(ctx) {
        return hold(WalkWhy::OtherNotGreen);
    }
    (next, Change::Up, WalkWhy::Up(last.base))
}

/// In high irritability a rise takes the session's only step, unless an exercise that was not green has
/// used it up already.
fn step_used(ctx: &Ctx) -> bool {
    super::steps::purse(ctx, 0, false).not_green > 0
}
