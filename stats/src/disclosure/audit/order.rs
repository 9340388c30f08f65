//! Several releases together: in the order of their snapshots, whatever the order they were named in, and only where they can be of the
//! same people.

use crate::disclosure::Published;
use crate::disclosure::audit::Disclosure;

/// The releases by their snapshots, each once.
pub(super) fn in_order<'a>(
    releases: impl IntoIterator<Item = &'a Published>,
) -> Result<Vec<&'a Published>, Vec<Disclosure>> {
    let mut releases: Vec<&Published> = releases.into_iter().collect();
    releases.sort_by_key(|release| release.snapshot());
    releases.dedup();
    for (at, one) in releases.iter().enumerate() {
        for other in &releases[..at] {
            if !other.plan().is_of_the_same(one.plan()) {
                return Err(vec![Disclosure::OtherPlan]);
            }
            if is_of_another_wave(one, other) {
                return Err(vec![Disclosure::OtherWave]);
            }
            if contradict(one, other) {
                return Err(vec![Disclosure::Contradiction(format!("snapshot {}", one.snapshot()))]);
            }
        }
    }
    Ok(releases)
}

fn is_of_another_wave(one: &Published, other: &Published) -> bool {
    one.identity().zip(other.identity()).is_some_and(|(one, other)| one.wave != other.wave)
}

/// Whether two releases that are not the same say that they are, or say two things of a cell of one snapshot.
fn contradict(one: &Published, other: &Published) -> bool {
    let is_same = one.identity().zip(other.identity()).map(|(one, other)| one.release == other.release);
    if one.snapshot() != other.snapshot() {
        return is_same == Some(true);
    }
    let is_otherwise = |(cell, count): (_, u64)| other.count(cell).flatten().is_some_and(|said| said != count);
    is_same.is_some()
        || one.plan() == other.plan()
        || one.cells().filter_map(|(cell, count)| Some((cell, count?))).any(is_otherwise)
}
