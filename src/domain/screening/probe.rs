//! `supple screen`: answers from a file, and the result, the questions and the rules as JSON or text.

use std::fmt;
use std::fmt::Write as _;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::{Value as Json, json};

use super::answer::{Answers, Value};
use super::assess::Assessment;
use super::derived::{Derived, Trend};
use super::question::{Kind, Question};
use super::rulebook::RuleBook;
use super::words;

const KEYS: &str = "answers, trend, days_since_start";

/// Reads `{"answers":{...},"trend":...,"days_since_start":...}`. Nothing in it is ever ignored.
///
/// # Errors
/// A sentence that names what does not fit and what is allowed: broken JSON with line and column, an
/// unknown key, question or value, a wrong type, a number out of range, a name given twice.
pub fn answers_from_json(text: &str, book: &RuleBook) -> Result<(Answers, Derived), String> {
    let document: Pairs = serde_json::from_str(text).map_err(|error| broken(&error))?;
    let mut answers = None;
    let mut derived = Derived::default();
    document.no_name_twice("the document")?;
    for (key, value) in document.0 {
        match (key.as_str(), value) {
            ("answers", Node::Object(pairs)) => answers = Some(read_answers(pairs, book)?),
            ("answers", other) => {
                return Err(format!(
                    "answers: expected an object of question ids and values, found {}",
                    other.kind()
                ));
            }
            ("trend", value) => derived.trend = read_trend(&value)?,
            ("days_since_start", value) => derived.days_since_start = read_days(&value)?,
            (unknown, _) => return Err(format!("unknown key \"{unknown}\"; the document may hold {KEYS}")),
        }
    }
    let answers =
        answers.ok_or_else(|| format!("the key \"answers\" is missing; the document may hold {KEYS}"))?;
    Ok((answers, derived))
}

fn broken(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or(&text);
    format!("line {}, column {}: not readable as a JSON object: {what}", error.line(), error.column())
}

fn read_answers(pairs: Pairs, book: &RuleBook) -> Result<Answers, String> {
    pairs.no_name_twice("answers")?;
    let mut answers = Answers::new();
    for (id, node) in pairs.0 {
        let Some(question) = book.question(&id) else {
            return Err(format!(
                "answers: unknown question \"{id}\"; the questions are {} (see supple screen --list)",
                book.questions.iter().map(|question| question.id.as_str()).collect::<Vec<_>>().join(", ")
            ));
        };
        let value = read_value(question, node).map_err(|fault| format!("answers: {fault}"))?;
        question.check(&value).map_err(|fault| format!("answers: {fault}"))?;
        answers.insert(id, value);
    }
    Ok(answers)
}

fn read_value(question: &Question, node: Node) -> Result<Value, String> {
    let refuse = |what: &str| {
        Err(format!("{}: {what} is not an answer; it takes {}", question.id, question.allowed()))
    };
    match node {
        Node::Text(text) => Ok(Value::Choice(text)),
        Node::Number(number) => match number.as_i64() {
            Some(whole) => Ok(Value::Number(whole)),
            None => refuse(&format!("the number {number}")),
        },
        Node::List(list) => {
            let mut picks = Vec::new();
            for item in list {
                match item {
                    Node::Text(text) => picks.push(text),
                    other => return refuse(&format!("{} in the list", other.kind())),
                }
            }
            Ok(Value::Picks(picks))
        }
        Node::Null => refuse("null, which is no answer: leave the question out if it was not answered,"),
        other => refuse(other.kind()),
    }
}

fn read_trend(node: &Node) -> Result<Option<Trend>, String> {
    let allowed = "it takes one of better, not_better, worse, or is left out";
    match node {
        Node::Null => Ok(None),
        Node::Text(text) => Trend::ALL
            .into_iter()
            .find(|trend| trend.as_str() == text)
            .map(Some)
            .ok_or_else(|| format!("trend: \"{text}\" is unknown; {allowed}")),
        other => Err(format!("trend: found {}; {allowed}", other.kind())),
    }
}

fn read_days(node: &Node) -> Result<Option<i64>, String> {
    let allowed = "it takes a whole number from 0, or is left out";
    match node {
        Node::Null => Ok(None),
        Node::Number(number) => match number.as_i64() {
            Some(days) if days >= 0 => Ok(Some(days)),
            _ => Err(format!("days_since_start: {number} does not fit; {allowed}")),
        },
        other => Err(format!("days_since_start: found {}; {allowed}", other.kind())),
    }
}

/// A JSON object that keeps every pair, so that a name given twice is seen.
#[derive(Debug)]
struct Pairs(Vec<(String, Node)>);

