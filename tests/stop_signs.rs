//! "Something is wrong" in a session: every sign and every answer as one table that a clinician can read,
//! and what happens when the keys are pressed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/app.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};

use supple::content::screening_file::rulebook;
use supple::domain::plan::input::Stop;
use supple::domain::screening::answer::{Answers, Value};
use supple::domain::screening::stop_sign::{Ends, LATER, Step, StopTable, Telling, Told};
use supple::domain::screening::tier::Tier;
use supple::journal::event::{Event, OuchNoted};
use support::{Pages, Person};

/// Sign; what the safety check knows; answers in the order asked -> tier; what ends; why the exercise
/// ended, for the next dose; whether a flag locks sessions.
///
/// "bones" stands for each of: 65 or older, thin bones, steroid tablets or not sure about them.
const TABLE: &str = "
    chest           |       | yes               -> emergency       | session  |           | flag
    chest           |       | unsure            -> emergency       | session  |           | flag
    chest           |       | no                -> urgent          | session  |           | flag
    breath          |       | yes               -> emergency       | session  |           | flag
    breath          |       | unsure            -> emergency       | session  |           | flag
    breath          |       | no                -> urgent          | session  |           | flag
    passed_out      |       | no                -> emergency       | session  |           | flag
    passed_out      |       | unsure            -> emergency       | session  |           | flag
    passed_out      |       | yes               -> urgent          | session  |           | flag
    face_speech     |       |                   -> emergency       | session  |           | flag
    headache        |       |                   -> emergency       | session  |           | flag
    faint           |       | other             -> urgent          | session  |           | flag
    faint           |       | unsure            -> urgent          | session  |           | flag
    faint           |       | standing          -> caution         | nothing  |           |
    bladder_bowel   |       |                   -> emergency       | session  |           | flag
    weak            |       | severe            -> emergency       | session  |           | flag
    weak            |       | unsure            -> emergency       | session  |           | flag
    weak            |       | one               -> urgent          | session  |           | flag
    numb            |       | both              -> emergency       | session  |           | flag
    numb            |       | unsure            -> emergency       | session  |           | flag
    numb            |       | one, stays        -> clinician-first | session  | spreading | flag
    numb            |       | one, later        -> clinician-first | session  | spreading | asked again
    numb            |       | one, gone_new     -> caution         | exercise | spreading |
    numb            |       | one, gone_known   -> caution         | exercise | spreading |
    pregnancy       |       |                   -> emergency       | session  |           | flag
    calf            |       | yes               -> emergency       | session  |           | flag
    calf            |       | unsure            -> emergency       | session  |           | flag
    calf            |       | no                -> urgent          | session  |           | flag
    crack           | bones |                   -> urgent          | session  | sharp     | flag
    crack           |       | no                -> clinician-first | session  | sharp     | flag
    crack           |       | later             -> clinician-first | session  | sharp     | asked again
    crack           |       | yes               -> caution         | exercise | sharp     |
    sharp           | bones | spine             -> urgent          | session  | sharp     | flag
    sharp           | bones | unsure            -> urgent          | session  | sharp     | flag
    sharp           | bones | elsewhere, no     -> clinician-first | session  | sharp     | flag
    sharp           | bones | elsewhere, later  -> clinician-first | session  | sharp     | asked again
    sharp           | bones | elsewhere, yes    -> caution         | exercise | sharp     |
    sharp           |       | no                -> clinician-first | session  | sharp     | flag
    sharp           |       | later             -> clinician-first | session  | sharp     | asked again
    sharp           |       | yes               -> caution         | exercise | sharp     |
    spreading       |       | both_new          -> emergency       | session  | spreading | flag
    spreading       |       | unsure            -> emergency       | session  | spreading | flag
    spreading       |       | both_known        -> caution         | exercise | spreading |
    spreading       |       | one               -> caution         | exercise | spreading |
    pain_up         |       | three             -> caution         | session  | pain      |
    pain_up         |       | two               -> caution         | exercise | pain      |
    neck_ache       |       | no                -> caution         | exercise | pain      |
    neck_ache       |       | yes               -> clear           | nothing  |           |
    pull            |       | no                -> caution         | exercise | pain      |
    pull            |       | yes               -> clear           | nothing  |           |
    something_else  |       |                   -> caution         | session  |           | questions
