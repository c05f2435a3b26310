//! One table: scope, keys, action, words. Dispatch, footer and help read the same rows.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

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
    /// Rating an exercise.
    RateItem,
    /// Whether something was left in reserve, at the end of a session.
    Reserve,
    /// Rating the whole session.
    RateEnd,
    /// Why an exercise ends early.
    WhyStop,
    /// "Something is wrong": what happened, and the questions about it.
    Stop,
    /// Charts.
    Trends,
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
            Scope::RateItem => "After an exercise",
            Scope::Reserve => "At the end: left in reserve?",
            Scope::RateEnd => "At the end of the session",
            Scope::WhyStop => "When an exercise ends early",
            Scope::Stop => "When something is wrong",
            Scope::Why => "On why a line is in the plan",
            Scope::Preview => "On the sessions to come",
            Scope::Words => "Where text is typed",
            Scope::RateFree => "On a score that may be left out",
            Scope::Finish => "At the end of a session",
            Scope::FlareDay => "On the page about a flare",
            Scope::Trends => "On the chart",
            Scope::Library => "On the list of all exercises",
            Scope::Filter => "When looking for an exercise",
            Scope::Exercise => "On the page of an exercise",
            Scope::Body => "On the body picture",
            Scope::After => "When asked how it was an hour later",
            Scope::AfterRate => "When asked how it was the next morning",
        }
    }
}

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
    /// Start again.
    Restart,
    /// Five seconds more.
    Longer,
    /// Five seconds less.
    Shorter,
    /// Take the last one back.
    Undo,
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
    /// A letter of a text.
    Char(char),
}

/// One key of one scope.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Where it holds.
    pub scope: Scope,
    /// Keys, as people write them.
    pub keys: &'static [&'static str],
    /// What they ask for.
    pub action: Action,
    /// What it does, in the help.
    pub words: &'static str,
    /// What it does, in the footer; empty: not shown there.
    pub hint: &'static str,
}

const fn row(
    scope: Scope,
    keys: &'static [&'static str],
    action: Action,
    words: &'static str,
    hint: &'static str,
) -> Row {
    Row { scope, keys, action, words, hint }
}

use Action as A;
use Scope as S;

