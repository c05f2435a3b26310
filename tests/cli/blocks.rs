//! What locks and what lifts, from outside: `clear`, its slip, `why screen`, `screen --mine`.

use serde_json::json;
use supple::domain::screening::tier::Tier;
use supple::journal::event::{Event, FlagCleared, FlagRaised, PainRated, QuestionSettled, When};
use supple::journal::replay::Stamped;

use crate::home::{Home, home_of, lines, newcomer_ago, ready};
use crate::support::{Person, at};

fn day(ago: u64) -> String {
    (chrono::Utc::now().date_naive() - chrono::Days::new(ago)).to_string()
}

/// Somebody whose whole check was so many days ago, with nothing to report.
fn settled(ago: u64) -> Person {
    let mut person = newcomer_ago(ago);
    person.press("1 enter n*5 n x*4 n 4 7 enter x 1 1 4 x 4 2 y 2");
    person
}

/// The same, and something was wrong in the session that day: these keys after `!`.
fn stopped(ago: u64, keys: &str) -> Home {
    let mut person = settled(ago);
    person.press("enter").wait(3).press("!").press(keys);
    home_of(&person)
}

fn also(person: &Person, ago: u64, events: &[Event]) -> Home {
    let mut pages = person.pages.0.borrow().clone();
    for event in events {
        let id = format!("{:026}", pages.len() + 1);
        pages.push(Stamped {
            id: id.into(),
            at: at(&format!("{}T00:05:00+00:00", day(ago))),
            event: event.clone(),
        });
    }
    Home::with(&lines(&pages))
}

fn flag(rule: &str, tier: Tier, from_unsure: bool) -> Event {
    FlagRaised { rule: rule.into(), tier, run: None, from_unsure }.into()
}

#[test]
fn a_stop_sign_is_cleared_by_its_name_with_every_date_checked() {
    // Chest, heavy: an emergency.
    let home = stopped(3, "1 1 1 y");
    let listed = home.run(&["clear"]).code(0).quietly();
    let name = listed.out.split_whitespace().next().unwrap().to_owned();
    assert!(name.starts_with("stop:chest"), "{}", listed.out);
    let (today, before) = (day(0), day(4));
    let clear = |seen: &str, by: &str, outcome: &str| {
        home.run(&["clear", &name, "--seen", seen, "--by", by, "--outcome", outcome])
    };
    clear(&before, "gp", "may-exercise").code(2).complains("before this came up on");
    clear("2999-01-01", "gp", "may-exercise").code(2).complains("is still to come");
    clear("20-11-2026", "gp", "may-exercise").code(2).complains("--seen");
    clear(&today, "neighbour", "may-exercise").code(2).complains("is not on the list of clinicians");
    clear(&today, "other:", "may-exercise").code(2).complains("other:PROFESSION");
    clear(&today, "gp", "yes").code(2).complains("may-exercise, with-limits, not-yet");
    let other =
        home.run(&["clear", "stop:faint", "--seen", &today, "--by", "gp", "--outcome", "may-exercise"]);
    other.code(2).complains(&format!("no flag called stop:faint stands. What stands: {name}."));
    home.run(&["plan", "--json"]).code(1);
    clear(&today, "nurse", "not-yet").code(0).says("It stays");
    home.run(&["clear"]).says(&name);
    clear(&today, "hospital-doctor", "with-limits")
        .code(0)
        .says(&format!("Recorded for {name}. It is lifted, with limits"))
        .says("We take your word for it");
    home.run(&["clear"]).code(0).says("No flag stands.");
    // The block is gone; the limits are told with the plan.
    home.run(&["plan"]).says("A clinician said: with limits. First level until");
    assert_eq!(home.journal().matches("\"flag.cleared\"").count(), 2, "what was refused was never written");
}

#[test]
fn an_emergency_of_today_is_not_cleared_today() {
    let mut person = newcomer_ago(0);
    person.press("1 enter 2 y");
    let home = home_of(&person);
    let today = day(0);
    home.run(&["clear", "bladder-1", "--seen", &today, "--by", "gp", "--outcome", "may-exercise"])
        .code(2)
        .complains("no exercise on the same day");
    home.run(&["why", "screen"]).code(0).says("Today: emergency").says("entered on");
}

