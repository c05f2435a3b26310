//! Lines of the journal -> history: each kind once, done again, taken back, merged, and impossible ones.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset, TimeDelta};
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use supple::cli::open;
use supple::domain::dose::Dose;
use supple::domain::history::{History, Reached};
use supple::domain::score::Score;
use supple::journal::amend::amend;
use supple::journal::event::Event;
use supple::journal::line::{CrcState, Dev, Entry};
use supple::journal::replay::{Replay, Stamped};

const ZERO: &str = "2026-11-20T09:00:00+00:00";

fn at(minutes: i64) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(ZERO).unwrap() + TimeDelta::minutes(minutes)
}

fn line(id: &str, minutes: i64, kind: &str, body: &Json) -> Stamped {
    let event = Event::parse(kind, &body.to_string()).unwrap().unwrap();
    Stamped { id: id.into(), at: at(minutes), event }
}

fn fold(lines: &[Stamped]) -> History {
    Replay::of(lines).finish()
}

/// A session of two exercises: one of 2 sets of 5, one of 2 holds of 20 s on each side.
fn started(id: &str, minutes: i64) -> Stamped {
    let items = json!([
        {"exercise": "glute-bridge", "dose": {"sets": 2, "reps": 5, "hold_s": 3}, "sides": 1},
        {"exercise": "hip-flexor-lunge", "dose": {"sets": 1, "reps": 2, "hold_s": 20}, "sides": 2},
    ]);
    let body = json!({"mode": "normal", "minutes": 10, "items": items, "aerobic": 10, "rules": "1"});
    line(id, minutes, "session.started", &body)
}

/// A session with these lines after its start, one a minute.
fn session(lines: &[(&str, Json)]) -> History {
    let mut all = vec![started("S", 0)];
    for (place, (kind, body)) in lines.iter().enumerate() {
        let mut body = body.clone();
        body["session"] = json!("S");
        all.push(line(&format!("L{place}"), 1 + i64::try_from(place).unwrap(), kind, &body));
    }
    fold(&all)
}

fn reps(set: u32, reps: u32) -> (&'static str, Json) {
    (
        "reps.done",
        json!({"item": 0, "exercise": "glute-bridge", "set": set, "asked": 5, "reps": reps, "hold_s": 3}),
    )
}

fn hold(side: &str, nth: u32, held: u32) -> (&'static str, Json) {
    let body = json!({"item": 1, "exercise": "hip-flexor-lunge", "side": side, "nth": nth, "asked_s": 20, "held_s": held});
    ("hold.done", body)
}

fn ended(item: usize, dose: (u32, u32, u32), stop: Option<&str>) -> (&'static str, Json) {
    let done = json!({"sets": dose.0, "reps": dose.1, "hold_s": dose.2});
    ("item.ended", json!({"item": item, "exercise": "x", "done": done, "stop": stop}))
}

