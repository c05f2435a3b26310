//! Worse and missing answers (invariants 8, 9 and 14): the plan is never milder for them.

use chrono::NaiveDate;
use supple::domain::dose::{Dose, Group};
use supple::domain::plan::input::{Input, Mode, Session, Stop};
use supple::domain::plan::output::{Change, Label, Plan};
use supple::domain::plan::plan;

use crate::rng::Rng;

/// Index of the session that the response levels look at: the last one that is not only a walk.
pub(crate) fn latest_index(input: &Input) -> Option<usize> {
    let today = input.today.date;
    let walk = |s: &Session| s.exercises.is_empty() && s.aerobic.is_some() && s.mode != Mode::Flare;
    input.sessions.iter().rposition(|s| s.date <= today && !walk(s))
}

fn latest(input: &mut Input) -> Option<&mut Session> {
    latest_index(input).and_then(|index| input.sessions.get_mut(index))
}

/// Changes today's check-in or the latest session, holds the plan against `got`, and puts everything
/// back. No copy of the whole history: that would be most of the time of these tests.
pub(crate) fn attempt(
    input: &mut Input,
    got: &Plan,
    missing: bool,
    at: &str,
    change: impl FnOnce(&mut Input) -> Option<String>,
) {
    let index = latest_index(input);
    let today = input.today.clone();
    let session = index.map(|index| input.sessions[index].clone());
    if let Some(what) = change(input) {
        not_milder(got, &plan(input), missing, &format!("{at}, {what}"), input, session.as_ref());
    }
    input.today = today;
    if let (Some(index), Some(session)) = (index, session) {
        input.sessions[index] = session;
    }
}

/// Whether a day lies in the first week of the trend: a worse score there raises the baseline, which is
/// what a baseline is for.
fn in_baseline(input: &Input, day: NaiveDate) -> bool {
    let cleared = input.clearances.iter().map(|c| c.date).max();
    let scores = input.sessions.iter().filter(|s| s.pain_before.is_some()).map(|s| s.date);
    let points = scores.chain(input.checkins.iter().filter(|c| c.pain.is_some()).map(|c| c.date));
    let mut days: Vec<NaiveDate> = points.filter(|d| cleared.is_none_or(|from| *d >= from)).collect();
    days.sort_unstable();
    days.dedup();
    let week = |first: NaiveDate| days.iter().filter(|d| (0..7).contains(&(**d - first).num_days())).count();
    let zero = days.iter().find(|d| week(**d) >= 3).or(days.first());
    zero.is_none_or(|zero| (day - *zero).num_days() < 7)
}

