//! Answers and drafts that come at once are committed together, and each has its own fate.
//!
//! All futures of a test are polled before the writer gets its turn, because the runtime has one thread: what is handed over in
//! one `join_all` is one batch.

use futures_util::future::{join, join_all};
use nabosvar::store::draft::{Draft, Occasion};
use nabosvar::store::response::{self, Response, Review};
use nabosvar::store::{Digest, Entry, Error, Fate, draft};
use uuid::Uuid;

use crate::one_wave::OneWave;

impl OneWave {
    fn draft(&self) -> Draft {
        Draft {
            id: Digest::of(self.services.clock.identity().to_string()),
            occasion: Occasion::Wave(self.wave.id),
            expires_on: self.wave.ends_on,
            sealed: b"sealed by nobody".to_vec(),
        }
    }

    async fn store_all(&self, entries: impl IntoIterator<Item = Entry>) -> Vec<Result<Fate, Error>> {
        join_all(entries.into_iter().map(|entry| self.services.db.store(entry))).await
    }

    async fn stored(&self, id: Uuid) -> Option<String> {
        response::find(&self.services.db, id).await.unwrap().map(|stored| stored.answers)
    }
}

#[tokio::test]
async fn nobody_fails_for_a_neighbour() {
    let stage = OneWave::set().await;
    let (one, other) = (stage.response("Nobody"), stage.response("Somebody"));
    let mut lost = stage.response("Elsewhere");
    lost.wave_id = Some(stage.services.clock.identity());
    let entries = [one.clone(), lost.clone(), other.clone()].map(Entry::Answer);
    let fates = stage.store_all(entries).await;
    assert!(matches!(fates[..], [Ok(Fate::Done), Err(Error::Dangling(_)), Ok(Fate::Done)]), "{fates:?}");
    assert_eq!(stage.stored(one.id).await, Some(one.answers));
    assert_eq!(stage.stored(lost.id).await, None);
    assert_eq!(stage.stored(other.id).await, Some(other.answers));
    stage.strike().await;
}

#[tokio::test]
async fn of_several_under_one_identity_the_first_gets_it() {
    let stage = OneWave::set().await;
    let first = stage.response("First");
    let second = Box::new(Response { id: first.id, ..*stage.response("Second") });
    let fates = stage.store_all([Entry::Answer(first.clone()), Entry::Answer(second)]).await;
    assert!(matches!(fates[..], [Ok(Fate::Done), Ok(Fate::Taken)]), "{fates:?}");
    assert_eq!(stage.stored(first.id).await, Some(first.answers));
    stage.strike().await;
}

#[tokio::test]
async fn who_was_there_before_keeps_its_identity_and_its_neighbours_get_in() {
    let stage = OneWave::set().await;
    let before = stage.response("First");
    assert!(matches!(stage.store_all([Entry::Answer(before.clone())]).await[..], [Ok(Fate::Done)]));
    let late = Box::new(Response { id: before.id, ..*stage.response("Second") });
    let (one, other) = (stage.response("Nobody"), stage.response("Somebody"));
    let entries = [one.clone(), late, other.clone(), before.clone()].map(Entry::Answer);
    let fates = stage.store_all(entries).await;
    assert!(matches!(fates[..], [Ok(Fate::Done), Ok(Fate::Taken), Ok(Fate::Done), Ok(Fate::Taken)]), "{fates:?}");
    for answer in [before, one, other] {
        assert_eq!(stage.stored(answer.id).await, Some(answer.answers));
    }
    stage.strike().await;
}

#[tokio::test]
async fn every_column_comes_back_as_it_was_also_without_a_wave() {
    let stage = OneWave::set().await;
    let of_none = Box::new(Response { wave_id: None, review: Review::Needed(Vec::new()), ..*stage.response("Nobody") });
    let answers = [stage.response("Somebody"), of_none, stage.response("\"{},\\ '' {NULL}")];
    let fates = stage.store_all(answers.iter().cloned().map(Entry::Answer)).await;
    assert!(fates.iter().all(|fate| matches!(fate, Ok(Fate::Done))), "{fates:?}");
    for answer in answers {
        assert_eq!(response::find(&stage.services.db, answer.id).await.unwrap(), Some(*answer));
    }
    stage.strike().await;
}

