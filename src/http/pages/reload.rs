//! Pages of a form that is being written: they load themselves again when it has changed. Only `form preview` asks for this.

use std::sync::Arc;

use maud::{Markup, html};
use poem::http::header;
use poem::{Request, Response};

use super::assets;
use super::failure::Failure;
use super::visit::Visit;
use crate::service::catalogue::preview_form::Look;
use crate::store::Digest;

/// The end of the address.
pub(super) const DIGEST: &str = "digest";
/// More than fit on a phone help nobody; the command shows all.
const MOST_FAULTS: usize = 10;

/// Says which content the link shows now, and what is wrong with the file.
pub(super) async fn digest(visit: Arc<Visit>, _: Request) -> Result<Response, Failure> {
    let look = visit.link.look().ok_or(Failure::UnknownPage)?;
    let response = Response::builder().content_type("text/plain").header(header::CACHE_CONTROL, "no-store");
    Ok(response.body(digest_of(&visit, look)))
}

/// The script that asks for it, where it is wanted.
pub(super) fn script(visit: &Visit) -> Option<Markup> {
    let look = visit.link.look().filter(|_| visit.site.reloads_previews)?;
    let (address, digest) = (format!("{}/{DIGEST}", visit.root()), digest_of(visit, look));
    Some(html! {
        script src=(assets::address("nabosvar-reload.js")) data-address=(address) data-digest=(digest) defer {}
    })
}

/// What is wrong with the file, above a page that shows it as it last was right.
pub(super) fn faults(visit: &Visit) -> Option<Markup> {
    let faults = visit.services().trial.faults();
    (visit.link.look().is_some() && !faults.is_empty()).then(|| {
        html! {
            div.faults role="status" {
                p { (visit.words("preview-faults")) }
                ul lang="en" dir="ltr" {
                    @for fault in faults.iter().take(MOST_FAULTS) { li { (fault) } }
                    @if faults.len() > MOST_FAULTS { li { "…" } }
                }
            }
        }
    })
}

fn digest_of(visit: &Visit, look: &Look) -> String {
    let faults: Vec<String> = visit.services().trial.faults().iter().map(ToString::to_string).collect();
    if faults.is_empty() {
        look.sha256().to_string()
    } else {
        format!("{} {}", look.sha256(), Digest::of(faults.join("\n")))
    }
}
