//! How a block is lifted: the eleven rules, a test each, from lines in a journal to what may be done.

use chrono::NaiveDate;
use supple::coach::clear::{self, ROLES};
use supple::coach::{Coach, Due};
use supple::domain::plan::output::Mode;
use supple::domain::screening::answer::Value;
use supple::domain::screening::block::{Clearance, Outcome, Role, check_clearance};
use supple::domain::screening::tier::Tier;
use supple::journal::event::{FlagCleared, Moment, ProfileSet, ScreenDecided};

use super::someone::{Someone, at};

const DAY: &str = "2026-11-20T09:00";
const RAISED: &str = "2026-11-20T18:00";

fn blocked(tier: Tier, rule: &str) -> (Someone, String) {
    let mut someone = Someone::ready(DAY);
    let flag = someone.flag(RAISED, rule, tier, false);
    (someone, flag)
}

/// Records what a clinician said, as the command and the screen do: only if it counts.
fn record(someone: &mut Someone, time: &str, flag: &str, seen: &str, outcome: Outcome) -> Result<(), String> {
    let known = someone.coach.flags().into_iter().find(|known| known.id == flag).unwrap();
    let clearance = Clearance {
        flag: flag.into(),
        seen_on: seen.parse().unwrap(),
        role: Role::Gp,
        outcome,
        limits: None,
        recorded_at: at(time),
    };
    check_clearance(&known, &clearance, at(time)).map_err(|error| error.to_string())?;
    someone.say(time, clear::event(&clearance));
    Ok(())
}

fn locks(coach: &Coach, time: &str) -> bool {
    coach.standing(at(time)).tier.locks()
}

#[test]
fn rule_01_seen_on_or_after_the_day_of_the_flag_and_never_in_the_future() {
    for (seen, words) in [
        ("2026-11-19", "before this came up on 2026-11-20"),
        ("2026-11-23", "still to come"),
        ("2026-11-20", ""),
        ("2026-11-22", ""),
    ] {
        let (mut someone, flag) = blocked(Tier::Urgent, "weakness-1");
        let told = record(&mut someone, "2026-11-22T10:00", &flag, seen, Outcome::MayExercise);
        assert_eq!(told.is_ok(), words.is_empty(), "{seen}: {told:?}");
        assert!(told.err().unwrap_or_default().contains(words), "{seen}");
        assert_eq!(locks(&someone.coach, "2026-11-22T11:00"), !words.is_empty(), "{seen}");
    }
    // A line written by hand past the check counts for nothing either.
    let (mut someone, flag) = blocked(Tier::Urgent, "weakness-1");
    someone.say(
        "2026-11-22T10:00",
        FlagCleared {
            flag,
            seen_on: NaiveDate::from_ymd_opt(2026, 11, 1).unwrap(),
            role: "gp".into(),
            outcome: "may_exercise".into(),
            limits: None,
        },
    );
    assert!(locks(&someone.coach, "2026-11-22T11:00"));
}

#[test]
fn rule_02_not_yet_keeps_it_and_with_limits_means_two_weeks_at_the_first_level() {
    let (mut someone, flag) = blocked(Tier::Urgent, "weakness-1");
    record(&mut someone, "2026-11-21T10:00", &flag, "2026-11-21", Outcome::NotYet).unwrap();
    assert!(locks(&someone.coach, "2026-12-21T10:00"));
    record(&mut someone, "2026-11-22T10:00", &flag, "2026-11-22", Outcome::WithLimits).unwrap();
    for (day, tier) in
        [("2026-11-22", Tier::Caution), ("2026-12-05", Tier::Caution), ("2026-12-06", Tier::Clear)]
    {
        let time = format!("{day}T12:00");
        assert_eq!(someone.coach.standing(at(&time)).tier, tier, "{day}");
        let levels = someone.coach.input(at(&time), None).library.into_iter().filter(|entry| entry.level > 1);
        let out = levels.filter(|entry| entry.contra.iter().any(|code| code == "NOT-NOW")).count();
        assert_eq!(out > 0, tier == Tier::Caution, "{day}");
    }
}