/// The table. Within a scope, hints stand in the order of importance: the last ones are dropped first.
pub const ROWS: &[Row] = &[
    row(S::Everywhere, &["?"], A::Help, "this help", "help"),
    row(S::Everywhere, &["q", "ctrl-c"], A::Quit, "leave; what you answered is kept", "leave"),
    row(S::Everywhere, &["ctrl-z"], A::Suspend, "stop for now, as in a shell; `fg` comes back", ""),
    row(S::Read, &["enter", "space"], A::Go, "go on", "go on"),
    row(S::Read, &["up", "k"], A::Up, "scroll up", ""),
    row(S::Read, &["down", "j"], A::Down, "scroll down", ""),
    row(S::Read, &["pgup"], A::PageUp, "a page up", ""),
    row(S::Read, &["pgdn"], A::PageDown, "a page down", ""),
    row(S::Read, &["b", "esc"], A::Back, "back", "back"),
    row(S::Help, &["enter", "space", "b", "esc"], A::Back, "back to where you were", "back"),
    row(S::Help, &["!"], A::Wrong, "in a session: something is wrong, stop", ""),
    row(S::Help, &["up", "k"], A::Up, "scroll up", ""),
    row(S::Help, &["down", "j"], A::Down, "scroll down", ""),
    row(S::Help, &["pgup"], A::PageUp, "a page up", ""),
    row(S::Help, &["pgdn"], A::PageDown, "a page down", ""),
    row(S::Pick, &["1-9"], A::Digit(0), "choose that line", "choose"),
    row(S::Pick, &["up", "k"], A::Up, "line up", ""),
    row(S::Pick, &["down", "j"], A::Down, "line down", ""),
    row(S::Pick, &["enter"], A::Confirm, "choose the marked line", ""),
    row(S::Pick, &["n"], A::No, "no, or none, where the list has it", ""),
    row(S::Pick, &["b", "esc"], A::Back, "back", "back"),
    row(S::Choose, &["1-9"], A::Digit(0), "choose that line", "choose"),
    row(S::Choose, &["up", "k"], A::Up, "line up", ""),
    row(S::Choose, &["down", "j"], A::Down, "line down", ""),
    row(S::Choose, &["enter"], A::Confirm, "choose the marked line", ""),
    row(S::Choose, &["n"], A::No, "no, or none, where the list has it", ""),
    row(S::Choose, &["u"], A::Unsure, "not sure, where the list has it", "not sure"),
    row(S::Choose, &["b", "esc"], A::Back, "back to the last question", "back"),
    row(S::YesNo, &["y"], A::Yes, "yes", "yes"),
    row(S::YesNo, &["n"], A::No, "no", "no"),
    row(S::YesNo, &["u"], A::Unsure, "not sure", "not sure"),
    row(S::YesNo, &["up", "k"], A::Up, "scroll up", ""),
    row(S::YesNo, &["down", "j"], A::Down, "scroll down", ""),
    row(S::YesNo, &["b", "esc"], A::Back, "back to the last question", "back"),
    row(S::Tick, &["1-9"], A::Digit(0), "tick or untick that line", "tick"),
    row(S::Tick, &["space"], A::Toggle, "tick or untick the marked line", ""),
    row(S::Tick, &["u"], A::Unsure, "not sure about the marked line", "not sure"),
    row(S::Tick, &["x"], A::None, "none of these, once all of them were in sight", "none of these"),
    row(S::Tick, &["enter"], A::Confirm, "done ticking", "done"),
    row(S::Tick, &["up", "k"], A::Up, "line up", ""),
    row(S::Tick, &["down", "j"], A::Down, "line down", ""),
    row(S::Tick, &["b", "esc"], A::Back, "back to the last question", "back"),
    row(S::TickPlain, &["1-9"], A::Digit(0), "tick or untick that line", "tick"),
    row(S::TickPlain, &["space"], A::Toggle, "tick or untick the marked line", ""),
    row(S::TickPlain, &["x"], A::None, "none of these, once all of them were in sight", "none of these"),
    row(S::TickPlain, &["enter"], A::Confirm, "done ticking", "done"),
    row(S::TickPlain, &["up", "k"], A::Up, "line up", ""),
    row(S::TickPlain, &["down", "j"], A::Down, "line down", ""),
    row(S::TickPlain, &["b", "esc"], A::Back, "back to the last question", "back"),
    row(S::TickSome, &["1-9"], A::Digit(0), "tick or untick that line", "tick"),
    row(S::TickSome, &["space"], A::Toggle, "tick or untick the marked line", ""),
    row(S::TickSome, &["enter"], A::Confirm, "done ticking", "done"),
    row(S::TickSome, &["up", "k"], A::Up, "line up", ""),
    row(S::TickSome, &["down", "j"], A::Down, "line down", ""),
    row(S::TickSome, &["b", "esc"], A::Back, "back", "back"),
    row(S::Number, &["0-9"], A::Digit(0), "type the number", "type"),
    row(S::Number, &["backspace"], A::Rub, "rub out the last digit", ""),
    row(S::Number, &["enter"], A::Confirm, "done", "done"),
    row(S::Number, &["b", "esc"], A::Back, "back", "back"),
    row(S::Rate, &["0-9"], A::Digit(0), "that score, 0 to 9", "score"),
    row(S::Rate, &["t"], A::Ten, "ten", "ten"),
    row(S::Rate, &["left", "h"], A::Left, "move the mark down", ""),
    row(S::Rate, &["right", "l"], A::Right, "move the mark up", ""),
    row(S::Rate, &["enter"], A::Confirm, "the marked score", ""),
    row(S::Rate, &["b", "esc"], A::Back, "back", "back"),
    row(S::ReadBack, &["y"], A::Yes, "yes, that is right", "yes, that is right"),
    row(S::ReadBack, &["b", "n", "esc"], A::Back, "no, go back and mend it", "no, go back"),
    row(S::ReadBack, &["up", "k"], A::Up, "scroll up", ""),
    row(S::ReadBack, &["down", "j"], A::Down, "scroll down", ""),
    row(S::CheckBack, &["y"], A::Yes, "yes, that is right", "yes, that is right"),
    row(S::CheckBack, &["b", "n", "esc"], A::Back, "no, go back and mend it", "no, go back"),
    row(S::CheckBack, &["m"], A::Answers, "your earlier answers, with their dates", "my answers"),
    row(S::CheckBack, &["up", "k"], A::Up, "scroll up", ""),
    row(S::CheckBack, &["down", "j"], A::Down, "scroll down", ""),
    row(S::Answers, &["enter"], A::Confirm, "this has changed: ask it again", "this has changed"),
    row(S::Answers, &["up", "k"], A::Up, "answer up", ""),
    row(S::Answers, &["down", "j"], A::Down, "answer down", ""),
    row(S::Answers, &["pgup"], A::PageUp, "five up", ""),
    row(S::Answers, &["pgdn"], A::PageDown, "five down", ""),
    row(S::Answers, &["x"], A::Unanswered, "so for life (pregnancy, joints): do not ask, or ask again", ""),
    row(S::Answers, &["b", "esc", "m"], A::Back, "back", "back"),
    row(S::Warning, &["enter", "space"], A::Go, "leave this screen; asked twice", "twice: leave"),
    row(S::Warning, &["c"], A::Check, "a clinician has seen me", "seen by clinician"),
    row(S::Warning, &["r"], A::Region, "numbers of all regions", "all regions"),
    row(S::Warning, &["down", "j"], A::Down, "scroll down", "more"),
    row(S::Warning, &["m"], A::Answers, "your answers, with their dates", ""),
    row(S::Warning, &["up", "k"], A::Up, "scroll up", ""),
    row(S::Warning, &["pgup"], A::PageUp, "a page up", ""),
    row(S::Warning, &["pgdn"], A::PageDown, "a page down", ""),
    row(S::Warning, &["t"], A::Trends, "your chart", "chart"),
    row(S::Warning, &["q", "ctrl-c"], A::Quit, "leave supple; asked twice", ""),
    row(S::Today, &["enter", "space"], A::Go, "begin", "begin"),
    row(S::Today, &["w"], A::Why, "why the marked line is as it is, or the first", "why"),
    row(S::Today, &["f"], A::Flare, "today is a flare: gentle; again: about flares", "flare"),
    row(S::Today, &["a"], A::Read, "I have read the note: fold it away for two weeks", ""),
    row(S::Today, &["u"], A::Normal, "under a note about no change: this is my normal", ""),
    row(S::Today, &["t"], A::Trends, "your chart", "chart"),
    row(S::Today, &["i"], A::More, "more about you: goals, worries, equipment", "more"),
    row(S::Today, &["l"], A::Walk, "log a walk", "log walk"),
    row(S::Today, &["p"], A::Profile, "change your profile", "profile"),
    row(S::Today, &["m"], A::Answers, "your answers to the safety check, with their dates", "my answers"),
    row(S::Today, &["o"], A::Body, "ouch: mark on a body where it hurts", "where it hurts"),
    row(S::Today, &["-"], A::Fewer, "fewer minutes today", "less time"),
    row(S::Today, &["+", "="], A::MoreMinutes, "more minutes today", ""),
    row(S::Today, &["c"], A::Check, "do the whole safety check again", ""),
    row(S::Today, &["r"], A::Region, "choose another region", ""),
    row(S::Today, &["up", "k"], A::Up, "line up", ""),
    row(S::Today, &["down", "j"], A::Down, "line down", ""),
    row(S::Today, &["pgup"], A::PageUp, "a page up", ""),
    row(S::Today, &["pgdn"], A::PageDown, "a page down", ""),
    row(S::Today, &["v"], A::Preview, "look ahead: the next sessions, if calm and if sore", "ahead"),
    row(S::Player, &["space", "enter", "pgdn", "right"], A::Go, "the one obvious thing", ""),
    row(S::Player, &["!"], A::Wrong, "something is wrong: stop", "wrong"),
    row(S::Player, &["s"], A::Skip, "end this exercise early", "skip"),
    row(S::Player, &["u"], A::Undo, "take back the last count", "undo"),
    row(S::Player, &["b", "left", "pgup"], A::Back, "one back", "back"),
    row(S::Player, &["r"], A::Restart, "this one again from its start", "again"),
    row(S::Player, &["i"], A::More, "steps, cues, who should skip it, the picture in words", "more"),
    row(S::Player, &["+", "="], A::Longer, "five seconds more", ""),
    row(S::Player, &["-"], A::Shorter, "five seconds less", ""),
    row(S::Player, &["up", "k"], A::Up, "in the steps: scroll up", ""),
    row(S::Player, &["down", "j"], A::Down, "in the steps: scroll down", ""),
    row(S::RateItem, &["0-9"], A::Digit(0), "that score, 0 to 9", "score"),
    row(S::RateItem, &["t"], A::Ten, "ten", "ten"),
    row(S::RateItem, &["a"], A::Within, "all within my limit", "all within my limit"),
    row(S::RateItem, &["!"], A::Wrong, "something is wrong: stop", "wrong"),
    row(S::RateItem, &["x"], A::Unanswered, "leave it unanswered", "no answer"),
    row(S::RateItem, &["u"], A::Undo, "take back the last score", "undo"),
    row(S::RateItem, &["left", "h"], A::Left, "move the mark down", ""),
    row(S::RateItem, &["right", "l"], A::Right, "move the mark up", ""),
    row(S::RateItem, &["enter", "space"], A::Confirm, "the marked score", ""),
    row(S::Reserve, &["y"], A::Yes, "yes", "yes"),
    row(S::Reserve, &["n"], A::No, "no", "no"),
    row(S::Reserve, &["u"], A::Unsure, "not sure", "not sure"),
    row(S::Reserve, &["!"], A::Wrong, "something is wrong: stop", "wrong"),
    row(S::Reserve, &["b", "esc"], A::Back, "back to the last question", "back"),
    row(S::RateEnd, &["0-9"], A::Digit(0), "that score, 0 to 9", "score"),
    row(S::RateEnd, &["t"], A::Ten, "ten", "ten"),
    row(S::RateEnd, &["!"], A::Wrong, "something is wrong: stop", "wrong"),
    row(S::RateEnd, &["x"], A::Unanswered, "leave it unanswered", "no answer"),
    row(S::RateEnd, &["u"], A::Undo, "take back the last score", "undo"),
    row(S::RateEnd, &["left", "h"], A::Left, "move the mark down", ""),
    row(S::RateEnd, &["right", "l"], A::Right, "move the mark up", ""),
    row(S::RateEnd, &["enter", "space"], A::Confirm, "the marked score", ""),
    row(S::WhyStop, &["1-9"], A::Digit(0), "that reason", "reason"),
    row(S::WhyStop, &["!"], A::Wrong, "something is wrong: stop", "wrong"),
    row(S::WhyStop, &["b", "esc"], A::Back, "go on with it", "go on with it"),
    row(S::Stop, &["1-9"], A::Digit(0), "that line; nothing is kept before you confirm it", "choose"),
    row(S::Stop, &["up", "k"], A::Up, "line up", ""),
    row(S::Stop, &["down", "j"], A::Down, "line down", "scroll"),
    row(S::Stop, &["enter"], A::Confirm, "choose the marked line", ""),
    row(S::Stop, &["b", "esc"], A::Back, "one list or question back", "back"),
    row(S::Stop, &["q", "ctrl-c"], A::Quit, "leave; what you answered is kept", ""),
    row(S::Today, &["s"], A::Stiff, "stiff this morning, or not after all; in the morning only", ""),
    row(S::Words, &["letters", "q", "?"], A::Char(' '), "type the words", "type"),
    row(S::Words, &["backspace"], A::Rub, "rub out the last letter", ""),
    row(S::Words, &["enter"], A::Confirm, "done", "done"),
    row(S::Words, &["esc"], A::Back, "back", "back"),
    row(S::Words, &["ctrl-c"], A::Quit, "leave; what you answered is kept", ""),
    row(S::Words, &["f1"], A::Help, "this help", "help"),
    row(S::RateFree, &["0-9"], A::Digit(0), "that score, 0 to 9", "score"),
    row(S::RateFree, &["t"], A::Ten, "ten", "ten"),
    row(S::RateFree, &["x"], A::Unanswered, "leave it unanswered", "no answer"),
    row(S::RateFree, &["left", "h"], A::Left, "move the mark down", ""),
    row(S::RateFree, &["right", "l"], A::Right, "move the mark up", ""),
    row(S::RateFree, &["enter"], A::Confirm, "the marked score", ""),
    row(S::RateFree, &["b", "esc"], A::Back, "back", "back"),
    row(S::Finish, &["enter", "space"], A::Go, "go on", "go on"),
    row(S::Finish, &["i"], A::More, "more about you: goals, worries, equipment", "more about you"),
    row(S::Finish, &["up", "k"], A::Up, "scroll up", ""),
    row(S::Finish, &["down", "j"], A::Down, "scroll down", ""),
    row(S::Finish, &["pgup"], A::PageUp, "a page up", ""),
    row(S::Finish, &["pgdn"], A::PageDown, "a page down", ""),
    row(S::Finish, &["b", "esc"], A::Back, "back", "back"),
    row(S::FlareDay, &["enter", "space"], A::Go, "on to the plan of today", "today's plan"),
    row(S::FlareDay, &["u"], A::Undo, "no flare after all", "no flare after all"),
    row(S::FlareDay, &["up", "k"], A::Up, "scroll up", ""),
    row(S::FlareDay, &["down", "j"], A::Down, "scroll down", ""),
    row(S::FlareDay, &["b", "esc"], A::Back, "back", "back"),
    row(S::Trends, &["left", "h"], A::Left, "a day back", "day back"),
    row(S::Trends, &["right", "l"], A::Right, "a day on", "day on"),
    row(S::Trends, &["-"], A::Fewer, "a shorter range", "shorter"),
    row(S::Trends, &["+", "="], A::MoreMinutes, "a longer range", "longer"),
    row(S::Trends, &["b", "esc", "enter", "t"], A::Back, "back", "back"),
    row(S::Read, &["e"], A::Library, "all exercises, to look at", ""),
    row(S::Warning, &["e"], A::Library, "all exercises, to read about", ""),
    row(S::Today, &["e"], A::Library, "all exercises: figures, steps, why in your plan or not", "exercises"),
    row(S::Trends, &["e"], A::Library, "all exercises, to look at", ""),
    row(S::Library, &["enter", "space"], A::Confirm, "open the marked one", "open"),
    row(S::Library, &["/"], A::Filter, "look for a name, a place (neck), a position", "find"),
    row(S::Library, &["up", "k"], A::Up, "line up", ""),
    row(S::Library, &["down", "j"], A::Down, "line down", ""),
    row(S::Library, &["pgup"], A::PageUp, "eight lines up", ""),
    row(S::Library, &["pgdn"], A::PageDown, "eight lines down", ""),
    row(S::Library, &["home"], A::Home, "to the first", ""),
    row(S::Library, &["end"], A::End, "to the last", ""),
    row(S::Library, &["b", "esc"], A::Back, "back; first to the whole list", "back"),
    row(S::Filter, &["letters"], A::Char('a'), "type letters of a name, a place, a position", "type"),
    row(S::Filter, &["backspace"], A::Rub, "rub out the last letter", ""),
    row(S::Filter, &["enter"], A::Confirm, "done typing", "done"),
    row(S::Filter, &["up"], A::Up, "line up", ""),
    row(S::Filter, &["down"], A::Down, "line down", ""),
    row(S::Filter, &["esc"], A::Back, "the whole list again", "whole list"),
    row(S::Filter, &["ctrl-c"], A::Quit, "leave; q is a letter here", ""),
    row(S::Exercise, &["down", "j"], A::Down, "scroll down", "scroll"),
    row(S::Exercise, &["up", "k"], A::Up, "scroll up", ""),
    row(S::Exercise, &["pgup"], A::PageUp, "a page up", ""),
    row(S::Exercise, &["pgdn", "space"], A::PageDown, "a page down", ""),
    row(S::Exercise, &["right", "l", "n"], A::Right, "the next one of the list", "next"),
    row(S::Exercise, &["left", "h", "p"], A::Left, "the one before", ""),
    row(S::Exercise, &["m"], A::Mirror, "the figure for the other side", "other side"),
    row(S::Exercise, &["i"], A::More, "in a small window: figure or text", ""),
    row(S::Exercise, &["b", "esc", "enter"], A::Back, "back to the list", "back"),
    row(S::Body, &["space"], A::Toggle, "mark that place, or take the mark off", "mark"),
    row(S::Body, &["enter"], A::Confirm, "done: keep the marks", "done"),
    row(S::Body, &["w"], A::Words, "the places as a list of words, and back", "words"),
    row(S::Body, &["up", "k"], A::Up, "the next place up", ""),
    row(S::Body, &["down", "j"], A::Down, "the next place down", ""),
    row(S::Body, &["left", "h"], A::Left, "the next place to the left", ""),
    row(S::Body, &["right", "l"], A::Right, "the next place to the right, and on to the front", ""),
    row(S::Body, &["0-9"], A::Digit(0), "mark it, and how bad it is there; 0 takes the mark off", "how bad"),
    row(S::Body, &["t"], A::Ten, "mark it with ten", ""),
    row(S::Body, &["backspace"], A::Rub, "take the mark off", ""),
    row(S::Body, &["b", "esc"], A::Back, "back; the marks stay as they were", "back"),
    row(S::After, &["y"], A::Yes, "yes", "yes"),
    row(S::After, &["n"], A::No, "no", "no"),
    row(S::After, &["u"], A::Unsure, "not sure", "not sure"),
    row(S::After, &["o"], A::Body, "it hurts somewhere else now: mark where", "it hurts elsewhere"),
    row(S::AfterRate, &["0-9"], A::Digit(0), "that score, 0 to 9", "score"),
    row(S::AfterRate, &["t"], A::Ten, "ten", "ten"),
    row(S::AfterRate, &["o"], A::Body, "it hurts somewhere else now: mark where", "it hurts elsewhere"),
    row(S::AfterRate, &["left", "h"], A::Left, "move the mark down", ""),
    row(S::AfterRate, &["right", "l"], A::Right, "move the mark up", ""),
    row(S::AfterRate, &["enter"], A::Confirm, "the marked score", ""),
    row(S::Why, &["b", "esc", "enter", "space", "w"], A::Back, "back to the plan", "back"),
    row(S::Why, &["down", "j"], A::Down, "scroll down", "scroll"),
    row(S::Why, &["v"], A::Preview, "the next sessions, if calm and if sore", "ahead"),
    row(S::Why, &["right", "l"], A::Right, "the next line of the plan", "next line"),
    row(S::Why, &["left", "h"], A::Left, "the line before", "line before"),
    row(S::Why, &["up", "k"], A::Up, "scroll up", ""),
    row(S::Why, &["pgdn"], A::PageDown, "a page down", ""),
    row(S::Why, &["pgup"], A::PageUp, "a page up", ""),
    row(S::Preview, &["b", "esc", "enter", "space", "v"], A::Back, "back", "back"),
    row(S::Preview, &["down", "j"], A::Down, "scroll down", "scroll"),
    row(S::Preview, &["up", "k"], A::Up, "scroll up", ""),
    row(S::Preview, &["pgdn"], A::PageDown, "a page down", ""),
    row(S::Preview, &["pgup"], A::PageUp, "a page up", ""),
];

