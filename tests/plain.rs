//! The whole program line by line: the same answers as on the screens give the same journal, and nobody
//! has to see anything.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "plain/ear.rs"]
mod ear;
#[path = "plain/parity.rs"]
mod parity;
#[path = "support/app.rs"]
mod support;

use ear::{Person, Visit, without_times};
use supple::journal::event::Event;
use supple::plain::Gone;
use supple::session::settings::Rate;
use support::Pages;

/// From the first line to the plan, on the screens ...
const KEYS: &str = "enter 1 1 enter n*6 x*4 n 4 7 enter x 1 1 4 x 4 2 y 2";
/// ... and line by line: region 1; 47, a sore low back, nothing to report; the profile.
const LINES: &str = "1, 1, n*6, x*4, n, 47, x, 1, 1, 4, x, 4, 2, y, 2";
/// The short check of a day like any other.
const CALM: &str = "n*4, 4, 1";

const MORNING: &str = "2026-11-20T09:00:00+00:00";
const NEXT_DAY: &str = "2026-11-21T09:00:00+00:00";

fn ready() -> Pages {
    Person::answering(LINES).visits(MORNING, &Pages::default()).pages
}

/// A first session, of which something is to happen.
fn session(person: impl FnOnce(Person) -> Person) -> Visit {
    person(Person::answering("").playing("2")).visits("2026-11-20T09:10:00+00:00", &ready())
}

#[track_caller]
fn same(lines: &Pages, screens: &support::Person) {
    let (lines, screens) = (without_times(lines), without_times(&screens.pages));
    for (at, (line, screen)) in lines.iter().zip(&screens).enumerate() {
        assert_eq!(line, screen, "event {at}; before it\n{:#?}", &lines[at.saturating_sub(3)..at]);
    }
    assert_eq!(lines.len(), screens.len());
}

#[test]
fn a_first_visit_and_a_whole_session_leave_the_same_journal_as_the_screens() {
    let pages = Pages::default();
    let visit = Person::answering(LINES).and("").playing("2").visits(MORNING, &pages);
    visit.heard("It is not a medical device").heard("Which is it?").heard("Where does it hurt");
    visit.heard("How bad is your pain on a usual day").heard("exercises, about").heard("Saved.");
    visit.heard("Last 7 days: 1 of 5 to 7.").heard("Next time");
    let mut screens = support::Person::at(MORNING, Pages::default());
    screens.press(KEYS).press("enter").play("2");
    same(&pages, &screens);
    assert_eq!(visit.events("session.ended").len(), 1);

    // The next day, with the hour and the morning after.
    let visit = Person::answering(&format!(", {CALM}, n, 3, ")).playing("3").visits(NEXT_DAY, &pages);
    visit.heard("After your session yesterday.").heard("six short questions");
    let mut screens = support::Person::at(NEXT_DAY, screens.pages.clone());
    screens.press("enter n*4 4 1 n 3 enter").play("3");
    same(&pages, &screens);
    assert_eq!(visit.events("session.ended").len(), 2);
}

#[test]
fn not_sure_how_the_hour_after_was_is_an_answer_on_both_faces() {
    let done = session(|person| person).pages;
    let screens = Pages(std::rc::Rc::new(std::cell::RefCell::new(done.0.borrow().clone())));
    let visit = Person::answering(&format!(", {CALM}, u, 4, q")).visits(NEXT_DAY, &done);
    visit.heard("over an hour afterwards?").heard("exercises, about");
    let mut screens = support::Person::at(NEXT_DAY, screens);
    screens.press("enter n*4 4 1 u 4").see("exercises, about");
    same(&done, &screens);
    // It is not asked again.
    let later = Person::answering("q").visits("2026-11-21T10:00:00+00:00", &done);
    later.unheard("over an hour afterwards?");
}

#[test]
fn what_a_new_exercise_looks_like_is_said_before_it_and_waits() {
    let visit = session(|person| person);
    visit.heard("Exercise 1 of ").heard("It is new. This is how it goes.").heard("Enter when you are ready.");
    // The sentence that goes with its figure.
    let first = &visit.said[visit.said.find("It is new.").unwrap()..];
    let picture = supple::figure::of("cat-cow").unwrap().alt;
    assert!(first.contains(picture.split(". ").next().unwrap()), "{picture}\n{first}");
    let second = Person::answering(&format!(", {CALM}, n, 4, ")).playing("2").visits(NEXT_DAY, &visit.pages);
    second.unheard("It is new.");
}

