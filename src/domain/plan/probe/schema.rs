//! What a probe document may hold: fields, their types and ranges, and a check in words.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Map, Value};

/// What a field holds.
enum Ty {
    /// A day.
    Date,
    /// A whole number in a range.
    Int(i64, i64),
    /// True or false.
    Bool,
    /// Text.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A list.
    List(&'static Ty),
    /// An object.
    Object(&'static [Field], &'static [&'static str]),
}

/// How a field may be missing.
#[derive(PartialEq)]
enum Need {
    /// It must be there, and not null.
    Must,
    /// It may be left out, but not be null.
    Optional,
    /// It may be left out or null: not answered.
    Nullable,
}

struct Field(&'static str, Need, Ty);

use Need::{Must, Nullable, Optional};
use Ty::{Bool, Date, Int, List, Object, Text, Word};

const SCORE: Ty = Int(0, 10);
/// More than any plan needs; what is absurd below it is cut by the engine.
const MANY: Ty = Int(0, 100_000);
const WORDS: Ty = List(&Text);
const DOSE: &[Field] =
    &[Field("sets", Optional, MANY), Field("reps", Optional, MANY), Field("hold_s", Optional, MANY)];
const PART: &[Field] =
    &[Field("sets", Nullable, MANY), Field("reps", Nullable, MANY), Field("hold_s", Nullable, MANY)];
const ENTRY: &[Field] = &[
    Field("id", Must, Text),
    Field("name", Nullable, Text),
    Field("ladder", Nullable, Text),
    Field("level", Optional, Int(0, 100_000)),
    Field("kind", Must, Word(&["mobility", "stretch", "hold", "reps", "sustained", "minutes"])),
    Field("region", Nullable, Text),
    Field("for", Optional, WORDS),
    Field("sides", Optional, Int(1, 2)),
    Field("tags", Optional, WORDS),
    Field("contra", Optional, WORDS),
    Field("priority", Optional, Int(-1_000_000_000, 1_000_000_000)),
    Field("start", Nullable, Object(PART, &[])),
    Field("step", Nullable, Object(PART, &[])),
    Field("max", Nullable, Object(PART, &[])),
    Field("listed", Optional, Bool),
    Field("no_steps", Optional, Bool),
    Field("max_pain", Nullable, SCORE),
];
const PROFILE: &[Field] = &[
    Field("intake_date", Nullable, Date),
    Field("age", Nullable, Int(0, 150)),
    Field("regions", Optional, WORDS),
    Field("usual_pain", Nullable, SCORE),
    Field("settle_minutes", Nullable, MANY),
    Field("conditions", Optional, WORDS),
    Field("aerobic_ok", Nullable, Bool),
    Field("variety", Optional, Bool),
    Field("unwanted", Optional, WORDS),
    Field("fears", Optional, List(&Object(FEAR, &[]))),
];
const FEAR: &[Field] =
    &[Field("id", Must, Text), Field("score", Must, SCORE), Field("since", Nullable, Date)];
const TODAY: &[Field] = &[
    Field("date", Must, Date),
    Field("pain_now", Nullable, SCORE),
    Field("minutes", Nullable, MANY),
    Field("time", Nullable, Word(&["morning", "day", "noon", "midday", "afternoon", "evening", "night"])),
    Field("morning_stiff", Nullable, Bool),
    Field("flare", Nullable, Bool),
    Field("flags", Optional, WORDS),
    Field("ease", Optional, Bool),
    Field("hold", Optional, Bool),
];
const CHECKIN: &[Field] = &[Field("date", Must, Date), Field("pain", Nullable, SCORE)];
const CLEARANCE: &[Field] = &[Field("date", Must, Date), Field("by", Nullable, Text)];
const BOUT: &[Field] = &[
    Field("prescribed", Nullable, MANY),
    Field("done", Nullable, MANY),
    Field("pain", Nullable, SCORE),
    Field("talk_ok", Nullable, Bool),
];
const STOPS: &[&str] = &["time", "form", "fatigue", "pain", "sharp", "spreading", "skipped"];
const DONE: &[Field] = &[
    Field("id", Must, Text),
    Field("prescribed", Nullable, Object(DOSE, &[])),
    Field("done", Nullable, Object(DOSE, &[])),
    Field("pain", Nullable, SCORE),
    Field("effort", Nullable, SCORE),
    Field("stop", Nullable, Word(STOPS)),
    Field("within_limit", Optional, Bool),
];
const MODES: &[&str] = &["start", "normal", "return", "restart", "flare", "blocked"];
const SESSION: &[Field] = &[
    Field("date", Must, Date),
    Field("mode", Optional, Word(MODES)),
    Field("minutes", Nullable, MANY),
    Field("pain_before", Nullable, SCORE),
    Field("pain_after", Nullable, SCORE),
    Field("pain_over_1h", Nullable, Bool),
    Field("next_morning_pain", Nullable, SCORE),
    Field("effort", Nullable, SCORE),
    Field("signs", Optional, WORDS),
    Field("events", Optional, WORDS),
    Field("aerobic", Nullable, Object(BOUT, &["minutes", "change", "reason", "sources", "note"])),
    Field("exercises", Optional, List(&Object(DONE, PLAN_LINE))),
];
/// What a plan prints about an exercise beside what a session needs.
const PLAN_LINE: &[&str] = &[
    "ladder", "kind", "group", "level", "sides", "tags", "dose", "change", "dim", "reason", "sources",
    "name", "note",
];
/// What a log prints about a session beside what the plan needs.
const LOG_LINE: &[&str] = &["id", "started", "ended", "note", "day"];
/// What a catalogue says beside what the plan needs.
const CATALOGUE: &[&str] =
    &["block", "position", "note", "sources", "figure", "builtin", "equipment", "spine"];

const DOCUMENT: &[Field] = &[
    Field("library", Must, List(&Object(ENTRY, CATALOGUE))),
    Field("profile", Must, Object(PROFILE, &["name", "note"])),
    Field("today", Must, Object(TODAY, &["note"])),
    Field("checkins", Optional, List(&Object(CHECKIN, &["id", "note", "time"]))),
    Field("clearances", Optional, List(&Object(CLEARANCE, &["id", "note"]))),
    Field("sessions", Optional, List(&Object(SESSION, LOG_LINE))),
];

/// A mistake: where, and what was expected. A path that begins with `\u{1}` means its key.
pub(super) struct Wrong {
    pub(super) path: String,
    pub(super) what: String,
}

/// Checks a document against what a probe may hold.
pub(super) fn check(document: &Value) -> Result<(), Wrong> {
    value(&Object(DOCUMENT, &[]), document, "", false)?;
    ids(document)
}

/// Ids of the library: none empty, none twice. The engine would take the first and leave the other without
/// a word.
fn ids(document: &Value) -> Result<(), Wrong> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let library = document.get("library").and_then(Value::as_array).into_iter().flatten();
    for (n, id) in library.enumerate().filter_map(|(n, entry)| Some((n, entry.get("id")?.as_str()?))) {
        let path = format!("library[{n}].id");
        if id.is_empty() {
            return wrong(&path, "this id is empty; give each exercise a name of its own".to_owned());
        }
        if let Some(first) = seen.insert(id, n) {
            let what = format!(
                "\"{}\" is the id of library[{first}] already; give this one another",
                id.escape_debug()
            );
            return wrong(&path, what);
        }
    }
    Ok(())
}

fn wrong(path: &str, what: String) -> Result<(), Wrong> {
    Err(Wrong { path: path.to_owned(), what })
}

fn value(ty: &Ty, v: &Value, path: &str, nullable: bool) -> Result<(), Wrong> {
    let or_null = if nullable { ", or null" } else { "" };
    let expected = || format!("{}{or_null}", wanted(ty));
    let not = |what: &str| wrong(path, format!("{} {what}; {}", shown(v), expected()));
    match (ty, v) {
        (_, Value::Null) if nullable => Ok(()),
        (Date, Value::String(text)) if is_date(text) => Ok(()),
        (Date, _) => not("is not a date"),
        (Int(low, high), Value::Number(n)) => match n.as_i64() {
            Some(n) if (*low..=*high).contains(&n) => Ok(()),
            Some(_) => not(&format!("is outside {low} to {high}")),
            None if n.is_u64() => not(&format!("is outside {low} to {high}")),
            None => not("is not a whole number"),
        },
        (Int(..), _) => not("is not a whole number"),
        (Bool, Value::Bool(_)) | (Text, Value::String(_)) => Ok(()),
        (Bool, _) => not("is neither true nor false"),
        (Word(words), Value::String(text)) if words.contains(&text.as_str()) => Ok(()),
        (Word(_), Value::String(_)) => not("is not known"),
        (Text | Word(_), _) => not("is not text"),
        (List(of), Value::Array(items)) => {
            for (n, item) in items.iter().enumerate() {
                value(of, item, &format!("{path}[{n}]"), false)?;
            }
            Ok(())
        }
        (List(_), _) => not("is not a list"),
        (Object(fields, also), Value::Object(map)) => object(fields, also, map, path),
        (Object(..), _) => not("is not an object"),
    }
}

fn object(fields: &[Field], also: &[&str], map: &Map<String, Value>, path: &str) -> Result<(), Wrong> {
    let inner = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    for key in map.keys() {
        let known = fields.iter().any(|Field(name, ..)| name == key) || also.contains(&key.as_str());
        if !known && !key.starts_with('_') {
            let names: Vec<String> = fields.iter().map(|Field(name, ..)| format!("\"{name}\"")).collect();
            let what = format!("no such field here; known are {}", names.join(", "));
            return wrong(&format!("\u{1}{}", inner(key)), what);
        }
    }
    for Field(name, need, ty) in fields {
        match map.get(*name) {
            Some(v) => value(ty, v, &inner(name), *need == Nullable)?,
            None if *need == Must => return wrong(path, format!("\"{name}\" is missing; {}", wanted(ty))),
            None => {}
        }
    }
    Ok(())
}

/// Exactly `YYYY-MM-DD`, a day that exists.
fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<NaiveDate>().is_ok()
}

/// What is there, short.
fn shown(v: &Value) -> String {
    match v {
        Value::Null => "null".to_owned(),
        Value::Bool(b) => b.to_string(),
        Value::Number(n) => n.to_string(),
        Value::String(text) if text.chars().count() <= 40 => format!("\"{}\"", text.escape_debug()),
        Value::String(_) => "this text".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

/// What to give instead.
fn wanted(ty: &Ty) -> String {
    match ty {
        Date => "give one as YYYY-MM-DD".to_owned(),
        Int(low, high) => format!("give a whole number from {low} to {high}"),
        Bool => "give true or false".to_owned(),
        Text => "give text in quotes".to_owned(),
        Word(words) => {
            let words: Vec<String> = words.iter().map(|w| format!("\"{w}\"")).collect();
            format!("give one of {}", words.join(", "))
        }
        List(_) => "give a list, [ ... ]".to_owned(),
        Object(..) => "give { ... } with its fields".to_owned(),
    }
}
