//! Retired versions: nothing new starts, what is under way goes on.

use nabosvar::access::Actor;
use nabosvar::service::answers::draft;
use nabosvar::service::catalogue;
use nabosvar::service::catalogue::retire_form;
use nabosvar::service::open_wave::{self, Command};
use nabosvar::service::waves::{Identity, life};
use serde_json::json;

use crate::database::TestDatabase;
use crate::invented;

#[tokio::test]
async fn a_retired_version_is_asked_by_no_new_wave_and_finishes_the_old_ones() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let wave = invented::wave(&services).await;
    let closed = invented::another_wave(&services, Identity::Anonymous).await;
    life::close(&services, &Actor::operator(), closed.id).await.unwrap();
    let (cookie, mut begun) = draft::start(&services, &wave, "da").await.unwrap();

    let retired = retire_form::retire(&services, &Actor::operator(), "invented", "1").await.unwrap().unwrap();
    assert_eq!(retired.version.retired_on.unwrap().to_string(), "2026-11-21");
    assert_eq!(retired.waves, std::slice::from_ref(&wave));
    services.clock.set(&invented::noon().tomorrow().unwrap());
    let again = retire_form::retire(&services, &Actor::operator(), "invented", "1").await.unwrap().unwrap();
    assert_eq!(again.version.retired_on, retired.version.retired_on);
    assert!(retire_form::retire(&services, &Actor::operator(), "invented", "2").await.unwrap().is_none());

    let command = Command {
        programme_id: wave.programme_id,
        form_id: "invented".to_owned(),
        version: "1".to_owned(),
        name: "Invented wave".parse().unwrap(),
        identity: Identity::Anonymous,
        starts_on: wave.starts_on,
        ends_on: wave.ends_on,
        terms: wave.terms.clone(),
    };
    assert!(matches!(
        open_wave::open(&services, &Actor::operator(), command.clone()).await,
        Err(open_wave::Error::Retired)
    ));
    begun.answers = json!({ "name": "Nobody" });
    assert!(draft::save(&services, &wave, &cookie, &begun).await.unwrap());
    let form = catalogue::find(&services, "invented", "1").await.unwrap().unwrap();
    let sent = draft::submit(&services, &wave, &form, &cookie, begun.response_id).await.unwrap();
    assert_eq!(sent, draft::Outcome::Received);

    let back = retire_form::reinstate(&services, &Actor::operator(), "invented", "1").await.unwrap().unwrap();
    assert_eq!(back.version.retired_on, None);
    open_wave::open(&services, &Actor::operator(), command).await.unwrap();
    services.db.close().await.unwrap();
    database.drop().await;
}
