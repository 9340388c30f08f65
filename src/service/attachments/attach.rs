//! Taking in a file that answers refer to: read piece by piece, held against its digest, kept as a clean picture.
//!
//! The file goes to a temporary place first, where nobody can read it and from where it is gone when it is closed; what is
//! kept is written anew. The object comes before the row that names it: a crash between the two leaves an object without a
//! row, which is swept, and the sender, who heard nothing, sends again.

use std::io::{self, SeekFrom};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use futures_util::{Stream, StreamExt, TryStreamExt};
use tokio::fs::File;
use tokio::io::{AsyncSeekExt, AsyncWriteExt};
use tokio::sync::OwnedSemaphorePermit;

use super::{Attachments, Kept, Sender};
use crate::blob::picture::{self, Picture, Refusal};
use crate::blob::{self, Key, Part};
use crate::service::Services;
use crate::store::{self, Digest, Hasher, attachment};

/// A file, or a part of one, as it comes.
#[derive(Clone, Debug)]
pub struct Command {
    /// The digest of the whole file.
    pub sha256: Digest,
    /// Who sends it.
    pub sender: Sender,
    /// Which bytes of it these are, if they are not all.
    pub span: Option<Span>,
    /// How many bytes are said to come, if that is said.
    pub length: Option<u64>,
}

/// Some bytes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first.
    pub start: u64,
    /// The one behind the last.
    pub end: u64,
    /// How many the file has.
    pub total: u64,
}

/// What became of it. All mean that what came is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The file is kept now.
    Kept,
    /// It was kept before.
    WasKept,
    /// So many bytes of it are there, and more are to come.
    Until(u64),
}

