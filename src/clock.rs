//! The only place that asks what time it is. Everything else is handed a [`Now`].

use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset, Local, NaiveDate};

/// One look at both clocks: the wall clock for the record, the monotonic one for the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// What the clock on the wall says, with the offset that holds there.
    pub wall: DateTime<FixedOffset>,
    /// Time since the program began, on a clock that is never set.
    pub mono: Duration,
}

impl Now {
    /// The day that an event of this moment counts for: the date printed in its time stamp.
    pub fn date(&self) -> NaiveDate {
        self.wall.date_naive()
    }

    /// Whether the program slept through time that it did not mean to since `last`: it woke much later
    /// than it asked to (whether by itself or by a key), or one clock went on without the other (a closed
    /// lid, a clock that was set).
    pub fn was_away(self, last: Now, asked: Duration) -> bool {
        let passed = self.mono.saturating_sub(last.mono);
        let walls = (self.wall - last.wall).to_std().unwrap_or_default();
        let set_back = self.wall < last.wall && (last.wall - self.wall).to_std().is_ok_and(|by| by > AWAY);
        passed > asked.saturating_add(AWAY) || walls.abs_diff(passed) > AWAY || set_back
    }
}

/// Longer than this between two looks at the clock, and nobody was there.
const AWAY: Duration = Duration::from_secs(2);

/// Both clocks.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    start: Instant,
}

impl Clock {
    /// Starts counting.
    pub fn start() -> Clock {
        Clock { start: Instant::now() }
    }

    /// Looks at both clocks.
    pub fn now(&self) -> Now {
        Now { wall: Local::now().fixed_offset(), mono: self.start.elapsed() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    /// The program waits for ever: only the two clocks can disagree.
    const FOREVER: Duration = Duration::from_secs(24 * 3600);

    fn away(last: Now, now: Now, asked: Duration) -> bool {
        now.was_away(last, asked)
    }

    fn at(mono_s: u64, wall_s: i64) -> Now {
        let start = DateTime::parse_from_rfc3339("2026-11-20T19:00:00+01:00").unwrap();
        Now { wall: start + TimeDelta::seconds(wall_s), mono: Duration::from_secs(mono_s) }
    }

    #[test]
    fn sleeping_as_long_as_asked_is_not_being_away() {
        assert!(!away(at(10, 10), at(11, 11), Duration::from_secs(1)));
        assert!(!away(at(10, 10), at(13, 13), Duration::from_secs(1)));
        assert!(!away(at(10, 10), at(4000, 4000), FOREVER));
    }

    #[test]
    fn a_late_wake_a_lid_and_a_set_clock_are() {
        assert!(away(at(10, 10), at(20, 20), Duration::from_secs(1)), "stopped for ten seconds");
        assert!(away(at(10, 10), at(11, 3610), FOREVER), "lid closed: the wall clock went on alone");
        assert!(away(at(10, 10), at(40, 11), FOREVER), "wall clock set back a little");
        assert!(away(at(10, 3610), at(11, 11), FOREVER), "wall clock set back an hour");
    }

    #[test]
    fn a_key_after_a_stop_does_not_hide_it() {
        // The countdown asked for one second; a key came at once after ten seconds of standing still.
        assert!(away(at(10, 10), at(20, 20), Duration::from_millis(400)));
        assert!(!away(at(10, 10), at(10, 10), Duration::from_millis(400)), "a key that came at once");
    }
}
