//! A service with one open wave, for tests of how answers come in.

use std::sync::Arc;

use nabosvar::service::waves::Wave;
use nabosvar::service::{PublishedForm, Services, catalogue};
use nabosvar::store::Digest;
use nabosvar::store::response::{self, Marks, Response, Review};
use nabosvar::store::unspent_code::{self, Unspent};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::database::TestDatabase;
use crate::invented;

/// The stage.
pub(crate) struct OneWave {
    /// Where answers lie.
    pub(crate) database: TestDatabase,
    /// What the tests act on.
    pub(crate) services: Services,
    /// The wave, which is anonymous.
    pub(crate) wave: Wave,
    /// What it asks.
    pub(crate) form: Arc<PublishedForm>,
}

impl OneWave {
    pub(crate) async fn set() -> Self {
        let database = TestDatabase::create().await;
        let services = invented::services(&database).await;
        let wave = invented::wave(&services).await;
        let form = catalogue::find(&services, "invented", "1").await.unwrap().unwrap();
        Self { database, services, wave, form }
    }

    /// So many codes that can answer the wave, in no order.
    pub(crate) async fn codes(&self, count: usize) -> Vec<Digest> {
        let key = &self.services.secret_key;
        let code = |person: usize| key.hash(&key.code(self.wave.id, Uuid::from_u128(person as u128), 1));
        let hashes: Vec<Digest> = (0..count).map(code).collect();
        let new = hashes.iter().map(|hash| Unspent { hash: *hash, wave_id: self.wave.id }).collect();
        let tx = self.services.db.begin().await.unwrap();
        unspent_code::insert(&tx, new).await.unwrap();
        tx.commit().await.unwrap();
        hashes
    }

    /// A new answer that says one name.
    pub(crate) fn response(&self, name: &str) -> Box<Response> {
        self.response_of(&json!({ "name": name }))
    }

    /// A new answer.
    pub(crate) fn response_of(&self, answers: &Value) -> Box<Response> {
        response(&self.services, &self.wave, answers)
    }

    /// How many answers the wave has.
    pub(crate) async fn count(&self) -> u64 {
        response::count(&self.services.db, self.wave.id).await.unwrap()
    }

    pub(crate) async fn strike(self) {
        self.services.db.close().await.unwrap();
        self.database.drop().await;
    }
}

/// A new answer to a wave of the invented form, past all that judges it.
pub(crate) fn response(services: &Services, wave: &Wave, answers: &Value) -> Box<Response> {
    let answers = answers.to_string();
    Box::new(Response {
        id: services.clock.identity(),
        wave_id: Some(wave.id),
        form_id: wave.form_id.clone(),
        form_version: wave.form_version.clone(),
        language: "da".to_owned(),
        sha256: Digest::of(&answers),
        answers,
        period_starts_on: wave.starts_on,
        review: Review::None,
        marks: Marks::default(),
        attachments: Vec::new(),
        revision: 1,
    })
}
