//! From the running session to an instant of a repetition, and when the picture changes next.
//!
//! The session's clock drives the figure, never the other way round.

use std::time::Duration;

use super::clip::Figure;
use super::track::{Beat, FigurePhase};
use crate::domain::exercise::Tempo;
use crate::session::Mono;
use crate::session::phase::{Move, Phase};

/// Between two pictures of a movement. Counted at 40 by 14 cells, the fastest joint of half of the
/// figures moves 0.9 dots in that time; it would be 1.1 at eight pictures a second and 2.3 at four, more
/// than a cell, where a march jumps by nine. So ten is the slowest rate at which a limb goes from dot to
/// dot.
const MOVING: Duration = Duration::from_millis(100);
/// Between two pictures of a hold, in which only the chest moves.
const BREATHING: Duration = Duration::from_millis(500);
/// One breath in a hold: four seconds in, six out.
const BREATH: Duration = Duration::from_secs(10);
/// Stay at the far end when an exercise is only shown.
const SHOWN: Duration = Duration::from_millis(1500);
/// Stay at the beginning before it is shown again.
const BETWEEN: Duration = Duration::from_millis(800);

/// What is seen once is seen for so many seconds at the least, also where nothing moves in it.
const SHORTEST_LOOK_S: u32 = 5;
/// And at the most.
const LONGEST_LOOK_S: u32 = 20;

/// Lengths of one repetition that is shown again and again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loop {
    /// There.
    pub out: Duration,
    /// At the far end.
    pub pause: Duration,
    /// Back.
    pub back: Duration,
    /// At the beginning.
    pub rest: Duration,
}

impl Loop {
    /// At the exercise's tempo; where it has none, as the figure itself says.
    pub fn of(figure: &Figure, tempo: Tempo, shown: bool) -> Loop {
        let or = |seconds: u32, phase: FigurePhase| {
            let own = Duration::from_millis(u64::from(figure.ms(phase)));
            if seconds > 0 { Duration::from_secs(u64::from(seconds)) } else { own }
        };
        let pause = Duration::from_secs(u64::from(tempo.pause_s));
        let has_hold = figure.ms(FigurePhase::Hold) > 0 || figure.track.iter().any(|step| step.from_dose);
        Loop {
            out: or(tempo.out_s, FigurePhase::Move),
            pause: if shown && pause.is_zero() && has_hold { SHOWN } else { pause },
            back: or(tempo.back_s, FigurePhase::Return),
            rest: if shown && has_hold { BETWEEN } else { Duration::ZERO },
        }
    }

    /// One round.
    pub fn total(self) -> Duration {
        self.out + self.pause + self.back + self.rest
    }

    /// Seconds in which it is seen once, rounded up; long enough to be looked at, never longer than anybody
    /// would.
    pub fn once_s(self) -> u32 {
        let seconds = self.total().as_millis().div_ceil(1000);
        u32::try_from(seconds).unwrap_or(LONGEST_LOOK_S).clamp(SHORTEST_LOOK_S, LONGEST_LOOK_S)
    }

    /// The instant of the repetition after so much time, round and round.
    pub fn beat(self, passed: Duration) -> Beat {
        let total = self.total().as_millis();
        if total == 0 {
            return Beat::new(FigurePhase::Hold, part(passed, BREATH));
        }
        let mut left = Duration::from_millis((passed.as_millis() % total) as u64);
        for (phase, length) in
            [(FigurePhase::Move, self.out), (FigurePhase::Hold, self.pause), (FigurePhase::Return, self.back)]
        {
            if left < length {
                let progress = if phase == FigurePhase::Hold { 0.0 } else { part(left, length) };
                return Beat::new(phase, progress);
            }
            left -= length;
        }
        Beat::READY
    }

    /// How long after `passed` the next part of the round begins.
    fn next_part(self, passed: Duration) -> Duration {
        let total = self.total().as_millis();
        if total == 0 {
            return BREATH;
        }
        let now = Duration::from_millis((passed.as_millis() % total) as u64);
        let mut end = Duration::ZERO;
        for length in [self.out, self.pause, self.back, self.rest] {
            end += length;
            if now < end {
                return end.saturating_sub(now);
            }
        }
        Duration::from_millis(1)
    }
}

