//! The keys in force: the table, with the person's own wishes put into it.

use crossterm::event::{KeyEvent, KeyEventKind};

use super::names::{self, DIGITS, LETTERS, LINES};
use super::{Action, ROWS, Row, Scope, action_name, scope_name, scopes};
use crate::content::ContentError;
use crate::content::config::keys::{KeyWish, Place};
use crate::content::config::{self, Config};
use crate::content::plain_words::suggestion;
use crate::content::problem::{Problem, shown};

/// These keys mean the same for everybody, whatever the settings say: something is wrong, help, leave.
const FIXED: [&str; 3] = ["!", "?", "ctrl-c"];

/// One action of one scope, with the keys that it has now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// Where it holds.
    pub scope: Scope,
    /// Keys, as people write them; the first one stands for all where there is little room.
    pub keys: Vec<String>,
    /// What they ask for.
    pub action: Action,
    /// What it does, in the help.
    pub words: &'static str,
    /// What it does, in the footer; empty: not shown there.
    pub hint: &'static str,
}

impl Bound {
    fn of(row: &Row) -> Bound {
        let keys = row.keys.iter().map(|key| (*key).to_owned()).collect();
        Bound { scope: row.scope, keys, action: row.action, words: row.words, hint: row.hint }
    }

    /// As it is called in the settings: `keys.player.skip`.
    pub fn name(&self) -> String {
        format!("keys.{}.{}", scope_name(self.scope), action_name(self.action))
    }

    /// Whether it stands for many keys, such as the digits.
    pub fn is_many(&self) -> bool {
        self.keys.iter().any(|key| [DIGITS, LINES, LETTERS].contains(&key.as_str()))
    }

    fn takes(&self, key: &str) -> bool {
        let digit = key.len() == 1 && key.chars().all(|sign| sign.is_ascii_digit());
        self.keys.iter().any(|own| match own.as_str() {
            DIGITS => digit,
            LINES => digit && key != "0",
            LETTERS => key == "space" || (key != "?" && key.chars().count() == 1),
            own => own == key,
        })
    }
}

/// The keys in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keys {
    rows: Vec<Bound>,
}

impl Default for Keys {
    /// As they come.
    fn default() -> Keys {
        Keys { rows: ROWS.iter().map(Bound::of).collect() }
    }
}

impl Keys {
    /// The table with these wishes in it. `file`: where they were written, for messages.
    ///
    /// # Errors
    /// Every wish that cannot be: a place, an action or a key that there is not, one key for two things,
    /// and whatever would take away a key that everybody may need in a hurry.
    pub fn with(file: &str, wishes: &[KeyWish]) -> Result<Keys, ContentError> {
        let mut keys = Keys::default();
        let mut problems = Vec::new();
        let mut wished = Vec::new();
        for wish in wishes {
            match keys.find(wish).and_then(|at| fitting(&keys.rows[at], wish).map(|()| at)) {
                Ok(at) => {
                    keys.rows[at].keys = wish.keys.iter().map(|(key, _)| key.clone()).collect();
                    wished.push((at, wish));
                }
                Err((place, what, fix)) => problems.push(Problem::at(file, place, &what, &fix)),
            }
        }
        for (at, wish) in &wished {
            let clash = keys.clash(*at, wish, &wished);
            problems.extend(clash.map(|(place, what, fix)| Problem::at(file, place, &what, &fix)));
        }
        if problems.is_empty() { Ok(keys) } else { Err(ContentError { problems }) }
    }

    /// Rows of a scope, then those that hold everywhere and are not replaced.
    pub fn rows(&self, scope: Scope) -> impl Iterator<Item = &Bound> {
        let own = self.rows.iter().filter(move |row| row.scope == scope);
        // Whether one is replaced is decided by the table: the keys of one's own replace nothing.
        let typed = ROWS.iter().any(|own| own.scope == scope && own.keys.contains(&LETTERS));
        let is_letter = |key: &&str| key.chars().count() == 1 && *key != "?";
        let rest = self.rows.iter().zip(ROWS).filter(move |(_, row)| {
            row.scope == Scope::Everywhere
                && scope != Scope::Everywhere
                && !(typed && row.keys.iter().all(is_letter))
                && !ROWS
                    .iter()
                    .any(|own| own.scope == scope && own.keys.iter().any(|key| row.keys.contains(key)))
        });
        own.chain(rest.map(|(row, _)| row))
    }

