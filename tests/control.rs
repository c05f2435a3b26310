//! Control of a running session, by real keys and by the clock: the length that was announced, another
//! exercise, another form, another tempo, a slip taken back, the same hold after a kill.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/app.rs"]
mod support;

use std::time::Duration;

use supple::cli::open;
use supple::domain::history::PlannedItem;
use supple::domain::plan::input::Stop;
use supple::domain::score::Score;
use supple::journal::event::Event;
use supple::session::course::length_words;
use supple::session::{Count, Effect, Machine, Message, Phase, Rate, Settings};
use support::{Pages, Person, at};

/// From the first screen to the end of the safety check: region 1, 47, a sore low back, nothing to report.
const CLEAN: &str = "enter 1 1 enter n*5 n x*4 n 4 7 enter x 1 1 4 x";
const MORNING: &str = "2026-11-20T09:00:00+00:00";

/// Somebody whose profile is answered by these keys: usual pain, time to settle, floor, minutes.
fn ready(profile: &str) -> Person {
    let mut person = Person::at(MORNING, Pages::default());
    person.press(CLEAN).press(profile).see("on the mat");
    person
}

/// Runs a whole session with the clock in hand: seconds from its beginning to its end. Every answer comes
/// at once, a repetition by key in the time of its tempo.
fn run(items: Vec<supple::session::Item>, settings: Settings) -> f64 {
    let mut machine = Machine::new("S".to_owned(), items, settings, Some(Score::new(3).unwrap()));
    let start = Duration::from_secs(77);
    let mut now = start;
    let mut effects = machine.begin(now);
    for _ in 0..20_000 {
        let message = match machine.phase() {
            Phase::Finished => break,
            Phase::EnergyLeft => Message::EnergyLeft(true),
            phase if phase.is_rating() => Message::Score(Score::new(2).unwrap()),
            Phase::Reps => {
                now += machine.current().unwrap().rep();
                Message::Go
            }
            _ => {
                now = machine.next_change(now).unwrap();
                Message::Tick
            }
        };
        effects.extend(machine.update(message, now));
    }
    assert_eq!(machine.phase(), Phase::Finished);
    let mut ended = 0;
    for effect in &effects {
        match effect {
            Effect::Record(Event::HoldDone(done)) => assert!(done.held_s >= done.asked_s, "{done:?}"),
            Effect::Record(Event::MinutesDone(done)) => assert!(done.done_s >= done.asked_s, "{done:?}"),
            Effect::Record(Event::RepsDone(done)) => assert_eq!(done.reps, done.asked, "{done:?}"),
            Effect::Record(Event::ItemEnded(done)) => {
                assert_eq!(done.stop, None);
                ended += 1;
            }
            _ => {}
        }
    }
    assert_eq!(ended, machine.items().len());
    now.saturating_sub(start).as_secs_f64()
}

#[test]
fn a_session_takes_the_time_that_was_announced_and_no_hold_is_short() {
    let mut seen = std::collections::BTreeSet::new();
    for who in ["4 2 y", "7 3 y", "2 1 y", "3 2 n"] {
        for minutes in 1..=5 {
            let mut person = ready(&format!("{who} {minutes}"));
            let screen = person.screen().split_whitespace().collect::<Vec<_>>().join(" ");
            let coach = open::coach(person.pages.0.borrow().clone()).unwrap();
            let plan = coach.plan(at(MORNING), None).plan;
            let planned: Vec<PlannedItem> = plan
                .exercises
                .iter()
                .map(|item| PlannedItem { exercise: item.id.clone(), dose: item.dose, sides: item.sides })
                .collect();
            let day = at(MORNING).date_naive();
            for rate in [Rate::AfterEach, Rate::AtEnd] {
                for (count, pace) in [(Count::ByKey, 100), (Count::ByClock, 100), (Count::ByClock, 140)] {
                    let settings = Settings { rate, count, pace, ..Settings::default() };
                    let said = coach.estimate_s(&plan, &settings, day);
                    if settings == Settings::default() {
                        let words = format!("about {} on the mat", length_words(said));
                        assert!(screen.contains(&words), "no {words:?} on {screen}");
                        seen.insert(said);
                    }
                    let took = run(coach.items(&planned, &settings, day), settings);
                    let off = (took - f64::from(said)).abs() / took;
                    assert!(off < 0.01, "{who} {minutes}: {took} s, said {said} s");
                }
            }
        }
    }
    assert!(seen.len() > 6, "the plans are too much alike to show anything: {seen:?}");
}

