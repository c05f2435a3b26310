//! Two weeks and more of use through the real screens, day by day on the same journal.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/app.rs"]
mod support;

use std::cell::RefCell;
use std::rc::Rc;

use support::{Pages, Person};

/// The check before a session with nothing new, pain 4, as usual.
const CHECK: &str = "enter n n n n 4 1";

/// Somebody on that day at nine, on a screen that shows the whole plan.
fn on(day: &str, pages: &Pages) -> Person {
    let mut person = Person::at(&format!("2026-{day}T09:00:00+00:00"), pages.clone());
    person.size = (80, 60);
    if person.screen().contains("A new week") {
        person.press("enter");
    }
    person
}

/// A journal that goes its own way from here.
fn fork(pages: &Pages) -> Pages {
    Pages(Rc::new(RefCell::new(pages.0.borrow().clone())))
}

/// Days of November up to `last`, all calm: check, the morning after was 3, session, its walk.
fn calm_until(last: u32) -> Pages {
    let pages = Pages::default();
    let mut first = on("11-01", &pages);
    first.press("enter 1 1 enter n*5 n x*4 n 4 7 enter x 1 1 4 x").press("4 2 y 2");
    first.see("Your first session").press("enter").play("2");
    for day in 2..=last {
        let mut person = on(&format!("11-{day:02}"), &pages);
        person.press(CHECK).see("After your session yesterday").press("n 3");
        person.see("exercises, about").press("enter").play("2");
    }
    pages
}

#[test]
fn on_the_third_day_one_thing_grows_and_the_screen_says_why() {
    let pages = calm_until(2);
    let mut person = on("11-03", &pages);
    person.see("Enter: six short questions").press(CHECK).press("n 3");
    person.see("All calm: what is ready may grow by one small step. [S2·D]");
    person.see("▲ All-fours arm reach").see("4 x 3 s each side");
    person
        .see("Two calm sessions at 3 x 3 s each side, so 4 x 3 s each side. Nothing else about it changes.");
    // One thing grows, and only one, because the walk was not logged.
    person.see("= Bridge").see("Calm, and next in line. One thing grows today, that is enough.");
    person.see("the last walk was not logged. Log it and it can grow.");
    assert_eq!(person.screen().matches('▲').count(), 1);
}

#[test]
fn a_sore_morning_eases() {
    let pages = calm_until(4);
    let mut person = on("11-05", &pages);
    person.press(CHECK).press("n 6").see("Did any of these come with it?").press("x");
    person.see("Pain was 6 the morning after, so everything drops one step.");
    person.see("▼ Cat-cow on all fours").see("▼ All-fours arm reach").see("▼ Easy walk");
    person.unseen("▲").unseen("= ");
}

#[test]
fn ten_days_away_ease_and_twenty_return() {
    let pages = calm_until(6);
    let mut person = on("11-16", &fork(&pages));
    // Nobody remembers the morning after ten days: it is not asked, and not what the day is about.
    person
        .press(CHECK)
        .see("Every two weeks")
        .press("n")
        .see("10 days off: everything drops one step.")
        .unseen("not answered");
    person.see("▼ Cat-cow on all fours").see("10 days off, so one step less: 3 reps.").unseen("▲");

    let mut person = on("11-26", &fork(&pages));
    // After two weeks the questions of a change in pain come first, and only then does it count.
    person.press(CHECK).see("Every two weeks").see("too few to say").press("n").see("A few more questions");
    assert_eq!(person.events("screen.decided").len(), 6);
    person.press("n*8 1 x");
    assert_eq!(person.events("screen.decided").len(), 7);
    person.see("20 days off: about three fifths of before, and two quiet sessions.");
    person.see("20 days off, so about three fifths of 5 reps: 3 reps.").unseen("▲");
}

#[test]
fn f_makes_the_day_gentle_and_two_calm_days_lead_out_of_it() {
    let pages = calm_until(4);
    let mut person = on("11-05", &pages);
    person.press(CHECK).press("n 3 f").see("Marked as a flare: today is short and gentle.");
    person.see("You said that this is a flare: gentle movement only today.");
    person.see("~ Seated cat-cow").see("~ Belly breathing").unseen("Bridge").unseen("▲");
    person.press("enter").play("2");
    let mut next = on("11-06", &pages);
    next.press(CHECK).press("n 3").see("~ Seated cat-cow").press("enter").play("2");
    let mut after = on("11-07", &pages);
    after.press(CHECK).press("n 3").see("two quiet sessions").see("▼ Bridge").unseen("~ ").unseen("▲");
}

#[test]
fn the_chart_has_a_label_from_the_fourteenth_day() {
    let pages = calm_until(13);
    on("11-13", &pages).press("t").see("1 more day before it says something.");
    let mut person = on("11-14", &pages);
    person.press(CHECK).press("n 3 t");
    person.see("Median 4 in your first week, 4 in the last: no clear change yet.").unseen("more day");
    person.see("Sat 14 November: pain 4");
}

#[test]
fn a_day_that_was_left_before_the_first_movement_is_no_session() {
    let pages = calm_until(2);
    let mut person = on("11-03", &pages);
    person.press(CHECK).press("n 3 enter").see("1 of 5").press("q q");
    assert!(person.app.is_over());
    let mut next = on("11-04", &pages);
    next.see("last 7 days: 2 of 5 to 7").unseen("was not finished");
    // The morning after the last real session was answered already: straight to the plan.
    next.press(CHECK).see("5 exercises, about").see("▲ All-fours arm reach");
}
