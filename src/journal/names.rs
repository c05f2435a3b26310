//! Which names of entries are known already. Names of ours rise with time, so that nearly every one is new
//! because it is higher than all before: no table, no copy on the heap.

use std::collections::HashMap;

use super::name::Name;
use super::sabotage::{Mutant, on};

/// A name as long as ours. They rise as their letters do.
type Ours = [u8; 26];

/// Names, and the place of each.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// Names as long as ours, each higher than the one before, and their places.
    rising: Vec<Ours>,
    places: Vec<usize>,
    /// All others: as after a merge, a clock set back, or by hand.
    others: HashMap<Name, usize>,
}

impl Names {
    /// The place of this name, if it is known; else it gets this one.
    pub(super) fn known_or(&mut self, name: &Name, place: usize) -> Option<usize> {
        if let Ok(ours) = Ours::try_from(name.as_bytes()) {
            if on(Mutant::SlowNames) && self.rising.iter().filter(|one| **one == ours).count() > 1 {
                return None;
            }
            if self.rising.last().is_none_or(|highest| *highest < ours) {
                self.rising.push(ours);
                self.places.push(place);
                return None;
            }
            if let Ok(found) = self.rising.binary_search(&ours) {
                return self.places.get(found).copied();
            }
        }
        if let Some(known) = self.others.get(name) {
            return Some(*known);
        }
        self.others.insert(name.clone(), place);
        None
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_knows_what_a_plain_table_knows(
            names in proptest::collection::vec(
                prop_oneof!["01JD[0-3]{22}", "[0-9A-Za-z_-]{26}", "[a-c]{1,2}", "[0-9a-z]{24}é"], 0..200,
            )
        ) {
            let (mut names_known, mut plain) = (Names::default(), HashMap::new());
            for (place, name) in names.iter().chain(&names).enumerate() {
                let wanted = plain.get(name).copied();
                plain.entry(name).or_insert(place);
                prop_assert_eq!(names_known.known_or(&name.into(), place), wanted);
            }
        }
    }
}
