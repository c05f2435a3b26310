//! The schema that editors get: made from what the reader goes by, true of every built-in file, and with
//! the reader's own keys.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value as Json;
use supple::content::schema::{SCHEMA, generate};
use supple::content::{builtin, exercise_file, template};

fn schema() -> Json {
    serde_json::from_str(SCHEMA).unwrap()
}

/// `SUPPLE_WRITE_SCHEMA=1 cargo test --test content schema` writes it anew.
#[test]
fn the_file_is_what_the_reader_goes_by() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/schema/exercise.schema.json");
    if std::env::var_os("SUPPLE_WRITE_SCHEMA").is_some() {
        std::fs::write(path, generate()).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), generate(), "write it anew, see above");
}

/// The reader names its keys when it is given one that it does not know.
#[test]
fn its_keys_are_those_of_the_reader() {
    let text = format!("{}zzzzzzzz = 1\n", template::exercise("mine"));
    let error = exercise_file::parse("mine.toml", &text, false).unwrap_err().to_string();
    let known: BTreeSet<&str> = error.split("write one of: ").nth(1).unwrap().trim().split(", ").collect();
    let schema = schema();
    let listed: BTreeSet<&str> =
        schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(known, listed);
    assert!(listed.len() >= 28);
    // What the reader calls missing is what the schema requires.
    let error = exercise_file::parse("mine.toml", "zzz = 1", false).unwrap_err().to_string();
    let missing: BTreeSet<&str> =
        error.lines().filter_map(|line| line.split("the key ").nth(1)?.split(" is missing").next()).collect();
    let required: BTreeSet<&str> =
        schema["required"].as_array().unwrap().iter().filter_map(Json::as_str).collect();
    assert_eq!(missing, required);
}

#[test]
fn every_file_of_ours_satisfies_it() {
    let schema = schema();
    let mine = template::exercise("mine");
    let files = builtin::EXERCISES.iter().copied().chain([("mine.toml", mine.as_str())]);
    for (file, text) in files {
        let value: Json = toml::from_str(text).unwrap();
        let wrong = faults(&schema, &value, "");
        assert_eq!(wrong, Vec::<String>::new(), "{file}");
    }
}

/// A schema that lets everything through would be no help: what the reader refuses, it refuses.
#[test]
fn it_sees_what_the_reader_sees() {
    let schema = schema();
    for (from, to) in [
        ("block = \"mobility\"", "block = \"mobilty\""),
        ("regions = [\"back\"]", "regions = [\"knee\"]"),
        ("start = { reps = 3 }", "start = { reps = 0 }"),
        ("start = { reps = 3 }", "start = { reps = 3, hold_s = 3 }"),
        ("start = { reps = 3 }", "start = { sets = 3 }"),
        ("id = \"mine\"", "id = \"My exercise\""),
        ("skip = []", "skip = [\"KNEES\"]"),
        ("skip = []", "skp = []"),
        ("priority = 1 ", "priority = 4 "),
        ("skip = []", "figure = \"brid-dog\""),
        ("skip = []", "modify.KNEES = \"x\""),
        ("tempo = { out_s = 2, back_s = 2 }", "tempo = { out_s = 2 }"),
    ] {
        let good = template::exercise("mine");
        assert!(good.contains(from), "{from}");
        let text = good.replace(from, to);
        assert!(exercise_file::parse("mine.toml", &text, false).is_err(), "the reader took {to}");
        let value: Json = toml::from_str(&text).unwrap();
        assert!(!faults(&schema, &value, "").is_empty(), "the schema took {to}");
    }
}

