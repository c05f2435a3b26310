//! From exec to the first picture, and to the plan.

use std::time::Duration;

use super::pty::{Program, Running};
use super::rows::{at_most, exponent, part, ratio, times};
use super::{Homes, SIZES, peers};

/// Starts of each, taking turns.
const RUNS: usize = 21;
/// Starts with the longest journal: each takes seconds.
const FEW: usize = 5;

fn first(program: &Program) -> Option<Duration> {
    Running::start(program).shows(|text| !text.trim().is_empty())
}

/// Until the journal is read, and the memory that took, in KiB.
fn whole(program: &Program) -> Option<(Duration, u64)> {
    let mut running = Running::start(program);
    let time = running.shows(|text| !text.trim().is_empty() && !text.contains("Reading your journal"))?;
    Some((time, running.peak()))
}

/// Measures it.
pub(super) fn measure(homes: &Homes) {
    part("Start, 80x24");
    let peer = peers::cargo("countdown-tui", "0.1.5").map(|path| Program::new(path, &["60s"]));
    let sizes = [0, SIZES[0], SIZES[2], SIZES[3]];
    let ours = sizes.map(|sessions| Program::supple(&homes.of(sessions), &[]));
    let mut all = [const { Vec::new() }; 4];
    let mut theirs = Vec::new();
    for _ in 0..RUNS {
        theirs.extend(peer.as_ref().and_then(first));
        for (program, times) in ours.iter().zip(&mut all) {
            times.extend(first(program));
        }
    }
    let theirs = times("countdown-tui 60s, first picture", theirs);
    let mut medians = [Duration::ZERO; 4];
    for ((sessions, median), all) in sizes.iter().zip(&mut medians).zip(all) {
        *median = times(&format!("supple, {sessions} sessions, first picture"), all);
    }
    if peer.is_some() {
        at_most("first picture, ten years / countdown-tui", ratio(medians[2], theirs), 1.0);
    }
    at_most("first picture, a million entries / ten years", ratio(medians[3], medians[2]), 2.0);
    at_most("first picture, a million entries / empty", ratio(medians[3], medians[0]), 1.5);
    let growth = exponent((SIZES[0] as f64, medians[1]), (SIZES[3] as f64, medians[3]));
    at_most("exponent of the first picture, 10^3 to 10^6", growth, 0.15);

    let mut memory = [0; 4];
    for (nth, (sessions, program)) in sizes.iter().zip(&ours).enumerate() {
        let runs = if nth == 3 { FEW } else { RUNS / 2 };
        let found: Vec<_> = (0..runs).filter_map(|_| whole(program)).collect();
        memory[nth] = found.iter().map(|(_, peak)| *peak).max().unwrap_or(0);
        times(
            &format!("supple, {sessions} sessions, plan on the screen"),
            found.iter().map(|f| f.0).collect(),
        );
        println!("    peak memory {} KiB", memory[nth]);
    }
    let timr = peers::cargo("timr-tui", "1.9.0").and_then(|path| whole(&Program::new(path, &[])));
    if let Some((_, theirs)) = timr {
        println!("timr-tui: peak memory {theirs} KiB");
        at_most("peak memory, ten years / timr-tui", memory[2] as f64 / theirs.max(1) as f64, 1.3);
    }
    at_most("peak memory, a million entries / 55,000", memory[3] as f64 / memory[2].max(1) as f64, 3.0);
}
