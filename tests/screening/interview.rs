//! The check as a conversation: how long, in which order, what is read back, what ends it.

use std::collections::BTreeSet;

use supple::domain::screening::answer::{Answers, Value};
use supple::domain::screening::derived::Derived;
use supple::domain::screening::interview::{Context, Interview, Reply, Step};
use supple::domain::screening::question::Kind;
use supple::domain::screening::tier::Tier;

use super::{answers, book};

fn no_ticks() -> Reply {
    Reply::Ticked { yes: vec![], unsure: vec![] }
}

fn tick(id: &str) -> Reply {
    Reply::Ticked { yes: vec![id.to_owned()], unsure: vec![] }
}

fn say(interview: &mut Interview<'_>, value: &str) -> Vec<String> {
    reply(interview, Reply::Value(Value::choice(value)))
}

fn reply(interview: &mut Interview<'_>, reply: Reply) -> Vec<String> {
    interview.answer(reply).unwrap().into_iter().map(|(id, _)| id).collect()
}

/// What is on the screen, in one word.
fn now(interview: &Interview<'_>) -> String {
    match interview.current() {
        Step::Ask { question, asked_again: false, .. } => question.id.clone(),
        Step::Ask { question, .. } => format!("{} again", question.id),
        Step::Short { id, .. } => id.to_owned(),
        Step::TickAll { group, .. } => format!("@{group}"),
        Step::ReadBack { question, .. } => format!("{}?", question.id),
        Step::Done => "done".to_owned(),
    }
}

/// Answers with nothing to report (or what `wanted` says) until `stop` is on the screen.
fn go_to(interview: &mut Interview<'_>, stop: &str, wanted: &Answers) -> Vec<String> {
    let mut shown = Vec::new();
    while now(interview) != stop {
        assert!(shown.len() < 200, "no end: {shown:?}");
        shown.push(now(interview));
        let answer = match interview.current() {
            Step::Ask { question, .. } => {
                Reply::Value(wanted.get(&question.id).cloned().unwrap_or_else(|| match question.kind {
                    Kind::Number { .. } if question.id == "age" => Value::Number(35),
                    Kind::Number { .. } => Value::Number(3),
                    Kind::Multi if question.id == "area" => Value::Picks(vec!["low_back".to_owned()]),
                    Kind::Multi => Value::Picks(vec![]),
                    _ => Value::choice(question.no_value().unwrap_or(&question.values[0].value)),
                }))
            }
            Step::Short { .. } => Reply::Value(Value::choice("no")),
            Step::TickAll { items, .. } => Reply::Ticked {
                yes: items
                    .iter()
                    .filter(|item| wanted.contains_key(&item.id))
                    .map(|item| item.id.clone())
                    .collect(),
                unsure: vec![],
            },
            Step::ReadBack { .. } => Reply::Confirm(true),
            Step::Done => panic!("ended before {stop}: {shown:?}"),
        };
        interview.answer(answer).unwrap();
    }
    shown
}

fn intake() -> Interview<'static> {
    Interview::intake(book(), Context::default())
}

#[test]
fn a_person_with_nothing_to_report_sees_at_most_twenty_screens() {
    for (who, screens) in [
        ("area=low_back age=35", 18),
        ("area=neck age=35", 18),
        ("area=neck+low_back+mid_back age=70", 18),
        ("area=low_back age=40 duration=over_12w onset_age=30", 20),
        ("area=neck age=70 duration=over_12w onset_age=30", 20),
        ("area=neck age=70 duration=over_12w onset_age=60", 19),
    ] {
        let mut interview = intake();
        let shown = go_to(&mut interview, "done", &answers(who));
        assert_eq!(shown.len(), screens, "{who}: {shown:?}");
        assert!(shown.len() <= 20);
        let result = interview.assessment();
        assert_eq!((result.tier, result.complete), (Tier::Clear, true), "{who}: {result:?}");
        assert!(interview.is_complete());
    }
}

#[test]
fn the_place_comes_first_then_what_must_not_wait_then_the_rest() {
    let mut interview = intake();
    let shown = go_to(&mut interview, "done", &answers("duration=over_12w onset_age=30"));
    assert_eq!(
        shown,
        [
            "area",
            "bladder",
            "bowel",
            "saddle",
            "both_legs",
            "weakness",
            "chest",
            "@heart",
            "@injury",
            "@fever",
            "@nerves",
            "sexual",
            "age",
            "@health",
            "duration",
            "onset_age",
            "pattern",
            "ibp",
            "pain_now",
            "@pattern"
        ]
    );
}

