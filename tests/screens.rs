//! Screens through real keys: what a person presses, what they then see, what the journal has.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/app.rs"]
mod support;

use std::time::Duration;

use supple::clock::Now;
use supple::journal::event::Event;
use supple::tui::app::{App, Shared};
use supple::tui::theme::Theme;
use support::{Pages, Person};

/// From the first screen to the safety check: region 1.
const HELLO: &str = "enter 1";
/// The whole check of somebody of 47 with a sore low back and nothing to report.
const CLEAN: &str = "1 enter n*5 n x*4 n 4 7 enter x 1 1 4 x";
/// Usual pain 4, settles in under an hour, can use the floor, ten minutes.
const PROFILE: &str = "4 2 y 2";

const MORNING: &str = "2026-11-20T09:00:00+00:00";

fn ready() -> Person {
    let mut person = Person::at(MORNING, Pages::default());
    person.press(HELLO).press(CLEAN).press(PROFILE);
    person
}

#[test]
fn a_first_visit_ends_in_a_plan_with_reasons() {
    let mut person = Person::at(MORNING, Pages::default());
    person.see("It is not a medical device").see("Ten minutes a day");
    person.press("enter").see("Which is it?").press("1");
    person.see("Where does it hurt, or feel stiff?").press(CLEAN);
    person.see("How bad is your pain on a usual day").press(PROFILE);
    person.see("exercises, about").see("Friday 20 November");
    assert_eq!(person.events("screen.decided").len(), 1);
    assert_eq!(person.events("flag.raised").len(), 0);
    assert_eq!(person.events("profile.set").len(), 4);
}

#[test]
fn enter_alone_never_answers_a_question() {
    let mut person = Person::at(MORNING, Pages::default());
    person.press(HELLO);
    person.press("1 enter").see("pee");
    let before = person.events("screen.answered").len();
    person.press("enter space enter").see("pee");
    assert_eq!(person.events("screen.answered").len(), before);
}

#[test]
fn an_emergency_answer_is_read_back_and_then_locks_across_a_restart() {
    let mut person = Person::at(MORNING, Pages::default());
    person.press(HELLO).press("1 enter 2");
    person.see("Is that right?");
    assert!(person.events("flag.raised").is_empty(), "stored before it was confirmed");
    person.press("y").see("Get medical help now").see("999");
    let Event::FlagRaised(flag) = &person.events("flag.raised")[0] else { panic!() };
    assert_eq!(flag.rule, "bladder-1");

    let mut next_day = Person::at("2026-11-21T09:00:00+00:00", person.pages.clone());
    next_day.see("Get medical help now").press("down*20").see("supple clear bladder-1");
    next_day.press("enter").see("once more to leave");
    assert!(!next_day.app.is_over());
    next_day.press("enter");
    assert!(next_day.app.is_over());
}

#[test]
fn a_clinicians_word_lifts_the_block_but_an_emergency_never_on_the_same_day() {
    let mut person = Person::at(MORNING, Pages::default());
    person.press(HELLO).press("1 enter 2 y").press("c").see("Which day did they see you");
    person.press("1 1 1").see("A GP or family doctor saw you on Friday 20 November").see("Is that right?");
    person.press("y").see("Which day did they see you").see("tomorrow");
    assert!(person.events("flag.cleared").is_empty());

    let mut next_day = Person::at("2026-11-21T12:00:00+00:00", person.pages.clone());
    next_day.see("Get medical help now").press("c 1 1 1 y");
    assert_eq!(next_day.events("flag.cleared").len(), 1);
    next_day.unseen("Get medical help now").see("Where does it hurt");
}

#[test]
fn what_waits_for_a_clinician_says_what_must_not_wait_and_recommends_no_walk() {
    let mut urgent = Person::at(MORNING, Pages::default());
    urgent.press(HELLO).press("1 enter 3 y n*5 x*4 n 4 7 enter x 1 1 4 x").see("Speak to a doctor");
    urgent.see("NHS 111 (United Kingdom)").see("take somebody along, and a list of your medicines.");
    urgent.see("do not wait. Call your local emergency number: 999 (United Kingdom)");
    let mut first = Person::at(MORNING, Pages::default());
    first.press(HELLO).press("1 enter n*6 3 enter").see("short of breath at rest");
    // Breathlessness, old and never looked at: short walks are not for this screen to recommend.
    first.press("3 x*3 n 4 7 enter x 1 1 4 x").see("see a clinician first");
    first.see("do not wait. Call your local emergency number: 999 (United Kingdom)").unseen("walk");
}

