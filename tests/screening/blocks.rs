//! Flags and clearances by date, and what the answers mean for the exercises.

use chrono::{DateTime, FixedOffset, NaiveDate};
use supple::domain::screening::answer::Value;
use supple::domain::screening::assess::assess;
use supple::domain::screening::block::{
    Clearance, DatedAnswer, Flag, Outcome, Role, check_clearance, flags_to_raise, standing,
};
use supple::domain::screening::carry::{after_clearance, still_counting};
use supple::domain::screening::conditions::{Limits, aerobic_ok, conditions, limits, regions};
use supple::domain::screening::derived::Derived;
use supple::domain::screening::tier::Tier;

use super::{answers, book};

fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn flag(rule: &str, tier: Tier, raised_at: &str) -> Flag {
    Flag {
        id: "F1".into(),
        rule: rule.into(),
        tier,
        raised_at: at(raised_at),
        stop_sign: None,
        from_unsure: false,
    }
}

fn clearance(seen_on: &str, outcome: Outcome, recorded_at: &str) -> Clearance {
    Clearance {
        flag: "F1".into(),
        seen_on: day(seen_on),
        role: Role::Gp,
        outcome,
        limits: None,
        recorded_at: at(recorded_at),
    }
}

#[test]
fn a_clearance_counts_by_its_dates() {
    use Tier::{ClinicianFirst, Emergency, Urgent};
    let raised = "2026-11-20T18:00:00+01:00";
    // tier, seen on, entered at, what is said ("" means that it counts)
    let cases = [
        (Urgent, "2026-11-20", "2026-11-20T19:00:00+01:00", ""),
        (ClinicianFirst, "2026-11-20", "2026-11-20T18:00:00+01:00", ""),
        (Urgent, "2026-11-19", "2026-11-21T09:00:00+01:00", "before this came up on 2026-11-20"),
        (
            Urgent,
            "2026-11-22",
            "2026-11-21T09:00:00+01:00",
            "2026-11-22 is still to come; today is 2026-11-21",
        ),
        (Emergency, "2026-11-20", "2026-11-20T23:59:00+01:00", "no exercise on the same day"),
        (Emergency, "2026-11-20", "2026-11-21T05:59:00+01:00", "Enter this after 2026-11-21 06:00."),
        (Emergency, "2026-11-20", "2026-11-21T06:00:00+01:00", ""),
        (Emergency, "2026-11-21", "2026-11-21T09:00:00+01:00", ""),
        (Emergency, "2026-11-19", "2026-11-21T09:00:00+01:00", "before this came up"),
        (Emergency, "2026-11-22", "2026-11-21T09:00:00+01:00", "still to come"),
        // A flight to the east does not shorten the twelve hours.
        (Emergency, "2026-11-21", "2026-11-21T10:00:00+12:00", "Enter this after 2026-11-21 17:00."),
    ];
    for (tier, seen_on, entered, expected) in cases {
        let result = check_clearance(
            &flag("x", tier, raised),
            &clearance(seen_on, Outcome::MayExercise, entered),
            at(entered),
        );
        match result {
            Ok(()) => assert_eq!(expected, "", "{tier} {seen_on} {entered}"),
            Err(error) => {
                let text = error.to_string();
                assert!(
                    !expected.is_empty() && text.contains(expected),
                    "{tier} {seen_on} {entered}: {text}"
                );
            }
        }
    }
    // Twelve hours after noon end on the same day; the day itself still counts.
    let noon = flag("x", Tier::Emergency, "2026-11-20T08:00:00+01:00");
    let same_day = clearance("2026-11-20", Outcome::MayExercise, "2026-11-20T21:00:00+01:00");
    assert!(check_clearance(&noon, &same_day, same_day.recorded_at).is_err());
    let mut other = same_day.clone();
    other.flag = "F2".into();
    assert!(
        check_clearance(&noon, &other, at(raised)).unwrap_err().to_string().contains("another flag (F2)")
    );
    other = clearance("2026-11-21", Outcome::MayExercise, "2026-11-21T21:00:00+01:00");
    other.role = Role::Other("  ".into());
    let text = check_clearance(&noon, &other, other.recorded_at).unwrap_err().to_string();
    assert!(text.starts_with("Which profession"), "{text}");
}

