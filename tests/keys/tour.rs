//! The look round: offered, never in the way, and gone for good when it is not wanted.

use crate::app::Person;
use crate::someone::at_the_plan;

const OFFER: &str = "new here? A look round, in five short cards";

#[test]
fn it_is_offered_beside_the_first_plan_and_goes_card_by_card() {
    let mut person = at_the_plan();
    person.size = (80, 60);
    person.see(OFFER).press("g").see("1 of 5").see("Here every day begins");
    for card in ["2 of 5", "3 of 5", "4 of 5", "5 of 5"] {
        person.press("enter").see(card);
    }
    person.press("left").see("4 of 5").press("enter enter").see("exercises, about").unseen(OFFER);
    assert_eq!(person.events("prompt.acknowledged").len(), 1);
    // It can be had again, and says so once only.
    person.press("g").see("1 of 5").press("x").see("exercises, about");
    assert_eq!(person.events("prompt.acknowledged").len(), 1);
    let mut next = Person::at("2026-11-21T19:00:00+01:00", person.pages.clone());
    next.size = (80, 60);
    next.unseen(OFFER);
}

#[test]
fn one_key_waves_it_away_for_good_and_another_only_for_now() {
    let mut person = at_the_plan();
    person.size = (80, 60);
    person.press("g esc").see(OFFER);
    person.press("g x").see("exercises, about").unseen(OFFER);
}

#[test]
fn whoever_does_a_session_first_is_not_asked_again() {
    let mut person = at_the_plan();
    person.press("enter").play("2");
    let mut next = Person::at("2026-11-21T19:00:00+01:00", person.pages.clone());
    next.size = (80, 60);
    next.unseen(OFFER);
}

#[test]
fn every_word_of_it_can_be_read_in_a_small_window() {
    for size in [(40, 12), (30, 6)] {
        let mut person = at_the_plan();
        person.size = size;
        person.press("g");
        let mut read = String::new();
        for _ in 0..60 {
            let screen = person.screen();
            if !screen.contains("A look round") {
                break;
            }
            read.push_str(&screen);
            person.press("enter");
        }
        for end in ["gentle day.", "what happened.", "what changes.", "figure.", "kept."] {
            let last = end.split(' ').next_back().unwrap();
            assert!(read.contains(last), "{size:?}: {end} in\n{read}");
        }
        assert!(person.screen().contains("Friday 20"), "{size:?}\n{}", person.screen());
    }
}