#[test]
fn the_slip_says_what_was_answered_and_how_it_is_recorded_on_one_page() {
    let slip = |home: &Home| {
        let ran = home.run(&["clear", "--slip"]).code(0).quietly();
        for line in ran.out.lines() {
            assert!(line.chars().count() <= 80, "{} columns: {line}", line.chars().count());
        }
        assert!(ran.out.lines().count() <= 60, "{} lines:\n{}", ran.out.lines().count(), ran.out);
        let flat = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(supple::content::disclaimer::DISCLAIMER), "{flat}");
        assert!(flat.contains("supple clear POINT --seen YYYY-MM-DD --by WHO --outcome WORD"), "{flat}");
        flat
    };
    let mut person = newcomer_ago(2);
    person.press("1 enter 2 y");
    let words = slip(&home_of(&person));
    assert!(words.contains("bladder-1 (emergency), raised on"), "{words}");
    assert!(words.contains("I was asked: Is anything different about the way you pee?"), "{words}");
    assert!(words.contains("I answered: Yes: it started or got worse in the last 2 weeks."), "{words}");
    assert!(
        words.contains("[ ] may exercise [ ] with limits: __________________________ [ ] not yet"),
        "{words}"
    );

    // A sign in a session: when, during which exercise, what was asked and answered.
    let words = slip(&stopped(3, "1 1 1 y"));
    assert!(
        words.contains("stop:chest") && words.contains("while exercising (Cat-cow on all fours)"),
        "{words}"
    );

    // One, four and a dozen at once.
    let person = ready();
    let many: Vec<Event> = [
        "weakness-1",
        "chest-2",
        "breath-1",
        "calf-1",
        "C13",
        "C06",
        "C19",
        "wound-1",
        "T8",
        "deformity-1",
        "flank-1",
        "gca-1",
    ]
    .map(|rule| flag(rule, Tier::Urgent, false))
    .to_vec();
    for count in [1, 4, 12] {
        let words = slip(&also(&person, 0, &many[..count]));
        assert_eq!(words.matches("[ ] not yet").count(), count.min(12), "{words}");
    }
    // Nothing stands: nothing to take along.
    home_of(&person).run(&["clear", "--slip"]).code(1).says("No flag stands");
}

