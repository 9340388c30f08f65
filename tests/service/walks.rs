//! Safety walks as they are planned, held and ended: each thing once, by those who may, and never over somebody else's words.

use jiff::ToSpan;
use jiff::civil::{Date, time};
use nabosvar::access::{Actor, Grant, Place, Role, Who};
use nabosvar::service::answers::draft;
use nabosvar::service::attachments::attach::{self, Command};
use nabosvar::service::attachments::sweep_attachments;
use nabosvar::service::attachments::{self, Sender};
use nabosvar::service::catalogue::{publish_form, retire_form};
use nabosvar::service::walks::plan::{self, Meeting};
use nabosvar::service::walks::run::{self, Running};
use nabosvar::service::walks::{self, State, Walk, end};
use nabosvar::store::finding::{Kind, Position, Status, Taken};
use nabosvar::store::place::Area;
use nabosvar::store::{audit, finding, response};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::pictures::Photo;
use crate::stage::Stage;
use crate::{invented, pictures};

pub(crate) fn somebody(role: Role, place: Place) -> Actor {
    Actor { who: Who::Person(Uuid::nil()), name: "Opdigtet".to_owned(), grants: vec![Grant { role, place }] }
}

pub(crate) fn meeting(day: i8) -> Meeting {
    let route = "Fra det opdigtede beboerhus".parse().unwrap();
    Meeting { on: Date::constant(2026, 11, day), at: Some(time(16, 30, 0, 0)), route, is_reinspection: false }
}

/// A stage with the shipped form, an area, and a coordinator of that area.
pub(crate) async fn set() -> (Stage, Area, Actor) {
    let stage = Stage::set().await;
    publish_form::publish_shipped(&stage.services).await.unwrap();
    let area = stage.area().await;
    let actor = somebody(Role::Coordinator, area.place());
    (stage, area, actor)
}

pub(crate) async fn planned(stage: &Stage, area: &Area, actor: &Actor) -> Walk {
    plan::plan(&stage.services, actor, stage.id(), area.id, meeting(21)).await.unwrap()
}

/// What is written down on a walk with a problem, a good place and another problem.
fn sheet(photo: &str) -> Value {
    json!({
        "walk": { "area_name": "Opdigtet Nord", "walked_on": "2026-11-20", "light": "dark" },
        "findings": [
            {
                "kind": "problem",
                "spot": { "place": "path", "place_detail": "bag blok 2", "location": "55.4028 11.3546 30 8" },
                "theme": "lighting",
                "seen": { "observation": "En opdigtet lampe lyser ikke", "photo": photo },
                "action": { "proposal": "Skift pæren", "severity": "large", "responsible": "board", "deadline": "2026-12-01" },
            },
            { "kind": "good", "spot": { "place": "square" }, "seen": { "observation": "Nye bænke" } },
            {
                "kind": "problem",
                "spot": { "place": "shed" },
                "theme": "locks",
                "seen": { "observation": "Døren kan ikke låses" },
                "action": { "severity": "dont_know" },
            },
        ],
    })
}

async fn written(stage: &Stage, actor: &Actor, walk: Uuid, answers: &Value) -> Running {
    let running = run::start(&stage.services, actor, walk, "da").await.unwrap();
    run::save(&stage.services, &running, "da", answers).await.unwrap();
    run::open(&stage.services, actor, walk).await.unwrap()
}

#[tokio::test]
async fn a_walk_is_planned_once_by_who_may_and_for_a_day_that_can_be() {
    let (stage, area, actor) = set().await;
    let services = &stage.services;
    let id = stage.id();
    let first = plan::plan(services, &actor, id, area.id, meeting(24)).await.unwrap();
    let again = plan::plan(services, &actor, id, area.id, meeting(25)).await.unwrap();
    assert_eq!(again, first, "a second click");
    for (role, place) in [
        (Role::Reader, area.place()),
        (Role::Coordinator, Place::Area { programme: area.programme_id, area: Uuid::nil() }),
    ] {
        let refused = plan::plan(services, &somebody(role, place), stage.id(), area.id, meeting(24)).await;
        assert!(matches!(refused, Err(plan::Error::NoArea)));
    }
    let typed_wrong = Meeting { on: Date::constant(226, 11, 24), ..meeting(24) };
    let refused = plan::plan(services, &actor, stage.id(), area.id, typed_wrong).await;
    assert!(matches!(refused, Err(plan::Error::FarAway)));
    let listed = walks::list(services, &actor).await.unwrap();
    assert_eq!(listed.iter().map(|listed| &listed.walk).collect::<Vec<_>>(), [&first]);
    assert!(walks::list(services, &somebody(Role::Collector, Place::Installation)).await.unwrap().is_empty());
    let entries = audit::from(&services.db, 1, 100).await.unwrap();
    assert_eq!(entries.iter().filter(|entry| entry.deed.object_id == id.to_string()).count(), 1);
    stage.strike().await;
}

