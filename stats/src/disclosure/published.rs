//! What leaves the house: the cells of a plan, each with its count or the one word *hidden*.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::cube::{Cell, Plan};
use crate::disclosure::{Method, Rules};

/// A protected release, the only thing here that can be written. That a cell is hidden is all it says of it: never
/// whether for its own sake or for another's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Published {
    plan: Plan,
    rules: Rules,
    snapshot: u32,
    method: Method,
    /// Whether somebody who was part of an earlier release is not part of this one.
    withdrawals: bool,
    identity: Option<Identity>,
    cells: BTreeMap<Cell, Option<u64>>,
}

/// Which release it is and of which wave, by the names that whoever made it has for them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// The wave. Releases of two waves are of two populations.
    pub wave: String,
    /// The release.
    pub release: String,
}

/// Why a file is no release.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PublishedError {
    /// A cell names what the plan does not have, or is there twice.
    #[error("a cell is not one of the plan's, or is there twice: {0:?}")]
    Cell(BTreeMap<String, String>),
    /// A cell of the plan is missing.
    #[error("a cell of the plan is missing: {0:?}")]
    Missing(BTreeMap<String, String>),
    /// There are fewer cells than a table of the plan has.
    #[error("cells of the plan are missing: a table has more than the {0} that are there")]
    Few(usize),
    /// A count is one of no people.
    #[error("a count is above {MOST_PEOPLE}: {0:?}")]
    Count(BTreeMap<String, String>),
}

/// No cell has more people, whatever a file says: the auditor's prime fields are not much larger.
pub(super) const MOST_PEOPLE: u64 = 1_000_000_000;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    identity: Option<Identity>,
    plan: Plan,
    rules: Rules,
    snapshot: u32,
    withdrawals: bool,
    #[serde(default, skip_serializing_if = "Method::is_suppression")]
    method: Method,
    cells: Vec<WrittenCell>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenCell {
    at: BTreeMap<String, String>,
    count: Count,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(untagged)]
enum Count {
    Shown(u64),
    Hidden(Hidden),
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Hidden {
    Hidden,
}

impl Published {
    pub(crate) fn new(
        plan: Plan,
        rules: Rules,
        snapshot: u32,
        withdrawals: bool,
        cells: BTreeMap<Cell, Option<u64>>,
    ) -> Self {
        Self { plan, rules, snapshot, method: Method::Suppression, withdrawals, identity: None, cells }
    }

    /// A release of counts that a method has changed.
    pub(crate) fn changed(
        method: Method,
        plan: Plan,
        rules: Rules,
        snapshot: u32,
        cells: BTreeMap<Cell, Option<u64>>,
    ) -> Self {
        Self { plan, rules, snapshot, method, withdrawals: false, identity: None, cells }
    }

    /// The same release with a name on it.
    #[must_use]
    pub fn identified(self, identity: Identity) -> Self {
        Self { identity: Some(identity), ..self }
    }

    /// Which release it is, if it says so. Those that were made before they had names do not.
    pub fn identity(&self) -> Option<&Identity> {
        self.identity.as_ref()
    }

    /// What was counted.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The thresholds it was protected with.
    pub fn rules(&self) -> Rules {
        self.rules
    }

    /// By which method its counts are protected.
    pub fn method(&self) -> Method {
        self.method
    }

    /// Which snapshot it is of.
    pub fn snapshot(&self) -> u32 {
        self.snapshot
    }

    /// Whether somebody who was part of an earlier release is not part of this one.
    pub fn has_withdrawals(&self) -> bool {
        self.withdrawals
    }

    /// All cells in order; nothing for the count of a hidden one.
    pub fn cells(&self) -> impl Iterator<Item = (&Cell, Option<u64>)> {
        self.cells.iter().map(|(cell, count)| (cell, *count))
    }

    /// The count of a cell: nothing where there is no such cell, `Some(None)` where it is hidden.
    pub fn count(&self, cell: &Cell) -> Option<Option<u64>> {
        self.cells.get(cell).copied()
    }

    /// The same release with another word on one cell, as an editor might change a file. For tests and for auditors.
    #[must_use]
    pub fn edited(&self, cell: &Cell, count: Option<u64>) -> Self {
        let mut edited = self.clone();
        if let Some(old) = edited.cells.get_mut(cell) {
            *old = count;
        }
        edited
    }

    /// What share of the cells is shown.
    #[expect(clippy::cast_precision_loss, reason = "a release has fewer than 2^52 cells")]
    pub fn shown_share(&self) -> f64 {
        let shown = self.cells.values().filter(|count| count.is_some()).count();
        shown as f64 / self.cells.len().max(1) as f64
    }
}

impl From<Published> for Written {
    fn from(published: Published) -> Self {
        let own = |words: BTreeMap<&str, &str>| words.into_iter().map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
        let cells = published.cells.iter().map(|(cell, count)| WrittenCell {
            at: own(published.plan.words(cell)),
            count: count.map_or(Count::Hidden(Hidden::Hidden), Count::Shown),
        });
        Self {
            cells: cells.collect(),
            identity: published.identity,
            rules: published.rules,
            snapshot: published.snapshot,
            withdrawals: published.withdrawals,
            method: published.method,
            plan: published.plan,
        }
    }
}

impl TryFrom<Written> for Published {
    type Error = PublishedError;

    fn try_from(written: Written) -> Result<Self, PublishedError> {
        let Written { identity, plan, rules, snapshot, withdrawals, method, cells: rows } = written;
        if plan.tables().iter().any(|table| plan.size_of(table) > rows.len()) {
            return Err(PublishedError::Few(rows.len()));
        }
        let expected = plan.cells();
        let mut cells = BTreeMap::new();
        for WrittenCell { at, count } in rows {
            let words: Vec<_> = at.iter().map(|(name, code)| (name.as_str(), code.as_str())).collect();
            let cell = plan.cell(&words).filter(|cell| expected.contains(cell));
            let count = match count {
                Count::Shown(count) => Some(count),
                Count::Hidden(_) => None,
            };
            if count.is_some_and(|count| count > MOST_PEOPLE) {
                return Err(PublishedError::Count(at));
            }
            if cell.is_none_or(|cell| cells.insert(cell, count).is_some()) {
                return Err(PublishedError::Cell(at));
            }
        }
        if let Some(missing) = expected.iter().find(|cell| !cells.contains_key(*cell)) {
            let words = plan.words(missing).into_iter().map(|(name, code)| (name.to_owned(), code.to_owned()));
            return Err(PublishedError::Missing(words.collect()));
        }
        Ok(Self { plan, rules, snapshot, method, withdrawals, identity, cells })
    }
}