#[test]
fn each_kind_of_line_once() {
    type Says = fn(&History) -> Json;
    let cases: [(&str, Json, Says, Json); 24] = [
        (
            "journal.opened",
            json!({"app": "supple", "app_version": "1", "note": "n"}),
            |h| json!(h.implausible.len()),
            json!(0),
        ),
        ("region.set", json!({"region": "uk"}), |h| json!(h.region), json!("uk")),
        ("profile.set", json!({"usual_pain": 4}), |h| json!(h.profile.usual_pain), json!(4)),
        (
            "screen.answered",
            json!({"run": "r", "moment": "intake", "question": "bladder", "value": "no"}),
            |h| json!(h.answers["bladder"].value),
            json!("no"),
        ),
        (
            "screen.decided",
            json!({"run": "r", "moment": "recheck", "tier": "clear", "fired": [], "complete": true, "rules": "1"}),
            |h| json!((h.decisions[0].recheck, h.decisions[0].intake, h.decisions[0].opens_session)),
            json!([true, false, true]),
        ),
        (
            "flag.raised",
            json!({"rule": "bladder-1", "tier": "emergency"}),
            |h| json!((&h.flags[0].id, &h.flags[0].rule)),
            json!(["X", "bladder-1"]),
        ),
        (
            "flag.cleared",
            json!({"flag": "F", "seen_on": "2026-11-20", "role": "other: osteopath", "outcome": "with_limits"}),
            |h| json!(h.clearances[0].outcome),
            json!("with_limits"),
        ),
        ("pain.rated", json!({"when": "check_in", "score": 6}), |h| json!(h.pain[0].score), json!(6)),
        (
            "pain.rated",
            json!({"session": "S", "when": "before", "score": 3}),
            |h| json!((h.sessions[0].pain_before, h.pain.len())),
            json!([3, 1]),
        ),
        (
            "pain.rated",
            json!({"session": "S", "when": "exercise", "item": 1, "score": 2}),
            |h| json!((h.sessions[0].exercises[1].pain, h.sessions[0].is_done())),
            json!([2, true]),
        ),
        (
            "effort.rated",
            json!({"session": "S", "score": 5}),
            |h| json!((h.sessions[0].effort, h.sessions[0].is_done())),
            json!([5, false]),
        ),
        (
            "items.within_limit",
            json!({"session": "S", "items": [0, 1]}),
            |h| json!((h.sessions[0].exercises[0].within_limit, h.sessions[0].exercises[1].within_limit)),
            json!([true, true]),
        ),
        (
            "session.followed_up",
            json!({"session": "S", "over_1h": true, "next_morning": 7}),
            |h| json!((h.sessions[0].pain_over_1h, h.sessions[0].next_morning_pain)),
            json!([true, 7]),
        ),
        ("flare.declared", json!({}), |h| json!(h.flares), json!(["2026-11-20"])),
        (
            "item.started",
            json!({"session": "S", "item": 0, "exercise": "x"}),
            |h| json!((h.sessions[0].reached[0] == Reached::Begun, h.sessions[0].is_done())),
            json!([true, false]),
        ),
        (
            "minutes.done",
            json!({"session": "S", "item": 0, "exercise": "x", "asked_s": 60, "done_s": 45}),
            |h| json!(h.sessions[0].exercises[0].done),
            json!({"sets": 1, "reps": 1, "hold_s": 45}),
        ),
        (
            "signs.noted",
            json!({"session": "S", "signs": ["no_reserve", "no_reserve"]}),
            |h| json!(h.sessions[0].signs),
            json!(["no_reserve"]),
        ),
        (
            "walk.done",
            json!({"session": "S", "asked": 10, "minutes": 12, "pain": 1, "talk_ok": true}),
            |h| json!((h.walks.len(), h.sessions[0].aerobic.unwrap().done)),
            json!([1, 12]),
        ),
        (
            "question.settled",
            json!({"question": "pregnant", "how": "never"}),
            |h| json!(h.settled["pregnant"].0),
            json!("never"),
        ),
        ("normal.marked", json!({}), |h| json!(h.normal.is_some()), json!(true)),
        (
            "screen.decided",
            json!({"run": "r", "moment": "change", "tier": "caution", "fired": [], "complete": true, "rules": "1"}),
            |h| json!(h.decisions.len()),
            json!(0),
        ),
        (
            "prompt.acknowledged",
            json!({"code": "usual_pain_high"}),
            |h| json!(h.acknowledged.len()),
            json!(1),
        ),
        ("card.shown", json!({"card": "flare"}), |h| json!(h.cards[0].1), json!("flare")),
        ("week.shown", json!({"monday": "2026-03-02"}), |h| json!(h.week_told), json!("2026-03-02")),
    ];
    for (kind, body, says, expected) in cases {
        let history = fold(&[started("S", 0), line("X", 1, kind, &body)]);
        assert_eq!(says(&history), expected, "{kind}");
        assert!(history.implausible.is_empty(), "{kind}: {:?}", history.implausible);
    }
    let stopped = [("stop.pressed", json!({})), ("session.ended", json!({"complete": false}))];
    assert!(session(&stopped).sessions[0].stopped.is_some());
    assert_eq!(session(&stopped).sessions[0].ended, Some(at(2)));
    let slip = [
        ("stop.pressed", json!({})),
        ("session.paused", json!({"why": "key"})),
        ("session.resumed", json!({})),
    ];
    assert_eq!(session(&slip).sessions[0].stopped, None);
    // Lines after the stop, and whether it still has to be told what happened.
    let rest = || ("session.resumed", json!({"after_stop": false}));
    let ouch = || {
        let answers = json!({});
        (
            "ouch.noted",
            json!({"sign": "sharp", "answers": answers, "tier": "caution", "ended": "nothing", "open": false}),
        )
    };
    for (lines, open, name) in [
        (vec![rest()], true, "another terminal went on after a rest"),
        (vec![("session.paused", json!({"why": "key"})), rest()], true, "another terminal rested"),
        (vec![rest(), ("session.resumed", json!({"after_stop": true}))], false, "then it was a slip"),
        (vec![ouch(), rest()], false, "told, and gone on with"),
    ] {
        let lines = [vec![("stop.pressed", json!({}))], lines].concat();
        assert_eq!(session(&lines).sessions[0].stopped.is_some(), open, "{name}");
    }
}

