//! Photos that were sent with a page, shown to who sent them while the answers are not sent yet.

use std::sync::Arc;

use poem::{Request, Response};

use super::failure::Failure;
use super::visit::Visit;
use crate::http::picture;
use crate::service::attachments;
use crate::store::Digest;

/// Shows a photo that the half-filled answers refer to.
pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let begun = visit.begun().await?;
    let wanted = request.raw_path_param("photo").and_then(Digest::parse).ok_or(Failure::UnknownPage)?;
    let name = wanted.to_string();
    if visit.instance(&begun.draft).attached().iter().all(|attached| attached.sha256 != name) {
        return Err(Failure::UnknownPage);
    }
    let kept = attachments::find(visit.services(), wanted).await?.ok_or(Failure::UnknownPage)?;
    picture::show_small(visit.services(), &kept, "no-store").await?.ok_or(Failure::UnknownPage)
}
