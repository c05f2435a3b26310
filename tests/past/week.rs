//! The first start of a week: what rose, what eased and why; once, and only when there is news.

use supple::coach::Coach;
use supple::demo::weeks;
use supple::journal::replay::Stamped;

use super::support::{Pages, Person, at};
use supple::cli::open;

/// The made-up weeks up to that moment, with nothing read of them.
fn unread(now: &str) -> Vec<Stamped> {
    let events = weeks(open::coach(Vec::new()).unwrap(), at(now));
    events.into_iter().filter(|line| line.event.kind() != "week.shown").collect()
}

fn coach(events: &[Stamped]) -> Coach {
    open::coach(events.to_vec()).unwrap()
}

const MONDAY: &str = "2026-11-16T18:00:00+01:00";

#[test]
fn a_week_with_changes_is_told_with_the_reasons_that_the_plans_gave() {
    let events = unread(MONDAY);
    let coach = coach(&events);
    let news = coach.week_news(at(MONDAY)).unwrap();
    assert_eq!(news.monday.to_string(), "2026-11-16");
    assert!((1..=7).contains(&news.days), "{news:?}");
    let moved: Vec<_> = news.rose.iter().chain(&news.eased).collect();
    assert!(!moved.is_empty());
    // What is told stands in the sessions: the last one of the week, and the last one before it.
    let asked = |week: &str| {
        let mut sessions = coach.history.sessions.iter();
        let last = sessions.rfind(|session| session.is_done() && session.date.to_string().as_str() < week);
        last.unwrap().aerobic_asked
    };
    if let Some(walk) = moved.iter().find(|moved| moved.name == "Easy walk") {
        let (was, is) = (asked("2026-11-09").unwrap(), asked("2026-11-16").unwrap());
        assert_eq!(walk.dose, format!("{is} min; a week ago {was} min"));
    }
    for moved in &moved {
        let why = moved.why.as_ref().unwrap_or_else(|| panic!("no reason for {moved:?}"));
        assert!(why.len() > 20 && moved.dose.contains("a week ago"), "{moved:?}");
    }
}

#[test]
fn the_page_comes_once_goes_by_one_key_and_is_said_in_plain_words_too() {
    let pages = Pages::default();
    pages.0.borrow_mut().extend(unread(MONDAY));
    let mut person = Person::at(MONDAY, pages.clone());
    person.see("A new week").see("Last week: a session on").see("5 to 7 days are meant").see("a week ago");
    let count = pages.0.borrow().len();
    // Left unread, it comes again; read, it does not.
    person.press("q");
    assert_eq!(pages.0.borrow().len(), count);
    let mut person = Person::at(MONDAY, pages.clone());
    person.see("A new week").press("enter").unseen("A new week").see("begin");
    assert_eq!(person.events("week.shown").len(), 1);
    let mut person = Person::at("2026-11-18T18:00:00+01:00", pages.clone());
    person.unseen("A new week");
    person.size = (40, 12);
    person.press("?");
}

#[test]
fn it_fits_a_small_window_and_scrolls() {
    let pages = Pages::default();
    pages.0.borrow_mut().extend(unread(MONDAY));
    let mut person = Person::at(MONDAY, pages);
    person.size = (40, 12);
    person.see("A new week").see("Last week: a session on");
    let mut seen = String::new();
    for _ in 0..60 {
        seen.push_str(&person.screen());
        person.press("down");
    }
    assert!(seen.contains("What rose") || seen.contains("What eased"), "{seen}");
    person.press("esc").unseen("A new week");
}

#[test]
fn without_news_or_without_a_week_behind_there_is_no_page() {
    let events = unread(MONDAY);
    let whole = coach(&events);
    // Later in the week it still comes, until the first session of it.
    assert!(whole.week_news(at("2026-11-19T18:00:00+01:00")).is_some());
    // A whole week without a session: the plan itself says what that does.
    assert_eq!(whole.week_news(at("2026-11-24T18:00:00+01:00")), None);
    // In the middle of a week with sessions.
    let middle = "2026-11-20T18:00:00+01:00";
    assert_eq!(coach(&unread(middle)).week_news(at(middle)), None);
    // The very first week: everything is new, nothing rose.
    let first = events.iter().position(|line| line.event.kind() == "session.started").unwrap();
    let day = events[first].at.date_naive();
    let only: Vec<Stamped> = events.iter().filter(|line| line.at.date_naive() <= day).cloned().collect();
    let next = (day + chrono::Days::new(7)).to_string() + "T18:00:00+01:00";
    assert_eq!(coach(&only).week_news(at(&next)), None);
    assert_eq!(coach(&[]).week_news(at(MONDAY)), None);
}

#[test]
fn the_demo_opens_on_the_plan_on_every_day_of_the_week() {
    for day in 14..=20 {
        let now = format!("2026-11-{day}T18:00:00+01:00");
        let pages = Pages::default();
        pages.0.borrow_mut().extend(weeks(open::coach(Vec::new()).unwrap(), at(&now)));
        Person::at(&now, pages).unseen("A new week").see("begin");
    }
}