#[tokio::test]
async fn a_plan_is_changed_by_who_has_seen_it_and_called_off_once() {
    let (stage, area, actor) = set().await;
    let services = &stage.services;
    let walk = planned(&stage, &area, &actor).await;
    let moved = plan::change(services, &actor, walk.id, 1, meeting(30)).await.unwrap();
    assert_eq!((moved.plan.on, moved.version), (Date::constant(2026, 11, 30), 2));
    let Err(plan::Error::Changed(now)) = plan::change(services, &actor, walk.id, 1, meeting(29)).await else {
        panic!("it was made on what is no longer there");
    };
    assert_eq!(*now, moved);
    let reader = somebody(Role::Reader, area.place());
    let missing = |result| matches!(result, Err(plan::Error::Walk(walks::Error::NoWalk)));
    assert!(missing(plan::change(services, &reader, walk.id, 2, meeting(29)).await));
    assert!(missing(plan::call_off(services, &actor, stage.id(), 2).await));
    let off = plan::call_off(services, &actor, walk.id, 2).await.unwrap();
    assert_eq!(off.state, State::Cancelled);
    assert_eq!(plan::call_off(services, &actor, walk.id, 2).await.unwrap(), off, "a second click");
    assert!(matches!(run::start(services, &actor, walk.id, "da").await, Err(run::Error::NotRunning)));
    stage.strike().await;
}

