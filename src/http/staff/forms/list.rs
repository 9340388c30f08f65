//! All forms that there are, and the drafts that are to become versions.

use std::sync::Arc;

use ::forms::locale::Locale;
use maud::{Markup, html};
use poem::{Request, Response};

use super::{LIST, NEW, address, draft_address, languages, title};
use crate::access::Permission;
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::visit::Visit;
use crate::service::catalogue::form_counts::{self, Counts};
use crate::service::catalogue::form_drafts;
use crate::service::catalogue::{self, Entry};

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let services = visit.services();
    let entries = catalogue::list(services).await?;
    let counts = form_counts::count(services).await?;
    let may_write = visit.may_somewhere(Permission::WriteForms);
    let mut drafts = if may_write { form_drafts::list(services).await? } else { Vec::new() };
    // One with the content of a published version has nothing left to become.
    drafts.retain(|draft| !is_published(&entries, &draft.form_id, &draft.version));
    let heading = visit.say("form-title");
    Ok(Frame::of(&visit, &heading).around(&html! {
        @if request.original_uri().query() == Some("deleted") { p.note role="status" { (visit.say("form-deleted")) } }
        h1 { (heading) }
        @if may_write { p.actions { a.button href=(NEW) { (visit.say("form-upload")) } } }
        @if !drafts.is_empty() {
            h2 { (visit.say("form-drafts")) }
            ul.rows {
                @for draft in &drafts {
                    li {
                        a href=(draft_address(&draft.form_id, &draft.version)) { (draft.form_id) " " (draft.version) }
                        span.quiet { (visit.say_with("form-uploaded-on", &[("date", Locale::of(visit.language).date(draft.uploaded_on).into())])) }
                    }
                }
            }
        }
        @if entries.is_empty() {
            p.lead { (visit.say("form-none")) }
        } @else {
            h2 { (visit.say("form-published-ones")) }
            ul.findings { @for entry in &entries { (card(&visit, entry, &counts)) } }
        }
    }))
}

fn is_published(entries: &[Entry], form_id: &str, version: &str) -> bool {
    entries.iter().flat_map(|entry| &entry.versions).any(|one| one.form_id == form_id && one.version == version)
}

fn card(visit: &Visit, entry: &Entry, counts: &Counts) -> Markup {
    let form = &entry.newest.form;
    let in_use = entry.versions.iter().filter(|version| version.retired_on.is_none()).count();
    let state = if in_use == 0 { "retired" } else { "published" };
    html! {
        li {
            p { span class={ "status status-" (state) } { (visit.say(&format!("form-state-{state}"))) } " " span.hint { (form.id()) } }
            h3 { a href=(address(form.id())) { (title(visit, form)) } }
            dl.short {
                div { dt { (visit.say("form-newest")) } dd { (form.version()) } }
                div { dt { (visit.say("form-published-on")) } dd { (Locale::of(visit.language).date(entry.newest.published_on)) } }
                div { dt { (visit.say("form-versions")) } dd { (entry.versions.len()) } }
                div { dt { (visit.say("form-answers")) } dd { (counts.of_form(form.id())) } }
                div { dt { (visit.say("form-languages")) } dd { (languages(visit, form)) } }
            }
        }
    }
}

/// The way back to the list.
pub(super) fn way(visit: &Visit) -> Markup {
    html! { nav.way { a.back href=(LIST) { (visit.say("form-title")) } } }
}
