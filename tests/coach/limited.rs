//! Rule T5, "this is my normal", and the silence of T2 and T3.

use chrono::TimeDelta;
use supple::domain::screening::answer::Value;
use supple::domain::screening::derived::Trend;
use supple::journal::event::{FlareDeclared, Moment, NormalMarked, PainRated, When};

use super::someone::{Someone, at, score};
use super::support::{Pages, Person};

const DAY: &str = "2026-11-01T09:00";

fn day(days: i64) -> String {
    (at(DAY) + TimeDelta::days(days)).to_rfc3339()
}

fn codes(someone: &Someone, time: &str) -> Vec<String> {
    let plan = someone.coach.plan(at(time), None);
    let prompts = someone.coach.prompts(&plan.plan.refer, at(time));
    prompts.open.into_iter().map(|prompt| prompt.code).collect()
}

fn night(someone: &mut Someone, days: &[i64]) {
    for d in days {
        someone.answer(&day(*d), "p", Moment::Recheck, "night", Value::choice("eases"));
    }
    let last = days.iter().max().unwrap() + 1;
    someone.answer(&day(last), "p", Moment::Recheck, "night", Value::choice("no"));
}

#[test]
fn t5_prompts_softly_after_three_broken_nights_or_when_life_is_still_limited() {
    // nights that pain broke, the day it is looked at, whether T5 holds
    for (nights, today, holds) in [
        (&[10, 12, 14][..], 16, true),
        (&[10, 12][..], 16, false),
        (&[0, 1, 2][..], 16, false),
        (&[3, 4, 5][..], 16, true),
        (&[2, 4, 5][..], 16, false),
        (&[5, 6, 7][..], 12, false),
    ] {
        let mut someone = Someone::ready(DAY);
        night(&mut someone, nights);
        let found = codes(&someone, &day(today)).contains(&"T5".to_owned());
        assert_eq!(found, holds, "{nights:?} on day {today}");
    }
    for (value, holds) in [("no", false), ("sleep", true), ("daily", true), ("both", true)] {
        let mut someone = Someone::ready(DAY);
        someone.answer(&day(14), "f", Moment::Fortnight, "limited", Value::choice(value));
        let plan = someone.coach.plan(at(&day(14)), None);
        let prompts = someone.coach.prompts(&plan.plan.refer, at(&day(14))).open;
        assert_eq!(prompts.iter().any(|prompt| prompt.code == "T5"), holds, "{value}");
        for prompt in prompts.iter().filter(|prompt| prompt.code == "T5") {
            assert!(!prompt.strong && prompt.text.contains("You can go on with gentle sessions"));
            assert_eq!(prompt.sources, ["S0", "S1"]);
        }
        // It blocks nothing, and lifts by itself.
        assert!(!plan.plan.blocked);
        someone.answer(&day(28), "f", Moment::Fortnight, "limited", Value::choice("no"));
        assert!(!codes(&someone, &day(28)).contains(&"T5".to_owned()), "{value}");
    }
}

#[test]
fn t5_is_asked_on_the_fourteenth_day_and_never_twice_in_two_weeks() {
    let mut someone = Someone::ready(DAY);
    for (d, asked) in [(13, false), (14, true), (15, false), (27, false), (28, true)] {
        let (events, next) = session(&someone, &day(d));
        assert_eq!(next == Some(Moment::Fortnight), asked, "day {d}");
        assert_eq!(events == 0, asked, "the run that follows decides");
        if asked {
            someone.answer(&day(d), "f", Moment::Fortnight, "limited", Value::choice("no"));
        }
    }
}

/// A session check with nothing new: how many lines it leaves at its end, and what follows it.
fn session(someone: &Someone, time: &str) -> (usize, Option<Moment>) {
    use supple::coach::check;
    use supple::domain::screening::interview::{Reply, Step};
    let (mut interview, run) = check::begin(&someone.coach, Moment::Session, at(time));
    while interview.current() != Step::Done {
        let reply = match interview.current() {
            Step::Ask { question, .. } if question.id == "pain_now" => Value::Number(4),
            Step::Ask { .. } => Value::choice("usual"),
            _ => Value::choice("no"),
        };
        run.reply(&mut interview, Reply::Value(reply)).unwrap();
    }
    let (events, next) = check::conclude(&someone.coach, &interview, &run, at(time));
    (events.len(), next)
}

