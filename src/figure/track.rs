//! One repetition as a row of steps: get ready, move, hold, return.

use super::arrow::{Arrow, MOST};
use super::draw::Parts;
use super::pose::Ease;

/// Part of one repetition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FigurePhase {
    /// The position to begin from.
    Ready,
    /// On the way.
    Move,
    /// There, still but for the breath.
    Hold,
    /// On the way back.
    Return,
}

impl FigurePhase {
    /// Names used in files.
    pub const ALL: [(&'static str, FigurePhase); 4] = [
        ("get-ready", FigurePhase::Ready),
        ("move", FigurePhase::Move),
        ("hold", FigurePhase::Hold),
        ("return", FigurePhase::Return),
    ];

    /// Whether the picture moves in it.
    pub fn moves(self) -> bool {
        matches!(self, FigurePhase::Move | FigurePhase::Return)
    }
}

/// How to breathe in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Breath {
    /// Breathe in.
    In,
    /// Breathe out.
    Out,
    /// As it comes; never held.
    Easy,
}

impl Breath {
    /// Names used in files.
    pub const ALL: [(&'static str, Breath); 3] =
        [("in", Breath::In), ("out", Breath::Out), ("easy", Breath::Easy)];

    /// Two or three words for the screen.
    pub fn words(self) -> &'static str {
        match self {
            Breath::In => "breathe in",
            Breath::Out => "breathe out",
            Breath::Easy => "breathe easy",
        }
    }
}

/// The arrows of one step.
pub type Marks = [Option<Arrow>; MOST];

/// One step of a repetition: to a pose, or still in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Where in the repetition.
    pub phase: FigurePhase,
    /// Place of the pose that it leads to, in the figure's list.
    pub pose: usize,
    /// Milliseconds, where the exercise has no tempo of its own; 0 where the dose says how long.
    pub ms: u32,
    /// How it speeds up and slows down.
    pub ease: Ease,
    /// How to breathe.
    pub breath: Breath,
    /// What works.
    pub highlight: Parts,
    /// Arrows beside the body while the step lasts.
    pub marks: Marks,
    /// The length comes from the person's dose.
    pub from_dose: bool,
}

/// An instant of a repetition.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Beat {
    /// Where in the repetition.
    pub phase: FigurePhase,
    /// How far: 0 to 1 of the way in a movement, of one breath (ten seconds) in a hold.
    pub progress: f32,
}

impl Beat {
    /// The position to begin from.
    pub const READY: Beat = Beat { phase: FigurePhase::Ready, progress: 0.0 };

    /// An instant.
    pub fn new(phase: FigurePhase, progress: f32) -> Beat {
        Beat { phase, progress: if progress.is_finite() { progress.clamp(0.0, 1.0) } else { 0.0 } }
    }

    /// The same for those who want no motion: the pose that a movement leads to, and no breathing.
    #[must_use]
    pub fn still(self) -> Beat {
        let progress = if self.phase.moves() { 1.0 } else { 0.0 };
        Beat { progress, ..self }
    }
}
