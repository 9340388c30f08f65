//! Drafts: found again by their cookie, gone when submitted, and submitted exactly once.

use nabosvar::access::Actor;
use nabosvar::service::Key;
use nabosvar::service::answers::draft::{self, Draft, Error, Outcome, Refusal};
use nabosvar::service::answers::forget_drafts;
use nabosvar::service::waves::{self, Identity, life};
use nabosvar::store::{Digest, Location, response};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;

use crate::one_wave::OneWave;
use crate::{invented, past};

impl OneWave {
    /// A draft that holds a right answer.
    async fn filled(&self) -> (Key, Draft) {
        let (cookie, mut draft) = draft::start(&self.services, &self.wave, "da").await.unwrap();
        draft.answers = json!({"name": "Nobody", "age": 40});
        assert!(draft::save(&self.services, &self.wave, &cookie, &draft).await.unwrap());
        (cookie, draft)
    }

    async fn submit(&self, cookie: &Key, draft: &Draft) -> Result<Outcome, Error> {
        draft::submit(&self.services, &self.wave, &self.form, cookie, draft.response_id).await
    }

    /// Runs a statement past the program.
    async fn tamper(&self, statement: &str) {
        let past = past::connect(&self.database.location).await;
        assert_eq!(past.execute_unprepared(statement).await.unwrap().rows_affected(), 1);
        past.close().await.unwrap();
    }

    /// What is sealed of the only draft.
    async fn sealed(&self) -> Vec<u8> {
        let past = past::connect(&self.database.location).await;
        let query = Statement::from_string(past.get_database_backend(), "SELECT sealed FROM draft");
        let row = past.query_one_raw(query).await.unwrap().unwrap();
        past.close().await.unwrap();
        row.try_get("", "sealed").unwrap()
    }
}

#[tokio::test]
async fn a_draft_is_found_again_by_its_cookie_and_by_nothing_else() {
    let stage = OneWave::set().await;
    let (cookie, draft) = stage.filled().await;
    let received = Key::received(cookie.expose());
    let found = draft::resume(&stage.services, &stage.wave, &received).await.unwrap().unwrap();
    assert_eq!((found.answers, found.language.as_str()), (draft.answers, "da"));
    assert_eq!(found.response_id, draft.response_id);
    let guessed = Key::received("guessed");
    assert!(draft::resume(&stage.services, &stage.wave, &guessed).await.unwrap().is_none());
    let other = invented::another_wave(&stage.services, Identity::Anonymous).await;
    assert!(draft::resume(&stage.services, &other, &cookie).await.unwrap().is_none());
    stage.strike().await;
}

#[tokio::test]
async fn nothing_that_was_typed_lies_in_the_database_before_it_is_sent() {
    let stage = OneWave::set().await;
    let (cookie, mut draft) = stage.filled().await;
    let marker = "an invented marker that nobody else types";
    draft.answers = json!({ "name": marker });
    draft.code = Some(Digest::of("an invented code"));
    assert!(draft::save(&stage.services, &stage.wave, &cookie, &draft).await.unwrap());
    let secrets = [marker.to_owned(), draft.response_id.to_string(), cookie.expose().to_owned()];
    let secrets = secrets.iter().map(String::as_bytes).chain([&draft.response_id.as_bytes()[..]]);
    let mut copies = vec![stage.sealed().await];
    if let Location::Sqlite(file) = &stage.database.location {
        // The file, its log, and whatever else lies beside it.
        let beside = std::fs::read_dir(file.parent().unwrap()).unwrap();
        copies.extend(beside.map(|file| std::fs::read(file.unwrap().path()).unwrap()));
        assert!(copies.len() > 2);
    }
    for secret in secrets {
        let holds = |copy: &Vec<u8>| copy.windows(secret.len()).any(|bytes| bytes == secret);
        assert!(!copies.iter().any(holds), "{secret:?}");
    }
    let resumed = draft::resume(&stage.services, &stage.wave, &cookie).await.unwrap().unwrap();
    assert_eq!((resumed.answers, resumed.code), (draft.answers, draft.code));
    stage.strike().await;
}

#[tokio::test]
async fn the_length_of_a_draft_does_not_tell_how_much_was_answered() {
    let stage = OneWave::set().await;
    let (cookie, mut draft) = stage.filled().await;
    let little = stage.sealed().await;
    draft.answers = json!({ "name": "Nobody ".repeat(300) });
    assert!(draft::save(&stage.services, &stage.wave, &cookie, &draft).await.unwrap());
    let more = stage.sealed().await;
    assert_eq!(little.len(), more.len());
    assert_ne!(little, more);
    stage.strike().await;
}

