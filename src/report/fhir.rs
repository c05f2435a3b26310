//! An R4 bundle: pain scores as observations with their LOINC code, sessions as activity, each safety
//! check as a questionnaire response with the version of its rules. No name, no number, nothing that
//! says who it is: whoever receives it knows, or adds it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset, SecondsFormat};
use serde_json::{Value, json};

use super::{Period, escape, is_intimate};
use crate::coach::Coach;
use crate::content::disclaimer::DISCLAIMER;
use crate::domain::history::SessionRecord;
use crate::domain::screening::answer::Value as Answer;
use crate::domain::screening::question::Question;
use crate::domain::screening::words::shown;
use crate::journal::event::{Event, PainRated, ScreenAnswered, ScreenDecided, When};

const LOINC: &str = "http://loinc.org";
const CATEGORY: &str = "http://terminology.hl7.org/CodeSystem/observation-category";

/// Makes the bundle. `whole`: private answers too.
pub fn bundle(coach: &Coach, period: Period, now: DateTime<FixedOffset>, whole: bool) -> Value {
    let mut resources = vec![about(now, &coach.rulebook.version)];
    for stamped in coach.events().iter().filter(|stamped| period.has(stamped.at.date_naive())) {
        match &stamped.event {
            Event::PainRated(rated) => resources.push(pain(&stamped.id, stamped.at, rated)),
            Event::FollowedUp(told) => {
                if let Some(score) = told.next_morning {
                    let words = "The morning after a session";
                    resources.push(score_of(&stamped.id, stamped.at, score.get(), words));
                }
            }
            _ => {}
        }
    }
    let sessions =
        coach.history.sessions.iter().filter(|session| session.is_done() && period.has(session.date));
    resources.extend(sessions.map(activity));
    resources.extend(checks(coach, period, whole));
    let entries: Vec<Value> = resources
        .into_iter()
        .map(|resource| json!({ "fullUrl": format!("urn:supple:{}", resource["id"].as_str().unwrap_or("")), "resource": resource }))
        .collect();
    json!({ "resourceType": "Bundle", "type": "collection", "timestamp": time(now), "entry": entries })
}

fn time(at: DateTime<FixedOffset>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, false)
}

/// An id as FHIR allows it: letters, digits, dash and dot, at most 64.
fn id(prefix: &str, text: &str) -> String {
    let allowed = |c: char| if c.is_ascii_alphanumeric() || c == '-' || c == '.' { c } else { '-' };
    format!("{prefix}-{text}").chars().map(allowed).take(64).collect()
}

fn about(now: DateTime<FixedOffset>, rules: &str) -> Value {
    json!({
        "resourceType": "Composition",
        "id": "about",
        "status": "final",
        "type": { "text": "Exercise and pain log kept by the person" },
        "date": time(now),
        "author": [{ "display": concat!("supple ", env!("CARGO_PKG_VERSION")) }],
        "title": "Back and neck exercise log",
        "section": [{
            "title": "What this is, and what it is not",
            "text": {
                "status": "generated",
                "div": format!(
                    "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>{}</p><p>Safety rules {}. Everything was entered by the person; nothing was measured.</p></div>",
                    escape::html(DISCLAIMER),
                    escape::html(rules)
                )
            }
        }]
    })
}

fn pain(line: &str, at: DateTime<FixedOffset>, rated: &PainRated) -> Value {
    let when = match rated.when {
        When::CheckIn => "At a check-in",
        When::Before => "Before a session",
        When::Exercise => "Worst during one exercise",
        When::After => "At the end of a session",
    };
    let words = match &rated.exercise {
        Some(exercise) => format!("{when}: {exercise}"),
        None => when.to_owned(),
    };
    score_of(line, at, rated.score.get(), &words)
}

fn score_of(line: &str, at: DateTime<FixedOffset>, score: u8, words: &str) -> Value {
    json!({
        "resourceType": "Observation",
        "id": id("pain", line),
        "status": "final",
        "category": [{ "coding": [{ "system": CATEGORY, "code": "survey" }] }],
        "code": {
            "coding": [{
                "system": LOINC,
                "code": "72514-3",
                "display": "Pain severity - 0-10 verbal numeric rating [Score] - Reported"
            }]
        },
        "effectiveDateTime": time(at),
        "valueInteger": score,
        "note": [{ "text": harmless(words) }]
    })
}