#[test]
fn why_screen_says_what_led_to_the_tier_and_what_would_lift_it() {
    let why = |home: &Home| home.run(&["why", "screen"]).code(0).quietly().out;
    let has = |text: &str, words: &[&str]| {
        for word in words {
            assert!(text.contains(word), "no {word:?} in\n{text}");
        }
    };
    // Nothing was asked: that is no all-clear.
    let nothing = why(&home_of(&newcomer_ago(1)));
    has(&nothing, &["Today: not known. No safety check has been answered yet"]);
    assert!(!nothing.contains("Nothing in these answers") && !nothing.contains("No rule"), "{nothing}");
    let long_ago = why(&home_of(&settled(80)));
    has(
        &long_ago,
        &["Today: not known. The last safety check is a year old, or eight weeks", "it comes first"],
    );
    // `!`, and the window was closed before it was said what happened.
    has(&why(&stopped(0, "")), &["Today: not known. Something was wrong in a session"]);
    has(&why(&home_of(&settled(1))), &["the short questions before the next session are still to come"]);
    has(
        &why(&home_of(&settled(1))),
        &["Today: clear. Nothing in these answers stops you today.", "Rules 2026"],
    );
    // caution, from an answer
    let mut night = newcomer_ago(1);
    night.press("1 enter n*5 n x*4 n 4 7 enter x 1 1 4 2 enter 2 4 2 y 2");
    has(
        &why(&home_of(&night)),
        &[
            "Today: caution.",
            "night-1 (caution): see_pro [S0 S1 HARD]",
            "You said that the pain wakes you and eases when you turn over or get up.",
            "Lifts by itself when that answer changes.",
        ],
    );
    // clinician-first from "not sure", urgent, emergency
    let unsure = also(&settled(2), 1, &[flag("weakness-5", Tier::ClinicianFirst, true)]);
    has(
        &why(&unsure),
        &["Today: clinician-first.", "Or by a definite \"no\" to that question on a later day"],
    );
    let urgent = also(&settled(2), 1, &[flag("weakness-1", Tier::Urgent, false)]);
    has(
        &why(&urgent),
        &[
            "Today: urgent.",
            "weakness-1 (urgent), since",
            "[S0 S1 LOTH NHS-L]",
            "supple clear weakness-1",
            "the same day counts",
            "Answering \"no\" later does not lift it.",
        ],
    );
    let mut bladder = newcomer_ago(3);
    bladder.press("1 enter 2 y");
    has(
        &why(&home_of(&bladder)),
        &["Today: emergency.", "You said that the way you pee has changed", "entered on", "or later"],
    );
    // a sign in a session, the trend, a word that has run out, a word that said not yet, limits
    has(&why(&stopped(3, "1 1 1 y")), &["stop:chest", "You said that", "Lifted only by a clinician's word"]);
    let worse = also(&settled(2), 1, &[flag("T8", Tier::ClinicianFirst, false)]);
    has(&why(&worse), &["T8 (clinician-first), since", "getting worse for two weeks", "supple clear T8"]);

    let said = |outcome: &str, ago: u64| -> Event {
        FlagCleared {
            flag: String::new(),
            seen_on: day(ago).parse().unwrap(),
            role: "gp".into(),
            outcome: outcome.into(),
            limits: None,
        }
        .into()
    };
    // A flag, the person's answer, and a clinician's word of a while ago.
    let told = |rule: &str, question: Option<(&str, &str)>, outcome: &str, ago: u64| {
        let person = settled(ago + 1);
        let mut pages = person.pages.0.borrow().clone();
        let time = |hours: u32| at(&format!("{}T{hours:02}:00:00+00:00", day(ago)));
        let mut add = |hours, event| {
            let id = format!("{:026}", pages.len() + 1);
            pages.push(Stamped { id: id.as_str().into(), at: time(hours), event });
            id
        };
        if let Some((question, value)) = question {
            let body = json!({"run": "x", "moment": "change", "question": question, "value": value});
            add(1, Event::parse("screen.answered", &body.to_string()).unwrap().unwrap());
        }
        let flag = add(1, flag(rule, Tier::ClinicianFirst, false));
        let Event::FlagCleared(body) = said(outcome, ago) else { panic!() };
        add(2, FlagCleared { flag, ..body }.into());
        Home::with(&lines(&pages))
    };
    has(
        &why(&told("heart-1", Some(("heart", "yes_not_cleared")), "may_exercise", 370)),
        &["Today: clinician-first.", "good for twelve months and has run out", "you have heart disease"],
    );
    has(&why(&told("constant-1", None, "not_yet", 3)), &["A clinician said \"not yet\" on"]);
    has(
        &why(&told("constant-1", None, "with_limits", 3)),
        &["Today: caution.", "A clinician said: with limits. First-level sessions until", "lifts by itself"],
    );
}

#[test]
fn a_damaged_line_of_a_clearance_or_a_flag_keeps_the_stricter_state() {
    let mut person = newcomer_ago(3);
    person.press("1 enter 2 y");
    let home = home_of(&person);
    let seen = day(1);
    home.run(&["clear", "bladder-1", "--seen", &seen, "--by", "gp", "--outcome", "may-exercise"]).code(0);
    home.run(&["clear"]).says("No flag stands.");
    let whole = home.journal();
    for kind in ["flag.cleared", "flag.raised"] {
        // Of the flag's home nothing was cleared yet.
        let kept = |line: &&str| kind == "flag.cleared" || !line.contains("flag.cleared");
        let half = |line| if str::contains(line, kind) { &line[..line.len() / 2] } else { line };
        let spoilt: Vec<&str> = whole.lines().filter(kept).map(half).collect();
        let spoilt = spoilt.join("\n") + "\n";
        let home = Home::with(&spoilt);
        let listed = home.run(&["clear"]).code(0);
        assert!(listed.out.contains("bladder-1  since "), "{kind}: {}", listed.out);
        home.run(&["plan", "--json"]).code(1);
        // The line cut out altogether.
        let without: Vec<&str> =
            whole.lines().filter(|line| !line.contains(kind) && !line.contains("flag.cleared")).collect();
        let without = without.join("\n") + "\n";
        assert!(Home::with(&without).run(&["clear"]).out.contains("bladder-1  since "), "{kind} cut out");
    }
}

