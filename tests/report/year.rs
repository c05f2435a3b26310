//! A made-up year: flares, gaps, journeys through time zones, corrections. What `supple trend` says of it is
//! kept in tests/golden/year, and its medians are reckoned a second time by a few lines of Python.

use std::fmt::Write as _;

use chrono::{Days, FixedOffset, NaiveDate, TimeZone as _};
use serde_json::{Value, json};
use supple::cli::open;
use supple::coach::chart::{Kind, Range, of};
use supple::domain::trend::Series;
use supple::journal::line::{Head, encode};
use supple::journal::past;
use supple::journal::reader::read;

use super::home::Home;
use super::outside::{checks, python};
use crate::rig::skip;

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/year");

fn day(n: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 1, 1).unwrap() + Days::new(n)
}

/// Even noise, always the same.
fn noise(n: u64) -> u64 {
    let mixed = (n + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 40
}

/// Where the person is: at home in winter or summer time, east of the date line, west of it.
fn offset(n: u64) -> FixedOffset {
    let minutes = match n {
        40..=54 => 13 * 60 + 45,
        150..=163 => -(9 * 60 + 30),
        88..=298 => 2 * 60,
        _ => 60,
    };
    FixedOffset::east_opt(minutes * 60).unwrap()
}

/// One session a week with a movement that worries: expected, happened in the end, reps left and right.
#[derive(Debug, Clone, Copy)]
struct Week {
    day: NaiveDate,
    expected: i64,
    happened: i64,
    left: i64,
    right: i64,
}

/// Lines of the weekly sessions, and what they come to, told a second way.
fn tries(line: &mut impl FnMut(&str, u64, u32, &Value) -> String) -> Vec<Week> {
    let mut weeks = Vec::new();
    for n in (3..365).step_by(7).filter(|n| !(180..195).contains(n)) {
        let late = i64::try_from(n / 60).unwrap();
        let (expected, said) = (8 - late, 2 + i64::try_from(noise(n + 40) % 3).unwrap());
        let (left, right) = (8, if n > 300 { 5 } else { 8 });
        let dose = |reps: i64| json!({"sets": 1, "reps": reps, "hold_s": 0});
        let items = json!([{"exercise": "heel-slide", "dose": dose(8), "sides": 2}]);
        let begun = json!({"mode": "normal", "minutes": 15, "items": items, "rules": "r"});
        if n % 5 == 0 {
            line("worry.rated", n, 6, &json!({"movement": "bending", "score": expected}));
        }
        let session = line("session.started", n, 6, &begun);
        let of = |more: Value| {
            let mut body = json!({"session": session, "item": 0, "exercise": "heel-slide"});
            body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            body
        };
        let expects = json!({"session": session, "exercise": "heel-slide", "score": expected});
        line("try.expected", n, 6, &expects);
        line("item.started", n, 6, &of(json!({})));
        for (side, reps) in [("left", left), ("right", right)] {
            let body = of(json!({"side": side, "set": 1, "asked": 8, "reps": reps, "hold_s": 0}));
            line("reps.done", n, 6, &body);
        }
        line("item.ended", n, 6, &of(json!({"done": dose(left.min(right))})));
        let rated = line("pain.rated", n, 6, &of(json!({"when": "exercise", "score": said})));
        line("session.ended", n, 6, &json!({"session": session, "complete": true}));
        let mut happened = said;
        if n % 4 == 1 {
            // It was worse than said at first; every third such correction is taken back.
            let fixed = line(
                "correct",
                n + 1,
                6,
                &json!({"target": rated,
                "body": of(json!({"when": "exercise", "score": said + 2}))}),
            );
            if n % 3 == 0 {
                line("retract", n + 1, 7, &json!({"target": fixed}));
            } else {
                happened = said + 2;
            }
        }
        weeks.push(Week { day: day(n), expected, happened, left, right });
    }
    weeks
}

/// Lines of the year, and what the scores of each day are in the end, told a second way.
fn year() -> (String, Vec<(NaiveDate, i64)>, Vec<Week>) {
    let (mut text, mut number) = (String::new(), 0_u64);
    let mut days: std::collections::BTreeMap<NaiveDate, Vec<i64>> = std::collections::BTreeMap::new();
    let mut line = |kind: &str, n: u64, hour: u32, body: &Value| {
        number += 1;
        let id = format!("YEAR{number:022}");
        let ts = offset(n).from_local_datetime(&day(n).and_hms_opt(hour, 7, 0).unwrap()).unwrap();
        text += &encode(&Head { id: &id, dev: "7f3a", n: number, ts, kind, must: false }, body).unwrap();
        id
    };
    let weeks = tries(&mut line);
    for n in 0..365 {
        let usual = [5, 5, 3, 2, 4, 3, 2][usize::try_from(n / 60).unwrap()];
        let flare = (95..101).contains(&n) || (230..236).contains(&n);
        if flare && (n == 95 || n == 230) {
            line("flare.declared", n, 7, &json!({}));
        }
        // Two weeks away without a score; every ninth day forgotten.
        if (180..195).contains(&n) || noise(n).is_multiple_of(9) {
            continue;
        }
        let mut of_day = Vec::new();
        for nth in 0..=(noise(n + 500) % 2) {
            let swing = i64::try_from(noise(n * 3 + nth) % 3).unwrap() - 1;
            let score = if flare { 8 + swing.max(0) } else { (usual + swing).clamp(0, 10) };
            // Near midnight, where another day begins elsewhere.
            let hour = if noise(n + 900).is_multiple_of(4) { 23 } else { 8 + u32::try_from(nth).unwrap() };
            let id = line("pain.rated", n, hour, &json!({"when": "check_in", "score": score}));
            of_day.push(score);
            match noise(n + 1300 + nth) % 23 {
                0 => {
                    let body = json!({"when": "check_in", "score": 10 - score});
                    line("correct", n + 1, 9, &json!({"target": id, "body": body}));
                    *of_day.last_mut().unwrap() = 10 - score;
                }
                1 => {
                    line("retract", n + 1, 9, &json!({"target": id, "why": "a slip"}));
                    of_day.pop();
                }
                2 => {
                    // Corrected, and that taken back again.
                    let body = json!({"when": "check_in", "score": 0});
                    let correction = line("correct", n + 1, 9, &json!({"target": id, "body": body}));
                    line("retract", n + 1, 10, &json!({"target": correction}));
                }
                _ => {}
            }
        }
        days.entry(day(n)).or_default().extend(of_day);
    }
    let days = days.into_iter().filter_map(|(day, scores)| Some((day, scores.into_iter().max()?)));
    (text, days.collect(), weeks)
}

fn told(text: &str, range: Range, today: NaiveDate) -> Series {
    let now = offset(364).from_local_datetime(&day(366).and_hms_opt(20, 0, 0).unwrap()).unwrap();
    let (events, reading) = past::events(&mut read(text.as_bytes()), now);
    assert!(reading.unusable.is_empty() && reading.unknown == 0, "{} unusable", reading.unusable.len());
    of(&open::coach(events).unwrap().history, range, today)
}

#[test]
fn the_year_is_told_as_it_was() {
    let (text, _, _) = year();
    let mut out = String::new();
    for week in 1..=52 {
        let today = day(week * 7);
        let found = serde_json::to_value(told(&text, Range::Days(84), today)).unwrap();
        let _ = writeln!(
            out,
            "{today}  {}  {} to {} ({})  {}",
            found["label"].as_str().unwrap(),
            found["baseline"],
            found["current"],
            found["change"],
            found["sentence"].as_str().unwrap()
        );
    }
    let path = format!("{GOLDEN}/labels.txt");
    if std::env::var_os("SUPPLE_UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(GOLDEN).unwrap();
        std::fs::write(&path, &out).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    for (line, (new, old)) in out.lines().zip(kept.lines()).enumerate() {
        assert_eq!(new, old, "line {} of {path}; right? then run with SUPPLE_UPDATE_GOLDEN=1", line + 1);
    }
    assert_eq!(out.lines().count(), kept.lines().count(), "{path}");
    for label in ["insufficient", "improving", "steady", "worsening"] {
        assert!(out.contains(label), "the year has no week that is {label}");
    }
}

#[test]
fn each_day_counts_where_it_was_and_its_medians_come_out_the_same_elsewhere() {
    let (text, days, _) = year();
    for (range, name) in [(Range::All, "all"), (Range::Days(366), "1y")] {
        let series = told(&text, range, day(364));
        let found: Vec<(NaiveDate, i64)> =
            series.days.iter().filter_map(|day| Some((day.date, i64::from(day.pain?)))).collect();
        assert_eq!(found, days, "{name}: corrections counted, each score on the day of the place");
        let flares: Vec<String> =
            series.days.iter().filter(|day| day.flare).map(|day| day.date.to_string()).collect();
        assert!(
            flares.contains(&day(95).to_string()) && flares.contains(&day(230).to_string()),
            "{flares:?}"
        );
        let Some(python) = python("json") else { return skip("no python3: medians are reckoned once only") };
        let home = Home::new();
        let rows: Vec<String> = days.iter().map(|(day, pain)| format!("{day},{pain}")).collect();
        let scores = rows.join("\n") + "\n";
        let scores = home.write("scores.csv", scores);
        let told = home.write("trend.json", serde_json::to_string(&series).unwrap());
        checks(python, &["medians", scores.to_str().unwrap(), told.to_str().unwrap()]);
    }
}

/// The middle one, or between the two in the middle.
fn middle(mut values: Vec<i64>) -> String {
    values.sort_unstable();
    let (low, high) = (values[(values.len() - 1) / 2], values[values.len() / 2]);
    if (low + high) % 2 == 0 {
        i64::midpoint(low, high).to_string()
    } else {
        format!("{}.5", i64::midpoint(low, high))
    }
}

#[test]
fn what_was_expected_and_the_sides_are_told_as_they_were() {
    let (text, _, weeks) = year();
    let now = offset(364).from_local_datetime(&day(366).and_hms_opt(20, 0, 0).unwrap()).unwrap();
    let (events, reading) = past::events(&mut read(text.as_bytes()), now);
    assert!(reading.unusable.is_empty(), "{}", reading.unusable.len());
    let coach = open::coach(events).unwrap();
    for (range, days, today) in [
        (Range::All, 999, 364),
        (Range::Days(84), 84, 130),
        (Range::Days(84), 84, 240),
        (Range::Days(84), 84, 364),
    ] {
        let from = day(today).checked_sub_days(Days::new(days - 1)).unwrap();
        let told: Vec<Week> =
            weeks.iter().copied().filter(|week| week.day >= from && week.day <= day(today)).collect();
        let less = told.iter().filter(|week| week.happened < week.expected).count();
        let more = told.iter().filter(|week| week.happened > week.expected).count();
        let fear = coach.chart(Kind::Fear, range, day(today));
        let words = format!(
            "{} tries: you expected {}, it was {} (middle values). Less than expected {less} of {} times, more {more}.",
            told.len(),
            middle(told.iter().map(|week| week.expected).collect()),
            middle(told.iter().map(|week| week.happened).collect()),
            told.len(),
        );
        assert_eq!(fear.sentence, words, "{today}");
        let sides = coach.chart(Kind::Sides, range, day(today));
        let sum = |of: fn(&Week) -> i64| told.iter().map(of).sum::<i64>();
        let (left, right) = (sum(|week| week.left), sum(|week| week.right));
        let words = format!("{} sessions: left {left}, right {right} in all.", told.len());
        assert_eq!(sides.panels[0].sentence, words, "{today}");
        // The right side fell to five of eight in the last weeks: that is said then, and only then.
        assert_eq!(
            sides.sentence.contains("your right side did 62 per cent"),
            today == 364,
            "{}",
            sides.sentence
        );
    }
}

/// The command itself, over a year that ends today.
#[test]
fn the_command_prints_the_same_medians() {
    let Some(python) = python("json") else { return skip("no python3: medians are reckoned once only") };
    let home = super::demo();
    let trend = home.run(&["trend", "--range", "all", "--json"]).code(0).quietly().json();
    let days = trend["days"].as_array().unwrap().iter();
    let scores: String = days
        .filter_map(|day| Some(format!("{},{}\n", day["date"].as_str()?, day["pain"].as_i64()?)))
        .collect();
    let scores = home.write("scores.csv", scores);
    let told = home.write("trend.json", trend.to_string());
    checks(python, &["medians", scores.to_str().unwrap(), told.to_str().unwrap()]);
}