#[test]
fn a_page_key_leaps_over_nothing_on_the_smallest_emergency_screen() {
    let mut person = Person::at(MORNING, Pages::default());
    person.press(HELLO).press("1 enter 2 y");
    person.size = (40, 12);
    let mut sight = String::new();
    for _ in 0..20 {
        sight += &person.screen();
        person.press("pgdn");
    }
    for words in [
        "Call your local emergency number",
        "Take somebody along",
        "Do not drive",
        "You can say this",
        "supple clear",
        "--slip",
    ] {
        assert!(sight.contains(words), "{words:?} was never in sight\n{sight}");
    }
}

#[test]
fn another_clinician_and_the_limits_are_named_in_words() {
    let mut person = Person::at(MORNING, Pages::default());
    person.press(HELLO).press("1 enter 2 y");
    let mut next_day = Person::at("2026-11-21T12:00:00+00:00", person.pages.clone());
    next_day
        .press("c 1")
        .see("6  Another registered clinician")
        .press("6")
        .see("Which profession have they?");
    // A blank is no profession, and q is a letter.
    next_day.press("space enter").see("Type the profession first.").see("Which profession have they?");
    next_day.press("bs o s t e o q bs enter").see("What did they say?");
    next_day.press("2").see("Which limits did they set?").press("n o space l i f t s enter");
    next_day
        .see("Another registered clinician (osteo) saw you on")
        .see("with limits: no lifts. Is that right?");
    // On the smallest screen it is read to its end.
    next_day.size = (40, 12);
    next_day.press("down*9").see("This protects you, not us.");
    next_day.size = (80, 24);
    // One step back at a time, with the words as they were.
    next_day.press("b").see("no lifts_").press("esc esc").see("osteo_").press("enter 2 enter y");
    let Event::FlagCleared(body) = &next_day.events("flag.cleared")[0] else { panic!() };
    assert_eq!((body.role.as_str(), body.limits.as_deref()), ("other: osteo", Some("no lifts")));
    next_day.unseen("Get medical help now");

    // Without limits none are asked for, and none are kept from a list that was left again.
    let mut again = Person::at(MORNING, Pages::default());
    again.press(HELLO).press("1 enter 2 y");
    let mut nurse = Person::at("2026-11-21T12:00:00+00:00", again.pages.clone());
    nurse.press("c 1 4 2 x enter b esc 1").see("Is that right?").unseen("with limits").press("y");
    let Event::FlagCleared(body) = &nurse.events("flag.cleared")[0] else { panic!() };
    assert_eq!((body.role.as_str(), body.limits.as_deref()), ("nurse", None));
}

#[test]
fn a_slip_of_the_finger_is_mended_at_the_read_back() {
    let mut person = Person::at(MORNING, Pages::default());
    person.press(HELLO).press("1 enter 2").see("Is that right?");
    person.press("b").see("pee").press("n n*4 n x*4 n 4 7 enter x 1 1 4 x");
    person.see("usual day");
    assert!(person.events("flag.raised").is_empty());
}

#[test]
fn none_of_these_counts_only_when_the_whole_list_was_in_sight() {
    let mut person = Person::at(MORNING, Pages::default());
    person.press(HELLO).press("1 enter n*5");
    person.size = (40, 12);
    person.press("n").see("Heart, lungs").press("x").see("whole list first");
    person.press("down*8 x").see("Injury, surgery");
}

#[test]
fn a_whole_session_is_in_the_journal_answer_by_answer() {
    let mut person = ready();
    person.press("enter").see("1 of");
    person.play("2");
    person.see("Last 7 days: 1 of 5 to 7").see("Next time");
    let items = match &person.events("session.started")[0] {
        Event::SessionStarted(started) => started.items.len(),
        _ => panic!(),
    };
    assert_eq!(person.events("item.ended").len(), items);
    // Before, each exercise, after.
    assert_eq!(person.events("pain.rated").len(), items + 2);
    // Each exercise and the whole.
    assert_eq!(person.events("effort.rated").len(), items + 1);
    assert_eq!(person.events("session.ended").len(), 1);
}

