//! What was released of a wave before: it is part of every later release, because nobody can take it back.

use std::collections::HashMap;

use stats::cube::Presence;
use stats::disclosure::Published;
use uuid::Uuid;

use super::make::{Counted, Error};
use crate::store::release::{self, Release};
use crate::store::{self, Reads, release_answer};

/// A release that is out.
pub(super) struct Earlier {
    pub(super) published: Published,
    counted: Counted,
    /// The answers that it counted and that are still there, each with the revision that it counted.
    answers: HashMap<Uuid, i32>,
    pub(super) release: Release,
}

/// All releases of a wave, the first one first. Each is of the snapshot that its place says.
pub(super) struct Ledger(pub(super) Vec<Earlier>);

/// A revision of an answer, and the releases that count it.
pub(super) type Counts = (i32, Presence);

impl Ledger {
    pub(super) async fn load(from: &impl Reads, wave: Uuid) -> Result<Self, store::Error> {
        let mut ledger = Vec::new();
        for release in release::all_of_wave(from, wave).await? {
            let answers = release_answer::of_release(from, release.id).await?;
            let bad = |column| move |_| store::Error::bad_row("release", column, &release.id);
            let published = serde_json::from_str(&release.published).map_err(bad("published"))?;
            let counted = serde_json::from_str(&release.counted).map_err(bad("counted"))?;
            ledger.push(Earlier { published, counted, answers, release });
        }
        Ok(Self(ledger))
    }

    pub(super) fn last(&self) -> Option<&Release> {
        self.0.last().map(|earlier| &earlier.release)
    }

    /// Refuses another plan than the one that is out.
    pub(super) fn keeps_to(&self, plan: &str) -> Result<(), Error> {
        match self.last() {
            Some(last) if last.plan != plan => Err(Error::Released(last.id)),
            _ => Ok(()),
        }
    }

    /// The number of the next release.
    pub(super) fn next(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn published(&self) -> Vec<Published> {
        self.0.iter().map(|earlier| earlier.published.clone()).collect()
    }

    /// How many were invited, if a release has said so.
    pub(super) fn told_invited(&self) -> Option<u64> {
        self.0.iter().find_map(|earlier| earlier.counted.told_invited(&earlier.published))
    }

    /// Whether it would tell on few who had not answered when a release was made that so many were invited.
    pub(super) fn leaves_few(&self, invited: u64) -> bool {
        self.0.iter().any(|earlier| earlier.counted.background.leaves_few(invited, &earlier.published))
    }

    /// A release counted answers that are gone since.
    pub(super) fn lacks_answers(&self) -> bool {
        self.0.iter().any(|earlier| (earlier.answers.len() as u64) < earlier.counted.answers)
    }

    /// Which revisions of an answer are counted by which releases, the next one among them: there it counts with the revision
    /// that it has now, or not.
    pub(super) fn counts(&self, answer: Uuid, now: Option<i32>) -> Vec<Counts> {
        let earlier = self.0.iter().map(|earlier| earlier.answers.get(&answer).copied());
        let mut counts: Vec<Counts> = Vec::new();
        for (snapshot, revision) in (0..).zip(earlier.chain([now])) {
            let going_on = counts.last_mut().filter(|(_, presence)| presence.left.is_none());
            match (going_on, revision) {
                (Some((old, _)), Some(new)) if *old == new => {}
                (going_on, revision) => {
                    if let Some((_, presence)) = going_on {
                        presence.left = Some(snapshot);
                    }
                    counts.extend(revision.map(|new| (new, Presence { joined: snapshot, left: None })));
                }
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use stats::cube::{Category, Plan, Role, Tally, Variable};
    use stats::disclosure::{Rules, protect};

    use super::super::make::Background;
    use super::*;

    fn earlier(answers: &[(Uuid, i32)]) -> Earlier {
        let category = |code: &str| Category { code: code.to_owned(), residents: None, missing: None };
        let name = "colour".to_owned();
        let categories = vec![category("red"), category("blue")];
        let variable = Variable { name, role: Role::Breakdown, categories, groups: Vec::new() };
        let tally = Tally::count(Plan::parse(vec![variable], &[]).unwrap(), 0, []).unwrap();
        let release = Release {
            id: Uuid::nil(),
            wave_id: Uuid::nil(),
            snapshot: 0,
            made_on: date(2026, 11, 21),
            software: String::new(),
            plan: String::new(),
            published: String::new(),
            counted: String::new(),
        };
        Earlier {
            release,
            published: protect(&tally, Rules::default(), &[]).unwrap(),
            counted: Counted { answers: 2, audited_sums: 0, background: Background::default() },
            answers: answers.iter().copied().collect(),
        }
    }

    #[test]
    fn an_answer_counts_from_the_release_that_has_it_until_it_says_something_else() {
        let [stays, changes, comes, new] = [1, 2, 3, 4].map(Uuid::from_u128);
        let ledger =
            Ledger(vec![earlier(&[(stays, 1), (changes, 1)]), earlier(&[(stays, 1), (changes, 2), (comes, 1)])]);
        let presence = |joined, left| Presence { joined, left };
        assert_eq!(ledger.counts(stays, Some(1)), [(1, presence(0, None))]);
        assert_eq!(ledger.counts(changes, Some(2)), [(1, presence(0, Some(1))), (2, presence(1, None))]);
        assert_eq!(ledger.counts(changes, None), [(1, presence(0, Some(1))), (2, presence(1, Some(2)))]);
        assert_eq!(ledger.counts(comes, Some(1)), [(1, presence(1, None))]);
        assert_eq!(ledger.counts(new, Some(1)), [(1, presence(2, None))]);
        assert_eq!(ledger.counts(new, None), []);
        assert_eq!(ledger.next(), 2);
    }

    #[test]
    fn an_answer_that_is_gone_is_missed() {
        let [one, other] = [1, 2].map(Uuid::from_u128);
        assert!(!Ledger(vec![earlier(&[(one, 1), (other, 1)])]).lacks_answers());
        assert!(Ledger(vec![earlier(&[(one, 1), (other, 1)]), earlier(&[(one, 1)])]).lacks_answers());
    }
}
