//! One table: scope, keys, action, words. Dispatch, footer, help, palette and manual read the same rows.

mod action;
mod keys;
mod names;
mod rows;
mod scope;
mod title;

pub use action::Action;
pub use keys::{Bound, Keys, checked};
pub use names::press;
pub use rows::ROWS;
pub use scope::Scope;
pub use title::{action_name, scope_name};

/// One key of one scope, as it comes.
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

/// Every scope that has rows, in the order in which the table names them first.
pub fn scopes() -> Vec<Scope> {
    let mut scopes: Vec<Scope> = Vec::new();
    for row in ROWS {
        if !scopes.contains(&row.scope) {
            scopes.push(row.scope);
        }
    }
    scopes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
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
        let keys = Keys::default();
        for row in ROWS {
            assert!(!row.words.is_empty(), "{row:?}");
            let actions: Vec<Action> = keys.rows(row.scope).map(|row| row.action).collect();
            assert!(actions.contains(&Action::Quit), "{:?} cannot be left", row.scope);
            assert!(actions.contains(&Action::Help), "{:?} has no help", row.scope);
        }
    }

    #[test]
    fn only_presses_count_and_digits_keep_their_value() {
        let keys = Keys::default();
        let action = |scope, key: &KeyEvent| keys.action(scope, key);
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
