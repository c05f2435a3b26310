//! Waiting for a key until a moment, and being there when the moment comes.
//!
//! The kernel ends such a wait late: it rounds up to whole milliseconds, and to save power it may put the end
//! off by a thousandth of the wait. After a second that is up to two milliseconds, at every cue. So the wait for
//! keys ends a little before the moment, and the rest is slept through, which the kernel does to a twentieth of
//! a millisecond. A key of that little while is answered after it: nobody can feel that. Early it never is:
//! whoever wakes looks at the clock, and what is shown and sounded goes by that alone.

use std::io;
use std::thread;
use std::time::Duration;

use crossterm::event;

use crate::clock::Clock;

/// The part of a wait by which the kernel may be late, doubled to be safe.
const LATE_BY: u32 = 500;
/// What is slept through at the most, without hearing keys.
const DEAF: Duration = Duration::from_millis(4);

/// Waits until a key, a click or a change of size comes, which is true; or until that moment.
///
/// # Errors
/// When the terminal has gone.
pub(super) fn until(moment: Duration, clock: Clock) -> io::Result<bool> {
    loop {
        let left = moment.saturating_sub(clock.now().mono);
        let listen = listening(left);
        if event::poll(listen)? {
            return Ok(true);
        }
        let left = moment.saturating_sub(clock.now().mono);
        if left <= DEAF {
            thread::sleep(left);
            return Ok(false);
        }
    }
}

/// How long to listen for keys when so much is left: in whole milliseconds, so that nothing is rounded up.
fn listening(left: Duration) -> Duration {
    let early = left / LATE_BY + Duration::from_millis(1);
    let millis = left.saturating_sub(early).as_millis();
    Duration::from_millis(u64::try_from(millis).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From half a millisecond to a day.
    fn waits() -> impl Iterator<Item = Duration> {
        (0..)
            .map(|nth| Duration::from_micros(503) * 2_u32.pow(nth))
            .take_while(|wait| wait.as_secs() < 86_400)
    }

    #[test]
    fn however_late_the_kernel_is_the_moment_is_still_to_come() {
        for left in waits() {
            let listen = listening(left);
            assert_eq!(listen.subsec_nanos() % 1_000_000, 0, "{left:?}: rounded up by the kernel");
            assert!(listen.is_zero() || listen + listen / 1_000 < left, "{left:?}");
        }
    }

    #[test]
    fn of_a_second_all_but_the_last_little_while_hears_keys() {
        let second = Duration::from_secs(1);
        assert!(second.saturating_sub(listening(second)) <= DEAF);
        for left in waits().filter(|left| *left > DEAF) {
            assert!(!listening(left).is_zero(), "{left:?}: it would turn in circles");
        }
    }
}
