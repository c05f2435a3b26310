//! Twelve weeks of five kinds of people through the real coach, rules and catalogue: every plan is done
//! and fed back. Printed as tables of doses and pain that are meant to be read for sense, and kept as
//! `tests/golden/twelve_weeks/*.txt`. After a change that is meant, write them anew with
//! `SUPPLE_GOLDEN=write cargo test --test twelve_weeks`, and read the difference.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, dead_code)]

#[path = "twelve_weeks/people.rs"]
mod people;
#[path = "coach/someone.rs"]
mod someone;

use std::fmt::Write as _;

use chrono::TimeDelta;
use people::{Day, Kind, PEOPLE};
use someone::{Someone, at, score};
use supple::coach::worse;
use supple::domain::dose::Group;
use supple::domain::plan::output::{Change, Mode, Plan};
use supple::domain::screening::tier::Tier;
use supple::journal::event::{
    EffortRated, ItemEnded, ItemStarted, PainRated, SessionEnded, SignsNoted, WalkDone, When,
};

const DAYS: i64 = 84;
const FIRST: &str = "2026-01-05T18:00";

/// A plan that was made, on its day.
struct Made {
    day: i64,
    said: Day,
    plan: Plan,
}

/// The time of a day's session.
fn time(day: i64) -> String {
    (at(FIRST) + TimeDelta::days(day)).to_rfc3339()
}

/// Twelve weeks of a person: every plan, and what was said that day.
fn live(kind: &Kind) -> Vec<Made> {
    let mut someone = Someone::ready(FIRST);
    someone.profile(FIRST, kind.usual, kind.settle, true, kind.minutes);
    let mut made: Vec<Made> = Vec::new();
    let mut before: Option<(String, Day)> = None;
    for day in 0..DAYS {
        let Some(said) = (kind.day)(day) else { continue };
        let now = time(day);
        someone.check(&now, i64::from(said.pain));
        if let Some((session, was)) = before.take() {
            followed_up(&mut someone, &now, &session, was);
        }
        if worse::for_too_long(&someone.coach, at(&now)) {
            someone.flag(&now, worse::RULE, Tier::ClinicianFirst, false);
        }
        let plan = someone.coach.plan(at(&now), None).plan;
        if !plan.blocked {
            before = Some((session(&mut someone, &now, &plan, said), said));
        }
        made.push(Made { day, said, plan });
    }
    made
}

/// The answers of the next time.
fn followed_up(someone: &mut Someone, now: &str, session: &str, was: Day) {
    let body = supple::journal::event::FollowedUp {
        session: session.into(),
        over_1h: was.over_1h,
        next_morning: was.morning.map(score),
    };
    someone.say(now, body);
}

/// Does a plan in full.
fn session(someone: &mut Someone, now: &str, plan: &Plan, said: Day) -> String {
    let session = someone.begin(now);
    someone.rate(now, &session, When::Before, said.pain);
    for (item, line) in plan.exercises.iter().enumerate() {
        let (own, exercise, done) = (session.clone(), line.id.clone(), line.dose);
        someone.say(now, ItemStarted { session: own.as_str().into(), item, exercise: exercise.clone() });
        someone.say(
            now,
            ItemEnded { session: own.as_str().into(), item, exercise: exercise.clone(), done, stop: None },
        );
        let of = || Some(exercise.clone());
        let pain = score(said.during);
        let (when, place) = (When::Exercise, Some(item));
        someone.say(
            now,
            PainRated { session: Some(own.as_str().into()), when, item: place, exercise: of(), score: pain },
        );
        let effort = score(said.effort);
        someone.say(now, EffortRated { session: own.into(), item: place, exercise: of(), score: effort });
    }
    someone.rate(now, &session, When::After, said.after);
    let effort = score(said.effort);
    someone.say(
        now,
        EffortRated { session: session.as_str().into(), item: None, exercise: None, score: effort },
    );
    someone.say(now, SignsNoted { session: session.as_str().into(), signs: Vec::new() });
    if let Some(walk) = plan.aerobic.as_ref().filter(|_| said.walks) {
        let body = WalkDone {
            session: Some(session.as_str().into()),
            asked: Some(walk.minutes),
            minutes: walk.minutes,
            pain: Some(score(said.during.min(2))),
            talk_ok: Some(true),
        };
        someone.say(now, body);
    }
    someone.say(now, SessionEnded { session: session.as_str().into(), complete: true });
    session
}

/// A mark for what changed.
fn mark(change: Change) -> &'static str {
    match change {
        Change::Start | Change::Hold => "",
        Change::Intro => " new",
        Change::Up => "+",
        Change::Promote => " harder",
        Change::Down => "-",
        Change::Regress => " easier",
        Change::Return => "*",
        Change::Flare => "~",
    }
}

