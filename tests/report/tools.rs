//! The README's ways to read the journal with other tools: run as they stand there.

use std::process::Command;

use super::demo;
use super::outside::python;
use crate::rig::skip;

const README: &str = include_str!("../../README.md");

/// The one line of the README that begins so.
#[track_caller]
fn line(begins: &str) -> &'static str {
    let mut lines = README.lines().filter(|line| line.starts_with(begins));
    let line = lines.next().unwrap_or_else(|| panic!("no line of the README begins with {begins:?}"));
    assert_eq!(lines.next(), None);
    line
}

/// Day and highest score of the day, as the program's own chart has them.
fn days(home: &super::home::Home) -> Vec<(String, i64)> {
    let trend = home.run(&["trend", "--range", "all", "--json"]).code(0).json();
    let days = trend["days"].as_array().unwrap().iter();
    let days = days.filter_map(|day| Some((day["date"].as_str()?.to_owned(), day["pain"].as_i64()?)));
    days.collect()
}

#[test]
fn jq_reads_the_journal_as_it_is() {
    if !Command::new("jq").arg("--version").output().is_ok_and(|ran| ran.status.success()) {
        return skip("no jq: the README's line for it is not run");
    }
    let home = demo();
    let ran = Command::new("sh").args(["-c", line("jq -r ")]).current_dir(home.path()).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let text = String::from_utf8(ran.stdout).unwrap();
    let pain = home.journal().matches("\"type\":\"pain.rated\"").count();
    assert_eq!(text.lines().count(), pain, "{text}");
    for (day, pain) in days(&home) {
        let begins = format!("\"{day}\",");
        assert!(
            text.lines().any(|line| line.starts_with(&begins) && line.ends_with(&format!(",{pain}"))),
            "{day}"
        );
    }
}

#[test]
fn duckdb_reads_the_journal_as_it_is() {
    let Some(mut python) = python("duckdb") else {
        return skip("no duckdb for python3: the README's line for it is not run");
    };
    let home = demo();
    let sql = line("duckdb -c ").trim_start_matches("duckdb -c \"").trim_end_matches('"');
    let script = "import duckdb, sys\nfor row in duckdb.sql(sys.argv[1]).fetchall(): print(row[0], row[1])";
    let ran = python.args(["-c", script, sql]).current_dir(home.path()).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let rows: Vec<(String, i64)> = String::from_utf8(ran.stdout)
        .unwrap()
        .lines()
        .map(|row| row.split_once(' ').unwrap())
        .map(|(day, pain)| (day.to_owned(), pain.parse().unwrap()))
        .collect();
    assert_eq!(rows, days(&home), "the same as the chart");
}
