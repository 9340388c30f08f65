//! Files that answers refer to: where they lie, who may send one, which are there and which an answer still lacks.

pub mod attach;
mod small_pictures;
pub mod sweep_attachments;

use std::io::Cursor;
use std::sync::Arc;

use forms::{Form, Instance, Surroundings};
use futures_util::TryStreamExt;
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::Value;
use tokio::sync::Semaphore;

use self::small_pictures::SmallPictures;
use super::invitations::enter;
use super::{Services, catalogue, waves};
use crate::blob::picture::{self, Picture};
use crate::blob::{self, Blobs, Key, Pieces};
use crate::store::response::{self, Response};
use crate::store::{self, Digest, attachment};

pub use crate::store::attachment::Kept;

/// Where files lie, and how much of them is taken. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Attachments {
    /// The object store.
    pub blobs: Blobs,
    /// Bytes that one file may have.
    pub limit: u64,
    /// Bytes that may wait for an answer that refers to them, of all who have only the code of a wave.
    pub backlog: u64,
    /// Places to send a file.
    pub(super) uploads: Arc<Semaphore>,
    /// Places to read a picture, which takes much memory.
    pub(super) pictures: Arc<Semaphore>,
    small: SmallPictures,
}

/// Who sends a file, or asks how much of it is there.
#[derive(Clone, Debug)]
pub enum Sender {
    /// A program with a token.
    Program,
    /// Somebody with the code of a wave, as it came.
    OfCode(String),
    /// Somebody with an account, who may write on what the file is for.
    Staff,
}

/// How much of a file is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// All of it, checked and kept.
    Kept,
    /// So many bytes from its start.
    Until(u64),
}

