//! Pain that goes on getting worse for two more weeks after the prompt to have it looked at: rule T8,
//! the only lock that comes from the log (source: S0; the two weeks are DESIGN).

use chrono::{DateTime, Days, FixedOffset};

use super::Coach;
use super::plan::days_since_lift;
use crate::domain::plan::output::Label;
use crate::domain::trend::trend;

/// Id of the rule.
pub const RULE: &str = "T8";
/// What it says, for the screen of the block.
pub const WORDS: &str = "Your scores have gone on getting worse for two weeks since supple first suggested to have \
    it looked at. That needs a clinician before more exercise.";
/// So many days without a break after the trend first read "worse".
const DAYS: u64 = 14;

/// Whether the trend has read "worse" on every day of the last two weeks. A day with too few scores for
/// a trend is a break; so is a clearance, which starts a new baseline. Limb pain that was marked lower for
/// a week, and again since, is worse too.
pub fn for_too_long(coach: &Coach, now: DateTime<FixedOffset>) -> bool {
    let days = days_since_lift(coach, now);
    let today = now.date_naive();
    (0..=DAYS).all(|back| {
        today.checked_sub_days(Days::new(back)).is_some_and(|day| {
            trend(&days, day).label == Label::Worsening || coach.limb_surely_worse(now, day)
        })
    })
}