";

fn table() -> &'static StopTable {
    &rulebook().unwrap().stops
}

/// Safety answers without anything about the bones, and each way of having something.
fn facts() -> (Answers, Vec<Answers>) {
    let with = |age: i64, osteo: &str, steroids: &str| {
        let choice = |id: &str, value: &str| (id.to_owned(), Value::choice(value));
        Answers::from([
            ("age".to_owned(), Value::Number(age)),
            choice("osteo", osteo),
            choice("steroids", steroids),
        ])
    };
    let bones =
        vec![with(65, "no", "no"), with(47, "yes", "no"), with(47, "no", "yes"), with(47, "no", "unsure")];
    (with(64, "no", "no"), bones)
}

/// Goes to a sign by choosing lines.
fn choose<'a>(safety: &Answers, sign: &str) -> Telling<'a> {
    let mut telling = Telling::new(table(), safety.clone());
    let sign = table().sign(sign).unwrap();
    telling.pick(table().groups.iter().position(|group| group.id == sign.group).unwrap());
    if telling.step() == Step::Signs {
        telling.pick(telling.lines().iter().position(|line| *line == sign.line).unwrap());
    }
    telling
}

/// Every walk from a sign to its read-back: the answers given, and what they come to.
fn walks(telling: &Telling, given: &[String], into: &mut Vec<(String, Told)>) {
    match telling.step() {
        Step::Ask(_, ask) => {
            assert!(given.len() < 2, "a third question: {}", ask.text);
            for (line, value) in ask.values.iter().enumerate() {
                let mut next = telling.clone();
                next.pick(line);
                walks(&next, &[given, std::slice::from_ref(&value.value)].concat(), into);
            }
        }
        Step::ReadBack(..) => into.push((given.join(", "), telling.told().unwrap())),
        other => panic!("{other:?}"),
    }
}

fn outcome(told: &Told) -> String {
    let row = &told.row;
    let ends = match row.ends {
        Ends::Session => "session",
        Ends::Exercise => "exercise",
        Ends::Nothing => "nothing",
    };
    let stop = match row.stop {
        Some(Stop::Sharp) => "sharp",
        Some(Stop::Spreading) => "spreading",
        Some(Stop::Pain) => "pain",
        None => "",
        other => panic!("{other:?}"),
    };
    let then = match (row.flags(), row.open, row.questions) {
        (true, false, false) => "flag",
        (false, true, false) => "asked again",
        (false, false, true) => "questions",
        (false, false, false) => "",
        _ => "more than one",
    };
    format!("{} | {ends} | {stop} | {then}", row.tier)
}

#[test]
fn anybody_can_read_the_table() {
    let book = supple::content::screening_file::rulebook().unwrap();
    let text = supple::domain::screening::probe::rulebook_to_text(book);
    let json = supple::domain::screening::probe::rulebook_to_json(book);
    assert_eq!(json["stop_signs"].as_array().unwrap().len(), book.stops.signs.len());
    for sign in &book.stops.signs {
        assert!(text.contains(&format!("stop:{}  {}", sign.id, sign.line)), "{} is not printed", sign.id);
        assert!(sign.rows.iter().all(|row| text.contains(&row.todo)), "{} is not printed whole", sign.id);
    }
}

