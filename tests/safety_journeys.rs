//! Ten ways through the real program that a clinician would walk: what is on the screen, what is in the
//! journal, and what stays open when sessions do not. And how long the checks take.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/app.rs"]
mod app;
mod support;
#[path = "support/visit.rs"]
mod visit;

use std::time::{Duration, Instant};

use app::{Pages, Person};
use chrono::Days;
use supple::domain::screening::answer::Value;
use supple::domain::screening::tier::Tier;
use supple::journal::event::{Event, Moment, ScreenDecided};
use supple::journal::line::{Head, encode};
use support::{PATIENCE, Terminal, libfaketime, skip};
use visit::{Home, noon, press, says_saved, whole};

/// Region, the whole check of somebody of 47 with nothing to report, and the four keys of the profile.
const FIRST: &str = "enter 1 1 enter n*6 x*4 n 4 7 enter x 1 1 4 x 4 2 y 2";
const TODAY: &str = "exercises, about";
const ALARM: &str = "Get medical help now";

/// Somebody at the program so many days ago, about noon, with the journal so far.
fn ago(days: u64, pages: &Pages) -> Person {
    let then = noon().checked_sub_days(Days::new(days)).unwrap();
    Person::at(&then.to_rfc3339(), pages.clone())
}

/// A home with the journal of a past that these first keys began so many days ago.
fn since(days: u64, keys: &str) -> Home {
    let pages = Pages::default();
    ago(days, &pages).press(keys);
    kept(&pages)
}

/// A home with this journal.
fn kept(pages: &Pages) -> Home {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::empty();
    let mut lines = String::new();
    for (stamped, n) in pages.0.borrow().iter().zip(1..) {
        let (ts, kind) = (stamped.at, stamped.event.kind());
        let head = Head { id: &stamped.id, dev: "7f3a", n, ts, kind, must: false };
        lines.push_str(&encode(&head, &stamped.event.body()).unwrap());
    }
    std::fs::write(home.journal(), lines).unwrap();
    std::fs::set_permissions(home.journal(), std::fs::Permissions::from_mode(0o600)).unwrap();
    home
}

/// The same journal some days on, with these keys on each of those days.
fn days_of(first: u64, last: u64, pages: &Pages, keys: &str) {
    for day in (last..=first).rev() {
        let mut person = ago(day, pages);
        person.press(keys);
        person.press("enter").play("2");
    }
}

fn open(home: &Home) -> Terminal {
    home.launch().open()
}

#[track_caller]
fn see(terminal: &mut Terminal, words: &str) {
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    terminal.wait_until(&format!("{words:?} on the screen"), PATIENCE, |screen| {
        flat(&screen.contents()).contains(&flat(words))
    });
}

/// Waits until all that was answered is shown as saved: then it is in the journal.
#[track_caller]
fn saved(terminal: &mut Terminal) {
    terminal.wait_until("\"saved\" in the corner", PATIENCE, |screen| says_saved(&screen.contents()));
}

fn decided(home: &Home) -> ScreenDecided {
    let last = home.events().into_iter().rev().find_map(|event| match event {
        Event::ScreenDecided(body) => Some(body),
        _ => None,
    });
    let last = last.expect("a check that came to its end");
    assert!(!last.rules.is_empty(), "the version of the rules is written down");
    last
}

fn flags(home: &Home) -> Vec<(String, Tier)> {
    let raised = home.events().into_iter().filter_map(|event| match event {
        Event::FlagRaised(body) => Some((body.rule, body.tier)),
        _ => None,
    });
    raised.collect()
}

fn answer(home: &Home, question: &str) -> Option<Value> {
    home.events().into_iter().rev().find_map(|event| match event {
        Event::ScreenAnswered(body) if body.question == question => Some(body.value),
        _ => None,
    })
}

