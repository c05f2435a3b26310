//! What keys are called, in the table, on the screen and in the settings.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Any digit, any digit but 0, any letter of a text: rows that stand for many keys.
pub(super) const DIGITS: &str = "0-9";
pub(super) const LINES: &str = "1-9";
pub(super) const LETTERS: &str = "letters";

/// Keys that have a name rather than a sign.
const NAMED: &[(&str, KeyCode)] = &[
    ("space", KeyCode::Char(' ')),
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("shift-tab", KeyCode::BackTab),
    ("backspace", KeyCode::Backspace),
    ("del", KeyCode::Delete),
    ("ins", KeyCode::Insert),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("pgup", KeyCode::PageUp),
    ("pgdn", KeyCode::PageDown),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
];

/// How many function keys there are.
const FUNCTION_KEYS: u8 = 12;

/// The letter that a key types into a text, if it types one.
pub(super) fn letter(key: &KeyEvent) -> Option<char> {
    match key.code {
        KeyCode::Char(c) if !key.modifiers.contains(KeyModifiers::CONTROL) && !c.is_control() => Some(c),
        _ => None,
    }
}

/// A key as people write it.
pub(super) fn name(key: &KeyEvent) -> Option<String> {
    if key.modifiers.contains(KeyModifiers::ALT) {
        return None;
    }
    if let KeyCode::Char(c) = key.code
        && key.modifiers.contains(KeyModifiers::CONTROL)
    {
        return Some(format!("ctrl-{}", c.to_ascii_lowercase()));
    }
    if let Some((name, _)) = NAMED.iter().find(|(_, code)| *code == key.code) {
        return Some((*name).into());
    }
    match key.code {
        KeyCode::Char(c) => Some(c.to_string()),
        KeyCode::F(n) => Some(format!("f{n}")),
        _ => None,
    }
}

/// A press of the key of that name; `None` where no key is called so.
pub fn press(name: &str) -> Option<KeyEvent> {
    let plain = |code| Some(KeyEvent::new(code, KeyModifiers::NONE));
    if let Some((_, code)) = NAMED.iter().find(|(known, _)| *known == name) {
        return plain(*code);
    }
    if let Some(letter) = name.strip_prefix("ctrl-") {
        let mut letters = letter.chars();
        let letter = letters.next().filter(char::is_ascii_lowercase)?;
        let control = KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL);
        return letters.next().is_none().then_some(control);
    }
    let mut signs = name.chars();
    if let (Some(sign), None) = (signs.next(), signs.next()) {
        return if sign.is_control() || sign.is_whitespace() { None } else { plain(KeyCode::Char(sign)) };
    }
    let number = name.strip_prefix('f')?.parse().ok()?;
    (1..=FUNCTION_KEYS).contains(&number).then(|| plain(KeyCode::F(number))).flatten()
}

/// The names of keys that are longer than one sign.
pub(super) fn long_names() -> Vec<&'static str> {
    NAMED.iter().map(|(name, _)| *name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::keymap::ROWS;

    #[test]
    fn a_name_and_its_key_lead_to_each_other() {
        let all = ROWS.iter().flat_map(|row| row.keys).chain(&[
            "del",
            "tab",
            "shift-tab",
            "f12",
            "ctrl-a",
            "ü",
            "A",
        ]);
        for key in all.filter(|key| ![DIGITS, LINES, LETTERS].contains(key)) {
            let pressed = press(key).unwrap_or_else(|| panic!("no key is called {key}"));
            assert_eq!(name(&pressed).as_deref(), Some(*key));
        }
        for wrong in
            ["", " ", "\u{7}", "dell", "f0", "f13", "ctrl-", "ctrl-ab", "ctrl-!", "alt-a", "0-9", "Enter"]
        {
            assert_eq!(press(wrong), None, "{wrong:?}");
        }
    }
}
