//! A definition brought together with the form it speaks of and the plan of a release: which of the released categories it counts.
//! A plan that has put together what the definition keeps apart tells nothing of it.

use std::collections::BTreeSet;

use forms::{ConditionError, Form, Variable as Asked};
use stats::cube::{Category, Plan};

use super::definition::{Item, Survey};
use crate::service::releases::plan::ReleasePlan;

/// One item, as categories of a variable of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Measure {
    /// The variable.
    pub(super) variable: String,
    /// Categories that count.
    pub(super) counted: Vec<String>,
    /// The others of the denominator.
    pub(super) uncounted: Vec<String>,
    /// Those outside of it.
    pub(super) outside: Vec<String>,
}

/// Why a release tells nothing of an indicator.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// A condition does not fit the form.
    #[error(transparent)]
    Condition(#[from] ConditionError),
    /// The definition says that this version of the form asks something else.
    #[error("version {0} of the form asks something else")]
    OtherMeaning(String),
    /// Numerator and denominator speak of two questions, or somebody counts who is not in the denominator.
    #[error("`{0}` is no part of its denominator")]
    NoPart(String),
    /// The release does not count the question.
    #[error("the release does not count {0}")]
    NotReleased(String),
    /// The release counts together what the definition keeps apart.
    #[error("the release counts the answers in {1} of {0} together, which the indicator keeps apart")]
    Together(String, String),
}

/// The measures of all items.
pub(super) fn measures(
    survey: &Survey,
    form: &Form,
    plan: &ReleasePlan,
    released: &Plan,
) -> Result<Vec<Measure>, Misfit> {
    if survey.not_versions.iter().any(|version| version == form.version()) {
        return Err(Misfit::OtherMeaning(form.version().to_owned()));
    }
    let codebook = form.codebook(form.default_language());
    let measure = |item: &Item| {
        let parts = Parts::of(item, form, &codebook.variables)?;
        parts.measure(plan, released)
    };
    survey.items.iter().map(measure).collect()
}

/// The codes of an item.
struct Parts {
    path: String,
    counted: BTreeSet<String>,
    denominator: BTreeSet<String>,
}

impl Parts {
    fn of(item: &Item, form: &Form, variables: &[Asked]) -> Result<Self, Misfit> {
        let counted = form.codes_where(&item.numerator)?;
        let denominator = match &item.denominator {
            Some(condition) => Some(form.codes_where(condition)?).filter(|found| found.path == counted.path),
            None => Some(forms::CodesWhere { codes: answers(variables, &counted.path), path: counted.path.clone() }),
        };
        let part = denominator.filter(|all| !counted.codes.is_empty() && counted.codes.is_subset(&all.codes));
        let denominator = part.ok_or_else(|| Misfit::NoPart(item.numerator.clone()))?.codes;
        Ok(Self { path: counted.path, counted: counted.codes, denominator })
    }

    fn measure(self, plan: &ReleasePlan, released: &Plan) -> Result<Measure, Misfit> {
        let missing = || Misfit::NotReleased(self.path.clone());
        let variable = released.variables().iter().find(|one| one.name == self.path).ok_or_else(missing)?;
        let answer = plan.answers.iter().find(|answer| answer.question == self.path).ok_or_else(missing)?;
        let mut measure =
            Measure { variable: self.path.clone(), counted: Vec::new(), uncounted: Vec::new(), outside: Vec::new() };
        measure.outside.extend(variable.unanswered().into_iter().map(|node| variable.code(node).to_owned()));
        for Category { code, .. } in variable.categories.iter().filter(|one| one.missing.is_none()) {
            let merged = answer.categories.iter().find(|merged| merged.code == *code);
            let codes = merged.map_or_else(|| vec![code.clone()], |merged| merged.of.clone());
            let held = |within: &BTreeSet<String>| codes.iter().filter(|code| within.contains(*code)).count();
            let part = match (held(&self.counted), held(&self.denominator)) {
                (0, 0) => &mut measure.outside,
                (0, all) if all == codes.len() => &mut measure.uncounted,
                (all, _) if all == codes.len() => &mut measure.counted,
                _ => return Err(Misfit::Together(self.path, code.clone())),
            };
            part.push(code.clone());
        }
        Ok(measure)
    }
}

/// The codes of a question that are answers to it.
fn answers(variables: &[Asked], path: &str) -> BTreeSet<String> {
    let codes = variables.iter().filter(|variable| variable.path == path).flat_map(|variable| &variable.codes);
    codes.filter(|code| code.missing.is_none()).map(|code| code.code.clone()).collect()
}
