//! Action words of the rules: what each does to the plan of the day.

use std::cell::RefCell;
use std::rc::Rc;

use supple::coach::plan::Not;
use supple::domain::dose::Kind;
use supple::domain::exercise::{Exercise, Position};
use supple::domain::plan::output::{Change, Item, Mode, Plan};
use supple::domain::profile::Settle;
use supple::domain::screening::answer::Value;
use supple::domain::screening::tier::Tier;
use supple::journal::event::Moment;

use super::someone::{Someone, at};
use super::support::{Pages, Person};

const DAY: &str = "2026-11-20T09:00";
const FIRST: &str = "2026-11-20T09:00:00+00:00";

fn first_plan(answers: &[(&str, &str)]) -> (Plan, Someone) {
    plan_of("low_back", true, answers)
}

fn ids(plan: &Plan) -> Vec<&str> {
    plan.exercises.iter().map(|item| item.id.as_str()).collect()
}

type Wrong = fn(&Exercise, &Item) -> bool;

fn skips(exercise: &Exercise, code: &str) -> bool {
    exercise.skip.iter().any(|skip| skip == code)
}

fn tagged(exercise: &Exercise, tag: &str) -> bool {
    exercise.tags.iter().any(|known| known == tag)
}

fn held(item: &Item) -> bool {
    item.kind != Kind::Minutes && item.dose.hold_s > 10
}

/// A person at the first session: place of the pain, floor, answers.
fn plan_of(area: &str, floor: bool, answers: &[(&str, &str)]) -> (Plan, Someone) {
    let mut someone = Someone::with(DAY, answers);
    someone.answer(DAY, "whole", Moment::Intake, "area", Value::Picks(vec![area.into()]));
    someone.profile(DAY, 2, Settle::Under15, floor, 30);
    (someone.coach.plan(at(DAY), None).plan, someone)
}

/// For each word: answers that fire a rule with it and do not lock, where it shows, and what may then
/// not be in the plan, though it is without those answers.
#[test]
fn each_word_takes_away_what_it_says() {
    let cases: [(&str, &[(&str, &str)], &str, bool, Wrong); 11] = [
        ("spine_sparing", &[("osteo", "yes")], "low_back", true, |e, _| {
            skips(e, "OSTEO") || tagged(e, "end_range")
        }),
        ("spine_sparing", &[("steroids", "yes")], "low_back", true, |e, _| skips(e, "OSTEO")),
        ("spine_sparing", &[("deformity", "old_checked")], "low_back", true, |e, _| skips(e, "OSTEO")),
        ("no_breath_hold", &[("bp", "controlled")], "low_back", true, |_, i| held(i)),
        ("start_level_1", &[("surgery", "cleared")], "low_back", true, |_, i| i.level > 1),
        ("start_level_1 + no_breath_hold", &[("pregnant", "birth_cleared")], "low_back", true, |_, i| {
            i.level > 1 || held(i)
        }),
        ("floor_or_chair_only", &[("blackout", "old_checked")], "low_back", false, |e, _| {
            e.position == Position::Standing
        }),
        ("pregnancy_set", &[("pregnant", "yes_cleared")], "low_back", true, |e, i| {
            skips(e, "PREG") || e.position == Position::Prone || tagged(e, "end_range") || held(i)
        }),
        ("no_neck_end_range", &[("neck_joint", "yes_checked")], "neck", true, |e, _| {
            skips(e, "NECKRISK") || tagged(e, "neck_end_range")
        }),
        ("no_neck_end_range", &[("hands", "old_checked")], "neck", true, |e, _| skips(e, "NECKRISK")),
        ("light_only", &[("heart", "yes_cleared")], "low_back", false, |e, i| {
            i.kind != Kind::Minutes && skips(e, "HEART")
        }),
    ];
    for (word, answers, area, floor, wrong) in cases {
        let breaks = |(plan, someone): &(Plan, Someone)| {
            let broken = |item: &&Item| wrong(someone.coach.catalogue.get(&item.id).unwrap(), item);
            plan.exercises.iter().filter(broken).map(|item| item.id.clone()).collect::<Vec<_>>()
        };
        let without = plan_of(area, floor, &[]);
        let with = plan_of(area, floor, answers);
        assert!(!breaks(&without).is_empty(), "{word}: the plan shows no difference: {:?}", ids(&without.0));
        assert!(breaks(&with).is_empty(), "{word} {answers:?}: {:?}", breaks(&with));
        assert!(with.0.exercises.len() >= 3, "{word} {answers:?}: {:?}", ids(&with.0));
        // And never later, when the ladders have risen for weeks before the answer came.
        let mut later = Someone::ready(DAY);
        later.answer(DAY, "whole", Moment::Intake, "area", Value::Picks(vec![area.into()]));
        later.profile(DAY, 2, Settle::Under15, floor, 30);
        let end = later.calm_days(FIRST, 30).to_rfc3339();
        for (question, value) in answers {
            later.answer(&end, "again", Moment::Intake, question, Value::choice(value));
        }
        later.check_with(&end, 2, answers);
        let plan = later.coach.plan(at(&end), None).plan;
        let after = breaks(&(plan.clone(), later));
        assert!(after.is_empty(), "{word} {answers:?} after 30 days: {after:?}");
        assert!(plan.exercises.len() >= 3, "{word} {answers:?} after 30 days: {:?}", ids(&plan));
    }
}

