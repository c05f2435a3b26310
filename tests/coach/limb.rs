//! Pain that was marked further down a limb: the check is out of date, more is asked, and after a week it
//! is worse.

use supple::coach::Due;
use supple::coach::check;
use supple::coach::plan::derived;
use supple::domain::body::{Mark, Place};
use supple::domain::screening::derived::Trend;
use supple::domain::screening::rulebook::Action;
use supple::journal::event::{BodyMarked, Moment};

use super::someone::{Someone, at};

const DAY: &str = "2026-11-01T09:00";

fn marks(places: &[Place]) -> Vec<Mark> {
    places.iter().map(|place| Mark { place: *place, pain: None }).collect()
}

fn mark(someone: &mut Someone, time: &str, places: &[Place]) {
    someone.say(time, BodyMarked { marks: marks(places) });
}

/// Back pain marked on the first day, and the calf a day later.
fn fallen() -> Someone {
    let mut someone = Someone::ready(DAY);
    mark(&mut someone, "2026-11-01T10:00", &[Place::LowBackLeft]);
    mark(&mut someone, "2026-11-02T10:00", &[Place::LowBackLeft, Place::CalfLeft]);
    someone
}

/// Follow-up run of a calm check before a session.
fn after_a_calm_check(someone: &Someone, time: &str) -> Option<Moment> {
    let (interview, run) = check::begin(&someone.coach, Moment::Session, at(time));
    check::conclude(&someone.coach, &interview, &run, at(time)).1
}

#[test]
fn it_makes_the_check_of_that_day_old_and_asks_for_more_questions_once() {
    let mut someone = Someone::ready(DAY);
    mark(&mut someone, "2026-11-01T10:00", &[Place::LowBackLeft]);
    someone.decided("2026-11-02T09:00", Moment::Session);
    assert!(someone.coach.checked_today(at("2026-11-02T09:30")));
    assert_eq!(after_a_calm_check(&someone, "2026-11-02T09:30"), None);

    mark(&mut someone, "2026-11-02T10:00", &[Place::CalfLeft]);
    assert!(!someone.coach.checked_today(at("2026-11-02T10:01")));
    assert_eq!(someone.coach.due(at("2026-11-02T10:01")), Due::Today);
    assert_eq!(after_a_calm_check(&someone, "2026-11-02T10:05"), Some(Moment::Recheck));

    someone.decided("2026-11-02T10:10", Moment::Recheck);
    assert!(someone.coach.checked_today(at("2026-11-02T10:11")));
    assert_eq!(after_a_calm_check(&someone, "2026-11-03T10:00"), None, "it was asked");
    mark(&mut someone, "2026-11-04T10:00", &[Place::FootLeft]);
    assert_eq!(after_a_calm_check(&someone, "2026-11-04T10:01"), Some(Moment::Recheck), "lower still");
}

#[test]
fn pain_that_stays_or_goes_back_up_asks_for_nothing() {
    for after in [&[Place::LowBackLeft][..], &[Place::ButtockLeft], &[Place::LowBackRight], &[]] {
        let mut someone = Someone::ready(DAY);
        mark(&mut someone, "2026-11-01T10:00", &[Place::LowBackLeft]);
        someone.decided("2026-11-02T09:00", Moment::Session);
        mark(&mut someone, "2026-11-02T10:00", after);
        assert!(someone.coach.checked_today(at("2026-11-02T10:01")), "{after:?}");
        assert_eq!(after_a_calm_check(&someone, "2026-11-02T10:01"), None, "{after:?}");
    }
}

#[test]
fn a_new_marking_is_held_against_the_last_one_before_it_is_kept() {
    let someone = fallen();
    let fall = |places: &[Place]| someone.coach.fall_to(&marks(places), at("2026-11-03T10:00"));
    assert_eq!(fall(&[Place::FootLeft]).map(|fall| fall.from), Some(Place::CalfLeft));
    assert_eq!(fall(&[Place::CalfLeft]), None);
    let nobody = Someone::ready(DAY);
    assert_eq!(nobody.coach.fall_to(&marks(&[Place::FootLeft]), at("2026-11-03T10:00")), None);
}

