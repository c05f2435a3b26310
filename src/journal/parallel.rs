//! The same work on many pieces, on all processors, with the results taken in the order of the pieces.

use std::num::NonZero;
use std::sync::mpsc;
use std::thread;

/// No more threads than this: the disk and the memory do not follow.
const MOST: usize = 8;
/// So many results of a thread may wait to be taken: half-finished work takes little room however long the
/// journal is.
const AHEAD: usize = 2;

/// As many threads as there are processors for them.
pub fn threads() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get).min(MOST)
}

/// Does the work for each piece in so many threads, each with a room of its own to work in. `take` gets the results one after the other, while the
/// next ones are worked on; they are the same in the same order for any number of threads.
pub fn in_order<T: Sync, R: Send, S>(
    threads: usize,
    pieces: &[T],
    room: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &T) -> R + Sync,
    mut take: impl FnMut(R),
) {
    let threads = threads.min(pieces.len());
    if threads < 2 {
        let mut room = room();
        return pieces.iter().for_each(|piece| take(work(&mut room, piece)));
    }
    let (room, work) = (&room, &work);
    thread::scope(|scope| {
        let lane = |nth: usize| {
            let (done, results) = mpsc::sync_channel(AHEAD);
            scope.spawn(move || {
                let (mut own, mut room) = (pieces.iter().skip(nth).step_by(threads), room());
                own.all(|piece| done.send(work(&mut room, piece)).is_ok())
            });
            results
        };
        let lanes: Vec<_> = (0..threads).map(lane).collect();
        // A thread that fell silent has panicked, and the end of the scope passes that on.
        let results = lanes.iter().cycle().take(pieces.len()).map_while(|lane| lane.recv().ok());
        results.for_each(take);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_threads_gives_the_same_in_the_same_order() {
        let items: Vec<usize> = (0..1_003).collect();
        let wanted: Vec<usize> = items.iter().map(|n| n * 3).collect();
        for (threads, items) in
            [0, 1, 2, 3, 7, 64, 5_000].into_iter().flat_map(|n| [(n, &items[..]), (n, &[])])
        {
            let mut done = Vec::new();
            in_order(threads, items, || (), |(), n| n * 3, |n| done.push(n));
            assert_eq!(done, wanted[..items.len()], "{threads} threads");
        }
    }

    #[test]
    fn a_panic_is_passed_on_and_nobody_waits_for_ever() {
        let items: Vec<usize> = (0..100).collect();
        let work = |(): &mut (), n: &usize| assert!(*n != 20, "one piece cannot be worked on");
        let outcome = std::panic::catch_unwind(|| in_order(3, &items, || (), work, |()| ()));
        assert!(outcome.is_err());
    }
}
