//! Random plans for random weeks, each session fed back: whatever a plan asks for, it never passes its own
//! limits, an answer, a rest, the minutes, or a day on which nothing may grow.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use chrono::{NaiveDate, TimeDelta};
use supple::content::Catalogue;
use supple::content::physio_file::{PhysioPlan, Side, parse};
use supple::domain::dose::{Dose, Kind};
use supple::domain::exercise::Block;
use supple::domain::plan::input::{Done, Input, Mode, Session, Stop};
use supple::domain::plan::{Plan, plan};

use super::newcomer;
use crate::rng::Rng;

/// A plan file, random and right.
fn random_text(rng: &mut Rng, catalogue: &Catalogue) -> String {
    let mut text = String::new();
    let exercises: Vec<_> = catalogue.exercises.iter().filter(|e| e.block != Block::Aerobic).collect();
    let count = 1 + rng.below(6);
    if rng.chance(50) {
        text.push_str("only = true\n");
    }
    text.push_str("[limits]\n");
    for (key, low, span) in
        [("max_sets", 1, 3), ("max_reps", 1, 12), ("max_hold_s", 2, 30), ("max_pain", 0, 8)]
    {
        if rng.chance(30) {
            let _ = writeln!(text, "{key} = {}", low + rng.below(span));
        }
    }
    if rng.chance(15) {
        text.push_str("progress = false\n");
    }
    let mut seen = BTreeSet::new();
    for _ in 0..count {
        let exercise = exercises[rng.below(exercises.len() as u64) as usize];
        if !seen.insert(&exercise.id) {
            continue;
        }
        let _ = writeln!(text, "[[exercises]]\nid = \"{}\"", exercise.id);
        if exercise.kind == Kind::Minutes {
            if rng.chance(50) {
                let _ = writeln!(text, "minutes = {}", 1 + rng.below(4));
            }
        } else {
            for (key, most) in [("sets", 3), ("reps", 15)] {
                if rng.chance(50) {
                    let _ = writeln!(text, "{key} = {}", 1 + rng.below(most));
                }
            }
        }
        if rng.chance(40) {
            text.push_str("fixed = true\n");
        }
    }
    text
}

fn rating(rng: &mut Rng) -> Option<i32> {
    rng.weighted(&[
        (12, Some(1)),
        (6, Some(2)),
        (4, Some(4)),
        (2, Some(5)),
        (1, Some(7)),
        (1, Some(9)),
        (2, None),
    ])
}

fn done(rng: &mut Rng, made: &Plan, date: NaiveDate) -> Session {
    let exercises = made.exercises.iter().map(|item| Done {
        id: item.id.clone(),
        prescribed: Some(item.dose),
        done: Some(item.dose),
        pain: rating(rng),
        effort: rng.weighted(&[(12, Some(4)), (2, Some(7)), (1, Some(9)), (1, None)]),
        stop: rng.weighted(&[
            (40, None),
            (1, Some(Stop::Sharp)),
            (1, Some(Stop::Spreading)),
            (1, Some(Stop::Skipped)),
        ]),
        within_limit: false,
    });
    Session {
        date,
        mode: made.mode,
        minutes: Some(10),
        exercises: exercises.collect(),
        pain_before: Some(4),
        pain_after: rating(rng),
        pain_over_1h: rng.weighted(&[(12, Some(false)), (1, Some(true)), (1, None)]),
        next_morning_pain: rng.weighted(&[(12, Some(4)), (1, Some(6)), (1, Some(8)), (1, None)]),
        effort: Some(4),
        signs: Vec::new(),
        events: Vec::new(),
        aerobic: None,
    }
}