#[test]
fn every_sign_and_every_answer_comes_to_what_the_table_says() {
    let mut wanted = BTreeMap::new();
    for line in TABLE.trim().lines() {
        let (case, result) = line.split_once("->").unwrap();
        let tidy = |text: &str| text.split('|').map(str::trim).collect::<Vec<_>>().join(" | ");
        assert!(wanted.insert(tidy(case), tidy(result)).is_none(), "twice: {line}");
    }
    let (sound, bones) = facts();
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for sign in &table().signs {
        let all = |safety: &Answers| {
            let mut all = Vec::new();
            walks(&choose(safety, &sign.id), &[], &mut all);
            all.iter().map(|(given, told)| (given.clone(), outcome(told))).collect::<Vec<_>>()
        };
        let usual = all(&sound);
        for (given, outcome) in &usual {
            found.insert(format!("{} |  | {given}", sign.id), outcome.clone());
        }
        for safety in &bones {
            let other = all(safety);
            if other != usual {
                for (given, outcome) in other {
                    let case = format!("{} | bones | {given}", sign.id);
                    let before = found.insert(case.clone(), outcome.clone());
                    assert!(
                        before.is_none_or(|before| before == outcome),
                        "{case} differs between {safety:?}"
                    );
                }
            }
        }
        // Nobody is asked what the safety check did not ask: an empty one comes to the usual rows.
        assert_eq!(all(&Answers::new()), usual, "{}", sign.id);
    }
    assert_eq!(found, wanted);
}

#[test]
fn every_row_is_reached() {
    let (sound, bones) = facts();
    for sign in &table().signs {
        let mut reached = BTreeSet::new();
        for safety in bones.iter().chain([&sound]) {
            let mut all = Vec::new();
            walks(&choose(safety, &sign.id), &[], &mut all);
            reached.extend(all.into_iter().map(|(_, told)| told.row.when_text));
        }
        let rows: BTreeSet<String> = sign.rows.iter().map(|row| row.when_text.clone()).collect();
        assert_eq!(reached, rows, "{}", sign.id);
    }
}

#[test]
fn the_most_dangerous_groups_and_answers_stand_first() {
    let worst =
        |group: &str| table().of_group(group).flat_map(|sign| &sign.rows).map(|row| row.tier).max().unwrap();
    let groups: Vec<Tier> = table().groups.iter().map(|group| worst(&group.id)).collect();
    assert!(groups.windows(2).all(|pair| pair[0] >= pair[1]), "{groups:?}");
    // Within a group the worst that a sign can come to never rises again.
    for group in &table().groups {
        let ranks: Vec<Tier> = table()
            .of_group(&group.id)
            .filter(|sign| sign.id != "spreading")
            .map(|sign| sign.rows.iter().map(|row| row.tier).max().unwrap())
            .collect();
        assert!(ranks.windows(2).all(|pair| pair[0] >= pair[1]), "{}: {ranks:?}", group.id);
    }
}

#[test]
fn words_are_plain_and_promise_nothing() {
    let must_not = [
        "treat",
        "cure",
        "reliev",
        "diagnos",
        "detect",
        "clinically proven",
        "rules out",
        "rule out",
        "you have ",
        "safe for you",
        "stroke",
        "dissection",
        "cauda",
        "fracture",
        "heart attack",
        "thrombosis",
    ];
    let mut shown: Vec<&str> = vec![&table().slip];
    shown.extend(table().groups.iter().map(|group| group.line.as_str()));
    for sign in &table().signs {
        shown.extend([sign.line.as_str(), &sign.said, &sign.at_once]);
        shown.extend(sign.rows.iter().flat_map(|row| [row.todo.as_str(), &row.way_back]));
        for ask in &sign.asks {
            shown.push(&ask.text);
            shown.extend(ask.values.iter().flat_map(|value| [value.shown.as_str(), &value.said]));
        }
    }
    for text in shown {
        let lower = text.to_lowercase();
        for word in must_not {
            // "You have said" is no finding.
            let found = lower.replace("you have said", "").replace("you have let go", "").contains(word);
            assert!(!found, "{word:?} in {text:?}");
        }
        assert!(text.len() <= 210, "too long: {text}");
    }
}