#[test]
fn a_hold_is_counted_by_ear() {
    let visit = session(|person| person);
    let hold = visit.said.find("Hold 1 of 2, 15 seconds, right side.").expect("a stretch of both sides");
    let lines: Vec<&str> = visit.said[hold..].lines().take(6).collect();
    assert_eq!(lines[1..], ["10 seconds left.", "3", "2", "1", "Done."], "{lines:?}");
    visit.heard("Change sides: left side, 6 seconds.").heard("Let go, 3 seconds.");
}

#[test]
fn an_emergency_is_said_number_first_and_left_by_two_answers() {
    let pages = Pages::default();
    let visit = Person::answering("1, 1, 2, y, x, , q").visits(MORNING, &pages);
    let at = |text: &str| visit.said.find(text).unwrap_or_else(|| panic!("no {text:?} in\n{}", visit.said));
    assert!(at("Is that right?") < at("Get medical help now."));
    let order = [
        "Get medical help now.",
        "United Kingdom: 999.",
        "Call your local emergency number",
        "Take somebody along",
        "Do not drive",
        "Your answers that led here:",
        "You can say this on the phone:",
        "supple clear bladder-1",
        "Enter once more leaves. The number is 999 (United Kingdom).",
    ];
    for pair in order.windows(2) {
        assert!(at(pair[0]) < at(pair[1]), "{pair:?}\n{}", visit.said);
    }
    assert!(matches!(visit.gone, Gone::Quit), "{:?}", visit.gone);
    let mut screens = support::Person::at(MORNING, Pages::default());
    screens.press("enter 1 1 enter 2 y");
    same(&pages, &screens);

    // It stands at the next start, and there is no session.
    let next = Person::answering(", ").straight(None).visits(NEXT_DAY, &pages);
    next.heard("Get medical help now.").unheard("Exercise 1");
    assert!(matches!(next.gone, Gone::No), "{:?}", next.gone);
}

#[test]
fn a_clinicians_word_is_read_back_and_lifts_it_like_on_the_screens() {
    let pages = Pages::default();
    Person::answering("1, 1, 2, y, , ").visits(MORNING, &pages);
    let visit = Person::answering("c, 1, 1, 1, b, 1, y").visits(NEXT_DAY, &pages);
    visit.heard("Which day did they see you").heard("A GP or family doctor saw you on Saturday 21 November");
    visit.heard("We take your word for it").heard("Where does it hurt");
    let mut screens = support::Person::at(MORNING, Pages::default());
    screens.press("enter 1 1 enter 2 y");
    let mut screens = support::Person::at(NEXT_DAY, screens.pages.clone());
    screens.press("c 1 1 1 y");
    same(&pages, &screens);
}

#[test]
fn another_clinician_and_the_limits_are_typed_as_they_are() {
    let pages = Pages::default();
    Person::answering("1, 1, 2, y, , ").visits(MORNING, &pages);
    let visit = Person::answering("c, 1, 6, , ?, Osteopath, 2, b, 2, No lifting over 5 kg, y")
        .visits(NEXT_DAY, &pages);
    visit
        .heard("6. Another registered clinician")
        .heard("Type the profession first.")
        .heard("A friend, a search");
    visit.heard("Another registered clinician (Osteopath) saw you on Saturday 21 November");
    visit.heard("with limits: No lifting over 5 kg.");
    let Event::FlagCleared(body) = &visit.events("flag.cleared")[0] else { panic!() };
    let said = (body.role.as_str(), body.outcome.as_str(), body.limits.as_deref());
    assert_eq!(said, ("other: Osteopath", "with_limits", Some("No lifting over 5 kg")));
}

#[test]
fn the_stop_line_stops_a_hold_and_asks_what_happened() {
    let visit = session(|person| person.when("Hold 1 of 2, 15 seconds, right side.", "!", "1, 1, 1, y"));
    visit
        .heard("Stopped. The clock stands.")
        .heard("Call your local emergency number: 999 (United Kingdom).");
    assert_eq!(visit.events("stop.pressed").len(), 1);
    let Event::StopPressed(press) = &visit.events("stop.pressed")[0] else { panic!() };
    assert!(press.exercise.is_some() && press.side.is_some(), "{press:?}");
    visit
        .heard("Stop and sit down.")
        .heard("Is that right?")
        .heard("Stay sitting and call the emergency number now.");
    visit.heard("Get medical help now.").heard("while I was exercising (").unheard("Could you have done");
    assert_eq!(visit.events("flag.raised").len(), 1);
}

