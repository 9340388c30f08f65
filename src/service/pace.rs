//! How many come through one door within some minutes. Kept in the memory of this machine alone: a row would tell when somebody
//! came, and an address from where. A whole stairwell may share an address, so nothing is counted by addresses.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// Counts of those who have come, by door, each since when.
#[derive(Debug)]
pub struct Pace {
    most: u32,
    come: Mutex<HashMap<Uuid, (Timestamp, u32)>>,
}

/// Too many have come; it is worth a try again after this many seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("so many come that one has to wait for {seconds} seconds")]
pub struct Wait {
    /// Until the count begins anew; at least one.
    pub seconds: u64,
}

const WITHIN: SignedDuration = SignedDuration::from_mins(10);

impl Pace {
    /// Lets so many in within ten minutes.
    pub fn of(most: u32) -> Self {
        Self { most, come: Mutex::default() }
    }

    /// Counts one more who comes through a door.
    ///
    /// # Errors
    /// If too many have within the last minutes.
    pub fn admit(&self, door: Uuid, now: Timestamp) -> Result<(), Wait> {
        let mut come = self.come.lock().unwrap_or_else(PoisonError::into_inner);
        // A clock that was set back ends a count as well: nobody is kept out for longer than for this.
        come.retain(|_, (since, _)| (*since..*since + WITHIN).contains(&now));
        let (since, count) = come.entry(door).or_insert((now, 0));
        *count = count.saturating_add(1);
        if *count <= self.most {
            return Ok(());
        }
        let left = (*since + WITHIN).duration_since(now).as_millis();
        Err(Wait { seconds: u64::try_from(left).unwrap_or_default().div_ceil(1000).max(1) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crowd_is_let_in_a_flood_waits_and_other_doors_stay_open() {
        let (pace, now) = (Pace::of(60), "2026-11-21T11:00:00Z".parse::<Timestamp>().unwrap());
        let [here, there] = [1, 2].map(Uuid::from_u128);
        assert!((0..60).all(|_| pace.admit(here, now).is_ok()));
        let late = now + SignedDuration::from_mins(9);
        let wait = pace.admit(here, late).unwrap_err();
        assert_eq!(wait, Wait { seconds: 60 });
        assert!(pace.admit(there, now).is_ok());
        let after = late + SignedDuration::from_secs(60);
        assert!(pace.admit(here, after).is_ok(), "who waits for as long as was said gets in");
        assert!(pace.admit(here, now - WITHIN).is_ok());
        assert_eq!(pace.come.lock().unwrap().len(), 1, "what is over is forgotten");
    }
}
