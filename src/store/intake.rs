//! The way of answers and drafts into the database. A flush to disk costs the same for one row as for two hundred, so whatever
//! waits is committed together (group commit): nobody waits for company, and under load nobody pays for a flush alone.
//!
//! What came is told apart from what is certain: a caller hears back after the commit, and never before. The queue is bounded;
//! when it is full the caller is told at once, while it still has what it sent.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sea_orm::{DatabaseConnection, DbBackend};
use tokio::sync::{Mutex, mpsc, oneshot, watch};
use tokio::task::JoinSet;
use uuid::Uuid;

use super::response::{self, Response};
use super::unspent_code::{self, Unspent};
use super::{Digest, Error, Tx, draft, insertion};

/// What is to be made durable.
#[derive(Clone, Debug)]
pub enum Entry {
    /// A new draft.
    NewDraft(draft::Draft),
    /// A draft that was changed.
    Draft(draft::Draft),
    /// An answer.
    Answer(Box<Response>),
    /// An answer, and the draft that it was: the draft goes in the same transaction.
    AnswerOfDraft(Box<Response>, Digest),
    /// The answer that a personal code gives, and the draft that it was, if it was one. The code goes in the same
    /// transaction: it gives one answer, whoever uses it how often and how many at once.
    AnswerByCode(Box<Response>, ByCode),
}

/// By what somebody answers who was invited with a code.
#[derive(Clone, Copy, Debug)]
pub struct ByCode {
    /// Keyed hash of the code.
    pub code: Digest,
    /// The draft that it was.
    pub draft: Option<Digest>,
}

/// What became of it. Only `Done` changed anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is on disk.
    Done,
    /// The identity of the answer was taken.
    Taken,
    /// The draft is not there.
    NoDraft,
    /// The code has given its answer, or never could answer this wave.
    Spent,
}

/// The queue, and those who empty it.
#[derive(Clone, Debug)]
pub(super) struct Intake {
    queue: mpsc::Sender<Waiting>,
    /// Whether anything may have come since it was asked.
    has_taken: Arc<AtomicBool>,
    stop: watch::Sender<bool>,
    writers: Arc<Mutex<JoinSet<()>>>,
}

#[derive(Debug)]
struct Waiting {
    entry: Entry,
    reply: oneshot::Sender<Result<Fate, Error>>,
}

/// Why a transaction was given up.
enum Failed {
    /// An answer of a draft or by a code found its identity taken.
    Taken,
    Store(Error),
}

/// More are not committed together: it would make the first of them wait for the last.
const BATCH: usize = 256;
/// More do not wait: at the speed of a slow disk it is some seconds of work, and a few megabytes.
const QUEUE: usize = 2048;
/// PostgreSQL flushes for several transactions at once, so it gets the next batch while it flushes the last one.
const POSTGRES_WRITERS: usize = 4;

impl Intake {
    /// Starts to take entries for a database. Has to be called inside a Tokio runtime.
    pub(super) fn start(write: &DatabaseConnection) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        let (stop, stopped) = watch::channel(false);
        let waiting = Arc::new(Mutex::new(waiting));
        let writers = if write.get_database_backend() == DbBackend::Postgres { POSTGRES_WRITERS } else { 1 };
        // Nobody knows what came before this process.
        let has_taken = Arc::new(AtomicBool::new(true));
        let mut tasks = JoinSet::new();
        for _ in 0..writers {
            tasks.spawn(work(write.clone(), Arc::clone(&waiting), stopped.clone(), Arc::clone(&has_taken)));
        }
        Self { queue, has_taken, stop, writers: Arc::new(Mutex::new(tasks)) }
    }

    /// Takes entries and throws them away; see [`Db::forgetful`](super::Db::forgetful).
    pub(super) fn forgetful() -> Self {
        let (queue, mut waiting) = mpsc::channel::<Waiting>(QUEUE);
        tokio::spawn(async move {
            while let Some(thrown_away) = waiting.recv().await {
                tell(thrown_away.reply, Ok(Fate::Done));
            }
        });
        Self { queue, has_taken: Arc::default(), stop: watch::channel(false).0, writers: Arc::default() }
    }

    /// Hands an entry over, and waits until it is certain what became of it.
    pub(super) async fn take(&self, entry: Entry) -> Result<Fate, Error> {
        let (reply, fate) = oneshot::channel();
        self.queue.try_send(Waiting { entry, reply }).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => Error::Busy,
            mpsc::error::TrySendError::Closed(_) => Error::Stopped,
        })?;
        fate.await.unwrap_or(Err(Error::Stopped))
    }

    /// Whether anything has come since this was last asked, by whoever asked.
    pub(super) fn has_taken(&self) -> bool {
        self.has_taken.swap(false, Ordering::AcqRel)
    }

    /// Lets the next who asks believe that something has come.
    pub(super) fn mark_taken(&self) {
        self.has_taken.store(true, Ordering::Release);
    }

    /// Takes nothing more, and returns when all that was taken is done.
    pub(super) async fn finish(&self) {
        self.stop.send_replace(true);
        let mut writers = self.writers.lock().await;
        while writers.join_next().await.is_some() {}
    }
}

