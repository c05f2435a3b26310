//! A picture changes by itself only at the moment that its screen has announced: the loop sleeps until then,
//! so that a change which nobody announced would not be seen, and one announced for nothing wakes the machine.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/app.rs"]
mod support;
#[path = "support/walk.rs"]
mod walk;

use std::time::Duration;

use supple::content::physio_file;
use support::Person;
use walk::{Look, at_stop, walk};

/// So long after a picture was drawn it is looked at again, in milliseconds; not beyond its announced change.
const LATER: [u64; 8] = [1, 15, 40, 90, 240, 990, 5_003, 61_000];

fn pass(person: &mut Person, by: Duration) {
    person.now.mono += by;
    person.now.wall += chrono::TimeDelta::from_std(by).unwrap();
    person.app.tick(person.now);
}

/// Looks at the picture again and again until just before its announced change; so many changes on. How
/// many looks there were.
#[track_caller]
fn watch(name: &str, person: &mut Person, changes: usize) -> usize {
    let mut looked = 0;
    // What has been saved meanwhile is asked at every tick.
    person.app.tick(person.now);
    let mut change = None;
    for _ in 0..changes {
        if let Some(at) = change {
            pass(person, at);
        }
        let picture = person.buffer();
        let (begin, announced) = (person.now.mono, person.app.wake());
        let just_before = announced.map(|at| at.saturating_sub(Duration::from_nanos(1)));
        let later = LATER.map(|later| begin + Duration::from_millis(later));
        for later in
            later.into_iter().filter(|later| announced.is_none_or(|at| *later < at)).chain(just_before)
        {
            let Some(by) = later.checked_sub(person.now.mono) else { continue };
            pass(person, by);
            let now = person.buffer();
            looked += 1;
            assert_eq!(now, picture, "{name}: changed at {later:?}, announced {announced:?}");
        }
        let Some(announced) = announced else { break };
        change = Some(announced.saturating_sub(person.now.mono));
    }
    looked
}

#[test]
fn between_two_announced_changes_no_picture_changes() {
    for still in [true, false] {
        let mut looked = 0;
        walk(Look::default(), |name, person| {
            person.app.shared.drawing.still = still;
            looked += watch(name, person, 1);
        });
        assert!(looked > 250, "only {looked} pictures were looked at");
    }
}

#[test]
fn the_same_through_movements_the_metronome_and_floor_mode() {
    // The clock counts; then larger, with nothing but the number.
    for (stop, keys) in [
        ("hold", ""),
        ("hold", "z"),
        ("repeat", ""),
        ("repeat", "c"),
        ("repeat", "c z"),
        ("get-ready", ""),
        ("look-first", ""),
    ] {
        for still in [true, false] {
            let mut person = at_stop(stop);
            person.press(keys);
            person.app.shared.drawing.still = still;
            let before = person.now.mono;
            let looked = watch(&format!("{stop} {keys}"), &mut person, 120);
            let took = person.now.mono.saturating_sub(before);
            assert!(looked > 60, "{stop} {keys}: only {looked} in {took:?}");
        }
    }
}

#[test]
fn the_same_where_the_clock_paces_the_breath() {
    let mut player = breathing();
    for still in [true, false] {
        player.app.shared.drawing.still = still;
        let looked = watch("breath", &mut player, 60);
        assert!(looked > 120, "{looked}");
        player.see("BREATHE");
    }
}

/// Somebody who breathes by the clock: their clinician asks for it.
fn breathing() -> Person {
    let mut person = at_stop("today");
    let plan = "only = true\n[[exercises]]\nid = \"belly-breathing\"\nminutes = 2\n";
    let catalogue = &person.app.shared.coach.catalogue;
    let plan = physio_file::parse("plans/breath.toml", plan, catalogue).unwrap();
    person.app.shared.coach.physio.plans = vec![plan];
    // The screen was made before the plan was there: away and back.
    person.press("+ - enter space").until("BREATHE");
    person
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
