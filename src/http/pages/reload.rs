//! Pages of a form that is being written: they load themselves again when it has changed. Only `form preview` asks for this.

use std::sync::Arc;

use maud::{Markup, html};
use poem::http::header;
use poem::{Request, Response};

use super::assets;
use super::failure::Failure;
use super::visit::Visit;

/// The end of the address.
pub(super) const DIGEST: &str = "digest";

/// Says which content the link shows now.
pub(super) async fn digest(visit: Arc<Visit>, _: Request) -> Result<Response, Failure> {
    let look = visit.link.look().ok_or(Failure::UnknownPage)?;
    let response = Response::builder().content_type("text/plain").header(header::CACHE_CONTROL, "no-store");
    Ok(response.body(look.sha256().to_string()))
}

/// The script that asks for it, where it is wanted.
pub(super) fn script(visit: &Visit) -> Option<Markup> {
    let look = visit.link.look().filter(|_| visit.site.reloads_previews)?;
    let address = format!("{}/{DIGEST}", visit.root());
    Some(html! {
        script src=(assets::address("nabosvar-reload.js")) data-address=(address) data-digest=(look.sha256()) defer {}
    })
}