#[test]
fn straight_to_the_session_means_one_and_its_minutes() {
    let straight = |time: &str, pages: Pages| {
        let now = Now { wall: support::at(time), mono: Duration::from_secs(1) };
        let coach = supple::cli::open::coach(pages.0.borrow().clone()).unwrap();
        let mut shared = Shared::new(coach, Box::new(pages.clone()), Theme::new(true), now);
        (shared.straight, shared.minutes) = (true, Some(5));
        Person { app: App::new(shared), pages, now, size: (80, 24) }
    };
    let ready = ready();
    let mut person = straight("2026-11-21T09:00:00+00:00", ready.pages.clone());
    person.see("Before you start").press("n*4 4 1");
    person.see("1 of").play("2");
    let Event::SessionStarted(started) = &person.events("session.started")[0] else { panic!() };
    assert_eq!(started.minutes, 5);
    // Afterwards it is today's page, and not another session.
    person.press("enter").see("Today's session is done");

    // What comes first still does.
    let mut new = straight(MORNING, Pages::default());
    new.see("It is not a medical device");
}

#[test]
fn ratings_can_wait_for_one_table_at_the_end() {
    let mut person = ready();
    person.app.shared.settings.rate = supple::session::Rate::AtEnd;
    person.press("enter").until("effort");
    person.see("Cat-cow on all fours: the worst pain").see("All-fours arm reach");
    person.press("1 3 2").see("All-fours arm reach: how hard was it");
    // All the rest stayed within the limit: one key, stored as that and not as a number.
    person.press("2 a");
    assert_eq!(person.events("items.within_limit").len(), 1);
    person.play("2").see("Last 7 days: 1");
}

#[test]
fn ten_has_a_key_and_a_score_can_be_taken_back() {
    let mut person = ready();
    person.press("enter");
    person.until("worst pain during it");
    person.press("t");
    assert!(
        person
            .events("pain.rated")
            .iter()
            .any(|event| { matches!(event, Event::PainRated(rated) if rated.score.get() == 10) })
    );
    person.see("Enough for today").press("u").see("worst pain during it");
    assert!(
        !person
            .events("pain.rated")
            .iter()
            .any(|event| { matches!(event, Event::PainRated(rated) if rated.score.get() == 10) })
    );
}

#[test]
fn something_is_wrong_ends_the_session_and_opens_the_questions() {
    let mut person = ready();
    person.press("enter").wait(3);
    person.press("!").see("The clock stands").see("999");
    person.wait(600).see("The clock stands");
    person.press("6").see("A few questions about new signs follow").see("Is that right?");
    assert_eq!(person.events("session.ended").len(), 0);
    person.press("y").see("Something is wrong").see("pee or poo");
    assert_eq!(person.events("session.ended").len(), 1);
    // Closing the program is no way round the questions.
    let mut later = Person::at("2026-11-20T11:00:00+00:00", person.pages.clone());
    later.see("pee or poo").press("n*4");
    later.see("Friday 20 November");
}

#[test]
fn getting_worse_for_weeks_asks_first_and_locks_only_two_weeks_later() {
    let mut person = ready();
    let scores = [4, 4, 4, 4, 4, 4, 4].into_iter().chain(std::iter::repeat_n(7, 40));
    for (day, score) in (1..).zip(scores) {
        let when = support::at(MORNING) + chrono::TimeDelta::days(day);
        let score = supple::domain::score::Score::new(score).unwrap();
        let rated = supple::journal::event::PainRated {
            session: None,
            when: supple::journal::event::When::CheckIn,
            item: None,
            exercise: None,
            score,
        };
        supple::journal::book::Book::append(&mut person.pages, &Event::from(rated), when);
    }
    let check = "enter n n n n 7 1 n*7 1 n x";
    // Day 14 to 27: a firm note, no lock.
    let mut early = Person::at(
        "2026-12-06T09:00:00+00:00",
        Pages(std::rc::Rc::new(std::cell::RefCell::new(
            person
                .pages
                .0
                .borrow()
                .iter()
                .filter(|line| line.at < support::at("2026-12-06T09:00:00+00:00"))
                .cloned()
                .collect(),
        ))),
    );
    early.see("Your weekly pain has gone up");
    // It has to be read before a session; read, it folds away and locks nothing.
    early.press(check).see("Your weekly pain has gone up");
    early.press("enter").see("Please read the note above first, then press a.");
    assert_eq!(early.events("session.started").len(), 0);
    early
        .press("a")
        .see("read and folded away")
        .unseen("Your weekly pain has gone up")
        .press("enter")
        .see("1 of ");
    assert_eq!((early.events("session.started").len(), early.events("flag.raised").len()), (1, 0));
    // Two weeks of it later the check ends in a lock, and a clinician's word lifts it for good.
    let mut late = Person::at("2027-01-03T09:00:00+00:00", person.pages.clone());
    late.press(check).see("see a clinician first").see("getting worse for two weeks");
    late.press("c 1 3 1 y").unseen("see a clinician first");
    let mut next = Person::at("2027-01-04T09:00:00+00:00", person.pages.clone());
    next.press(check).unseen("see a clinician first");
}

