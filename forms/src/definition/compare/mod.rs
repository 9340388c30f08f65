//! What a new version of a form does to the data: which answers of the two versions can be counted together, and which must
//! not be, because a name or a code has come to mean something else.

mod change;
mod codes;
mod mapping;
mod pairs;
mod variable;
mod whole;
mod wording;

use std::{cmp::Reverse, collections::BTreeSet, sync::Arc};

pub use change::{Change, ChangeKind, Effect};
pub use mapping::{Mapping, Statement, Unsettled};

use super::form::Form;
use codes::{Codes, Differences};
use pairs::Pairs;

/// What differs between an older and a newer version of a form.
#[derive(Debug)]
pub struct Comparison {
    /// The older version.
    pub from: String,
    /// The newer version.
    pub to: String,
    /// What has changed, the gravest first, and otherwise in the order of the form.
    pub changes: Vec<Change>,
    /// How many changes beyond these there are: nobody reads more, and two hostile forms can differ in millions of ways.
    pub left_off: usize,
    meanings: Vec<Meaning>,
}

/// A variable that kept its name and changed its meaning.
#[derive(Debug)]
struct Meaning {
    /// Where it is in the newer version.
    path: String,
    /// The variable itself has changed, and not only codes of it.
    is_whole: bool,
    /// The codes of the older version that no longer mean what they meant.
    codes: Arc<BTreeSet<String>>,
}

const MAX_CHANGES: usize = 1_000;

/// Collects changes: everything up to a limit, and the count of the rest.
#[derive(Debug, Default)]
struct Changes {
    of_meaning: Vec<Change>,
    others: Vec<Change>,
    left_off: usize,
}

impl Form {
    /// Compares two versions of a form, `older` with `newer`.
    pub fn compare(older: &Self, newer: &Self) -> Comparison {
        let pairs = Pairs::of(older, newer);
        let mut changes = Changes::default();
        let mut meanings = Vec::new();
        let mut codes = Codes::between(older, newer);
        whole::compare(older, newer, &mut changes);
        pairs.containers.iter().for_each(|pair| variable::compare_container(&pairs, *pair, &mut changes));
        for pair in &pairs.variables {
            meanings.extend(variable::compare(&pairs, *pair, &mut codes, &mut changes));
        }
        variable::report_unpaired(&pairs, &mut changes);
        let (changes, left_off) = changes.into_sorted();
        Comparison { from: older.version.clone(), to: newer.version.clone(), changes, left_off, meanings }
    }
}

impl Comparison {
    /// The gravest that the newer version does to the data.
    pub fn effect(&self) -> Effect {
        self.changes.iter().map(|change| change.effect).max().unwrap_or(Effect::None)
    }

    /// Whether a name or a code has come to mean something else, so that the author has to say how.
    pub fn needs_mapping(&self) -> bool {
        !self.meanings.is_empty()
    }
}

impl Changes {
    fn push(&mut self, change: Change) {
        let kept = if change.needs_mapping { &mut self.of_meaning } else { &mut self.others };
        if kept.len() < MAX_CHANGES {
            kept.push(change);
        } else {
            self.left_off += 1;
        }
    }

    /// Takes over what differs between the lists of a variable.
    fn push_all(&mut self, path: &str, differences: &Differences) {
        for (kept, found) in [(&mut self.of_meaning, &differences.of_meaning), (&mut self.others, &differences.others)]
        {
            let room = MAX_CHANGES - kept.len();
            let of_variable = |change: &Change| {
                let message = format!("`{path}`: {}", change.message);
                Change { path: path.to_owned(), message, ..change.clone() }
            };
            kept.extend(found.iter().take(room).map(of_variable));
            self.left_off += found.len().saturating_sub(room);
        }
    }

    /// What has to be settled goes before what one had better know.
    fn into_sorted(self) -> (Vec<Change>, usize) {
        let mut found = self.of_meaning;
        found.extend(self.others);
        found.sort_by_key(|change| Reverse((change.needs_mapping, change.effect)));
        let left_off = self.left_off + found.len().saturating_sub(MAX_CHANGES);
        found.truncate(MAX_CHANGES);
        (found, left_off)
    }
}