/// Empties the queue until it is closed and empty.
async fn work(
    write: DatabaseConnection,
    waiting: Arc<Mutex<mpsc::Receiver<Waiting>>>,
    stopped: watch::Receiver<bool>,
    has_taken: Arc<AtomicBool>,
) {
    loop {
        let mut batch = Vec::new();
        next(&mut *waiting.lock().await, &mut batch, stopped.clone()).await;
        if batch.is_empty() {
            return;
        }
        // A task of its own: if it panics, it takes one batch with it and not the whole queue.
        let done = tokio::spawn(settle(write.clone(), batch)).await;
        has_taken.store(true, Ordering::Release);
        if done.is_err() {
            tracing::error!(
                "a batch of answers was given up, because the program made a mistake; nobody was told otherwise"
            );
        }
    }
}

async fn next(waiting: &mut mpsc::Receiver<Waiting>, batch: &mut Vec<Waiting>, mut stopped: watch::Receiver<bool>) {
    tokio::select! {
        _ = waiting.recv_many(batch, BATCH) => return,
        // Who clones a receiver that has seen nothing sees every change, also one that is long past.
        _ = stopped.changed() => {}
    }
    waiting.close();
    waiting.recv_many(batch, BATCH).await;
}

/// Commits a batch and tells everybody. If it does not go together, each goes alone, so that nobody fails for a neighbour.
async fn settle(write: DatabaseConnection, batch: Vec<Waiting>) {
    let (entries, replies): (Vec<Entry>, Vec<_>) =
        batch.into_iter().map(|waiting| (waiting.entry, waiting.reply)).unzip();
    match commit(&write, &entries).await {
        Ok(fates) => {
            for (reply, fate) in replies.into_iter().zip(fates) {
                tell(reply, Ok(fate));
            }
        }
        // There is nobody to talk to: asking again for each would keep them waiting for nothing.
        Err(Failed::Store(Error::Unreachable(error))) => {
            for reply in replies {
                tell(reply, Err(Error::Unreachable(error.clone())));
            }
        }
        Err(_) => {
            for (entry, reply) in entries.iter().zip(replies) {
                tell(reply, commit_alone(&write, entry).await);
            }
        }
    }
}

async fn commit_alone(write: &DatabaseConnection, entry: &Entry) -> Result<Fate, Error> {
    match commit(write, std::slice::from_ref(entry)).await {
        Ok(fates) => Ok(fates.first().copied().unwrap_or(Fate::Done)),
        Err(Failed::Taken) => Ok(Fate::Taken),
        Err(Failed::Store(error)) => Err(error),
    }
}