#[test]
fn whatever_is_pressed_the_walk_stays_on_the_table() {
    let (sound, bones) = facts();
    let mut seed = 7_u64;
    let mut next = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    for round in 0..2000 {
        let mut telling =
            Telling::new(table(), if round % 2 == 0 { sound.clone() } else { bones[0].clone() });
        for _ in 0..12 {
            if next(4) == 0 {
                telling.back();
            } else {
                telling.pick(usize::try_from(next(11)).unwrap());
            }
            let lines = telling.lines().len();
            assert!(lines <= 9);
            match telling.step() {
                Step::ReadBack(..) => {
                    assert!(telling.told().is_some() && telling.sentence().starts_with("You said that "));
                }
                Step::Slip => assert!(telling.told().is_none()),
                _ => assert!(lines >= 2 && telling.told().is_none()),
            }
        }
        // From anywhere one gets back to the first list.
        while telling.back() {}
        assert_eq!(telling.step(), Step::Groups);
    }
}

#[test]
fn what_was_not_known_is_asked_again_without_that_answer() {
    let (sound, _) = facts();
    for sign in &table().signs {
        let mut all = Vec::new();
        walks(&choose(&sound, &sign.id), &[], &mut all);
        for (given, told) in all.into_iter().filter(|(_, told)| told.row.open) {
            let mut again = Telling::again(table(), sound.clone(), &sign.id, &told.answers).unwrap();
            let Step::Ask(_, ask) = again.step() else { panic!("{}: {given}", sign.id) };
            let later = &ask.values.iter().find(|value| value.value == LATER).unwrap().shown;
            assert!(!again.lines().contains(&later.as_str()), "{}", sign.id);
            assert!(!again.back(), "an earlier day cannot be taken back");
            for line in 0..again.lines().len() {
                let mut one = again.clone();
                one.pick(line);
                assert!(!one.told().unwrap().row.open);
            }
            again.pick(0);
            assert!(again.told().unwrap().row.flags(), "the first answer is that it stays");
        }
    }
}

// Through the keys.

const HELLO: &str = "enter 1";
const CLEAN: &str = "1 enter n*5 n x*4 n 4 7 enter x 1 1 4 x";
const PROFILE: &str = "4 2 y 2";
const MORNING: &str = "2026-11-20T09:00:00+00:00";
const NEXT_DAY: &str = "2026-11-21T18:00:00+00:00";
/// Sharp pain: the group of pains, its second line.
const SHARP: &str = "! 5 2";

fn ready() -> Person {
    let mut person = Person::at(MORNING, Pages::default());
    person.press(HELLO).press(CLEAN).press(PROFILE);
    person
}

/// In the first exercise, while the body works.
fn working() -> Person {
    let mut person = ready();
    person.press("enter space space").wait(3);
    person
}

fn ouches(person: &Person) -> Vec<OuchNoted> {
    person
        .events("ouch.noted")
        .into_iter()
        .map(|event| if let Event::OuchNoted(body) = event { body } else { panic!() })
        .collect()
}

fn kinds(person: &Person) -> Vec<&'static str> {
    person.pages.0.borrow().iter().map(|stamped| stamped.event.kind()).collect()
}

#[test]
fn chest_discomfort_in_a_hold_is_an_emergency_and_stays_one() {
    let mut person = working();
    person.press("!").see("What happened?").see("999 (United Kingdom)");
    person.press("1").see("Pressure, tightness or pain in my chest").press("1");
    person.see("Stop and sit down").see("Is it heavy, or spreading").press("1");
    person.see("Is that right?").see("call the emergency number now").see("999");
    assert!(person.events("flag.raised").is_empty(), "stored before it was confirmed");
    person.press("y").see("Get medical help now").see("999").see("Stay sitting");
    person.press("down*20").see("supple clear stop:chest").see("On 20 November at 09:0");
    let Event::FlagRaised(flag) = &person.events("flag.raised")[0] else { panic!() };
    assert_eq!((flag.rule.as_str(), flag.tier), ("stop:chest", Tier::Emergency));
    assert_eq!(person.app.shared.coach.history.flags[0].stop_sign.as_deref(), Some("chest"));
    // The flag is on the disk before anything that could be lost after it.
    let order = kinds(&person);
    let place = |kind: &str| order.iter().rposition(|known| *known == kind).unwrap();
    assert!(place("flag.raised") < place("ouch.noted") && place("ouch.noted") < place("session.ended"));

    let mut later = Person::at("2026-11-20T15:00:00+00:00", person.pages.clone());
    later.see("Get medical help now").press("c 1 1 1 y").see("tomorrow");
    assert!(later.events("flag.cleared").is_empty(), "never on the same day");
    let mut next = Person::at(NEXT_DAY, person.pages.clone());
    next.see("Get medical help now").press("c").see("Which day did they see you").press("1 1 1");
    next.see("pressure, tightness or pain in your chest").press("y");
    assert_eq!(next.events("flag.cleared").len(), 1);
    next.unseen("Get medical help now").unseen("What happened?");
    let plan = next.app.shared.coach.plan(next.now.wall, None);
    assert_ne!(plan.plan.mode, supple::domain::plan::input::Mode::Blocked, "{:?}", plan.plan.reason);
}