#[test]
fn screens_are_numbered_up_to_the_end() {
    let mut interview = intake();
    let mut last = 0;
    while interview.current() != Step::Done {
        let (number, of) = interview.progress();
        assert_eq!(number, last + 1);
        last = number;
        let stop = now(&interview);
        let ahead = go_to(&mut interview.clone(), "done", &Answers::new());
        assert_eq!(of - number + 1, ahead.len(), "at {stop}");
        match ahead.get(1) {
            Some(next) => go_to(&mut interview, next, &Answers::new()),
            None => go_to(&mut interview, "done", &Answers::new()),
        };
    }
    assert_eq!(last, 18);
}

#[test]
fn each_item_left_unticked_is_a_no_of_its_own() {
    let mut interview = intake();
    go_to(&mut interview, "@health", &Answers::new());
    let stored = interview.answer(no_ticks()).unwrap();
    let ids: BTreeSet<&str> = stored.iter().map(|(id, _)| id.as_str()).collect();
    let expected = "cancer weight infect_risk steroids osteo heart bp other_cond aneurysm thinner";
    assert_eq!(ids, expected.split(' ').collect());
    assert!(stored.iter().all(|(_, value)| *value == Value::choice("no")));
}

#[test]
fn a_tick_opens_the_full_question_and_its_follow_ups_at_once() {
    let mut interview = intake();
    go_to(&mut interview, "@injury", &Answers::new());
    let both = Reply::Ticked { yes: vec!["surgery".to_owned(), "trauma".to_owned()], unsure: vec![] };
    assert_eq!(reply(&mut interview, both), ["pregnant"]);
    let mut shown = vec![];
    for value in ["major", "seen_cleared", "older", "no", "cleared", "no"] {
        shown.push(now(&interview));
        say(&mut interview, value);
    }
    assert_eq!(shown, ["trauma", "trauma_checked", "trauma_when", "bruise", "surgery", "wound"]);
    assert_eq!(now(&interview), "@fever");
}

#[test]
fn neck_questions_are_for_necks_and_for_arm_or_hand_signs() {
    let neck = ["neck_stroke", "hands", "shock", "neck_joint", "neck_unlike"];
    let asked = |wanted: &str| {
        let mut interview = intake();
        go_to(&mut interview, "done", &answers(wanted));
        neck.iter().filter(|id| interview.answers().contains_key(**id)).count()
    };
    assert_eq!(asked("area=low_back"), 0);
    assert_eq!(asked("area=low_back weakness=old_checked"), 0);
    assert_eq!(asked("area=neck"), 5);
    assert_eq!(asked("area=low_back weakness=old_unchecked"), 5);
    assert_eq!(asked("area=mid_back numb_limb=new"), 5);
    assert_eq!(asked("area=low_back leg_pain=new"), 1, "hands alone");
}

#[test]
fn not_sure_is_asked_once_more_before_it_counts() {
    let mut interview = intake();
    go_to(&mut interview, "sexual", &Answers::new());
    assert_eq!(say(&mut interview, "unsure"), Vec::<String>::new());
    assert_eq!(now(&interview), "sexual again");
    assert_eq!(say(&mut interview, "unsure"), ["sexual"]);
    assert_eq!(now(&interview), "age");
    assert!(interview.assessment().has("sexual-3"));

    // Marked "not sure" on a list counts as the first time.
    let mut interview = intake();
    go_to(&mut interview, "@nerves", &Answers::new());
    reply(&mut interview, Reply::Ticked { yes: vec![], unsure: vec!["gait".to_owned()] });
    assert_eq!(now(&interview), "gait again");
    assert_eq!(say(&mut interview, "no"), ["gait"]);
    assert_eq!(interview.answers()["gait"], Value::choice("no"));
}