#[test]
fn of_what_is_done_again_the_latest_counts() {
    let d = Dose::new;
    let cases = [
        ("one whole set", vec![reps(1, 5)], 0, d(1, 5, 3)),
        ("both sets", vec![reps(1, 5), reps(2, 5)], 0, d(2, 5, 3)),
        ("a set not finished", vec![reps(1, 3)], 0, d(1, 3, 3)),
        ("restarted and then less", vec![reps(1, 5), reps(1, 3)], 0, d(1, 3, 3)),
        ("restarted after two sets", vec![reps(1, 5), reps(2, 5), reps(1, 5)], 0, d(1, 5, 3)),
        ("more than asked", vec![reps(1, 50)], 0, d(1, 5, 3)),
        ("ended", vec![reps(1, 5), ended(0, (2, 5, 3), None)], 0, d(2, 5, 3)),
        ("ended twice", vec![ended(0, (2, 5, 3), None), ended(0, (1, 2, 3), Some("fatigue"))], 0, d(1, 2, 3)),
        ("ended, begun again, killed", vec![ended(0, (2, 5, 3), None), reps(1, 4)], 0, d(1, 4, 3)),
        ("one side only", vec![hold("left", 1, 20), hold("left", 2, 20)], 1, d(0, 0, 0)),
        ("both sides", vec![hold("left", 1, 20), hold("right", 1, 20)], 1, d(1, 1, 20)),
        (
            "the weaker side",
            vec![hold("left", 1, 20), hold("left", 2, 20), hold("right", 1, 12)],
            1,
            d(1, 1, 12),
        ),
        ("a hold again", vec![hold("left", 1, 20), hold("right", 1, 20), hold("right", 1, 5)], 1, d(1, 1, 5)),
        ("held longer than asked", vec![hold("left", 1, 99), hold("right", 1, 20)], 1, d(1, 1, 20)),
    ];
    for (name, lines, item, expected) in cases {
        let history = session(&lines);
        assert_eq!(history.sessions[0].exercises[item].done, expected, "{name}");
        assert!(history.sessions[0].is_done(), "{name}");
    }
    let twice = session(&[
        ended(0, (2, 5, 3), None),
        ("pain.rated", json!({"when": "exercise", "item": 0, "score": 2})),
        ("pain.rated", json!({"when": "exercise", "item": 0, "score": 7})),
    ]);
    assert_eq!(twice.sessions[0].exercises[0].pain, Score::new(7));
}

#[test]
fn what_cannot_be_is_kept_out_and_told() {
    let unknown = "it belongs to a session that is not in the journal";
    let cases = [
        (
            "item.ended",
            json!({"session": "?", "item": 0, "exercise": "x", "done": {"sets": 1, "reps": 1, "hold_s": 0}}),
            unknown,
        ),
        ("item.started", json!({"session": "?", "item": 0, "exercise": "x"}), unknown),
        ("session.ended", json!({"session": "?", "complete": true}), unknown),
        ("session.followed_up", json!({"session": "?", "over_1h": true}), unknown),
        (
            "item.started",
            json!({"session": "S", "item": 2, "exercise": "x"}),
            "it names exercise 2 of 2, counted from 0",
        ),
        (
            "items.within_limit",
            json!({"session": "S", "items": [9]}),
            "it names exercise 9 of 2, counted from 0",
        ),
        (
            "effort.rated",
            json!({"session": "S", "item": 7, "score": 1}),
            "it names exercise 7 of 2, counted from 0",
        ),
        (
            "item.ended",
            json!({"session": "S", "item": 0, "exercise": "x", "done": {"sets": 1, "reps": 4_000_000_000_u32, "hold_s": 0}}),
            "more than anybody can do of one exercise",
        ),
        (
            "minutes.done",
            json!({"session": "S", "item": 0, "exercise": "x", "asked_s": 60, "done_s": 4_000_000_000_u32}),
            "more than anybody can do of one exercise",
        ),
        ("pain.rated", json!({"when": "after", "score": 3}), "a score of a session that names no session"),
        (
            "pain.rated",
            json!({"session": "S", "when": "exercise", "score": 3}),
            "a score of an exercise that names none",
        ),
        ("walk.done", json!({"minutes": 1441}), "a walk of more than a day"),
        (
            "screen.answered",
            json!({"run": "r", "moment": "session", "question": "pain_now", "value": 11}),
            "a pain score outside 0 to 10",
        ),
        (
            "flag.cleared",
            json!({"flag": "F", "seen_on": "2026-11-20", "role": "friend", "outcome": "may_exercise"}),
            "a clearance by somebody who is no clinician",
        ),
        (
            "flag.cleared",
            json!({"flag": "F", "seen_on": "2026-11-20", "role": "gp", "outcome": "fine"}),
            "a clearance with no known outcome",
        ),
    ];
    for (kind, body, why) in cases {
        let history = fold(&[started("S", 0), line("X", 1, kind, &body)]);
        let told: Vec<(&str, &str)> =
            history.implausible.iter().map(|i| (i.id.as_str(), i.why.as_str())).collect();
        assert_eq!(told, [("X", why)], "{kind} {body}");
        assert!(
            !history.sessions[0].is_done() && history.clearances.is_empty() && history.walks.is_empty(),
            "{kind}"
        );
    }
    // The pain itself was real, though its session is not there.
    let lost = fold(&[line("X", 1, "pain.rated", &json!({"session": "?", "when": "before", "score": 8}))]);
    assert_eq!((lost.pain.len(), lost.implausible.len()), (1, 1));
}

