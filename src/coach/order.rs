//! The order of play inside a group: the fewest changes between standing, sitting, kneeling and lying,
//! because each one costs a sore back something.

use crate::domain::exercise::Position;
use crate::domain::plan::output::Item;

/// More items than this in one group keep the engine's order; a plan never has so many.
const MOST: usize = 6;

/// Orders each run of one group anew. Groups stay where they are; among orders with equally few changes
/// the one nearest to the engine's wins.
pub(super) fn fewest_changes(items: Vec<Item>, position: impl Fn(&str) -> Option<Position>) -> Vec<Item> {
    let mut ordered: Vec<Item> = Vec::with_capacity(items.len());
    let mut rest = items.into_iter().peekable();
    while let Some(first) = rest.next() {
        let group = first.group;
        let mut run = vec![first];
        while let Some(item) = rest.next_if(|item| item.group == group) {
            run.push(item);
        }
        let before = ordered.last().and_then(|item| position(&item.id)).map(bearing);
        let places: Vec<Option<u8>> = run.iter().map(|item| position(&item.id).map(bearing)).collect();
        let order = best(before, &places);
        let mut slots: Vec<Option<Item>> = run.into_iter().map(Some).collect();
        ordered.extend(order.into_iter().filter_map(|index| slots.get_mut(index).and_then(Option::take)));
    }
    ordered
}

/// Positions between which a person need not get up or down count as one.
fn bearing(position: Position) -> u8 {
    match position {
        Position::Standing => 0,
        Position::Sitting => 1,
        Position::Kneeling | Position::Quadruped => 2,
        Position::Supine | Position::Prone | Position::SideLying => 3,
    }
}

/// The permutation with the fewest changes; the first of them in the order of the indices.
fn best(before: Option<u8>, places: &[Option<u8>]) -> Vec<usize> {
    let straight: Vec<usize> = (0..places.len()).collect();
    if places.len() > MOST {
        return straight;
    }
    let mut found = (changes(before, places, &straight), straight);
    let mut taken = Vec::new();
    search(before, places, &mut taken, &mut found);
    found.1
}

fn search(
    before: Option<u8>,
    places: &[Option<u8>],
    taken: &mut Vec<usize>,
    found: &mut (usize, Vec<usize>),
) {
    if taken.len() == places.len() {
        let cost = changes(before, places, taken);
        if cost < found.0 {
            *found = (cost, taken.clone());
        }
        return;
    }
    for index in 0..places.len() {
        if !taken.contains(&index) {
            taken.push(index);
            search(before, places, taken, found);
            taken.pop();
        }
    }
}

fn changes(before: Option<u8>, places: &[Option<u8>], order: &[usize]) -> usize {
    let mut at = before;
    let mut changes = 0;
    for place in order.iter().filter_map(|index| places.get(*index).copied().flatten()) {
        changes += usize::from(at.is_some_and(|at| at != place));
        at = Some(place);
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_changes_and_else_the_order_of_the_plan() {
        let (stand, kneel, lie) = (Some(0), Some(2), Some(3));
        assert_eq!(best(None, &[kneel, lie, kneel]), [0, 2, 1]);
        assert_eq!(best(lie, &[kneel, lie, kneel]), [1, 0, 2]);
        assert_eq!(best(None, &[stand, kneel, lie]), [0, 1, 2]);
        assert_eq!(best(stand, &[lie, stand, lie, stand]), [1, 3, 0, 2]);
        // An exercise that the catalogue does not know costs nothing anywhere.
        assert_eq!(best(None, &[kneel, None, kneel]), [0, 1, 2]);
        assert_eq!(best(None, &[]), Vec::<usize>::new());
    }
}
