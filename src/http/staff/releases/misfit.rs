//! Why a plan does not fit its form, in the words of whoever reads.

use stats::cube::PlanError;

use crate::http::staff::visit::Visit;
use crate::service::releases::Misfit;

/// One sentence, which names what does not fit as the plan does.
pub(super) fn in_words(visit: &Visit, misfit: &Misfit) -> String {
    let (key, names) = match misfit {
        Misfit::OtherForm(first) => ("other-form", vec![first]),
        Misfit::NoQuestion(first) => ("no-question", vec![first]),
        Misfit::NoCode(first, second) => ("no-code", vec![first, second]),
        Misfit::NoCategory(first, second) => ("no-category", vec![first, second]),
        Misfit::Residents(first) => ("residents", vec![first]),
        Misfit::LeftOut(first, second) => ("left-out", vec![first, second]),
        Misfit::NoNumber(first) => ("no-number", vec![first]),
        Misfit::NoBand(first, second) => ("no-band", vec![first, second]),
        Misfit::BelowArea(first) => ("below-area", vec![first]),
        Misfit::ToldApart(first) => ("told-apart", vec![first]),
        Misfit::Place(first) => ("place", vec![first]),
        Misfit::TwoRoles(first) => ("two-roles", vec![first]),
        Misfit::Follows(first, second) => ("follows", vec![first, second]),
        Misfit::Together(all) => ("together", all.iter().collect()),
        Misfit::Mixed(all) => ("mixed", all.iter().collect()),
        Misfit::Changed(first, second) => ("changed", vec![first, second]),
        Misfit::Several(first) => ("several", vec![first]),
        Misfit::NotSeveral(first) => ("not-several", vec![first]),
        Misfit::NoLanguage(first) => ("no-language", vec![first]),
        Misfit::AllLanguages(first) => ("all-languages", vec![first]),
        Misfit::TwoLanguages(first, second) => ("two-languages", vec![first, second]),
        Misfit::LanguageOfDepartment(first) => ("language-of-department", vec![first]),
        Misfit::NoBreakdown(first) => ("no-breakdown", vec![first]),
        Misfit::Plan(error) => of_plan(error),
    };
    let arguments: Vec<_> =
        ["first", "second", "third"].into_iter().zip(names.into_iter().map(|name| name.as_str().into())).collect();
    visit.say_with(&format!("release-misfit-{key}"), &arguments)
}

fn of_plan(error: &PlanError) -> (&'static str, Vec<&String>) {
    match error {
        PlanError::Twice(first) => ("twice", vec![first]),
        PlanError::Unknown(first) => ("unknown", vec![first]),
        PlanError::Empty(first) => ("empty", vec![first]),
        PlanError::Group(first) => ("group", vec![first]),
        PlanError::Ungrouped(first) => ("ungrouped", vec![first]),
        PlanError::Overlap(first, second) => ("overlap", vec![first, second]),
        PlanError::Combination(first) => ("combination", vec![first]),
        PlanError::TwoAnswers(first, second) => ("two-answers", vec![first, second]),
        PlanError::Link(first, second) => ("link", vec![first, second]),
        PlanError::TooLarge => ("too-large", Vec::new()),
    }
}
