//! What somebody is told who has a plan tried or a coarser one proposed: shares in steps that tell little of a single cell, and no count.

use serde::{Deserialize, Serialize};

use super::coarser::Step;
use super::make::Tried;
use super::propose::Proposal;
use super::request::{Kind, Request, Share, State};

/// What a trial tells: of each table how much of it would be shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// How many answers count, in steps of ten, the rest left out.
    pub answers: u64,
    /// Each table.
    pub tables: Vec<ToldTable>,
    /// Of all cells, so many in a hundred would be shown.
    pub shown: u8,
}

/// A table of a plan that was tried.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToldTable {
    /// Its variables.
    pub variables: Vec<String>,
    /// Its cells.
    pub cells: usize,
    /// So many in a hundred of them would be shown, in steps of ten.
    pub shown: u8,
}

/// A coarser plan. What the plans between the first and this one would show is not told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proposed {
    /// The plan as YAML.
    pub plan: String,
    /// What it does otherwise, in order.
    pub steps: Vec<Step>,
    /// What it would show; nothing where it cannot be protected either.
    pub told: Option<Told>,
}

impl Told {
    /// Reads what was kept of a trial.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    pub(super) fn of(tried: Tried) -> Self {
        let table = |(variables, cells, shown): (Vec<String>, usize, usize)| ToldTable {
            variables,
            cells,
            shown: u8::try_from(10 * shown / cells.max(1) * 10).unwrap_or(100),
        };
        // Between 0 and 1.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share in a hundred")]
        let shown = (100.0 * tried.shown).floor().clamp(0.0, 100.0) as u8;
        Self { answers: tried.answers, tables: tried.tables.into_iter().map(table).collect(), shown }
    }
}

impl Proposed {
    /// Reads what was kept of a proposal.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// Whether it shows as much as was asked for.
    pub fn is_enough(&self, share: Share) -> bool {
        self.told.as_ref().is_some_and(|told| told.shown >= share.percent())
    }

    pub(super) fn of(proposal: Proposal) -> Self {
        Self { plan: proposal.plan, steps: proposal.steps, told: proposal.tried.map(Told::of) }
    }
}

/// The plan that a release would follow which is made of a request: the coarser one, where one was to be proposed, and nothing as long as none
/// was. Nobody may release by the finer one who asked for less.
pub fn plan_of(request: &Request) -> Option<String> {
    match (request.kind, &request.state) {
        (Kind::Trial | Kind::Release, _) => Some(request.plan.clone()),
        (Kind::Proposal(_), State::Tried(told)) => Proposed::read(told).map(|proposed| proposed.plan),
        (Kind::Proposal(_), _) => None,
    }
}
