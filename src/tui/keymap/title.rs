//! Names of scopes and actions as people write them in the settings: `rate-item`, `page-down`. Made from
//! the names in the code, so that a new one has its name at once.

use super::{Action, Scope};

/// A scope's name in the settings: `player`.
pub fn scope_name(scope: Scope) -> String {
    kebab(&format!("{scope:?}"))
}

/// An action's name in the settings: `more-minutes`.
pub fn action_name(action: Action) -> String {
    kebab(&format!("{action:?}"))
}

/// `MoreMinutes` as `more-minutes`, `Digit(0)` as `digit`.
fn kebab(name: &str) -> String {
    let mut kebab = String::new();
    for letter in name.chars().take_while(char::is_ascii_alphanumeric) {
        if letter.is_ascii_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.push(letter.to_ascii_lowercase());
    }
    kebab
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_joined_by_strokes() {
        assert_eq!(scope_name(Scope::RateItem), "rate-item");
        assert_eq!(scope_name(Scope::Everywhere), "everywhere");
        assert_eq!(action_name(Action::MoreMinutes), "more-minutes");
        assert_eq!(action_name(Action::Digit(0)), "digit");
        assert_eq!(action_name(Action::Char(' ')), "char");
    }
}
