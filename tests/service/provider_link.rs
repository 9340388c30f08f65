//! Who is who at a provider: one account, one person, whoever comes second with the same address.

use jiff::civil::date;
use nabosvar::access::Actor;
use nabosvar::service::accounts::{self, Command};
use nabosvar::store::provider_link;

use crate::stage::Stage;

#[tokio::test]
async fn an_account_is_linked_to_one_person_and_a_person_to_one_account() {
    let stage = Stage::set().await;
    let services = &stage.services;
    let mut made = Vec::new();
    for name in ["en", "to"] {
        let command = Command {
            id: stage.id(),
            email: format!("{name}@invented.example").parse().unwrap(),
            name: "Opdigtet Person".parse().unwrap(),
            language: "da".to_owned(),
            grants: Vec::new(),
        };
        made.push(accounts::create(services, &Actor::operator(), command).await.unwrap().0.id);
    }
    let (day, issuer) = (date(2026, 11, 21), "https://invented.example");
    for (subject, account, is_new) in [
        ("first", made[0], true),
        ("first", made[0], false),
        ("successor", made[0], false),
        ("first", made[1], false),
        ("successor", made[1], true),
    ] {
        let tx = services.db.begin().await.unwrap();
        let inserted = provider_link::insert(&tx, issuer, subject, account, day).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(inserted, is_new, "{subject}");
    }
}
