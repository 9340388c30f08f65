//! What tests are made of: a fixed moment, a form and a programme that are visibly invented.

use jiff::Zoned;
use jiff::civil::Date;
use nabosvar::access::{Actor, Role};
use nabosvar::clock::Clock;
use nabosvar::service::accounts::tokens;
use nabosvar::service::catalogue::publish_form;
use nabosvar::service::waves::{Identity, Terms, Wave};
use nabosvar::service::{Services, open_wave};
use nabosvar::store::place::{self, Programme};

use crate::database::TestDatabase;

/// A form with one question of each kind that tests need. `age` is 0 to 120, `name` is required.
pub(crate) const FORM: &str = r#"
form_id: invented
version: "1"
default_language: da
languages: { da: {}, en: {} }
title: { da: "Opdigtet spørgeskema", en: "Invented form" }
choices:
  colours:
    - { name: red, label: { da: "Rød", en: "Red" } }
    - { name: blue, label: { da: "Blå", en: "Blue" } }
survey:
  - { type: text, name: name, label: { da: "Navn", en: "Name" }, required: true }
  - { type: integer, name: age, label: { da: "Alder", en: "Age" }, constraint: ". >= 0 and . <= 120" }
  - { type: select_multiple colours, name: colours, label: { da: "Farver", en: "Colours" } }
  - { type: calculate, name: days_left, calculation: "date('2026-12-24') - today()" }
"#;

/// The moment at which every test begins.
pub(crate) fn noon() -> Zoned {
    "2026-11-21T12:00:00+01:00[Europe/Copenhagen]".parse().expect("a moment")
}

/// Services over a fresh database with all tables, at [`noon`].
pub(crate) async fn services(database: &TestDatabase) -> Services {
    let db = database.open().await;
    db.migrate().await.expect("the migrations go up");
    Services::new(db, database.attachments().await, Clock::fixed(&noon()), 14)
}

/// A token with a role, for ever.
pub(crate) fn token(role: Role) -> tokens::Command {
    tokens::Command { name: "invented program".parse().expect("a name"), role, expires_on: None }
}

/// Publishes [`FORM`] and opens an anonymous wave of it, from 1 to 30 November 2026.
pub(crate) async fn wave(services: &Services) -> Wave {
    publish_form::publish(services, &Actor::operator(), FORM).await.expect("the invented form is right");
    another_wave(services, Identity::Anonymous).await
}

/// Opens a wave of [`FORM`], which must be published.
pub(crate) async fn another_wave(services: &Services, identity: Identity) -> Wave {
    wave_on(services, identity, Terms::default()).await
}

/// Opens a wave of [`FORM`], which must be published, that asks in its own way.
pub(crate) async fn wave_on(services: &Services, identity: Identity, terms: Terms) -> Wave {
    let command = open_wave::Command {
        programme_id: programme(services).await,
        form_id: "invented".to_owned(),
        version: "1".to_owned(),
        name: "Invented wave".parse().expect("a name"),
        identity,
        starts_on: Date::constant(2026, 11, 1),
        ends_on: Date::constant(2026, 11, 30),
        terms,
    };
    open_wave::open(services, &Actor::operator(), command).await.expect("the wave opens")
}

/// A programme that asks.
pub(crate) async fn programme(services: &Services) -> uuid::Uuid {
    let programme = Programme { id: services.clock.identity(), name: "Invented programme".to_owned(), is_demo: true };
    let tx = services.db.begin().await.expect("a transaction");
    place::insert_programme(&tx, &programme).await.expect("the programme is stored");
    tx.commit().await.expect("the transaction commits");
    programme.id
}
