//! The answers in force, with their dates: what is listed, what may be changed, what is for life.

use std::cell::RefCell;
use std::rc::Rc;

use supple::coach::answers::Next;
use supple::coach::check;
use supple::domain::profile::Settled;
use supple::domain::screening::answer::Value;
use supple::domain::screening::interview::Step;
use supple::journal::event::{Event, Moment, QuestionSettled};

use super::someone::{Someone, at};
use super::support::{Pages, Person};

const DAY: &str = "2026-11-20T09:00";
const NEXT: &str = "2026-11-21T09:00";

fn person(someone: &Someone, time: &str) -> Person {
    let time = at(time).to_rfc3339();
    Person::at(&time, Pages(Rc::new(RefCell::new(someone.events.clone()))))
}

#[test]
fn each_answer_has_its_day_and_the_day_it_is_asked_again() {
    let mut someone = Someone::ready(DAY);
    someone.answer(DAY, "f", Moment::Fortnight, "limited", Value::choice("no"));
    let given = someone.coach.given_answers(at(NEXT));
    let of = |id: &str| given.iter().find(|given| given.question.id == id).unwrap();
    for (id, words, counts) in [
        ("bladder", "asked before each session", false),
        ("osteo", "asked again about 20 December 2026", true),
        ("weight", "asked again about 20 December 2026", true),
        ("limited", "asked again about 4 December 2026", true),
        ("night", "asked when pain changes, or on 20 November 2027", true),
        ("area", "asked again on 20 November 2027, or after 8 weeks away", true),
    ] {
        assert_eq!(of(id).next.words(), words, "{id}");
        assert_eq!(of(id).counts, counts, "{id}");
        assert_eq!(of(id).on, at(DAY).date_naive());
    }
    assert!(!given.iter().any(|given| given.question.id == "pain_now"), "scores are in the log");
}

#[test]
fn the_list_is_one_key_away_and_fits_a_small_window() {
    let someone = Someone::with(DAY, &[("night", "eases")]);
    for size in [(40, 12), (80, 24), (120, 40)] {
        let mut there = person(&someone, NEXT);
        there.size = size;
        there
            .press("m")
            .see("Your answers")
            .see("1 of")
            .see("Where does it hurt, or feel stiff?")
            .see("Low back");
        there.press("down").see("pee").see("20 Nov 2026, for that day; asked before each session");
        // To the very end, one by one and by the page; no line is cut.
        there.press("pgdn*40");
        let last = there.screen();
        assert!(last.contains(" of ") && !last.contains("1 of 4"), "{last}");
        there.press("pgup*40").see("Low back");
        there.press("?").see("this has changed").press("esc").press("esc").see("Enter:");
    }
}

#[test]
fn what_has_changed_is_asked_alone_and_the_list_shows_the_new_day() {
    let someone = Someone::ready(DAY);
    let mut there = person(&someone, NEXT);
    let before = there.events("screen.answered").len();
    let index = |person: &Person, id: &str| {
        let given = person.app.shared.coach.given_answers(person.now.wall);
        given.iter().position(|given| given.question.id == id).unwrap()
    };
    let bp = index(&there, "bp");
    there.press(&format!("m down*{bp} enter")).see("What has changed").see("Is your blood pressure high?");
    there.press("2").see("Your answers").see("Yes, and under control").see("21 Nov 2026");
    assert_eq!(there.events("screen.answered").len(), before + 1, "one answer, and nothing else");
    let Event::ScreenDecided(decided) = there.events("screen.decided").pop().unwrap() else { panic!() };
    assert_eq!((decided.moment, decided.fired.as_slice()), (Moment::Change, &["bp-2".to_owned()][..]));
    assert!(!decided.rules.is_empty());
    // It is no check before a session, and the plan knows of it.
    there.press("esc").see("six short questions").see("Never hold your breath: count aloud");
    assert!(there.app.shared.coach.conditions().contains(&"BP".to_owned()));
}

#[test]
fn a_place_that_hurts_now_too_brings_its_own_questions_and_no_others() {
    let someone = Someone::ready(DAY);
    let (mut interview, run) = check::begin_change(&someone.coach, "area", at(NEXT));
    assert_eq!(run.moment, Moment::Change);
    let both = Value::Picks(vec!["low_back".into(), "neck".into()]);
    run.reply(&mut interview, supple::domain::screening::interview::Reply::Value(both)).unwrap();
    let mut asked = Vec::new();
    while let Step::Ask { question, .. } = interview.current() {
        asked.push(question.id.clone());
        let no = Value::choice(question.no_value().unwrap());
        run.reply(&mut interview, supple::domain::screening::interview::Reply::Value(no)).unwrap();
    }
    asked.sort();
    assert_eq!(asked, ["hands", "neck_stroke", "neck_unlike"], "joints and shocks were answered before");
}

