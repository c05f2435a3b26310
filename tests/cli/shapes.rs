//! The shapes of JSON that other programs read, field by field, and the exit codes that go with them.

use serde_json::{Value as Json, json};

use crate::home::{Home, home_of, newcomer, newcomer_ago, ready};

/// Fails unless the object has each field, of one of the kinds: `s` text, `n` number, `b` yes or no,
/// `a` list, `o` object, `0` null.
#[track_caller]
fn has(object: &Json, fields: &[(&str, &str)]) {
    for (name, kinds) in fields {
        let value = object.get(*name).unwrap_or_else(|| panic!("no {name} in {object}"));
        let kind = match value {
            Json::Null => "0",
            Json::Bool(_) => "b",
            Json::Number(_) => "n",
            Json::String(_) => "s",
            Json::Array(_) => "a",
            Json::Object(_) => "o",
        };
        assert!(kinds.contains(kind), "{name} is {value}, not one of {kinds}");
    }
}

#[track_caller]
fn is_plan(plan: &Json) {
    has(
        plan,
        &[
            ("mode", "s"),
            ("blocked", "b"),
            ("needs_rescreen", "b"),
            ("refer", "o"),
            ("exercises", "a"),
            ("removed", "a"),
            ("aerobic", "o0"),
            ("advice", "a"),
            ("est_seconds", "n"),
            ("trend", "o"),
            ("reason", "s"),
        ],
    );
    assert!(!plan["reason"].as_str().unwrap().is_empty());
    has(&plan["refer"], &[("level", "s"), ("codes", "a")]);
    has(&plan["trend"], &[("label", "s"), ("baseline", "n0"), ("current", "n0"), ("change", "n0")]);
    for exercise in plan["exercises"].as_array().unwrap() {
        has(
            exercise,
            &[
                ("id", "s"),
                ("ladder", "s"),
                ("kind", "s"),
                ("level", "n"),
                ("tags", "a"),
                ("dose", "o"),
                ("change", "s"),
                ("dim", "s0"),
                ("reason", "s"),
            ],
        );
        has(&exercise["dose"], &[("sets", "n"), ("reps", "n"), ("hold_s", "n")]);
    }
    for removed in plan["removed"].as_array().unwrap() {
        has(removed, &[("id", "s"), ("ladder", "s"), ("why", "s"), ("until", "s0")]);
    }
    if !plan["aerobic"].is_null() {
        has(&plan["aerobic"], &[("minutes", "n"), ("change", "s")]);
    }
}

#[test]
fn a_fresh_home_answers_everything_and_nothing_is_made() {
    let home = Home::new();
    let plan = home.run(&["plan", "--json"]).code(1).quietly().json();
    is_plan(&plan);
    assert_eq!(
        (&plan["mode"], &plan["blocked"], &plan["not"]),
        (&json!("blocked"), &json!(true), &json!("no-check"))
    );
    assert_eq!(plan["exercises"], json!([]));
    home.run(&["plan"]).code(1).quietly().says("The safety check comes first. Start supple to answer it.");
    let doctor = home.run(&["doctor", "--json"]).code(0).quietly().json();
    assert_eq!((&doctor["status"], &doctor["findings"]), (&json!("clean"), &json!([])));
    home.run(&["doctor"])
        .code(0)
        .quietly()
        .says("not there yet; it begins with your first answer")
        .says("Nothing to report.");
    assert_eq!(home.run(&["log", "--json"]).code(0).quietly().out, "");
    home.run(&["log"]).code(0).quietly().says("No sessions yet.");
    home.run(&["clear"]).code(0).quietly().says("No flag stands.");
    let trend = home.run(&["trend", "--json"]).code(0).quietly().json();
    assert_eq!((&trend["label"], trend["days"].as_array().unwrap().len()), (&json!("insufficient"), 84));
    home.run(&["trend"]).code(0).quietly().says("No scores yet.");
    home.run(&["paths"]).code(0).quietly().says("journal    ").says("settings   ");
    assert_eq!(home.names(), Vec::<String>::new());
}