impl Pairs {
    fn no_name_twice(&self, place: &str) -> Result<(), String> {
        for (index, (name, _)) in self.0.iter().enumerate() {
            if self.0[..index].iter().any(|(earlier, _)| earlier == name) {
                return Err(format!("{place}: \"{name}\" is there twice; keep one of them"));
            }
        }
        Ok(())
    }
}

#[derive(Debug)]
enum Node {
    Null,
    Bool,
    Number(serde_json::Number),
    Text(String),
    List(Vec<Node>),
    Object(Pairs),
}

impl Node {
    fn kind(&self) -> &'static str {
        match self {
            Node::Null => "null",
            Node::Bool => "true or false",
            Node::Number(_) => "a number",
            Node::Text(_) => "a word",
            Node::List(_) => "a list",
            Node::Object(_) => "an object",
        }
    }
}

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ObjectOnly;
        impl<'de> Visitor<'de> for ObjectOnly {
            type Value = Pairs;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object in braces")
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Pairs, A::Error> {
                pairs(map)
            }
        }
        deserializer.deserialize_map(ObjectOnly)
    }
}

fn pairs<'de, A: MapAccess<'de>>(mut map: A) -> Result<Pairs, A::Error> {
    let mut found = Vec::new();
    while let Some(pair) = map.next_entry()? {
        found.push(pair);
    }
    Ok(Pairs(found))
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Node;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON value")
            }
            fn visit_unit<E>(self) -> Result<Node, E> {
                Ok(Node::Null)
            }
            fn visit_bool<E>(self, _: bool) -> Result<Node, E> {
                Ok(Node::Bool)
            }
            fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
                Ok(Node::Number(number.into()))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
                Ok(Node::Number(number.into()))
            }
            fn visit_f64<E>(self, number: f64) -> Result<Node, E> {
                Ok(serde_json::Number::from_f64(number).map_or(Node::Null, Node::Number))
            }
            fn visit_str<E>(self, text: &str) -> Result<Node, E> {
                Ok(Node::Text(text.to_owned()))
            }
            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
                let mut found = Vec::new();
                while let Some(item) = list.next_element()? {
                    found.push(item);
                }
                Ok(Node::List(found))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Node, A::Error> {
                pairs(map).map(Node::Object)
            }
        }
        deserializer.deserialize_any(Any)
    }
}

/// The result of a check, as `supple screen --answers --json` writes it.
pub fn assessment_to_json(assessment: &Assessment, book: &RuleBook) -> Json {
    let fired: Vec<Json> = assessment
        .fired
        .iter()
        .map(|fired| {
            json!({
                "rule": fired.rule,
                "tier": fired.tier.as_str(),
                "actions": fired.actions.iter().map(|action| action.as_str()).collect::<Vec<_>>(),
                "sources": fired.sources,
                "because": fired.because,
            })
        })
        .collect();
    json!({
        "tier": assessment.tier.as_str(),
        "fired": fired,
        "unanswered": assessment.unanswered,
        "complete": assessment.complete,
        "rules_version": book.version,
    })
}

/// The result of a check, to read.
pub fn assessment_to_text(assessment: &Assessment, answers: &Answers, book: &RuleBook) -> String {
    let mut text = format!("{}\n{}\n", assessment.tier, words::what_to_do(assessment.tier));
    for fired in &assessment.fired {
        let actions = fired.actions.iter().map(|action| action.as_str()).collect::<Vec<_>>().join(", ");
        let _ = write!(text, "\n{} ({}): {actions}  [{}]\n", fired.rule, fired.tier, fired.sources.join(" "));
        for id in &fired.because {
            if let (Some(question), Some(value)) = (book.question(id), answers.get(id)) {
                let _ = writeln!(text, "  {}", words::you_said(question, value));
            }
        }
        if let Some(rule) = book.rule(&fired.rule).filter(|rule| !rule.note.is_empty()) {
            let _ = writeln!(text, "  {}", rule.note);
        }
    }
    if assessment.complete {
        text.push_str("\nEvery question that these answers make due is answered.\n");
    } else {
        let _ = write!(
            text,
            "\nNot complete: {} due and not answered: {}\n",
            count(assessment.unanswered.len(), "question is", "questions are"),
            assessment.unanswered.join(", ")
        );
    }
    let _ = write!(text, "\nRules {}. {}\n", book.version, book.review);
    text
}

