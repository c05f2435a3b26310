//! Steps up: who may, in which order, and how many (progression rules 3.7).
//!
//! Decided here, so that a worse answer never makes anything rise that a better one would not have
//! raised: an exercise that was not green keeps its turn in the queue and the seconds of the step that
//! it would have taken; and the steps that it uses up are taken off the lower of the session's and the
//! week's. Time in the budget is counted from the doses before any change.
//!
//! Decided here too: strength and stretches go before movement that has been the same for less than ten
//! days. With five of them and two steps a session there is always one that is ready, and a movement
//! would never grow; from then on it waits in line like all others (source: DESIGN).

use chrono::NaiveDate;

use super::choose::{places_of, total};
use super::derived::Irritability;
use super::input::Mode;
use super::line::{Ctx, Fate, Line, Play, changed, time};
use super::log::{Exposure, Track};
use super::output::{Change, Dim};
use super::reasons::{Frozen, Why, called};
use super::response::is_calm;
use crate::domain::dose::{Dose, Group, Kind};

/// Days in which the weekly caps count.
const WEEK: i64 = 7;
/// Days that a movement lets strength and stretches go before it.
const PATIENCE: i64 = 10;
/// Days after a return to the easier form before the harder one is tried again.
const NO_CLIMB: i64 = 28;

/// What the session has for steps.
pub(super) struct Purse {
    /// Steps that the session may take.
    pub(super) slots: usize,
    /// Exercises and walks that were not green.
    pub(super) not_green: usize,
    /// Whether the weekly cap is what leaves nothing.
    pub(super) week_full: bool,
}

/// Counts the steps that are left. `walk`: 1 where the walk was not green; `walk_rises`: it rises today.
pub(super) fn purse(ctx: &Ctx, walk: usize, walk_rises: bool) -> Purse {
    let hurt = ctx
        .log
        .tracks
        .values()
        .flat_map(|track| &track.exposures)
        .filter(|e| Some(e.past) == ctx.log.latest && !is_calm(e))
        .count();
    let not_green = hurt + walk;
    let used: usize = ctx.log.tracks.values().map(|track| rises(ctx, track)).sum();
    let week = ctx.limits.week_all.saturating_sub(used);
    let mut slots = ctx.limits.steps.min(week).saturating_sub(not_green);
    if walk_rises && ctx.irritability == Irritability::High {
        slots = slots.saturating_sub(1);
    }
    Purse { slots, not_green, week_full: week == 0 }
}

/// Steps and introductions of one ladder in the last seven days.
fn rises(ctx: &Ctx, track: &Track) -> usize {
    let counts = |e: &Exposure| {
        let mode = ctx.log.past.get(e.past).map_or(Mode::Normal, |p| p.session.mode);
        ctx.log.days_since(e.date) <= WEEK && matches!(mode, Mode::Normal)
    };
    let first = track.exposures.first().filter(|e| e.past > 0 && counts(e));
    let up = track.exposures.windows(2).filter(|pair| {
        let rose = pair[1].entry.level > pair[0].entry.level
            || (pair[1].entry.id == pair[0].entry.id && pair[1].asked.lower(pair[0].asked) != pair[1].asked);
        rose && counts(&pair[1])
    });
    up.count() + usize::from(first.is_some())
}

/// Raises what may rise. Returns how many steps were taken.
pub(super) fn take<'a>(ctx: &Ctx<'a>, lines: &mut [Line<'a>], purse: &Purse, budget: u32) -> usize {
    let mut queue: Vec<(Key<'a>, usize, bool)> = Vec::new();
    for (index, line) in lines.iter_mut().enumerate() {
        match turn(ctx, line) {
            Turn::Real => queue.push((key(ctx, line), index, true)),
            Turn::Phantom => queue.push((key(ctx, line), index, false)),
            Turn::No(why) => explain(line, why),
            Turn::Other => {}
        }
    }
    queue.sort();
    let mut spent = total(lines) as i64;
    let mut real: i64 = lines.iter().filter_map(Line::play).map(|p| i64::from(time(p.entry, p.dose))).sum();
    let budget = i64::from(budget);
    let (mut slots, mut taken) = (purse.slots, 0);
    for (_, index, is_real) in queue {
        if slots == 0 {
            if is_real {
                explain(&mut lines[index], no_slot(ctx, purse, taken));
            }
            continue;
        }
        let room = budget - if is_real { spent.max(real) } else { spent };
        match next(ctx, &lines[index], room) {
            Err(why) if is_real => explain(&mut lines[index], why),
            Err(_) => {}
            Ok(step) => {
                spent += step.reserve;
                if is_real {
                    real += step.seconds;
                    lines[index].fate = Fate::Play(step.play);
                    slots -= 1;
                    taken += 1;
                }
            }
        }
    }
    taken
}

/// Why a calm exercise has no step to take.
fn no_slot(ctx: &Ctx, purse: &Purse, taken: usize) -> Why {
    if purse.week_full {
        Why::WeekFull(ctx.limits.week_all)
    } else if taken == 0 && purse.not_green > 0 {
        Why::OtherNotGreen
    } else {
        Why::Turn(taken)
    }
}

/// Place in the queue: strength and stretches before movement for ten days, longest unchanged first,
/// then the order of the library.
type Key<'a> = (bool, NaiveDate, Group, i64, &'a str);