#[test]
fn paths() {
    let home = Home::new();
    let paths = home.run(&["paths", "--json"]).code(0).json();
    let root = home.path().display().to_string();
    assert_eq!(paths["home"], json!(root));
    assert_eq!(paths["journal"], json!(format!("{root}/journal.jsonl")));
    has(&paths, &[("data", "s"), ("config", "s"), ("state", "s")]);
    // Without a home of their own, each goes where the system wants it.
    let mut command = crate::home::command(&["paths", "--json"]);
    command.env("XDG_DATA_HOME", "/d").env("XDG_CONFIG_HOME", "/c").env("XDG_STATE_HOME", "/s");
    let paths = crate::home::finish(crate::home::spawn(&mut command), "").code(0).json();
    assert_eq!(paths["home"], Json::Null);
    assert_eq!(paths["journal"], json!("/d/supple/journal.jsonl"));
    assert_eq!((&paths["config"], &paths["state"]), (&json!("/c/supple"), &json!("/s/supple")));
}

#[test]
fn a_plan_that_may_begin() {
    let home = home_of(&ready());
    let plan = home.run(&["plan", "--json"]).code(0).quietly().json();
    is_plan(&plan);
    assert_eq!(
        (&plan["mode"], &plan["blocked"], &plan["not"]),
        (&json!("start"), &json!(false), &json!(null))
    );
    assert!(plan["exercises"].as_array().unwrap().len() >= 3, "{plan}");
    let text = home.run(&["plan"]).code(0).quietly().says("Next: your first session.").says(" on the mat.");
    for exercise in plan["exercises"].as_array().unwrap() {
        assert!(text.out.contains(exercise["reason"].as_str().unwrap()), "{exercise}");
    }
    // Longer days hold no less, other days are planned too, and days gone by are not.
    let length = |minutes: &str| {
        home.run(&["plan", "--json", "--minutes", minutes]).code(0).json()["est_seconds"].as_u64().unwrap()
    };
    assert!(length("5") <= 300 && length("5") < length("30"), "{} {}", length("5"), length("30"));
    is_plan(&home.run(&["plan", "--json", "--on", "2999-01-31"]).code(1).json());
    home.run(&["plan", "--on", "2020-02-29"])
        .code(2)
        .complains("2020-02-29 is past. Name today or a later day.");
}

#[test]
fn when_nothing_may_or_need_be_done_the_plan_says_so_and_exits_1() {
    let mut done = ready();
    done.press("enter").play("2");
    let home = home_of(&done);
    let plan = home.run(&["plan", "--json"]).code(1).quietly().json();
    is_plan(&plan);
    assert_eq!((&plan["not"], &plan["blocked"]), (&json!("done"), &json!(false)));
    assert!(plan["reason"].as_str().unwrap().starts_with("Today's session is done"), "{plan}");
    home.run(&["plan"]).code(1).says("Today's session is done, and once a day is plenty.");

    let mut blocked = newcomer();
    blocked.press("1 enter 2 y");
    let home = home_of(&blocked);
    let plan = home.run(&["plan", "--json"]).code(1).quietly().json();
    is_plan(&plan);
    assert_eq!(
        (&plan["not"], &plan["blocked"], &plan["mode"]),
        (&json!("blocked"), &json!(true), &json!("blocked"))
    );
    assert_eq!(plan["refer"], json!({"level": "emergency", "codes": ["bladder-1"]}));
    assert_eq!(plan["exercises"], json!([]));
    home.run(&["plan"]).code(1).says("emergency care now");
}