fn check(input: &Input, made: &Plan, physio: &PhysioPlan, catalogue: &Catalogue, text: &str) {
    let at = format!("{} under\n{text}\n{made:#?}", input.today.date);
    let entry = |id: &str| input.library.iter().find(|entry| entry.id == id).unwrap();
    let listed = |id: &str| physio.exercises.iter().find(|listed| listed.id == id);
    let budget = input.today.minutes.unwrap_or(15) as u32 * 60;
    assert!(made.est_seconds <= budget, "longer than the minutes: {at}");
    let mut ladders = BTreeSet::new();
    for item in &made.exercises {
        assert!(ladders.insert(&item.ladder), "a ladder twice: {at}");
        let known = entry(&item.id);
        let out = known.contra.iter().find(|code| input.profile.conditions.contains(code));
        assert_eq!(out, None, "{} is kept out: {at}", item.id);
        let ladder = &catalogue.get(&item.id).unwrap().ladder;
        let from = ladder.iter().position(|id| *id == item.id).unwrap();
        if physio.only {
            assert!(ladder[from..].iter().any(|id| listed(id).is_some()), "{} is not listed: {at}", item.id);
        }
        let below = ladder[..from].iter().any(|id| listed(id).is_some());
        let above = ladder[from..].iter().any(|id| listed(id).is_some());
        assert!(above || !below, "{} is harder than what is listed: {at}", item.id);
        let all = physio.limits;
        let own = listed(&item.id).map(|listed| listed.limits).unwrap_or_default();
        let most = |a: Option<u32>, b: Option<u32>| a.into_iter().chain(b).min().unwrap_or(u32::MAX);
        if matches!(item.kind, Kind::Reps | Kind::Hold) {
            assert!(item.dose.sets <= most(all.max_sets, own.max_sets), "{} sets: {at}", item.id);
            assert!(item.dose.reps <= most(all.max_reps, own.max_reps), "{} reps: {at}", item.id);
        }
        if matches!(item.kind, Kind::Hold | Kind::Stretch | Kind::Sustained) {
            assert!(item.dose.hold_s <= most(all.max_hold_s, own.max_hold_s), "{} hold: {at}", item.id);
        }
        let plain = catalogue.get(&item.id).unwrap();
        assert_eq!(item.dose.lower(plain.max), item.dose, "{} is above the catalogue: {at}", item.id);
        if let Some(listed) = listed(&item.id).filter(|listed| listed.fixed && listed.side == Side::AsUsual)
            && item.kind == Kind::Reps
        {
            assert!(listed.reps.is_none_or(|reps| item.dose.reps <= reps), "more than fixed: {at}");
        }
    }
}

/// On a day that eases, nothing is higher than it was asked last, and nothing is new beside what there was.
fn check_rise(input: &Input, made: &Plan, asked: &BTreeMap<String, Dose>, text: &str) {
    let Some(last) = input.sessions.last() else { return };
    let sore = last.pain_over_1h == Some(true);
    if !sore || made.mode != Mode::Normal {
        return;
    }
    for item in &made.exercises {
        if let Some(before) = asked.get(&item.id) {
            let capped = item.dose.lower(*before) == item.dose;
            assert!(capped, "{} rose on a sore day under\n{text}\n{made:#?}", item.id);
        }
    }
}

#[test]
fn a_plan_never_passes_its_limits_an_answer_a_rest_or_a_sore_day() {
    let catalogue = Catalogue::builtin().unwrap();
    let mut person = newcomer();
    let start = person.now.wall;
    let mut played = 0;
    for seed in 0..50 {
        let mut rng = Rng::new(seed);
        let text = random_text(&mut rng, &catalogue);
        let physio =
            parse("plans/p.toml", &text, &catalogue).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let mut sessions: Vec<Session> = Vec::new();
        let mut asked: BTreeMap<String, Dose> = BTreeMap::new();
        let mut rests: BTreeMap<String, NaiveDate> = BTreeMap::new();
        let begins = rng.below(4);
        let mut day = 0;
        for n in 0..12 {
            day += rng.weighted(&[(10, 1), (3, 2), (1, 5), (1, 9), (1, 20), (1, 33)]);
            let at = start + TimeDelta::days(day);
            // the plan may come after some sessions without it
            let coach = &mut person.app.shared.coach;
            coach.physio.plans = if n >= begins { vec![physio.clone()] } else { Vec::new() };
            let mut input = coach.input(at, None);
            if rng.chance(30) {
                input.profile.conditions.extend(["KNEE".to_owned(), "WRIST".to_owned()]);
            }
            input.today.pain_now = rng.weighted(&[(12, Some(4)), (1, Some(6)), (1, Some(8)), (1, None)]);
            input.today.minutes = Some(rng.weighted(&[(4, 10), (1, 5), (2, 20)]));
            input.sessions.clone_from(&sessions);
            let made = plan(&input);
            assert_eq!(made, plan(&input), "not the same twice");
            if n >= begins {
                check(&input, &made, &physio, &catalogue, &text);
                check_rise(&input, &made, &asked, &text);
            }
            for item in &made.exercises {
                let until = rests.get(&item.id).copied().unwrap_or(NaiveDate::MIN);
                assert!(input.today.date >= until, "{} rests until {until}\n{text}", item.id);
            }
            played += made.exercises.len();
            if made.exercises.is_empty() {
                continue;
            }
            let session = done(&mut rng, &made, input.today.date);
            for record in &session.exercises {
                asked.insert(record.id.clone(), record.prescribed.unwrap());
                if matches!(record.stop, Some(Stop::Sharp | Stop::Spreading)) {
                    rests.insert(record.id.clone(), session.date + TimeDelta::days(14));
                }
            }
            sessions.push(session);
        }
    }
    assert!(played > 1000, "only {played} lines were looked at");
}
