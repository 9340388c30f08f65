//! A file with a form: taken as a draft, or shown back with everything that is wrong with it.

use std::sync::Arc;

use ::forms::Severity;
use maud::{Markup, html};
use poem::web::Multipart;
use poem::{FromRequest, Request, Response};

use super::{NEW, draft_address, faults, list};
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::{Field, Problem, summary};
use crate::http::staff::frame::Frame;
use crate::http::staff::see_other;
use crate::http::staff::visit::Visit;
use crate::service::catalogue::form_drafts::{self, MOST_BYTES, Uploaded};
use crate::service::catalogue::form_files::{self, Placed};

/// More fields than the form has.
const MOST_FIELDS: usize = 5;

/// A file as a browser sends it.
#[derive(Clone, Default)]
struct Sent {
    name: String,
    bytes: Vec<u8>,
}

/// Why there is no draft of it.
enum Wrong {
    /// In a sentence.
    Key(&'static str),
    /// In each of these places.
    Faults(Vec<Placed>),
}

pub(super) async fn show(visit: Arc<Visit>, _: Request) -> Result<Response, Failure> {
    Ok(form(&visit, None))
}

pub(super) async fn take(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let Sent { name, bytes } = received(request).await?;
    // Browsers send an empty file where none was chosen.
    if bytes.is_empty() {
        return Ok(form(&visit, Some((&name, &Wrong::Key("form-no-file")))));
    }
    if bytes.len() > MOST_BYTES {
        return Ok(form(&visit, Some((&name, &Wrong::Key("form-too-large")))));
    }
    let services = visit.services();
    let place = |faults| form_files::place(services, bytes.clone(), name.clone(), faults);
    match form_drafts::upload(services, bytes.clone(), name.clone()).await {
        Ok(Uploaded { entry, warnings, .. }) if warnings.is_empty() => {
            Ok(see_other(&format!("{}?uploaded", draft_address(&entry.form_id, &entry.version))))
        }
        Ok(Uploaded { entry, warnings, .. }) => {
            Ok(warned(&visit, &draft_address(&entry.form_id, &entry.version), &place(warnings).await))
        }
        Err(form_drafts::Error::Invalid(faults)) => {
            let wrong = Wrong::Faults(place(faults).await);
            Ok(form(&visit, Some((&name, &wrong))))
        }
        Err(form_drafts::Error::VersionTaken | form_drafts::Error::NoDraft) => {
            Ok(form(&visit, Some((&name, &Wrong::Key("form-version-taken")))))
        }
        Err(form_drafts::Error::Store(error)) => Err(error.into()),
    }
}

async fn received(request: Request) -> Result<Sent, Failure> {
    let (request, mut body) = request.split();
    let mut form = Multipart::from_request(&request, &mut body).await.map_err(|_| Failure::NoForm)?;
    let mut sent = Sent::default();
    for _ in 0..MOST_FIELDS {
        let Some(field) = form.next_field().await.map_err(|_| Failure::NoForm)? else { return Ok(sent) };
        if field.name() == Some("file") {
            let name = field.file_name().unwrap_or_default().to_owned();
            sent = Sent { name, bytes: field.bytes().await.map_err(|_| Failure::NoForm)? };
        }
    }
    Err(Failure::NoForm)
}

/// The page that asks for a file, with what is wrong with the last one.
fn form(visit: &Visit, wrong: Option<(&str, &Wrong)>) -> Response {
    let title = visit.say("form-upload");
    let frame = Frame::of(visit, &title);
    let frame = if wrong.is_some() { frame.refusing() } else { frame };
    let problems = match wrong {
        Some((_, Wrong::Key(key))) => vec![Problem::new(visit, "file", key)],
        _ => Vec::new(),
    };
    let label = visit.say(if wrong.is_some() { "form-file-again" } else { "form-file" });
    let field = Field::new("file", label).hint(visit.say("form-file-hint")).among(&problems);
    frame.around(&html! {
        (list::way(visit))
        (summary(visit, None, &problems))
        h1 { (title) }
        @if let Some((name, Wrong::Faults(placed))) = wrong {
            div.problems role="alert" tabindex="-1" {
                h2 { (visit.say("form-refused")) }
                p { (visit.say_with("form-refused-text", &[("file", name.into())])) }
            }
            (faults::list(visit, placed, Severity::Error))
            (faults::list(visit, placed, Severity::Warning))
        } @else {
            p.lead { (visit.say("form-upload-lead")) }
        }
        form method="post" action=(NEW) enctype="multipart/form-data" {
            (field.around(|voice| html! {
                input.field #file type="file" name="file" accept=".xlsx,.yaml,.yml,.json,.csv"
                    aria-invalid=[voice.invalid] aria-describedby=[voice.described_by];
            }))
            p.actions { button.button { (visit.say("form-check")) } }
        }
    })
}

/// The draft is kept, and its author should look at some places.
fn warned(visit: &Visit, draft: &str, warnings: &[Placed]) -> Response {
    let title = visit.say("form-warned");
    let words: Markup = faults::list(visit, warnings, Severity::Warning);
    Frame::of(visit, &title).around(&html! {
        (list::way(visit))
        h1 { (title) }
        p.lead role="status" { (visit.say("form-warned-text")) }
        (words)
        p.actions {
            a.button href=(draft) { (visit.say("form-to-draft")) }
            a.button.other href=(NEW) { (visit.say("form-file-again")) }
        }
    })
}
