//! What leaves the house where a plan wants no counts: whole percentages, and numbers of people rounded to the nearest five.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::cube::{Cell, Plan};
use crate::disclosure::published::{Identity, MOST_PEOPLE};
use crate::disclosure::{Published, Rules};

/// A protected release without its counts. It is made from shown cells alone, so nothing in it is more than those would have told, and
/// whatever is hidden lies in a range at least as wide.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Rounded {
    plan: Plan,
    rules: Rules,
    snapshot: u32,
    identity: Option<Identity>,
    cells: BTreeMap<Cell, Option<Figure>>,
}

/// What is said of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// How many took part, to the nearest five; none only where nobody did.
    People(u64),
    /// Which part of them gave an answer.
    Share {
        /// In whole percent, halves upwards.
        percent: u8,
        /// Of whom.
        of: Whole,
    },
}

/// Whom a percentage is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whole {
    /// Those who gave an answer to the question.
    Answered,
    /// Everybody of the group.
    Everybody,
}

/// Why a file is no such release.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoundedError {
    /// A cell is not one of the plan's, is there twice or is missing, or says what it cannot.
    #[error("a cell is not one of the plan's, is there twice or missing, or no figure of its kind: {0:?}")]
    Cell(BTreeMap<String, String>),
    /// There are fewer cells than a table of the plan has.
    #[error("cells of the plan are missing: a table has more than the {0} that are there")]
    Few(usize),
}

/// Numbers of people are multiples of this.
const STEP: u64 = 5;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    rounded: Step,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    identity: Option<Identity>,
    plan: Plan,
    rules: Rules,
    snapshot: u32,
    cells: Vec<WrittenCell>,
}

/// How it was rounded, so that nobody takes the numbers for counts.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Step {
    WholePercentagesAndBasesToFive,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenCell {
    at: BTreeMap<String, String>,
    figure: WrittenFigure,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WrittenFigure {
    Hidden,
    #[serde(untagged)]
    Shown(Figure),
}

impl Rounded {
    /// The same release without its counts.
    pub fn of(published: &Published) -> Self {
        let cells = published
            .cells()
            .map(|(cell, count)| (cell.clone(), count.and_then(|count| figure(published, cell, count))));
        Self {
            plan: published.plan().clone(),
            rules: published.rules(),
            snapshot: published.snapshot(),
            identity: published.identity().cloned(),
            cells: cells.collect(),
        }
    }

    /// What was counted.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The thresholds it was protected with.
    pub fn rules(&self) -> Rules {
        self.rules
    }

    /// Which snapshot it is of.
    pub fn snapshot(&self) -> u32 {
        self.snapshot
    }

    /// All cells in order; nothing for a hidden one, and for a share of nobody.
    pub fn cells(&self) -> impl Iterator<Item = (&Cell, Option<Figure>)> {
        self.cells.iter().map(|(cell, figure)| (cell, *figure))
    }

    /// What is said of a cell: nothing where there is no such cell, `Some(None)` where it is hidden.
    pub fn figure(&self, cell: &Cell) -> Option<Option<Figure>> {
        self.cells.get(cell).copied()
    }

    /// The same release with another word on one cell, as an editor might change a file. For tests and for auditors.
    #[must_use]
    pub fn edited(&self, cell: &Cell, figure: Option<Figure>) -> Self {
        let mut edited = self.clone();
        if let Some(old) = edited.cells.get_mut(cell) {
            *old = figure;
        }
        edited
    }

    /// How many people there can be in a cell whose number is shown; at least and at most. What is shown is none, or no fewer than the
    /// rules allow.
    pub fn people(&self, cell: &Cell) -> Option<(u64, u64)> {
        match self.figure(cell)?? {
            Figure::People(0) => Some((0, 0)),
            Figure::People(about) => {
                let below = about.saturating_sub(STEP / 2);
                Some((below.max(self.rules.least_count()), about + STEP / 2))
            }
            Figure::Share { .. } => None,
        }
    }
}

fn figure(published: &Published, cell: &Cell, count: u64) -> Option<Figure> {
    let plan = published.plan();
    let Some((variable, node)) = plan.answer(cell) else {
        return Some(Figure::People((count + STEP / 2) / STEP * STEP));
    };
    let asked = &plan.variables()[variable];
    let base = plan.base(cell);
    let all = published.count(&base).flatten()?;
    let missing = asked.unanswered().into_iter();
    let unanswered: Option<u64> =
        missing.map(|other| published.count(&base.with(variable, other)).flatten()).sum::<Option<u64>>();
    let (of, whole) = match unanswered {
        Some(unanswered) if !asked.is_missing(node) => (Whole::Answered, all.checked_sub(unanswered)?),
        _ => (Whole::Everybody, all),
    };
    let percent = (200 * count + whole).checked_div(2 * whole)?;
    Some(Figure::Share { percent: u8::try_from(percent).ok()?, of })
}

impl Cell {
    /// The people of a cell who gave an answer.
    pub(in crate::disclosure) fn with(&self, variable: usize, node: usize) -> Self {
        let mut at = self.0.clone();
        at.push((variable, node));
        at.sort_unstable();
        Self(at)
    }
}

impl Figure {
    fn is_of(self, plan: &Plan, cell: &Cell) -> bool {
        match self {
            Self::People(about) => plan.answer(cell).is_none() && about % STEP == 0 && about <= MOST_PEOPLE,
            Self::Share { percent, .. } => plan.answer(cell).is_some() && percent <= 100,
        }
    }
}

impl From<Rounded> for Written {
    fn from(release: Rounded) -> Self {
        let own = |words: BTreeMap<&str, &str>| words.into_iter().map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
        let cells = release.cells.iter().map(|(cell, figure)| WrittenCell {
            at: own(release.plan.words(cell)),
            figure: figure.map_or(WrittenFigure::Hidden, WrittenFigure::Shown),
        });
        Self {
            rounded: Step::WholePercentagesAndBasesToFive,
            cells: cells.collect(),
            identity: release.identity,
            rules: release.rules,
            snapshot: release.snapshot,
            plan: release.plan,
        }
    }
}

impl TryFrom<Written> for Rounded {
    type Error = RoundedError;

    fn try_from(written: Written) -> Result<Self, RoundedError> {
        let Written { rounded: Step::WholePercentagesAndBasesToFive, identity, plan, rules, snapshot, cells: rows } =
            written;
        if plan.tables().iter().any(|table| plan.size_of(table) > rows.len()) {
            return Err(RoundedError::Few(rows.len()));
        }
        let expected = plan.cells();
        let mut cells = BTreeMap::new();
        for WrittenCell { at, figure } in rows {
            let words: Vec<_> = at.iter().map(|(name, code)| (name.as_str(), code.as_str())).collect();
            let figure = match figure {
                WrittenFigure::Hidden => None,
                WrittenFigure::Shown(figure) => Some(figure),
            };
            let cell = plan.cell(&words).filter(|cell| expected.contains(cell));
            let cell = cell.filter(|cell| figure.is_none_or(|figure| figure.is_of(&plan, cell)));
            if cell.is_none_or(|cell| cells.insert(cell, figure).is_some()) {
                return Err(RoundedError::Cell(at));
            }
        }
        if let Some(missing) = expected.iter().find(|cell| !cells.contains_key(*cell)) {
            let words = plan.words(missing).into_iter().map(|(name, code)| (name.to_owned(), code.to_owned()));
            return Err(RoundedError::Cell(words.collect()));
        }
        Ok(Self { plan, rules, snapshot, identity, cells })
    }
}
