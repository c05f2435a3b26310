//! The numbers that the rules work with for one person on one day, for whoever asks "why?".

use super::derived::Irritability;
use super::input::Input;
use super::ladders::Ladders;
use super::log::Log;

/// Limits of one person on one day. Pains and efforts 0 to 10.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// Reference pain: the usual one, or what it has come down to.
    pub usual: i32,
    /// Highest pain with which an exercise may grow.
    pub green: i32,
    /// Highest pain that only holds it; above it is too much.
    pub amber: i32,
    /// Highest effort with which it may grow.
    pub effort: i32,
    /// Calm times at one dose before a step.
    pub calm_times: usize,
    /// Steps in one session.
    pub steps: usize,
    /// Steps in seven days, all exercises together.
    pub steps_in_week: usize,
    /// How much longer a walk may become inside seven days, minutes.
    pub walk_rise: i32,
}

/// The limits that hold for what `input` says.
pub fn thresholds(input: &Input) -> Thresholds {
    let ladders = Ladders::new(&input.library);
    let log = Log::new(input, &ladders);
    let recent_flare = log.past.iter().any(|p| p.is_flare() && log.days_since(p.session.date) <= 14);
    let limits = Irritability::of(&input.profile, recent_flare).limits();
    Thresholds {
        usual: log.zones.r,
        green: log.zones.green,
        amber: log.zones.amber,
        effort: 6,
        calm_times: limits.calm,
        steps: limits.steps,
        steps_in_week: limits.week_all,
        walk_rise: limits.walk_rise,
    }
}