/// Every scope that has rows, in the order of the table.
pub fn scopes() -> Vec<Scope> {
    let mut scopes: Vec<Scope> = ROWS.iter().map(|row| row.scope).collect();
    scopes.dedup();
    scopes
}

/// Rows of a scope, then those that hold everywhere and are not replaced.
pub fn rows(scope: Scope) -> impl Iterator<Item = &'static Row> {
    let own = ROWS.iter().filter(move |row| row.scope == scope);
    let rest = ROWS.iter().filter(move |row| {
        row.scope == Scope::Everywhere
            && scope != Scope::Everywhere
            && !ROWS.iter().any(|own| own.scope == scope && own.keys.iter().any(|key| row.keys.contains(key)))
    });
    own.chain(rest)
}

/// What a key asks for in a scope. Only presses count; releases and repeats by other names do not.
pub fn action(scope: Scope, key: &KeyEvent) -> Option<Action> {
    if key.kind != KeyEventKind::Press {
        return None;
    }
    let name = name(key)?;
    let digit = name.parse::<u8>().ok().filter(|_| name.len() == 1);
    for row in rows(scope) {
        for &listed in row.keys {
            match (listed, digit) {
                ("0-9", Some(digit)) => return Some(Action::Digit(digit)),
                ("1-9", Some(digit)) if digit > 0 => return Some(Action::Digit(digit)),
                ("letters", _) => {
                    // The help can be asked for wherever a question mark is no part of the words.
                    let taken = |letter: &char| *letter != '?' || row.keys.contains(&"?");
                    if let Some(letter) = letter(key).filter(taken) {
                        return Some(Action::Char(letter));
                    }
                }
                _ if listed == name => return Some(row.action),
                _ => {}
            }
        }
    }
    None
}

