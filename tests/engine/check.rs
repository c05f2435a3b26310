//! Invariants of one plan: 1 to 7, 10 to 13 and 15. What they need of the rules (reference pain,
//! response level, irritability, bounds) is worked out here a second time.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use supple::domain::dose::{Dose, Group, Kind};
use supple::domain::plan::input::{Entry, Input, Mode, Session, Stop};
use supple::domain::plan::output::{Change, Label, Plan, ReferLevel};
use supple::domain::plan::{plan, refer_sentence, stop_level};

/// Ladders that rest, and until when.
#[derive(Default)]
pub(crate) struct Rests(BTreeMap<String, NaiveDate>);

/// Checks a plan against everything that one plan can be checked against.
pub(crate) fn all(input: &Input, got: &Plan, rests: &mut Rests, at: &str) {
    bounds(input, got, at);
    blocks(input, got, at);
    changes(input, got, at);
    allowed(input, got, at);
    flare(input, got, at);
    reasons(got, at);
    for line in &got.exercises {
        if let Some(until) = rests.0.get(&line.ladder) {
            assert!(input.today.date >= *until, "{at}: {} rests until {until}", line.ladder);
        }
    }
    for out in &got.removed {
        if let (Some(until), "rest") = (out.until, out.why.as_str()) {
            let entry = rests.0.entry(out.ladder.clone()).or_insert(until);
            *entry = until.max(*entry);
        }
    }
}

/// 1: the same twice; and sessions may stand in any order in the file, where no two are of one day.
pub(crate) fn deterministic(input: &Input, got: &Plan, at: &str) {
    assert_eq!(*got, plan(input), "{at}: not the same twice");
    let days: BTreeSet<NaiveDate> = input.sessions.iter().map(|s| s.date).collect();
    if days.len() == input.sessions.len() {
        let mut other = input.clone();
        other.sessions.reverse();
        other.checkins.reverse();
        assert_eq!(*got, plan(&other), "{at}: the order in the file matters");
    }
}

fn entry<'a>(input: &'a Input, id: &str) -> &'a Entry {
    input.entry(id).unwrap()
}

fn ladder_of(entry: &Entry) -> &str {
    entry.ladder.as_deref().unwrap_or(&entry.id)
}

/// 2.
fn bounds(input: &Input, got: &Plan, at: &str) {
    let budget = input.today.minutes.unwrap_or(15) as u32 * 60;
    let mut seconds = 0;
    let mut ladders = BTreeSet::new();
    for line in &got.exercises {
        let e = entry(input, &line.id);
        let (min, max) = match line.kind {
            Kind::Mobility => ((1, 3, 0), (1, 10, 0)),
            Kind::Stretch => ((1, 1, 10), (1, 2, 30)),
            Kind::Hold => ((1, 2, 4), (2, 8, 10)),
            Kind::Reps => ((1, 2, 0), (2, 12, 0)),
            Kind::Sustained => ((1, 1, 5), (3, 1, 30)),
            Kind::Minutes => ((1, 1, 30), (1, 1, 180)),
        };
        let (start, top) = (e.start.unwrap_or_default(), e.max.unwrap_or_default());
        let range = |value: u32, min: u32, max: u32, start: Option<u32>, top: Option<u32>| {
            let low = start.unwrap_or(min).min(min);
            (low..=top.unwrap_or(max)).contains(&value)
        };
        let d = line.dose;
        assert!(range(d.sets, min.0, max.0, start.sets, top.sets), "{at}: {} sets {d:?}", line.id);
        assert!(range(d.reps, min.1, max.1, start.reps, top.reps), "{at}: {} reps {d:?}", line.id);
        assert!(range(d.hold_s, min.2, max.2, start.hold_s, top.hold_s), "{at}: {} hold {d:?}", line.id);
        let repetitions = match line.kind {
            Kind::Hold => d.reps + (d.sets - 1) * (d.reps - 2).max(1),
            Kind::Sustained | Kind::Minutes => d.sets,
            _ => d.sets * d.reps,
        };
        let each = if matches!(line.kind, Kind::Mobility | Kind::Reps) { 4 } else { d.hold_s + 3 };
        seconds += 20 + e.sides * repetitions * each + 30 * (d.sets - 1);
        assert!(ladders.insert(line.ladder.clone()), "{at}: {} twice", line.ladder);
    }
    assert_eq!(seconds, got.est_seconds, "{at}: estimate");
    assert!(seconds <= budget, "{at}: {seconds} s of {budget}");
    if let Some(walk) = &got.aerobic {
        assert!((5..=30).contains(&walk.minutes), "{at}: walk {}", walk.minutes);
    }
    let groups: Vec<Group> = got.exercises.iter().map(|e| e.group).collect();
    assert!(groups.is_sorted(), "{at}: order of play");
    assert!(groups.is_empty() || groups.iter().any(|g| *g != Group::Stretch), "{at}: stretches alone");
}