/// Reading stays open under a block, sessions do not: on the screen and from outside.
#[track_caller]
fn only_sessions_are_locked(home: &Home, title: &str) {
    let before = home.count("session.started");
    let mut terminal = open(home);
    see(&mut terminal, title);
    press(&mut terminal, "t");
    see(&mut terminal, "Pain over time");
    press(&mut terminal, "b");
    see(&mut terminal, title);
    press(&mut terminal, "m");
    see(&mut terminal, "Your answers");
    press(&mut terminal, "b enter");
    see(&mut terminal, "Press the same key once more to leave.");
    assert_eq!(home.count("session.started"), before, "a session began under a block");
    let lock = home.run(&["plan", "--json"]);
    assert_eq!(lock.status.code(), Some(1));
    assert!(String::from_utf8(lock.stdout).unwrap().contains("\"not\":\"blocked\""));
    for args in [&["log"][..], &["trend"], &["why", "screen"], &["screen", "--mine"], &["clear", "--slip"]] {
        assert_eq!(home.run(args).status.code(), Some(0), "{args:?}");
    }
}

#[test]
fn a_clean_daily_check_is_six_keys() {
    let home = since(2, FIRST);
    let mut terminal = open(&home);
    see(&mut terminal, "six short questions");
    press(&mut terminal, "enter");
    see(&mut terminal, "Since last time: a change in how you pee or poo");
    press(&mut terminal, "n n n n 4 1");
    see(&mut terminal, TODAY);
    saved(&mut terminal);
    let last = decided(&home);
    assert_eq!((last.moment, last.tier, last.fired.len()), (Moment::Session, Tier::Clear, 0));
    assert!(flags(&home).is_empty());
    assert_eq!(answer(&home, "bladder"), Some(Value::choice("no")), "a dated no of its own");
    home.is_sound();
}

#[test]
fn new_bladder_trouble_is_an_emergency_with_the_number_of_the_region() {
    let home = since(2, FIRST);
    let mut terminal = open(&home);
    see(&mut terminal, "six short questions");
    press(&mut terminal, "enter y");
    see(&mut terminal, "Is anything different about the way you pee?");
    press(&mut terminal, "2");
    see(&mut terminal, "You said that the way you pee has changed");
    assert!(flags(&home).is_empty() && home.count("session.started") == 0);
    press(&mut terminal, "y");
    see(&mut terminal, ALARM);
    see(&mut terminal, "United Kingdom: 999");
    see(&mut terminal, "Take somebody along");
    saved(&mut terminal);
    assert_eq!(flags(&home), [("bladder-1".to_owned(), Tier::Emergency)]);
    let last = decided(&home);
    assert_eq!((last.tier, last.complete), (Tier::Emergency, false), "nothing more is asked");
    drop(terminal);
    only_sessions_are_locked(&home, ALARM);
}

#[test]
fn a_slip_of_the_finger_is_mended_at_the_read_back() {
    let home = since(2, FIRST);
    let mut terminal = open(&home);
    see(&mut terminal, "six short questions");
    press(&mut terminal, "enter y 2");
    see(&mut terminal, "Is that right?");
    press(&mut terminal, "b");
    see(&mut terminal, "Is anything different about the way you pee?");
    press(&mut terminal, "n n n n n n 4 1");
    see(&mut terminal, TODAY);
    saved(&mut terminal);
    assert!(flags(&home).is_empty());
    assert_eq!(answer(&home, "bladder"), Some(Value::choice("no")));
    assert_eq!(decided(&home).tier, Tier::Clear);
}

#[test]
fn a_clearance_from_before_the_flag_does_not_count() {
    let home = since(3, "enter 1 1 enter 2 y");
    let mut terminal = open(&home);
    see(&mut terminal, ALARM);
    press(&mut terminal, "c");
    see(&mut terminal, "Which day did they see you, or speak to you?");
    // No day before that of the flag can be chosen.
    let screen = terminal.screen_text();
    assert!(screen.contains("4  ") && !screen.contains("5  "), "{screen}");
    drop(terminal);
    let old = noon().date_naive().checked_sub_days(Days::new(4)).unwrap().to_string();
    let ran = home.run(&["clear", "bladder-1", "--seen", &old, "--by", "gp", "--outcome", "may-exercise"]);
    assert_eq!(ran.status.code(), Some(2));
    let told = String::from_utf8(ran.stderr).unwrap();
    assert!(told.contains("before this came up on") && told.contains("get in touch again"), "{told}");
    assert_eq!(home.count("flag.cleared"), 0);
    only_sessions_are_locked(&home, ALARM);
    // Seen since, it counts, and the whole check that the emergency cut short comes next.
    let mut terminal = open(&home);
    see(&mut terminal, ALARM);
    press(&mut terminal, "c 2 1 1");
    see(&mut terminal, "We take your word for it. This protects you, not us.");
    press(&mut terminal, "y");
    see(&mut terminal, "Where does it hurt, or feel stiff?");
    saved(&mut terminal);
    assert_eq!(home.count("flag.cleared"), 1);
}