#[test]
fn what_stands_follows_from_flags_and_clearances() {
    let flags = [flag("bladder-1", Tier::Emergency, "2026-11-20T08:00:00+00:00")];
    let now = at("2026-11-25T12:00:00+00:00");
    let stand = |clearances: &[Clearance], now| standing(book(), &flags, clearances, &[], now);
    assert_eq!((stand(&[], now).tier, stand(&[], now).active.len()), (Tier::Emergency, 1));

    let too_early = clearance("2026-11-20", Outcome::MayExercise, "2026-11-20T18:00:00+00:00");
    assert_eq!(
        stand(std::slice::from_ref(&too_early), now).tier,
        Tier::Emergency,
        "entered too early counts never"
    );
    let yes = clearance("2026-11-20", Outcome::MayExercise, "2026-11-21T09:00:00+00:00");
    let lifted = stand(&[too_early, yes.clone()], now);
    assert_eq!((lifted.tier, lifted.lifted_on), (Tier::Clear, Some(day("2026-11-21"))));

    let not_yet = clearance("2026-11-22", Outcome::NotYet, "2026-11-22T09:00:00+00:00");
    assert_eq!(stand(&[yes.clone(), not_yet.clone()], now).tier, Tier::Emergency, "the later word counts");
    let later = clearance("2026-11-24", Outcome::WithLimits, "2026-11-24T09:00:00+00:00");
    let limited = stand(&[later.clone(), not_yet, yes.clone()], now);
    assert_eq!((limited.tier, limited.limited_until), (Tier::Caution, Some(day("2026-12-08"))));
    assert_eq!(stand(&[later], at("2026-12-08T00:00:00+00:00")).tier, Tier::Clear);

    let tomorrow = clearance("2026-11-25", Outcome::MayExercise, "2026-11-26T09:00:00+00:00");
    assert_eq!(stand(&[tomorrow], now).tier, Tier::Emergency, "entered by a clock that ran ahead");

    let mut second = flag("weight-1", Tier::ClinicianFirst, "2026-11-21T10:00:00+00:00");
    second.id = "F2".into();
    let both = [flags[0].clone(), second];
    let result = standing(book(), &both, &[yes], &[], now);
    assert_eq!(
        (result.tier, result.active[0].id.as_str()),
        (Tier::ClinicianFirst, "F2"),
        "one clearance, one flag"
    );
}

#[test]
fn only_a_flag_from_not_sure_lifts_by_a_later_definite_no() {
    let now = at("2026-11-25T12:00:00+00:00");
    let no = |on: &str, short| DatedAnswer {
        question: "weakness".into(),
        value: Value::choice("no"),
        on: day(on),
        short,
    };
    let unsure = |on: &str| DatedAnswer { value: Value::choice("unsure"), ..no(on, false) };
    let mut flag = flag("weakness-5", Tier::ClinicianFirst, "2026-11-20T08:00:00+00:00");
    let active = |flag: &Flag, answers: &[DatedAnswer]| {
        standing(book(), std::slice::from_ref(flag), &[], answers, now).active.len()
    };
    assert_eq!(active(&flag, &[no("2026-11-21", false)]), 1, "raised by more than not sure");
    flag.from_unsure = true;
    assert_eq!(active(&flag, &[]), 1);
    assert_eq!(active(&flag, &[no("2026-11-20", false)]), 1, "same day");
    assert_eq!(active(&flag, &[no("2026-11-21", true)]), 1, "a no to the short line");
    assert_eq!(active(&flag, &[no("2026-11-21", false)]), 0);
    assert_eq!(active(&flag, &[no("2026-11-21", false), unsure("2026-11-22")]), 1);
    assert_eq!(active(&flag, &[no("2026-11-26", false)]), 1, "of a day to come");
    flag.tier = Tier::Urgent;
    flag.rule = "bladder-3".into();
    let bladder = DatedAnswer { question: "bladder".into(), ..no("2026-11-21", false) };
    assert_eq!(active(&flag, &[bladder]), 1, "urgent never lifts by an answer");
}