#[test]
fn once_a_month_three_more_keys_and_every_two_weeks_one() {
    let person = ready();
    let mut sooner = Person::at("2026-12-19T09:00:00+00:00", person.pages.clone());
    // Day 29: the look back on two weeks, with the trend in a sentence.
    sooner.press("enter n n n n 4 1").see("Every two weeks").see("too few to say").press("n");
    sooner.see("exercises, about");
    let mut later = Person::at("2026-12-25T09:00:00+00:00", ready().pages.clone());
    later
        .press("enter n n n n 4 1")
        .see("Once a month")
        .see("weight")
        .press("n n")
        .see("woken you on 3 nights")
        .press("n");
    later.unseen("Once a month");
}

#[test]
fn the_stop_key_works_through_the_help() {
    let mut person = ready();
    person.press("enter").wait(3).press("?").see("Keys on the screen").press("!").see("The clock stands");
}

#[test]
fn a_slip_on_the_stop_key_goes_back_paused() {
    let mut person = ready();
    person.press("enter").wait(3).press("! 7").see("PAUSED");
    person.press("space").unseen("PAUSED");
}

#[test]
fn time_away_is_not_credited() {
    let mut person = ready();
    person.press("enter").wait(3);
    person.vanish(3600).see("PAUSED");
    assert_eq!(person.events("item.ended").len(), 0);
    assert_eq!(person.events("session.paused").len(), 1);
}

#[test]
fn after_a_kill_it_goes_on_at_that_exercise() {
    let mut person = ready();
    person.press("enter").until("worst pain during it").press("2 2");
    assert_eq!(person.events("effort.rated").len(), 1);
    let mut again = Person::at("2026-11-20T09:30:00+00:00", person.pages.clone());
    again.see("was not finished").press("enter").see("2 of").see("PAUSED").press("space");
    again.play("2");
    assert_eq!(again.events("session.started").len(), 1);
    assert_eq!(again.events("session.ended").len(), 1);
}

#[test]
fn a_normal_day_takes_ten_keys_to_the_first_movement() {
    let mut person = ready();
    person.press("enter");
    person.play("2");
    let mut next = Person::at("2026-11-21T18:00:00+00:00", person.pages.clone());
    // Enter, S1 to S4, pain now, usual or not, an hour later, next morning, Enter.
    next.press("enter n n n n 4 1 n 4").see("exercises, about");
    next.press("enter").see("1 of");
}

#[test]
fn a_note_to_see_someone_is_calm_and_folds_away_when_it_was_read() {
    let mut person = Person::at(MORNING, Pages::default());
    // Pain between the shoulder blades: worth a check, no block.
    person.press(HELLO).press("1 enter n*5 n x*4 n 4 7 enter x 1 1 4 4 enter 2").press(PROFILE);
    person.see("shoulder blades").see("worth a check").see("You can go on with gentle sessions");
    person.press("a").unseen("worth a check").see("1 note read and folded away");
    let mut soon = Person::at("2026-11-25T09:00:00+00:00", person.pages.clone());
    soon.unseen("worth a check");
    let mut later = Person::at("2026-12-05T09:00:00+00:00", person.pages.clone());
    later.see("worth a check");
}

#[test]
fn every_screen_says_how_to_leave_and_shows_help() {
    let mut person = ready();
    for keys in ["", "t", "l", "p", "?", "enter"] {
        let mut there = Person::at("2026-11-20T10:00:00+00:00", person.pages.clone());
        there.press(keys).press("?").see("Keys on the screen");
        let found = (0..30).any(|_| {
            let seen = flat(&there.screen()).contains("leave; what you answered is kept");
            there.press("down");
            seen
        });
        assert!(found, "{keys:?}");
    }
    person.press("q");
    assert!(person.app.is_over());
}

