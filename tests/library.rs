//! The library and what is shown of a figure, through real keys: every exercise, every block, every look.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/app.rs"]
mod support;

use std::time::Duration;

use supple::content::catalogue::Catalogue;
use supple::content::education::education;
use supple::figure::Glyphs;
use supple::journal::event::Event;
use supple::tui::theme::Theme;
use supple::tui::widgets::figure::Drawing;
use support::{Pages, Person};

const MORNING: &str = "2026-11-20T09:00:00+00:00";
const FIRST_VISIT: &str = "enter 1 1 enter n*5 n x*4 n 4 7 enter x 1 1 4 x 4 2 y 2";

fn ready() -> Person {
    let mut person = Person::at(MORNING, Pages::default());
    person.press(FIRST_VISIT);
    person
}

fn typed(word: &str) -> String {
    let keys: Vec<String> =
        word.chars().map(|c| if c == ' ' { "space".to_owned() } else { c.to_string() }).collect();
    keys.join(" ")
}

/// Whether cells of a figure are on the screen.
fn has_figure(screen: &str) -> bool {
    screen.chars().filter(|c| ('\u{2800}'..='\u{28ff}').contains(c)).count() > 20
}

#[test]
fn every_exercise_is_in_the_list_and_opens_with_all_that_there_is_to_say() {
    let mut person = ready();
    person.press("e").see("57 exercises");
    for exercise in &Catalogue::builtin().unwrap().exercises {
        person.press("/").press(&typed(&exercise.name.replace(['(', ')', ','], ""))).press("enter");
        person.size = (80, 24);
        person.see(&exercise.name).press("enter");
        person.size = (60, 150);
        let screen = person.screen();
        assert!(has_figure(&screen), "{}:\n{screen}", exercise.id);
        for text in exercise.steps.iter().chain(&exercise.cues).chain([&exercise.say, &exercise.breath]) {
            person.see(text);
        }
        person.see("In your plan?").see("Your last times").see(&exercise.sources.join(", "));
        person.see(if exercise.skip.is_empty() && !exercise.position.on_floor() {
            "Nobody has to skip it"
        } else {
            "Not for you if"
        });
        person.press("esc esc");
    }
    person.see("57 exercises").press("esc").see("Friday 20 November");
}

#[test]
fn a_filter_narrows_and_esc_gives_the_whole_list_again() {
    let mut person = ready();
    person.press("e / n e c k").see("Gentle neck turns").unseen("Bird-dog");
    person.press("enter").see("of 57 for \"neck\"").press("down*40").unseen("Bird-dog");
    person.press("esc").see("57 exercises").press("/ q q q").see("Nothing is called that").press("bs*3");
    person.press("b d d o g").see("Bird-dog").press("esc esc").see("Friday 20 November");
}

#[test]
fn the_list_says_what_is_in_the_plan_and_the_page_says_why() {
    let mut person = ready();
    person.press("e / c o w space o n space a l l enter").see("plan").press("enter");
    person.size = (60, 100);
    person.see("In the plan: 5 reps (start).").see("Not done yet");
    person.press("esc esc / b i r d enter enter");
    person.see("Not in the plan.");
}

#[test]
fn what_was_done_is_told_with_its_day_dose_and_pain() {
    let mut person = ready();
    person.press("enter").play("2");
    person.press("enter").press("e / c o w space o n space a l l enter enter");
    person.size = (60, 100);
    person.see("20 Nov 2026: 5 reps, all done, pain 2").unseen("Not done yet");
}

#[test]
fn it_is_open_under_every_block_and_says_that_there_is_no_plan() {
    let mut person = Person::at(MORNING, Pages::default());
    person.press("enter 1 1 enter 2 y").see("Get medical help now");
    person.press("e").see("57 exercises").press("/ b i r d enter enter");
    person.size = (60, 100);
    person.see("Reach one leg back").see("An answer asks for emergency care now");
    person.press("esc esc esc").see("Get medical help now");
    assert_eq!(person.events("session.started").len(), 0);
}

#[test]
fn an_own_exercise_stands_among_the_others_and_says_whose_it_is() {
    let mut person = ready();
    let text_of = |id: &str| {
        let text = supple::content::template::exercise(id).replace("My exercise", "Sway by the desk");
        text.replace(supple::content::template::SAY, "Sway from side to side.")
    };
    let files = [("my-sway.toml".to_owned(), text_of("my-sway"))];
    assert_eq!(supple::content::own::add(&mut person.app.shared.coach.catalogue, &files), []);
    person.press("e").see("58 exercises").press("/ s w a y enter").see("own").press("enter");
    person.see("One of your own").see("First step.");
    // No figure: the text has all of the room.
    assert!(!has_figure(&person.screen()));

    let mut drawn = ready();
    let text = text_of("my-reach").replace("sources = ", "figure = \"bird-dog\"\nsources = ");
    let files = [("my-reach.toml".to_owned(), text)];
    assert_eq!(supple::content::own::add(&mut drawn.app.shared.coach.catalogue, &files), []);
    drawn.press("e / s w a y enter enter").see("One of your own");
    assert!(has_figure(&drawn.screen()));
}

