//! The life of findings: who may do what about which, once, and on what they saw.

use jiff::civil::Date;
use nabosvar::access::{Actor, Grant, Place, Role, Who};
use nabosvar::service::audit;
use nabosvar::service::catalogue::publish_form;
use nabosvar::service::findings::change::Error;
use nabosvar::service::findings::life::{Action, Assignment, Misfit};
use nabosvar::service::findings::{Command, Filter, PublicTexts, Words, change, change_on_walk, read};
use nabosvar::store::finding::{self, Finding, Status, Taken};
use nabosvar::store::finding_event::{Deed, FindingEvent};
use nabosvar::store::place::Area;
use nabosvar::store::walk::{self, State, Walk};
use uuid::Uuid;

use crate::invented_walks;
use crate::stage::Stage;
use crate::walks_rows::kept;

/// A finding that nobody has taken up, and where it lies.
pub(crate) struct Scene {
    pub(crate) stage: Stage,
    pub(crate) area: Area,
    pub(crate) finding: Finding,
}

impl Scene {
    pub(crate) async fn set() -> Self {
        let stage = Stage::set().await;
        publish_form::publish_shipped(&stage.services).await.unwrap();
        let area = stage.area().await;
        let ended = invented_walks::walk(&stage.services, area.id);
        let finding = Finding { deadline: None, ..invented_walks::finding(&stage.services, &ended) };
        let photo = kept(&stage, 7).await;
        let tx = stage.services.db.begin().await.unwrap();
        walk::insert(&tx, &ended).await.unwrap();
        finding::insert(&tx, &finding, &[photo]).await.unwrap();
        tx.commit().await.unwrap();
        Self { stage, area, finding }
    }

    pub(crate) fn coordinator(&self) -> Actor {
        somebody(Role::Coordinator, self.area.place())
    }

    /// The form of an action on the finding in a version.
    pub(crate) fn command(&self, seen: i32, action: Action) -> Command {
        Command { id: self.stage.id(), finding: self.finding.id, seen, action }
    }

    pub(crate) async fn try_as(&self, actor: &Actor, seen: i32, action: Action) -> Result<Finding, Error> {
        change(&self.stage.services, actor, self.command(seen, action)).await
    }

    /// What the coordinator does on the newest version, which must work.
    pub(crate) async fn does(&self, action: Action) -> Finding {
        let seen = self.now().await.version;
        self.try_as(&self.coordinator(), seen, action).await.unwrap()
    }

    pub(crate) async fn now(&self) -> Finding {
        finding::find(&self.stage.services.db, self.finding.id).await.unwrap().unwrap()
    }

    /// The same on another walk through the area, which is being held.
    pub(crate) async fn verified(&self, action: Action) -> Finding {
        let services = &self.stage.services;
        let again = Walk { state: State::Running, ..invented_walks::walk(services, self.area.id) };
        let tx = services.db.begin().await.unwrap();
        walk::insert(&tx, &again).await.unwrap();
        tx.commit().await.unwrap();
        let command = self.command(self.now().await.version, action);
        change_on_walk(services, &self.coordinator(), command, again.id).await.unwrap()
    }

    async fn history(&self) -> Vec<FindingEvent> {
        let shown = read::show(&self.stage.services, &self.coordinator(), self.finding.id).await.unwrap();
        shown.unwrap().history
    }
}

pub(crate) fn somebody(role: Role, place: Place) -> Actor {
    let who = Who::Person(Uuid::from_u128(7));
    Actor { who, name: "Opdigtet koordinator".to_owned(), grants: vec![Grant { role, place }] }
}

pub(crate) fn words(text: &str) -> Words {
    Words::parse(text).unwrap()
}

/// To the police, by the end of the month of the tests.
pub(crate) fn assignment() -> Assignment {
    Assignment {
        party: "police".to_owned(),
        assignee: Some("Opdigtet betjent".parse().unwrap()),
        address: Some("betjent@invented.example".parse().unwrap()),
        deadline: Some(Date::constant(2026, 11, 30)),
    }
}

pub(crate) fn texts() -> PublicTexts {
    PublicTexts::parse(|_, language| if language == "da" { "Opdigtet" } else { "" }).unwrap()
}

fn actions(photo: nabosvar::store::Digest) -> [Action; 11] {
    [
        Action::Assign(assignment()),
        Action::Begin,
        Action::Finish(None),
        Action::Refuse(words("Opdigtet")),
        Action::Verify(None),
        Action::Reopen(words("Opdigtet")),
        Action::Postpone(None),
        Action::Comment(words("Opdigtet")),
        Action::AddPhoto(photo),
        Action::Approve(texts(), vec![photo]),
        Action::Withdraw,
    ]
}

