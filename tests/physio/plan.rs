//! What a plan makes of the next session: what comes, in which form, how much, and what keeps it out.

use supple::content::physio_file::starting_file;
use supple::domain::dose::Dose;
use supple::domain::plan::Plan;
use supple::domain::plan::output::Change;

use super::{newcomer, physio, plan_with, shelf, third_day, unreadable};

fn ids(plan: &Plan) -> Vec<&str> {
    plan.exercises.iter().map(|item| item.id.as_str()).collect()
}

#[track_caller]
fn line<'a>(plan: &'a Plan, id: &str) -> &'a supple::domain::plan::output::Item {
    let found = plan.exercises.iter().find(|item| item.id == id);
    found.unwrap_or_else(|| panic!("no {id} in {:#?}", plan.exercises))
}

const BRIDGE: &str = "only = true\n[[exercises]]\nid = \"glute-bridge\"\nreps = 6\nfixed = true\nnote = \"Heels\"\n\
                      [[exercises]]\nid = \"knee-rolls\"\nreps = 4\n";

#[test]
fn only_means_only_from_the_first_session_on_and_every_line_says_where_it_is_from() {
    // who did it before goes on from where they are, by single steps; who did not begins at its dose
    for (mut person, reps) in [(newcomer(), 6), (third_day(), 4)] {
        let plan = plan_with(&mut person, shelf(&[("back", BRIDGE)]));
        let mut got = ids(&plan);
        got.sort_unstable();
        assert_eq!(got, ["glute-bridge", "knee-rolls"]);
        for item in &plan.exercises {
            assert!(item.reason.ends_with("From your plan back."), "{}", item.reason);
            assert!(item.sources.contains(&"PLAN".to_owned()));
        }
        assert_eq!(line(&plan, "glute-bridge").dose, Dose::new(1, reps, 3));
        assert_eq!(line(&plan, "knee-rolls").dose, Dose::new(1, 4, 0));
        assert!(plan.removed.is_empty(), "what is not listed is not told line by line: {:?}", plan.removed);
        let coach = &person.app.shared.coach;
        let why = coach.why("pelvic-tilt", person.now.wall).unwrap();
        assert_eq!(why.not_in[0].code, "plan-only");
        assert!(why.not_in[0].text.contains("plan back allows only what it lists"), "{:?}", why.not_in);
    }
}

#[test]
fn what_the_answers_keep_out_is_said_once_with_the_plan_that_asks_for_it() {
    let mut person = newcomer();
    let plan = plan_with(&mut person, shelf(&[("neck", "[[exercises]]\nid = \"neck-rotation\"\n")]));
    assert!(!ids(&plan).contains(&"neck-rotation"));
    let why = person.app.shared.coach.why("neck-rotation", person.now.wall).unwrap();
    let said: Vec<&str> = why.not_in.iter().map(|reason| reason.text.as_str()).collect();
    assert_eq!(said, ["It is for the neck, and you named the back. It stands in your plan neck."]);
}

#[test]
fn without_only_the_listed_ones_come_first_and_the_rest_fills_what_is_left() {
    let mut person = third_day();
    let before = plan_with(&mut person, shelf(&[]));
    let text = "[[exercises]]\nid = \"clamshell\"\nreps = 3\n";
    let plan = plan_with(&mut person, shelf(&[("hip", text)]));
    let item = line(&plan, "clamshell");
    assert_eq!((item.change, item.dose), (Change::Intro, Dose::new(1, 3, 0)));
    assert!(item.reason.starts_with("New, because your plan asks for it"), "{}", item.reason);
    let kept = ids(&plan).iter().filter(|id| ids(&before).contains(id)).count();
    assert!(kept > 0, "{:?}", ids(&plan));
    assert!(plan.est_seconds <= 600);
    let mut young = newcomer();
    assert!(ids(&plan_with(&mut young, shelf(&[("hip", text)]))).contains(&"clamshell"));
}

#[test]
fn the_listed_form_is_where_a_ladder_begins_and_none_harder_ever_comes() {
    let mut person = newcomer();
    let text = "[[exercises]]\nid = \"bird-dog\"\nreps = 3\nhold_s = 4\n";
    assert_eq!(line(&plan_with(&mut person, shelf(&[("p", text)])), "bird-dog").dose, Dose::new(1, 3, 4));
    // done in an easier form so far: a calm day goes over to it, as one of the steps of the day
    let mut person = third_day();
    let plan = plan_with(&mut person, shelf(&[("p", text)]));
    let item = line(&plan, "bird-dog");
    assert_eq!((item.change, item.dose), (Change::Promote, Dose::new(1, 3, 4)));
    assert!(item.reason.starts_with("Your plan asks for this form in place of"), "{}", item.reason);
    // an easier form is listed: what is above it goes
    let text = "[[exercises]]\nid = \"quadruped-arm-reach\"\n";
    plan_with(&mut person, shelf(&[("p", text)]));
    let why = person.app.shared.coach.why("bird-dog", person.now.wall).unwrap();
    assert!(why.not_in.iter().any(|reason| reason.code == "plan-form"), "{:?}", why.not_in);
}

