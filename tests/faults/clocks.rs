//! F14: the day and the time that an event gets, whatever the clock, the zone and the calendar do. (Time
//! that jumps or stands still in a session: `terminals` here, and `tests/terminal.rs`.)

use std::path::Path;
use std::process::{Command, Output};

use crate::kit::{Check, Held, ensure, folder, hold};
use crate::support::libfaketime;

/// Seconds since 1970, a zone as POSIX writes it, and what a wall clock shows then and there: worked out
/// by another library (glibc) for nights at the turn of a day, a month, a year, of summer time in both
/// directions, a leap day, past 2038, and in 2100, which has none.
#[rustfmt::skip]
const MOMENTS: [(i64, &str, &str, &str); 60] = [
    (1_795_219_199, "UTC0", "2026-11-20T23:59:", "+00:00"),
    (1_795_219_199, "CET-1CEST,M3.5.0,M10.5.0/3", "2026-11-21T00:59:", "+01:00"),
    (1_795_219_199, "EST5EDT,M3.2.0,M11.1.0", "2026-11-20T18:59:", "-05:00"),
    (1_795_219_199, "IST-5:30", "2026-11-21T05:29:", "+05:30"),
    (1_795_219_199, "NZST-12NZDT,M9.5.0,M4.1.0/3", "2026-11-21T12:59:", "+13:00"),
    (1_795_219_199, "<-0930>9:30", "2026-11-20T14:29:", "-09:30"),
    (1_798_761_600, "UTC0", "2027-01-01T00:00:", "+00:00"),
    (1_798_761_600, "CET-1CEST,M3.5.0,M10.5.0/3", "2027-01-01T01:00:", "+01:00"),
    (1_798_761_600, "EST5EDT,M3.2.0,M11.1.0", "2026-12-31T19:00:", "-05:00"),
    (1_798_761_600, "IST-5:30", "2027-01-01T05:30:", "+05:30"),
    (1_798_761_600, "NZST-12NZDT,M9.5.0,M4.1.0/3", "2027-01-01T13:00:", "+13:00"),
    (1_798_761_600, "<-0930>9:30", "2026-12-31T14:30:", "-09:30"),
    (1_835_436_600, "UTC0", "2028-02-29T11:30:", "+00:00"),
    (1_835_436_600, "CET-1CEST,M3.5.0,M10.5.0/3", "2028-02-29T12:30:", "+01:00"),
    (1_835_436_600, "EST5EDT,M3.2.0,M11.1.0", "2028-02-29T06:30:", "-05:00"),
    (1_835_436_600, "IST-5:30", "2028-02-29T17:00:", "+05:30"),
    (1_835_436_600, "NZST-12NZDT,M9.5.0,M4.1.0/3", "2028-03-01T00:30:", "+13:00"),
    (1_835_436_600, "<-0930>9:30", "2028-02-29T02:00:", "-09:30"),
    (1_835_481_598, "UTC0", "2028-02-29T23:59:", "+00:00"),
    (1_835_481_598, "CET-1CEST,M3.5.0,M10.5.0/3", "2028-03-01T00:59:", "+01:00"),
    (1_835_481_598, "EST5EDT,M3.2.0,M11.1.0", "2028-02-29T18:59:", "-05:00"),
    (1_835_481_598, "IST-5:30", "2028-03-01T05:29:", "+05:30"),
    (1_835_481_598, "NZST-12NZDT,M9.5.0,M4.1.0/3", "2028-03-01T12:59:", "+13:00"),
    (1_835_481_598, "<-0930>9:30", "2028-02-29T14:29:", "-09:30"),
    (1_806_195_599, "UTC0", "2027-03-28T00:59:", "+00:00"),
    (1_806_195_599, "CET-1CEST,M3.5.0,M10.5.0/3", "2027-03-28T01:59:", "+01:00"),
    (1_806_195_599, "EST5EDT,M3.2.0,M11.1.0", "2027-03-27T20:59:", "-04:00"),
    (1_806_195_599, "IST-5:30", "2027-03-28T06:29:", "+05:30"),
    (1_806_195_599, "NZST-12NZDT,M9.5.0,M4.1.0/3", "2027-03-28T13:59:", "+13:00"),
    (1_806_195_599, "<-0930>9:30", "2027-03-27T15:29:", "-09:30"),
    (1_806_195_600, "UTC0", "2027-03-28T01:00:", "+00:00"),
    (1_806_195_600, "CET-1CEST,M3.5.0,M10.5.0/3", "2027-03-28T03:00:", "+02:00"),
    (1_806_195_600, "EST5EDT,M3.2.0,M11.1.0", "2027-03-27T21:00:", "-04:00"),
    (1_806_195_600, "IST-5:30", "2027-03-28T06:30:", "+05:30"),
    (1_806_195_600, "NZST-12NZDT,M9.5.0,M4.1.0/3", "2027-03-28T14:00:", "+13:00"),
    (1_806_195_600, "<-0930>9:30", "2027-03-27T15:30:", "-09:30"),
    (1_824_944_399, "UTC0", "2027-10-31T00:59:", "+00:00"),
    (1_824_944_399, "CET-1CEST,M3.5.0,M10.5.0/3", "2027-10-31T02:59:", "+02:00"),
    (1_824_944_399, "EST5EDT,M3.2.0,M11.1.0", "2027-10-30T20:59:", "-04:00"),
    (1_824_944_399, "IST-5:30", "2027-10-31T06:29:", "+05:30"),
    (1_824_944_399, "NZST-12NZDT,M9.5.0,M4.1.0/3", "2027-10-31T13:59:", "+13:00"),
    (1_824_944_399, "<-0930>9:30", "2027-10-30T15:29:", "-09:30"),
    (1_824_944_400, "UTC0", "2027-10-31T01:00:", "+00:00"),
    (1_824_944_400, "CET-1CEST,M3.5.0,M10.5.0/3", "2027-10-31T02:00:", "+01:00"),
    (1_824_944_400, "EST5EDT,M3.2.0,M11.1.0", "2027-10-30T21:00:", "-04:00"),
    (1_824_944_400, "IST-5:30", "2027-10-31T06:30:", "+05:30"),
    (1_824_944_400, "NZST-12NZDT,M9.5.0,M4.1.0/3", "2027-10-31T14:00:", "+13:00"),
    (1_824_944_400, "<-0930>9:30", "2027-10-30T15:30:", "-09:30"),
    (2_147_483_648, "UTC0", "2038-01-19T03:14:", "+00:00"),
    (2_147_483_648, "CET-1CEST,M3.5.0,M10.5.0/3", "2038-01-19T04:14:", "+01:00"),
    (2_147_483_648, "EST5EDT,M3.2.0,M11.1.0", "2038-01-18T22:14:", "-05:00"),
    (2_147_483_648, "IST-5:30", "2038-01-19T08:44:", "+05:30"),
    (2_147_483_648, "NZST-12NZDT,M9.5.0,M4.1.0/3", "2038-01-19T16:14:", "+13:00"),
    (2_147_483_648, "<-0930>9:30", "2038-01-18T17:44:", "-09:30"),
    (4_107_538_800, "UTC0", "2100-02-28T23:00:", "+00:00"),
    (4_107_538_800, "CET-1CEST,M3.5.0,M10.5.0/3", "2100-03-01T00:00:", "+01:00"),
    (4_107_538_800, "EST5EDT,M3.2.0,M11.1.0", "2100-02-28T18:00:", "-05:00"),
    (4_107_538_800, "IST-5:30", "2100-03-01T04:30:", "+05:30"),
    (4_107_538_800, "NZST-12NZDT,M9.5.0,M4.1.0/3", "2100-03-01T12:00:", "+13:00"),
    (4_107_538_800, "<-0930>9:30", "2100-02-28T13:30:", "-09:30"),
];

