//! The same work on many lines, on all processors, with the results in the order of the lines.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread;

/// Fewer lines than this are not worth a thread.
const FEW: usize = 2_000;
/// No more threads than this: the disk and the memory do not follow.
const MOST: usize = 8;
/// So many lines are worked on at a time, so that half-finished results take little room however long
/// the journal is.
pub const BLOCK: usize = 1 << 15;

/// Does the work for each of them.
pub fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(MOST);
    map_in(if items.len() < FEW { 1 } else { threads }, items, work)
}

/// The same in so many threads. The results are the same for any number of them.
pub fn map_in<T: Sync, R: Send>(threads: usize, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    if threads < 2 || items.len() < 2 {
        return items.iter().map(work).collect();
    }
    let (first, rest) = items.split_at(items.len().div_ceil(threads));
    let work = &work;
    thread::scope(|scope| {
        let parts = rest.chunks(first.len());
        let running: Vec<_> =
            parts.map(|part| scope.spawn(move || part.iter().map(work).collect::<Vec<R>>())).collect();
        let mut done: Vec<R> = Vec::with_capacity(items.len());
        done.extend(first.iter().map(work));
        for part in running {
            done.extend(part.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_threads_gives_the_same_in_the_same_order() {
        let items: Vec<usize> = (0..1_003).collect();
        let wanted: Vec<usize> = items.iter().map(|n| n * 3).collect();
        for threads in [0, 1, 2, 3, 7, 64, 5_000] {
            assert_eq!(map_in(threads, &items, |n| n * 3), wanted, "{threads} threads");
        }
        assert!(map_in(4, &[] as &[usize], |n| n * 3).is_empty());
        assert_eq!(map(&items, |n| n * 3), wanted);
    }
}
