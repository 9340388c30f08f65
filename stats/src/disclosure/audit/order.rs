//! Several releases together: in the order of their snapshots, whatever the order they were named in, and only where they can be of the
//! same people.

use crate::disclosure::Published;
use crate::disclosure::audit::Disclosure;

/// The releases by their snapshots, each once.
pub(super) fn in_order<'a>(
    releases: impl IntoIterator<Item = &'a Published>,
) -> Result<Vec<&'a Published>, Vec<Disclosure>> {
    let mut each: Vec<&Published> = Vec::new();
    for release in releases {
        if !each.contains(&release) {
            each.push(release);
        }
    }
    let mut releases = each;
    releases.sort_by_key(|release| release.snapshot());
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

/// Whether one of two different files has to be wrong. Mostly that is because both are of one snapshot: a snapshot is released once, and a
/// file of it that says otherwise was edited. Only files without names, as old ones are, may be two views of one snapshot, by plans that differ,
/// and then no cell may have two counts. Of two snapshots they contradict each other where both say that they are the same release.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cube::{Category, Plan, Presence, Record, Role, Tally, Variable};
    use crate::disclosure::{Identity, Rules, protect};

    /// Of thirty people each, so that two files differ by their names alone.
    fn release(snapshot: u32, name: &str) -> Published {
        let categories = vec![Category { code: "red".to_owned(), residents: None, missing: None }];
        let variable = Variable { name: "colour".to_owned(), role: Role::Breakdown, categories, groups: Vec::new() };
        let plan = Plan::parse(vec![variable], &[]).expect("a plan");
        let records = (0..30).map(|_| Record { categories: vec![0], presence: Presence::default() });
        let tally = Tally::count(plan, snapshot, records).expect("the records fit");
        let made = protect(&tally, Rules::default(), &[]).expect("it can be protected");
        made.identified(Identity { wave: "spring".to_owned(), release: name.to_owned() })
    }

    #[test]
    fn a_release_that_is_named_twice_is_taken_once_wherever_it_stands() {
        let [first, second] = [release(0, "a"), release(1, "b")];
        for named in [[&first, &second, &first], [&second, &first, &first], [&second, &second, &first]] {
            assert_eq!(in_order(named), Ok(vec![&first, &second]));
        }
        let other = release(0, "c");
        let found = in_order([&first, &second, &other]);
        assert_eq!(found, Err(vec![Disclosure::Contradiction("snapshot 0".to_owned())]), "that is another file of it");
    }
}