fn activity(session: &SessionRecord) -> Value {
    let mut resource = json!({
        "resourceType": "Observation",
        "id": id("session", &session.id),
        "status": "final",
        "category": [{ "coding": [{ "system": CATEGORY, "code": "activity" }] }],
        "code": { "coding": [{ "system": LOINC, "code": "55411-3", "display": "Exercise duration" }] },
    });
    match session.ended {
        Some(ended) if ended >= session.started => {
            resource["effectivePeriod"] = json!({ "start": time(session.started), "end": time(ended) });
            let minutes = ((ended - session.started).num_seconds() + 30) / 60;
            resource["valueQuantity"] = json!({ "value": minutes, "unit": "min", "system": "http://unitsofmeasure.org", "code": "min" });
        }
        _ => {
            resource["effectiveDateTime"] = json!(time(session.started));
            resource["dataAbsentReason"] = json!({ "text": "The session did not come to its end" });
        }
    }
    let mut parts: Vec<Value> = session
        .exercises
        .iter()
        .filter(|record| record.done.sets > 0)
        .map(|record| {
            let done = record.done;
            let words = format!("sets {}, repetitions {}, hold {} s", done.sets, done.reps, done.hold_s);
            json!({ "code": { "text": harmless(&record.id) }, "valueString": words })
        })
        .collect();
    if let Some(effort) = session.effort {
        parts.push(json!({ "code": { "text": "Effort, 0 to 10" }, "valueInteger": effort.get() }));
    }
    if !parts.is_empty() {
        resource["component"] = Value::Array(parts);
    }
    resource
}

/// One run of the safety check: when it began, what was answered, whether it came to its end.
#[derive(Default)]
struct Run<'a> {
    at: Option<DateTime<FixedOffset>>,
    answers: Vec<&'a ScreenAnswered>,
    decided: Option<&'a ScreenDecided>,
}

fn checks(coach: &Coach, period: Period, whole: bool) -> Vec<Value> {
    let mut runs: BTreeMap<&str, Run<'_>> = BTreeMap::new();
    let mut order = Vec::new();
    for stamped in coach.events().iter().filter(|stamped| period.has(stamped.at.date_naive())) {
        let name = match &stamped.event {
            Event::ScreenAnswered(answered) => answered.run.as_str(),
            Event::ScreenDecided(decided) => decided.run.as_str(),
            _ => continue,
        };
        let run = runs.entry(name).or_insert_with(|| {
            order.push(name);
            Run::default()
        });
        run.at = Some(stamped.at);
        match &stamped.event {
            Event::ScreenAnswered(answered) => run.answers.push(answered),
            Event::ScreenDecided(decided) => run.decided = Some(decided),
            _ => {}
        }
    }
    order.iter().filter_map(|name| response(coach, name, runs.get(name)?, whole)).collect()
}

fn response(coach: &Coach, name: &str, run: &Run<'_>, whole: bool) -> Option<Value> {
    // Of an answer that was mended only the last counts.
    let mut seen = BTreeSet::new();
    let latest: Vec<&&ScreenAnswered> =
        run.answers.iter().rev().filter(|answered| seen.insert(answered.question.as_str())).collect();
    let mut items = Vec::new();
    for answered in latest.into_iter().rev() {
        let question = coach.rulebook.question(&answered.question);
        if !whole && question.is_some_and(is_intimate) {
            continue;
        }
        let text = question.map_or(answered.question.as_str(), |question| question.text.as_str());
        let answers = answer(question, &answered.value);
        if answers.is_empty() {
            items.push(json!({ "linkId": harmless(&answered.question), "text": harmless(text) }));
        } else {
            items.push(
                json!({ "linkId": harmless(&answered.question), "text": harmless(text), "answer": answers }),
            );
        }
    }
    let rules = run.decided.map_or(coach.rulebook.version.as_str(), |decided| decided.rules.as_str());
    if let Some(decided) = run.decided {
        items.push(json!({
            "linkId": "tier",
            "text": "What the check came to",
            "answer": [{ "valueString": decided.tier.to_string() }]
        }));
    }
    if items.is_empty() {
        return None;
    }
    let complete = run.decided.is_some_and(|decided| decided.complete);
    Some(json!({
        "resourceType": "QuestionnaireResponse",
        "id": id("check", name),
        "questionnaire": format!("urn:supple:safety-check|{}", harmless(rules)),
        "status": if complete { "completed" } else { "in-progress" },
        "authored": time(run.at?),
        "item": items
    }))
}

fn answer(question: Option<&Question>, value: &Answer) -> Vec<Value> {
    let display = |name: &str| {
        question.map_or_else(|| name.to_owned(), |question| shown(question, &Answer::choice(name)))
    };
    let coding = |name: &str| json!({ "valueCoding": { "code": harmless(name), "display": harmless(&display(name)) } });
    match value {
        Answer::Number(number) => vec![json!({ "valueInteger": number })],
        Answer::Choice(name) => vec![coding(name)],
        Answer::Picks(picks) => picks.iter().map(|pick| coding(pick)).collect(),
    }
}

/// Text without what FHIR does not allow in it: control characters, blanks at the ends, nothing at all.
fn harmless(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    if clean.is_empty() { "-".to_owned() } else { clean }
}