#[test]
fn what_each_word_takes_away_is_there_without_it() {
    let (plain, _) = first_plan(&[]);
    assert!(ids(&plain).contains(&"childs-pose"));
    assert!(plain.exercises.iter().any(|item| item.level == 2));
    assert!(plain.exercises.iter().any(|item| item.dose.hold_s > 10));
    assert_eq!(plain.aerobic.as_ref().map(|walk| walk.minutes), Some(10));
    for (answers, walk) in [
        (&[("blackout", "old_checked")][..], None),
        (&[("heart", "yes_cleared")][..], Some(10)),
        (&[("breath", "old_checked")][..], Some(10)),
        (&[("osteo", "yes")][..], Some(10)),
    ] {
        let (plan, _) = first_plan(answers);
        assert_eq!(plan.aerobic.map(|walk| walk.minutes), walk, "{answers:?}");
    }
}

#[test]
fn where_an_exercise_is_only_changed_the_person_s_code_is_there_for_the_text() {
    for (answers, code) in [
        (&[("gait", "old_checked")][..], "BALANCE"),
        (&[("weakness", "old_checked")][..], "BALANCE"),
        (&[("leg_pain", "old_checked")][..], "LEGPAIN"),
        (&[("numb_limb", "old_checked")][..], "LEGPAIN"),
        (&[("osteo", "yes")][..], "OSTEO"),
        (&[("bp", "controlled")][..], "BP"),
        (&[("pregnant", "yes_cleared")][..], "PREG"),
    ] {
        let (plan, someone) = first_plan(answers);
        let conditions = someone.coach.conditions();
        assert!(conditions.iter().any(|known| known == code), "{answers:?}: {conditions:?}");
        let told = |code: &str| {
            someone.coach.catalogue.exercises.iter().any(|e| e.modify.iter().any(|m| m.code == code))
        };
        assert!(told(code), "no exercise is changed for {code}");
        assert!(!plan.exercises.is_empty(), "{answers:?}");
    }
}