#[test]
fn another_exercise_first_and_what_was_passed_by_comes_later() {
    let mut person = ready("4 2 y 2");
    person.press("enter").wait(2).press("g").see("Go to which exercise?").see("What is passed by");
    person.press("3").see("3 of");
    person.play("2");
    let ended: Vec<(usize, Option<Stop>)> = person
        .events("item.ended")
        .iter()
        .map(|event| match event {
            Event::ItemEnded(ended) => (ended.item, ended.stop),
            _ => unreachable!(),
        })
        .collect();
    let count = ended.len();
    let order: Vec<usize> = (2..count).chain(0..2).collect();
    assert_eq!(ended, order.into_iter().map(|item| (item, None)).collect::<Vec<_>>());
    assert_eq!(person.events("pain.rated").len(), count + 2, "each is asked once, and before and after");
    match person.events("session.ended").as_slice() {
        [Event::SessionEnded(ended)] => assert!(ended.complete),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_exercise_that_was_done_is_not_asked_about_twice() {
    let mut person = ready("4 2 y 2");
    person.press("enter").until("worst pain during it").press("2 2").see("2 of");
    person.press("g").see("done").press("1").see("1 of");
    // Once more, and only a little of it: what was done stays done.
    person.press("space").wait(1).press("s 1").see("2 of");
    person.play("2");
    let first = person.events("item.ended").into_iter().find_map(|event| match event {
        Event::ItemEnded(ended) if ended.item == 0 => Some(ended.done),
        _ => None,
    });
    let coach = open::coach(person.pages.0.borrow().clone()).unwrap();
    let record = coach.history.last_session().unwrap();
    assert_eq!(Some(record.exercises[0].done), first);
    assert_eq!((record.exercises[0].stop, record.ended.is_some()), (None, true));
    let asked = person.events("effort.rated").into_iter().filter(|event| match event {
        Event::EffortRated(rated) => rated.item == Some(0),
        _ => false,
    });
    assert_eq!(asked.count(), 1);
}

#[test]
fn slips_are_taken_back_one_after_the_other_while_the_next_one_runs() {
    let mut person = ready("4 2 y 2");
    person.press("enter").until("worst pain during it").press("6 3").see("2 of");
    person.press("space space").wait(3);
    // Both scores were meant for something else.
    person.press("u").see("how hard was it").press("u").see("worst pain during it");
    assert_eq!((person.events("pain.rated").len(), person.events("effort.rated").len()), (1, 0));
    person.press("1 2").see("2 of").see("PAUSED").press("space").unseen("PAUSED");
    person.play("2");
    let coach = open::coach(person.pages.0.borrow().clone()).unwrap();
    let record = coach.history.last_session().unwrap();
    assert_eq!((record.exercises[0].pain, record.exercises[0].effort), (Score::new(1), Score::new(2)));
    assert!(record.exercises.iter().all(|one| one.stop.is_none() && one.pain.is_some()));
}

#[test]
fn a_skip_is_taken_back() {
    let mut person = ready("4 2 y 2");
    person.press("enter space").wait(2).press("s 5").see("2 of");
    assert_eq!(person.events("item.ended").len(), 1);
    person.press("u").see("1 of").see("PAUSED");
    assert_eq!(person.events("item.ended").len(), 0);
    person.press("space").play("2");
    let coach = open::coach(person.pages.0.borrow().clone()).unwrap();
    let record = coach.history.last_session().unwrap();
    assert!(record.exercises.iter().all(|one| one.stop.is_none() && one.done == one.prescribed));
}

#[test]
fn the_last_answer_is_taken_back_on_the_page_after_the_session() {
    let mut person = ready("4 2 y 2");
    person.press("enter").play("2").see("Last 7 days: 1 of 5 to 7.").see("undo");
    let lines = person.pages.0.borrow().len();
    person.press("u").see("Could you have done a little more");
    assert_eq!((person.events("session.ended").len(), person.events("signs.noted").len()), (0, 0));
    // The one before it, too; then all anew.
    person
        .press("b")
        .see("How hard was the whole session")
        .press("7")
        .press("n")
        .see("Last 7 days: 1 of 5 to 7.");
    assert_eq!(person.pages.0.borrow().len(), lines);
    let coach = open::coach(person.pages.0.borrow().clone()).unwrap();
    let record = coach.history.last_session().unwrap();
    assert_eq!((record.effort, record.ended.is_some()), (Score::new(7), true));
    match person.events("signs.noted").as_slice() {
        [Event::SignsNoted(noted)] => assert_eq!(noted.signs, ["no_reserve"]),
        other => panic!("{other:?}"),
    }
    // And once more: the undo of the second end is its own.
    person.press("u").see("Could you have done a little more").press("y").see("Last 7 days: 1 of 5 to 7.");
    assert_eq!(person.events("session.ended").len(), 1);
}

#[test]
fn killed_after_the_last_answer_was_taken_back_only_that_one_is_asked() {
    let mut person = ready("4 2 y 2");
    person.press("enter").play("2").press("u").see("Could you have done a little more");
    let mut again = Person::at("2026-11-20T19:00:00+00:00", person.pages.clone());
    again.see("was not finished").press("enter").see("Could you have done a little more");
    again.press("n").see("Last 7 days: 1 of 5 to 7.");
    assert_eq!(
        (again.events("session.ended").len(), again.events("effort.rated").len()),
        (1, person.events("effort.rated").len())
    );
}

#[test]
fn an_end_for_something_wrong_is_not_taken_back() {
    let mut person = ready("4 2 y 2");
    person.press("enter").until("worst pain during it").press("! 6 y n*4");
    person.unseen("undo").press("u");
    assert_eq!(person.events("session.ended").len(), 1);
}

#[test]
fn an_easier_form_comes_at_once_and_the_next_plan_begins_with_it() {
    let mut person = ready("2 1 y 3");
    person.press("enter");
    let mut found = None;
    for _ in 0..8 {
        person.press("e");
        if person.screen().contains("it is too hard") {
            found = Some(());
            break;
        }
        person.see("easiest form").press("b").press("g down enter");
    }
    assert!(found.is_some(), "no exercise has an easier form:\n{}", person.screen());
    person.press("2");
    let (from, to) = match person.events("item.swapped").as_slice() {
        [Event::ItemSwapped(swapped)] => (swapped.exercise.clone(), swapped.to.exercise.clone()),
        other => panic!("{other:?}"),
    };
    assert_ne!(from, to);
    person.play("1");
    let next = "2026-11-21T18:00:00+00:00";
    let coach = open::coach(person.pages.0.borrow().clone()).unwrap();
    let plan = coach.plan_if_calm(at(next), None);
    let line = plan.exercises.iter().find(|item| item.id == to).expect("the easier form is in the plan");
    assert!(line.reason.contains("you went over to this easier form"), "{}", line.reason);
    assert!(line.reason.contains("because it was too hard"), "{}", line.reason);
    assert!(plan.exercises.iter().all(|item| item.id != from));
    // A first session begins low on purpose: nothing harder in it.
    assert!(!person.screen().contains("Harder, it is too easy"));
}

#[test]
fn the_tempo_and_who_counts_are_kept_for_the_exercise() {
    let mut person = ready("4 2 y 2");
    person.press("enter").until("count one").press("space c").see("The clock counts").see("MOVE").see("back");
    person.press("<").see("120 %");
    let told = person.events("pace.set");
    assert_eq!(told.len(), 2, "{told:?}");
    let coach = open::coach(person.pages.0.borrow().clone()).unwrap();
    let (exercise, pace) = coach.history.paces.iter().next().unwrap();
    assert_eq!((pace.percent, pace.by_clock), (Some(120), Some(true)));
    let planned = coach.history.last_session().unwrap().planned.clone();
    let items = coach.items(&planned, &Settings::default(), at(MORNING).date_naive());
    let item = items.iter().find(|item| item.exercise == *exercise).unwrap();
    assert_eq!((item.pace, item.count), (120, Some(Count::ByClock)));
    // It counts by itself now, to the end.
    person.wait(120).see("0 to 10?");
}

#[test]
fn after_a_kill_the_same_hold_comes_paused_and_nothing_is_asked_again() {
    let mut person = ready("4 2 y 2");
    person.press("enter");
    while person.events("hold.done").is_empty() {
        let screen = person.screen();
        if screen.contains("0 to 10?") {
            person.press("1");
        } else if screen.contains("count one") {
            person.press("space");
        } else {
            person.wait(1);
        }
    }
    person.wait(5);
    let Event::HoldDone(first) = person.events("hold.done").remove(0) else { unreachable!() };
    let asked = person.events("pain.rated").len();
    let mut again = Person::at("2026-11-20T19:00:00+00:00", person.pages.clone());
    again.see("was not finished").press("enter").see("PAUSED").see(&format!("{} of", first.item + 1));
    again.press("space").play("1");
    let coach = open::coach(again.pages.0.borrow().clone()).unwrap();
    assert_eq!(coach.history.sessions.len(), 1, "it counts once");
    let record = coach.history.last_session().unwrap();
    assert!(record.exercises.iter().all(|one| one.done == one.prescribed), "{:?}", record.exercises);
    let firsts = again.events("hold.done").into_iter().filter(|event| match event {
        Event::HoldDone(done) => (done.item, done.nth, done.side) == (first.item, first.nth, first.side),
        _ => false,
    });
    assert_eq!(firsts.count(), 1, "what was held is not held again");
    let pains = again.events("pain.rated").len();
    assert_eq!(pains, record.exercises.len() + 2, "{asked} before");
}

/// The names of the exercises that the rating table asks about, in the order of asking.
fn asked_in_the_table(person: &mut Person) -> Vec<String> {
    let mut asked = Vec::new();
    loop {
        let screen = person.screen();
        let Some(at) = [": the worst pain during it", ": how hard was it"].iter().find_map(|words| {
            let line = screen.lines().find(|line| line.contains(words))?;
            Some(format!("{}|{}", line.split_once(words)?.0.trim(), &words[2..5]))
        }) else {
            return asked;
        };
        asked.push(at);
        person.press("1");
    }
}

/// A whole session in floor mode, up to its ratings.
fn to_the_table() -> Person {
    let mut person = ready("4 2 y 2");
    person.press("enter z").until("worst pain during it");
    person
}

#[test]
fn killed_in_floor_mode_all_exercises_are_asked_about_together_and_none_twice() {
    let names = asked_in_the_table(&mut to_the_table());
    let count = names.len();
    assert!(count >= 6 && count.is_multiple_of(2), "{names:?}");
    // Killed after each of the answers, and before the first.
    for answered in 0..count {
        let mut person = to_the_table();
        person.press(&"1 ".repeat(answered));
        let mut again = Person::at("2026-11-20T19:00:00+00:00", person.pages.clone());
        again.see("was not finished").press("enter");
        assert_eq!(asked_in_the_table(&mut again), names[answered..], "after {answered}");
        assert_eq!(again.events("pain.rated").len(), count / 2 + 1);
        again.see("How bad is the pain now");
    }
    // One key for all of them.
    let mut again = Person::at("2026-11-20T19:00:00+00:00", to_the_table().pages.clone());
    again.press("enter").see("all within my limit").press("a").see("How bad is the pain now");
    match again.events("items.within_limit").as_slice() {
        [Event::WithinLimit(within)] => assert_eq!(within.items, (0..count / 2).collect::<Vec<_>>()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn killed_at_the_last_questions_only_those_left_are_asked() {
    let questions =
        ["How bad is the pain now", "How hard was the whole session", "Could you have done a little more"];
    for answered in 0..questions.len() {
        let mut person = to_the_table();
        person.press("a");
        for question in &questions[..answered] {
            person.see(question).press("3");
        }
        let mut again = Person::at("2026-11-20T19:00:00+00:00", person.pages.clone());
        again.press("enter").see(questions[answered]);
    }
    // Killed between the last answer and the end: nothing is left to ask.
    let mut person = to_the_table();
    person.press("a 3 3 n").see("Last 7 days: 1 of 5 to 7.");
    person.pages.0.borrow_mut().retain(|stamped| stamped.event.kind() != "session.ended");
    let mut again = Person::at("2026-11-20T19:00:00+00:00", person.pages.clone());
    again.press("enter").wait(1).see("Last 7 days: 1 of 5 to 7.");
    assert_eq!((again.events("session.ended").len(), again.events("signs.noted").len()), (1, 1));
}

#[test]
fn killed_between_the_two_scores_of_an_exercise_the_second_one_is_asked() {
    let mut person = ready("4 2 y 2");
    person.press("enter").until("worst pain during it").press("2").see("how hard was it");
    let mut again = Person::at("2026-11-20T19:00:00+00:00", person.pages.clone());
    again.press("enter space").until("0 to 10?");
    assert_eq!(again.events("pain.rated").len(), 2);
}

#[test]
fn killed_after_enough_was_said_it_is_said_again_and_no_exercise_is_asked() {
    let mut person = ready("4 2 y 2");
    person.press("enter").until("worst pain during it").press("9").see("enough for today");
    let mut again = Person::at("2026-11-20T19:00:00+00:00", person.pages.clone());
    again.press("enter").see("enough for today").press("enter").see("How bad is the pain now").press("5");
    let mut third = Person::at("2026-11-20T19:10:00+00:00", again.pages.clone());
    third.press("enter").see("How hard was the whole session");
}

#[test]
fn after_midnight_it_is_closed_as_it_stands() {
    let mut person = ready("4 2 y 2");
    person.press("enter").until("worst pain during it").press("2 2").press("q q");
    let mut next = Person::at("2026-11-21T00:10:00+00:00", person.pages.clone());
    next.unseen("was not finished");
    let mut same = Person::at("2026-11-20T23:50:00+00:00", person.pages.clone());
    same.see("was not finished");
}