#[test]
fn corrections_and_what_was_taken_back() {
    let entry = |id: &str, minutes: i64, kind: &str, body: &Json| Entry {
        id: id.into(),
        kind: kind.to_owned().into(),
        ts: at(minutes),
        body: serde_json::value::RawValue::from_string(body.to_string()).unwrap().into(),
        v: 1,
        dev: Dev::default(),
        n: 0,
        must: false,
        crc: CrcState::Absent,
    };
    let score = |score: u8| json!({"when": "check_in", "score": score});
    let cases: [(&str, Vec<Entry>, Vec<u8>); 4] = [
        (
            "corrected",
            vec![
                entry("A", 0, "pain.rated", &score(9)),
                entry("B", 1, "correct", &json!({"target": "A", "body": score(2)})),
            ],
            vec![2],
        ),
        (
            "taken back",
            vec![entry("A", 0, "pain.rated", &score(9)), entry("B", 1, "retract", &json!({"target": "A"}))],
            vec![],
        ),
        (
            "taken back, and that too",
            vec![
                entry("A", 0, "pain.rated", &score(9)),
                entry("B", 1, "retract", &json!({"target": "A"})),
                entry("C", 2, "retract", &json!({"target": "B"})),
            ],
            vec![9],
        ),
        (
            "another one",
            vec![entry("A", 0, "pain.rated", &score(9)), entry("B", 1, "retract", &json!({"target": "?"}))],
            vec![9],
        ),
    ];
    for (name, entries, expected) in cases {
        let events: Vec<Stamped> = amend(entries)
            .entries
            .into_iter()
            .map(|e| Stamped {
                id: e.id,
                at: e.ts,
                event: Event::parse(&e.kind, e.body.get()).unwrap().unwrap(),
            })
            .collect();
        let pains: Vec<u8> = fold(&events).pain.iter().map(|point| point.score.get()).collect();
        assert_eq!(pains, expected, "{name}");
    }
}

#[test]
fn after_a_merge_time_decides_and_nothing_counts_twice() {
    let profile =
        |id: &str, minutes: i64, usual: u8| line(id, minutes, "profile.set", &json!({"usual_pain": usual}));
    let answer = |id: &str, minutes: i64, value: &str| {
        line(
            id,
            minutes,
            "screen.answered",
            &json!({"run": "r", "moment": "recheck", "question": "night", "value": value}),
        )
    };
    let here = [started("S1", 0), profile("P1", 100, 4), answer("A1", 100, "no"), started("S3", 200)];
    let there = [started("S2", 50), profile("P2", 60, 9), answer("A2", 60, "eases"), started("S0", -50)];
    let rated = line("R", 210, "pain.rated", &json!({"session": "S3", "when": "after", "score": 5}));
    let merged: Vec<Stamped> = here.iter().chain(&there).chain([&rated]).chain(&here).cloned().collect();
    let history = fold(&merged);
    let ids: Vec<&str> = history.sessions.iter().map(|session| session.id.as_str()).collect();
    assert_eq!(ids, ["S0", "S1", "S2", "S3"]);
    assert_eq!(
        history.sessions[3].pain_after,
        Score::new(5),
        "a line finds its session after others came before it"
    );
    assert_eq!(history.profile.usual_pain, Score::new(4));
    assert_eq!(history.answers["night"].value.as_choice(), Some("no"));
    let log: Vec<Option<&str>> = history.answer_log.iter().map(|answer| answer.value.as_choice()).collect();
    assert_eq!(log, [Some("eases"), Some("no")]);
}

