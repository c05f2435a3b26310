//! The key table is walked row by row: each key, pressed on a screen of its scope through the real
//! bindings, arrives as the action that its row names, and the screen reacts or says something.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::OnceLock;

use ratatui::buffer::Buffer;
use supple::demo;
use supple::journal::replay::Stamped;
use supple::tui::keymap::{self, Action, Keys, Scope, press};

use crate::app::{Pages, Person, at, coach, flat};
use crate::someone::at_the_plan;

/// Which past somebody has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Past {
    /// None at all.
    New,
    /// A first visit, on the evening of the 20th.
    Ready,
    /// That, and a session; now it is the next morning.
    Next,
    /// Twelve weeks.
    Weeks,
    /// A first session but for its last questions.
    Nearly,
}

use Past::{Nearly, New, Next, Ready, Weeks};
use Scope as S;

/// Ways to the screens of each scope: the past, the keys, and the text until which the session runs.
const WAYS: &[(Scope, Past, &str)] = &[
    (S::Read, New, ""),
    (S::Help, Ready, "?"),
    (S::Help, Ready, "enter wait ?"),
    (S::Pick, New, "enter*3"),
    (S::Pick, Ready, "r"),
    (S::Pick, Ready, "i 3 1 a enter 5 up"),
    (S::Today, Ready, ""),
    (S::Today, Next, ""),
    (S::Player, Ready, "enter"),
    (S::Player, Ready, "enter space"),
    (S::Player, Ready, "enter space space"),
    (S::Player, Ready, "enter space space space"),
    (S::Player, Ready, "enter hold"),
    (S::Player, Ready, "enter i"),
    (S::Choice, Ready, "enter space e"),
    (S::Choice, Ready, "enter hold e"),
    (S::Floor, Ready, "enter z"),
    (S::Floor, Ready, "enter space z"),
    (S::Floor, Ready, "enter z space space"),
    (S::Floor, Ready, "enter hold z"),
    (S::WhyStop, Ready, "enter space s"),
    (S::Stop, Ready, "enter space !"),
    (S::Trends, Weeks, "t"),
    (S::Trends, Weeks, "t 3"),
    (S::Past, Next, "y"),
    (S::Past, Weeks, "y"),
    (S::PastPage, Next, "y enter"),
    (S::PastPage, Next, "y enter enter 7"),
    (S::Day, Next, "y enter d"),
    (S::Library, Ready, "e"),
    (S::Filter, Ready, "e /"),
    (S::Filter, Ready, "e / b"),
    (S::Exercise, Ready, "e down*9 enter"),
    (S::Body, Ready, "o"),
    (S::Why, Ready, "w"),
    (S::Preview, Ready, "v"),
    (S::Settings, Ready, ","),
    (S::Settings, Ready, ", down right"),
    (S::Palette, Ready, ":"),
    (S::Palette, Ready, ": a"),
    (S::Tour, Ready, "g"),
    (S::Tour, Ready, "g enter"),
    (S::Answers, Ready, "m"),
    (S::FlareDay, Ready, "f f"),
    (S::Number, Ready, "l"),
    (S::Number, Ready, "l 1"),
    (S::Choose, New, "enter*3 1 1 enter"),
    (S::CheckBack, New, "enter*3 1 1 enter 2"),
    (S::Tick, New, "enter*3 1 1 enter n*6"),
    (S::YesNo, Ready, "p enter enter"),
    (S::YesNo, Next, "enter n"),
    (S::TickPlain, Ready, "i 2"),
    (S::TickSome, New, "enter*3 1"),
    (S::TickSome, Ready, "i 5"),
    (S::Rate, Ready, "p"),
    (S::Warning, New, "enter*3 1 1 enter 2 y"),
    (S::ReadBack, New, "enter*3 1 1 enter 2 y c 1 1 1"),
    (S::ReadBack, Ready, "enter space ! 1 2 2"),
    (S::After, Next, "enter n n n n 4 1"),
    (S::AfterRate, Next, "enter n n n n 4 1 n"),
    (S::Words, Ready, "i 3 1"),
    (S::RateFree, Next, "i 4 1"),
    (S::RateEnd, Nearly, "enter"),
    (S::RateEnd, Nearly, "enter 2"),
    (S::Reserve, Nearly, "enter 2 2"),
    (S::Finish, Nearly, "enter 2 2 y"),
    (S::RateItem, Ready, "enter until"),
    (S::RateItem, Ready, "enter until 3"),
];

/// What somebody does first where a key would have nothing to do: at the top there is no line up.
const FIRST: [&str; 9] = ["", "down", "down*3", "right", "left", "1", "end", "pgdn", "+"];

/// Windows: in a small one there is more to scroll.
const SIZES: [(u16, u16); 2] = [(80, 24), (30, 7)];

/// Keys of which the whole effect is outside the picture, or that have nothing to do where everything is in
/// sight: these only have to arrive.
const SILENT: &[Action] = &[Action::Suspend, Action::Up, Action::Down, Action::PageUp, Action::PageDown];