#[test]
fn a_plan_from_a_document_touches_no_journal() {
    let home = Home::new();
    let document = include_str!("../worked/w01.json");
    let file = home.write("probe.json", document);
    let from_file = home.run(&["plan", "--input", file.to_str().unwrap()]).code(0).quietly();
    is_plan(&from_file.json());
    assert_eq!(home.run_with(&["plan", "--input", "-", "--json"], document).code(0).out, from_file.out);
    assert_eq!(home.names(), ["probe.json"]);
    // A block in the document: the object all the same, and the answer is no.
    let mut blocked: Json = serde_json::from_str(document).unwrap();
    blocked["today"]["flags"] = json!(["saddle_numbness"]);
    let plan = home.run_with(&["plan", "--input", "-"], &blocked.to_string()).code(1).json();
    is_plan(&plan);
    assert_eq!(plan["refer"], json!({"level": "emergency", "codes": ["saddle_numbness"]}));
}

#[test]
fn the_log_is_one_session_a_line() {
    let mut person = ready();
    person.press("enter").play("2");
    let home = home_of(&person);
    let ran = home.run(&["log", "--json"]).code(0).quietly();
    let session = ran.json();
    has(
        &session,
        &[
            ("id", "s"),
            ("date", "s"),
            ("started", "s"),
            ("ended", "s"),
            ("mode", "s"),
            ("minutes", "n"),
            ("pain_before", "n"),
            ("pain_after", "n"),
            ("pain_over_1h", "0"),
            ("next_morning_pain", "0"),
            ("effort", "n"),
            ("exercises", "a"),
        ],
    );
    assert!(session["started"].as_str().unwrap().ends_with("+00:00"), "{session}");
    let exercises = session["exercises"].as_array().unwrap();
    assert!(exercises.len() >= 3);
    for exercise in exercises {
        has(
            exercise,
            &[("id", "s"), ("prescribed", "o"), ("done", "o"), ("pain", "n"), ("effort", "n"), ("stop", "0")],
        );
        for dose in ["prescribed", "done"] {
            has(&exercise[dose], &[("sets", "n"), ("reps", "n"), ("hold_s", "n")]);
        }
        assert_eq!(exercise["pain"], json!(2));
    }
    home.run(&["log"]).code(0).quietly().says("pain 4 to 2, next morning -  effort 2");
}

