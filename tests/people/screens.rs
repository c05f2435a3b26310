//! More about you, stiff mornings, flares, what was expected: real keys, what is then seen, what the
//! journal has.

use supple::journal::event::Event;

use super::support::{Pages, Person};

const FIRST: &str = "enter 1 1 enter n*5 n x*4 n 4 7 enter x 1 1 4 x";
const PROFILE: &str = "4 2 y 2";
const CHECK: &str = "enter n n n n 4 1";

/// Somebody at that hour of the first day, in front of the first plan.
fn first_day(hour: u32) -> Person {
    let mut person = Person::at(&format!("2026-11-20T{hour:02}:00:00+00:00"), Pages::default());
    person.press(FIRST).press(PROFILE).see("Your first session");
    person
}

fn on(day: u32, hour: u32, person: &Person) -> Person {
    Person::at(&format!("2026-11-{day:02}T{hour:02}:00:00+00:00"), person.pages.clone())
}

#[test]
fn after_the_first_session_more_is_offered_and_each_item_can_be_left_out() {
    let mut person = first_day(18);
    person.unseen("i makes the plan").press("enter").play("2").see("i makes the plan fit you better");
    person.press("i").see("More about you").see("Which way is worse").see("not told");
    assert_eq!(person.events("direction.told").len(), 0);

    person
        .press("1")
        .see("which way is worse for your back?")
        .see("Your programme is: Low back, all round.")
        .press("b")
        .see("More about you");
    person.press("1 1").see("Your programme is now: Leaning back feels better.");
    person.see("bending or sitting, said today");

    person.press("2").see("an elastic band").press("1 enter").see("an elastic band");
    person.press("4 1").see("Bending or rounding my back: how much does it worry you").press("x");
    person.press("4 8").see("Kneeling, or being on all fours: 8").press("b").see("kneeling 8");
    person.press("6").see("on, from the third week").press("6").see("off").press("6");
    person.press("5").see("Tick what you would rather not do").press("1 enter");
    assert_eq!(person.events("exercise.unwanted").len(), 1);
    person.unseen("\"Not this one\" none");

    person.press("b").see("Today's session is done");
    let mut next = on(21, 18, &person);
    next.press(CHECK).press("n 2").see("exercises, about").press("i").see("bending or sitting");
}

#[test]
fn things_to_do_again_are_typed_scored_and_scored_again() {
    let mut person = first_day(18);
    person.press("i 3").see("Up to three things").press("1").see("A few words.");
    // Every letter is a letter here, those of commands too.
    person.press("q u i t space ? space w x bs").see("quit ? w_");
    person.press("enter").see("quit ? w: how well does it go").press("3");
    person.see("quit ? w: 3, today").press("2 d i g enter right right enter").see("dig: 1, today");
    let Event::GoalRated(goal) = &person.events("goal.rated")[1] else { panic!() };
    assert_eq!((goal.goal, goal.words.as_str(), goal.score.get()), (2, "dig", 1));
    // An empty text is none.
    person.press("3 space enter").see("A few words.").press("esc").see("(free)").press("b b");

    let mut later = Person::at("2026-12-05T18:00:00+00:00", person.pages.clone());
    later.press("i").see("2 of 3, new scores are due").press("3").see("a new score is due");
    later.press("1").see("quit ? w: how well").press("6 2 4").see("quit ? w: 3 at first, 6 now, today");
    later.see("What you want to do again: 2 at first, 5 now: a change that people notice.");
    later.press("up n").see("Taken off the list");
    assert_eq!(later.events("goal.dropped").len(), 1);
}

#[test]
fn a_stiff_morning_takes_one_key_and_the_rest_comes_later() {
    let mut person = first_day(8);
    person.press("enter").play("2");
    let mut next = on(21, 8, &person);
    next.see("Enter: six short questions").press("s").see("asked in the morning, after the check");
    next.press(CHECK).press("n 2").see("Very stiff this morning?").press("s");
    next.see("Stiff this morning: easy movement now, or the whole session later today.");
    next.see("Same doses today: nothing grows on a stiff morning.").unseen("Very stiff this morning?");
    next.see("1 exercise, about");
    next.press("s").see("5 exercises").unseen("Stiff this morning:").press("s").see("1 exercise");
    assert_eq!(next.events("morning.told").len(), 3);
    let mut later = on(21, 15, &next);
    later.see("5 exercises, about").unseen("tiff this morning");
    later.press("s").see("asked in the morning");
}

#[test]
fn one_key_declares_a_flare_and_the_same_explains_it_and_takes_it_back() {
    let mut person = first_day(18);
    person.press("f").see("You said that this is a flare").see("f again: more about it");
    person.see("something cold").see("Keep moving gently");
    person.press("f").see("Today is marked as a flare").see("When to have it looked at").see("How it ends");
    assert_eq!(person.events("flare.declared").len(), 1);
    person.press("enter").see("that this is a flare").press("f u").see("Taken back: today is no flare.");
    person.see("Your first session");
    assert_eq!(person.events("flare.withdrawn").len(), 1);

    // Found by the scores, not declared.
    let mut person = first_day(18);
    person.press("enter").play("2");
    let mut next = on(21, 18, &person);
    next.press("enter n n n n 7 1")
        .press("n 2")
        .see("Pain is 7 today, above your usual: gentle movement")
        .see("~");
    assert_eq!(next.events("flare.declared").len(), 0);
}

#[test]
fn what_was_expected_and_what_was_found_stand_side_by_side() {
    let mut person = first_day(18);
    person.press("i 4 4 5 b b").see("exercises, about");
    person.press("enter").see("How much do you think it will hurt, 0 to 10?").see("Cat-cow");
    assert_eq!(person.events("session.started").len(), 0, "nothing begins before the answer");
    person.press("7");
    assert_eq!(person.events("try.expected").len(), 1);
    person.play("2").see("Cat-cow on all fours: you expected 7, it was 2.");
    person.press("enter").see("how much does it worry you now").see("It was 5.").press("3");
    person.see("Today's session is done");
    let Event::WorryRated(worry) = &person.events("worry.rated")[1] else { panic!() };
    assert_eq!((worry.movement.as_str(), worry.score.get()), ("kneeling", 3));
    // Nothing is expected of what worries no more.
    let mut next = on(21, 18, &person);
    next.press(CHECK).press("n 2").see("exercises, about").press("enter").unseen("do you think it will hurt");
}

#[test]
fn usual_pain_is_looked_at_again_and_only_a_lower_one_counts() {
    let mut person = first_day(18);
    person.press("i 7").see("How bad is your pain on a usual day now").press("6");
    person.see("Noted. The limits stay at 4").press("7 3").see("Your days are measured against 3 now");
    assert_eq!(person.events("usual_pain.reassessed").len(), 2);
}

#[test]
fn every_new_screen_is_whole_on_small_terminals() {
    for size in [(80, 24), (40, 12), (100, 30), (30, 8)] {
        for keys in ["i", "i 1", "i 2", "i 3", "i 3 1", "i 4", "i 4 1", "i 5", "i 7", "i 8", "f f"] {
            let mut person = first_day(8);
            person.size = size;
            person.press(keys);
            let screen = person.screen();
            let widest = screen.lines().map(|line| line.chars().count()).max().unwrap_or(0);
            assert!(widest <= usize::from(size.0), "{keys} at {size:?}:\n{screen}");
            assert!(screen.trim().lines().count() >= 3, "{keys} at {size:?}:\n{screen}");
        }
    }
}