    /// What a key asks for in a scope. Only presses count; releases and repeats by other names do not.
    pub fn action(&self, scope: Scope, key: &KeyEvent) -> Option<Action> {
        if key.kind != KeyEventKind::Press {
            return None;
        }
        let name = names::name(key)?;
        let digit = name.parse::<u8>().ok().filter(|_| name.len() == 1);
        for row in self.rows(scope) {
            for listed in &row.keys {
                match (listed.as_str(), digit) {
                    (DIGITS, Some(digit)) => return Some(Action::Digit(digit)),
                    (LINES, Some(digit)) if digit > 0 => return Some(Action::Digit(digit)),
                    (LETTERS, _) => {
                        // The help can be asked for wherever a question mark is no part of the words.
                        let taken = |letter: &char| *letter != '?' || row.keys.iter().any(|key| key == "?");
                        if let Some(letter) = names::letter(key).filter(taken) {
                            return Some(Action::Char(letter));
                        }
                    }
                    (listed, _) if listed == name => return Some(row.action),
                    _ => {}
                }
            }
        }
        None
    }

    /// Whether keys are letters of a text in a scope.
    pub fn types(&self, scope: Scope) -> bool {
        self.rows(scope).any(|row| row.keys.iter().any(|key| key == LETTERS))
    }

    /// The key that stands for an action in a scope, for texts that name it.
    pub fn key_of(&self, scope: Scope, action: Action) -> Option<&str> {
        self.rows(scope).find(|row| row.action == action)?.keys.first().map(String::as_str)
    }

    /// How many actions have keys of the person's own.
    pub fn changed(&self) -> usize {
        self.rows.iter().zip(ROWS).filter(|(mine, row)| mine.keys != row.keys).count()
    }

