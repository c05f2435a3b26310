//! A walk past every screen, by keys. Whatever must hold on all screens is asked at each stop of it.
//!
//! A new screen needs a stop here: `tests/looks.rs` fails while a scope of the key table is never visited.

#![allow(dead_code, unreachable_pub)] // Each test binary uses a part of it.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::LazyLock;

use supple::figure::Glyphs;
use supple::journal::replay::Stamped;
use supple::tui::theme::Theme;

use super::support::{Pages, Person, at, coach};

/// Keys, the name of what is then on the screen, and words that stand there. Beside the keys of
/// [`Person::press`]: `~5` lets five seconds pass, `=HOLD` exercises until that word is on the screen.
pub type Stop = (&'static str, &'static str, &'static str);

/// Somebody sits down, and goes on from stop to stop.
pub struct Route {
    /// How it begins.
    pub start: fn(Look) -> Person,
    /// The stops.
    pub stops: &'static [Stop],
}

/// How the screens are to look.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// The colours.
    pub theme: Theme,
    /// What figures are made of.
    pub glyphs: Glyphs,
}

impl Default for Look {
    fn default() -> Look {
        Look { theme: Theme::new(true), glyphs: Glyphs::Braille }
    }
}

impl Look {
    fn sit(self, time: &str, pages: Pages) -> Person {
        let mut person = Person::with(time, pages, self.theme);
        person.app.shared.drawing.glyphs = self.glyphs;
        person
    }
}