/// 3, and that a code stays until it is cleared on a day that counts.
fn blocks(input: &Input, got: &Plan, at: &str) {
    let cleared = |date: NaiveDate, code: &str| {
        let emergency = stop_level(code) == ReferLevel::Emergency;
        input
            .clearances
            .iter()
            .any(|c| c.date <= input.today.date && (c.date > date || (c.date == date && !emergency)))
    };
    let past = input.sessions.iter().filter(|s| s.date <= input.today.date);
    let stands =
        past.flat_map(|s| s.events.iter().map(|e| (s.date, e))).any(|(date, code)| !cleared(date, code))
            || input.today.flags.iter().any(|code| !cleared(input.today.date, code));
    assert_eq!(got.blocked, stands, "{at}: blocked");
    assert_eq!(got.mode == Mode::Blocked, stands, "{at}: mode {:?}", got.mode);
    if stands {
        assert!(got.exercises.is_empty() && got.aerobic.is_none(), "{at}: something to do in a block");
        assert!(got.refer.level >= ReferLevel::See, "{at}: refer {:?}", got.refer);
    }
}

/// Sessions that count for the responses, oldest first.
fn main(input: &Input) -> Vec<&Session> {
    let walk = |s: &Session| s.exercises.is_empty() && s.aerobic.is_some() && s.mode != Mode::Flare;
    let mut sessions: Vec<&Session> =
        input.sessions.iter().filter(|s| s.date <= input.today.date && !walk(s)).collect();
    sessions.sort_by_key(|s| s.date);
    sessions
}

fn reference_pain(input: &Input) -> i32 {
    let usual = input.profile.usual_pain.unwrap_or(2);
    let mut all: Vec<&Session> = input.sessions.iter().filter(|s| s.date <= input.today.date).collect();
    all.sort_by_key(|s| s.date);
    let walk = |s: &Session| s.exercises.is_empty() && s.aerobic.is_some() && s.mode != Mode::Flare;
    let latest = all.iter().rposition(|s| !walk(s)).unwrap_or(0);
    let mut before: Vec<i32> =
        all[latest.saturating_sub(7)..latest].iter().filter_map(|s| s.pain_before).collect();
    before.sort_unstable();
    if before.len() >= 3 { usual.min(before[(before.len() - 1) / 2]) } else { usual }
}

/// Whether nothing says hold: L is 0.
fn calm(input: &Input) -> bool {
    let r = reference_pain(input);
    let green = r.clamp(2, 5);
    let amber = (r + 1).clamp(5, 7);
    let today = &input.today;
    let now =
        today.flare != Some(true) && today.pain_now.is_some_and(|p| p <= r.clamp(2, 6) && p < (r + 2).max(5));
    let Some(last) = main(input).last().copied() else { return now };
    let morning = match last.next_morning_pain {
        Some(p) => p < (r + 1).max(3),
        None => last.date == today.date,
    };
    let red = |d: &&supple::domain::plan::input::Done| {
        d.stop != Some(Stop::Skipped)
            && (matches!(d.stop, Some(Stop::Pain | Stop::Sharp | Stop::Spreading))
                || d.pain.is_some_and(|p| p > amber))
    };
    now && morning
        && last.pain_after.is_some_and(|p| p <= green)
        && last.pain_over_1h == Some(false)
        && last.effort.is_some_and(|e| e <= 6)
        && last.signs.is_empty()
        && last.exercises.iter().find(red).is_none()
}

/// (steps per session, low irritability)
fn limits(input: &Input) -> (usize, bool) {
    let p = &input.profile;
    let today = input.today.date;
    let flare = input
        .sessions
        .iter()
        .any(|s| s.mode == Mode::Flare && s.date <= today && (today - s.date).num_days() <= 14);
    let high = flare || p.usual_pain.is_some_and(|n| n >= 7) || p.settle_minutes.is_some_and(|n| n > 60);
    let low = !flare && p.usual_pain.is_some_and(|n| n <= 3) && p.settle_minutes.is_some_and(|n| n < 15);
    (if high { 1 } else { 2 }, low)
}

/// The last time a ladder was done outside a flare: variant, dose asked, day, and how many main
/// sessions ago. A lower dose that was asked later and skipped takes its place.
fn last_asked<'a>(
    input: &'a Input,
    sessions: &[&'a Session],
    ladder: &str,
) -> Option<(&'a Entry, Dose, usize, NaiveDate)> {
    let mut found: Option<(&Entry, Dose, usize, NaiveDate)> = None;
    for (n, session) in sessions.iter().enumerate() {
        if session.mode == Mode::Flare {
            continue;
        }
        for done in &session.exercises {
            let e = entry(input, &done.id);
            if ladder_of(e) != ladder {
                continue;
            }
            let asked = done.prescribed.unwrap();
            let skipped = done.stop == Some(Stop::Skipped);
            match found {
                Some((was, dose, ..))
                    if skipped && (e.level > was.level || (e.id == was.id && more(asked, dose))) => {}
                // a ladder that was only ever offered has no dose yet
                None if skipped => {}
                // skipped: the day that it was done stands
                Some((.., date)) if skipped => found = Some((e, asked, n, date)),
                _ => found = Some((e, asked, n, session.date)),
            }
        }
    }
    found
}

