//! A service with one anonymous and one identified wave, for tests of what becomes of answers after they came.

use nabosvar::access::Actor;
use nabosvar::service::Services;
use nabosvar::service::answers::revise::{self, revise};
use nabosvar::service::answers::settle::{self, Entry, Filter};
use nabosvar::service::answers::submit::{self, Command, Receipt, Round, submit};
use nabosvar::service::answers::{self, Which};
use nabosvar::service::catalogue::publish_form;
use nabosvar::service::waves::{self, Identity, Wave, life};
use nabosvar::store::Location;
use nabosvar::store::place::{self, Area};
use nabosvar::store::response::Response;
use serde_json::json;
use uuid::Uuid;

use crate::database::TestDatabase;
use crate::{invented, sending};

/// The stage.
pub(crate) struct Stage {
    pub(crate) database: TestDatabase,
    /// What the tests act on.
    pub(crate) services: Services,
    /// A wave whose answers are never changed.
    pub(crate) anonymous: Wave,
    /// A wave whose answers can be changed.
    pub(crate) identified: Wave,
}

/// How a form version is named.
pub(crate) fn which(id: Uuid) -> Which<'static> {
    Which { form_id: "invented", version: "1", id }
}

/// An answer that says one name.
pub(crate) fn command(round: Round, id: Uuid, name: &str) -> Command {
    sending::command(round, id, &json!({ "name": name }))
}

impl Stage {
    pub(crate) async fn set() -> Self {
        Self::set_with(invented::FORM).await
    }

    /// The same with a form that is like the invented one, and asks more.
    pub(crate) async fn set_with(form: &str) -> Self {
        let database = TestDatabase::create().await;
        let services = invented::services(&database).await;
        publish_form::publish(&services, &Actor::operator(), form).await.unwrap();
        let anonymous = invented::another_wave(&services, Identity::Anonymous).await;
        let identified = invented::another_wave(&services, Identity::Identified).await;
        Self { database, services, anonymous, identified }
    }

    /// Where the database is.
    pub(crate) fn location(&self) -> &Location {
        &self.database.location
    }

    pub(crate) fn id(&self) -> Uuid {
        self.services.clock.identity()
    }

    pub(crate) async fn put(&self, wave: &Wave, id: Uuid, name: &str) -> Result<submit::Outcome, submit::Error> {
        submit(&self.services, command(Round::OfCode(wave.code.as_str().to_owned()), id, name)).await
    }

    /// Sends an answer to the identified wave that is new.
    pub(crate) async fn new_answer(&self, name: &str) -> Receipt {
        match self.put(&self.identified, self.id(), name).await.unwrap() {
            submit::Outcome::Created(receipt) => receipt,
            submit::Outcome::Replayed(_) => panic!("it is new"),
        }
    }

    pub(crate) async fn edit(&self, base: &Receipt, name: &str) -> Result<revise::Outcome, revise::Error> {
        revise(&self.services, &Actor::operator(), command(Round::OnlyOpen, base.id, name), &base.sha256.to_string())
            .await
    }

    /// Changes an answer, which must work.
    pub(crate) async fn changed(&self, base: &Receipt, name: &str) -> Receipt {
        match self.edit(base, name).await.unwrap() {
            revise::Outcome::Revised(receipt) => receipt,
            revise::Outcome::Replayed(_) => panic!("it says something new"),
        }
    }

    /// Has other content come under the identity of an answer, and gives the case.
    pub(crate) async fn conflict(&self, wave: &Wave, id: Uuid, name: &str) -> Entry {
        assert!(matches!(self.put(wave, id, name).await, Err(submit::Error::Conflict)));
        self.open_cases(id).await.pop().expect("a case")
    }

    pub(crate) async fn open_cases(&self, response: Uuid) -> Vec<Entry> {
        let filter = Filter { response: Some(response), only_open: true, ..Filter::default() };
        settle::list(&self.services, &filter, settle::PAGE).await.unwrap().0
    }

    pub(crate) async fn now(&self, id: Uuid) -> Response {
        answers::find(&self.services, which(id)).await.unwrap()
    }

    pub(crate) async fn count(&self, wave: &Wave) -> u64 {
        waves::progress(&self.services, wave.id).await.unwrap().unwrap().answers
    }

    pub(crate) async fn close(&self, wave: &Wave) {
        life::close(&self.services, &Actor::operator(), wave.id).await.unwrap();
    }

    /// The first of three areas of a programme.
    pub(crate) async fn area(&self) -> Area {
        let programme_id = invented::programme(&self.services).await;
        let areas = ["Opdigtet Nord", "Opdigtet Syd", "Opdigtet Vest"].map(|name| Area {
            id: self.id(),
            programme_id,
            name: name.to_owned(),
            municipality: "Opdigtet".to_owned(),
        });
        let tx = self.services.db.begin().await.unwrap();
        for area in &areas {
            place::insert_area(&tx, area).await.unwrap();
        }
        tx.commit().await.unwrap();
        let [first, ..] = areas;
        first
    }

    pub(crate) async fn strike(self) {
        self.services.db.close().await.unwrap();
        self.database.drop().await;
    }
}
