//! A draft: tried, held against the version that is in use, published once it is seen what that means, or thrown away.

use std::collections::BTreeMap;
use std::sync::Arc;

use ::forms::locale::Locale;
use ::forms::{Comparison, Mapping, Statement};
use maud::{Markup, html};
use poem::http::StatusCode;
use poem::{Request, Response};

use super::{LIST, address, changes, draft_address, fact, languages, list, title};
use crate::access::Permission;
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::see_other;
use crate::http::staff::visit::{Visit, form, parameter};
use crate::service::catalogue::form_drafts::FormDraft;
use crate::service::catalogue::{compare_forms, form_drafts, preview_form, publish_form};
use crate::service::{catalogue, places};

/// What the fields that speak of a variable begin with.
const MEANS: &str = "means-";

/// Why a draft was not published.
#[derive(Clone, Copy)]
enum Wrong {
    /// It was uploaded again since it was looked at.
    Changed,
    /// It is not said what becomes of older answers.
    Unsettled,
}

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let is_new = request.original_uri().query() == Some("uploaded");
    respond(&visit, &names(&request)?, None, is_new).await
}

pub(super) async fn publish(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let names = names(&request)?;
    let fields: BTreeMap<String, String> = form(request).await?;
    let sha256 = fields.get("sha256").ok_or(Failure::NoForm)?;
    let asked = [names.0.as_str(), names.1.as_str()];
    let published =
        publish_form::publish_draft(visit.services(), visit.actor()?, asked, Some(sha256), &mapping(&fields)?).await;
    let wrong = match published {
        Ok(_) => return Ok(see_other(&format!("{}?published", address(&names.0)))),
        Err(publish_form::Error::NoDraft) => return Err(Failure::NotFound),
        Err(publish_form::Error::Denied(_)) => return Err(Failure::Forbidden),
        Err(publish_form::Error::Store(error)) => return Err(error.into()),
        Err(publish_form::Error::MeaningChanged { .. } | publish_form::Error::MappingInvalid(_)) => Wrong::Unsettled,
        Err(
            publish_form::Error::DraftChanged
            | publish_form::Error::VersionTaken { .. }
            | publish_form::Error::Invalid(_),
        ) => Wrong::Changed,
    };
    respond(&visit, &names, Some(wrong), false).await
}

pub(super) async fn delete(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (form_id, version) = names(&request)?;
    // Gone is what it is to become, so a second click has nothing left to do.
    form_drafts::delete(visit.services(), &form_id, &version).await?;
    Ok(see_other(&format!("{LIST}?deleted")))
}

fn names(request: &Request) -> Result<(String, String), Failure> {
    Ok((parameter(request, "form")?, parameter(request, "version")?))
}

/// What was said of the variables that mean something else than before.
fn mapping(fields: &BTreeMap<String, String>) -> Result<Mapping, Failure> {
    let said = fields.iter().filter_map(|(name, value)| Some((name.strip_prefix(MEANS)?, value.as_str())));
    let read = |(path, value): (&str, &str)| match value {
        "same" => Ok((path.to_owned(), Statement::Same)),
        "not_comparable" => Ok((path.to_owned(), Statement::NotComparable)),
        _ => Err(Failure::NoForm),
    };
    Ok(Mapping { from: None, variables: said.map(read).collect::<Result<_, _>>()? })
}

async fn respond(
    visit: &Visit,
    (form_id, version): &(String, String),
    wrong: Option<Wrong>,
    is_new: bool,
) -> Result<Response, Failure> {
    let services = visit.services();
    if catalogue::about(services, form_id, version).await?.is_some() {
        return Ok(see_other(&format!("{}?known", address(form_id))));
    }
    let draft = form_drafts::find(services, form_id, version).await?.ok_or(Failure::NotFound)?;
    let look = preview_form::look(services, draft.entry.code.as_str()).await?.ok_or(Failure::NotFound)?;
    let comparison = match compare_forms::draft(services, form_id, version).await {
        Ok(comparison) => Some(comparison),
        // The first of its form.
        Err(compare_forms::Error::NoForm) => None,
        Err(error) => return Err(error.into()),
    };
    let may_publish = places::may_everywhere(services, visit.actor()?, Permission::PublishForms).await?;
    let form = look.form();
    let title = title(visit, form);
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let date = |date| html! { (Locale::of(visit.language).date(date)) };
    Ok(Frame { status, ..Frame::of(visit, &title) }.around(&html! {
        (list::way(visit))
        @if is_new { p.note role="status" { (visit.say("form-uploaded")) } }
        @if let Some(wrong) = wrong {
            @let key = match wrong { Wrong::Changed => "form-draft-changed", Wrong::Unsettled => "form-unsettled" };
            div.problems role="alert" tabindex="-1" { p { (visit.say(key)) } }
        }
        p.section { (visit.say("form-state-draft")) }
        h1 { (title) }
        dl.facts {
            (fact(visit, "form-id", &html! { (form_id) }))
            (fact(visit, "form-version", &html! { (version) }))
            (fact(visit, "form-languages", &languages(visit, form)))
            (fact(visit, "form-last-upload", &date(draft.entry.uploaded_on)))
            (fact(visit, "form-forgotten-on", &date(draft.entry.expires_on)))
        }
        p.actions { a.button.other href=(preview_form::link(&draft.entry.code, "")) { (visit.say("form-try")) } }
        @if let Some(comparison) = &comparison {
            h2 { (visit.say_with("form-changes-since", &[("version", comparison.from.as_str().into())])) }
            (changes::list(visit, comparison))
        } @else {
            p.hint { (visit.say("form-first")) }
        }
        h2 { (visit.say("form-what-now")) }
        @if may_publish { (publishing(visit, &draft, comparison.as_ref(), wrong)) }
        @else { p.hint { (visit.say("form-may-not-publish")) } }
        (throwing_away(visit, form_id, version))
    }))
}

fn publishing(visit: &Visit, draft: &FormDraft, comparison: Option<&Comparison>, wrong: Option<Wrong>) -> Markup {
    let (form_id, version) = (&draft.entry.form_id, &draft.entry.version);
    let mut unsettled: Vec<&str> = comparison.map_or(Vec::new(), |comparison| {
        comparison.changes.iter().filter(|change| change.needs_mapping).map(|change| change.path.as_str()).collect()
    });
    unsettled.dedup();
    html! {
        details.deed open[wrong.is_some()] {
            summary { (visit.say("form-publish")) }
            form method="post" action=(draft_address(form_id, version)) {
                p { (visit.say_with("form-publish-means", &[("version", version.as_str().into())])) }
                input type="hidden" name="sha256" value=(draft.entry.sha256);
                @if !unsettled.is_empty() { p { strong { (visit.say("form-settle")) } } p.hint { (visit.say("form-settle-codes")) } }
                @for path in unsettled {
                    fieldset.question {
                        legend { code { (path) } }
                        @for statement in ["same", "not_comparable"] {
                            label.choice {
                                input type="radio" name={ (MEANS) (path) } value=(statement) required;
                                span { (visit.say(&format!("form-means-{statement}"))) }
                            }
                        }
                    }
                }
                p.actions { button.button { (visit.say("form-publish-now")) } }
            }
        }
    }
}

fn throwing_away(visit: &Visit, form_id: &str, version: &str) -> Markup {
    html! {
        details.deed {
            summary { (visit.say("form-delete")) }
            form method="post" action={ (draft_address(form_id, version)) "/delete" } {
                p { (visit.say("form-delete-means")) }
                p.actions { button.button.other { (visit.say("form-delete-now")) } }
            }
        }
    }
}