fn key<'a>(ctx: &Ctx<'a>, line: &Line<'a>) -> Key<'a> {
    let since = ctx.log.track(line.ladder.id).and_then(last_change).unwrap_or(ctx.log.today);
    let (group, priority, id) = line.order();
    let behind = group == Group::Mobility && ctx.log.days_since(since) < PATIENCE;
    (behind, since, group, priority, id)
}

/// The day since which variant and dose have been what they are.
fn last_change(track: &Track) -> Option<NaiveDate> {
    let last = track.exposures.last()?;
    track.exposures.iter().rev().take_while(|e| same(e, last)).last().map(|e| e.date)
}

fn same(a: &Exposure, b: &Exposure) -> bool {
    a.entry.id == b.entry.id && a.asked == b.asked
}

/// Whether a line has a turn.
enum Turn {
    /// It may step.
    Real,
    /// It would have, had it been green.
    Phantom,
    /// It was calm but may not, and why.
    No(Why),
    /// Something else than a calm hold.
    Other,
}

fn turn(ctx: &Ctx, line: &Line) -> Turn {
    let Some(track) = ctx.log.track(line.ladder.id) else { return Turn::Other };
    let Some(last) = track.exposures.last() else { return Turn::Other };
    let days = ctx.log.days_since(last.date);
    let real = line.calm && line.play().is_some_and(|play| play.change == Change::Hold);
    let phantom = !real && Some(last.past) == ctx.log.latest && !is_calm(last);
    if !real && !phantom {
        return Turn::Other;
    }
    let no = |why| if real { Turn::No(why) } else { Turn::Other };
    if days == 0 {
        return no(Why::SameDay);
    }
    if days > 3 {
        return no(Why::GapHold(days));
    }
    if last.entry.no_steps {
        return no(Why::NoSteps);
    }
    if let Some(score) = ctx.permit.fears().holds(last.entry) {
        return no(Why::FearHold(score));
    }
    match calm_run(ctx, track, phantom) {
        Err(why) => no(why),
        Ok(()) if rises(ctx, track) >= ctx.limits.week_one => no(Why::WeekOne(ctx.limits.week_one)),
        Ok(()) if phantom => Turn::Phantom,
        Ok(()) => Turn::Real,
    }
}

/// Whether the last k days with this variant and dose were all calm. More than one time on a day counts
/// once: doing more than was asked does not earn more. `assume`: take the last one as calm.
fn calm_run(ctx: &Ctx, track: &Track, assume: bool) -> Result<(), Why> {
    let need = ctx.limits.calm;
    let Some(last) = track.exposures.last() else { return Err(Why::FirstTime(0, need)) };
    let mut days: Vec<NaiveDate> = Vec::new();
    for (back, exposure) in track.exposures.iter().rev().enumerate() {
        if !same(exposure, last) {
            break;
        }
        let own = ctx.log.past.get(exposure.past).map_or(0, |p| p.level.value);
        let calm = (assume && back == 0) || (is_calm(exposure) && own == 0);
        if days.len() >= need && days.last() != Some(&exposure.date) {
            break;
        }
        if !calm {
            return Err(Why::FirstTime(days.len(), need));
        }
        if days.last() != Some(&exposure.date) {
            days.push(exposure.date);
        }
    }
    if days.len() >= need { Ok(()) } else { Err(Why::FirstTime(days.len(), need)) }
}

/// A step that fits.
struct Step<'a> {
    play: Play<'a>,
    /// Seconds that it adds.
    seconds: i64,
    /// Seconds to set aside for it: those of the larger step where a better answer would have allowed
    /// two repetitions.
    reserve: i64,
}

