//! The only place that asks the machine for the time or for chance: everything else is given both, so that a test can
//! choose them and an answer never depends on when or where a rule ran.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::{Duration, Instant};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use uuid::Uuid;

/// Time in one time zone, and chance. Cheap to clone; clones of a fixed clock share their state.
#[derive(Clone, Debug)]
pub struct Clock {
    zone: TimeZone,
    source: Source,
}

/// Measures how long something took.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

#[derive(Clone, Debug)]
enum Source {
    System,
    Fixed(Arc<Mutex<Fixed>>),
}

#[derive(Debug)]
struct Fixed {
    now: Timestamp,
    chance: u64,
}

impl Clock {
    /// The machine's clock and random generator. `zone` decides what "today" is.
    pub fn system(zone: TimeZone) -> Self {
        Self { zone, source: Source::System }
    }

    /// A clock for tests: it stands at `now` until it is set, and its chance is the same in every run.
    pub fn fixed(now: &Zoned) -> Self {
        Self {
            zone: now.time_zone().clone(),
            source: Source::Fixed(Arc::new(Mutex::new(Fixed { now: now.timestamp(), chance: 0 }))),
        }
    }

    /// Sets a fixed clock, and every clone of it, to `now`. Does nothing to the machine's clock.
    pub fn set(&self, now: &Zoned) {
        if let Source::Fixed(fixed) = &self.source {
            fixed.lock().unwrap_or_else(PoisonError::into_inner).now = now.timestamp();
        }
    }

    /// The time now, in the configured time zone.
    #[expect(clippy::disallowed_methods, reason = "this is the place")]
    pub fn now(&self) -> Zoned {
        let now = match &self.source {
            Source::System => Timestamp::now(),
            Source::Fixed(fixed) => fixed.lock().unwrap_or_else(PoisonError::into_inner).now,
        };
        now.to_zoned(self.zone.clone())
    }

    /// The day now, in the configured time zone.
    pub fn today(&self) -> Date {
        self.now().date()
    }

    /// Starts to measure. Durations are always real: a fixed clock does not slow them.
    #[expect(clippy::disallowed_methods, reason = "this is the place")]
    pub fn stopwatch(&self) -> Stopwatch {
        Stopwatch(Instant::now())
    }

    /// Bytes that nobody can guess, for keys and cookies.
    ///
    /// # Panics
    /// When the operating system has no randomness to give: a key made without it would be a false promise.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match &self.source {
            Source::System => {
                getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
            }
            Source::Fixed(fixed) => {
                let mut fixed = fixed.lock().unwrap_or_else(PoisonError::into_inner);
                for chunk in bytes.chunks_mut(8) {
                    fixed.chance = fixed.chance.wrapping_add(1);
                    chunk.copy_from_slice(&scatter(fixed.chance).to_le_bytes()[..chunk.len()]);
                }
            }
        }
        bytes
    }

    /// A fresh random identity (UUID version 4).
    ///
    /// # Panics
    /// As [`Clock::random`].
    pub fn identity(&self) -> Uuid {
        uuid::Builder::from_random_bytes(self.random()).into_uuid()
    }
}

impl Stopwatch {
    /// Time since the start.
    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}

/// The finishing step of splitmix64: neighbours in, strangers out. Not for secrets.
fn scatter(count: u64) -> u64 {
    let mut mixed = count.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evening() -> Zoned {
        "2026-11-21T23:30:00+01:00[Europe/Copenhagen]".parse().unwrap()
    }

    #[test]
    fn a_fixed_clock_stands_still_and_its_clones_follow_when_it_is_set() {
        let clock = Clock::fixed(&evening());
        let clone = clock.clone();
        assert_eq!(clone.now(), evening());
        let next = evening().tomorrow().unwrap();
        clock.set(&next);
        assert_eq!(clone.now(), next);
    }

    #[test]
    fn the_day_is_the_day_of_the_time_zone_and_not_of_greenwich() {
        let just_after_midnight = "2026-11-22T00:30:00+01:00[Europe/Copenhagen]".parse().unwrap();
        assert_eq!(Clock::fixed(&just_after_midnight).today().to_string(), "2026-11-22");
    }

    #[test]
    fn fixed_chance_is_the_same_in_every_run_and_never_the_same_twice_in_one() {
        let (one, other) = (Clock::fixed(&evening()), Clock::fixed(&evening()));
        let first = one.random::<12>();
        assert_eq!(first, other.random::<12>());
        assert_ne!(first, one.random::<12>());
    }

    #[test]
    fn identities_are_random_ones() {
        for clock in [Clock::fixed(&evening()), Clock::system(TimeZone::UTC)] {
            let identity = clock.identity();
            assert_eq!(identity.get_version_num(), 4);
            assert_ne!(identity, clock.identity());
        }
    }
}