#[test]
fn an_emergency_and_a_no_an_hour_later() {
    let Some(library) = libfaketime() else {
        return skip("libfaketime is not installed: no hour passes");
    };
    let home = Home::empty();
    let mut terminal = open(&home);
    terminal.wait_for("It is not a medical device", PATIENCE);
    press(&mut terminal, "enter 1 1 enter 2 y");
    see(&mut terminal, ALARM);
    saved(&mut terminal);
    drop(terminal);
    let mut later = home.launch().faketime(&library, "+1h").open();
    see(&mut later, ALARM);
    // The second of the answers: the question about the bladder.
    press(&mut later, "m j enter");
    see(&mut later, "Is anything different about the way you pee?");
    press(&mut later, "n");
    see(&mut later, ALARM);
    saved(&mut later);
    // Nor does a clinician's word of the same day.
    press(&mut later, "c 1 1 1 y");
    see(&mut later, "After an emergency sign there is no exercise on the same day");
    drop(later);
    assert_eq!(flags(&home), [("bladder-1".to_owned(), Tier::Emergency)]);
    assert_eq!(answer(&home, "bladder"), Some(Value::choice("no")), "it is written down, and lifts nothing");
    assert_eq!(home.count("flag.cleared"), 0);
    // Three days later it stands as it stood, with the answer that led to it.
    let mut days = home.launch().faketime(&library, "+3d").size(60, 80).open();
    see(&mut days, "You said that the way you pee has changed");
}

#[test]
fn a_flare_day_does_not_ask_everything_again() {
    let pages = Pages::default();
    ago(6, &pages).press(FIRST).press("enter").play("2");
    days_of(5, 1, &pages, "enter n n n n 4 1 n 4");
    let home = kept(&pages);
    let mut terminal = open(&home);
    see(&mut terminal, "six short questions");
    // Two above the usual, on one day, in the usual place; and sore on both sides the morning after.
    press(&mut terminal, "enter n n n n 6 1");
    see(&mut terminal, "After your session yesterday");
    press(&mut terminal, "n 4");
    see(&mut terminal, "last 7 days: 6 of 5 to 7");
    saved(&mut terminal);
    assert_eq!(decided(&home).moment, Moment::Session, "no recheck");
    press(&mut terminal, "f");
    see(&mut terminal, "You said that this is a flare: gentle movement only today.");
    saved(&mut terminal);
    assert_eq!(home.count("flare.declared"), 1);
    assert!(flags(&home).is_empty());
    let recheck = home
        .events()
        .into_iter()
        .any(|event| matches!(event, Event::ScreenAnswered(body) if matches!(body.moment, Moment::Recheck)));
    assert!(!recheck, "a question of the recheck was asked");
}

#[test]
fn leg_pain_in_the_second_week_is_a_note_and_a_changed_session() {
    let home = since(9, FIRST);
    let mut terminal = open(&home);
    see(&mut terminal, "six short questions");
    press(&mut terminal, "enter n n n n 5 3");
    see(&mut terminal, "A few more questions");
    // Bladder to the intimate question: no. New or different. Of the list: pain into the leg, new.
    press(&mut terminal, "n*7 n 2 1 enter 2");
    see(&mut terminal, "the pain runs past the knee in one leg");
    see(
        &mut terminal,
        "That is worth a check by a GP or physiotherapist. You can go on with gentle sessions.",
    );
    saved(&mut terminal);
    let last = decided(&home);
    assert_eq!((last.moment, last.tier), (Moment::Recheck, Tier::Caution));
    assert!(last.fired.contains(&"leg_pain-1".to_owned()), "{:?}", last.fired);
    assert!(flags(&home).is_empty());
    press(&mut terminal, "a");
    see(&mut terminal, "read and folded away");
    press(&mut terminal, "enter");
    see(&mut terminal, "1 of ");
    saved(&mut terminal);
    assert_eq!(home.count("session.started"), 1, "it blocks nothing");
}

