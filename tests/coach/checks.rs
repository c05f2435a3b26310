//! Runs of the safety check: what they carry over, what they leave, which one follows.

use supple::coach::Due;
use supple::coach::check::{self, Run};
use supple::domain::profile::Settle;
use supple::domain::screening::answer::Value;
use supple::domain::screening::interview::{Interview, Reply, Step};
use supple::domain::screening::tier::Tier;
use supple::journal::event::{Event, Moment};

use super::someone::{Someone, at};

const DAY: &str = "2026-11-20T09:00";
const NEXT: &str = "2026-11-21T09:00";

/// Answers run after run as the screen does, until nothing follows. The moments of the runs.
fn run(someone: &mut Someone, time: &str, moment: Moment, answers: &[(&str, Value)]) -> Vec<Moment> {
    let mut next = Some(moment);
    let mut runs = Vec::new();
    while let Some(moment) = next.take() {
        runs.push(moment);
        let (mut interview, run) = check::begin(&someone.coach, moment, at(time));
        while let Some(reply) = reply(&interview, answers) {
            give(someone, time, &run, &mut interview, reply);
        }
        let (events, follows) = check::conclude(&someone.coach, &interview, &run, at(time));
        for event in events {
            someone.say(time, event);
        }
        next = follows;
    }
    runs
}

fn give(someone: &mut Someone, time: &str, run: &Run, interview: &mut Interview<'static>, reply: Reply) {
    for answer in run.reply(interview, reply).unwrap() {
        someone.say(time, answer);
    }
    for flag in check::confirmed(&someone.coach, interview, run, at(time)) {
        someone.say(time, flag);
    }
}

fn reply(interview: &Interview<'_>, answers: &[(&str, Value)]) -> Option<Reply> {
    let said =
        |id: &str| answers.iter().find(|(question, _)| *question == id).map(|(_, value)| value.clone());
    Some(match interview.current() {
        Step::Done => return None,
        Step::ReadBack { .. } => Reply::Confirm(true),
        Step::Short { id, .. } => Reply::Value(said(id).unwrap_or_else(|| Value::choice("no"))),
        Step::TickAll { items, .. } => {
            let yes =
                items.iter().filter(|item| said(&item.id).is_some()).map(|item| item.id.clone()).collect();
            Reply::Ticked { yes, unsure: vec![] }
        }
        Step::Ask { question, .. } => {
            let usual = match question.id.as_str() {
                "area" => Value::Picks(vec!["low_back".into()]),
                "ibp" => Value::Picks(vec![]),
                "age" | "onset_age" => Value::Number(47),
                "pain_now" => Value::Number(4),
                "pain_change" => Value::choice("usual"),
                "pattern" => Value::choice("same"),
                id => Value::choice(question.no_value().unwrap_or_else(|| {
                    let first = &question.values[0].value;
                    assert!(id == "duration", "what to say to {id}? perhaps {first}");
                    first
                })),
            };
            Reply::Value(said(&question.id).unwrap_or(usual))
        }
    })
}

fn asked(interview: &Interview<'static>) -> String {
    match interview.current() {
        Step::Ask { question, .. } => question.id.clone(),
        other => panic!("{other:?}"),
    }
}

fn decisions(someone: &Someone) -> usize {
    someone.events.iter().filter(|line| matches!(line.event, Event::ScreenDecided(_))).count()
}

#[test]
fn a_change_in_pain_opens_the_recheck_and_only_that_decides() {
    for (answers, expected) in [
        (vec![], vec![Moment::Session]),
        (vec![("pain_change", Value::choice("worse"))], vec![Moment::Session, Moment::Recheck]),
        (vec![("pain_change", Value::choice("new_kind"))], vec![Moment::Session, Moment::Recheck]),
        (vec![("pain_now", Value::Number(8))], vec![Moment::Session, Moment::Recheck]),
    ] {
        let mut someone = Someone::ready(DAY);
        let before = decisions(&someone);
        assert_eq!(run(&mut someone, NEXT, Moment::Session, &answers), expected, "{answers:?}");
        assert_eq!(decisions(&someone), before + 1);
        assert!(someone.coach.checked_today(at(NEXT)));
    }
}

