//! A deadline that can be stopped. While it runs it knows only when it ends; while it stands it
//! knows only what is left.

use super::Mono;

/// One length of time, running or stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timer {
    total: Mono,
    state: State,
    /// The lowest of "3, 2, 1" that was called out; 4 before the first.
    called: u32,
    /// Whether half of it was called out.
    halved: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Running { ends: Mono },
    Stopped { left: Mono },
}

impl Timer {
    /// A stopped timer with all of `seconds` left.
    pub fn stopped(seconds: u32) -> Timer {
        Timer::lasting(Mono::from_secs(u64::from(seconds)))
    }

    /// A stopped timer with all of this time left.
    pub fn lasting(total: Mono) -> Timer {
        Timer { total, state: State::Stopped { left: total }, called: 4, halved: false }
    }

    /// Lets it run from `now`. A running one runs on.
    pub fn start(&mut self, now: Mono) {
        if let State::Stopped { left } = self.state {
            self.state = State::Running { ends: now.saturating_add(left) };
        }
    }

    /// Stops it as it was at `now`. A stopped one stays as it is.
    pub fn stop(&mut self, now: Mono) {
        if let State::Running { ends } = self.state {
            self.state = State::Stopped { left: ends.saturating_sub(now).min(self.total) };
        }
    }

    /// Lets a running one end so much later: it began so much later.
    pub fn put_off(&mut self, by: Mono) {
        if let State::Running { ends } = &mut self.state {
            *ends = ends.saturating_add(by);
        }
    }

    /// Whether it runs.
    pub fn is_running(&self) -> bool {
        matches!(self.state, State::Running { .. })
    }

    /// What is left at `now`.
    pub fn left(&self, now: Mono) -> Mono {
        match self.state {
            State::Running { ends } => ends.saturating_sub(now).min(self.total),
            State::Stopped { left } => left,
        }
    }

    /// Seconds left at `now`, rounded up: what a countdown shows.
    pub fn left_s(&self, now: Mono) -> u32 {
        round_up(self.left(now))
    }

    /// All of its time.
    pub fn total(&self) -> Mono {
        self.total
    }

    /// Seconds in all, rounded up.
    pub fn total_s(&self) -> u32 {
        round_up(self.total)
    }

    /// Whole seconds that have passed at `now`, stops not counted.
    pub fn passed_s(&self, now: Mono) -> u32 {
        u32::try_from(self.total.saturating_sub(self.left(now)).as_secs()).unwrap_or(u32::MAX)
    }

    /// What has passed at `now`, stops not counted.
    pub fn passed(&self, now: Mono) -> Mono {
        self.total.saturating_sub(self.left(now))
    }

    /// When it ends, if it runs.
    pub fn ends(&self) -> Option<Mono> {
        match self.state {
            State::Running { ends } => Some(ends),
            State::Stopped { .. } => None,
        }
    }

    /// When the shown seconds change next, at the latest when it ends; `None` while it stands. The
    /// instant may have passed already: then it is due.
    pub fn next_change(&self, now: Mono) -> Option<Mono> {
        let ends = self.ends()?;
        let shown_next = u64::from(self.left_s(now).saturating_sub(1));
        Some(ends.saturating_sub(Mono::from_secs(shown_next)))
    }

    /// `seconds` more, but no more than `cap_s` in all. False when nothing changed.
    pub fn longer(&mut self, seconds: u32, cap_s: u32) -> bool {
        let room = Mono::from_secs(u64::from(cap_s)).saturating_sub(self.total);
        let add = room.min(Mono::from_secs(u64::from(seconds)));
        if add.is_zero() {
            return false;
        }
        self.total += add;
        match &mut self.state {
            State::Running { ends } => *ends += add,
            State::Stopped { left } => *left += add,
        }
        self.called = 4;
        true
    }

    /// `seconds` less, but never under `floor_s` left. False when nothing changed.
    pub fn shorter(&mut self, seconds: u32, floor_s: u32, now: Mono) -> bool {
        let room = self.left(now).saturating_sub(Mono::from_secs(u64::from(floor_s)));
        let take = room.min(Mono::from_secs(u64::from(seconds)));
        if take.is_zero() {
            return false;
        }
        self.total = self.total.saturating_sub(take);
        match &mut self.state {
            State::Running { ends } => *ends = ends.saturating_sub(take),
            State::Stopped { left } => *left = left.saturating_sub(take),
        }
        true
    }

    /// The number to call out at `now`, each of 3, 2 and 1 once. A late look calls only the last.
    pub fn call(&mut self, now: Mono) -> Option<u32> {
        let shown = self.left_s(now);
        let due = self.is_running() && (1..=3).contains(&shown) && shown < self.called;
        due.then(|| {
            self.called = shown;
            shown
        })
    }

    /// Whether half of it is over at `now`, true once.
    pub fn halfway(&mut self, now: Mono) -> bool {
        let due = self.is_running() && !self.halved && self.left(now) <= self.total / 2;
        self.halved |= due;
        due
    }
}

fn round_up(time: Mono) -> u32 {
    let up = time.as_secs() + u64::from(time.subsec_nanos() > 0);
    u32::try_from(up).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: u64) -> Mono {
        Mono::from_millis(millis)
    }

    #[test]
    fn a_stop_keeps_what_was_left_however_long_it_lasts() {
        let mut timer = Timer::stopped(20);
        timer.start(at(1_000));
        timer.stop(at(6_500));
        assert_eq!(timer.left(at(3_600_000)), at(14_500));
        timer.start(at(3_600_000));
        assert_eq!(timer.ends(), Some(at(3_614_500)));
        assert_eq!((timer.left_s(at(3_600_000)), timer.passed_s(at(3_600_000))), (15, 5));
    }

    #[test]
    fn the_shown_seconds_change_when_next_change_says() {
        let mut timer = Timer::stopped(3);
        timer.start(at(500));
        for (now, shown, next) in [
            (500, 3, 1_500),
            (1_499, 3, 1_500),
            (1_500, 2, 2_500),
            (2_501, 1, 3_500),
            (3_500, 0, 3_500),
            (9_000, 0, 3_500),
        ] {
            assert_eq!(timer.left_s(at(now)), shown, "{now}");
            assert_eq!(timer.next_change(at(now)), Some(at(next)), "{now}");
        }
    }

    #[test]
    fn longer_and_shorter_have_their_bounds() {
        let mut timer = Timer::stopped(20);
        timer.start(at(0));
        assert!(timer.longer(5, 23));
        assert!(!timer.longer(5, 23));
        assert_eq!(timer.total_s(), 23);
        assert!(timer.shorter(5, 5, at(14_000)));
        assert_eq!(timer.left(at(14_000)), at(5_000));
        assert!(!timer.shorter(5, 5, at(14_000)));
        assert!(!timer.shorter(5, 5, at(16_000)));
    }

    #[test]
    fn three_two_one_are_called_once_each_and_half_once() {
        let mut timer = Timer::stopped(10);
        timer.start(at(0));
        assert!(!timer.halfway(at(4_999)));
        assert!(timer.halfway(at(5_000)));
        assert!(!timer.halfway(at(5_001)));
        assert_eq!(timer.call(at(6_500)), None);
        assert_eq!(timer.call(at(7_000)), Some(3));
        assert_eq!(timer.call(at(7_100)), None);
        assert_eq!(timer.call(at(9_400)), Some(1));
        assert_eq!(timer.call(at(10_000)), None);
    }
}
