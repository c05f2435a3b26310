//! The mouse, once it is switched on: whatever a key does, a click on its name does; and nothing more.

use supple::journal::event::Event;
use supple::tui::keymap::{Action, Keys, Scope};
use supple::tui::widgets::hits::Hit;

use super::support::Person;
use super::walk::{Look, at_stop, walk};

/// The hints of the footer with their first columns.
fn footer(person: &mut Person) -> Vec<(String, u16)> {
    let (_, height) = person.size;
    let screen = person.screen();
    let line = screen.lines().nth(usize::from(height) - 1).unwrap_or_default().to_owned();
    let mut hints = Vec::new();
    let mut column = 0;
    for part in line.split("   ") {
        if !part.trim().is_empty() {
            let lead = part.chars().take_while(|sign| *sign == ' ').count();
            hints.push((part.trim().to_owned(), u16::try_from(column + lead).unwrap()));
        }
        column += part.chars().count() + 3;
    }
    hints
}

/// What a click there would ask for, without doing it.
fn would(person: &Person, column: u16, row: u16) -> Option<Action> {
    match person.app.hits().at(column, row).next()? {
        Hit::Act(action) => Some(*action),
        Hit::Key(key) => {
            let key = supple::tui::keymap::press(key)?;
            person.app.shared.keys.action(person.app.scope()?, &key)
        }
        Hit::Line(_) => None,
    }
}

#[test]
fn at_every_stop_a_click_on_a_hint_asks_for_what_its_key_asks_for() {
    let keys = Keys::default();
    let mut clicked = 0;
    walk(Look::default(), |name, person| {
        person.app.shared.mouse = true;
        let row = person.size.1 - 1;
        let scope = person.app.scope().unwrap();
        let hints = footer(person);
        assert!(hints.iter().any(|(words, _)| words.ends_with(" help")), "{name}: {hints:?}");
        for (words, column) in hints {
            let (key, hint) = words.split_once(' ').unwrap();
            let bound = keys.rows(scope).find(|bound| bound.hint == hint && bound.keys[0] == key);
            let bound = bound.unwrap_or_else(|| panic!("{name}: no {words:?} in {scope:?}"));
            let wanted = (!bound.is_many()).then_some(bound.action);
            for at in [column, column + u16::try_from(words.chars().count()).unwrap() - 1] {
                assert_eq!(would(person, at, row), wanted, "{name}: {words}");
            }
            clicked += 1;
        }
        // Between hints, and where no line ends, there is nothing to hit by accident.
        assert_eq!(would(person, 0, row), None, "{name}");
        person.app.shared.mouse = false;
        person.screen();
        assert!(person.app.hits().all().is_empty(), "{name}: noted while the mouse is off");
    });
    assert!(clicked > 200, "{clicked}");
}

#[test]
fn at_every_stop_a_click_on_a_named_key_or_a_line_means_something_there() {
    let keys = Keys::default();
    walk(Look::default(), |name, person| {
        person.app.shared.mouse = true;
        person.screen();
        let scope = person.app.scope().unwrap();
        // Each line of a list is there whole: its number, and its words.
        if matches!(scope, Scope::Pick | Scope::Choose | Scope::Tick | Scope::Palette | Scope::Settings) {
            let lines = person.app.hits().all().iter().filter(|(place, _)| place.bottom() < person.size.1);
            assert!(lines.count() >= 1, "{name}: nothing to click on");
        }
        if keys.rows(scope).any(|row| row.action == Action::Ten) && scope != Scope::Body {
            let acts = person.app.hits().all();
            for action in (0..10).map(Action::Digit).chain([Action::Ten]) {
                assert!(acts.iter().any(|(_, hit)| *hit == Hit::Act(action)), "{name}: no {action:?}");
            }
        }
        person.app.shared.mouse = false;
    });
}

/// Somebody with a mouse, at that stop of the walk.
fn mouse_at(stop: &str) -> Person {
    let mut person = at_stop(stop);
    person.app.shared.mouse = true;
    person.screen();
    person
}

/// A picture, and what the journal says: all that a key or a click can change.
fn state(person: &mut Person) -> (String, usize) {
    (person.screen(), person.pages.0.borrow().len())
}