#[test]
fn a_slip_is_mended_at_the_read_back() {
    let mut interview = intake();
    go_to(&mut interview, "saddle", &Answers::new());
    assert_eq!(say(&mut interview, "new"), Vec::<String>::new(), "not stored before it is confirmed");
    let Step::ReadBack { sentence, value, .. } = interview.current() else {
        panic!("{:?}", interview.current())
    };
    assert_eq!(
        sentence,
        "You said that you have numbness, tingling or a strange feeling between your legs, and that this \
         started or got worse in the last 2 weeks."
    );
    assert_eq!(value, Value::choice("new"));
    assert!(!interview.answers().contains_key("saddle"));
    assert!(interview.answer(Reply::Value(Value::choice("no"))).is_err(), "first say whether it is right");
    assert_eq!(reply(&mut interview, Reply::Confirm(false)), Vec::<String>::new());
    assert_eq!(now(&interview), "saddle");
    assert_eq!(say(&mut interview, "no"), ["saddle"]);
    assert_eq!(now(&interview), "both_legs");
    assert_eq!(interview.assessment().tier, Tier::Clear);
}

#[test]
fn a_confirmed_emergency_ends_the_check_at_once() {
    let mut interview = intake();
    go_to(&mut interview, "bowel", &Answers::new());
    say(&mut interview, "new");
    assert_eq!(reply(&mut interview, Reply::Confirm(true)), ["bowel"]);
    assert_eq!(interview.current(), Step::Done);
    assert_eq!(interview.assessment().tier, Tier::Emergency);
    assert!(!interview.is_complete());
    assert!(!interview.back(), "what was confirmed stays");
    assert!(interview.answer(Reply::Confirm(true)).is_err());
}

#[test]
fn urgent_goes_on_asking_because_an_emergency_may_follow() {
    let mut interview = intake();
    go_to(&mut interview, "weakness", &Answers::new());
    say(&mut interview, "new");
    assert_eq!(now(&interview), "weakness?");
    assert_eq!(reply(&mut interview, Reply::Confirm(true)), ["weakness"]);
    assert_eq!(interview.assessment().tier, Tier::Urgent);
    assert!(!interview.back(), "not past an answer that was read back and confirmed");
    assert_eq!(now(&interview), "weak_fast");
    say(&mut interview, "yes");
    let Step::ReadBack { sentence, .. } = interview.current() else { panic!() };
    assert!(sentence.starts_with("You said that the weakness is severe"), "{sentence}");
    assert!(sentence.contains(" You said that an arm, hand, leg or foot has lost strength"), "{sentence}");
    reply(&mut interview, Reply::Confirm(true));
    assert_eq!(interview.current(), Step::Done);
    assert_eq!(interview.assessment().tier, Tier::Emergency);
}

#[test]
fn every_answer_that_gives_urgent_or_worse_is_read_back_and_no_other() {
    for question in &book().questions {
        for choice in &question.values {
            if question.kind == Kind::Multi {
                continue;
            }
            let mut interview = Interview::questions(book(), Context::default(), &[&question.id]);
            say(&mut interview, &choice.value);
            if now(&interview) == format!("{} again", question.id) {
                say(&mut interview, &choice.value);
            }
            let alone = answers(&format!("{}={}", question.id, choice.value));
            let tier = supple::domain::screening::assess::assess(book(), &alone, &Derived::default()).tier;
            let read_back = matches!(interview.current(), Step::ReadBack { .. });
            assert_eq!(read_back, tier >= Tier::Urgent, "{}={}", question.id, choice.value);
        }
    }
}

#[test]
fn back_goes_one_step_at_a_time_and_takes_a_list_back_whole() {
    let mut interview = intake();
    assert!(!interview.back());
    go_to(&mut interview, "@heart", &Answers::new());
    reply(&mut interview, no_ticks());
    assert_eq!(now(&interview), "@injury");
    assert!(interview.back());
    assert_eq!(now(&interview), "@heart");
    assert!(!interview.answers().contains_key("breath"));
    assert!(interview.back());
    assert_eq!(now(&interview), "chest");
    say(&mut interview, "old_checked");
    assert_eq!(now(&interview), "@heart");

    // A follow-up that is no longer asked is named, so that its stored answer does not linger.
    let mut interview = intake();
    go_to(&mut interview, "@injury", &Answers::new());
    reply(&mut interview, tick("surgery"));
    say(&mut interview, "cleared");
    assert_eq!(say(&mut interview, "unsure"), Vec::<String>::new());
    assert_eq!(say(&mut interview, "unsure"), ["wound"]);
    for _ in 0..4 {
        assert!(interview.back());
    }
    assert_eq!(now(&interview), "@injury");
    reply(&mut interview, no_ticks());
    assert_eq!(interview.withdrawn(), ["wound"]);
    assert_eq!(interview.assessment().tier, Tier::Clear);
}