/// Lines of a person who does everything, in any order, some twice.
fn any_lines() -> impl Strategy<Value = Vec<Stamped>> {
    let one = (0_usize..14, 0_i64..5000, 0_usize..4, 0_u32..4, 0_u8..=10);
    prop::collection::vec(one, 0..60).prop_map(|all| {
        let made = all.into_iter().enumerate().map(|(place, (kind, minutes, which, small, score))| {
            let session = format!("S{which}");
            let id = if kind == 0 { session.clone() } else { format!("L{}", place % 50) };
            let (kind, body) = match kind {
                0 => return started(&session, minutes),
                1 => ("reps.done", json!({"session": session, "item": small, "exercise": "x", "set": 1 + small, "asked": 5, "reps": score})),
                2 => ("hold.done", json!({"session": session, "item": 1, "exercise": "x", "side": "left", "nth": 1 + small, "asked_s": 20, "held_s": score})),
                3 => ("item.ended", json!({"session": session, "item": small, "exercise": "x", "done": {"sets": 1, "reps": score, "hold_s": 0}})),
                4 => ("pain.rated", json!({"session": session, "when": "before", "score": score})),
                5 => ("pain.rated", json!({"when": "check_in", "score": score})),
                6 => ("profile.set", json!({"usual_pain": score})),
                7 => ("screen.answered", json!({"run": session, "moment": "intake", "question": "night", "value": "no"})),
                8 => ("screen.decided", json!({"run": session, "moment": "intake", "tier": "clear", "fired": [], "rules": "1"})),
                9 => ("flag.raised", json!({"rule": "night-2", "tier": "clinician-first"})),
                10 => ("walk.done", json!({"session": session, "minutes": score})),
                11 => ("stop.pressed", json!({"session": session})),
                12 => ("flare.declared", json!({})),
                _ => ("region.set", json!({"region": session})),
            };
            line(&id, minutes, kind, &body)
        });
        made.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(80) })]

    /// Line by line, with some taken back on the way, comes to the same as from the beginning.
    #[test]
    fn line_by_line_is_from_scratch(lines in any_lines(), back in prop::collection::vec(0_usize..60, 0..4)) {
        let mut coach = open::coach(Vec::new()).unwrap();
        let mut left: Vec<Stamped> = Vec::new();
        for (place, line) in lines.into_iter().enumerate() {
            if !left.iter().any(|known| known.id == line.id) {
                left.push(line.clone());
            }
            coach.take(line);
            if back.contains(&place) && let Some(gone) = left.first().map(|line| line.id.clone()) {
                coach.retract(&gone);
                left.retain(|line| line.id != gone);
            }
        }
        prop_assert_eq!(&coach.history, &fold(&left));
    }

    /// What is one after the other in time is so in the history, in whatever order the lines came.
    #[test]
    fn the_history_is_in_the_order_of_time(lines in any_lines()) {
        let history = fold(&lines);
        prop_assert!(history.sessions.is_sorted_by_key(|session| session.started));
        prop_assert!(history.pain.is_sorted_by_key(|point| point.at));
        prop_assert!(history.decisions.is_sorted_by_key(|decision| decision.at));
        prop_assert!(history.answer_log.is_sorted_by_key(|answer| answer.on));
        prop_assert!(history.walks.is_sorted_by_key(|(date, _)| *date));
        for session in &history.sessions {
            prop_assert_eq!(session.exercises.len(), session.reached.len());
        }
    }
}

/// Ten years of sessions make no key slow: one more line costs the same as the first ones did.
#[test]
fn one_line_more_is_cheap_after_55_000() {
    let mut lines = Vec::new();
    for day in 0..1000_i64 {
        let session = format!("S{day}");
        lines.push(started(&session, day * 1440));
        for n in 0..54_u32 {
            let body = json!({"session": session, "item": 0, "exercise": "x", "set": 1 + n % 2, "asked": 5, "reps": 5});
            lines.push(line(&format!("{session}-{n}"), day * 1440 + 1, "reps.done", &body));
        }
    }
    let mut coach = open::coach(lines).unwrap();
    assert_eq!(coach.history.sessions.len(), 1000);
    let clock = Instant::now();
    for n in 0..100 {
        let body = json!({"session": "S999", "item": 0, "exercise": "x", "set": 1, "asked": 5, "reps": n});
        coach.take(line(&format!("new-{n}"), 1_440_000, "reps.done", &body));
    }
    // From the beginning each time this took seconds.
    assert!(clock.elapsed() < Duration::from_millis(200), "{:?} for 100 lines", clock.elapsed());
}
