//! Places for connections. There are so many and no more; when all are taken, those that have been silent for longest go, because
//! somebody who has something to say stands outside. Whoever is being served stays.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

/// All places. Clones share them.
#[derive(Clone, Debug)]
pub(super) struct Crowd {
    free: Arc<Semaphore>,
    silent: Arc<Mutex<Silent>>,
    /// Go at once, when there is no room.
    share: usize,
}

/// One place. Dropped, it is free.
#[derive(Debug)]
pub(super) struct Place {
    crowd: Crowd,
    turn: Mutex<Option<u64>>,
    leave: Arc<Notify>,
    _free: OwnedSemaphorePermit,
}

/// Those who wait for a client to say something. The lowest turn has waited for longest.
#[derive(Debug, Default)]
struct Silent {
    next: u64,
    leave: BTreeMap<u64, Arc<Notify>>,
}

impl Crowd {
    pub(super) fn new(places: usize) -> Self {
        // One at a time would let who opens connections quickly enough keep everybody waiting.
        Self { free: Arc::new(Semaphore::new(places)), silent: Arc::default(), share: (places / 16).max(4) }
    }

    /// A place; asks the most silent to go if there is none.
    pub(super) async fn place(&self) -> Place {
        if self.free.available_permits() == 0 {
            self.make_room();
        }
        let free = match Arc::clone(&self.free).acquire_owned().await {
            Ok(free) => free,
            // Nobody closes it.
            Err(_) => std::future::pending().await,
        };
        Place { crowd: self.clone(), turn: Mutex::default(), leave: Arc::new(Notify::new()), _free: free }
    }

    /// Asks those to go that have been silent for longest.
    pub(super) fn make_room(&self) {
        let mut silent = lock(&self.silent);
        for _ in 0..self.share {
            match silent.leave.pop_first() {
                Some((_, leave)) => leave.notify_one(),
                None => return,
            }
        }
    }
}

impl Place {
    /// The client is being waited for.
    pub(super) fn is_silent(&self) {
        let mut silent = lock(&self.crowd.silent);
        let turn = silent.next;
        silent.next += 1;
        silent.leave.insert(turn, Arc::clone(&self.leave));
        if let Some(before) = lock(&self.turn).replace(turn) {
            silent.leave.remove(&before);
        }
    }

    /// The client is being served.
    pub(super) fn is_served(&self) {
        let turn = lock(&self.turn).take();
        if let Some(turn) = turn {
            lock(&self.crowd.silent).leave.remove(&turn);
        }
    }

    /// Whether a request of the client is being answered.
    pub(super) fn is_being_served(&self) -> bool {
        lock(&self.turn).is_none()
    }

    /// Done when the place is wanted back.
    pub(super) async fn wanted(&self) {
        self.leave.notified().await;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.is_served();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn silent(crowd: &Crowd) -> Place {
        let place = crowd.place().await;
        place.is_silent();
        place
    }

    async fn goes(place: &Place) -> bool {
        tokio::select! {
            biased;
            () = place.wanted() => true,
            () = std::future::ready(()) => false,
        }
    }

    #[tokio::test]
    async fn the_most_silent_goes_when_there_is_no_room() {
        let crowd = Crowd { share: 1, ..Crowd::new(3) };
        let (first, second, third) = (silent(&crowd).await, silent(&crowd).await, silent(&crowd).await);
        // The first has said something since; the second is being served.
        first.is_silent();
        second.is_served();
        let waiting = tokio::spawn({
            let crowd = crowd.clone();
            async move { crowd.place().await }
        });
        third.wanted().await;
        assert!(!goes(&first).await);
        assert!(!goes(&second).await);
        drop(third);
        waiting.await.unwrap();
    }

    #[tokio::test]
    async fn nobody_is_remembered_who_has_gone() {
        let crowd = Crowd::new(2);
        for _ in 0..100 {
            let place = silent(&crowd).await;
            place.is_served();
            place.is_silent();
        }
        assert!(lock(&crowd.silent).leave.is_empty());
        assert_eq!(crowd.free.available_permits(), 2);
    }
}