#[test]
fn replies_that_do_not_fit_change_nothing() {
    let mut interview = intake();
    let cases = [
        (Reply::Value(Value::Picks(vec![])), "Pick at least one place."),
        (Reply::Value(Value::choice("neck")), "area: the word \"neck\" is not an answer"),
        (
            Reply::Value(Value::Picks(vec!["knee".to_owned()])),
            "area: \"knee\" is not an answer; it takes a list of any of low_back, mid_back, neck",
        ),
        (Reply::Confirm(true), "This question takes an answer of its own."),
        (no_ticks(), "This question takes an answer of its own."),
    ];
    for (reply, expected) in cases {
        let error = interview.answer(reply).unwrap_err();
        assert!(error.contains(expected), "{error}");
        assert_eq!(now(&interview), "area");
    }
    go_to(&mut interview, "onset_age", &answers("duration=over_12w age=35"));
    let error = interview.answer(Reply::Value(Value::Number(36))).unwrap_err();
    assert!(error.starts_with("You said that you are 35 years old."), "{error}");
    let mut interview = intake();
    go_to(&mut interview, "@heart", &Answers::new());
    let error = interview.answer(tick("bladder")).unwrap_err();
    assert_eq!(error, "\"bladder\" is not on this list.");
}

#[test]
fn a_clean_check_before_a_session_takes_six_keys() {
    let earlier = answers("area=low_back age=40 cancer=no heart=no pattern=same");
    let mut interview = Interview::session(book(), Context { earlier, ..Context::default() });
    assert_eq!(interview.progress(), (1, 6));
    let mut stored = Vec::new();
    for (step, value) in [
        ("S1", Value::choice("no")),
        ("S2", Value::choice("no")),
        ("S3", Value::choice("no")),
        ("S4", Value::choice("no")),
        ("pain_now", Value::Number(3)),
        ("pain_change", Value::choice("usual")),
    ] {
        assert_eq!(now(&interview), step);
        stored.extend(interview.answer(Reply::Value(value)).unwrap());
    }
    assert_eq!(interview.current(), Step::Done);
    assert!(interview.is_complete());
    assert_eq!(interview.assessment().tier, Tier::Clear);
    let ids: BTreeSet<&str> = stored.iter().map(|(id, _)| id.as_str()).collect();
    let expected = "bladder bowel saddle weakness numb_limb both_legs hands gait chest breath blackout calf head_worst \
                    neck_stroke aorta_sudden fever mening trauma surgery pregnant preg_warning pain_now pain_change";
    assert_eq!(ids, expected.split_whitespace().collect());
}

#[test]
fn yes_or_not_sure_before_a_session_asks_in_full() {
    for word in ["yes", "unsure"] {
        let mut interview =
            Interview::session(book(), Context { earlier: answers("area=low_back"), ..Context::default() });
        assert_eq!(say(&mut interview, "no"), ["bladder", "bowel", "saddle"]);
        assert_eq!(say(&mut interview, word), Vec::<String>::new());
        let mut shown = Vec::new();
        while now(&interview) != "S3" {
            shown.push(now(&interview));
            say(&mut interview, "no");
        }
        assert_eq!(shown, ["both_legs", "weakness", "numb_limb", "gait", "hands"]);
    }
    // A severe weakness is told from a mild one before a session too.
    let mut interview = Interview::session(book(), Context::default());
    say(&mut interview, "no");
    say(&mut interview, "yes");
    say(&mut interview, "no");
    say(&mut interview, "new");
    reply(&mut interview, Reply::Confirm(true));
    assert_eq!(now(&interview), "weak_fast");
}

