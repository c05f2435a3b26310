//! What a key can ask for.

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// The one obvious thing.
    Go,
    /// Enter alone, where it differs from the big keys.
    Confirm,
    /// Yes.
    Yes,
    /// No.
    No,
    /// Not sure.
    Unsure,
    /// None of these.
    None,
    /// A digit, 0 to 9.
    Digit(u8),
    /// Ten.
    Ten,
    /// Rub out.
    Rub,
    /// One back.
    Back,
    /// Up.
    Up,
    /// Down.
    Down,
    /// Left.
    Left,
    /// Right.
    Right,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// To the start.
    Home,
    /// To the end.
    End,
    /// Tick or untick.
    Toggle,
    /// Something is wrong.
    Wrong,
    /// This is a flare.
    Flare,
    /// Help.
    Help,
    /// Leave.
    Quit,
    /// Charts.
    Trends,
    /// Change the profile.
    Profile,
    /// Log a walk.
    Walk,
    /// Choose the region.
    Region,
    /// Do the whole safety check again.
    Check,
    /// Skip.
    Skip,
    /// An easier or a harder form.
    Forms,
    /// To another exercise.
    Jump,
    /// Who counts.
    Count,
    /// Slower.
    Slower,
    /// Quicker.
    Faster,
    /// Start again.
    Restart,
    /// Five seconds more.
    Longer,
    /// Five seconds less.
    Shorter,
    /// Take the last one back.
    Undo,
    /// Floor mode, and back.
    Floor,
    /// The next set of cues.
    Cues,
    /// Steps and cues.
    More,
    /// Within my limit.
    Within,
    /// Leave it unanswered.
    Unanswered,
    /// "I have read this."
    Read,
    /// Fewer minutes.
    Fewer,
    /// More minutes.
    MoreMinutes,
    /// The answers in force, with their dates.
    Answers,
    /// "This is my normal."
    Normal,
    /// All exercises.
    Library,
    /// Look for something in a list.
    Filter,
    /// The figure for the other side.
    Mirror,
    /// Mark where it hurts.
    Body,
    /// The same as a list of words.
    Words,
    /// Stop the program for now, as a shell does.
    Suspend,
    /// Why the marked line is as it is.
    Why,
    /// The next sessions.
    Preview,
    /// This morning is a stiff one, or it is not.
    Stiff,
    /// What was done, newest first.
    Past,
    /// Put it on another day.
    Day,
    /// Take it back.
    Strike,
    /// The settings.
    Settings,
    /// Find anything by its name.
    Palette,
    /// A look round.
    Tour,
    /// As it comes, without a setting.
    AsItComes,
    /// Figures in every set of characters, to choose one.
    Figures,
    /// A letter of a text.
    Char(char),
}
