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
    /// Text that is typed.
    Words,
    /// A rating that may be left out.
    RateFree,
    /// The end of a session.
    Finish,
    /// The page about a flare.
    FlareDay,
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
    /// Stop the program for now, as a shell does.
    Suspend,
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
    row(S::Warning, &["enter", "space"], A::Go, "leave this screen; asked twice", "twice: leave"),
    row(S::Warning, &["c"], A::Check, "a clinician has seen me", "seen by a clinician"),
    row(S::Warning, &["r"], A::Region, "numbers of all regions", "all regions"),
    row(S::Warning, &["up", "k"], A::Up, "scroll up", ""),
    row(S::Warning, &["down", "j"], A::Down, "scroll down", ""),
    row(S::Warning, &["t"], A::Trends, "your chart", "chart"),
    row(S::Warning, &["q", "ctrl-c"], A::Quit, "leave supple; asked twice", ""),
    row(S::Today, &["enter", "space"], A::Go, "begin", "begin"),
    row(S::Today, &["f"], A::Flare, "today is a flare: a short, gentle set; again: about flares", "flare"),
    row(S::Today, &["a"], A::Read, "I have read the note: fold it away for two weeks", ""),
    row(S::Today, &["t"], A::Trends, "your chart", "chart"),
    row(S::Today, &["m"], A::More, "more about you: goals, worries, what you have and want", "more"),
    row(S::Today, &["l"], A::Walk, "log a walk", "log walk"),
    row(S::Today, &["p"], A::Profile, "change your profile", "profile"),
    row(S::Today, &["-"], A::Fewer, "fewer minutes today", "less time"),
    row(S::Today, &["+", "="], A::MoreMinutes, "more minutes today", ""),
    row(S::Today, &["c"], A::Check, "do the whole safety check again", ""),
    row(S::Today, &["r"], A::Region, "choose another region", ""),
    row(S::Today, &["up", "k"], A::Up, "scroll up", ""),
    row(S::Today, &["down", "j"], A::Down, "scroll down", ""),
    row(S::Player, &["space", "enter", "pgdn", "right"], A::Go, "the one obvious thing", ""),
    row(S::Player, &["!"], A::Wrong, "something is wrong: stop", "wrong"),
    row(S::Player, &["s"], A::Skip, "end this exercise early", "skip"),
    row(S::Player, &["u"], A::Undo, "take back the last count", "undo"),
    row(S::Player, &["b", "left", "pgup"], A::Back, "one back", "back"),
    row(S::Player, &["r"], A::Restart, "this one again from its start", "again"),
    row(S::Player, &["i"], A::More, "steps and cues", "more"),
    row(S::Player, &["+", "="], A::Longer, "five seconds more", ""),
    row(S::Player, &["-"], A::Shorter, "five seconds less", ""),
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
    row(
        S::Finish,
        &["m"],
        A::More,
        "more about you: goals, worries, what you have and want",
        "more about you",
    ),
    row(S::Finish, &["up", "k"], A::Up, "scroll up", ""),
    row(S::Finish, &["down", "j"], A::Down, "scroll down", ""),
    row(S::Finish, &["pgup"], A::PageUp, "a page up", ""),
    row(S::Finish, &["pgdn"], A::PageDown, "a page down", ""),
    row(S::Finish, &["b", "esc"], A::Back, "back", "back"),
    row(S::FlareDay, &["enter", "space"], A::Go, "to today's plan", "today's plan"),
    row(S::FlareDay, &["u"], A::Undo, "no flare after all", "no flare after all"),
    row(S::FlareDay, &["up", "k"], A::Up, "scroll up", ""),
    row(S::FlareDay, &["down", "j"], A::Down, "scroll down", ""),
    row(S::FlareDay, &["b", "esc"], A::Back, "back", "back"),
    row(S::Trends, &["left", "h"], A::Left, "a day back", "day back"),
    row(S::Trends, &["right", "l"], A::Right, "a day on", "day on"),
    row(S::Trends, &["-"], A::Fewer, "a shorter range", "shorter"),
    row(S::Trends, &["+", "="], A::MoreMinutes, "a longer range", "longer"),
    row(S::Trends, &["b", "esc", "enter", "t"], A::Back, "back", "back"),
];

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
                    if let Some(letter) = letter(key) {
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
        let wrong = KeyEvent::new(KeyCode::Char('!'), KeyModifiers::SHIFT);
        assert_eq!(action(Scope::Player, &wrong), Some(Action::Wrong));
    }
}