#[test]
fn words_of_the_day() {
    let mut someone = Someone::ready(DAY);
    let end = someone.calm_days(FIRST, 6).to_rfc3339();
    let last = someone.coach.history.sessions.last().unwrap().id.clone();
    someone.followed_up(&end, &last, false, 2);
    someone.check(&end, 2);
    let plain = someone.coach.plan(at(&end), None).plan;
    assert_eq!(plain.mode, Mode::Normal);
    assert!(plain.exercises.iter().any(|item| item.change == Change::Up), "{:?}", plain.reason);

    // drop_level: worse than usual.
    let later = |minutes: i64| (at(&end) + chrono::TimeDelta::minutes(minutes)).to_rfc3339();
    someone.check_with(&later(1), 2, &[("pain_change", "worse")]);
    let eased = someone.coach.plan(at(&later(1)), None).plan;
    assert!(eased.exercises.iter().all(|item| !matches!(item.change, Change::Up | Change::Promote)));
    assert!(eased.exercises.iter().any(|item| matches!(item.change, Change::Down | Change::Regress)));

    // relief_set_only: 8, and that is above the usual.
    someone.check(&later(2), 8);
    let relief = someone.coach.plan(at(&later(2)), None).plan;
    assert_eq!(relief.mode, Mode::Flare);
    assert!(relief.exercises.iter().all(|item| item.tags.iter().any(|tag| tag == "relief")));
    // What is usual does not rise once there was a session: a bad day is no new usual.
    someone.profile(&later(2), 8, Settle::Upto60, true, 10);
    assert!(someone.coach.input(at(&later(2)), None).today.flare.unwrap(), "4 is still usual");
    let mut sore = Someone::ready(DAY);
    sore.profile(DAY, 8, Settle::Upto60, true, 10).check(DAY, 8);
    assert!(!sore.coach.input(at(DAY), None).today.flare.unwrap(), "8 is usual for this person");

    // rest_today: ill. It lifts by itself.
    someone.check_with(&later(3), 3, &[("fever", "other_illness")]);
    let ill = someone.coach.plan(at(&later(3)), None);
    assert_eq!(ill.not, Some(Not::Rest));
    assert!(ill.plan.blocked && ill.plan.exercises.is_empty() && ill.plan.aerobic.is_none());
    assert!(ill.plan.reason.contains("Rest today"), "{}", ill.plan.reason);
    let tomorrow = (at(&end) + chrono::TimeDelta::days(1)).to_rfc3339();
    assert_eq!(someone.coach.plan(at(&tomorrow), None).not, None);

    // hold_progression, or a journal that is too damaged.
    someone.profile(&later(4), 4, Settle::Upto60, true, 10);
    someone.check(&later(4), 2);
    someone.coach.held = true;
    let held = someone.coach.plan(at(&later(4)), None).plan;
    assert!(
        held.exercises.iter().all(|item| !matches!(item.change, Change::Up | Change::Promote)),
        "{held:?}"
    );
}

#[test]
fn the_player_says_what_to_change_for_this_person() {
    for (answers, shown) in [(&[][..], false), (&[("osteo", "yes")][..], true)] {
        let someone = Someone::with(DAY, answers);
        let pages = Pages(Rc::new(RefCell::new(someone.events)));
        let mut person = Person::at("2026-11-20T09:05:00+00:00", pages);
        person.press("enter").see("Cat-cow on all fours");
        let text = "For you Go from flat to lifted only; leave the rounding out.";
        // While it is looked at, before it and in it, without asking; on a small screen at least before it.
        for (keys, sizes) in [
            ("", &[(80, 24), (40, 12)][..]),
            ("space", &[(80, 24), (40, 12)]),
            ("space", &[(80, 24), (120, 40)]),
        ] {
            person.press(keys);
            for size in sizes {
                person.size = *size;
                let seen = person.screen().split_whitespace().collect::<Vec<_>>().join(" ");
                assert_eq!(seen.contains(text), shown, "{size:?}: {}", person.screen());
            }
        }
        person.press("i down*30");
        if shown {
            person.see(text)
        } else {
            person.unseen("For you")
        };
    }
}

/// Each word that asks for something in the session says so above the plan, and only then.
#[test]
fn what_a_word_asks_to_mind_stands_above_the_plan() {
    for (answers, words) in [
        (&[("heart", "yes_cleared")][..], "speak in full sentences"),
        (&[("breath", "old_checked")][..], "speak in full sentences"),
        (&[("bp", "controlled")][..], "Never hold your breath: count aloud"),
        (&[("leg_pain", "old_checked")][..], "further down the limb, leave that move out"),
        (&[("osteo", "yes")][..], "Bend from the hips"),
        (&[("gait", "old_checked")][..], "something firm within reach"),
        (&[("blackout", "old_checked")][..], "On the floor or on a chair only"),
        (&[("neck_joint", "yes_checked")][..], "never to its end"),
        (&[("pregnant", "yes_cleared")][..], "A set for pregnancy"),
    ] {
        for (answers, shown) in [(answers, true), (&[][..], false)] {
            let someone = Someone::with(DAY, answers);
            let pages = Pages(Rc::new(RefCell::new(someone.events)));
            let mut person = Person::at("2026-11-20T09:05:00+00:00", pages);
            person.size = (80, 60);
            if shown {
                person.see(words)
            } else {
                person.unseen(words)
            };
        }
    }
}

