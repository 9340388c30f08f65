//! What every request asks for and what seldom changes, kept in memory until it does: the wave of a code, the holder of a token.
//! What is not there is not remembered, because anybody could fill the memory with it.

use std::collections::HashMap;
use std::fmt::{self, Debug, Formatter};
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::store::change::{Moment, Topic};
use crate::store::{self, Db};

/// Values by key. Clones share them.
pub struct Remembered<K, V> {
    topic: Topic,
    kept: Arc<Mutex<HashMap<K, (Moment, V)>>>,
}

/// More are not kept; there are some dozens of each in use.
const LIMIT: usize = 1_024;

impl<K: Clone + Eq + Hash, V: Clone> Remembered<K, V> {
    /// Nothing yet.
    pub(super) fn of(topic: Topic) -> Self {
        Self { topic, kept: Arc::default() }
    }

    /// What is known of a key, or what the look-up finds.
    pub async fn find(
        &self,
        db: &Db,
        key: &K,
        look_up: impl Future<Output = Result<Option<V>, store::Error>>,
    ) -> Result<Option<V>, store::Error> {
        let moment = db.changes().moment(self.topic);
        if let Some(kept) = self.get(key, moment) {
            return Ok(Some(kept));
        }
        let found = look_up.await?;
        if let (Some(moment), Some(found)) = (moment, &found) {
            self.keep(key, moment, found);
        }
        Ok(found)
    }

    fn get(&self, key: &K, now: Option<Moment>) -> Option<V> {
        let kept = self.lock();
        let (moment, value) = kept.get(key)?;
        (Some(*moment) == now).then(|| value.clone())
    }

    /// Keeps what was looked up in a moment. It does no harm if that is over: nobody will believe it.
    fn keep(&self, key: &K, moment: Moment, value: &V) {
        let mut kept = self.lock();
        if kept.len() >= LIMIT {
            // Those in use are soon back.
            kept.clear();
        }
        kept.insert(key.clone(), (moment, value.clone()));
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<K, (Moment, V)>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

// Deriving it would ask the same of the key and the value.
impl<K, V> Clone for Remembered<K, V> {
    fn clone(&self) -> Self {
        Self { topic: self.topic, kept: Arc::clone(&self.kept) }
    }
}

/// Shows nothing of what is kept: codes are secrets.
impl<K, V> Debug for Remembered<K, V> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "Remembered({:?})", self.topic)
    }
}