#[test]
fn sharp_pain_that_lets_go_ends_the_exercise_and_rests_it() {
    let mut person = working();
    person.press(SHARP).see("Has it let go?").see("There is no hurry");
    person.wait(900).see("Has it let go?");
    person.press("2").see("Is that right?").see("The others can go on");
    assert_eq!(person.events("item.ended").len(), 0);
    person.press("y");
    assert!(person.events("flag.raised").is_empty());
    assert!(person.events("session.ended").is_empty());
    let ouch = &ouches(&person)[0];
    assert_eq!((ouch.sign.as_str(), ouch.eased, ouch.tier), ("sharp", Some(true), Tier::Caution));
    let hurt = ouch.exercise.clone().unwrap();
    let Event::ItemEnded(ended) = &person.events("item.ended")[0] else { panic!() };
    assert_eq!((ended.exercise.as_str(), ended.stop), (hurt.as_str(), Some(Stop::Sharp)));
    // Nothing runs by itself.
    let screen = person.screen();
    if screen.contains("worst pain") {
        person.press("2 2");
    }
    person.see("2 of").see("PAUSED").wait(300).see("PAUSED").press("space").unseen("PAUSED");
    person.play("2");

    let mut next = Person::at(NEXT_DAY, person.pages.clone());
    let plan = next.app.shared.coach.plan_if_calm(next.now.wall, None);
    let family = |id: &str| next.app.shared.coach.catalogue.get(id).map(|exercise| exercise.ladder.clone());
    let rests = plan.removed.iter().find(|gone| gone.reason.contains("sharp pain"));
    assert!(
        rests.is_some() || plan.exercises.iter().any(|item| item.reason.contains("sharp pain")),
        "{:?} {:?}",
        family(&hurt),
        plan.removed
    );
    assert!(!plan.exercises.iter().any(|item| item.id == hurt), "the same move again next day");
    // The next check asks the questions about a change in pain too.
    next.unseen("Has it let go?").press("enter n*4 4 1").see("A few more questions");
    assert!(next.events("flag.raised").is_empty());
    let sessions = &next.app.shared.coach.history.sessions;
    assert_eq!(sessions[0].events, ["sharp"]);
    assert_eq!(sessions[0].ouches.len(), 1);
}

#[test]
fn sharp_pain_that_stays_asks_for_a_clinician_first() {
    let mut person = working();
    person.press(SHARP).press("1").see("See a clinician before your next session").press("y");
    person.see("Not today: see a clinician first").see("supple clear stop:sharp");
    assert_eq!(person.events("session.ended").len(), 1);
    let mut later = Person::at(NEXT_DAY, person.pages.clone());
    later.see("Not today: see a clinician first");
}

