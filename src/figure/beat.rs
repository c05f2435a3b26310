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
        self.at(passed).0
    }

    /// The same, and how long until it is another one.
    fn at(self, passed: Duration) -> (Beat, Duration) {
        let total = self.total().as_millis();
        if total == 0 {
            return breathing(passed);
        }
        let mut left = Duration::from_millis((passed.as_millis() % total) as u64) + fraction(passed);
        for (phase, length) in
            [(FigurePhase::Move, self.out), (FigurePhase::Hold, self.pause), (FigurePhase::Return, self.back)]
        {
            if left < length {
                return match phase {
                    FigurePhase::Hold => (Beat::new(phase, 0.0), length.saturating_sub(left)),
                    _ => moving(phase, left, length),
                };
            }
            left -= length;
        }
        (Beat::READY, self.rest.saturating_sub(left))
    }

    /// How long after `passed` the next part of the round begins.
    fn next_part(self, passed: Duration) -> Duration {
        let total = self.total().as_millis().max(1);
        let now = Duration::from_millis((passed.as_millis() % total) as u64) + fraction(passed);
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

/// What of a time is less than a millisecond.
fn fraction(of: Duration) -> Duration {
    Duration::from_nanos(u64::from(of.subsec_nanos() % 1_000_000))
}

/// The last of the moments, so far apart, at which a picture is made; and how long until the next one.
fn grid(passed: Duration, apart: Duration) -> (Duration, Duration) {
    let beyond = Duration::from_nanos((passed.as_nanos() % apart.as_nanos()) as u64);
    (passed.saturating_sub(beyond), apart.saturating_sub(beyond))
}

/// An instant of a movement that takes so long, and how long until the next picture of it.
fn moving(phase: FigurePhase, passed: Duration, length: Duration) -> (Beat, Duration) {
    let (shown, until) = grid(passed, MOVING);
    (Beat::new(phase, part(shown, length)), until.min(length.saturating_sub(passed)))
}

/// An instant of a hold, and how long until the next picture of its breath.
fn breathing(passed: Duration) -> (Beat, Duration) {
    let (shown, until) = grid(passed, BREATHING);
    let breath = Duration::from_millis((shown.as_millis() % BREATH.as_millis()) as u64);
    (Beat::new(FigurePhase::Hold, part(breath, BREATH)), until)
}

fn part(of: Duration, whole: Duration) -> f32 {
    of.as_secs_f32() / whole.as_secs_f32().max(0.001)
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
        self.instant(figure, tempo, still).0
    }

    /// When the picture changes next; `None` while nothing moves. Until then it is the same picture.
    pub fn next_frame(&self, figure: &Figure, tempo: Tempo, still: bool, now: Mono) -> Option<Mono> {
        let (_, until) = self.instant(figure, tempo, still);
        until.filter(|_| !self.paused).map(|until| now + until)
    }

    /// The instant of the repetition, and how long until it is another one: always, where nothing moves.
    fn instant(&self, figure: &Figure, tempo: Tempo, still: bool) -> (Beat, Option<Duration>) {
        let shown = matches!(self.phase, Phase::Look | Phase::Prepare);
        let (beat, until) = match (self.phase, self.round(figure, tempo)) {
            // There is one pose: nothing to show, and the breath only while it is held.
            (_, Some(_)) if !figure.moves() && shown => (Beat::new(FigurePhase::Hold, 0.0), None),
            (_, Some(_)) if !figure.moves() => some(breathing(self.passed)),
            // Once, and then still.
            (Phase::Look, Some(round)) if !self.total.is_zero() && self.passed >= round.total() => {
                (Beat::READY, None)
            }
            (_, Some(round)) if still && !round.total().is_zero() => {
                (round.beat(self.passed), Some(round.next_part(self.passed)))
            }
            (_, Some(round)) => some(round.at(self.passed)),
            (Phase::Moving(Move::Out), _) => some(moving(FigurePhase::Move, self.passed, self.total)),
            (Phase::Moving(Move::Pause), _) => (Beat::new(FigurePhase::Hold, 0.0), None),
            (Phase::Moving(Move::Back), _) => some(moving(FigurePhase::Return, self.passed, self.total)),
            (Phase::Hold, _) => some(breathing(self.passed)),
            _ => (Beat::READY, None),
        };
        if !still {
            return (beat, until);
        }
        // A breath or a way between two poses is not shown: only another pose is another picture.
        let poses = self.round(figure, tempo).is_some_and(|round| figure.moves() && !round.total().is_zero());
        (beat.still(), until.filter(|_| poses))
    }
}

fn some((beat, until): (Beat, Duration)) -> (Beat, Option<Duration>) {
    // Never at once: the picture has just been drawn.
    (beat, Some(until.max(Duration::from_nanos(1))))
}
