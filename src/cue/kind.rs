//! What can be told in a session.

use crate::session::effect::Cue;

/// What is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Another exercise: what it is.
    Next,
    /// Begin: a hold, a repetition by the clock, a set.
    Start,
    /// Three, two, one.
    LastSeconds,
    /// A hold or a set is done.
    End,
    /// Change sides.
    Switch,
    /// The rest is over.
    RestOver,
    /// Half of a long hold or of the minutes is done.
    HalfWay,
    /// The metronome of counted repetitions and paced breaths.
    Beat,
}

impl Kind {
    /// All of them with their names in the settings, in the order of a session.
    pub const ALL: [(Kind, &'static str); 8] = [
        (Kind::Next, "next"),
        (Kind::Start, "start"),
        (Kind::HalfWay, "half_way"),
        (Kind::LastSeconds, "last_seconds"),
        (Kind::End, "end"),
        (Kind::Switch, "switch"),
        (Kind::RestOver, "rest_over"),
        (Kind::Beat, "beat"),
    ];

    /// What the session tells.
    pub fn of(cue: Cue) -> Kind {
        match cue {
            Cue::Start => Kind::Start,
            Cue::LastSeconds(_) => Kind::LastSeconds,
            Cue::End => Kind::End,
            Cue::Switch => Kind::Switch,
            Cue::RestOver => Kind::RestOver,
            Cue::HalfWay => Kind::HalfWay,
            Cue::Beat(_) => Kind::Beat,
        }
    }

    /// Its name in the settings, and for commands.
    pub fn name(self) -> &'static str {
        Kind::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }
}
