//! What a browser sends with a page: what was typed, and photos, which are kept before anything says that they were.

use std::io;

use forms::page::{Photo, Typed};
use forms::{Violation, ViolationCode, locale};
use poem::http::{Method, header};
use poem::web::{Field, Form, Multipart};
use poem::{FromRequest, Request, RequestBody};

use super::failure::Failure;
use super::visit::Visit;
use crate::blob::picture::Refusal;
use crate::service::attachments;
use crate::service::attachments::attach;
use crate::store::Digest;

/// What came with a page.
pub(super) struct Sent {
    /// The fields; in the place of each photo its digest.
    pub(super) typed: Typed,
    /// What is wrong with photos that could not be kept.
    pub(super) violations: Vec<Violation>,
}

const MULTIPART: &str = "multipart/form-data";
/// More fields are on no page.
const MOST_FIELDS: usize = 1_000;

/// Whether a request brings photos with a page, and so is larger and takes longer than others.
pub(crate) fn brings_photos(request: &Request) -> bool {
    *request.method() == Method::POST && request.uri().path().contains("/q/") && is_multipart(request)
}

fn is_multipart(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.get(..MULTIPART.len()).is_some_and(|kind| kind.eq_ignore_ascii_case(MULTIPART)))
}

impl Sent {
    /// Reads what came with a page that asks for some photos.
    pub(super) async fn read(
        visit: &Visit,
        request: &Request,
        body: &mut RequestBody,
        asked: &[Photo],
    ) -> Result<Self, Failure> {
        let mut received = Received { visit, asked, pairs: Vec::new(), violations: Vec::new() };
        if is_multipart(request) {
            received.take_all(Multipart::from_request(request, body).await.map_err(|_| Failure::NoForm)?).await?;
        } else {
            let pairs = Form::<Vec<(String, String)>>::from_request(request, body).await;
            let typed = pairs.map_err(|_| Failure::NoForm)?.0.into_iter();
            received.pairs = typed.filter(|(name, _)| received.photo(name).is_none()).collect();
        }
        Ok(Self { typed: Typed::new(received.pairs), violations: received.violations })
    }
}

/// What has been read so far.
struct Received<'a> {
    visit: &'a Visit,
    asked: &'a [Photo],
    pairs: Vec<(String, String)>,
    violations: Vec<Violation>,
}

impl<'a> Received<'a> {
    async fn take_all(&mut self, mut fields: Multipart) -> Result<(), Failure> {
        for _ in 0..MOST_FIELDS {
            let Some(field) = fields.next_field().await.map_err(|_| Failure::NoForm)? else { return Ok(()) };
            self.take(field).await?;
        }
        Err(Failure::NoForm)
    }

    async fn take(&mut self, field: Field) -> Result<(), Failure> {
        let name = field.name().ok_or(Failure::NoForm)?.to_owned();
        let is_new = self.pairs.iter().all(|(taken, _)| *taken != name);
        let value = match (self.photo(&name), field.file_name().is_some()) {
            // A digest only ever comes from a file that was sent, so nobody is shown a photo that they do not have.
            (Some(photo), true) if is_new => {
                let file = field.bytes().await.map_err(|_| Failure::NoForm)?;
                self.keep(photo, file).await?.map(|digest| digest.to_string()).unwrap_or_default()
            }
            (None, false) => field.text().await.map_err(|_| Failure::NoForm)?,
            _ => return Err(Failure::NoForm),
        };
        self.pairs.push((name, value));
        Ok(())
    }

    /// Keeps a photo. Nothing where no file was chosen, or it cannot be kept, which is said beside the field.
    async fn keep(&mut self, photo: &Photo, file: Vec<u8>) -> Result<Option<Digest>, Failure> {
        // Browsers send an empty file where none was chosen.
        if file.is_empty() {
            return Ok(None);
        }
        let sender = self.visit.link.sender().ok_or(Failure::NoForm)?;
        let file = futures_util::stream::iter([Ok::<_, io::Error>(file)]);
        match attach::attach_new(self.visit.services(), &sender, photo.max_pixels, file).await {
            Ok(digest) => Ok(Some(digest)),
            Err(attach::Error::NotAllowed(attachments::Error::Store(error))) => Err(error.into()),
            Err(attach::Error::NotAllowed(attachments::Error::Blob(error))) => Err(error.into()),
            Err(error) => {
                self.violations.push(self.wrong(photo, &error));
                Ok(None)
            }
        }
    }

    fn wrong(&self, photo: &Photo, error: &attach::Error) -> Violation {
        let (key, code) = match error {
            attach::Error::Picture(Refusal::OtherType(_)) => ("violation-photo-type", ViolationCode::Type),
            attach::Error::Picture(Refusal::Damaged) => ("violation-photo-damaged", ViolationCode::Type),
            attach::Error::TooLarge(_) | attach::Error::Picture(Refusal::TooManyPixels) => {
                ("violation-photo-large", ViolationCode::TooLong)
            }
            _ => ("violation-photo-busy", ViolationCode::TooMany),
        };
        let megabytes = self.visit.services().attachments.limit / (1024 * 1024);
        let message = locale::message(&self.visit.language, key, &[("limit", megabytes.into())]);
        Violation { path: photo.path.clone(), code, message }
    }

    fn photo(&self, name: &str) -> Option<&'a Photo> {
        self.asked.iter().find(|photo| photo.name == name)
    }
}
