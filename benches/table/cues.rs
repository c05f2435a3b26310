//! How late a cue is, seen from outside: from the key that begins the work to each picture that the clock
//! changes, as the terminal gets it. The way of the key to the program and of the picture back are in it.

use std::time::{Duration, Instant};

use super::Homes;
use super::pty::Running;
use super::rows::{at_most, part};
use super::visit::{BY_CLOCK, Doing, STILL, at_the_ready};

const SECOND: Duration = Duration::from_secs(1);
/// What belongs to a second comes no earlier and no later than this.
const NEAR: Duration = Duration::from_millis(300);
const HALF_HOUR: u32 = 1800;

/// How late the pictures of so many seconds came, in milliseconds; less than nothing is early.
fn late(running: &mut Running, seconds: u32) -> Vec<f64> {
    running.arrivals.clear();
    running.press(" ");
    let begun = running.pressed.unwrap_or_else(Instant::now);
    running.run(SECOND * seconds + NEAR);
    let mut late = Vec::new();
    for due in (1..=seconds).map(|nth| begun + SECOND * nth) {
        let all = running.arrivals.iter();
        let first = all
            .filter(|at| **at + NEAR > due && **at < due + NEAR)
            .min_by_key(|at| at.checked_duration_since(due).unwrap_or_else(|| due.duration_since(**at)));
        late.extend(first.map(|at| match at.checked_duration_since(due) {
            Some(late) => late.as_secs_f64() * 1e3,
            None => -due.duration_since(*at).as_secs_f64() * 1e3,
        }));
    }
    late
}

fn told(what: &str, late: &mut [f64]) -> [f64; 3] {
    late.sort_unstable_by(f64::total_cmp);
    let Some(last) = late.len().checked_sub(1) else { return [f64::NAN; 3] };
    let at = |percent: usize| late[last * percent / 100];
    println!(
        "{what:<48} earliest {:.2} ms  median {:.2} ms  99 of 100 {:.2} ms  latest {:.2} ms   {} cues",
        at(0),
        at(50),
        at(99),
        at(100),
        late.len()
    );
    [at(0), at(50), at(99)]
}

/// Measures it, with nothing else running.
pub(super) fn measure(homes: &Homes) {
    part("Cues");
    for (name, doing, settings) in [
        ("a hold of a minute", Doing::Hold, STILL.to_owned()),
        ("repetitions by the clock", Doing::Repeat, format!("{BY_CLOCK}{STILL}")),
    ] {
        let Some(mut running) = at_the_ready(homes, &format!("cues of {name}"), doing, &settings) else {
            continue;
        };
        let [earliest, _, latest] = told(name, &mut late(&mut running, 58));
        at_most(&format!("{name}, 99 of 100, ms late"), latest, 2.5);
        at_most(&format!("{name}, the earliest, ms early"), (-earliest).max(0.0), 0.0);
    }
}

/// The same over half an hour of repetitions by the clock, of which there are 180.
pub(super) fn drift(homes: &Homes) {
    part("Half an hour by the clock");
    let settings = format!("{BY_CLOCK}{STILL}");
    let Some(mut running) = at_the_ready(homes, "half an hour", Doing::Repeat, &settings) else { return };
    let mut all = late(&mut running, HALF_HOUR);
    let mut last = all.split_off(all.len().saturating_sub(60));
    let mut first: Vec<f64> = all.drain(..60.min(all.len())).collect();
    let [_, begin, _] = told("the first minute", &mut first);
    let [_, end, _] = told("the thirtieth minute", &mut last);
    at_most("drift after 30 minutes, ms", (end - begin).abs(), 5.0);
}
