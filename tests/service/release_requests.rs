//! Releases that somebody asks for, and that a worker makes.

use std::time::Duration;

use nabosvar::access::{Actor, Grant, Place, Role, Who};
use nabosvar::service::accounts::tokens;
use nabosvar::service::releases::request::{self, Command, Error, Kind, MOST_REQUESTS, Request, State};
use nabosvar::service::releases::work::{self, Told};
use nabosvar::service::waves::Wave;
use nabosvar::service::{Services, audit, releases};
use nabosvar::store::release_request::{LEASE, MOST_TRIES};
use uuid::Uuid;

use crate::database::TestDatabase;
use crate::invented;
use crate::invented_releases::{PLAN, archived};

struct Stage {
    database: TestDatabase,
    services: Services,
    wave: Wave,
}

impl Stage {
    async fn set(people: usize) -> Self {
        let database = TestDatabase::create().await;
        let services = invented::services(&database).await;
        let wave = archived(&services, people).await;
        Self { database, services, wave }
    }

    async fn ask(&self, id: u128, kind: Kind, plan: &str) -> Result<Request, Error> {
        self.ask_as(&Actor::operator(), id, kind, plan).await
    }

    async fn ask_as(&self, actor: &Actor, id: u128, kind: Kind, plan: &str) -> Result<Request, Error> {
        let command = Command { id: Uuid::from_u128(id), kind, wave: self.wave.id, plan: Some(plan.to_owned()) };
        request::ask(&self.services, actor, command).await
    }

    async fn state(&self, id: u128) -> State {
        let found = request::find(&self.services, &Actor::operator(), Uuid::from_u128(id)).await.unwrap();
        found.unwrap().0.state
    }

    /// What the worker does with the next request.
    async fn work(&self) {
        let claimed = work::claim(&self.services).await.unwrap().expect("a request");
        let end = work::perform(self.services.clone(), claimed.request.clone()).await.unwrap();
        assert!(work::end(&self.services, &claimed, end).await.unwrap());
    }

    fn turn_clock(&self, by: Duration) {
        self.services.clock.set(&self.services.clock.now().checked_add(by).unwrap());
    }

    async fn strike(self) {
        self.services.db.close().await.unwrap();
        self.database.drop().await;
    }
}

#[tokio::test]
async fn a_plan_is_tried_and_a_wave_released_by_who_asked() {
    let stage = Stage::set(90).await;
    let command = invented::token(Role::Analyst);
    let (_, token) = tokens::create(&stage.services, &Actor::operator(), command).await.unwrap();
    let grants = vec![Grant { role: Role::Analyst, place: Place::Installation }];
    let analyst = Actor { who: Who::Program(token.id), name: "invented program".to_owned(), grants };
    stage.ask_as(&analyst, 1, Kind::Trial, PLAN).await.unwrap();
    assert_eq!(stage.state(1).await, State::Waiting);
    stage.work().await;
    let State::Tried(told) = stage.state(1).await else { panic!("it was tried") };
    let told = Told::read(&told).unwrap();
    assert_eq!((told.answers, told.shown), (90, 100));
    assert!(told.tables.iter().all(|table| table.shown == 100), "{told:?}");

    stage.ask_as(&analyst, 2, Kind::Release, PLAN).await.unwrap();
    stage.work().await;
    let State::Released(release) = stage.state(2).await else { panic!("it was released") };
    assert_eq!(releases::list(&stage.services, &Actor::operator()).await.unwrap()[0].id, release);
    // Once more, and by another name: it is the same.
    assert_eq!(stage.ask(2, Kind::Release, PLAN).await.unwrap().state, State::Released(release));
    stage.ask(3, Kind::Release, PLAN).await.unwrap();
    stage.work().await;
    assert_eq!(stage.state(3).await, State::Released(release));
    let entries = audit::before(&stage.services, &Actor::operator(), i64::MAX, 10).await.unwrap();
    let did = |object: &str| {
        let entry = entries.iter().find(|entry| entry.deed.object_kind == object).unwrap();
        (entry.deed.actor_id, entry.deed.action.as_str())
    };
    assert_eq!(did("release_trial"), (Some(token.id), "created"));
    assert_eq!(did("release"), (Some(token.id), "published"));
    stage.strike().await;
}

