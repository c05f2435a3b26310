//! Which names of entries are known already. Names of ours rise with time, so that nearly every one is new
//! because it is higher than all before: no table, and sixteen bytes each.

use std::collections::HashMap;

use super::sabotage::{Mutant, on};

/// Names, and the place of each.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// Names of ours, each higher than the one before, and their places.
    rising: Vec<u128>,
    places: Vec<usize>,
    /// All others: as after a merge, a clock set back, or by hand.
    others: HashMap<String, usize>,
}

impl Names {
    /// The place of this name, if it is known; else it gets this one.
    pub(super) fn known_or(&mut self, name: &str, place: usize) -> Option<usize> {
        if let Some(number) = number(name) {
            if on(Mutant::SlowNames) && self.rising.iter().filter(|one| **one == number).count() > 1 {
                return None;
            }
            if self.rising.last().is_none_or(|highest| *highest < number) {
                self.rising.push(number);
                self.places.push(place);
                return None;
            }
            if let Ok(found) = self.rising.binary_search(&number) {
                return self.places.get(found).copied();
            }
        }
        if let Some(known) = self.others.get(name) {
            return Some(*known);
        }
        self.others.insert(name.to_owned(), place);
        None
    }
}

/// A name of ours as a number: 26 digits of Crockford's base 32, capital letters only. No two names give
/// the same one.
fn number(name: &str) -> Option<u128> {
    let digits: &[u8; 26] = name.as_bytes().try_into().ok()?;
    // 130 bits do not go into 128.
    if digits[0] > b'7' {
        return None;
    }
    digits.iter().try_fold(0, |number: u128, digit| {
        let value = DIGITS[usize::from(*digit)];
        (value < 32).then(|| number << 5 | u128::from(value))
    })
}

/// The value of each character; 32 for one that is none.
const DIGITS: [u8; 256] = {
    let order = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let mut values = [32; 256];
    let mut nth = 0;
    while nth < 32 {
        values[order[nth] as usize] = nth as u8;
        nth += 1;
    }
    values
};

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_knows_what_a_plain_table_knows(
            names in proptest::collection::vec(
                prop_oneof!["01JD[0-3]{22}", "[0-9A-Za-z]{26}", "[a-c]{1,2}", "[78]{26}"], 0..200,
            )
        ) {
            let (mut names_known, mut plain) = (Names::default(), HashMap::new());
            for (place, name) in names.iter().chain(&names).enumerate() {
                let wanted = plain.get(name).copied();
                plain.entry(name).or_insert(place);
                prop_assert_eq!(names_known.known_or(name, place), wanted);
            }
        }
    }

    #[test]
    fn small_letters_and_letters_left_out_are_other_names() {
        let ours = "01JD3QK5Z8W2M4T6R9XBVC7HNE";
        assert!(number(ours).is_some());
        for other in [
            &ours.to_lowercase(),
            &ours.replace('W', "U"),
            &ours[1..],
            "8ZZZZZZZZZZZZZZZZZZZZZZZZZ",
            "é1JD3QK5Z8W2M4T6R9XBVC7HN",
        ] {
            assert_eq!(number(other), None, "{other}");
        }
        assert_eq!(number("00000000000000000000000010"), Some(32));
        assert_eq!(number("7ZZZZZZZZZZZZZZZZZZZZZZZZZ"), Some(u128::MAX));
    }
}
