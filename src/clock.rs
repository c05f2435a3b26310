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
}

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