fn part(of: Duration, whole: Duration) -> f32 {
    let whole = whole.as_millis().max(1);
    (of.as_millis() % (whole + 1)) as f32 / whole as f32
}

/// Where the session is, as far as a figure has to know.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moment {
    /// The session's phase.
    pub phase: Phase,
    /// Time since this phase began, stops not counted.
    pub passed: Duration,
    /// Length of the phase; nought where no clock runs.
    pub total: Duration,
    /// Whether the clock stands.
    pub paused: bool,
}

impl Moment {
    /// Works out the time that has passed from what a view shows: seconds left and in all, rounded
    /// up, and when the shown seconds change next. Where no clock runs (`total_s` is 0), the time
    /// since the program began goes round instead.
    pub fn seen(
        phase: Phase,
        (left_s, total_s): (u32, u32),
        paused: bool,
        now: Mono,
        change: Option<Mono>,
    ) -> Moment {
        let seconds = |s: u32| Duration::from_secs(u64::from(s));
        let total = seconds(total_s);
        if total_s == 0 {
            return Moment { phase, passed: now, total, paused };
        }
        let to_change =
            change.map_or(Duration::from_secs(1), |at| at.saturating_sub(now).min(Duration::from_secs(1)));
        let left = seconds(left_s.saturating_sub(1)) + if left_s == 0 { Duration::ZERO } else { to_change };
        Moment { phase, passed: total.saturating_sub(left), total, paused }
    }

    /// The repetition that runs round and round in this phase, if one does.
    fn round(&self, figure: &Figure, tempo: Tempo) -> Option<Loop> {
        match self.phase {
            Phase::Look | Phase::Prepare => Some(Loop::of(figure, tempo, true)),
            Phase::Reps | Phase::Minutes => Some(Loop::of(figure, tempo, false)),
            _ => None,
        }
    }

    /// The instant of the repetition; key poses only where `still`.
    pub fn beat(&self, figure: &Figure, tempo: Tempo, still: bool) -> Beat {
        let beat = match (self.phase, self.round(figure, tempo)) {
            // Once, and then still.
            (Phase::Look, Some(round)) if self.total > Duration::ZERO && self.passed >= round.total() => {
                if round.total().is_zero() {
                    round.beat(self.passed)
                } else {
                    Beat::READY
                }
            }
            (_, Some(round)) => round.beat(self.passed),
            (Phase::Moving(Move::Out), _) => Beat::new(FigurePhase::Move, self.progress()),
            (Phase::Moving(Move::Pause), _) => Beat::new(FigurePhase::Hold, 0.0),
            (Phase::Moving(Move::Back), _) => Beat::new(FigurePhase::Return, self.progress()),
            (Phase::Hold, _) => Beat::new(FigurePhase::Hold, self.breath()),
            _ => Beat::READY,
        };
        if still { beat.still() } else { beat }
    }

    /// When the picture changes next; `None` while nothing moves.
    pub fn next_frame(&self, figure: &Figure, tempo: Tempo, still: bool, now: Mono) -> Option<Mono> {
        if self.paused {
            return None;
        }
        let round = self.round(figure, tempo).filter(|round| figure.moves() && !round.total().is_zero());
        if still {
            return round.map(|round| now + round.next_part(self.passed).max(Duration::from_millis(1)));
        }
        match self.beat(figure, tempo, false).phase {
            FigurePhase::Move | FigurePhase::Return if figure.moves() => Some(now + MOVING),
            FigurePhase::Hold
                if self.phase == Phase::Hold || round.is_none() && self.phase == Phase::Minutes =>
            {
                Some(now + BREATHING)
            }
            _ => round.map(|round| now + round.next_part(self.passed).max(Duration::from_millis(1))),
        }
    }

    fn progress(&self) -> f32 {
        self.passed.as_secs_f32() / self.total.as_secs_f32().max(0.001)
    }

    fn breath(&self) -> f32 {
        (self.passed.as_secs_f32() / BREATH.as_secs_f32()).fract()
    }
}