#[tokio::test]
async fn what_is_written_down_is_kept_at_every_step_and_never_over_what_somebody_else_wrote() {
    let (stage, area, actor) = set().await;
    let services = &stage.services;
    let walk = planned(&stage, &area, &actor).await;
    let running = run::start(services, &actor, walk.id, "da").await.unwrap();
    let again = run::start(services, &actor, walk.id, "da").await.unwrap();
    assert_eq!((again.walk.version, &again.sheet), (running.walk.version, &running.sheet), "a second click");
    run::save(services, &running, "da", &json!({ "walk": { "light": "dark" } })).await.unwrap();
    let late = run::save(services, &again, "da", &json!({ "walk": { "light": "light" } })).await;
    assert!(matches!(late, Err(run::Error::Changed)));
    let now = run::open(services, &actor, walk.id).await.unwrap();
    assert_eq!(now.sheet.answers, r#"{"walk":{"light":"dark"}}"#);
    let reader = somebody(Role::Reader, area.place());
    let refused = run::open(services, &reader, walk.id).await;
    assert!(matches!(refused, Err(run::Error::Walk(walks::Error::NoWalk))));
    assert_eq!(walks::find(services, &reader, walk.id).await.unwrap().walk.state, State::Running);
    stage.strike().await;
}

#[tokio::test]
async fn a_walk_begins_with_the_area_that_it_was_planned_for_and_the_newest_version_that_is_offered() {
    let (stage, _, _) = set().await;
    let services = &stage.services;
    let actor = Actor::operator();
    let known = stage.area().await;
    let walk = planned(&stage, &known, &actor).await;
    let running = run::start(services, &actor, walk.id, "da").await.unwrap();
    let answers: Value = serde_json::from_str(&running.sheet.answers).unwrap();
    assert_eq!(answers["walk"], json!({ "area_name": "Opdigtet Nord", "walked_on": "2026-11-21" }));
    retire_form::retire(services, &actor, walks::FORM, &running.sheet.form_version).await.unwrap();
    assert!(run::open(services, &actor, walk.id).await.is_ok(), "who has begun goes on");
    let next = planned(&stage, &known, &actor).await;
    assert!(matches!(run::start(services, &actor, next.id, "da").await, Err(run::Error::NoForm)));
    stage.strike().await;
}

#[tokio::test]
async fn a_walk_ends_once_with_a_response_and_its_findings() {
    let (stage, area, actor) = set().await;
    let services = &stage.services;
    let photo = pictures::photo(9, 6, 3);
    let command = Command { sha256: photo.sha256, sender: Sender::Program, span: None, length: None };
    attach::attach(services, command, futures_util::stream::iter([Ok(photo.file)])).await.unwrap();
    let walk = planned(&stage, &area, &actor).await;
    let running = written(&stage, &actor, walk.id, &sheet(&photo.sha256.to_string())).await;
    let version = running.walk.version;
    let late = end::end(services, &actor, walk.id, version - 1).await;
    assert!(matches!(late, Err(end::Error::Run(run::Error::Changed))));
    let (first, second) =
        tokio::join!(end::end(services, &actor, walk.id, version), end::end(services, &actor, walk.id, version));
    // Whoever comes second may find the walk ended, or changed while it looked.
    let ended = [first, second].into_iter().filter(|result| matches!(result, Ok(3))).count();
    assert!(ended >= 1);
    assert_eq!(end::end(services, &actor, walk.id, version).await.unwrap(), 3, "a click much later");

    let now = walks::find(services, &actor, walk.id).await.unwrap().walk;
    assert_eq!((now.state, now.sheet, now.response_id), (State::Ended, None, Some(walk.id)));
    let stored = response::find(&services.db, walk.id).await.unwrap().unwrap();
    assert_eq!(stored.attachments, [photo.sha256]);
    let found = walks::found(services, &actor, walk.id).await.unwrap();
    assert_eq!(found.iter().map(|one| one.photos.len()).sum::<usize>(), 1);
    let found: Vec<_> = found.into_iter().map(|one| one.finding).collect();
    assert_eq!(found.len(), 3);
    let lamp = found.iter().find(|one| one.theme.as_deref() == Some("lighting")).unwrap();
    assert_eq!((lamp.kind, lamp.status, lamp.area_id), (Kind::Problem, Status::Open, area.id));
    assert_eq!(lamp.position, Some(Position { latitude: 55.4028, longitude: 11.3546, accuracy: Some(8.0) }));
    assert_eq!((lamp.found_on, lamp.deadline), (Date::constant(2026, 11, 20), Some(Date::constant(2026, 12, 1))));
    let texts = [&lamp.place_code, &lamp.place_text, &lamp.severity, &lamp.proposal, &lamp.party];
    assert_eq!(texts.map(|text| text.as_deref().unwrap()), ["path", "bag blok 2", "large", "Skift pæren", "board"]);
    let bench = found.iter().find(|one| one.kind == Kind::Good).unwrap();
    assert_eq!((bench.observation.as_str(), &bench.severity, bench.deadline), ("Nye bænke", &None, None));
    let photos = finding::photos(&services.db, &[lamp.id, bench.id]).await.unwrap();
    assert_eq!(photos.len(), 1);
    assert_eq!((photos[0].0, photos[0].1.sha256, photos[0].1.taken), (lamp.id, photo.sha256, Taken::Found));
    assert!(attachments::find(services, photo.sha256).await.unwrap().is_some());
    stage.strike().await;
}

#[tokio::test]
async fn a_photo_stays_as_long_as_somebody_may_end_the_walk_or_send_the_answers_that_name_it() {
    let (stage, area, actor) = set().await;
    let services = &stage.services;
    let [of_walk, of_draft, of_nothing] = [3, 90, 180].map(|shade| pictures::photo(9, 6, shade));
    for photo in [&of_walk, &of_draft, &of_nothing] {
        let file = futures_util::stream::iter([Ok(photo.file.clone())]);
        assert_eq!(attach::attach_new(services, &Sender::Staff, None, file).await.unwrap(), photo.sha256);
    }
    let walk = planned(&stage, &area, &actor).await;
    written(&stage, &actor, walk.id, &sheet(&of_walk.sha256.to_string())).await;
    let (cookie, mut begun) = draft::start(services, &stage.identified, "da").await.unwrap();
    begun.answers = json!({ "photo": of_draft.sha256.to_string() });
    draft::save(services, &stage.identified, &cookie, &begun).await.unwrap();
    let are_there = async || {
        let there = async |photo: &Photo| attachments::find(services, photo.sha256).await.unwrap().is_some();
        [there(&of_walk).await, there(&of_draft).await, there(&of_nothing).await]
    };
    for (days, expected) in
        [(3, [true, true, true]), (6, [true, true, true]), (12, [true, true, false]), (30, [true, false, false])]
    {
        let noon = invented::noon().checked_add(days.days()).unwrap();
        services.clock.set(&noon);
        sweep_attachments::sweep(services).await.unwrap();
        assert_eq!(are_there().await, expected, "after {days} days");
    }
    stage.strike().await;
}

#[tokio::test]
async fn a_walk_with_a_mistake_does_not_end_and_keeps_what_was_written() {
    let (stage, area, actor) = set().await;
    let services = &stage.services;
    let walk = planned(&stage, &area, &actor).await;
    let mut answers = sheet("");
    answers["findings"][1]["seen"] = json!({});
    let running = written(&stage, &actor, walk.id, &answers).await;
    let Err(end::Error::Violations(violations)) = end::end(services, &actor, walk.id, running.walk.version).await
    else {
        panic!("a finding says nothing");
    };
    assert_eq!(violations.iter().map(|it| it.path.as_str()).collect::<Vec<_>>(), ["findings[2]/seen/observation"]);
    assert!(walks::found(services, &actor, walk.id).await.unwrap().is_empty());
    let now = run::open(services, &actor, walk.id).await.unwrap();
    assert_eq!((now.walk, now.sheet), (running.walk, running.sheet));
    let planned = planned(&stage, &area, &actor).await;
    let early = end::end(services, &actor, planned.id, 1).await;
    assert!(matches!(early, Err(end::Error::Run(run::Error::NotRunning))));
    stage.strike().await;
}

#[tokio::test]
async fn a_response_that_somebody_sent_under_the_identity_of_a_walk_is_not_taken_for_its_own() {
    let (stage, area, actor) = set().await;
    let services = &stage.services;
    let foreign = stage.new_answer("Opdigtet").await;
    let walk = plan::plan(services, &actor, foreign.id, area.id, meeting(21)).await.unwrap();
    let running = written(&stage, &actor, walk.id, &sheet("")).await;
    let refused = end::end(services, &actor, walk.id, running.walk.version).await;
    assert!(matches!(refused, Err(end::Error::Taken)));
    assert_eq!(run::open(services, &actor, walk.id).await.unwrap().sheet, running.sheet);
    stage.strike().await;
}