#[test]
fn sharp_pain_that_is_not_known_to_let_go_is_asked_about_until_it_is_answered() {
    for (key, flags) in [("1", 1), ("2", 0)] {
        let mut person = working();
        person.press(SHARP).press("3").see("asked once more before the next session").press("y");
        person.see("Has it let go?").press("q");
        assert_eq!(person.events("session.ended").len(), 1);
        assert!(person.events("flag.raised").is_empty());

        let mut next = Person::at(NEXT_DAY, person.pages.clone());
        next.see("Since the last session").see("In the session yesterday, during").see("Has it let go?");
        next.unseen("ask me next time").press("b esc enter space").see("Has it let go?");
        let plan = next.app.shared.coach.plan(next.now.wall, None).plan;
        assert!(plan.blocked && plan.reason.contains("not known yet"), "{}", plan.reason);
        next.press("q");
        let mut again = Person::at("2026-11-22T18:00:00+00:00", person.pages.clone());
        again.see("In the session on 20 November").press(key).see("Is that right?").press("y");
        assert_eq!(again.events("flag.raised").len(), flags);
        again.unseen("Has it let go?");
        let ouch = &again.app.shared.coach.history.sessions[0].ouches;
        assert_eq!((ouch.len(), ouch[0].open, ouch[0].eased), (1, false, Some(key == "2")));
        assert_eq!(again.app.shared.coach.standing(again.now.wall).tier.locks(), flags == 1);
    }
}

#[test]
fn an_older_person_with_sharp_pain_in_the_spine_speaks_to_a_doctor_today() {
    let mut person = Person::at(MORNING, Pages::default());
    person.press(HELLO).press("1 enter n*5 n x*4 n 6 7 enter x 1 1 4 x").press(PROFILE);
    person.press("enter space space").wait(3);
    person.press(SHARP).see("in the bones of the spine itself").press("1");
    person.see("Speak to a doctor or a health line today").press("y").see("Speak to a doctor today");
    let Event::FlagRaised(flag) = &person.events("flag.raised")[0] else { panic!() };
    assert_eq!((flag.rule.as_str(), flag.tier), ("stop:sharp", Tier::Urgent));
}

#[test]
fn a_slip_goes_back_paused_and_leaves_no_ouch() {
    let mut person = working();
    person.press("!").see("A slip of the finger").press("7").see("PAUSED").wait(600).see("PAUSED");
    person.press("space").unseen("PAUSED");
    assert!(ouches(&person).is_empty());
    assert!(person.events("flag.raised").is_empty());
}

#[test]
fn a_slip_at_a_question_is_not_asked_about_the_next_day() {
    let mut person = working();
    person.press("space*5").see("0-9 score").press("!").see("What happened?").press("7").see("0-9 score");
    let mut next = Person::at(NEXT_DAY, person.pages.clone());
    next.unseen("Something was wrong");
    // Without a word it is.
    person.press("!");
    let mut next = Person::at(NEXT_DAY, person.pages.clone());
    next.see("Something was wrong");
}

#[test]
fn a_mistaken_choice_is_mended_before_anything_is_stored() {
    let mut person = working();
    // The emergency line by mistake, and back to the ache that was meant.
    person.press("! 3 1").see("lost control of your bladder").see("Is that right?");
    person
        .press("b b")
        .see("What happened?")
        .press("5")
        .see("A pull or a mild ache")
        .press("6")
        .unseen("Is that right?");
    person.press("2").see("You said that there is a pull or a mild ache").press("y").see("PAUSED");
    assert!(person.events("flag.raised").is_empty());
    assert_eq!(ouches(&person).iter().map(|ouch| ouch.sign.as_str()).collect::<Vec<_>>(), ["pull"]);
    assert!(person.events("item.ended").is_empty(), "a pull that ends is no reason to stop");
    person.press("space").play("2");
    // Nor to ask more than usual next time.
    let mut next = Person::at(NEXT_DAY, person.pages.clone());
    next.press("enter n*4 4 1").unseen("A few more questions");
}

#[test]
fn closing_the_program_is_no_way_round_the_list() {
    for keys in ["!", "! 1 1", "! 1 1 1", "! q q"] {
        let mut person = working();
        person.press(keys);
        let mut next = Person::at(NEXT_DAY, person.pages.clone());
        next.see("Something was wrong").see("In the session yesterday, during").see("What happened?");
        next.press("q");
        // Told late, it counts like told at once.
        let mut again = Person::at(NEXT_DAY, person.pages.clone());
        again.press("1 1 1 y").see("Get medical help now");
        assert_eq!(again.events("session.ended").len(), 1);
        // On the same day a slip lets the session go on where it was.
        let mut person = working();
        person.press(keys);
        let mut soon = Person::at("2026-11-20T09:30:00+00:00", person.pages.clone());
        soon.see("What happened?").see("In the session today").press("7").see("was not finished");
        soon.press("enter").see("1 of").see("PAUSED");
    }
}