#[test]
fn a_program_that_ends_between_check_and_recheck_asks_again() {
    let mut someone = Someone::ready(DAY);
    let (mut interview, first) = check::begin(&someone.coach, Moment::Session, at(NEXT));
    while let Some(answer) = reply(&interview, &[("pain_change", Value::choice("worse"))]) {
        give(&mut someone, NEXT, &first, &mut interview, answer);
    }
    let (events, next) = check::conclude(&someone.coach, &interview, &first, at(NEXT));
    assert_eq!((events, next), (vec![], Some(Moment::Recheck)));
    assert!(!someone.coach.checked_today(at(NEXT)));
}

#[test]
fn who_lives_with_seven_is_rechecked_once_a_week_but_at_once_for_a_new_kind() {
    let mut someone = Someone::ready("2026-10-01T09:00");
    someone.profile("2026-10-01T09:00", 8, Settle::Upto60, true, 10);
    let sore = [("pain_now", Value::Number(8))];
    let rechecks: Vec<bool> = (1..=16)
        .map(|day| {
            run(&mut someone, &format!("2026-11-{day:02}T09:00"), Moment::Session, &sore)
                .contains(&Moment::Recheck)
        })
        .collect();
    let asked: Vec<usize> = (1..=16).filter(|day| rechecks[day - 1]).collect();
    assert_eq!(asked, [1, 8, 15]);
    let new = [("pain_now", Value::Number(8)), ("pain_change", Value::choice("new_kind"))];
    assert_eq!(run(&mut someone, "2026-11-17T09:00", Moment::Session, &new).len(), 2);
}

#[test]
fn the_log_asks_too() {
    // Two weeks away, when the question of every two weeks is due, too; after 40 days the monthly ones,
    // which hold it.
    for (days, runs) in [(13, 1), (14, 3), (40, 3)] {
        let mut someone = Someone::ready(DAY);
        someone.check(DAY, 3).session("2026-11-20T09:10", 2);
        let back = (at(DAY) + chrono::TimeDelta::days(days)).to_rfc3339();
        assert_eq!(run(&mut someone, &back, Moment::Session, &[]).len(), runs, "{days} days");
        if runs > 1 {
            let later = (at(&back) + chrono::TimeDelta::hours(1)).to_rfc3339();
            assert_eq!(run(&mut someone, &later, Moment::Session, &[]).len(), 1, "asked since");
        }
    }
    // 2 above the usual on two days running, but not on one.
    for (pains, runs) in [([3, 5], 1), ([5, 3], 1), ([4, 4], 2), ([3, 3], 1)] {
        let mut someone = Someone::ready("2026-10-20T09:00");
        someone.calm_days("2026-11-05T09:00:00+00:00", 10);
        run(&mut someone, "2026-11-15T09:00", Moment::Session, &[("pain_now", Value::Number(pains[0]))]);
        let second = [("pain_now", Value::Number(pains[1]))];
        let asked = run(&mut someone, "2026-11-16T09:00", Moment::Session, &second);
        assert_eq!(asked.contains(&Moment::Recheck), runs == 2, "{pains:?}: {asked:?}");
    }
    // Something was wrong last time.
    let mut someone = Someone::ready(DAY);
    let session = {
        someone.check(DAY, 3);
        someone.begin(DAY)
    };
    someone.say(
        "2026-11-20T09:05",
        supple::journal::event::StopPressed {
            session: session.as_str().into(),
            item: None,
            exercise: None,
            side: None,
        },
    );
    someone.say(
        "2026-11-20T09:05",
        supple::journal::event::SessionEnded { session: session.into(), complete: false },
    );
    assert_eq!(someone.coach.due(at("2026-11-20T09:06")), Due::WhatHappened);
    run(&mut someone, "2026-11-20T09:06", Moment::Stop, &[]);
    assert_eq!(someone.coach.due(at("2026-11-20T09:07")), Due::Today);
    assert!(!someone.coach.checked_today(at("2026-11-20T09:07")), "a stop check opens no session");
    assert_eq!(run(&mut someone, NEXT, Moment::Session, &[]).len(), 2);
}

