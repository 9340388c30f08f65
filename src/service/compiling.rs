//! Reading and comparing forms: the only work here that is long. It runs beside the threads that answer requests, and only so
//! many at once that it cannot keep them from answering, whatever somebody uploads.

use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread::available_parallelism;

use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// Places for long work. Clones share them.
#[derive(Clone, Debug)]
pub struct Compiling(Arc<Semaphore>);

impl Default for Compiling {
    /// Half of the processors, at least one.
    fn default() -> Self {
        let processors = available_parallelism().map_or(1, usize::from);
        Self(Arc::new(Semaphore::new((processors / 2).max(1))))
    }
}

impl Compiling {
    /// Does long work, once there is a place for it. Work that has begun keeps its place to its end, also when nobody waits
    /// for it any more.
    pub(super) async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        let place = Arc::clone(&self.0).acquire_owned().await;
        let done = spawn_blocking(move || {
            let done = work();
            drop(place);
            done
        });
        match done.await.map_err(tokio::task::JoinError::try_into_panic) {
            Ok(done) => done,
            Err(Ok(panic)) => resume_unwind(panic),
            // It was called off because the program ends, and so does who waits here.
            Err(Err(_)) => std::future::pending().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn only_so_many_run_at_once() {
        let compiling = Compiling(Arc::new(Semaphore::new(1)));
        let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let all = (0..8).map(|_| {
            let (compiling, running, most) = (compiling.clone(), Arc::clone(&running), Arc::clone(&most));
            tokio::spawn(async move {
                let work = move || {
                    most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    std::thread::yield_now();
                    running.fetch_sub(1, Ordering::SeqCst);
                };
                compiling.run(work).await;
            })
        });
        for one in all.collect::<Vec<_>>() {
            one.await.unwrap();
        }
        assert_eq!(most.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    #[should_panic(expected = "an invented mistake")]
    async fn a_panic_is_not_swallowed() {
        Compiling::default().run(|| panic!("an invented mistake")).await;
    }
}
