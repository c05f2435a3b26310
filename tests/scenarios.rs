//! Scenarios: each file of `tests/scenarios` tells a past, what happens, what must follow, and why with
//! its source. They are meant to be read, and called wrong, by a physiotherapist; `README.txt` there says how
//! they are written. Every file runs through the real engine; what does not come true is reported with
//! file and line.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "scenario/past.rs"]
mod past;
#[path = "scenario/run.rs"]
mod run;
#[path = "scenario/text.rs"]
mod text;

use std::collections::BTreeMap;

use run::{run, sections};

/// Name and text of every scenario.
fn files() -> BTreeMap<String, String> {
    let folder = format!("{}/tests/scenarios", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().is_some_and(|name| name != "README.txt"))
        .map(|path| {
            assert!(path.extension().is_some_and(|e| e == "txt"), "{}: only .txt is run", path.display());
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                std::fs::read_to_string(&path).unwrap(),
            )
        })
        .collect()
}

#[test]
fn every_scenario_comes_true() {
    let files = files();
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for (name, text) in &files {
        match run(text) {
            Ok(scenario) => good.push(scenario),
            Err(all) => {
                bad.extend(all.iter().map(|w| format!("tests/scenarios/{name}:{}: {}", w.line, w.what)));
            }
        }
    }
    assert!(bad.is_empty(), "{} wrong:\n{}", bad.len(), bad.join("\n"));
    assert!(good.len() >= 40, "only {} scenarios", good.len());
    let sections = sections(&good);
    for section in ["3.2", "3.4", "3.5", "3.6", "3.7", "3.8", "3.9", "3.10", "3.11"] {
        assert!(sections.contains(section), "no scenario for section {section} of the rules: {sections:?}");
    }
}

/// A scenario that comes true, line by line.
const GOOD: &str = "\
title: Two calm sessions
rule: 3.7
why: Small steady steps. [S2]
library: worked
routine A: pelvic_tilt 6, heel_tap 6, bird_dog_leg 3x8s, hip_flexor_standing 2x20s, walk 10
day 0 to 1: does A
day 2: asks
  then heel_tap 7 up
  then walk 15
";

#[test]
fn a_wrong_expectation_is_reported_with_its_line() {
    assert!(run(GOOD).is_ok(), "{:?}", run(GOOD));
    for (from, to, line, what) in [
        ("heel_tap 7 up", "heel_tap 8 up", 8, "heel_tap is \"7 up\", not \"8 up\""),
        ("heel_tap 7 up", "heel_tap 7 hold", 8, "heel_tap is \"7 up\", not \"7 hold\""),
        ("heel_tap 7 up", "no heel_tap", 8, "heel_tap 7 up is in the plan"),
        ("heel_tap 7 up", "dead_bug 7", 8, "dead_bug is not in the plan"),
        ("heel_tap 7 up", "nothing rises", 8, "something rises"),
        ("heel_tap 7 up", "mode flare", 8, "the mode is \"normal\", not \"flare\""),
        ("heel_tap 7 up", "see: trend_worsening", 8, "the prompt is \"none: \""),
        ("heel_tap 7 up", "heel_tap rests until day 14", 8, "heel_tap does not rest"),
        ("heel_tap 7 up", "heel_tap says \"Six\"", 8, "says \"Two calm sessions at 6 reps"),
        ("walk 15", "walk 20", 9, "the walk is \"15\", not \"20\""),
        ("walk 15", "no walk", 9, "there is a walk"),
        ("walk 15", "check again", 9, "the whole safety check is not asked for"),
        ("walk 15", "takes 1 s", 9, "the length is"),
    ] {
        let all = run(&GOOD.replace(from, to)).unwrap_err();
        assert_eq!((all.len(), all[0].line), (1, line), "{to}: {all:?}");
        assert!(all[0].what.contains(what), "{to}: {:?}", all[0].what);
    }
}

#[test]
fn a_scenario_that_is_not_understood_is_refused_with_its_line() {
    for (from, to, line, what) in [
        ("title: Two", "titel: Two", 1, "a scenario has `title:`"),
        ("[S2]", "", 3, "end it with its sources"),
        ("[S2]", "[S9]", 3, "end it with its sources"),
        ("library: worked", "library: mine", 4, "`worked`, or `catalogue` and a programme"),
        ("library: worked", "library: catalogue mine", 4, "there is no programme"),
        ("heel_tap 6", "heel_tap 6s", 6, "\"6s\" is no dose of kind Reps"),
        ("heel_tap 6", "toe_tap 6", 6, "\"toe_tap\" is not in the library"),
        ("does A", "does B", 6, "\"B\" is neither a routine nor an exercise"),
        ("does A", "does A; after 11", 6, "11 is outside 0 to 10"),
        ("does A", "does A; bridge pain 3", 6, "bridge was not done that day"),
        ("does A", "does A; heel_tap stopped bored", 6, "\"bored\" is no reason to stop"),
        ("day 2: asks", "day 2: asks; pian 4", 7, "\"pian 4\" says nothing known about today"),
        ("day 2: asks", "day two: asks", 7, "\"two\" is not a whole number"),
        ("day 2: asks", "day 2: sleeps", 7, "a day `does`"),
        ("  then walk 15", "day 3: asks", 9, "asked for and not looked at"),
        ("  then walk 15", "  them walk 15", 9, "is not understood"),
    ] {
        let text = GOOD.replacen(from, to, 1);
        assert_ne!(text, GOOD, "{from}");
        let all = run(&text).unwrap_err();
        assert_eq!(all[0].line, line, "{to}: {all:?}");
        assert!(all[0].what.contains(what), "{to}: {:?}", all[0].what);
    }
}
