//! The screens, with real keys.

use serde_json::json;
use supple::journal::event::Event;

use super::lines::{Lines, now};

#[test]
fn a_score_is_put_right_with_its_effect_shown_first_and_undone_by_one_key() {
    let lines = Lines::demo();
    let before = format!("{:?}", lines.coach().history);
    let from = lines.count();
    let mut person = lines.person();
    person.press("y").see("Your history").see("19 Nov 26").press("enter");
    person
        .see("Session of Thu 19 Nov 2026")
        .see("Planned as your session")
        .see("pain before")
        .see("effort of the whole");
    person.see("asked").see("all done");
    // The first score is pain before, the second pain at the end.
    person.press("down*2");
    while !person.screen().contains("› pain at the end") {
        person.press("down");
    }
    person.press("enter").see("How bad was the pain at the end, 0 to 10?").press("9");
    person.see("Pain at the end 9; it said Pain at the end").see("In your plan:");
    assert_eq!(lines.count(), from, "nothing is written before yes");
    person.press("b");
    assert_eq!(lines.count(), from);
    person.press("enter 9 y").see("pain at the end: 9 of 10");
    let written = lines.since(from);
    assert_eq!(written.len(), 1);
    assert_eq!((written[0].0.as_str(), &written[0].1["body"]["score"]), ("correct", &json!(9)));
    let coach = lines.coach();
    assert_eq!(coach.history.sessions.last().unwrap().pain_after.unwrap().get(), 9);
    // The plan of today is made anew.
    person.press("b b").unseen("Your history");
    // Undone by a line of its own.
    person.press("y u").see("The last change was taken back.");
    assert_eq!(lines.since(from)[1].0, "retract");
    assert_eq!(format!("{:?}", lines.coach().history), before);
    person.press("u").see("There is no change of today's visit to take back.");
}

#[test]
fn a_score_is_removed_with_its_effect_shown_first_and_comes_back() {
    let lines = Lines::demo();
    let before = format!("{:?}", lines.coach().history);
    let from = lines.count();
    let mut person = lines.person();
    person.press("y enter");
    while !person.screen().contains("› pain at the end") {
        person.press("down");
    }
    person.press("enter").see("No answer removes what stands there.").press("x");
    person.see("Remove this: Pain at the end").see("In your plan:");
    assert_eq!(lines.count(), from, "nothing is written before yes");
    person.press("y").see("pain at the end: not told");
    assert_eq!(lines.since(from)[0].0, "retract");
    assert_eq!(lines.coach().history.sessions.last().unwrap().pain_after, None);
    person.press("enter x").see("There is no score there to remove.").press("b");
    person.press("u").see("The last change was taken back.");
    assert_eq!(format!("{:?}", lines.coach().history), before);
}

#[test]
fn a_session_goes_to_another_day_with_all_its_lines_and_is_taken_back_and_comes_back() {
    let lines = Lines::demo();
    let before = format!("{:?}", lines.coach().history);
    let last = lines.coach().history.sessions.last().unwrap().clone();
    let from = lines.count();
    let mut person = lines.person();
    person.press("y enter d").see("On which day was it?").see("Thursday 19 November 2026");
    person.press("left enter").see("It was on Wednesday 18 November 2026, not on Thursday 19 November 2026?");
    person.press("y").see("Session of Wed 18 Nov 2026");
    let moved = lines.coach().history.session(&last.id).unwrap().clone();
    let day = chrono::TimeDelta::days(1);
    assert_eq!((moved.started, moved.ended), (last.started - day, last.ended.map(|end| end - day)));
    assert_eq!(lines.since(from).len(), 1, "one line moves all of it");
    person.press("u").see("Session of Thu 19 Nov 2026");
    assert_eq!(format!("{:?}", lines.coach().history), before);

    person.press("x").see("Take back Thursday 19 November 2026").press("y");
    person.see("It is not in your history any more.");
    let coach = lines.coach();
    assert!(coach.history.session(&last.id).is_none() && coach.history.implausible.is_empty());
    person.press("u").see("pain before");
    assert_eq!(format!("{:?}", lines.coach().history), before);
    // A day to come is refused in words.
    person.press("d right*3 enter").see("is still to come").press("b b b");
}