/// Goes the whole way; `visit` is called at each stop.
///
/// # Panics
/// When the words of a stop are not on the screen there.
pub fn walk(look: Look, mut visit: impl FnMut(&'static str, &mut Person)) {
    for route in ROUTES {
        let mut person = (route.start)(look);
        for (keys, name, words) in route.stops {
            go(&mut person, keys);
            let screen = person.screen();
            let flat = screen.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(flat.contains(words), "{name}: no {words:?} after {keys:?}; the screen:\n{screen}");
            visit(name, &mut person);
        }
    }
}

/// Somebody who has come to that stop.
///
/// # Panics
/// When there is none of that name.
pub fn at_stop(stop: &str) -> Person {
    for route in ROUTES {
        let Some(last) = route.stops.iter().position(|(_, name, _)| *name == stop) else { continue };
        let mut person = (route.start)(Look::default());
        for (keys, ..) in &route.stops[..=last] {
            go(&mut person, keys);
        }
        return person;
    }
    panic!("no stop is called {stop}");
}

fn go(person: &mut Person, keys: &str) {
    for key in keys.split_whitespace() {
        if let Some(seconds) = key.strip_prefix('~') {
            person.wait(seconds.parse().expect("seconds"));
        } else if let Some(word) = key.strip_prefix('=').filter(|word| !word.is_empty()) {
            exercise(person, &word.replace('_', " "));
        } else {
            person.press(key);
        }
    }
}

/// Exercises until the word is on the screen.
fn exercise(person: &mut Person, word: &str) {
    for _ in 0..400 {
        let screen = person.screen();
        if screen.contains(word) {
            return;
        }
        if screen.contains("0 to 10?") {
            person.press("2");
        } else if screen.contains("count one") {
            person.press("space");
        } else {
            person.wait(2);
        }
    }
    panic!("{word:?} never came; the screen:\n{}", person.screen());
}

const MORNING: &str = "2026-11-20T09:00:00+00:00";
const EVENING: &str = "2026-11-20T18:30:00+00:00";

fn nobody_yet(look: Look) -> Person {
    look.sit(MORNING, Pages::default())
}

/// The morning after the first session.
fn second_day(look: Look) -> Person {
    static EVENTS: LazyLock<Vec<Stamped>> = LazyLock::new(|| {
        let mut person = Person::at(MORNING, Pages::default());
        person.press("enter 1 1 enter n*6 x*4 n 4 7 enter x 1 1 4 x 4 2 y 2").press("enter").play("2");
        person.pages.0.take()
    });
    look.sit("2026-11-21T09:00:00+00:00", Pages(Rc::new(RefCell::new(EVENTS.clone()))))
}

/// Twelve made-up weeks.
fn twelve_weeks(look: Look) -> Person {
    static EVENTS: LazyLock<Vec<Stamped>> =
        LazyLock::new(|| supple::demo::weeks(coach(Vec::new()), at(EVENING)));
    look.sit(EVENING, Pages(Rc::new(RefCell::new(EVENTS.clone()))))
}

/// Every screen there is.
pub const ROUTES: &[Route] = &[
    Route {
        start: nobody_yet,
        stops: &[
            ("", "welcome", "stiff or sore back"),
            ("enter", "region", "Which is it?"),
            ("1", "check-where", "Where does it hurt"),
            ("1 enter", "check-question", "the way you pee"),
            ("?", "help", "Keys on the screen"),
            ("b 2", "check-read-back", "Is that right?"),
            ("m", "answers", "Your answers"),
            ("b b n*6", "check-list", "Does any of these fit you?"),
            ("x*4 n", "check-number", "How old are you?"),
            ("4 7 enter", "check-health", "Your health"),
            ("x 1 1", "check-score", "How much pain is there now?"),
            ("4", "check-behaviour", "How the pain behaves"),
            ("x", "profile-pain", "usual day"),
            ("4", "profile-settle", "how long until it settles"),
            ("2", "profile-floor", "down to the floor"),
            ("y", "profile-minutes", "How many minutes"),
            ("2", "today", "on the mat"),
            ("w", "why", "From your log"),
            ("v", "ahead", "calm"),
            ("b b f", "today-flare", "You said that this is a flare"),
            ("f", "flare", "Today is marked as a flare"),
            ("u i", "more", "More about you"),
            ("1", "more-direction", "Which way"),
            ("b 2", "more-equipment", "elastic band"),
            ("b 3", "goals", "Up to three things"),
            ("1", "goal-words", "A few words."),
            ("d i g enter", "goal-score", "how well does it go"),
            ("esc b 4", "worries", "worry"),
            ("1", "worry-score", "how much does it worry you"),
            ("b b 5", "unwanted", "would rather not"),
            ("b 8", "body", "Front"),
            ("space", "body-marked", "1 marked"),
            ("w", "body-words", "words"),
            ("b b b l", "walk-minutes", "How many minutes did you walk"),
            ("1 0 enter", "walk-pain", "0 to 10"),
            ("2", "walk-talk", "full sentences"),
            ("esc esc esc e", "library", "exercises"),
            ("/ b i r d", "library-find", "1 of 1"),
            ("enter enter", "exercise", "Bird-dog"),
            ("b b b enter", "look-first", "New to you: have a look first"),
            ("space", "get-ready", "Get ready"),
            ("space", "repeat", "REPEAT"),
            ("i", "steps", "Come to all fours"),
            ("i s", "end-early", "End this one early"),
            ("b !", "stop", "The clock stands"),
            ("1", "stop-breath", "Far too short of breath"),
            ("2", "stop-chest", "Does your chest hurt too"),
            ("2", "stop-read-back", "You said that you are far too short of breath"),
            ("b b b 7 q", "leave", "Leave now?"),
        ],
    },
    Route {
        start: second_day,
        stops: &[
            ("", "before-check", "six short questions"),
            ("enter", "check-day", "Since last time"),
            ("n n n n", "check-day-score", "pain"),
            ("6 1", "after-hour", "an hour"),
            ("n", "after-morning", "morning"),
            ("2", "second-day", "exercises, about"),
            ("i 4 4 5 b b enter", "expect", "How much do you think it will hurt"),
            ("7 =pain", "rate-item", "0 to 10?"),
            ("2 2 =HOLD", "hold", "HOLD"),
            ("z", "floor", "All-fours arm reach"),
            ("z", "hold-again", "HOLD"),
            ("g", "go-to", "to come"),
            ("b", "gone-on", "HOLD"),
            ("=Change", "switch", "Change"),
            ("=the_pain_now", "rate-end", "0 to 10?"),
            ("2 2", "reserve", "Could you have done a little more"),
            ("y", "finish", "Last 7 days:"),
            ("enter", "expected-found", "how much does it worry you now"),
            ("x", "done", "Once a day is plenty"),
        ],
    },
    Route {
        start: nobody_yet,
        stops: &[
            ("enter 1 1 enter 2 y", "emergency", "Get medical help now"),
            ("r", "regions", "999"),
            ("b c", "clearance-day", "Which day did they see you"),
            ("1", "clearance-who", "Who"),
            ("6", "clearance-profession", "Which profession have they?"),
            ("b o s t enter", "clearance-said", "What did they say?"),
            ("1", "clearance-read-back", "Is that right?"),
        ],
    },
    Route {
        start: nobody_yet,
        stops: &[("enter 1 1 enter 3 y n*5 x*4 n 4 7 enter x 1 1 4 x", "urgent", "Speak to a doctor")],
    },
    Route {
        start: twelve_weeks,
        stops: &[
            ("", "weeks-today", "Enter: six"),
            ("?", "help-over-plan", "Keys on the screen"),
            ("f", "figures", "Press the number"),
            ("down", "figures-marked", "octant"),
            ("b b ,", "settings", "Settings"),
            ("b :", "palette", "today"),
            ("t o u r", "palette-find", "tour"),
            ("esc g", "tour", "1"),
            ("enter", "tour-on", "2"),
            ("b b", "weeks-again", "Enter: six"),
            ("t", "trends", "Pain over time"),
            ("y", "past", "Your history"),
            ("enter", "past-page", "Planned as your session"),
            ("d", "past-day", "On which day was it?"),
            ("left enter", "past-day-read-back", "It was on"),
            ("b x", "past-strike", "take"),
            ("b down*2 enter", "past-score", "0 to 10?"),
            ("9", "past-score-read-back", "In your plan:"),
        ],
    },
];