/// A figure inside an exercise file is described as closely: every one of ours fits, all keys of the reader
/// are there, and what the reader refuses, it refuses.
#[test]
fn figures_are_described_too() {
    let schema = schema();
    let figure = &schema["properties"]["figure"]["anyOf"][1];
    for (file, text) in builtin::FIGURES {
        assert_eq!(faults(figure, &toml::from_str(text).unwrap(), ""), Vec::<String>::new(), "{file}");
    }
    let (_, good) = builtin::FIGURES.iter().find(|(file, _)| *file == "glute-squeeze.toml").unwrap();
    let keys = |what: &Json| what["properties"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    for (text, known) in [
        (good.replacen("view = ", "zzz = 1\nview = ", 1), keys(figure)),
        (good.replacen("marks = ", "zzz = 1\nmarks = ", 1), keys(&figure["properties"]["track"]["items"])),
        (
            good.replacen("neck = ", "zzz = 1\nneck = ", 1),
            keys(&figure["properties"]["pose"]["additionalProperties"]),
        ),
    ] {
        let error = supple::figure::file::parse("glute-squeeze.toml", &text).unwrap_err().to_string();
        for key in known {
            assert!(error.contains(&format!("`{key}`")), "{key} is not a key of the reader: {error}");
        }
        assert!(!faults(figure, &toml::from_str(&text).unwrap(), "").is_empty());
    }
    for (from, to) in [
        ("view = \"side\"", "view = \"top\""),
        ("breath = \"out\"", "breath = \"held\""),
        ("phase = \"move\"", "phase = \"moving\""),
        ("\"hips\"", "\"hip\""),
        ("\"0.8 0.24 0.6 0.24\"]", "\"0.8 0.24 0.6 0.24\", \"0.8 0.24 0.6 0.24\"]"),
        ("anchor = \"shoulder\"", "anchor = \"sholder\""),
    ] {
        assert!(good.contains(from), "{from}");
        let text = good.replacen(from, to, 1);
        assert!(supple::figure::file::parse("glute-squeeze.toml", &text).is_err(), "the reader took {to}");
        assert!(!faults(figure, &toml::from_str(&text).unwrap(), "").is_empty(), "the schema took {to}");
    }
}

/// The same by somebody else's reading of the standard, where Python has it.
#[test]
fn another_validator_agrees() {
    const SCRIPT: &str = "import glob, json, sys, tomllib\nfrom jsonschema import Draft7Validator\n\
        schema = json.load(open('assets/schema/exercise.schema.json'))\nDraft7Validator.check_schema(schema)\n\
        for name in glob.glob('assets/exercises/*.toml'):\n    \
        for error in Draft7Validator(schema).iter_errors(tomllib.load(open(name, 'rb'))): \
        print(name, error.message)\n";
    let found = Command::new("python3").args(["-c", "import jsonschema, tomllib"]).output();
    if !found.is_ok_and(|found| found.status.success()) {
        eprintln!("SKIPPED: no python3 with jsonschema here");
        return;
    }
    let ran = Command::new("python3")
        .args(["-c", SCRIPT])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success() && out.is_empty(), "{out}{err}");
}

/// The keywords that the schema uses, and no others.
fn faults(schema: &Json, value: &Json, at: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let Some(schema) = schema.as_object() else { return wrong };
    for (keyword, wanted) in schema {
        let number = || wanted.as_f64().unwrap();
        let count = || wanted.as_u64().unwrap() as usize;
        let fine = match keyword.as_str() {
            "$schema" | "title" | "description" | "then" => true,
            "type" => match wanted.as_str().unwrap() {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "integer" => value.is_i64() || value.is_u64(),
                "number" => value.is_number(),
                "boolean" => value.is_boolean(),
                other => panic!("{other}"),
            },
            "enum" => wanted.as_array().unwrap().contains(value),
            "const" => wanted == value,
            "minimum" => value.as_f64().is_none_or(|value| value >= number()),
            "maximum" => value.as_f64().is_none_or(|value| value <= number()),
            "minLength" => value.as_str().is_none_or(|text| text.chars().count() >= count()),
            "maxLength" => value.as_str().is_none_or(|text| text.chars().count() <= count()),
            "minItems" => value.as_array().is_none_or(|list| list.len() >= count()),
            "maxItems" => value.as_array().is_none_or(|list| list.len() <= count()),
            "uniqueItems" => value
                .as_array()
                .is_none_or(|list| list.iter().enumerate().all(|(n, item)| !list[..n].contains(item))),
            "pattern" => value.as_str().is_none_or(exercise_file::is_id),
            "required" => {
                let has = |key: &Json| value.get(key.as_str().unwrap()).is_some();
                value.as_object().is_none_or(|_| wanted.as_array().unwrap().iter().all(has))
            }
            "items" => {
                for (n, item) in value.as_array().into_iter().flatten().enumerate() {
                    wrong.extend(faults(wanted, item, &format!("{at}/{n}")));
                }
                true
            }
            "properties" => {
                for (key, part) in wanted.as_object().unwrap() {
                    if let Some(value) = value.get(key) {
                        wrong.extend(faults(part, value, &format!("{at}/{key}")));
                    }
                }
                true
            }
            "propertyNames" => {
                let keys = value.as_object().into_iter().flat_map(|object| object.keys());
                keys.for_each(|key| wrong.extend(faults(wanted, &Json::from(key.as_str()), at)));
                true
            }
            "additionalProperties" if wanted.is_boolean() => {
                let known = schema["properties"].as_object().unwrap();
                value.as_object().is_none_or(|object| object.keys().all(|key| known.contains_key(key)))
            }
            "additionalProperties" => {
                let others = value.as_object().into_iter().flatten();
                others.for_each(|(key, value)| wrong.extend(faults(wanted, value, &format!("{at}/{key}"))));
                true
            }
            "anyOf" => wanted.as_array().unwrap().iter().any(|one| faults(one, value, at).is_empty()),
            "allOf" => {
                wanted.as_array().unwrap().iter().for_each(|one| wrong.extend(faults(one, value, at)));
                true
            }
            "if" => {
                if faults(wanted, value, at).is_empty() {
                    wrong.extend(faults(&schema["then"], value, at));
                }
                true
            }
            other => panic!("the schema has a keyword that is not known here: {other}"),
        };
        if !fine {
            wrong.push(format!("{at}: {keyword} {wanted}, and it is {value}"));
        }
    }
    wrong
}