fn at(library: &Path, seconds: i64, zone: Option<&str>, home: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_supple"));
    command.args(args).env_clear().env("SUPPLE_HOME", home).env("LD_PRELOAD", library);
    command.env("FAKETIME_FMT", "%s").env("FAKETIME", seconds.to_string());
    if let Some(zone) = zone {
        command.env("TZ", zone);
    }
    let output = command.output().unwrap();
    // What libfaketime leaves behind of a process.
    output
}

const NO_FAKETIME: Held = Held::Skipped("libfaketime is not installed");

/// The stamp of what is noted at that moment.
fn stamp(library: &Path, seconds: i64, zone: Option<&str>) -> Result<String, String> {
    let home = folder();
    let output = at(library, seconds, zone, home.path(), &["log", "add", "--pain", "3"]);
    ensure(output.status.code() == Some(0), || {
        format!("{seconds} {zone:?}: {}", String::from_utf8_lossy(&output.stderr))
    })?;
    let text = std::fs::read_to_string(home.path().join("journal.jsonl")).unwrap();
    let line = text.lines().find(|line| line.contains("pain.rated")).ok_or("nothing was noted")?;
    let value: serde_json::Value = serde_json::from_str(line).unwrap();
    Ok(value["ts"].as_str().unwrap().to_owned())
}