#[test]
fn a_later_answer_can_end_one_exercise_only() {
    let mut person = working();
    person.press("!");
    let mut soon = Person::at("2026-11-20T09:30:00+00:00", person.pages.clone());
    soon.press("5 2 2 y").see("was not finished").press("enter").see("2 of").see("PAUSED");
    let Event::ItemEnded(ended) = &soon.events("item.ended")[0] else { panic!() };
    assert_eq!(ended.stop, Some(Stop::Sharp));
}

#[test]
fn worse_by_three_points_ends_the_session_without_a_block() {
    let mut person = working();
    person.press("! 5 4").see("By how much").press("1 y");
    assert_eq!(person.events("session.ended").len(), 1);
    assert!(person.events("flag.raised").is_empty());
    person.see("Last 7 days: 1 of");
    assert!(!person.app.shared.coach.standing(person.now.wall).tier.locks());
}

#[test]
fn the_key_works_on_every_screen_of_a_session() {
    let mut person = ready();
    person.press("enter");
    for there in ["", "i", "s", "q"] {
        person.press(there).press("!").see("What happened?").press("7").see("PAUSED").press("space");
        // Back from the list of reasons to skip, where that is still open.
        if person.screen().contains("End this one early") {
            person.press("b");
        }
    }
    for there in ["worst pain during it", "how hard was it"] {
        person.until(there).press("!").see("What happened?").press("7").see(there);
        person.press("2");
    }
    let mut person = ready();
    person.press("enter");
    let mut seen = BTreeSet::new();
    for _ in 0..3000 {
        let screen = person.screen();
        if screen.contains("Last 7 days:") {
            break;
        }
        let kind = [
            "Get ready",
            "HOLD",
            "REPEAT",
            "MOVE",
            "Rest",
            "Change sides",
            "Let go",
            "the pain now",
            "hard was the whole session",
            "little more",
        ]
        .into_iter()
        .find(|kind| screen.contains(*kind));
        if let Some(kind) = kind.filter(|kind| seen.insert(*kind)) {
            person
                .press("!")
                .see("What happened?")
                .press("b q")
                .see("Leave now?")
                .press("b")
                .see("What happened?");
            person.press("7");
            if person.screen().contains("PAUSED") {
                person.press("space");
            }
            assert!(!person.screen().contains("What happened?"), "{kind}");
            continue;
        }
        if screen.contains("little more") {
            person.press("y");
        } else if screen.contains("0 to 10?") {
            person.press("2");
        } else if screen.contains("count one") {
            person.press("space");
        } else {
            person.wait(1);
        }
    }
    for kind in ["Get ready", "HOLD", "REPEAT", "the pain now", "hard was the whole session", "little more"] {
        assert!(seen.contains(kind), "{kind} never came: {seen:?}");
    }
}

#[test]
fn every_line_of_every_list_can_be_read_and_chosen_on_the_smallest_screen() {
    let mut person = working();
    person.size = (40, 12);
    person.press("!");
    let groups = table().groups.len();
    for group in 0..groups {
        // With the arrows, as on a keyboard without digits.
        person.press(&format!("down*{}", group + 1)).see("›").press("enter");
        let signs: Vec<_> = table().of_group(&table().groups[group].id).collect();
        if signs.len() > 1 {
            for (nth, sign) in signs.iter().enumerate() {
                person.press("down");
                let start: String = sign.line.chars().take(16).collect();
                person.see(&format!("› {}  {start}", nth + 1));
            }
            person.press(&signs.len().to_string()).press("b b");
        } else {
            person.see("Is that right?").press("b");
        }
        person.see("What happened?");
    }
    // What stands below the list comes in sight too.
    person.press("down*9").see("Call your local emergency number");
    // The whole of a read-back, by scrolling.
    person.press("b 1 1 1").see("999 (United Kingdom)").see("You said that");
    person.press("down*30").see("no, go back and mend it");
}