#[test]
fn after_a_week_it_is_worse_until_it_is_back_up() {
    let mut someone = fallen();
    let trend = |someone: &Someone, time| derived(&someone.coach, at(time)).trend;
    assert_eq!(trend(&someone, "2026-11-08T12:00"), None, "six days");
    assert_eq!(trend(&someone, "2026-11-09T08:00"), Some(Trend::Worse));
    // Two weeks after the start the rule holds the doses.
    let asks = |someone: &Someone, time| someone.coach.assessment(at(time)).asks(Action::HoldProgression);
    assert!(!asks(&someone, "2026-11-14T12:00"));
    assert!(asks(&someone, "2026-11-15T12:00"));
    assert!(someone.coach.input(at("2026-11-15T12:00"), None).today.hold);

    mark(&mut someone, "2026-11-16T10:00", &[Place::LowBackLeft]);
    assert_eq!(trend(&someone, "2026-11-16T12:00"), None);
    assert!(!asks(&someone, "2026-11-16T12:00"));
}

#[test]
fn the_note_says_where_and_is_firm_once_the_rules_call_it_worse() {
    let someone = fallen();
    let note = |time: &str| {
        let plan = someone.coach.plan(at(time), None).plan;
        let prompts = someone.coach.prompts(&plan.refer, at(time)).open;
        prompts.into_iter().find(|prompt| prompt.code == "limb_pain_lower")
    };
    assert_eq!(note("2026-11-08T12:00"), None);
    let gentle = note("2026-11-09T12:00").unwrap();
    assert!(gentle.text.contains("further down the left leg") && !gentle.strong, "{gentle:?}");
    assert!(gentle.text.contains("now calf, left, before low back, left"), "{gentle:?}");
    assert!(note("2026-11-16T12:00").unwrap().strong);
}

#[test]
fn only_what_was_marked_again_comes_to_a_lock() {
    let raised = |someone: &mut Someone, time: &str| {
        let (interview, run) = check::begin(&someone.coach, Moment::Session, at(time));
        let (events, _) = check::conclude(&someone.coach, &interview, &run, at(time));
        events.iter().any(
            |event| matches!(event, supple::journal::event::Event::FlagRaised(flag) if flag.rule == "T8"),
        )
    };
    // Said once, and never again: a note, no lock.
    let mut once = fallen();
    assert!(!raised(&mut once, "2026-12-20T09:00"));
    // Said again every week: worse from the 9th on, and two weeks of that lock.
    let mut again = fallen();
    for day in ["2026-11-09", "2026-11-16", "2026-11-23"] {
        mark(&mut again, &format!("{day}T08:00"), &[Place::CalfLeft]);
    }
    assert!(!raised(&mut again, "2026-11-22T09:00"));
    assert!(raised(&mut again, "2026-11-23T09:00"));
    // Gone up in between: it starts anew.
    let mut better = fallen();
    mark(&mut better, "2026-11-09T08:00", &[Place::LowBackLeft]);
    mark(&mut better, "2026-11-16T08:00", &[Place::CalfLeft]);
    mark(&mut better, "2026-11-23T08:00", &[Place::CalfLeft]);
    assert!(!raised(&mut better, "2026-11-24T09:00"));
}

#[test]
fn the_whole_check_begins_anew() {
    let mut someone = fallen();
    someone.decided("2026-11-10T09:00", Moment::Intake);
    assert!(someone.coach.lower_limb_pain(at("2026-11-10T10:00")).is_none());
    // The first marking after it is the new start.
    mark(&mut someone, "2026-11-11T09:00", &[Place::CalfLeft]);
    assert!(someone.coach.lower_limb_pain(at("2026-11-12T10:00")).is_none());
    mark(&mut someone, "2026-11-12T09:00", &[Place::FootLeft]);
    assert!(someone.coach.lower_limb_pain(at("2026-11-12T10:00")).is_some());
}
