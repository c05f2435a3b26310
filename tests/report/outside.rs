//! The same with other people's eyes: checkers in Python, where they are found.

use std::path::PathBuf;
use std::process::Command;

use super::demo;
use crate::rig::skip;

/// Python, if it has these modules.
pub(crate) fn python(modules: &str) -> Option<Command> {
    let found = Command::new("python3").args(["-c", &format!("import {modules}")]).output().ok()?;
    found.status.success().then(|| Command::new("python3"))
}

#[track_caller]
pub(crate) fn checks(mut python: Command, args: &[&str]) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/report/check.py");
    let ran = python.arg(script).args(args).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn the_page_parses_strictly_and_prints_on_one_sheet_and_an_appendix() {
    let Some(python) = python("html5lib, weasyprint") else {
        return skip("no html5lib and weasyprint for python3: the page is not printed");
    };
    let home = demo();
    let page = home.path().join("page.html");
    home.run(&["report", "--out", page.to_str().unwrap()]).code(0);
    checks(python, &["html", page.to_str().unwrap()]);
}

#[test]
fn the_bundle_is_taken_by_two_readings_of_fhir_and_broken_ones_are_not() {
    let schema = std::env::var_os("FHIR_R4_SCHEMA").map(PathBuf::from).filter(|path| path.is_file());
    let (Some(python), Some(schema)) = (python("fhir.resources, jsonschema"), schema) else {
        return skip(
            "no fhir.resources and jsonschema for python3, or no FHIR_R4_SCHEMA: the bundle is not checked",
        );
    };
    let home = demo();
    let bundle = home.path().join("bundle.json");
    // Two weeks have every kind of resource in them, and the schema takes its time for each.
    let from = (chrono::Utc::now().date_naive() - chrono::Days::new(14)).to_string();
    let args =
        ["report", "--format", "fhir", "--private", "--from", &from, "--out", bundle.to_str().unwrap()];
    home.run(&args).code(0);
    checks(python, &["fhir", bundle.to_str().unwrap(), schema.to_str().unwrap()]);
}