#[test]
fn a_line_of_a_list_is_chosen_and_a_line_to_tick_is_ticked() {
    let mut person = mouse_at("region");
    assert_eq!(person.click("Ireland"), Some(Action::Digit(3)));
    assert!(matches!(&person.events("region.set")[..], [Event::RegionSet(set)] if set.region == "ie"));

    // The tenth line has no number.
    let mut person = mouse_at("region");
    let tenth = person.app.shared.coach.regions.list[9].clone();
    assert_eq!(person.click(&tenth.name), Some(Action::Confirm));
    assert!(matches!(&person.events("region.set")[..], [Event::RegionSet(set)] if set.region == tenth.id));

    let mut person = mouse_at("check-list");
    assert_eq!(person.click("[ ]"), Some(Action::Digit(1)));
    person.see("1 [x]");
    assert_eq!(person.click("2 [ ]"), Some(Action::Digit(2)));
    assert_eq!(person.click("1 [x]"), Some(Action::Digit(1)));
    person.see("1 [ ]").see("2 [x]");
}

#[test]
fn every_point_of_a_scale_is_that_score() {
    for (stop, size) in [("check-score", (80, 24)), ("check-score", (40, 12)), ("rate-item", (80, 24))] {
        for score in 0..=10_u8 {
            let mut by_key = at_stop(stop);
            by_key.size = size;
            by_key.press(&if score == 10 { "t".to_owned() } else { score.to_string() });
            let mut person = mouse_at(stop);
            person.size = size;
            let screen = person.screen();
            let at = screen.lines().enumerate().find_map(|(row, line)| {
                let numbers = line.contains(" 7 ") && line.contains("10");
                let place = line.find(&score.to_string()).filter(|_| numbers)?;
                let column = line[..place].chars().count();
                Some((u16::try_from(column).unwrap(), u16::try_from(row).unwrap()))
            });
            let (column, row) = at.unwrap_or_else(|| panic!("no scale on\n{screen}"));
            let wanted = if score == 10 { Action::Ten } else { Action::Digit(score) };
            assert_eq!(person.click_at(column, row), Some(wanted), "{stop} {size:?}");
            let written = |person: &Person| {
                let pages = person.pages.0.borrow();
                let last = pages.last().unwrap();
                (last.event.kind(), last.event.body(), pages.len())
            };
            assert_eq!(written(&person), written(&by_key), "{stop} {size:?} {score}");
        }
    }
}

#[test]
fn the_window_of_a_session_is_one_big_key_but_for_its_last_line() {
    for stop in ["hold", "floor"] {
        for (column, row) in [(0, 0), (40, 12), (79, 22)] {
            let mut person = mouse_at(stop);
            assert_eq!(person.click_at(column, row), Some(Action::Go), "{stop}");
            assert_eq!(person.events("session.paused").len(), 1, "{stop}");
            assert_eq!(person.click_at(column, row), Some(Action::Go), "{stop}");
            assert_eq!(person.events("session.resumed").len(), 1, "{stop}");
        }
        let mut person = mouse_at(stop);
        assert_eq!(person.click_at(0, 23), None);
        assert_eq!(person.click("! wrong"), Some(Action::Wrong));
        person.see("What happened?");
        // The list that came up is no big key.
        assert_eq!(person.click_at(79, 22), None);
    }
}

#[test]
fn the_wheel_moves_and_never_answers() {
    for (stop, moved) in [("help", "▲"), ("settings", "›"), ("library", "2 of"), ("palette", "2 of")] {
        let mut person = mouse_at(stop);
        let before = state(&mut person);
        for _ in 0..3 {
            assert_eq!(person.app.wheel(false, person.now), Some(Action::Down), "{stop}");
        }
        let after = state(&mut person);
        assert!(after.0 != before.0 && after.1 == before.1, "{stop}: {moved}");
        for _ in 0..3 {
            person.app.wheel(true, person.now);
        }
        person.app.wheel(true, person.now);
        assert_eq!(state(&mut person), before, "{stop}");
    }
    for stop in ["hold", "floor", "rate-item", "past-day"] {
        let mut person = mouse_at(stop);
        let before = state(&mut person);
        for up in [true, false, false] {
            person.app.wheel(up, person.now);
        }
        assert_eq!(state(&mut person), before, "{stop}");
    }
}

#[test]
fn a_warning_that_asks_twice_asks_the_mouse_twice_and_a_double_click_is_one() {
    let mut person = mouse_at("emergency");
    let hint = "twice: leave";
    let screen = person.screen();
    let (row, line) = screen.lines().enumerate().find(|(_, line)| line.contains(hint)).unwrap();
    let column = u16::try_from(line[..line.find(hint).unwrap()].chars().count()).unwrap();
    let row = u16::try_from(row).unwrap();
    assert_eq!(person.click_at(column, row), Some(Action::Go));
    person.see("Get medical help now");
    let now = person.now;
    person.screen();
    assert_eq!(person.app.click(column, row, now), None, "the second half of a double click");
    person.see("Get medical help now");
    assert!(!person.app.is_over());
}

