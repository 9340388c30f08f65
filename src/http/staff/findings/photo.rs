//! Photos of findings: giving them out, and taking one of how it looks now.

use std::sync::Arc;

use poem::http::StatusCode;
use poem::{Request, Response};
use uuid::Uuid;

use super::act;
use super::show::{Sent, respond};
use crate::http::picture;
use crate::http::staff::failure::Failure;
use crate::http::staff::upload;
use crate::http::staff::visit::{Visit, parameter};
use crate::service::findings::life::Action;
use crate::service::findings::{Command, read};
use crate::store::Digest;
use crate::store::finding_event::Deed;

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let photo: String = parameter(&request, "photo")?;
    let sha256 = Digest::parse(&photo).ok_or(Failure::NotFound)?;
    let finding = parameter(&request, "finding")?;
    let kept = read::photo(visit.services(), visit.actor()?, finding, sha256).await?.ok_or(Failure::NotFound)?;
    // The address names the content, so it never changes.
    picture::show_as_asked(visit.services(), &kept, "private, max-age=3600", &request).await?.ok_or(Failure::NotFound)
}

pub(super) async fn add(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let visit = visit.as_ref();
    let finding = parameter(&request, "finding")?;
    // A file is kept only of those who may add it.
    let shown = read::show(visit.services(), visit.actor()?, finding).await?.ok_or(Failure::NotFound)?;
    if !shown.deeds.contains(&Deed::AddPhoto) {
        return Err(Failure::Forbidden);
    }
    let (fields, file) = upload::received(request, "photo").await?;
    let id = act::identity(&fields)?;
    let action = match upload::keep(visit, file, None).await? {
        Ok(sha256) => Action::AddPhoto(sha256),
        Err(wrong) => {
            let problems = vec![wrong.problem(visit, "photo", "finding-photo")];
            let sent = Sent { deed: Some(Deed::AddPhoto), fields, problems, meanwhile: None };
            return respond(visit, finding, StatusCode::UNPROCESSABLE_ENTITY, &sent, false).await;
        }
    };
    // How a place looks is so whatever was written about it meanwhile, and nobody wants to send the file again.
    let seen = shown.finding.version;
    act::carry_out(visit, fields, Command { id, finding, seen, action }).await
}

/// Whether a request brings such a photo, and so is larger and takes longer than others.
pub(in crate::http) fn is_brought(path: &str) -> bool {
    let finding = path.strip_prefix(super::LIST).and_then(|rest| rest.strip_prefix('/'));
    finding.and_then(|rest| rest.strip_suffix("/photos")).is_some_and(|finding| finding.parse::<Uuid>().is_ok())
}
