//! Plans of areas: who may hang one up, what becomes of points and marks, and that a tap on a walk leads to a place.

use nabosvar::access::{Actor, Place, Role};
use nabosvar::service::plans::{self, Error, Misfit, NONE_YET, Reference};
use nabosvar::service::walks::{end, run};
use nabosvar::store::place::Area;
use nabosvar::store::{audit, finding};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::stage::Stage;
use crate::walks::{planned, set, somebody};
use crate::walks_rows::kept;

/// Points of which the second lies 0.001 degrees north and east of the first, on a plan of nine by six.
fn references() -> Vec<Reference> {
    let at = |x, y, latitude, longitude| Reference { x, y, latitude, longitude };
    vec![at(0.1, 0.9, 55.4, 11.35), at(0.9, 0.1, 55.401, 11.351)]
}

async fn hung(stage: &Stage, area: &Area, actor: &Actor, shade: u8) -> plans::Plan {
    let seen = plans::find(&stage.services, actor, area.id).await.unwrap().plan.map_or(NONE_YET, |plan| plan.version);
    plans::hang(&stage.services, actor, area.id, seen, kept(stage, shade).await).await.unwrap();
    plans::find(&stage.services, actor, area.id).await.unwrap().plan.unwrap()
}

#[tokio::test]
async fn a_plan_is_hung_up_once_and_replaced_only_by_who_has_seen_it() {
    let (stage, area, actor) = set().await;
    let services = &stage.services;
    let (first, other) = (kept(&stage, 3).await, kept(&stage, 90).await);
    assert_eq!(plans::find(services, &actor, area.id).await.unwrap().plan, None);
    for _ in 0..2 {
        plans::hang(services, &actor, area.id, NONE_YET, first).await.unwrap();
    }
    let plan = plans::find(services, &actor, area.id).await.unwrap().plan.unwrap();
    assert_eq!((plan.sha256, plan.width, plan.height, plan.version), (first, 9, 6, 1));
    let late = plans::hang(services, &actor, area.id, NONE_YET, other).await;
    assert!(matches!(late, Err(Error::Changed)));
    for (seen, expected) in [(1, 2), (1, 2)] {
        plans::tie(services, &actor, area.id, seen, &references()).await.unwrap();
        let tied = plans::find(services, &actor, area.id).await.unwrap().plan.unwrap();
        assert_eq!((tied.references.as_slice(), tied.version), (references().as_slice(), expected), "a second click");
        assert!(tied.fit().is_some());
    }
    assert!(matches!(plans::tie(services, &actor, area.id, 1, &[]).await, Err(Error::Changed)));
    let flat = plans::tie(services, &actor, area.id, 2, &references()[..1]).await;
    assert!(matches!(flat, Err(Error::Misfit(Misfit::Number))));
    plans::hang(services, &actor, area.id, 2, other).await.unwrap();
    let new = plans::find(services, &actor, area.id).await.unwrap().plan.unwrap();
    assert_eq!((new.sha256, new.references.len(), new.version), (other, 0, 3), "nobody knows how the new one lies");
    let log = audit::from(&services.db, 1, 100).await.unwrap();
    assert_eq!(log.iter().filter(|entry| entry.deed.object_kind == "plan").count(), 3);
    stage.strike().await;
}

#[tokio::test]
async fn a_plan_is_nobodys_business_elsewhere_and_only_looked_at_by_readers() {
    let (stage, area, actor) = set().await;
    let services = &stage.services;
    let picture = kept(&stage, 3).await;
    let reader = somebody(Role::Reader, area.place());
    let stranger = somebody(Role::Coordinator, Place::Area { programme: area.programme_id, area: Uuid::nil() });
    for who in [&stranger, &somebody(Role::Collector, Place::Installation)] {
        assert!(matches!(plans::find(services, who, area.id).await, Err(Error::NoArea)));
        assert!(matches!(plans::picture(services, who, area.id).await, Err(Error::NoArea)));
        assert!(matches!(plans::hang(services, who, area.id, NONE_YET, picture).await, Err(Error::NoArea)));
        assert!(matches!(
            plans::tie(services, who, area.id, 1, &references()).await,
            Err(Error::Changed | Error::NoArea)
        ));
    }
    assert!(matches!(plans::hang(services, &reader, area.id, NONE_YET, picture).await, Err(Error::Denied)));
    let plan = hung(&stage, &area, &actor, 3).await;
    assert!(matches!(plans::tie(services, &reader, area.id, plan.version, &[]).await, Err(Error::Denied)));
    assert!(matches!(plans::tie(services, &stranger, area.id, plan.version, &[]).await, Err(Error::NoArea)));
    assert!(!plans::find(services, &reader, area.id).await.unwrap().may_change);
    assert_eq!(plans::picture(services, &reader, area.id).await.unwrap().unwrap().sha256, picture);
    stage.strike().await;
}

