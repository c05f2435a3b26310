//! F16: a journal of the first version says what it always said. (The whole of it: `tests/cli/v1.rs`.)

use std::process::{Command, Stdio};

use crate::kit::{Check, Held, ensure, folder, hold};

/// The log of that journal is, entry by entry, the one that was kept with it: no id, kind, moment or number
/// is another one.
pub(crate) fn the_log_of_the_first_version(mutant: &str) -> Check {
    let home = folder();
    std::fs::write(home.path().join("journal.jsonl"), include_str!("../journal/v1.jsonl")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_supple"));
    command.args(["log", "--json"]).env_clear().env("SUPPLE_HOME", home.path()).env("TZ", "UTC");
    let output = command.env("SUPPLE_SABOTAGE", mutant).stdin(Stdio::null()).output().unwrap();
    let now = String::from_utf8_lossy(&output.stdout).into_owned();
    let then = include_str!("../journal/v1.log.jsonl");
    ensure(now.lines().count() == then.lines().count(), || "another number of entries".to_owned())?;
    for (nth, (then, now)) in then.lines().zip(now.lines()).enumerate() {
        let read = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap();
        still_says(&read(then), &read(now)).map_err(|field| format!("entry {nth}: {field} differs"))?;
    }
    Ok(Held::Yes)
}

/// Fields may come, none may go or change. `Err`: the name of the first one that did.
fn still_says(then: &serde_json::Value, now: &serde_json::Value) -> Result<(), String> {
    match (then, now) {
        (serde_json::Value::Object(then), serde_json::Value::Object(now)) => {
            then.iter().try_for_each(|(name, value)| {
                let found = now.get(name).ok_or_else(|| name.clone())?;
                still_says(value, found).map_err(|below| format!("{name}.{below}"))
            })
        }
        (serde_json::Value::Array(then), serde_json::Value::Array(now)) if then.len() == now.len() => {
            then.iter().zip(now).try_for_each(|(then, now)| still_says(then, now))
        }
        _ if then == now => Ok(()),
        _ => Err(format!("{then} is {now} now")),
    }
}

#[test]
fn f16_the_log_of_the_first_version() {
    hold(the_log_of_the_first_version(""));
}