#[test]
fn the_other_side_is_the_mirror_image_and_named() {
    let mut person = ready();
    person.press("e / b i r d enter enter").see("right side");
    let right = person.buffer();
    person.press("m").see("left side");
    assert_ne!(right, person.buffer());
    person.press("m").see("right side");
    assert_eq!(right, person.buffer());
}

#[test]
fn the_figure_moves_by_itself_and_stands_where_that_was_asked_for() {
    let mut person = ready();
    person.press("e / b i r d enter enter");
    person.wait(1);
    let wake = person.app.wake().unwrap().saturating_sub(person.now.mono);
    assert!(wake <= Duration::from_millis(100), "{wake:?}");
    person.see("Moving: left arm, right leg");

    let mut still = ready();
    still.app.shared.drawing = Drawing { still: true, ..Drawing::default() };
    still.press("e / b i r d enter enter");
    let wake = still.app.wake().unwrap().saturating_sub(still.now.mono);
    assert!(wake >= Duration::from_millis(500), "{wake:?}");
}

#[test]
fn without_braille_there_are_letters_in_the_library_and_in_the_session() {
    let mut person = ready();
    person.app.shared.drawing = Drawing { glyphs: Glyphs::Ascii, still: false };
    person.press("e / b i r d enter enter").wait(3);
    assert!(!has_figure(&person.screen()));
    person.see("@@@");
    person.press("esc esc esc enter").wait(3).see("@@@");
    assert!(!has_figure(&person.screen()));
}

#[test]
fn in_a_small_window_the_figure_has_a_page_of_its_own_and_nothing_overlaps() {
    let mut person = ready();
    person.size = (40, 12);
    person.press("e / b i r d enter").see("Bird-dog").press("enter");
    let screen = person.screen();
    assert!(has_figure(&screen) && !screen.contains("Come to all fours"), "{screen}");
    person.press("down").see("Reach one leg back").press("pgdn*12").see("Sources");
    assert!(!has_figure(&person.screen()));
    person.press("pgup*20").press("up");
    assert!(has_figure(&person.screen()));
    person.press("i").see("Come to all fours");
}

#[test]
fn the_library_stands_at_every_size_in_every_look() {
    for colour in [true, false] {
        for size in [(1, 1), (7, 2), (20, 5), (40, 12), (60, 16), (80, 24), (120, 40), (200, 60)] {
            let mut person = Person::with(MORNING, Pages::default(), Theme::new(colour));
            person.press(FIRST_VISIT);
            person.size = size;
            person.press(
                "e down*9 pgdn end home / z z z z z z bs*6 esc enter m m i i right*3 left pgdn*3 esc esc",
            );
        }
    }
}

#[test]
fn what_is_new_is_shown_once_untimed_and_never_again() {
    let mut person = ready();
    person.press("enter").see("New to you: have a look first").see("space: go on now");
    assert!(has_figure(&person.screen()));
    // No count runs, and no second of it is one of the exercise.
    let before = person.screen();
    assert!(!before.contains("20 s") && !before.contains("━"), "{before}");
    person.press("space").see("Get ready");
    // One back from there is not new any more.
    person.press("b").see("Get ready").unseen("New to you");
    let mut again = Person::at("2026-11-20T09:30:00+00:00", person.pages.clone());
    again.see("was not finished").press("enter").unseen("New to you").see("PAUSED");

    let mut person = ready();
    person.press("enter").play("2");
    let started = |person: &Person| person.events("item.started").len();
    assert!(started(&person) > 3);
    let mut tomorrow = Person::at("2026-11-21T18:00:00+00:00", person.pages.clone());
    tomorrow.press("enter n n n n 4 1 n 4 enter").see("Get ready").unseen("New to you");
}

#[test]
fn without_a_key_the_look_ends_by_itself_after_one_round() {
    let mut person = ready();
    person.press("enter").see("New to you");
    person.wait(4).see("New to you").wait(16).see("Get ready").unseen("New to you");
    assert_eq!(person.events("item.ended").len(), 0);
}

#[test]
fn the_session_says_what_moves_and_more_has_all_of_it() {
    let mut person = ready();
    person.press("enter space space").see("REPEAT");
    person.wait(1).see("Moving: head and neck, trunk");
    person.press("i");
    person.size = (60, 100);
    person.see("Come to all fours").see("Not for you if").see("Picture").see("Sources");
    person.press("i").see("REPEAT");
    let stops: Vec<Event> = person.events("stop.pressed");
    assert!(stops.is_empty());
}

/// The list ends with what to think twice about; a filter hides that line.
#[test]
fn what_to_think_twice_about_stands_below_the_exercises() {
    let mut person = ready();
    person.press("e down*57").see("› What to think twice about").press("enter");
    person.size = (80, 120);
    for row in &education().rethink {
        person.see(&format!("{} [{}]", row.instead, row.sources.join("·")));
    }
    person.size = (80, 24);
    person.see("most of it is later, not never").see("Deadlifts and squats in poor form").see("[S1]");
    person.press("pgdn*9").see("A neck collar, or passive care and nothing else").press("enter");
    person.see("› What to think twice about").press("up").see("57 of 57");
    person.press("/").press(&typed("bird")).unseen("What to think twice about");
}