/// More in any field, where no set was added: a set more comes with fewer repetitions.
fn more(a: Dose, than: Dose) -> bool {
    a.sets > than.sets || (a.sets == than.sets && (a.reps > than.reps || a.hold_s > than.hold_s))
}

/// 4 to 7 and 13.
fn changes(input: &Input, got: &Plan, at: &str) {
    let sessions = main(input);
    let (steps, low) = limits(input);
    let frozen =
        sessions.iter().rev().take(2).any(|s| matches!(s.mode, Mode::Flare | Mode::Return | Mode::Restart))
            || got.trend.label == Label::Worsening
            || (input.today.time.as_deref() == Some("morning") && input.today.morning_stiff == Some(true));
    let free = got.mode == Mode::Normal && calm(input) && !frozen;
    let mut taken = 0;
    for line in &got.exercises {
        let last = last_asked(input, &sessions, &line.ladder);
        if line.change == Change::Intro {
            taken += 1;
        }
        let Some((e, asked, index, date)) = last else {
            let fresh = matches!(line.change, Change::Start | Change::Intro | Change::Flare);
            assert!(fresh, "{at}: {} comes from nowhere, {:?}", line.id, line.change);
            continue;
        };
        if got.mode == Mode::Flare {
            continue;
        }
        let level_up = line.level > e.level;
        let rise = level_up || (line.id == e.id && more(line.dose, asked));
        let what = format!("{at}: {} {:?} {:?} after {} {asked:?}", line.id, line.dose, line.change, e.id);
        if rise {
            taken += 1;
            assert!(free, "{what}: rises though not free to");
            assert!((1..=3).contains(&(input.today.date - date).num_days()), "{what}: rises after a gap");
            one_step(line.dose, asked, line.kind, level_up, low, &what);
            // 7: it must not have risen to what it was last asked for
            if let Some((before, dose, ..)) = last_asked(input, &sessions[..index], &line.ladder) {
                let prev_rose = e.level > before.level || (e.id == before.id && more(asked, dose));
                assert!(!prev_rose || index + 1 < sessions.len(), "{what}: two rises running");
            }
        }
        assert_eq!(rise, matches!(line.change, Change::Up | Change::Promote), "{what}: says so");
    }
    assert!(taken <= if free { steps } else { 0 }, "{at}: {taken} steps");
    walk(input, got, free, at);
}

/// 5 and 6.
fn one_step(new: Dose, old: Dose, kind: Kind, level: bool, low: bool, what: &str) {
    if level {
        assert!(
            new.reps <= old.reps || matches!(kind, Kind::Sustained),
            "{what}: more repetitions with a level"
        );
        return;
    }
    if new.sets > old.sets {
        assert!(new.sets == old.sets + 1 && new.reps <= old.reps && new.hold_s == old.hold_s, "{what}: set");
        return;
    }
    let reps = new.reps - old.reps.min(new.reps);
    let hold = new.hold_s - old.hold_s.min(new.hold_s);
    assert!((reps > 0) != (hold > 0), "{what}: two fields");
    let fast = low && kind == Kind::Reps;
    assert!(reps <= if fast { 2 } else { 1 }, "{what}: repetitions");
    let most = match kind {
        Kind::Stretch | Kind::Sustained => 5,
        Kind::Hold => 2,
        Kind::Minutes => 30,
        _ => 0,
    };
    assert!(hold <= most, "{what}: hold");
}

