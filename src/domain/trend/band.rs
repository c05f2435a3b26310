//! The band around the baseline inside which nothing has changed that people notice, read off the very
//! rule that labels the trend.

use super::{Label, label};

/// Medians from `low` to `high`, both included, are called steady.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// Below it people notice that it is less.
    pub low: f64,
    /// The baseline.
    pub middle: f64,
    /// Above it people notice that it is more.
    pub high: f64,
}

/// The band around a baseline, 0 to 10: up to 2 points or 30 %, at least one point (progression rules
/// 2.1 and 3.11).
pub fn band(baseline: f64) -> Band {
    let base = (baseline.clamp(0.0, 10.0) * 2.0).round() as i32;
    let edge = |way: i32, stop: Label| {
        let steady = (0..=20).take_while(|by| label(base, way * by) != stop);
        (base + way * steady.last().unwrap_or(0)).clamp(0, 20)
    };
    let points = |halves: i32| f64::from(halves) / 2.0;
    Band {
        low: points(edge(-1, Label::Improving)),
        middle: points(base),
        high: points(edge(1, Label::Worsening)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_points_or_three_tenths_and_at_least_one() {
        for (baseline, low, high) in [
            (0.0, 0.0, 1.5),
            (1.0, 0.5, 1.5),
            (2.0, 1.5, 2.5),
            (4.0, 3.0, 5.0),
            (5.0, 4.0, 6.0),
            (6.0, 4.5, 7.5),
            (9.0, 7.5, 10.0),
        ] {
            assert_eq!(band(baseline), Band { low, middle: baseline, high }, "{baseline}");
        }
    }

    #[test]
    fn whatever_is_inside_is_steady_and_whatever_is_outside_is_not() {
        for base in 0..=20 {
            let found = band(f64::from(base) / 2.0);
            for now in 0..=20 {
                let inside = (found.low..=found.high).contains(&(f64::from(now) / 2.0));
                assert_eq!(inside, label(base, now - base) == Label::Steady, "{base} {now}");
            }
        }
    }
}
