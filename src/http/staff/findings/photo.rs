//! Photos of findings: giving them out, and taking one of how it looks now.

use std::io;
use std::sync::Arc;

use poem::http::StatusCode;
use poem::web::Multipart;
use poem::{FromRequest, Request, Response};
use uuid::Uuid;

use super::act;
use super::show::{Sent, respond};
use crate::blob::picture::Refusal;
use crate::http::picture;
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::{Fields, Problem};
use crate::http::staff::visit::{Visit, parameter};
use crate::service::attach;
use crate::service::attachments::{self, Sender};
use crate::service::findings::life::Action;
use crate::service::findings::{Command, read};
use crate::store::Digest;
use crate::store::finding_event::Deed;

/// More fields than the form has.
const MOST_FIELDS: usize = 10;

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let photo: String = parameter(&request, "photo")?;
    let sha256 = Digest::parse(&photo).ok_or(Failure::NotFound)?;
    let finding = parameter(&request, "finding")?;
    let kept = read::photo(visit.services(), visit.actor()?, finding, sha256).await?.ok_or(Failure::NotFound)?;
    picture::show(visit.services(), &kept, "private, max-age=3600").await?.ok_or(Failure::NotFound)
}

pub(super) async fn add(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let visit = visit.as_ref();
    let finding = parameter(&request, "finding")?;
    // A file is kept only of those who may add it.
    let shown = read::show(visit.services(), visit.actor()?, finding).await?.ok_or(Failure::NotFound)?;
    if !shown.deeds.contains(&Deed::AddPhoto) {
        return Err(Failure::Forbidden);
    }
    let (fields, file) = received(request).await?;
    let id = act::identity(&fields)?;
    let action = match keep(visit, file).await? {
        Ok(sha256) => Action::AddPhoto(sha256),
        Err(key) => {
            let megabytes = visit.services().attachments.limit / (1024 * 1024);
            let words = visit.say_with(key, &[("limit", megabytes.into())]);
            let problems = vec![Problem { name: "photo".to_owned(), words }];
            let sent = Sent { deed: Some(Deed::AddPhoto), fields, problems, meanwhile: None };
            return respond(visit, finding, StatusCode::UNPROCESSABLE_ENTITY, &sent, false).await;
        }
    };
    // How a place looks is so whatever was written about it meanwhile, and nobody wants to send the file again.
    let seen = shown.finding.version;
    act::carry_out(visit, fields, Command { id, finding, seen, action }).await
}

/// The fields of the form, and the file among them.
async fn received(request: Request) -> Result<(Fields, Vec<u8>), Failure> {
    let (request, mut body) = request.split();
    let mut form = Multipart::from_request(&request, &mut body).await.map_err(|_| Failure::NoForm)?;
    let (mut fields, mut file) = (Fields::default(), Vec::new());
    for _ in 0..MOST_FIELDS {
        let Some(field) = form.next_field().await.map_err(|_| Failure::NoForm)? else { return Ok((fields, file)) };
        let name = field.name().ok_or(Failure::NoForm)?.to_owned();
        if name == "photo" {
            file = field.bytes().await.map_err(|_| Failure::NoForm)?;
        } else {
            fields.0.push((name, field.text().await.map_err(|_| Failure::NoForm)?));
        }
    }
    Err(Failure::NoForm)
}

/// Keeps the file, written anew; otherwise what is said about it.
async fn keep(visit: &Visit, file: Vec<u8>) -> Result<Result<Digest, &'static str>, Failure> {
    // Browsers send an empty file where none was chosen.
    if file.is_empty() {
        return Ok(Err("finding-no-photo"));
    }
    let file = futures_util::stream::iter([Ok::<_, io::Error>(file)]);
    Ok(match attach::attach_new(visit.services(), &Sender::Staff, None, file).await {
        Ok(sha256) => Ok(sha256),
        Err(attach::Error::NotAllowed(attachments::Error::Store(error))) => return Err(error.into()),
        Err(attach::Error::NotAllowed(attachments::Error::Blob(error))) => return Err(error.into()),
        Err(attach::Error::Picture(Refusal::OtherType(_))) => Err("finding-photo-type"),
        Err(attach::Error::Picture(Refusal::Damaged)) => Err("finding-photo-damaged"),
        Err(attach::Error::TooLarge(_) | attach::Error::Picture(Refusal::TooManyPixels)) => Err("finding-photo-large"),
        Err(_) => Err("finding-photo-busy"),
    })
}

/// Whether a request brings such a photo, and so is larger and takes longer than others.
pub(in crate::http) fn is_brought(path: &str) -> bool {
    let finding = path.strip_prefix(super::LIST).and_then(|rest| rest.strip_prefix('/'));
    finding.and_then(|rest| rest.strip_suffix("/photos")).is_some_and(|finding| finding.parse::<Uuid>().is_ok())
}