/// Words that a lock carries beside its tier: whom to call first, what to keep still, what cannot wait.
#[test]
fn what_a_lock_asks_for_stands_on_its_screen() {
    for (answers, rule, tier, words) in [
        (
            &[("pregnant", "yes_cleared"), ("preg_warning", "yes")][..],
            "preg-5",
            Tier::Emergency,
            "Call your maternity unit first, now.",
        ),
        (
            &[("trauma", "major"), ("trauma_checked", "not_seen"), ("trauma_when", "within_2w")][..],
            "trauma-1",
            Tier::Emergency,
            "keep it still, do not turn or bend it",
        ),
        (&[("red_eye", "yes")][..], "red_eye-1", Tier::Urgent, "Have the eye looked at today"),
        (&[("weakness", "new")][..], "weakness-1", Tier::Urgent, ""),
    ] {
        let mut someone = Someone::with(DAY, answers);
        someone.flag(DAY, rule, tier, false);
        let pages = Pages(Rc::new(RefCell::new(someone.events)));
        let mut person = Person::at("2026-11-20T09:05:00+00:00", pages);
        person.size = (80, 60);
        person.see("Your answers that led here").see("You can say this on the phone").unseen("I was asked");
        if !words.is_empty() {
            person.see(words);
        }
        for other in ["maternity unit", "keep it still", "Have the eye"] {
            if !words.contains(other) && !words.contains("maternity") {
                person.unseen(other);
            }
        }
    }
}

#[test]
fn a_block_fits_a_small_window_with_its_number_large_and_is_left_by_two_keys() {
    for (tier, rule) in
        [(Tier::Emergency, "bladder-1"), (Tier::Urgent, "weakness-1"), (Tier::ClinicianFirst, "constant-1")]
    {
        for size in [(40, 12), (80, 24)] {
            let mut someone = Someone::ready(DAY);
            someone.flag(DAY, rule, tier, false);
            let pages = Pages(Rc::new(RefCell::new(someone.events)));
            let mut person = Person::at("2026-11-21T09:05:00+00:00", pages);
            person.size = size;
            let screen = person.screen();
            assert_eq!(screen.contains("██"), tier == Tier::Emergency, "{size:?}\n{screen}");
            if tier == Tier::Emergency {
                person.see("United Kingdom: 999");
            }
            // All of it can be read, and another key in between asks again.
            person.press("down*60").see("chart, log and export stay");
            person.press("enter").see("once more to leave").press("down enter").see("once more to leave");
            assert!(!person.app.is_over());
            person.press("q q");
            assert!(person.app.is_over());
        }
    }
}

#[test]
fn a_new_place_of_pain_asks_the_questions_of_a_change_once() {
    let places = |picks: &[&str]| Value::Picks(picks.iter().map(|pick| (*pick).to_owned()).collect());
    for (before, after, asked) in [
        (&["low_back"][..], &["low_back", "neck"][..], true),
        (&["low_back"][..], &["mid_back"][..], true),
        (&["low_back", "neck"][..], &["neck"][..], false),
        (&["low_back"][..], &["low_back"][..], false),
    ] {
        let mut someone = Someone::new();
        someone.answer("2026-11-19T09:00", "whole", Moment::Intake, "area", places(before));
        someone.decided("2026-11-19T09:00", Moment::Intake);
        someone.answer("2026-11-20T09:00", "c", Moment::Change, "area", places(after));
        assert_eq!(
            follows(&someone, "2026-11-20T09:05") == Some(Moment::Recheck),
            asked,
            "{before:?} {after:?}"
        );
        someone.decided("2026-11-20T09:06", Moment::Recheck);
        assert_eq!(follows(&someone, "2026-11-21T09:05"), None, "asked since: {before:?} {after:?}");
    }
}

/// What follows a check before a session with nothing new.
fn follows(someone: &Someone, time: &str) -> Option<Moment> {
    use supple::coach::check;
    use supple::domain::screening::interview::{Reply, Step};
    let (mut interview, run) = check::begin(&someone.coach, Moment::Session, at(time));
    while interview.current() != Step::Done {
        let value = match interview.current() {
            Step::Ask { question, .. } if question.id == "pain_now" => Value::Number(3),
            Step::Ask { .. } => Value::choice("usual"),
            _ => Value::choice("no"),
        };
        run.reply(&mut interview, Reply::Value(value)).unwrap();
    }
    check::conclude(&someone.coach, &interview, &run, at(time)).1
}
