//! A person after a first visit, at the plan of today.

use std::rc::Rc;

use supple::content::config::shelf::{InMemory, Shelf};
use supple::tui::app::Shared;

use crate::app::{Pages, Person};

/// From the first screen to the plan: a sore low back at 47, nothing to report, ten minutes a day.
pub(crate) const FIRST_VISIT: &str = "enter 1 1 enter n*6 x*4 n 4 7 enter x 1 1 4 x 4 2 y 2";

/// At today's plan for the first time.
pub(crate) fn at_the_plan() -> Person {
    let mut person = Person::at("2026-11-20T19:00:00+01:00", Pages::default());
    person.press(FIRST_VISIT).see("exercises, about");
    person
}

/// What stands in the settings file that is kept in memory.
pub(crate) fn file(shared: &Shared) -> Option<String> {
    shared.shelf.read().unwrap()
}

/// With this settings file.
pub(crate) fn with_file(person: &mut Person, text: &str) {
    person.app.shared.shelf = Box::new(InMemory(Some(text.to_owned())));
}

/// A settings file that cannot be written.
pub(crate) struct Stone;

impl Shelf for Stone {
    fn name(&self) -> String {
        "/stone/config.toml".into()
    }

    fn read(&self) -> Result<Option<String>, String> {
        Ok(None)
    }

    fn write(&mut self, _text: &str, _before: Option<&str>) -> Result<(), String> {
        Err("/stone/config.toml cannot be written: no space left. The settings stay as they were.".into())
    }
}

/// How often the settings were put into force.
pub(crate) fn count_wearing(person: &mut Person) -> Rc<std::cell::Cell<usize>> {
    let count = Rc::new(std::cell::Cell::new(0));
    let (mine, usual) = (Rc::clone(&count), Rc::clone(&person.app.shared.wear));
    person.app.shared.wear = Rc::new(move |shared, config| {
        mine.set(mine.get() + 1);
        usual(shared, config);
    });
    count
}