#[test]
fn without_the_setting_no_click_means_anything() {
    walk(Look::default(), |name, person| {
        person.app.tick(person.now);
        let before = state(person);
        let (width, height) = person.size;
        for (column, row) in [(1, height - 1), (width / 2, height / 2), (3, 4)] {
            assert_eq!(person.app.click(column, row, person.now), None, "{name}");
        }
        assert_eq!(person.app.wheel(false, person.now), None, "{name}");
        assert_eq!(state(person), before, "{name}");
    });
}

#[test]
fn what_was_clicked_is_what_was_on_the_screen() {
    let mut person = mouse_at("check-score");
    let mut at = (0, 0);
    for (place, hit) in person.app.hits().all() {
        if *hit == Hit::Act(Action::Digit(4)) {
            at = (place.x, place.y);
        }
    }
    // A key came first, and its picture was never seen.
    person.app.key(&supple::tui::keymap::press("3").unwrap(), person.now);
    let written = person.pages.0.borrow().len();
    assert_eq!(person.app.click(at.0, at.1, person.now), None);
    assert_eq!(person.pages.0.borrow().len(), written);
}

#[test]
fn lists_without_numbers_open_mark_or_change_the_clicked_line() {
    let mut person = mouse_at("settings");
    assert_eq!(person.click("The mouse clicks"), None, "the first click marks");
    person.see("Yes or no");
    assert_eq!(person.click("The mouse clicks"), Some(Action::Confirm));
    assert!(person.app.shared.mouse);
    assert_eq!(person.click("The mouse clicks"), Some(Action::Confirm));
    assert!(!person.app.shared.mouse, "switched off at once");
    assert!(person.click("The mouse clicks").is_none());

    let mut person = mouse_at("palette");
    person.press("h i s t o r y");
    person.click("your history");
    person.see("Your history");

    let mut person = mouse_at("past");
    assert_eq!(person.click("+ ").or(Some(Action::Confirm)), Some(Action::Confirm));
    assert_eq!(person.app.scope(), Some(Scope::PastPage));

    let mut person = mouse_at("library");
    person.click("› ");
    assert_eq!(person.app.scope(), Some(Scope::Exercise));

    let mut person = mouse_at("weeks-today");
    let name = person.app.shared.coach.plan_to_show(person.now.wall, None).plan.exercises[0].id.clone();
    let name = person.app.shared.coach.name_on(&name, person.now.date());
    assert_eq!(person.click(&name), None, "marked");
    assert_eq!(person.click(&name), Some(Action::Why));
    assert_eq!(person.app.scope(), Some(Scope::Why));
}

#[test]
fn the_body_is_marked_where_it_is_clicked_and_so_is_its_list_of_words() {
    let mut person = mouse_at("body");
    let places: Vec<_> = person.app.hits().all().to_vec();
    let (place, _) = places.iter().find(|(_, hit)| matches!(hit, Hit::Line(_))).unwrap();
    assert_eq!(person.click_at(place.x, place.y), Some(Action::Toggle));
    person.see("1 marked");
    assert_eq!(person.click_at(place.x, place.y), Some(Action::Toggle));
    person.see("0 marked");
    let mut person = mouse_at("body-words");
    assert_eq!(person.click("[ ]"), Some(Action::Toggle));
    person.see("2 marked");
}

#[test]
fn a_click_on_a_chart_goes_to_its_day() {
    let mut person = mouse_at("trends");
    person.see("Fri 20 November:");
    let screen = person.screen();
    let row = screen.lines().position(|line| line.contains("13 Nov")).unwrap();
    let column = screen.lines().nth(row).unwrap().split_once("13 Nov").unwrap().0.chars().count();
    person.click_at(u16::try_from(column).unwrap(), u16::try_from(row).unwrap());
    person.unseen("Fri 20 November:");
    let day = ["Thu 12 November:", "Fri 13 November:", "Sat 14 November:"];
    let screen = person.screen();
    assert!(day.iter().any(|day| screen.contains(day)), "{screen}");
    // The calendar of the weeks, too: a day of its first row is a Monday.
    person.press("3");
    let screen = person.screen();
    let row = screen.lines().position(|line| line.trim_start().starts_with("Mon")).unwrap();
    person.click_at(7, u16::try_from(row).unwrap());
    assert!(person.screen().contains("Mon "), "{}", person.screen());
}
