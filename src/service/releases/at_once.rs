//! Several pieces of the same work at once, because the questions of a release are protected and attacked each by itself. A machine
//! makes one release at a time, and answering people goes on beside it: who has slept is served before who computes.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{available_parallelism, scope};

/// Does each piece of some work, as many at a time as there are processors. What comes of them is in their order.
pub(super) fn at_once<T: Send>(many: usize, work: &(dyn Fn(usize) -> T + Sync)) -> Vec<T> {
    let processors = available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let hand = || {
        let pieces = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        pieces.take_while(|at| *at < many).map(|at| (at, work(at))).collect::<Vec<_>>()
    };
    let mut done: Vec<(usize, T)> = scope(|scope| {
        let hands: Vec<_> = (0..processors.min(many)).map(|_| scope.spawn(hand)).collect();
        hands.into_iter().flat_map(|hand| hand.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, piece)| piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_is_done_once_and_in_its_place() {
        let count = AtomicUsize::new(0);
        let work = |at: usize| {
            count.fetch_add(1, Ordering::Relaxed);
            at * at
        };
        assert_eq!(at_once(40, &work), (0..40).map(|at| at * at).collect::<Vec<_>>());
        assert_eq!(count.load(Ordering::Relaxed), 40);
        assert!(at_once(0, &work_of_nobody).is_empty());
    }

    fn work_of_nobody(_: usize) -> usize {
        unreachable!("there is nothing to do")
    }

    #[test]
    #[should_panic(expected = "an invented mistake")]
    fn a_panic_is_not_swallowed() {
        at_once(3, &|at| assert!(at < 2, "an invented mistake"));
    }
}