#[test]
fn limits_cap_what_is_listed_and_what_is_not() {
    let mut person = third_day();
    let text = "[limits]\nmax_reps = 2\nmax_hold_s = 12\n[[exercises]]\nid = \"glute-bridge\"\nreps = 9\n";
    let plan = plan_with(&mut person, shelf(&[("p", text)]));
    for item in &plan.exercises {
        assert!(item.dose.reps <= 2, "{item:?}");
        assert!(item.group != supple::domain::dose::Group::Stretch || item.dose.hold_s <= 12, "{item:?}");
    }
    let capped = plan.exercises.iter().filter(|item| item.reason.contains("allows no more than this"));
    assert!(capped.count() > 0, "{:#?}", plan.exercises);
}

#[test]
fn nothing_grows_where_the_plan_says_so_and_it_would_have() {
    let mut person = third_day();
    let before = plan_with(&mut person, shelf(&[]));
    assert!(before.exercises.iter().any(|item| item.change == Change::Up));
    let plan = plan_with(&mut person, shelf(&[("calm", "[limits]\nprogress = false\n")]));
    assert!(plan.exercises.iter().all(|item| item.change == Change::Hold), "{:#?}", plan.exercises);
    let said = plan.exercises.iter().filter(|item| item.reason.contains("lets nothing grow"));
    assert!(said.count() > 0);
}

#[test]
fn a_limit_of_pain_holds_what_the_persons_own_limit_would_have_let_grow() {
    let mut person = third_day(); // rated 2 throughout, own limit 4
    let before = plan_with(&mut person, shelf(&[]));
    let up = before.exercises.iter().find(|item| item.change == Change::Up).unwrap().clone();
    let text = format!("[[exercises]]\nid = \"{}\"\nmax_pain = 1\n", up.id);
    let plan = plan_with(&mut person, shelf(&[("p", &text)]));
    let item = line(&plan, &up.id);
    assert!(item.dose.lower(up.dose) == item.dose && item.dose != up.dose, "{item:?}");
    let words = person.app.shared.coach.plan_words(&up.id, person.now.date());
    assert_eq!(words, ["Not above a pain of 1 of 10."]);
}

#[test]
fn what_an_answer_keeps_out_stays_out_and_is_named_with_the_answer() {
    let mut person = newcomer();
    person.press("p 4 2 n 2"); // cannot get to the floor
    let plan = plan_with(&mut person, shelf(&[("back", BRIDGE)]));
    assert_eq!(ids(&plan), Vec::<&str>::new());
    let told: Vec<&str> = plan.removed.iter().map(|removed| removed.reason.as_str()).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told[0].contains("getting down to the floor") && told[0].ends_with("It stands in your plan back."),
        "{told:?}"
    );
    let conflicts = person.app.shared.coach.plan_conflicts(person.now.wall);
    assert!(
        conflicts[0].starts_with("plan back: glute-bridge is left out. Your answers keep it out (FLOOR)"),
        "{conflicts:?}"
    );
}

#[test]
fn more_than_the_catalogue_allows_is_cut_and_told() {
    let mut person = newcomer();
    let plan = plan_with(&mut person, shelf(&[("p", "[[exercises]]\nid = \"glute-bridge\"\nreps = 50\n")]));
    let item = line(&plan, "glute-bridge");
    assert!(item.dose.reps < 50);
    assert!(item.reason.contains("It asks for more; supple goes up to"), "{}", item.reason);
    let conflicts = person.app.shared.coach.plan_conflicts(person.now.wall);
    assert!(
        conflicts.iter().any(|line| line.contains("asks for reps = 50; supple goes up to")),
        "{conflicts:?}"
    );
}

#[test]
fn of_two_plans_both_hold_and_the_smaller_counts() {
    let a = "clinician = \"A\"\n[[exercises]]\nid = \"glute-bridge\"\nreps = 8\nmax_pain = 5\n";
    let b = "[limits]\nmax_pain = 2\n[[exercises]]\nid = \"glute-bridge\"\nreps = 5\nfixed = true\n";
    let mut person = newcomer();
    let plan = plan_with(&mut person, shelf(&[("a", a), ("b", b)]));
    let item = line(&plan, "glute-bridge");
    assert_eq!(item.dose, Dose::new(1, 5, 3));
    assert!(item.reason.ends_with("From your plan a and b."), "{}", item.reason);
    let coach = &person.app.shared.coach;
    let notes: Vec<String> =
        coach.physio.notes(person.now.date()).into_iter().map(|note| note.text).collect();
    assert_eq!(notes.len(), 3, "{notes:?}");
    assert!(notes[0].starts_with("Your plan a by A is in force"), "{notes:?}");
    assert!(notes[2].contains("the smaller dose and the lower limit count"), "{notes:?}");
    assert_eq!(coach.plan_words("glute-bridge", person.now.date()), ["Not above a pain of 2 of 10."]);
    assert_eq!(coach.plans_in_force(person.now.wall), [physio("a", a).mark(), physio("b", b).mark()]);
}

