//! One form with all of its versions: what each changed, its files, a try, and whether new answers start.

use std::sync::Arc;

use ::forms::locale::Locale;
use maud::{Markup, html};
use poem::http::header;
use poem::{Request, Response};

use super::{address, fact, languages, list, title, version_address};
use crate::access::Permission;
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::see_other;
use crate::http::staff::visit::{Visit, form, parameter};
use crate::service::catalogue::form_counts::{self, Counts};
use crate::service::catalogue::form_files::{self, Format};
use crate::service::catalogue::{self, Published};
use crate::service::catalogue::{preview_form, retire_form};
use crate::service::places;
use crate::service::waves::{self, Wave};

/// What was just done, as the address of the page says it.
const DONE: [&str; 4] = ["published", "known", "retired", "reinstated"];

/// What is shown beside each version.
struct Around<'a> {
    visit: &'a Visit,
    counts: Counts,
    waves: Vec<Wave>,
    may_write: bool,
    may_publish: bool,
}

/// What is to become of a version.
#[derive(serde::Deserialize)]
struct Choice {
    state: String,
}

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let services = visit.services();
    let form_id: String = parameter(&request, "form")?;
    let entry = catalogue::versions(services, &form_id).await?.ok_or(Failure::NotFound)?;
    let around = Around {
        visit: &visit,
        counts: form_counts::count(services).await?,
        waves: waves::list(services).await?,
        may_write: visit.may_somewhere(Permission::WriteForms),
        may_publish: places::may_everywhere(services, visit.actor()?, Permission::PublishForms).await?,
    };
    let form = &entry.newest.form;
    let title = title(&visit, form);
    let done = DONE.into_iter().find(|done| request.original_uri().query() == Some(*done));
    Ok(Frame::of(&visit, &title).around(&html! {
        (list::way(&visit))
        @if let Some(done) = done { p.note role="status" { (visit.say(&format!("form-done-{done}"))) } }
        h1 { (title) }
        dl.facts {
            (fact(&visit, "form-id", &html! { (form_id) }))
            (fact(&visit, "form-audience", &html! { (visit.say(&format!("form-audience-{}", form.audience().name()))) }))
            (fact(&visit, "form-languages", &languages(&visit, form)))
            (fact(&visit, "form-answers", &html! { (around.counts.of_form(&form_id)) }))
        }
        @for (number, version) in entry.versions.iter().enumerate() {
            (around.version(version, number + 1 < entry.versions.len()))
        }
    }))
}

impl Around<'_> {
    fn version(&self, published: &Published, has_older: bool) -> Markup {
        let (visit, version) = (self.visit, published.version.as_str());
        let at = version_address(&published.form_id, version);
        let state = if published.retired_on.is_some() { "retired" } else { "published" };
        let date = |date| Locale::of(visit.language).date(date);
        html! {
            section.after {
                h2 { (visit.say_with("form-version-of", &[("version", version.into())])) " " span class={ "status status-" (state) } { (visit.say(&format!("form-state-{state}"))) } }
                dl.short {
                    div { dt { (visit.say("form-published-on")) } dd { (date(published.published_on)) } }
                    @if let Some(on) = published.retired_on { div { dt { (visit.say("form-retired-on")) } dd { (date(on)) } } }
                    div { dt { (visit.say("form-answers")) } dd { (self.counts.of(&published.form_id, version)) } }
                }
                div.ways {
                    ul {
                        @if has_older { li { a href={ (at) "/changes" } { (visit.say("form-changes")) } } }
                        @for format in Format::ALL {
                            li { a href={ (at) "/file/" (format.ending()) } { (visit.say(&format!("form-file-{}", format.ending()))) } }
                        }
                    }
                }
                @if self.may_write {
                    form.in-line method="post" action={ (at) "/preview" } { button.button.other.small { (visit.say("form-try")) } }
                }
                @if self.may_publish { (self.use_of(published, &at)) }
            }
        }
    }

    /// Taking it out of use, or into use again: asked before it is done.
    fn use_of(&self, published: &Published, at: &str) -> Markup {
        let visit = self.visit;
        let (state, key) =
            if published.retired_on.is_some() { ("published", "reinstate") } else { ("retired", "retire") };
        let asks = |wave: &&Wave| retire_form::asks(visit.services(), wave, &published.form_id, &published.version);
        let asking: Vec<&Wave> = self.waves.iter().filter(asks).collect();
        html! {
            details.deed {
                summary { (visit.say(&format!("form-{key}"))) }
                form method="post" action={ (at) "/use" } {
                    p { (visit.say(&format!("form-{key}-means"))) }
                    @if !asking.is_empty() {
                        p { (visit.say("form-asking")) }
                        ul.changes { @for wave in asking { li { (wave.name) } } }
                    }
                    input type="hidden" name="state" value=(state);
                    p.actions { button.button.other { (visit.say(&format!("form-{key}-now"))) } }
                }
            }
        }
    }
}

pub(super) async fn file(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (form_id, version, ending) = (name(&request, "form")?, name(&request, "version")?, name(&request, "ending")?);
    let format = Format::of_ending(&ending).ok_or(Failure::NotFound)?;
    let found = catalogue::find(visit.services(), &form_id, &version).await?.ok_or(Failure::NotFound)?;
    let file = form_files::write(visit.services(), found, format).await.map_err(|error| Failure::File(error.into()))?;
    let is_plain = |letter: &char| letter.is_ascii_alphanumeric() || "-_.".contains(*letter);
    let plain: String = format!("{form_id}-{version}").chars().filter(is_plain).collect();
    let disposition = format!("attachment; filename=\"{plain}.{ending}\"");
    Ok(Response::builder()
        .content_type(format.media_type())
        .header(header::CONTENT_DISPOSITION, disposition)
        .header(header::CACHE_CONTROL, "private, no-cache")
        .body(file))
}

pub(super) async fn preview(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (form_id, version) = (name(&request, "form")?, name(&request, "version")?);
    let code = preview_form::code_of(visit.services(), &form_id, &version).await?.ok_or(Failure::NotFound)?;
    Ok(see_other(&preview_form::link(&code, "")))
}

pub(super) async fn change_use(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (form_id, version) = (name(&request, "form")?, name(&request, "version")?);
    let Choice { state } = form(request).await?;
    let (services, actor) = (visit.services(), visit.actor()?);
    let (changed, done) = match state.as_str() {
        "retired" => (retire_form::retire(services, actor, &form_id, &version).await, "retired"),
        "published" => (retire_form::reinstate(services, actor, &form_id, &version).await, "reinstated"),
        _ => return Err(Failure::NoForm),
    };
    match changed {
        Ok(Some(_)) => Ok(see_other(&format!("{}?{done}", address(&form_id)))),
        Ok(None) => Err(Failure::NotFound),
        Err(retire_form::Error::Denied(_)) => Err(Failure::Forbidden),
        Err(retire_form::Error::Store(error)) => Err(error.into()),
    }
}

fn name(request: &Request, of: &str) -> Result<String, Failure> {
    parameter(request, of)
}
