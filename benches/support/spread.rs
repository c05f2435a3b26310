//! Medians of many runs, with their spread: wall time and the time of all processors.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// What was measured.
#[derive(Debug, Clone, Copy)]
#[allow(dead_code)] // each bench reads what it needs
pub(crate) struct Spread {
    /// Median by the clock.
    pub wall: Duration,
    /// Mean over all processors.
    pub cpu: Duration,
}

/// Runs it a few times unmeasured, then measures; prints one line.
pub(crate) fn of<T>(what: &str, runs: usize, mut work: impl FnMut() -> T) -> Spread {
    for _ in 0..runs.div_ceil(10) {
        black_box(work());
    }
    let mut walls = Vec::with_capacity(runs);
    let before = cpu_time();
    for _ in 0..runs {
        let wall = Instant::now();
        black_box(work());
        walls.push(wall.elapsed());
    }
    let cpu = (cpu_time() - before) / runs.max(1) as u32;
    walls.sort_unstable();
    let at = |percent: usize| walls[(walls.len() - 1) * percent / 100];
    println!(
        "{what:<28} wall median {:>9.2?}  best {:>9.2?}  90% {:>9.2?}   cpu mean {cpu:>9.2?}   {runs} runs",
        at(50),
        at(0),
        at(90),
    );
    Spread { wall: at(50), cpu }
}

/// Processor time of this process, ended threads included; in steps of 10 ms, so of use over many runs
/// only. Zero where the kernel does not tell.
fn cpu_time() -> Duration {
    let line = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = line.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split(' ').skip(12).take(2).filter_map(|field| field.parse::<u64>().ok());
    Duration::from_millis(ticks.sum::<u64>() * 10)
}
