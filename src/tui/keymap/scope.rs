//! Where a row of the key table holds.

/// Where a row holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// Everywhere, unless the screen says otherwise for the same key.
    Everywhere,
    /// Pages that are read.
    Read,
    /// The help, which may lie over a running session.
    Help,
    /// A list to choose one from.
    Pick,
    /// The same, where "not sure" is one of its lines.
    Choose,
    /// A yes or no question.
    YesNo,
    /// A list to tick, each line with "not sure" beside yes and no.
    Tick,
    /// A list to tick, yes or no.
    TickPlain,
    /// The same, where something has to be ticked.
    TickSome,
    /// A number that is typed.
    Number,
    /// A rating from 0 to 10.
    Rate,
    /// "You said ... Is that right?"
    ReadBack,
    /// The same in the safety check, where earlier answers can be looked at.
    CheckBack,
    /// The answers in force, with their dates.
    Answers,
    /// A warning that must not be wiped away by a stray key.
    Warning,
    /// The plan of today.
    Today,
    /// A running exercise.
    Player,
    /// The same in floor mode: every large key does the one obvious thing.
    Floor,
    /// Rating an exercise.
    RateItem,
    /// Whether something was left in reserve, at the end of a session.
    Reserve,
    /// Rating the whole session.
    RateEnd,
    /// Why an exercise ends early.
    WhyStop,
    /// Another form or another exercise, chosen while one runs.
    Choice,
    /// "Something is wrong": what happened, and the questions about it.
    Stop,
    /// Charts.
    Trends,
    /// What was done, newest first.
    Past,
    /// One thing of it.
    PastPage,
    /// A day, moved along.
    Day,
    /// The list of all exercises.
    Library,
    /// Typing what to look for in it.
    Filter,
    /// One exercise of it.
    Exercise,
    /// The body picture.
    Body,
    /// How it was an hour after the last session.
    After,
    /// How it was the next morning.
    AfterRate,
    /// Why a line of the plan is as it is.
    Why,
    /// The next sessions.
    Preview,
    /// Text that is typed.
    Words,
    /// A rating that may be left out.
    RateFree,
    /// The end of a session.
    Finish,
    /// The page about a flare.
    FlareDay,
    /// The settings.
    Settings,
    /// Finding anything by its name.
    Palette,
    /// A look round, card by card.
    Tour,
}

impl Scope {
    /// What the scope is called in the manual.
    pub fn title(self) -> &'static str {
        match self {
            Scope::Everywhere => "Everywhere",
            Scope::Read => "On pages to read",
            Scope::Help => "In the help",
            Scope::Pick => "On a list",
            Scope::Choose => "On a question with a list",
            Scope::YesNo => "On a question",
            Scope::Tick => "On a list to tick, in the safety check",
            Scope::TickPlain => "On a list to tick",
            Scope::TickSome => "On a list where something has to be ticked",
            Scope::Number => "On a number",
            Scope::Rate => "On a score from 0 to 10",
            Scope::ReadBack => "When an answer is read back",
            Scope::CheckBack => "When an answer of the safety check is read back",
            Scope::Answers => "On your answers",
            Scope::Warning => "On a warning",
            Scope::Today => "On today's plan",
            Scope::Player => "In the session",
            Scope::Floor => "In the session, in floor mode",
            Scope::RateItem => "After an exercise",
            Scope::Reserve => "At the end: left in reserve?",
            Scope::RateEnd => "At the end of the session",
            Scope::WhyStop => "When an exercise ends early",
            Scope::Choice => "When choosing in the session",
            Scope::Stop => "When something is wrong",
            Scope::Why => "On why a line is in the plan",
            Scope::Preview => "On the sessions to come",
            Scope::Words => "Where text is typed",
            Scope::RateFree => "On a score that may be left out",
            Scope::Finish => "At the end of a session",
            Scope::FlareDay => "On the page about a flare",
            Scope::Settings => "On the settings",
            Scope::Palette => "When finding something by its name",
            Scope::Tour => "On the look round",
            Scope::Trends => "On the chart",
            Scope::Past => "On your history",
            Scope::PastPage => "On one thing of your history",
            Scope::Day => "On a day",
            Scope::Library => "On the list of all exercises",
            Scope::Filter => "When looking for an exercise",
            Scope::Exercise => "On the page of an exercise",
            Scope::Body => "On the body picture",
            Scope::After => "When asked how it was an hour later",
            Scope::AfterRate => "When asked how it was the next morning",
        }
    }
}