#[tokio::test]
async fn from_seen_to_verified_every_step_is_kept() {
    let scene = Scene::set().await;
    assert_eq!(scene.does(Action::Assign(assignment())).await.status, Status::Assigned);
    scene.does(Action::Begin).await;
    scene.does(Action::Comment(words("Pæren er bestilt"))).await;
    scene.does(Action::Finish(Some(words("Skiftet")))).await;
    let verified = scene.verified(Action::Verify(None)).await;
    assert_eq!((verified.status, verified.version), (Status::Verified, 6));
    assert_eq!(verified, scene.now().await);
    let history = scene.history().await;
    let told: Vec<_> = history.iter().map(|event| (event.version, event.deed, event.words.as_deref())).collect();
    assert_eq!(
        told,
        [
            (2, Deed::Assign, None),
            (3, Deed::Begin, None),
            (4, Deed::Comment, Some("Pæren er bestilt")),
            (5, Deed::Finish, Some("Skiftet")),
            (6, Deed::Verify, None),
        ]
    );
    assert!(history.iter().all(|event| event.who_name == "Opdigtet koordinator"));
    let mentions = |event: &&FindingEvent| format!("{:?}", event.changes).contains("invented.example");
    assert!(!history.iter().any(|event| mentions(&event)), "nobody's address is kept in the history");
    let mut logged = 0;
    let count = |entry: audit::Entry| {
        logged += i32::from(entry.deed.object_id == scene.finding.id.to_string());
        Ok::<(), nabosvar::store::Error>(())
    };
    audit::all(&scene.stage.services, count).await.unwrap();
    assert_eq!(logged, 4, "a word in between is no decision");
    scene.stage.strike().await;
}

#[tokio::test]
async fn a_refusal_has_its_reason_until_it_is_taken_back() {
    let scene = Scene::set().await;
    let refused = scene.does(Action::Refuse(words("Jorden er ikke vores"))).await;
    assert_eq!((refused.status, refused.refusal_reason.as_deref()), (Status::Refused, Some("Jorden er ikke vores")));
    let again = scene.try_as(&scene.coordinator(), refused.version, Action::Begin).await;
    assert!(matches!(again, Err(Error::Misfit(Misfit::NotNow))));
    let open = scene.does(Action::Reopen(words("Kommunen er med alligevel"))).await;
    assert_eq!((open.status, open.refusal_reason), (Status::Open, None));
    scene.stage.strike().await;
}

#[tokio::test]
async fn who_saw_an_older_version_is_told_what_was_changed_and_changes_nothing() {
    let scene = Scene::set().await;
    scene.does(Action::Comment(words("Jeg har ringet"))).await;
    scene.does(Action::Assign(assignment())).await;
    let before = scene.now().await;
    let late = scene.try_as(&scene.coordinator(), 1, Action::Refuse(words("Det var bare i går"))).await;
    let Err(Error::Conflict(meanwhile)) = late else { panic!("{late:?}") };
    assert_eq!(meanwhile.iter().map(|event| event.deed).collect::<Vec<_>>(), [Deed::Comment, Deed::Assign]);
    assert_eq!(scene.now().await, before);
    let never = scene.try_as(&scene.coordinator(), 9, Action::Begin).await;
    assert!(matches!(never, Err(Error::Conflict(_))), "a version that is still to come was not seen");
    scene.stage.strike().await;
}

