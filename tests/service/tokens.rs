//! Tokens: who holds one is known until it is revoked.

use nabosvar::access::{Actor, Role};
use nabosvar::service::accounts::tokens::{authenticate, create, list, revoke};
use nabosvar::store::Digest;

use crate::database::TestDatabase;
use crate::invented;

#[tokio::test]
async fn a_token_counts_until_it_is_revoked() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let (token, made) = create(&services, &Actor::operator(), invented::token(Role::Collector)).await.unwrap();
    let holder = authenticate(&services, token.expose()).await.unwrap().unwrap();
    assert_eq!(holder.name, "invented program");
    assert!(revoke(&services, &Actor::operator(), made.id).await.unwrap());
    assert_eq!(authenticate(&services, token.expose()).await.unwrap(), None);
    assert!(!revoke(&services, &Actor::operator(), made.id).await.unwrap());
    assert_eq!(list(&services).await.unwrap()[0].revoked_on.unwrap().to_string(), "2026-11-21");
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn what_is_no_token_is_nobodys() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    create(&services, &Actor::operator(), invented::token(Role::Collector)).await.unwrap();
    for text in ["", "nabosvar_", "nabosvar_guessed", "something else"] {
        assert_eq!(authenticate(&services, text).await.unwrap(), None);
    }
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn only_the_digest_is_kept_and_nothing_prints_the_token() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let (token, made) = create(&services, &Actor::operator(), invented::token(Role::Collector)).await.unwrap();
    assert_eq!(made.hash, Digest::of(token.expose()));
    assert_eq!(format!("{token:?}"), "Token(secret)");
    services.db.close().await.unwrap();
    database.drop().await;
}