#[test]
fn a_confirmed_answer_is_up_at_once_though_the_check_never_ends() {
    let mut someone = Someone::new();
    someone.say(DAY, supple::journal::event::RegionSet { region: "uk".into() });
    let (mut interview, first) = check::begin(&someone.coach, Moment::Intake, at(DAY));
    let answers = [("bladder", Value::choice("old_unchecked"))];
    for _ in 0..3 {
        let answer = reply(&interview, &answers).unwrap();
        give(&mut someone, DAY, &first, &mut interview, answer);
    }
    assert_eq!(someone.coach.history.flags.len(), 1, "{:?}", someone.coach.history.flags);
    // Killed here. Tomorrow a "no" does not lift it.
    assert_eq!(someone.coach.due(at(NEXT)), Due::Blocked);
    run(&mut someone, NEXT, Moment::Intake, &[]);
    assert_eq!(someone.coach.due(at(NEXT)), Due::Blocked);
    assert_eq!(someone.coach.standing(at(NEXT)).tier, Tier::Urgent);
}

#[test]
fn a_whole_check_that_was_broken_off_goes_on_the_same_day_only() {
    let mut someone = Someone::new();
    let (mut interview, first) = check::begin(&someone.coach, Moment::Intake, at(DAY));
    for _ in 0..5 {
        let answer = reply(&interview, &[]).unwrap();
        give(&mut someone, DAY, &first, &mut interview, answer);
    }
    let (same, again) = check::begin(&someone.coach, Moment::Intake, at("2026-11-20T21:00"));
    assert_eq!((again.id.as_str(), asked(&same)), (first.id.as_str(), asked(&interview)));
    let (fresh, other) = check::begin(&someone.coach, Moment::Intake, at(NEXT));
    assert_ne!(other.id, first.id);
    assert!(fresh.fresh().is_empty());
}

#[test]
fn not_sure_is_asked_once_more_before_the_next_session() {
    let mut someone = Someone::ready(DAY);
    someone.answer(DAY, "whole", Moment::Intake, "shock", Value::choice("unsure"));
    let (interview, _) = check::begin(&someone.coach, Moment::Session, at(NEXT));
    assert!(matches!(interview.current(), Step::Short { id: "S1", .. } | Step::Ask { .. }));
    run(&mut someone, NEXT, Moment::Session, &[("shock", Value::choice("no"))]);
    assert_eq!(someone.coach.answers_today(at(NEXT)).get("shock"), Some(&Value::choice("no")));
    let last = someone.coach.history.answer_log.iter().rfind(|answer| answer.question == "shock").unwrap();
    assert!(!last.short, "it was asked itself");
}

#[test]
fn something_else_that_worries_is_a_note_to_ask_for_help() {
    for (value, shown) in [("yes", true), ("unsure", true), ("no", false)] {
        let someone = Someone::with(DAY, &[("other_worry", value)]);
        let plan = someone.coach.plan(at(DAY), None);
        let prompts = someone.coach.prompts(&plan.plan.refer, at(DAY)).open;
        let told =
            prompts.iter().any(|prompt| prompt.text.contains("If in doubt, ask for medical help today."));
        assert_eq!(told, shown, "{value}: {prompts:?}");
        assert_eq!(plan.not, None, "it blocks nothing");
    }
}

/// Pain into a limb prompts from the first day on; a week later it is not said twice.
#[test]
fn limb_pain_is_one_note_and_not_two() {
    let someone = Someone::with("2026-10-20T09:00", &[("leg_pain", "new")]);
    let plan = someone.coach.plan(at(DAY), None);
    let prompts = someone.coach.prompts(&plan.plan.refer, at(DAY)).open;
    let about = prompts.iter().filter(|prompt| prompt.text.contains("past the knee")).count();
    assert_eq!(about, 1, "{prompts:?}");
}
