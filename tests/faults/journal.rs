//! What was sent and what was said about it: the one witness of a run, outside of what is tested.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use uuid::Uuid;

/// Everything that was sent under one identity.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sent {
    /// Every content, as text.
    pub(crate) contents: Vec<String>,
    /// The content that was acknowledged.
    pub(crate) acknowledged: Option<String>,
    /// Contents of which the server said that they are kept in quarantine.
    pub(crate) quarantined: Vec<String>,
    /// Whether the answer counts in the wave.
    pub(crate) is_of_wave: bool,
    /// Whether its withdrawal was sent, and whether it was acknowledged.
    pub(crate) withdrawal: Option<bool>,
    /// Earlier contents of an answer that was edited.
    pub(crate) revised: Vec<String>,
}

/// The journal of a run.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    answers: Mutex<BTreeMap<Uuid, Sent>>,
    /// Digests of the files that were acknowledged.
    files: Mutex<Vec<String>>,
    acknowledged: Count,
    put_off: Count,
}

#[derive(Debug)]
struct Count(watch::Sender<u64>);

/// Longer, and the run hangs.
const PATIENCE: Duration = Duration::from_mins(2);

impl Journal {
    /// Notes something about an answer. What is about to be sent is noted before, what was heard after.
    pub(crate) fn note(&self, id: Uuid, note: impl FnOnce(&mut Sent)) {
        note(lock(&self.answers).entry(id).or_default());
    }

    pub(crate) fn acknowledge(&self, id: Uuid, content: &str) {
        self.note(id, |sent| sent.acknowledged = Some(content.to_owned()));
        self.acknowledged.up();
    }

    pub(crate) fn acknowledge_file(&self, sha256: &str) {
        lock(&self.files).push(sha256.to_owned());
    }

    /// The server asked to come again later.
    pub(crate) fn put_off(&self) {
        self.put_off.up();
    }

    pub(crate) fn answers(&self) -> BTreeMap<Uuid, Sent> {
        lock(&self.answers).clone()
    }

    pub(crate) fn files(&self) -> Vec<String> {
        lock(&self.files).clone()
    }

    /// Waits until so many more answers were acknowledged.
    pub(crate) async fn more_acknowledged(&self, more: u64) {
        self.acknowledged.more(more).await;
    }

    /// Waits until so many more requests were put off.
    pub(crate) async fn more_put_off(&self, more: u64) {
        self.put_off.more(more).await;
    }

    /// The numbers of the run.
    pub(crate) fn told(&self) -> String {
        let answers = self.answers();
        let sent: usize = answers.values().map(|sent| sent.contents.len()).sum();
        let quarantined: usize = answers.values().map(|sent| sent.quarantined.len()).sum();
        let acknowledged = answers.values().filter(|sent| sent.acknowledged.is_some()).count();
        let revised: usize = answers.values().map(|sent| sent.revised.len()).sum();
        let withdrawn = answers.values().filter(|sent| sent.withdrawal == Some(true)).count();
        let files = lock(&self.files).len();
        let put_off = *self.put_off.0.borrow();
        format!(
            "{} answers with {sent} contents, {acknowledged} acknowledged, {quarantined} contents in quarantine, {revised} \
             revised, {withdrawn} withdrawn, {files} files, {put_off} times put off",
            answers.len()
        )
    }
}

impl Count {
    fn up(&self) {
        self.0.send_modify(|count| *count += 1);
    }

    async fn more(&self, more: u64) {
        let mut seen = self.0.subscribe();
        let goal = *seen.borrow() + more;
        let reached = seen.wait_for(|count| *count >= goal);
        tokio::time::timeout(PATIENCE, reached).await.expect("the run goes on").expect("the journal is there");
    }
}

impl Default for Count {
    fn default() -> Self {
        Self(watch::Sender::new(0))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
