//! What waits to be run: the newest counts, nothing piles up, and what is late is dropped.

use std::collections::VecDeque;

use crate::session::Mono;

/// Things that wait, each with the instant that it belongs to.
#[derive(Debug)]
pub struct Queue<T> {
    room: usize,
    late: Mono,
    waiting: VecDeque<(Mono, T)>,
}

impl<T> Queue<T> {
    /// Room for so many; what waits longer than `late` is of no use any more.
    pub fn new(room: usize, late: Mono) -> Queue<T> {
        Queue { room: room.max(1), late, waiting: VecDeque::new() }
    }

    /// Puts one in. Where there is no room the oldest goes.
    pub fn put(&mut self, thing: T, now: Mono) {
        while self.waiting.len() >= self.room {
            self.waiting.pop_front();
        }
        self.waiting.push_back((now, thing));
    }

    /// Takes the oldest that is not late.
    pub fn take(&mut self, now: Mono) -> Option<T> {
        while let Some((at, thing)) = self.waiting.pop_front() {
            if now.saturating_sub(at) <= self.late {
                return Some(thing);
            }
        }
        None
    }

    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: u64) -> Mono {
        Mono::from_millis(ms)
    }

    #[test]
    fn with_room_for_one_the_newest_wins() {
        let mut queue = Queue::new(1, at(1000));
        for (ms, word) in [(0, "Hold"), (10, "3"), (20, "2")] {
            queue.put(word, at(ms));
        }
        assert_eq!(queue.take(at(30)), Some("2"));
        assert_eq!(queue.take(at(30)), None);
    }

    #[test]
    fn what_is_more_than_a_beat_late_is_dropped() {
        for (ms, taken) in [(0, true), (1000, true), (1001, false), (60_000, false)] {
            let mut queue = Queue::new(1, at(1000));
            queue.put("3", at(500));
            assert_eq!(queue.take(at(500 + ms)).is_some(), taken, "{ms}");
            assert!(queue.is_empty());
        }
    }

    #[test]
    fn nothing_piles_up() {
        let mut queue = Queue::new(4, at(3000));
        (0..100).for_each(|n| queue.put(n, at(n)));
        let taken: Vec<u64> = std::iter::from_fn(|| queue.take(at(100))).collect();
        assert_eq!(taken, [96, 97, 98, 99]);
    }
}
