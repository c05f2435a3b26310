//! Rows of the table: what, its figure, its bar, whether it is met.

use std::time::Duration;

/// The heading of a part.
pub(crate) fn part(title: &str) {
    println!("\n## {title}");
}

/// A figure that should be at most so much.
pub(crate) fn at_most(what: &str, figure: f64, bar: f64) {
    let verdict = if figure <= bar { "met" } else { "NOT MET" };
    println!("| {what:<56} | {figure:>9.3} | at most {bar:<7} | {verdict} |");
}

/// Median, best, and the ninetieth of a hundred.
pub(crate) fn times(what: &str, mut all: Vec<Duration>) -> Duration {
    all.sort_unstable();
    let Some(last) = all.len().checked_sub(1) else {
        println!("{what:<48} never came");
        return Duration::ZERO;
    };
    let at = |percent: usize| all[last * percent / 100];
    println!(
        "{what:<48} median {:>9.2?}  best {:>9.2?}  90% {:>9.2?}   {} runs",
        at(50),
        at(0),
        at(90),
        all.len()
    );
    at(50)
}

/// One as a part of another.
pub(crate) fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64().max(1e-9)
}

/// How a cost grows: the exponent between two sizes.
pub(crate) fn exponent(from: (f64, Duration), to: (f64, Duration)) -> f64 {
    ratio(to.1, from.1).ln() / (to.0 / from.0).ln()
}
