//! What the session wants done. Only the loop carries it out.

use crate::journal::event::Event;

/// One thing to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Write this down, now.
    Record(Event),
    /// Take back the line that was recorded as the so many-th of this machine, counted from 0.
    Retract(usize),
    /// Tell the person, by whatever means they chose.
    Cue(Cue),
    /// The session is over; its end is recorded.
    Ended {
        /// Whether every exercise had its turn.
        complete: bool,
    },
    /// The person left; the session is kept.
    Left,
}

/// A signal for somebody who does not look at the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cue {
    /// Begin: a hold, a repetition by the clock, a set.
    Start,
    /// So many seconds left: 3, 2, 1.
    LastSeconds(u32),
    /// Let go: a hold or a set is done.
    End,
    /// Change sides.
    Switch,
    /// The rest is over.
    RestOver,
    /// Half of a long hold or of the minutes is done.
    HalfWay,
    /// The next part of a repetition by the clock, or of a paced breath. The way out is [`Cue::Start`].
    Beat(Beat),
}

/// One beat of the metronome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Beat {
    /// A moment at the far end.
    Pause,
    /// Hold, in a held repetition.
    Hold,
    /// Come back.
    Back,
    /// Breathe in.
    In,
    /// Breathe out.
    Out,
}