#[test]
fn rule_03_an_emergency_waits_for_the_next_day_and_twelve_hours_and_a_clinicians_line() {
    let (mut someone, flag) = blocked(Tier::Emergency, "bladder-1");
    for (time, words) in [
        ("2026-11-20T23:30", "no exercise on the same day"),
        ("2026-11-21T05:59", "Enter this after 2026-11-21 06:00"),
        ("2026-11-21T06:00", ""),
    ] {
        let seen = &time[..10];
        let told = record(&mut someone, time, &flag, seen, Outcome::MayExercise);
        assert!(told.clone().err().unwrap_or_default().contains(words), "{time}: {told:?}");
        assert_eq!(locks(&someone.coach, time), !words.is_empty(), "{time}");
    }
    // Answering "no", a new profile, a whole new check: none of them lifts it.
    let (mut someone, _) = blocked(Tier::Emergency, "bladder-1");
    someone.answer("2026-11-20T19:00", "c", Moment::Change, "bladder", Value::choice("no"));
    someone.say("2026-11-20T19:00", ProfileSet::default());
    someone.answer("2026-11-25T19:00", "i", Moment::Intake, "bladder", Value::choice("no"));
    someone.decided("2026-11-25T19:00", Moment::Intake);
    assert_eq!(someone.coach.due(at("2026-11-25T20:00")), Due::Blocked);
}

#[test]
fn rule_03_a_flag_whose_line_is_gone_still_stands() {
    // The check came to a lock, and the line of its flag is not there.
    let decided = |someone: &mut Someone, tier, fired: &[&str]| {
        let fired = fired.iter().map(|rule| (*rule).to_owned()).collect();
        let (moment, rules) = (Moment::Session, "1".to_owned());
        someone.say(RAISED, ScreenDecided { run: "r".into(), moment, tier, fired, complete: true, rules });
    };
    for (tier, fired, rule) in [
        (Tier::Emergency, &["bladder-1", "night-1"][..], "bladder-1"),
        (Tier::ClinicianFirst, &["constant-1"][..], "constant-1"),
        (Tier::ClinicianFirst, &["T4"][..], "T8"),
    ] {
        let mut someone = Someone::ready(DAY);
        decided(&mut someone, tier, fired);
        let active = someone.coach.standing(at("2026-11-21T09:00")).active;
        assert_eq!(active.len(), 1, "{fired:?}: {active:?}");
        assert_eq!((active[0].rule.as_str(), active[0].tier), (rule, tier));
        // A clinician's word lifts it like any other.
        record(&mut someone, "2026-11-22T09:00", &active[0].id, "2026-11-22", Outcome::MayExercise).unwrap();
        assert!(!locks(&someone.coach, "2026-11-22T10:00"), "{rule}");
        // With its line there it is not up twice.
        let mut whole = Someone::ready(DAY);
        whole.flag(RAISED, rule, tier, false);
        decided(&mut whole, tier, fired);
        assert_eq!(whole.coach.standing(at("2026-11-21T09:00")).active.len(), 1, "{rule}");
    }
    // A check that came to nothing raises nothing.
    let mut calm = Someone::ready(DAY);
    decided(&mut calm, Tier::Caution, &["constant-1", "night-1"]);
    assert!(!locks(&calm.coach, "2026-11-21T09:00"), "it was looked at by a clinician before");
}

#[test]
fn rule_04_urgent_and_clinician_first_need_a_clinician_and_the_same_day_counts() {
    for (tier, rule) in [(Tier::Urgent, "weakness-1"), (Tier::ClinicianFirst, "constant-1")] {
        let (mut someone, flag) = blocked(tier, rule);
        assert!(locks(&someone.coach, "2027-11-20T18:30"), "time alone lifts nothing");
        record(&mut someone, "2026-11-20T19:00", &flag, "2026-11-20", Outcome::MayExercise).unwrap();
        assert!(!locks(&someone.coach, "2026-11-20T19:30"), "{rule}");
    }
}

#[test]
fn rule_05_one_clearance_one_flag_and_the_same_again_is_a_new_one() {
    let (mut someone, first) = blocked(Tier::Urgent, "weakness-1");
    let second = someone.flag(RAISED, "chest-2", Tier::Urgent, false);
    record(&mut someone, "2026-11-21T10:00", &first, "2026-11-21", Outcome::MayExercise).unwrap();
    let active = someone.coach.standing(at("2026-11-21T11:00")).active;
    assert_eq!(active.iter().map(|flag| flag.id.as_str()).collect::<Vec<_>>(), [second.as_str()]);
    record(&mut someone, "2026-11-21T12:00", &second, "2026-11-21", Outcome::MayExercise).unwrap();
    assert!(!locks(&someone.coach, "2026-11-21T13:00"));
    // The same symptom a week later: the old word does not answer for it.
    someone.flag("2026-11-28T09:00", "weakness-1", Tier::Urgent, false);
    assert!(locks(&someone.coach, "2026-11-28T10:00"));
}