#[test]
fn without_colour_no_cell_has_one() {
    let mut person = Person::with(MORNING, Pages::default(), Theme::new(false));
    for keys in ["", HELLO, CLEAN, PROFILE, "t", "esc", "enter"] {
        person.press(keys);
        let buffer = person.buffer();
        let reset = ratatui::style::Color::Reset;
        assert!(buffer.content().iter().all(|cell| cell.fg == reset && cell.bg == reset), "{keys}");
    }
}

#[test]
fn nothing_panics_and_nothing_is_lost_at_any_size() {
    for size in [(1, 1), (7, 2), (20, 5), (40, 12), (60, 16), (80, 24), (120, 40), (200, 60)] {
        let mut person = Person::at(MORNING, Pages::default());
        person.size = size;
        // Lists have to be scrolled through where they do not fit.
        person.press(HELLO).press("enter*9 1");
        for keys in ["1 enter", "n*6", "down*12 x", "down*12 x", "down*12 x", "down*12 x", "n 4 7 enter"] {
            person.press(keys);
        }
        for keys in ["down*12 x", "1 1 4", "down*12 x", PROFILE, "t left esc", "enter", "i i", "! 7"] {
            person.press(keys);
        }
    }
}

/// Each screen on the way of a first visit and a session: the keys that lead there, and what it must show.
const EVERY_SCREEN: &[(&str, &str)] = &[
    ("", "stiff or sore back"),
    ("enter*3", "Which is it?"),
    ("1", "Where does it hurt"),
    ("1 enter", "the way you pee"),
    ("2", "Is that right?"),
    ("b n*6", "Does any of these fit you?"),
    ("down*12 x down*12 x down*12 x down*12 x n", "How old are you?"),
    ("4 7 enter", "Your health"),
    ("down*12 x 1 1", "How much pain is there now?"),
    ("4", "How the pain behaves"),
    ("down*12 x", "usual day"),
    ("4", "how long until it settles"),
    ("2", "down to the floor"),
    ("y", "How many minutes"),
    ("2", "on the mat"),
    ("t", "0 of 3 days|1 of 3 days"),
    ("esc l", "How many minutes did you walk"),
    ("esc ?", "Keys on the screen"),
    ("esc e", "57 exercises"),
    ("/ b i r d enter", "1 of 57"),
    ("enter", "Reach one leg back|Moving|right side"),
    ("esc esc esc enter", "New to you: have a look first"),
    ("space", "Get ready"),
    ("space", "REPEAT"),
    ("i", "Come to all fours"),
    ("i s", "End this one early"),
    ("b !", "The clock stands"),
    ("1", "Far too short of breath"),
    ("2", "Does your chest hurt too"),
    ("2", "Is that right?|You said that you are far too short of breath"),
    ("b b b 7 q", "Leave now?"),
];

#[test]
fn every_screen_stands_at_three_sizes() {
    for size in [(40, 12), (80, 24), (120, 40)] {
        let mut person = Person::at(MORNING, Pages::default());
        person.size = size;
        for (keys, wanted) in EVERY_SCREEN {
            person.press(keys);
            let screen = person.screen();
            let rows: Vec<&str> = screen.lines().collect();
            assert!(
                wanted.split('|').any(|wanted| flat(&screen).contains(wanted)),
                "{wanted:?} not at {size:?} after {keys:?}:\n{screen}"
            );
            assert!(rows[0].trim().len() > 3, "no title at {size:?} after {keys:?}:\n{screen}");
            assert!(
                rows.last().unwrap().ends_with("? help"),
                "no help at {size:?} after {keys:?}:\n{screen}"
            );
            // Nothing may touch the right edge but the marks that there is more.
            for row in &rows {
                assert!(row.chars().count() <= usize::from(size.0), "{row}");
            }
        }
    }
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_large_emergency_number_is_not_drawn_in_reversed_blocks() {
    let mut person = Person::at(MORNING, Pages::default());
    person.press(HELLO).press("1 enter 2 y");
    let buffer = person.buffer();
    let blocks: Vec<_> = buffer.content().iter().filter(|cell| cell.symbol() == "█").collect();
    assert!(blocks.len() > 20, "no large number");
    // A full block in reversed colours is as empty as a space.
    assert!(blocks.iter().all(|cell| !cell.modifier.contains(ratatui::style::Modifier::REVERSED)));
}