/// All questions and rules, as `supple screen --list --json` writes them.
pub fn rulebook_to_json(book: &RuleBook) -> Json {
    let questions: Vec<Json> = book.questions.iter().map(question_to_json).collect();
    let rules: Vec<Json> = book
        .rules
        .iter()
        .map(|rule| {
            json!({
                "id": rule.id,
                "when": rule.when_text,
                "from": if rule.is_from_log() { "log" } else { "answers" },
                "tier": rule.tier.as_str(),
                "actions": rule.actions.iter().map(|action| action.as_str()).collect::<Vec<_>>(),
                "note": rule.note,
                "sources": rule.sources,
                "contra": rule.contra,
            })
        })
        .collect();
    json!({
        "version": book.version,
        "review": book.review,
        "questions": questions,
        "rules": rules,
        "stop_signs": super::stop_sign::printed::to_json(&book.stops),
        "groups": book.groups,
        "shorts": book.shorts,
        "intake": book.intake,
        "session": book.session,
        "recheck": book.recheck,
        "monthly": book.monthly,
        "fortnight": book.fortnight,
        "sources": book.sources,
        "gaps": book.gaps,
    })
}

fn question_to_json(question: &Question) -> Json {
    let mut object = json!({
        "id": question.id,
        "kind": question.kind.as_str(),
        "text": question.text,
        "help": question.help,
        "values": question
            .values
            .iter()
            .map(|choice| json!({"value": choice.value, "shown": choice.shown}))
            .collect::<Vec<_>>(),
        "asked": question.asked.iter().map(|moment| moment.as_str()).collect::<Vec<_>>(),
        "asked_if": question.asked_if.as_ref().map(|_| question.asked_if_text.as_str()),
        "group": question.group,
    });
    if let Kind::Number { min, max } = question.kind {
        object["min"] = json!(min);
        object["max"] = json!(max);
    }
    object
}

/// All questions and rules, for a clinician to read.
pub fn rulebook_to_text(book: &RuleBook) -> String {
    let mut text = format!(
        "The safety check of supple, rules {}\n\n{}\nThe worst tier of all rules that fire counts.\n",
        book.version, book.review
    );
    text.push_str("\nTIERS\n");
    for tier in super::tier::Tier::ALL.into_iter().rev() {
        let _ = writeln!(text, "  {:<16}{}", tier.as_str(), words::what_to_do(tier));
    }
    text.push_str("\nQUESTIONS\n");
    for question in &book.questions {
        write_question(&mut text, question);
    }
    text.push_str(
        "\nSHORT LINES (no stores a no for each question named; yes or not sure asks them in full)\n",
    );
    for short in &book.shorts {
        let _ = write!(text, "\n  {}  {}\n      opens: {}\n", short.id, short.text, short.opens.join(", "));
    }
    text.push_str("\nRULES\n");
    for rule in &book.rules {
        let actions = rule.actions.iter().map(|action| action.as_str()).collect::<Vec<_>>().join(", ");
        let from = if rule.is_from_log() { "from the log: " } else { "" };
        let contra = match rule.contra.as_slice() {
            [] => String::new(),
            tags => format!(" (against: {})", tags.join(" ")),
        };
        let _ = write!(
            text,
            "\n  {}  {}\n      when {from}{}\n      does {actions}\n      from {}{contra}\n",
            rule.id,
            rule.tier,
            rule.when_text,
            rule.sources.join(" ")
        );
        if !rule.note.is_empty() {
            let _ = writeln!(text, "      {}", rule.note);
        }
    }
    text.push_str(&super::stop_sign::printed::to_text(&book.stops));
    text.push_str("\nSOURCES\n");
    for source in &book.sources {
        let _ = write!(text, "\n  {} ({})\n      {}\n", source.tag, source.status, source.what);
    }
    text.push_str("\nKNOWN GAPS\n");
    for (index, gap) in book.gaps.iter().enumerate() {
        let _ = write!(text, "\n  {}. {gap}\n", index + 1);
    }
    text
}

fn write_question(text: &mut String, question: &Question) {
    let asked = question.asked.iter().map(|moment| moment.as_str()).collect::<Vec<_>>().join(" ");
    let _ = write!(
        text,
        "\n  {}  [{}; asked {asked}]\n      {}\n",
        question.id,
        question.kind.as_str(),
        question.text
    );
    if !question.help.is_empty() {
        let _ = writeln!(text, "      {}", question.help);
    }
    if question.asked_if.is_some() {
        let _ = writeln!(text, "      only if {}", question.asked_if_text);
    }
    if let Kind::Number { min, max } = question.kind {
        let _ = writeln!(text, "      {min} to {max}");
    }
    for choice in &question.values {
        let _ = writeln!(text, "      {:<18}{}", choice.value, choice.shown);
    }
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