#[test]
fn a_slip_on_the_stop_line_goes_back_paused_and_the_journal_is_the_same() {
    let visit = session(|person| person.when("Hold 1 of 2, 15 seconds, right side.", "!", "7"));
    visit.heard("Paused: hold, 15 seconds left.\nEnter: go on.");
    let mut screens = support::Person::at(MORNING, Pages::default());
    screens.press(KEYS).press("enter");
    loop {
        let hold = screens.screen().contains("HOLD") && screens.screen().contains("15 s of 15 s");
        if hold {
            break;
        }
        if screens.screen().contains("0 to 10?") {
            screens.press("2");
        } else if screens.screen().contains("count one") {
            screens.press("space");
        } else {
            screens.wait(1);
        }
    }
    screens.press("! 7 space").play("2");
    same(&visit.pages, &screens);
}

#[test]
fn controls_are_typed_while_the_count_runs() {
    let visit = session(|person| {
        person
            .when("Hold 1 of 2, 15 seconds, right side.", "+", "")
            .when("20 seconds left.", "", "")
            .when("Hold 2 of 2, 15 seconds.", "xyz", "")
            .when("That does nothing here.", "?", "")
            .when("leave, asked once.", "s", "2")
    });
    visit.heard("20 seconds left.").heard("Paused: hold, 20 seconds left.").heard("Hold 1 of 2, 20 seconds");
    visit.heard("End this one early.\nWhy?").heard("2. Tired");
    assert_eq!(visit.events("session.paused").len(), 1);
    assert_eq!(visit.events("session.ended").len(), 1);
}

#[test]
fn time_away_is_not_credited() {
    let visit = session(|person| person.away_at("Hold 1 of 2, 15 seconds, right side.", 600));
    visit.heard("Paused while you were away.").heard("That time does not count.");
    visit.heard("Paused: hold, 15 seconds left.");
    for event in visit.events("hold.done") {
        let Event::HoldDone(hold) = event else { panic!() };
        assert_eq!(hold.held_s, hold.asked_s, "{hold:?}");
    }
}

#[test]
fn when_the_lines_end_in_a_hold_nothing_is_lost_and_the_session_goes_on_later() {
    let visit = session(|person| person.gone_at("Hold 1 of 2, 15 seconds, right side."));
    assert!(matches!(visit.gone, Gone::End), "{:?}", visit.gone);
    assert_eq!(visit.events("session.paused").len(), 1);
    assert!(visit.events("session.ended").is_empty());
    let rated = visit.events("pain.rated").len();
    let later = Person::answering("").playing("2").visits("2026-11-20T09:40:00+00:00", &visit.pages);
    later.heard("Today's session was not finished.").heard("Enter: go on with it.");
    assert_eq!(later.events("session.started").len(), 1);
    assert_eq!(later.events("session.ended").len(), 1);
    assert!(later.events("pain.rated").len() > rated);
}

#[test]
fn leaving_is_asked_once() {
    let visit = session(|person| {
        person.when("Get ready: 10 seconds.", "q", "n").when("Get ready: 10 seconds.", "q", "y")
    });
    // The first exercise may begin on the floor.
    if visit.said.contains("Leave now?") {
        visit.heard("Saved.");
        assert!(matches!(visit.gone, Gone::Quit), "{:?}", visit.gone);
    }
    let visit = session(|person| person.when("Get ready", "q", "n, q, q"));
    visit.heard("Leave now?").heard("Paused: get ready");
    assert!(matches!(visit.gone, Gone::Quit), "{:?}", visit.gone);
    assert!(visit.events("session.ended").is_empty());
}

#[test]
fn a_wrong_answer_says_what_is_expected_and_enter_alone_is_none() {
    let pages = Pages::default();
    let visit = Person::answering("0, hello, 1, , 4, x, 1 1, 1").visits(MORNING, &pages);
    assert_eq!(visit.said.matches("That is no answer here.").count(), 5, "{}", visit.said);
    visit.heard("Nothing was typed.\nThe numbers that fit, 1 to 3");
    assert_eq!(visit.events("region.set").len(), 1);
    assert_eq!(visit.events("screen.answered").len(), 1);
    visit.heard("pee");
    // A script that is out of step does not go on for ever.
    let lost = Person::answering("1, maybe*100").script().visits(MORNING, &Pages::default());
    assert!(matches!(lost.gone, Gone::Lost), "{:?}", lost.gone);
    assert!(lost.said.len() < 10_000);
}