#[test]
fn ones_own_answers_are_printed_with_their_dates() {
    let person = settled(3);
    let home = also(
        &person,
        2,
        &[QuestionSettled { question: "pregnant".into(), how: supple::domain::profile::Settled::Never }
            .into()],
    );
    let text = home.run(&["screen", "--mine"]).code(0).quietly();
    assert!(text.out.starts_with(supple::content::disclaimer::DISCLAIMER), "{}", text.out);
    let text = text.says("Is your blood pressure high? (bp)").says("asked before each session");
    let text = text.says("not asked: you said that it never applies");
    text.says("asked again on").says("If one of them has changed: start supple, press m");
    let answers = home.run(&["screen", "--mine", "--json"]).code(0).quietly().json();
    let all = answers["answers"].as_array().unwrap();
    assert!(all.len() > 40, "{}", all.len());
    let bp = all.iter().find(|answer| answer["question"] == "bp").unwrap();
    assert_eq!((&bp["value"], &bp["shown"], &bp["on"]), (&json!("no"), &json!("No"), &json!(day(3))));
    assert_eq!((&bp["counts_today"], &bp["next"]), (&json!(true), &json!("on")));
    let home = home_of(&settled(3));
    home.run(&["screen", "--mine"]).says("(bladder)").says("(sexual)");
    let decent = home.run(&["screen", "--mine", "--no-intimate"]).code(0).says("(bp)").out;
    for id in ["bladder", "bowel", "saddle", "sexual"] {
        assert!(!decent.contains(&format!("({id})")), "{id}");
    }
    home.run(&["screen", "--list", "--no-intimate"]).code(2).complains("cannot be used with");
    let nobody = Home::new();
    nobody.run(&["screen", "--mine"]).code(1).says("No answers yet");
    assert_eq!(nobody.run(&["screen", "--mine", "--json"]).code(1).json()["answers"], json!([]));
    assert_eq!(nobody.names(), Vec::<String>::new());
}

#[test]
fn under_every_block_reading_the_log_and_logging_stay_open() {
    for (rule, tier) in
        [("bladder-1", Tier::Emergency), ("weakness-1", Tier::Urgent), ("constant-1", Tier::ClinicianFirst)]
    {
        let home = also(&settled(2), 1, &[flag(rule, tier, false)]);
        for args in [
            &["log"][..],
            &["log", "--json"],
            &["trend"],
            &["trend", "--json"],
            &["why", "screen"],
            &["screen", "--mine"],
            &["clear"],
            &["clear", "--slip"],
            &["paths"],
        ] {
            home.run(args).code(0);
        }
        home.run(&["log", "add", "--pain", "4"]).code(0).says("Logged.");
        let plan = home.run(&["plan", "--json"]).code(1).json();
        assert_eq!((&plan["not"], &plan["exercises"]), (&json!("blocked"), &json!([])), "{rule}");
    }
    // And the score that was logged under a block is on the chart.
    let rated = PainRated {
        session: None,
        when: When::CheckIn,
        item: None,
        exercise: None,
        score: supple::domain::score::Score::new(7).unwrap(),
    };
    let home = also(&settled(2), 1, &[flag("constant-1", Tier::ClinicianFirst, false), rated.into()]);
    home.run(&["trend"]).says("  7 ");
}
