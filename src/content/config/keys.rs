//! The part `[keys]` of the settings: keys of the person's own. Which places and actions there are is
//! known to the key table; here is only read what was written, and where.

use crate::content::fields::Fields;

/// A place in the file: line and column, both from 1.
pub type Place = (usize, usize);

/// Other keys for one action: `[keys.player]`, then `skip = ["s", "del"]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyWish {
    /// Where it holds: `player`.
    pub scope: String,
    /// Where the scope is named.
    pub scope_at: Place,
    /// What the keys ask for: `skip`.
    pub action: String,
    /// Where the action is named.
    pub action_at: Place,
    /// The keys, each with its place.
    pub keys: Vec<(String, Place)>,
}

/// Most keys of one action.
const MOST: usize = 8;
/// Longest name of a key, in characters.
const LONGEST: usize = 20;

pub(super) fn read(part: &Fields) -> Vec<KeyWish> {
    let mut wishes = Vec::new();
    for (scope, scope_at, actions) in part.parts("a part of [keys]") {
        for (action, action_at, keys) in actions.lists(1..=MOST, LONGEST) {
            wishes.push(KeyWish { scope: scope.clone(), scope_at, action, action_at, keys });
        }
    }
    wishes
}