/// Makes one answer of the latest session or of today worse. What, in words.
pub(crate) fn worse(other: &mut Input, rng: &mut Rng) -> Option<String> {
    let up = |rng: &mut Rng, value: Option<i32>| {
        value.filter(|v| *v < 10).map(|v| v + 1 + rng.below(10 - v as u64) as i32)
    };
    let choice = rng.below(17);
    if choice == 0 {
        let now = up(rng, other.today.pain_now)?;
        other.today.pain_now = Some(now);
        return Some(format!("worse: pain now {now}"));
    }
    if choice == 1 {
        other.today.flare = Some(true);
        return Some("worse: flare declared".to_owned());
    }
    if choice == 15 {
        let index = latest_index(other)?;
        let before = up(rng, other.sessions[index].pain_before)?;
        if in_baseline(other, other.sessions[index].date) {
            return None;
        }
        other.sessions[index].pain_before = Some(before);
        return Some(format!("worse: pain before {before}"));
    }
    if choice == 16 {
        let ease = rng.chance(50);
        if ease {
            other.today.ease = true;
        } else {
            other.today.hold = true;
        }
        return Some(format!("worse: the check asks for less, ease {ease}"));
    }
    let session = latest(other)?;
    let n = rng.below((session.exercises.len() as u64).max(1)) as usize;
    let what = match choice {
        2 => {
            session.pain_after = Some(up(rng, session.pain_after)?);
            format!("pain after {:?}", session.pain_after)
        }
        3 => {
            session.next_morning_pain = Some(up(rng, session.next_morning_pain)?);
            format!("next morning {:?}", session.next_morning_pain)
        }
        4 if session.pain_over_1h == Some(false) => {
            session.pain_over_1h = Some(true);
            "over an hour".to_owned()
        }
        5 => {
            session.effort = Some(up(rng, session.effort)?);
            format!("effort {:?}", session.effort)
        }
        6 => {
            session.signs.push("fatigue_all_day".to_owned());
            "a sign".to_owned()
        }
        7 | 8 => {
            let done = session.exercises.get_mut(n)?;
            done.pain = Some(up(rng, done.pain)?);
            format!("{} pain {:?}", done.id, done.pain)
        }
        9 | 10 => {
            let done = session.exercises.get_mut(n)?;
            done.effort = Some(up(rng, done.effort)?);
            format!("{} effort {:?}", done.id, done.effort)
        }
        11 | 12 => {
            let done = session.exercises.get_mut(n).filter(|d| d.stop.is_none())?;
            let stops = [
                (1, Stop::Pain),
                (1, Stop::Sharp),
                (1, Stop::Spreading),
                (1, Stop::Form),
                (1, Stop::Fatigue),
            ];
            done.stop = Some(rng.weighted(&stops));
            format!("{} stop {:?}", done.id, done.stop)
        }
        13 => {
            let bout = session.aerobic.as_mut()?;
            bout.pain = Some(up(rng, bout.pain)?);
            format!("walk pain {:?}", bout.pain)
        }
        14 => {
            let bout = session.aerobic.as_mut().filter(|b| b.talk_ok == Some(true))?;
            bout.talk_ok = Some(false);
            "talk test failed".to_owned()
        }
        _ => return None,
    };
    Some(format!("worse: {what}"))
}

/// Takes one good answer away. Which, in words.
pub(crate) fn missing(other: &mut Input, rng: &mut Rng) -> Option<String> {
    let good = |value: Option<i32>| value.is_some_and(|v| v <= 2);
    if rng.chance(10) {
        if !good(other.today.pain_now) {
            return None;
        }
        other.today.pain_now = None;
        return Some("missing: pain now".to_owned());
    }
    let session = latest(other)?;
    let n = rng.below(session.exercises.len().max(1) as u64) as usize;
    let what = match rng.below(9) {
        0 if good(session.pain_after) => {
            session.pain_after = None;
            "pain after".to_owned()
        }
        1 if good(session.next_morning_pain) => {
            session.next_morning_pain = None;
            "next morning".to_owned()
        }
        2 if session.pain_over_1h == Some(false) => {
            session.pain_over_1h = None;
            "over an hour".to_owned()
        }
        3 if session.effort.is_some_and(|e| e <= 6) => {
            session.effort = None;
            "effort".to_owned()
        }
        4 | 5 => {
            let done = session.exercises.get_mut(n).filter(|d| good(d.pain))?;
            done.pain = None;
            format!("{} pain", done.id)
        }
        6 => {
            let done = session.exercises.get_mut(n).filter(|d| d.effort.is_some_and(|e| e <= 6))?;
            done.effort = None;
            format!("{} effort", done.id)
        }
        7 => {
            let bout = session.aerobic.as_mut().filter(|b| good(b.pain))?;
            bout.pain = None;
            "walk pain".to_owned()
        }
        8 => {
            // asked, and not logged
            let bout = session
                .aerobic
                .as_mut()
                .filter(|b| b.done.is_some() && b.done >= b.prescribed && good(b.pain))?;
            (bout.done, bout.pain, bout.talk_ok) = (None, None, None);
            "the walk".to_owned()
        }
        _ => return None,
    };
    Some(format!("missing: {what}"))
}