/// One transaction over all entries: their fates in the same order, or nothing happened.
async fn commit(write: &DatabaseConnection, entries: &[Entry]) -> Result<Vec<Fate>, Failed> {
    let mut fates = vec![Fate::Done; entries.len()];
    let are_answers = entries.iter().all(|entry| matches!(entry, Entry::Answer(_)));
    if are_answers {
        let answers = distinct(entries, &fates);
        if insertion::is_one_statement(write.get_database_backend(), &answers) {
            let inserted = insertion::insert(write, &answers).await?;
            find_taken(entries, &mut fates, inserted)?;
            return Ok(fates);
        }
    }
    let tx = Tx::begin(write).await?;
    for (entry, fate) in entries.iter().zip(&mut fates) {
        let is_there = match entry {
            Entry::Answer(_) => true,
            Entry::NewDraft(new) => draft::insert(&tx, new).await.map(|()| true)?,
            Entry::Draft(changed) => draft::update(&tx, changed).await?,
            Entry::AnswerOfDraft(_, draft) => draft::remove(&tx, *draft).await?,
            // What cannot become an answer because its code has given one is of no more use: it goes as well.
            Entry::AnswerByCode(_, ByCode { draft, .. }) => match draft {
                Some(draft) => draft::remove(&tx, *draft).await?,
                None => true,
            },
        };
        if !is_there {
            *fate = Fate::NoDraft;
        }
    }
    spend(&tx, entries, &mut fates).await?;
    let inserted = response::insert_all(&tx, &distinct(entries, &fates)).await?;
    find_taken(entries, &mut fates, inserted)?;
    tx.commit().await?;
    Ok(fates)
}

/// Takes the codes of answers away. Of several by one code the first gets it.
async fn spend(tx: &Tx, entries: &[Entry], fates: &mut [Fate]) -> Result<(), Error> {
    let by_code = |entry: &Entry| match entry {
        Entry::AnswerByCode(answer, by) => Some(Unspent { hash: by.code, wave_id: answer.wave_id? }),
        _ => None,
    };
    let given = entries.iter().zip(&*fates).filter(|(_, fate)| **fate == Fate::Done);
    let given: Vec<Unspent> = given.filter_map(|(entry, _)| by_code(entry)).collect();
    if given.is_empty() {
        return Ok(());
    }
    let mut spent = unspent_code::spend(tx, &given).await?;
    for (entry, fate) in entries.iter().zip(fates) {
        if let Entry::AnswerByCode(_, by) = entry
            && *fate == Fate::Done
            && !spent.remove(&by.code)
        {
            *fate = Fate::Spent;
        }
    }
    Ok(())
}

/// The answers whose drafts and codes, if they had any, were there. Of several under one identity the first gets it.
fn distinct<'e>(entries: &'e [Entry], fates: &[Fate]) -> Vec<&'e Response> {
    let answers = entries.iter().zip(fates).filter(|(_, fate)| **fate == Fate::Done);
    let mut answers: Vec<&Response> = answers.filter_map(|(entry, _)| entry.answer()).collect();
    // The sort is stable, so the first of equals is the one that came first; and two machines that insert the same
    // identities in the same order never wait for each other in a circle.
    answers.sort_by_key(|answer| answer.id);
    answers.dedup_by_key(|answer| answer.id);
    answers
}

/// Tells those apart that were inserted from those whose identity was taken.
fn find_taken(entries: &[Entry], fates: &mut [Fate], mut inserted: HashSet<Uuid>) -> Result<(), Failed> {
    for (entry, fate) in entries.iter().zip(fates) {
        let Some(answer) = entry.answer().filter(|_| *fate == Fate::Done) else { continue };
        if inserted.remove(&answer.id) {
            continue;
        }
        match entry {
            // Its draft and its code must not go: the answer is nowhere yet.
            Entry::AnswerOfDraft(..) | Entry::AnswerByCode(..) => return Err(Failed::Taken),
            _ => *fate = Fate::Taken,
        }
    }
    Ok(())
}

/// Who has gone away does not hear it; it is done all the same.
fn tell(reply: oneshot::Sender<Result<Fate, Error>>, fate: Result<Fate, Error>) {
    drop(reply.send(fate));
}

impl Entry {
    fn answer(&self) -> Option<&Response> {
        match self {
            Self::Answer(answer) | Self::AnswerOfDraft(answer, _) | Self::AnswerByCode(answer, _) => Some(answer),
            Self::NewDraft(_) | Self::Draft(_) => None,
        }
    }
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}
