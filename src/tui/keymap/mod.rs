//! One table: scope, keys, action, words. Dispatch, footer and help read the same rows.

mod action;
mod rows;
mod scope;

pub use action::Action;
pub use rows::ROWS;
pub use scope::Scope;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

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
