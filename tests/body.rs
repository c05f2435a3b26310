//! The body picture through real keys: every place by arrows and by words, and what comes of a marking.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/app.rs"]
mod support;

use std::collections::{BTreeSet, VecDeque};

use supple::domain::body::{Mark, Place};
use supple::journal::event::Event;
use supple::tui::theme::Theme;
use support::{Pages, Person};

const MORNING: &str = "2026-11-20T09:00:00+00:00";
const FIRST_VISIT: &str = "enter 1 1 enter n*5 n x*4 n 4 7 enter x 1 1 4 x 4 2 y 2";

fn ready() -> Person {
    let mut person = Person::at(MORNING, Pages::default());
    person.press(FIRST_VISIT);
    person
}

/// The place under the cursor, as the screen says it.
fn here(person: &mut Person) -> String {
    let screen = person.screen();
    let line = screen.lines().find(|line| line.contains('›')).unwrap_or_else(|| panic!("{screen}"));
    let words = line.split('›').nth(1).unwrap().trim();
    words.trim_start_matches("[ ] ").trim_start_matches("[x] ").split("  ").next().unwrap().to_owned()
}

/// Keys from the start to every place, found by trying.
fn ways(person: &mut Person) -> Vec<(String, String)> {
    // A picture is a place: the same word is on both sides of the body.
    let mut known = BTreeSet::from([person.screen()]);
    let mut ways = vec![(here(person), String::new())];
    let mut open = VecDeque::from([String::new()]);
    while let Some(way) = open.pop_front() {
        for key in ["up", "down", "left", "right"] {
            person.press("esc o").press(&way).press(key);
            let at = here(person);
            if known.insert(person.screen()) {
                ways.push((at, format!("{way} {key}")));
                open.push_back(format!("{way} {key}"));
            }
        }
    }
    ways
}

fn marked(person: &Person) -> Vec<Vec<Mark>> {
    let all = person.events("body.marked").into_iter();
    all.filter_map(|event| if let Event::BodyMarked(body) = event { Some(body.marks) } else { None })
        .collect()
}

#[test]
fn every_place_is_reached_by_arrows_and_its_word_is_on_the_screen() {
    let mut person = ready();
    person.size = (40, 12);
    person.press("o").see("Where does it hurt?").see("low back, middle");
    let reached: BTreeSet<String> = ways(&mut person).into_iter().map(|(place, _)| place).collect();
    let all: BTreeSet<String> = Place::ALL.iter().map(|place| place.words().to_owned()).collect();
    assert_eq!(reached, all);
}

#[test]
fn every_place_is_reached_in_the_list_of_words_and_can_be_marked() {
    let mut person = ready();
    person.press("o w up*40");
    for place in Place::ALL {
        assert_eq!(here(&mut person), place.words());
        person.press("space").see(&format!("[x] {}", place.words())).press("space down");
    }
    person.see("0 marked");
}

#[test]
fn marks_with_and_without_a_score_are_kept_and_shown_again() {
    let mut person = ready();
    person.press("o space left 4 down").see("2 marked").see("low back, left (4)");
    person.press("enter").see("Kept: low back, left (4); low back, middle.");
    let marks = marked(&person);
    assert_eq!(marks.len(), 1);
    assert_eq!(
        marks[0].iter().map(|mark| mark.place.id()).collect::<Vec<_>>(),
        ["low_back_left", "low_back_middle"]
    );
    // Next time they are there already; 0 and space take a mark off, esc leaves all as it was.
    person.press("o").see("2 marked").press("0").see("1 marked").press("t").see("low back, left (10)");
    person.press("space").see("1 marked").press("esc");
    assert_eq!(marked(&person).len(), 1);
}

#[test]
fn nothing_marked_is_asked_about_before_it_is_kept() {
    let mut person = ready();
    person.press("o enter").see("Nothing is marked. Enter once more if nothing hurts.");
    assert!(marked(&person).is_empty());
    person.press("left enter").see("Nothing is marked").press("enter").see("Kept: nothing marked");
    assert_eq!(marked(&person), [Vec::new()]);
}

#[test]
fn there_is_a_most_and_it_is_told() {
    let mut person = ready();
    person.press("o w up*40").press(&"space down ".repeat(12)).see("12 marked");
    person.press("space").see("12 places are the most").see("12 marked");
}

#[test]
fn further_down_a_leg_is_said_and_asked_about_before_the_next_session() {
    let mut person = ready();
    person.press("o space enter");
    let mut next = Person::at("2026-11-21T09:00:00+00:00", person.pages.clone());
    next.press("enter n n n n 4 1").see("exercises, about");
    // From the low back by the buttock to the calf, a minute later.
    next.wait(60);
    next.press("o").press("left down down down down").see("calf, left").press("space enter");
    next.see("Further down than last time")
        .see("further down the left leg")
        .see("now calf, left, before low back");
    next.press("enter").see("Enter: six short questions");
    next.press("enter n n n n 4 1").see("the way you pee");
    next.press("n*7 1 n 1 x").see("exercises, about");
}

#[test]
fn a_marking_that_is_no_lower_asks_for_nothing() {
    let mut person = ready();
    person.press("o space enter");
    let mut next = Person::at("2026-11-21T09:00:00+00:00", person.pages.clone());
    next.press("enter n n n n 4 1").press("o right space enter").see("Kept").see("exercises, about");
    next.press("enter").see("1 of");
}

#[test]
fn the_questions_after_a_session_offer_it_and_still_take_no_more_keys() {
    let mut person = ready();
    person.press("enter").play("2");
    let mut next = Person::at("2026-11-21T18:00:00+00:00", person.pages.clone());
    next.press("enter n n n n 4 1").see("over an hour afterwards").see("it hurts elsewhere");
    next.press("o").see("Where does it hurt?").press("space enter").see("over an hour afterwards");
    next.press("n").see("next morning").press("o esc").see("next morning").press("4");
    next.see("exercises, about");
    assert_eq!(marked(&next).len(), 1);
}

#[test]
fn it_reads_without_colour_and_nothing_overlaps_in_a_small_window() {
    for (size, colour) in [
        ((40, 12), true),
        ((40, 12), false),
        ((80, 24), false),
        ((120, 40), true),
        ((20, 5), true),
        ((3, 2), true),
    ] {
        let mut person = Person::with(MORNING, Pages::default(), Theme::new(colour));
        person.press(FIRST_VISIT);
        person.size = size;
        person.press("o space left 4 down down");
        if size.0 < 40 {
            continue;
        }
        let screen = person.screen();
        let rows: Vec<&str> = screen.lines().collect();
        // The word stands alone on its row, whole; the marks stand in words too; the keys are last.
        assert!(rows.iter().any(|row| row.trim() == "› thigh, back, left"), "{screen}");
        assert!(screen.contains("low back, left (4)"), "{screen}");
        assert!(screen.contains("[+]"), "{screen}");
        assert!(rows.last().unwrap().ends_with("? help"), "{screen}");
    }
}

#[test]
fn more_about_you_offers_it_and_says_what_was_marked() {
    let mut person = ready();
    person.press("i").see("Where it hurts, on a body picture").see("not told");
    person.press("8").see("Where does it hurt?").press("space enter");
    person.see("More about you").see("low back, middle, marked today");
}
