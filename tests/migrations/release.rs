//! A release of a wave, that somebody asked for one, and what was observed.

use std::collections::BTreeMap;

use jiff::civil::date;
use nabosvar::access::{Actor, Who};
use nabosvar::service::Services;
use nabosvar::service::indicators::observation::{self, Figure, Observation, Observed, Series, Status};
use nabosvar::service::indicators::report::{self, promise};
use nabosvar::store::activity::FocusArea;
use nabosvar::store::release::{self, Release};
use nabosvar::store::release_answer;
use nabosvar::store::release_request::{self, Kind as Asked, Request, State};
use nabosvar::store::report as store_report;
use nabosvar::store::subscription::{self, Kind, Subscription};
use nabosvar::store::{account, delivery, place};
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
        kind: Asked::Release,
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

/// An indicator that was observed twice for the same days, the second time to be told to nobody.
pub(crate) async fn observe(services: &Services) {
    let programme = place::programmes(&services.db).await.unwrap().remove(0).id;
    let series =
        Series { programme_id: programme, area_id: None, indicator: "invented".to_owned(), whom: BTreeMap::new() };
    let figure = Figure { value: 0.5, interval: Some((0.25, 0.75)), respondents: Some(40) };
    let observed = Observed {
        series,
        definition: 1,
        period: (date(2026, 1, 1), date(2026, 1, 31)),
        wave_id: None,
        release_id: None,
        status: Status::Free,
        figure: Some(figure),
    };
    let tx = services.db.begin().await.unwrap();
    let first = observation::append(services, &tx, &observed).await.unwrap();
    let hidden = Observed { status: Status::Hidden, figure: None, ..observed };
    let second = observation::append(services, &tx, &hidden).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!((second.number, second.revision), (first.number + 1, 1));
    subscribe(services, &first).await;
    let read = observation::since(services, &Actor::operator(), 0, 10).await.unwrap();
    assert_eq!(read, [first, second]);
}

/// Somebody who is sent it, and was not yet.
async fn subscribe(services: &Services, observation: &Observation) {
    let new = Subscription {
        id: services.clock.identity(),
        name: "Opdigtet".to_owned(),
        kind: Kind::Webhook,
        target: "https://example.dk/".to_owned(),
        programme_id: Some(observation.observed.series.programme_id),
        salt: services.clock.identity(),
        former: Some((services.clock.identity(), services.clock.now().timestamp())),
        number: 0,
        pending: None,
        created_on: services.clock.today(),
        ended_on: None,
    };
    let tx = services.db.begin().await.unwrap();
    assert!(subscription::insert(&tx, &new).await.unwrap());
    assert_ne!(delivery::hand_out(&tx, &services.clock, &new).await.unwrap(), 0);
    tx.commit().await.unwrap();
}

/// A report of what was promised, and somebody who is told of it.
pub(crate) async fn report(services: &Services) {
    let programme = place::programmes(&services.db).await.unwrap().remove(0).id;
    let reader = account::list(&services.db).await.unwrap().remove(0).id;
    let (name, due) = ("Opdigtet".parse().unwrap(), date(2026, 12, 1));
    let (id, operator) = (services.clock.identity(), Actor::operator());
    promise::add_milestone(services, &operator, programme, (id, FocusArea::Cohesion, &name, due)).await.unwrap();
    promise::reach(services, &operator, programme, id, true).await.unwrap();
    let goal = (services.clock.identity(), FocusArea::Cohesion, &name, "40".parse().unwrap());
    promise::add_sub_goal(services, &operator, programme, goal).await.unwrap();
    assert!(report::make(services).await.unwrap() > 0);
    let tx = services.db.begin().await.unwrap();
    store_report::add_reader(&tx, programme, reader).await.unwrap();
    tx.commit().await.unwrap();
}