/// What the journal of each past says, made once.
fn events(past: Past) -> Vec<Stamped> {
    static FIRST: OnceLock<[Vec<Stamped>; 3]> = OnceLock::new();
    static WEEKS: OnceLock<Vec<Stamped>> = OnceLock::new();
    let first = || {
        FIRST.get_or_init(|| {
            let mut person = at_the_plan();
            let ready = person.pages.0.borrow().clone();
            person.press("enter");
            until_scope(&mut person, S::RateEnd);
            let nearly = person.pages.0.borrow().clone();
            person.play("2");
            let next = person.pages.0.borrow().clone();
            [ready, nearly, next]
        })
    };
    match past {
        New => Vec::new(),
        Ready => first()[0].clone(),
        Nearly => first()[1].clone(),
        Next => first()[2].clone(),
        Weeks => {
            let made = || demo::weeks(coach(Vec::new()), at("2026-11-20T19:00:00+01:00"));
            WEEKS.get_or_init(made).clone()
        }
    }
}

/// Rows that wait for a setting: in floor mode the clock counts, unless it was set otherwise.
const RARE: &[(Scope, Action)] = &[(S::Floor, Action::Undo)];

fn somebody(past: Past, keys: &str, size: (u16, u16)) -> Person {
    let pages = Pages(Rc::new(RefCell::new(events(past))));
    let time = if past == Next { "2026-11-21T07:30:00+01:00" } else { "2026-11-20T19:30:00+01:00" };
    let mut person = Person::at(time, pages);
    person.size = size;
    person.screen();
    for key in keys.split_whitespace() {
        match key {
            "wait" => drop(person.wait(3)),
            "until" => drop(person.until("0 to 10?")),
            "hold" => {
                for _ in 0..2000 {
                    let screen = person.screen();
                    match () {
                        () if screen.contains("■ HOLD") => break,
                        () if screen.contains("0 to 10?") => drop(person.press("2")),
                        () if screen.contains("count one") => drop(person.press("space")),
                        () => drop(person.wait(1)),
                    }
                }
            }
            key => drop(person.press(key)),
        }
    }
    person
}

/// Exercises until a screen of that scope comes.
fn until_scope(person: &mut Person, scope: Scope) -> &mut Person {
    for _ in 0..3000 {
        if person.app.scope() == Some(scope) {
            return person;
        }
        let screen = person.screen();
        if screen.contains("0 to 10?") {
            person.press("2");
        } else if screen.contains("count one") {
            person.press("space");
        } else {
            person.wait(1);
        }
    }
    panic!("{scope:?} never came:\n{}", person.screen())
}

/// All that can be seen of a person's state from outside.
fn state(person: &mut Person) -> (Buffer, String, String, usize, bool) {
    let buffer = person.buffer();
    let shelf = person.app.shared.shelf.read().unwrap().unwrap_or_default();
    let notice = person.app.shared.notice.clone().unwrap_or_default();
    let written = person.pages.0.borrow().len();
    (buffer, shelf, notice, written, person.app.is_over())
}

#[test]
fn every_row_arrives_as_its_action_and_something_happens() {
    let keys = Keys::default();
    let mut silent = Vec::new();
    for scope in keymap::scopes().into_iter().filter(|scope| *scope != S::Everywhere) {
        let ways: Vec<_> = WAYS.iter().filter(|(of, ..)| *of == scope).collect();
        for row in keys.rows(scope) {
            for key in &row.keys {
                let key = match key.as_str() {
                    "0-9" | "1-9" => "2",
                    "letters" => "a",
                    key => key,
                };
                let event = press(key).unwrap();
                let wanted = match row.action {
                    _ if key == "2" && row.is_many() => Action::Digit(2),
                    Action::Char(_) if row.is_many() => Action::Char(key.chars().next().unwrap()),
                    action => action,
                };
                assert_eq!(keys.action(scope, &event), Some(wanted), "{} {key}", row.name());
            }
            if SILENT.contains(&row.action) || RARE.contains(&(scope, row.action)) || ways.is_empty() {
                continue;
            }
            let key = row.keys[0].replace("0-9", "2").replace("1-9", "2").replace("letters", "a");
            let reacts = ways.iter().any(|(_, past, way)| {
                SIZES.iter().any(|size| {
                    FIRST.iter().any(|first| {
                        let mut person = somebody(*past, &format!("{way} {first}"), *size);
                        if person.app.scope() != Some(scope) {
                            return false;
                        }
                        person.app.shared.notice = None;
                        let before = state(&mut person);
                        let asked = person.app.key(&press(&key).unwrap(), person.now);
                        assert!(asked.is_some(), "{} {key}", row.name());
                        state(&mut person) != before
                    })
                })
            });
            if !reacts {
                silent.push(format!("{} ({key}): {}", row.name(), row.words));
            }
        }
    }
    assert!(silent.is_empty(), "nothing happens on:\n{}", silent.join("\n"));
}

#[test]
fn every_way_leads_where_it_says() {
    for (scope, past, way) in WAYS {
        let mut person = somebody(*past, way, (80, 24));
        assert_eq!(person.app.scope(), Some(*scope), "{past:?} {way}\n{}", person.screen());
    }
    let missing: Vec<_> = keymap::scopes()
        .into_iter()
        .filter(|scope| *scope != S::Everywhere && !WAYS.iter().any(|(of, ..)| of == scope))
        .collect();
    assert!(missing.is_empty(), "no way leads to {missing:?}");
}

#[test]
fn the_help_of_every_scope_lists_every_action_of_it() {
    let keys = Keys::default();
    for (scope, past, way) in WAYS {
        let mut person = somebody(*past, way, (120, 200));
        if person.app.scope() != Some(*scope) || keys.types(*scope) {
            continue;
        }
        person.press("?");
        let screen = flat(&person.screen());
        for row in keys.rows(*scope) {
            assert!(screen.contains(&flat(row.words)), "no {:?} on\n{}", row.words, person.screen());
        }
    }
}