#[tokio::test]
async fn what_cannot_be_is_refused_before_anybody_waits_for_it() {
    let stage = Stage::set(30).await;
    let refused = async |kind, plan: &str| stage.ask(7, kind, plan).await.unwrap_err();
    assert!(matches!(refused(Kind::Trial, "tables: [[]").await, Error::Unreadable(_)));
    assert!(matches!(refused(Kind::Trial, &PLAN.replace("colours", "age")).await, Error::Misfit(_)));
    // So many bands by colour: more cells than anybody looks at.
    let bands: Vec<String> = (0..5_100).map(|age| format!("{{ code: b{age}, from: {age}, to: {age} }}")).collect();
    let bands = bands.join(", ");
    let huge = format!(
        "form_id: invented\nbreakdowns: [{{ name: colour, question: colours }}]\ntables: [[colour]]\n\
         answers: [{{ question: age, bands: [{bands}] }}]\n"
    );
    assert!(matches!(refused(Kind::Trial, &huge).await, Error::TooLarge), "{:?}", refused(Kind::Trial, &huge).await);
    let command = |wave, plan: Option<&str>| Command {
        id: Uuid::from_u128(8),
        kind: Kind::Trial,
        wave,
        plan: plan.map(ToOwned::to_owned),
    };
    let without = request::ask(&stage.services, &Actor::operator(), command(stage.wave.id, None)).await;
    assert!(matches!(without, Err(Error::NoPlan)));
    let coordinator =
        Actor { grants: vec![Grant { role: Role::Coordinator, place: Place::Installation }], ..Actor::operator() };
    let denied = request::ask(&stage.services, &coordinator, command(stage.wave.id, Some(PLAN))).await;
    assert!(matches!(denied, Err(Error::NotFound)));
    let open = invented::another_wave(&stage.services, stage.wave.identity).await;
    let early = request::ask(&stage.services, &Actor::operator(), command(open.id, Some(PLAN))).await;
    assert!(matches!(early, Err(Error::StillAsks)));
    stage.ask(9, Kind::Trial, PLAN).await.unwrap();
    assert!(matches!(stage.ask(9, Kind::Release, PLAN).await, Err(Error::KeyReused)));
    for id in 1..MOST_REQUESTS {
        stage.ask(100 + u128::from(id), Kind::Trial, PLAN).await.unwrap();
    }
    assert!(matches!(stage.ask(99, Kind::Trial, PLAN).await, Err(Error::TooMany)));
    assert!(stage.ask(9, Kind::Trial, PLAN).await.is_ok(), "what there is, is given");
    stage.strike().await;
}

#[tokio::test]
async fn a_machine_that_dies_loses_its_claim_and_one_that_lives_keeps_it() {
    let stage = Stage::set(60).await;
    stage.ask(1, Kind::Release, PLAN).await.unwrap();
    let first = work::claim(&stage.services).await.unwrap().unwrap();
    assert_eq!(stage.state(1).await, State::Running);
    assert!(work::claim(&stage.services).await.unwrap().is_none(), "nobody gets what somebody has");
    stage.turn_clock(LEASE * 2 / 3);
    assert!(work::renew(&stage.services, &first).await.unwrap());
    stage.turn_clock(LEASE * 2 / 3);
    assert!(work::claim(&stage.services).await.unwrap().is_none(), "it was renewed");
    stage.turn_clock(LEASE);
    assert_eq!(stage.state(1).await, State::Waiting);
    let second = work::claim(&stage.services).await.unwrap().unwrap();
    assert!(!work::renew(&stage.services, &first).await.unwrap());
    // Both come to their end: there is one release, and the one that has the claim says so.
    let late = work::perform(stage.services.clone(), first.request.clone()).await.unwrap();
    assert!(!work::end(&stage.services, &first, late.clone()).await.unwrap());
    let end = work::perform(stage.services.clone(), second.request.clone()).await.unwrap();
    assert_eq!(end, late);
    assert!(work::end(&stage.services, &second, end).await.unwrap());
    assert!(matches!(stage.state(1).await, State::Released(_)));
    stage.strike().await;
}

#[tokio::test]
async fn what_fails_says_why_and_what_kills_everybody_is_given_up() {
    let stage = Stage::set(0).await;
    let failure = async |id| match stage.state(id).await {
        State::Failed { failure, .. } => failure,
        other => panic!("{other:?}"),
    };
    stage.ask(1, Kind::Release, PLAN).await.unwrap();
    stage.work().await;
    assert_eq!(failure(1).await, "nobody");
    // Who was let in then, and is not any more.
    let (_, token) = tokens::create(&stage.services, &Actor::operator(), invented::token(Role::Analyst)).await.unwrap();
    let actor = Actor { who: Who::Program(token.id), ..Actor::operator() };
    stage.ask_as(&actor, 2, Kind::Release, PLAN).await.unwrap();
    tokens::revoke(&stage.services, &Actor::operator(), token.id).await.unwrap();
    stage.work().await;
    assert_eq!(failure(2).await, "not_permitted");
    stage.ask(3, Kind::Release, PLAN).await.unwrap();
    let stopped = work::claim(&stage.services).await.unwrap().unwrap();
    work::give_back(&stage.services, &stopped).await.unwrap();
    for _ in 0..MOST_TRIES {
        assert!(work::claim(&stage.services).await.unwrap().is_some());
        stage.turn_clock(LEASE);
    }
    assert!(work::claim(&stage.services).await.unwrap().is_none());
    assert_eq!(failure(3).await, "broken");
    stage.strike().await;
}