#[test]
fn chest_discomfort_in_a_hold_ends_it_and_locks() {
    let home = Home::ready();
    let mut terminal = open(&home);
    see(&mut terminal, TODAY);
    press(&mut terminal, "enter");
    let deadline = Instant::now() + PATIENCE;
    loop {
        let frame = whole(&mut terminal);
        if frame.contains("■ HOLD") {
            break;
        } else if frame.contains("PAUSED") {
            // On a slow machine the space came after the count had begun.
            press(&mut terminal, "space");
        } else if frame.contains("space: count one") {
            press(&mut terminal, "s 1");
        } else if frame.contains('□') {
            press(&mut terminal, "space");
        } else if frame.contains("0 to 10?") {
            press(&mut terminal, "x");
        }
        assert!(Instant::now() < deadline, "no hold came. {}", terminal.dump());
    }
    terminal.keys("!");
    see(&mut terminal, "The clock stands. Let go of the position");
    press(&mut terminal, "1");
    see(&mut terminal, "hest");
    press(&mut terminal, "1");
    press(&mut terminal, "1");
    see(&mut terminal, "Is that right?");
    see(&mut terminal, "999 (United Kingdom)");
    assert!(flags(&home).is_empty(), "nothing is kept before it is confirmed");
    press(&mut terminal, "y");
    see(&mut terminal, ALARM);
    saved(&mut terminal);
    drop(terminal);
    let raised = flags(&home);
    assert_eq!(raised.len(), 1);
    assert!(raised[0].0.starts_with("stop:chest") && raised[0].1 == Tier::Emergency, "{raised:?}");
    let ouch = home.events().into_iter().find_map(|event| match event {
        Event::OuchNoted(body) => Some(body),
        _ => None,
    });
    let ouch = ouch.unwrap();
    assert!(ouch.exercise.is_some() && ouch.item.is_some() && ouch.tier == Tier::Emergency, "{ouch:?}");
    assert_eq!((home.count("stop.pressed"), home.count("session.ended")), (1, 1));
    only_sessions_are_locked(&home, ALARM);
}

#[test]
fn a_neck_with_two_signs_of_the_cord_is_urgent() {
    let home = Home::empty();
    let mut terminal = open(&home);
    terminal.wait_for("It is not a medical device", PATIENCE);
    press(&mut terminal, "enter 1 3 enter n*6 x x x");
    see(&mut terminal, "Nerves and walking");
    press(&mut terminal, "2 3 enter");
    see(&mut terminal, "Are you unsteady on your feet");
    press(&mut terminal, "2");
    see(&mut terminal, "Have your hands grown clumsy");
    press(&mut terminal, "2");
    see(&mut terminal, "You said that your hands have grown clumsy");
    see(&mut terminal, "You said that you are unsteady on your feet");
    press(&mut terminal, "y");
    // An emergency may follow, so it goes on to the end.
    see(&mut terminal, "Since your back got bad");
    press(&mut terminal, "n 4 7 enter x 1 1 4 x");
    see(&mut terminal, "Speak to a doctor today");
    see(&mut terminal, "NHS 111 (United Kingdom)");
    saved(&mut terminal);
    let mut raised = flags(&home);
    raised.sort();
    let expected =
        [("C02", Tier::Urgent), ("gait-1", Tier::ClinicianFirst), ("hands-1", Tier::ClinicianFirst)];
    assert_eq!(raised, expected.map(|(rule, tier)| (rule.to_owned(), tier)));
    assert_eq!(decided(&home).tier, Tier::Urgent);
    drop(terminal);
    only_sessions_are_locked(&home, "Speak to a doctor today");
}

