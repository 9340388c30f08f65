//! Invented people who work here, and their browsers.

use nabosvar::access::{Actor, Grant, Place, Role};
use nabosvar::service::accounts::{self, Command};
use nabosvar::store::place::{self, Area};
use reqwest::{Client, Response, redirect};

use crate::harness::TestApp;
use crate::invented;

/// The password of all of them.
pub(crate) const PASSWORD: &str = "grøn cykel under broen";

impl TestApp {
    /// An account with a role, by its address.
    pub(crate) async fn account(&self, role: Role, place: Place) -> String {
        let id = self.services.clock.identity();
        let email = format!("{id}@example.dk");
        let command = Command {
            id,
            email: email.parse().expect("an address"),
            name: "Opdigtet Person".parse().expect("a name"),
            language: "da".to_owned(),
            grants: vec![Grant { role, place }],
        };
        let (_, key) = accounts::create(&self.services, &Actor::operator(), command).await.expect("an account");
        accounts::set_password(&self.services, &key, PASSWORD).await.expect("a password");
        email
    }

    /// An area of a programme of its own.
    pub(crate) async fn area(&self, name: &str) -> Area {
        let (programme_id, id) = (invented::programme(&self.services).await, self.services.clock.identity());
        let area = Area { id, programme_id, name: name.to_owned(), municipality: "Opdigtet".to_owned() };
        let tx = self.services.db.begin().await.expect("a transaction");
        place::insert_area(&tx, &area).await.expect("the area is stored");
        tx.commit().await.expect("the transaction commits");
        area
    }

    /// Fills in the form to log in and sends it.
    pub(crate) async fn log_in(&self, client: &Client, email: &str, password: &str, to: &str) -> Response {
        let fields = [("email", email), ("password", password), ("to", to)];
        client.post(self.url("/staff/log-in")).form(&fields).send().await.expect("the server replies")
    }

    /// The browser of somebody with a role, who is logged in.
    pub(crate) async fn staff(&self, role: Role, place: Place) -> Client {
        let (email, browser) = (self.account(role, place).await, browser());
        assert_eq!(self.log_in(&browser, &email, PASSWORD, "").await.status(), 303);
        browser
    }
}

/// A browser that keeps cookies and follows nothing.
pub(crate) fn browser() -> Client {
    let client = Client::builder().cookie_store(true).redirect(redirect::Policy::none()).no_proxy();
    client.build().expect("a client")
}
