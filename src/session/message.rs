//! Everything that can reach the session. Keys are already translated; a message that means nothing
//! in the present phase changes nothing.

use crate::domain::plan::input::Stop;
use crate::domain::score::Score;

/// One thing that happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// Time may have passed.
    Tick,
    /// The one big key. Paused: goes on. Looking, preparing, resting, changing sides: goes on at
    /// once. Holding or moving by the clock: pauses. Repetitions by key: counts one. A rating with
    /// a moved marker: confirms it. "Enough for today": read.
    Go,
    /// Stops the clock, or starts it again.
    Pause,
    /// Counts one repetition.
    Rep,
    /// Takes one counted repetition back.
    UndoRep,
    /// Asks why this exercise is to end; the clock stands still meanwhile.
    SkipAsk,
    /// The answer to that: `time`, `form`, `fatigue`, `pain`, `skipped`. Ends the exercise.
    SkipBecause(Stop),
    /// The exercise goes on after all: no reason, no other form, no other place.
    SkipCancel,
    /// Asks for an easier or a harder form of this exercise; the clock stands still meanwhile. The
    /// answer is [`super::Machine::swap`].
    FormAsk,
    /// Asks which exercise of the session to go to; the clock stands still meanwhile.
    JumpAsk,
    /// The answer to that: its place, from 0.
    Jump(usize),
    /// The person counts the repetitions instead of the clock, or the clock instead of the person.
    CountSwitch,
    /// Repetitions by the clock, or the paced breath, a little quicker.
    Faster,
    /// The same, a little slower.
    Slower,
    /// One back: the start of this exercise, the side or set before, the exercise before; in a
    /// question, the question before.
    Back,
    /// This hold, this set or these minutes again from the start.
    Restart,
    /// Five seconds more of the running hold, minutes or rest.
    Longer,
    /// Five seconds less, but never under five seconds left.
    Shorter,
    /// Moves the marker of a rating by so many points; the first time it only appears.
    Marker(i8),
    /// A rating.
    Score(Score),
    /// "Rather not say": the question stays unanswered.
    NoScore,
    /// "All within my limit": for this exercise, or for all that are not rated in the table.
    WithinLimit,
    /// Whether there was something in reserve at the end.
    EnergyLeft(bool),
    /// Takes the last count, answer, skip, jump or change of form back; again: the one before it. At the
    /// end it takes the last answer back, and the end with it.
    Undo,
    /// Something is wrong.
    Wrong,
    /// What came of it. `stop` ends this exercise with that reason; `end` ends the session without
    /// further questions; neither: the session is paused where it was, until [`Message::Go`].
    WrongResolved {
        /// End the session.
        end: bool,
        /// End this exercise, because of this.
        stop: Option<Stop>,
    },
    /// Floor mode, or no longer: ratings wait for the end, and repetitions are counted as is usual there.
    Floor(bool),
    /// Enough for today: this exercise ends (for time), then the questions at the end.
    Enough,
    /// The loop woke too late, or the two clocks disagree: pause, and credit nothing since the last
    /// message.
    Away,
    /// Leave; the session is kept and can be gone on with.
    Leave,
}