#[tokio::test]
async fn of_many_at_once_one_is_the_first() {
    let scene = Scene::set().await;
    let actor = scene.coordinator();
    let tries = (0..8).map(|number| {
        let command = scene.command(1, Action::Comment(words(&format!("Ord {number}"))));
        let (services, actor) = (scene.stage.services.clone(), actor.clone());
        tokio::spawn(async move { change(&services, &actor, command).await })
    });
    let (mut done, mut refused) = (0, 0);
    for tried in tries.collect::<Vec<_>>() {
        match tried.await.unwrap() {
            Ok(_) => done += 1,
            Err(Error::Conflict(meanwhile)) => {
                assert_eq!(meanwhile.len(), 1);
                refused += 1;
            }
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!((done, refused), (1, 7));
    assert_eq!(scene.history().await.len(), 1);
    scene.stage.strike().await;
}

#[tokio::test]
async fn the_same_form_twice_does_it_once() {
    let scene = Scene::set().await;
    let command = scene.command(1, Action::Finish(None));
    let first = change(&scene.stage.services, &scene.coordinator(), command.clone()).await.unwrap();
    let second = change(&scene.stage.services, &scene.coordinator(), command).await.unwrap();
    assert_eq!(first, second);
    assert_eq!(scene.history().await.len(), 1);
    scene.stage.strike().await;
}

#[tokio::test]
async fn who_has_nothing_to_do_there_learns_of_nothing() {
    let scene = Scene::set().await;
    let services = &scene.stage.services;
    let next = Place::Area { programme: scene.area.programme_id, area: Uuid::from_u128(1) };
    let (programme, area) = (Uuid::from_u128(2), scene.area.id);
    let photo = finding::photos(&services.db, &[scene.finding.id]).await.unwrap()[0].1.sha256;
    for role in Role::ALL {
        for place in [next, Place::Programme(programme), Place::Area { programme, area }] {
            let stranger = somebody(role, place);
            for action in actions(photo) {
                assert!(matches!(scene.try_as(&stranger, 1, action).await, Err(Error::NoFinding)));
            }
            let listed = read::list(services, &stranger, &Filter::default()).await.unwrap();
            assert_eq!((listed.total, listed.areas.len()), (0, 0));
            assert!(read::show(services, &stranger, scene.finding.id).await.unwrap().is_none());
            assert!(read::photo(services, &stranger, scene.finding.id, photo).await.unwrap().is_none());
        }
    }
    for role in [Role::Analyst, Role::Reader] {
        let reader = somebody(role, scene.area.place());
        for action in actions(photo) {
            assert!(matches!(scene.try_as(&reader, 1, action).await, Err(Error::Denied)));
        }
        assert_eq!(read::list(services, &reader, &Filter::default()).await.unwrap().total, 1);
        assert!(read::show(services, &reader, scene.finding.id).await.unwrap().unwrap().deeds.is_empty());
        assert!(read::photo(services, &reader, scene.finding.id, photo).await.unwrap().is_some());
        let other = nabosvar::store::Digest::of("another file");
        assert!(read::photo(services, &reader, scene.finding.id, other).await.unwrap().is_none());
    }
    let command = Command { finding: Uuid::from_u128(9), ..scene.command(1, Action::Begin) };
    assert!(matches!(change(services, &scene.coordinator(), command).await, Err(Error::NoFinding)));
    assert_eq!(scene.now().await, scene.finding);
    scene.stage.strike().await;
}

#[tokio::test]
async fn what_nobody_could_keep_to_is_not_taken() {
    let scene = Scene::set().await;
    let assign = |assignment| scene.try_as_coordinator(Action::Assign(assignment));
    let nobody = Assignment { party: "the_moon".to_owned(), ..assignment() };
    assert!(matches!(assign(nobody).await, Err(Error::UnknownParty)));
    let over = Assignment { deadline: Some(Date::constant(2026, 11, 20)), ..assignment() };
    assert!(matches!(assign(over).await, Err(Error::DeadlineOver)));
    let today = Assignment { deadline: Some(scene.stage.services.clock.today()), ..assignment() };
    assert!(assign(today).await.is_ok());
    scene.stage.strike().await;
}

#[tokio::test]
async fn photos_come_after_those_of_the_walk_and_have_an_end() {
    let scene = Scene::set().await;
    let after = kept(&scene.stage, 9).await;
    scene.does(Action::AddPhoto(after)).await;
    scene.does(Action::AddPhoto(after)).await;
    let photos = finding::photos(&scene.stage.services.db, &[scene.finding.id]).await.unwrap();
    let taken: Vec<_> = photos.iter().map(|(_, photo)| photo.taken).collect();
    assert_eq!(taken, [Taken::Found, Taken::After]);
    assert_eq!(photos[1].1.sha256, after);
    for number in 2..nabosvar::service::findings::MOST_PHOTOS {
        scene.does(Action::AddPhoto(nabosvar::store::Digest::of(number.to_string()))).await;
    }
    let version = scene.now().await.version;
    let more = Action::AddPhoto(nabosvar::store::Digest::of("one more"));
    assert!(matches!(scene.try_as(&scene.coordinator(), version, more).await, Err(Error::TooManyPhotos)));
    scene.stage.strike().await;
}

impl Scene {
    async fn try_as_coordinator(&self, action: Action) -> Result<Finding, Error> {
        let seen = self.now().await.version;
        self.try_as(&self.coordinator(), seen, action).await
    }
}