pub(crate) fn every_moment() -> Check {
    let Some(library) = libfaketime() else { return Ok(NO_FAKETIME) };
    for (seconds, zone, clock, offset) in MOMENTS {
        let stamp = stamp(&library, seconds, Some(zone))?;
        ensure(stamp.starts_with(clock) && stamp.ends_with(offset), || {
            format!("{seconds} in {zone}: {stamp}, not {clock}..{offset}")
        })?;
    }
    Ok(Held::Yes)
}

/// No zone, or none that anybody knows: a time with an offset all the same, and the right instant.
pub(crate) fn odd_zones() -> Check {
    let Some(library) = libfaketime() else { return Ok(NO_FAKETIME) };
    for zone in [
        None,
        Some(""),
        Some("Nowhere/Atall"),
        Some(":/etc/passwd"),
        Some("../../etc/shadow"),
        Some("X"),
        Some("CET-99CEST"),
    ] {
        let stamp = stamp(&library, 1_835_481_598, zone)?;
        let instant = chrono::DateTime::parse_from_rfc3339(&stamp).map_err(|error| error.to_string())?;
        let off = (instant.timestamp() - 1_835_481_598).abs();
        ensure(off <= 2, || format!("{zone:?}: {stamp} is {off} s off"))?;
    }
    Ok(Held::Yes)
}

/// The clock is set back by an hour, a day, ten years between two answers: nothing is refused, nothing
/// lost, the order of the file stays, and the doctor is content or says what is in the future.
pub(crate) fn set_back() -> Check {
    let Some(library) = libfaketime() else { return Ok(NO_FAKETIME) };
    let now = 1_795_163_166;
    for back in [3_600, 86_400, 315_360_000, -86_400, -315_360_000] {
        let home = folder();
        for (seconds, pain) in [(now, "5"), (now - back, "6"), (now, "7")] {
            let output = at(&library, seconds, Some("UTC0"), home.path(), &["log", "add", "--pain", pain]);
            ensure(output.status.code() == Some(0), || String::from_utf8_lossy(&output.stderr).into_owned())?;
        }
        for args in [&["doctor"][..], &["log"], &["trend"], &["plan"], &["status"], &["why", "walk"]] {
            let output = at(&library, now, Some("UTC0"), home.path(), args);
            let code = output.status.code();
            ensure(code.is_some_and(|code| code <= 2), || format!("{back}: {args:?}: {code:?}"))?;
        }
        let text = std::fs::read_to_string(home.path().join("journal.jsonl")).unwrap();
        let scores: Vec<&str> = text.split("\"score\":").skip(1).map(|rest| &rest[..1]).collect();
        ensure(scores == ["5", "6", "7"], || format!("{back}: {scores:?}"))?;
    }
    Ok(Held::Yes)
}

#[test]
fn f14_every_moment() {
    hold(every_moment());
}

#[test]
fn f14_odd_zones() {
    hold(odd_zones());
}

#[test]
fn f14_set_back() {
    hold(set_back());
}

#[test]
fn f14_a_wrong_table_would_be_noticed() {
    let Some(library) = libfaketime() else { return hold(Ok(NO_FAKETIME)) };
    let (seconds, _, clock, offset) = MOMENTS[1];
    let elsewhere = stamp(&library, seconds, Some("UTC0")).unwrap();
    assert!(!(elsewhere.starts_with(clock) && elsewhere.ends_with(offset)));
}