#[test]
fn what_is_told_there_is_read_back_and_locks_like_anywhere() {
    let someone = Someone::ready(DAY);
    let mut there = person(&someone, NEXT);
    let bladder = 1;
    there.press(&format!("m down*{bladder} enter 2")).see("Is that right?").see("my answers");
    there.press("m").see("Your answers").press("esc").see("Is that right?");
    there.press("y").see("Get medical help now");
    let flags = there.events("flag.raised");
    assert!(matches!(&flags[0], Event::FlagRaised(flag) if flag.rule == "bladder-1"));
    // A "no" there, an hour later, changes nothing: neither the block nor why it stands.
    let mut later = Person::at("2026-11-21T10:30:00+00:00", there.pages.clone());
    later.see("Get medical help now").press("m down enter n").see("Get medical help now");
    later.press("down*8").see("the way you pee has changed");
    assert_eq!(later.app.shared.coach.standing(later.now.wall).active.len(), 1);
}

#[test]
fn nothing_is_asked_in_a_change_that_lifts_a_flag_of_the_same_day() {
    let mut someone = Someone::ready(DAY);
    someone.answer(DAY, "whole", Moment::Intake, "weakness", Value::choice("unsure"));
    someone.flag(DAY, "weakness-5", supple::domain::screening::tier::Tier::ClinicianFirst, true);
    let stands = |someone: &Someone, time: &str| !someone.coach.standing(at(time)).active.is_empty();
    someone.answer("2026-11-20T18:00", "c", Moment::Change, "weakness", Value::choice("no"));
    assert!(stands(&someone, NEXT), "the same day is too soon");
    someone.answer(NEXT, "c", Moment::Change, "weakness", Value::choice("no"));
    assert!(!stands(&someone, NEXT), "a definite no to the question itself, on a later day");
}

#[test]
fn a_pregnancy_that_never_applies_is_left_out_everywhere_until_it_is_asked_again() {
    let mut someone = Someone::ready(DAY);
    someone.say(DAY, QuestionSettled { question: "pregnant".into(), how: Settled::Never });
    let coach = &someone.coach;
    assert_eq!(coach.settled("pregnant"), Some(Settled::Never));
    assert_eq!(coach.settled_words(), ["pregnancy never applies"]);
    let given = coach.given_answers(at(NEXT));
    let pregnant = given.iter().find(|given| given.question.id == "pregnant").unwrap();
    assert_eq!(pregnant.next, Next::Settled(Settled::Never));

    let mut there = person(&someone, NEXT);
    there.press("enter n n n").see("a fever, a fall or injury, or surgery?").unseen("pregnan");
    // Yes opens all the others.
    there.press("y").unseen("pregnan").press("n*4").unseen("pregnan").see("How much pain");
    // The whole check leaves it out of its list, and is whole without it.
    let mut whole = person(&someone, NEXT);
    whole
        .press("c 1 enter n*6 x")
        .see("Injury, surgery")
        .unseen("gave birth")
        .press("x*3 n 4 7 enter x 1 1 4 x");
    whole.see("exercises, about").unseen("comes first");
    // The profile says so.
    let mut profile = person(&someone, NEXT);
    profile.press("p").see("Not asked in the safety check: pregnancy never applies.");

    // One key asks it again.
    let index = given.iter().position(|given| given.question.id == "pregnant").unwrap();
    let mut back = person(&someone, NEXT);
    back.press(&format!("m down*{index}"))
        .see("you said that it never applies")
        .press("x")
        .see("It is asked again");
    back.press("esc enter n n n").see("news about a pregnancy");
}

#[test]
fn only_what_is_for_life_can_be_left_out_and_an_answer_that_changes_ends_it() {
    let mut someone = Someone::with(DAY, &[("neck_joint", "yes_checked"), ("pregnant", "birth_cleared")]);
    assert_eq!(someone.coach.may_settle("neck_joint"), Some(Settled::Always));
    assert_eq!(someone.coach.may_settle("pregnant"), None, "it was so this year");
    assert_eq!(someone.coach.may_settle("bladder"), None);
    let mut there = person(&someone, NEXT);
    there.press("m down x").see("Only a pregnancy or a joint condition");
    assert!(there.events("question.settled").is_empty());

    someone.say(DAY, QuestionSettled { question: "neck_joint".into(), how: Settled::Always });
    assert_eq!(someone.coach.settled("neck_joint"), Some(Settled::Always));
    let (interview, _) = check::begin(&someone.coach, Moment::Monthly, at(NEXT));
    assert_eq!(interview.answers().get("neck_joint"), Some(&Value::choice("yes_checked")), "it counts");
    someone.answer(NEXT, "c", Moment::Change, "neck_joint", Value::choice("yes_not_checked"));
    assert_eq!(someone.coach.settled("neck_joint"), None);
    // A line by hand cannot settle what a clinician has to look at.
    someone.say(NEXT, QuestionSettled { question: "neck_joint".into(), how: Settled::Always });
    someone.say(NEXT, QuestionSettled { question: "bladder".into(), how: Settled::Never });
    assert_eq!((someone.coach.settled("neck_joint"), someone.coach.settled("bladder")), (None, None));
}