/// The next step of a line, if `room` seconds hold it.
fn next<'a>(ctx: &Ctx<'a>, line: &Line<'a>, room: i64) -> Result<Step<'a>, Why> {
    let track = ctx.log.track(line.ladder.id).ok_or(Why::Calm)?;
    let last = track.exposures.last().ok_or(Why::Calm)?;
    let bounds = ctx.bounds(last.entry);
    let from = bounds.clamp(last.asked);
    let cost = |dose: Dose| i64::from(time(last.entry, dose)) - i64::from(time(last.entry, from));
    let low = ctx.irritability == Irritability::Low && last.entry.kind == Kind::Reps;
    let fast = low.then(|| bounds.up(from, true)).flatten().filter(|dose| cost(*dose) <= room);
    let slow = bounds.up(from, false);
    let easy = track.exposures.len() >= 2
        && track
            .exposures
            .iter()
            .rev()
            .take(2)
            .all(|e| e.pain == Some(0) && e.effort.is_some_and(|n| n <= 3));
    let to = if easy { fast.or(slow) } else { slow };
    if let Some(dose) = to.filter(|dose| cost(*dose) <= room) {
        let dim = changed(from, dose);
        let why = Why::Up(ctx.limits.calm, from);
        let play = Play { entry: last.entry, dose, change: Change::Up, dim, why };
        let seconds = cost(dose);
        return Ok(Step { play, seconds, reserve: fast.map_or(seconds, |f| cost(f).max(seconds)) });
    }
    // at the top, or the second set does not fit: the harder form
    let set = to.is_some_and(|dose| dose.sets > from.sets);
    if to.is_some() && !set {
        return Err(Why::NoRoom);
    }
    match promote(ctx, line, track, last, from) {
        Ok(play) => {
            let seconds = i64::from(time(play.entry, play.dose)) - i64::from(time(last.entry, from));
            if seconds <= room { Ok(Step { play, seconds, reserve: seconds }) } else { Err(Why::NoRoom) }
        }
        Err(_) if set => Err(Why::NoRoom),
        Err(why) => Err(why),
    }
}

/// The harder form at its start dose, where there is one that may come now.
fn promote<'a>(
    ctx: &Ctx<'a>,
    line: &Line<'a>,
    track: &Track<'a>,
    last: &Exposure<'a>,
    from: Dose,
) -> Result<Play<'a>, Why> {
    if last.entry.kind.group() != Group::Core {
        return Err(Why::Top);
    }
    let harder = line.ladder.harder(last.entry, ctx.permit).ok_or(Why::Top)?;
    if harder.kind.group() != Group::Core {
        return Err(Why::Top);
    }
    if let Some(score) = ctx.permit.fears().holds(harder) {
        return Err(Why::FearHold(score));
    }
    let fell = track
        .exposures
        .windows(2)
        .rfind(|pair| pair[1].entry.level < pair[0].entry.level)
        .map(|pair| pair[1].date)
        .filter(|date| ctx.log.days_since(*date) < NO_CLIMB);
    if let Some(date) = fell {
        return Err(Why::NoClimb(date.checked_add_days(chrono::Days::new(NO_CLIMB as u64)).unwrap_or(date)));
    }
    let mut dose = ctx.bounds(harder).start;
    // a harder form never comes with more repetitions
    let counted = |kind| matches!(kind, Kind::Hold | Kind::Reps);
    if counted(harder.kind) && counted(last.entry.kind) {
        dose.reps = dose.reps.min(from.reps);
    }
    let why = Why::Promote(called(last.entry));
    Ok(Play { entry: harder, dose, change: Change::Promote, dim: Some(Dim::Level), why })
}

/// Puts a reason on a calm hold.
fn explain(line: &mut Line, why: Why) {
    if let Fate::Play(play) = &mut line.fate
        && !matches!(play.why, Why::WentOver(..))
    {
        play.why = why;
    }
}

/// Holds every calm line for one reason.
pub(super) fn freeze(lines: &mut [Line], frozen: Frozen) {
    for line in lines {
        if matches!(&line.fate, Fate::Play(play) if play.why == Why::Calm) {
            explain(line, Why::Frozen(frozen));
        }
    }
}

/// One ladder more, where a place is free and its start dose fits. `taken`: ladders that have a claim
/// already.
pub(super) fn introduce<'a>(
    lines: &[Line<'a>],
    mut fresh: Vec<Line<'a>>,
    minutes: i32,
    budget: u32,
) -> Option<Line<'a>> {
    fresh.sort_by(|a, b| a.order().cmp(&b.order()));
    let real: i64 = lines.iter().filter_map(Line::play).map(|p| i64::from(time(p.entry, p.dose))).sum();
    let room = i64::from(budget) - real.max(total(lines) as i64);
    fresh.into_iter().find(|line| {
        let group = line.group();
        let used = lines.iter().filter(|l| l.group() == group).count();
        let fits = line.play().is_some_and(|p| i64::from(time(p.entry, p.dose)) <= room);
        fits && used < places_of(minutes, group)
    })
}