/// 4 and 13 for the walk, and its seven-day ceiling.
fn walk(input: &Input, got: &Plan, free: bool, at: &str) {
    let Some(walk) = &got.aerobic else { return };
    let new = walk.minutes as i32;
    let mut bouts: Vec<(NaiveDate, i32)> = input
        .sessions
        .iter()
        .filter(|s| s.date <= input.today.date && s.mode != Mode::Flare)
        .filter_map(|s| s.aerobic.as_ref().and_then(|b| b.prescribed).map(|m| (s.date, m)))
        .collect();
    bouts.sort_by_key(|(date, _)| *date);
    let Some((date, last)) = bouts.last().copied() else { return };
    let done: Vec<_> = input
        .sessions
        .iter()
        .filter(|s| s.mode != Mode::Flare && s.aerobic.as_ref().is_some_and(|b| b.done > Some(0)))
        .collect();
    if done.is_empty() || got.mode == Mode::Flare {
        return;
    }
    if new > last {
        assert!(free && walk.change == Change::Up, "{at}: walk {new} after {last}");
        assert!((input.today.date - date).num_days() <= 3, "{at}: walk {new} after a gap");
        let p = &input.profile;
        let (steps, low) = limits(input);
        let rise = if steps == 1 {
            5
        } else if low {
            15
        } else {
            10
        };
        let week =
            bouts.iter().filter(|(d, _)| (input.today.date - *d).num_days() < 7).map(|(_, m)| *m).min();
        assert!(
            new <= last + 5 && week.is_none_or(|low| new <= low.max(5) + rise),
            "{at}: walk {new}, {bouts:?}"
        );
        assert_eq!(p.aerobic_ok, Some(true), "{at}: walk rises");
    }
}

/// 11.
fn allowed(input: &Input, got: &Plan, at: &str) {
    let p = &input.profile;
    for line in &got.exercises {
        let e = entry(input, &line.id);
        assert!(!e.contra.iter().any(|c| p.conditions.contains(c)), "{at}: {} is contra", line.id);
        assert!(
            e.regions.is_empty() || e.regions.iter().any(|r| p.regions.contains(r)),
            "{at}: {} region",
            line.id
        );
        if e.tags.iter().any(|t| t == "high_impact") {
            let days = p.intake_date.map(|d| (input.today.date - d).num_days());
            assert!(
                p.age.is_some_and(|a| a < 40) && days.is_some_and(|d| d >= 28),
                "{at}: {} impact",
                line.id
            );
        }
        if input.today.time.as_deref() == Some("morning") && input.today.morning_stiff == Some(true) {
            let bends = e.tags.iter().any(|t| t == "loaded_flexion");
            assert!(line.group == Group::Mobility && !bends, "{at}: {} on a stiff morning", line.id);
        }
        if line.level >= 4 && line.group == Group::Core {
            let yesterday = main(input).iter().any(|s| {
                (input.today.date - s.date).num_days() <= 1
                    && s.exercises.iter().any(|d| d.id == line.id && d.stop != Some(Stop::Skipped))
            });
            assert!(!yesterday, "{at}: {} on consecutive days", line.id);
        }
    }
}

/// 10.
fn flare(input: &Input, got: &Plan, at: &str) {
    let sessions = main(input);
    if got.mode == Mode::Flare {
        for line in &got.exercises {
            assert!(
                line.tags.iter().any(|t| t == "relief") && line.group == Group::Mobility,
                "{at}: {}",
                line.id
            );
        }
        assert!(got.exercises.len() <= 4 && got.est_seconds <= 300, "{at}: long flare session");
        assert!(got.aerobic.as_ref().is_none_or(|w| w.minutes == 5), "{at}: walk in a flare");
        return;
    }
    let run = sessions.iter().rev().take_while(|s| s.mode == Mode::Flare).count();
    if run == 0 || got.blocked {
        return;
    }
    let last = sessions.last().unwrap();
    let limit = (reference_pain(input) + 1).max(3);
    let ok = |p: Option<i32>| p.is_some_and(|p| p <= limit);
    let complete = ok(input.today.pain_now)
        && ok(last.pain_after)
        && ok(last.next_morning_pain)
        && last.pain_over_1h == Some(false);
    assert!(run >= 2 && complete, "{at}: left the flare after {run}");
    assert!(
        matches!(got.mode, Mode::Return | Mode::Restart | Mode::Start),
        "{at}: {:?} after a flare",
        got.mode
    );
}

/// 15.
fn reasons(got: &Plan, at: &str) {
    let sound = |reason: &str, sources: &[String]| {
        reason.len() > 10 && reason.ends_with('.') && !reason.contains('_') && !sources.is_empty()
    };
    assert!(sound(&got.reason, &got.sources), "{at}: {:?}", got.reason);
    for line in &got.exercises {
        assert!(sound(&line.reason, &line.sources), "{at}: {} {:?}", line.id, line.reason);
        // no line may end with a reason that was only kept open
        assert_ne!(line.reason, "Same again.", "{at}: {}", line.id);
    }
    for out in &got.removed {
        assert!(sound(&out.reason, &out.sources), "{at}: {} {:?}", out.id, out.reason);
    }
    if let Some(walk) = &got.aerobic {
        assert!(sound(&walk.reason, &walk.sources), "{at}: walk {:?}", walk.reason);
    }
    assert_eq!(got.refer.level == ReferLevel::None, got.refer.codes.is_empty(), "{at}: {:?}", got.refer);
    for code in got.refer.codes.iter().filter(|c| *c != "something_new") {
        assert!(refer_sentence(code).is_some(), "{at}: no sentence for {code}");
    }
}
