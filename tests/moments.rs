//! A picture changes by itself only at the moment that its screen has announced: the loop sleeps until then,
//! so that a change which nobody announced would not be seen, and one announced for nothing wakes the machine.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/app.rs"]
mod support;
#[path = "support/walk.rs"]
mod walk;

use std::time::Duration;

use support::Person;
use walk::{Look, walk};

/// So long after a picture was drawn it is looked at again, in milliseconds; not beyond its announced change.
const LATER: [u64; 8] = [1, 15, 40, 90, 240, 990, 5_003, 61_000];

fn pass(person: &mut Person, by: Duration) {
    person.now.mono += by;
    person.now.wall += chrono::TimeDelta::from_std(by).unwrap();
    person.app.tick(person.now);
}

#[test]
fn between_two_announced_changes_no_picture_changes() {
    let mut looked = 0;
    walk(Look::default(), |name, person| {
        // A figure that moves is drawn so many times a second, each time as it is then: that is no change
        // of a moment. Everything else is.
        person.app.shared.drawing.still = true;
        // What has been saved meanwhile is asked at every tick.
        person.app.tick(person.now);
        let picture = person.buffer();
        let (begin, announced) = (person.now.mono, person.app.wake());
        for later in LATER.map(|later| begin + Duration::from_millis(later)) {
            if announced.is_some_and(|at| later >= at) {
                break;
            }
            pass(person, later - person.now.mono);
            let now = person.buffer();
            looked += 1;
            assert_eq!(now, picture, "{name}: changed at {later:?}, announced {announced:?}");
        }
    });
    assert!(looked > 200, "only {looked} pictures were looked at");
}

#[test]
fn where_nothing_moves_the_loop_sleeps() {
    // In a session it is the clock that stands: under the help, and after "something is wrong".
    const STILL: [&str; 8] =
        ["today", "weeks-today", "trends", "check-list", "settings", "done", "stop", "leave"];
    let mut seen = 0;
    walk(Look::default(), |name, person| {
        if STILL.contains(&name) {
            person.buffer();
            assert_eq!(person.app.wake(), None, "{name}");
            seen += 1;
        }
    });
    assert_eq!(seen, STILL.len());
}