#[test]
fn nothing_new_leaves_what_was_old_and_checked_or_cleared() {
    let earlier = answers(
        "area=low_back weakness=old_checked chest=old_checked heart=no pregnant=yes_cleared preg_warning=no \
         trauma=major trauma_checked=seen_cleared trauma_when=older bruise=yes fever=other_illness bladder=new",
    );
    let mut interview = Interview::session(book(), Context { earlier, ..Context::default() });
    go_to(&mut interview, "done", &Answers::new());
    let now = interview.answers();
    for (id, value) in [
        ("weakness", "old_checked"),
        ("chest", "old_checked"),
        ("pregnant", "yes_cleared"),
        ("trauma", "major"),
        ("trauma_checked", "seen_cleared"),
        ("fever", "no"),
        ("bladder", "no"),
        ("numb_limb", "no"),
    ] {
        assert_eq!(now.get(id), Some(&Value::choice(value)), "{id}");
    }
    assert!(!now.contains_key("bruise"), "a bruise is of its day");
    let rules: Vec<String> = interview.assessment().fired.into_iter().map(|fired| fired.rule).collect();
    assert_eq!(rules, ["weakness-4", "chest-3", "trauma-3", "preg-2"]);
}

#[test]
fn what_never_applies_is_not_asked_and_not_named() {
    let context = Context { never: vec!["pregnant".to_owned()], ..Context::default() };
    let mut interview = Interview::session(book(), context.clone());
    go_to(&mut interview, "S4", &Answers::new());
    let Step::Short { text, .. } = interview.current() else { panic!() };
    assert!(!text.contains("pregnan"), "{text}");
    let mut interview = Interview::intake(book(), context);
    go_to(&mut interview, "@injury", &Answers::new());
    let Step::TickAll { items, .. } = interview.current() else { panic!() };
    assert_eq!(items.iter().map(|item| item.id.as_str()).collect::<Vec<_>>(), ["trauma", "surgery"]);
    go_to(&mut interview, "done", &Answers::new());
    assert!(interview.assessment().complete);
}

#[test]
fn the_recheck_takes_about_ten_screens_and_replaces_what_it_asks() {
    let earlier = answers("area=low_back age=40 night=unrelenting cancer=no ibp=buttock+slow_start");
    let mut interview = Interview::recheck(book(), Context { earlier, ..Context::default() });
    assert!(!interview.answers().contains_key("night"));
    let shown = go_to(&mut interview, "done", &Answers::new());
    let expected = [
        "bladder",
        "bowel",
        "saddle",
        "both_legs",
        "weakness",
        "numb_limb",
        "sexual",
        "flank",
        "pattern",
        "red_eye",
        "@pattern",
    ];
    assert_eq!(shown, expected);
    assert_eq!(interview.answers()["night"], Value::choice("no"));
    let every_p: BTreeSet<&str> = book()
        .questions
        .iter()
        .filter(|q| q.asked.iter().any(|moment| moment.as_str() == "P") && !q.id.starts_with("weak_"))
        .map(|q| q.id.as_str())
        .filter(|id| *id != "numb_spread")
        .collect();
    for id in every_p {
        assert!(interview.fresh().contains_key(id), "{id} is part of the recheck");
    }
}

#[test]
fn the_monthly_questions_are_three_and_a_no_changes_nothing() {
    let earlier = answers("heart=yes_cleared weight=no");
    let mut interview =
        Interview::monthly(book(), Context { earlier: earlier.clone(), ..Context::default() });
    assert_eq!(go_to(&mut interview, "done", &Answers::new()), ["weight", "M1", "limited"]);
    assert_eq!(interview.answers(), &answers("heart=yes_cleared weight=no limited=no"));
    let mut interview = Interview::monthly(book(), Context { earlier, ..Context::default() });
    say(&mut interview, "no");
    say(&mut interview, "yes");
    assert_eq!(now(&interview), "cancer");
}

#[test]
fn a_closed_terminal_loses_nothing() {
    let mut interview = intake();
    go_to(&mut interview, "@nerves", &Answers::new());
    let given = interview.fresh();
    let mut again = Interview::intake(book(), Context { given, ..Context::default() });
    assert_eq!(now(&again), "@nerves");
    go_to(&mut again, "done", &Answers::new());
    assert!(again.assessment().complete);

    let given = answers("area=low_back bladder=new");
    let again = Interview::intake(book(), Context { given, ..Context::default() });
    assert_eq!(now(&again), "done", "a confirmed emergency still ends the check");
    assert_eq!(again.assessment().tier, Tier::Emergency);
}

#[test]
fn after_something_went_wrong_the_short_lines_are_asked() {
    let mut interview = Interview::questions(book(), Context::default(), &["S1", "S2", "S3", "S4"]);
    assert_eq!(go_to(&mut interview, "done", &Answers::new()), ["S1", "S2", "S3", "S4"]);
}
