//! The log of administration: what is done is in it, in an order that nobody can change afterwards without it showing.

use nabosvar::access::{Actor, Role};
use nabosvar::service::Services;
use nabosvar::service::accounts::tokens;
use nabosvar::service::audit::{self, Action, Entry, Fault, Noted, Object};
use nabosvar::service::catalogue::{publish_form, retire_form};
use nabosvar::service::places::create_programme;
use nabosvar::service::waves::life;
use nabosvar::store;
use sea_orm::{ConnectionTrait, DbBackend};

use crate::database::TestDatabase;
use crate::{invented, past};

async fn entries(services: &Services) -> Vec<Entry> {
    let mut entries = Vec::new();
    let all = audit::all(services, |entry| {
        entries.push(entry);
        Ok::<_, store::Error>(())
    });
    all.await.unwrap();
    entries
}

async fn note(services: &Services, number: u128) {
    let tx = services.db.begin().await.unwrap();
    let object = Object::Programme(uuid::Uuid::from_u128(number));
    audit::record(services, &tx, &Actor::operator(), Action::Created, object).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn what_is_done_is_noted_once_and_what_changes_nothing_is_not() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let actor = Actor::operator();
    let wave = invented::wave(&services).await;
    create_programme::create_as(&services, &actor, uuid::Uuid::from_u128(1), &"Invented".parse().unwrap())
        .await
        .unwrap();
    create_programme::create_as(&services, &actor, uuid::Uuid::from_u128(1), &"Invented".parse().unwrap())
        .await
        .unwrap();
    publish_form::publish(&services, &actor, invented::FORM).await.unwrap();
    for _ in 0..2 {
        retire_form::retire(&services, &actor, "invented", "1").await.unwrap();
    }
    retire_form::reinstate(&services, &actor, "invented", "1").await.unwrap();
    life::close(&services, &actor, wave.id).await.unwrap();
    let (_, token) = tokens::create(&services, &actor, invented::token(Role::Administrator)).await.unwrap();
    for _ in 0..2 {
        tokens::revoke(&services, &actor, token.id).await.unwrap();
    }
    let told: Vec<String> = entries(&services)
        .await
        .into_iter()
        .map(|entry| format!("{} {} {}", entry.number, entry.deed.object_kind, entry.deed.action))
        .collect();
    assert_eq!(
        told,
        [
            "1 form_version published",
            "2 wave opened",
            "3 programme created",
            "4 form_version retired",
            "5 form_version reinstated",
            "6 wave closed",
            "7 token created",
            "8 token revoked",
        ]
    );
    assert_eq!(audit::verify(&services, None).await.unwrap().fault, None);
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn many_at_once_make_one_chain() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let notes = (1..=12).map(|number| {
        let services = services.clone();
        tokio::spawn(async move { note(&services, number).await })
    });
    for noted in notes.collect::<Vec<_>>() {
        noted.await.unwrap();
    }
    let verified = audit::verify(&services, None).await.unwrap();
    assert_eq!((verified.last.number, verified.fault), (12, None));
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn what_was_not_committed_was_never_noted() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    note(&services, 1).await;
    let tx = services.db.begin().await.unwrap();
    let object = Object::Programme(uuid::Uuid::from_u128(2));
    audit::record(&services, &tx, &Actor::operator(), Action::Created, object).await.unwrap();
    drop(tx);
    note(&services, 3).await;
    let verified = audit::verify(&services, None).await.unwrap();
    assert_eq!((verified.last.number, verified.fault), (2, None));
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn the_database_keeps_entries_and_a_changed_chain_shows() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    for number in 1..=4 {
        note(&services, number).await;
    }
    let last = audit::verify(&services, None).await.unwrap().last;
    let past = past::connect(&database.location).await;
    for refused in ["UPDATE audit_entry SET action = 'closed' WHERE number = 2", "DELETE FROM audit_entry"] {
        assert!(past.execute_unprepared(refused).await.is_err(), "{refused}");
    }
    // Somebody who may do everything to the database takes the guards away first.
    let guards: &[&str] = match past.get_database_backend() {
        DbBackend::Sqlite => &["DROP TRIGGER audit_entry_kept", "DROP TRIGGER audit_entry_unchanged"],
        _ => &["DROP TRIGGER audit_entry_kept ON audit_entry"],
    };
    for guard in guards {
        past.execute_unprepared(guard).await.unwrap();
    }
    let fault = async |statement: &str, noted: Option<Noted>| -> Result<Option<Fault>, store::Error> {
        past.execute_unprepared(statement).await.unwrap();
        Ok(audit::verify(&services, noted).await?.fault)
    };
    assert_eq!(fault("DELETE FROM audit_entry WHERE number = 4", None).await.unwrap(), Some(Fault::CutOff(4)));
    // The end is put in order, too: only what was noted elsewhere tells.
    let shorter = audit::verify(&services, None).await.unwrap().last;
    let head = match past.get_database_backend() {
        DbBackend::Sqlite => format!("UPDATE audit_head SET number = 3, hash = X'{}'", shorter.hash),
        _ => format!("UPDATE audit_head SET number = 3, hash = '\\x{}'", shorter.hash),
    };
    assert_eq!(fault(&head, None).await.unwrap(), None);
    assert_eq!(fault(&head, Some(last)).await.unwrap(), Some(Fault::CutOff(4)));
    let other = Noted { hash: last.hash, ..shorter };
    assert_eq!(fault(&head, Some(other)).await.unwrap(), Some(Fault::NotAsNoted(3)));
    let changed = "UPDATE audit_entry SET actor_name = 'somebody else' WHERE number = 2";
    assert_eq!(fault(changed, None).await.unwrap(), Some(Fault::Broken(2)));
    past.close().await.unwrap();
    services.db.close().await.unwrap();
    database.drop().await;
}

#[test]
fn a_note_is_read_as_it_is_shown() {
    let noted = format!("12:{}", "9f".repeat(32));
    assert_eq!(Noted::parse(&noted).unwrap().to_string(), noted);
    for other in ["", "12", "0:", &noted.to_uppercase(), &format!("-{noted}")] {
        assert_eq!(Noted::parse(other), None, "{other}");
    }
}
