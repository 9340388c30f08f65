//! What a version does to the data of the one before: what breaks first, in the words of each kind of change.

use std::sync::Arc;

use ::forms::{Change, Comparison, Effect};
use maud::{Markup, html};
use poem::{Request, Response};

use super::{address, title};
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::visit::{Visit, parameter};
use crate::service::catalogue;
use crate::service::catalogue::compare_forms;

/// The gravest first.
const EFFECTS: [Effect; 4] = [Effect::BreaksSeries, Effect::LosesData, Effect::ComparableWithCare, Effect::None];

/// A published version beside the one that was published before it.
pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (form_id, version): (String, String) = (parameter(&request, "form")?, parameter(&request, "version")?);
    let entry = catalogue::versions(visit.services(), &form_id).await?.ok_or(Failure::NotFound)?;
    let at = entry.versions.iter().position(|one| one.version == version).ok_or(Failure::NotFound)?;
    let before = entry.versions.get(at + 1).ok_or(Failure::NotFound)?;
    let comparison = compare_forms::versions(visit.services(), &form_id, &before.version, &version).await?;
    let versions = [("from", comparison.from.as_str().into()), ("to", comparison.to.as_str().into())];
    let heading = visit.say_with("form-changes-between", &versions);
    Ok(Frame::of(&visit, &heading).around(&html! {
        nav.way { a.back href=(address(&form_id)) { (title(&visit, &entry.newest.form)) } }
        h1 { (heading) }
        (list(&visit, &comparison))
    }))
}

/// Everything that has changed.
pub(super) fn list(visit: &Visit, comparison: &Comparison) -> Markup {
    html! {
        @if comparison.changes.is_empty() { p.lead { (visit.say("form-no-changes")) } }
        @else if visit.language != "en" { p.hint { (visit.say("form-in-english")) } }
        @for effect in EFFECTS {
            @let of_effect: Vec<&Change> = comparison.changes.iter().filter(|change| change.effect == effect).collect();
            @if !of_effect.is_empty() {
                details.deed open[effect != Effect::None] {
                    summary { (visit.say(&format!("form-effect-{}", effect.name()))) " (" (of_effect.len()) ")" }
                    ul.changed { @for change in of_effect { (line(visit, change)) } }
                }
            }
        }
        @if comparison.left_off > 0 { p { (visit.say_with("form-left-off", &[("count", comparison.left_off.into())])) } }
    }
}

fn line(visit: &Visit, change: &Change) -> Markup {
    html! {
        li {
            strong { (visit.say(&format!("form-change-{}", change.kind.name()))) }
            @if !change.path.is_empty() { " " code { (change.path) } }
            p.hint lang="en" { (change.message) }
        }
    }
}

impl From<compare_forms::Error> for Failure {
    fn from(error: compare_forms::Error) -> Self {
        match error {
            compare_forms::Error::NoForm | compare_forms::Error::NoDraft => Self::NotFound,
            compare_forms::Error::Store(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use ::forms::ChangeKind;

    use crate::words::say;

    #[test]
    fn every_kind_of_change_has_words() {
        let all = [
            ChangeKind::VariableAdded,
            ChangeKind::VariableRemoved,
            ChangeKind::VariableMoved,
            ChangeKind::TypeChanged,
            ChangeKind::RepeatChanged,
            ChangeKind::RangeChanged,
            ChangeKind::CodeAdded,
            ChangeKind::CodeRemoved,
            ChangeKind::CodeChanged,
            ChangeKind::MissingChanged,
            ChangeKind::OrderChanged,
            ChangeKind::RequiredChanged,
            ChangeKind::ConstraintChanged,
            ChangeKind::RelevanceChanged,
            ChangeKind::CalculationChanged,
            ChangeKind::FilterChanged,
            ChangeKind::DefaultChanged,
            ChangeKind::SensitiveChanged,
            ChangeKind::Wording,
            ChangeKind::LanguageAdded,
            ChangeKind::LanguageRemoved,
            ChangeKind::AudienceChanged,
        ];
        for kind in all {
            let key = format!("form-change-{}", kind.name());
            assert_ne!(say("da", &key), key);
        }
        for effect in super::EFFECTS {
            let key = format!("form-effect-{}", effect.name());
            assert_ne!(say("da", &key), key);
        }
    }
}