#[test]
fn rule_06_the_word_on_a_lasting_condition_runs_out_after_a_year_or_with_the_answer() {
    for (rule, question, value) in [
        ("heart-1", "heart", "yes_not_cleared"),
        ("aneurysm-1", "aneurysm", "yes_not_cleared"),
        ("preg-1", "pregnant", "yes_not_cleared"),
        ("osteo-2", "osteo", "recent_spine_fracture"),
    ] {
        let mut someone = Someone::with(DAY, &[(question, value)]);
        let flag = someone.flag(RAISED, rule, Tier::ClinicianFirst, false);
        record(&mut someone, "2026-11-21T10:00", &flag, "2026-11-21", Outcome::MayExercise).unwrap();
        assert!(!locks(&someone.coach, "2027-11-20T10:00"), "{rule}");
        assert!(locks(&someone.coach, "2027-11-21T10:00"), "{rule}");
        let words = someone.coach.lifted_by(&someone.coach.flags()[0], at("2027-11-21T10:00")).join(" ");
        assert!(words.contains("visit on 21 November 2026") && words.contains("has run out"), "{words}");
        // The same visit entered once more is as old as before.
        record(&mut someone, "2027-11-21T11:00", &flag, "2026-11-21", Outcome::MayExercise).unwrap();
        assert!(locks(&someone.coach, "2027-11-21T12:00"), "{rule}");
    }
    // A pain that was looked at does not come back by itself.
    let (mut someone, flag) = blocked(Tier::ClinicianFirst, "constant-1");
    record(&mut someone, "2026-11-21T10:00", &flag, "2026-11-21", Outcome::MayExercise).unwrap();
    assert!(!locks(&someone.coach, "2030-11-21T10:00"));
    // At once when the answer changes: it is asked as any answer that changed, and raises a flag of its own.
    let mut someone = Someone::with(DAY, &[("pregnant", "yes_not_cleared")]);
    let flag = someone.flag(RAISED, "preg-1", Tier::ClinicianFirst, false);
    record(&mut someone, "2026-11-21T10:00", &flag, "2026-11-21", Outcome::MayExercise).unwrap();
    let born = "2027-02-01T10:00";
    let (mut interview, run) = supple::coach::check::begin_change(&someone.coach, "pregnant", at(born));
    let mut say = |value: &str| {
        let reply = supple::domain::screening::interview::Reply::Value(Value::choice(value));
        run.reply(&mut interview, reply).unwrap()
    };
    let mut answers = say("birth_not_cleared");
    answers.extend(say("no"));
    for answer in answers {
        someone.say(born, answer);
    }
    let (events, _) = supple::coach::check::conclude(&someone.coach, &interview, &run, at(born));
    for event in events {
        someone.say(born, event);
    }
    let active = someone.coach.standing(at("2027-02-01T11:00")).active;
    assert_eq!(active.iter().map(|flag| flag.rule.as_str()).collect::<Vec<_>>(), ["preg-3"]);
}

#[test]
fn rule_07_the_list_of_clinicians_has_no_friend_and_another_needs_a_profession() {
    let words = ROLES.map(|(_, words)| words).join(" ").to_lowercase();
    for nobody in ["friend", "search", "chat", "myself", "other", "relative"] {
        let found = words.split(|c: char| !c.is_alphabetic()).any(|word| word == nobody);
        assert!(!found, "{nobody}");
    }
    let (mut someone, flag) = blocked(Tier::Urgent, "weakness-1");
    let other = |profession: &str| Clearance {
        flag: flag.clone(),
        seen_on: at(RAISED).date_naive(),
        role: Role::Other(profession.into()),
        outcome: Outcome::MayExercise,
        limits: None,
        recorded_at: at("2026-11-21T10:00"),
    };
    let known = someone.coach.flags()[0].clone();
    let refused = check_clearance(&known, &other(" "), at("2026-11-21T10:00")).unwrap_err().to_string();
    assert!(refused.contains("Which profession"), "{refused}");
    assert!(check_clearance(&known, &other("osteopath"), at("2026-11-21T10:00")).is_ok());
    // A line by hand with somebody else in it is kept out, and told.
    let body = FlagCleared {
        flag: flag.clone(),
        seen_on: at(RAISED).date_naive(),
        role: "friend".into(),
        outcome: "may_exercise".into(),
        limits: None,
    };
    someone.say("2026-11-21T10:00", body);
    assert!(locks(&someone.coach, "2026-11-21T11:00"));
    assert!(someone.coach.history.implausible[0].why.contains("no clinician"));
}