#[tokio::test]
async fn a_draft_becomes_one_answer_also_when_it_is_sent_twice_at_once() {
    let stage = OneWave::set().await;
    let draft = stage.draft();
    assert!(matches!(stage.store_all([Entry::NewDraft(draft.clone())]).await[..], [Ok(Fate::Done)]));
    let answer = stage.response("Nobody");
    let twice = [answer.clone(), answer].map(|answer| Entry::AnswerOfDraft(answer, draft.id));
    let fates = stage.store_all(twice).await;
    assert!(matches!(fates[..], [Ok(Fate::Done), Ok(Fate::NoDraft)]), "{fates:?}");
    assert!(draft::find(&stage.services.db, draft.id).await.unwrap().is_none());
    let saved = stage.store_all([Entry::Draft(draft)]).await;
    assert!(matches!(saved[..], [Ok(Fate::NoDraft)]), "{saved:?}");
    stage.strike().await;
}

#[tokio::test]
async fn a_draft_stays_while_its_answer_is_nowhere() {
    let stage = OneWave::set().await;
    let (draft, neighbour) = (stage.draft(), stage.response("Neighbour"));
    let taken = stage.response("First");
    stage.store_all([Entry::NewDraft(draft.clone()), Entry::Answer(taken.clone())]).await;
    let late = Box::new(Response { id: taken.id, ..*stage.response("Second") });
    let entries = [Entry::AnswerOfDraft(late, draft.id), Entry::Answer(neighbour.clone())];
    let fates = stage.store_all(entries).await;
    assert!(matches!(fates[..], [Ok(Fate::Taken), Ok(Fate::Done)]), "{fates:?}");
    assert_eq!(stage.stored(taken.id).await, Some(taken.answers));
    assert_eq!(stage.stored(neighbour.id).await, Some(neighbour.answers));
    assert!(draft::find(&stage.services.db, draft.id).await.unwrap().is_some());
    stage.strike().await;
}

#[tokio::test]
async fn what_does_not_fit_is_told_at_once_and_what_was_taken_is_kept() {
    let stage = OneWave::set().await;
    let answers: Vec<_> = (0..2049).map(|number| stage.response(&format!("Nobody {number}"))).collect();
    let fates = stage.store_all(answers.iter().cloned().map(Entry::Answer)).await;
    let (last, others) = fates.split_last().unwrap();
    assert!(matches!(last, Err(Error::Busy)), "{last:?}");
    assert!(others.iter().all(|fate| matches!(fate, Ok(Fate::Done))));
    assert_eq!(response::count(&stage.services.db, stage.wave.id).await.unwrap(), 2048);
    stage.strike().await;
}

#[tokio::test]
async fn who_closes_the_database_waits_for_what_it_has_taken() {
    let stage = OneWave::set().await;
    let answers: Vec<_> = (0..3).map(|_| stage.response("Nobody")).collect();
    let db = stage.services.db.clone();
    let (fates, closed) = join(stage.store_all(answers.iter().cloned().map(Entry::Answer)), db.close()).await;
    closed.unwrap();
    assert!(fates.iter().all(|fate| matches!(fate, Ok(Fate::Done))), "{fates:?}");
    let late = stage.store_all([Entry::Answer(stage.response("Late"))]).await;
    assert!(matches!(late[..], [Err(Error::Stopped)]), "{late:?}");
    let db = stage.database.open().await;
    assert_eq!(response::count(&db, stage.wave.id).await.unwrap(), 3);
    db.close().await.unwrap();
    stage.database.drop().await;
}