/// Why nothing is told of a file, or nothing is taken.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No wave has this code.
    #[error("no wave has this code")]
    NoWave,
    /// The wave takes no answers today, and none of its answers waits for this file.
    #[error("the wave takes no answers today")]
    WaveClosed,
    /// The form of the wave has no question that is answered with a picture.
    #[error("the form of the wave asks for no pictures")]
    NotAsked,
    /// The object store failed.
    #[error(transparent)]
    Blob(#[from] blob::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// So many files are on their way at a time on one machine. Each is a temporary file and an open connection.
const UPLOADS: usize = 64;
/// So many pictures are read at a time on one machine.
const PICTURES: usize = 2;
/// Days for which a file waits for an answer that refers to it.
pub(super) const WAITING_DAYS: i64 = 7;
/// Pixels of the longer side of a picture in a list.
const SMALL_SIDE: u32 = 480;
/// Of more answers that refer to the same file, none wants it larger.
const MOST_ANSWERS: u64 = 10;

impl Attachments {
    /// Over an object store.
    pub fn new(blobs: Blobs, limit: u64, backlog: u64) -> Self {
        let (uploads, pictures) = (Arc::new(Semaphore::new(UPLOADS)), Arc::new(Semaphore::new(PICTURES)));
        Self { blobs, limit, backlog, uploads, pictures, small: SmallPictures::default() }
    }
}

/// How much of a file is there.
pub async fn progress(services: &Services, sender: &Sender, sha256: Digest) -> Result<Progress, Error> {
    longest_side(services, sender, sha256).await?;
    if find(services, sha256).await?.is_some() {
        return Ok(Progress::Kept);
    }
    let parts = services.attachments.blobs.parts(sha256).await?;
    Ok(Progress::Until(blob::without_gap(&parts).0))
}

/// A file that is there.
pub async fn find(services: &Services, sha256: Digest) -> Result<Option<Kept>, store::Error> {
    attachment::find(&services.db, sha256, services.clock.today()).await
}

/// The content of a file that is there, piece by piece; `None` if it was removed meanwhile.
pub async fn read(services: &Services, kept: &Kept) -> Result<Option<Pieces>, blob::Error> {
    services.attachments.blobs.read(&Key::kept(kept.blob)).await
}

/// The same, small enough for a list; `None` if it was removed meanwhile.
pub async fn read_small(services: &Services, kept: &Kept) -> Result<Option<Arc<Picture>>, blob::Error> {
    let known = &services.attachments.small;
    if let Some(small) = known.get(kept.blob) {
        return Ok(Some(small));
    }
    let Some(pieces) = read(services, kept).await? else { return Ok(None) };
    let content = pieces.try_concat().await.map_err(blob::Error::Temporary)?;
    let _place = services.attachments.pictures.acquire().await;
    let small = tokio::task::spawn_blocking(move || picture::keep(Cursor::new(content), Some(SMALL_SIDE))).await;
    // It was read once, when it came.
    Ok(small.ok().and_then(Result::ok).map(|small| known.keep(kept.blob, small)))
}

/// Keeps files that answers which are still being given refer to.
pub async fn keep(services: &Services, answers: &Value, until: Date) -> Result<(), store::Error> {
    let named = named_in(answers);
    if named.is_empty() {
        return Ok(());
    }
    let tx = services.db.begin().await?;
    for sha256 in named {
        attachment::keep_until(&tx, sha256, until).await?;
    }
    tx.commit().await
}

/// Everything in some answers that can be the name of a file.
pub(super) fn named_in(answers: &Value) -> Vec<Digest> {
    match answers {
        Value::String(text) => Digest::parse(text).into_iter().collect(),
        Value::Array(members) => members.iter().flat_map(named_in).collect(),
        Value::Object(members) => members.values().flat_map(named_in).collect(),
        _ => Vec::new(),
    }
}

/// What an answer refers to and is not there.
pub async fn missing(services: &Services, answer: &Response) -> Result<Vec<Digest>, store::Error> {
    // Most answers refer to nothing, and nobody has to be asked.
    if answer.attachments.is_empty() {
        return Ok(Vec::new());
    }
    attachment::missing(&services.db, answer.id, services.clock.today()).await
}

/// The day from which a file that came today counts as gone, if no answer refers to it.
pub(super) fn forget_on(today: Date) -> Date {
    today.checked_add(WAITING_DAYS.days()).unwrap_or(Date::MAX)
}

/// Whether the sender may send this file, and how many pixels its longer side may have as far as that is known: from the
/// questions that it answers, else from the form of the wave.
pub(super) async fn longest_side(services: &Services, sender: &Sender, sha256: Digest) -> Result<Option<u32>, Error> {
    let answers = answers_with(services, sha256).await?;
    let wanted = wanted(services, sha256, &answers).await?;
    let Sender::OfCode(code) = sender else {
        return Ok(wanted.flatten());
    };
    let wave = enter::wave_of(services, code).await?.ok_or(Error::NoWave)?;
    let invitation = waves::invite(services, wave).await?;
    let form = &invitation.form.form;
    if !form.takes_pictures() {
        return Err(Error::NotAsked);
    }
    // The answer came in time, so its pictures may come late.
    let is_awaited = || answers.iter().any(|answer| answer.wave_id == Some(invitation.wave.id));
    if !invitation.is_open && !is_awaited() {
        return Err(Error::WaveClosed);
    }
    Ok(wanted.unwrap_or_else(|| form.max_pixels()))
}

async fn answers_with(services: &Services, sha256: Digest) -> Result<Vec<Response>, store::Error> {
    let mut answers = Vec::new();
    for id in attachment::referring(&services.db, sha256, MOST_ANSWERS).await? {
        answers.extend(response::find(&services.db, id).await?);
    }
    Ok(answers)
}

/// The largest size that answers want a file in; `None` if no answer refers to it.
async fn wanted(
    services: &Services,
    sha256: Digest,
    answers: &[Response],
) -> Result<Option<Option<u32>>, store::Error> {
    let mut sizes = Vec::new();
    for answer in answers {
        if let Some(form) = catalogue::find(services, &answer.form_id, &answer.form_version).await? {
            sizes.extend(sizes_in(services, &form.form, answer, sha256));
        }
    }
    // Nothing means that a question sets no limit, which is more than any.
    Ok(sizes.into_iter().max_by_key(|size| size.unwrap_or(u32::MAX)))
}

fn sizes_in(services: &Services, form: &Form, answer: &Response, sha256: Digest) -> Vec<Option<u32>> {
    let Ok(document) = serde_json::from_str(&answer.answers) else {
        return Vec::new();
    };
    let surroundings = Surroundings { now: services.clock.now(), seed: 0, language: answer.language.clone() };
    let (instance, _) = Instance::resume(form, &document, &surroundings);
    let name = sha256.to_string();
    instance.attached().into_iter().filter(|file| file.sha256 == name).map(|file| file.max_pixels).collect()
}
