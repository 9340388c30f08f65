//! A release of a wave, and that somebody asked for one.

use nabosvar::access::Who;
use nabosvar::service::Services;
use nabosvar::store::release::{self, Release};
use nabosvar::store::release_answer;
use nabosvar::store::release_request::{self, Kind, Request, State};
use uuid::Uuid;

/// One of invented tables.
pub(crate) async fn keep(services: &Services, wave_id: Uuid, answer: Uuid) {
    let [plan, published, counted] = ["form_id: invented", "{}", "{\"answers\": 0}"].map(ToOwned::to_owned);
    let (id, made_on) = (services.clock.identity(), services.clock.today());
    let made = Release { id, wave_id, snapshot: 0, made_on, software: "0.0.0".to_owned(), plan, published, counted };
    let tx = services.db.begin().await.unwrap();
    assert!(release::insert(&tx, &made).await.unwrap());
    assert!(!release::insert(&tx, &Release { id: services.clock.identity(), ..made.clone() }).await.unwrap());
    let asked = Request {
        id: services.clock.identity(),
        kind: Kind::Release,
        wave_id,
        plan: made.plan.clone(),
        who: Who::Operator,
        name: "operator".to_owned(),
        asked_at: services.clock.now().timestamp(),
        state: State::Waiting,
    };
    assert!(release_request::insert(&tx, &asked).await.unwrap());
    assert!(!release_request::insert(&tx, &asked).await.unwrap());
    release_answer::insert(&tx, id, vec![(answer, 1)]).await.unwrap();
    tx.commit().await.unwrap();
}