fn scores(someone: &mut Someone, days: std::ops::Range<i64>, pain: u8) {
    for d in days {
        let rated =
            PainRated { session: None, when: When::CheckIn, item: None, exercise: None, score: score(pain) };
        someone.say(&day(d), rated);
    }
}

#[test]
fn no_change_is_silent_where_pain_was_low_from_the_start() {
    for (pain, trend) in
        [(0, None), (1, None), (2, None), (3, Some(Trend::NotBetter)), (5, Some(Trend::NotBetter))]
    {
        let mut someone = Someone::new();
        scores(&mut someone, 0..30, pain);
        let derived = supple::coach::plan::derived(&someone.coach, at(&day(29)));
        assert_eq!(derived.trend, trend, "{pain}");
    }
}

/// Four weeks of sessions at 5, nothing moving; old pain.
fn steady(answers: &[(&str, &str)]) -> Someone {
    let mut someone = Someone::with(DAY, answers);
    someone.profile(DAY, 5, supple::domain::profile::Settle::Upto60, true, 10);
    for d in 0..29 {
        someone.check(&day(d), 5);
        someone.session(&day(d), 3);
    }
    someone
}

#[test]
fn this_is_my_normal_is_silent_for_eight_weeks_and_never_about_worse() {
    let mut someone = steady(&[("duration", "over_12w")]);
    let now = day(29);
    someone.check(&now, 5);
    assert!(codes(&someone, &now).contains(&"no_change_28_days".to_owned()), "{:?}", codes(&someone, &now));
    assert!(someone.coach.may_be_normal(at(&now)));
    someone.say(&now, NormalMarked {});
    assert!(!codes(&someone, &now).iter().any(|code| code.starts_with("no_change")));
    let fired = |someone: &Someone, time: &str, rule: &str| someone.coach.assessment(at(time)).has(rule);
    assert!(!fired(&someone, &now, "T2") && !fired(&someone, &now, "T3"));
    // Eight weeks later, to the day, they are back.
    scores(&mut someone, 30..86, 5);
    for (d, silent) in [(84, true), (85, false)] {
        assert_eq!(fired(&someone, &day(d), "T3"), !silent, "day {d}");
    }
    // Worse is never silent.
    let mut worse = steady(&[("duration", "over_12w")]);
    worse.say(&now, NormalMarked {});
    scores(&mut worse, 30..40, 8);
    assert!(fired(&worse, &day(39), "T4"));
    assert!(codes(&worse, &day(39)).contains(&"trend_worsening".to_owned()));
}

#[test]
fn only_old_and_steady_pain_can_be_called_normal() {
    for (answers, may) in [
        (&[("duration", "over_12w")][..], true),
        (&[("duration", "2_to_6w")][..], false),
        (&[("duration", "over_12w"), ("cancer", "past")][..], false),
        (&[("duration", "over_12w"), ("weight", "unsure")][..], false),
    ] {
        let someone = steady(answers);
        assert_eq!(someone.coach.may_be_normal(at(&day(29))), may, "{answers:?}");
    }
    let early = Someone::with(DAY, &[("duration", "over_12w")]);
    assert!(!early.coach.may_be_normal(at(&day(3))));
}

#[test]
fn the_key_is_under_the_note_and_nowhere_else() {
    let someone = steady(&[("duration", "over_12w")]);
    let pages = Pages(std::rc::Rc::new(std::cell::RefCell::new(someone.events)));
    let mut person = Person::at(&day(29), pages);
    person.size = (80, 60);
    person.see("Four weeks without much change").see("u this is my normal: no such notes for eight weeks");
    person
        .press("u")
        .see("no notes about no change for eight weeks")
        .unseen("Four weeks without much change");
    assert_eq!(person.events("normal.marked").len(), 1);
    // Where there is no such note the key says why it does nothing.
    let fresh = Pages(std::rc::Rc::new(std::cell::RefCell::new(Someone::ready(DAY).events)));
    let mut other = Person::at(&day(1), fresh);
    other.unseen("this is my normal").press("u").see("Nothing was changed");
    assert!(other.events("normal.marked").is_empty());
    other.press("f");
    assert_eq!(other.events(supple::journal::event::Event::from(FlareDeclared {}).kind()).len(), 1);
}