#[test]
fn a_clearance_of_a_lasting_condition_runs_out_after_a_year() {
    let heart = flag("heart-1", Tier::ClinicianFirst, "2026-01-10T08:00:00+00:00");
    let cleared = clearance("2026-01-12", Outcome::MayExercise, "2026-01-12T10:00:00+00:00");
    let answered = |value: &str| {
        [DatedAnswer {
            question: "heart".into(),
            value: Value::choice(value),
            on: day("2026-01-10"),
            short: false,
        }]
    };
    let tier = |value: &str, now: &str| {
        standing(
            book(),
            std::slice::from_ref(&heart),
            std::slice::from_ref(&cleared),
            &answered(value),
            at(now),
        )
        .tier
    };
    assert_eq!(tier("yes_not_cleared", "2027-01-11T23:00:00+00:00"), Tier::Clear);
    assert_eq!(tier("yes_not_cleared", "2027-01-12T00:00:00+00:00"), Tier::ClinicianFirst);
    assert_eq!(tier("no", "2027-06-01T00:00:00+00:00"), Tier::Clear);
}

#[test]
fn only_new_answers_raise_flags_and_only_once() {
    let result = assess(book(), &answers("weight=yes weakness=unsure night=eases"), &Derived::default());
    let raise = |fresh: &[&str], active: &[Flag]| {
        flags_to_raise(&result, |id| fresh.contains(&id), active)
            .into_iter()
            .map(|flag| (flag.rule, flag.from_unsure))
            .collect::<Vec<_>>()
    };
    let (weakness, weight) = (("weakness-5".to_owned(), true), ("weight-1".to_owned(), false));
    assert_eq!(raise(&["weight", "weakness", "night"], &[]), [weakness.clone(), weight.clone()]);
    assert_eq!(raise(&["weakness"], &[]), [weakness]);
    let known = flag("weakness-5", Tier::ClinicianFirst, "2026-11-20T08:00:00+00:00");
    assert_eq!(raise(&["weight", "weakness"], &[known]), [weight]);
    assert_eq!(raise(&[], &[]), []);
}

#[test]
fn acute_answers_are_of_their_day_and_the_rest_lasts() {
    let dated = |text: &str, on: &str| {
        answers(text)
            .into_iter()
            .map(|(question, value)| DatedAnswer { question, value, on: day(on), short: false })
            .collect::<Vec<_>>()
    };
    let mut all = dated(
        "area=neck heart=yes_cleared night=eases chest=now weakness=old_checked pain_now=9 fever=other_illness \
         trauma=major trauma_checked=seen_cleared bruise=yes preg_warning=yes",
        "2026-11-19",
    );
    all.extend(dated("night=no calf=no", "2026-11-20"));
    let expected = answers(
        "area=neck heart=yes_cleared night=no weakness=old_checked trauma=major trauma_checked=seen_cleared calf=no",
    );
    assert_eq!(still_counting(book(), &all, day("2026-11-20")), expected);
}

#[test]
fn a_clearance_changes_what_the_answers_say() {
    let before =
        answers("weakness=new pregnant=yes_not_cleared heart=yes_not_cleared surgery=spine_not_cleared");
    let after = after_clearance(book(), &before, &["weakness-1", "preg-1", "surgery-1", "no-such-rule"]);
    let expected = answers("weakness=old_checked pregnant=yes_cleared heart=yes_not_cleared surgery=cleared");
    assert_eq!(after, expected);
}

