//! The JSON Schema of exercise files, for editors: completion and red underlines while typing. It is made
//! from what the reader of the files goes by, and kept as `assets/schema/exercise.schema.json`.

use serde_json::{Map, Value, json};

use super::builtin;
use super::exercise_file::{
    BLOCKS, LONGEST_ID, LONGEST_LINE, MODES, POSITIONS, SIDES, SKIP_CODES, SPINES, TAGS, bounds,
};
use crate::domain::exercise::Mode;

/// The schema as it is printed and given to editors.
pub const SCHEMA: &str = include_str!("../../assets/schema/exercise.schema.json");

/// The schema that the reader of exercise files goes by; a test keeps [`SCHEMA`] equal to it.
pub fn generate() -> String {
    let mut text = serde_json::to_string_pretty(&schema()).unwrap_or_default();
    text.push('\n');
    text
}

fn schema() -> Value {
    let names = |choice: &[&str]| json!({ "enum": choice });
    let words = |choice: &[&str], low: usize, high: usize| json!({ "type": "array", "items": { "enum": choice }, "minItems": low, "maxItems": high, "uniqueItems": true });
    let line = || json!({ "type": "string", "minLength": 1, "maxLength": LONGEST_LINE });
    let lines = |low: usize, high: usize| json!({ "type": "array", "items": line(), "minItems": low, "maxItems": high });
    let id =
        || json!({ "type": "string", "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$", "maxLength": LONGEST_ID });
    let figures: Vec<&str> = builtin::ids(builtin::FIGURES).collect();
    let modify: Map<String, Value> = SKIP_CODES.iter().map(|code| ((*code).to_owned(), line())).collect();
    let keys: Vec<(&str, Value, &str)> = vec![
        ("id", id(), "Permanent id. The log names the exercise by it, so do not change it later."),
        ("name", json!({ "type": "string", "minLength": 1, "maxLength": 40 }), "Name as shown."),
        ("block", names(&first(BLOCKS)), "Part of a session."),
        ("position", names(&first(POSITIONS)), "Position of the body."),
        ("laterality", names(&first(SIDES)), "Done once, or the whole dose on each side."),
        (
            "mode",
            names(&first(MODES)),
            "hold: a stretch; reps: you count; timed-reps: the clock counts holds; minutes.",
        ),
        ("start", dose(), "First dose."),
        ("step", dose(), "What one step adds."),
        ("step2", dose(), "Seconds that are added once sets or reps are at their most."),
        ("max", dose(), "Highest dose."),
        ("tempo", tempo(), "Seconds out, at the end, and back."),
        ("spine", names(SPINES), "Direction of the back."),
        ("regions", words(&["back", "neck"], 1, 2), "What it is for."),
        (
            "equipment",
            json!({ "type": "array", "items": { "type": "string", "minLength": 1, "maxLength": 30 }, "maxItems": 6 }),
            "What is needed.",
        ),
        (
            "tags",
            words(TAGS, 0, TAGS.len()),
            "Facts that the rules read. relief is kept for exercises that came with the program.",
        ),
        ("easier", id(), "The easier form: one of your own, which names this one as harder."),
        ("harder", id(), "The harder form: one of your own, which names this one as easier."),
        ("skip", words(SKIP_CODES, 0, SKIP_CODES.len()), "Who never gets it."),
        (
            "modify",
            json!({ "type": "object", "properties": modify, "additionalProperties": false }),
            "Who does it differently, and how.",
        ),
        ("say", line(), "The one instruction while it runs, at most 12 words."),
        ("steps", lines(3, 5), "How to do it."),
        ("cues", lines(2, 3), "What to keep an eye on."),
        ("breath", line(), "How to breathe."),
        ("feel", line(), "Where it should be felt."),
        ("pain_note", line(), "What to do when it hurts."),
        (
            "sources",
            json!({ "type": "array", "items": { "type": "string", "minLength": 1, "maxLength": 40 }, "minItems": 1, "maxItems": 8 }),
            "Who says so.",
        ),
        (
            "priority",
            json!({ "type": "integer", "minimum": 1, "maximum": 3 }),
            "1: before your programme, 2: after its first row (as it is without this line), 3: when there is time.",
        ),
        (
            "figure",
            json!({ "anyOf": [{ "enum": figures }, figure()] }),
            "A figure that came with the program, or one of your own.",
        ),
    ];
    let mut properties = Map::new();
    for (key, mut value, what) in keys {
        if let Some(object) = value.as_object_mut() {
            object.insert("description".into(), what.into());
        }
        properties.insert(key.to_owned(), value);
    }
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "An exercise of supple",
        "type": "object",
        "properties": properties,
        "required": REQUIRED,
        "additionalProperties": false,
        "allOf": MODES.iter().map(|(name, mode)| rule_of(name, *mode)).collect::<Vec<_>>(),
    })
}

