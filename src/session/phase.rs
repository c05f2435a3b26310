//! Where in a session one is, as the screens tell it apart. How much time is left is kept beside it.

/// Where in a session one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Phase {
    /// A new exercise shows its figure once before the count starts. Timed, but not counted down.
    Look,
    /// Get into position.
    Prepare,
    /// Moving at the exercise's tempo.
    Moving(Move),
    /// Hold still.
    Hold,
    /// Repetitions that the person counts.
    Reps,
    /// Let go, before the next hold of the same side.
    Gap,
    /// Change sides.
    Switch,
    /// Rest between sets.
    Rest,
    /// One stretch of time.
    Minutes,
    /// "Why end this exercise?"
    AskSkip,
    /// "Easier or harder?"
    AskForm,
    /// "Which one?"
    AskJump,
    /// The worst pain during this exercise.
    RatePain,
    /// How hard this exercise was.
    RateEffort,
    /// All exercises in one table, cell by cell.
    RateTable,
    /// Pain rose by three or more: enough for today.
    TooSore,
    /// Pain now, at the end.
    AfterPain,
    /// Effort of the whole.
    AfterEffort,
    /// Was there something in reserve?
    EnergyLeft,
    /// Over.
    Finished,
    /// Something is wrong: the clock stands, the caller asks what happened.
    Wrong,
    /// The person left.
    Left,
}

/// Part of one repetition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Move {
    /// Into the position.
    Out,
    /// A moment at the far end.
    Pause,
    /// Back.
    Back,
}

impl Phase {
    /// Whether the clock decides when it is over.
    pub fn is_timed(self) -> bool {
        use Phase::{Gap, Hold, Look, Minutes, Moving, Prepare, Rest, Switch};
        matches!(self, Look | Prepare | Moving(_) | Hold | Gap | Switch | Rest | Minutes)
    }

    /// Whether it is part of an exercise, and not a question or the end.
    pub fn is_exercise(self) -> bool {
        self.is_timed() || self == Phase::Reps
    }

    /// Whether the body works.
    pub fn is_work(self) -> bool {
        matches!(self, Phase::Moving(_) | Phase::Hold | Phase::Reps | Phase::Minutes)
    }

    /// Whether a rating from 0 to 10 is asked.
    pub fn is_rating(self) -> bool {
        use Phase::{AfterEffort, AfterPain, RateEffort, RatePain, RateTable};
        matches!(self, RatePain | RateEffort | RateTable | AfterPain | AfterEffort)
    }

    /// Whether it asks or tells something between or after the exercises.
    pub fn is_question(self) -> bool {
        self.is_rating() || matches!(self, Phase::TooSore | Phase::EnergyLeft)
    }

    /// One or two words for the screen and for line-by-line mode.
    pub fn words(self) -> &'static str {
        match self {
            Phase::Look => "Have a look first",
            Phase::Prepare => "Get ready",
            Phase::Moving(Move::Out) => "Move",
            Phase::Moving(Move::Pause) => "Pause there",
            Phase::Moving(Move::Back) => "Come back",
            Phase::Hold => "Hold",
            Phase::Reps => "Repeat",
            Phase::Gap => "Let go",
            Phase::Switch => "Change sides",
            Phase::Rest => "Rest",
            Phase::Minutes => "Keep going",
            Phase::AskSkip => "Why stop?",
            Phase::AskForm => "Easier or harder?",
            Phase::AskJump => "Which one?",
            Phase::RatePain => "Worst pain",
            Phase::RateEffort => "Effort",
            Phase::RateTable => "How was it?",
            Phase::TooSore => "Enough for today",
            Phase::AfterPain => "Pain now",
            Phase::AfterEffort => "Effort of it all",
            Phase::EnergyLeft => "Something in reserve?",
            Phase::Finished => "Done",
            Phase::Wrong => "Stopped",
            Phase::Left => "Left for now",
        }
    }
}