#[test]
fn things_done_without_the_program_are_logged() {
    let home = Home::new();
    home.run(&["log", "add", "--pain", "4"]).code(0).quietly().says("Logged.");
    home.run(&["log", "add", "--pain", "0"]).code(0).quietly();
    home.run(&["log", "add", "--walk", "25", "--pain", "2", "--talk", "yes"]).code(0).quietly();
    assert_eq!(home.journal().lines().count(), 4, "{}", home.journal());
    assert!(home.journal().contains(r#""type":"pain.rated","body":{"when":"check_in","score":4}"#));
    assert!(home.journal().contains(r#""type":"walk.done","body":{"minutes":25,"pain":2,"talk_ok":true}"#));
    home.run(&["log"])
        .code(0)
        .says("No sessions yet.")
        .says("1 walk logged.")
        .says("2 pain scores: `supple trend` shows");
    let trend = home.run(&["trend", "--range", "2w", "--json"]).code(0).quietly().json();
    has(
        &trend,
        &[
            ("from", "s"),
            ("to", "s"),
            ("days", "a"),
            ("label", "s"),
            ("baseline", "n0"),
            ("current", "n0"),
            ("change", "n0"),
            ("sentence", "s"),
        ],
    );
    let days = trend["days"].as_array().unwrap();
    assert_eq!(days.len(), 14);
    for day in days {
        has(day, &[("date", "s"), ("pain", "n0"), ("median7", "n0"), ("flare", "b")]);
    }
    assert_eq!(days[13]["pain"], json!(4), "the highest of the day: {}", days[13]);
    home.run(&["trend"]).code(0).says(" 4 ████").says("10 ┈");
    has(&trend, &[("chart", "s"), ("marks", "a"), ("panels", "a")]);
    home.run(&["--plain", "trend"]).code(0).quietly().says("Day by day").says("pain  median");
    let text = home.run(&["trend", "--chart", "weeks", "--width", "40"]).code(0).quietly();
    text.says("of 5 to 7 days in the last seven").says("Mon");
    for (chart, panel) in [("dose", "a"), ("function", "a"), ("fear", "a"), ("sides", "a")] {
        let json = home.run(&["trend", "--chart", chart, "--json"]).code(0).quietly().json();
        has(&json, &[("chart", "s"), ("sentence", "s"), ("panels", panel)]);
    }
    home.run(&["trend", "--chart", "luck"]).code(2).complains("a chart is pain, dose, weeks, function");
    home.run(&["trend", "--width", "5"]).code(2);
    assert_eq!(home.run(&["doctor", "--json"]).code(0).quietly().json()["journal"]["events"], json!(4));
}

#[test]
fn the_safety_check_for_others_to_read() {
    let home = Home::new();
    let list = home.run(&["screen", "--list", "--json"]).code(0).quietly().json();
    for question in list["questions"].as_array().unwrap() {
        has(question, &[("id", "s")]);
    }
    for rule in list["rules"].as_array().unwrap() {
        has(rule, &[("id", "s"), ("when", "s"), ("tier", "s"), ("actions", "a"), ("sources", "a")]);
    }
    home.run(&["screen", "--list"]).code(0).quietly().says("No clinician has reviewed").says("bladder-1");
    let answers = [
        (r#"{"answers":{"age":47,"area":["low_back"],"bladder":"new"}}"#, "emergency"),
        (r#"{"answers":{},"trend":"worse","days_since_start":40}"#, "caution"),
        (r#"{"answers":{}}"#, "clear"),
    ];
    for (answers, tier) in answers {
        let result = home.run_with(&["screen", "--answers", "-", "--json"], answers).code(0).quietly().json();
        has(&result, &[("tier", "s"), ("fired", "a"), ("unanswered", "a"), ("complete", "b")]);
        assert_eq!(result["tier"], json!(tier), "{answers}: {result}");
        assert_eq!(result["complete"], json!(false));
        for fired in result["fired"].as_array().unwrap() {
            has(fired, &[("rule", "s"), ("tier", "s"), ("actions", "a"), ("sources", "a")]);
        }
    }
    assert_eq!(home.names(), Vec::<String>::new());
}

#[test]
fn a_clinicians_word_lifts_a_flag() {
    let mut person = newcomer_ago(3);
    person.press("1 enter 2 y");
    let home = home_of(&person);
    home.run(&["clear"]).code(0).quietly().says("bladder-1  since ").says("emergency");
    let slip = home.run(&["clear", "--slip"]).code(0);
    for words in ["bladder-1 (emergency), raised on", "[ ] not yet", "supple clear POINT --seen"] {
        assert!(slip.out.contains(words), "{words:?} is not on\n{}", slip.out);
    }
    home.run(&["clear", "cancer-1"])
        .code(2)
        .complains("no flag called cancer-1 stands. What stands: bladder-1.");
    home.run(&["clear", "bladder-1"]).code(2).complains("Missing: --seen YYYY-MM-DD");
    let today = chrono::Utc::now().date_naive().to_string();
    let seen = ["clear", "bladder-1", "--seen", &today];
    let by = |who, outcome| [&seen[..], &["--by", who, "--outcome", outcome]].concat();
    home.run(&by("friend", "may-exercise"))
        .code(2)
        .complains("\"friend\" is not on the list of clinicians: gp,");
    home.run(&by("gp", "maybe")).code(2).complains("may-exercise, with-limits, not-yet");
    home.run(&["clear", "bladder-1", "--seen", "2999-01-01", "--by", "gp", "--outcome", "not-yet"]).code(2);
    home.run(&by("gp", "not-yet")).code(0).says("It stays, as they said.");
    home.run(&["clear"]).says("bladder-1  since ");
    home.run(&by("gp", "may-exercise")).code(0).says("It is lifted.");
    home.run(&["clear"]).code(0).says("No flag stands.");
    assert_eq!(home.run(&["plan", "--json"]).code(1).json()["not"], json!("no-check"));
}