/// Keys that a file cannot do without.
const REQUIRED: &[&str] = &[
    "id",
    "name",
    "block",
    "position",
    "laterality",
    "mode",
    "start",
    "max",
    "spine",
    "regions",
    "say",
    "steps",
    "cues",
    "breath",
    "feel",
    "pain_note",
    "sources",
];

fn first<T>(choice: &[(&'static str, T)]) -> Vec<&'static str> {
    choice.iter().map(|(name, _)| *name).collect()
}

fn dose() -> Value {
    let number = || json!({ "type": "integer", "minimum": 1 });
    json!({
        "type": "object",
        "properties": { "sets": number(), "reps": number(), "hold_s": number() },
        "additionalProperties": false
    })
}

fn tempo() -> Value {
    let seconds = || json!({ "type": "integer", "minimum": 0, "maximum": 60 });
    json!({
        "type": "object",
        "properties": { "out_s": seconds(), "pause_s": seconds(), "back_s": seconds() },
        "required": ["out_s", "back_s"],
        "additionalProperties": false
    })
}

/// What a dose of a mode counts, and within which bounds.
fn rule_of(name: &str, mode: Mode) -> Value {
    let mut keys = Map::new();
    let mut needed = Vec::new();
    for (key, bounds) in bounds(mode) {
        let Some((low, high)) = bounds else { continue };
        keys.insert(key.to_owned(), json!({ "minimum": low, "maximum": high }));
        if key == "hold_s" || (key == "reps" && mode == Mode::Reps) {
            needed.push(key);
        }
    }
    let names: Vec<&String> = keys.keys().collect();
    let whole = json!({ "properties": keys, "propertyNames": { "enum": names }, "required": needed });
    json!({
        "if": { "properties": { "mode": { "const": name } } },
        "then": { "properties": { "start": whole, "max": whole, "step": { "propertyNames": { "enum": names } } } }
    })
}

fn figure() -> Value {
    let numbers = |count: usize| json!({ "type": "array", "items": { "type": "number" }, "minItems": count, "maxItems": count });
    let words = || json!({ "type": "array", "items": { "type": "string" } });
    let number = || json!({ "type": "number" });
    let limb = json!({ "anyOf": [
        numbers(3),
        { "type": "object", "required": ["bearings"], "additionalProperties": false,
          "properties": { "bearings": numbers(3), "short": numbers(3) } },
        { "type": "object", "required": ["to", "end"], "additionalProperties": false,
          "properties": { "to": numbers(2), "end": number(), "bend": { "enum": [1, -1] }, "short": numbers(3) } },
    ] });
    let pose = json!({
        "type": "object",
        "properties": {
            "from": { "type": "string" }, "hip": numbers(2), "spine": numbers(3), "neck": number(), "skull": number(),
            "face": number(), "nose": number(), "look": number(), "shoulders": number(), "hips": number(),
            "belly": number(), "blades": number(), "arm_near": limb, "arm_far": limb, "leg_near": limb, "leg_far": limb
        }
    });
    json!({
        "type": "object",
        "properties": {
            "alt": { "type": "string", "minLength": 1, "maxLength": 240 },
            "pose": { "type": "object", "required": ["start"], "additionalProperties": pose },
            "track": { "type": "array", "items": { "type": "object", "required": ["phase", "pose"] } },
            "contacts": words(), "props": words(), "highlight": words()
        },
        "required": ["alt", "pose", "track"]
    })
}