#[test]
fn rule_08_it_says_that_it_takes_the_persons_word() {
    let (someone, _) = blocked(Tier::Urgent, "weakness-1");
    for outcome in [Outcome::MayExercise, Outcome::WithLimits, Outcome::NotYet] {
        let told = clear::told(&someone.coach.flags()[0], outcome);
        assert!(told.contains("We take your word for it: this protects you, not us."), "{told}");
    }
}

#[test]
fn rule_09_after_a_lift_it_starts_at_the_bottom() {
    let mut someone = Someone::ready(DAY);
    let end = someone.calm_days("2026-11-20T09:00:00+00:00", 20);
    let day = |days: i64| (end + chrono::TimeDelta::days(days)).to_rfc3339();
    let flag = someone.flag(&day(0), "weakness-1", Tier::Urgent, false);
    record(&mut someone, &day(1), &flag, &day(1)[..10], Outcome::MayExercise).unwrap();
    let plan = someone.coach.plan(at(&day(2)), None).plan;
    assert_eq!(plan.mode, Mode::Restart);
    assert!(!plan.exercises.is_empty() && plan.exercises.iter().all(|item| item.level <= 1), "{plan:?}");
}

#[test]
fn rule_10_a_slip_that_was_confirmed_needs_a_clinician_too_and_a_nurse_on_the_phone_is_one() {
    let (mut someone, flag) = blocked(Tier::Urgent, "weakness-1");
    someone.answer("2026-11-20T18:01", "c", Moment::Change, "weakness", Value::choice("no"));
    assert!(locks(&someone.coach, "2026-11-21T09:00"));
    assert!(ROLES.iter().any(|(role, words)| *role == Role::Nurse && words.contains("health line")));
    let known = someone.coach.flags()[0].clone();
    let call = Clearance {
        flag,
        seen_on: at(RAISED).date_naive(),
        role: Role::Nurse,
        outcome: Outcome::MayExercise,
        limits: None,
        recorded_at: at("2026-11-20T19:00"),
    };
    assert!(check_clearance(&known, &call, call.recorded_at).is_ok());
    someone.say("2026-11-20T19:00", clear::event(&call));
    assert!(!locks(&someone.coach, "2026-11-20T19:30"));
}

#[test]
fn rule_11_symptoms_that_went_away_unseen_keep_a_block_and_only_the_mild_rules_lift_by_themselves() {
    for (tier, rule, question) in
        [(Tier::Urgent, "weakness-1", "weakness"), (Tier::ClinicianFirst, "numb_limb-1", "numb_limb")]
    {
        let (mut someone, _) = blocked(tier, rule);
        for moment in [Moment::Session, Moment::Recheck, Moment::Intake, Moment::Change] {
            someone.answer("2026-12-01T09:00", "later", moment, question, Value::choice("no"));
        }
        assert!(locks(&someone.coach, "2026-12-01T10:00"), "{rule}");
    }
    // A cold, a bad day and a worse one: gone with the answer.
    for (answers, pain) in
        [(&[("fever", "other_illness")][..], 4), (&[("pain_change", "worse")][..], 4), (&[][..], 8)]
    {
        let mut someone = Someone::ready(DAY);
        someone.check_with("2026-11-21T09:00", pain, answers);
        let now = "2026-11-21T09:05";
        assert_eq!(someone.coach.assessment(at(now)).tier, Tier::Caution, "{answers:?} {pain}");
        assert!(!locks(&someone.coach, now));
        someone.check("2026-11-22T09:00", 4);
        assert_eq!(someone.coach.assessment(at("2026-11-22T09:05")).tier, Tier::Clear, "{answers:?} {pain}");
    }
}
