//! Answers from a file, the result and the lists as JSON and text, and the words of the assets.

use serde_json::{Value as Json, json};
use supple::content::screening_file::BUILT_IN;
use supple::domain::screening::answer::Value;
use supple::domain::screening::assess::assess;
use supple::domain::screening::probe::{
    answers_from_json, assessment_to_json, assessment_to_text, rulebook_to_json, rulebook_to_text,
};
use supple::domain::screening::words::{aloud, in_own_words};

use super::book;

fn result(text: &str) -> Json {
    let (answers, derived) = answers_from_json(text, book()).unwrap();
    assessment_to_json(&assess(book(), &answers, &derived), book())
}

#[test]
fn answers_of_a_file_give_the_documented_object() {
    let object = result(
        r#"{"answers":{"age":47,"area":["low_back"],"weakness":"new"},"trend":"worse","days_since_start":14}"#,
    );
    assert_eq!(object["tier"], "urgent");
    assert_eq!(
        object["fired"][0],
        json!({"rule":"weakness-1","tier":"urgent","actions":["lock","say_to_clinician"],
               "sources":["S0","S1","LOTH","NHS-L"],"because":["weakness"]})
    );
    assert_eq!(object["fired"][1]["rule"], "T4");
    assert_eq!(object["complete"], false);
    assert!(object["unanswered"].as_array().unwrap().contains(&json!("weak_fast")));
    assert_eq!(object["rules_version"], book().version.as_str());
    assert_eq!(result(r#"{"answers":{},"trend":null,"days_since_start":null}"#)["tier"], "clear");
    assert_eq!(
        result(r#"{"answers":{"both_legs":"new"}}"#)["fired"][0]["sources"],
        json!(["NHS", "CSP24", "LOTH"])
    );
}

#[test]
fn what_does_not_fit_is_named_with_what_is_allowed() {
    let cases = [
        (
            r#"{"answers":{"blader":"new"}}"#,
            "answers: unknown question \"blader\"; the questions are area, bladder",
        ),
        (
            r#"{"answers":{"bladder":"yes"}}"#,
            "answers: bladder: \"yes\" is not an answer; it takes one of no, new, old_unchecked, old_checked, unsure",
        ),
        (r#"{"answers":{"bladder":true}}"#, "bladder: true or false is not an answer; it takes one of no"),
        (r#"{"answers":{"bladder":1}}"#, "bladder: the number 1 is not an answer"),
        (r#"{"answers":{"bladder":null}}"#, "bladder: null, which is no answer: leave the question out"),
        (r#"{"answers":{"bladder":{}}}"#, "bladder: an object is not an answer"),
        (r#"{"answers":{"bladder":["new"]}}"#, "bladder: a list is not an answer"),
        (
            r#"{"answers":{"area":"neck"}}"#,
            "area: the word \"neck\" is not an answer; it takes a list of any of low_back",
        ),
        (r#"{"answers":{"area":["knee"]}}"#, "area: \"knee\" is not an answer"),
        (r#"{"answers":{"area":["neck","neck"]}}"#, "area: \"neck\" is in the list twice"),
        (r#"{"answers":{"area":[1]}}"#, "area: a number in the list is not an answer"),
        (
            r#"{"answers":{"age":"47"}}"#,
            "age: the word \"47\" is not an answer; it takes a whole number from 1 to 120",
        ),
        (r#"{"answers":{"age":0}}"#, "age: 0 is not an answer; it takes a whole number from 1 to 120"),
        (r#"{"answers":{"age":121}}"#, "age: 121 is not an answer"),
        (r#"{"answers":{"age":47.5}}"#, "age: the number 47.5 is not an answer"),
        (r#"{"answers":{"age":99999999999999999999}}"#, "age: the number"),
        (
            r#"{"answers":{"pain_now":11}}"#,
            "pain_now: 11 is not an answer; it takes a whole number from 0 to 10",
        ),
        (r#"{"answers":{"pain_now":-1}}"#, "pain_now: -1 is not an answer"),
        (r#"{"answers":{"bladder":"new","bladder":"no"}}"#, "answers: \"bladder\" is there twice"),
        (r#"{"answers":{},"answers":{}}"#, "the document: \"answers\" is there twice"),
        (
            r#"{"answer":{}}"#,
            "unknown key \"answer\"; the document may hold answers, trend, days_since_start",
        ),
        (r#"{"trend":"worse"}"#, "the key \"answers\" is missing"),
        (r#"{"answers":[]}"#, "answers: expected an object of question ids and values, found a list"),
        (
            r#"{"answers":{},"trend":"up"}"#,
            "trend: \"up\" is unknown; it takes one of better, not_better, worse",
        ),
        (r#"{"answers":{},"trend":1}"#, "trend: found a number"),
        (
            r#"{"answers":{},"days_since_start":-1}"#,
            "days_since_start: -1 does not fit; it takes a whole number from 0",
        ),
        (r#"{"answers":{},"days_since_start":"9"}"#, "days_since_start: found a word"),
        ("{\"answers\":\n {\"age\": 4,,}}", "line 2, column 12: not readable as a JSON object"),
        ("[]", "line 1, column 0: not readable as a JSON object"),
        ("", "line 1, column 0: not readable as a JSON object"),
        ("{\"answers\":{}} x", "line 1, column 16: not readable as a JSON object: trailing characters"),
    ];
    for (text, expected) in cases {
        let error = answers_from_json(text, book()).unwrap_err();
        assert!(error.contains(expected), "{text}: {error}");
    }
    let deep = format!("{{\"answers\":{{\"area\":{}", "[".repeat(100_000));
    assert!(answers_from_json(&deep, book()).is_err());
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,80}", id in "[a-z_]{1,12}", value in "[a-z_]{1,12}") {
        let _ = answers_from_json(&text, book());
        let known = answers_from_json(&format!(r#"{{"answers":{{"{id}":"{value}"}}}}"#), book());
        let fits = book().question(&id).is_some_and(|question| question.choice(&value).is_some());
        proptest::prop_assert!(known.is_err() || fits);
        let _ = supple::domain::screening::grammar::Cond::parse(&text);
    }
}

#[test]
fn the_lists_hold_every_question_rule_source_and_gap() {
    let json = rulebook_to_json(book());
    let text = rulebook_to_text(book());
    assert_eq!(json["questions"].as_array().unwrap().len(), book().questions.len());
    for rule in json["rules"].as_array().unwrap() {
        for key in ["id", "when", "tier", "actions", "sources"] {
            assert!(!rule[key].is_null(), "{rule}");
        }
    }
    assert_eq!(json["rules"][0]["id"], "bladder-1");
    assert_eq!(json["rules"][0]["when"], "bladder=new");
    for rule in &book().rules {
        assert!(text.contains(&format!("\n  {}  {}\n", rule.id, rule.tier)), "{}", rule.id);
    }
    for question in &book().questions {
        assert!(text.contains(&question.text), "{}", question.id);
    }
    for source in &book().sources {
        assert!(text.contains(&source.what), "{}", source.tag);
    }
    for gap in &book().gaps {
        assert!(text.contains(gap.as_str()));
    }
    assert!(text.contains("No clinician has reviewed these questions and rules."));
}

#[test]
fn the_result_can_be_read() {
    let (answers, derived) = answers_from_json(r#"{"answers":{"calf":"yes"}}"#, book()).unwrap();
    let text = assessment_to_text(&assess(book(), &answers, &derived), &answers, book());
    for expected in [
        "urgent\nSpeak to a doctor or a health line today.",
        "calf-1 (urgent): lock  [ACOG GK]",
        "You said that one calf has become swollen, warm and sore.",
        "Not complete: ",
        "No clinician has reviewed",
    ] {
        assert!(text.contains(expected), "{expected}\n---\n{text}");
    }
    let (answers, derived) = answers_from_json(r#"{"answers":{}}"#, book()).unwrap();
    let text = assessment_to_text(&assess(book(), &answers, &derived), &answers, book());
    assert!(text.contains("Nothing in these answers stops you today."), "{text}");
}

#[test]
fn the_words_are_plain_and_promise_nothing() {
    let all = [BUILT_IN.questions, BUILT_IN.groups, &rulebook_to_text(book())].join("\n").to_lowercase();
    for word in [
        "treats",
        "cures",
        "relieves",
        "diagnoses",
        "clinically proven",
        "rules out",
        "safe for you",
        "you are safe",
    ] {
        assert!(!all.contains(word), "{word}");
    }
    // Flesch-Kincaid with a rough count of syllables, over all that a person reads on the question screens.
    let (mut words, mut syllables, mut sentences) = (0.0, 0.0, 0.0);
    for question in &book().questions {
        for text in [&question.text, &question.help, &question.why] {
            sentences += text.matches(['.', '?', ':']).count() as f64;
            for word in text.split_whitespace() {
                words += 1.0;
                syllables += syllables_of(word);
            }
        }
    }
    let grade = 0.39 * words / sentences + 11.8 * syllables / words - 15.59;
    assert!(grade < 8.0, "grade {grade:.1}");
}

fn syllables_of(word: &str) -> f64 {
    let letters: Vec<char> = word.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    let vowel = |c: &char| "aeiouy".contains(*c);
    let groups = letters
        .iter()
        .zip(std::iter::once(&' ').chain(&letters))
        .filter(|(c, before)| vowel(c) && !vowel(before));
    let silent = letters.len() > 2 && letters.ends_with(&['e']) && !letters.ends_with(&['l', 'e']);
    (groups.count() as f64 - f64::from(u8::from(silent))).max(1.0)
}

#[test]
fn what_is_said_on_the_phone_is_in_the_persons_own_words() {
    let book = book();
    let asked =
        book.questions.iter().flat_map(|one| one.values.iter().map(|one| &one.said).chain([&one.said]));
    let stops = book.stops.signs.iter().flat_map(|sign| {
        sign.asks.iter().flat_map(|ask| ask.values.iter().map(|value| &value.said)).chain([&sign.said])
    });
    let clauses: Vec<String> = asked.chain(stops).map(|said| in_own_words(said)).collect();
    for clause in &clauses {
        let words: Vec<&str> = clause.split([' ', ',']).collect();
        assert!(!words.iter().any(|word| word.starts_with("you")), "{clause}");
        for pair in words.windows(2) {
            assert!(!matches!(pair, ["I", "are" | "were"]), "{clause}");
        }
    }
    for expected in [
        "the way I pee has changed",
        "a clinician saw me but has not cleared me to exercise",
        "I had surgery on my spine and am not yet cleared",
        "the pain wakes me and eases when I turn over or get up",
        "for two weeks the pain has woken me, and has kept me from everyday things",
        "I am not sure whether I was quickly myself again",
        "I passed out or got dizzy while I was active",
        "both legs are numb, tingling or weak, or hurt below the knee",
        "my chest does not hurt and I do not feel faint",
    ] {
        assert!(clauses.iter().any(|clause| clause == expected), "{expected}: {clauses:#?}");
    }
    let question = book.question("bladder").unwrap();
    assert_eq!(
        aloud(question, &Value::choice("new")),
        "The way I pee has changed, and this started or got worse in the last 2 weeks."
    );
}
