//! Small pictures of those that are being looked at, made once: reading a large one takes longer than all else on a page.
//!
//! They are kept in memory and not in the object store: each is made again in a moment, so there is nothing to sweep, to back up
//! or to keep in step with the large one, and machines share nothing.

use std::collections::VecDeque;
use std::fmt::{self, Debug, Formatter};
use std::sync::{Arc, Mutex, PoisonError};

use uuid::Uuid;

use crate::blob::picture::Picture;

/// The most recently looked at. Clones share them.
#[derive(Clone, Default)]
pub(super) struct SmallPictures(Arc<Mutex<Recent>>);

#[derive(Default)]
struct Recent {
    /// The least recently looked at first, each under the identity of the large one's object, which never names another.
    pictures: VecDeque<(Uuid, Arc<Picture>)>,
    bytes: usize,
}

/// Bytes of all of them: some hundred.
const MOST_BYTES: usize = 16 * 1024 * 1024;

impl SmallPictures {
    pub(super) fn get(&self, of: Uuid) -> Option<Arc<Picture>> {
        let mut recent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = recent.pictures.iter().position(|(known, _)| *known == of)?;
        let found = recent.pictures.remove(at)?;
        recent.pictures.push_back(found.clone());
        Some(found.1)
    }

    pub(super) fn keep(&self, of: Uuid, picture: Picture) -> Arc<Picture> {
        let picture = Arc::new(picture);
        let mut recent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if recent.pictures.iter().all(|(known, _)| *known != of) {
            recent.bytes += picture.content.len();
            recent.pictures.push_back((of, Arc::clone(&picture)));
        }
        while recent.bytes > MOST_BYTES {
            let Some((_, oldest)) = recent.pictures.pop_front() else { break };
            recent.bytes -= oldest.content.len();
        }
        picture
    }
}

impl Debug for SmallPictures {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmallPictures").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(bytes: usize) -> Picture {
        Picture { content: vec![0; bytes], media_type: "image/jpeg", width: 1, height: 1 }
    }

    #[test]
    fn what_is_looked_at_stays_and_all_of_it_has_a_limit() {
        let (kept, quarter) = (SmallPictures::default(), MOST_BYTES / 4);
        for number in 1..=4 {
            kept.keep(Uuid::from_u128(number), picture(quarter));
            kept.keep(Uuid::from_u128(number), picture(quarter));
        }
        assert!(kept.get(Uuid::from_u128(1)).is_some(), "it is the latest now");
        kept.keep(Uuid::from_u128(5), picture(1));
        assert!(kept.get(Uuid::from_u128(2)).is_none());
        for number in [1, 3, 4, 5] {
            assert!(kept.get(Uuid::from_u128(number)).is_some(), "{number}");
        }
        kept.keep(Uuid::from_u128(6), picture(MOST_BYTES + 1));
        assert!(kept.get(Uuid::from_u128(6)).is_none() && kept.0.lock().unwrap().bytes == 0);
    }
}
