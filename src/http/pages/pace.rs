//! How many people begin to answer at one door within some minutes. Kept in the memory of this machine alone: a row would
//! tell when somebody answered, and an address from where.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// Counts of those who have begun, by wave, each since when.
#[derive(Debug, Default)]
pub(super) struct Pace {
    begun: Mutex<HashMap<Uuid, (Timestamp, u32)>>,
}

/// More people do not stand at one door.
const MOST: u32 = 60;
const WITHIN: SignedDuration = SignedDuration::from_mins(10);

impl Pace {
    /// Counts one more who wants to answer a wave. `false` if too many have within the last minutes.
    pub(super) fn admits(&self, wave: Uuid, now: Timestamp) -> bool {
        let mut begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        // A clock that was set back ends a count as well: nobody is kept out for longer than for this.
        begun.retain(|_, (since, _)| (*since..*since + WITHIN).contains(&now));
        let (_, count) = begun.entry(wave).or_insert((now, 0));
        *count += 1;
        *count <= MOST
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crowd_is_let_in_a_flood_is_not_and_other_doors_stay_open() {
        let (pace, now) = (Pace::default(), "2026-11-21T11:00:00Z".parse::<Timestamp>().unwrap());
        let [here, there] = [1, 2].map(Uuid::from_u128);
        assert!((0..MOST).all(|_| pace.admits(here, now)));
        assert!(!pace.admits(here, now + SignedDuration::from_mins(9)));
        assert!(pace.admits(there, now));
        assert!(pace.admits(here, now + WITHIN));
        assert!(pace.admits(here, now - WITHIN));
        assert_eq!(pace.begun.lock().unwrap().len(), 1, "what is over is forgotten");
    }
}