    /// The row that a wish is about.
    fn find(&self, wish: &KeyWish) -> Result<usize, Slip> {
        let places: Vec<(String, Scope)> =
            scopes().into_iter().map(|scope| (scope_name(scope), scope)).collect();
        let Some((_, scope)) = places.iter().find(|(name, _)| *name == wish.scope) else {
            let names: Vec<&str> = places.iter().map(|(name, _)| name.as_str()).collect();
            let what = format!("keys.{} is not a place that has keys", shown(&wish.scope));
            return Err((wish.scope_at, what, suggestion(&wish.scope, &names)));
        };
        let own = |row: &Bound| action_name(row.action) == wish.action;
        if let Some(at) = self.rows.iter().position(|row| row.scope == *scope && own(row)) {
            return Ok(at);
        }
        let what = format!("keys.{}.{} is not an action of that place", wish.scope, shown(&wish.action));
        if self.rows.iter().any(|row| row.scope == Scope::Everywhere && own(row)) {
            let everywhere = scope_name(Scope::Everywhere);
            return Err((wish.action_at, what, format!("write it below [keys.{everywhere}]")));
        }
        let rows = self.rows.iter().filter(|row| row.scope == *scope && !row.is_many());
        let names: Vec<String> = rows.map(|row| action_name(row.action)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        Err((wish.action_at, what, suggestion(&wish.action, &names)))
    }

    /// A key that is wanted for two things where both hold.
    fn clash(&self, at: usize, wish: &KeyWish, wished: &[(usize, &KeyWish)]) -> Option<Slip> {
        let row = &self.rows[at];
        let places = if row.scope == Scope::Everywhere { scopes() } else { vec![row.scope] };
        for place in places.into_iter().filter(|place| self.rows(*place).any(|one| std::ptr::eq(one, row))) {
            for (key, key_at) in &wish.keys {
                let mut others =
                    self.rows(place).filter(|other| !std::ptr::eq(*other, row) && other.takes(key));
                let Some(other) = others.next() else { continue };
                let line = wished
                    .iter()
                    .find(|(at, _)| std::ptr::eq(&raw const self.rows[*at], other))
                    .map_or_else(String::new, |(_, wish)| format!(" on line {}", wish.action_at.0));
                let what = format!(
                    "{} has \"{}\", which is {}{line} ({}) too",
                    row.name(),
                    shown(key),
                    other.name(),
                    other.words
                );
                return Some((*key_at, what, "give one of the two another key".into()));
            }
        }
        None
    }
}

/// Where, what, and what to do.
type Slip = (Place, String, String);

/// Whether a row can have these keys at all.
fn fitting(row: &Bound, wish: &KeyWish) -> Result<(), Slip> {
    let name = row.name();
    if row.is_many() {
        let what =
            format!("{name} is a row of many keys ({}), and these stay as they are", row.keys.join(", "));
        return Err((wish.action_at, what, "take it out".into()));
    }
    for (nth, (key, at)) in wish.keys.iter().enumerate() {
        if names::press(key).is_none() {
            let what = format!("{name} has \"{}\", which is not the name of a key", shown(key));
            let fix =
                format!("{}, or one sign, or ctrl- and a letter", suggestion(key, &names::long_names()));
            return Err((*at, what, fix));
        }
        if wish.keys[..nth].iter().any(|(other, _)| other == key) {
            return Err((*at, format!("{name} has \"{key}\" twice"), "keep one of the two".into()));
        }
        if FIXED.contains(&key.as_str()) && !row.keys.contains(key) {
            let what =
                format!("{name} has \"{key}\", which means the same everywhere and cannot be given away");
            return Err((*at, what, "take another key".into()));
        }
    }
    for fixed in FIXED {
        let stays = wish.keys.iter().any(|(key, _)| key == fixed);
        if row.keys.iter().any(|key| key == fixed) && !stays {
            let what = format!("{name} leaves out \"{fixed}\", which has to stay: it must work in a hurry");
            return Err((wish.action_at, what, format!("put \"{fixed}\" into the list")));
        }
    }
    Ok(())
}

/// Reads the settings, and sees to it that the keys in them can be.
///
/// # Errors
/// Every problem of the file, each with its place.
pub fn checked(file: &str, text: &str) -> Result<Config, ContentError> {
    let config = config::parse(file, text)?;
    Keys::with(file, &config.keys)?;
    Ok(config)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::keymap::press;

    fn keys(text: &str) -> Result<Keys, String> {
        let config = config::parse("c", text).map_err(|error| error.to_string())?;
        Keys::with("c", &config.keys).map_err(|error| error.to_string())
    }

    fn asks(keys: &Keys, scope: Scope, key: &str) -> Option<Action> {
        keys.action(scope, &press(key).unwrap())
    }

    #[test]
    fn without_wishes_everything_is_as_it_comes() {
        assert_eq!(keys(""), Ok(Keys::default()));
        assert_eq!(Keys::default().changed(), 0);
    }

    #[test]
    fn a_key_of_ones_own_holds_in_its_place_and_the_old_one_no_longer() {
        let keys = keys("[keys.player]\nskip = [\"del\", \"f5\", \"S\"]\nundo = \"s\"\n[keys.everywhere]\nquit = [\"ctrl-c\", \"ctrl-q\"]\n").unwrap();
        assert_eq!(keys.changed(), 3);
        for key in ["del", "f5", "S"] {
            assert_eq!(asks(&keys, Scope::Player, key), Some(Action::Skip), "{key}");
        }
        assert_eq!(asks(&keys, Scope::Player, "s"), Some(Action::Undo));
        assert_eq!(asks(&keys, Scope::Player, "u"), None);
        assert_eq!(asks(&keys, Scope::RateItem, "u"), Some(Action::Undo), "elsewhere as it comes");
        assert_eq!(asks(&keys, Scope::Today, "q"), None);
        assert_eq!(asks(&keys, Scope::Today, "ctrl-q"), Some(Action::Quit));
        assert_eq!(asks(&keys, Scope::Warning, "q"), Some(Action::Quit), "that one has its own");
        assert_eq!(keys.key_of(Scope::Player, Action::Skip), Some("del"));
    }

    #[test]
    fn every_wish_that_cannot_be_is_told_at_its_place() {
        let cases = [
            (
                "[keys.playr]\nskip = [\"s\"]",
                "c:1:7: keys.playr is not a place that has keys; did you mean player?",
            ),
            (
                "[keys.player]\nskp = [\"s\"]",
                "c:2:1: keys.player.skp is not an action of that place; did you mean skip?",
            ),
            (
                "[keys.player]\nquit = [\"z\"]",
                "c:2:1: keys.player.quit is not an action of that place; write it below [keys.everywhere]",
            ),
            (
                "[keys.player]\nskip = [\"s\", \"dell\"]",
                "c:2:14: keys.player.skip has \"dell\", which is not the name of a key; did you mean del?",
            ),
            (
                "[keys.player]\nskip = [\"alt-s\"]",
                "c:2:9: keys.player.skip has \"alt-s\", which is not the name of a key",
            ),
            ("[keys.player]\nskip = [\"s\", \"s\"]", "c:2:14: keys.player.skip has \"s\" twice"),
            (
                "[keys.player]\nskip = [\"u\"]",
                "c:2:9: keys.player.skip has \"u\", which is keys.player.undo (take back the last count",
            ),
            (
                "[keys.player]\nskip = [\"x\"]\nundo = [\"x\"]",
                "c:2:9: keys.player.skip has \"x\", which is keys.player.undo on line 3 (take back the last count",
            ),
            (
                "[keys.player]\nskip = [\"q\"]",
                "c:2:9: keys.player.skip has \"q\", which is keys.everywhere.quit",
            ),
            (
                "[keys.everywhere]\nquit = [\"x\", \"ctrl-c\"]",
                "c:2:9: keys.everywhere.quit has \"x\", which is keys.",
            ),
            (
                "[keys.rate]\ndigit = [\"a\"]",
                "c:2:1: keys.rate.digit is a row of many keys (0-9), and these stay as they are; take it out",
            ),
            ("[keys.rate]\nten = [\"5\"]", "c:2:8: keys.rate.ten has \"5\", which is keys.rate.digit"),
            (
                "[keys.filter]\nconfirm = [\"a\"]",
                "c:2:12: keys.filter.confirm has \"a\", which is keys.filter.char",
            ),
            (
                "[keys.player]\nwrong = [\"w\"]",
                "c:2:1: keys.player.wrong leaves out \"!\", which has to stay: it must work in a hurry; put \"!\" into the list",
            ),
            (
                "[keys.everywhere]\nhelp = [\"f1\"]",
                "keys.everywhere.help leaves out \"?\", which has to stay",
            ),
            (
                "[keys.everywhere]\nquit = [\"f10\"]",
                "keys.everywhere.quit leaves out \"ctrl-c\", which has to stay",
            ),
            (
                "[keys.today]\nwhy = [\"?\"]",
                "c:2:8: keys.today.why has \"?\", which means the same everywhere",
            ),
            ("[keys.today]\nwhy = [\"!\"]", "keys.today.why has \"!\", which means the same everywhere"),
            ("[keys.words]\nhelp = [\"ctrl-c\"]", "has \"ctrl-c\", which means the same everywhere"),
        ];
        for (text, words) in cases {
            let told = keys(text).unwrap_err();
            assert!(told.contains(words), "{text}\n{told}\n{words}");
        }
        let many =
            keys("[keys.player]\nskip = [\"u\"]\nmore = [\"dell\"]\n[keys.tody]\n\"\\u001b\" = [\"a\"]\n")
                .unwrap_err();
        assert_eq!(many.lines().count(), 3, "{many}");
        assert!(!many.contains('\u{1b}'));
    }

    #[test]
    fn no_wish_can_take_help_or_the_way_out_or_the_stop_key() {
        // Whatever is taken from the table and given anywhere: it is refused, or these still work.
        let usual = Keys::default();
        for row in ROWS {
            for key in ["x", "del", "q", "esc", "enter", "!", "?", "ctrl-c", ":", "5"] {
                let wish =
                    format!("[keys.{}]\n{} = [\"{key}\"]\n", scope_name(row.scope), action_name(row.action));
                let Ok(keys) = keys(&wish) else { continue };
                let everywhere = row.scope == Scope::Everywhere;
                for scope in if everywhere { scopes() } else { vec![row.scope] } {
                    let has = |keys: &Keys, action| {
                        keys.rows(scope).any(|row| row.action == action && !row.keys.is_empty())
                    };
                    assert!(has(&keys, Action::Help) && has(&keys, Action::Quit), "{wish}");
                    assert_eq!(asks(&keys, scope, "ctrl-c"), Some(Action::Quit), "{wish}");
                    for fixed in ["!", "?"] {
                        assert_eq!(asks(&keys, scope, fixed), asks(&usual, scope, fixed), "{wish} {scope:?}");
                    }
                    for digit in ["0", "5", "9"] {
                        let usual = asks(&usual, scope, digit);
                        assert!(usual.is_none() || asks(&keys, scope, digit) == usual, "{wish} {scope:?}");
                    }
                }
            }
        }
    }
}
