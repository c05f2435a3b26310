//! Days and nights: midnight, two sessions a day, travel, wrong clocks, sessions cut short.

use supple::coach::Due;
use supple::coach::plan::Not;
use supple::domain::plan::output::{Change, Mode};
use supple::domain::score::Score;
use supple::journal::event::*;

use super::someone::{Someone, at, score};

const DAY: &str = "2026-11-20T09:00";

fn checked() -> Someone {
    let mut someone = Someone::ready("2026-11-19T09:00");
    someone.check(DAY, 3);
    someone
}

#[test]
fn a_session_killed_before_anything_was_done_is_none() {
    let mut someone = checked();
    let session = someone.begin("2026-11-20T09:05");
    someone.rate("2026-11-20T09:05", &session, When::Before, 3);
    let exercise = someone.coach.history.session(&session).unwrap().exercises[0].id.clone();
    someone.say("2026-11-20T09:05", ItemStarted { session: session.as_str().into(), item: 0, exercise });
    let coach = &someone.coach;
    assert_eq!(coach.sessions_in_week(at(DAY).date_naive()), 0);
    assert!(!coach.done_today(at("2026-11-20T10:00")));
    assert_eq!(coach.followup_due(at("2026-11-21T09:00")), None);
    assert_eq!(
        coach.unfinished(at("2026-11-20T10:00")).map(|(s, place)| (s.id.clone(), place)),
        Some((session, 0))
    );
    assert!(coach.unfinished(at("2026-11-21T00:01")).is_none(), "another day");
    assert_eq!(coach.plan(at("2026-11-21T09:00"), None).plan.mode, Mode::Start);
    assert!(coach.input(at("2026-11-21T09:00"), None).sessions.is_empty());
}

#[test]
fn the_killed_session_does_not_hide_the_one_before_it() {
    let mut someone = checked();
    let first = someone.session("2026-11-20T09:10", 2);
    someone.check("2026-11-20T18:00", 3);
    someone.begin("2026-11-20T18:05");
    let coach = &someone.coach;
    assert!(coach.done_today(at("2026-11-20T19:00")));
    let due = coach.followup_due(at("2026-11-21T09:00")).unwrap();
    assert_eq!((due.session, due.hour, due.morning), (first, true, true));
}

#[test]
fn a_session_where_only_the_first_exercise_was_done_counts_for_that_one() {
    let mut someone = checked();
    let session = someone.begin("2026-11-20T09:05");
    someone.exercise("2026-11-20T09:06", &session, 0, 2);
    let coach = &someone.coach;
    assert_eq!(coach.sessions_in_week(at(DAY).date_naive()), 1);
    assert_eq!(coach.unfinished(at("2026-11-20T10:00")).map(|(_, place)| place), Some(1));
    let told = coach.input(at("2026-11-21T09:00"), None).sessions;
    assert_eq!((told.len(), told[0].exercises.len()), (1, 1));
    // Cut short is not calm: nothing rises.
    let next = coach.plan(at("2026-11-21T09:00"), None).plan;
    assert!(
        next.exercises.iter().all(|item| !matches!(item.change, Change::Up | Change::Promote)),
        "{next:?}"
    );
}

#[test]
fn midnight_alone_is_no_morning() {
    let mut someone = Someone::ready("2026-11-19T09:00");
    someone.check("2026-11-20T23:40", 3).session("2026-11-20T23:50", 2);
    let due = |time: &str| someone.coach.followup_due(at(time)).map(|due| (due.hour, due.morning));
    assert_eq!(due("2026-11-21T00:20"), None);
    assert_eq!(due("2026-11-21T00:50"), Some((true, false)));
    assert_eq!(due("2026-11-21T07:00"), Some((true, true)));
    assert_eq!(due("2026-11-27T07:00"), Some((true, true)));
    assert_eq!(due("2026-11-28T07:00"), None, "nobody remembers");
    // The check of yesterday opens nothing today.
    assert!(!someone.coach.checked_today(at("2026-11-21T00:05")));
    assert!(!someone.coach.done_today(at("2026-11-21T00:05")));
}

#[test]
fn two_sessions_a_day_are_one_day_and_share_the_morning_after() {
    let mut someone = checked();
    someone.session("2026-11-20T09:10", 2);
    assert_eq!(someone.coach.plan(at("2026-11-20T10:00"), None).not, Some(Not::Done));
    someone.check("2026-11-20T18:00", 3);
    assert_eq!(someone.coach.plan(at("2026-11-20T18:01"), None).not, None);
    let second = someone.session("2026-11-20T18:05", 2);
    assert_eq!(someone.coach.sessions_in_week(at(DAY).date_naive()), 1);
    someone.followed_up("2026-11-21T09:00", &second, false, 5);
    let told = someone.coach.input(at("2026-11-21T09:00"), None).sessions;
    let mornings: Vec<_> = told.iter().map(|session| session.next_morning_pain).collect();
    assert_eq!(mornings, [Some(5), Some(5)]);
}

#[test]
fn the_day_is_the_one_printed_in_the_stamp() {
    // Auckland on the 21st, Los Angeles on the 20th, four hours later.
    let mut someone = Someone::ready("2026-11-19T09:00");
    someone.check("2026-11-21T09:00:00+13:00", 3).session("2026-11-21T09:10:00+13:00", 2);
    let there = at("2026-11-20T16:10:00-08:00");
    assert!(there > at("2026-11-21T09:10:00+13:00"));
    let told = someone.coach.input(there, None).sessions;
    assert_eq!(told[0].date, there.date_naive(), "it is over, whatever the day is called here");
    assert_eq!(someone.coach.plan(there, None).plan.mode, Mode::Normal);
    assert!(someone.coach.plan(there, None).plan.exercises.iter().all(|item| item.change == Change::Hold));
}

