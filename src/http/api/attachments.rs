//! Files that answers refer to: sent, continued, read.

use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::types::Example;
use poem_openapi::{ApiResponse, Object, OpenApi};

use super::file::File;
use super::piece::Piece;
use super::refusal::{Declares, Refusal};
use super::{Chapter, examples};
use crate::http::caller::{Caller, Program};
use crate::http::code::Code;
use crate::http::error::Problem;
use crate::service::Services;
use crate::service::attachments::attach::{self, Command, Outcome};
use crate::service::attachments::{self, Progress, Sender};
use crate::store::Digest;

/// The operations on attachments.
pub(crate) struct Attachments {
    pub(super) services: Services,
}

/// How much of a file is there.
#[derive(Debug, Object)]
#[oai(rename = "Upload", example, skip_serializing_if_is_none)]
struct UploadDocument {
    /// SHA-256 of the file as the client has it.
    sha256: String,
    /// Whether all of it is there, checked and kept.
    complete: bool,
    /// Where to go on, if it is not complete: so many bytes are there.
    offset: Option<u64>,
}

#[derive(ApiResponse)]
enum Sent {
    /// It was there before. Nothing changed.
    #[oai(status = 200)]
    WasKept(Json<UploadDocument>),
    /// It is kept.
    #[oai(status = 201)]
    Kept(Json<UploadDocument>),
    /// The part is kept, and more has to come.
    #[oai(status = 202)]
    Until(Json<UploadDocument>),
}

#[derive(ApiResponse)]
enum State {
    /// How much is there.
    #[oai(status = 204)]
    Known(
        /// `?1` if all of it is there, checked and kept; else `?0`.
        #[oai(header = "Upload-Complete")]
        String,
        /// Where to go on, if it is not complete.
        #[oai(header = "Upload-Offset")]
        Option<u64>,
    ),
}

/// Errors of sending.
struct Sending;
/// Errors of asking how much is there.
struct Asking;
/// Errors of reading.
struct Reading;

impl Declares for Sending {
    const CODES: &'static [Code] = &[
        Code::AttachmentDamaged,
        Code::AttachmentDigest,
        Code::AttachmentOffset,
        Code::AttachmentRoom,
        Code::AttachmentType,
        Code::BodyTooLarge,
        Code::MediaTypeUnsupported,
        Code::PicturesNotAsked,
        Code::WaveClosed,
        Code::WaveNotFound,
    ];
}

impl Declares for Asking {
    const CODES: &'static [Code] = &[Code::PicturesNotAsked, Code::WaveClosed, Code::WaveNotFound];
}

impl Declares for Reading {
    const CODES: &'static [Code] = &[Code::AttachmentNotFound];
}

#[OpenApi(tag = "Chapter::Attachments")]
impl Attachments {
    /// Send a picture
    ///
    /// Its name is the SHA-256 of the file, which is what the answer to an `image` question says. It may come before or after
    /// the answer, and as often as is needed. A 2xx status means that it is on disk.
    ///
    /// A large file can come in parts, each of 64 KiB or more but the last, one after the other, with `Content-Range`. After a
    /// break, `HEAD` tells where to go on; a part that is there already can be sent again.
    ///
    /// JPEG, PNG and WebP are taken. What is kept is upright, as large as the form says at most, and holds nothing of where,
    /// when and with what the picture was taken; the file as it was sent is not kept.
    #[oai(path = "/attachments/:sha256", method = "put", operation_id = "put_attachment")]
    async fn put(
        &self,
        caller: Caller,
        /// SHA-256 of the whole file: 64 lowercase hexadecimal digits.
        sha256: Path<String>,
        /// The code of an open wave that asks for pictures, instead of a token.
        wave: Query<Option<String>>,
        piece: Piece,
    ) -> Result<Sent, Refusal<Sending>> {
        let sha256 = digest(&sha256)?;
        let command = Command { sha256, sender: sender(caller, wave.0)?, span: piece.span, length: piece.length };
        let outcome = attach::attach(&self.services, command, piece.body.into_bytes_stream()).await?;
        let document = |offset: Option<u64>| {
            Json(UploadDocument { sha256: sha256.to_string(), complete: offset.is_none(), offset })
        };
        Ok(match outcome {
            Outcome::WasKept => Sent::WasKept(document(None)),
            Outcome::Kept => Sent::Kept(document(None)),
            Outcome::Until(offset) => Sent::Until(document(Some(offset))),
        })
    }

    /// Ask how much of a picture is there
    ///
    /// Also of one that nobody has begun to send: then it is nothing.
    #[oai(path = "/attachments/:sha256", method = "head", operation_id = "head_attachment")]
    async fn head(
        &self,
        caller: Caller,
        /// SHA-256 of the whole file: 64 lowercase hexadecimal digits.
        sha256: Path<String>,
        /// The code of an open wave that asks for pictures, instead of a token.
        wave: Query<Option<String>>,
    ) -> Result<State, Refusal<Asking>> {
        let progress = attachments::progress(&self.services, &sender(caller, wave.0)?, digest(&sha256)?).await?;
        Ok(match progress {
            Progress::Kept => State::Known("?1".to_owned(), None),
            Progress::Until(offset) => State::Known("?0".to_owned(), Some(offset)),
        })
    }

    /// Read a picture
    ///
    /// As it is kept, which is not the file that was sent.
    #[oai(path = "/attachments/:sha256", method = "get", operation_id = "get_attachment")]
    async fn get(
        &self,
        _program: Program,
        /// SHA-256 of the file as it was sent: 64 lowercase hexadecimal digits.
        sha256: Path<String>,
    ) -> Result<File, Refusal<Reading>> {
        let missing = || Problem::new(Code::AttachmentNotFound);
        let kept = attachments::find(&self.services, digest(&sha256)?).await?.ok_or_else(missing)?;
        let content = attachments::read(&self.services, &kept).await?;
        Ok(File { content: content.ok_or_else(missing)?, kept })
    }
}

fn digest(text: &str) -> Result<Digest, Problem> {
    Digest::parse(text).ok_or_else(|| {
        Problem::with_detail(Code::ParameterInvalid, "`sha256` has to be 64 lowercase hexadecimal digits.")
    })
}

/// A token goes before a code.
fn sender(caller: Caller, wave: Option<String>) -> Result<Sender, Problem> {
    match (caller, wave) {
        (Caller::Program(_), _) => Ok(Sender::Program),
        (Caller::Anybody, Some(code)) => Ok(Sender::OfCode(code)),
        (Caller::Anybody, None) => Err(Problem::new(Code::TokenMissing)),
    }
}

impl Example for UploadDocument {
    fn example() -> Self {
        Self { sha256: examples::DIGEST.to_owned(), complete: false, offset: Some(65_536) }
    }
}
