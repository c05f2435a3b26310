//! Worse and missing answers (invariants 8, 9 and 14): the plan is never milder for them.

use supple::domain::dose::{Dose, Group};
use supple::domain::plan::input::{Input, Mode, Session, Stop};
use supple::domain::plan::output::{Change, Label, Plan};

use crate::rng::Rng;

/// The session that the response levels look at: the last one that is not only a walk.
fn latest(input: &mut Input) -> Option<&mut Session> {
    let today = input.today.date;
    let walk = |s: &Session| s.exercises.is_empty() && s.aerobic.is_some() && s.mode != Mode::Flare;
    input.sessions.iter_mut().rev().find(|s| s.date <= today && !walk(s))
}

/// The same history with one answer of the latest session or of today made worse.
pub(crate) fn worse(input: &Input, rng: &mut Rng) -> Option<(String, Input)> {
    let mut other = input.clone();
    let up = |rng: &mut Rng, value: Option<i32>| {
        value.filter(|v| *v < 10).map(|v| v + 1 + rng.below(10 - v as u64) as i32)
    };
    let choice = rng.below(15);
    if choice == 0 {
        let now = up(rng, other.today.pain_now)?;
        other.today.pain_now = Some(now);
        return Some((format!("pain now {now}"), other));
    }
    if choice == 1 {
        other.today.flare = Some(true);
        return Some(("flare declared".to_owned(), other));
    }
    let count = latest(&mut other)?.exercises.len() as u64;
    let n = rng.below(count.max(1)) as usize;
    let session = latest(&mut other)?;
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
    Some((what, other))
}

/// The same history with one good answer taken away.
pub(crate) fn missing(input: &Input, rng: &mut Rng) -> Option<(String, Input)> {
    let mut other = input.clone();
    let good = |value: Option<i32>| value.is_some_and(|v| v <= 2);
    if rng.chance(10) {
        if !good(other.today.pain_now) {
            return None;
        }
        other.today.pain_now = None;
        return Some(("pain now".to_owned(), other));
    }
    let session = latest(&mut other)?;
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
    Some((what, other))
}

/// The same history with more done than was asked in the latest session.
pub(crate) fn more_done(input: &Input) -> Option<Input> {
    let mut other = input.clone();
    let session = latest(&mut other)?;
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
    Some(other)
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
pub(crate) fn not_milder(better: &Plan, worse: &Plan, missing: bool, at: &str, input: &Input, other: &Input) {
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
            "{at}: {what}\nbetter {:?} {}\n  {}\nworse {:?} {}\n  {}\n{}\n{}",
            better.mode,
            better.reason,
            lines(better),
            worse.mode,
            worse.reason,
            lines(worse),
            slim(input),
            slim(other)
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
