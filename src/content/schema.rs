//! The JSON Schema of exercise files, for editors: completion and red underlines while typing. It is made
//! from what the reader of the files goes by, and kept as `assets/schema/exercise.schema.json`.

use serde_json::{Map, Value, json};

use super::builtin;
use super::exercise_file::{
    BLOCKS, LONGEST_ID, LONGEST_LINE, MODES, POSITIONS, SIDES, SKIP_CODES, SPINES, TAGS, bounds,
};
use crate::domain::exercise::Mode;
use crate::figure::arrow;
use crate::figure::draw::{Parts, View};
use crate::figure::props;
use crate::figure::skeleton::Joint;
use crate::figure::track::{Breath, FigurePhase};

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
    let number = || json!({ "type": "number" });
    let joints = first(&Joint::ALL);
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
        },
        "additionalProperties": false
    });
    json!({
        "type": "object",
        "properties": {
            "id": { "type": "string", "description": "Not needed here; if it is there, that of the exercise." },
            "alt": { "type": "string", "minLength": 1, "maxLength": 240, "description": "What the figure shows, in words." },
            "view": { "enum": first(&View::ALL), "description": "How one looks at it; side if left out." },
            "pose": { "type": "object", "required": ["start"], "additionalProperties": pose,
                "description": "start has every field; the others what differs from it, or from the pose named in from." },
            "track": { "type": "array", "minItems": 1, "items": step(), "description": "The steps of one repetition, in order." },
            "anchor": { "enum": joints, "description": "The joint that stays where it is; everything else follows." },
            "contacts": { "type": "array", "items": { "enum": joints }, "description": "Joints that must not drift." },
            "arm": { "enum": ["front", "behind"], "description": "Whether the near arm is drawn before the body or behind it." },
            "window": { "type": "array", "items": number(), "minItems": 4, "maxItems": 4,
                "description": "Left, bottom, right, top of what is shown, in parts of the person's height." },
            "props": { "type": "array", "items": { "type": "string" }, "description": format!("What stands around: {}.", props::KINDS) },
            "highlight": parts("What works; a step may say otherwise.")
        },
        "required": ["alt", "pose", "track"],
        "additionalProperties": false
    })
}

/// Parts of the body that can be highlighted.
fn parts(what: &str) -> Value {
    json!({ "type": "array", "items": { "enum": Parts::NAMES }, "description": what })
}

/// One step of a figure's track.
fn step() -> Value {
    json!({
        "type": "object",
        "properties": {
            "phase": { "enum": first(&FigurePhase::ALL), "description": "Part of a repetition." },
            "pose": { "type": "string", "description": "The pose that it ends in." },
            "ms": { "type": "integer", "minimum": 0, "maximum": 20_000, "description": "Length of a movement in milliseconds, 100 or more." },
            "ease": { "enum": ["in-out", "linear"], "description": "How it starts and ends; in-out if left out." },
            "breath": { "enum": first(&Breath::ALL), "description": "The breath meanwhile; easy if left out." },
            "highlight": parts("What works in this step."),
            "marks": { "type": "array", "items": { "type": "string" }, "maxItems": arrow::MOST,
                "description": format!("Arrows, for a movement that is too small to see: {}.", arrow::KIND) },
            "from_dose": { "type": "boolean", "description": "Whether it lasts as long as the hold of the dose." }
        },
        "required": ["phase", "pose"],
        "additionalProperties": false
    })
}