#[tokio::test]
async fn what_was_tapped_on_a_walk_has_a_place_on_the_plan_and_on_earth() {
    let (stage, area, actor) = set().await;
    let services = &stage.services;
    let plan = hung(&stage, &area, &actor, 3).await;
    plans::tie(services, &actor, area.id, plan.version, &references()).await.unwrap();
    let walk = planned(&stage, &area, &actor).await;
    let running = run::start(services, &actor, walk.id, "da").await.unwrap();
    let found = |spot: Value| json!({ "kind": "good", "spot": spot, "seen": { "observation": "Opdigtet" } });
    let answers = json!({
        "walk": { "area_name": area.name, "walked_on": "2026-11-20", "light": "light" },
        "findings": [
            found(json!({ "place": "path", "on_plan": "0.9000 0.1000" })),
            found(json!({ "place": "shed", "on_plan": "0.5 0.5", "location": "55.5 11.5 0 4" })),
            found(json!({ "place": "street" })),
        ],
    });
    run::save(services, &running, "da", &answers).await.unwrap();
    let other = kept(&stage, 90).await;
    let version = plan.version + 1;
    assert!(matches!(plans::hang(services, &actor, area.id, version, other).await, Err(Error::InUse)));
    assert!(matches!(plans::take_down(services, &actor, area.id, plan.sha256).await, Err(Error::InUse)));
    let running = run::open(services, &actor, walk.id).await.unwrap();
    assert_eq!(end::end(services, &actor, walk.id, running.walk.version).await.unwrap(), 3);
    let findings = finding::of_walk(&services.db, walk.id).await.unwrap();
    let at = |place: &str| findings.iter().find(|one| one.place_code.as_deref() == Some(place)).unwrap();
    let (path, shed, street) = (at("path"), at("shed"), at("street"));
    let spot = path.spot.unwrap();
    assert_eq!((spot.plan, spot.x, spot.y), (plan.sha256, 0.9, 0.1));
    let position = path.position.unwrap();
    assert!((position.latitude - 55.401).abs() < 1e-6 && (position.longitude - 11.351).abs() < 1e-6);
    assert_eq!(position.accuracy, None);
    assert!((shed.position.unwrap().latitude - 55.5).abs() < 1e-9, "what the device says is better");
    assert_eq!((street.spot, street.position), (None, None));
    let plan = plans::find(services, &actor, area.id).await.unwrap().plan.unwrap();
    assert!(plan.point(path.spot, path.position).is_some() && plan.point(None, path.position).is_some());
    assert_eq!(plan.point(None, shed.position), None, "it is not on the plan");
    assert_eq!(plans::count_marks(services, area.id, &plan).await.unwrap(), 2, "two were tapped on it");
    plans::hang(services, &actor, area.id, version, other).await.unwrap();
    let new = plans::find(services, &actor, area.id).await.unwrap().plan.unwrap();
    assert_eq!(new.point(path.spot, path.position), None, "the mark is on another picture");
    stage.strike().await;
}

#[tokio::test]
async fn a_plan_that_is_taken_down_is_gone_and_one_that_nobody_looked_at_stays() {
    let (stage, area, actor) = set().await;
    let services = &stage.services;
    let plan = hung(&stage, &area, &actor, 3).await;
    let take_down = |who: Actor, picture| async move { plans::take_down(services, &who, area.id, picture).await };
    let stranger = somebody(Role::Coordinator, Place::Area { programme: area.programme_id, area: Uuid::nil() });
    assert!(matches!(take_down(stranger, plan.sha256).await, Err(Error::NoArea)));
    assert!(matches!(take_down(somebody(Role::Reader, area.place()), plan.sha256).await, Err(Error::Denied)));
    assert!(matches!(take_down(actor.clone(), kept(&stage, 90).await).await, Err(Error::Changed)));
    for _ in 0..2 {
        take_down(actor.clone(), plan.sha256).await.unwrap();
        assert_eq!(plans::find(services, &actor, area.id).await.unwrap().plan, None);
    }
    assert_eq!(hung(&stage, &area, &actor, 3).await.sha256, plan.sha256, "the same picture again");
    let log = audit::from(&services.db, 1, 100).await.unwrap();
    let deeds: Vec<_> =
        log.iter().filter(|entry| entry.deed.object_kind == "plan").map(|entry| entry.deed.action.as_str()).collect();
    assert_eq!(deeds, ["created", "taken", "created"]);
    stage.strike().await;
}
