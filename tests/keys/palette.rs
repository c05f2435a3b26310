//! The palette: everything by a few letters, everywhere but where text is typed.

use supple::tui::keymap::{Action, Keys, ROWS, Scope};

use crate::app::{Pages, Person};
use crate::someone::at_the_plan;

#[test]
fn a_few_letters_and_enter_do_what_the_key_does() {
    let mut person = at_the_plan();
    person.press(": f l a r e").see("today is a flare").press("enter").see("Marked as a flare");
    assert_eq!(person.events("flare.declared").len(), 1);
    person.press(": c h a r t enter").see("Pain").press("esc");
    person.press(": s e t t enter").see("Settings").press("esc").see("on the mat");
    person
        .press(": z z z")
        .see("Nothing here has these letters in its name.")
        .press("enter esc")
        .see("on the mat");
    person.press(": l o o k space r enter").see("1 of 5");
}

#[test]
fn every_action_of_a_screen_is_in_it_with_its_key() {
    let mut person = at_the_plan();
    person.size = (80, 100);
    person.press(":");
    for row in Keys::default().rows(Scope::Today) {
        if !row.is_many() && row.action != Action::Palette {
            person.see(&format!("{} {}", row.words, row.keys[0]));
        }
    }
    for place in ["what is due today", "your history", "settings", "help"] {
        person.see(place);
    }
}

#[test]
fn places_are_reached_from_anywhere_and_back_leads_where_one_was() {
    let mut person = Person::at("2026-11-20T19:00:00+01:00", Pages::default());
    person.press("enter*3 1 1 enter").see("pee");
    person.press(": e x e r c enter").see("All exercises").press("esc").see("pee");
    person.press(": g o t o c h enter").unseen("pee").press("esc").see("pee");
    assert!(person.events("screen.answered").len() <= 1, "nothing was answered by it");
}

#[test]
fn over_a_session_the_clock_stands_and_the_stop_key_works() {
    let mut person = at_the_plan();
    person
        .press("enter")
        .see("New to you")
        .press("space")
        .see("Get ready")
        .press(":")
        .wait(30)
        .see("What can be done here");
    person.unseen("what is due today").press("esc").see("PAUSED").press("space").unseen("PAUSED");
    person.press(": e n d enter").see("End this one early").press("b");
    person.press(": x y !").see("The clock stands");
}

#[test]
fn where_text_is_typed_a_colon_is_a_letter() {
    let mut person = at_the_plan();
    person.press("e / a :").see("/ a:").unseen("What can be done here");
    assert!(ROWS.iter().any(|row| row.scope == Scope::Words && row.keys.contains(&"letters")));
}

#[test]
fn it_stands_in_small_windows() {
    for size in [(40, 12), (20, 6), (8, 3), (1, 1)] {
        let mut person = at_the_plan();
        person.size = size;
        person.press(": h i s").press("down up pgdn pgup bs bs bs bs");
        assert_eq!(person.app.scope(), Some(Scope::Today), "{size:?}: rubbing out nothing goes back");
    }
}