#[test]
fn before_its_first_and_after_its_last_day_a_plan_changes_nothing_and_its_end_is_told() {
    let mut person = third_day();
    let without = plan_with(&mut person, shelf(&[]));
    for (dates, told) in [
        ("from = \"2026-11-23\"\n", None),
        (
            "until = \"2026-11-21\"\n",
            Some("Your plan p ended on 21 November. supple chooses by itself again"),
        ),
        ("until = \"2026-11-08\"\n", Some("ended on 8 November")),
        ("until = \"2026-11-07\"\n", None),
    ] {
        let text = format!("{dates}{BRIDGE}");
        assert_eq!(plan_with(&mut person, shelf(&[("p", &text)])), without, "{dates}");
        let notes = person.app.shared.coach.physio.notes(person.now.date());
        assert_eq!(
            notes.first().map(|note| note.text.contains(told.unwrap_or("?"))),
            told.map(|_| true),
            "{dates}: {notes:?}"
        );
    }
    for dates in ["from = \"2026-11-22\"\n", "until = \"2026-11-22\"\n"] {
        let text = format!("{dates}{BRIDGE}");
        assert_ne!(plan_with(&mut person, shelf(&[("p", &text)])), without, "{dates}");
    }
}

#[test]
fn while_a_plan_cannot_be_read_nothing_grows_and_nothing_new_comes_in() {
    let mut person = third_day();
    let before = plan_with(&mut person, shelf(&[]));
    let last: Vec<String> = person
        .app
        .shared
        .coach
        .history
        .last_session()
        .unwrap()
        .planned
        .iter()
        .map(|item| item.exercise.clone())
        .collect();
    let plan = plan_with(&mut person, unreadable());
    assert!(!plan.exercises.is_empty());
    for item in &plan.exercises {
        assert!(last.contains(&item.id), "{} is new", item.id);
        assert_eq!(item.change, Change::Hold, "{item:?}");
    }
    assert_ne!(before, plan);
    let notes = person.app.shared.coach.physio.notes(person.now.date());
    assert!(notes[0].wrong && notes[0].text.contains("cannot be read: plans/back.toml:3:1"), "{notes:?}");
    let why = person.app.shared.coach.why("clamshell", person.now.wall).unwrap();
    assert!(why.not_in.iter().any(|reason| reason.code == "plan-unread"), "{:?}", why.not_in);
    // nobody was here before: only the gentlest
    let mut young = newcomer();
    let plan = plan_with(&mut young, unreadable());
    assert!(!plan.exercises.is_empty());
    assert!(plan.exercises.iter().all(|item| item.tags.contains(&"relief".to_owned())), "{:?}", ids(&plan));
}

#[test]
fn a_flare_stays_gentle_and_keeps_to_the_list() {
    let mut person = third_day();
    person.press("f");
    let listed = "only = true\n[[exercises]]\nid = \"knee-rolls\"\n[[exercises]]\nid = \"glute-bridge\"\n";
    let plan = plan_with(&mut person, shelf(&[("p", listed)]));
    assert_eq!(ids(&plan), ["knee-rolls"]);
    let nothing =
        plan_with(&mut person, shelf(&[("p", "only = true\n[[exercises]]\nid = \"glute-bridge\"\n")]));
    assert!(nothing.exercises.is_empty());
    assert!(nothing.reason.contains("No gentle movement is in your plan p"), "{}", nothing.reason);
}

#[test]
fn two_listed_forms_of_one_ladder_are_two_lines() {
    let mut person = newcomer();
    let text = "only = true\n[[exercises]]\nid = \"quadruped-arm-reach\"\n[[exercises]]\nid = \"bird-dog\"\n";
    let plan = plan_with(&mut person, shelf(&[("p", text)]));
    let mut got = ids(&plan);
    got.sort_unstable();
    assert_eq!(got, ["bird-dog", "quadruped-arm-reach"]);
}

#[test]
fn the_starting_file_gives_a_session() {
    let mut person = newcomer();
    let plan = plan_with(&mut person, shelf(&[("knee", &starting_file("knee"))]));
    assert!(ids(&plan).contains(&"glute-bridge") && ids(&plan).contains(&"bird-dog"), "{:?}", ids(&plan));
}