#[test]
fn after_nine_weeks_away_the_whole_check_comes_first_and_it_starts_low() {
    let pages = Pages::default();
    ago(70, &pages).press(FIRST).press("enter").play("2");
    days_of(69, 63, &pages, "enter n n n n 4 1 n 4");
    let home = kept(&pages);
    let mut terminal = open(&home);
    see(&mut terminal, "Where does it hurt, or feel stiff?");
    let lock = home.run(&["plan", "--json"]);
    assert!(String::from_utf8(lock.stdout).unwrap().contains("\"not\":\"no-check\""));
    press(&mut terminal, "1 enter n*6 x*4 n 4 7 enter x 1 1 4 x");
    see(&mut terminal, TODAY);
    see(&mut terminal, "63 days off");
    saved(&mut terminal);
    let last = decided(&home);
    assert_eq!((last.moment, last.tier, last.complete), (Moment::Intake, Tier::Clear, true));
    press(&mut terminal, "m");
    see(&mut terminal, "Your answers");
    let today = noon().format("%-d %b %Y").to_string();
    see(&mut terminal, &today);
}

/// Words a minute of a calm reader, and seconds for finding and pressing a key.
const READING: f64 = 230.0;
const KEY: f64 = 1.0;

/// Keys, screens and seconds of a way through the program; the words of each new screen are read.
fn measure(person: &mut Person, keys: &str) -> (usize, usize, f64) {
    let (mut pressed, mut screens, mut seconds) = (0, 0, 0.0);
    let mut read = std::collections::HashSet::new();
    for key in keys.split_whitespace() {
        let (name, times) = key.split_once('*').map_or((key, 1), |(name, n)| (name, n.parse().unwrap()));
        for _ in 0..times {
            let screen = person.screen();
            // The first line is the place in the check, the last one the keys. What was ticked or typed is
            // no new screen.
            let lines: Vec<&str> = screen.lines().collect();
            let words = lines[1..lines.len() - 1].iter().flat_map(|line| line.split_whitespace());
            let words: Vec<String> = words
                .filter(|word| word.len() > 1 && word.chars().all(|c| !"[]".contains(c)))
                .filter(|word| word.chars().any(char::is_alphabetic))
                .map(str::to_owned)
                .collect();
            let count = words.len();
            if read.insert(words) {
                screens += 1;
                seconds += count as f64 / READING * 60.0;
            }
            person.press(name);
            pressed += 1;
            seconds += KEY;
        }
    }
    (pressed, screens, seconds)
}

/// Printed, not judged: `cargo test --test safety_journeys measured -- --nocapture`.
#[test]
fn the_checks_are_measured() {
    let mut person = Person::at("2026-11-20T09:00:00+00:00", Pages::default());
    person.press("enter 1");
    let intake = measure(&mut person, "1 enter n*6 x*4 n 4 7 enter x 1 1 4 x");
    person.see("How bad is your pain on a usual day").press("4 2 y 2");
    let mut next = Person::at("2026-11-22T09:00:00+00:00", person.pages.clone());
    next.press("enter");
    let daily = measure(&mut next, "n n n n 4 1");
    next.see(TODAY);
    let mut known = Person::at("2026-11-23T09:00:00+00:00", next.pages.clone());
    known.press("enter");
    let started = Instant::now();
    known.press("n n n n 4 1");
    for (name, (keys, screens, seconds)) in [("whole check", intake), ("daily check", daily)] {
        println!(
            "{name}: {keys} keys, {screens} screens, {seconds:.0} s when every word is read at {READING} words a \
             minute and a key takes {KEY} s"
        );
        assert!(keys >= screens && seconds > 0.0);
    }
    println!(
        "daily check once it is known by heart: 6 keys, {:.0} s at {KEY} s a key; the program itself takes {:.1} ms",
        6.0 * KEY,
        started.elapsed().min(Duration::from_secs(60)).as_secs_f64() * 1000.0
    );
}