#[test]
fn answers_give_the_skip_codes_of_the_catalogue() {
    let cases = [
        ("area=low_back", ""),
        ("area=neck", "NECK"),
        ("pregnant=yes_cleared", "PREG"),
        ("pregnant=birth_cleared", "BP"),
        ("osteo=yes", "OSTEO"),
        ("steroids=yes", "OSTEO"),
        ("deformity=old_checked", "OSTEO"),
        ("bp=controlled", "BP"),
        ("aneurysm=yes_cleared", "BP"),
        ("heart=yes_cleared", ""),
        ("heart=yes_not_cleared", "HEART"),
        ("blackout=old_checked", "DIZZY BALANCE"),
        ("gait=old_checked", "BALANCE"),
        ("weakness=old_checked", "BALANCE"),
        ("neck_joint=yes_checked", "NECKRISK"),
        ("area=neck trauma=minor trauma_checked=not_seen", "NECKRISK NECK"),
        ("area=neck trauma=minor trauma_checked=seen_cleared", "NECK"),
        ("area=neck leg_pain=old_checked", "NECK NECKARM"),
        ("area=low_back leg_pain=old_checked", "LEGPAIN"),
        ("area=low_back+neck numb_limb=old_checked", "NECK NECKARM LEGPAIN"),
        ("area=mid_back both_legs=old_checked", "LEGPAIN"),
        ("area=low_back leg_pain=no osteo=no bp=no", ""),
    ];
    for (given, expected) in cases {
        assert_eq!(conditions(&answers(given)).join(" "), expected, "{given}");
    }
    assert_eq!(regions(&answers("area=mid_back+neck")), ["back", "neck"]);
    assert_eq!(regions(&answers("area=low_back")), ["back"]);
}

#[test]
fn walks_wait_for_heart_breath_and_head() {
    let clear = "chest=no breath=no blackout=no heart=no other_cond=no bp=no";
    let cases = [
        ("", "", None),
        (clear, "", Some(true)),
        ("chest=no", "chest=old_checked", Some(true)),
        ("breath=no", "breath=old_checked", Some(true)),
        ("heart=no", "heart=yes_cleared", Some(true)),
        ("bp=no", "bp=controlled", Some(true)),
        ("chest=no", "chest=effort", Some(false)),
        ("breath=no", "breath=new", Some(false)),
        ("blackout=no", "blackout=old_checked", Some(false)),
        ("heart=no", "heart=yes_not_cleared", Some(false)),
        ("other_cond=no", "other_cond=not_stable", Some(false)),
        ("bp=no", "bp=not_controlled", Some(false)),
        ("bp=no", "", None),
    ];
    for (from, to, expected) in cases {
        let given = if from.is_empty() {
            String::new()
        } else {
            clear.replace(from, if from == clear { clear } else { to })
        };
        assert_eq!(aerobic_ok(&answers(&given)), expected, "{from} -> {to}");
    }
}

#[test]
fn action_words_become_limits_of_the_day() {
    let of = |text: &str| limits(&assess(book(), &answers(text), &Derived::default()));
    assert_eq!(of("age=40"), Limits::default());
    assert!(of("fever=other_illness").rest_today);
    assert!(of("heart=yes_cleared").light_only && of("heart=yes_cleared").talk_test);
    assert!(of("surgery=cleared").start_level_1);
    assert!(of("pain_change=worse").drop_level && of("pain_change=worse").recheck);
    assert!(of("pregnant=yes_cleared").pregnancy_set);
    let high = of("pain_now=8");
    assert!(high.relief_set_only && high.for_usual_pain(Some(8), None).relief_set_only);
    assert!(high.for_usual_pain(Some(9), Some(8)).relief_set_only);
    assert!(!high.for_usual_pain(Some(8), Some(8)).relief_set_only, "a person who lives with 8");
}
