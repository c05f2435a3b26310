//! Flags and clearances: what stands, what a lifted block leaves, what it never does.

use supple::coach::Due;
use supple::coach::plan::Not;
use supple::domain::plan::output::{Mode, ReferLevel};
use supple::domain::screening::answer::Value;
use supple::domain::screening::tier::Tier;
use supple::journal::event::Moment;

use super::someone::{Someone, at};

const DAY: &str = "2026-11-20T09:00";

#[test]
fn a_block_is_a_plan_without_exercises_and_says_how_soon() {
    for (rule, tier, level) in [
        ("bladder-1", Tier::Emergency, ReferLevel::Emergency),
        ("weakness-1", Tier::Urgent, ReferLevel::Urgent),
        ("constant-1", Tier::ClinicianFirst, ReferLevel::See),
    ] {
        let mut someone = Someone::ready(DAY);
        someone.flag("2026-11-20T09:30", rule, tier, false);
        for later in ["2026-11-20T10:00", "2026-11-21T10:00", "2027-03-01T10:00"] {
            assert_eq!(someone.coach.due(at(later)), Due::Blocked, "{rule} {later}");
            let today = someone.coach.plan(at(later), None);
            assert_eq!(today.not, Some(Not::Blocked(tier)));
            assert_eq!((today.plan.mode, today.plan.blocked), (Mode::Blocked, true));
            assert!(today.plan.exercises.is_empty() && today.plan.aerobic.is_none());
            assert_eq!(
                (today.plan.refer.level, today.plan.refer.codes.as_slice()),
                (level, &[rule.to_owned()][..])
            );
        }
    }
}

/// The clearance of one flag must not open the plan while another stands, nor while a check is due.
#[test]
fn a_clearance_of_one_block_opens_nothing_while_another_stands() {
    let mut someone = Someone::ready(DAY);
    someone.check(DAY, 3).session(DAY, 2);
    let one = someone.flag("2026-11-21T09:00", "weakness-1", Tier::Urgent, false);
    someone.flag("2026-11-21T09:00", "constant-1", Tier::ClinicianFirst, false);
    someone.clear("2026-11-21T15:00", &one, "may_exercise");
    let today = someone.coach.plan(at("2026-11-21T16:00"), None);
    assert!(today.plan.blocked && today.plan.exercises.is_empty(), "{today:?}");
    assert_eq!(today.plan.refer.codes, ["constant-1"]);
}

#[test]
fn after_a_clearance_it_starts_low_and_what_was_cleared_is_old_and_checked() {
    let mut someone = Someone::ready(DAY);
    let end = someone.calm_days("2026-11-20T09:00:00+00:00", 20);
    let highest = |someone: &Someone| someone.coach.history.sessions.last().unwrap().exercises[0].prescribed;
    let before = highest(&someone);
    let day = |days: i64| (end + chrono::TimeDelta::days(days)).to_rfc3339();
    someone.answer(&day(0), "s", Moment::Session, "weakness", Value::choice("new"));
    let flag = someone.flag(&day(0), "weakness-1", Tier::Urgent, false);
    someone.clear(&day(2), &flag, "with_limits");
    let now = at(&day(3));
    let plan = someone.coach.plan(now, None).plan;
    assert_eq!((plan.mode, plan.blocked), (Mode::Restart, false));
    assert!(plan.exercises.iter().all(|item| item.level <= 1), "{plan:?}");
    assert!(plan.exercises[0].dose.reps <= before.reps, "{plan:?}");
    assert_eq!(someone.coach.answers_today(now).get("weakness"), Some(&Value::choice("old_checked")));
    assert!(someone.coach.conditions().contains(&"BALANCE".to_owned()), "{:?}", someone.coach.conditions());
    // Two weeks of limits, then not.
    assert!(someone.coach.standing(at(&day(15))).limited_until.is_some());
    assert!(someone.coach.standing(at(&day(16))).limited_until.is_none());

    // The same again, later, is news: no clearance of the past answers for it.
    someone.answer(&day(20), "s", Moment::Session, "weakness", Value::choice("new"));
    someone.flag(&day(20), "weakness-1", Tier::Urgent, false);
    assert_eq!(someone.coach.answers_today(at(&day(20))).get("weakness"), Some(&Value::choice("new")));
    assert_eq!(someone.coach.due(at(&day(21))), Due::Blocked);
}

#[test]
fn with_limits_stays_at_the_first_level_though_more_would_be_allowed() {
    let start = |outcome: &str| {
        let mut someone = Someone::ready(DAY);
        someone.profile(DAY, 2, supple::domain::profile::Settle::Under15, true, 15);
        let flag = someone.flag("2026-11-20T09:30", "constant-1", Tier::ClinicianFirst, false);
        someone.clear("2026-11-20T18:00", &flag, outcome);
        someone.coach.plan(at("2026-11-21T09:00"), None).plan
    };
    let top = |plan: &supple::domain::plan::output::Plan| plan.exercises.iter().map(|item| item.level).max();
    assert_eq!(top(&start("may_exercise")), Some(2));
    assert_eq!(top(&start("with_limits")), Some(1));
    assert!(start("not_yet").blocked);
}

/// Only a definite answer to the question itself lifts a flag that came from "not sure".
#[test]
fn a_no_to_a_short_line_never_lifts_a_flag() {
    for (full, stands) in [(false, true), (true, false)] {
        for moment in [Moment::Session, Moment::Stop] {
            let mut someone = Someone::ready(DAY);
            someone.answer(DAY, "whole", Moment::Intake, "weakness", Value::choice("unsure"));
            someone.flag(DAY, "weakness-5", Tier::ClinicianFirst, true);
            someone.say(
                "2026-11-22T09:00",
                supple::journal::event::ScreenAnswered {
                    run: "later".into(),
                    moment,
                    question: "weakness".into(),
                    value: Value::choice("no"),
                    full,
                },
            );
            let blocked = someone.coach.due(at("2026-11-22T10:00")) == Due::Blocked;
            assert_eq!(blocked, stands, "full={full} {moment:?}");
        }
    }
}

#[test]
fn while_a_check_is_missing_there_is_nothing_to_do() {
    let mut nobody = Someone::new();
    let empty = nobody.coach.plan(at(DAY), None);
    assert_eq!(empty.not, Some(Not::NoCheck));
    assert!(empty.plan.blocked && empty.plan.needs_rescreen && empty.plan.exercises.is_empty());
    assert_eq!(empty.plan.refer.level, ReferLevel::None);
    nobody.decided(DAY, Moment::Intake);
    let half = nobody.coach.plan(at(DAY), None);
    assert_eq!(half.not, Some(Not::NoProfile));
    assert!(half.plan.exercises.is_empty());
}

#[test]
fn under_a_block_nothing_says_that_one_can_go_on() {
    let mut someone = Someone::with(DAY, &[("night", "eases"), ("leg_pain", "new")]);
    let open = |someone: &Someone, time: &str| {
        let plan = someone.coach.plan(at(time), None);
        someone.coach.prompts(&plan.plan.refer, at(time)).open.len()
    };
    assert!(open(&someone, "2026-11-20T10:00") >= 2);
    someone.flag("2026-11-20T09:30", "constant-1", Tier::ClinicianFirst, false);
    assert_eq!(open(&someone, "2026-11-20T10:00"), 0);
}