#[test]
fn not_sure_is_explained_and_asked_once_more_and_going_back_takes_back() {
    let pages = Pages::default();
    let visit = Person::answering("1, 1, u, b, n*2, b, ?, n").visits(MORNING, &pages);
    visit.heard("Not sure is fine. Here is what is meant; please try once more.");
    visit.heard("q leaves; what you answered is kept.");
    let mut screens = support::Person::at(MORNING, Pages::default());
    screens.press("enter 1 1 enter u b n*2 b n");
    same(&pages, &screens);
}

#[test]
fn a_list_takes_several_numbers_and_not_sure() {
    let pages = Pages::default();
    let visit = Person::answering("1, 1, n*6, 3 u5, y").visits(MORNING, &pages);
    let mut screens = support::Person::at(MORNING, Pages::default());
    screens.press("enter 1 1 enter n*6 3 down*2 u enter y");
    // Where a tick opens a question at once, both ask the same one.
    same(&visit.pages, &screens);
    assert!(visit.events("screen.answered").len() > 7);
}

#[test]
fn a_number_says_how_many_repetitions_are_done() {
    let by_one = session(|person| person);
    let reps = by_one.said.find("Enter counts one").expect("repetitions");
    assert!(by_one.said[reps..].lines().nth(1) == Some("1"), "{}", &by_one.said[reps..reps + 200]);
    let Event::RepsDone(done) = &by_one.events("reps.done")[0] else { panic!() };
    let all = done.asked;
    // Ready; half by number, one by Enter, one taken back, the rest by number.
    let at_once = session(|person| person.and(&format!(", 2, , u, 99, {all}")));
    at_once.heard(&format!("A number from 0 to {all} says how many are done."));
    assert_eq!(without_times(&at_once.pages), without_times(&by_one.pages));
}

#[test]
fn ratings_can_wait_for_one_table_at_the_end() {
    let pages = ready();
    let mut person = Person::answering("").playing("2");
    person.settings.rate = Rate::AtEnd;
    person.visits("2026-11-20T09:10:00+00:00", &pages).heard("the worst pain during it");
    let mut screens = support::Person::at(MORNING, Pages::default());
    screens.app.shared.settings.rate = Rate::AtEnd;
    screens.press(KEYS).press("enter").play("2");
    same(&pages, &screens);
}

#[test]
fn straight_to_one_session_and_out() {
    let pages = ready();
    let visit = Person::answering(CALM).playing("2").straight(Some(5)).visits(NEXT_DAY, &pages);
    assert!(matches!(visit.gone, Gone::Done), "{:?}", visit.gone);
    let Event::SessionStarted(started) = &visit.events("session.started")[0] else { panic!() };
    assert_eq!(started.minutes, 5);
    // Once a day is plenty: a second time goes through the check, and no further than the person wants.
    let again = Person::answering("q").straight(None).visits("2026-11-21T18:00:00+00:00", &pages);
    again.heard("Before you start");
    assert_eq!(again.events("session.started").len(), 1);
}

#[test]
fn the_chart_is_a_sentence_and_a_table() {
    let pages = session(|person| person).pages;
    let visit = Person::answering("t, +, , q").visits(NEXT_DAY, &pages);
    visit.heard("Pain over 4 weeks.").heard("Pain over 12 weeks.").heard("20 November: pain 4");
    visit
        .heard("15 November to 21 November 2026: pain 4 on 1 of 7 days")
        .heard("11 weeks without a score.")
        .unheard("\u{2588}");
}

#[test]
fn a_walk_a_flare_and_another_length_are_as_on_the_screens() {
    let pages = ready();
    Person::answering("l, 0, 2000, 15, 2, y, f, +, -, -, p, 5, 1, n, 3, ?, sources, w 2, w, v, ., m, , q")
        .visits(MORNING, &pages);
    let mut screens = support::Person::at(MORNING, Pages::default());
    screens.press(KEYS).press("l 1 5 enter 2 y f + - - p 5 1 n 3");
    same(&pages, &screens);
}

#[test]
fn an_answer_that_has_changed_is_asked_again() {
    let pages = ready();
    let visit = Person::answering("m, 1, 1 3, , q").visits("2026-11-20T09:10:00+00:00", &pages);
    visit.heard("Your answers to the safety check.").heard("What has changed");
    assert!(visit.events("screen.answered").len() > 20);
    assert!(matches!(visit.gone, Gone::Quit), "{:?}", visit.gone);
}

#[test]
fn line_by_line_there_is_nothing_to_see() {
    let visit = session(|person| person);
    for c in visit.said.chars() {
        assert!(c.is_ascii() || c.is_alphanumeric(), "{c:?} in\n{}", visit.said);
    }
    assert!(!visit.said.contains('[') && !visit.said.contains(']'), "tags are read out on request only");
}
