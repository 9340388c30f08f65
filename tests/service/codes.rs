//! A personal code gives exactly one answer: whoever uses it, how often, how many at once, and whatever fails meanwhile. The
//! installation's key, from which codes follow, is the one of its database for ever.

use futures_util::future::join_all;
use nabosvar::service::waves::Identity;
use nabosvar::service::{SecretKey, secret_key};
use nabosvar::store::response::{self, Response};
use nabosvar::store::unspent_code::{self};
use nabosvar::store::{ByCode, Db, Digest, Entry, Error, Fate};

use crate::database::TestDatabase;
use crate::invented;
use crate::one_wave::OneWave;

impl OneWave {
    async fn left(&self) -> usize {
        unspent_code::of_wave(&self.services.db, self.wave.id).await.unwrap().len()
    }
}

fn by(answer: Box<Response>, code: Digest) -> Entry {
    Entry::AnswerByCode(answer, ByCode { code, draft: None })
}

async fn store_all(db: &Db, entries: Vec<Entry>) -> Vec<Result<Fate, Error>> {
    join_all(entries.into_iter().map(|entry| db.store(entry))).await
}

fn count(fates: &[Result<Fate, Error>], wanted: Fate) -> usize {
    fates.iter().filter(|fate| fate.as_ref().is_ok_and(|fate| *fate == wanted)).count()
}

#[tokio::test]
async fn of_many_who_use_a_code_at_once_one_answers() {
    let stage = OneWave::set().await;
    let codes = stage.codes(10).await;
    let other_machine = stage.database.open().await;
    // Each code five times on each of two machines, and an answer without a code among them.
    let entries = || {
        let mut entries: Vec<Entry> = Vec::new();
        for round in 0..5 {
            entries.extend(codes.iter().map(|code| by(stage.response(&format!("round {round}")), *code)));
        }
        entries.push(Entry::Answer(stage.response("without")));
        entries
    };
    let (here, there) = tokio::join!(store_all(&stage.services.db, entries()), store_all(&other_machine, entries()));
    let fates: Vec<_> = here.into_iter().chain(there).collect();
    assert_eq!((count(&fates, Fate::Done), count(&fates, Fate::Spent)), (10 + 2, 90), "{fates:?}");
    assert_eq!((stage.count().await, stage.left().await), (12, 0));
    other_machine.close().await.unwrap();
    stage.strike().await;
}

#[tokio::test]
async fn what_is_sent_again_finds_the_code_spent_and_the_answer_there() {
    let stage = OneWave::set().await;
    let [code, ..] = stage.codes(3).await[..] else { panic!("three codes") };
    let answer = stage.response("once");
    let fates = store_all(&stage.services.db, vec![by(answer.clone(), code), by(answer.clone(), code)]).await;
    assert!(matches!(fates[..], [Ok(Fate::Done), Ok(Fate::Spent)]), "{fates:?}");
    let again = store_all(&stage.services.db, vec![by(answer.clone(), code), by(stage.response("twice"), code)]).await;
    assert!(matches!(again[..], [Ok(Fate::Spent), Ok(Fate::Spent)]), "{again:?}");
    assert_eq!(response::find(&stage.services.db, answer.id).await.unwrap(), Some(*answer));
    assert_eq!((stage.count().await, stage.left().await), (1, 2));
    stage.strike().await;
}

#[tokio::test]
async fn a_code_stays_while_its_answer_is_nowhere() {
    let stage = OneWave::set().await;
    let [one, two, three, four] = stage.codes(4).await[..] else { panic!("four codes") };
    let before = stage.response("before");
    store_all(&stage.services.db, vec![Entry::Answer(before.clone())]).await;
    // Its identity is taken; it is of a version that nobody published; and its neighbours are all right.
    let taken = Box::new(Response { id: before.id, ..*stage.response("late") });
    let dangling = Box::new(Response { form_version: "9".to_owned(), ..*stage.response("lost") });
    let entries = vec![by(taken, one), by(dangling, two), by(stage.response("good"), three), Entry::Answer(before)];
    let fates = store_all(&stage.services.db, entries).await;
    let expected = matches!(fates[..], [Ok(Fate::Taken), Err(Error::Dangling(_)), Ok(Fate::Done), Ok(Fate::Taken)]);
    assert!(expected, "{fates:?}");
    let left = unspent_code::of_wave(&stage.services.db, stage.wave.id).await.unwrap();
    assert_eq!(left, [one, two, four].into());
    assert_eq!(stage.count().await, 2);
    stage.strike().await;
}

#[tokio::test]
async fn a_code_answers_no_other_wave_and_one_that_was_made_up_none() {
    let stage = OneWave::set().await;
    let [code] = stage.codes(1).await[..] else { panic!("one code") };
    let other = invented::another_wave(&stage.services, Identity::Anonymous).await;
    let elsewhere = Box::new(Response { wave_id: Some(other.id), ..*stage.response("elsewhere") });
    let fates =
        store_all(&stage.services.db, vec![by(elsewhere, code), by(stage.response("x"), Digest::of("x"))]).await;
    assert!(matches!(fates[..], [Ok(Fate::Spent), Ok(Fate::Spent)]), "{fates:?}");
    assert_eq!((stage.count().await, stage.left().await), (0, 1));
    assert_eq!(unspent_code::wave_of(&stage.services.db, code).await.unwrap(), Some(stage.wave.id));
    let tx = stage.services.db.begin().await.unwrap();
    unspent_code::remove(&tx, &[code, Digest::of("x")]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(stage.left().await, 0);
    stage.strike().await;
}

#[tokio::test]
async fn a_database_goes_on_with_the_key_that_it_was_first_used_with_and_no_other() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let [key, other] = ["5a", "5b"].map(|byte| SecretKey::parse(&byte.repeat(32)).unwrap());
    secret_key::may_be_made(&services.db).await.unwrap();
    for _ in 0..2 {
        secret_key::hold(&services.db, &key).await.unwrap();
    }
    assert!(matches!(secret_key::hold(&services.db, &other).await, Err(secret_key::Error::OtherKey)));
    assert!(matches!(secret_key::may_be_made(&services.db).await, Err(secret_key::Error::Missing)));
    services.db.close().await.unwrap();
    database.drop().await;
}
