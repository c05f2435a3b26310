//! The plan on the screens: lines, notes, one side only, and the page that says why.

use supple::journal::event::Event;

use super::{newcomer, physio, shelf, third_day, unreadable};
use crate::support::{Pages, Person};

/// The screens anew, with these plans.
fn with(person: &Person, shelf: supple::coach::physio::Shelf) -> Person {
    let mut person = Person::at(&person.now.wall.to_rfc3339(), person.pages.clone());
    person.app.shared.coach.physio = shelf;
    // The screen was made before the plans were there: away and back.
    person.press("+ -");
    person
}

#[test]
fn a_line_says_where_it_is_from_and_shows_its_note_which_stands_in_the_steps_too() {
    let text = "only = true\nnote = \"See me in May.\"\n[[exercises]]\nid = \"glute-bridge\"\nnote = \"Push through the heels.\"\n";
    let mut person = with(&newcomer(), shelf(&[("spring", text)]));
    person.size = (80, 40);
    person.see("Your plan spring is in force. See me in May.");
    person.see("From your plan spring.").see("“Push through the heels.”");
    person.press("enter i").see("Your plan: Push through the heels.");
}

#[test]
fn the_session_records_which_plans_were_in_force() {
    let text = "[[exercises]]\nid = \"glute-bridge\"\n";
    let mut person = with(&newcomer(), shelf(&[("spring", text)]));
    person.press("enter");
    let Some(Event::SessionStarted(started)) = person.events("session.started").pop() else {
        panic!("no session began on\n{}", person.screen())
    };
    assert_eq!(started.plans, [physio("spring", text).mark()]);
}

#[test]
fn one_side_only_is_said_in_the_name_and_done_once() {
    let text = "only = true\n[[exercises]]\nid = \"clamshell\"\nside = \"left\"\nreps = 3\n";
    let mut person = with(&newcomer(), shelf(&[("p", text)]));
    person.see("Clamshell, left side only").see("3 reps").unseen("each side");
    person.press("enter").see("Clamshell, left side only");
}

#[test]
fn a_plan_that_cannot_be_read_is_named_at_the_top_with_what_is_done_without_it() {
    let mut person = with(&third_day(), unreadable());
    person.see("Your plan back cannot be read: plans/back.toml:3:1: a mistake; mend it.");
    person.see("nothing grows and nothing new comes in");
}

#[test]
fn the_arrow_keys_move_along_the_lines_and_w_says_why() {
    for size in [(80, 24), (40, 12), (100, 40)] {
        let mut person = third_day();
        person.size = size;
        person.press("w").see("Why?").see("In the plan:");
        let first = person.screen();
        person.press("b").see("mat");
        person.press("down*30");
        person.press("w").see("Why?");
        assert_ne!(person.screen().lines().next(), first.lines().next(), "{size:?}");
        person.press("left");
        person.press("pgdn*20").see("today is a flare, was no");
        if size.1 < 30 {
            person.unseen("The rule, with");
        }
        person.press("v").see("The next sessions").press("b").see("Why?").press("b");
    }
}

#[test]
fn the_page_has_rule_source_log_and_the_answers_that_would_have_changed_it() {
    let mut person = third_day();
    person.size = (80, 100);
    person.press("w");
    person.see("In the plan").see("[S").see("The rule, with your numbers").see("2026-11-21:");
    person.see("What would have changed it").see("sore for over an hour after 2026-11-21, was no: with yes");
    person.unseen("of the journal");
}

#[test]
fn what_is_left_out_has_its_line_and_its_page() {
    let mut person = third_day();
    person.press("-"); // five minutes
    person.size = (80, 60);
    let lines = person.screen();
    let out = lines.lines().find(|line| line.trim_start().starts_with("- ")).expect("something is left out");
    assert!(out.contains(':'), "it has a name: {out}");
    person.press("down*20 w").see("Not in the plan.").see("minutes on the mat, was 5");
}

#[test]
fn where_there_is_no_line_w_says_so() {
    let mut person = Person::at("2026-11-20T18:00:00+00:00", Pages::default());
    person.press("enter 1");
    person.unseen("Why?");
}

#[test]
fn the_look_ahead_is_there_from_today_too_and_fits_every_window() {
    for size in [(80, 24), (40, 12), (60, 16)] {
        let mut person = third_day();
        person.size = size;
        person.press("v").see("The next sessions").see("Nothing of this is fixed");
        person.press("pgdn*40");
        for line in person.screen().lines() {
            assert!(line.chars().count() <= usize::from(size.0));
        }
        person.press("b").unseen("The next sessions");
    }
}