/// The letter that a key types into a text, if it types one.
fn letter(key: &KeyEvent) -> Option<char> {
    match key.code {
        KeyCode::Char(c) if !key.modifiers.contains(KeyModifiers::CONTROL) && !c.is_control() => Some(c),
        _ => None,
    }
}

/// A key as people write it.
fn name(key: &KeyEvent) -> Option<String> {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    if key.modifiers.contains(KeyModifiers::ALT) {
        return None;
    }
    Some(match key.code {
        KeyCode::Char(c) if control => format!("ctrl-{}", c.to_ascii_lowercase()),
        KeyCode::Char(' ') => "space".into(),
        KeyCode::Char(c) => c.to_string(),
        KeyCode::Enter => "enter".into(),
        KeyCode::Esc => "esc".into(),
        KeyCode::Backspace => "backspace".into(),
        KeyCode::Up => "up".into(),
        KeyCode::Down => "down".into(),
        KeyCode::Left => "left".into(),
        KeyCode::Right => "right".into(),
        KeyCode::PageUp => "pgup".into(),
        KeyCode::PageDown => "pgdn".into(),
        KeyCode::Home => "home".into(),
        KeyCode::End => "end".into(),
        KeyCode::F(1) => "f1".into(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_key_stands_twice_in_a_scope() {
        let mut seen = HashSet::new();
        for row in ROWS {
            for key in row.keys {
                assert!(seen.insert((row.scope, key)), "{key} twice in {:?}", row.scope);
            }
        }
    }

    #[test]
    fn every_row_has_words_and_every_scope_can_be_left_and_explained() {
        for row in ROWS {
            assert!(!row.words.is_empty(), "{row:?}");
            let actions: Vec<Action> = rows(row.scope).map(|row| row.action).collect();
            assert!(actions.contains(&Action::Quit), "{:?} cannot be left", row.scope);
            assert!(actions.contains(&Action::Help), "{:?} has no help", row.scope);
        }
    }

    #[test]
    fn only_presses_count_and_digits_keep_their_value() {
        let press = KeyEvent::new(KeyCode::Char('7'), KeyModifiers::NONE);
        assert_eq!(action(Scope::Rate, &press), Some(Action::Digit(7)));
        let release = KeyEvent { kind: KeyEventKind::Release, ..press };
        assert_eq!(action(Scope::Rate, &release), None);
        let zero = KeyEvent::new(KeyCode::Char('0'), KeyModifiers::NONE);
        assert_eq!(action(Scope::Choose, &zero), None);
        let letter = KeyEvent::new(KeyCode::Char('q'), KeyModifiers::NONE);
        assert_eq!(action(Scope::Filter, &letter), Some(Action::Char('q')));
        let space = KeyEvent::new(KeyCode::Char(' '), KeyModifiers::NONE);
        assert_eq!(action(Scope::Filter, &space), Some(Action::Char(' ')));
        let enter = KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE);
        assert_eq!(action(Scope::Filter, &enter), Some(Action::Confirm));
        let wrong = KeyEvent::new(KeyCode::Char('!'), KeyModifiers::SHIFT);
        assert_eq!(action(Scope::Player, &wrong), Some(Action::Wrong));
    }
}