#[test]
fn a_clock_that_was_ahead_breaks_nothing() {
    let mut someone = checked();
    someone.session("2026-11-20T09:10", 2);
    // Written twenty hours ahead: an answer, a check, a session that was stopped.
    let ahead = "2026-11-21T05:00";
    someone.check_with(ahead, 7, &[]);
    let session = someone.begin(ahead);
    someone.say(
        "2026-11-21T05:01",
        StopPressed { session: session.into(), item: None, exercise: None, side: None },
    );
    let now = "2026-11-20T18:00";
    assert_eq!(someone.coach.due(at(now)), Due::WhatHappened);
    someone.decided(now, Moment::Stop);
    assert_eq!(
        someone.coach.due(at("2026-11-20T18:01")),
        Due::Today,
        "asked once, not until that moment comes"
    );
    someone.check_with("2026-11-20T18:02", 3, &[("fever", "other_illness")]);
    assert!(someone.coach.checked_today(at("2026-11-20T18:03")));
    assert_eq!(
        someone.coach.plan(at("2026-11-20T18:03"), None).not,
        Some(Not::Rest),
        "today's answer counts"
    );
}

#[test]
fn a_flare_declared_after_the_check_makes_today_gentle() {
    let mut someone = checked();
    someone.session("2026-11-20T09:10", 2);
    someone.check("2026-11-21T09:00", 3);
    assert_eq!(someone.coach.plan(at("2026-11-21T09:01"), None).plan.mode, Mode::Normal);
    someone.say("2026-11-21T09:02", FlareDeclared {});
    let plan = someone.coach.plan(at("2026-11-21T09:03"), None).plan;
    assert_eq!(plan.mode, Mode::Flare);
    assert!(plan.est_seconds <= 300);
    assert!(someone.coach.checked_today(at("2026-11-21T09:03")));
}

#[test]
fn the_plan_if_calm_is_the_plan_of_a_calm_tomorrow() {
    let mut someone = checked();
    someone.session("2026-11-20T09:10", 2);
    someone.check("2026-11-21T09:00", 3);
    let first = someone.coach.history.sessions[0].id.clone();
    someone.followed_up("2026-11-21T09:01", &first, false, 4);
    let second = someone.session("2026-11-21T09:10", 2);
    let promised = someone.coach.plan_if_calm(at("2026-11-22T10:00"), None);
    assert!(promised.exercises.iter().any(|item| item.change == Change::Up), "{promised:?}");
    someone.check("2026-11-22T10:00", 4);
    someone.followed_up("2026-11-22T10:00", &second, false, 4);
    let came = someone.coach.plan(at("2026-11-22T10:00"), None).plan;
    assert_eq!(came.exercises, promised.exercises);
}

#[test]
fn walks_of_a_day_add_up_and_what_is_missing_holds() {
    let walk = |minutes, pain: Option<u8>, talk_ok| WalkDone {
        session: None,
        asked: Some(10),
        minutes,
        pain: pain.map(score),
        talk_ok,
    };
    for (walks, minutes, change) in [
        (vec![walk(4, Some(1), Some(true)), walk(6, Some(2), Some(true))], 15, Change::Up),
        (vec![walk(10, Some(1), Some(true))], 15, Change::Up),
        (vec![], 10, Change::Hold),
        (vec![walk(4, Some(1), Some(true)), walk(6, None, Some(true))], 10, Change::Hold),
        (vec![walk(4, Some(1), Some(true)), walk(6, Some(1), None)], 10, Change::Hold),
        (vec![walk(4, Some(1), Some(false)), walk(6, Some(1), None)], 10, Change::Hold),
        (vec![walk(4, Some(1), Some(true))], 5, Change::Hold),
        (vec![walk(4, Some(9), Some(true)), walk(6, None, None)], 5, Change::Down),
    ] {
        let mut someone = checked();
        let session = someone.session("2026-11-20T09:10", 2);
        for walk in &walks {
            someone.say("2026-11-20T17:00", walk.clone());
        }
        someone.check("2026-11-21T09:00", 3);
        someone.followed_up("2026-11-21T09:00", &session, false, 3);
        let plan = someone.coach.plan(at("2026-11-21T09:00"), None).plan;
        let walk = plan.aerobic.unwrap();
        assert_eq!((walk.minutes, walk.change), (minutes, change), "{walks:?}: {}", walk.reason);
    }
}

#[test]
fn a_walk_on_a_free_day_counts_and_is_no_new_target() {
    let mut someone = checked();
    let session = someone.session("2026-11-20T09:10", 2);
    someone.say(
        "2026-11-21T17:00",
        WalkDone { session: None, asked: None, minutes: 90, pain: Some(score(1)), talk_ok: Some(true) },
    );
    someone.check("2026-11-22T09:00", 3);
    someone.followed_up("2026-11-22T09:00", &session, false, 3);
    let walk = someone.coach.plan(at("2026-11-22T09:00"), None).plan.aerobic.unwrap();
    assert_eq!(walk.minutes, 15, "{}", walk.reason);
}

#[test]
fn scores_of_two_computers_make_the_day_of_the_worst() {
    let mut someone = checked();
    for (time, pain) in [("2026-11-20T08:00", 6), ("2026-11-20T20:00", 2)] {
        let score = Score::new(pain).unwrap();
        someone
            .say(time, PainRated { session: None, when: When::CheckIn, item: None, exercise: None, score });
    }
    let days = supple::coach::plan::pain_days(&someone.coach.history);
    assert_eq!(days.get(&at(DAY).date_naive()), Some(&6));
    assert_eq!(someone.coach.pain_today(at(DAY).date_naive()), Score::new(2));
}