/// Lets more be done than was asked in the latest session.
pub(crate) fn more_done(other: &mut Input) -> Option<String> {
    let session = latest(other)?;
    for done in &mut session.exercises {
        if let (Some(asked), Some(did)) = (done.prescribed, &mut done.done) {
            if *did == asked {
                *did = Dose::new(
                    asked.sets + 1,
                    asked.reps + 5,
                    if asked.hold_s > 0 { asked.hold_s + 10 } else { 0 },
                );
            }
        }
    }
    if let Some(bout) = &mut session.aerobic {
        if bout.done == bout.prescribed && bout.done.is_some_and(|n| n > 0) {
            bout.done = bout.done.map(|n| n + 20);
        }
    }
    Some("more done".to_owned())
}

fn strength(mode: Mode) -> u8 {
    match mode {
        Mode::Normal | Mode::Start => 0,
        Mode::Return => 1,
        Mode::Restart => 2,
        Mode::Flare => 3,
        Mode::Blocked => 4,
    }
}

/// A dose that is not more: fewer sets, or as many with no more repetitions and no longer holds.
fn not_more(a: Dose, than: Dose) -> bool {
    a.sets < than.sets || (a.sets == than.sets && a.reps <= than.reps && a.hold_s <= than.hold_s)
}

/// Asserts that `worse` asks for no more than `better`.
fn not_milder(better: &Plan, worse: &Plan, missing: bool, at: &str, other: &Input, was: Option<&Session>) {
    let fail = |what: String| {
        let slim = |input: &Input| {
            let mut value = serde_json::to_value(input).unwrap();
            value["library"] = serde_json::Value::Null;
            // enough to see what happened
            let from = input.sessions.len().saturating_sub(3);
            value["sessions"] = serde_json::to_value(&input.sessions[from..]).unwrap();
            value.to_string()
        };
        let lines = |p: &Plan| -> String {
            let line = |e: &supple::domain::plan::output::Item| {
                format!("{} {:?} {:?}: {}", e.id, e.dose, e.change, e.reason)
            };
            p.exercises.iter().map(line).collect::<Vec<_>>().join("\n  ")
        };
        panic!(
            "{at}: {what}\nbetter {:?} {}\n  {}\nworse {:?} {}\n  {}\n{}\nthe session was {}",
            better.mode,
            better.reason,
            lines(better),
            worse.mode,
            worse.reason,
            lines(worse),
            slim(other),
            serde_json::to_string(&was).unwrap()
        );
    };
    if strength(worse.mode) < strength(better.mode) {
        fail(format!("mode {:?} after {:?}", worse.mode, better.mode));
    }
    // a trend that lost its score loses its prompt
    let by_trend = |code: &str| code.starts_with("trend") || code.starts_with("no_change");
    let lost = missing && better.refer.codes.iter().any(|c| by_trend(c));
    if worse.refer.level < better.refer.level && !lost {
        fail(format!("refer {:?} after {:?}", worse.refer, better.refer));
    }
    // nor does it ease the plan any more; the missing score itself still holds every dose
    if lost && better.trend.label == Label::Worsening && worse.trend.label != Label::Worsening {
        let rises =
            worse.exercises.iter().any(|e| matches!(e.change, Change::Up | Change::Promote | Change::Intro));
        assert!(!rises, "{at}: rises without a score");
        return;
    }
    match (&better.aerobic, &worse.aerobic) {
        (Some(b), Some(w)) if w.minutes > b.minutes => {
            fail(format!("walk {} after {}", w.minutes, b.minutes));
        }
        (None, Some(w)) => fail(format!("walk {} after none", w.minutes)),
        _ => {}
    }
    if worse.mode == Mode::Flare {
        return;
    }
    for line in &worse.exercises {
        let Some(was) = better.exercises.iter().find(|e| e.ladder == line.ladder) else {
            if line.group == Group::Core {
                fail(format!("{} was not there", line.id));
            }
            continue;
        };
        if line.level > was.level || (line.id == was.id && !not_more(line.dose, was.dose)) {
            fail(format!("{} {:?} after {} {:?}", line.id, line.dose, was.id, was.dose));
        }
    }
}