/// The whole table.
fn table(kind: &Kind, made: &[Made]) -> String {
    let mut text = format!(
        "Twelve weeks of \"{}\": {}.\nUsual pain {}, {} minutes. Marks: + up, - down, * after a rest, ~ flare.\n",
        kind.name, kind.about, kind.usual, kind.minutes
    );
    let (mut week, mut reason) = (-1, String::new());
    for Made { day, said, plan } in made {
        if day / 7 != week {
            week = day / 7;
            let _ = write!(text, "\nweek {}\n", week + 1);
        }
        let mode = serde_json::to_value(plan.mode).unwrap();
        let morning = said.morning.map_or("?".to_owned(), |m| m.to_string());
        let _ = write!(
            text,
            "{day:>3} {:<7} pain {}-{}-{morning} {:>4} s:",
            mode.as_str().unwrap(),
            said.pain,
            said.after,
            plan.est_seconds
        );
        let lines: Vec<String> = plan
            .exercises
            .iter()
            .map(|e| {
                let words = match (e.dose.sets, e.dose.reps, e.dose.hold_s) {
                    (1, reps, 0) => format!("{reps}"),
                    (sets, reps, 0) => format!("{sets}x{reps}"),
                    (1, 1, hold) => format!("{hold}s"),
                    (1, reps, hold) => format!("{reps}x{hold}s"),
                    (sets, 1, hold) => format!("{sets}x{hold}s"),
                    (sets, reps, hold) => format!("{sets}x{reps}x{hold}s"),
                };
                format!("{} {words}{}", e.id, mark(e.change))
            })
            .chain(plan.aerobic.iter().map(|walk| format!("walk {}{}", walk.minutes, mark(walk.change))))
            .collect();
        let _ = writeln!(text, " {}", if plan.blocked { "-".to_owned() } else { lines.join(", ") });
        if plan.reason != reason {
            reason.clone_from(&plan.reason);
            let _ = writeln!(text, "      {reason}");
        }
        if !plan.refer.codes.is_empty() {
            let _ = writeln!(text, "      see someone: {}", plan.refer.codes.join(", "));
        }
    }
    text
}

#[test]
fn the_tables_are_as_they_were_read() {
    let write = std::env::var("SUPPLE_GOLDEN").is_ok_and(|value| value == "write");
    for kind in &PEOPLE {
        let got = table(kind, &live(kind));
        let path = format!("{}/tests/golden/twelve_weeks/{}.txt", env!("CARGO_MANIFEST_DIR"), kind.name);
        if write {
            std::fs::write(&path, &got).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        let differs = kept.lines().zip(got.lines()).position(|(a, b)| a != b);
        let line = differs.unwrap_or(kept.lines().count().min(got.lines().count()));
        assert!(
            kept == got,
            "{path}:{}: the table reads otherwise now\nkept: {:?}\nnow:  {:?}\nSUPPLE_GOLDEN=write writes it anew",
            line + 1,
            kept.lines().nth(line),
            got.lines().nth(line)
        );
    }
}

/// What must be so in every table, whatever else changes.
#[test]
fn every_plan_makes_sense() {
    for kind in &PEOPLE {
        let made = live(kind);
        let rises = |plan: &Plan| {
            plan.exercises.iter().filter(|e| matches!(e.change, Change::Up | Change::Promote)).count()
        };
        for Made { day, plan, said } in &made {
            let what = format!("{} on day {day}: {}", kind.name, plan.reason);
            assert!(!plan.blocked && plan.exercises.len() >= 3, "{what}");
            assert!(plan.est_seconds <= kind.minutes * 60, "{what}: {} s", plan.est_seconds);
            let has = |group| plan.exercises.iter().any(|e| e.group == group);
            assert!(has(Group::Mobility), "{what}: no movement");
            assert!(has(Group::Core) || plan.mode == Mode::Flare, "{what}: no strength");
            assert!(rises(plan) == 0 || said.pain <= kind.usual, "{what}: rises on a sore day");
            assert!(!plan.reason.contains("You said"), "{what}: nobody said so");
        }
        let total: usize = made.iter().map(|made| rises(&made.plan)).sum();
        match kind.name {
            "constant_seven" => assert_eq!(total, 0, "constant seven rises"),
            "irregular" => assert!(total > 0, "an irregular person never gets anywhere"),
            name => assert!(total >= 20, "{name}: {total} steps in twelve weeks"),
        }
    }
}

/// Reasons call exercises what the plan calls them: the catalogue's names, not ids in words.
#[test]
fn reasons_say_the_names_of_the_catalogue() {
    let made = live(&PEOPLE[0]);
    let harder = made.iter().flat_map(|made| &made.plan.exercises).filter(|e| e.change == Change::Promote);
    let reasons: Vec<&str> = harder.map(|e| e.reason.as_str()).collect();
    for name in ["Heel slide", "Bridge", "All-fours arm reach"] {
        let says = format!("You reached the top of {name}. ");
        assert!(reasons.iter().any(|reason| reason.starts_with(&says)), "{says:?}: {reasons:?}");
    }
}

/// Somebody whose flare is over is eased once, to three fifths, and not again on every day on which the
/// weekly median still shows the flare.
#[test]
fn after_a_flare_nothing_drops_day_after_day() {
    let made = live(&PEOPLE[2]);
    let returns: Vec<usize> = (0..made.len()).filter(|n| made[*n].plan.mode == Mode::Return).collect();
    assert_eq!(returns.len(), 2, "two flares, two returns");
    for after in returns {
        for Made { day, plan, .. } in &made[after + 1..(after + 10).min(made.len())] {
            let falls = plan.exercises.iter().find(|e| matches!(e.change, Change::Down | Change::Regress));
            assert!(falls.is_none(), "day {day}: {falls:?}");
        }
    }
}