#[test]
fn a_swim_of_another_day_is_added() {
    let lines = Lines::demo();
    let from = lines.count();
    let mut person = lines.person();
    person.press("y a").see("On which day was it?").press("left*3 enter");
    person.see("did you walk, cycle or swim on 17 November?").press("2 5 enter 3 y");
    person.see("25 minutes, worst pain 3, for Tuesday 17 November 2026?").press("y").see("Your history");
    let written = lines.since(from);
    assert_eq!(written.len(), 1);
    assert_eq!(written[0].0, "walk.done");
    let coach = lines.coach();
    let line = coach.events().last().unwrap();
    assert!(matches!(&line.event, Event::WalkDone(walk) if walk.minutes == 25), "{line:?}");
    assert_eq!(line.at.to_rfc3339(), "2026-11-17T12:00:00+01:00");
}

#[test]
fn it_is_read_at_every_size_and_under_a_block_and_says_what_it_does_not_change() {
    let lines = Lines::demo();
    for size in [(40, 12), (80, 24), (100, 30)] {
        let mut person = lines.person();
        person.size = size;
        person.press("y").see("Your history").press("down*3 pgdn end home enter");
        let mut seen = String::new();
        for _ in 0..120 {
            seen.push_str(&person.screen());
            person.press("down");
        }
        for words in ["Scores", "Exercises", "pain the next morning", "clearances are not changed"] {
            let flat = seen.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(flat.contains(words), "{words} at {size:?}");
        }
        person.press("enter").see("0 to 10?");
    }
    // Under a block: by way of the chart.
    let flag = json!({"rule": "bladder-1", "tier": "emergency", "from_unsure": false});
    lines.push("F1".into(), "flag.raised", &flag, now());
    let mut person = lines.person();
    person.press("t y").see("Your history").press("enter").see("Session of");
    person.press("x y");
    assert!(lines.coach().standing(now()).tier.locks(), "the warning stands");
    person.press("b b").unseen("Your history");
    assert!(lines.coach().history.flags.len() == 1);
}

#[test]
fn somebody_without_a_past_reads_so() {
    let mut person = Lines::default().person();
    person.press("y").unseen("Your history");
}

#[test]
fn the_page_says_why_the_plan_was_so_what_was_expected_and_which_forms_were_changed() {
    use supple::coach::past::{Kind, Row};
    let lines = Lines::demo();
    let mut person = lines.person();
    person.press("y enter");
    let mut seen = String::new();
    for _ in 0..10 {
        seen += &person.screen();
        person.press("pgdn");
    }
    assert!(seen.contains("Why the plan was so"), "{seen}");
    let mut coach = lines.coach();
    let texts = |rows: Vec<Row>| -> Vec<String> {
        rows.into_iter()
            .map(|row| match row {
                Row::Head(head) => head.to_owned(),
                Row::Text(text) | Row::Rated(_, text) | Row::Hour(text) => text,
            })
            .collect()
    };
    // Of every session that the demo lived through, each line of the plan has its reason again.
    let sessions: Vec<_> = coach.past().into_iter().filter(|done| done.kind == Kind::Session).collect();
    for done in sessions.iter().step_by(9) {
        let because = texts(coach.past_because(done));
        let session = coach.history.session(&done.id).unwrap();
        let walk = usize::from(session.aerobic_asked.is_some());
        assert_eq!(because.len(), 1 + session.planned.len() + walk, "{because:?}");
        assert!(!because.iter().any(|line| line.contains("not known any more")), "{because:?}");
        for (line, item) in because[1..].iter().zip(&session.planned) {
            assert!(line.starts_with(&format!("{}: ", coach.name_of(&item.exercise))), "{line}");
        }
    }
    let tried = coach.history.wishes.expected.last().unwrap().session.clone();
    let page = texts(coach.past_page(&coach.past_of(&tried).unwrap()));
    assert!(page.contains(&"What you expected".to_owned()), "{page:?}");
    assert!(page.iter().any(|line| line.contains(": you expected pain ")), "{page:?}");
    // A score has no plan behind it.
    let score = coach.past().into_iter().find(|done| done.kind == Kind::Score).unwrap();
    assert_eq!(coach.past_because(&score), []);
    let last = coach.history.sessions.last().unwrap().clone();
    let dose = json!({"sets": 1, "reps": 2, "hold_s": 3});
    let body = json!({"session": last.id, "item": 2, "exercise": last.planned[2].exercise, "done": dose,
        "to": {"exercise": "pelvic-tilt", "dose": dose, "sides": 1}, "why": "too_hard"});
    let event = Event::parse("item.swapped", &body.to_string()).unwrap().unwrap();
    coach.take(supple::journal::replay::Stamped { id: "SWAP".into(), at: last.started, event });
    let page = texts(coach.past_page(&coach.past_of(&last.id).unwrap()));
    let swapped = "Bridge, done 2 x 3 s: it was too hard, and Pelvic tilt came in its place.";
    assert!(page.contains(&swapped.to_owned()), "{page:?}");
}
