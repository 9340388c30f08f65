//! Releases that somebody asks for, and that a worker makes.

use std::time::Duration;

use nabosvar::access::{Actor, Grant, Place, Role, Who};
use nabosvar::service::accounts::tokens;
use nabosvar::service::releases::make;
use nabosvar::service::releases::progress::{Point, Progress, Stage as Doing};
use nabosvar::service::releases::request::{
    self, Command, Error, Kind, MOST_PROPOSALS, MOST_REQUESTS, Request, Share, State,
};
use nabosvar::service::releases::told::{Proposed, Told, plan_of};
use nabosvar::service::releases::work;
use nabosvar::service::waves::Wave;
use nabosvar::service::{Services, audit, releases};
use nabosvar::store::release;
use nabosvar::store::release_request::{LEASE, MOST_TRIES};
use uuid::Uuid;

use crate::database::TestDatabase;
use crate::invented;
use crate::invented_releases::{PLAN, archived};
use crate::releases::{PLAN as SURVEY_PLAN, Survey};

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

    /// What the worker does with the next request, and how far it came.
    async fn work(&self) -> Point {
        let claimed = work::claim(&self.services).await.unwrap().expect("a request");
        let progress = Progress::default();
        let end = work::perform(self.services.clone(), claimed.request.clone(), progress.clone()).await.unwrap();
        assert!(work::end(&self.services, &claimed, end).await.unwrap());
        progress.now()
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
    // A question of which each answer is counted by itself is two, and who took part is the third piece.
    assert_eq!(stage.work().await, Point { plan: None, stage: Doing::Attacking, of: 2, done: 2 });
    let State::Tried(told) = stage.state(1).await else { panic!("it was tried") };
    let told = Told::read(&told).unwrap();
    assert_eq!((told.answers, told.shown), (90, 100));
    assert!(told.tables.iter().all(|table| table.shown == 100), "{told:?}");

    stage.ask_as(&analyst, 2, Kind::Release, PLAN).await.unwrap();
    assert_eq!(stage.work().await, Point { stage: Doing::Writing, ..Point::default() });
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
async fn a_coarser_plan_is_proposed_and_released() {
    let Survey { database, services, wave, .. } = {
        let survey = Survey::answered(120).await;
        survey.archive().await;
        survey
    };
    let stage = Stage { database, services, wave };
    let fine = SURVEY_PLAN.replace("tables: [[area], [gender]]", "tables: [[department], [gender, area]]");
    let kind = Kind::Proposal(Share::parse(80).unwrap());
    stage.ask(1, Kind::Trial, &fine).await.unwrap();
    stage.work().await;
    let State::Tried(before) = stage.state(1).await else { panic!("it was tried") };
    assert!(Told::read(&before).unwrap().shown < 80, "{before}");
    let asked = stage.ask(2, kind, &fine).await.unwrap();
    assert_eq!((asked.kind, plan_of(&asked)), (kind, None), "nothing is released by a plan that was too fine");
    let plans = stage.work().await.plan.unwrap();
    let (asked, _) =
        request::find(&stage.services, &Actor::operator(), Uuid::from_u128(2)).await.unwrap().expect("it is kept");
    let State::Tried(told) = &asked.state else { panic!("{:?}", asked.state) };
    let proposed = Proposed::read(told).unwrap();
    let shown = proposed.told.unwrap();
    assert!(shown.shown >= 80 && !proposed.steps.is_empty(), "{told}");
    assert_eq!(plans, proposed.steps.len() + 1, "each step is a plan more");
    assert!(
        shown.tables.iter().all(|table| table.shown.is_multiple_of(10)) && shown.answers.is_multiple_of(10),
        "{told}"
    );
    let coarser = proposed.plan;
    assert_eq!((asked.kind, plan_of(&asked)), (kind, Some(coarser.clone())));
    // What it says is what a trial of it says, and what is released by it.
    stage.ask(3, Kind::Trial, &coarser).await.unwrap();
    stage.work().await;
    let State::Tried(tried) = stage.state(3).await else { panic!("it was tried") };
    assert_eq!(Told::read(&tried), Some(shown));
    stage.ask(4, Kind::Release, &coarser).await.unwrap();
    stage.work().await;
    assert!(matches!(stage.state(4).await, State::Released(_)));
    let late = stage.ask(5, kind, &coarser).await;
    assert!(matches!(late, Err(Error::Released(_))), "what is out was counted by its plan");
    stage.strike().await;
}

#[tokio::test]
async fn a_plan_that_is_refused_by_now_makes_no_revision_and_leaves_what_is_out() {
    let survey = Survey::answered(60).await;
    survey.archive().await;
    let made = survey.make(SURVEY_PLAN).await.unwrap();
    // An earlier version took a department as gender.
    let plan = SURVEY_PLAN.replace("question: about_you/gender", "question: home/department");
    let old = releases::Release { id: Uuid::from_u128(1), snapshot: 1, plan: plan.clone(), ..made };
    let tx = survey.services.db.begin().await.unwrap();
    assert!(release::insert(&tx, &old).await.unwrap());
    tx.commit().await.unwrap();
    let again = survey.make(&plan).await;
    assert!(matches!(again, Err(make::Error::Misfit(_))), "{again:?}");
    let tried = make::dry_run(&survey.services, &Actor::operator(), survey.wave.id, &plan).await;
    assert!(matches!(tried, Err(make::Error::Misfit(_))), "{tried:?}");
    let found = releases::find(&survey.services, &Actor::operator(), old.id).await.unwrap().unwrap();
    let plan_file = releases::files(&found).unwrap().into_iter().find(|file| file.name == "plan.yaml").unwrap();
    assert_eq!(String::from_utf8(plan_file.content).unwrap(), plan);
    survey.strike().await;
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
    // The command asks nobody, and has the same limit.
    let tried = make::dry_run(&stage.services, &Actor::operator(), stage.wave.id, &huge).await;
    assert!(matches!(tried, Err(make::Error::TooLarge)), "{tried:?}");
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
    assert!(matches!(stage.ask(99, Kind::Trial, PLAN).await, Err(Error::TooMany(MOST_REQUESTS))));
    assert!(stage.ask(9, Kind::Trial, PLAN).await.is_ok(), "what there is, is given");
    let proposal = |percent| Kind::Proposal(Share::parse(percent).unwrap());
    for id in 0..MOST_PROPOSALS {
        stage.ask(200 + u128::from(id), proposal(60), PLAN).await.unwrap();
    }
    assert!(matches!(stage.ask(299, proposal(60), PLAN).await, Err(Error::TooMany(MOST_PROPOSALS))));
    assert!(matches!(stage.ask(200, proposal(70), PLAN).await, Err(Error::KeyReused)), "that is another proposal");
    assert_eq!([0, 5, 15, 110].map(Share::parse), [None; 4]);
    let entries = audit::before(&stage.services, &Actor::operator(), i64::MAX, 10).await.unwrap();
    let proposals = entries.iter().filter(|entry| entry.deed.object_kind == "release_proposal").count();
    assert_eq!(proposals as u64, MOST_PROPOSALS, "each stands in the log");
    stage.strike().await;
}

#[tokio::test]
async fn a_machine_that_dies_loses_its_claim_and_one_that_lives_keeps_it() {
    let stage = Stage::set(60).await;
    stage.ask(1, Kind::Release, PLAN).await.unwrap();
    let first = work::claim(&stage.services).await.unwrap().unwrap();
    assert_eq!(stage.state(1).await, State::Running(None));
    let point = Point { stage: Doing::Protecting, of: 30, done: 12, ..Point::default() };
    work::tell(&stage.services, &first, point).await.unwrap();
    let State::Running(Some(told)) = stage.state(1).await else { panic!("somebody works on it") };
    assert_eq!(Point::read(&told), Some(point));
    assert!(work::claim(&stage.services).await.unwrap().is_none(), "nobody gets what somebody has");
    stage.turn_clock(LEASE * 2 / 3);
    assert!(work::renew(&stage.services, &first).await.unwrap());
    stage.turn_clock(LEASE * 2 / 3);
    assert!(work::claim(&stage.services).await.unwrap().is_none(), "it was renewed");
    stage.turn_clock(LEASE);
    assert_eq!(stage.state(1).await, State::Waiting);
    let second = work::claim(&stage.services).await.unwrap().unwrap();
    assert!(!work::renew(&stage.services, &first).await.unwrap());
    work::tell(&stage.services, &first, point).await.unwrap();
    assert_eq!(stage.state(1).await, State::Running(None), "who has lost it tells nothing any more");
    // Both come to their end: there is one release, and the one that has the claim says so.
    let late = work::perform(stage.services.clone(), first.request.clone(), Progress::default()).await.unwrap();
    assert!(!work::end(&stage.services, &first, late.clone()).await.unwrap());
    let end = work::perform(stage.services.clone(), second.request.clone(), Progress::default()).await.unwrap();
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
