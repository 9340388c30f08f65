//! A coarser plan of a release as programs ask for it and read it.

use poem_openapi::Object;
use poem_openapi::types::Example;
use serde::Deserialize;
use uuid::Uuid;

use super::examples;
use super::release_requests::TrialDocument;
use crate::service::releases::Step;
use crate::service::releases::request::Share;
use crate::service::releases::told::Proposed;

/// What a plan is to be made coarser for.
#[derive(Debug, Object, Deserialize)]
#[oai(rename = "NewProposal", example)]
#[serde(deny_unknown_fields)]
pub(super) struct NewProposal {
    /// The wave.
    pub(super) wave: Uuid,
    /// The plan as YAML; the one that the form is shipped with, if it has one and nothing is said.
    #[serde(default)]
    pub(super) plan: Option<String>,
    /// How much of the cells is to be shown, in percent: 10, 20 and so on to 100.
    pub(super) share: u8,
}

/// A coarser plan. What comes out of it is for somebody to read and to ask for by its `plan`.
#[derive(Debug, Object)]
#[oai(rename = "ReleaseProposal", example)]
pub(super) struct ProposalDocument {
    /// The plan as YAML.
    plan: String,
    /// Whether it shows as much as was asked for. Twelve steps are taken at most.
    is_enough: bool,
    /// What it does otherwise, in the order in which it came to it.
    steps: Vec<StepDocument>,
    /// What it would show; nothing, where it cannot be protected either.
    trial: Option<TrialDocument>,
}

/// A step by which a plan was made coarser.
#[derive(Debug, Object)]
#[oai(rename = "CoarserStep")]
struct StepDocument {
    /// `areas` (departments are told as areas), `together` (two neighbouring categories are one), `apart` (breakdowns are not crossed
    /// any more), `without` (nothing is broken down so any more), `without_for` (one question is not) or `without_question` (it is not
    /// counted).
    kind: String,
    /// The breakdowns that it is about.
    by: Vec<String>,
    /// The two categories that became one.
    categories: Vec<String>,
    /// The question that it is about, if it is about one.
    question: Option<String>,
    /// The same in a sentence.
    words: String,
}

impl ProposalDocument {
    pub(super) fn of(proposed: Proposed, share: Share) -> Self {
        Self {
            is_enough: proposed.is_enough(share),
            plan: proposed.plan,
            steps: proposed.steps.iter().map(StepDocument::of).collect(),
            trial: proposed.told.map(TrialDocument::of),
        }
    }
}

impl StepDocument {
    fn of(step: &Step) -> Self {
        let nothing = Vec::new;
        let (kind, by, categories, question) = match step.clone() {
            Step::Areas(by) => ("areas", by, nothing(), None),
            Step::Together(by, categories) => ("together", vec![by], categories.to_vec(), None),
            Step::Apart(by) => ("apart", by, nothing(), None),
            Step::Without(by) => ("without", by, nothing(), None),
            Step::WithoutFor(question, by) => ("without_for", by, nothing(), Some(question)),
            Step::WithoutQuestion(question) => ("without_question", nothing(), nothing(), Some(question)),
        };
        Self { kind: kind.to_owned(), by, categories, question, words: step.to_string() }
    }
}

impl Example for NewProposal {
    fn example() -> Self {
        let wave = examples::WAVE.parse().unwrap_or_default();
        Self { wave, plan: Some(examples::PLAN.to_owned()), share: 60 }
    }
}

impl Example for ProposalDocument {
    fn example() -> Self {
        let step = Step::Areas(vec!["age".to_owned(), "department".to_owned()]);
        let trial = TrialDocument::example();
        Self {
            plan: examples::PLAN.to_owned(),
            is_enough: true,
            steps: vec![StepDocument::of(&step)],
            trial: Some(trial),
        }
    }
}