#[tokio::test]
async fn a_draft_that_somebody_changed_or_took_elsewhere_is_gone() {
    let stage = OneWave::set().await;
    let (cookie, draft) = stage.filled().await;
    let other = invented::another_wave(&stage.services, Identity::Anonymous).await;
    let elsewhere = format!("UPDATE draft SET wave_id = (SELECT id FROM wave WHERE code = '{}')", other.code.as_str());
    stage.tamper(&elsewhere).await;
    assert!(draft::resume(&stage.services, &other, &cookie).await.unwrap().is_none());
    let back = format!("UPDATE draft SET wave_id = (SELECT id FROM wave WHERE code = '{}')", stage.wave.code.as_str());
    stage.tamper(&back).await;
    assert!(draft::resume(&stage.services, &stage.wave, &cookie).await.unwrap().is_some());
    // What is changed and not only cut is tried where it is sealed.
    stage.tamper("UPDATE draft SET sealed = substr(sealed, 1, length(sealed) - 1)").await;
    assert!(draft::resume(&stage.services, &stage.wave, &cookie).await.unwrap().is_none());
    assert!(matches!(stage.submit(&cookie, &draft).await, Err(Error::Gone)));
    stage.strike().await;
}

#[tokio::test]
async fn a_submitted_draft_is_an_answer_and_no_draft() {
    let stage = OneWave::set().await;
    let (cookie, draft) = stage.filled().await;
    assert_eq!(stage.submit(&cookie, &draft).await.unwrap(), Outcome::Received);
    assert!(draft::resume(&stage.services, &stage.wave, &cookie).await.unwrap().is_none());
    let stored = response::find(&stage.services.db, draft.response_id).await.unwrap().unwrap();
    assert!(stored.answers.contains("Nobody"));
    assert!(!draft::save(&stage.services, &stage.wave, &cookie, &draft).await.unwrap());
    assert_eq!(stage.count().await, 1);
    stage.strike().await;
}

#[tokio::test]
async fn two_clicks_make_one_answer_after_each_other_and_at_once() {
    let stage = OneWave::set().await;
    let (cookie, draft) = stage.filled().await;
    let (one, other) = tokio::join!(stage.submit(&cookie, &draft), stage.submit(&cookie, &draft));
    let mut outcomes = [one.unwrap(), other.unwrap()];
    outcomes.sort_by_key(|outcome| *outcome == Outcome::AlreadyReceived);
    assert_eq!(outcomes, [Outcome::Received, Outcome::AlreadyReceived]);
    assert_eq!(stage.submit(&cookie, &draft).await.unwrap(), Outcome::AlreadyReceived);
    assert_eq!(stage.count().await, 1);
    stage.strike().await;
}

#[tokio::test]
async fn a_draft_that_breaks_rules_stays_a_draft() {
    let stage = OneWave::set().await;
    let (cookie, mut draft) = stage.filled().await;
    draft.answers = json!({"age": 130});
    draft::save(&stage.services, &stage.wave, &cookie, &draft).await.unwrap();
    let Err(Error::Refused(Refusal::Violations(violations))) = stage.submit(&cookie, &draft).await else {
        panic!("it breaks rules");
    };
    assert_eq!(violations.len(), 2);
    assert!(draft::resume(&stage.services, &stage.wave, &cookie).await.unwrap().is_some());
    assert_eq!(stage.count().await, 0);
    stage.strike().await;
}

#[tokio::test]
async fn a_cleared_draft_is_gone() {
    let stage = OneWave::set().await;
    let (cookie, draft) = stage.filled().await;
    draft::clear(&stage.services, &cookie).await.unwrap();
    draft::clear(&stage.services, &cookie).await.unwrap();
    assert!(draft::resume(&stage.services, &stage.wave, &cookie).await.unwrap().is_none());
    assert!(matches!(stage.submit(&cookie, &draft).await, Err(Error::Gone)));
    stage.strike().await;
}

#[tokio::test]
async fn a_draft_is_forgotten_two_weeks_after_its_last_change() {
    let stage = OneWave::set().await;
    let (cookie, draft) = stage.filled().await;
    let days = |count: i64| invented::noon().checked_add(jiff::Span::new().days(count)).unwrap();
    stage.services.clock.set(&days(5));
    assert!(draft::save(&stage.services, &stage.wave, &cookie, &draft).await.unwrap());
    stage.services.clock.set(&days(18));
    assert_eq!(forget_drafts::forget(&stage.services).await.unwrap(), 0);
    assert!(draft::resume(&stage.services, &stage.wave, &cookie).await.unwrap().is_some());
    stage.services.clock.set(&days(19));
    assert!(draft::resume(&stage.services, &stage.wave, &cookie).await.unwrap().is_none());
    assert_eq!(forget_drafts::forget(&stage.services).await.unwrap(), 1);
    stage.strike().await;
}

#[tokio::test]
async fn a_closed_wave_takes_no_drafts() {
    let mut stage = OneWave::set().await;
    let (cookie, draft) = stage.filled().await;
    life::close(&stage.services, &Actor::operator(), stage.wave.id).await.unwrap();
    stage.wave = waves::by_code(&stage.services, stage.wave.code.as_str()).await.unwrap().unwrap();
    assert!(matches!(stage.submit(&cookie, &draft).await, Err(Error::Refused(Refusal::WaveClosed))));
    stage.strike().await;
}