/// Why it was not taken.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The sender may not send this file.
    #[error(transparent)]
    NotAllowed(#[from] super::Error),
    /// It is larger than a file may be: so many bytes.
    #[error("the file is larger than {0} bytes")]
    TooLarge(u64),
    /// The part does not begin where the file ends so far, which is at so many bytes.
    #[error("the file is there until byte {0}")]
    NotNext(u64),
    /// The part is so small that files would come in countless pieces: it has to have so many bytes.
    #[error("a part has at least {0} bytes")]
    TooSmall(u64),
    /// The bytes ended before they were all there.
    #[error("the file ended early")]
    Broken(#[source] io::Error),
    /// The bytes came too slowly.
    #[error("the file came too slowly")]
    Stalled,
    /// The bytes have another digest.
    #[error("the file has another digest")]
    OtherDigest,
    /// It is no picture that can be kept.
    #[error(transparent)]
    Picture(#[from] Refusal),
    /// Too many files are on their way.
    #[error("too many files are on their way")]
    Busy,
    /// Too much waits for answers that refer to it.
    #[error("too many files wait for an answer")]
    Full,
}

/// A sender has to bring this much ...
const LEAST_PROGRESS: u64 = 16 * 1024;
/// ... in this time, which a phone in a cellar does.
const PATIENCE: Duration = Duration::from_secs(30);
/// Only the last part of a file may be smaller.
const LEAST_PART: u64 = 64 * 1024;

/// Bytes that have come, in a file of their own.
struct Received {
    file: File,
    length: u64,
    digest: Digest,
}

/// Takes in a file, or a part of one. `body` is read only if it is needed.
pub async fn attach(
    services: &Services,
    command: Command,
    body: impl Stream<Item = io::Result<impl AsRef<[u8]>>>,
) -> Result<Outcome, Error> {
    let longest_side = super::longest_side(services, &command.sender, command.sha256).await?;
    if is_kept(services, command.sha256).await? {
        return Ok(Outcome::WasKept);
    }
    let limit = services.attachments.limit;
    let announced = command.span.map_or(command.length, |span| Some(span.total));
    if announced.is_some_and(|announced| announced > limit) {
        return Err(Error::TooLarge(limit));
    }
    let _place = place(services)?;
    has_room(services, &command.sender, announced.unwrap_or(limit)).await?;
    let whole = match command.span {
        None => receive(&services.attachments, body, limit).await?,
        Some(span) => match receive_part(services, command.sha256, span, body).await? {
            (offset, None) => return Ok(Outcome::Until(offset)),
            (_, Some(whole)) => whole,
        },
    };
    let kept = finish(services, command.sha256, whole, longest_side).await;
    // Also of a file that was refused, nothing more can come of its parts.
    if command.span.is_some() && !matches!(kept, Err(Error::NotAllowed(_) | Error::Busy)) {
        remove_parts(services, command.sha256).await?;
    }
    kept
}

/// Takes in a whole file that has no name yet, and gives its digest. `longest_side` is what the question it answers wants.
pub async fn attach_new(
    services: &Services,
    sender: &Sender,
    longest_side: Option<u32>,
    body: impl Stream<Item = io::Result<impl AsRef<[u8]>>>,
) -> Result<Digest, Error> {
    let _place = place(services)?;
    let whole = receive(&services.attachments, body, services.attachments.limit).await?;
    let sha256 = whole.digest;
    if !is_kept(services, sha256).await? {
        has_room(services, sender, whole.length).await?;
        finish(services, sha256, whole, longest_side).await?;
    }
    Ok(sha256)
}

/// Puts the object of a picture in its place. Until [`name`] gives it a row, it is nobody's.
pub async fn put(services: &Services, sha256: Digest, picture: Picture) -> Result<Kept, blob::Error> {
    let kept = Kept {
        sha256,
        blob: services.clock.identity(),
        size: picture.content.len() as u64,
        media_type: picture.media_type.to_owned(),
        width: picture.width,
        height: picture.height,
        kept_sha256: Digest::of(&picture.content),
        forget_on: Some(super::forget_on(services.clock.today())),
    };
    services.attachments.blobs.put(&Key::kept(kept.blob), picture.content).await?;
    Ok(kept)
}

/// Gives an object its row, unless another one was faster. `false` if so.
pub async fn name(services: &Services, kept: &Kept) -> Result<bool, store::Error> {
    let tx = services.db.begin().await?;
    let is_new = attachment::insert(&tx, kept).await?;
    if !is_new {
        // Perhaps the row was about to go.
        attachment::keep_until(&tx, kept.sha256, super::forget_on(services.clock.today())).await?;
    }
    tx.commit().await?;
    Ok(is_new)
}

/// Whether a file is kept; if it is, it stays for as long as if it had come now.
async fn is_kept(services: &Services, sha256: Digest) -> Result<bool, Error> {
    let today = services.clock.today();
    if let Some(kept) = super::find(services, sha256).await?
        && kept.forget_on.is_none_or(|day| day >= super::forget_on(today))
    {
        return Ok(true);
    }
    let tx = services.db.begin().await?;
    let is_kept = attachment::keep_until(&tx, sha256, super::forget_on(today)).await?;
    tx.commit().await?;
    Ok(is_kept)
}

fn place(services: &Services) -> Result<OwnedSemaphorePermit, Error> {
    Arc::clone(&services.attachments.uploads).try_acquire_owned().map_err(|_| Error::Busy)
}

/// Whoever has only a code, which may hang on a wall, cannot fill the disk: what nobody's answer refers to has a limit.
async fn has_room(services: &Services, sender: &Sender, wanted: u64) -> Result<(), Error> {
    let Sender::OfCode(_) = sender else { return Ok(()) };
    let unfinished = services.attachments.blobs.unfinished();
    let unfinished: u64 = unfinished.try_fold(0, |sum, part| async move { Ok(sum + part.size) }).await?;
    let waiting = attachment::waiting_bytes(&services.db).await?;
    let sum = unfinished.saturating_add(waiting).saturating_add(wanted);
    if sum > services.attachments.backlog { Err(Error::Full) } else { Ok(()) }
}

/// Reads what comes into a temporary file.
async fn receive(
    attachments: &Attachments,
    body: impl Stream<Item = io::Result<impl AsRef<[u8]>>>,
    limit: u64,
) -> Result<Received, Error> {
    let mut body = pin!(body);
    let mut file = File::from_std(attachments.blobs.temporary()?);
    let mut hasher = Hasher::default();
    let mut length = 0;
    loop {
        let before = length;
        let some = async {
            while length - before < LEAST_PROGRESS {
                let Some(piece) = body.next().await else { return Ok(true) };
                let piece = piece.map_err(Error::Broken)?;
                length += piece.as_ref().len() as u64;
                if length > limit {
                    return Err(Error::TooLarge(attachments.limit));
                }
                hasher.update(piece.as_ref());
                file.write_all(piece.as_ref()).await.map_err(blob::Error::Temporary)?;
            }
            Ok(false)
        };
        if tokio::time::timeout(PATIENCE, some).await.map_err(|_| Error::Stalled)?? {
            break;
        }
    }
    file.flush().await.map_err(blob::Error::Temporary)?;
    file.rewind().await.map_err(blob::Error::Temporary)?;
    Ok(Received { file, length, digest: hasher.digest() })
}

/// Keeps a part, and says until where the file is there then; with its end, the whole file.
async fn receive_part(
    services: &Services,
    sha256: Digest,
    span: Span,
    body: impl Stream<Item = io::Result<impl AsRef<[u8]>>>,
) -> Result<(u64, Option<Received>), Error> {
    let blobs = &services.attachments.blobs;
    let length = span.end - span.start;
    if length < LEAST_PART && span.end < span.total {
        return Err(Error::TooSmall(LEAST_PART));
    }
    let (offset, _) = blob::without_gap(&blobs.parts(sha256).await?);
    // A part that is there already comes from a sender who did not hear so: perhaps the machine died before it finished.
    if span.end > offset {
        if span.start != offset {
            return Err(Error::NotNext(offset));
        }
        let mut received = receive(&services.attachments, body, length).await?;
        if received.length < length {
            return Err(Error::Broken(io::ErrorKind::UnexpectedEof.into()));
        }
        blobs.put_file(&Key::part(sha256, span.start, span.end), &mut received.file).await?;
    }
    // Somebody else may have sent another part meanwhile.
    let (offset, parts) = blob::without_gap(&blobs.parts(sha256).await?);
    if offset < span.total {
        return Ok((offset, None));
    }
    let whole = receive(&services.attachments, pin!(pieces(services, parts)), services.attachments.limit).await?;
    Ok((offset, Some(whole)))
}

/// The content of all parts, one after the other.
fn pieces(services: &Services, parts: Vec<Part>) -> impl Stream<Item = io::Result<Vec<u8>>> + '_ {
    let read = move |part: Part| async move {
        let read = services.attachments.blobs.read(&part.key).await.map_err(io::Error::other)?;
        read.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    };
    futures_util::stream::iter(parts).then(read).try_flatten()
}

async fn finish(
    services: &Services,
    sha256: Digest,
    whole: Received,
    longest_side: Option<u32>,
) -> Result<Outcome, Error> {
    if whole.digest != sha256 {
        return Err(Error::OtherDigest);
    }
    let picture = read_picture(services, whole.file, longest_side).await?;
    let kept = put(services, sha256, picture).await?;
    if name(services, &kept).await? {
        return Ok(Outcome::Kept);
    }
    services.attachments.blobs.remove(&Key::kept(kept.blob)).await?;
    Ok(Outcome::WasKept)
}

/// Few at a time, and beside the threads that serve requests.
async fn read_picture(services: &Services, mut file: File, longest_side: Option<u32>) -> Result<Picture, Error> {
    let _place = services.attachments.pictures.acquire().await.map_err(|_| Error::Busy)?;
    file.seek(SeekFrom::Start(0)).await.map_err(blob::Error::Temporary)?;
    let file = file.into_std().await;
    let read = tokio::task::spawn_blocking(move || picture::keep(file, longest_side)).await;
    // A library that panics over a picture says that it cannot be read.
    Ok(read.unwrap_or(Err(Refusal::Damaged))?)
}

async fn remove_parts(services: &Services, sha256: Digest) -> Result<(), Error> {
    for part in services.attachments.blobs.parts(sha256).await? {
        services.attachments.blobs.remove(&part.key).await?;
    }
    Ok(())
}

impl From<blob::Error> for Error {
    fn from(error: blob::Error) -> Self {
        Self::NotAllowed(error.into())
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::NotAllowed(error.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blob::{Blobs, Location};

    async fn receive_every(seconds: u64, bytes: usize) -> Result<u64, Error> {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(&Location::Folder(folder.path().to_owned())).unwrap();
        let attachments = Attachments::new(blobs, 1024 * 1024, 0);
        let drops = futures_util::stream::unfold(0, |count| async move {
            tokio::time::sleep(Duration::from_secs(seconds)).await;
            (count < 100).then(|| (Ok::<_, io::Error>(vec![0; bytes]), count + 1))
        });
        receive(&attachments, drops, attachments.limit).await.map(|received| received.length)
    }

    #[tokio::test(start_paused = true)]
    async fn who_sends_too_slowly_is_given_up_and_who_goes_on_may_take_long() {
        assert!(matches!(receive_every(10, 100).await, Err(Error::Stalled)));
        assert!(matches!(receive_every(60, 100_000).await, Err(Error::Stalled)));
        assert_eq!(receive_every(10, 6_000).await.unwrap(), 600_000);
        assert!(matches!(receive_every(1, 20_000).await, Err(Error::TooLarge(1_048_576))));
    }
}
